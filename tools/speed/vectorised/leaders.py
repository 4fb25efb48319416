"""Money, and what leaders see of it, believe and do: finance, measurement, leadership.  Sections of
engine/model/MODEL.md. Shapes and symbols as in company.py; rungs are (5, P, N): savings, revenue,
loyalty, people, collaboration [EUR].
"""
from types import SimpleNamespace

import numpy as np

from vectorised.company import clip01
from vectorised.facts import LEVERS

RUNGS = ("savings", "revenue", "loyalty", "people", "collaboration")


def constants_of_money(p, company, plans):
    """Payroll, visibility and error of each rung, the plan at full swing and chances of a draw."""
    p.payroll = company.care_staff * company.hours_per_fte * p.contact_hour_cost
    p.plan = plans.swing_levers + p.payroll * plans.swing_staff  # `unit`, (P, N) [EUR/month]
    p.visible = np.stack([getattr(p, "visible_" + rung) for rung in RUNGS])[:, None]
    p.noise = np.stack([getattr(p, "noise_" + rung) for rung in RUNGS])[:, None]
    p.turnover_chance = 1 - np.exp(-p.turnover_hazard)


def benefits_of(p, company, ready, response, staffing, gap, won, won_plain, s):
    """The five rungs of benefit (5, P, N): what each path earns or saves more than `stay`."""
    base = (p.margin_factor * s.x).sum(0) * p.margin
    uplift = p.margin_fit * gap / 0.5
    service = (np.minimum(response.handled, company.care_staff * company.hours_per_fte)
               * p.contact_hour_cost * p.releasable - p.payroll * np.maximum(1 - staffing, 0))
    wages = company.headcount * p.wage
    earnings = np.stack([
        -service,
        base * uplift + s.earned * p.margin - p.acquisition_cost * (won - won_plain),
        base - s.earned * p.margin - p.acquisition_cost * won_plain,
        wages * p.staff_turnover / 12 * p.replacement_wages * p.staff_retention
        * (ready.O + ready.E) / 2,
        wages * p.productivity_gain * ready.K * ready.V * ready.O])
    return earnings - earnings[:, :1]


def running_cost(p, company, plans, g, staffing, t, s):
    """Cost of the levers, and all cost of the month but that of stopping (P, N) [EUR]."""
    levers = p.cost_overrun * sum(company.lever_cost[name] * getattr(g, name) for name in LEVERS)
    return levers, (levers + p.payroll * np.maximum(staffing - 1, 0)
                    + p.cost_overrun * plans.one_off[t] * s.active)


def measure(p, benefits, noise, s):
    """What measuring says after s.measured_months months of it."""
    seen = 1 - (1 - p.visible) * np.exp2(-s.measured_months / p.learning_half_life)
    error = p.noise * (1.0 + s.measured_months) ** (-p.learning_exponent)
    value = seen * benefits
    deviation = error * value
    return SimpleNamespace(measured=(value + deviation * noise.rungs).sum(0),
                           variance=(deviation**2).sum(0), mean_seen=seen.mean(0))


def update_belief(p, reading, started, s):
    """Belief and its variance after this month's reading: a Kalman filter with drift."""
    prior = s.variance + (p.belief_drift * p.plan) ** 2
    r = reading.variance + (0.05 * p.plan) ** 2
    gain = prior / np.maximum(prior + r, 1e-300)
    watched = started & (p.plan > 0)
    s.belief = np.where(watched, s.belief + gain * (reading.measured - s.belief), s.belief)
    s.variance = np.where(watched, (1 - gain) * prior, s.variance)


def decide(p, plans, running, started, t, noise, s):
    """Whether leaders stop a path this month, and their support at the start of the next (P, N).
    `running` is the month's cost without that of stopping."""
    active = s.active > 0
    cancelled = (active & started & (running > 0) & (t - plans.first >= p.grace_months)
                 & (noise.cancel < 1 - np.exp(-p.cancel_hazard * (1 - s.support) ** 2)))
    worth = s.belief / np.maximum(np.maximum(running, 0.25 * p.plan), 1e-9)
    judgement = 1 / (1 + np.exp(-p.judgement_slope * (worth - p.hurdle)))
    target = np.where(active & started & (p.plan > 0),
                      plans.commitment + (1 - plans.commitment) * judgement, plans.commitment)
    drop = np.where(noise.turnover < p.turnover_chance, 1 - p.turnover_drop, 1)
    return cancelled, clip01((s.support + p.support_speed * (target - s.support)) * drop)


def book(benefits, cost, discount, t, is_late, s):
    """Adds the month to the books: present values, late months, payback."""
    s.pv_rungs += discount * benefits
    if is_late:
        s.late += benefits
    s.pv_cost += discount * cost
    s.cumulative = s.cumulative + discount * (benefits.sum(0) - cost)
    paid = (s.pv_cost > 0) & (s.cumulative >= 0)
    s.payback = np.where(paid, np.where(np.isnan(s.payback), t, s.payback), np.nan)


def worth_of(p, last_discount, late_months, has_terminal_value, s):
    """Present values of finished paths: outcomes by name, (P, N) each."""
    q = (1 - p.terminal_fade) / (1 + p.discount_rate) ** (1 / 12)
    terminal = (last_discount * q / (1 - q) * s.late / late_months if has_terminal_value
                else np.zeros_like(s.late))
    rungs = s.pv_rungs + terminal
    benefit = rungs.sum(0)
    npv = benefit - s.pv_cost
    roi = np.full_like(npv, np.nan)
    np.divide(npv, s.pv_cost, out=roi, where=s.pv_cost > 0)
    return {"npv": npv, "npv_horizon": s.cumulative, "roi": roi, "payback": s.payback,
            "pv_cost": s.pv_cost, "pv_benefit": benefit, "terminal": terminal.sum(0),
            **{"pv_rung_" + rung: value for rung, value in zip(RUNGS, rungs)}}
