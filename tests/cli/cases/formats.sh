# SPDX-License-Identifier: GPL-3.0-or-later
# Each table in each format: CSV and JSON hold the same cells, the others have as many rows.
file=$DATA/mexico-tip-2019.csv
for command in list check change gender-ratio trend test joinpoint "rates --denominator $DATA/population-worldbank.csv"; do
    tiptrend $command "$file" --format csv >csv || [ "$command" = check ] || echo "csv: exit $?"
    tiptrend $command "$file" --format json >json
    tiptrend $command "$file" --format markdown >markdown
    tiptrend $command "$file" --format latex >latex
    tiptrend $command "$file" --format table >table
    columns=$(head -n 1 csv)
    probe csv "$columns" <csv | tr '\t' '\n' >cells.csv
    probe json "$columns" <json | tr '\t' '\n' >cells.json
    # Numbers may be written differently ("1" and "1.0"); what they are is the same. Notes are a list in JSON.
    [ "$(wc -l <cells.csv)" -eq "$(wc -l <cells.json)" ] || echo "$command: CSV and JSON have different cells"
    but_notes=${columns%,notes}
    probe csv "$(echo "$but_notes" | sed 's/,/:9,/g;s/$/:9/')" <csv >a
    probe json "$(echo "$but_notes" | sed 's/,/:9,/g;s/$/:9/')" <json >b
    cmp a b || diff a b | head -n 4
    rows=$(wc -l <a)
    [ "$rows" -gt 0 ] || echo "$command: no rows"
    [ "$(grep -c '^|' markdown)" -eq $((rows + 2)) ] || echo "$command: markdown has not $rows rows"
    [ "$(awk '/^\\(midrule|endfoot)/ { n = 0 } /\\\\$/ { n++ } END { print n }' latex)" -eq "$rows" ] ||
        echo "$command: LaTeX has not $rows rows"
    [ "$(grep -c '\\begin{' latex)" -eq "$(grep -c '\\end{' latex)" ] || echo "$command: LaTeX is open"
    [ -s table ] || echo "$command: an empty table"
done
probe titles <json | cut -f1
