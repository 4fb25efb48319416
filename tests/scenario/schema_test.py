#!/usr/bin/python3
"""Checks scenarios with the schema that editors use: the right ones pass, and one mistake gives one
error at its place. Needs python3-jsonschema; without it the test is skipped (exit code 77).

    schema_test.py
"""
import copy
import json
import sys
import tomllib
import unittest
from pathlib import Path

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

PROJECT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((PROJECT / "scenarios/e2roi.schema.json").read_text())
EXAMPLE = PROJECT / "tests/scenario/good/formats_example.toml"


def read(path):
    return tomllib.loads(path.read_text())


def mistakes(scenario):
    """Each error as "place: message", in a fixed order."""
    found = jsonschema.Draft7Validator(SCHEMA).iter_errors(scenario)
    return sorted(f"{'.'.join(map(str, e.absolute_path))}: {e.message}" for e in found)


class Schema(unittest.TestCase):
    def test_it_is_a_draft_07_schema(self):
        jsonschema.Draft7Validator.check_schema(SCHEMA)

    def test_every_scenario_and_base_passes(self):
        files = sorted(PROJECT.glob("scenarios/**/*.toml")) + sorted(
            (PROJECT / "tests/scenario/good").glob("**/*.toml"))
        self.assertGreaterEqual(len(files), 8)
        for file in files:
            with self.subTest(file=str(file.relative_to(PROJECT))):
                self.assertEqual(mistakes(read(file)), [])

    def test_every_scenario_names_the_schema_where_it_lies(self):
        for file in PROJECT.glob("scenarios/*/scenario.toml"):
            first = file.read_text().splitlines()[0]
            self.assertTrue(first.startswith("#:schema "), file)
            self.assertTrue((file.parent / first.split()[1]).samefile(
                PROJECT / "scenarios/e2roi.schema.json"), file)

    def test_every_way_of_writing_an_input_passes(self):
        scenario = read(EXAMPLE)
        for value in [9, 9.5, "9 EUR", " 8 to 10", "-1", "+1", "triangular(2, 3, 5)",
                      "pert (2, 3, 5)", "uniform(2, 5)", "normal(mean: 3, sd: 1)",
                      "lognormal(median: 12, p90: 24)", "beta(2, 60)", "discrete(1: 0.2, 2: 0.8)",
                      "metalog(p10: 2, p50: 6, p90: 15)", {"value": 9}, {"value": "8 to 10"},
                      {"triangular": [2, 3, 5], "unit": "EUR"}, {"uniform": [2, 5]},
                      {"discrete": [[1, 0.2], [2, 0.8]]}, {"p10": 2, "p50": 6, "p90": 15},
                      {"p10": 2, "likely": 3, "p90": 5, "source": "x", "note": "y"},
                      {"mean": 3, "sd": 1}, {"median": 12, "p90": 24}, {"low": 2, "high": 5}]:
            with self.subTest(value=value):
                scenario["inputs"]["finance"]["margin"] = value
                self.assertEqual(mistakes(scenario), [])

    def test_one_mistake_gives_one_error_at_its_place(self):
        def unit(scenario):
            return scenario["company"]["unit"][0]

        def path(scenario):
            return scenario["path"][0]

        cases = [
            (lambda s: s.update(wolrds=3), ": Additional properties are not allowed"),
            (lambda s: s["run"].update(draws="many"), "run.draws: 'many' is not of type"),
            (lambda s: s["run"].update(draws=0), "run.draws: 0 is less than the minimum of 1"),
            (lambda s: s["run"].update(draws=1.5), "run.draws: 1.5 is not of type"),
            (lambda s: s["run"].update(seed=-3), "run.seed: -3 is less than the minimum of 0"),
            (lambda s: s["run"].update(inputs="mean"), "run.inputs: 'mean' is not one of"),
            (lambda s: s["run"].update(quantiles=[0.5, 1]), "run.quantiles.1: 1 is greater than"),
            (lambda s: s["company"].update(fit=1.2), "company.fit: 1.2 is greater than"),
            (lambda s: s["company"].update(ft=0.2), "company: Additional properties"),
            (lambda s: s["company"]["loyalty"].update(loyal="x"), "company.loyalty.loyal: 'x'"),
            (lambda s: s["company"]["lever_cost"].update(cofee=2), "company.lever_cost: Additional"),
            (lambda s: unit(s).pop("id"), "company.unit.0: 'id' is a required property"),
            (lambda s: unit(s).update(id="care desk"), "company.unit.0.id: 'care desk' does not"),
            (lambda s: unit(s).update(openness=-1), "company.unit.0.openness: -1 is less than"),
            (lambda s: path(s).update(openness=[[0, 0], [6]]), "path.0.openness.1: [6] is too short"),
            (lambda s: path(s).update(openness=[[0, 2]]), "path.0.openness.0.1: 2 is greater"),
            (lambda s: path(s).update(staffing=[["x", 1]]), "path.0.staffing.0.0: 'x' is not"),
            (lambda s: path(s).update(one_off=[{"month": 3}]), "path.0.one_off.0: 'cost' is a req"),
            (lambda s: s["inputs"].update(finanse={}), "inputs: Additional properties"),
            (lambda s: s["inputs"]["finance"].update(margn=1), "inputs.finance: Additional"),
            (lambda s: s["inputs"]["finance"].update(margin=-1), "inputs.finance.margin: -1 is less"),
            (lambda s: s["inputs"]["finance"].update(margin="triangel(1, 2, 3)"),
             "inputs.finance.margin: 'triangel(1, 2, 3)' does not match"),
            (lambda s: s["inputs"]["finance"].update(margin=True), "inputs.finance.margin: True is"),
            (lambda s: s["inputs"]["finance"].update(margin={"p01": 1}), "inputs.finance.margin: Add"),
            (lambda s: s["inputs"]["finance"].update(margin={"uniform": [1]}),
             "inputs.finance.margin.uniform: [1] is too short"),
        ]
        for change, expected in cases:
            scenario = copy.deepcopy(read(EXAMPLE))
            change(scenario)
            with self.subTest(expected=expected):
                found = mistakes(scenario)
                self.assertEqual(len(found), 1, found)
                self.assertTrue(found[0].startswith(expected), found[0])


if __name__ == "__main__":
    unittest.main()
