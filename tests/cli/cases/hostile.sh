# SPDX-License-Identifier: GPL-3.0-or-later
# Files and programs that mean harm: refused with one message and in no time, and nothing in them is obeyed.
file=$DATA/mexico-tip-2019.csv
many() { awk -v n="$1" -v text="$2" 'BEGIN { for (i = 0; i < n; i++) printf "%s", text }'; }

# Manifests whose tree would take hours or all memory.
refused() {
    timeout 20 tiptrend batch m.yaml --dry-run >out 2>err && code=0 || code=$?
    cat out err
    echo "exit $code"
}
{ printf 'sets: '; many 400000 '['; } >m.yaml
refused
{ printf 'sets: '; many 100000 '{a: '; } >m.yaml
refused
{ printf 'sets:\n- &a {name: x, files: ['; many 2000 'a,'; printf 'a]}\n'; many 100000 '- *a
'; } >m.yaml
refused
{ printf 'where: ['; many 2000 'indicator=prosecutions,'; printf 'x=y]\nsets:\n'; many 20000 "- files: a
"; } >m.yaml
refused
# Half of a manifest is not all of it, and of two conditions none is forgotten.
printf 'sets:\n- files: %s\n---\nsets: []\n' "$file" >m.yaml
refused
printf 'sets:\n- files: %s\n  where: {indicator: prosecutions, indicator: convictions}\n' "$file" >m.yaml
refused

# Decisions whose notes would take all memory.
{ echo 'kind,indicator,year,value,reason'; many 20000 'note,prosecutions,2018,,again
'; } >decisions.csv
fault timeout 20 tiptrend list --decisions decisions.csv "$file"

# A terminal gets no escape sequences of the data, a file gets the names as they are.
{
    printf 'indicator,year,value,note\n'
    for year in 2011 2012 2013 2014 2015; do
        printf 'a\033[2Jb\342\200\256c,%s,1%s,n\033]0;x\007\n' $year $year
    done
} >escapes.csv
escape=$(printf '\033')
turned=$(printf '\342\200\256')
bare() { grep -c -e "$escape" -e "$turned" || true; }
if probe pty 80 true 2>/dev/null; then
    export NO_COLOR=1
    for words in "convert -q" "list --format csv" "change --format csv" "check --format csv" "list" "trend"; do
        found=$(probe pty 80 tiptrend $words escapes.csv | bare)
        [ "$found" = 0 ] || echo "$words: an escape sequence reaches the terminal"
    done
    unset NO_COLOR
fi
tiptrend convert -q escapes.csv | grep -c "$escape"
tiptrend report escapes.csv -o page -F svg -q
cat page/index.html page/*.svg | bare

# What stands under the name of a drawing but is none: a pipe that nobody writes to would never end.
gnuplot_but pipe '        mkfifo "$(expr "$line" : ".*OUT=.\([a-z0-9.]*\)")"; line=""'
TIPTREND_GNUPLOT="$SCRATCH/pipe" timeout 20 tiptrend plot line "$file" --where indicator=prosecutions -o one.svg --time-limit 5
echo "pipe: exit $?"
nothing_left one.svg

# What is read is not written over, under whatever name.
cp "$file" in.csv
ln -s in.csv alias.csv
ln in.csv other.csv
cp "$file" in.svg
cp "$DATA/mexico-tip-2019-claims.csv" claims.csv
for words in "convert -q -o in.csv in.csv" "list -o ./alias.csv in.csv" "trend -o in.csv other.csv" \
    "convert -q --report in.csv -o tidy.csv in.csv" "check --claims claims.csv -o claims.csv in.csv" \
    "plot line --where indicator=prosecutions -o in.svg in.svg"; do
    tiptrend $words >/dev/null 2>err && echo "$words: done"
    grep -v 'one of the files that are read' err
done
cmp in.csv "$file"
cmp in.svg "$file"
cmp claims.csv "$DATA/mexico-tip-2019-claims.csv"

# Nothing is written outside the folder of a report, of analyses, of a batch.
echo mine >victim
mkdir away
printf 'output: batch\nsets:\n- files: %s\n  name: one\n  where: {indicator: prosecutions}\n  formats: svg\n' "$file" >m.yaml
for folder in report analyses batch; do
    mkdir -p $folder
    for name in index.html table-series.csv prosecutions-line.svg change.csv; do ln -s ../victim $folder/$name; done
done
ln -s ../away batch/one
fault tiptrend report "$file" -o report -F svg -q --where indicator=prosecutions
fault tiptrend analyse "$file" -o analyses --do change
fault tiptrend batch m.yaml | sed 's/^[0-9]* of/N of/'
cat victim
nothing_left away
# The folder itself may be a link, and so may a file that is named.
ln -s away linked
tiptrend report "$file" -o linked -F svg -q --where indicator=prosecutions
[ -s away/index.html ] || echo "no report through a link"
ln -s target.csv named.csv
: >target.csv
tiptrend list "$file" --format csv -o named.csv
[ -L named.csv ] && [ -s target.csv ] || echo "a link that is named is not followed"
