#!/usr/bin/python3
"""diff with the real program.

    cli_diff_test.py PROGRAM
"""
import json
import shutil

import h5py
import numpy

import cli
from cli import SCENARIO


class Diff(cli.CommandLine):
    def run_of(self, name, *words, draws=400):
        self.e2roi("run", SCENARIO, "--draws", draws, "--out", name, "--quiet",
                   "--set", "run.fans=false", *words)

    def diff(self, *words, exits=0):
        out, _ = self.e2roi("diff", *words, exits=exits)
        return " ".join(out.split())

    def report(self, *words, exits=0):
        return json.loads(self.e2roi("diff", *words, "--json", exits=exits)[0])

    def rows(self, report):
        return {(row["path"], row["quantity"], row["statistic"]): row
                for row in report["tables"][0]["rows"]}

    def test_equal_runs_have_not_moved(self):
        self.run_of("a.h5", "--threads", 1)
        self.run_of("b.h5", "--threads", 2)
        out = self.diff("a.h5", "b.h5")
        self.assertIn("Nothing moved: all ", out)
        self.assertIn("The scenarios are the same.", out)
        self.assertIn("Both were made by e2roi ", out)

    def test_common_draws_are_paired(self):
        self.run_of("a.h5")
        self.run_of("b.h5", "--set", "path.laggard.commitment=0.9", draws=500)
        report = self.report("a.h5", "b.h5", exits=3)
        self.assertEqual(report["format"], "e2roi-difference-1")
        with h5py.File(self.folder / "a.h5") as a, h5py.File(self.folder / "b.h5") as b:
            place = [p.decode() for p in a["path"][...]].index("laggard")
            old, new = a["draws/npv"][place], b["draws/npv"][place, :400]
        row = self.rows(report)["laggard", "npv", "mean"]
        self.assertAlmostEqual(row["old"]["value"] / old.mean(), 1, 12)
        self.assertAlmostEqual(row["new"]["value"] / new.mean(), 1, 12)
        self.assertAlmostEqual(row["change"]["standard_error"]
                               / ((new - old).std(ddof=1) / 20), 1, 9)
        self.assertAlmostEqual(row["in_sd"]["value"] /
                               (abs(new.mean() - old.mean()) / old.std(ddof=1)), 1, 9)
        self.assertAlmostEqual(row["changed"]["value"], (old != new).mean())
        self.assertEqual(self.rows(report)["stay", "npv", "mean"]["in_sd"]["value"], 0)
        sentences = " ".join(report["sentences"])
        self.assertRegex(report["sentences"][0], "^The mean NPV of Laggard (rose|fell) by ")
        self.assertIn("path.laggard.commitment: ", sentences)
        self.assertIn("run.draws: 400 → 500", sentences)
        self.assertIn("100 draws that only one run has are left out", sentences)
        sizes = [row["in_sd"]["value"] for row in report["tables"][0]["rows"]]
        sizes = [numpy.inf if size is None else size for size in sizes]
        self.assertEqual(sizes, sorted(sizes, reverse=True))

    def test_other_seeds_and_other_strata_are_not_paired(self):
        self.run_of("a.h5")
        self.run_of("b.h5", "--seed", 7)
        self.assertIn("The runs have no draws in common", self.diff("a.h5", "b.h5", exits=3))
        for name, draws in (("c.h5", 400), ("d.h5", 300)):
            self.run_of(name, "--set", "run.sampling=latin-hypercube", draws=draws)
        self.assertIn("The runs have no draws in common", self.diff("c.h5", "d.h5", exits=3))

    def test_the_tolerance_decides_the_exit_code(self):
        self.run_of("a.h5")
        self.run_of("b.h5", "--set", "company.care_staff=401")
        largest = self.report("a.h5", "b.h5", exits=3)["tables"][0]["rows"][0]["in_sd"]["value"]
        self.assertGreater(largest, 0)
        self.report("a.h5", "b.h5", "--tolerance", repr(largest * 0.999), exits=3)
        self.report("a.h5", "b.h5", "--tolerance", repr(largest), exits=0)
        out = self.diff("a.h5", "b.h5", "--tolerance", repr(largest * 1.001))
        self.assertIn("Nothing moved by more than", out)
        for wrong in ("-1", "1 %", "nan", "inf", "x"):
            self.assertIn("--tolerance is", self.refused("diff", "a.h5", "b.h5",
                                                         f"--tolerance={wrong}"))

    def test_a_path_of_one_run_only_closes_the_gate_and_is_said_first(self):
        self.run_of("a.h5")
        (self.folder / "more.toml").write_text(
            f'extends = "{SCENARIO}"\n[[path]]\nid = "extra"\nname = "Extra"\n'
            "listening = [[0, 0], [3, 1]]\n")
        self.e2roi("run", "more.toml", "--allow-outside", "--draws=400", "--set=run.fans=false",
                   "--quiet", "--out=b.h5")
        for old, new, which in (("a.h5", "b.h5", "new"), ("b.h5", "a.h5", "old")):
            report = self.report(old, new, "--tolerance=9", exits=3)
            self.assertEqual(report["sentences"][0], f"Only in the {which} run: path 'extra'.")
            self.assertRegex(report["sentences"][1], r"^Nothing else moved: all \d+ figures of both ")

    def test_the_tables_are_written(self):
        self.run_of("a.h5")
        self.run_of("b.h5", "--set", "company.care_staff=401")
        self.e2roi("diff", "a.h5", "b.h5", "--out", "d.h5", exits=3)
        with h5py.File(self.folder / "d.h5") as file:
            self.assertEqual(file["difference/figure_change"].shape[0], len(file["path"]))
        self.assertIn("holds no draws", self.refused("diff", "d.h5", "a.h5", exits=2))
        self.assertIn("cannot write", self.refused("diff", "a.h5", "b.h5", "--out", "none/d.h5",
                                                   exits=74))

    def test_folders_are_paired_by_name(self):
        for folder in ("old", "new"):
            (self.folder / folder).mkdir()
        self.run_of("old/a.h5")
        self.run_of("old/b.h5")
        shutil.copy(self.folder / "old/a.h5", self.folder / "new/a.h5")
        shutil.copy(self.folder / "old/b.h5", self.folder / "new/b.h5")
        (self.folder / "new/index.csv").write_text("not a result\n")
        self.assertIn("Nothing moved in 2 pairs of files.", self.diff("old", "new"))
        self.run_of("new/b.h5", "--set", "company.care_staff=401")
        report = self.report("old", "new", "--out", "d.h5", exits=3)
        self.assertEqual(report["sentences"][0], "1 of 2 pairs of files moved.")
        self.assertIn("in b.h5: ", report["sentences"][1])
        self.assertEqual([row["file"] for row in report["tables"][0]["rows"]], ["b.h5", "a.h5"])
        shutil.move(self.folder / "new/b.h5", self.folder / "new/c.h5")
        out = self.diff("old", "new", exits=3)
        self.assertIn("Only in the old folder: b.h5.", out)
        self.assertIn("Only in the new folder: c.h5.", out)
        self.assertIn("give two result files or two folders",
                      self.refused("diff", "old", "new/a.h5"))
        (self.folder / "empty").mkdir()
        self.assertIn("holds no result files", self.refused("diff", "old", "empty", exits=74))

    def test_of_a_batch_only_what_its_index_has_as_done_is_compared(self):
        """A regression gate must not take an older result for that of a run that fails now."""
        text = 'extends = "base/b.toml"\n'
        (self.folder / "s/base").mkdir(parents=True)
        self.run_of("m.h5")
        with h5py.File(self.folder / "m.h5") as file:
            merged = file["provenance/scenario"][...].ravel()[0].decode()
        (self.folder / "s/base/b.toml").write_text(merged)
        (self.folder / "s/e2roi.schema.json").write_text("{}")
        for name in ("a", "b"):
            (self.folder / f"s/{name}.toml").write_text(text)
        few = ("--draws=40", "--months=3", "--set=run.fans=false", "--quiet")
        for out in ("old", "new"):
            self.e2roi("batch", "s", *few, "--out", out)
        self.assertIn("Nothing moved in 2 pairs of files.", self.diff("old", "new"))
        (self.folder / "s/b.toml").write_text(text + "company.fit = 7\n")
        self.e2roi("batch", "s", *few, "--out=new", exits=1)
        self.assertTrue((self.folder / "new/b.h5").exists())
        out = self.diff("old", "new", exits=3)
        self.assertIn("Nothing moved in 1 pair of files.", out)
        self.assertIn("Only in the old folder: b.h5.", out)
        self.assertIn("Not done, says the index of the new folder: b.", out)
        shutil.copy(self.folder / "old/a.h5", self.folder / "old/z.h5")  # of no run
        self.assertNotIn("z.h5", self.diff("old", "new", exits=3))


if __name__ == "__main__":
    cli.main()
