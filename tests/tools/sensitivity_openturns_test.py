#!/usr/bin/python3
"""Sobol indices of e2roi against those of OpenTURNS on the same matrices.

    sensitivity_openturns_test.py PROGRAM

OpenTURNS divides sums over N base rows by 2 N - 1 and by the variance of the outputs of A alone
(dividing by N - 1); e2roi by 2 N and by that of A and B (dividing by 2 N): put right, indices are
equal to rounding. Exit code 77 where OpenTURNS is not installed.
"""
import json
import sys

import cli
from cli import SCENARIO

try:
    import numpy as np
    import openturns as ot
except ImportError as missing:
    print(f"skipped: {missing} (Debian: python3-openturns python3-numpy)")
    sys.exit(77)

TOLERANCE = 1e-10


def openturns_order(base, factors):
    """Rows of the layout A; B; A with factor 1 from B; … in the layout of SALib."""
    places = [0, factors + 1, *range(1, factors + 1)]
    return np.concatenate([np.arange(base) * (factors + 2) + place for place in places])


def by_openturns(y, base, factors):
    """First-order and total indices of Jansen, with e2roi's divisors. y: in OpenTURNS' layout."""
    inputs = ot.Sample(np.zeros((len(y), factors)))  # not looked at
    algorithm = ot.JansenSensitivityAlgorithm(inputs, ot.Sample(y[:, None]), base)
    factor = (2 * base - 1) / (2 * base) * y[:base].var(ddof=1) / y[:2 * base].var()
    first = 1 - (1 - np.array(algorithm.getFirstOrderIndices())) * factor
    return first, np.array(algorithm.getTotalOrderIndices()) * factor


def saltelli_2010(y, base, factors):
    """First-order indices of Saltelli et al. (2010), table 2 (b). y: in OpenTURNS' layout."""
    centred = y - y[:2 * base].mean()
    a, b, mixed = centred[:base], centred[base:2 * base], centred[2 * base:].reshape(factors, base)
    return (b * (mixed - a)).mean(axis=1) / y[:2 * base].var()


class AgainstOpenTurns(cli.CommandLine):
    def compare(self, report, path, names, y):
        """Every index of one path; y: in the layout of SALib. Returns how many first-order ones are
        Jansen's."""
        factors = len(names)
        base = len(y) // (factors + 2)
        y = y[openturns_order(base, factors)]
        first, total = by_openturns(y, base, factors)
        other = saltelli_2010(y, base, factors)
        table = [t for t in report["tables"] if t["name"] == "indices"][0]
        rows = {row["factor"]: row for row in table["rows"] if row["path"] == path}
        self.assertEqual(sorted(rows), sorted(names))
        jansens = 0
        for i, name in enumerate(names):
            self.assertLess(abs(rows[name]["total"]["value"] - total[i]), TOLERANCE)
            mine = rows[name]["first_order"]["value"]
            jansens += abs(mine - first[i]) < TOLERANCE
            self.assertLess(min(abs(mine - first[i]), abs(mine - other[i])), TOLERANCE)
        return jansens

    def test_indices_of_the_bank_are_those_of_openturns(self):
        for more, least in (([], 0), (["--groups"], 1)):
            out, _ = self.e2roi("sensitivity", SCENARIO, "--sobol", "--base", "128", "--quiet",
                                "--json", *more, "--write-samples", "X.csv", "--write-outputs",
                                "Y.csv")
            report = json.loads(out)
            with open(self.folder / "Y.csv", encoding="utf-8") as file:
                outputs = file.readline().strip().split(",")
                values = np.loadtxt(file, delimiter=",")
            table = [t for t in report["tables"] if t["name"] == "indices"][0]
            with open(self.folder / "X.csv", encoding="utf-8") as file:
                keys = file.readline().strip().split(",")
            names = keys if not more else list(dict.fromkeys(key.split(".")[0] for key in keys))
            jansens = 0
            for path in {row["path"] for row in table["rows"]}:
                jansens += self.compare(report, path, names,
                                        values[:, outputs.index("npv." + path)])
            self.assertGreaterEqual(jansens, least)

    def test_outputs_of_a_design_of_openturns_can_be_analysed(self):
        """Ishigami on OpenTURNS' own design, read as inputs of the bank."""
        base, keys = 512, ["culture.openness_gate", "response.mandate_share",
                           "response.handoff_weaving"]
        ot.RandomGenerator.SetSeed(3)
        uniform = ot.ComposedDistribution([ot.Uniform(0, 1)] * 3)
        u = np.array(ot.SobolIndicesExperiment(uniform, base, False).generate())
        x = np.pi * (2 * u - 1)
        y = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1])**2 + 0.1 * x[:, 2]**4 * np.sin(x[:, 0])
        back = np.argsort(openturns_order(base, 3))
        np.savetxt(self.folder / "X.csv", u[back], delimiter=",", header=",".join(keys), comments="")
        np.savetxt(self.folder / "Y.csv", y[back], delimiter=",", header="npv.laggard", comments="")
        report = json.loads(self.e2roi("sensitivity", SCENARIO, "--sobol", "--quiet", "--json",
                                       "--path", "laggard", "--read-samples", "X.csv",
                                       "--read-outputs", "Y.csv")[0])
        self.compare(report, "laggard", keys, y[back])
        # Within 4.5 standard errors (a quarter of the interval's width) of the analytic totals.
        rows = {row["factor"]: row["total"] for row in report["tables"][0]["rows"]}
        for key, exact in zip(keys, (0.5576, 0.4424, 0.2437)):
            error = (rows[key]["high"] - rows[key]["low"]) / 4
            self.assertLess(abs(rows[key]["value"] - exact), 4.5 * error)


if __name__ == "__main__":
    cli.main()
