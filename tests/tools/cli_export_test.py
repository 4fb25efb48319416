#!/usr/bin/python3
"""export with the real program: Excel workbooks, CSV, SIPmath JSON.

    cli_export_test.py PROGRAM
"""
import csv
import io
import json
import math
import re
import zipfile

import h5py
import numpy
import openpyxl

import cli
from cli import SCENARIO

DRAWS = 60
MONTHS = 30
PATHS = ["social-brand", "social-business", "half-hearted", "laggard"]
OUTCOMES = ["npv", "npv_horizon", "roi", "payback", "cancel_month", "customers", "advocate",
            "detractor", "net_promoters", "pv_cost", "pv_benefit", "terminal", "belief",
            "belief_sd"]
ODD_NAMES = ['=cmd("x")', 'a,b;"c"', "Zürich\nÅß 社", "+1 @SUM(A1)"]


def text_of(values):
    return [v.decode() for v in values[...]]


def table(text):
    """Rows of a CSV text, each a dict."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def number(field):
    return math.nan if field == "" else float(field)


class Export(cli.CommandLine):
    def run_of(self, *words):
        self.e2roi("run", SCENARIO, "--draws", DRAWS, "--months", MONTHS, "--out", "r.h5", "--quiet", *words)

    def read(self, name):
        with open(self.folder / name, newline="", encoding="utf-8") as file:
            return file.read()

    def test_a_workbook_holds_the_figures_of_the_result_as_numbers_with_units(self):
        self.run_of()
        _, err = self.e2roi("export", "r.h5")
        self.assertEqual(err, "e2roi: wrote r.xlsx\n")
        book = openpyxl.load_workbook(self.folder / "r.xlsx")
        self.assertEqual(book.sheetnames, ["Summary", "Fans", "Fan data", "Draws", "Inputs",
                                           "Input draws", "Provenance"])
        with h5py.File(self.folder / "r.h5") as file:
            names = text_of(file["path_name"])
            rows = list(book["Draws"].iter_rows(values_only=True))
            self.assertEqual(len(rows), DRAWS + 1)
            heads = rows[0]
            for outcome in OUTCOMES:
                unit = file["draws"][outcome].attrs["units"].decode()
                for path, name in enumerate(names):
                    column = heads.index(f"{name}: {outcome} [{unit}]")
                    written = [math.nan if r[column] is None else r[column] for r in rows[1:]]
                    # A workbook has 16 significant digits.
                    numpy.testing.assert_allclose(written, file["draws"][outcome][path],
                                                  rtol=1e-15)
            rungs = text_of(file["draws/rung"])
            column = heads.index(f"{names[2]}: pv_rung_{rungs[3]} [EUR]")
            numpy.testing.assert_allclose([r[column] for r in rows[1:]],
                                          file["draws/pv_rung"][2, 3], rtol=1e-15)
            drawn = list(book["Input draws"].iter_rows(values_only=True))
            numpy.testing.assert_allclose(numpy.array(drawn[1:], float)[:, 1:].T,
                                          file["inputs/value"][...], rtol=1e-15)
            self.assertIn("culture.openness_half_life [month]", drawn[0])
            means = [r[2] for r in book["Inputs"].iter_rows(min_row=2, values_only=True)]
            numpy.testing.assert_allclose(means, file["inputs/value"][...].mean(axis=1),
                                          rtol=1e-12)
            digest = file["provenance/digest"][()].decode()
            scenario = file["provenance/scenario"][()].decode().splitlines()
        kept = [r[1] for r in book["Provenance"].iter_rows(values_only=True)]
        self.assertIn(digest, kept)
        self.assertLessEqual({line for line in scenario if line}, set(kept))
        npv = book["Draws"].cell(2, 1 + heads.index("Social business: npv [EUR]"))
        self.assertEqual((npv.number_format, npv.data_type), ("#,##0", "n"))
        for name in ("Fan data", "Draws", "Inputs", "Input draws", "Provenance"):
            self.assertIn("2", book[name].freeze_panes, name)
            self.assertGreater(book[name].column_dimensions["A"].width, 8)
        summary = "\n".join(str(c) for row in book["Summary"].iter_rows(values_only=True)
                            for c in row if c is not None)
        said = json.loads(self.e2roi("info", "r.h5", "--json")[0])["decision"]["headline"]
        self.assertIn(said.replace(" ", ""), "".join(summary.split()))
        self.assertIn("median NPV [EUR]", summary)

    def test_the_fans_have_a_native_chart_a_path_that_draws_the_quantiles(self):
        self.run_of()
        self.e2roi("export", "r.h5", "--draws", 2)
        book = openpyxl.load_workbook(self.folder / "r.xlsx")
        rows = list(book["Fan data"].iter_rows(values_only=True))
        heads = rows[0]
        with h5py.File(self.folder / "r.h5") as file:
            ids, quantiles = text_of(file["path"]), file["series/customers"][...]
            found = [r for r in rows if r[0] == "customers" and r[1] == ids[2]]
            numpy.testing.assert_allclose([r[7:12] for r in found], quantiles[2], rtol=1e-15)
            numpy.testing.assert_allclose([r[5] for r in found],
                                          file["series/customers_mean"][2], rtol=1e-15)
        # What a chart stacks adds up to the quantiles.
        numpy.testing.assert_allclose(
            [numpy.cumsum((r[7], *r[12:16]))[1:] for r in found], quantiles[2][:, 1:], rtol=1e-12)
        self.assertEqual({r[16] for r in found}, {0})
        with zipfile.ZipFile(self.folder / "r.xlsx") as parts:
            charts = [parts.read(n).decode() for n in sorted(parts.namelist())
                      if n.startswith("xl/charts/chart") and b"areaChart" in parts.read(n)]
        # Eight quantities, five paths; staying put against itself is always worth 0.
        self.assertEqual(len(charts), 7 * len(ids) - 1)
        self.assertEqual(len(book["Fans"]._charts), len(charts))
        axes = set()
        for path in ids:
            first = 1 + next(i for i, r in enumerate(rows) if r[:2] == ("customers", path))
            # Lowest quantile, two bands, the median's line, two bands.
            wanted = [f"'Fan data'!${c}${first}:${c}${first + MONTHS - 1}" for c in "HMNQOP"]
            ours = [c for c in charts
                    if re.findall(r"<c:val><c:numRef><c:f>(.*?)</c:f>", c) == wanted]
            self.assertEqual(len(ours), 1, path)
            axes.add(tuple(float(re.search(rf'<c:{end} val="(.*?)"/>', ours[0])[1])
                           for end in ("min", "max")))
        self.assertEqual(len(axes), 1, "one axis for all paths")
        low, high = axes.pop()
        self.assertLessEqual(low, quantiles.min())
        self.assertGreaterEqual(high, quantiles.max())
        self.assertEqual(heads[7:12], ("p5", "p25", "p50", "p75", "p95"))

    def test_csv_reads_back_as_the_same_doubles(self):
        self.run_of("--first-draw", 1000)
        _, err = self.e2roi("export", "r.h5", "--out", "t/")
        self.assertEqual(err, "e2roi: wrote t/\n")
        self.assertEqual(sorted(p.name for p in (self.folder / "t").iterdir()),
                         [f"{n}.csv" for n in ("columns", "draws", "inputs", "outcomes", "series")])
        tables = {n: table(self.read(f"t/{n}.csv"))
                  for n in ("columns", "draws", "inputs", "outcomes", "series")}
        with h5py.File(self.folder / "r.h5") as file:
            ids = text_of(file["path"])
            for outcome in OUTCOMES:
                for path, name in enumerate(ids):
                    written = [number(r[outcome]) for r in tables["draws"] if r["path"] == name]
                    numpy.testing.assert_array_equal(written, file["draws"][outcome][path])
            self.assertEqual([int(r["draw"]) for r in tables["draws"]][::len(ids)],
                             list(range(1000, 1000 + DRAWS)))
            numpy.testing.assert_array_equal(
                numpy.array([number(r["value"]) for r in tables["inputs"]]).reshape(DRAWS, -1).T,
                file["inputs/value"][...])
            for series in ("openness", "cumulative", "belief"):
                rows = [r for r in tables["series"] if r["series"] == series]
                wide = [[number(r[c]) for c in ("p5", "p25", "p50", "p75", "p95")] for r in rows]
                shape = file["series"][series].shape
                numpy.testing.assert_array_equal(numpy.reshape(wide, shape),
                                                 file["series"][series][...])
            for statistic, array, error in (("mean", "npv_mean", "npv_standard_error"),
                                            ("positive", "npv_positive",
                                             "npv_positive_standard_error"),
                                            ("quantile", "npv_quantile",
                                             "npv_quantile_standard_error")):
                rows = [r for r in tables["outcomes"]
                        if (r["outcome"], r["statistic"]) == ("npv", statistic)]
                for column, name in (("value", array), ("standard_error", error)):
                    numpy.testing.assert_array_equal([number(r[column]) for r in rows],
                                                     file["outcome"][name][...].ravel())
            rows = [r for r in tables["outcomes"]
                    if (r["outcome"], r["statistic"]) == ("pv_rung", "mean")]
            self.assertEqual([r["rung"] for r in rows[:5]], text_of(file["draws/rung"]))
            numpy.testing.assert_array_equal([number(r["value"]) for r in rows],
                                             file["outcome/pv_rung_mean"][...].ravel())
        # Every column is explained, in its order.
        for name in ("draws", "inputs", "outcomes", "series"):
            self.assertEqual([r["column"] for r in tables["columns"] if r["table"] == name],
                             list(tables[name][0]))

    def test_sipmath_holds_coherent_arrays_of_draws_with_the_standards_names(self):
        self.run_of()
        out, err = self.e2roi("export", "r.h5", "--format", "sipmath", "--out", "-")
        self.assertEqual(err, "")
        library = json.loads(out)
        self.assertEqual((library["objectType"], library["libraryType"]),
                         ("sipModel", "SIPmath_3_0"))
        self.assertEqual(library["U01"]["rng"], [{"name": "trial", "function": "Index",
                                                  "arguments": {"counter": "PM_Index"}}])
        sips = {sip["name"]: sip for sip in library["sips"]}
        self.assertEqual(len(sips), len(library["sips"]))
        for sip in library["sips"]:
            self.assertEqual((sip["function"], sip["ref"]),
                             ("SIP_Array", {"source": "rng", "name": "trial"}))
            self.assertEqual(sip["arguments"]["type"], "array")
            self.assertEqual(len(sip["arguments"]["value"]), DRAWS)
            self.assertRegex(sip["name"], r"^[A-Za-z_][A-Za-z0-9_.]*$")
            self.assertNotIn(None, sip["arguments"]["value"])
        with h5py.File(self.folder / "r.h5") as file:
            for path, name in enumerate(text_of(file["path"])):
                name = name.replace("-", "_")
                for outcome in ("npv", "customers", "belief"):
                    sip = sips[f"{name}.{outcome}"]
                    values = file["draws"][outcome][path]
                    numpy.testing.assert_array_equal(sip["arguments"]["value"], values)
                    self.assertEqual(sip["metadata"]["unit"],
                                     file["draws"][outcome].attrs["units"].decode())
                    self.assertAlmostEqual(sip["metadata"]["mean"], values.mean(),
                                           delta=1e-9 * abs(values).max())
                is_cancelled = ~numpy.isnan(file["draws/cancel_month"][path])
                numpy.testing.assert_array_equal(
                    sips[f"{name}.cancel_month_defined"]["arguments"]["value"], is_cancelled)
            self.assertIn("social_business.pv_rung_loyalty", sips)

    def test_equal_results_give_equal_bytes(self):
        self.run_of()
        names = ("a.xlsx", "a.json", "a.csv")
        before = []
        for _ in range(2):
            self.e2roi("export", "r.h5", *(f"--out={n}" for n in names), "--quiet")
            before.append([(self.folder / n).read_bytes() for n in names])
        self.assertEqual(before[0], before[1])
        with zipfile.ZipFile(self.folder / "a.xlsx") as book:
            self.assertEqual({i.date_time for i in book.infolist()}, {(1980, 1, 1, 0, 0, 0)})
            self.assertIn(b"2000-01-01T00:00:00Z", book.read("docProps/core.xml"))

    def test_odd_names_come_through_and_are_never_formulas(self):
        words = []
        for path, name in zip(PATHS, ODD_NAMES):
            words += ["--set", f"path.{path}.name={json.dumps(name, ensure_ascii=False)}"]
        self.run_of(*words)
        self.e2roi("export", "r.h5", "--out", "t/", "--out", "r.xlsx", "--out", "r.json")
        written = list(dict.fromkeys(r["path_name"] for r in table(self.read("t/draws.csv"))))
        guarded = ["'" + n if n[0] in "=+-@" else n for n in ODD_NAMES]
        self.assertEqual(written[1:], guarded)
        sheet = openpyxl.load_workbook(self.folder / "r.xlsx")
        for page in sheet:
            for row in page.iter_rows():
                for cell in row:
                    self.assertNotEqual(cell.data_type, "f", f"{page.title} {cell.coordinate}")
        heads = [c.value for c in sheet["Draws"][1]]
        for name in ODD_NAMES:
            self.assertIn(f"{name}: npv [EUR]", heads)
        sips = json.loads(self.read("r.json"))["sips"]
        self.assertEqual([s["metadata"]["path_name"] for s in sips[1:5]], ODD_NAMES)
        # Lines end as RFC 4180 asks, but for those inside a field.
        raw = (self.folder / "t/outcomes.csv").read_bytes().replace("Zürich\nÅß".encode(), b"")
        self.assertEqual(raw.count(b"\n"), raw.count(b"\r\n"))

    def test_draws_limits_what_is_written_by_draw_and_nothing_else(self):
        self.run_of()
        self.e2roi("export", "r.h5", "--out", "t/", "--out", "r.xlsx", "--draws", 7)
        self.assertEqual(len(table(self.read("t/draws.csv"))), 7 * 5)
        book = openpyxl.load_workbook(self.folder / "r.xlsx")
        self.assertEqual(book["Draws"].max_row, 8)
        self.assertEqual(book["Input draws"].max_row, 8)
        said = "\n".join(str(r[0]) for r in book["Summary"].iter_rows(values_only=True))
        self.assertIn("hold the first 7 of 60 draws; all figures here are of all draws", said)
        self.e2roi("export", "r.h5", "--out", "all.csv", "--draws", "1M")
        self.assertEqual(len(table(self.read("all.csv"))), DRAWS * 5)

    def test_one_table_goes_to_one_file_or_to_standard_output(self):
        self.run_of()
        self.e2roi("export", "r.h5", "--out", "t/")
        for name in ("outcomes", "series", "draws", "inputs", "columns"):
            out, _ = self.e2roi("export", "r.h5", "--format", "csv", "--table", name, "--out", "-")
            self.assertEqual(out.encode(), (self.folder / f"t/{name}.csv").read_bytes())
        self.e2roi("export", "r.h5", "--format", "csv")
        self.assertEqual((self.folder / "r-csv/draws.csv").read_bytes(),
                         (self.folder / "t/draws.csv").read_bytes())

    def test_a_run_without_fans_is_exported_without_them(self):
        self.run_of("--set", "run.fans=false")
        self.e2roi("export", "r.h5", "--out", "t/", "--out", "r.xlsx")
        self.assertNotIn("t/series.csv", self.files())
        book = openpyxl.load_workbook(self.folder / "r.xlsx")
        self.assertNotIn("Fans", book.sheetnames)
        self.assertIn("holds no fans", self.refused("export", "r.h5", "--out", "s.csv", "--table",
                                                    "series", exits=2))
        self.assertNotIn("s.csv", self.files())

    def test_what_cannot_be_exported_is_refused_in_one_sentence(self):
        self.run_of("--set", "run.fans=false")
        self.e2roi("compare", "r.h5", "--out", "report.h5")
        before = self.files()
        said = self.refused("export", "report.h5", exits=2)
        self.assertIn("report.h5 holds no draws", said)
        for words, exits, part in (
                (("r.h5", "--out", "-"), 64, "--format csv or --format sipmath"),
                (("r.h5", "--out", "-", "--format", "xlsx"), 64, "--format csv or"),
                (("r.h5", "--format", "xlxs"), 64, "did you mean 'xlsx'?"),
                (("r.h5", "--out", "a.csv", "--table", "draw"), 64, "did you mean 'draws'?"),
                (("r.h5", "--out", "a.txt"), 64, "has to end in .xlsx, .csv, .json"),
                (("r.h5", "--out", "a.csv", "--format", "xlsx"), 64, "contradict each other"),
                (("r.h5", "--out", "a.csv", "--out", "a.csv"), 64, "given twice"),
                (("r.h5", "--table", "draws"), 64, "--table names"),
                (("r.h5", "--draws", "0"), 64, "--draws is 0"),
                (("r.h5", "--draws", "-3"), 64, "draws"),
                (("r.h5", "--out", "no/where.csv"), 74, "no/where.csv"),
                (("none.h5",), 74, "none.h5"),
                ((SCENARIO, "--out", "a.csv"), 74, "scenario.toml")):
            self.assertIn(part, self.refused("export", *words, exits=exits))
        self.assertEqual(self.files(), before)


if __name__ == "__main__":
    cli.main()
