#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""No trend, change or headline of a batch reaches across a break: check_breaks.py FOLDER BREAKS.csv

FOLDER has the reports of a batch over the table of UNODC, BREAKS the breaks that it was told of (area, indicator,
year: the first of the new definition). Looked at are, for the series that a break is about and all their parts:
fitted trends and tests (first and last year), changes from year to year (they must say "break" and give no percentage), the
years that fitted charts use, and the years that headlines with a verb of change name. Printed is what was looked at; exit
status 1 for a fault.
"""
import collections
import csv
import pathlib
import re
import sys
import xml.etree.ElementTree as ElementTree

VERBS = re.compile(r"\b(rose|fell|grew|rise|rises|risen|fall|falls|fallen|increased|decreased|doubled|halved|"
                   r"rising|falling|a year)\b", re.IGNORECASE)
YEARS = re.compile(r"\b((?:19|20)\d\d)\b(?:[^0-9]{1,12}\b((?:19|20)\d\d)\b)")
looked = collections.Counter()
faults = []


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def years_of(text):
    return int(text[:4]) if text and text[:4].isdigit() else None


def crossed(breaks, series, first, last):
    """The break between two years of a series, or None."""
    for (area, indicator), years in breaks.items():
        if series == f"{area}/{indicator}" or series.startswith(f"{area}/{indicator}/"):
            for year in years:
                if first is not None and last is not None and first < year <= last:
                    return year
    return None


def check_fits(folder, breaks):
    for path in [folder / "table-trend.csv", folder / "table-test.csv", *folder.glob("*-forest.csv")]:
        for row in rows(path) if path.exists() else ():
            looked["fits and tests"] += 1
            year = crossed(breaks, row["series"], years_of(row["first"]), years_of(row["last"]))
            if year:
                faults.append(f"{path}: {row['series']} {row['first']} to {row['last']} across {year}")


def check_changes(folder, breaks):
    path = folder / "table-change.csv"
    for row in rows(path) if path.exists() else ():
        if not crossed(breaks, row["series"], years_of(row["from"]), years_of(row["to"])):
            continue
        looked["changes across a break"] += 1
        if row["status"] == "change" or row["percent"] or row["p"]:
            faults.append(f"{path}: {row['series']} {row['from']} to {row['to']} is given as a change")


def check_charts(folder, breaks):
    for path in folder.glob("*.csv"):
        used = collections.defaultdict(list)
        for row in rows(path):
            if "used" in row and row["used"] == "1" and row.get("fitted"):
                used[row["series"]].append(years_of(row["year"]))
        for series, years in used.items():
            looked["fitted charts"] += 1
            year = crossed(breaks, series, min(years), max(years))
            if year:
                faults.append(f"{path}: {series} is fitted across {year}")


def check_headlines(folder, breaks):
    for path in folder.glob("*.svg"):
        data = path.with_suffix(".csv")
        names = {row["series"] for row in rows(data) if "series" in row} if data.exists() else set()
        title = ElementTree.parse(path).getroot().find("{http://www.w3.org/2000/svg}title")
        text = title.text or "" if title is not None else ""
        looked["headlines"] += 1
        for first, last in YEARS.findall(text):
            for name in names if VERBS.search(text) else ():
                if len(names) == 1 and crossed(breaks, name, int(first), int(last)):
                    faults.append(f"{path}: '{text}' reaches across a break of {name}")


def main():
    root, breaks = pathlib.Path(sys.argv[1]), collections.defaultdict(list)
    for row in rows(sys.argv[2]):
        breaks[row["area"], row["indicator"]].append(int(row["year"]))
    reports = sorted(path.parent for path in root.glob("*/index.html"))
    for folder in reports:
        for check in (check_fits, check_changes, check_charts, check_headlines):
            check(folder, breaks)
    print("\n".join(faults[:20]))
    print(f"{len(reports)} reports, {len(faults)} faults; " +
          ", ".join(f"{count} {what}" for what, count in sorted(looked.items())))
    return 1 if faults or not looked["changes across a break"] or not looked["fits and tests"] else 0


if __name__ == "__main__":
    sys.exit(main())
