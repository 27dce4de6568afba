# SPDX-License-Identifier: GPL-3.0-or-later
# Tables of populations as analysts have them: other names of columns and areas, years that are missing, and mistakes.
rates() { tiptrend rates "$DATA/mexico-tip-2019.csv" --where indicator=prosecutions --from 2017 --denominator "$@"; }
printf 'country;year;population\nM\303\251jico;2017;120.000.000\n' >spanish.csv
rates spanish.csv --format csv
printf 'year,population\n2018,120000000\n' >national.csv
rates national.csv --format csv
printf 'area,year,population\nMexcio,2018,120000000\n' >slip.csv
rates slip.csv --format csv
fault tiptrend plot rate "$DATA/mexico-tip-2019.csv" --where indicator=prosecutions --population slip.csv -o r.svg
printf 'area,year,population\nMexico,1999,97000000\n' >early.csv
fault tiptrend plot rate "$DATA/mexico-tip-2019.csv" --where indicator=prosecutions --population early.csv -o r.svg
fault tiptrend plot rate "$DATA/mexico-tip-2019.csv" --where indicator=prosecutions -o r.svg
printf 'area,year,inhabitants\nMexico,2018,many\n' >names.csv
fault rates names.csv
# Another name of the only column of figures is no matter.
printf 'area,year,inhabitants\nMexico,2018,97000000\n' >inhabitants.csv
tiptrend rates "$DATA/mexico-tip-2019.csv" --where indicator=prosecutions --from 2018 --denominator inhabitants.csv --format csv |
    cut -d, -f 3,4,7
fault rates early.csv --key aera
fault rates nothing.csv
# A table without sexes serves no strata of sex, and rates of a sex by it say so.
printf 'sex,weight\nfemale,51\nmale,49\n' >standard.csv
fault tiptrend rates "$DATA/mexico-sesnsp-annual.csv" --denominator "$DATA/population-worldbank.csv" \
    --standard standard.csv --strata sex
tiptrend rates "$DATA/mexico-sesnsp-annual.csv" --denominator "$DATA/population-worldbank.csv" --where sex=female,total \
    --from 2024 --to 2024 | tail -n 2
tiptrend rates "$DATA/mexico-sesnsp-annual.csv" --denominator "$DATA/population-mexico-conapo.csv" --where sex=female,total \
    --from 2024 --to 2024 | grep -c 'whole population' || true
