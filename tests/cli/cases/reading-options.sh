# SPDX-License-Identifier: GPL-3.0-or-later
# Options that say how a table is written.
printf 'a\361o;entidad;valor\n2018;Nuevo Le\363n;1.814\n2019;Nuevo Le\363n;12\n' >latin.csv
fault tiptrend convert -q latin.csv
tiptrend convert -q --encoding latin-1 --decimal , latin.csv
printf 'year/value\n2018/5\n' >slash.csv
tiptrend convert -q --delimiter / slash.csv
fault tiptrend convert -q --delimiter // slash.csv
printf 'year,value\n1,2\ny,value\n2018,5\n' >second.csv
tiptrend convert -q --header-row 3 --year y second.csv
fault tiptrend convert -q --header-row 7 second.csv
fault tiptrend convert -q --header-row last second.csv
printf 'year,month,women,men\n2018,enero,5,<5\n2018,,60,40\n' >sexes.csv
tiptrend convert -q --value women --value men sexes.csv
tiptrend convert -q --value women --value men --measure who sexes.csv
# One figure in doubt, one that proves.
printf 'year,value\n2018,1.814\n' >doubt.csv
fault tiptrend convert -o out.csv --report out.txt doubt.csv
tiptrend list doubt.csv 2>&1 >/dev/null
tiptrend check doubt.csv --fail-on error
printf 'year,value\n2017,1.814\n2018,"12,5"\n' >proof.csv
tiptrend list proof.csv
fault tiptrend list --layout wide proof.csv
fault tiptrend list --layout broad proof.csv
fault tiptrend list --decimal '' proof.csv
# Any number of threads, the same bytes.
{ echo year,area,value; i=0; while [ $i -lt 40000 ]; do echo "2018,area number $i with a long name,$i"; i=$((i + 1)); done; } >long.csv
for jobs in 1 2 5; do tiptrend convert -q --jobs $jobs long.csv | cksum; done
# A row for each year, a column for each series, as offices print it; and the case for which nothing is guessed.
printf 'Víctimas por sexo;;;\nAÑO;Mujeres;Hombres;No especificado\n2017;437;100;130\n2018;381;148;177\nFuente: x;;;\n' >sexes.csv
tiptrend gender-ratio sexes.csv --format csv | cut -d, -f 1-4
fault tiptrend list --layout tidy sexes.csv
