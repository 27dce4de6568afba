# SPDX-License-Identifier: GPL-3.0-or-later
# Every example of every help works: those that name bundled data are run, here, with those data at hand.
ln -s "$DATA" datasets
run=0
for command in $(tiptrend --help | sed -n '/^Commands/,/^$/s/^  \([a-z-]*\) .*/\1/p' | grep -v '^help$'); do
    tiptrend "$command" --help | sed -n '/^Examples/,$s/^  \(tiptrend .*\)/\1/p' >examples
    [ -s examples ] || echo "$command has no examples"
    while read -r line; do
        case $line in
        *datasets/*) ;;
        *) continue ;;
        esac
        sh -c "$line" >out 2>err </dev/null
        code=$?
        case $code:$command in
        0:* | 1:check) ;;
        *) echo "exit $code: $line"; cat err ;;
        esac
        run=$((run + 1))
    done <examples
done
[ "$run" -ge 15 ] || echo "only $run examples were run"
