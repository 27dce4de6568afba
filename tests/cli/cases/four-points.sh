# SPDX-License-Identifier: GPL-3.0-or-later
# What four points cannot show: no order of four figures reaches p = 0.05; the least is 2/24 = 0.0833.
file=$DATA/mexico-tip-2019.csv
tiptrend test "$file" --where indicator=prosecutions --format csv >csv
probe csv points,statistic,effect:3,p:4,p_smallest:4 <csv
grep -c 'no outcome of this n can reach p <= 0.05' csv
tiptrend test "$file" --where indicator=prosecutions >table
grep -o '0\.083' table | head -n 1
tiptrend trend "$file" --where indicator=prosecutions --format csv |
    probe csv model,points,apc:1,apc_low:1,apc_high:1
tiptrend trend "$file" --where indicator=prosecutions | grep -c 'few points'
