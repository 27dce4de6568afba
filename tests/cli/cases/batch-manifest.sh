# SPDX-License-Identifier: GPL-3.0-or-later
# Manifests that make no sense: refused with line and column, before anything is made; the example runs as it is.
try() {
    printf '%s' "$1" >m.yaml
    fault tiptrend batch m.yaml | sed 's|there are claims, .*|there are ...|'
}
try 'titel: x
sets: [{files: a.csv}]
'
try 'sets:
  - files: a.csv
    minimum_years: 5
'
try 'sets:
  - files: a.csv
    zzzzzzzzzz: 5
'
try 'sets:
  - files: a.csv
    from: 20x8
'
try 'sets:
  - files: a.csv
    layout: unocd
'
try 'sets:
  - files: a.csv
    charts: [line, forrest]
'
try 'sets:
  - files: a.csv
    tables: nonsense
'
try 'sets:
  - files: a.csv
    files: b.csv
'
try 'sets:
  - name: without files
'
try 'sets: []
'
try 'title: no sets
'
try '- just
- a list
'
try 'sets:
  - files: [a.csv
'
try 'sets:
  - files:
'
try 'sets:
  - files: a.csv
    across-breaks: maybe
'
try 'sets:
  - files: a.csv
    where: {area: [Kenya, {x: y}]}
'
try "$(printf 'sets:\n  - files: a.csv\n    name: "\\0"\n')"
try ''
fault tiptrend batch no-such.yaml
fault tiptrend batch
fault tiptrend batch m.yaml --merge --shard 1/2
fault tiptrend batch m.yaml --shard 3/2
fault tiptrend batch m.yaml --init
# What the data do not have.
cat >m.yaml <<END
output: out
sets:
  - files: $DATA/world-tip-regions.csv
    for-each: country
END
fault tiptrend batch m.yaml
sed -i 's/country/area/; $a\    folder: "{land}"' m.yaml
fault tiptrend batch m.yaml
sed -i 's/folder.*/minimum-years: 99/' m.yaml
fault tiptrend batch m.yaml
nothing_left out
# The schema names every key, and is JSON.
tiptrend batch --schema >schema.json
probe json schema.json >/dev/null 2>&1 || python3 -m json.tool schema.json >/dev/null || echo "the schema is no JSON"
for key in title output sets name files for-each minimum-years folder charts tables layout breaks population formats preset language; do
    grep -q "\"$key\": {\"description\"" schema.json || echo "no $key in the schema"
done
# The example.
tiptrend batch --init -o example.yaml
tiptrend batch example.yaml --dry-run | sed 's/: [0-9]* charts/: N charts/; s/with [0-9]* charts/with N charts/'
