"""Rates in draw-months/s, and rows of figures with what makes them worth anything: machine,
versions, commit."""
import csv
import platform
import subprocess
import time
from pathlib import Path

import numpy as np

from vectorised.model import simulate_in_chunks
from vectorised.noise import numpy_noise

PROJECT = Path(__file__).resolve().parents[3]
PROGRAM = PROJECT / "build/release/e2roi"
SCENARIO = PROJECT / "scenarios/workshop-bank/scenario.toml"
CHUNKS = (250, 500, 1000, 2000, 4000)
# Of every CSV file of the suite (tools/speed/suite.cpp).
COLUMNS = ("what", "level", "rate", "unit", "goal", "met", "draws", "machine", "compiler", "flags",
           "commit")


def draw_months(setting, draws):
    """Draws x months x paths, `stay` included."""
    return draws * setting.months * len(setting.plans.names)


def best_rate(work, amount, seconds):
    """Best rate of repetitions of `work` over `seconds` [amount/s]; at least one."""
    best, end = 0.0, time.perf_counter() + seconds
    while best == 0 or time.perf_counter() < end:
        begun = time.perf_counter()
        work()
        best = max(best, amount / (time.perf_counter() - begun))
    return best


def fastest_chunk(setting, inputs, seconds):
    """(rate [draw-months/s], chunk [draw]) of the fastest chunk size, each tried for `seconds`.
    Noise is that of NumPy's own generator, made in the timed part."""
    draws = len(next(iter(inputs.values())))
    units = len(setting.company.openness)
    generator = np.random.default_rng(setting.seed)

    def rate(chunk):
        return best_rate(
            lambda: simulate_in_chunks(setting, inputs, chunk, lambda first, last: numpy_noise(
                generator, last - first, units)),
            draw_months(setting, draws), seconds)

    chunks = [chunk for chunk in CHUNKS if chunk < draws] + [draws] * (draws <= CHUNKS[-1])
    return max((rate(chunk), chunk) for chunk in chunks)


def level():
    """The x86-64 level whose instructions NumPy uses here."""
    features = np.core._multiarray_umath.__cpu_features__
    levels = {"x86-64-v4": "AVX512_SKX", "x86-64-v3": "AVX2", "x86-64-v2": "SSE42"}
    return next((name for name, feature in levels.items() if features.get(feature)), "x86-64")


def processor():
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.split(": ", 1)[1]
    return "unknown"


def commit():
    answer = subprocess.run(["git", "-C", PROJECT, "describe", "--always", "--dirty"],
                            capture_output=True, text=True)
    return answer.stdout.strip()


def append_row(file, what, rate, draws, chunk, libraries=()):
    """Adds a row to the CSV `file`, with a header if it is new. libraries: more "name version"."""
    versions = " ".join([f"python {platform.python_version()}", f"numpy {np.__version__}",
                         *libraries])
    file = Path(file)
    file.parent.mkdir(parents=True, exist_ok=True)
    is_new = not file.exists()
    with open(file, "a", newline="", encoding="utf-8") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        if is_new:
            rows.writerow(COLUMNS)
        rows.writerow([what, level(), int(rate), "draw-months/s", "", "", draws, processor(),
                       versions, f"as packaged; {chunk} draws at a time", commit()])
