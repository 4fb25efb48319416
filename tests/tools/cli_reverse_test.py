"""The verb reverse, from the command line."""
import json

import h5py
import numpy

from cli import SCENARIO, CommandLine, main


class Reverse(CommandLine):
    def test_the_answer_leads_with_the_gap_and_how_far_assumptions_would_have_to_move(self):
        out, err = self.e2roi("reverse", SCENARIO, "--draws", "1600", "--quiet", "--json",
                              "--against", "stay", "--out", "r.h5")
        report = json.loads(out)
        self.assertEqual(report["format"], "e2roi-reversal-1")
        self.assertIn(" is ahead of Stay by ", report["sentences"][0])
        self.assertIn("standard deviations of our priors", report["sentences"][1])
        (ranking,) = report["tables"][0]["rows"]
        self.assertEqual((ranking["path"], ranking["other_path"]), ("social-business", "stay"))
        for figure in ("lead", "beaten", "distance", "beyond", "lead_after"):
            self.assertGreater(ranking[figure]["standard_error"], 0)
        with h5py.File(self.folder / "r.h5") as file:
            stored = file["reversal/ranking_distance"][...]
            self.assertEqual(numpy.nanmax(stored), ranking["distance"]["value"])
            self.assertEqual(numpy.isfinite(stored).sum(), 1)
        rows = report["tables"][1]["rows"]
        self.assertTrue(all(row["shift"]["standard_error"] > 0 for row in rows))
        shifts = [abs(row["shift"]["value"]) for row in rows]
        self.assertAlmostEqual(sum(shift * shift for shift in shifts) ** 0.5,
                               ranking["distance"]["value"], 9)
        self.assertEqual(shifts, sorted(shifts, reverse=True))
        self.assertEqual(err, "")
        self.assertEqual(self.files(), ["r.h5"])

    def test_what_cannot_be_ranked_is_one_line(self):
        self.assertIn("did you mean 'stay'?", self.refused("reverse", SCENARIO, "--path", "stey"))
        self.assertIn("1,520 are needed", self.refused("reverse", SCENARIO, "--draws", "1519"))
        self.assertIn("name two different ones",
                      self.refused("reverse", SCENARIO, "--path", "stay", "--against", "stay"))


if __name__ == "__main__":
    main()
