"""Pictures of e2roi's result files: fans, tornado, comparison, hierarchy of returns.

Each picture has two functions: NAME_data computes what is drawn (numpy arrays, shapes and units in
the docstrings), NAME draws it and returns a matplotlib Figure. Colours are constant by path and can
be told apart with the usual colour blindness; equal results give equal bytes (save()).

    import e2roi_plot
    result = e2roi_plot.read("results/bank-01234567.h5")
    e2roi_plot.save(e2roi_plot.fans(result, "customers"), "customers.svg")
"""
import textwrap

import matplotlib
import numpy
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from e2roi_data import (PlotError, Result, best_path, difference_data, exceedance_data, fan_data,
                        outcome_data, read, rung_data, tornado_data)

__all__ = ["PlotError", "Result", "best_path", "colour", "comparison", "difference_data",
           "exceedance_data", "fan_data", "fans", "hierarchy", "outcome_data", "read", "rung_data",
           "save", "tornado", "tornado_data"]

# Those of the page (tools/page/src/results.js): Okabe & Ito (2008), darkened to be read on white.
COLOURS = ("#555555", "#0072B2", "#C24A00", "#007A5A", "#8E3B8E", "#7A5C00", "#0B3C6F")
DARK, PALE = "#222222", "#DDDDDD"

# 12 pt are 16 px in a browser and 17 px in a PNG of 100 dots an inch.
STYLE = {"font.size": 12, "font.family": "DejaVu Sans", "axes.spines.top": False,
         "axes.spines.right": False, "axes.edgecolor": "#888888", "axes.grid": True,
         "axes.axisbelow": True, "grid.color": "#EEEEEE", "text.color": DARK,
         "axes.labelcolor": DARK, "xtick.color": DARK, "ytick.color": DARK,
         "text.parse_math": False,  # a name may hold dollars
         "svg.hashsalt": "e2roi", "svg.fonttype": "none", "savefig.dpi": 100,
         "figure.dpi": 100}


def colour(path):
    """Colour of the path at that place, "#RRGGBB"; after six they come again, but for that of stay."""
    return COLOURS[path and 1 + (path - 1) % 6]


# --- How figures are written -----------------------------------------------------------------------

def scale_of(unit, size):
    """(factor, words): values * factor are in `words`; `size` is the largest of them."""
    if unit == "1":
        return 100, "%"
    if unit.startswith(("EUR", "customer")):
        for power, letter in ((9, "bn "), (6, "M "), (3, "k ")):
            if size >= 2 * 10 ** power or (power == 6 and size >= 5e5):
                return 10.0 ** -power, letter + unit.replace("customer", "customers")
    return 1, {"hour": "hours", "month": "months"}.get(unit, unit.replace("customer", "customers"))


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
    notes = textwrap.wrap(note, int(width * 1.5))
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


def _short(name):
    """A name that fits a panel, on one line."""
    return name if len(name) <= 26 else name[:25].rstrip() + "…"


def _name_curves(axis, result, npv):
    """Names of falling curves in the upper right corner, which such curves leave free; best first."""
    chances = (npv > 0).mean(axis=1)
    order = 1 + numpy.argsort(-chances[1:], kind="stable")
    for line, p in enumerate(order):
        axis.annotate(f"{_short(result.path_names[p])}: {100 * chances[p]:.0f} %", (1, 1),
                      (0, -8 - 20 * line), xycoords="axes fraction", textcoords="offset points",
                      ha="right", va="top", color=_dark(p), weight="bold")
    axis.annotate(f"{result.path_names[0]}: the line at 0", (1, 1), (0, -8 - 20 * len(order)),
                  xycoords="axes fraction", textcoords="offset points", ha="right", va="top",
                  color=_dark(0), weight="bold")


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
    figure = Figure(figsize=(4.6 * columns, 3.5 * rows + 1.4))
    axes = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel()
    for path in paths:
        axis = axes[path]
        for i in range(len(levels) // 2):
            axis.fill_between(months, shown[path, :, i], shown[path, :, -1 - i],
                              color=colour(path), alpha=0.22, linewidth=0)
        axis.plot(months, shown[path, :, middle], color=colour(path), linewidth=2.5)
        last = shown[path, -1]
        axis.set_title(f"{_short(result.path_names[path])}\n{written(last[middle])} "
                       f"({written(last[0])} to {written(last[-1])})",
                       color=_dark(path), size=13, loc="left")
    if shown.min() > 0 and shown.max() > 15 * numpy.median(shown[:, :, middle]):
        axes[0].set_yscale("log")  # else the tail flattens all medians
    names = _medians(axes[len(quantiles)], result, months, shown[:, :, middle])
    if len(quantiles) % columns < columns - 1:  # there is an empty panel beside it for the names
        for name in names:
            name.set_in_layout(False)
    for i, axis in enumerate(axes):
        axis.set_visible(i <= len(quantiles))
        axis.tick_params(labelbottom=i + columns > len(quantiles), labelleft=i % columns == 0)
        axis.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        _numbers(axis.yaxis)
        if i % columns == 0:
            axis.set_ylabel(unit)
        if i + columns > len(quantiles):
            axis.set_xlabel("month")
    top = best_path(result)
    meaning = result.meaning[f"series/{series}"]
    meaning = meaning[:1].upper() + meaning[1:]
    share = f"{100 * (levels[-1] - levels[0]):.3g} of 100 futures"
    room = _heading(figure, f"{meaning}: after {len(months)} months {result.path_names[top]} has "
                    f"{written(shown[top, -1, middle])} {unit}, {written(shown[top, -1, 0])} to "
                    f"{written(shown[top, -1, -1])} in {share}",
                    f"{result.title}, {result.arrays['draws/npv'].shape[1]:,} draws. Line: median; "
                    f"bands: "
                    + ", ".join(f"{100 * levels[i]:.3g} to {100 * levels[-1 - i]:.3g} %"
                                for i in range(len(levels) // 2))
                    + " of draws. Figures: last month.", 28 * columns)
    figure.tight_layout(rect=room)
    return figure


def _medians(axis, result, months, medians):
    """All medians in one panel, each with its name at its end; returns the names."""
    axis.set_title("All medians\n", size=13, loc="left")
    scale = axis.get_yaxis().get_transform()
    low, high = scale.transform(numpy.array(axis.get_ylim()))
    places = _spread(scale.transform(medians[:, -1]), 0.085 * (high - low))
    places += max(0, low - places.min()) - max(0, places.max() - high)
    places = scale.inverted().transform(places)
    span = months[-1] - months[0] if len(months) > 1 else 1
    for path in range(len(medians)):
        axis.plot(months, medians[path], color=colour(path), linewidth=2.2)
    return [axis.annotate(_short(name), (months[-1], medians[path, -1]),
                          (months[-1] + 0.04 * span, places[path]), color=_dark(path), va="center",
                          annotation_clip=False) for path, name in enumerate(result.path_names)]


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
    axis.set_ylim(len(order) - 0.4, -0.6)
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
    for p in range(1, len(chances)):
        left.plot(x * factor, chances[p], color=colour(p), linewidth=2.5)
    _name_curves(left, result, outcome_data(result))
    left.axvline(0, color=colour(0), linewidth=2)
    left.set_ylim(0, 1.02)
    left.yaxis.set_major_formatter(FuncFormatter(lambda v, _: f"{100 * v:.0f} %"))
    left.set_xlabel(f"NPV [{unit}]")
    left.set_title("Chance of at least this NPV; above 0, in per cent:", loc="left", size=13)
    for row, p in enumerate(others):
        five = numpy.quantile(differences[p], (0.05, 0.25, 0.5, 0.75, 0.95)) * factor
        beats = (differences[p] > 0).mean() + 0.5 * (differences[p] == 0).mean()
        right.plot(five[[0, 4]], [row, row], color=colour(p), linewidth=2)
        right.plot(five[[1, 3]], [row, row], color=colour(p), linewidth=9, solid_capstyle="butt")
        right.plot(five[2], row, "o", color="white", markeredgecolor=DARK, markersize=8)
        right.text(1, row - 0.24, f"better in {100 * beats:.0f} of 100 futures"
                   if differences[p].any() else "the same in all futures", va="bottom", ha="right",
                   color=_dark(p), transform=right.get_yaxis_transform())
    right.axvline(0, color=DARK, linewidth=1)
    right.set_yticks(range(len(others)),
                     ["\n".join(textwrap.wrap(result.path_names[p], 16)) for p in others])
    right.set_ylim(len(others) - 0.5, -0.8)
    right.grid(axis="y", visible=False)
    right.set_xlabel(f"NPV of {result.path_names[place]} less that of the other [{unit}]")
    right.set_title(f"{result.path_names[place]} against …, future by future", loc="left", size=13)
    for axis in (left.xaxis, right.xaxis):
        _numbers(axis)
    npv = outcome_data(result)[place]
    room = _heading(
        figure, f"{result.path_names[place]} beats staying put in {100 * (npv > 0).mean():.0f} of "
        f"100 futures; its median NPV is {written(numpy.median(npv) * factor)} {unit}"
        if npv.any() else
        f"{result.path_names[place]} is worth as much as staying put in all futures",
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
    figure = Figure(figsize=(max(4.0 * columns, 8), (0.5 * len(rungs) + 1.6) * rows + 1.4))
    axes = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel()
    for panel, axis in enumerate(axes):
        path = panel + 1
        axis.set_visible(panel < count)
        if panel >= count:
            continue
        axis.barh(range(len(rungs)), mean[path] * factor, color=colour(path), height=0.62)
        axis.hlines(range(len(rungs)), low[path] * factor, high[path] * factor, color=DARK,
                    linewidth=1.2)
        axis.set_title(f"{_short(result.path_names[path])}\n"
                       f"{written(mean[path].sum() * factor)} {unit}",
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
        f"{written(mean[best, rung] * factor)} of {written(mean[best].sum() * factor)} {unit}"
        if mean[best, rung] > 0 else f"No rung of {result.path_names[best]} brings value",
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
