# SPDX-License-Identifier: GPL-3.0-or-later
# Models, standard errors, limits, forecast, bands and diagnostics of trends. AIDS cases in Belgium 1981-1993:
# what the numbers should be is in tests/analysis (R, 40-digit arithmetic).
{
    echo year,indicator,value,unit,se
    set -- 12 14 33 50 67 74 123 141 165 204 253 246 240
    year=1981
    for value in "$@"; do
        echo "$year,cases,$value,persons,$((year - 1975))"
        year=$((year + 1))
    done
} >aids.csv
all="--model ols --model wls --model loglinear --model poly2 --model poly3 --model robust --model robust-log
     --model ar1 --model ar1-log --model poisson --model quasipoisson --model negbin --model theilsen
     --model theilsen-log --model mannkendall"
tiptrend trend aids.csv $all --format csv |
    probe csv model,apc:5,apc_low:5,apc_high:5,p:8,slope_se:6,dispersion:4,alpha:6,rho:4,aicc_delta:3,turning:2,weights
for se in hc0 hc1 hc2 hc3 newey-west; do
    tiptrend trend aids.csv --model ols --model loglinear --se $se --format csv | probe csv model,slope_se:6,errors
done
echo 'ML and REML, weights by counts, dispersion as it is'
tiptrend trend aids.csv --model ar1 --rho ml --format csv | probe csv rho:6,slope:6,errors
tiptrend trend aids.csv --model ar1 --rho reml --format csv | probe csv rho:5,slope:5,errors
tiptrend trend aids.csv --model loglinear --weights count --format csv | probe csv apc:5,slope_se:6,weights
tiptrend trend aids.csv --model loglinear --weights se --format csv | probe csv apc:5,slope_se:6,weights
echo 'Profile limits'
tiptrend trend aids.csv --model poisson --model quasipoisson --model negbin --ci profile --format csv |
    probe csv model,apc_low:4,apc_high:4,errors
printf 'year,indicator,value,unit\n2001,a,0,persons\n2002,a,0,persons\n2003,a,0,persons\n2004,a,6,persons\n' >last.csv
tiptrend trend last.csv --model poisson --ci profile --format csv | probe csv apc_low:4,apc_high
tiptrend trend last.csv --model poisson --format csv | tail -n 1
echo 'Forecast, bands'
tiptrend trend aids.csv --model loglinear --model quasipoisson --forecast 2 --table forecast --format csv |
    probe csv model,year,fitted:3,line_low:3,line_high:3,new_low:3,new_high:3
tiptrend trend aids.csv --model poisson --table bands --format csv | probe csv year,value,fitted:3,new_low,new_high | head -n 3
tiptrend trend aids.csv --forecast 5 --table forecast --format csv | tail -n 1
tiptrend trend aids.csv --to 1985 --forecast 1 --table forecast --format csv | tail -n 1
echo 'Diagnostics'
tiptrend trend aids.csv --diagnostics --table tests --format csv | probe csv model,test,statistic:4,df,p:5
tiptrend trend aids.csv --model quasipoisson --table influence --format csv |
    probe csv year,leverage:4,studentised:4,cook:4,apc_without:4 | tail -n 3
tiptrend trend aids.csv --forecast 1 --bands --diagnostics | grep -c '^Series'
echo 'Order of the rows, and of scale: nothing changes; a population that grows takes its growth from the trend'
tiptrend trend aids.csv $all --diagnostics --bands --format csv >a
{ head -n 1 aids.csv; tail -n +2 aids.csv | sort -t , -k 3; } >mixed.csv
tiptrend trend mixed.csv $all --diagnostics --bands --format csv >b
cmp a b && echo same
awk -F , 'NR == 1 { print $0 ",population" } NR > 1 { print $0 "," 1000 * 1.02 ^ ($1 - 1981) }' aids.csv >rates.csv
tiptrend trend rates.csv --model loglinear --model quasipoisson --ignore se --format csv | probe csv model,apc:4,dispersion:4
tiptrend trend rates.csv --model quasipoisson --forecast 1 --table forecast --format csv | probe csv fitted:2,exposure:2,notes
echo 'A perfect line has no standard error, and one figure no trend'
printf 'year,indicator,value,unit\n2001,a,1,MXN\n2002,a,3,MXN\n2003,a,5,MXN\n2004,a,7,MXN\n2001,b,1,MXN\n' >line.csv
tiptrend trend line.csv --model ols --format csv | probe csv series,slope:3,slope_se:3,p,notes
for bad in '--model line' '--ci exact' '--table forecast' '--table sums' '--se white' '--rho cochrane'; do
    tiptrend trend aids.csv $bad >out 2>err
    echo "$? $(cat err)"
    [ ! -s out ] || echo 'something was written'
done
