# SPDX-License-Identifier: GPL-3.0-or-later
# What the documents show is what the program prints: each "    $ tiptrend ..." is run, and the lines below it are
# compared, up to "...". Indented lines below a line that begins with `NAME.csv` are made a file of that name. Where
# this fails, the document shows an old program: change it there. Links lead to files.
ln -s "$DATA" datasets
ln -s "$SOURCE/docs" docs

show_commands() { # DOCUMENT: files NN.command and NN.shown
    awk '
        /^    \$ tiptrend / { n++; file = ""; name = sprintf("%02d", n); blank = ""; print substr($0, 7) >(name ".command"); next }
        /^    / && name != "" { printf "%s%s\n", blank, substr($0, 5) >(name ".shown"); blank = ""; next }
        /^$/ && name != "" { blank = blank "\n"; next }
        /^    / && file != "" { print substr($0, 5) >file; next }
        /^$/ && file != "" { next }
        { name = file = "" }
        /^`[a-z-]+\.csv`/ { file = substr($0, 2, index($0, ".csv") + 2); printf "" >file }
    ' "$1"
}

run_commands() { # DOCUMENT
    for command in *.command; do
        [ -e "$command" ] || return 0
        name=${command%.command}
        touch "$name.shown"
        sh "$command" >"$name.out" 2>&1 || true
        sed -i 's/ *$//' "$name.out" "$name.shown" # editors take blanks at the end of a line away
        if [ "$(tail -n 1 "$name.shown")" = "..." ]; then
            sed -i '$d' "$name.shown"
            head -n "$(wc -l <"$name.shown")" "$name.out" >"$name.head"
            mv "$name.head" "$name.out"
        fi
        diff -u --label "$1" --label "$(cat "$command")" "$name.shown" "$name.out" || true
        echo "$1" >>ran
    done
    rm -f -- *.command *.shown *.out
}

check_links() { # DOCUMENT
    grep -o '](\([^)#]*\)[)#]' "$SOURCE/$1" | sed 's/^](//; s/[)#]$//' | sort -u | while read -r file; do
        case $file in
        '' | http*) continue ;;
        esac
        [ -e "$SOURCE/$(dirname "$1")/$file" ] || echo "$1 leads to $file, which is not there"
    done
}

for document in $(cd "$SOURCE" && ls README.md docs/*.md docs/*/*.md datasets/*.md cli/*.md plots/*.md tests/*.md); do
    show_commands "$SOURCE/$document"
    run_commands "$document"
    check_links "$document"
done
for document in README.md docs/guide.md docs/data.md; do
    [ "$(grep -c "$document" ran)" -ge 4 ] || echo "$document shows nothing"
done
