#!/usr/bin/python3
# %% [markdown]
# From a result file to pictures and own figures, cell by cell: open this file in VS Code, Spyder or
# Jupyter (jupytext), or run it whole:
#
#     build/release/e2roi run scenarios/workshop-bank/scenario.toml --out results/bank.h5
#     tools/plot/tutorial.py results/bank.h5 pictures/
#
# Pictures go to the folder pictures/.

# %% Read a result
import sys
from pathlib import Path

import numpy

folder = Path(__file__).resolve().parent if "__file__" in globals() else Path("tools/plot")
sys.path.insert(0, str(folder))
import e2roi_plot

in_file = sys.argv[1] if len(sys.argv) > 1 else "results/bank.h5"
pictures = Path(sys.argv[2] if len(sys.argv) > 2 else "pictures")
pictures.mkdir(parents=True, exist_ok=True)
result = e2roi_plot.read(in_file)
print(result.title, "with the paths", ", ".join(result.path_names))

# %% Which path? The chance of at least this NPV, and differences future by future
e2roi_plot.save(e2roi_plot.comparison(result), pictures / "comparison.svg")

# %% The same by hand: draws are paired, so subtract first and count then
npv = e2roi_plot.outcome_data(result, "npv")  # (path, draw) [EUR]
best = e2roi_plot.best_path(result)
for other, name in enumerate(result.path_names):
    if other != best:
        share = (npv[best] > npv[other]).mean()
        error = (share * (1 - share) / npv.shape[1]) ** 0.5
        print(f"{result.path_names[best]} beats {name} in {share:.1%} of futures (± {error:.1%})")

# %% How does it get there? Fans over the months
for series in ("cumulative", "customers", "response_hours"):
    e2roi_plot.save(e2roi_plot.fans(result, series), pictures / f"{series}.svg")

# %% What does the answer hang on?
e2roi_plot.save(e2roi_plot.tornado(result), pictures / "tornado.svg")

# %% Where does the value come from, and how much of it is tangible?
e2roi_plot.save(e2roi_plot.hierarchy(result), pictures / "hierarchy.svg")
mean, low, high = e2roi_plot.rung_data(result)  # (path, rung) [EUR]
for rung, value in zip(result.labels["rung"], mean[best]):
    print(f"{rung:15} {value / 1e6:8.2f} M EUR")

# %% A figure of one's own: does the path pay because customers stay?
customers = e2roi_plot.outcome_data(result, "customers")[best]
print(f"rank correlation of NPV with customers at the horizon: "
      f"{numpy.corrcoef(npv[best].argsort().argsort(), customers.argsort().argsort())[0, 1]:.2f}")
