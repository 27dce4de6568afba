# SPDX-License-Identifier: GPL-3.0-or-later
# Tables of other layouts to a tidy one, with a report: what is written, and what is said of it.
cat >wide.csv <<'END'
"Table 5. Victims identified by country";;;;
;;;;
Country;Unit;2015;2016p;2017 (a)
Perú;persons;1.814;1.905 b;:
España;persons;..;12;1.234.567
Source: Ministry of Justice;;;;
END
tiptrend convert wide.csv --report - -o tidy.csv
cat tidy.csv
# A table that convert wrote stays as it is; standard output, and the report on standard error.
tiptrend convert tidy.csv -q >again.csv
cmp tidy.csv again.csv && echo same
tiptrend convert - <tidy.csv 2>report >from-pipe.csv
cmp tidy.csv from-pipe.csv && grep -c '^-' report
# Other commands say in a line how they read the file; not with --quiet.
tiptrend list wide.csv 2>&1 >list | sed 's/^/said: /'
tiptrend list -q wide.csv 2>&1 >list | sed 's/^/said: /'
# The report for a script.
tiptrend convert wide.csv -o tidy.csv --report report.json --format json
probe json layout,delimiter,decimal,figures <report.json
# What cannot be read: no table, all faults in the report.
printf 'year,value\n2017,5\n2018,about six\n2019,7,8\n' >bad.csv
status tiptrend convert bad.csv -o out.csv --report - --format csv
nothing_left out.csv
status tiptrend convert bad.csv -q --skip-faults
fault tiptrend convert bad.csv --report -
