"""The month loop: all paths of N draws at once.  engine/model/MODEL.md, enterprise.

Arrays over draws, (N,), and over paths and draws, (P, N); the months are a Python loop. Paths are
an axis and not a loop: they share the draw's inputs and noise, smaller chunks keep NumPy busy, and
`stay`, row 0, is what the others are measured against.
"""
from types import SimpleNamespace

import numpy as np

from vectorised import company as inside
from vectorised import customers as outside
from vectorised import leaders
from vectorised.facts import LEVERS


def parameters_of(setting, inputs):
    """Inputs {"section.name": (N,)} by name, with what follows from them for all months."""
    p = SimpleNamespace(**{key.split(".")[1]: np.asarray(values) for key, values in inputs.items()})
    assert len(vars(p)) == len(inputs), "two inputs have one name"
    company = setting.company
    inside.rates_of_culture(p)
    outside.constants_of_market(p)
    leaders.constants_of_money(p, company, setting.plans)

    # Today as the model sees it: no levers, no noise, no crisis, no backlog.
    today = SimpleNamespace(openness=company.openness, empowerment=company.empowerment,
                            weaving=company.weaving, listening=company.listening,
                            tooling=company.tooling)
    ready = inside.readiness(company, today)  # (1, 1)
    x = company.customers * company.loyalty[:, None]
    response = inside.respond(p, company, ready, company.customers, x[3], p.voice_rate, 0, 0, 0, 1,
                              p.tolerance_hours)
    up, down = outside.loyalty_pull(p, response, 0, 0)
    outside.anchor_loyalty(p, company, up, down)
    p.talk_today = outside.talk(p, x, company.customers, ready.O)
    return p


def state_of_today(p, setting, draws):
    """State of all paths at the start of month 0."""
    company, plans = setting.company, setting.plans
    shape = (len(plans.names), draws)

    def full(value, *leading):
        return np.full((*leading, *shape), value, dtype=float)

    return SimpleNamespace(
        openness=full(company.openness, len(company.openness)),
        empowerment=full(company.empowerment, len(company.empowerment)),
        weaving=full(company.weaving), listening=full(company.listening),
        tooling=full(company.tooling), fatigue=full(0), support=full(plans.commitment),
        active=full(1), cancel_month=full(np.nan), pipe=full(0), fit=full(company.fit),
        backlog=full(0), x=full(company.customers * company.loyalty[:, None, None], 4),
        crisis=full(0), buzz=full(0), attention=full(0), attention_rival=full(0),
        rival=full(company.rival), prospects=full(company.prospects), earned=full(0),
        measured_months=full(0), belief=p.promise * p.plan, variance=(p.promise_sd * p.plan) ** 2,
        cumulative=full(0), pv_cost=full(0), pv_rungs=full(0, 5), late=full(0, 5),
        payback=full(np.nan))


def month(setting, p, t, weather, noise, s, series=None):
    """One month of all paths: s moves to the start of the next. Where `series` is a dictionary,
    the month is recorded there (series.py)."""
    company, plans = setting.company, setting.plans
    started = t >= plans.first

    # What each path does this month, and how customers are answered.
    g = SimpleNamespace(**{name: plans.intensity[name][t] * s.active for name in LEVERS})
    staffing = 1 + (plans.staffing[t] - 1) * s.active
    ready = inside.readiness(company, s)
    customers = s.x.sum(0)
    gap = s.fit - company.fit
    response = inside.respond(p, company, ready, customers, s.x[3], weather.voice, gap, s.crisis,
                              s.backlog, staffing, weather.tol)
    s.crisis = (p.crisis_persistence * s.crisis
                + weather.blow * (1 - p.crisis_mitigation * response.fast * ready.O))

    # What customers feel and say, and who comes.
    up, down = outside.loyalty_pull(p, response, gap, s.crisis)
    raw = outside.talk(p, s.x, customers, ready.O) - p.negativity * s.crisis
    s.buzz = s.buzz + (raw - p.talk_today - s.buzz) / p.buzz_memory
    entry, won, won_plain = outside.entry_of(p, company.market_size, customers, s.buzz, s)

    # Money, and what leaders measure, believe and decide.
    benefits = leaders.benefits_of(p, company, ready, response, staffing, gap, won, won_plain, s)
    levers, running = leaders.running_cost(p, company, plans, g, staffing, t, s)
    reading = leaders.measure(p, benefits, noise, s)
    leaders.update_belief(p, reading, started, s)
    cancelled, support = leaders.decide(p, plans, running, started, t, noise, s)
    cost = running + np.where(cancelled, p.exit_cost_months * levers, 0)
    leaders.book(benefits, cost, weather.discount, t, t >= setting.months - 6, s)
    s.cancel_month = np.where(cancelled, t, s.cancel_month)

    # Who moves and who leaves.
    leaving = p.churn_base * weather.restless * (
        1 + p.attention_pull * np.maximum(s.attention_rival - s.attention, 0))
    x, churned = outside.move_customers(p, s.x, up, down, leaving)
    churn = np.minimum(churned / np.maximum(customers, 1e-300), 1)
    if series is not None:
        series.record(ready, customers, response, churn, won, benefits, reading, cost, s)

    # The state moves to the next month.
    inside.next_culture(p, company, g, noise, s)
    inside.next_improvement(p, ready, s)
    outside.next_market(p, weather, ready.L * (ready.O + ready.E) / 2, entry, won, won_plain,
                        churned, churn, s)
    s.x = x
    s.x[1] += won
    s.backlog = response.backlog
    s.support = support
    s.measured_months = s.measured_months + (started & (s.active > 0))
    s.active = np.where(cancelled, 0, s.active)


def simulate(setting, inputs, noise, series=None):
    """Outcomes by name, (P, N) each.

    inputs  {"section.name": (N,)}, all uncertain inputs in the units of their records
    noise   month -> MonthNoise (noise.py) of the same N draws
    series  where to record every month (series.py), or None
    """
    draws = len(next(iter(inputs.values())))
    with np.errstate(over="ignore", under="ignore"):  # exp of what no judgement can convince
        p = parameters_of(setting, inputs)
        s = state_of_today(p, setting, draws)
        z = np.zeros(draws)
        for t in range(setting.months):
            noise_now = noise(t)
            weather = outside.weather_of(p, t, noise_now, z)
            z = weather.z
            month(setting, p, t, weather, noise_now, s, series)

        customers = s.x.sum(0)
        shares = s.x / np.maximum(customers, 1e-300)
        return {**leaders.worth_of(p, weather.discount, min(6, setting.months),
                                   setting.has_terminal_value, s),
                "cancel_month": s.cancel_month, "customers": customers,
                "advocate": shares[3], "detractor": shares[0],
                "net_promoters": shares[3] - shares[0],
                "belief": s.belief, "belief_sd": np.sqrt(s.variance)}


def simulate_in_chunks(setting, inputs, chunk, noise_of):
    """The same, `chunk` draws at a time, so that a chunk stays in the processor's cache.

    noise_of  (first, last) -> the noise of those draws
    """
    draws = len(next(iter(inputs.values())))
    parts = [simulate(setting, {key: values[first:first + chunk] for key, values in inputs.items()},
                      noise_of(first, min(first + chunk, draws)))
             for first in range(0, draws, chunk)]
    return {name: np.concatenate([part[name] for part in parts], axis=1) for name in parts[0]}
