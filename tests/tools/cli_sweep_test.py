#!/usr/bin/python3
"""e2roi sweep, as users call it.

    cli_sweep_test.py PROGRAM
"""
import json
import signal

import cli
from cli import SCENARIO

GRID = "--grid=openness=0:1:3"


class Sweep(cli.CommandLine):
    def test_two_grids_give_a_sentence_and_a_matrix(self):
        out, err = self.e2roi("sweep", SCENARIO, "--path=social-business", GRID,
                              "--grid=empowerment=0:1:3", "--draws=300")
        self.assertIn("100 %", err)
        self.assertIn("Social business is worth most at openness", out)
        self.assertIn("the standard deviation of NPV", out)
        for figure in ("Median NPV", "Chance of a loss", "Median net promoters",
                       "Standard deviation of ROI"):
            self.assertIn(figure + " of Social business", out)
        self.assertRegex(out, r"openness \\ empowerment +0 +0\.5 +1\n")
        self.assertTrue(all(len(line) <= 100 for line in out.splitlines()))

    def test_json_and_file_have_every_path_in_every_cell(self):
        out, _ = self.e2roi("sweep", SCENARIO, GRID, "--grid=company.care_staff=300:340:2",
                            "--draws=100", "--json", "--quiet", "--out=s.h5")
        report = json.loads(out)
        self.assertEqual(report["format"], "e2roi-sweep-1")
        (table,) = report["tables"]
        self.assertEqual(table["axes"], ["path", "openness", "company.care_staff"])
        self.assertEqual(len(table["rows"]), 4 * 6)
        self.assertEqual(table["rows"][1]["company.care_staff"], "340")
        self.assertIn("/sweep", self.e2roi("info", "s.h5")[0])

    def test_2000_draws_a_cell_unless_others_are_asked_for(self):
        for more, draws in (((), "2,000"), (("--draws=50",), "50"),
                            (("--set", "run.draws=60"), "60")):
            out, _ = self.e2roi("sweep", SCENARIO, "--grid=tooling=1:1:1", *more, "--quiet")
            self.assertIn(f"the same {draws} draws", out)

    def test_samples_of_a_file_are_cells(self):
        (self.folder / "samples.csv").write_text("openness,finance.margin\n0.5,9\n1,12\n")
        out, _ = self.e2roi("sweep", SCENARIO, "--from=samples.csv", "--draws=50", "--quiet")
        self.assertIn("2 samples.", out)
        (self.folder / "samples.csv").write_text("openness,finance.margin\n0.5,-9\n1,x\n")
        _, err = self.e2roi("sweep", SCENARIO, "--from=samples.csv", exits=2)
        self.assertIn("samples.csv:3:3: error: 'x' is not a number", err)

    def test_bad_input_is_refused_before_anything_runs(self):
        for grid, said in (("opennes=0:1:3", "did you mean 'openness'?"),
                           ("finance.margn=8:9:2", "no input 'finance.margn'; did you mean "
                            "'finance.margin'?"),
                           ("finance.price=8:9:2", "of that section there are finance.margin, "),
                           ("openness=0:1", "KEY=FROM:TO:COUNT"),
                           ("openness=0:x:3", "TO 'x' is not a number"),
                           ("openness=0:1:1.5", "COUNT must be a whole number"),
                           ("openness=0:101:3", "between 0 and 100")):
            self.assertIn(said, self.refused("sweep", SCENARIO, "--grid", grid))
        self.assertIn("'openness' is given twice", self.refused("sweep", SCENARIO, GRID, GRID))
        self.assertIn("must say which cells", self.refused("sweep", SCENARIO))
        self.assertIn("take one", self.refused("sweep", SCENARIO, GRID, "--from=x.csv"))
        self.refused("sweep", SCENARIO, "--from=x.csv", exits=74)
        self.assertIn("at least 20 draws", self.refused("sweep", SCENARIO, GRID, "--draws=19"))
        for key, said in (("company.care_staf", "did you mean"), ("company.fit", "between 0 and 1")):
            _, err = self.e2roi("sweep", SCENARIO, "--grid", key + "=2:9:3", "--out=s.h5", exits=2)
            self.assertTrue(err.startswith("--grid: error: "), err)
            self.assertIn(said, err)
            self.assertEqual(err.count("error"), 1)
        self.assertEqual(self.files(), [])

    def test_a_signal_stops_it_and_leaves_nothing(self):
        child = self.at_work("sweep", SCENARIO, GRID, "--draws=2M", "--out=s.h5")
        self.assertRegex(child.stderr.readline(), r"^\d+ %: ")
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=600)
        self.assertEqual(child.returncode, 130, err)
        self.assertEqual(out, "")
        self.assertEqual(self.files(), [])


if __name__ == "__main__":
    cli.main()
