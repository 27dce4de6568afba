# SPDX-License-Identifier: GPL-3.0-or-later
# 578, 479, 609, 510: -17.1, +27.1, -16.3 percent. Limits and p by R 4.2.2, poisson.test(c(479, 578))$conf.int
# and the like, and binom.test(479, 479 + 578)$p.value.
tiptrend change "$DATA/mexico-tip-2019.csv" --where indicator=prosecutions --format csv >csv
probe csv from,to,earlier,later,change,percent:1,percent_low:1,percent_high:1,p:6 <csv
tiptrend change "$DATA/mexico-tip-2019.csv" --where indicator=prosecutions --format json |
    probe json from,to,percent:1
tiptrend change "$DATA/mexico-tip-2019.csv" --where indicator=prosecutions >table
grep -c -e '17\.1' -e '27\.1' -e '16\.3' table
grep -c 'assume Poisson' table
