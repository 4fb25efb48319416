#!/usr/bin/python3
"""Runs in pieces: shards and their merging, checkpoints and going on after a kill.

    cli_shards_test.py PROGRAM
"""
import filecmp
import json
import random
import re
import shlex
import shutil
import signal
import subprocess
import time

import cli
from cli import PROGRAM, SCENARIO, environment


class Shards(cli.CommandLine):
    def single(self, *words):
        self.e2roi("run", SCENARIO, *words, "--out=one.h5", "--quiet")

    def make_shards(self, count, *words):
        """The names of all shards of a run, in order."""
        for number in range(1, count + 1):
            self.e2roi("run", SCENARIO, *words, "--out=s", f"--shard={number}/{count}", "--quiet")
        return [f"s-{number:03}-of-{count:03}.shard" for number in range(1, count + 1)]

    def check_same(self, file):
        self.assertTrue(filecmp.cmp(self.folder / "one.h5", self.folder / file, shallow=False),
                        file)

    def test_merged_shards_are_the_bytes_of_the_single_run(self):
        cases = [(count, ("--draws=3500", "--seed=9", "--set", "company.fit=0.6", "--months=18"))
                 for count in (1, 2, 3, 7)]
        cases += [(2, ("--draws=400", "--keep-trajectories=300")),  # every value kept
                  (3, ("--draws=1500", "--months=18", "--set=run.sampling=latin-hypercube")),
                  (3, ("--draws=1500", "--months=18", "--set=run.sampling=sobol")),
                  (2, ("--draws=1500", "--months=18", "--set=run.noise=false")),
                  (3, ("--draws=1500", "--months=18", "--first-draw=300"))]
        made = None
        for count, words in cases:
            if words != made:
                self.single(*words)
                made = words
            shards = self.make_shards(count, *words)
            random.Random(count).shuffle(shards)
            self.e2roi("merge", *shards, "--out=m.h5", "--quiet")
            self.check_same("m.h5")

    def test_a_shard_says_what_it_holds_and_what_to_do_next(self):
        out, _ = self.e2roi("run", SCENARIO, "--draws=1000", "--shard=2/3", "--quiet")
        file = re.search(r"^File    (results/workshop-bank-[0-9a-f]{8})-002-of-003\.shard$", out,
                         re.M)
        self.assertTrue(file, out)
        self.assertIn("Shard   2 of 3: draws 512 to 767\n", out)
        self.assertIn(f"Then    e2roi merge {file[1]}-*.shard\n", out)
        self.e2roi("run", SCENARIO, "--draws=1000", "--shard=1/3", "--quiet")
        line, _ = self.e2roi("run", SCENARIO, "--draws=1000", "--shard=3/3", "--quiet", "--json")
        self.assertEqual(line, '{"format":"e2roi-shard-1","shard":3,"shards":3,'
                               f'"first_draw":"768","draws":232,"file":"{file[1]}-003-of-003.shard",'
                               '"was_there":false}\n')
        shards = [name for name in self.files() if name.endswith(".shard")]
        merged, _ = self.e2roi("merge", *shards)
        self.single("--draws=1000")
        self.check_same(re.search("^Result  (.*)", merged, re.M)[1])

    def test_a_shard_that_is_there_and_whole_is_not_made_again(self):
        words = ("run", SCENARIO, "--draws=1000", "--shard=2/3", "--out=s", "--quiet")
        file = self.folder / "s-002-of-003.shard"
        self.assertNotIn("already", self.e2roi(*words)[0])
        made, inode = file.read_bytes(), file.stat().st_ino
        out, _ = self.e2roi(*words)  # as a task that is queued again
        self.assertIn("there already, so not made again; --force makes it anew", out)
        self.assertTrue(json.loads(self.e2roi(*words, "--json")[0])["was_there"])
        self.assertEqual(file.stat().st_ino, inode)
        self.assertFalse(json.loads(self.e2roi(*words, "--json", "--force")[0])["was_there"])
        self.assertNotEqual(file.stat().st_ino, inode)
        for at in (len(made) // 2, len(made) - 1):  # damaged, cut off, of another run
            file.write_bytes(made[:at] + bytes([made[at] ^ 1]) + made[at + 1:])
            self.assertNotIn("already", self.e2roi(*words)[0])
            self.assertEqual(file.read_bytes(), made)
        file.write_bytes(made[:-9])
        self.assertNotIn("already", self.e2roi(*words)[0])
        self.assertNotIn("already", self.e2roi(*words, "--seed=5")[0])
        self.assertNotEqual(file.read_bytes(), made)
        self.e2roi("run", SCENARIO, "--force", exits=64)

    def test_commands_that_are_said_work_as_they_stand_for_names_like_options(self):
        shutil.copy(SCENARIO, self.folder / "-bank.toml")
        words = ("--draws=600", "--months=3", "--set=run.fans=false", "--allow-outside", "--quiet")
        text = (self.folder / "-bank.toml").read_text().replace("../base", f"{SCENARIO.parents[1]}/base")
        (self.folder / "-bank.toml").write_text(text)
        out, _ = self.e2roi("run", *words, "--shard=1/2", "--out=-s", "--", "-bank.toml")
        said = self.refused("merge", "--", "-s-001-of-002.shard", exits=1)
        self.e2roi(*shlex.split(said.split("Make it with: e2roi ")[1]), "--quiet")
        done = subprocess.run(["bash", "-c", out.split("Then    e2roi ")[1].join(
            (f"{shlex.quote(PROGRAM)} ", ""))], cwd=self.folder, env=environment(), text=True,
            capture_output=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("-s", self.files())
        again, _ = self.e2roi("info", "--json", "--", "-s")
        self.assertIn("e2roi run ./-bank.toml ", again)

    def test_info_tells_what_a_shard_is_and_what_to_do_next(self):
        words = ("--draws=1000", "--seed=3", "--set", "company.fit=0.5")
        self.make_shards(3, *words)
        self.single(*words)
        (self.folder / "s-001-of-003.shard").unlink()
        out, _ = self.e2roi("info", "s-002-of-003.shard")
        self.assertTrue(out.startswith("Workshop bank\n\nShard     2 of 3: draws 512 to 767, 256 of "
                                       "the run's 1,000\n"), out)
        self.assertRegex(out, r"\nRun       [0-9a-f]{8}, the same for all shards")
        self.assertIn("\nSeed      3\n", out)
        self.assertIn("not here: 1/3\n", out)
        command = shlex.split(re.search("^Next +(.*)$", out, re.M)[1])
        self.e2roi(*command[1:], "--quiet")
        told = json.loads(self.e2roi("info", "s-003-of-003.shard", "--json")[0])
        self.assertEqual([told[key] for key in ("format", "name", "shard", "shards", "first_draw",
                                                "draws", "draws_of_run", "next")],
                         ["e2roi-shard-info-1", "Workshop bank", 3, 3, "768", 232, 1000,
                          "e2roi merge s-*.shard --out s.h5"])
        self.assertEqual(told["provenance"]["seed"], "3")
        self.e2roi("merge", *(f for f in self.files() if f.endswith(".shard")), "--out=s.h5")
        self.check_same("s.h5")
        # Renamed it still says what it is; damaged it is refused.
        shutil.copy(self.folder / "s-002-of-003.shard", self.folder / "other")
        out, _ = self.e2roi("info", "other")
        self.assertIn("Next      e2roi merge SHARD...\n", out)
        self.assertIn("give merge all 3 shards\n", out)
        damaged = bytearray((self.folder / "other").read_bytes())
        damaged[60] ^= 1
        (self.folder / "other").write_bytes(damaged)
        self.assertIn("damaged", self.refused("info", "other", exits=74))

    def test_a_missing_shard_is_named_with_the_command_that_makes_it(self):
        words = ("--draws=1000", "--set", "company.fit=0.5 ", "--seed=3")
        shards = self.make_shards(4, *words)
        self.single(*words)
        (self.folder / shards[1]).unlink()
        del shards[1]
        said = self.refused("merge", *shards, "--out=m.h5", exits=1)
        self.assertIn("draws 256 to 511 are in none of the 3 shards. Missing: 2/4.", said)
        self.assertIn("draws 256 to 999 are not in the shard. Missing: 2/4, 3/4, 4/4.",
                      self.refused("merge", shards[0], "--out=m.h5", exits=1))
        command = shlex.split(said.split("Make it with: ")[1])
        self.assertEqual(command[0], "e2roi")
        self.assertFalse((self.folder / "m.h5").exists())
        self.e2roi(*command[1:], "--quiet")
        self.e2roi("merge", *shards, "s-002-of-004.shard", "--out=m.h5", "--quiet")
        self.check_same("m.h5")

    def test_what_does_not_go_together_is_refused_and_named(self):
        shards = self.make_shards(2, "--draws=600")
        self.e2roi("run", SCENARIO, "--draws=600", "--seed=5", "--out=odd", "--shard=1/2", "--quiet")
        self.e2roi("run", SCENARIO, "--draws=600", "--out=three", "--shard=2/3", "--quiet")
        said = self.refused("merge", "odd-001-of-002.shard", *shards, "--out=m.h5", exits=1)
        self.assertRegex(said, r"odd-001-of-002\.shard \(its seed has '5', that of the others '\d+'")
        self.assertNotIn("s-00", said)
        self.assertIn("hold the same draws", self.refused("merge", *shards, shards[0], exits=1))
        self.assertIn("overlap: both hold draw 256",
                      self.refused("merge", *shards, "three-002-of-003.shard", exits=1))
        damaged = bytearray((self.folder / shards[1]).read_bytes())
        damaged[len(damaged) // 2] ^= 1
        (self.folder / shards[1]).write_bytes(damaged)
        self.assertIn(f"cannot read {shards[1]}: this shard is damaged",
                      self.refused("merge", *shards, "--out=m.h5", exits=74))
        self.assertFalse((self.folder / "m.h5").exists())
        self.assertIn("not a shard", self.refused("merge", SCENARIO, exits=74))

    def test_impossible_shards_are_refused(self):
        for words, said in ((["--shard=4/3"], "numbered from 1 to 3"), (["--shard=0/3"], "from 1"),
                            (["--shard=3"], "'auto' or K/N"), (["--shard=1/0"], "at least 1 shard"),
                            (["--shard=x/3"], "'auto' or K/N"),
                            (["--shard=1/3", "--shards=4"], "disagree"),
                            (["--shards=4"], "--shard auto"),
                            (["--shard=1/2", "--until=p_wrong < 1 %"], "--until does not go"),
                            (["--shard=1/5", "--draws=1000"], "4 blocks")):
            self.assertIn(said, self.refused("run", SCENARIO, *words))
        self.assertEqual(self.files(), [])

    def test_auto_reads_what_schedulers_say(self):
        cases = [
            ({"SLURM_ARRAY_TASK_ID": "5", "SLURM_ARRAY_TASK_MIN": "3", "SLURM_ARRAY_TASK_MAX": "9",
              "SLURM_ARRAY_TASK_STEP": "2", "SLURM_ARRAY_TASK_COUNT": "4", "SLURM_PROCID": "0",
              "SLURM_NTASKS": "1"}, (), "2/4"),
            # What Slurm 22.05 says to an array whose script asks for no number of processes.
            ({"SLURM_ARRAY_TASK_ID": "1", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_MAX": "2",
              "SLURM_ARRAY_TASK_STEP": "1", "SLURM_ARRAY_TASK_COUNT": "2", "SLURM_PROCID": "0"},
             ("--shards=2",), "1/2"),
            ({"SLURM_PROCID": "2", "SLURM_NTASKS": "3", "SLURM_STEP_ID": "0"}, (), "3/3"),
            # mpirun in a batch script, whose own number all its processes inherit.
            ({"SLURM_PROCID": "0", "SLURM_NTASKS": "3", "OMPI_COMM_WORLD_RANK": "2",
              "OMPI_COMM_WORLD_SIZE": "3"}, (), "3/3"),
            ({"OMPI_COMM_WORLD_RANK": "0", "OMPI_COMM_WORLD_SIZE": "2"}, (), "1/2"),
            ({"AWS_BATCH_JOB_ARRAY_INDEX": "1"}, ("--shards=3",), "2/3"),
            ({"AWS_BATCH_JOB_ARRAY_INDEX": "1", "AWS_BATCH_JOB_ARRAY_SIZE": "2"}, (), "2/2"),
            ({"JOB_COMPLETION_INDEX": "3"}, ("--shards=4",), "4/4"),
            ({"SGE_TASK_ID": "7", "SGE_TASK_FIRST": "1", "SGE_TASK_LAST": "7",
              "SGE_TASK_STEPSIZE": "3"}, (), "3/3"),
            ({"PBS_ARRAY_INDEX": "2"}, ("--shards=2",), "2/2"),
            ({"PBS_ARRAYID": "1"}, ("--shards=2",), "1/2"),
            ({"SGE_TASK_ID": "undefined", "JOB_COMPLETION_INDEX": "0"}, ("--shards=2",), "1/2"),
        ]
        for variables, words, shard in cases:
            out, _ = self.e2roi("run", SCENARIO, "--draws=1000", "--shard=auto", *words, "--out=x",
                                "--quiet", env=environment(**variables))
            self.assertIn("Shard   {} of {}:".format(*shard.split("/")), out, variables)
        refused = [
            ({}, (), "none of SLURM_ARRAY_TASK_ID (Slurm array), SLURM_PROCID (srun)"),
            ({"SGE_TASK_ID": "undefined"}, (), "no scheduler"),
            ({"JOB_COMPLETION_INDEX": "0"}, (), "add --shards N"),
            # A batch script that forgot srun would make the first shard only.
            ({"SLURM_PROCID": "0", "SLURM_NTASKS": "3"}, (), "start the program by srun in it"),
            # sbatch --array=1,3,7: what Slurm 22.05 says to its second task.
            ({"SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_MAX": "7",
              "SLURM_ARRAY_TASK_STEP": "1", "SLURM_ARRAY_TASK_COUNT": "3", "SLURM_PROCID": "0"},
             (), "is one of 3 tasks, whose numbers have gaps"),
            ({"SLURM_PROCID": "2", "SLURM_NTASKS": "3", "SLURM_STEP_ID": "0",
              "OMPI_COMM_WORLD_RANK": "1", "OMPI_COMM_WORLD_SIZE": "3"}, (),
             "srun (SLURM_PROCID) says 3/3, Open MPI (OMPI_COMM_WORLD_RANK) says 2/3"),
            ({"SLURM_ARRAY_TASK_ID": "1", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_COUNT": "2",
              "SLURM_PROCID": "2", "SLURM_NTASKS": "3", "SLURM_STEP_ID": "0"}, (),
             "Slurm array (SLURM_ARRAY_TASK_ID) says 1/2, srun (SLURM_PROCID) says 3/3"),
            ({"SLURM_PROCID": "3", "SLURM_NTASKS": "3", "SLURM_STEP_ID": "0"}, (), "none of 3 tasks"),
            ({"SLURM_PROCID": "1", "SLURM_NTASKS": "3", "SLURM_STEP_ID": "0"}, ("--shards=4",),
             "has 3 tasks"),
            ({"SLURM_PROCID": "-1", "SLURM_NTASKS": "3", "SLURM_STEP_ID": "0"}, (),
             "SLURM_PROCID is '-1'"),
            ({"SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_MIN": "1", "SLURM_ARRAY_TASK_COUNT": "3"},
             (), "without gaps"),
            ({"PBS_ARRAY_INDEX": "0"}, ("--shards=2",), "numbered from 1"),
            # sbatch --array=3, to make it again: not a run of one shard.
            ({"SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_MIN": "3", "SLURM_ARRAY_TASK_MAX": "3",
              "SLURM_ARRAY_TASK_COUNT": "1"}, (), "give --shard 3/N"),
            ({"SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_MIN": "3", "SLURM_ARRAY_TASK_MAX": "3",
              "SLURM_ARRAY_TASK_COUNT": "1"}, ("--shards=6",),
             "has 1 task, --shards says 6. An array that makes some shards again"),
        ]
        for variables, words, part in refused:
            said = self.refused("run", SCENARIO, "--shard=auto", *words, env=environment(**variables))
            self.assertIn(part, said)


class Checkpoints(cli.CommandLine):
    def setUp(self):
        super().setUp()
        # So long that it is still at work when it is signalled, though the test stood still a while.
        self.use_draws(24000)

    def use_draws(self, draws):
        self.RUN = ("run", str(SCENARIO), f"--draws={draws}", "--months=24", "--threads=1",
                    "--checkpoint=512")
        self.e2roi(*self.RUN[:-1], "--checkpoint=0", "--out=one.h5", "--quiet")
        self.bytes = (self.folder / "one.h5").read_bytes()
        (self.folder / "one.h5").unlink()

    def start(self, out="r.h5", *words):
        return self.at_work(*self.RUN, f"--out={out}", *words)

    def finish(self, out="r.h5"):
        self.e2roi(*self.RUN, f"--out={out}", "--quiet")
        self.assertEqual((self.folder / out).read_bytes(), self.bytes)
        self.assertEqual(self.files(), [out])
        (self.folder / out).unlink()

    def stretches(self):
        return [name for name in self.files() if name.endswith(".shard")]

    def wait_for_stretches(self, count):
        deadline = time.monotonic() + 120
        while len(self.stretches()) < count and time.monotonic() < deadline:
            time.sleep(0.002)

    def test_a_run_with_checkpoints_is_the_bytes_of_one_without_and_leaves_nothing_beside(self):
        self.finish()

    def test_a_kill_at_any_moment_loses_at_most_a_stretch_and_ends_the_same(self):
        chance = random.Random(20130630)
        self.use_draws(4000)
        begun = time.monotonic()
        self.finish()
        whole = time.monotonic() - begun
        for _ in range(20):
            child = self.start()
            time.sleep(chance.random() * whole)
            child.kill()
            child.communicate()
            if chance.random() < 0.5:  # killed again, now and then
                continue
            for name in self.files():
                self.assertRegex(name, r"^(r\.h5|r\.h5-[0-9a-f]{8}\.parts(/.*)?|r\.h5\.\d+\.part)$")
            self.finish()
        self.finish()

    def test_what_is_kept_is_not_simulated_again(self):
        child = self.start()
        self.wait_for_stretches(3)
        child.kill()
        child.communicate()
        kept = len(self.stretches())
        self.assertGreaterEqual(kept, 3)
        out, _ = self.e2roi("info", next(n for n in self.stretches() if "draws-512-1023" in n))
        self.assertIn("Stretch   draws 512 to 1,023, 512 of the run's 24,000\n", out)
        self.assertIn("it is a checkpoint: the run goes on from it", out)
        broken = self.folder / self.stretches()[0]
        damaged = bytearray(broken.read_bytes())
        damaged[-100] ^= 4
        broken.write_bytes(damaged)  # is found out, and made again
        before = {n: (self.folder / n).stat().st_mtime_ns for n in self.stretches()[1:]}
        again = self.start()
        self.wait_for_stretches(kept + 1)
        again.send_signal(signal.SIGTERM)
        again.communicate()
        for name, time_ns in before.items():
            self.assertEqual((self.folder / name).stat().st_mtime_ns, time_ns, name)
        self.finish()

    def test_a_signal_keeps_what_is_complete_and_says_how_to_go_on(self):
        for number, code, word in ((signal.SIGINT, 130, "Ctrl-C"), (signal.SIGTERM, 143, "SIGTERM")):
            child = self.start()
            self.wait_for_stretches(2)
            child.send_signal(number)
            out, err = child.communicate()
            self.assertEqual((child.returncode, out), (code, ""))
            last = err.splitlines()[-1]
            self.assertRegex(last, rf"^e2roi: stopped by {word}: of 'Workshop bank' [\d,]+ of 24,000 "
                                   r"draws are kept in r\.h5-[0-9a-f]{8}\.parts; go on with e2roi run ")
            command = shlex.split(last.split("; go on with ")[1])
            told, _ = self.e2roi("info", self.stretches()[0])
            self.assertEqual(shlex.split(re.search("^Next +(.*)$", told, re.M)[1]), command)
            self.e2roi(*command[1:], "--quiet")
            self.assertEqual((self.folder / "r.h5").read_bytes(), self.bytes)
            self.assertEqual(self.files(), ["r.h5"])
            (self.folder / "r.h5").unlink()

    def test_of_several_scenarios_it_says_what_is_not_begun_and_ends_with_the_command(self):
        child = self.at_work(*self.RUN, str(SCENARIO))
        while not list(self.folder.glob("results/*.parts/*.shard")) and child.poll() is None:
            time.sleep(0.002)
        child.send_signal(signal.SIGINT)
        said = child.communicate()[1].splitlines()[-1]
        self.assertRegex(said, "^e2roi: stopped by Ctrl-C: 1 scenario was not begun; of 'Workshop ")
        self.e2roi(*shlex.split(said.split("; go on with e2roi ")[1]), "--quiet")
        results, = self.folder.glob("results/*")
        self.assertEqual(results.read_bytes(), self.bytes)

    def test_a_killed_shard_goes_on_from_its_checkpoints_and_says_how(self):
        words = [*self.RUN[:-1], "--checkpoint=256", "--out=s", "--shard=2/2"]
        kept = 0
        for number, code in ((signal.SIGKILL, -9), (signal.SIGTERM, 143)):
            child = self.at_work(*words)
            self.wait_for_stretches(kept + 1)
            child.send_signal(number)
            said = child.communicate()[1]
            self.assertEqual(child.returncode, code)
            self.assertNotIn("s-002-of-002.shard", self.files())
            kept = len(self.stretches())
        self.assertRegex(said.splitlines()[-1], r"of 'Workshop bank' [\d,]+ of 11,968 draws are kept "
                         r"in s-002-of-002\.shard-[0-9a-f]{8}\.parts; go on with e2roi run ")
        self.e2roi(*shlex.split(said.split("; go on with e2roi ")[1]), "--quiet")
        self.e2roi(*self.RUN, "--out=s", "--shard=1/2", "--quiet")
        shards = ["s-001-of-002.shard", "s-002-of-002.shard"]
        self.assertEqual(self.files(), shards)
        self.e2roi("merge", *shards, "--out=r.h5", "--quiet")
        self.assertEqual((self.folder / "r.h5").read_bytes(), self.bytes)

    def test_two_at_once_never_mix_the_second_is_told_to_wait(self):
        first = self.start()
        self.wait_for_stretches(1)
        self.halt(first)
        said = self.refused(*self.RUN, "--out=r.h5", "--quiet", exits=75)
        self.assertIn("another e2roi is at work on this run", said)
        first.send_signal(signal.SIGCONT)
        first.communicate()
        self.assertEqual(first.returncode, 0)
        self.assertEqual((self.folder / "r.h5").read_bytes(), self.bytes)
        self.assertEqual(self.files(), ["r.h5"])

    def test_a_run_of_one_checkpoint_writes_none(self):
        child = self.at_work(*self.RUN[:-1], "--out=r.h5")
        child.stderr.readline()
        child.kill()
        child.communicate()
        self.assertEqual(self.files(), [])


if __name__ == "__main__":
    cli.main()
