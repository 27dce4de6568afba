# SPDX-License-Identifier: GPL-3.0-or-later
# What README.md shows is what the program prints: each "$ tiptrend ..." is run, and the lines below it are compared,
# up to "...". Where this fails, README.md shows an old program: change it there.
ln -s "$DATA" datasets
awk '
    /^    \$ tiptrend / { n++; name = sprintf("%02d", n); print substr($0, 7) >(name ".command"); next }
    /^    / && name != "" { print substr($0, 5) >(name ".shown"); next }
    { name = "" }
' "$SOURCE/README.md"
for command in *.command; do
    name=${command%.command}
    sh "$command" >"$name.out" 2>&1 || true
    if [ "$(tail -n 1 "$name.shown")" = "..." ]; then
        sed -i '$d' "$name.shown"
        head -n "$(wc -l <"$name.shown")" "$name.out" >"$name.head"
        mv "$name.head" "$name.out"
    fi
    diff -u --label "README.md" --label "$(cat "$command")" "$name.shown" "$name.out"
done
[ "$(ls -- *.command | wc -l)" -ge 4 ] || echo "README.md shows nothing"
# Files that it names are there, and so are the pictures.
grep -o '](\([^)#]*\))' "$SOURCE/README.md" | sed 's/^](//; s/)$//' | sort -u | while read -r file; do
    [ -e "$SOURCE/$file" ] || echo "README.md leads to $file, which is not there"
done
