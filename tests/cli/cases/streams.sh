# SPDX-License-Identifier: GPL-3.0-or-later
# Where output can go, and what happens when it cannot.
file=$DATA/population-worldbank.csv
# A reader that has enough: no message, nothing but the first line.
tiptrend list "$file" --format csv 2>err | head -n 1 | cut -d, -f1-3
cat err
fault sh -c 'tiptrend list "$1" >/dev/full' - "$file"
fault tiptrend list "$file" -o /dev/full | sed 's/[0-9]* bytes/N bytes/'
fault tiptrend list "$file" -o missing/series.csv
mkdir folder
fault tiptrend list "$file" -o folder
# A file gets the same text as standard output, and the permissions that it had; '-' is standard output.
tiptrend list "$file" --format csv >a
: >b
chmod 640 b
tiptrend list "$file" --format csv -o b
cmp a b
ls -l b | cut -c1-10
tiptrend list "$file" --format csv -o - | cmp a -
# A link is followed, and stays one.
ln -s b link
tiptrend list "$DATA/mexico-tip-2019.csv" -o link
[ -L link ] && cmp b link && echo "the link is followed"
# Input: standard input, and compressed.
tiptrend list --format csv - <"$file" | cmp a -
gzip -c "$file" >packed.csv.gz
tiptrend list --format csv packed.csv.gz | cmp a -
tiptrend list --format csv - <packed.csv.gz | cmp a -
