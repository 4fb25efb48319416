"""Pictures of e2roi's result files: fans, tornado, comparison, hierarchy of returns.

Each picture has two functions: NAME_data computes what is drawn (numpy arrays, shapes and units in
the docstrings), NAME draws it and returns a matplotlib Figure. Colours are constant by path and can
be told apart with the usual colour blindness; equal results give equal bytes (save()).

    import e2roi_plot
    result = e2roi_plot.read("results/bank-01234567.h5")
    e2roi_plot.save(e2roi_plot.fans(result, "customers"), "customers.svg")
"""
import difflib
import textwrap
from dataclasses import dataclass, field

import h5py
import matplotlib
import numpy
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

COLOURS = ("#555555", "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00")
DARK, PALE = "#222222", "#DDDDDD"

# 12 pt are 16 px in a browser and 17 px in a PNG of 100 dots an inch.
STYLE = {"font.size": 12, "font.family": "DejaVu Sans", "axes.spines.top": False,
         "axes.spines.right": False, "axes.edgecolor": "#888888", "axes.grid": True,
         "axes.axisbelow": True, "grid.color": "#EEEEEE", "text.color": DARK,
         "axes.labelcolor": DARK, "xtick.color": DARK, "ytick.color": DARK,
         "svg.hashsalt": "e2roi", "svg.fonttype": "none", "savefig.dpi": 100,
         "figure.dpi": 100}


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


def colour(path):
    """Colour of the path at that place, "#RRGGBB"."""
    return COLOURS[path % len(COLOURS)]


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


# --- How figures are written -----------------------------------------------------------------------

def scale_of(unit, size):
    """(factor, words): values * factor are in `words`; `size` is the largest of them."""
    if unit == "1":
        return 100, "%"
    if unit.startswith(("EUR", "customer")):
        for power, letter in ((9, "bn "), (6, "M "), (3, "k ")):
            if size >= 2 * 10 ** power or (power == 6 and size >= 5e5):
                return 10.0 ** -power, letter + unit
    return 1, unit


def written(value):
    """A figure with three significant digits, "1,234" above a thousand."""
    if not numpy.isfinite(value):
        return "–"
    if abs(value) >= 100:
        return f"{value:,.0f}".replace("-", "−")
    digits = f"{value:.{1 if abs(value) >= 10 else 2}f}"
    return "0" if float(digits) == 0 else digits.replace("-", "−")


def _style(function):
    """Draws with STYLE, whatever the caller's settings are."""
    def drawn(*args, **more):
        with matplotlib.rc_context({**matplotlib.rcParamsDefault, **STYLE, "backend": "Agg"}):
            return function(*args, **more)
    drawn.__doc__, drawn.__name__ = function.__doc__, function.__name__
    return drawn


def _heading(figure, title, note, width):
    """A sentence above all panels and a note below them; returns the room left for panels."""
    height = figure.get_figheight()
    lines = textwrap.wrap(title, width)
    figure.text(0.02, 1 - 0.12 / height, "\n".join(lines), va="top", size=16, weight="bold")
    notes = textwrap.wrap(note, int(width * 1.35))
    figure.text(0.02, 0.1 / height, "\n".join(notes), va="bottom", color="#555555", size=12)
    return (0.01, (0.2 + 0.21 * len(notes)) / height, 0.99, 1 - (0.3 + 0.27 * len(lines)) / height)


def _dark(path):
    """The colour of a path, dark enough for letters on white."""
    return matplotlib.colors.to_hex(0.72 * numpy.array(matplotlib.colors.to_rgb(colour(path))))


def _spread(places, gap):
    """Places on an axis, moved as little as keeps them `gap` apart, in their order."""
    order = numpy.argsort(places, kind="stable")
    spread = numpy.array(places, float)
    for _ in range(200):
        moved = False
        for a, b in zip(order, order[1:]):
            short = gap - (spread[b] - spread[a])
            if short > 1e-9 * gap:
                spread[a] -= short / 2
                spread[b] += short / 2
                moved = True
        if not moved:
            break
    return spread


def _numbers(axis):
    axis.set_major_formatter(FuncFormatter(lambda v, _: f"{v:,.10g}".replace("-", "−")))


# --- Pictures --------------------------------------------------------------------------------------

@_style
def fans(result, series="cumulative", columns=3):
    """Fans over the months: a panel a path on a shared axis, and one of all medians.

    series   name of a monthly quantity: customers, response_hours, openness …
    columns  panels beside each other
    returns  Figure; bands between the quantiles of the result, the line is the median
    """
    quantiles = fan_data(result, series)
    months, levels = result.labels["month"], numpy.array(result.labels["quantile"])
    factor, unit = scale_of(result.units[f"series/{series}"], numpy.nanmax(numpy.abs(quantiles)))
    shown, paths = quantiles * factor, range(len(quantiles))
    middle = int(numpy.argmin(abs(levels - 0.5)))
    rows = -(-(len(quantiles) + 1) // columns)
    figure = Figure(figsize=(4.6 * columns, 3.3 * rows + 1.4))
    axes = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel()
    for path in paths:
        axis = axes[path]
        for i in range(len(levels) // 2):
            axis.fill_between(months, shown[path, :, i], shown[path, :, -1 - i],
                              color=colour(path), alpha=0.22, linewidth=0)
        axis.plot(months, shown[path, :, middle], color=colour(path), linewidth=2.5)
        last = shown[path, -1]
        axis.set_title(f"{result.path_names[path]}: {written(last[middle])} "
                       f"({written(last[0])} to {written(last[-1])})",
                       color=_dark(path), size=13, loc="left", wrap=True)
    _medians(axes[len(quantiles)], result, months, shown[:, :, middle])
    for i, axis in enumerate(axes):
        axis.set_visible(i <= len(quantiles))
        axis.tick_params(labelbottom=i + columns > len(quantiles), labelleft=i % columns == 0)
        axis.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        _numbers(axis.yaxis)
        if i % columns == 0:
            axis.set_ylabel(unit)
        if i + columns > len(quantiles):
            axis.set_xlabel("month")
    top = int(numpy.argmax(shown[:, -1, middle]))
    meaning = result.meaning[f"series/{series}"]
    share = f"{100 * (levels[-1] - levels[0]):.3g} in 100 futures"
    room = _heading(figure, f"{result.path_names[top]} ends with the highest median of "
                    f"{series.replace('_', ' ')}: {written(shown[top, -1, middle])} {unit}, "
                    f"{written(shown[top, -1, 0])} to {written(shown[top, -1, -1])} in {share}",
                    f"{result.title}. {meaning[:1].upper()}{meaning[1:]} [{unit}]. Line: median; "
                    f"bands: "
                    + ", ".join(f"{100 * levels[i]:.3g} to {100 * levels[-1 - i]:.3g} %"
                                for i in range(len(levels) // 2))
                    + " of draws. Figures: last month.", 27 * columns)
    figure.tight_layout(rect=room)
    return figure


def _medians(axis, result, months, medians):
    """All medians in one panel, each with its name at its end."""
    axis.set_title("All medians", size=13, loc="left")
    low, high = axis.get_ylim()
    places = _spread(medians[:, -1], 0.085 * (high - low))
    span = months[-1] - months[0] if len(months) > 1 else 1
    for path, name in enumerate(result.path_names):
        axis.plot(months, medians[path], color=colour(path), linewidth=2.2)
        axis.annotate(textwrap.shorten(name, 24, placeholder="…"), (months[-1], medians[path, -1]),
                      (months[-1] + 0.04 * span, places[path]), color=_dark(path), va="center",
                      annotation_clip=False)


@_style
def tornado(result, path=None, outcome="npv", inputs=12):
    """Which inputs move an outcome of a path most.

    path     id or name; None: the one with the highest median NPV
    inputs   how many, the strongest first
    returns  Figure; bars between the means of the lowest and highest tenth of each input's draws,
             whiskers of two standard errors
    """
    place = best_path(result) if path is None else result.path(path)
    low, high, low_error, high_error = tornado_data(result, place, outcome)
    swing = numpy.nan_to_num(abs(high - low), nan=-1)
    order = [i for i in numpy.argsort(-swing, kind="stable")[:inputs] if swing[i] > 0]
    if not order:
        raise PlotError(f"no input moves {outcome} of {result.path_names[place]}.")
    values = outcome_data(result, outcome)[place]
    ends = numpy.concatenate([low[order], high[order]])
    factor, unit = scale_of(result.units[f"draws/{outcome}"], numpy.nanmax(abs(ends)))
    mean = numpy.nanmean(values) * factor
    figure = Figure(figsize=(12, 0.52 * len(order) + 2.5))
    axis = figure.subplots()
    for row, i in enumerate(order):
        for end, error, shade in ((low, low_error, 0.45), (high, high_error, 1)):
            axis.barh(row, end[i] * factor - mean, left=mean, height=0.62, color=colour(place),
                      alpha=shade, linewidth=0)
            axis.errorbar(end[i] * factor, row, xerr=2 * error[i] * factor, color=DARK, capsize=3,
                          linewidth=1)
    axis.axvline(mean, color=DARK, linewidth=1)
    axis.set_yticks(range(len(order)), [result.labels["input"][i] for i in order])
    axis.invert_yaxis()
    axis.grid(axis="y", visible=False)
    axis.set_xlabel(f"mean {outcome.replace('_', ' ').replace('npv', 'NPV')} of "
                    f"{result.path_names[place]} [{unit}]")
    _numbers(axis.xaxis)
    first = order[0]
    room = _heading(
        figure, f"{result.labels['input'][first]} moves {result.path_names[place]} most: its mean "
        f"{outcome.replace('npv', 'NPV')} is {written(low[first] * factor)} {unit} where the input "
        f"is low and {written(high[first] * factor)} where it is high",
        f"{result.title}. Pale: mean of the tenth of draws in which the input is lowest, full: "
        "highest; whiskers: ± 2 standard errors; line: mean of all draws.", 86)
    figure.tight_layout(rect=room)
    return figure


@_style
def comparison(result, path=None):
    """Paths against each other: the chance of at least this NPV, and paired differences.

    path     id or name of the one the others are set against; None: the highest median NPV
    returns  Figure with two panels
    """
    place = best_path(result) if path is None else result.path(path)
    x, chances = exceedance_data(result)
    differences = difference_data(result, place)
    factor, unit = scale_of(result.units["draws/npv"], numpy.abs(x).max())
    others = [p for p in range(len(differences)) if p != place]
    figure = Figure(figsize=(15, max(5.6, 0.9 * len(others) + 2.6)))
    left, right = figure.subplots(1, 2, width_ratios=(1.15, 1))
    levels = 0.9 - 0.8 * numpy.arange(len(chances)) / max(len(chances) - 1, 1)
    for p in range(1, len(chances)):
        left.plot(x * factor, chances[p], color=colour(p), linewidth=2.5)
        at = int(numpy.argmin(abs(chances[p] - levels[p])))
        left.annotate(result.path_names[p], (x[at] * factor, chances[p, at]), (7, 4),
                      textcoords="offset points", color=_dark(p), weight="bold",
                      bbox={"facecolor": "white", "alpha": 0.75, "linewidth": 0, "pad": 1})
    left.axvline(0, color=colour(0), linewidth=2)
    left.annotate("Stay", (0, 1), (5, -4), textcoords="offset points", va="top", color=_dark(0),
                  weight="bold", xycoords=("data", "axes fraction"))
    left.set_ylim(0, 1.02)
    left.yaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{100 * v:.0f} %"))
    left.set_xlabel(f"NPV [{unit}]")
    left.set_title("Chance of at least this NPV", loc="left", size=13)
    for row, p in enumerate(others):
        five = numpy.quantile(differences[p], (0.05, 0.25, 0.5, 0.75, 0.95)) * factor
        beats = (differences[p] > 0).mean() + 0.5 * (differences[p] == 0).mean()
        right.plot(five[[0, 4]], [row, row], color=colour(p), linewidth=2)
        right.plot(five[[1, 3]], [row, row], color=colour(p), linewidth=9, solid_capstyle="butt")
        right.plot(five[2], row, "o", color="white", markeredgecolor=DARK, markersize=8)
        right.text(five[2], row - 0.24, f"better in {100 * beats:.0f} of 100 futures", va="bottom",
                   ha="center", color=_dark(p))
    right.axvline(0, color=DARK, linewidth=1)
    right.set_yticks(range(len(others)),
                     ["\n".join(textwrap.wrap(result.path_names[p], 16)) for p in others])
    right.set_ylim(len(others) - 0.5, -0.8)
    right.grid(axis="y", visible=False)
    right.set_xlabel(f"NPV of {result.path_names[place]} less that of the other [{unit}]")
    right.set_title(f"{result.path_names[place]} against …, future by future", loc="left", size=13)
    for axis in (left.xaxis, right.xaxis):
        _numbers(axis)
    chance = (outcome_data(result)[place] > 0).mean()
    room = _heading(
        figure, f"{result.path_names[place]} beats staying put in {100 * chance:.0f} of 100 "
        f"futures; its median NPV is {written(numpy.median(outcome_data(result)[place]) * factor)} "
        f"{unit}",
        f"{result.title}, {differences.shape[1]:,} draws. Right: dot median, thick half, thin 90 "
        "of 100 futures; all paths meet the same future in a draw.", 104)
    figure.tight_layout(rect=room)
    return figure


@_style
def hierarchy(result):
    """The hierarchy of returns: present value of each rung of the benefit, a panel a path.

    returns  Figure; bars are means over draws, whiskers hold 90 of 100 futures
    """
    mean, low, high = rung_data(result)
    rungs = result.labels["rung"]
    if len(mean) < 2:
        raise PlotError(f"{result.file} has no path but stay.")
    factor, unit = scale_of(result.units["draws/pv_rung"], numpy.abs([low, high]).max())
    count = len(mean) - 1
    columns = min(count, 4)
    rows = -(-count // columns)
    figure = Figure(figsize=(max(4.0 * columns, 8), (0.5 * len(rungs) + 1.4) * rows + 1.4))
    axes = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel()
    for panel, axis in enumerate(axes):
        path = panel + 1
        axis.set_visible(panel < count)
        if panel >= count:
            continue
        axis.barh(range(len(rungs)), mean[path] * factor, color=colour(path), height=0.62)
        axis.hlines(range(len(rungs)), low[path] * factor, high[path] * factor, color=DARK,
                    linewidth=1.2)
        axis.set_title("\n".join(textwrap.wrap(
            f"{result.path_names[path]}: {written(mean[path].sum() * factor)} {unit}", 30)),
            color=_dark(path), size=13, loc="left")
        axis.axvline(0, color=DARK, linewidth=1)
        axis.grid(axis="y", visible=False)
        axis.tick_params(labelbottom=panel + columns >= count)
        axis.xaxis.set_major_locator(MaxNLocator(5))
        _numbers(axis.xaxis)
        if panel + columns >= count:
            axis.set_xlabel(f"present value [{unit}]")
    axes[0].set_yticks(range(len(rungs)), rungs)
    axes[0].invert_yaxis()
    best = best_path(result)
    rung = int(numpy.argmax(mean[best]))
    room = _heading(
        figure, f"Of what {result.path_names[best]} brings, {rungs[rung]} is worth most: "
        f"{written(mean[best, rung] * factor)} of {written(mean[best].sum() * factor)} {unit}",
        f"{result.title}. Rungs from tangible (top) to intangible (bottom). Bars: mean over draws, "
        "whiskers: 90 of 100 futures. Cost is not deducted.", int(21 * max(columns, 2.2)))
    figure.tight_layout(rect=room)
    return figure


def save(figure, file):
    """Writes a figure as .png, .svg or .pdf: equal figures give equal bytes. Raises PlotError."""
    ending = str(file).rsplit(".", 1)[-1].lower()
    metadata = {"png": {"Software": None}, "svg": {"Date": None},
                "pdf": {"CreationDate": None}}
    if ending not in metadata:
        raise PlotError(f"'{file}' has to end in .png, .svg or .pdf.")
    with matplotlib.rc_context(STYLE):
        try:
            figure.savefig(file, metadata=metadata[ending])
        except OSError as error:
            raise PlotError(f"cannot write {file}: {error.strerror}.") from error
