# SPDX-License-Identifier: GPL-3.0-or-later
# Victims of SESNSP by sex, standardised to as many women as men. 2018: 366 of 64,286,372 women and 138 of
# 61,709,453 men make (366 / 64286372 + 138 / 61709453) / 2 = 0.39648 per 100,000; 80 are of unspecified sex.
printf 'sex,value\nfemale,50\nmale,50\n' >standard.csv
tiptrend rates "$DATA/mexico-sesnsp-annual.csv" --where indicator=victims --from 2018 --to 2019 \
    --denominator "$DATA/population-mexico-conapo.csv" --standard standard.csv --strata sex --format csv >csv
probe csv series,period,count,exposure,crude:5,rate:5,rate_low:5,rate_high:5,per,strata,left_out <csv
printf 'age,year,value,population\n0-17,2018,3,1000\n18+,2018,<5,3000\n0-17,2019,3,1000\n18+,2019,6,3000\n' >ages.csv
printf 'age,value\n0-17,30\n18+,70\n' >standard.csv
tiptrend rates ages.csv --standard standard.csv --strata age
printf 'age,value\n0-17,30\n' >standard.csv
fault tiptrend rates ages.csv --standard standard.csv --strata age
printf 'age,year,value\n0-17,2018,30\n0-17,2019,30\n18+,2018,2\n' >standard.csv
fault tiptrend rates ages.csv --standard standard.csv --strata age
fault tiptrend rates ages.csv --standard standard.csv
