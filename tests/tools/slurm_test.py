#!/usr/bin/python3
"""A scenario as an array on a real Slurm: tasks are killed and stopped on the way, and the merged
file is byte-equal to that of the single run. Exits with 77, which is a skip, without Slurm.

    slurm_test.py PROGRAM
"""
import filecmp
import os
import re
import signal
import sys
import tempfile
import unittest
from pathlib import Path

import slurm_cluster
from cli import PROGRAM, PROJECT, SCENARIO, environment
from slurm_cluster import wait_for

SUBMIT = PROJECT / "tools/cluster/slurm/submit"
SHARDS = 6
# On the oldest kernel, so that there is time to strike; its bits are those of the others.
VARIABLES = {"E2ROI": PROGRAM, "E2ROI_ISA": "v2"}
SUBMITTED = re.compile(r"^Array   (\d+): shards .*\nMerge   (\d+): ", re.M)


def processes_of(task, program="e2roi"):
    """Process ids of a program that runs as a task of an array, as "JOB_TASK"."""
    job, number = task.split("_")
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            variables = (entry / "environ").read_bytes().split(b"\0")
            name = (entry / "comm").read_text().strip()
        except OSError:  # just ended, or of another user
            continue
        if (name == program and f"SLURM_ARRAY_JOB_ID={job}".encode() in variables
                and f"SLURM_ARRAY_TASK_ID={number}".encode() in variables):
            found.append(int(entry.name))
    return found


class Slurm(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="e2roi-slurm-")
        cls.addClassCleanup(folder.cleanup)
        cls.cluster = slurm_cluster.Cluster(folder.name)
        cls.cluster.__enter__()
        cls.addClassCleanup(cls.cluster.end)

    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="e2roi-jobs-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        clean = environment(**VARIABLES)
        self.env = {**clean, "PATH": slurm_cluster.PATH, "SLURM_CONF":
                    self.cluster.environment["SLURM_CONF"]}

    def submit(self, *words, options=("--time=30", "--cpus-per-task=1")):
        """Numbers of the array and of the merge."""
        said = self.cluster.call(SUBMIT, *words, "--", *options, cwd=self.folder, env=self.env)
        return SUBMITTED.search(said.stdout).groups()

    def single(self, *words):
        self.cluster.call(PROGRAM, "run", SCENARIO, *words, "--out=one.h5", "--quiet",
                          cwd=self.folder, env=self.env)

    def wait(self, array, merge, state="COMPLETED"):
        try:
            wait_for(f"merge {merge} {state}", lambda: self.cluster.state(merge) not in (
                "PENDING", "RUNNING", "COMPLETING", "CONFIGURING"), 240)
            self.assertEqual(self.cluster.state(merge), state)
        except (TimeoutError, AssertionError) as error:
            queue = self.cluster.call("scontrol", "show", "job", "--oneliner", exits=None).stdout
            raise AssertionError(f"{error}\n{queue}\n{self.said()}{self.cluster.logs()}")

    def said(self):
        return "".join(f"== {log.name}\n{log.read_text()}" for log in self.folder.glob("*.log"))

    def strike(self, task, number):
        """Waits until a task has a checkpoint, sends its program a signal, or the job SIGTERM as
        Slurm does before the time is over. The program's number of threads, which is that of the
        processors asked for; None if it was too quick."""
        parts = f"bank.h5-{int(task.split('_')[1]):03}-of-{SHARDS:03}.shard"

        def caught():
            if (self.folder / parts).exists():
                return "late"
            return any(self.folder.glob(parts + "-*.parts/*.shard")) and processes_of(task)

        found = wait_for(f"a checkpoint of {task}", caught, 120, pause=0.005)
        if found == "late":
            return None
        try:
            threads = len(list(Path(f"/proc/{found[0]}/task").iterdir()))
            if number == signal.SIGTERM:
                self.cluster.call("scancel", "--batch", "--signal=TERM", task)
            else:
                os.kill(found[0], number)
        except (FileNotFoundError, ProcessLookupError):  # it has just ended
            return None
        return threads

    def test_an_array_with_a_killed_and_a_stopped_task_merges_to_the_bytes_of_the_single_run(self):
        draws = 36_864
        for _ in range(3):
            words = (f"--draws={draws}", "--checkpoint=1024", "--seed=9")
            array, merge = self.submit(SCENARIO, SHARDS, "bank.h5", *words)
            # The last task bears the number of the array: it alone is to be queued again.
            struck = [self.strike(f"{array}_3", signal.SIGKILL),
                      self.strike(f"{array}_{SHARDS}", signal.SIGTERM)]
            self.assertEqual(self.cluster.state(merge), "PENDING")
            self.wait(array, merge)
            if all(struck):
                break
            draws *= 2  # this machine is too quick, or too busy, for that
        self.assertEqual(struck, [1, 1])
        restarts = [self.cluster.job(f"{array}_{task}")["Restarts"]
                    for task in range(1, SHARDS + 1)]
        self.assertEqual(restarts, ["0", "0", "1", "0", "0", "1"])
        logs = {task: (self.folder / f"bank.h5-{array}_{task}.log").read_text() for task in (3, 6)}
        self.assertIn("shard 3/6 was stopped with exit code 137: queued again", logs[3])
        self.assertIn("shard 6/6 was stopped with exit code 143: queued again", logs[6])
        self.assertRegex(logs[6], r"stopped by SIGTERM: of 'Workshop bank' [\d,]+ of [\d,]+ draws "
                                  r"are kept in bank\.h5-006-of-006\.shard")
        self.single(*words)
        self.assertTrue(filecmp.cmp(self.folder / "one.h5", self.folder / "bank.h5",
                                    shallow=False), "the merged file has other bytes")
        self.assertEqual([p.name for p in self.folder.iterdir() if p.is_dir()], [])  # checkpoints

    def test_a_task_that_fails_cancels_the_merge_and_can_be_made_alone(self):
        words = ("--draws=1500",)
        (self.folder / "bank.h5-002-of-003.shard").mkdir()  # so that it cannot be written
        array, merge = self.submit(SCENARIO, 3, "bank.h5", *words)
        self.wait(array, merge, "CANCELLED")
        self.assertEqual([self.cluster.state(f"{array}_{task}") for task in (1, 2, 3)],
                         ["COMPLETED", "FAILED", "COMPLETED"])
        self.assertIn("shard 2/3 failed with exit code 74; so nothing will be merged",
                      (self.folder / f"bank.h5-{array}_2.log").read_text())
        self.assertFalse((self.folder / "bank.h5").exists())
        (self.folder / "bank.h5-002-of-003.shard").rmdir()
        self.wait(*self.submit("--only", "2", SCENARIO, 3, "bank.h5", *words))
        self.single(*words)
        self.assertTrue(filecmp.cmp(self.folder / "one.h5", self.folder / "bank.h5",
                                    shallow=False))

    def test_auto_reads_what_slurm_says_to_arrays_and_to_srun(self):
        run = f"{PROGRAM} run {SCENARIO} --draws=1000 --shard=auto --json --quiet --out="
        common = ("sbatch", "--parsable", "--time=5", "--output=log")
        array = self.cluster.call(*common, "--array=3-7:2", "--wrap", run + "a", cwd=self.folder,
                                  env=self.env).stdout.strip()
        step = self.cluster.call(*common, "--ntasks=2", "--wrap", f"srun {run}s", cwd=self.folder,
                                 env=self.env).stdout.strip()
        # These cannot know: the numbers of the one have gaps, the other is not started by srun.
        gaps = self.cluster.call(*common, "--array=1,4", "--wrap", run + "g", cwd=self.folder,
                                 env=self.env).stdout.strip()
        alone = self.cluster.call(*common, "--ntasks=2", "--wrap", run + "n", cwd=self.folder,
                                  env=self.env).stdout.strip()
        wrong = (f"{gaps}_1", f"{gaps}_4", alone)
        for job in (*(f"{array}_{task}" for task in (3, 5, 7)), step, *wrong):
            wait_for(job, lambda: self.cluster.state(job) in ("COMPLETED", "FAILED"))
            self.assertEqual(self.cluster.state(job), "FAILED" if job in wrong else "COMPLETED")
        self.assertEqual(sorted(p.name for p in self.folder.glob("*.shard")),
                         [*(f"a-00{k}-of-003.shard" for k in (1, 2, 3)),
                          *(f"s-00{k}-of-002.shard" for k in (1, 2))])


if __name__ == "__main__":
    lacking = slurm_cluster.missing()
    if lacking:
        print(f"skipped: Slurm is not installed ({', '.join(lacking)} missing; Debian has it in "
              "slurmctld, slurmd, slurm-client and munge)")
        sys.exit(77)
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
