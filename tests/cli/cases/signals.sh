# SPDX-License-Identifier: GPL-3.0-or-later
# A signal during a report: status 128 + its number, nothing under the names of files, no process, no work files.
# The runner looks for what is left. SIGKILL lets nobody clean up: then the next run does.
env --default-signal=INT true 2>/dev/null || skip "env knows no --default-signal"
file=$DATA/mexico-tip-2019.csv
gnuplot_like hangs '        : >'"$SCRATCH"'/started; exec sleep 1000'
run() {
    rm -f "$SCRATCH/started"
    TIPTREND_GNUPLOT="$SCRATCH/hangs" env --default-signal=INT,HUP,TERM tiptrend report "$file" -o out 2>err &
    pid=$!
    wait_for "$SCRATCH/started"
    kill "-$1" $pid
    end_of $pid "$1"
    cat err
}
run INT
[ ! -e out ] || echo "the folder is left"
run TERM
run HUP
[ ! -e out ] || echo "the folder is left"
run KILL
# The shell may say on standard error that it was killed.
[ -z "$(find out -type f ! -path '*/.tiptrend-*')" ] || echo "half a report"
[ -n "$(find "$SCRATCH/work" -mindepth 1 -name '.tiptrend-*')" ] || echo "nothing was left to sweep"
tiptrend report "$file" -o out -F svg | sed 's/^[0-9]* charts/N charts/'
[ -z "$(find out "$SCRATCH/work" -name '.tiptrend-*')" ] || echo "not swept"
# An old report stays as it was.
cp out/index.html before
run TERM
cmp out/index.html before
# Ignored signals stay ignored (nohup).
rm -f "$SCRATCH/started"
TIPTREND_GNUPLOT="$SCRATCH/hangs" env --ignore-signal=HUP tiptrend report "$file" -o out --time-limit 1 -F svg \
    --where indicator=prosecutions >/dev/null 2>&1 &
pid=$!
wait_for "$SCRATCH/started"
kill -HUP $pid
end_of $pid "HUP, ignored"
