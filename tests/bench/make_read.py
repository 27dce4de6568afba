#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""make_read.py unodc GLOTIP.csv[.gz] > big.csv: the table of UNODC 20 times, areas and their codes suffixed.
make_read.py series N > series.csv: N series of 25 years, `series,year,value,population`; seeded."""
import csv
import gzip
import random
import sys

TIMES = 20
YEARS = 25


def unodc(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(rows[0])
    for k in range(1, TIMES + 1):
        for row in rows[1:]:
            out.writerow([f"{row[0]}{k}", f"{row[1]} {k}"] + row[2:])


def series(count):
    rng = random.Random(7)
    print("series,year,value,population")
    for i in range(count):
        base = 10 ** rng.uniform(1, 3)
        population = 1e6 * rng.uniform(0.5, 50)
        for k in range(YEARS):
            print(f"s{i:05d},{2000 + k},{int(rng.gauss(base, base ** 0.5) + 0.5 if base > 9 else base)},"
                  f"{int(population * 1.01 ** k)}")


if len(sys.argv) == 3 and sys.argv[1] == "unodc":
    unodc(sys.argv[2])
elif len(sys.argv) == 3 and sys.argv[1] == "series":
    series(int(sys.argv[2]))
else:
    sys.exit(__doc__)
