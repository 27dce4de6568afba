#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints which share of the lines of each source the tests ran: coverage_report.py BUILD-FOLDER [FILE...]

With FILEs (analysis/rng.c) it lists the lines of these that were not run.
"""
import collections
import gzip
import json
import pathlib
import subprocess
import sys
import tempfile


def lines_of(build):
    """{source: {line: times run}}, added up over all objects."""
    counts = collections.defaultdict(lambda: collections.defaultdict(int))
    notes = [str(p.resolve()) for p in build.rglob("*.gcda") if "/CMakeFiles/tt_" in str(p)]
    with tempfile.TemporaryDirectory() as folder:
        for i in range(0, len(notes), 50):
            subprocess.run(["gcov", "--json-format"] + notes[i:i + 50], cwd=folder, check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for path in pathlib.Path(folder).glob("*.gcov.json.gz"):
            for file in json.loads(gzip.decompress(path.read_bytes()))["files"]:
                for line in file["lines"]:
                    counts[file["file"]][line["line_number"]] += line["count"]
    return counts


def main():
    build = pathlib.Path(sys.argv[1])
    root = pathlib.Path(__file__).resolve().parent.parent
    counts = {}
    for name, lines in lines_of(build).items():
        try:
            counts[str(pathlib.Path(name).resolve().relative_to(root))] = lines
        except ValueError:
            continue  # a header of the system
    folders = collections.defaultdict(lambda: [0, 0])
    for name in sorted(counts):
        run = sum(1 for times in counts[name].values() if times)
        total = len(counts[name])
        folders[name.split("/")[0]][0] += run
        folders[name.split("/")[0]][1] += total
        if len(sys.argv) > 2:
            if name in sys.argv[2:]:
                missed = [str(line) for line, times in sorted(counts[name].items()) if not times]
                print(f"{name}: {' '.join(missed)}")
        elif name.endswith(".c"):
            print(f"{100 * run / total:6.1f} %  {total:5d} lines  {name}")
    for folder, (run, total) in sorted(folders.items()):
        print(f"{100 * run / total:6.1f} %  {total:5d} lines  {folder}/")


if __name__ == "__main__":
    main()
