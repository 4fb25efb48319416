"""What customers and rivals do: weather, crises, loyalty, market.  Sections of
engine/model/MODEL.md. Shapes and symbols as in company.py; x is (4, P, N): detractors, neutral,
loyal, advocates [customer].
"""
from types import SimpleNamespace

import numpy as np

from vectorised.company import clip01


def constants_of_market(p):
    """What weather and churn need every month of a draw."""
    p.restlessness_rest = np.sqrt(1 - p.restlessness_persistence**2)
    p.crisis_chance = 1 - np.exp(-p.crisis_hazard)
    one = np.ones_like(p.churn_base)
    p.churn_factor = np.stack([p.churn_detractor, one, p.churn_loyal, p.churn_advocate])[:, None]
    p.margin_factor = np.stack([p.margin_detractor, one, p.margin_loyal,
                                p.margin_advocate])[:, None]


def weather_of(p, t, noise, z):
    """Month t as everybody meets it, (N,) each; z is the tide of the month before."""
    w = SimpleNamespace()
    w.z = p.restlessness_persistence * z + p.restlessness_rest * noise.restlessness
    w.restless = np.exp(p.restlessness_noise * w.z - p.restlessness_noise**2 / 2)
    w.voice = p.voice_rate * np.exp(p.voice_noise * noise.voice - p.voice_noise**2 / 2)
    severity = np.minimum(p.crisis_severity * np.exp(p.crisis_spread * noise.severity), 1)
    w.blow = np.where(noise.crisis < p.crisis_chance, severity, 0)
    w.rival_voice = p.rival_ceiling / (1 + np.exp(-(t - p.rival_midpoint) / p.rival_width))
    w.rival_leaving = 1 - np.exp(-p.rival_churn * w.restless)
    w.tol = p.tolerance_hours * np.exp(-p.tolerance_tightening * t / 12)
    w.discount = (1 + p.discount_rate) ** (-t / 12)
    return w


def loyalty_pull(p, response, gap, X):
    """Hazards up and down from what customers met [1/month]; X after this month's news."""
    up = p.delight_up * response.contacts * response.delighted + p.fit_pull * np.maximum(gap, 0)
    down = (p.failure_down * response.contacts
            * (p.loss_aversion * response.failed + p.slow_weight * response.slow)
            + p.fit_pull * p.loss_aversion * np.maximum(-gap, 0) + X)
    return up, down


def anchor_loyalty(p, company, up, down):
    """Hazards of a draw that hold today's shares, fading among them, given today's pull (N,).

    p.hold_up    (3, 1, N): D->N, N->L, L->A       p.hold_down  (3, 1, N): N->D, L->N, A->L
    """
    none = np.zeros_like(p.fade)
    fade_up, fade_down = np.stack([p.fade, none, none]), np.stack([none, p.fade, p.fade])
    x = company.customers * company.loyalty[:, None]
    gap = x[1:] * (down + fade_down) - x[:-1] * (up + fade_up)

    def hold(flow, stock):
        held = p.anchor * np.maximum(flow, 0) / np.maximum(stock, 1e-300)
        return np.where(stock > 0, held, 0)

    p.hold_up = (fade_up + hold(gap, x[:-1]))[:, None]
    p.hold_down = (fade_down + hold(-gap, x[1:]))[:, None]


def move_customers(p, x, up, down, leaving):
    """x after the month, newcomers not yet among them, and how many left (P, N).

    leaving  hazard of leaving of a neutral customer [1/month]
    """
    h_up, h_down, h_leave = up + p.hold_up, down + p.hold_down, leaving * p.churn_factor
    h = h_leave.copy()
    h[:-1] += h_up
    h[1:] += h_down
    survival = np.exp(-h)
    moved = x * (1 - survival) / np.maximum(h, 1e-300)  # times a hazard: what it moves
    after = x * survival
    after[1:] += moved[:-1] * h_up
    after[:-1] += moved[1:] * h_down
    return after, (moved * h_leave).sum(0)


def talk(p, x, customers, openness):
    """Advocates' talk against detractors', before any crisis [1]."""
    return (x[3] * (1 + openness) / 2 - p.negativity * x[0]) / np.maximum(customers, 1e-300)


def entry_of(p, market_size, customers, buzz, s):
    """Who chose any company, who chose this one, and who would have without buzz and attention."""
    own = customers * np.exp(p.attention_pull * s.attention + p.buzz_pull * buzz)
    rival = s.rival * np.exp(p.attention_pull * s.attention_rival)
    chance = 1 - np.exp(-(p.entry_base + p.imitation * (customers + s.rival) / market_size))
    entry = chance * s.prospects
    return (entry, entry * (own / np.maximum(own + rival, 1e-300)),
            entry * (customers / np.maximum(customers + rival, 1e-300)))


def next_market(p, weather, voice, entry, won, won_plain, churned, churn, s):
    """Moves attention, rivals, prospects and earned customers b to the start of next month.

    voice  G = L (O + E)/2, the company's engagement [1]
    """
    free = np.maximum(1 - s.attention - s.attention_rival, 0)
    s.attention = clip01(s.attention + p.capture * voice * free - p.release * s.attention)
    s.attention_rival = clip01(s.attention_rival + p.capture * weather.rival_voice * free
                               - p.release * s.attention_rival)
    back = weather.rival_leaving * s.rival
    s.rival = np.maximum(s.rival - back + entry - won, 0)
    s.prospects = np.maximum(s.prospects - entry + churned + back, 0)
    s.earned = s.earned * (1 - churn) + won - won_plain
