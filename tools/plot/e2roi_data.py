"""What e2roi_plot draws, read from result files: numpy arrays, shapes and units in the docstrings."""
import difflib
from dataclasses import dataclass, field

import h5py
import numpy


class PlotError(Exception):
    """A sentence about what cannot be drawn, and why."""


@dataclass
class Result:
    """A result file in memory; arrays as they stand there.

    arrays  "group/name" -> array; see engine/results/README.md
    units   the same keys -> unit, "1" for shares
    meaning the same keys -> one phrase
    labels  axis -> texts or numbers: path, rung, input, month, quantile
    """
    file: str
    title: str
    path_names: list
    arrays: dict = field(default_factory=dict)
    units: dict = field(default_factory=dict)
    meaning: dict = field(default_factory=dict)
    labels: dict = field(default_factory=dict)

    def array(self, name, what):
        """The array "group/name"; PlotError, a sentence with `what`, where there is none."""
        if name not in self.arrays:
            raise PlotError(f"{self.file} holds no {what}.")
        return self.arrays[name]

    def path(self, name):
        """Place of a path by id or name; PlotError with the closest one."""
        ids = self.labels["path"]
        for known in (ids, self.path_names):
            if name in known:
                return known.index(name)
        close = difflib.get_close_matches(name, ids + self.path_names, 1)
        raise PlotError(f"{self.file} has no path '{name}'" +
                        (f"; did you mean '{close[0]}'?" if close else
                         f": it has {', '.join(ids)}."))


def read(file):
    """Reads a file that `e2roi run`, `merge` or `sensitivity --out` wrote. Raises PlotError."""
    try:
        opened = h5py.File(file)
    except OSError as error:
        raise PlotError(f"cannot read {file}: it is missing or no HDF5 file.") from error
    with opened:
        if "path_name" not in opened:
            raise PlotError(f"{file} is no result file of e2roi.")
        title = opened.attrs.get("title", b"")
        result = Result(str(file), _text(title), _texts(opened["path_name"]))
        for group in ("series", "draws", "inputs", "sensitivity"):
            for name, values in opened.get(group, {}).items():
                if values.dtype == object or h5py.check_string_dtype(values.dtype):
                    result.labels.setdefault(name, _texts(values))
                elif "dimensions" not in values.attrs:
                    result.labels.setdefault(name, values[...])
                else:
                    key = f"{group}/{name}"
                    result.arrays[key] = values[...]
                    result.units[key] = _text(values.attrs.get("units", b"1"))
                    result.meaning[key] = _text(values.attrs.get("long_name", b"")).replace(
                        ", quantiles over draws", "")
    return result


def _text(value):
    return value.decode() if isinstance(value, bytes) else str(value)


def _texts(values):
    return [_text(v) for v in values[...]]


# --- What is drawn ---------------------------------------------------------------------------------

def fan_data(result, series):
    """Quantiles over draws of a monthly quantity.

    returns  array (path, month, quantile) [unit of the series]; probabilities in
             result.labels["quantile"], months in result.labels["month"]
    """
    _need_draws(result)
    known = sorted(k.split("/")[1] for k, v in result.arrays.items()
                   if k.startswith("series/") and v.ndim == 3)
    if not known:
        raise PlotError(f"{result.file} holds no fans: it was run with run.fans = false.")
    if series not in known:
        close = difflib.get_close_matches(series, known, 1)
        raise PlotError(f"there is no series '{series}'" +
                        (f"; did you mean '{close[0]}'?" if close else f": {', '.join(known)}."))
    return result.arrays[f"series/{series}"]


def outcome_data(result, outcome="npv"):
    """One outcome by draw: array (path, draw) [unit of the outcome], NaN where undefined."""
    _need_draws(result)
    values = result.arrays.get(f"draws/{outcome}")
    if values is None or values.ndim != 2:
        known = sorted(k.split("/")[1] for k, v in result.arrays.items()
                       if k.startswith("draws/") and v.ndim == 2)
        close = difflib.get_close_matches(outcome, known, 1)
        raise PlotError(f"there is no outcome '{outcome}'" +
                        (f"; did you mean '{close[0]}'?" if close else f": {', '.join(known)}."))
    return values


def best_path(result):
    """Place of the path with the highest median NPV, `stay` (place 0) left out."""
    npv = outcome_data(result)
    if len(npv) < 2:
        raise PlotError(f"{result.file} has no path but stay.")
    return 1 + int(numpy.argmax(numpy.median(npv[1:], axis=1)))


def tornado_data(result, path, outcome="npv"):
    """Means of an outcome where each input is lowest and highest: of its lowest and of its highest
    tenth of draws, all others as they come. As `e2roi sensitivity` computes it.

    returns  low, high (input) [unit of the outcome] and their standard errors (input); NaN for an
             input that does not vary, or where there are fewer than 20 draws to go by
    """
    values, inputs = outcome_data(result, outcome)[path], result.array("inputs/value", "inputs")
    tenth = len(values) // 10
    if tenth < 2:
        raise PlotError(f"{result.file} has {len(values)} draws; a tornado takes 20 or more.")
    order = numpy.argsort(inputs, axis=1, kind="stable")
    ends = [values[order[:, :tenth]], values[order[:, -tenth:]]]
    varies = inputs.min(axis=1) < inputs.max(axis=1)
    means = [numpy.where(varies, e.mean(axis=1), numpy.nan) for e in ends]
    errors = [numpy.where(varies, e.std(axis=1, ddof=1) / tenth ** 0.5, numpy.nan) for e in ends]
    return means[0], means[1], errors[0], errors[1]


def exceedance_data(result, outcome="npv", points=400):
    """The chance that an outcome is at least this.

    returns  x (point) [unit of the outcome] and chance (path, point) [1]: share of the draws that
             have a value of x or more; x spans the 0.5 % to 99.5 % quantiles of all paths
    """
    values = outcome_data(result, outcome)
    low, high = numpy.nanquantile(values[1:] if len(values) > 1 else values, (0.005, 0.995))
    x = numpy.linspace(low, high, points)
    chances = []
    for row in values:
        rising = numpy.sort(row[~numpy.isnan(row)])
        chances.append(1 - numpy.searchsorted(rising, x, side="left") / max(len(rising), 1))
    return x, numpy.array(chances)


def difference_data(result, path, outcome="npv"):
    """A path less every path, draw by draw: array (path, draw) [unit of the outcome]."""
    values = outcome_data(result, outcome)
    return values[path] - values


def rung_data(result):
    """Present value of each rung of the benefit, from tangible to intangible.

    returns  mean (path, rung) and quantiles 5 % and 95 % (path, rung) [EUR]; rungs in
             result.labels["rung"]
    """
    _need_draws(result)
    values = result.array("draws/pv_rung", "values of the rungs")
    return (values.mean(axis=-1), numpy.quantile(values, 0.05, axis=-1),
            numpy.quantile(values, 0.95, axis=-1))


def _need_draws(result):
    if not any(key.startswith("draws/") for key in result.arrays):
        raise PlotError(f"{result.file} holds no draws: only what 'e2roi run' or 'merge' wrote can "
                        "be drawn.")
