#!/usr/bin/env python3
"""Speed of the model as users of OpenTURNS would run it: OpenTURNS draws the inputs from the same
priors and hands them to the NumPy model of vectorised/ through PythonFunction, which batches and
runs on several processes. No goal: the engine is compared with it.

    openturns_model.py --check
        quantiles of every prior are the engine's, and mean NPV of every path agrees with the
        engine's within 5 standard errors; times nothing
    openturns_model.py --draws 20000 --seconds 5 --csv results/speed/rivals.csv
        also draw-months a second (draws x months x paths, stay included) of the whole evaluation:
        drawing the inputs, monthly noise, outcomes; on 1 and on 2 processes
"""
import argparse
import math
import os
import re
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # processes are the only parallelism here

try:
    import numpy as np
    import openturns as ot

    from vectorised import engine, timing
    from vectorised.model import simulate_in_chunks
    from vectorised.noise import numpy_noise
except ImportError as missing:
    print(f"skipped: {missing} (Debian: python3-openturns python3-numpy python3-h5py)")
    sys.exit(77)

NORMAL_P90 = 1.2815515655446004
STANDARD_ERRORS = 5  # of the four paths' means; a false alarm in less than one of 400,000 checks

# The families of the engine's priors, each with its exact counterpart. A scenario may use others:
# pert and beta would be an ot.Beta, discrete an ot.UserDefined, metalog has no counterpart.
FAMILIES = {
    "uniform": ot.Uniform,
    "triangular": ot.Triangular,
    "normal": ot.Normal,
    "lognormal": lambda median, p90: ot.LogNormal(math.log(median),
                                                  math.log(p90 / median) / NORMAL_P90),
}


def distribution_of(text):
    """The ot.Distribution of a canonical spelling, e.g. "lognormal(median: 6, p90: 15)"."""
    call = re.fullmatch(r"(\w+)\((.*)\)", text)
    if not call:
        return ot.Dirac(float(text))
    if call[1] not in FAMILIES:
        raise ValueError(f"no counterpart of '{text}' among {', '.join(FAMILIES)}")
    return FAMILIES[call[1]](*(float(argument.split(":")[-1]) for argument in call[2].split(",")))


def priors_agree(inputs):
    """Whether the 10, 50 and 90 % quantiles of every input are those that the engine states."""
    is_right = True
    for record in inputs:
        distribution = distribution_of(record["distribution"])
        for share, name in ((0.1, "p10"), (0.5, "p50"), (0.9, "p90")):
            quantile = distribution.computeQuantile(share)[0]
            if abs(quantile - record[name]) > 1e-9 * abs(record[name]):
                is_right = False
                print(f"  {record['key']}: {name} {quantile!r}, engine {record[name]!r}: DIFFER")
    return is_right


def joint_distribution(inputs):
    """All inputs, independent. The engine clips what it draws to the bounds of the input's record;
    OpenTURNS can only truncate, so the model clips (NpvOfPaths)."""
    return ot.ComposedDistribution([distribution_of(record["distribution"]) for record in inputs])


class NpvOfPaths:
    """Inputs of many draws (N, inputs) to the NPV of every path (N, P) [EUR]."""

    def __init__(self, setting, inputs, chunk):
        self.setting, self.chunk = setting, chunk
        self.keys = [record["key"] for record in inputs]
        self.bounds = np.array([[record["lo"], record["hi"]] for record in inputs]).T

    def __call__(self, sample):
        sample = np.clip(np.array(sample, copy=False), *self.bounds)
        # Seeded by the inputs themselves: processes differ, and a run can be repeated.
        generator = np.random.default_rng(sample[0].view(np.uint64))
        units = len(self.setting.company.openness)
        columns = np.ascontiguousarray(sample.T)
        outcomes = simulate_in_chunks(
            self.setting, dict(zip(self.keys, columns)), self.chunk,
            lambda first, last: numpy_noise(generator, last - first, units))
        return outcomes["npv"].T


def function_of(model, inputs, processes):
    return ot.PythonFunction(len(inputs), len(model.setting.plans.names), func_sample=model,
                             n_cpus=processes)


def means_agree(names, npv, expected):
    """Whether mean NPVs are equal within their standard errors; npv and expected: (P, N)."""
    is_right = True
    for path, mine, theirs in zip(names, npv, expected):
        error = math.hypot(*(x.std(ddof=1) / math.sqrt(len(x)) for x in (mine, theirs)))
        difference = mine.mean() - theirs.mean()
        fits = abs(difference) <= STANDARD_ERRORS * error
        is_right = is_right and fits
        print(f"  {path}: mean NPV {mine.mean() / 1e6:.2f} M EUR, engine "
              f"{theirs.mean() / 1e6:.2f}, "
              f"difference {difference / error if error else 0:.1f} standard errors"
              f"{'' if fits else ': DIFFER'}")
    return is_right


def measure(options):
    result = engine.run(options.e2roi, options.scenario, options.draws)
    setting = result.setting
    inputs = engine.describe(options.e2roi, options.scenario)
    if not priors_agree(inputs):
        return False
    priors = joint_distribution(inputs)
    ot.RandomGenerator.SetSeed(1)

    model = NpvOfPaths(setting, inputs, 1000)
    npv = np.array(function_of(model, inputs, 1)(priors.getSample(options.draws))).T
    if not means_agree(setting.plans.names, npv, result.outcomes["npv"]):
        return False
    if options.check:
        return True

    few = {key: values[:4000] for key, values in result.inputs.items()}
    _, model.chunk = timing.fastest_chunk(setting, few, options.seconds / 5)
    for processes in (1, 2):
        evaluate = function_of(model, inputs, processes)
        rate = timing.best_rate(lambda: evaluate(priors.getSample(options.draws)),
                                timing.draw_months(setting, options.draws), options.seconds)
        what = f"OpenTURNS, {processes} process{'es' if processes > 1 else ''}"
        print(f"{what}, {timing.level()}: {rate / 1e6:.2f} M draw-months/s, "
              f"{model.chunk} draws at a time")
        if options.csv:
            timing.append_row(options.csv, what, rate, options.draws, model.chunk,
                              [f"openturns {ot.__version__}"])
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare priors and mean NPVs, no more")
    parser.add_argument("--draws", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=5.0, help="for each number of processes")
    parser.add_argument("--csv", help="file to append rows to")
    parser.add_argument("--scenario", default=timing.SCENARIO)
    parser.add_argument("--e2roi", default=timing.PROGRAM, help="the program, built")
    options = parser.parse_args()
    return 0 if measure(options) else 1


if __name__ == "__main__":
    sys.exit(main())
