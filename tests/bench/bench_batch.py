#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a batch costs beside bare gnuplots that draw the same scripts.

    bench_batch.py TIPTREND TABLE.csv.gz [--breaks FILE] [--areas N] [--rounds N] [--folder FOLDER]

TABLE is the table of UNODC as published. A first run, through a gnuplot that keeps a copy of each script, gives the
scripts, those of the pages too. Then, in turn and ROUNDS times: bare gnuplots, one and two, that load them from one
stream of commands each, and fresh runs of the batch with one and two gnuplots. Wall time is the least of the rounds,
since other load only adds; processor time (of all processes, children too) is its median, and tells more on a machine
that has other work. Then a run in which nothing has changed. The load of the machine is printed with the rest.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

RECORDER = """#!/bin/sh
PATH=/usr/bin:/bin
while read -r line; do
    case $line in
    FMT=*)
        script=${line#*load \\'}
        script=${script%%\\'*}
        format=${line#FMT=\\'}
        format=${format%%\\'*}
        n=$(cat %(folder)s/count)
        cp "$script" %(folder)s/$n.gp
        echo "$format" >%(folder)s/$n.format
        echo $((n + 1)) >%(folder)s/count
        ;;
    esac
    printf '%%s\\n' "$line"
done | %(gnuplot)s -d
"""


class Cost:
    """Wall and processor time of one run, in seconds, and its largest memory, in MB."""

    def __init__(self, command, **options):
        before = time.monotonic()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, **options)
        _, status, usage = os.wait4(process.pid, 0)
        self.wall = time.monotonic() - before
        self.cpu = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024
        if status != 0:
            sys.exit(f"{command}: status {status}")


def manifest(folder, options):
    where = ""
    if options.areas:
        import csv
        import gzip
        with gzip.open(options.table, "rt", encoding="utf-8") as rows:
            names = sorted({row["Country"] for row in csv.DictReader(rows)})
        step = max(1, len(names) // options.areas)
        chosen = ", ".join('"' + name.replace('"', '\\"') + '"' for name in names[::step])
        where = f"    where: {{area: [{chosen}]}}\n"
    breaks = f"    breaks: {os.path.abspath(options.breaks)}\n" if options.breaks else ""
    path = folder / "manifest.yaml"
    path.write_text("title: Bench\nformats: [pdf, svg, png]\nsets:\n"
                    f"  - files: {os.path.abspath(options.table)}\n    layout: unodc\n{breaks}{where}"
                    "    for-each: area\n    minimum-years: 5\n", encoding="utf-8")
    return path


def record(folder, program, path):
    """The scripts in the order in which they are drawn."""
    scripts = folder / "scripts"
    scripts.mkdir()
    (scripts / "count").write_text("0\n")
    recorder = folder / "recorder"
    recorder.write_text(RECORDER % {"folder": scripts, "gnuplot": shutil.which("gnuplot")})
    recorder.chmod(0o755)
    subprocess.run([program, "batch", path, "-o", folder / "recorded", "--quiet", "--jobs", "1",
                    "--gnuplot", recorder], check=True)
    return [(scripts / f"{i}.gp", (scripts / f"{i}.format").read_text().strip())
            for i in range(int((scripts / "count").read_text()))]


def bare(folder, scripts, processes):
    """Gnuplots side by side, each with every n-th script."""
    out = fresh(folder)
    out.mkdir()
    for k in range(processes):
        with open(out / f"commands{k}", "w", encoding="utf-8") as file:
            file.write("set encoding utf8\n")
            for i, (script, form) in list(enumerate(scripts))[k::processes]:
                file.write(f"reset session\nreset errors\nFMT='{form}'; OUT='{i}.{form}'; TIPTREND=1\n"
                           f"load '{script}'\nunset output\n")
    loads = " ".join(f"gnuplot -d <commands{k} 2>/dev/null &" for k in range(processes))
    cost = Cost(["sh", "-c", f"cd '{out}' || exit 1; TZ=UTC LC_ALL=C.UTF-8; export TZ LC_ALL; {loads} wait"])
    return cost


def fresh(folder):
    """A new name. Nothing is deleted before the end: ext4 looks for inodes past those that were just freed, which
    would be counted with the next run."""
    return folder / f"out{len(list(folder.glob('out*')))}"


def batch(program, path, out, jobs):
    cost = Cost([program, "batch", path, "-o", out, "--quiet", "--jobs", str(jobs)])
    return cost


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("table")
    parser.add_argument("--breaks")
    parser.add_argument("--areas", type=int, default=0, help="about so many; 0: all")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder")
    options = parser.parse_args()
    folder = pathlib.Path(tempfile.mkdtemp(dir=options.folder))
    try:
        path = manifest(folder, options)
        scripts = record(folder, options.program, path)
        print(f"{len(scripts)} drawings, those of pages too; load {os.getloadavg()[0]:.1f} at the start", flush=True)
        bares, ours = {1: [], 2: []}, {1: [], 2: []}
        for _ in range(options.rounds):
            for jobs in (1, 2):
                bares[jobs].append(bare(folder, scripts, jobs))
                ours[jobs].append(batch(options.program, path, fresh(folder), jobs))
        wall = {jobs: (min(c.wall for c in bares[jobs]), min(c.wall for c in ours[jobs])) for jobs in (1, 2)}
        cpu = {jobs: (statistics.median(c.cpu for c in bares[jobs]),
                      statistics.median(c.cpu for c in ours[jobs])) for jobs in (1, 2)}
        print("gnuplots   wall s: bare  batch  ratio    processor s: bare  batch  ratio")
        for jobs in (1, 2):
            print(f"{jobs:8d} {wall[jobs][0]:14.2f} {wall[jobs][1]:6.2f} {wall[jobs][1] / wall[jobs][0]:6.3f}"
                  f" {cpu[jobs][0]:20.2f} {cpu[jobs][1]:6.2f} {cpu[jobs][1] / cpu[jobs][0]:6.3f}")
        gains = [wall[1][i] / wall[2][i] for i in (0, 1)]
        print(f"gain of two: bare {gains[0]:.3f}, batch {gains[1]:.3f}, share {gains[1] / gains[0]:.3f}")
        out = fresh(folder)
        first = batch(options.program, path, out, 2)
        again = min((batch(options.program, path, out, 2) for _ in range(5)), key=lambda c: c.wall)
        print(f"nothing changed: {again.wall:.3f} s of {first.wall:.2f} s, {100 * again.wall / first.wall:.2f} %"
              f" ({again.cpu:.3f} s of processor)")
        print(f"memory {max(c.memory for c in ours[1] + ours[2]):.0f} MB; load {os.getloadavg()[0]:.1f} at the end")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
