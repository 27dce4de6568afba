# SPDX-License-Identifier: GPL-3.0-or-later
# Calls that make no sense: what was found, what was needed, what to do; exit status 64. Lists that grow are cut short here.
fault tiptrend rate x
fault tiptrend nothing-like-it
fault tiptrend help chekc
fault tiptrend list
fault tiptrend plot line
fault tiptrend list --formt csv "$DATA/mexico-tip-2019.csv"
fault tiptrend list --nothing-like-it "$DATA/mexico-tip-2019.csv"
fault tiptrend list -Z "$DATA/mexico-tip-2019.csv"
fault tiptrend list "$DATA/mexico-tip-2019.csv" --format
fault tiptrend list --format yaml "$DATA/mexico-tip-2019.csv" | sed 's/one of table|csv|.*, not/one of table|csv|..., not/'
fault tiptrend change --conf 95 "$DATA/mexico-tip-2019.csv"
fault tiptrend list --from 20188 "$DATA/mexico-tip-2019.csv"
fault tiptrend list --from 2018.5 "$DATA/mexico-tip-2019.csv"
fault tiptrend list --where prosecutions "$DATA/mexico-tip-2019.csv"
fault tiptrend list --where indicator=prosecution "$DATA/mexico-tip-2019.csv" | sed 's/; it has .*/; it has .../'
fault tiptrend list --where indicators=prosecutions "$DATA/mexico-tip-2019.csv"
fault tiptrend list --where year=2018 "$DATA/mexico-tip-2019.csv"
fault tiptrend plot pie "$DATA/mexico-tip-2019.csv" | sed 's/there are line, bar, .*/there are line, bar, .../'
fault tiptrend help completion fish
# Years in which there is nothing.
fault tiptrend change "$DATA/mexico-tip-2019.csv" --from 2018 --to 2016
fault tiptrend change "$DATA/mexico-tip-2019.csv" --where indicator=victims --from 2030
fault tiptrend list indicator=prosecutions "$DATA/mexico-tip-2019.csv"
# A flag with an argument; quotes that do not close, or close in the middle.
fault tiptrend list --quiet=3 "$DATA/mexico-tip-2019.csv"
fault tiptrend list --where 'indicator="victims' "$DATA/mexico-tip-2019.csv"
fault tiptrend list --where 'indicator="victims" x,prosecutions' "$DATA/mexico-tip-2019.csv"
# A folder that is called as an indicator does not stand in its way.
mkdir prosecutions
tiptrend rates "$DATA/mexico-tip-2019.csv" --numerator convictions --denominator prosecutions -f csv | probe csv series,period,ratio:3
