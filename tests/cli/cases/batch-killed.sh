# SPDX-License-Identifier: GPL-3.0-or-later
# Killed at random moments, also with SIGKILL: after the last start every file is as in a run that nobody disturbed,
# and nothing lies about. BATCH_KILLS says how often (default 10; the target batch-soak asks for 200).
kills=${BATCH_KILLS:-10}
env --default-signal=INT true 2>/dev/null || skip "env knows no --default-signal"
cat >m.yaml <<END
preset: web
formats: [svg, pdf]
charts: [line, change, forest]
tables: [series, trend]
sets:
  - files: $DATA/world-tip-regions.csv
    breaks: $DATA/world-tip-breaks.csv
    for-each: area
    folder: 'regions/{area}'
  - files: $DATA/mexico-tip-2019.csv
    name: mexico
END
files() { (cd "$1" && find . -type f ! -path './.tiptrend/*' | sort | xargs sha256sum); }
start=$(date +%s%N)
tiptrend batch m.yaml -o whole --quiet || echo "exit $?"
span=$((($(date +%s%N) - start) / 1000000)) # milliseconds of a whole run: kills fall within it
[ "$span" -ge 50 ] || span=50
files whole >whole.sums
# Moments from a generator of pseudo-random numbers: the same in every run.
state=${BATCH_SEED:-20251126}
done=0
hit=0
while [ "$done" -lt "$kills" ]; do
    state=$(((state * 1103515245 + 12345) % 2147483648))
    moment=$((state / 65536 % span))
    signal=KILL
    [ $((done % 4)) -ne 3 ] || signal=TERM
    env --default-signal=INT,TERM tiptrend batch m.yaml -o out --quiet >/dev/null 2>&1 &
    pid=$!
    sleep "$(printf '%d.%03d' $((moment / 1000)) $((moment % 1000)))"
    kill "-$signal" $pid 2>/dev/null && hit=$((hit + 1))
    wait $pid 2>/dev/null
    done=$((done + 1))
    # Begin afresh when all is made, so that there is something to kill.
    if [ -e out/index.html ]; then
        files out | cmp - whole.sums || echo "kill $done: not the same"
        rm -rf out
    fi
    # Whatever has its name is complete.
    [ ! -d out ] || (cd out && find . -type f ! -path '*/.tiptrend*' | sort | xargs -r sha256sum) >part.sums
    [ ! -d out ] || [ -z "$(grep -vxFf whole.sums part.sums)" ] || echo "kill $done: a file that is not whole"
done 2>/dev/null
[ "$hit" -ge $((kills / 3)) ] || echo "only $hit of $kills met a run"
tiptrend batch m.yaml -o out --quiet || echo "exit $?"
files out | cmp - whole.sums && echo "as if nobody had disturbed it"
find out "$SCRATCH/work" -name '.tiptrend-*' | sed 's/^/left: /'
tiptrend batch m.yaml -o out | sed 's/: [0-9]* reports/: N reports/'
