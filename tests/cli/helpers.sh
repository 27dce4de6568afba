# SPDX-License-Identifier: GPL-3.0-or-later
# For the cases, which are run after it by the same shell. In their environment: DATA (the bundled data
# sets), FIXTURES (tests/fixtures), SHARED (the developers' folder, may be absent), SCRATCH.
# shellcheck shell=sh

# skip REASON: this machine lacks what the case needs
skip() { echo "skipped: $*"; exit 77; }

# need_shared FILE: the case needs a file of the developers' folder
need_shared() { [ -f "$SHARED/$1" ] || skip "$1 is not in the developers' folder"; }

# status COMMAND...: its output, then its exit status as a line
status() {
    "$@"
    echo "exit $?"
}

# fault COMMAND...: for messages: standard error as output, then the exit status; its output must be empty
fault() {
    "$@" 2>"$SCRATCH/got/fault" >"$SCRATCH/got/fault.out" && code=0 || code=$?
    cat "$SCRATCH/got/fault"
    [ ! -s "$SCRATCH/got/fault.out" ] || echo "(and output: $(head -c 200 "$SCRATCH/got/fault.out"))"
    echo "exit $code"
}

# gnuplot_like NAME TEXT: a program in $SCRATCH/NAME that greets as gnuplot 5.4.4 does, then runs TEXT (shell)
# once it is asked to draw. The environment of gnuplot is built from nothing, so paths are written out.
gnuplot_like() {
    cat >"$SCRATCH/$1" <<END
#!/bin/sh
PATH=/usr/bin:/bin
while read -r line; do
    case \$line in
    *"print '"*GPVAL_VERSION*) marker=\${line#*print \'}; echo "\${marker%% *} 5.4 4" ;;
    FMT=*)
$2
        ;;
    esac
done
END
    chmod +x "$SCRATCH/$1"
}

# end_of PID LABEL: waits for it; its status as `LABEL: exit N`, whatever the shell has to say about its death
end_of() {
    wait "$1" 2>/dev/null && code=0 || code=$?
    echo "$2: exit $code"
}

# wait_for FILE: until it is there; half a minute at most
wait_for() {
    tries=0
    while [ ! -e "$1" ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 600 ] || { echo "no $1 after 30 s"; exit 1; }
        sleep 0.05
    done
}

# gnuplot_but NAME TEXT: the real gnuplot, save that TEXT (shell) is run before it gets a drawing whose script
# is $script.
gnuplot_but() {
    real=$(command -v gnuplot) || skip "no gnuplot"
    cat >"$SCRATCH/$1" <<END
#!/bin/sh
PATH=/usr/bin:/bin
while read -r line; do
    case \$line in
    FMT=*)
        script=\${line#*load \'}
        script=\${script%\'*}
$2
        ;;
    esac
    echo "\$line"
done | $real -d
END
    chmod +x "$SCRATCH/$1"
}

# nothing_left FOLDER...: none of them is there, or none holds anything
nothing_left() {
    for folder in "$@"; do
        [ -z "$(find "$folder" -mindepth 1 2>/dev/null | head -n 1)" ] || echo "something is in $folder"
    done
}
