"""The model against results that any implementation must reproduce: the golden cases of
tests/golden, and result files of the engine."""
import json

import numpy as np

from vectorised import noise
from vectorised.facts import setting_of_golden
from vectorised.model import simulate, simulate_in_chunks
from vectorised.series import Series

BOUND = 1e-9


class Comparison:
    """Counts values, keeps the worst relative error and what lies beyond the bound."""

    def __init__(self):
        self.count, self.worst, self.differences = 0, 0.0, []

    def compare(self, what, got, expected, scale=0.0):
        """got, expected: arrays of one shape; NaN only meets NaN. Errors are relative to the
        greater of |expected| and `scale`."""
        got, expected = np.broadcast_arrays(got, expected)
        size = np.maximum(np.abs(expected), scale)
        off = np.abs(got - expected)
        error = np.where(off == 0, 0, off / np.maximum(size, 1e-300))
        error[np.isnan(got) & np.isnan(expected)] = 0
        error[np.isnan(error)] = np.inf
        self.count += error.size
        worst = error.max()
        self.worst = max(self.worst, worst)
        if worst > BOUND:
            at = np.unravel_index(error.argmax(), error.shape)
            self.differences.append(f"{what} at {list(map(int, at))}: got {got[at]!r}, expected "
                                    f"{expected[at]!r}")

    def report(self, what):
        """Prints the count and the worst error, or the first differences; whether all agree."""
        if self.differences:
            print(f"{what}: {len(self.differences)} rows of values DIFFER")
            print("\n".join(self.differences[:20]))
        else:
            print(f"{what}: {self.count} values agree, worst relative error {self.worst:.1e} "
                  f"(bound {BOUND:.0e})")
        return not self.differences


def compare_golden(file, comparison):
    """All series [month][draw] and outcomes [draw] of every path of a golden case."""
    golden = json.loads(file.read_text(encoding="utf-8"))
    setting = setting_of_golden(golden)
    units, draws = len(setting.company.openness), golden["draws"]
    chance = (noise.project_noise(setting.seed, draws, units) if setting.has_noise
              else noise.quiet_noise(len(draws), units))
    series = Series()
    outcomes = simulate(setting, golden["inputs"], chance, series)
    for p, path in enumerate(setting.plans.names):
        expected = golden["result"][path]
        where = f"{file.stem} {path}"
        unknown = set(expected["series"]) ^ set(series.values)
        if unknown:
            comparison.differences.append(f"{where}: series only on one side: {sorted(unknown)}")
        for name in set(expected["series"]) - unknown:
            values = np.array(expected["series"][name], dtype=float)
            comparison.compare(f"{where} {name} [month, draw]",
                               np.array([month[p] for month in series.values[name]]), values,
                               np.abs(values).max(0))
        known = dict(expected["outcome"])
        known.update({"pv_rung_" + rung: value for rung, value in known.pop("pv_rungs").items()})
        unknown = set(known) ^ set(outcomes)
        if unknown:
            comparison.differences.append(f"{where}: outcomes only on one side: {sorted(unknown)}")
        for name in set(known) - unknown:
            comparison.compare(f"{where} {name} [draw]", outcomes[name][p],
                               np.array(known[name], dtype=float))


def compare_golden_folder(folder):
    """Comparison with the four golden cases of trajectories."""
    comparison = Comparison()
    for name in ("bank_noisy", "bank_quiet", "chain_noisy", "shop_noisy"):
        compare_golden(folder / f"{name}.json", comparison)
    return comparison


def compare_result(result, chunk=1000):
    """Comparison of all outcomes with those of the engine (engine.Result), draw by draw, under the
    engine's own noise. Outcomes of a draw can be 0 by chance, so errors are relative to the median
    size of the outcome over the draws where that is greater."""
    setting, units = result.setting, len(result.setting.company.openness)
    got = simulate_in_chunks(
        setting, result.inputs, chunk, lambda first, last: noise.project_noise(
            setting.seed, result.draws[first:last], units))
    comparison = Comparison()
    if set(got) != set(result.outcomes):
        comparison.differences.append(f"outcomes only on one side: "
                                      f"{sorted(set(got) ^ set(result.outcomes))}")
    for name in set(got) & set(result.outcomes):
        for path, mine, expected in zip(setting.plans.names, got[name], result.outcomes[name]):
            defined = np.abs(expected[~np.isnan(expected)])
            comparison.compare(f"{path} {name} [draw]", mine, expected,
                               np.median(defined) if len(defined) else 0)
    return comparison
