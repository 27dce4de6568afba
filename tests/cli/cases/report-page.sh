# SPDX-License-Identifier: GPL-3.0-or-later
# The page of a report, looked at by a parser that is not ours; also with texts that are code elsewhere.
command -v python3 >/dev/null || skip "no python3"
tiptrend report "$DATA/mexico-tip-2019.csv" --population "$DATA/population-worldbank.csv" -o charts --quiet
python3 "$SOURCE/tests/cli/check_page.py" charts
# The statements at the top lead to their charts; what is withheld is said at the end.
grep -c '<li><a href="#prosecutions-line">No clear trend in prosecutions' charts/index.html
grep -c 'source contradicts itself in 2 places and needs care in 5' charts/index.html
{
    echo 'indicator,jurisdiction,year,value,source,note'
    for jurisdiction in '<script>alert(1)</script>' '""onload=x""' '&amp;'; do
        for indicator in investigations prosecutions convictions 'a</title><b>' victims; do
            for year in 2013 2014 2015 2016; do
                echo "$indicator,\"$jurisdiction\",$year,$((year % 7 * 31 + 5)),\"<img src=x onerror=alert(1)>\",]]>"
            done
        done
    done
} >hostile.csv
tiptrend report hostile.csv -o hostile --quiet || echo "exit $?"
python3 "$SOURCE/tests/cli/check_page.py" hostile
# Two breakdowns of one indicator that say the same: it is stated once.
{
    echo 'indicator,sex,age,year,value'
    for year in 2015 2016 2017 2018 2019; do
        n=$((year % 7 * 31 + 50))
        echo "victims,female,,$year,$n"
        echo "victims,male,,$year,$((300 - n))"
        echo "victims,,0 to 17 years,$year,$((n / 2))"
        echo "victims,,18 years or over,$year,$((300 - n / 2))"
    done
} >twice.csv
tiptrend report twice.csv -o twice --quiet || echo "exit $?"
python3 "$SOURCE/tests/cli/check_page.py" twice | grep -v '^elements'
grep -c 'class="glance"' twice/index.html
grep -o '<li><a href="#[^"]*-line">[^<]*' twice/index.html
ls twice/*-line.svg
