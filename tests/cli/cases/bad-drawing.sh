# SPDX-License-Identifier: GPL-3.0-or-later
# One chart at which gnuplot fails: it is named, the others are made, the page says so, status 1.
file=$DATA/mexico-tip-2019.csv
run() {
    gnuplot_but "$1" "        if grep -q 'main-forest' \"\$script\"; then $2; fi"
    echo "-- $1"
    TIPTREND_GNUPLOT="$SCRATCH/$1" tiptrend report "$file" -o "$1-out" -F svg --time-limit 1 >said 2>err
    echo "exit $?"
    cat err
    charts=$(sed -n 's/^\([0-9]*\) charts.*/\1/p' said)
    [ "$charts" -ge 14 ] || echo "only $charts charts"
    [ -e "$1-out/prosecutions-line.svg" ] || echo "the others are not made"
    [ ! -e "$1-out/main-forest.svg" ] || echo "the failed chart is there"
    grep -c 'class="failed"' "$1-out/index.html"
}
run hangs 'sleep 1000'
run dies 'kill 0'
run errs 'line="FMT='\''svg'\''; nonsense"'
run half 'touch "$(expr "$line" : ".*OUT=.\([a-z0-9.]*\)")"; echo "<svg" >>"$(expr "$line" : ".*OUT=.\([a-z0-9.]*\)")"; line=""'
# A flood on standard error is read, and shortened.
gnuplot_but floods '        i=0; while [ $i -lt 20000 ]; do echo "complaint number $i, and on and on and on"; i=$((i + 1)); done >&2'
TIPTREND_GNUPLOT="$SCRATCH/floods" tiptrend plot line "$file" --where indicator=prosecutions -o one.svg
echo "flood: exit $?"
tail -c 7 one.svg
