"""The verb reverse, from the command line."""
import json

from cli import SCENARIO, CommandLine, main


class Reverse(CommandLine):
    def test_the_answer_leads_with_the_gap_and_how_far_assumptions_would_have_to_move(self):
        out, err = self.e2roi("reverse", SCENARIO, "--draws", "1500", "--quiet", "--json",
                              "--against", "stay", "--out", "r.h5")
        report = json.loads(out)
        self.assertEqual(report["format"], "e2roi-reversal-1")
        self.assertIn(" is ahead of Stay by ", report["sentences"][0])
        self.assertIn("standard deviations of our priors", report["sentences"][1])
        shifts = [abs(row["shift"]["value"]) for row in report["tables"][0]["rows"]]
        self.assertEqual(shifts, sorted(shifts, reverse=True))
        self.assertEqual(err, "")
        self.assertEqual(self.files(), ["r.h5"])

    def test_what_cannot_be_ranked_is_one_line(self):
        self.assertIn("did you mean 'stay'?", self.refused("reverse", SCENARIO, "--path", "stey"))
        self.assertIn("name two different ones",
                      self.refused("reverse", SCENARIO, "--path", "stay", "--against", "stay"))


if __name__ == "__main__":
    main()
