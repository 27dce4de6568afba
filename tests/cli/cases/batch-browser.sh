# SPDX-License-Identifier: GPL-3.0-or-later
# The list of reports and a report page, in headless Chromium, from the disk.
command -v python3 >/dev/null || skip "no python3"
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || skip "no chromium"
cat >m.yaml <<END
title: Regions
preset: web
formats: svg
charts: [line, change]
sets:
  - files: $DATA/world-tip-regions.csv
    for-each: area
  - files: accents.csv
    for-each: area
END
{
    echo 'area,indicator,year,value,unit'
    for area in "Côte d'Ivoire" 'Türkiye' '<script>alert(1)</script>' '"" onload=x'; do
        for year in 2015 2016 2017; do echo "\"$area\",convictions,$year,$((year % 7 * 3 + 5)),persons"; done
    done
} >accents.csv
tiptrend batch m.yaml -o out --quiet || echo "exit $?"
ls out
python3 "$SOURCE/tests/cli/check_browser.py" out
code=$?
[ "$code" -ne 77 ] || skip "no chromium"
