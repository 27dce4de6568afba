# SPDX-License-Identifier: GPL-3.0-or-later
# Sums on the command line: months to years, totals over a dimension, a panel of areas with its population.
cat >months.csv <<'END'
area,period,value,unit
Mexico,2018-Q1,1,persons
Mexico,2018-Q2,2,persons
Mexico,2018-Q3,3,persons
Mexico,2018-Q4,4,persons
Mexico,2019-Q1,5,persons
Peru,2018,20,persons
Peru,2019,30,persons
Chile,2018,<5,persons
Chile,2019,7,persons
END
tiptrend list months.csv --aggregate year --format csv
tiptrend list months.csv --aggregate year --allow-partial --where area=Mexico --format csv
fault tiptrend change months.csv --panel area
tiptrend list months.csv --aggregate year --panel area --panel-intervals --where area=Peru,Chile
tiptrend rates months.csv --panel area --where area=Peru,Chile --from 2019 \
    --denominator "$DATA/population-worldbank.csv" --format csv
tiptrend list "$DATA/mexico-tip-2019.csv" --sum jurisdiction --where indicator=investigations --format csv
tiptrend rates months.csv --panel area --where area=Peru,Chile --from 2019 \
    --denominator "$DATA/population-worldbank.csv" | tr '\n' ' ' | grep -o 'Populations from.*any sum\.'
fault tiptrend list months.csv --sum area
fault tiptrend list months.csv --sum indicator
fault tiptrend list months.csv --allow-partial
fault tiptrend list "$DATA/mexico-tip-2019.csv" --panel indicator
