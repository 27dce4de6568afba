# SPDX-License-Identifier: GPL-3.0-or-later
# Every command and option names methods that explain knows; a method is worked through on the user's figures.
file=$DATA/mexico-tip-2019.csv
tiptrend explain | grep -c '^mannkendall'
tiptrend explain garwood | head -n 3
tiptrend explain WBIC | head -n 1
tiptrend explain mannkendal || echo "exit $?"
tiptrend explain pettitt --format csv || echo "exit $?"
tiptrend explain mannkendall "$file" --where indicator=investigations --where jurisdiction=federal | grep 'orders with'
tiptrend explain quasipoisson "$file" --where indicator=investigations | grep '^Percent'
tiptrend explain rate "$file" --where indicator=victims --denominator "$DATA/population-worldbank.csv" | grep 'upper ='
tiptrend explain pettitt "$file" | tail -n 1
tiptrend explain sexes "$file" --where indicator=prosecutions >/dev/null || echo "exit $?"
tiptrend explain holm "$file" --format markdown | grep -c '^|'
# Counts of millions are worked through as well, and in no time.
printf 'year,value,unit\n2016,91000000,persons\n2017,91500000,persons\n' >large.csv
tiptrend explain interval large.csv | tail -n 1
tiptrend explain change large.csv | tail -n 2
