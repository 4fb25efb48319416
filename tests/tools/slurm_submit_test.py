#!/usr/bin/python3
"""What tools/cluster/slurm/submit refuses, and what it hands to Slurm: with an sbatch that only
says how it was called.

    slurm_submit_test.py PROGRAM
"""
import shutil
import subprocess

import cli
from cli import PROGRAM, PROJECT, environment

SUBMIT = PROJECT / "tools/cluster/slurm/submit"


class Submit(cli.CommandLine):
    def setUp(self):
        super().setUp()
        (self.folder / "bank.toml").touch()
        self.tools = self.folder / "tools"
        self.tools.mkdir()
        (self.tools / "sbatch").write_text('#!/bin/sh\nprintf "<%s>" "$@" >>calls\n'
                                           'echo >>calls\nwc -l <calls\n')
        (self.tools / "sbatch").chmod(0o755)

    def submit(self, *words, exits=0, **variables):
        env = environment(**{"E2ROI": PROGRAM, "PATH": f"{self.tools}:/usr/bin:/bin", **variables})
        done = subprocess.run([SUBMIT, *map(str, words)], cwd=self.folder, env=env, text=True,
                              capture_output=True, timeout=60)
        self.assertEqual(done.returncode, exits, done.stdout + done.stderr)
        return done

    def calls(self):
        file = self.folder / "calls"
        return file.read_text().splitlines() if file.exists() else []

    def test_bad_arguments_are_refused_in_one_line_and_nothing_is_submitted(self):
        cases = [
            ([], "SCENARIO, N and OUT are needed"),
            (["bank.toml", "6"], "SCENARIO, N and OUT are needed"),
            (["none.toml", "6", "b.h5"], "cannot read the scenario 'none.toml'"),
            (["tools", "6", "b.h5"], "cannot read the scenario 'tools'"),
            (["bank.toml", "0", "b.h5"], "N is '0' and must be a whole number"),
            (["bank.toml", "-3", "b.h5"], "N is '-3'"),
            (["bank.toml", "6.5", "b.h5"], "N is '6.5'"),
            (["bank.toml", "six", "b.h5"], "N is 'six'"),
            (["bank.toml", "6; ls", "b.h5"], "N is '6; ls'"),
            (["bank.toml", "6", ""], "OUT is ''"),
            (["bank.toml", "6", "--draws=9"], "OUT is '--draws=9'"),
            (["bank.toml", "6", "none/b.h5"], "there must be its folder"),
            (["bank.toml", "6", "tools"], "no folder of that name"),
            (["bank.toml", "6", "5%.h5"], "OUT may not contain %"),
            (["bank.toml", "6", "b.h5", "--shard", "1/6"], "--shard is set for each task"),
            (["bank.toml", "6", "b.h5", "--out=x"], "--out is set for each task"),
            (["bank.toml", "6", "b.h5", "--until", "p_wrong < 1 %"], "does not go with shards"),
            (["bank.toml", "6", "b.h5", "other.toml"], "'other.toml' is neither an option"),
            (["bank.toml", "6", "b.h5", "--draws=9", "x"], "'x' is neither an option"),
            (["--only"], "--only is ''"),
            (["--only", "x", "bank.toml", "6", "b.h5"], "--only is 'x'"),
            (["--only", "2,7", "bank.toml", "6", "b.h5"], "there is no shard 7 of 6"),
            (["--only", "0-2", "bank.toml", "6", "b.h5"], "there is no shard 0 of 6"),
        ]
        for words, said in cases:
            done = self.submit(*words, exits=64)
            self.assertEqual(done.stdout, "", words)
            self.assertRegex(done.stderr, r"\Asubmit: .*\n\Z", words)
            self.assertIn(said, done.stderr, words)
        self.assertEqual(self.calls(), [])

    def test_what_is_missing_on_this_machine_is_named(self):
        words = (cli.SCENARIO, "6", "b.h5")
        self.assertIn("no program 'nowhere'", self.submit(*words, exits=64, E2ROI="nowhere").stderr)
        few = self.folder / "few"
        few.mkdir()
        for name in ("bash", "dirname", "readlink", "cat"):
            (few / name).symlink_to(shutil.which(name))
        said = self.submit(*words, exits=64, PATH=str(few)).stderr
        self.assertIn("there is no sbatch", said)

    def test_an_invalid_scenario_is_found_before_anything_is_submitted(self):
        said = self.submit(cli.SCENARIO, "6", "b.h5", "--set", "company.fit=7", exits=2).stderr
        self.assertIn("company.fit is 7, but must be", said)
        (self.folder / "bank.toml").write_text("[run\n")
        self.submit("bank.toml", "6", "b.h5", exits=2)
        self.assertEqual(self.calls(), [])

    def test_options_go_where_they_belong_and_the_merge_waits_for_the_whole_array(self):
        done = self.submit(cli.SCENARIO, "12", "my b.h5", "--draws", "9k", "--threads", "2", "--set",
                           "company.fit=0.6", "--", "--partition=long", "--time", "1:00:00")
        array, merge = self.calls()
        self.assertTrue(array.startswith("<--parsable><--array=1-12><--requeue>"
                                         "<--output=my b.h5-%A_%a.log>"), array)
        self.assertTrue(array.endswith(
            f"<--partition=long><--time><1:00:00><{SUBMIT.parent}/shard.sbatch><{PROGRAM}><12>"
            f"<my b.h5><{cli.SCENARIO}><--draws><9k><--threads><2><--set><company.fit=0.6>"), array)
        self.assertIn("<--dependency=afterok:1><--kill-on-invalid-dep=yes>", merge)
        self.assertTrue(merge.endswith(
            f"<--partition=long><--time><1:00:00><{SUBMIT.parent}/merge.sbatch><{PROGRAM}><12>"
            "<my b.h5>"), merge)
        self.assertIn("Array   1: shards 1-12 of 12", done.stdout)
        self.assertIn("Merge   2: ", done.stdout)

    def test_an_array_whose_merge_is_not_accepted_is_named(self):
        (self.tools / "sbatch").write_text("#!/bin/sh\ncase $* in *afterok*) exit 1;; esac\necho 7\n")
        done = self.submit(cli.SCENARIO, "12", "b.h5", exits=1)
        self.assertIn("the merge was not submitted, but array 7 is: 'scancel 7' ends it", done.stderr)
        self.assertEqual(done.stdout, "")

    def test_some_shards_can_be_made_again(self):
        self.submit("--only", "2,5-7", cli.SCENARIO, "12", "b.h5")
        array, merge = self.calls()
        self.assertIn("<--array=2,5-7>", array)
        self.assertIn("<--dependency=afterok:1>", merge)

    def test_help_shows_examples_and_submits_nothing(self):
        self.assertIn("submit bank.toml 16 bank.h5 --draws 5M", self.submit("--help").stdout)
        self.assertEqual(self.calls(), [])


if __name__ == "__main__":
    cli.main()
