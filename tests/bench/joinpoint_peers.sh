#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The same joinpoint regression by tiptrend and by competent scripts in numpy and R, in one run: n = 30,
# up to 3 joinpoints, 4,499 permutations, the whole commands. Then every country of UNODC's table.
#   tests/bench/joinpoint_peers.sh [BUILD] [FOLDER of the developers' reference material]
# The least of several runs is shown (of one run for the peers).
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$top/build/bench}
shared=${2:-${TIPTREND_SHARED_DIR:-$top/../shared}}
series=$shared/vectors/bench/jp3_n30.csv
table=$shared/data/unodc_glotip_2025-04-14_full.csv.gz
python=${PYTHON:-/usr/bin/python3}
TIMEFORMAT=%R

# least RUNS COMMAND...: seconds of the fastest run, start of the process included
least() {
    local runs=$1 best="" now
    shift
    for _ in $(seq "$runs"); do
        now=$({ time "$@" >/dev/null 2>&1; } 2>&1)
        if [ -z "$best" ] || awk "BEGIN { exit !($now < $best) }"; then best=$now; fi
    done
    echo "$best"
}

show() { printf '%-58s %8s s\n' "$1" "$2"; }

"$build/tests/bench/bench_joinpoint" 1
[ -r "$series" ] || { echo "peers left out: no $series"; exit 0; }
joinpoint=("$build/tiptrend" joinpoint "$series" --max-joinpoints 3 --select permutation --format csv)
show "tiptrend, the whole command, one thread" "$(least 9 "${joinpoint[@]}" --jobs 1)"
show "numpy, all permutations at once (jp.py)" \
    "$(least 1 "$python" "$shared/vectors/bench/jp.py" "$series")"
show "R, all permutations at once (jp.R)" "$(least 1 Rscript "$shared/vectors/bench/jp.R" "$series")"
[ -r "$table" ] || exit 0
unodc=("$build/tiptrend" joinpoint "$table" --layout unodc --format csv --table models)
show "tiptrend, victims of every country, WBIC, reading included" \
    "$(least 9 "${unodc[@]}" --where "indicator=Detected trafficking victims" --where category=total \
        --where sex=total --where age=total)"
show "tiptrend, every series of the table" "$(least 5 "${unodc[@]}")"
show "tiptrend, reading the table alone (list)" \
    "$(least 5 "$build/tiptrend" list "$table" --layout unodc --format csv)"
