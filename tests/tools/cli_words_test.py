#!/usr/bin/python3
"""The command line without long runs: help, usage errors, check, describe, completion.

    cli_words_test.py PROGRAM
"""
import json
import shutil
import subprocess

import cli
from cli import PROGRAM, PROJECT, SCENARIO, VERBS, environment


class Help(cli.CommandLine):
    def test_help_of_each_verb_leads_with_examples(self):
        for verb in VERBS:
            help_text, err = self.e2roi("help", verb)
            self.assertEqual(err, "")
            for option in ("-h", "--help"):
                self.assertEqual(self.e2roi(verb, option)[0], help_text)
            lines = help_text.splitlines()
            self.assertTrue(lines[0].startswith(verb + ": "))
            self.assertEqual(lines[2], "Examples")
            self.assertIn("e2roi " + verb, help_text)

    def test_help_lists_every_verb_and_exit_code(self):
        text, _ = self.e2roi("help")
        for word in [*VERBS, " 2 ", "64", "74", "130", "143"]:
            self.assertIn(word, text)
        self.assertEqual(self.e2roi("--help")[0], text)
        self.assertEqual(self.e2roi("-h")[0], text)

    def test_version_names_program_model_commit_compiler_and_libraries(self):
        text, _ = self.e2roi("version")
        for word in ["e2roi 0.", "model", "commit", "compiler", "HDF5 1.", "oneTBB 20", "toml++ 3.",
                     "x86-64-v"]:
            self.assertIn(word, text)
        self.assertEqual(self.e2roi("--version")[0], text)


class Usage(cli.CommandLine):
    def test_a_usage_error_is_one_line_and_exit_code_64(self):
        see = " 'e2roi help run' lists its options."
        number = " is not a whole number such as 20_000, 1e6, 10k or 5M."
        cases = {
            ("rnu", "a"): "there is no verb 'rnu'; did you mean 'run'? 'e2roi help' lists them.",
            ("frobnicate",): "there is no verb 'frobnicate'. 'e2roi help' lists them.",
            ("run",): "run: SCENARIO... is missing." + see,
            ("run", "a", "--drws", "5"):
                "run: there is no option '--drws'; did you mean '--draws'?" + see,
            ("run", "a", "--thread=5"):
                "run: there is no option '--thread'; did you mean '--threads'?" + see,
            ("run", "a", "--seed=-3"): "run: the value of '--seed': '-3'" + number,
            ("run", "a", "--draws", "1.5"): "run: the value of '--draws': '1.5'" + number,
            ("run", "a", "--draws", "1e30"):
                "run: the value of '--draws': '1e30' is above 18446744073709551615, the largest "
                "number there is.",
            ("run", "a", "--draws"): "run: '--draws' needs a value." + see,
            ("run", "a", "--quiet=1"): "run: '--quiet' takes no value." + see,
            ("run", "a", "--seed=1", "--seed=2"): "run: '--seed' is given more than once.",
            ("run", "a", "--threads=0"): "run: --threads is 0 and must be between 1 and 1024.",
            ("run", "a", "b", "--out=x.h5"): "run: --out names one file, but there are 2 scenarios.",
            ("check", "-", "-"): "'-' (standard input) can be read only once.",
            ("info", "a", "b"):
                "info: 'b' is one word too many. 'e2roi help info' lists its options.",
            ("completion", "zhs"): "completion: there is no script for 'zhs', only for bash zsh "
                                   "fish; did you mean 'zsh'?",
        }
        for words, message in cases.items():
            self.assertEqual(self.refused(*words), "e2roi: error: " + message)
        self.assertIn("e2roi help", self.refused())
        self.assertEqual(self.files(), [])

    def test_a_first_draw_beyond_the_last_one_is_refused(self):
        said = self.refused("run", SCENARIO, "--first-draw=18446744073709551615", "--draws=2")
        self.assertEqual(said, "e2roi: error: run: --first-draw 18446744073709551615 and 2 draws "
                               "go beyond draw 2^64 - 1, the last there is.")

    def test_the_variable_for_threads_is_checked_like_the_option(self):
        for value, message in (("x", "the value of E2ROI_THREADS: 'x' is not a whole number such "
                                     "as 20_000, 1e6, 10k or 5M."),
                               ("0", "E2ROI_THREADS is 0 and must be between 1 and 1024.")):
            self.assertEqual(self.refused("run", SCENARIO, env=environment(E2ROI_THREADS=value)),
                             "e2roi: error: run: " + message)

    def test_errors_are_red_only_on_a_terminal_that_wants_it(self):
        red = "\033[1;31merror:\033[0m"
        self.assertIn(red, self.on_terminal("rnu", TERM="xterm"))
        self.assertNotIn("\033", self.on_terminal("rnu", TERM="xterm", NO_COLOR="1"))
        self.assertNotIn("\033", self.on_terminal("rnu", TERM="dumb"))
        self.assertIn(red, self.on_terminal("rnu", TERM="xterm", NO_COLOR=""))
        self.assertNotIn("\033", self.refused("rnu", env=environment(TERM="xterm")))


class Check(cli.CommandLine):
    def test_a_valid_scenario_is_called_valid_with_what_a_run_needs(self):
        out, err = self.e2roi("check", SCENARIO, "--draws", "2_000", "--set", "company.fit=0.6")
        self.assertEqual(err, "")
        self.assertTrue(out.startswith(f"{SCENARIO}: valid\n"), out)
        for words in ["Workshop bank", "dutch_bank.toml", "scenario.toml", "--draws", "--set",
                      "2,000 draws of 60 months, seed 20130630", "of memory", "stay"]:
            self.assertIn(words, out)
        self.assertEqual(self.files(), [])

    def test_every_mistake_is_reported_with_its_place_and_exit_code_2(self):
        bad = self.folder / "bad.toml"
        bad.write_text(SCENARIO.read_text().replace("../base", str(PROJECT / "scenarios/base"))
                       .replace("customers = 1_000_000", "custmers = 1_000_000\nfit = 7"))
        out, err = self.e2roi("check", bad, "--allow-outside", exits=2)
        self.assertEqual(out, "")
        self.assertIn("bad.toml:", err)
        self.assertIn("custmers", err)
        self.assertIn('did you mean "company.customers"', err)
        self.assertIn("^", err)
        self.assertGreaterEqual(err.count(": error: "), 2)
        self.assertEqual(self.e2roi("run", bad, "--allow-outside", exits=2), ("", err))
        self.assertEqual(self.files(), ["bad.toml"])
        report = json.loads(self.e2roi("check", bad, "--allow-outside", "--json", exits=2)[0])
        self.assertEqual(report["format"], "e2roi-check-1")
        self.assertFalse(report["scenarios"][0]["valid"])
        self.assertEqual(len(report["scenarios"][0]["errors"]), err.count(": error: "))

    def test_a_mistake_in_an_option_that_stands_for_a_key_names_the_option(self):
        _, err = self.e2roi("run", SCENARIO, "--months=601", exits=2)
        self.assertRegex(err, r"^--months: error: .*600")

    def test_a_file_that_cannot_be_read_is_one_error_and_exit_code_74(self):
        for verb in ("run", "check"):
            self.assertIn("none.toml", self.refused(verb, "none.toml", exits=74))
            self.refused(verb, self.folder, exits=74)
        self.assertIn("none.h5", self.refused("info", "none.h5", exits=74))
        self.assertIn("scenario.toml", self.refused("info", SCENARIO, exits=74))

    def test_every_scenario_of_the_project_is_valid(self):
        found = sorted(PROJECT.glob("scenarios/*/scenario.toml"))
        self.assertGreaterEqual(len(found), 5)
        out, _ = self.e2roi("check", *found)
        self.assertEqual(out.count(": valid\n"), len(found))


class Describe(cli.CommandLine):
    def test_one_input_has_prior_unit_source_and_help(self):
        out, _ = self.e2roi("describe", "loyalty.churn_base")
        for word in ["loyalty.churn_base", "mean", "P10", "P50", "P90"]:
            self.assertIn(word, out)

    def test_every_input_is_listed_and_assumptions_are_marked(self):
        out, _ = self.e2roi("describe")
        for word in ["openness_half_life", "margin_advocate", "a modeller's assumption"]:
            self.assertTrue(word in out, word)
        self.assertRegex(out, r"(?m)^\* +fatigue_gain ")
        self.assertRegex(out, r"(?m)^ +openness_half_life ")

    def test_a_scenario_shows_its_own_priors(self):
        plain, _ = self.e2roi("describe", "market.rival_churn")
        own, _ = self.e2roi("describe", "market.rival_churn", "--scenario",
                            PROJECT / "scenarios/sns-2013/scenario.toml")
        self.assertNotEqual(plain, own)
        self.assertIn("0.0017", own)

    def test_a_mistyped_key_is_refused_with_the_one_that_was_meant(self):
        self.assertIn("did you mean 'loyalty.churn_base'",
                      self.refused("describe", "loyalty.chrun_base"))

    def test_json_and_schema_are_json(self):
        self.assertIn("format", json.loads(self.e2roi("describe", "--json")[0]))
        self.assertIn("$schema", json.loads(self.e2roi("describe", "--schema")[0]))

    def test_the_committed_schema_and_reference_are_what_the_program_says(self):
        for option, file in (("--schema", "e2roi.schema.json"), ("--reference", "REFERENCE.md")):
            self.assertEqual(self.e2roi("describe", option)[0],
                             (PROJECT / "scenarios" / file).read_text(),
                             f"stale: e2roi describe {option} > scenarios/{file}")


class Completion(cli.CommandLine):
    def bash(self, *line):
        """What bash offers for the last word of the line."""
        script = ('source <("$0" completion bash); COMP_WORDS=("$@"); '
                  'COMP_CWORD=$(($# - 1)); _e2roi; printf "%s\\n" "${COMPREPLY[@]}"')
        done = subprocess.run(["bash", "--norc", "-uc", script, PROGRAM, *line], text=True,
                              capture_output=True, cwd=self.folder, env=environment())
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        return sorted(done.stdout.split())

    def test_bash_completes_verbs_options_files_and_keys(self):
        for name in ("a.toml", "b.h5", "c.txt"):
            (self.folder / name).touch()
        (self.folder / "folder").mkdir()
        self.assertEqual(self.bash("e2roi", ""), sorted(VERBS))
        self.assertEqual(self.bash("e2roi", "des"), ["describe"])
        self.assertEqual(self.bash("e2roi", "run", "--dr"), ["--draws"])
        self.assertEqual(self.bash("e2roi", "run", ""), ["a.toml", "folder"])
        self.assertEqual(self.bash("e2roi", "info", ""), ["b.h5", "folder"])
        self.assertEqual(self.bash("e2roi", "run", "a.toml", "--set", "inputs.loyalty.churn_b"),
                         ["inputs.loyalty.churn_base="])
        self.assertEqual(self.bash("e2roi", "describe", "loyalty.churn_b"), ["loyalty.churn_base"])
        self.assertEqual(self.bash("e2roi", "completion", "f"), ["fish"])
        self.assertEqual(self.bash("e2roi", "run", "--draws", ""), [])

    def test_the_scripts_load_in_zsh_and_fish(self):
        commands = {"zsh": "autoload -U compinit && compinit -u -D && source <($0 completion zsh) "
                           "&& [[ $_comps[e2roi] == _e2roi ]]",
                    "fish": "$argv[1] completion fish | source; and complete -C 'e2roi des' | "
                            "string match -q 'describe*'"}
        for shell, command in commands.items():
            with self.subTest(shell):
                if not shutil.which(shell):
                    self.skipTest(f"there is no {shell} here")
                flags = ["-f", "-c"] if shell == "zsh" else ["--no-config", "-c"]
                done = subprocess.run([shell, *flags, command, PROGRAM], capture_output=True,
                                      text=True, cwd=self.folder,
                                      env=environment(HOME=str(self.folder), TERM="dumb"))
                self.assertEqual((done.returncode, done.stderr), (0, ""))


class Streams(cli.CommandLine):
    def test_a_reader_that_goes_away_is_no_error(self):
        done = subprocess.run(["bash", "-c", 'set -o pipefail; "$0" describe | head -n 1', PROGRAM],
                              capture_output=True, text=True, env=environment())
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_a_full_or_closed_standard_output_is_an_error(self):
        for where in ("> /dev/full", ">&-"):
            done = subprocess.run(["bash", "-c", f'"$0" version {where}', PROGRAM], text=True,
                                  capture_output=True, env=environment())
            self.assertEqual(done.returncode, 74)
            self.assertIn("cannot write to standard output", done.stderr)


if __name__ == "__main__":
    cli.main()
