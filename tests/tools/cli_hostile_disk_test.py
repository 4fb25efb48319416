#!/usr/bin/python3
"""Disks that are full, fill up, are read-only or go away, at every stage of every verb that writes.

    cli_hostile_disk_test.py PROGRAM

Mounts small disks that only this process sees; exit code 77 where that is not permitted.
"""
import os
import resource
import shutil
import signal
import subprocess
import sys
import time

import cli
from cli import PROGRAM, SCENARIO, environment

INSIDE = "E2ROI_TEST_HAS_OWN_MOUNTS"
BIG = "64m"
DRAWS = ("--draws=1000", "--set=run.months=3", "--set=run.fans=false")


def own_mounts():
    """Starts this test again in mount space of its own."""
    if INSIDE in os.environ:
        del os.environ[INSIDE]
        return
    wrapper = ["unshare", "--mount"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
    trial = subprocess.run([*wrapper, "mount", "-t", "tmpfs", "-o", "size=64k", "none", "/mnt"],
                           capture_output=True)
    if trial.returncode != 0:
        print("skipped: mounting is not permitted here:", trial.stderr.decode().strip())
        sys.exit(77)
    os.environ[INSIDE] = "yes"
    os.execvp("unshare", [*wrapper, sys.executable, "-B", *sys.argv])


class Disks(cli.CommandLine):
    """`d/` in the current folder is a small disk."""

    tried = 0

    def setUp(self):
        super().setUp()
        self.disk = self.folder / "d"
        self.disk.mkdir()
        self.mount("-t", "tmpfs", "-o", f"size={BIG}", "none")
        self.addCleanup(subprocess.run, ["umount", "-l", self.disk], check=True)

    def mount(self, *words):
        subprocess.run(["mount", *words, self.disk], check=True)

    def free(self):
        about = os.statvfs(self.disk)
        return about.f_bfree * about.f_frsize

    def leave(self, bytes_):
        """Fills the disk with a file of somebody else but for so many bytes."""
        filler = self.free() - bytes_
        with open(self.disk / "filler", "wb") as file:
            if filler > 0:
                os.posix_fallocate(file.fileno(), 0, filler)

    def contents(self):
        return {p.relative_to(self.disk).as_posix(): p.read_bytes()
                for p in self.disk.rglob("*") if p.is_file() and p.name != "filler"}

    def try_(self, *words, codes):
        """Exit code and what was said; at most one line of error, and never an unfinished file."""
        done = subprocess.run([PROGRAM, *map(str, words), "--quiet"], capture_output=True,
                              cwd=self.folder, env=environment(), timeout=100)
        said = done.stderr.decode()
        self.check(done.returncode, said, codes)
        return done.returncode, said

    def check(self, code, said, codes):
        Disks.tried += 1
        self.assertIn(code, (0, *codes), said)
        self.assertEqual([n for n in self.contents() if n.endswith(".part")], [])
        if code in (74, 75):
            self.assertEqual(said.count("error:"), 1, said)
            self.assertTrue(said.splitlines()[-1].startswith("e2roi: error: "), said)
            self.assertIn("No space left on device", said)

    def sweep(self, file, *words, codes=(74,), before=None):
        """With more and more free bytes, from none to enough: the old file stays until the new one
        is whole, and in the end it is there with the bytes that it has on a large disk."""
        for old in before or {}:
            (self.disk / old).parent.mkdir(exist_ok=True)
            (self.disk / old).write_bytes(before[old])
        self.e2roi(*words, "--quiet")
        whole = self.contents()
        need = len(whole[file])
        failed = 0
        for free in [0, 1, 4096, 8192, *range(16384, 2 * need, max(need // 8, 4096)), None]:
            for name in self.contents():
                (self.disk / name).unlink()
            for old in before or {}:
                (self.disk / old).write_bytes(before[old])
            if free is not None:
                self.leave(free)
            code, _ = self.try_(*words, codes=codes)
            now = self.contents()
            if code == 0:
                self.assertEqual(now, whole)
            else:
                failed += 1
                self.assertEqual(now, before or {})
                self.assertLess(free, 1.5 * need)  # where it fits it is written
            (self.disk / "filler").unlink(missing_ok=True)
            if code != 0:
                self.e2roi(*words, "--quiet")
                self.assertEqual(self.contents(), whole)
        self.assertGreaterEqual(failed, 4)


class Full(Disks):
    def test_run_on_a_disk_with_any_amount_free(self):
        self.e2roi("run", SCENARIO, *DRAWS, "--seed=1", "--out=old.h5", "--quiet")
        old = (self.folder / "old.h5").read_bytes()
        self.sweep("r.h5", "run", SCENARIO, *DRAWS, "--out=d/r.h5", before={"r.h5": old})

    def test_shard_and_merge_on_a_disk_with_any_amount_free(self):
        self.sweep("r.h5-001-of-002.shard", "run", SCENARIO, *DRAWS, "--shard=1/2",
                   "--out=d/r.h5")
        for number in (1, 2):
            self.e2roi("run", SCENARIO, *DRAWS, f"--shard={number}/2", "--out=s", "--quiet")
        shutil.rmtree(self.disk, ignore_errors=True)
        self.sweep("r.h5", "merge", "s-001-of-002.shard", "s-002-of-002.shard", "--out=d/r.h5")

    def stopped_when(self, child, seen):
        """Halts the program as soon as `seen`."""
        deadline = time.monotonic() + 60
        while not seen() and child.poll() is None and time.monotonic() < deadline:
            time.sleep(0.001)
        self.halt(child)

    def go_on(self, child, codes):
        child.send_signal(signal.SIGCONT)
        out, said = child.communicate(timeout=600)
        self.check(child.returncode, said, codes)
        return out, said

    def test_a_disk_that_fills_up_during_a_run(self):
        words = ("run", SCENARIO, "--draws=20k", "--out=d/r.h5")
        child = self.at_work(*words, "--threads=1")
        child.stderr.readline()  # the first tenth is done
        self.halt(child)
        self.leave(100_000)
        self.go_on(child, (74,))
        self.assertEqual(child.returncode, 74)
        self.assertEqual(self.contents(), {})
        (self.disk / "filler").unlink()
        self.e2roi(*words, "--quiet")

    def test_a_disk_that_fills_up_between_checkpoints_keeps_those_that_are_done(self):
        words = ("run", SCENARIO, "--draws=8000", "--set=run.months=6", "--set=run.fans=false",
                 "--out=d/r.h5", "--checkpoint=1024")
        self.e2roi(*words, "--quiet")
        whole = self.contents()
        for free in (0, 100_000, 2_000_000, 8_500_000):
            (self.disk / "r.h5").unlink()
            child = self.at_work(*words, "--threads=1")
            stretches = lambda: list(self.disk.glob("*.parts/*.shard"))
            self.stopped_when(child, lambda: len(stretches()) > 1)
            self.leave(free)
            _, said = self.go_on(child, (75,))
            if child.returncode == 75:
                self.assertRegex(said, r"[\d,]+ of 8,000 draws are kept in d/r\.h5-[0-9a-f]{8}\.parts; "
                                       "go on with e2roi run ")
                kept = {p: p.stat().st_mtime_ns for p in stretches()}
                self.assertGreater(len(kept), 1)
                self.try_(*words, codes=(74, 75))  # no space yet: says so, loses nothing
                self.assertTrue(kept.items() <= {p: p.stat().st_mtime_ns
                                                 for p in stretches()}.items())
            (self.disk / "filler").unlink()
            self.e2roi(*words, "--quiet")
            self.assertEqual(self.contents(), whole)

    def test_a_disk_that_fills_up_during_a_batch(self):
        for i in range(6):
            (self.folder / "many").mkdir(exist_ok=True)
            shutil.copy(SCENARIO, self.folder / f"many/s{i}.toml")
        words = ("batch", *(f"many/s{i}.toml" for i in range(6)), *DRAWS, "--out=d/o",
                 "--allow-outside")
        base = SCENARIO.parent.parent / "base"
        shutil.copytree(base, self.folder / "base", dirs_exist_ok=True)
        self.e2roi(*words, "--quiet")
        whole = self.contents()
        size = len(whole["o/s0.h5"])
        index = len(whole["o/index.csv"]) + len(whole["o/index.json"])
        codes = set()
        for free in (0, size // 2, size + 3 * 4096, size + 2 * index, 2 * size + 8192):
            shutil.rmtree(self.disk / "o")
            child = self.at_work(*words, "--threads=1")
            self.stopped_when(child, lambda: len(list(self.disk.glob("o/*.h5"))) > 1)
            done = len(list(self.disk.glob("o/*.h5")))
            self.leave(free)
            out, said = self.go_on(child, (1, 74))
            codes.add(child.returncode)
            now = self.contents()
            for name, data in now.items():
                if name.endswith(".h5"):
                    self.assertEqual(data, whole[name])
            self.assertGreaterEqual(sum(n.endswith(".h5") for n in now), done)
            if child.returncode == 1:  # the index could be written, and says so
                self.assertIn("No space left on device", out)
                self.assertIn(",failed,", now["o/index.csv"].decode())
            elif child.returncode == 74:
                self.assertIn("are done and kept in d/o; once that is mended the same command",
                              said)
            (self.disk / "filler").unlink()
            self.e2roi(*words, "--quiet")
            self.assertEqual(self.contents(), whole)
        self.assertLessEqual({1, 74}, codes)


class Denied(Disks):
    def test_a_read_only_disk_is_refused_before_anything_runs(self):
        self.e2roi("run", SCENARIO, *DRAWS, "--out=d/r.h5", "--quiet")
        self.e2roi("batch", SCENARIO, *DRAWS, "--out=d/o", "--quiet")
        before = self.contents()
        self.mount("-o", "remount,ro")
        for words in (("run", SCENARIO, "--draws=1G", "--out=d/r.h5"),
                      ("run", SCENARIO, "--draws=1M", "--shard=1/2", "--out=d/r.h5"),
                      ("batch", SCENARIO, "--draws=1M", "--out=d/o"),
                      ("batch", SCENARIO, "--draws=1M", "--out=d/p")):
            words = [w.replace("1G", "1M") if isinstance(w, str) else w for w in words]
            self.assertIn("Read-only file system", self.refused(*words, exits=74))
        self.assertEqual(self.contents(), before)
        self.mount("-o", "remount,rw")

    def test_a_file_beyond_ulimit_is_an_error_and_not_a_signal(self):
        for words in (("run", SCENARIO, *DRAWS, "--out=d/r.h5"),
                      ("run", SCENARIO, *DRAWS, "--shard=1/2", "--out=d/r.h5"),
                      ("run", SCENARIO, *DRAWS, "--checkpoint=256", "--out=d/r.h5")):
            for limit in (0, 5_000, 100_000, 200_000):
                done = subprocess.run(
                    [PROGRAM, *map(str, words), "--quiet"], capture_output=True, cwd=self.folder,
                    env=environment(), preexec_fn=lambda: resource.setrlimit(
                        resource.RLIMIT_FSIZE, (limit, limit)))
                said = done.stderr.decode()
                self.assertIn(done.returncode, (74, 75), said)
                self.assertIn("File too large", said)
                self.assertEqual([n for n in self.contents() if n.endswith((".part", ".h5"))], [])

    def test_a_folder_that_is_removed_during_a_batch_ends_it_with_one_error(self):
        for replaced in (False, True):
            child = self.at_work("batch", SCENARIO,
                                 SCENARIO.parent.parent / "sns-2013/scenario.toml", "--draws=20k",
                                 "--threads=1", "--out=d/o")
            child.stderr.readline()
            self.halt(child)
            shutil.rmtree(self.disk / "o")
            if replaced:
                (self.disk / "o").mkdir()
            child.send_signal(signal.SIGCONT)
            out, said = child.communicate(timeout=600)
            self.assertEqual((child.returncode, out), (74, ""), said)
            self.assertIn("e2roi: error: the folder d/o was removed or replaced while this batch "
                          "was at work in it", said)
            self.assertEqual(said.count("error:"), 1)

    def test_a_folder_that_is_removed_during_a_run_is_one_error(self):
        (self.disk / "o").mkdir()
        child = self.at_work("run", SCENARIO, "--draws=20k", "--threads=1", "--out=d/o/r.h5")
        child.stderr.readline()
        self.halt(child)
        shutil.rmtree(self.disk / "o")
        child.send_signal(signal.SIGCONT)
        out, said = child.communicate(timeout=600)
        self.assertEqual((child.returncode, out), (74, ""), said)
        self.assertIn("cannot write d/o/r.h5: there is no folder d/o", said)


def tearDownModule():
    print(f"{Disks.tried} commands on disks that were full or filled up")


if __name__ == "__main__":
    own_mounts()
    cli.main()
