#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Every country of UNODC's table, in three formats, with one command: at least eight charts for each of the 128 areas,
# over 3,000 files, within 300 MB; nothing is made again. Then a table of twenty times as many countries, within twice the
# memory.   world.sh PROGRAM DATASETS TABLE.csv.gz
# It takes some minutes.
set -eu
program=$1
data=$2
table=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
fault() { echo "FAULT: $*"; faults=1; }
faults=0
manifest() {
    cat <<END
title: Trafficking in persons, by country
formats: $2
sets:
  - files: $1
    layout: unodc
    breaks: $data/unodc-breaks.csv
    for-each: area
    minimum-years: 5
END
}
# The most memory that the program itself had, in kB, and how long it took, beside what it said last.
measured() {
    name=$1
    shift
    /usr/bin/time -f '%M %e' -o "$name.cost" "$@" >"$name.said" 2>"$name.err" || fault "exit $? ($name)"
    tail -n 1 "$name.said"
    sed 's/^\([0-9]*\) \(.*\)/    \1 kB, \2 s/' "$name.cost"
}
memory() { cut -d ' ' -f 1 "$1.cost"; }

manifest "$table" '[pdf, svg, png]' >m.yaml
measured first "$program" batch m.yaml -o world
reports=$(find world -mindepth 2 -name index.html | wc -l)
[ "$reports" -eq 128 ] || fault "$reports reports"
for report in world/*/; do
    case $report in world/.tiptrend/) continue ;; esac
    for format in pdf svg png; do
        charts=$(find "$report" -name "*.$format" | wc -l)
        [ "$charts" -ge 8 ] || fault "$report has $charts $format"
    done
done
echo "    $(find world -name '*.pdf' -o -name '*.svg' -o -name '*.png' | wc -l) figures, $(find world -type f | wc -l) files"
[ "$(memory first)" -lt 307200 ] || fault "over 300 MB"
measured again "$program" batch m.yaml -o world
grep -q '128 reports: 0 made' again.said || fault "something was made again"
awk -v first="$(cut -d ' ' -f 2 first.cost)" -v again="$(cut -d ' ' -f 2 again.cost)" \
    'BEGIN { printf "    nothing changed: %.2f %% of the first run\n", 100 * again / first; exit again >= 0.02 * first }' ||
    fault "the rerun takes 2 % or more"
rm -rf world

python3 - "$table" large.csv.gz <<'END'
import csv, gzip, sys
with gzip.open(sys.argv[1], "rt", encoding="utf-8") as source, gzip.open(sys.argv[2], "wt", encoding="utf-8", compresslevel=1) as target:
    rows = list(csv.reader(source))
    writer = csv.writer(target)
    writer.writerow(rows[0])
    code, name = rows[0].index("Iso3_code"), rows[0].index("Country")
    for copy in range(20):
        for row in rows[1:]:
            changed = list(row)
            changed[code], changed[name] = f"{row[code]}{copy}", f"{row[name]} {copy}"
            writer.writerow(changed)
END
{ manifest large.csv.gz svg; echo '    charts: [line, change, joinpoint]'; } >large.yaml
measured large "$program" batch large.yaml -o large
[ "$(memory large)" -lt 614400 ] || fault "over 600 MB"
exit $faults
