# SPDX-License-Identifier: GPL-3.0-or-later
# Each kind of chart draws something from the bundled data, under the name asked for.
file=$DATA/mexico-tip-2019.csv
plot() {
    kind=$1
    shift
    tiptrend plot "$kind" "$file" -o "$kind.svg" "$@" || echo "$kind: exit $?"
    grep -q '<title' "$kind.svg" && grep -q '<desc' "$kind.svg" && tail -c 7 "$kind.svg" | grep -q '</svg>' ||
        echo "$kind: no whole SVG with title and description"
}
for kind in line bar share stages change index forest panels; do plot $kind; done
plot ratio --where indicator=victims
plot rate --population "$DATA/population-worldbank.csv"
ls | tr '\n' ' '
echo
# An ending names the format; a name without one gives three formats, the data and the script.
tiptrend plot line "$file" --where indicator=prosecutions -o one.pdf
tiptrend plot line "$file" --where indicator=prosecutions -o all
ls one* all*
head -c 4 one.pdf
# The script draws by gnuplot alone.
mkdir alone
cd alone
LC_ALL=C.UTF-8 gnuplot -d -e "FMT='svg'; OUT='again.svg'" ../all.gp 2>&1
[ -s again.svg ] && echo " drawn"
