# SPDX-License-Identifier: GPL-3.0-or-later
# A gnuplot that is missing or none: status 69, what to install, nothing written. Tables need none.
file=$DATA/mexico-tip-2019.csv
run() {
    echo "-- $1"
    fault env TIPTREND_GNUPLOT="$SCRATCH/$1" tiptrend plot line "$file" --where indicator=prosecutions -o one.svg
    TIPTREND_GNUPLOT="$SCRATCH/$1" tiptrend report "$file" -o out >/dev/null 2>err
    [ $? -eq 69 ] && [ "$(wc -l <err)" -eq 1 ] || echo "the report: $? $(cat err)"
    nothing_left one.svg out
}
run nowhere
mkdir "$SCRATCH/folder"
run folder
printf '#!/bin/sh\nexit 3\n' >"$SCRATCH/ends"
printf '#!/bin/sh\nkill -9 $$\n' >"$SCRATCH/dies"
printf '#!/bin/sh\nwhile read -r line; do case $line in *"print '\''"*) m=${line#*print \\'\''}; echo "${m%%%% *} 4.6 6" ;; esac; done\n' >"$SCRATCH/old"
printf '#!/bin/sh\nexec cat\n' >"$SCRATCH/echoes"
printf 'no program\n' >"$SCRATCH/text"
chmod +x "$SCRATCH/ends" "$SCRATCH/dies" "$SCRATCH/old" "$SCRATCH/echoes" "$SCRATCH/text"
run ends
run dies
run old
run echoes
run text
echo "-- not in PATH"
mkdir empty
ln -s "$PROGRAM" empty/tiptrend
fault env PATH="$PWD/empty" tiptrend plot line "$file" --where indicator=prosecutions -o one.svg
echo "-- no PATH at all: where programs of the system are"
env -u PATH "$PROGRAM" plot line "$file" --where indicator=prosecutions -o without.svg && [ -s without.svg ] && rm without.*
fault tiptrend plot line "$file" --where indicator=prosecutions -o one.svg --gnuplot nowhere
PATH="$PWD/empty" tiptrend list "$file" --format csv | { read -r line; echo "$line"; }
nothing_left one.svg
