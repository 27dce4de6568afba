# SPDX-License-Identifier: GPL-3.0-or-later
# From numbers to the lines they come from. By hand: grep -n in the data; 112 + 304 on lines 5 and 9, convictions of
# 2018 on lines 17, 21 and 22, the shares by sex on lines 76 to 78 of the 706 on line 61.
data=$DATA/mexico-tip-2019.csv
columns=row,depth,step,series,period,value,line
tiptrend change "$data" --where indicator=investigations --where jurisdiction=total --from 2017 --trace \
    --format csv | sed '1,/^$/d' | probe csv $columns
tiptrend rates "$data" --denominator "$DATA/population-worldbank.csv" --where indicator=convictions \
    --where jurisdiction=total --from 2018 --trace --format csv | sed '1,/^$/d' | probe csv $columns
tiptrend gender-ratio "$data" --from 2018 --where indicator=victims --trace --format csv |
    sed '1,/^$/d' | probe csv $columns
printf 'area,period,value\nA,2018-Q1,1\nA,2018-Q2,2\nA,2018-Q3,3\nA,2018-Q4,4\nB,2018,20\n' >months.csv
tiptrend list months.csv --aggregate year --panel area --trace --format csv | sed '1,/^$/d' |
    probe csv $columns
# Groups, each with its own adjustment of p.
tiptrend test "$data" --where indicator=investigations --by jurisdiction --format csv |
    probe csv group,series,points,p:4,p_adjusted:4
tiptrend plot line "$data" --where indicator=investigations --by jurisdiction -o by.svg && ls
fault tiptrend change "$data" --by colour
