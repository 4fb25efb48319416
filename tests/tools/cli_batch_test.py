#!/usr/bin/python3
"""Batches: what is expanded, what is kept, what goes on after any stop.

    cli_batch_test.py PROGRAM
"""
import csv
import hashlib
import json
import re
import signal
import time
from pathlib import Path

import h5py

import cli
from cli import SCENARIO

# A run of some milliseconds.
TINY = ("--draws=40", "--months=6", "--set=run.fans=false")
TWO_BY_TWO = """
name = "overnight"
scenarios = ["bank/scenario.toml", "sns.toml"]
set = ["run.draws=40", "run.months=6", "run.fans=false"]
[[variant]]
id = "as is"
[[variant]]
id = "more-staff"
set = ["company.care_staff=400"]
[[cross]]
key = "company.fit"
values = [0.4, 0.5]
"""


def contents(folder):
    """Of every file below a folder."""
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
            for p in sorted(Path(folder).rglob("*")) if p.is_file()}


class Batches(cli.CommandLine):
    def setUp(self):
        super().setUp()
        self.e2roi("run", SCENARIO, "--draws=1", "--out=merged.h5", "--quiet")
        with h5py.File(self.folder / "merged.h5") as file:  # extends nothing
            text = file["provenance/scenario"][...].ravel()[0].decode()
        (self.folder / "merged.h5").unlink()
        self.bank = re.sub(r"(?m)^draws = .*$", "draws = 20000", text)
        self.write("bank/scenario.toml", self.bank)
        self.write("sns.toml", self.bank.replace("Workshop", "Other"))

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    def many(self, count, folder="many"):
        """So many scenarios, alike but for their seeds."""
        for i in range(count):
            self.write(f"{folder}/s{i:04}/scenario.toml",
                       f'extends = "../base/b.toml"\nrun.seed = {i}\n')
        self.write(f"{folder}/base/b.toml", self.bank)
        self.write(f"{folder}/e2roi.schema.json", "{}")
        return folder

    def index(self, folder):
        with open(self.folder / folder / "index.csv", newline="") as file:
            return list(csv.DictReader(file))


class Expansion(Batches):
    def test_a_batch_file_runs_scenarios_times_variants_times_crossed_values(self):
        self.write("b.batch.toml", TWO_BY_TWO)
        out, _ = self.e2roi("batch", "b.batch.toml")
        self.assertIn("Done: all results of 8 runs are there.", out)
        names = [f"{s}--{v}--fit={f}" for s in ("bank", "sns") for v in ("as-is", "more-staff")
                 for f in ("0.4", "0.5")]
        folder = self.folder / "results/batch-overnight"
        self.assertEqual(sorted(p.name for p in folder.iterdir()),
                         sorted([f"{n}.h5" for n in names] + ["index.csv", "index.json"]))
        rows = self.index("results/batch-overnight")
        self.assertEqual(list(dict.fromkeys(r["run"] for r in rows)), sorted(names))
        last = rows[-1]
        self.assertEqual(last["overrides"], "run.draws=40; run.months=6; run.fans=false; "
                         "company.care_staff=400; company.fit=0.5")
        self.assertEqual((last["scenario"], last["status"], last["draws"]), ("sns.toml", "done", "40"))

    def test_each_row_of_a_sample_file_is_a_variant(self):
        self.write("x.csv", "company.fit,inputs.finance.margin\n0.4,9\n0.5,10.5\n")
        self.write("b.batch.toml", 'scenarios = ["bank"]\nsamples = "x.csv"\n')
        self.e2roi("batch", "b.batch.toml", *TINY, "--out=o")
        self.assertEqual({r["run"]: r["overrides"].split("; ")[:2] for r in self.index("o")},
                         {"bank--sample-0001": ["company.fit=0.4", "inputs.finance.margin=9"],
                          "bank--sample-0002": ["company.fit=0.5", "inputs.finance.margin=10.5"]})

    def test_crossed_texts_lists_and_signs_are_kept_apart(self):
        self.write("b.batch.toml", 'scenarios = ["bank"]\n[[cross]]\nkey = "inputs.finance.margin"\n'
                   'values = ["8 to 12", 9, "9 EUR"]\n')
        self.e2roi("batch", "b.batch.toml", *TINY, "--out=o")
        self.assertEqual({r["run"]: r["overrides"].split("; ")[0] for r in self.index("o")},
                         {"bank--margin=8-to-12": 'inputs.finance.margin="8 to 12"',
                          "bank--margin=9": "inputs.finance.margin=9",
                          "bank--margin=9-EUR": 'inputs.finance.margin="9 EUR"'})

    def test_of_a_folder_every_scenario_counts_but_bases(self):
        self.many(3)
        self.e2roi("batch", "many", *TINY, "--out=o", "--quiet")
        self.assertEqual(sorted({r["run"] for r in self.index("o")}), ["s0000", "s0001", "s0002"])
        self.write("flat/a.toml", self.bank)
        self.write("flat/notes.toml", 'x = 1\n')
        self.e2roi("batch", "flat", *TINY, "--out=p", "--quiet")
        self.assertEqual({r["run"] for r in self.index("p")}, {"a"})

    def test_all_mistakes_of_a_batch_file_are_told_at_once_and_nothing_runs(self):
        self.write("x.csv", "company.fit,company.fitt\n0.4,9\n")
        self.write("b.batch.toml", 'scenaros = 1\nscenarios = ["bank/scenari.toml", "../*"]\n'
                   'set = ["run.drows=3", "company.fit=7"]\nsamples = "x.csv"\n'
                   '[[variant]]\nset = ["run.fans=1"]\n[[cross]]\nkey = "path.x.comitment"\n'
                   'values = [1]\n')
        _, err = self.e2roi("batch", "b.batch.toml", exits=2)
        for line in ('b.batch.toml:1:1: error: unknown key "scenaros"; did you mean "scenarios"?',
                     'b.batch.toml:2:14: error: there is no file "bank/scenari.toml"; did you mean '
                     '"bank/scenario.toml"?',
                     'b.batch.toml:2:35: error: "../*" leaves the folder tree',
                     'b.batch.toml:3:9: error: unknown key "run.drows"; did you mean "run.draws"?',
                     'b.batch.toml:3:36: error: company.fit is 7, but must be between 0 and 1',
                     'b.batch.toml:5:1: error: [[variant]] needs the key "id"',
                     'b.batch.toml:6:18: error: run.fans must be true or false',
                     'b.batch.toml:8:8: error: unknown key "path.x.comitment"; did you mean '
                     '"path.x.commitment"?',
                     'x.csv:1:13: error: unknown key "company.fitt"'):
            self.assertIn(line, err)
        self.assertFalse((self.folder / "results").exists())
        _, err = self.e2roi("batch", "bank", "--set=company.fitt=1", exits=2)
        self.assertIn('--set: error: unknown key "company.fitt"', err)

    def test_paths_leave_the_folder_tree_only_if_allowed(self):
        self.write("sub/b.batch.toml", 'scenarios = ["../sns.toml"]\n')
        self.e2roi("batch", "sub/b.batch.toml", *TINY, exits=2)
        self.e2roi("batch", "sub/b.batch.toml", *TINY, "--out=o", "--allow-outside")
        self.assertEqual({r["run"] for r in self.index("o")}, {"sns"})
        (self.folder / "sub/in").mkdir()
        (self.folder / "sub/in/scenario.toml").symlink_to("../../sns.toml")
        self.write("sub/b.batch.toml", 'scenarios = ["in"]\n')
        self.assertIn("sub/in/scenario.toml leaves the folder tree of sub/b.batch.toml",
                      self.refused("batch", "sub/b.batch.toml", *TINY, exits=2))
        self.e2roi("batch", "sub/b.batch.toml", *TINY, "--out=p", "--allow-outside")

    def test_no_scenario_or_two_of_one_name_is_an_error(self):
        (self.folder / "empty").mkdir()
        self.assertIn("there is no scenario in 'empty'", self.refused("batch", "empty"))
        said = self.refused("batch", "sns.toml", "sns.toml")
        self.assertIn("two runs would both write 'sns.h5'", said)
        self.write("b.batch.toml", 'scenarios = ["s*.toml", "sns.toml"]\n')
        self.assertIn("sns.toml is given twice", self.refused("batch", "b.batch.toml", exits=2))
        self.refused("batch", "nowhere", exits=74)
        self.write("b.batch.toml", 'scenarios = ["bank"]\n[[variant]]\nid = "A b"\n'
                   '[[variant]]\nid = "a b!"\n')
        self.assertIn("two variants would both be called 'a-b'",
                      self.refused("batch", "b.batch.toml", exits=2))
        self.write("b.batch.toml", 'scenarios = ["bank"]\n[[cross]]\nkey = "inputs.finance.margin"\n'
                   'values = ["8 to 12", "8-to-12"]\n')
        self.assertIn('with inputs.finance.margin="8 to 12" and with inputs.finance.margin="8-to-12"',
                      self.refused("batch", "b.batch.toml", exits=2))

    def test_long_names_that_differ_in_their_ends_are_kept_apart(self):
        long = "strategy-of-a-client-with-a-very-long-name/" * 3 + "x" * 90
        for end in ("a", "b"):
            self.write(f"many/{long}-{end}/scenario.toml", self.bank)
        self.write("many/b.batch.toml", f'scenarios = ["strategy*"]\n[[variant]]\nid = "{"y" * 99}-1"\n'
                   f'[[variant]]\nid = "{"y" * 99}-2"\n')
        for batch, count in (("many", 2), ("many/b.batch.toml", 4)):
            self.e2roi("batch", batch, *TINY, "--out=o", "--quiet")
            self.assertEqual(len({r["run"] for r in self.index("o")}), count)
            self.assertEqual({r["status"] for r in self.index("o")}, {"done"})

    def test_what_a_crossed_value_would_undo_is_a_mistake(self):
        self.write("x.csv", "company.fit\n0.4\n1.5\n")
        self.write("b.batch.toml", 'scenarios = ["bank"]\nsamples = "x.csv"\n[[variant]]\n'
                   'id = "v"\nset = ["company.fit = 0.9"]\n[[cross]]\nkey = "company.fit"\n'
                   'values = [0.4, 0.5, 0.40]\n')
        _, err = self.e2roi("batch", "b.batch.toml", exits=2)
        for line in ('b.batch.toml:7:7: error: "company.fit" is crossed and also set by the variant '
                     '"v"', 'b.batch.toml:8:21: error: the value 0.4 is there twice',
                     'x.csv:1:1: error: "company.fit" is crossed in the batch file too'):
            self.assertIn(line, err)
        self.write("b.batch.toml", 'scenarios = ["bank"]\n[[cross]]\nkey = "run.draws"\n'
                   'values = [40, 50]\n')
        self.assertIn("run.draws is crossed in the batch file, so it cannot be set for all runs",
                      self.refused("batch", "b.batch.toml", *TINY))

    def test_a_sample_outside_of_its_range_is_told_with_its_place_before_anything_runs(self):
        self.write("x.csv", "\ufeffcompany.fit,run.draws\r\n0.4,40\r\n1.5,40.5\r\n")
        self.write("b.batch.toml", 'scenarios = ["bank"]\nsamples = "x.csv"\n')
        _, err = self.e2roi("batch", "b.batch.toml", "--out=o", exits=2)
        self.assertIn("x.csv:3:1: error: company.fit is 1.5, but must be between 0 and 1", err)
        self.assertIn("x.csv:3:5: error: run.draws is 40.5, but must be a whole number", err)
        self.assertFalse((self.folder / "o").exists())


class OneBatch(Batches):
    def test_a_result_has_the_bytes_of_run_for_any_number_of_threads(self):
        self.write("b.batch.toml", TWO_BY_TWO)
        self.e2roi("batch", "b.batch.toml", "--out=a", "--threads=1", "--quiet")
        self.e2roi("batch", "b.batch.toml", "--out=b", "--threads=5", "--quiet")
        self.assertEqual(contents(self.folder / "a"), contents(self.folder / "b"))
        self.e2roi("run", "bank", "--out=one.h5", "--quiet", *(f"--set={s}" for s in (
            "run.draws=40", "run.months=6", "run.fans=false", "company.care_staff=400",
            "company.fit=0.5")))
        self.assertEqual((self.folder / "one.h5").read_bytes(),
                         (self.folder / "a/bank--more-staff--fit=0.5.h5").read_bytes())

    def test_large_runs_have_the_bytes_of_run_too(self):
        # As the recorded command says it: --draws would be named as such among the origins.
        options = ("--set=run.draws=13000", "--set=run.months=3", "--set=run.fans=false", "--quiet")
        self.e2roi("batch", "bank", "sns.toml", *options, "--out=o", "--threads=3")
        self.e2roi("run", "sns.toml", *options, "--out=two.h5")
        self.assertEqual((self.folder / "two.h5").read_bytes(),
                         (self.folder / "o/sns.h5").read_bytes())

    def test_the_index_has_the_decision_table_with_standard_errors(self):
        self.e2roi("batch", "bank", *TINY, "--out=o", "--quiet")
        out, _ = self.e2roi("run", "bank", *TINY, "--json", "--quiet")
        paths = {p["id"]: p for p in json.loads(out)["paths"]}
        rows = self.index("o")
        self.assertEqual([r["path"] for r in rows], list(paths))
        told = json.loads((self.folder / "o/index.json").read_text())
        self.assertEqual(told["format"], "e2roi-batch-1")
        in_json = {p["id"]: p for p in told["runs"][0]["paths"]}
        figures = [k for k in rows[0] if k + "_se" in rows[0]]
        self.assertEqual(len(figures), 11)
        for row in rows:
            for key in figures:
                estimate = paths[row["path"]][key]
                self.assertEqual(float(row[key]) if row[key] else None, estimate["value"])
                self.assertEqual(float(row[key + "_se"]) if row[key + "_se"] else None,
                                 estimate["standard_error"])
                self.assertEqual(in_json[row["path"]][key]["value"], estimate["value"])

    def test_a_run_that_fails_does_not_stop_the_others(self):
        self.write("bank/scenario.toml", self.bank.replace("fit =", "fitt ="))
        out, _ = self.e2roi("batch", "bank", "sns.toml", *TINY, "--out=o", exits=1)
        self.assertIn("1 of 2 runs failed; the results of the other 1 are there.", out)
        self.assertIn('unknown key "company.fitt"', out)
        rows = self.index("o")
        self.assertEqual([r["status"] for r in rows][:2], ["failed", "done"])
        self.assertIn('did you mean "company.fit"?', rows[0]["error"])
        self.write("bank/scenario.toml", self.bank)
        self.e2roi("batch", "bank", "sns.toml", *TINY, "--out=o")
        self.assertEqual({r["status"] for r in self.index("o")}, {"done"})

    def test_a_run_too_large_for_memory_is_listed(self):
        self.write("b.batch.toml", 'scenarios = ["bank"]\nset = ["run.months=6"]\n[[cross]]\n'
                   'key = "run.draws"\nvalues = [40, 900_000_000_000]\n')
        self.e2roi("batch", "b.batch.toml", "--out=o", exits=1)
        rows = {r["run"]: r for r in self.index("o")}
        self.assertEqual(rows["bank--draws=40"]["status"], "done")
        self.assertIn("memory", [r for n, r in rows.items() if "90000" in n][0]["error"])

    def test_a_foreign_index_or_file_is_left_alone(self):
        self.write("o/index.csv", "a,b\n")
        self.assertIn("is not the index of a batch", self.refused("batch", "bank", "--out=o"))
        self.write("p/bank.h5", "precious")
        self.e2roi("batch", "bank", *TINY, "--out=p", exits=1)
        self.assertEqual((self.folder / "p/bank.h5").read_text(), "precious")


class Resume(Batches):
    def test_a_second_time_does_nothing_and_redoes_what_is_missing_or_damaged(self):
        self.write("b.batch.toml", TWO_BY_TWO)
        command = ("batch", "b.batch.toml", "--out=o")
        self.e2roi(*command)
        before = contents(self.folder / "o")
        files = sorted((self.folder / "o").glob("*.h5"))
        times = [f.stat().st_mtime_ns for f in files]
        _, err = self.e2roi(*command)
        self.assertIn("of 8 runs, 8 were there already; simulated 0 draws", err)
        self.assertEqual([f.stat().st_mtime_ns for f in files], times)
        self.assertEqual(contents(self.folder / "o"), before)

        files[0].unlink()
        files[1].write_bytes(files[1].read_bytes()[:-100])
        files[2].write_bytes(b"")
        flip_a_draw(files[3])
        _, err = self.e2roi(*command)
        self.assertIn("of 8 runs, 4 were there already; simulated 160 draws", err)
        self.assertEqual(contents(self.folder / "o"), before)
        with h5py.File(files[0], "r+") as file:  # the draws under other names
            ids = file["path"][...]
            file["path"][...] = ids[[0, 2, 1, *range(3, len(ids))]]
        with h5py.File(files[1], "r+") as file:
            file["outcome/npv_mean"][1] += 1
        _, err = self.e2roi(*command)
        self.assertIn("of 8 runs, 6 were there already; simulated 80 draws", err)
        self.assertEqual(contents(self.folder / "o"), before)
        _, err = self.e2roi(*command, "--force")
        self.assertIn("simulated 320 draws", err)
        self.assertEqual(contents(self.folder / "o"), before)

    def test_a_changed_scenario_is_done_again(self):
        self.e2roi("batch", "bank", "sns.toml", *TINY, "--out=o")
        self.write("sns.toml", self.bank.replace("fit =", "fit = 0.3 #"))
        _, err = self.e2roi("batch", "bank", "sns.toml", *TINY, "--out=o")
        self.assertIn("1 were there already; simulated 40 draws", err)

    def test_a_signal_keeps_what_is_done_and_the_same_command_goes_on(self):
        self.many(40)
        command = ("batch", "many", "--draws=5000", "--months=40", "--out=o", "--threads=2")
        for number, code, word in ((signal.SIGINT, 130, "Ctrl-C"), (signal.SIGTERM, 143, "SIGTERM")):
            child = self.at_work(*command)
            had = len(list(self.folder.glob("o/*.h5")))
            while len(list(self.folder.glob("o/*.h5"))) < had + 2 and child.poll() is None:
                time.sleep(0.005)
            child.send_signal(number)
            err = child.communicate()[1]
            self.assertEqual(child.returncode, code, err)
            self.assertRegex(err, rf"stopped by {word}: \d+ of 40 runs are done and kept in o; the "
                             "same command goes on from there")
            self.assertIn("missing", {r["status"] for r in self.index("o")})
            self.assertEqual(list(self.folder.glob("o/*.part")), [])
        self.assertFalse((self.folder / "o/batch.lock").exists())

    def test_a_comment_more_costs_no_checkpoint_and_a_changed_scenario_leaves_none(self):
        command = ("batch", "bank", "--draws=120000", "--months=6", "--set=run.fans=false",
                   "--checkpoint=2048", "--threads=1", "--quiet")
        kept = lambda: sorted(self.folder.glob("o/*.parts/*.shard"))

        def stopped():
            had = len(kept())
            child = self.at_work(*command, "--out=o")
            while len(kept()) < had + 2 and child.poll() is None:
                time.sleep(0.002)
            child.send_signal(signal.SIGINT)
            self.assertIn("0 of 1 run is done and kept in o", child.communicate()[1])

        stopped()
        before = {path: path.stat().st_mtime_ns for path in kept()}
        self.write("bank/scenario.toml", "# one line more\n" + self.bank)
        stopped()
        for path, time_ns in before.items():
            self.assertEqual(path.stat().st_mtime_ns, time_ns, path)
        self.assertEqual(len(list(self.folder.glob("o/*.parts"))), 1)
        self.write("bank/scenario.toml", self.bank.replace("fit =", "fit = 0.3 #"))
        (self.folder / "o/other.h5-01234567.parts").mkdir()  # of no run of this batch
        self.e2roi(*command, "--out=o")
        self.e2roi(*command, "--out=p")
        (self.folder / "o/other.h5-01234567.parts").rmdir()
        self.assertEqual(contents(self.folder / "o"), contents(self.folder / "p"))
        self.assertEqual(sorted(p.name for p in (self.folder / "o").iterdir()),
                         ["bank.h5", "index.csv", "index.json"])

    def test_the_second_batch_in_a_folder_is_refused_and_told_who_is_there(self):
        self.many(200)
        child = self.at_work("batch", "many", "--draws=5k", "--out=o")
        try:
            while not list(self.folder.glob("o/*.h5")) and child.poll() is None:
                time.sleep(0.005)
            said = self.refused("batch", "many", *TINY, "--out=o", exits=75)
            self.assertIn(f"another e2roi batch (process {child.pid} on ", said)
        finally:
            child.kill()
            child.communicate()
        # A lock whose holder was killed is none.
        self.e2roi("batch", "bank", *TINY, "--out=o", "--quiet")


def flip_a_draw(path):
    """Changes one value of /draws/npv in a result file."""
    with h5py.File(path, "r+") as file:
        file["draws/npv"][0, 0] += 1


if __name__ == "__main__":
    cli.main()
