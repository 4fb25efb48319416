#!/usr/bin/python3
"""verify with the real program.

    cli_verify_test.py PROGRAM
"""
import hashlib
import json
import shutil

import h5py
import numpy

import cli
from cli import SCENARIO


def reseal(file):
    """Writes the digest that the values now have (engine/results/README.md)."""
    with h5py.File(file, "r+") as opened:
        sha = hashlib.sha256()
        for group in ("draws", "inputs"):
            for name in opened[group]:
                if "dimensions" in opened[group][name].attrs:
                    values = opened[group][name][...]
                    values[numpy.isnan(values)] = numpy.uint64(0x7ff8000000000000).view("f8")
                    sha.update(values.astype("<f8").tobytes())
        opened["provenance/digest"][()] = sha.hexdigest()


def flip(file, name, *place):
    """Changes the last bit of one value."""
    with h5py.File(file, "r+") as opened:
        value = opened[name][place]
        opened[name][place] = (numpy.float64(value).view("u8") ^ numpy.uint64(1)).view("f8")


class Verify(cli.CommandLine):
    def run_of(self, name, *words, draws=600, fans=False):
        settings = () if fans else ("--set", "run.fans=false")
        self.e2roi("run", SCENARIO, "--draws", draws, "--months=20", "--out", name, "--quiet",
                   *settings, *words)

    def verify(self, *words, exits=0):
        out, err = self.e2roi("verify", *words, "--quiet", exits=exits)
        self.assertEqual(err, "")
        return " ".join(out.split())

    def test_results_of_any_threads_verify_with_any_threads(self):
        for made in (1, 2):
            self.run_of(f"{made}.h5", "--threads", made, "--keep-trajectories", 300, fans=True)
            for again in (1, 2):
                self.assertIn("All 3 blocks (600 draws) give the same bits",
                              self.verify(f"{made}.h5", "--threads", again))
                self.assertIn("All 3 blocks (600 draws) give the same bits",
                              self.verify(f"{made}.h5", "--threads", again, "--all"))

    def test_some_blocks_stand_for_all(self):
        self.run_of("r.h5", draws=5000)
        self.assertRegex(self.verify("r.h5"), r"16 of 20 blocks \((4,096|3,976) of 5,000 draws\) "
                                              "give the same bits")
        self.assertIn("2 of 20 blocks (512 of 5,000", self.verify("r.h5", "--blocks", 2))
        report = json.loads(self.e2roi("verify", "r.h5", "--json", "--quiet")[0])
        self.assertEqual(report["format"], "e2roi-verification-1")

    def test_every_design_and_first_draws_within_a_block_verify(self):
        for words in (["--set", "run.sampling=latin-hypercube"],
                      ["--set", "run.sampling=sobol", "--first-draw", 100],
                      ["--first-draw", 18446744073709550000],
                      ["--set", "run.inputs=median", "--set", "run.noise=false"]):
            self.run_of("d.h5", *words)
            for more in ([], ["--all"]):
                self.assertIn("give the same bits", self.verify("d.h5", *more))

    def test_merged_shards_verify(self):
        for k in (1, 2):
            self.run_of("m.h5", "--shard", f"{k}/2", fans=True)
        self.e2roi("merge", "m.h5-001-of-002.shard", "m.h5-002-of-002.shard", "--out", "m.h5")
        self.assertIn("give the same bits", self.verify("m.h5", "--all"))

    def test_a_result_of_checkpoints_verifies(self):
        self.run_of("c.h5", "--checkpoint", 256)
        self.assertIn("give the same bits", self.verify("c.h5"))

    def test_one_bit_is_found_and_named(self):
        self.run_of("r.h5", "--first-draw", 1000, "--keep-trajectories", 5, fans=True)
        places = {"draws/npv": (2, 345), "inputs/value": (3, 345),
                  "draws/pv_rung": (2, 1, 345), "trajectories/customers": (2, 7, 3)}
        for name, place in places.items():
            shutil.copy(self.folder / "r.h5", self.folder / "f.h5")
            flip(self.folder / "f.h5", name, *place)
            reseal(self.folder / "f.h5")
            for words in ([], ["--all"]):
                out = self.verify("f.h5", *words, exits=3)
                self.assertIn(f"Draw {1000 + place[-1]} is the first that differs: {name} of ", out)
                if name != "inputs/value":
                    self.assertIn("path 'social-business'", out)
            report = json.loads(self.e2roi("verify", "f.h5", "--json", "--quiet", exits=3)[0])
            row = report["tables"][0]["rows"][0]
            self.assertEqual((row["draw"], row["quantity"]), (str(1000 + place[-1]), name))
            self.assertNotEqual(row["stored"]["value"], row["again"]["value"])

    def test_a_statistic_is_found(self):
        self.run_of("r.h5", fans=True)
        flip(self.folder / "r.h5", "outcome/npv_mean", 1)
        out = self.verify("r.h5", exits=3)
        self.assertIn("No draw differs that was run again, but a statistic does: "
                      "outcome/npv_mean of path 'social-brand' is ", out)

    def test_a_series_is_found_with_all_and_else_said_not_to_be_compared(self):
        self.run_of("r.h5", fans=True)
        flip(self.folder / "r.h5", "series/customers_mean", 1, 7)
        out = self.verify("r.h5")
        self.assertIn("All 3 blocks (600 draws) give the same bits", out)
        self.assertIn("monthly series in /series were not compared: --all does that", out)
        self.assertNotIn("not compared", self.verify("r.h5", "--all", exits=3))
        out = self.verify("r.h5", "--all", exits=3)
        self.assertIn("series/customers_mean of path 'social-brand', month 7 is ", out)

    def test_other_programs_are_named_and_other_models_refused(self):
        self.run_of("r.h5")
        with h5py.File(self.folder / "r.h5", "r+") as file:
            file["provenance/program_version"][()] = "0.0.7"
        out = self.verify("r.h5")
        self.assertRegex(out, r"^Workshop bank The file was made by e2roi 0\.0\.7 .*other bits do "
                              r"not prove it damaged\. All 3 blocks")
        with h5py.File(self.folder / "r.h5", "r+") as file:
            file["provenance/model_version"][()] = "none"
        self.assertIn("version none of the model", self.refused("verify", "r.h5", exits=2))

    def test_what_cannot_be_verified_is_refused(self):
        self.run_of("r.h5", draws=50)
        self.e2roi("compare", "r.h5", "--out", "report.h5")
        self.assertIn("holds no draws", self.refused("verify", "report.h5", exits=2))
        self.assertIn("--blocks is 0", self.refused("verify", "r.h5", "--blocks", 0))
        self.assertIn("--all", self.refused("verify", "r.h5", "--blocks", 1, "--all"))
        self.assertIn("none.h5", self.refused("verify", "none.h5", exits=74))

    def test_of_a_damaged_file_the_first_draw_is_named_and_the_digest(self):
        self.run_of("r.h5")
        flip(self.folder / "r.h5", "draws/npv", 1, 7)
        for words in ([], ["--all"]):
            out = self.verify("r.h5", *words, exits=3)
            self.assertIn("Draw 7 is the first that differs: draws/npv of path 'social-brand'", out)
            self.assertIn("The file is not what it says: its digest is '", out)

    def test_what_a_file_says_of_itself_is_verified(self):
        def text(key, value):
            def change(file):
                del file["provenance"][key]
                file["provenance"].create_dataset(key, data=value, dtype=h5py.string_dtype())
            return change

        def swap_paths(file):
            ids = file["path"][...]
            ids[[1, 4]] = ids[[4, 1]]
            file["path"][...] = ids

        def without(name):
            return lambda file: file.__delitem__(name)

        self.run_of("r.h5", "--first-draw", 5)
        changes = [
            (text("seed", "9"), "its seed is '9' and must be '20130630'"),
            (text("draws", "9"), "its number of draws is '9' and must be '600'"),
            (text("sampling", "sobol"), "its sampling is 'sobol' and must be 'monte-carlo'"),
            (text("first_draw", "9"), "its first draw is '9' and must be '5'"),
            (without("provenance/digest"), "its digest is '' and must be '"),
            (swap_paths, "path 1 is 'laggard' in it, 'social-brand' when run again"),
            (lambda file: file["month"].__setitem__(0, 5), "month 0 is '5' in it"),
            (lambda file: file["draws/npv"].attrs.create("units", numpy.bytes_("k EUR")),
             "the unit of draws/npv is 'k EUR' in it, 'EUR' when run again"),
            (without("outcome/npv_mean"), "it has no outcome/npv_mean, which its scenario gives"),
        ]
        for change, said in changes:
            shutil.copy(self.folder / "r.h5", self.folder / "f.h5")
            with h5py.File(self.folder / "f.h5", "r+") as file:
                change(file)
            for words in ([], ["--all"]):
                self.assertIn(f"Workshop bank The file is not what it says: {said}",
                              self.verify("f.h5", *words, exits=3))

    def test_what_a_scenario_does_not_give_is_found(self):
        self.run_of("r.h5", fans=True)
        for name, words in (("outcome/npv_mean", []), ("draws/npv", []),
                            ("series/customers_mean", ["--all"])):
            shutil.copy(self.folder / "r.h5", self.folder / "f.h5")
            with h5py.File(self.folder / "f.h5", "r+") as file:
                file.copy(name, name + "_too")
            reseal(self.folder / "f.h5")
            self.assertIn(f"it has {name}_too, which its scenario does not give",
                          self.verify("f.h5", *words, exits=3))

    def test_what_cannot_be_confirmed_is_said(self):
        self.run_of("r.h5")
        with h5py.File(self.folder / "r.h5", "r+") as file:
            for key in ("command", "overrides", "origins"):
                file["provenance"][key][()] = "another"
        for words in ([], ["--all"]):
            self.assertIn("Nothing confirms how the scenario came about: command, overrides and "
                          "origins in /provenance", self.verify("r.h5", *words))

    def test_a_comparison_is_found_without_all(self):
        self.run_of("r.h5")
        flip(self.folder / "r.h5", "comparison/path_mean", 1)
        self.assertIn("comparison/path_mean of path 'social-brand' is ",
                      self.verify("r.h5", exits=3))

    def test_a_run_until_verifies(self):
        self.e2roi("run", SCENARIO, "--months=6", "--set=run.fans=false", "--out=u.h5", "--quiet",
                   "--until", "p_wrong < 5 %", "--max-draws=8192")
        self.assertIn("give the same bits", self.verify("u.h5", "--all"))


if __name__ == "__main__":
    cli.main()
