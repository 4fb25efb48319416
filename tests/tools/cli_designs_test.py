#!/usr/bin/python3
"""Sampling designs and correlated inputs on the command line.

    cli_designs_test.py PROGRAM
"""
import json

import cli
from cli import SCENARIO

LATIN, SOBOL = "run.sampling=latin-hypercube", "run.sampling=sobol"
PAIR = 'correlation=[{ inputs = ["loyalty.churn_base", "culture.contagion"], rank = %s }]'


class Designs(cli.CommandLine):
    def run_with(self, *words):
        return self.e2roi("run", SCENARIO, "--quiet", "--months", "3", "--out",
                          self.folder / "r.h5", *words)[0]

    def test_a_hypercube_cannot_begin_at_a_later_draw_and_sobol_can(self):
        said = self.refused("run", SCENARIO, "--quiet", "--set", LATIN, "--first-draw", "64",
                            "--draws", "64")
        self.assertIn('--first-draw 64 does not go with run.sampling = "latin-hypercube"', said)
        self.assertIn('"monte-carlo" and "sobol" can', said)
        self.assertEqual(list(self.folder.iterdir()), [])
        self.run_with("--set", SOBOL, "--first-draw", "64", "--draws", "64")

    def test_a_run_says_what_its_errors_mean_under_a_design(self):
        for design in ("latin-hypercube", "sobol"):
            text = self.run_with("--draws", "64", "--set", "run.sampling=" + design)
            self.assertIn(f"drawn by a design ({design})", text)
            self.assertIn("draws are not independent", text.replace("\n", " "))
            self.assertEqual(text.count("drawn by a design"), 1)
            told, _ = self.e2roi("info", self.folder / "r.h5")
            self.assertIn(f"drawn by a design ({design})", told)
        self.assertNotIn("drawn by a design", self.run_with("--draws", "64"))

    def test_json_tells_the_same_among_the_limits(self):
        said = json.loads(self.run_with("--draws", "64", "--set", SOBOL, "--json"))
        self.assertEqual(sum("drawn by a design" in limit for limit in said["limits"]), 1)

    def test_check_remarks_on_what_a_design_asks_for(self):
        def remarks(*settings):
            words = [word for setting in settings for word in ("--set", setting)]
            return self.e2roi("check", SCENARIO, *words)[0]

        self.assertIn("the first 1,000 of 10,000 draws are not a run of 1,000", remarks(LATIN))
        self.assertIn("here 16,384 or 32,768", remarks(SOBOL))
        self.assertNotIn("power of 2", remarks(SOBOL, "run.draws=16384"))
        self.assertNotIn("power of 2", remarks("run.draws=20000"))

    def test_check_lists_the_correlated_pairs(self):
        text, _ = self.e2roi("check", SCENARIO, "--set", PAIR % "-0.4")
        self.assertIn("together  culture.contagion with loyalty.churn_base -0.4\n", text)
        self.assertNotIn("together", self.e2roi("check", SCENARIO)[0])

    def test_a_correlation_changes_a_run_and_a_wrong_one_is_an_invalid_scenario(self):
        plain = self.run_with("--draws", "64")
        self.assertEqual(self.run_with("--draws", "64", "--set", "correlation=[]"), plain)
        self.assertNotEqual(self.run_with("--draws", "64", "--set", PAIR % "0.4"), plain)
        _, err = self.e2roi("run", SCENARIO, "--set", PAIR % "1.5", exits=2)
        self.assertIn("correlation#1.rank is 1.5, but must be above -1 and below 1 [1]", err)


cli.main()
