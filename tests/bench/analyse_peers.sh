#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The same analyses of a panel by tiptrend and by competent scripts in numpy and data.table, in one run: change,
# log-linear, Poisson, Mann-Kendall and Theil-Sen of 20,000 series of 25 years, from CSV to CSV.
#   tests/bench/analyse_peers.sh [BUILD] [FOLDER of the developers' reference material] [ROUNDS]
# Programs take turns; each ratio is the median over the rounds. Then cost by number of series, and memory.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$top/build/bench}
shared=${2:-${TIPTREND_SHARED_DIR:-$top/../shared}}
rounds=${3:-7}
peers=$shared/vectors/bench
python=${PYTHON:-/usr/bin/python3}
tiptrend=$build/tiptrend
TIMEFORMAT=%R
[ -r "$peers/gen.py" ] || { echo "left out: no $peers/gen.py"; exit 0; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

panel() { "$python" "$peers/gen.py" "$1" >"$work/$1.csv"; }
# seconds COMMAND...: of the whole process
seconds() { { time "$@" >/dev/null 2>&1; } 2>&1; }
analyse() { "$tiptrend" analyse "$1" --do change,loglinear,poisson,mannkendall,theilsen -o "$work/out" -q "${@:2}"; }
median() { tr ' ' '\n' <<<"$*" | grep . | sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
ratio() { awk "BEGIN { print $1 / $2 }"; }
show() { printf '%-52s %8.3f s' "$1" "$2"; [ $# -lt 3 ] || printf '   %6.1f times as long' "$3"; echo; }

panel 20000
normal="" exact="" numpy="" to_normal="" to_exact=""
for _ in $(seq "$rounds"); do
    n=$(seconds "$python" "$peers/job_np.py" "$work/20000.csv" "$work/np")
    a=$(seconds analyse "$work/20000.csv" --p normal --jobs 2)
    e=$(seconds analyse "$work/20000.csv" --p exact --jobs 2)
    numpy="$numpy $n" normal="$normal $a" exact="$exact $e"
    to_normal="$to_normal $(ratio "$n" "$a")" to_exact="$to_exact $(ratio "$n" "$e")"
done
show "tiptrend, two threads, normal p" "$(median $normal)"
show "tiptrend, two threads, exact p" "$(median $exact)"
show "numpy (job_np.py), against normal p" "$(median $numpy)" "$(median $to_normal)"
show "numpy (job_np.py), against exact p" "$(median $numpy)" "$(median $to_exact)"
if command -v Rscript >/dev/null && Rscript -e 'library(data.table)' >/dev/null 2>&1; then
    r=$(seconds Rscript "$peers/job_dt.R" "$work/20000.csv" "$work/dt")
    a=$(seconds analyse "$work/20000.csv" --p normal --jobs 2)
    show "data.table (job_dt.R), against normal p" "$r" "$(ratio "$r" "$a")"
else
    echo "data.table left out: R has it not"
fi

"$build/tests/bench/bench_analyst" "$work/20000.csv" "$work/out" "$rounds"

for size in 2000 20000 100000; do
    [ -r "$work/$size.csv" ] || panel "$size"
    all=""
    for _ in 1 2 3; do all="$all $(seconds analyse "$work/$size.csv" --jobs 2)"; done
    least=$(tr ' ' '\n' <<<"$all" | grep . | sort -g | head -n 1)
    memory=$("$python" -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)' \
        "$tiptrend" analyse "$work/$size.csv" --do change,loglinear,poisson,mannkendall,theilsen -o "$work/out" -q --jobs 2)
    awk "BEGIN { printf \"%6d series: %.3f s, %.2f us a series, %.0f MB\n\", $size, $least, 1e6 * $least / $size, $memory }"
done
