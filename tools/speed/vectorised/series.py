"""The monthly series that the engine reports (engine/model/series.hpp), and the journey's stage."""
import numpy as np


def stage_of(ready, mean_seen, fast):
    """Stage of the Social Engagement Journey, 1 to 5: engine/model/MODEL.md, journey."""
    O, E, V, L, K = ready.O, ready.E, ready.V, ready.L, ready.K
    experimental = L >= 0.2
    operational = experimental & (L >= 0.5) & (K >= 0.4) & (V >= 0.3)
    measurable = operational & (mean_seen >= 0.6) & (O >= 0.5) & (E >= 0.5)
    engaged = measurable & (O >= 0.75) & (E >= 0.75) & (V >= 0.75) & (fast >= 0.9)
    return 1.0 + experimental + operational + measurable + engaged


class Series:
    """values[name]: a list over months of (P, N) arrays."""

    def __init__(self):
        self.values = {}

    def record(self, ready, customers, response, churn, won, benefits, reading, cost, s):
        """A month, after its news and before the state moves on."""
        shares = s.x / np.maximum(customers, 1e-300)
        now = {
            "openness": ready.O, "empowerment": ready.E, "weaving": ready.V, "listening": ready.L,
            "tooling": ready.K, "fatigue": s.fatigue, "support": s.support, "active": s.active,
            "response_hours": response.hours, "within_tolerance": response.fast,
            "first_contact": response.fcr, "delighted": response.delighted,
            "failed": response.failed, "lost": response.lost, "customers": customers,
            "detractor": shares[0], "neutral": shares[1], "loyal": shares[2],
            "advocate": shares[3], "churn": churn, "buzz": s.buzz, "attention": s.attention,
            "attention_rival": s.attention_rival, "fit": s.fit, "crisis": s.crisis,
            "backlog": s.backlog, "utilisation": response.utilisation, "rival": s.rival,
            "prospects": s.prospects, "stage": stage_of(ready, reading.mean_seen, response.fast),
            "benefit": benefits.sum(0), "savings": benefits[0], "revenue": benefits[1],
            "loyalty_value": benefits[2], "people": benefits[3], "collaboration": benefits[4],
            "cost": cost, "cumulative": s.cumulative, "belief": s.belief,
            "belief_sd": np.sqrt(s.variance), "measured": reading.measured, "won": won}
        for name, value in now.items():
            self.values.setdefault(name, []).append(value)
