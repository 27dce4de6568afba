# SPDX-License-Identifier: GPL-3.0-or-later
# The bundled Mexico file: exactly these two errors and five warnings (product of reading the source word by
# word), silence on all sums that add up and on the nine pairs of pesos and dollars; exit status 1.
status tiptrend check "$DATA/mexico-tip-2019.csv" --format csv >findings
tail -n 1 findings
sed -i '$d' findings
probe csv severity,rule,series,period,line <findings
probe csv message severity=error <findings
# What it must say about 2016: both figures, and what they add to.
for figure in 885 194 691 740; do grep -q "^error.*$figure" findings || echo "$figure is not named"; done
# --fail-on moves the threshold, not the findings.
for severity in note warning error never; do
    tiptrend check "$DATA/mexico-tip-2019.csv" --fail-on $severity --quiet >lines
    echo "--fail-on $severity: exit $?, $(wc -l <lines) lines"
done
