#!/usr/bin/python3
"""e2roi sensitivity: what it says, writes and refuses.

    cli_sensitivity_test.py PROGRAM
"""
import json

import cli
from cli import SCENARIO

SMALL = ["--months", "12", "--quiet"]
SOBOL = [SCENARIO, *SMALL, "--sobol", "--groups", "--base", "64"]


class Sensitivity(cli.CommandLine):
    def test_draws_give_a_sentence_and_three_tables(self):
        out, _ = self.e2roi("sensitivity", SCENARIO, *SMALL, "--draws", "500")
        self.assertRegex(out, r"(?s)\AWorkshop bank\n\nOf the uncertainty in the NPV of .* alone\s+"
                              r"decides [0-9.]+\s+%\s+± ")
        for heading in ("share (%)", "partial", "at P10", "highest tenth"):
            self.assertIn(heading, out)
        self.assertLessEqual(max(map(len, out.splitlines())), 100)
        self.assertIn("… and 63 more", out)
        report = json.loads(self.e2roi("sensitivity", SCENARIO, *SMALL, "--draws", "500",
                                       "--json")[0])
        self.assertEqual(report["format"], "e2roi-sensitivity-1")
        self.assertEqual([t["name"] for t in report["tables"]],
                         ["shares", "correlations", "tornado", "tornado_base"])
        self.assertEqual(len(report["tables"][3]["rows"]), 3)
        for table in report["tables"][:3]:
            self.assertEqual(len(table["rows"]), 3 * 75)  # Laggard has not begun
        self.assertEqual(self.files(), [])

    def test_sobol_tells_chance_apart_and_writes_a_result_file(self):
        out, err = self.e2roi("sensitivity", *SOBOL, "--out", "s.h5")
        self.assertIn("could in principle be known beforehand", " ".join(out.split()))
        self.assertRegex(out, r"chance \(monthly noise\)")
        self.assertEqual(err, "")
        self.assertEqual(self.files(), ["s.h5"])
        self.assertIn("sensitivity", self.e2roi("info", "s.h5")[0])

    def test_samples_and_outputs_can_be_written_read_and_used_instead(self):
        first = self.e2roi("sensitivity", *SOBOL, "--json", "--write-samples", "X.csv",
                           "--write-outputs", "Y.csv")[0]
        self.assertEqual(self.files(), ["X.csv", "Y.csv"])
        lines = (self.folder / "X.csv").read_text().splitlines()
        self.assertEqual(len(lines), 1 + 64 * 11)
        self.assertTrue(lines[0].endswith(",noise"))
        self.assertEqual((self.folder / "Y.csv").read_text().splitlines()[0],
                         "npv.stay,npv.social-brand,npv.social-business,npv.half-hearted,"
                         "npv.laggard")
        again = [SCENARIO, *SMALL, "--sobol", "--groups", "--json"]
        for more in (["--read-samples", "X.csv"], ["--read-outputs", "Y.csv"],
                     ["--read-samples", "X.csv", "--read-outputs", "Y.csv"]):
            with self.subTest(more):
                told = json.loads(self.e2roi("sensitivity", *again, *more)[0])
                self.assertEqual(told["tables"], json.loads(first)["tables"])

    def test_what_cannot_be_answered_is_one_error(self):
        one_path = ["--sobol", "--groups"]
        cases = [
            (64, ["--base", "64"], "--base is about Sobol indices: give --sobol as well."),
            (64, ["--groups"], "--groups is about Sobol indices"),
            (64, ["--sobol", "--base", "63"], "need at least 64 base rows, here are 63"),
            (64, ["--draws", "150"], "need at least 200 draws, here are 150"),
            (64, ["--sobol", "--group", "markt"], "did you mean 'market'?"),
            (64, ["--outcome", "npvv"], "did you mean 'npv'?"),
            (64, ["--path", "social_brand"], "did you mean 'social-brand'?"),
            (64, [*one_path, "--group", "market"], "--groups and --group exclude each other"),
            (64, [*one_path, "--read-samples", "x.csv", "--base", "64"], "exclude each other"),
            (64, [*one_path, "--write-samples", "x.toml"], "does not end in .csv"),
            (64, [*one_path, "--write-samples", "x.csv", "--write-outputs", "x.csv"],
             "name the same file"),
            (74, [*one_path, "--write-outputs", "none/y.csv"], "none"),
            (74, [*one_path, "--read-samples", "none.csv"], "cannot read none.csv"),
            (2, ["--set", "run.inputs=median"], "holds every input at its median"),
        ]
        for code, words, message in cases:
            with self.subTest(words):
                self.assertIn(message, self.refused("sensitivity", SCENARIO, *SMALL, *words,
                                                    exits=code))
        self.assertEqual(self.files(), [])

    def test_files_that_do_not_fit_are_named_with_their_line(self):
        (self.folder / "X.csv").write_text("finance.margin\n9\n8\n8\nx\n")
        self.assertEqual(self.refused("sensitivity", SCENARIO, *SMALL, "--sobol",
                                      "--read-samples", "X.csv", exits=2),
                         "e2roi: error: X.csv:5:1: finance.margin is 'x', which is no finite number")
        (self.folder / "X.csv").write_text("finance.margin\n" + "9\n8\n8\n" * 64)
        (self.folder / "Y.csv").write_text("npv.laggard\n" + "1\n2\n3\n" * 63)
        self.assertIn("Y.csv has 189 rows and X.csv has 192",
                      self.refused("sensitivity", SCENARIO, *SMALL, "--sobol", "--read-samples",
                                   "X.csv", "--read-outputs", "Y.csv", "--path", "laggard",
                                   exits=2))


if __name__ == "__main__":
    cli.main()
