#!/usr/bin/python3
"""Odd surroundings: names of files, streams that are closed, locales, clocks, signals, users.

    cli_hostile_world_test.py PROGRAM
"""
import csv
import json
import os
import pwd
import signal
import subprocess
import time
import unittest

import cli
from cli import PROGRAM, SCENARIO, environment

TINY = ("--draws=40", "--months=6", "--set=run.fans=false", "--quiet")
NAMES = [b"with space.h5", b"two\nlines.h5", b"-dash.h5", b"--out=x.h5", b"x" * 252 + b".h5",
         b"\xff\xfe not text \x80.h5", b"'\"$(true)`\\.h5", "ı İ ß 日本.h5".encode(), b"tab\there",
         b".h5", b"..h5", b"a.part", b"r.h5.0.part"]


class World(cli.CommandLine):
    def setUp(self):
        super().setUp()
        self.e2roi("run", SCENARIO, *TINY, "--out=plain.h5")
        self.plain = (self.folder / "plain.h5").read_bytes()
        self.said = self.run_in({}).stdout
        (self.folder / "w.h5").unlink()

    def run_in(self, changes, *more, unset=(), **how):
        env = {k: v for k, v in environment(**changes).items() if k not in unset}
        how = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "cwd": self.folder, **how}
        return subprocess.run([PROGRAM, "run", SCENARIO, *TINY, "--out=w.h5", *more], env=env,
                              timeout=100, **how)

    def check_plain(self, done, env=None):
        self.assertEqual((done.returncode, done.stderr), (0, b""), env)
        self.assertEqual(done.stdout, self.said, env)
        self.assertEqual((self.folder / "w.h5").read_bytes(), self.plain, env)
        (self.folder / "w.h5").unlink()


class Names(World):
    def bytes_command(self, *words, exits=0):
        done = subprocess.run([PROGRAM.encode(), *words], cwd=self.folder, env=environment(),
                              capture_output=True, timeout=100)
        self.assertEqual(done.returncode, exits, (words, done))
        return done

    def test_any_name_of_a_result_is_written_read_and_verified(self):
        tiny = [w.encode() for w in TINY]
        for name in NAMES:
            self.bytes_command(b"run", str(SCENARIO).encode(), *tiny, b"--out=" + name)
            path = os.fsencode(self.folder) + b"/" + name
            with open(path, "rb") as file:
                self.assertEqual(file.read(), self.plain, name)
            self.bytes_command(b"info", b"--", name)
            self.bytes_command(b"verify", b"--", name)
            self.assertEqual(sorted(os.listdir(os.fsencode(self.folder))),
                             sorted([b"plain.h5", name]))
            os.unlink(path)
        for name in (b"y" * 256, b"no/such/folder/r.h5", b"", b"."):
            done = self.bytes_command(b"run", str(SCENARIO).encode(), *tiny, b"--out", name,
                                      exits=74)
            self.assertEqual(done.stderr.count(b"error:"), 1, name)

    def test_checkpoints_beside_any_name_go_on(self):
        for name in NAMES:
            words = (b"run", str(SCENARIO).encode(), b"--draws=600", b"--set=run.fans=false",
                     b"--months=3", b"--quiet", b"--checkpoint=256", b"--out=" + name)
            self.bytes_command(*words)
            self.assertEqual(sorted(os.listdir(os.fsencode(self.folder))),
                             sorted([b"plain.h5", name]))
            os.unlink(os.fsencode(self.folder) + b"/" + name)

    def test_scenarios_of_any_name_make_a_batch_and_an_index(self):
        folders = [b"with space", b"two\nlines", b"-dash", b"x" * 255, b"\xff\xfe\x80", b"\x80" * 200, b"ok",
                   "ı İ ß 日本".encode()]
        root = os.fsencode(self.folder) + b"/many"
        for name in folders:
            os.makedirs(root + b"/" + name)
            with open(root + b"/" + name + b"/scenario.toml", "wb") as file:
                file.write(b'extends = "%s"\n' % str(SCENARIO).encode())
        self.bytes_command(b"batch", b"many", *[w.encode() for w in TINY], b"--out=o",
                           b"--allow-outside")
        with open(self.folder / "o/index.csv", newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        self.assertEqual({r["status"] for r in rows}, {"done"})
        self.assertEqual(len({r["run"] for r in rows}), len(folders))
        told = json.loads((self.folder / "o/index.json").read_text(encoding="utf-8"))
        self.assertEqual(len(told["runs"]), len(folders))
        self.assertEqual(len(list((self.folder / "o").glob("*.h5"))), len(folders))


class Streams(World):
    def test_a_reader_that_goes_away_is_no_error(self):
        tiny = " ".join(TINY)
        for words in (f"run '{SCENARIO}' {tiny} --json", f"run '{SCENARIO}' {tiny}",
                      "describe", "help run", "info plain.h5 --json"):
            for reader in ("head -1", "true", "sleep 0"):
                done = subprocess.run(["bash", "-c", "set -o pipefail; sleep 0.02; "
                                       f"'{PROGRAM}' {words} | {reader} > /dev/null"],
                                      cwd=self.folder, env=environment(), capture_output=True)
                self.assertEqual((done.returncode, done.stderr), (0, b""), words)
        done = subprocess.run(["bash", "-c", "set -o pipefail; "  # the progress, too
                               f"'{PROGRAM}' run '{SCENARIO}' --draws=2000 2>&1 >/dev/null | true"],
                              cwd=self.folder, env=environment(), capture_output=True)
        self.assertEqual((done.returncode, done.stderr), (0, b""))

    def closed(self, *numbers):
        def close():
            for number in numbers:
                os.close(number)
        return close

    def test_closed_streams_never_end_up_in_a_file(self):
        for numbers in ((0,), (2,), (0, 2)):
            done = self.run_in({}, preexec_fn=self.closed(*numbers))
            self.check_plain(done, numbers)
        for numbers in ((1,), (0, 1, 2)):
            done = self.run_in({}, preexec_fn=self.closed(*numbers))
            self.assertEqual(done.returncode, 74)
            self.assertEqual((self.folder / "w.h5").read_bytes(), self.plain)

    def test_standard_output_on_a_full_disk_is_one_error_and_the_result_is_kept(self):
        with open("/dev/full", "wb") as full:
            done = self.run_in({}, stdout=full)
        self.assertEqual(done.returncode, 74)
        self.assertEqual(done.stderr, b"e2roi: error: cannot write to standard output: No space "
                                      b"left on device\n")
        self.assertEqual((self.folder / "w.h5").read_bytes(), self.plain)


class Surroundings(World):
    def test_no_variable_of_the_user_changes_a_byte(self):
        for changes in ({"LC_ALL": "tr_TR.UTF-8"}, {"LC_ALL": "de_DE.UTF-8"}, {"LC_ALL": "xx_YY"},
                        {"LC_ALL": ""}, {"LANG": "C", "LC_NUMERIC": "de_DE.UTF-8"},
                        {"TMPDIR": "/nowhere"}, {"HOME": "/nowhere"}, {"TZ": "Asia/Kathmandu"},
                        {"PATH": ""}, {"COLUMNS": "3"}, {"TERM": "nonsense"},
                        {"MALLOC_PERTURB_": "165"}, {"POSIXLY_CORRECT": "1"}):
            self.check_plain(self.run_in(changes), changes)
        self.check_plain(self.run_in({}, unset=list(os.environ)), "none at all")

    def test_a_narrow_umask_makes_files_for_the_user_only(self):
        for mask, mode in ((0o077, 0o600), (0o022, 0o644), (0o000, 0o666)):
            self.run_in({}, preexec_fn=lambda mask=mask: os.umask(mask))
            self.assertEqual((self.folder / "w.h5").stat().st_mode & 0o777, mode)
            (self.folder / "w.h5").unlink()

    def test_a_folder_that_is_gone_is_one_error(self):
        gone = self.folder / "gone"
        gone.mkdir()
        for words in (("run", SCENARIO, *TINY), ("run", "scenario.toml", *TINY),
                      ("batch", SCENARIO, *TINY), ("batch", ".", *TINY)):
            done = subprocess.run(["bash", "-c", 'rmdir "$PWD"; exec "$@"', "bash", PROGRAM,
                                   *map(str, words)], cwd=gone, env=environment(),
                                  capture_output=True, text=True)
            gone.mkdir()
            self.assertEqual(done.returncode, 74, (words, done.stderr))
            self.assertEqual(done.stderr.count("error:"), 1, done.stderr)
            self.assertNotIn("unexpected", done.stderr)

    @unittest.skipUnless(os.geteuid() == 0, "needs root to become somebody else")
    def test_a_folder_of_somebody_else_is_refused(self):
        nobody = pwd.getpwnam("nobody")
        os.chmod(self.folder, 0o755)

        def become_nobody():
            os.setgid(nobody.pw_gid)
            os.setuid(nobody.pw_uid)
        done = self.run_in({}, preexec_fn=become_nobody)
        self.assertEqual(done.returncode, 74)
        self.assertIn(b"Permission denied", done.stderr)

    def test_under_nohup_a_hang_up_changes_nothing(self):
        child = subprocess.Popen([PROGRAM, "run", SCENARIO, "--draws=4000", "--out=w.h5"],
                                 cwd=self.folder, env=environment(), stdout=subprocess.DEVNULL,
                                 stderr=subprocess.PIPE, preexec_fn=lambda: signal.signal(
                                     signal.SIGHUP, signal.SIG_IGN))
        child.stderr.readline()
        child.send_signal(signal.SIGHUP)
        child.communicate()
        self.assertEqual(child.returncode, 0)


class Clocks(World):
    def test_times_of_files_do_not_decide_what_is_done(self):
        for name in ("a", "b", "c"):
            (self.folder / "many").mkdir(exist_ok=True)
            (self.folder / f"many/{name}.toml").write_text(f'extends = "{SCENARIO}"\n')
        words = ("batch", "many", *TINY[:-1], "--out=o", "--allow-outside")
        self.e2roi(*words)
        files = [*(self.folder / "many").iterdir(), *(self.folder / "o").iterdir()]
        now = time.time()
        for scenario_time, result_time in ((now + 1e9, 0), (0, now + 1e9), (0, 0), (-1e9, -1e9)):
            for file in files:
                at = scenario_time if file.suffix == ".toml" else result_time
                os.utime(file, (at, at))
            _, said = self.e2roi(*words)
            self.assertIn("of 3 runs, 3 were there already; simulated 0 draws", said)
        # A change counts although the result is younger by decades.
        (self.folder / "many/b.toml").write_text(f'extends = "{SCENARIO}"\nrun.seed = 3\n')
        os.utime(self.folder / "many/b.toml", (0, 0))
        os.utime(self.folder / "o/b.h5", (now + 1e9, now + 1e9))
        _, said = self.e2roi(*words)
        self.assertIn("of 3 runs, 2 were there already; simulated 40 draws", said)

    def test_a_clock_that_jumps_changes_no_byte(self):
        """libfaketime, where it is installed; a private clock namespace would not move this one."""
        library = next((p for p in ("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1",)
                        if os.path.exists(p)), None)
        if library is None:
            self.skipTest("libfaketime is not installed")
        for jump in ("-20y", "+20y", "-5d x-1"):
            done = self.run_in({"LD_PRELOAD": library, "FAKETIME": jump,
                                "FAKETIME_DONT_FAKE_MONOTONIC": "1"})
            self.check_plain(done, jump)

    def test_no_source_asks_for_the_time_of_day(self):
        words = ("system_clock", "gettimeofday", "last_write_time", "CLOCK_REALTIME",
                 "localtime", "std::time(", "st_mtime")
        rooms = [cli.PROJECT / "engine", cli.PROJECT / "tools/e2roi"]
        for file in (f for room in rooms for f in room.rglob("*.[ch]pp")):
            text = file.read_text()
            self.assertEqual([w for w in words if w in text], [], file)


if __name__ == "__main__":
    cli.main()
