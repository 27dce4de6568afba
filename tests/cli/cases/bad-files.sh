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
