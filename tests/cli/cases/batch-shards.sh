# SPDX-License-Identifier: GPL-3.0-or-later
# Parts of a batch as processes of their own, at the same time, joined to the same bytes as one run; two runs in
# one folder keep apart.
cat >m.yaml <<END
preset: web
formats: svg
charts: [line, change]
tables: series
sets:
  - files: $DATA/world-tip-regions.csv
    for-each: area
  - name: mexico
    files: $DATA/mexico-tip-2019.csv
    where: indicator=prosecutions
END
files() { (cd "$1" && find . -type f ! -path './.tiptrend/*' | sort | xargs sha256sum); }
tiptrend batch m.yaml -o whole --quiet
files whole >whole.sums
for n in 1 2 3; do
    for k in $(seq "$n"); do
        tiptrend batch m.yaml -o "parts$n" --shard "$k/$n" --jobs 1 >"said$k" 2>&1 &
    done
    wait
    cat said? | grep -v ': [0-9]* charts (' | sed 's/with [0-9]* charts/with N charts/' | sort
    [ ! -e "parts$n/index.html" ] || echo "a shard has written the list"
    tiptrend batch m.yaml -o "parts$n" --merge
    files "parts$n" | cmp - whole.sums && echo "$n shards: the same bytes"
    ls "parts$n/.tiptrend"
    rm -f said?
done
echo "-- folders of several machines, put together"
for k in 1 2; do tiptrend batch m.yaml -o "machine$k" --shard $k/2 --quiet; done
mkdir joined
for k in 1 2; do cp -R "machine$k/." joined/; done
tiptrend batch m.yaml -o joined --merge
files joined | cmp - whole.sums && echo "the same bytes"
echo "-- a part that is missing"
tiptrend batch m.yaml -o half --shard 2/2 --quiet
fault tiptrend batch m.yaml -o half --merge
tiptrend batch m.yaml -o half --quiet
files half | cmp - whole.sums && echo "the whole run makes the rest"
echo "-- from the environment"
SLURM_ARRAY_TASK_ID=2 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_COUNT=2 tiptrend batch m.yaml -o slurm --shard auto --quiet
SLURM_PROCID=0 SLURM_NTASKS=2 tiptrend batch m.yaml -o slurm --shard auto --quiet
tiptrend batch m.yaml -o slurm --merge --quiet
files slurm | cmp - whole.sums && echo "the same bytes"
fault tiptrend batch m.yaml -o slurm --shard auto
echo "-- two at once"
gnuplot_like hangs '        : >'"$SCRATCH"'/started; exec sleep 1000'
TIPTREND_GNUPLOT="$SCRATCH/hangs" tiptrend batch m.yaml -o locked --quiet 2>/dev/null &
pid=$!
wait_for "$SCRATCH/started"
fault tiptrend batch m.yaml -o locked | sed "s/process $pid on [^)]*/process N on HOST/"
fault tiptrend batch m.yaml -o locked --shard 1/2 | sed "s/process $pid on [^)]*/process N on HOST/"
kill -TERM $pid
end_of $pid TERM
tiptrend batch m.yaml -o locked --quiet && files locked | cmp - whole.sums && echo "goes on"
