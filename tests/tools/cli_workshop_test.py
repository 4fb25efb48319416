"""`e2roi workshop`: what it writes and what it refuses. The page itself: tests/page."""
import json
import re

import cli


def data_of(page):
    """PageData of a page, read as a browser reads it."""
    text = re.search(r'<script type="application/json" id="e2roi-data">(.*?)</script>', page, re.S)[1]
    return json.loads(text)


class Workshop(cli.CommandLine):
    def workshop(self, *words):
        """Makes a page; skips the test where the program was built without page or engine."""
        before = self.files()
        done = cli.subprocess.run([cli.PROGRAM, "workshop", *map(str, words)], capture_output=True,
                                  cwd=self.folder, env=cli.environment(), text=True)
        if "built without the page" in done.stderr:
            self.assertEqual((done.returncode, done.stderr.count("\n"), self.files()), (1, 1, before))
            self.skipTest(done.stderr.strip())
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)
        return done.stderr

    def test_the_page_holds_plan_and_engine_and_no_folder(self):
        self.assertEqual(self.workshop(cli.SCENARIO, "--out", "w.html"), "e2roi: wrote w.html\n")
        page = (self.folder / "w.html").read_text(encoding="utf-8")
        self.assertNotIn(str(cli.PROJECT), page)
        data = data_of(page)
        self.assertEqual((data["format"], data["mode"]), (1, "workshop"))
        self.assertEqual([path["id"] for path in data["plan"]["paths"]],
                         ["social-brand", "social-business", "half-hearted", "laggard"])
        self.assertTrue(data["wasm"].startswith("H4sI"))  # gzip, as base64
        self.assertNotIn("results", data)
        self.workshop(cli.SCENARIO, "--out", "again.html")
        self.assertEqual((self.folder / "again.html").read_text(encoding="utf-8"), page)

    def test_options_change_the_scenario_and_without_out_the_page_is_called_like_it(self):
        scenario = f'extends = "{cli.SCENARIO}"\nname = "</script><evil>"\n'
        (self.folder / "mine.toml").write_text(scenario, encoding="utf-8")
        self.workshop("mine.toml", "--allow-outside", "--months", "24", "--seed", "7")
        self.assertEqual(self.files(), ["mine.html", "mine.toml"])
        page = (self.folder / "mine.html").read_text(encoding="utf-8")
        self.assertNotIn("<evil>", page)
        data = data_of(page)
        self.assertEqual((data["plan"]["months"], data["plan"]["seed"]), (24, "7"))
        self.assertEqual(data["scenario"]["name"], "</script><evil>")

    def test_a_run_of_other_draws_is_told_how_many_the_page_simulates(self):
        said = self.workshop(cli.SCENARIO, "--draws", "1_000_000", "--out", "w.html")
        self.assertIn("the page simulates 20,000 futures, whatever run.draws says (1,000,000)", said)

    def test_what_cannot_be_shown_is_refused_and_nothing_is_written(self):
        self.workshop(cli.SCENARIO, "--out", "w.html")  # skips here where there is no page
        (self.folder / "w.html").unlink()
        more = "".join(f'[[path]]\nid = "more-{i}"\nname = "More"\n' for i in range(7))
        (self.folder / "large.toml").write_text(
            f'extends = "{cli.SCENARIO}"\nname = "Large"\n{more}', encoding="utf-8")
        self.assertIn("at most 6 paths besides staying put, not ",
                      self.refused("workshop", "large.toml", "--allow-outside", exits=2))
        self.assertIn("at most 120 months, not 121; add --months 120",
                      self.refused("workshop", cli.SCENARIO, "--months", "121", "--out", "w.html", exits=2))
        self.assertIn("must end in .html",
                      self.refused("workshop", cli.SCENARIO, "--out", "w.toml"))
        self.assertIn("folder", self.refused("workshop", cli.SCENARIO, "--out", "none/w.html", exits=74))
        self.refused("workshop", "none.toml", exits=74)
        self.assertIn("cannot read nowhere/none.toml: there is no folder nowhere",
                      self.refused("workshop", "nowhere/none.toml", exits=74))
        _, said = self.e2roi("workshop", cli.SCENARIO, "--set", "run.draw=5", "--out", "w.html", exits=2)
        self.assertIn('did you mean "run.draws"', said)
        self.refused("workshop")
        self.assertEqual(self.files(), ["large.toml"])


cli.main()
