# SPDX-License-Identifier: GPL-3.0-or-later
# One chart for each value of --by: each has files of its own whatever the values are called, and where none can be
# drawn that is a failure.
cat >areas.csv <<'END'
year,area,value,unit
2015,Costa Rica,1,cases
2016,Costa Rica,4,cases
2015,Costa-Rica,7,cases
2016,Costa-Rica,9,cases
2015,México,3,cases
2016,México,2,cases
2015,日本,3,cases
2016,日本,5,cases
2015,中国,8,cases
2016,中国,6,cases
END
tiptrend plot line areas.csv --by area -F svg -o by.2016 && ls by.2016-*.svg | wc -l && ls | grep -c 'by.2016-mexico.svg'
tiptrend plot line areas.csv --by area -o one.svg && ls one-*
# In characters they go to the terminal, one below the other, or each to its file.
tiptrend plot line areas.csv --by area --term | grep -c 'Cases a year'
ls | grep -c '^line' || true
tiptrend plot line areas.csv --by area --where area=México --term -o term.txt && ls term*
fault tiptrend plot trend areas.csv --by area -o none.svg
ls | grep -c none || true
