# SPDX-License-Identifier: GPL-3.0-or-later
# Each command has help with its parts, in 80 columns save the example lines, on standard output; 'help NAME',
# 'NAME --help' and 'NAME -h' are the same text.
for command in $(tiptrend --help | sed -n '/^Commands/,/^$/s/^  \([a-z-]*\) .*/\1/p' | grep -v '^help$'); do
    tiptrend "$command" --help >text || echo "$command --help: exit $?"
    tiptrend help "$command" | cmp - text
    tiptrend "$command" -h no-such-file | cmp - text
    reading=Reading
    [ "$command" != batch ] || reading=Batches # its manifest says how tables are read
    for part in "tiptrend $command: " Usage "  tiptrend $command \[OPTIONS\]" $reading Output Always Examples; do
        grep -q "^$part" text || echo "$command: no '$part' in its help"
    done
    [ "$(sed '/^Examples/,$d' text | probe width)" -le 80 ] || echo "$command: wider than 80"
    echo "$command"
done >lines
# Each of these is there, whatever others have come since.
for command in list check rates change gender-ratio trend test plot report batch; do
    grep -qx "$command" lines || echo "no help for $command"
done
grep ':' lines || true
