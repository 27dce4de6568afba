# SPDX-License-Identifier: GPL-3.0-or-later
# Small counts are judged on request, and withheld with as many others as it takes; no table, chart or data file of
# a report shows them afterwards.
cat >in.csv <<'END'
indicator,sex,year,value,unit
victims,,2017,5406,persons
victims,female,2017,4619,persons
victims,male,2017,787,persons
victims,,2018,9000,persons
victims,female,2018,6000,persons
victims,male,2018,3000,persons
END
tiptrend list in.csv --rule threshold=1000 --format csv | probe csv small series=male
tiptrend rates in.csv --rule nchs --format csv >/dev/null
tiptrend change in.csv --rule threshold=1000 --format csv | probe csv later,reliability series=male
tiptrend list in.csv --suppress || echo "exit $?"
tiptrend list in.csv --rule cdc || echo "exit $?"
for command in list change gender-ratio trend test; do
    tiptrend "$command" in.csv --rule threshold=1000 --suppress --format csv >"$command.csv"
done
probe csv earlier_low,earlier_high,later,status,reliability series=male <change.csv
tiptrend report in.csv --rule threshold=1000 --suppress -F svg -o report --quiet
grep -lr -E '(^|[^0-9.])(787|4,?619)([^0-9]|$)' ./*.csv report | grep -v '^./in.csv' || echo "not shown"
tiptrend list in.csv --rule threshold=1000 --suppress | grep Withheld
