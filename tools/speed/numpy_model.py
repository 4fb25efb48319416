#!/usr/bin/env python3
"""Speed of the model as its users would write it in NumPy: arrays over draws and paths, months in a
Python loop, PCG64 normals. The model is in vectorised/; no goal: the engine is compared with it.

    numpy_model.py --check
        reproduces every series and outcome of the golden cases, and times nothing
    numpy_model.py --draws 2000 --seconds 3 --csv results/speed/rivals.csv
        draw-months a second (draws x months x paths, stay included), outcomes only, on one core;
        inputs are drawn outside of the timed part. First checks that the outcomes of these draws
        are the engine's when the noise is, so that the work is equal. The best of several chunk
        sizes, each tried for that many seconds.
"""
import argparse
import os
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # one core, whichever BLAS NumPy has

try:
    from vectorised import golden, timing
except ImportError as missing:
    print(f"skipped: {missing} (Debian: python3-numpy)")
    sys.exit(77)


def check():
    folder = timing.PROJECT / "tests/golden"
    return golden.compare_golden_folder(folder).report("golden cases")


def measure(options):
    from vectorised import engine  # needs h5py, which the golden cases do without
    result = engine.run(options.e2roi, options.scenario, options.draws)
    if not golden.compare_result(result).report("outcomes under the engine's noise"):
        return False
    rate, chunk = timing.fastest_chunk(result.setting, result.inputs, options.seconds)
    print(f"numpy {timing.level()}: {rate / 1e6:.2f} M draw-months/s, {chunk} draws at a time")
    if options.csv:
        timing.append_row(options.csv, "NumPy", rate, options.draws, chunk)
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="reproduce the golden cases, no more")
    parser.add_argument("--draws", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=3.0, help="for each chunk size")
    parser.add_argument("--csv", help="file to append a row to")
    parser.add_argument("--scenario", default=timing.SCENARIO)
    parser.add_argument("--e2roi", default=timing.PROGRAM, help="the program, built")
    options = parser.parse_args()
    return 0 if (check() if options.check else measure(options)) else 1


if __name__ == "__main__":
    sys.exit(main())
