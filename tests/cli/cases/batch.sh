# SPDX-License-Identifier: GPL-3.0-or-later
# A batch: its files, what a rerun makes again and why, what it removes, and failures of one chart.
cat >m.yaml <<END
title: Regions & "others"
output: out
preset: web
formats: [svg, pdf]
charts: [line, change]
tables: [series, trend]
sets:
  - files: regions.csv
    breaks: $DATA/world-tip-breaks.csv
    for-each: area
    where: {indicator: [prosecutions, convictions]}
    folder: 'regions/{area}'
  - name: Mexico
    files: $DATA/mexico-tip-2019.csv
    where: indicator=prosecutions
END
cp "$DATA/world-tip-regions.csv" regions.csv
files() { (cd "$1" && find . -type f ! -path './.tiptrend/*' | sort | xargs sha256sum); }
batch() { tiptrend batch m.yaml "$@" >said 2>err; echo "exit $?"; cat err; tail -n 1 said | sed 's/with [0-9]* charts/with N charts/'; }
batch
find out -maxdepth 2 -type d ! -name .tiptrend | sort
ls out/regions/africa
files out >first
echo "-- again: nothing is touched"
find out -type f -newer first ! -path '*/.tiptrend/*' >newer
batch --explain
files out | cmp - first
find out -type f -newer first ! -path '*/.tiptrend/*' | cmp - newer
grep -c ': stands (' said
echo "-- one country's figure, and the lines of all others stay"
sed -i '/^Africa,prosecutions,2005,/s/,194,/,195,/' regions.csv
batch --explain
grep -v 'stands\|^[0-9]* reports' said | sort
files out >changed
diff first changed | sed -n 's/^> .* //p'
echo "-- a file that is gone, one that is altered, one that is only touched"
rm out/regions/europe/index.html
printf 'x' >>out/mexico/prosecutions-line.svg
touch out/regions/near-east/index.html
batch --explain
grep -v 'stands\|^[0-9]* reports' said | sort
files out | cmp - changed
echo "-- an area that is not asked for any more; a file of it that somebody has changed stays"
sed -i '/^South and Central Asia,/d; /^Europe,/d' regions.csv
echo mine >out/regions/europe/index.html
batch
ls out/regions
ls out/regions/europe
echo "-- dry run"
sed -i 's/web/slide/' m.yaml
files out >before
tiptrend batch m.yaml --dry-run
files out | cmp - before
echo "-- force"
sed -i 's/slide/web/' m.yaml
batch --force
echo "-- a chart at which gnuplot fails"
gnuplot_but errs '        if grep -q africa "$script" 2>/dev/null || grep -q "Africa" "$script"; then line="FMT='\''svg'\''; nonsense"; fi'
tiptrend batch m.yaml -o bad --gnuplot "$SCRATCH/errs" --quiet 2>err
echo "exit $?"
sed 's/failed: .*script/failed: ... script/' err
[ -e bad/regions/europe/index.html ] || [ -e bad/regions/near-east/index.html ] || echo "the others are not made"
for script in $(sed -n 's/.*(script: \(.*\))$/\1/p' err); do [ -e "$script" ] || echo "no $script"; done
tiptrend batch m.yaml -o bad --explain | sed -n '/africa: /p'
tiptrend batch m.yaml -o good --quiet
diff -r -x .tiptrend bad good && echo "the same as without failures"
echo "-- whatever changes in the data, a rerun gives what a fresh run gives"
cat >n.yaml <<END
preset: web
formats: svg
charts: [line, bar, share]
tables: series
sets: [{files: rows.csv, for-each: area}]
END
rows() {
    echo area,indicator,form,year,value,unit
    for area in A B; do
        for form in "" labour sexual $1; do
            [ "$area$form" != "B$2" ] || continue
            for year in 2015 2016 2017; do echo "$area,victims,$form,$year,$((year % 7 * 11 + ${#form})),persons"; done
        done
    done
}
for change in 'other other' 'begging begging' 'begging none' 'none none'; do
    rows $change >rows.csv
    tiptrend batch n.yaml -o kept --quiet
    tiptrend batch n.yaml -o fresh --quiet
    diff -r -x .tiptrend kept fresh && echo "the same after $change"
    rm -rf fresh
done
