# SPDX-License-Identifier: GPL-3.0-or-later
# Joinpoint regression through the program: the contract of its tables, breaks, jumps, comparison, faults.
world=$DATA/world-tip-2003-2023.csv
prosecutions() { tiptrend joinpoint "$world" -w indicator=prosecutions -w form=total -f csv "$@"; }

for table in models segments joinpoints aapc tests; do
    prosecutions --table "$table" | head -1
done
# Every number of joinpoints; the selected model; averages over all years and over a range.
prosecutions --table models | probe csv k,n,df,sse:6,bic:6,bic3:6,weight:5,wbic:5,selected
prosecutions --table segments | probe csv k,segment,start,end,intercept:4,slope:6,slope_se:6,t:4,p:5,apc:4,apc_low:4,apc_high:4
prosecutions --table joinpoints | probe csv index,joinpoint,low,high,slope_change:5,slope_change_p:5
prosecutions --table aapc --range 2010:2014 --range 1990:2000 | probe csv start,end,aapc:4,aapc_low:4,aapc_high:4,p:5,notes
# A break cuts the series, a jump takes it in.
breaks=$DATA/world-tip-breaks.csv
prosecutions --breaks "$breaks" --table models | probe csv k,n,df,sse:5,selected,notes
prosecutions --breaks "$breaks" --jump 2015 --table models | probe csv k,n,df,sse:5,selected,jump:4,jump_p:5
# Permutation tests are the same for any number of jobs.
for jobs in 1 3; do
    prosecutions --select permutation --permutations 999 --jobs "$jobs" --table tests >tests$jobs
done
cmp tests1 tests3 && probe csv k0,k1,statistic:4,p:3,mc_error:5,level:4,permutations <tests1
# Two trends.
tiptrend joinpoint "$DATA/mexico-sesnsp-annual.csv" -w indicator=victims -w sex=female,male \
    --compare parallel --by sex --permutations 999 -f csv |
    probe csv series_a,series_b,hypothesis,k,statistic:4,p:3,ratio:4
# Series that cannot be analysed are rows; what is wrong with the call is an error.
status tiptrend joinpoint "$DATA/mexico-tip-2019.csv" -w indicator=hotline_calls -f csv --table models
prosecutions --max-joinpoints 9 --table models
fault tiptrend joinpoint "$world" --model poisson
fault tiptrend joinpoint "$world" --table model
fault tiptrend joinpoint "$world" --comparability 1.2
fault tiptrend joinpoint "$world" --compare parallel
fault tiptrend joinpoint "$world" --method hudson --serial ar1
