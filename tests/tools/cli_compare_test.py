#!/usr/bin/python3
"""compare and run --until with the real program.

    cli_compare_test.py PROGRAM
"""
import json
import re

import h5py
import numpy

import cli
from cli import PROJECT, SCENARIO

ERROR = "e2roi: error: compare: "
SAME = "; paths are compared in the same futures only."


def datasets(file):
    """Every dataset of a file by name, as bytes."""
    found = {}

    def visit(name, thing):
        if isinstance(thing, h5py.Dataset):
            value = thing[...]
            found[name] = value.tobytes() if value.dtype != object else value.tolist()
    with h5py.File(file) as opened:
        opened.visititems(visit)
    return found


class Compare(cli.CommandLine):
    def run_of(self, name, *words, draws=300):
        out, _ = self.e2roi("run", SCENARIO, "--draws", draws, "--out", name, "--quiet",
                            "--set", "run.fans=false", *words)
        return out

    def test_run_prints_a_sentence_a_path_and_stores_the_tables(self):
        out = self.run_of("r.h5")
        plain = " ".join(out.split())
        for name in ("Social business", "Social brand", "Half-hearted leadership", "Laggard"):
            self.assertRegex(plain, name + r" beats staying put in \d+ of 100 futures")
        with h5py.File(self.folder / "r.h5") as file:
            npv = file["draws/npv"][...]
            group = file["comparison"]
            path = [p.decode() for p in group["path"][...]]
            regret = npv.max(axis=0) - npv
            numpy.testing.assert_allclose(group["path_regret"][...], regret.mean(axis=1))
            numpy.testing.assert_allclose(group["path_regret_standard_error"][...],
                                          regret.std(axis=1, ddof=1) / 300 ** 0.5)
            worst = numpy.sort(npv, axis=1)[:, :15].mean(axis=1)
            numpy.testing.assert_allclose(group["path_bad_case"][...], worst)
            other = [p.decode() for p in group["other_path"][...]]
            a, b = path.index("social-business"), path.index("laggard")
            self.assertAlmostEqual(group["pair_beats"][a, other.index("laggard")],
                                   (npv[a] > npv[b]).mean())
            self.assertEqual(group["path_mean"].attrs["units"], b"EUR")
        # The same sentences from the file, and again as JSON.
        info, _ = self.e2roi("info", "r.h5")
        compared, _ = self.e2roi("compare", "r.h5")
        first = compared.split("\n\n")[1].splitlines()[0]
        self.assertIn(first, out)
        self.assertIn(first, info)
        report = json.loads(self.e2roi("compare", "r.h5", "--json")[0])
        self.assertEqual(report["format"], "e2roi-comparison-1")
        self.assertIn(first, report["sentences"][0])
        self.assertEqual([table["name"] for table in report["tables"]],
                         ["path", "chance", "pair", "dominance"])

    def test_paths_of_two_runs_stand_side_by_side_and_paired(self):
        self.run_of("a.h5")
        self.run_of("b.h5", "--set", "path.laggard.commitment=0.9")
        out, err = self.e2roi("compare", "a.h5", "b.h5", "--out", "both.h5")
        self.assertEqual(err, "e2roi: wrote both.h5\n")
        self.assertIn("b:Laggard beats a:Laggard in ", out)
        with h5py.File(self.folder / "both.h5") as file:
            paths = [p.decode() for p in file["comparison/path"][...]]
            # A path that the other run did not change stands once.
            self.assertEqual(paths, ["stay", "social-brand", "social-business", "half-hearted",
                                     "a:laggard", "b:laggard"])
            self.assertIn("a.h5 ", file["provenance/made_from"][()].decode())
        self.e2roi("info", "both.h5")

    def test_what_cannot_be_compared_names_the_odd_file_and_what_differs(self):
        self.run_of("a.h5")
        self.run_of("b.h5", "--set", "path.laggard.commitment=0.9")
        other = {
            "seed.h5": (("--seed=5",), "the seed is 5 there and 20130630 here"),
            "months.h5": (("--months=12",), "the horizon (run.months) is 12 there and 60 here"),
            "first.h5": (("--first-draw=7",), "the first draw is 7 there and 0 here"),
            "staff.h5": (("--set", "company.care_staff=400"),
                         "company.care_staff is 400 there and 320 here"),
            "input.h5": (("--set", "inputs.finance.margin=8"),
                         "inputs.finance.margin is 8 there and 9 here"),
            "quiet.h5": (("--set", "run.noise=false"), "run.noise is false there and true here"),
        }
        for name, (words, difference) in other.items():
            self.run_of(name, *words)
            for order in ((name, "a.h5", "b.h5"), ("a.h5", name, "b.h5"), ("a.h5", "b.h5", name)):
                self.assertEqual(self.refused("compare", *order, exits=2),
                                 f"{ERROR}{name} cannot be put beside "
                                 f"{[o for o in order if o != name][0]}: {difference}{SAME}")
        self.run_of("draws.h5", draws=400)
        self.assertEqual(self.refused("compare", "a.h5", "draws.h5", exits=2),
                         ERROR + "draws.h5 cannot be put beside a.h5: the number of draws is 400 "
                         "there and 300 here" + SAME)
        self.assertEqual(self.refused("compare", "a.h5", "./a.h5", exits=2),
                         ERROR + "./a.h5 is given twice.")

    def test_another_version_is_refused(self):
        self.run_of("a.h5")
        self.run_of("b.h5")
        with h5py.File(self.folder / "b.h5", "r+") as file:
            file["provenance/program_version"][()] = "0.0.9"
        self.assertRegex(self.refused("compare", "a.h5", "b.h5", exits=2),
                         r"b\.h5 cannot be put beside a\.h5: the program's version is 0\.0\.9 there "
                         r"and [\d.]+ here")

    def test_files_without_enough_draws_are_refused(self):
        self.run_of("one.h5", draws=1)
        self.assertEqual(self.refused("compare", "one.h5", exits=2),
                         "e2roi: error: comparing paths takes at least 20 draws, and there is 1.")
        self.run_of("a.h5")
        self.e2roi("compare", "a.h5", "--out", "tables.h5")
        self.assertEqual(self.refused("compare", "tables.h5", exits=2),
                         ERROR + "tables.h5 holds no draws, so its paths cannot be compared.")
        self.assertIn("none.h5", self.refused("compare", "none.h5", exits=74))
        self.assertIn("no/t.h5", self.refused("compare", "a.h5", "--out", "no/t.h5", exits=74))


    def test_tables_alone_show_the_report_that_they_were_made_for(self):
        self.run_of("a.h5")
        text, _ = self.e2roi("compare", "a.h5", "--out", "tables.h5")
        told, _ = self.e2roi("info", "tables.h5")
        self.assertTrue(told.startswith(text), told)
        self.assertRegex(told, r"(?m)^  draws +none$")
        self.assertNotIn("could be told", told)
        about = json.loads(self.e2roi("info", "tables.h5", "--json")[0])
        self.assertIsNone(about["decision"])
        # Whoever made the file: its text cannot move the cursor of a terminal.
        with h5py.File(self.folder / "tables.h5", "r+") as file:
            file["provenance/report"][()] = "a\x1b[2Jb\nc"
        self.assertIn("\n\na [2Jb\nc\n", self.e2roi("info", "tables.h5")[0])

    def test_json_of_a_run_has_the_sentences_of_the_comparison(self):
        out = self.run_of("r.h5", "--json")
        sentences = json.loads(self.e2roi("compare", "r.h5", "--json")[0])["sentences"]
        self.assertEqual(len(sentences), 4 + 6)
        self.assertEqual(json.loads(out)["sentences"], sentences)
        info = json.loads(self.e2roi("info", "r.h5", "--json")[0])
        self.assertEqual(info["decision"]["sentences"], sentences)
        # Below the decision table: each path against staying put, and the best against the next.
        plain = " ".join(self.e2roi("info", "r.h5")[0].split())
        for sentence in sentences[:5]:
            self.assertIn(sentence, plain)
        self.assertNotIn(sentences[5], plain)

    def test_a_comparison_says_what_its_intervals_mean_under_a_design(self):
        self.run_of("a.h5", "--set", "run.sampling=sobol", draws=512)
        notes = json.loads(self.e2roi("compare", "a.h5", "--json")[0])["notes"]
        self.assertEqual(sum("drawn by a design (sobol)" in note for note in notes), 1)


class Until(cli.CommandLine):
    def test_a_run_until_a_rule_holds_is_the_run_of_as_many_draws(self):
        rule = "se(npv) < 220k"
        out, _ = self.e2roi("run", SCENARIO, "--until", rule, "--out=u.h5", "--quiet")
        draws = int(re.search(r"Enough draws, ([\d,]+):", out)[1].replace(",", ""))
        self.assertGreater(draws, 4096)
        self.assertLess(draws, 20_000)
        same, _ = self.e2roi("run", SCENARIO, "--draws", draws, "--out=d.h5", "--quiet")
        self.assertEqual(re.search("Digest .*", out)[0], re.search("Digest .*", same)[0])
        until, plain = datasets(self.folder / "u.h5"), datasets(self.folder / "d.h5")
        record = until.pop("provenance/until")
        self.assertEqual(record, f"{rule}: holds after {draws} draws".encode())
        errors = numpy.frombuffer(until.pop("stopping/error_mean_standard_error"))
        self.assertEqual(errors[0], 0)
        self.assertLess(errors.max(), 220e3)
        self.assertGreater(errors.max(), 180e3)
        until = {name: value for name, value in until.items() if not name.startswith("stopping/")}
        self.assertEqual(sorted(until), sorted(plain))
        for name, value in plain.items():
            self.assertTrue(until[name] == value, name)

    def test_paths_that_cannot_be_told_apart_run_to_the_limit_and_end_well(self):
        # Of the base's paths the first only: social brand, all but worth staying put.
        base = (PROJECT / "scenarios/base/dutch_bank.toml").read_text()
        (self.folder / "base.toml").write_text(base[:base.index('[[path]]\nid = "social-business"')])
        (self.folder / "one.toml").write_text(
            SCENARIO.read_text().replace("../base/dutch_bank.toml", "base.toml"))
        out, _ = self.e2roi("run", "one.toml", "--until", "p_wrong < 0.01 %", "--max-draws=5k",
                            "--out=t.h5", "--quiet")
        plain = " ".join(out.split())
        self.assertRegex(plain, r"5,000 draws do not tell \S.* and .* apart \(p_wrong is [\d.]+ %, "
                         r"asked was p_wrong < 0\.01 %\): their mean NPVs are .* EUR apart, and "
                         r".* expected NPV .*\(95 % sure\)")

    def test_what_became_of_the_rule_is_in_the_json_and_in_the_file(self):
        out, err = self.e2roi("run", SCENARIO, "--until", "p_wrong < 5 %", "--max-draws=5k",
                              "--out=s.h5", "--json", "--quiet")
        self.assertEqual(err, "")
        until = json.loads(out)["until"]
        self.assertEqual(until["format"], "e2roi-stopping-1")
        self.assertIn("Enough draws to choose, 4,096: Social business has", until["sentences"][0])
        rows = {row["path"]: row for row in until["tables"][0]["rows"]}
        self.assertEqual(sorted(rows), ["half-hearted", "laggard", "social-brand", "stay"])
        with h5py.File(self.folder / "s.h5") as file:
            npv = file["draws/npv"][...]
            path = [p.decode() for p in file["stopping/path"][...]]
            wrong = file["stopping/rival_p_wrong"][...]
            lead = npv[path.index("social-business")] - npv[path.index("laggard")]
        self.assertAlmostEqual(rows["laggard"]["lead"]["value"] / lead.mean(), 1)
        self.assertTrue(numpy.isnan(wrong[path.index("social-business")]))
        self.assertLess(numpy.nanmax(wrong), 0.05)

    def test_standard_input_is_read_once_and_used_twice(self):
        merged, _ = self.e2roi("run", SCENARIO, "--draws=10", "--out=m.h5", "--quiet")
        with h5py.File(self.folder / "m.h5") as file:
            text = file["provenance/scenario"][()].decode()
        out, _ = self.e2roi("run", "-", "--until", "p_wrong < 5 %", "--max-draws=5k", "--out=s.h5",
                            "--quiet", stdin=text)
        self.assertIn("4,096", out)

    def test_a_rule_that_cannot_be_is_one_error_before_anything_runs(self):
        for words, message in (
            (("--until", "p_worng < 1 %"), "did you mean 'p_wrong'?"),
            (("--until", "se(nvp) < 1"), "did you mean 'npv'?"),
            (("--max-draws=5k",), "run: --max-draws goes with --until; --draws says how many"),
            (("--until", "loss < 1", "--max-draws=100"), "must be at least 4096"),
            (("--until", "loss < 1", "--first-draw=18446744073709551615"), "beyond draw 2^64 - 1"),
        ):
            self.assertIn(message, self.refused("run", SCENARIO, *words))
        self.assertRegex(self.refused("run", SCENARIO, "--until", "loss < 1", "--max-draws=5e9",
                                      exits=1), r"--until may take up to 5,000,000,000 draws .*"
                         r"needs [\d.,]+ .B of memory")
        self.assertEqual(self.files(), [])


if __name__ == "__main__":
    cli.main()
