"""`e2roi report`: what it writes and what it refuses. The page itself: tests/page."""
import json
import re

import cli


def data_of(page):
    """PageData of a page, read as a browser reads it."""
    text = re.search(r'<script type="application/json" id="e2roi-data">(.*?)</script>', page, re.S)[1]
    return json.loads(text)


class Report(cli.CommandLine):
    def run_scenario(self, out, *words):
        self.e2roi("run", cli.SCENARIO, "--draws", "300", "--quiet", "--out", out, *words)

    def report(self, *words):
        """Makes r.html; skips the test where the program was built without the page."""
        done = cli.subprocess.run([cli.PROGRAM, "report", *words], capture_output=True,
                                  cwd=self.folder, env=cli.environment(), text=True)
        if "built without the page" in done.stderr:
            self.assertEqual(done.returncode, 1)
            self.assertNotIn("r.html", self.files())
            self.skipTest(done.stderr.strip())
        return done

    def page(self, *words):
        done = self.report(*words, "--out", "r.html")
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)
        return (self.folder / "r.html").read_text(encoding="utf-8")

    def test_no_text_of_a_scenario_ends_the_element_that_holds_it(self):
        evil = '</script><img src=x onerror=alert(1)><!--<script>'
        self.run_scenario("r.h5", "--set", "name=" + json.dumps(evil),
                          "--set", "path.laggard.name=" + json.dumps(evil))
        page = self.page("r.h5")
        self.assertNotIn("<img", page)
        self.assertEqual(page.count("</script"), 2)
        data = data_of(page)
        self.assertEqual(data["scenario"]["name"], evil)
        self.assertIn(evil, [path["name"] for path in data["paths"]])

    def test_equal_results_give_equal_pages_that_name_no_folder(self):
        self.run_scenario("r.h5")
        first = self.page("r.h5")
        self.assertEqual(self.page(self.folder / "r.h5"), first)
        self.assertNotIn(str(self.folder), first)

    def test_without_out_the_page_stands_beside_the_result(self):
        (self.folder / "sub").mkdir()
        self.run_scenario("sub/r.h5")
        done = self.report("sub/r.h5")
        self.assertEqual(done.stderr, "e2roi: wrote sub/r.html\n")
        self.assertEqual(self.files(), ["sub", "sub/r.h5", "sub/r.html"])

    def test_paths_of_several_files_stand_side_by_side_and_stay_once(self):
        self.run_scenario("r.h5")
        self.run_scenario("s.h5", "--set", "path.laggard.commitment=0.3")
        data = data_of(self.page("r.h5", "s.h5"))
        ids = [path["id"] for path in data["paths"]]
        self.assertEqual(ids, ["stay", "social-brand", "social-business", "half-hearted", "r:laggard",
                               "s:laggard"])
        commitments = [path["levers"].get("commitment") for path in data["paths"]]
        self.assertEqual(commitments[-2:], [0.8, 0.3])
        for outcome in data["results"]["outcomes"].values():
            self.assertEqual(len(outcome["paths"]), 6)
        self.assertEqual([file["name"] for file in data["provenance"]["files"]], ["r.h5", "s.h5"])

    def test_what_cannot_be_shown_is_refused_and_nothing_is_written(self):
        self.run_scenario("r.h5")
        self.run_scenario("s.h5", "--seed", "7")
        self.report("r.h5")  # skips here where there is no page
        (self.folder / "r.html").unlink()
        self.assertIn("the seed is", self.refused("report", "r.h5", "s.h5", exits=2))
        self.assertIn("cannot read", self.refused("report", "none.h5", exits=74))
        self.assertIn("cannot read nowhere/none.h5: there is no folder nowhere",
                      self.refused("report", "nowhere/none.h5", exits=74))
        self.assertIn("cannot read nowhere/none.h5: there is no folder nowhere",
                      self.refused("export", "nowhere/none.h5", exits=74))
        self.assertIn("must end in .html", self.refused("report", "r.h5", "--out", "r.h5"))
        self.assertIn("given twice", self.refused("report", "r.h5", "r.h5", exits=2))
        self.assertIn("folder", self.refused("report", "r.h5", "--out", "none/r.html", exits=74))
        (self.folder / "bad.h5").write_text("no result", encoding="utf-8")
        self.refused("report", "bad.h5", exits=74)
        self.assertEqual(self.files(), ["bad.h5", "r.h5", "s.h5"])


cli.main()
