#!/usr/bin/python3
"""Whether a run takes the memory that it says it needs before it begins.

    cli_hostile_memory_test.py PROGRAM [DRAWS [MONTHS]]

100,000 draws of 3 months unless told otherwise; engine/results/HOSTILE.md has the figures of
1 million. Exit code 77 where nobody may mount: what is needed is heard from a program that is shown
a machine without memory.
"""
import os
import re
import subprocess
import sys

import cli
from cli import PROGRAM, SCENARIO, environment

NUMBERS = [int(sys.argv.pop(2)) for _ in sys.argv[2:4]]
DRAWS, MONTHS = (NUMBERS + [100_000, 3][len(NUMBERS):])[:2]


class Memory(cli.CommandLine):
    def needed(self, *words):
        """What the run says it needs [MB]."""
        (self.folder / "meminfo").write_text("MemAvailable: 1 kB\n")
        unshare = ["unshare", "--mount"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
        said = subprocess.run([*unshare, "sh", "-c", 'mount --bind meminfo /proc/meminfo && exec "$@"',
                               "sh", PROGRAM, *map(str, words)], capture_output=True, text=True,
                              cwd=self.folder, env=environment()).stderr
        if re.search("^(unshare|mount): ", said, re.MULTILINE):
            print("skipped:", said)
            sys.stdout.flush()
            os._exit(77)
        self.assertRegex(said, r"needs \d+ MB of memory")
        return int(re.search(r"needs (\d+) MB of memory", said)[1])

    def peak(self, *words):
        """The most memory that the program had [MB]."""
        child = subprocess.Popen([PROGRAM, *map(str, words), "--quiet"], cwd=self.folder,
                                 env=environment(), stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        self.assertEqual(child.returncode, 0)
        return usage.ru_maxrss * 1024 / 1e6

    def compare(self, what, needed, peak):
        print(f"{what}, {DRAWS:,} draws of {MONTHS} months: said {needed} MB, took {peak:.0f} MB "
              f"({100 * (needed / peak - 1):+.0f} %)")
        sys.stdout.flush()
        # Beside it the program and its libraries: some 30 MB at any size.
        self.assertLess(peak, 1.15 * needed + 30)
        self.assertGreater(peak, 0.85 * needed)

    def test_a_run_takes_what_it_says(self):
        words = ("run", SCENARIO, f"--draws={DRAWS}", f"--months={MONTHS}", "--threads=2",
                 "--out=r.h5")
        self.compare("run", self.needed(*words), self.peak(*words, "--checkpoint=0"))
        (self.folder / "r.h5").unlink()
        self.compare("run with checkpoints", self.needed(*words),
                     self.peak(*words, f"--checkpoint={max(DRAWS // 8, 4096)}"))
        (self.folder / "r.h5").unlink()
        shards = []
        for number in range(1, 5):
            peak = self.peak(*words, f"--shard={number}/4")
            if number == 1:
                self.compare("a shard of 4", self.needed(*words, "--shard=1/4"), peak)
            shards.append(f"r.h5-00{number}-of-004.shard")
        self.compare("merge of 4 shards", self.needed(*words),
                     self.peak("merge", *shards, "--threads=2", "--out=r.h5"))


if __name__ == "__main__":
    cli.main()
