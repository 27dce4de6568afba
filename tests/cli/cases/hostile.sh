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
