#!/usr/bin/python3
"""e2roi explain, as users call it.

    cli_explain_test.py PROGRAM
"""
import json

import h5py

import cli
from cli import SCENARIO


class Explain(cli.CommandLine):
    def test_it_leads_with_a_sentence_that_a_board_can_read(self):
        out, err = self.e2roi("explain", SCENARIO, "--draws=300", "--path=social-brand")
        self.assertIn("100 %", err)
        lines = out.splitlines()
        self.assertEqual(lines[:2], ["Workshop bank", ""])
        self.assertRegex(lines[2], r"Social brand is worth -?\d+\.\d ± 0\.\d* M EUR on average")
        self.assertIn("had nothing worked", out)
        self.assertTrue(all(len(line) <= 110 for line in lines))

    def test_json_has_a_ledger_whose_rows_sum_to_the_total(self):
        out, _ = self.e2roi("explain", SCENARIO, "--draws=100", "--json", "--quiet",
                            "--path=social-brand", "--path=half-hearted", "--out=e.h5")
        report = json.loads(out)
        self.assertEqual(report["format"], "e2roi-explanation-1")
        tables = {table["name"]: table["rows"] for table in report["tables"]}
        self.assertEqual(set(tables), {"ledger", "benefit", "synergy", "placebo", "as_it_is"})
        for path in ("social-brand", "half-hearted"):
            rows = [row for row in tables["ledger"] if row["path"] == path]
            self.assertEqual(rows[-1]["lever"], "total")
            for column in ("savings", "loyalty", "cost", "npv"):
                values = [row[column]["value"] for row in rows]
                self.assertAlmostEqual(sum(values[:-1]) / values[-1], 1, 9)
        of_total = {row["rung"]: row["value"]["value"] for row in tables["benefit"]
                    if (row["path"], row["lever"]) == ("social-brand", "total")}
        (total,) = [row for row in tables["ledger"]
                    if (row["path"], row["lever"]) == ("social-brand", "total")]
        for rung, value in of_total.items():
            self.assertEqual(value, total[rung]["value"])
        self.assertAlmostEqual(sum(of_total.values()) - total["cost"]["value"],
                               total["npv"]["value"], delta=1e-3)
        with h5py.File(self.folder / "e.h5") as file:
            stored = file["explanation/benefit_value"]
            self.assertEqual(stored.shape[2], 5)
            self.assertTrue(stored.dims[2][0].name.endswith("rung"))
        self.assertEqual({row["measured"]["value"] for row in tables["placebo"]}, {0})
        self.assertEqual(self.files(), ["e.h5"])
        self.assertIn("/explanation", self.e2roi("info", "e.h5")[0])

    def test_the_same_words_for_any_number_of_threads(self):
        words = ("explain", SCENARIO, "--draws=600", "--quiet", "--path=social-brand")
        self.assertEqual(self.e2roi(*words, "--threads=1"), self.e2roi(*words, "--threads=3"))

    def test_bad_input_is_one_line(self):
        self.assertIn("did you mean 'laggard'",
                      self.refused("explain", SCENARIO, "--path=lagard"))
        self.assertIn("more than once", self.refused("explain", SCENARIO, "--path=laggard",
                                                     "--path=laggard"))
        self.assertIn("held against", self.refused("explain", SCENARIO, "--path=stay"))
        self.assertIn("at least 2 draws", self.refused("explain", SCENARIO, "--draws=1"))
        self.refused("explain", SCENARIO, "--out=no/such/folder/e.h5", exits=74)
        self.assertEqual(self.files(), [])


if __name__ == "__main__":
    cli.main()
