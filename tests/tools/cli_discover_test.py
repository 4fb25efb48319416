"""The verb discover, from the command line."""
import json

import h5py

from cli import SCENARIO, CommandLine, main


class Discover(CommandLine):
    def test_the_answer_leads_with_a_sentence_and_repeats_itself(self):
        words = ("discover", SCENARIO, "--draws", "3000", "--quiet")
        out, err = self.e2roi(*words)
        self.assertIn(" loses money in ", out.splitlines()[2])
        self.assertEqual(err, "")
        self.assertEqual(self.e2roi(*words, "--threads", "2")[0], out)

    def test_json_and_the_result_file_hold_the_same_tables(self):
        out, _ = self.e2roi("discover", SCENARIO, "--draws", "3000", "--quiet", "--json",
                            "--fails", "cancelled", "--out", "d.h5")
        report = json.loads(out)
        self.assertEqual(report["format"], "e2roi-discovery-1")
        leaves = next(t for t in report["tables"] if t["name"] == "leaves")
        self.assertAlmostEqual(sum(row["mass"]["value"] for row in leaves["rows"]), 1)
        with h5py.File(self.folder / "d.h5") as file:
            stored = file["discovery/leaves_mass"]
            self.assertAlmostEqual(sum(stored[:]), 1)
            self.assertEqual(len(file["discovery/leaf"]), len(leaves["rows"]))
            self.assertEqual(file["discovery/questions_asked_first"].shape, (109,))
            boxes = [name.decode() for name in file["discovery/box"]]
            self.assertEqual(boxes[-1], "all")
            self.assertIn(b"cancelled", file["provenance/study"][()])

    def test_what_cannot_be_answered_is_one_line(self):
        self.assertIn("did you mean 'npv'?",
                      self.refused("discover", SCENARIO, "--fails", "nvp < 0"))
        self.assertIn("there is no path 'social'",
                      self.refused("discover", SCENARIO, "--path", "social", "--quiet"))
        self.assertIn("at least 100 of either kind",
                      self.refused("discover", SCENARIO, "--draws", "50", "--quiet"))
        self.assertEqual(self.files(), [])


if __name__ == "__main__":
    main()
