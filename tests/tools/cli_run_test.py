#!/usr/bin/python3
"""The command line with runs: results, their files, and what happens when a run cannot end well.

    cli_run_test.py PROGRAM
"""
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import time

import h5py
import numpy

import cli
from cli import PROGRAM, SCENARIO, environment

# About two seconds of one thread, in memory that any machine has.
LONG = ("--draws=20k", "--months=300", "--threads=1")


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def arrays(path, group):
    with h5py.File(path) as file:
        return {name: file[group][name][...] for name in file[group]}


def text(path, name):
    with h5py.File(path) as file:
        value = file["provenance"][name][...].ravel()[0]
        return value.decode()


def in_namespace(script, *words):
    """A command that runs a shell script in mounts of its own, or None if that is not permitted."""
    for unshare in (["unshare", "--mount"], ["unshare", "--mount", "--map-root-user"]):
        probe = "mount -t tmpfs none /mnt && mount -o remount,ro /mnt"
        if shutil.which("unshare") and subprocess.run([*unshare, "sh", "-c", probe],
                                                      capture_output=True).returncode == 0:
            return [*unshare, "sh", "-c", script + ' && exec "$@"', "sh", *words]
    return None


class Results(cli.CommandLine):
    def test_a_run_prints_the_decision_digest_and_file_and_says_progress_elsewhere(self):
        out, err = self.e2roi("run", SCENARIO, "--draws=1000")
        digest = re.search(r"^Digest  ([0-9a-f]{64})$", out, re.M)[1]
        name = f"results/workshop-bank-{digest[:8]}.h5"
        self.assertTrue(out.endswith(f"Result  {name}\n"), out)
        self.assertEqual(self.files(), ["results", name])
        self.assertEqual(text(self.folder / name, "digest"), digest)
        self.assertIn("NPV", out)
        self.assertRegex(err, r"(?m)^100 %: 1,000 of 1,000 draws, ")
        self.assertEqual(self.e2roi("run", SCENARIO, "--draws=1000", "--quiet"), (out, ""))

    def test_json_alone_is_on_standard_output(self):
        out, err = self.e2roi("run", SCENARIO, "--draws=500", "--json", "--out=r.h5")
        self.assertIn("format", json.loads(out))
        self.assertIn("wrote r.h5", err)
        same, err = self.e2roi("run", SCENARIO, "--draws=500", "--json", "--out=r.h5", "--quiet")
        self.assertEqual((same, err), (out, ""))

    def test_any_number_of_threads_gives_the_same_bytes(self):
        said, hashes = set(), set()
        for threads in (1, 2, 3, 7):
            out, _ = self.e2roi("run", SCENARIO, "--draws=2000", "--threads", threads, "--out=r.h5",
                                "--keep-trajectories=3", "--quiet")
            said.add(out)
            hashes.add(sha256(self.folder / "r.h5"))
        self.assertEqual(len(said), 1)
        self.assertEqual(len(hashes), 1)

    def test_equal_runs_from_other_folders_give_the_same_bytes(self):
        self.e2roi("run", SCENARIO, "--draws=300", "--out=a.h5", "--quiet")
        (self.folder / "deep/er").mkdir(parents=True)
        shutil.copytree(SCENARIO.parents[1], self.folder / "copy")
        self.e2roi("run", "copy/workshop-bank/scenario.toml", "--draws=300", "--out=deep/er/b.h5",
                   "--quiet")
        self.assertEqual(sha256(self.folder / "a.h5"), sha256(self.folder / "deep/er/b.h5"))

    def test_more_draws_keep_the_first_and_first_draw_composes(self):
        def run(name, *words):
            self.e2roi("run", SCENARIO, "--quiet", "--out", name, *words)
            return {group: arrays(self.folder / name, group) for group in ("draws", "inputs")}

        many = run("many.h5", "--draws=10k")
        few = run("few.h5", "--draws=1000")
        rest = run("rest.h5", "--draws=9000", "--first-draw=1000")
        for group in ("draws", "inputs"):
            self.assertGreater(len(few[group]), 0)
            for name, values in few[group].items():
                if values.dtype.kind != "f" or 1000 not in values.shape:
                    continue
                numpy.testing.assert_array_equal(values, many[group][name][..., :1000], name)
                both = numpy.concatenate([values, rest[group][name]], axis=-1)
                numpy.testing.assert_array_equal(both, many[group][name], name)
        self.assertEqual(few["draws"]["npv"].shape[-1], 1000)
        self.assertEqual(text(self.folder / "rest.h5", "first_draw"), "1000")

    def test_another_seed_gives_another_digest(self):
        digests = set()
        for seed in ("1", "2", "18446744073709551615"):
            out, _ = self.e2roi("run", SCENARIO, "--draws=10", "--seed", seed, "--out=r.h5",
                                "--quiet")
            digests.add(re.search("Digest  (.*)", out)[1])
            self.assertEqual(text(self.folder / "r.h5", "seed"), seed)
        self.assertEqual(len(digests), 3)

    def test_a_result_file_says_how_to_make_it_again_and_names_no_machine(self):
        self.e2roi("run", SCENARIO, "--draws=300", "--seed=7", "--first-draw=5", "--out=a.h5",
                   "--set", "company.fit=0.6", "--quiet")
        file = self.folder / "a.h5"
        content = file.read_bytes()
        for secret in (str(SCENARIO.parents[2]), str(self.folder)):
            self.assertFalse(secret.encode() in content, secret)
        with h5py.File(file) as opened:
            for name in opened["provenance"]:
                self.assertNotRegex(text(file, name), rf"\b{re.escape(os.uname().nodename)}\b")
        origins = text(file, "origins").splitlines()
        for key, origin in (("run.draws", "--draws"), ("run.seed", "--seed"),
                            ("company.fit", "--set")):
            line = next(line for line in origins if line.startswith(key + " = "))
            self.assertTrue(line.endswith("# " + origin), line)
        self.assertEqual(text(file, "overrides"), "company.fit=0.6\nrun.draws=300\nrun.seed=7")

        # The merged scenario and first draw are enough to make the numbers again.
        (self.folder / "merged.toml").write_text(text(file, "scenario"))
        out, _ = self.e2roi("run", "merged.toml", "--first-draw", text(file, "first_draw"),
                            "--out=b.h5", "--quiet")
        self.assertIn(text(file, "digest"), out)

        # From standard input too, which can extend nothing but needs not to.
        out, _ = self.e2roi("run", "-", "--first-draw=5", "--out=c.h5", "--quiet",
                            stdin=text(file, "scenario"))
        self.assertIn(text(file, "digest"), out)
        checked, _ = self.e2roi("check", "-", stdin=text(file, "scenario"))
        self.assertTrue(checked.startswith("-: valid\n"), checked)
        _, err = self.e2roi("check", "-", stdin="name = 3\n", exits=2)
        self.assertIn("standard input:1:", err)

    def test_several_scenarios_run_one_after_the_other(self):
        other = self.folder / "other.toml"
        other.write_text(f'extends = "{SCENARIO}"\nname = "Other"\n')
        out, _ = self.e2roi("run", SCENARIO, other, "--draws=300", "--quiet", "--allow-outside")
        self.assertEqual(out.count("Digest  "), 2)
        self.assertEqual(len([f for f in self.files() if f.endswith(".h5")]), 2)

    def test_info_shows_what_a_result_holds_and_its_table(self):
        ran, _ = self.e2roi("run", SCENARIO, "--draws=500", "--out=r.h5", "--quiet")
        out, err = self.e2roi("info", "r.h5")
        self.assertEqual(err, "")
        self.assertIn(ran.split("\nDigest")[0].strip(), out)
        for word in ["Workshop bank", "500 draws", re.search("Digest  (.*)", ran)[1], "seed"]:
            self.assertIn(word, out)
        report = json.loads(self.e2roi("info", "r.h5", "--json")[0])
        self.assertEqual(report["format"], "e2roi-info-1")
        self.assertEqual(report["provenance"]["seed"], "20130630")

    def test_a_terminal_sees_a_bar_that_is_wiped_at_the_end(self):
        said = self.on_terminal("run", SCENARIO, "--draws=2000", "--out=r.h5", TERM="xterm")
        self.assertIn("\r\033[K[", said)
        self.assertIn("2,000 draws", said)
        self.assertTrue(said.endswith("\r\033[K"), repr(said[-80:]))
        dumb = self.on_terminal("run", SCENARIO, "--draws=2000", "--out=r.h5", TERM="dumb")
        self.assertNotIn("\033", dumb)
        self.assertIn("100 %: ", dumb)


class Trouble(cli.CommandLine):
    def older_result(self):
        """A result file, and its bytes."""
        self.e2roi("run", SCENARIO, "--draws=10", "--out=r.h5", "--quiet")
        return sha256(self.folder / "r.h5")

    def stopped_by(self, number):
        """Starts a long run, sends it a signal when it is under way; (exit code, its words)."""
        child = self.at_work("run", SCENARIO, *LONG, "--out=r.h5")
        first = child.stderr.readline()
        self.assertRegex(first, r"^\d+ %: ")
        child.send_signal(number)
        out, err = child.communicate(timeout=600)
        self.assertEqual(out, "")
        return child.returncode, [line for line in err.splitlines() if " %: " not in line]

    def test_a_signal_ends_a_run_with_one_sentence_and_nothing_written(self):
        older = self.older_result()
        for number, code, word in ((signal.SIGINT, 130, "Ctrl-C"), (signal.SIGTERM, 143, "SIGTERM")):
            self.assertEqual(self.stopped_by(number),
                             (code, [f"e2roi: stopped by {word}: nothing of 'Workshop bank' was "
                                     "written."]))
            self.assertEqual(self.files(), ["r.h5"])
            self.assertEqual(sha256(self.folder / "r.h5"), older)

    def test_a_kill_leaves_the_older_result_and_no_broken_file(self):
        older = self.older_result()
        self.assertEqual(self.stopped_by(signal.SIGKILL), (-9, []))
        self.assertEqual(self.files(), ["r.h5"])
        self.assertEqual(sha256(self.folder / "r.h5"), older)
        # And while it writes: at moments all over a run, that of the rename among them.
        for delay in range(20):
            child = subprocess.Popen([PROGRAM, "run", str(SCENARIO), "--draws=3000", "--out=k.h5",
                                      "--quiet"], stdout=subprocess.DEVNULL, cwd=self.folder,
                                     env=environment())
            time.sleep(delay * 0.015)
            child.kill()
            child.wait()
            if (self.folder / "k.h5").exists():
                self.assertEqual(arrays(self.folder / "k.h5", "draws")["npv"].shape[-1], 3000)
            self.assertEqual(sha256(self.folder / "r.h5"), older)
        self.e2roi("run", SCENARIO, "--draws=10", "--out=k.h5", "--quiet")
        self.assertEqual(self.files(), ["k.h5", "r.h5"])  # parts of the dead are cleared away

    def test_what_cannot_be_written_is_found_before_the_run(self):
        older = self.older_result()
        for target in ("none/r.h5", ".", "/proc/r.h5", "/dev/null"):
            said = self.refused("run", SCENARIO, *LONG, "--out", target, exits=74)
            self.assertIn(target, said)
        self.assertEqual(self.files(), ["r.h5"])
        self.assertEqual(sha256(self.folder / "r.h5"), older)

    def test_out_never_replaces_a_file_that_is_no_result(self):
        mine = self.folder / "mine.toml"
        mine.write_text("precious")
        said = self.refused("run", SCENARIO, "--draws=10", "--out=mine.toml", exits=74)
        self.assertIn("mine.toml exists and is not a result file", said)
        self.assertEqual(mine.read_text(), "precious")

    def test_the_folder_results_is_not_left_empty(self):
        (self.folder / "results").write_text("a file of that name")
        self.assertIn("results/", self.refused("run", SCENARIO, "--draws=10", exits=74))
        (self.folder / "results").unlink()
        self.e2roi("run", SCENARIO, "--draws=5e9", "--quiet", exits=1)
        self.assertEqual(self.files(), [])

    def test_a_run_that_cannot_fit_memory_is_refused_with_both_figures(self):
        said = self.refused("run", SCENARIO, "--draws=5e9", "--quiet", exits=1)
        self.assertRegex(said, r"needs [\d.,]+ .B of memory .* available")

    def test_a_read_only_folder_is_one_error(self):
        disk = self.folder / "disk"
        disk.mkdir()
        before = in_namespace(f"mount -t tmpfs none {disk} && mount -o remount,ro {disk}")
        if before is None:
            self.skipTest("mounts are not permitted here")
        said = self.refused("run", SCENARIO, "--draws=10", "--out=disk/r.h5", exits=74,
                            before=before)
        self.assertIn("Read-only file system", said)

    def test_a_full_disk_is_one_error_and_leaves_the_older_result(self):
        disk = self.folder / "disk"
        disk.mkdir()
        older = self.older_result()
        # The older result and a full rest; what is there after the program is printed by the shell.
        script = (f"mount -t tmpfs -o size=2m none {disk} && cp r.h5 {disk} && code=0 && "
                  f"{{ \"$@\" || code=$?; }} && sha256sum < {disk}/r.h5 && ls -A {disk} && "
                  "exit $code; true")
        before = in_namespace(script)
        if before is None:
            self.skipTest("mounts are not permitted here")
        out, err = self.e2roi("run", SCENARIO, "--draws=10k", "--out=disk/r.h5", "--quiet",
                              exits=74, before=before)
        self.assertEqual(out.split(), [older, "-", "r.h5"])
        self.assertEqual(err.count("\n"), 1, err)
        self.assertIn("No space left on device", err)


if __name__ == "__main__":
    cli.main()
