# SPDX-License-Identifier: GPL-3.0-or-later
# report --language es: no word of the frame, the tables, the notes and the findings stays English; the CSV files do.
command -v python3 >/dev/null || skip "no python3"
check() {
    name=$1
    shift
    tiptrend report "$1" --language es -F svg --quiet -o "$name" || echo "exit $?"
    # The claims that lie beside the data are data too.
    claims=${1%.csv}-claims.csv
    [ ! -f "$claims" ] || set -- "$@" "$claims"
    python3 "$SOURCE/tests/cli/check_spanish.py" "$name/index.html" "$@" | sed 's/^[0-9]* texts/texts/'
}
check mexico "$DATA/mexico-tip-2019.csv"
check monthly "$DATA/mexico-sesnsp-annual.csv"
check victims "$DATA/mexico-victims-2014-2022.csv"
grep -o '<title>[^<]*</title>' mexico/index.html | head -n 1
grep -o '<h2 id="[a-z-]*">[^<]*' mexico/index.html
head -n 1 mexico/table-change.csv | cut -d, -f1-8
# Numbers are grouped as in Spanish: 18 140, but 1814.
grep -c '<td>1814</td>' mexico/index.html
