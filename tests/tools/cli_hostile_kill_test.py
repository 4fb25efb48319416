#!/usr/bin/python3
"""A batch that is killed at random moments, again and again: what is lost.

    cli_hostile_kill_test.py PROGRAM [KILLS]

40 kills unless another number is given.
"""
import hashlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time

import h5py

import cli
from cli import PROGRAM, SCENARIO, environment

KILLS = int(sys.argv.pop(2)) if len(sys.argv) > 2 and sys.argv[2].isdigit() else 40
SMALL, DRAWS, STRETCH = 8, 13_000, 2_048
PART = r"\.\d+\.part$"


class Killed(cli.CommandLine):
    """Small runs side by side and a large one with checkpoints, as in any night's batch."""

    COMMAND = ("batch", "many", "--threads=2", "--quiet", f"--checkpoint={STRETCH}",
               "--set=run.months=2", "--set=run.fans=false")

    def setUp(self):
        super().setUp()
        self.e2roi("run", SCENARIO, "--draws=1", "--out=merged.h5", "--quiet")
        with h5py.File(self.folder / "merged.h5") as file:  # extends nothing
            text = file["provenance/scenario"][...].ravel()[0].decode()
        (self.folder / "merged.h5").unlink()
        for name, draws in [(f"s{i}", 200) for i in range(SMALL)] + [("large", DRAWS)]:
            path = self.folder / "many" / name / "scenario.toml"
            path.parent.mkdir(parents=True)
            path.write_text(re.sub(r"(?m)^(draws|seed) = .*$",
                                   lambda m: f"{m[1]} = {draws if m[1] == 'draws' else len(name)}",
                                   text))
        self.seconds = float("inf")  # of a run that nothing slowed down
        for _ in range(3):
            shutil.rmtree(self.folder / "whole", ignore_errors=True)
            began = time.monotonic()
            self.e2roi(*self.COMMAND, "--out=whole")
            self.seconds = min(self.seconds, time.monotonic() - began)
        self.whole = self.bytes_in("whole")
        self.assertEqual(len(self.whole), SMALL + 3)

    def bytes_in(self, folder):
        return {p.relative_to(self.folder / folder).as_posix():
                hashlib.sha256(p.read_bytes()).hexdigest()
                for p in (self.folder / folder).rglob("*") if p.is_file()}

    def start(self):
        return subprocess.Popen([PROGRAM, *self.COMMAND, "--out=o"], cwd=self.folder,
                                env=environment(), stdout=subprocess.DEVNULL,
                                stderr=subprocess.PIPE)

    def wait_for_stretch(self, child):
        """Until there is one, or the program has ended."""
        while child.poll() is None and not list(self.folder.glob("o/*.parts/*.shard")):
            time.sleep(0.001)

    def check_what_is_there(self):
        """Every file under its own name is whole; returns (results, stretches, parts)."""
        results = stretches = parts = 0
        for name, digest in self.bytes_in("o").items():
            if re.search(PART, name):
                parts += 1
            elif name.endswith(".shard"):
                self.assertRegex(name, r"^large\.h5-[0-9a-f]{8}\.parts/draws-\d+-\d+\.shard$")
                stretches += 1
            elif name.startswith("index."):
                self.assertIn(name[5:], (".csv", ".json"))
            elif os.path.basename(name) not in ("batch.lock", "lock"):
                self.assertEqual(digest, self.whole[name], name)  # a result has all its bytes
                results += 1
        return results, stretches, parts

    def finish(self):
        self.e2roi(*self.COMMAND, "--out=o")
        self.assertEqual(self.bytes_in("o"), self.whole)  # the index included, and nothing else
        self.assertEqual([p for p in (self.folder / "o").iterdir() if p.is_dir()], [])
        shutil.rmtree(self.folder / "o")

    def test_a_batch_killed_at_random_moments_loses_only_what_was_being_made(self):
        chance = random.Random(20130630)
        killed = during_resume = in_stretches = with_parts = finished = batches = 0
        had = (0, 0, 0)
        rounds, seconds = 0, self.seconds
        while (rounds < KILLS or killed <= KILLS // 2 or during_resume <= KILLS // 4
               or in_stretches == 0):
            rounds += 1
            self.assertLess(rounds, 20 * KILLS)
            resumes = had != (0, 0, 0)
            child = self.start()
            # Stretches of the large run are there for some milliseconds: every fourth kill, and
            # every one beyond the number wanted, waits for one.
            if rounds % 4 == 0 or rounds > KILLS:
                self.wait_for_stretch(child)
            else:
                # Later runs find more done and end sooner: most kills come early in what is left.
                time.sleep(seconds * chance.random() * (0.7 if resumes else 1.0))
            child.kill()
            said = child.communicate()[1].decode()
            if child.returncode != -signal.SIGKILL:
                self.assertEqual(child.returncode, 0, said)
                seconds *= 1.0 if resumes else 0.9  # the machine is faster now than it was
            else:
                killed += 1
                during_resume += resumes
            if not (self.folder / "o").exists():
                continue
            has = self.check_what_is_there()
            self.assertGreaterEqual(has[0], had[0])  # no result that was there has gone
            if not (self.folder / "o/large.h5").exists():  # whose stretches are cleared up
                self.assertGreaterEqual(has[1], had[1])  # nor a stretch
            in_stretches += has[1] > 0
            with_parts += has[2] > 0
            had = has
            if child.returncode == 0 or chance.random() < 0.2:
                finished += child.returncode == 0
                self.finish()
                batches += 1
                had = (0, 0, 0)
        if (self.folder / "o").exists():
            self.finish()
            batches += 1
        print(f"{killed} kills, {during_resume} of them of a batch that was going on after another "
              f"kill; {in_stretches} with checkpoints of the large run there, {with_parts} with "
              f"unfinished files there; {batches} batches ended with the bytes of an undisturbed "
              f"one; one takes {self.seconds:.2f} s")

    def test_what_a_kill_between_a_result_and_clearing_up_leaves_goes_with_the_next_batch(self):
        while not list(self.folder.glob("o/*.parts/*.shard")):
            shutil.rmtree(self.folder / "o", ignore_errors=True)
            child = self.start()
            self.wait_for_stretch(child)
            child.kill()
            child.communicate()
        parts, = self.folder.glob("o/*.parts")
        shutil.copytree(parts, self.folder / "kept")
        self.e2roi(*self.COMMAND, "--out=o")
        shutil.copytree(self.folder / "kept", parts)
        self.finish()

    def test_signals_at_random_moments_keep_what_is_complete_and_say_how_to_go_on(self):
        chance = random.Random(5)
        stopped = looking = 0
        codes = {signal.SIGINT: (130, "Ctrl-C"), signal.SIGTERM: (143, "SIGTERM"),
                 signal.SIGHUP: (129, "SIGHUP")}
        for round_ in range(KILLS // 2):
            number = list(codes)[round_ % 3]
            code, word = codes[number]
            before = self.bytes_in("o") if (self.folder / "o").exists() else {}
            child = self.start()
            time.sleep(self.seconds * chance.uniform(0.05, 0.8))
            child.send_signal(number)
            said = child.communicate()[1].decode()
            if child.returncode == -number:  # before it was watching: nothing had begun
                continue
            self.assertIn(child.returncode, (0, code), said)
            results, _, parts = self.check_what_is_there()
            self.assertEqual(parts, 0)
            self.assertFalse((self.folder / "o/batch.lock").exists())
            if "while looking for results" in said:
                looking += 1
                self.assertEqual(self.bytes_in("o"), before)
            elif child.returncode == code:
                stopped += 1
                self.assertRegex(said, rf"^e2roi: stopped by {word}: {results} of 9 runs are done "
                                 "and kept in o; the same command goes on from there")
                self.assertIn("missing", (self.folder / "o/index.csv").read_text())
            if round_ % 4 == 3:
                self.finish()
        self.finish()
        print(f"{stopped} stopped by a signal at work, {looking} while it was looking")
        self.assertGreater(stopped + looking, KILLS // 8)

    def test_a_second_ctrl_c_at_once_loses_no_more_than_a_kill(self):
        """The first asks for an end; the impatient second one ends the program as it stands."""
        chance = random.Random(7)
        impatient = rounds = 0
        while rounds < KILLS // 4 or impatient == 0:
            rounds += 1
            self.assertLess(rounds, 20 * KILLS)
            child = self.start()
            time.sleep(self.seconds * chance.uniform(0.05, 0.6))
            child.send_signal(signal.SIGINT)
            time.sleep(chance.choice((0, 0.0005, 0.002, 0.01)))
            child.send_signal(signal.SIGINT)
            said = child.communicate()[1].decode()
            self.assertIn(child.returncode, (0, 130, -signal.SIGINT), said)
            impatient += child.returncode == -signal.SIGINT
            if (self.folder / "o").exists():
                self.check_what_is_there()
            if rounds % 3 == 0:
                self.finish()
        self.finish()
        print(f"{impatient} of {rounds} ended by the second Ctrl-C")


if __name__ == "__main__":
    cli.main()
