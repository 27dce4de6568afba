# SPDX-License-Identifier: GPL-3.0-or-later
# Each command has help with its parts, in 80 columns save the example lines, on standard output; 'help NAME',
# 'NAME --help' and 'NAME -h' are the same text.
for command in $(tiptrend --help | sed -n '/^Commands/,/^$/s/^  \([a-z-]*\) .*/\1/p' | grep -v '^help$'); do
    tiptrend "$command" --help >text || echo "$command --help: exit $?"
    tiptrend help "$command" | cmp - text
    tiptrend "$command" -h no-such-file | cmp - text
    for part in "tiptrend $command: " Usage "  tiptrend $command \[OPTIONS\]" Reading Output Always Examples; do
        grep -q "^$part" text || echo "$command: no '$part' in its help"
    done
    [ "$(sed '/^Examples/,$d' text | probe width)" -le 80 ] || echo "$command: wider than 80"
    echo "$command"
done >lines
# Each of the first nine is there, whatever others have come since.
for command in list check rates change gender-ratio trend test plot report; do
    grep -qx "$command" lines || echo "no help for $command"
done
grep ':' lines || true
