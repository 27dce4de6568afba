# SPDX-License-Identifier: GPL-3.0-or-later
# Input that is no table: one message with file, line and what to do; the documented exit status; and a report of
# it leaves nothing behind.
bad() {
    echo "-- $1"
    fault tiptrend list "$1"
    tiptrend report "$1" -o out >/dev/null 2>report.err && echo "the report was made"
    [ "$(wc -l <report.err)" -eq 1 ] || echo "the report says: $(cat report.err)"
    nothing_left out
}
cp "$FIXTURES"/csv/*.csv "$FIXTURES"/csv/*.gz "$FIXTURES"/csv/workbook.xls* .
bad no-such-file.csv
for file in empty blank no-header no-figures text-value text-year nul latin1 year-20188 negative \
    unclosed-quote ragged-long ragged-short column-twice dash; do
    bad "$file.csv"
done
bad cut-short.csv.gz
bad workbook.xlsx
mkdir folder
bad folder
# A header alone is a table, of nothing.
head -n 1 good.csv >header.csv
fault tiptrend list header.csv
fault tiptrend report header.csv -o out
nothing_left out
# As many faults as the file has rows: the first thousand are listed, the others counted, and nothing else is lost.
{
    echo year,value,unit
    i=0
    while [ $i -lt 1500 ]; do
        i=$((i + 1))
        echo "20x$i,1,cases"
    done
    echo 2015,3,cases
} >faults.csv
tiptrend check faults.csv >found
echo "exit $?"
wc -l <found
tail -n 3 found
fault tiptrend convert faults.csv -q -o tidy.csv | cut -c 1-100
tiptrend convert faults.csv -q -o tidy.csv --report report.csv -f csv 2>/dev/null
tail -n 1 report.csv
