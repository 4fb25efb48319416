#!/usr/bin/python3
"""The first two examples in the help of a verb run: as they stand, or with fewer draws where that takes long.

    cli_examples_test.py PROGRAM
"""
import os
import shlex
import subprocess

import cli
from cli import PROJECT

# Enough for each: voi needs five draws a term of its regressions, reverse 20 an input.
DRAWS = {"voi": 1300, "discover": 1500, "explain": 50, "sweep": 20, "reverse": 1520}


AS_THEY_STAND = ("run", "compare", "sensitivity", "info")  # in this order: some read what run made


class Examples(cli.CommandLine):
    def examples(self, verb):
        text, _ = self.e2roi("help", verb)
        examples = [line.strip() for line in text.splitlines() if line.startswith("  e2roi ")]
        self.assertGreaterEqual(len(examples), 2, text)
        return examples[:2]

    def setUp(self):
        super().setUp()
        (self.folder / "scenarios").symlink_to(PROJECT / "scenarios")

    def test_they_run_as_they_stand(self):
        (self.folder / "bin").mkdir()
        (self.folder / "bin/e2roi").symlink_to(cli.PROGRAM)
        path = str(self.folder / "bin") + os.pathsep + os.environ["PATH"]
        for verb in AS_THEY_STAND:
            for example in self.examples(verb):
                with self.subTest(example):
                    done = subprocess.run(["bash", "-c", example], cwd=self.folder, text=True,
                                          capture_output=True, env=cli.environment(PATH=path))
                    self.assertEqual(done.returncode, 0, done.stderr)

    def test_with_fewer_draws_they_answer(self):
        for verb, draws in DRAWS.items():
            for example in self.examples(verb):
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
