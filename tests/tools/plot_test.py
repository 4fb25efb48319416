#!/usr/bin/python3
"""tools/plot: the data of its pictures are the result file's, and bad input gets one sentence.

    plot_test.py PROGRAM
"""
import contextlib
import dataclasses
import importlib.machinery
import importlib.util
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from unittest import mock

try:
    import matplotlib
except ImportError:
    print("python3-matplotlib is not installed: tools/plot is not tested")
    sys.exit(77)
import h5py
import numpy

import cli
from cli import PROJECT, SCENARIO

FOLDER = PROJECT / "tools/plot"
sys.path.insert(0, str(FOLDER))
sys.dont_write_bytecode = True
import e2roi_plot  # noqa: E402

matplotlib.use("Agg")
_loader = importlib.machinery.SourceFileLoader("plot_command", str(FOLDER / "plot"))
COMMAND = importlib.util.module_from_spec(importlib.util.spec_from_loader("plot_command", _loader))
_loader.exec_module(COMMAND)
DRAWS, MONTHS = 200, 30


class Plot(cli.CommandLine):
    @classmethod
    def setUpClass(cls):
        cls.shared = cli.tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.shared.cleanup)
        cls.file = Path(cls.shared.name) / "r.h5"
        subprocess.run([cli.PROGRAM, "run", SCENARIO, "--draws", str(DRAWS), "--months",
                        str(MONTHS), "--out", cls.file, "--quiet"], check=True,
                       capture_output=True, env=cli.environment())
        cls.result = e2roi_plot.read(cls.file)
        with h5py.File(cls.file) as file:
            cls.npv = file["draws/npv"][...]
            cls.customers = file["series/customers"][...]
            cls.rungs = file["draws/pv_rung"][...]
            cls.inputs = file["inputs/value"][...]

    def plot(self, *words, exits=0):
        """Runs tools/plot/plot in the test's folder; returns what it says on standard error."""
        said, before = io.StringIO(), os.getcwd()
        os.chdir(self.folder)
        try:
            with mock.patch.object(sys, "argv", ["plot", *map(str, words)]), \
                    contextlib.redirect_stderr(said):
                self.assertEqual(COMMAND.main(), exits, said.getvalue())
        finally:
            os.chdir(before)
        return said.getvalue()

    def test_the_command_runs_by_itself(self):
        done = subprocess.run([FOLDER / "plot", "hierarchy", self.file, "--out", "a.pdf"],
                              capture_output=True, text=True, cwd=self.folder,
                              env=cli.environment(PYTHONDONTWRITEBYTECODE="1"))
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        self.assertEqual((self.folder / "a.pdf").read_bytes()[:5], b"%PDF-")

    def test_fans_draw_the_quantiles_of_the_file_in_the_colour_of_the_path(self):
        figure = e2roi_plot.fans(self.result, "customers")
        panels = [axis for axis in figure.axes if axis.get_visible()]
        self.assertEqual(len(panels), len(self.npv) + 1)
        for path, axis in enumerate(panels[:-1]):
            line, = axis.lines
            numpy.testing.assert_allclose(line.get_ydata(), self.customers[path, :, 2] / 1e6)
            self.assertEqual(line.get_color(), e2roi_plot.colour(path))
            self.assertIn(self.result.path_names[path], axis.get_title(loc="left"))
            for band, (low, high) in zip(axis.collections, ((0, 4), (1, 3))):
                points = band.get_paths()[0].vertices[:, 1]
                for edge in (low, high):
                    self.assertTrue(numpy.isin(self.customers[path, :, edge] * 10.0 ** -6, points).all())
            self.assertEqual(axis.get_ylim(), panels[0].get_ylim())
        for path, line in enumerate(panels[-1].lines):
            numpy.testing.assert_allclose(line.get_ydata(), self.customers[path, :, 2] / 1e6)

    def test_a_tornado_has_the_means_of_the_lowest_and_highest_tenth(self):
        low, high, _, _ = e2roi_plot.tornado_data(self.result, 2)
        values, tenth = self.inputs[7], DRAWS // 10
        by_hand = self.npv[2][values <= numpy.sort(values)[tenth - 1]].mean()
        self.assertAlmostEqual(low[7] / by_hand, 1)
        by_hand = self.npv[2][values >= numpy.sort(values)[-tenth]].mean()
        self.assertAlmostEqual(high[7] / by_hand, 1)
        axis = e2roi_plot.tornado(self.result, "social-business", inputs=5).axes[0]
        ends = [bar.get_x() + bar.get_width() for bar in axis.patches]
        wanted = numpy.argsort(-numpy.nan_to_num(abs(high - low), nan=-1), kind="stable")[:5]
        numpy.testing.assert_allclose(ends, numpy.ravel([[low[i], high[i]] for i in wanted]) / 1e6)
        names = [label.get_text() for label in axis.get_yticklabels()]
        self.assertEqual(names, [self.result.labels["input"][i] for i in wanted])

    def test_the_tornado_agrees_with_that_of_the_program(self):
        self.e2roi("sensitivity", SCENARIO, "--draws", DRAWS, "--months", MONTHS, "--out", "s.h5",
                   "--quiet")
        with h5py.File(self.folder / "s.h5") as file:
            names = [v.decode() for v in file["sensitivity/path"][...]]
            for path, name in enumerate(names):
                place = self.result.path(name)
                low, high, low_error, _ = e2roi_plot.tornado_data(self.result, place)
                for ours, array in ((low, "tornado_lowest_tenth"), (high, "tornado_highest_tenth"),
                                    (low_error, "tornado_lowest_tenth_standard_error")):
                    theirs = file[f"sensitivity/{array}"][path, 0]
                    both = numpy.isfinite(theirs) & numpy.isfinite(ours)
                    if place > 0:
                        self.assertGreater(both.sum(), 50)
                    numpy.testing.assert_allclose(ours[both], theirs[both], rtol=1e-9,
                                                  atol=1e-6 * abs(self.npv).max())

    def test_a_comparison_counts_draws_and_pairs_them(self):
        x, chance = e2roi_plot.exceedance_data(self.result)
        self.assertAlmostEqual(chance[2][100], (self.npv[2] >= x[100]).mean())
        best = e2roi_plot.best_path(self.result)
        self.assertEqual(best, 1 + numpy.median(self.npv[1:], axis=1).argmax())
        numpy.testing.assert_array_equal(e2roi_plot.difference_data(self.result, best),
                                         self.npv[best] - self.npv)
        left, right = e2roi_plot.comparison(self.result, "social-business").axes
        numpy.testing.assert_allclose(left.lines[1].get_ydata(), chance[2])
        five = numpy.quantile(self.npv[2] - self.npv[1], (0.05, 0.95)) / 1e6
        numpy.testing.assert_allclose(right.lines[3].get_xdata(), five)

    def test_the_hierarchy_has_the_mean_of_each_rung(self):
        panels = e2roi_plot.hierarchy(self.result).axes
        for path in range(1, len(self.npv)):
            widths = [bar.get_width() for bar in panels[path - 1].patches]
            factor = 1e6 if abs(self.rungs).max() > 2e6 else 1e3
            numpy.testing.assert_allclose(widths, self.rungs[path].mean(axis=1) / factor)

    def test_seven_paths_have_seven_colours_those_of_the_page_and_of_the_workbook(self):
        colours = [e2roi_plot.colour(path).lower() for path in range(7)]
        self.assertEqual(len(set(colours)), 7)
        self.assertEqual(e2roi_plot.colour(7), e2roi_plot.colour(1))  # not that of stay
        page = (PROJECT / "tools/page/src/results.js").read_text()
        self.assertEqual(re.findall("#[0-9a-f]{6}", page.partition("COLOURS = ")[2])[:7], colours)
        book = (PROJECT / "tools/e2roi/export_xlsx.cpp").read_text().partition("kColours = ")[2]
        self.assertEqual([f"#{c.lower()}" for c in re.findall("0x([0-9A-F]{6})", book)[:7]], colours)

    def test_names_come_through_as_they_are_and_long_ones_keep_their_beginning(self):
        names = ["Stay", "Cost $5 & $6", "Donaudampfschifffahrtsgesellschaftskapitän", "a", "b"]
        odd = dataclasses.replace(self.result, path_names=names)
        panels = e2roi_plot.hierarchy(odd).axes
        self.assertTrue(panels[1].get_title(loc="left").startswith("Donaudampf"))
        figure = e2roi_plot.fans(odd)
        e2roi_plot.save(figure, self.folder / "odd.svg")
        self.assertIn("Cost $5 &amp; $6", (self.folder / "odd.svg").read_text())
        # Names beside an empty panel take no width from the others.
        wide = [axis.get_position().width for axis in figure.axes if axis.get_visible()]
        self.assertGreater(min(wide), 0.2)

    def test_paths_that_do_nothing_are_not_said_to_win_or_to_bring_value(self):
        still = {**self.result.arrays, "draws/npv": 0 * self.npv, "draws/pv_rung": 0 * self.rungs}
        odd = dataclasses.replace(self.result, arrays=still)
        said = [text.get_text() for text in e2roi_plot.comparison(odd).findobj(matplotlib.text.Text)]
        self.assertTrue(any("worth as much as staying put in all futures" in each for each in said))
        self.assertIn("the same in all futures", said)
        self.assertFalse(any("beats" in each or "better" in each for each in said))
        said = [text.get_text() for text in e2roi_plot.hierarchy(odd).findobj(matplotlib.text.Text)]
        self.assertTrue(any(each.startswith("No rung of") for each in said))

    def test_letters_are_large_enough_and_every_axis_has_a_unit(self):
        # 11.25 pt are 15 px in a browser.
        for figure in (e2roi_plot.fans(self.result), e2roi_plot.tornado(self.result),
                       e2roi_plot.comparison(self.result), e2roi_plot.hierarchy(self.result)):
            figure.canvas.draw()
            for text in figure.findobj(matplotlib.text.Text):
                if text.get_text():
                    self.assertGreaterEqual(text.get_size(), 11.25, text.get_text())
            labels = [a.get_xlabel() + a.get_ylabel() for a in figure.axes if a.get_visible()]
            self.assertTrue(any("EUR" in label or "month" in label for label in labels))

    def test_equal_results_give_equal_bytes(self):
        for picture in ("fans", "tornado", "comparison", "hierarchy"):
            for name in ("a.svg", "b.svg"):
                self.plot(picture, self.file, "--out", name)
            first = (self.folder / "a.svg").read_bytes()
            self.assertEqual(first, (self.folder / "b.svg").read_bytes())
            self.assertNotIn(b"<dc:date>", first)
        self.plot("hierarchy", self.file, "--out", "a.png")
        self.assertEqual((self.folder / "a.png").read_bytes()[1:4], b"PNG")

    def test_what_cannot_be_drawn_is_said_in_one_sentence(self):
        self.e2roi("compare", self.file, "--out", "report.h5")
        self.e2roi("run", SCENARIO, "--draws", 10, "--months", 6, "--out", "few.h5", "--quiet",
                   "--set", "run.fans=false")
        (self.folder / "text.h5").write_text("no HDF5")
        for words, part in ((("fans", "report.h5"), "report.h5 holds no draws: only what"),
                            (("hierarchy", "report.h5"), "holds no draws"),
                            (("comparison", "report.h5"), "holds no draws"),
                            (("fans", "few.h5"), "holds no fans: it was run with run.fans = false"),
                            (("tornado", "few.h5"), "a tornado takes 20 or more"),
                            (("fans", "none.h5"), "cannot read none.h5"),
                            (("fans", "text.h5"), "no HDF5 file"),
                            (("fans", self.file, "--series", "custmers"), "mean 'customers'?"),
                            (("tornado", self.file, "--path", "lagard"), "mean 'laggard'?"),
                            (("fans", self.file, "--out", "a.gif"), ".png, .svg or .pdf"),
                            (("fans", self.file, "--out", "no/a.svg"), "cannot write no/a.svg")):
            said = self.plot(*words, *(() if "--out" in words else ("--out", "x.svg")), exits=2)
            self.assertIn(part, said)
            self.assertEqual(said.count("\n"), 1, said)
        self.assertNotIn("x.svg", self.files())

    def test_the_tutorial_runs_without_a_screen(self):
        done = subprocess.run(["/usr/bin/python3", "-B", FOLDER / "tutorial.py", self.file, "out"],
                              capture_output=True, text=True, cwd=self.folder,
                              env=cli.environment(MPLBACKEND="Agg"))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(sorted(os.listdir(self.folder / "out")),
                         ["comparison.svg", "cumulative.svg", "customers.svg", "hierarchy.svg",
                          "response_hours.svg", "tornado.svg"])
        self.assertIn("% of futures (±", done.stdout)


if __name__ == "__main__":
    cli.main()
