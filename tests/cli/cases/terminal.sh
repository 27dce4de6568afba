# SPDX-License-Identifier: GPL-3.0-or-later
# On a terminal tables keep to its width and have colours; NO_COLOR, TERM=dumb and pipes have none.
probe pty 80 true 2>/dev/null || skip "no terminals here"
file=$DATA/mexico-tip-2019.csv
escapes() { grep -c "$(printf '\033')" || true; }
for width in 40 60 80 120; do
    for command in list change trend test gender-ratio; do
        widest=$(probe pty $width tiptrend "$command" "$file" | probe width)
        [ "$widest" -le $width ] || echo "$command on $width columns is $widest wide"
    done
done
[ "$(probe pty 80 tiptrend --help | escapes)" -gt 0 ] || echo "no colour on a terminal"
[ "$(probe pty 80 tiptrend check "$file" | escapes)" -gt 0 ] || echo "no colour in check"
NO_COLOR=1 probe pty 80 tiptrend --help | escapes
TERM=dumb probe pty 80 tiptrend check "$file" | escapes
tiptrend --help | escapes
tiptrend check "$file" | escapes
# Progress is for a terminal only, and not with --quiet.
probe pty 80 tiptrend report "$file" -o a -F svg | tr '\r' '\n' | grep -c '^drawing' >count
[ "$(cat count)" -gt 5 ] || echo "no progress on a terminal"
probe pty 80 tiptrend report "$file" -o a -F svg --quiet
tiptrend report "$file" -o a -F svg 2>&1 | grep -c drawing || true
# '-o -' is the terminal too: nothing of the data reaches it that it would obey; a file gets no colours and no width.
printf 'year,area,value,unit\n2015,A\033[31m,1,cases\n2016,A\033[31m,2,cases\n' >hostile.csv
probe pty 80 tiptrend list hostile.csv -f csv -o - | escapes
probe pty 80 tiptrend convert hostile.csv -o tidy.csv --report - -f csv | escapes
probe pty 80 tiptrend check "$file" -o findings.txt
escapes <findings.txt
probe pty 40 tiptrend plot line "$file" --where indicator=prosecutions --term -o narrow.txt
tiptrend plot line "$file" --where indicator=prosecutions --term -o wide.txt
cmp narrow.txt wide.txt && echo "a file does not know the terminal"
