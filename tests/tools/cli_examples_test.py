#!/usr/bin/python3
"""The examples in the help of the verbs that answer a question run as they stand, but for fewer draws.

    cli_examples_test.py PROGRAM
"""
import shlex

import cli
from cli import PROJECT

# Enough for each: voi needs five draws a term of its regressions, reverse 20 an input.
DRAWS = {"voi": 1300, "discover": 1500, "explain": 50, "sweep": 20, "reverse": 1520}


class Examples(cli.CommandLine):
    def test_the_first_two_of_each_run(self):
        (self.folder / "scenarios").symlink_to(PROJECT / "scenarios")
        for verb, draws in DRAWS.items():
            text, _ = self.e2roi("help", verb)
            examples = [line.strip() for line in text.splitlines() if line.startswith("  e2roi ")]
            self.assertGreaterEqual(len(examples), 2, text)
            for example in examples[:2]:
                words = shlex.split(example)
                self.assertEqual(words[:2], ["e2roi", verb])
                if "--draws" in words:
                    place = words.index("--draws")
                    del words[place:place + 2]
                with self.subTest(example):
                    out, err = self.e2roi(*words[1:], "--quiet", f"--draws={draws}")
                    self.assertTrue(out.startswith("Workshop bank\n\n"), out)
                    self.assertEqual(err, "")


if __name__ == "__main__":
    cli.main()
