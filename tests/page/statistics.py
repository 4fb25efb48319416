#!/usr/bin/python3
"""Statistics of a result file as JSON, in the shape of the page's Results:
{"outcome": {NAME: [{mean, sd, p5…} per path]}, "series": {NAME: {"paths": [{mean: […], p5: […]…}]}}}.

    statistics.py RESULT.h5
"""
import json
import sys

import h5py
import numpy

NAMES = ["p5", "p25", "p50", "p75", "p95"]


def plain(values):
    return [None if numpy.isnan(value) else float(value) for value in values]


def outcome(group, name):
    rows = zip(plain(group[name + "_mean"][()]), plain(group[name + "_sd"][()]), group[name + "_quantile"][()])
    return [{"mean": mean, "sd": sd, **dict(zip(NAMES, plain(quantiles)))} for mean, sd, quantiles in rows]


def series(group, name):
    return {"paths": [{"mean": mean.tolist(), **{at: values[:, i].tolist() for i, at in enumerate(NAMES)}}
                      for mean, values in zip(group[name + "_mean"][()], group[name][()])]}


with h5py.File(sys.argv[1]) as file:
    result = {
        "outcome": {name[:-5]: outcome(file["outcome"], name[:-5]) for name in file["outcome"]
                    if name.endswith("_mean") and file["outcome"][name].ndim == 1},
        "series": {name[:-5]: series(file["series"], name[:-5]) for name in file["series"] if name.endswith("_mean")},
    }
json.dump(result, sys.stdout)
