"""A company, its paths and the horizon as plain numbers.  engine/model/MODEL.md, schedule.

Shapes: U units, P paths with `stay` first, T months, N draws. What differs between paths has an
axis of one draw after that of the paths, (P, 1), and meets arrays of shape (P, N) by broadcasting.
"""
import tomllib
from dataclasses import dataclass

import numpy as np

LEVERS = ("listening", "openness", "empowerment", "tooling", "weaving")
LOYALTY_STATES = ("detractor", "neutral", "loyal", "advocate")


@dataclass(frozen=True)
class Company:
    """Facts of month 0."""
    customers: float         # [customer]
    rival: float             # [customer]
    prospects: float         # [customer]
    market_size: float       # [customer], always
    loyalty: np.ndarray      # (4,) shares [1]
    fit: float               # [1]
    weaving: float           # [1]
    listening: float         # [1]
    tooling: float           # [1]
    care_staff: float        # [FTE]
    hours_per_fte: float     # [hour/month]
    opening_hours: float     # [hour/month]
    lever_cost: dict         # lever: [EUR/month]
    headcount: float         # [employee], all units
    head_weight: np.ndarray     # (U,) share of headcount
    contact_weight: np.ndarray  # (U,) share of contacts
    openness: np.ndarray        # (U, 1, 1) [1]
    empowerment: np.ndarray     # (U, 1, 1) [1]
    willingness: np.ndarray     # (U, 1, 1) 1 - resistance
    ties: np.ndarray            # (U, U) rows sum to 1: whom a unit looks to


@dataclass(frozen=True)
class Plans:
    """What each path plans, `stay` first."""
    names: list
    commitment: np.ndarray    # (P, 1) [1]
    first: np.ndarray         # (P, 1) first month, infinite if nothing ever begins
    swing_levers: np.ndarray  # (P, 1) cost of all levers at their largest intensity [EUR/month]
    swing_staff: np.ndarray   # (P, 1) max(largest staffing - 1, 0) [1]
    intensity: dict           # lever: (T, P, 1) [1]
    staffing: np.ndarray      # (T, P, 1) [1]
    one_off: np.ndarray       # (T, P, 1) [EUR]


@dataclass(frozen=True)
class Setting:
    """All that is not uncertain."""
    company: Company
    plans: Plans
    months: int
    seed: int
    has_noise: bool
    has_terminal_value: bool


def leaves_at(points, rest):
    """Month at which a plan leaves `rest`: 0 if its first point is off it, infinite if never."""
    for i, (_, value) in enumerate(points):
        if value != rest:
            return points[i - 1][0] if i else 0.0
    return np.inf


def every_month(points, months, otherwise):
    """(T,) values of a piecewise linear plan, flat outside its points."""
    if not points:
        return np.full(months, float(otherwise))
    return np.interp(np.arange(months), *np.array(points, dtype=float).T)


def largest(points, otherwise):
    return max((value for _, value in points), default=otherwise)


def plans_of(paths, months, lever_cost):
    """Plans of `paths`, dictionaries with name, commitment, levers, staffing and one_off."""
    paths = [{"name": "stay", "commitment": 0.5}, *paths]
    levers = [path.get("levers", {}) for path in paths]
    staffing = [path.get("staffing", []) for path in paths]
    one_offs = [[(int(month), cost) for month, cost in path.get("one_off", [])
                 if 0 <= month < months] for path in paths]

    one_off = np.zeros((months, len(paths), 1))
    for p, items in enumerate(one_offs):
        for month, cost in items:
            one_off[month, p, 0] += cost

    def column(values):
        return np.array(list(values), dtype=float)[:, None]

    def over_months(plans, otherwise):
        return np.stack([every_month(points, months, otherwise) for points in plans], 1)[..., None]

    return Plans(
        names=[path["name"] for path in paths],
        commitment=column(path["commitment"] for path in paths),
        first=column(min([leaves_at(staffing[p], 1),
                          *(leaves_at(points, 0) for points in levers[p].values()),
                          *(month for month, _ in one_offs[p])]) for p in range(len(paths))),
        swing_levers=column(sum(lever_cost[name] * largest(points, 0)
                                for name, points in path.items()) for path in levers),
        swing_staff=column(max(largest(points, 1) - 1, 0) for points in staffing),
        intensity={name: over_months([path.get(name, []) for path in levers], 0)
                   for name in LEVERS},
        staffing=over_months(staffing, 1),
        one_off=one_off)


def company_of(facts, units, loyalty, lever_cost):
    def of_units(member):
        return np.array([unit[member] for unit in units], dtype=float)

    count = len(units)
    ties = np.array(facts.get("ties") or (np.ones((count, count)) - np.eye(count) if count > 1
                                          else [[1]]), dtype=float)
    headcount, contacts = of_units("headcount"), of_units("contact_share")
    customers, rival = facts["customers"], facts["rival_customers"]
    return Company(
        customers=customers, rival=rival, market_size=facts["market_size"],
        prospects=max(facts["market_size"] - customers - rival, 0),
        loyalty=np.array(loyalty) / sum(loyalty),
        lever_cost=lever_cost,
        headcount=headcount.sum(),
        head_weight=headcount / headcount.sum(), contact_weight=contacts / contacts.sum(),
        openness=of_units("openness")[:, None, None],
        empowerment=of_units("empowerment")[:, None, None],
        willingness=1 - of_units("resistance")[:, None, None],
        ties=ties / ties.sum(1, keepdims=True),
        **{name: facts[name] for name in ("fit", "weaving", "listening", "tooling", "care_staff",
                                          "hours_per_fte", "opening_hours")})


def setting_of_golden(golden):
    """Setting of a golden case (tests/golden), as read from its JSON."""
    facts = golden["company"]
    lever_cost = {name: facts["cost"].get(name, 0) for name in LEVERS}
    return Setting(company_of(facts, facts["units"], facts["loyalty"], lever_cost),
                   plans_of(golden["paths"], golden["months"], lever_cost),
                   golden["months"], golden["seed"], golden.get("noise", True),
                   golden.get("terminal_value", True))


def setting_of_scenario(text):
    """Setting of a merged scenario, the TOML that a result file keeps in its provenance."""
    scenario = tomllib.loads(text)
    facts, run = scenario["company"], scenario["run"]
    lever_cost = {name: facts["lever_cost"].get(name, 0) for name in LEVERS}
    paths = [{"name": path["id"], "commitment": path["commitment"], "staffing": path["staffing"],
              "levers": {name: path[name] for name in LEVERS},
              "one_off": [(item["month"], item["cost"]) for item in path["one_off"]]}
             for path in scenario["path"]]
    return Setting(company_of(facts, facts["unit"], [facts["loyalty"][k] for k in LOYALTY_STATES],
                              lever_cost),
                   plans_of(paths, run["months"], lever_cost),
                   run["months"], run["seed"], run["noise"], run["terminal_value"])
