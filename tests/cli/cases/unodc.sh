# SPDX-License-Identifier: GPL-3.0-or-later
# UNODC's public table as published: 58,769 rows, 58,045 keys, 284 conflicts, 208 repeats, 29,558 intervals 0 to
# 4, and the victims detected in the Netherlands 2007 to 2022.
need_shared data/unodc_glotip_2025-04-14_full.csv.gz
file=$SHARED/data/unodc_glotip_2025-04-14_full.csv.gz
tiptrend check --layout unodc "$file" --fail-on never >lines
grep -o -e '^[0-9,]* rows, [0-9,]* keys' -e '[0-9,]* conflicts, [0-9,]* repeats, [0-9,]* figures known as an interval, 0 zeros' lines
set -- --layout unodc --where 'area=Netherlands (Kingdom of the)' --where 'indicator=Detected trafficking victims'
tiptrend list "$file" "$@" --format csv >csv
series='Netherlands (Kingdom of the)/Detected trafficking victims'
probe csv points,first,last,lowest,highest "series=$series" <csv
tiptrend change "$file" "$@" --from 2007 --format csv >csv
{ probe csv earlier "series=$series" to=2008 <csv; probe csv later "series=$series" <csv; } | tr '\n' ' '
echo
