# SPDX-License-Identifier: GPL-3.0-or-later
# What the document says in words against its figures. By hand: 667 < 706, 425 > 416, 609 > 510, 95 > 60 persons but
# 40 < 60 cases; abroad the definition changes; 33.746 years is above 32, 4.917 below 5.
tiptrend check "$DATA/mexico-tip-2019.csv" --claims "$DATA/mexico-tip-2019-claims.csv" --fail-on never \
    --format csv | sed '1,/^$/d' | probe csv text,verdict,reason,arithmetic
status tiptrend check "$DATA/mexico-tip-2019.csv" --claims "$DATA/mexico-tip-2019-claims.csv" | tail -n 2
printf 'series,comparison,from,to,text\nvictims,grew,2017,2018,x\n' >claims.csv
fault tiptrend check "$DATA/mexico-tip-2019.csv" --claims claims.csv
