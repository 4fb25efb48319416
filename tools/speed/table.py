#!/usr/bin/env python3
"""One table of all that one run of the speed suite measured: each figure with its goal and, for
rates in draw-months/s, how many times as fast the kernel is.

    table.py FOLDER        the CSV files of that run, and of no other
"""
import csv
import sys
from pathlib import Path

PARTS = ("kernel", "sampling", "fans", "writing", "run", "sensitivity", "threads", "startup",
         "pieces", "rivals")
HEADINGS = ("what", "level", "rate", "unit", "goal", "", "kernel is faster")
KERNEL, RATE = "kernel", "draw-months/s"


def rows_of(folder):
    """Rows of all parts. A twin is measured beside every level: the first of them counts."""
    rows, seen = [], set()
    for part in PARTS:
        file = Path(folder) / f"{part}.csv"
        if not file.exists():
            continue
        with open(file, newline="", encoding="utf-8") as stream:
            for row in csv.DictReader(stream):
                if (row["what"], row["level"]) not in seen:
                    seen.add((row["what"], row["level"]))
                    rows.append(row)
    return rows


def readable(number):
    value = float(number)
    return f"{value / 1e6:.3g} M" if value >= 1e5 else f"{value:.3g}"


def cells_of(row, kernel_rate):
    is_rate = row["unit"] == RATE and kernel_rate
    return (row["what"], row["level"], readable(row["rate"]), row["unit"],
            readable(row["goal"]) if row["goal"] else "", row["met"],
            f"{kernel_rate / float(row['rate']):.2f} times" if is_rate else "")


def main(folder):
    rows = rows_of(folder)
    rates = [float(row["rate"]) for row in rows if row["what"] == KERNEL]
    table = [HEADINGS] + [cells_of(row, rates[0] if rates else None) for row in rows]
    widths = [max(len(cells[i]) for cells in table) for i in range(len(HEADINGS))]
    for cells in table:
        print("  ".join(cell.rjust(width) if i in (2, 4, 6) else cell.ljust(width)
                        for i, (cell, width) in enumerate(zip(cells, widths))).rstrip())
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
