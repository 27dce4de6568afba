# SPDX-License-Identifier: GPL-3.0-or-later
# All 128 areas of UNODC's table with figures for five years in some total: the breaks of the bundled file are honoured
# in every report. The check finds what it looks for: with across-breaks it does find it.
command -v python3 >/dev/null || skip "no python3"
need_shared data/unodc_glotip_2025-04-14_full.csv.gz
cat >m.yaml <<END
preset: web
formats: svg
charts: [line, trend, joinpoint, forest, change]
for-each: area
sets:
  - files: $SHARED/data/unodc_glotip_2025-04-14_full.csv.gz
    layout: unodc
    breaks: $DATA/unodc-breaks.csv
    minimum-years: 5
END
tiptrend batch m.yaml -o world --quiet || echo "exit $?"
ls world | grep -vc '^index.html$'
python3 "$SOURCE/tests/cli/check_breaks.py" world "$DATA/unodc-breaks.csv" | sed 's/; .*//'
cat >>m.yaml <<END
    where: {area: [Mexico, United States of America]}
    across-breaks: true
END
tiptrend batch m.yaml -o across --quiet || echo "exit $?"
python3 "$SOURCE/tests/cli/check_breaks.py" across "$DATA/unodc-breaks.csv" >found && echo "nothing was found across breaks"
grep -c 'table-trend.*across\|fitted across' found | grep -qv '^0$' || echo "no fit across a break was found"
