"""What happens inside the company: culture, response, improvement.  Sections of
engine/model/MODEL.md.

p holds the uncertain inputs and what follows from them, (N,) each; s the state of all paths at the
start of the month, (P, N) each, of units (U, P, N). Symbols are those of MODEL.md.
"""
from types import SimpleNamespace

import numpy as np


def clip01(x):
    return np.minimum(np.maximum(x, 0), 1)


def half(half_life):
    """Share of a gap that closes in a month when half of it closes in `half_life` months."""
    return 1 - np.exp2(-1 / half_life)


def rates_of_culture(p):
    """Monthly rates of a draw."""
    for name in ("openness", "empowerment", "weaving", "listening", "tooling", "relapse"):
        setattr(p, name + "_rate", half(getattr(p, name + "_half_life")))


def readiness(company, s):
    """O, E (means over units), V, L, K at the start of the month (P, N)."""
    return SimpleNamespace(
        O=np.minimum(np.tensordot(company.head_weight, s.openness, 1), 1),
        E=np.minimum(np.tensordot(company.contact_weight, s.empowerment, 1), 1),
        V=s.weaving, L=s.listening, K=s.tooling)


def respond(p, company, ready, customers, advocates, voice, gap, X, backlog, staffing, tol):
    """How customers are answered: response.

    customers  N                                                [customer]
    voice      contacts a customer with nothing special going on [1/month]
    gap        Q - Q(0)                                         [1]
    X          crisis stock before this month's news            [1]
    backlog    [hour] of work       staffing  multiplier [1]
    tol        response time that customers accept              [hour]
    """
    O, E, V, L, K = ready.O, ready.E, ready.V, ready.L, ready.K
    r = SimpleNamespace()
    r.contacts = (voice * (1 + p.voice_lift * (L - company.listening)) * (1 + p.crisis_voice * X)
                  * np.maximum(1 - p.relief * gap, 0))
    heard = L + (1 - L) * p.heard_offline
    peer = np.minimum(p.community * L * O * advocates / np.maximum(customers, 1e-300), 1)
    r.fcr = np.minimum(p.fcr_floor + (p.fcr_ceiling - p.fcr_floor) * E
                       * (p.mandate_share + (1 - p.mandate_share) * K), 1)
    hops = (1 - r.fcr) * p.handoffs * (1 - p.handoff_weaving * V)
    handle = p.handle_hours * (1 - p.handle_saving * K)
    arrivals = (customers * r.contacts * heard * (1 - peer) * handle
                * (1 + hops * p.escalation_work))

    staff = company.care_staff * staffing
    capacity = staff * company.hours_per_fte
    r.utilisation = arrivals / capacity
    load = np.minimum(r.utilisation, 0.98)
    agents = np.minimum(p.team_size * (1 + p.pooling * V), staff)
    wait = (handle * load ** (np.sqrt(2 * (agents + 1)) - 1) / (agents * (1 - load))
            * p.arrival_variability)  # Sakasegawa (1977)
    r.hours = ((wait + handle) * (730 / company.opening_hours) + 730 * backlog / capacity
               + hops * p.handoff_hours * (1 - p.handoff_tooling * K))
    r.lost = p.abandonment * backlog / np.maximum(arrivals + backlog, 1e-300)
    waiting = backlog * (1 - p.abandonment) + arrivals
    r.handled = np.minimum(waiting, capacity)
    r.backlog = waiting - r.handled

    r.fast = 1 / (1 + (r.hours / tol) ** p.response_shape)
    adequate = np.minimum(p.quality_floor + (p.quality_ceiling - p.quality_floor) * E
                          * (1 + O) / 2, 1)
    served = heard * adequate * (1 - r.lost)
    r.delighted = served * r.fast
    r.slow = served - r.delighted
    r.failed = 1 - served
    return r


def next_culture(p, company, g, noise, s):
    """Moves culture to the start of next month: culture. g: levers in effect, (P, N) each."""
    o, e, V, L, K, F = s.openness, s.empowerment, s.weaving, s.listening, s.tooling, s.fatigue
    d = p.relapse_rate
    led_o, led_e, led_v = g.openness * s.support, g.empowerment * s.support, g.weaving * s.support
    push_o, push_e, push_v = (p.openness_rate * led_o, p.empowerment_rate * led_e,
                              p.weaving_rate * led_v)
    ease = company.willingness * (1 - F)
    gate = 1 - p.openness_gate * (1 - o)
    contact = p.contagion * V

    def peers(x):
        return np.tensordot(company.ties, x, 1)

    s.openness = clip01(
        o + push_o * ease * (1 - o) + contact * (peers(o) - o)
        - d * (1 - led_o) * (o - company.openness)
        + p.culture_noise * np.sqrt(o * (1 - o)) * noise.openness)
    s.empowerment = clip01(
        e + push_e * ease * gate * (1 - e) + contact * (peers(e) - e)
        - d * (1 - led_e) * (e - company.empowerment)
        + p.culture_noise * np.sqrt(e * (1 - e)) * noise.empowerment)
    s.weaving = clip01(V + push_v * (1 - F) * (1 - V) - d * (1 - led_v) * (V - company.weaving))
    s.listening = clip01(L + p.listening_rate * g.listening * (1 - L)
                         - d * (1 - g.listening) * (L - company.listening))
    s.tooling = clip01(K + p.tooling_rate * g.tooling * (1 - K)
                       - d * (1 - g.tooling) * (K - company.tooling))
    s.fatigue = clip01(F + p.fatigue_gain * (push_o + push_e + push_v) - F / p.fatigue_recovery)


def next_improvement(p, ready, s):
    """Moves the pipeline and the fit Q to the start of next month: improvement."""
    starts = p.speed * ready.L * ready.E * (1 + ready.V) / 2 * (1 - s.fit)
    done = s.pipe / p.lead_months
    s.pipe = s.pipe + starts - done
    s.fit = clip01(s.fit + done - p.drift * s.fit)
