#!/usr/bin/python3
"""The draws of a result file as JSON: {outcome: [path][draw]}, rungs as pv_rung_NAME; numbers with
all their digits, undefined ones null.

    draws.py RESULT.h5
"""
import json
import sys

import h5py
import numpy

with h5py.File(sys.argv[1]) as file:
    draws = {name: file["draws"][name][()] for name in file["draws"] if name != "pv_rung"
             and file["draws"][name].ndim == 2}
    rungs = [rung.decode() for rung in file["draws/rung"][()]]
    for place, rung in enumerate(rungs):
        draws["pv_rung_" + rung] = file["draws/pv_rung"][:, place, :]
    draws = {name: [[None if numpy.isnan(value) else float(value) for value in row] for row in rows]
             for name, rows in draws.items()}
json.dump(draws, sys.stdout)
