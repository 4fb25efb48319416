"""What the engine says of a scenario: settings, inputs and outcomes by draw, and its priors."""
import json
import subprocess
import tempfile
from typing import NamedTuple

import h5py
import numpy as np

from vectorised.facts import Setting, setting_of_scenario


class Result(NamedTuple):
    """What one result file holds by draw (engine/results/README.md)."""
    setting: Setting
    inputs: dict       # "section.name": (N,) in the unit of its record
    outcomes: dict     # name: (P, N)
    draws: np.ndarray  # (N,) numbers of the draws


def run(program, scenario, draws):
    """Result of `draws` draws of a scenario."""
    with tempfile.TemporaryDirectory() as folder:
        file = f"{folder}/result.h5"
        subprocess.run([program, "run", "--quiet", "--draws", str(draws), "--out", file, scenario],
                       check=True, stdout=subprocess.DEVNULL)
        return read(file)


def read(file):
    with h5py.File(file) as result:
        keys = [key.decode() for key in result["inputs/input"]]
        of_draws = result["draws"]
        outcomes = {name: values[()] for name, values in of_draws.items()
                    if name not in ("path", "rung", "draw", "pv_rung")}
        for k, rung in enumerate(of_draws["rung"]):
            outcomes["pv_rung_" + rung.decode()] = of_draws["pv_rung"][:, k]
        return Result(setting_of_scenario(result["provenance/scenario"][()].decode()),
                      dict(zip(keys, result["inputs/value"][()])), outcomes, of_draws["draw"][()])


def describe(program, scenario):
    """All uncertain inputs as the scenario has them: key, distribution, lo, hi …, by id."""
    answer = subprocess.run([program, "describe", "--json", "--scenario", scenario], check=True,
                            capture_output=True, text=True)
    return json.loads(answer.stdout)["inputs"]
