#!/usr/bin/python3
"""Hostile scenarios, batches, CSV and result files: one clear error, bounded memory, nothing read or
written outside what the formats allow.

    cli_bad_input_test.py PROGRAM
"""
import os
import resource
import struct
import subprocess
import time

import xxhash

from cli import CommandLine, PROGRAM, PROJECT, SCENARIO, environment, main

MEMORY = 1 << 30  # bytes of address space that the program gets
SECONDS = 20      # far above what any of these takes
WHOLE = (PROJECT / "tests/fuzz/corpus/scenario/everything.toml").read_text()


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def processor_seconds():
    """Of all programs that have ended: a busy machine makes them no more."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


class BadInput(CommandLine):
    def refusal(self, *words, exits=2, stdin=subprocess.DEVNULL):
        """What the program says under limits of memory and time; it must refuse."""
        began = time.monotonic()
        done = subprocess.run([PROGRAM, *map(str, words)], capture_output=True, cwd=self.folder,
                              stdin=stdin, timeout=SECONDS, env=environment(), preexec_fn=limited)
        err = done.stderr.decode()
        self.assertEqual(done.returncode, exits, err[:2000])
        self.assertLess(time.monotonic() - began, SECONDS)
        self.assertLess(len(err), 4_000_000)
        self.assertIn("error: ", err)
        return err

    def test_a_result_file_is_no_scenario_and_no_list_of_samples(self):
        self.e2roi("run", SCENARIO, "--draws=20", "--quiet", "--out=r.h5")
        for verb in ("voi", "discover", "explain", "sweep", "reverse", "sensitivity", "run"):
            words = ("--grid=openness=0:1:2",) if verb == "sweep" else ()
            err = self.refusal(verb, "r.h5", *words)
            self.assertEqual(err, "r.h5: error: this is a result file, where a scenario is wanted: "
                                  "'e2roi info --json' has the one it was made from\n")
        self.assertIn("samples are wanted as CSV",
                      self.refusal("sweep", SCENARIO, "--from=r.h5"))

    def check(self, text):
        (self.folder / "x.toml").write_text(text)
        return self.refusal("check", "x.toml")

    def changed(self, old, new):
        self.assertEqual(WHOLE.count(old), 1)
        return WHOLE.replace(old, new)


class Sizes(BadInput):
    def test_numbers_beyond_their_range_are_refused_before_memory_is_asked_for(self):
        for old, new in [("months = 12", "months = 1_000_000_000"),
                         ("draws = 512", "draws = 9_000_000_000_000_000_000"),
                         ("keep_trajectories = 1", "keep_trajectories = 4_000_000_000")]:
            self.assertIn("must be", self.check(self.changed(old, new)))

    def test_a_run_that_fits_no_memory_is_refused_before_it_starts(self):
        (self.folder / "x.toml").write_text(self.changed("draws = 512", "draws = 900_000_000_000"))
        self.refusal("run", "x.toml", "--out", "x.h5", exits=1)
        self.assertEqual(self.files(), ["x.toml"])

    def test_lists_and_tables_longer_than_any_scenario_has_say_so(self):
        many = ",\n".join
        cases = [
            self.changed("[0.05, 0.5, 0.95]", f"[\n{many(str(i) for i in range(300_000))}]"),
            self.changed("[[0, 0], [3, 1]]", f"[\n{many(f'[{i}, 1]' for i in range(200_000))}]"),
            self.changed("one_off = [", "one_off = [\n" + "{month=1,cost=1},\n" * 100_000),
            self.changed('"9 EUR"', f"{{ discrete = [\n{many(['1, 0.1'] * 200_000)}] }}"),
            self.changed("[[0, 1], [1, 0]]", f"[\n{many(['[' + '0,' * 11_000 + ']'] * 90)}]"),
            WHOLE + '\n[[path]]\nid = "p"\n' * 100_000,
            WHOLE + '\n[[company.unit]]\nid = "u"\n' * 100_000,
            WHOLE + '\n[[correlation]]\ninputs = [\n' + '"finance.margin",\n' * 100_000 + ']\n',
            "[run]\n" + "\n".join(f"k{i} = 1" for i in range(300_000)),
        ]
        for text in cases:
            self.assertIn(", but may have at most ", self.check(text)[:1_000_000])

    def test_mistakes_beyond_a_thousand_are_counted_not_printed(self):
        line = "{ month = 1, cost = 1, " + ", ".join(f"k{i} = 1" for i in range(600)) + " },\n"
        error = self.check(self.changed("one_off = [", "one_off = [\n" + line * 2))
        self.assertIn("there are 200 more mistakes, which are not listed", error)

    def test_depth_is_refused(self):
        for text in ["[" + ".".join(["a"] * 10_000) + "]\nx = 1\n",
                     "a = " + "{a=" * 10_000 + "1" + "}" * 10_000,
                     "a = " + "[\n" * 10_000 + "]\n" * 10_000,
                     "a" + ".a" * 10_000 + " = 1\n"]:
            self.check(text)

    def test_a_key_of_thousands_of_parts_is_refused_at_once(self):
        for text, place in [("a" + ".a" * 24_000 + " = 1\n", "1:1"),
                            ("[ run ]\n  x . \"y\"" + " . a" * 9_000 + " = 1\n", "2:3"),
                            ("[a" + ".a" * 24_000 + "]\n", "1:2"),
                            ("x = {a" + ".a" * 24_000 + "=1}", "1:6")]:
            began = processor_seconds()
            error = self.check(text)
            self.assertLess(processor_seconds() - began, 1)
            self.assertIn(f"x.toml:{place}: error: the key has more than 100 parts", error)
            self.assertEqual(error.count("error: "), 1)

    def test_dots_that_are_no_key_are_no_mistake(self):
        (self.folder / "x.toml").write_text(
            WHOLE + "# " + "." * 2_000 + " = 1\n# " + "a. " * 2_000 + "\n")
        done = subprocess.run([PROGRAM, "check", "x.toml"], capture_output=True, cwd=self.folder,
                              env=environment())
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_a_scenario_of_200_megabytes_is_refused_unread(self):
        with open(self.folder / "x.toml", "wb") as file:
            file.truncate(200 << 20)
        self.assertIn("a scenario has at most 4194304", self.refusal("check", "x.toml"))

    def test_csv_files_of_any_shape_take_bounded_memory(self):
        (self.folder / "x.toml").write_text(WHOLE)
        for text in ["," * 10_000_000, "company.fit\n" + "," * 10_000_000,
                     ",".join(f"k{i}" for i in range(15_000)) + "\n",
                     "company.fit\n" + "x\n" * 900_000]:
            (self.folder / "x.csv").write_text(text)
            self.refusal("sweep", "x.toml", "--from", "x.csv")
        (self.folder / "x.csv").write_text("\n" * 3_000_000)
        self.assertIn("more than 1000000 lines",
                      self.refusal("sweep", "x.toml", "--from", "x.csv", exits=74))
        self.assertIn("more than 67108864 bytes",
                      self.refusal("sweep", "x.toml", "--from", "/dev/zero", exits=74))


class Places(BadInput):
    """Where a scenario or batch may lead the program."""

    def test_extends_reads_regular_files_of_its_folder_tree_only(self):
        inner = self.folder / "inner"
        inner.mkdir()
        (self.folder / "outside.toml").write_text(WHOLE)
        os.symlink("../outside.toml", inner / "link.toml")
        os.symlink("..", inner / "up")
        os.mkfifo(inner / "pipe.toml")
        for target in ["../outside.toml", "link.toml", "up/outside.toml", "./../inner/../outside.toml",
                       str(self.folder / "outside.toml"), "/proc/self/environ", "/dev/zero",
                       "/dev/stdin"]:
            (inner / "x.toml").write_text(f'extends = "{target}"\n')
            self.assertIn("leaves the folder tree", self.refusal("check", "inner/x.toml"), target)
        for target, why in [("pipe.toml", "it is not a regular file"), (".", "it is a folder")]:
            (inner / "x.toml").write_text(f'extends = "{target}"\n')
            self.assertIn(why, self.refusal("check", "inner/x.toml"))
        (inner / "x.toml").write_text('extends = "/dev/zero"\n')
        self.assertIn("it is not a regular file",
                      self.refusal("check", "inner/x.toml", "--allow-outside"))

    def test_a_scenario_that_is_no_file_is_refused_at_once(self):
        os.mkfifo(self.folder / "pipe")
        for file in ["pipe", "/dev/zero"]:
            self.refusal("check", file, exits=74)

    def test_a_file_that_is_there_and_cannot_be_read_is_one_error(self):
        (self.folder / "x.toml").write_text(WHOLE)
        for words in [("check", "/proc/self/mem"), ("run", "/proc/self/mem", "--out", "x.h5"),
                      ("sweep", "x.toml", "--from", "/proc/self/mem"),
                      ("info", "/proc/self/mem"), ("merge", "/proc/self/mem", "--out", "x.h5")]:
            error = self.refusal(*words, exits=74)
            self.assertIn("cannot read", error)
            self.assertEqual(error.count("\n"), 1, error)
        (self.folder / "x.toml").write_text('extends = "/proc/self/mem"\n')
        self.assertIn("its content cannot be read",
                      self.refusal("check", "x.toml", "--allow-outside"))
        self.assertEqual(self.files(), ["x.toml"])

    def test_standard_input_without_an_end_is_refused(self):
        with open("/dev/zero") as endless:
            self.assertIn("has more than 4194304 bytes",
                          self.refusal("check", "-", stdin=endless))

    def test_a_batch_reads_regular_files_of_its_folder_tree_only(self):
        inner = self.folder / "inner"
        inner.mkdir()
        (inner / "ok.toml").write_text(WHOLE)
        (self.folder / "outside.csv").write_text("company.fit\n0.5\n")
        os.symlink("../outside.csv", inner / "link.csv")
        os.mkfifo(inner / "pipe.csv")
        batch = inner / "b.batch.toml"
        for samples in ["../outside.csv", "link.csv", str(self.folder / "outside.csv"),
                        "/proc/self/environ", "/dev/zero"]:
            batch.write_text(f'scenarios = ["ok.toml"]\nsamples = "{samples}"\n')
            self.assertIn("leaves the folder tree", self.refusal("batch", batch), samples)
        for line in ['scenarios = ["ok.toml"]\nsamples = "pipe.csv"\n',
                     'scenarios = ["pipe.csv"]\n']:
            batch.write_text(line)
            self.assertIn("is not a regular file", self.refusal("batch", batch))
        self.assertFalse((self.folder / "results").exists())

    def test_names_of_scenarios_variants_and_values_stay_inside_the_output_folder(self):
        inner = self.folder / "inner"
        inner.mkdir()
        (inner / "x.toml").write_text(self.changed('"Everything once"', '"../../../escape"'))
        (inner / "b.batch.toml").write_text(
            'name = "../../name"\nscenarios = ["x.toml"]\nset = ["run.draws=8"]\n'
            '[[variant]]\nid = "../../variant"\n[[cross]]\nkey = "company.fit"\nvalues = [0.5]\n')
        self.e2roi("batch", "inner/b.batch.toml", "--quiet")
        self.e2roi("run", "inner/x.toml", "--draws", "8", "--quiet")
        for name in ("escape", "name", "variant"):
            self.assertEqual(list(self.folder.parent.glob(name + "*")), [])
        outside = [f for f in self.files() if not f.startswith(("results", "inner"))]
        self.assertEqual(outside, [])
        self.assertEqual(sorted(p.name for p in inner.iterdir()), ["b.batch.toml", "x.toml"])


class Shards(BadInput):
    """Shards that state wrong things under right checksums."""

    @staticmethod
    def checksum(data):
        return struct.pack("<Q", xxhash.xxh3_64_intdigest(data))

    def forged(self, shard, change_header=lambda h: h, change_tail=lambda t: t,
               change_sizes=lambda blocks, size: (blocks, size)):
        """A shard with other words: magic, sizes, header; blocks and their sums; the tail."""
        data = shard.read_bytes()
        size, blocks, block_bytes = struct.unpack_from("<3Q", data, 16)
        header, first = data[40:40 + size], 48 + size
        tail_at = first + blocks * (block_bytes + 8) + 8
        middle, tail = data[first:tail_at], data[tail_at:-8]
        self.assertEqual(self.checksum(data[:40 + size]), data[40 + size:first])
        self.assertEqual(self.checksum(middle[-8 - 8 * blocks:-8]), middle[-8:])
        self.assertEqual(self.checksum(middle[:block_bytes]), middle[blocks * block_bytes:][:8])
        self.assertEqual(self.checksum(tail), data[-8:])
        header, tail = change_header(header), change_tail(tail)
        head = data[:16] + struct.pack("<3Q", len(header),
                                       *change_sizes(blocks, block_bytes)) + header
        forged = self.folder / "forged.shard"
        forged.write_bytes(head + self.checksum(head) + middle + tail + self.checksum(tail))
        return forged

    def test_merge_refuses_what_a_forged_shard_claims(self):
        (self.folder / "x.toml").write_text(WHOLE)
        self.e2roi("run", "x.toml", "--out", "x.h5", "--shard", "1/1", "--quiet")
        shard, = self.folder.glob("x.h5*.shard")

        def field(key, value):
            def change(header):
                start = header.index(b"\n" + key + b"\n") + len(key) + 2
                end = header.index(b"\n", start)
                old = int(header[start:end])
                return (header[:start] + b"%d\n" % len(value) + value +
                        header[end + 1 + old:])
            return change
        huge = b"9000000000000000000"
        for change in [field(b"stretch_draws", huge), field(b"stretch_place", huge),
                       field(b"draws", huge), field(b"draws", b"513"), field(b"seed", b"8"),
                       field(b"stretch_draws", b"0"),
                       field(b"scenario", b"x = [" * 1000), lambda header: b"",
                       lambda header: header[:-1] + b"x"]:
            self.refused(self.forged(shard, change))
        for change in [lambda tail: b"\xff" * len(tail), lambda tail: b"\x7f" * len(tail),
                       lambda tail: b"\x00" * len(tail), lambda tail: tail[:-8],
                       lambda tail: b"\x01" + tail[1:],             # another number of parts
                       lambda tail: tail[:8] + b"\x01" + tail[9:]]:  # another size of all
            self.assertIn("damaged", self.refused(self.forged(shard, change_tail=change)))
        for change in [lambda blocks, size: (0, size), lambda blocks, size: (blocks + 1, size),
                       lambda blocks, size: (blocks, 0), lambda blocks, size: (blocks, size - 8),
                       lambda blocks, size: (1 << 63, 2), lambda blocks, size: (2, 1 << 63),
                       lambda blocks, size: ((1 << 64) - 1, (1 << 64) - 1)]:
            self.assertIn("damaged", self.refused(self.forged(shard, change_sizes=change)))

    def refused(self, forged):
        done = subprocess.run([PROGRAM, "merge", forged, "--out", "y.h5"], cwd=self.folder,
                              capture_output=True, timeout=SECONDS, env=environment(),
                              preexec_fn=limited)
        error = done.stderr.decode()
        self.assertIn(done.returncode, (1, 2, 74), error)
        self.assertIn("error: ", error)
        self.assertFalse((self.folder / "y.h5").exists())
        return error


if __name__ == "__main__":
    main()
