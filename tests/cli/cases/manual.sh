# SPDX-License-Identifier: GPL-3.0-or-later
# The manual page has each command, each option and each exit status.
tiptrend help manual >page
grep -c '^\.TH TIPTREND 1 ' page
for command in list check rates change gender-ratio trend test plot report; do
    grep -q "^\.SS tiptrend $(printf %s "$command" | sed 's/-/\\\\-/')" page || echo "no $command"
done
for option in $(for c in list check rates change trend plot report; do tiptrend "$c" --help; done |
    sed -n 's/^  \(-., \|    \)--\([a-z-]*\).*/\2/p' | sort -u); do
    sed 's/\\-/-/g' page | grep -qF -e "--$option\\fR" || echo "no --$option"
done
for status in 0 1 64 65 66 69 70 71 73 74 128+n; do
    grep -A1 '^\.TP' page | grep -qxF "$status" || echo "no exit status $status"
done
