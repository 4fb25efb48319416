#!/usr/bin/python3
"""A batch of very many scenarios: memory, index, time.

    cli_hostile_many_test.py PROGRAM [SCENARIOS]

300 scenarios unless another number is given.
"""
import csv
import hashlib
import json
import subprocess
import sys

import h5py

import cli
from cli import PROGRAM, SCENARIO, environment

COUNT = int(sys.argv.pop(2)) if len(sys.argv) > 2 and sys.argv[2].isdigit() else 300
FEW = 50
# Of each run its name, scenario and changes, its status and where its rows are; and once a buffer.
MIB_A_THOUSAND, BUFFER = 1, 4
# A child counts what its parent had in memory when it was made: not this process, with its libraries.
MEASURE = """import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(child.pid, 0)
print(os.waitstatus_to_exitcode(status), usage.ru_maxrss, usage.ru_utime + usage.ru_stime)
"""


class Many(cli.CommandLine):
    def write_scenarios(self, name, count):
        (self.folder / name / "base").mkdir(parents=True)
        self.e2roi("run", SCENARIO, "--draws=1", "--out=merged.h5", "--quiet")
        with h5py.File(self.folder / "merged.h5") as file:  # extends nothing
            text = file["provenance/scenario"][...].ravel()[0].decode()
        (self.folder / name / "base/b.toml").write_text(text)
        (self.folder / name / "e2roi.schema.json").write_text("{}")  # marks the root of the tree
        for i in range(count):
            file = self.folder / name / f"s{i:05}/scenario.toml"
            file.parent.mkdir()
            file.write_text(f'extends = "../base/b.toml"\nrun.seed = {i}\n')

    def batch(self, name):
        """Runs it; returns the peak of its memory [MiB] and its seconds of processor time."""
        made = subprocess.run([sys.executable, "-c", MEASURE, PROGRAM, "batch", name, "--draws=40",
                               "--months=6", "--quiet", "--threads=2", "--set=run.fans=false",
                               f"--out=o-{name}"],
                              cwd=self.folder, env=environment(), stdout=subprocess.PIPE, check=True)
        code, kib, seconds = map(float, made.stdout.split())
        self.assertEqual(code, 0)
        return kib / 1024, seconds

    def index(self, name):
        with open(self.folder / f"o-{name}/index.csv", newline="") as file:
            return list(csv.DictReader(file))

    def check_rows(self, rows, path):
        """Against the file itself."""
        with h5py.File(path) as file:
            digest = file["provenance/digest"][()].decode()
            paths = list(file["path"].asstr()[...])
            median = list(file["quantile"][...]).index(0.5)
            figures = {"npv_positive": file["outcome/npv_positive"][...],
                       "npv_median": file["outcome/npv_quantile"][:, median],
                       "customers": file["outcome/customers_quantile"][:, median]}
        self.assertEqual([row["path"] for row in rows], paths)
        self.assertEqual({row["digest"] for row in rows}, {digest})
        self.assertEqual({row["file"] for row in rows}, {path.name})
        for row in rows:
            for name, values in figures.items():
                if row["path"] == "stay" and name != "customers":
                    continue
                value = values[paths.index(row["path"])]
                self.assertAlmostEqual(float(row[name]) / value if value else float(row[name]),
                                       1 if value else 0, places=12)

    def test_memory_stays_and_every_row_of_the_index_is_right(self):
        self.write_scenarios("few", FEW)
        self.write_scenarios("many", COUNT)
        few, _ = self.batch("few")
        many, seconds = self.batch("many")
        print(f"{COUNT} scenarios: {many:.0f} MiB at most, {FEW} of them {few:.0f}; "
              f"{1000 * seconds / COUNT:.1f} ms of processor time each")
        self.assertLess(many, few + BUFFER + MIB_A_THOUSAND * COUNT / 1000)
        rows = self.index("many")
        names = [f"s{i:05}" for i in range(COUNT)]
        self.assertEqual(list(dict.fromkeys(r["run"] for r in rows)), names)
        self.assertEqual({r["status"] for r in rows}, {"done"})
        self.assertEqual(len({r["digest"] for r in rows}), COUNT)
        by_run = {name: [] for name in names}
        for row in rows:
            by_run[row["run"]].append(row)
        for name in names:
            self.check_rows(by_run[name], self.folder / f"o-many/{name}.h5")
        of_few = {(r["run"], r["path"]): r for r in self.index("few")}
        for row in rows[:len(of_few)]:
            other = of_few[row["run"], row["path"]]
            self.assertEqual({k: v for k, v in row.items() if k != "scenario"},
                             {k: v for k, v in other.items() if k != "scenario"})
        told = json.loads((self.folder / "o-many/index.json").read_text())["runs"]
        self.assertEqual([r["digest"] for r in told],
                         list(dict.fromkeys(r["digest"] for r in rows)))
        before = hashlib.sha256((self.folder / "o-few/index.csv").read_bytes()).digest()
        _, again = self.batch("few")  # finds all of them
        print(f"found again in {1000 * again / FEW:.1f} ms each")
        after = hashlib.sha256((self.folder / "o-few/index.csv").read_bytes()).digest()
        self.assertEqual(after, before)


if __name__ == "__main__":
    cli.main()
