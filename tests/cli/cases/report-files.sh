# SPDX-License-Identifier: GPL-3.0-or-later
# The report of the Mexico data: at least 14 charts, each in three formats beside its data and its script, a page
# that names all of them and nothing that is not there; a second run gives the same bytes, whatever the number of
# gnuplots, the locale, the terminal and the time zone.
file=$DATA/mexico-tip-2019.csv
tiptrend report "$file" --population "$DATA/population-worldbank.csv" -o a >line
charts=$(sed -n 's/^\([0-9]*\) charts, 7 findings: a\/index.html$/\1/p' line)
[ "${charts:-0}" -ge 14 ] || echo "charts: $(cat line)"
for ending in pdf svg png csv gp; do
    count=$(find a -name "*.$ending" ! -name findings.csv ! -name "table-*" | wc -l)
    [ "$count" -eq "$charts" ] || echo "$count files .$ending of $charts charts"
done
[ -z "$(find a -size 0)" ] || echo "empty files"
head -c 5 a/prosecutions-line.pdf && tail -c 6 a/prosecutions-line.pdf
for name in investigations prosecutions convictions stages change index forest victims-by-sex ratio hotline rate; do
    [ "$(find a -name "*$name*.svg" | wc -l)" -ge 1 ] || echo "no chart '$name'"
done
LC_ALL=C.UTF-8 TZ=Asia/Tokyo TERM=dumb tiptrend report "$file" --population "$DATA/population-worldbank.csv" \
    --jobs 1 -o b --quiet
diff -r a b && echo "the same bytes"
# The same rows in another order: the same figures, save the file and the lines that each comes from.
{ head -n 1 "$file"; tail -n +2 "$file" | sort -r; } >shuffled.csv
tiptrend report shuffled.csv --population "$DATA/population-worldbank.csv" -o c -F svg --quiet
for csv in a/*.csv; do
    case $csv in */findings.csv | */table-*) continue ;; esac
    columns=$(head -n 1 "$csv" | sed 's/,file,line//')
    probe csv "$columns" <"$csv" >one
    probe csv "$columns" <"c/${csv#a/}" >other
    cmp one other || echo "$csv"
done
# Fewer formats on request; the second report into a folder leaves other files alone.
touch c/mine
tiptrend report "$file" -o c -F png --quiet && [ -e c/mine ] && echo "other files stay"
