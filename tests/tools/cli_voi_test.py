#!/usr/bin/python3
"""The command line: what knowing more is worth, pilots, what can be measured.

    cli_voi_test.py PROGRAM
"""
import json

import h5py
import numpy

import cli
from cli import SCENARIO

FEW = ("--draws=1500", "--quiet")


class ValueOfInformation(cli.CommandLine):
    def test_the_text_leads_with_what_can_be_measured_and_what_knowing_is_worth(self):
        out, err = self.e2roi("voi", SCENARIO, *FEW)
        self.assertEqual(err, "")
        first = out.splitlines()[2]
        self.assertTrue(first.startswith("What Social business brings can be sized up"), out)
        for words in ("still invisible to those who measure", "Without knowing more the choice is",
                      "which nobody can buy", "no pilot is planned", "worth (", " ± "):
            self.assertIn(words, " ".join(out.split()))
        self.assertEqual(self.files(), [])

    def test_json_and_result_file_hold_the_same_tables(self):
        out, _ = self.e2roi("voi", SCENARIO, *FEW, "--json", "--out=voi.h5")
        report = json.loads(out)
        self.assertEqual(report["format"], "e2roi-voi-1")
        tables = {table["name"]: table for table in report["tables"]}
        self.assertEqual(list(tables), ["measurability", "evpi", "evppi_groups", "evppi", "evsi",
                                        "pilot"])
        with h5py.File(self.folder / "voi.h5") as file:
            group = file["voi"]
            self.assertEqual(group["evppi_worth"].shape, (109,))
            self.assertEqual(group["evsi_worth"].shape, (8, 6))
            self.assertEqual(group["measurability_hidden"].shape[1], 8)
            values = group["evppi_worth"][...]
            self.assertEqual(numpy.isfinite(values).sum(), len(tables["evppi"]["rows"]))
            self.assertIn("evpi_worth_low", group)
        for name, table in tables.items():
            for row in table["rows"]:
                for figure in (row.get("worth"), row.get("hidden")):
                    if figure is not None and figure.get("value") is not None:
                        self.assertTrue("standard_error" in figure or "low" in figure, row)

    def test_a_planned_pilot_is_the_one_that_is_valued(self):
        out, _ = self.e2roi("voi", SCENARIO, *FEW, "--set", "pilot.months=6", "--set",
                            'pilot.units=["care"]', "--set",
                            'pilot.measures=["savings", "loyalty"]', "--json")
        report = json.loads(out)
        evsi = next(t for t in report["tables"] if t["name"] == "evsi")
        self.assertEqual([(r["measure"], r["pilot_months"]) for r in evsi["rows"]],
                         [(m, n) for n in ("3", "6") for m in ("savings", "loyalty", "all")])
        text = " ".join(report["sentences"])
        self.assertIn("in care, measuring savings and loyalty for 6 months", text)

    def test_inputs_can_be_valued_together(self):
        out, _ = self.e2roi("voi", SCENARIO, *FEW, "--together",
                            "finance.cost_overrun,response.voice_rate", "--together",
                            "response.voice_lift", "--json", "--out=voi.h5")
        tables = {t["name"]: t["rows"] for t in json.loads(out)["tables"]}
        pair, single = tables["evppi_together"]
        self.assertEqual(pair["together"], "finance.cost_overrun + response.voice_rate")
        self.assertGreater(pair["worth"]["standard_error"], 0)
        (same,) = [r for r in tables["evppi"] if r["input"] == "response.voice_lift"]
        self.assertEqual(single["worth"], same["worth"])
        with h5py.File(self.folder / "voi.h5") as file:
            self.assertEqual(file["voi/evppi_together_worth"].shape, (2,))
            self.assertIn(b"--together finance.cost_overrun", file["provenance/study"][()])
        for group, why in (("finance.cost_overun", "did you mean 'finance.cost_overrun'?"),
                           ("measurement.noise_loyalty", "is not uncertain in this scenario"),
                           ("response.voice_lift,response.voice_lift", "twice in one group"),
                           ("response.voice_lift,", "there is no input ''")):
            self.assertIn(why, self.refused("voi", SCENARIO, *FEW, "--together", group))

    def test_what_cannot_be_is_one_error_with_exit_code_2_and_nothing_written(self):
        said = self.refused("voi", SCENARIO, "--draws=500", "--out=voi.h5", exits=2)
        self.assertRegex(said, r"run.draws is 500, .* need at least \d+ draws")
        _, said = self.e2roi("voi", SCENARIO, "--set", "pilot.months=61", exits=2)
        self.assertIn("pilot.months is 61, but must be at most run.months = 60 [month]", said)
        _, said = self.e2roi("voi", SCENARIO, "--set", 'pilot.measures=["savigns"]', exits=2)
        self.assertIn('did you mean "savings"?', said)
        said = self.refused("voi", SCENARIO, "--out=none/voi.h5", exits=74)
        self.assertIn("none/voi.h5", said)
        self.assertEqual(self.files(), [])


if __name__ == "__main__":
    cli.main()
