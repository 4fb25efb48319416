#!/usr/bin/env python3
"""The output that a README shows is what the program prints today.

    readme_test.py PROGRAM ROOT [--update]

Every README with a block of output (```text … ```) right after the command that made it is checked:
each line of the block must occur in the output, in order; a line […] stands for any left out.
With --update, lines of the tables are replaced by today's.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

READMES = {"README.md": "scenarios/sns-2013/scenario.toml"}
BLOCK = re.compile(r"```text\n(.*?)```", re.S)


def output_of(program, root, scenario):
    with tempfile.TemporaryDirectory() as folder:
        run = subprocess.run(
            [program, "run", "--quiet", "--out", f"{folder}/result.h5", scenario],
            cwd=root, capture_output=True, text=True, check=True)
    return (run.stdout + run.stderr).splitlines()


def is_left_out(line):
    return line.strip() in ("", "[…]") or line.startswith("Result ")


def missing(block, output):
    """Lines of the block that the output does not have in that order."""
    at, absent = 0, []
    for line in block.splitlines():
        if is_left_out(line):
            continue
        if line in output[at:]:
            at = output.index(line, at) + 1
        else:
            absent.append(line)
    return absent


def label(line):
    return re.split(r"  +|(?<=Digest) ", line.strip())[0]


def updated(block, output):
    """The block with each line replaced by the next output line of the same label."""
    at, lines = 0, []
    for line in block.splitlines():
        following = [i for i in range(at, len(output)) if label(output[i]) == label(line)]
        if not is_left_out(line) and line not in output[at:] and following:
            at = following[0] + 1
            line = output[at - 1]
        elif line in output[at:] and not is_left_out(line):
            at = output.index(line, at) + 1
        lines.append(line)
    return "\n".join(lines) + "\n"


def main():
    program, root = sys.argv[1], pathlib.Path(sys.argv[2])
    for scenario in sorted(root.glob("scenarios/*/scenario.toml")):
        READMES[str(scenario.parent.relative_to(root) / "README.md")] = str(scenario.relative_to(root))
    stale = checked = 0
    for name, scenario in READMES.items():
        readme = root / name
        text = readme.read_text()
        match = BLOCK.search(text)
        if match is None:
            print(f"{name}: has no block of output")
            stale += 1
            continue
        output = output_of(program, root, scenario)
        if "--update" in sys.argv:
            readme.write_text(text.replace(match.group(1), updated(match.group(1), output)))
            continue
        checked += 1
        for line in missing(match.group(1), output):
            print(f"{name}: the program no longer prints: {line}")
            stale += 1
    print(f"{checked} pages checked, {stale} stale lines")
    return 1 if stale else 0


sys.exit(main())
