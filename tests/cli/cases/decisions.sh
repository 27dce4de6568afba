# SPDX-License-Identifier: GPL-3.0-or-later
# Decisions with their reasons: applied, listed by check, and named wherever they touch a row or a chart.
cat >d.csv <<'END'
kind,indicator,jurisdiction,year,value,unit,reason,source
correct,victims,total,2016,885,persons,the parts add to it,"Protection, para 1"
exclude,hotline_cases,,2018,,cases,counts another thing than 2017,
note,prosecutions,,2017,,,609 is UNODC's formal contact,UNODC GLOTIP
END
data=$DATA/mexico-tip-2019.csv
tiptrend check "$data" --decisions d.csv --fail-on never --format csv | sed '1,/^$/d'
tiptrend check "$data" --decisions d.csv --fail-on never | tail -n 1
tiptrend change "$data" --decisions d.csv --where indicator=victims,prosecutions --where jurisdiction=total \
    --format csv | grep -o 'decision: [^"]*' | sort | uniq -c | sed 's/^ *//'
tiptrend plot line "$data" --decisions d.csv --where indicator=victims --where jurisdiction=total \
    --where sex=total --where form=total -o victims -F svg
probe csv period,value,file,line,notes <victims.csv | sed "s|$DATA|DATA|"
grep -c '740 taken as 885' victims.svg
echo 'exclude,hotline_case,,2018,,cases,r,' >>d.csv
fault tiptrend list "$data" --decisions d.csv
