# SPDX-License-Identifier: GPL-3.0-or-later
# Two editions of one table: what was restated, what vanished, what is new; the names of areas differ.
cat >old.csv <<'END'
area,indicator,year,value,unit
Turkey,victims,2015,100,persons
Turkey,victims,2016,<5,persons
Turkey,victims,2017,7,persons
Turkey,cases,2015,50,cases
END
cat >new.csv <<'END'
area,indicator,year,value,unit
Türkiye,victims,2015,120,persons
Türkiye,victims,2016,3,persons
Türkiye,victims,2018,9,persons
Türkiye,cases,2015,50,cases
END
tiptrend check --compare old.csv new.csv
tiptrend check --compare old.csv new.csv --format csv | sed '1,/^$/d'
tiptrend check --compare old.csv old.csv new.csv --quiet --format csv | sed '1,/^$/d' | wc -l
tiptrend plot restated old.csv new.csv -o restated -F svg
cat restated.csv
tiptrend report --compare old.csv new.csv -o report -F svg --quiet
ls report
grep -c 'Editions' report/index.html
fault tiptrend check --compare new.csv
fault tiptrend plot restated old.csv old.csv -o same.svg
fault tiptrend report --compare old.csv -o report
# Columns in another order or under another name are the same; other columns and units are told.
sed 's/^area,/country,/' old.csv >renamed.csv
tiptrend check --compare old.csv renamed.csv --format csv | sed '1,/^$/d' | wc -l
awk -F, -v OFS=, '{ print $4, $5, $2, $3, $1 }' old.csv >order.csv
tiptrend check --compare old.csv order.csv | tail -n 3 | head -n 1
awk -F, -v OFS=, '{ print $0, NR == 1 ? "code" : "TR" }' old.csv >codes.csv
tiptrend check --compare old.csv codes.csv | tail -n 3 | head -n 1
tiptrend check --compare codes.csv old.csv | tail -n 3 | head -n 1
sed 's/persons/victims/; s/cases/records/2' old.csv | awk -F, -v OFS=, '{ print $0, NR == 1 ? "code" : "TR" }' >other.csv
tiptrend check --compare old.csv other.csv --fail-on never | grep -A 3 '^other.csv against'
fault tiptrend plot restated old.csv other.csv -o same.svg
