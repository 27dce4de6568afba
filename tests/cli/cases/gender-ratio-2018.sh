# SPDX-License-Identifier: GPL-3.0-or-later
# Victims of 2018: 706, of which 54 % female, 21 % male, 25 % unspecified, each rounded: 378 to 384 female, 145
# to 151 male. Female share from 378 of 706 (all unspecified male) to 561 of 706 (all female).
tiptrend gender-ratio "$DATA/mexico-tip-2019.csv" --format csv >csv
probe csv total,female_low,female_high,male_low,male_high,share_low:1,share_high:1,ratio_low:3,ratio_high:3 \
    series=victims period=2018 <csv
tiptrend sexratio "$DATA/mexico-tip-2019.csv" --format csv | cmp - csv
# The hotline's 106 % have no counts, and say why.
probe csv total,female_low,ratio_low,notes series=hotline_victims period=2018 <csv
# A table without a column of sexes, and one without males: no row, and the reason.
printf 'what,year,value\nWomen (%%),2018,54\nMen (%%),2018,46\n' >percent.csv
tiptrend gender-ratio percent.csv | tail -n 2
printf 'sex,year,value\nfemale,2018,54\n' >female.csv
tiptrend gender-ratio female.csv
