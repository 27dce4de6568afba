#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# One test of the program, as a user runs it.
#   run_case.sh NAME        with TT_PROGRAM, TT_PROBE, TT_SOURCE, TT_SHARED in the environment
#
# cases/NAME.sh runs in a folder of its own, with an environment made from nothing. What it writes must be
# NAME.stdout and NAME.stderr, its exit status NAME.exit (no file: nothing, and 0). Paths of this machine
# appear in them as SCRATCH and SOURCE. Afterwards no process and no work file may be left.
# With TT_UPDATE=1 the three files are written instead: .ci/update_golden, and read the difference.
# Exit status 77: skipped, as the case says.
set -u
name=$1
here=$TT_SOURCE/tests/cli
[ -f "$here/cases/$name.sh" ] || { echo "no case $name"; exit 1; }

scratch=$(mktemp -d) || exit 1
scratch=$(cd "$scratch" && pwd -P)
trap 'chmod -R u+rwX "$scratch" 2>/dev/null; rm -rf "$scratch"' EXIT
mkdir "$scratch/here" "$scratch/work" "$scratch/bin" "$scratch/got"
ln -s "$TT_PROGRAM" "$scratch/bin/tiptrend"
ln -s "$TT_PROBE" "$scratch/bin/probe"

# The user's cache of fonts is kept: making one takes seconds.
cd "$scratch/here" || exit 1
env -i PATH="$scratch/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin" HOME="$scratch" \
    XDG_CACHE_HOME="${XDG_CACHE_HOME:-${HOME:-/}/.cache}" XDG_RUNTIME_DIR="$scratch/work" \
    TMPDIR="$scratch/work" LC_ALL=C TZ=UTC TERM=xterm \
    SCRATCH="$scratch" SOURCE="$TT_SOURCE" SHARED="$TT_SHARED" PROGRAM="$TT_PROGRAM" \
    DATA="$TT_SOURCE/datasets" FIXTURES="$TT_SOURCE/tests/fixtures" \
    BATCH_KILLS="${BATCH_KILLS:-}" BATCH_SEED="${BATCH_SEED:-}" ASAN_OPTIONS="${ASAN_OPTIONS:-}" TSAN_OPTIONS="${TSAN_OPTIONS:-}" \
    sh -c '. "$SOURCE/tests/cli/helpers.sh"; . "$SOURCE/tests/cli/cases/$1.sh"' case "$name" \
    >"$scratch/got/stdout" 2>"$scratch/got/stderr" </dev/null
status=$?
if [ "$status" -eq 77 ]; then
    cat "$scratch/got/stdout" "$scratch/got/stderr"
    exit 77
fi

# Paths, and what must not be left behind.
for stream in stdout stderr; do
    sed -e "s|$scratch/here|SCRATCH|g" -e "s|$scratch|SCRATCH|g" -e "s|$TT_SOURCE|SOURCE|g" \
        "$scratch/got/$stream" >"$scratch/got/$stream.clean"
done
cd /
faults=0
left=$(find "$scratch/work" "$scratch/here" -name '.tiptrend-*' | head -n 3)
[ -z "$left" ] || { echo "work files are left: $left"; faults=1; }
for process in /proc/[0-9]*; do
    case $(readlink "$process/cwd" 2>/dev/null) in
    "$scratch"*) echo "a process is left: $(tr '\0' ' ' <"$process/cmdline")"; faults=1 ;;
    esac
done

for stream in stdout stderr; do
    expected=$here/cases/$name.$stream
    if [ "${TT_UPDATE:-}" = 1 ]; then
        rm -f "$expected"
        [ ! -s "$scratch/got/$stream.clean" ] || cp "$scratch/got/$stream.clean" "$expected"
        continue
    fi
    [ -f "$expected" ] || expected=/dev/null
    diff -u --label "expected $stream" --label "$stream" "$expected" "$scratch/got/$stream.clean" ||
        faults=1
done
expected=0
[ ! -f "$here/cases/$name.exit" ] || expected=$(cat "$here/cases/$name.exit")
if [ "${TT_UPDATE:-}" = 1 ]; then
    rm -f "$here/cases/$name.exit"
    [ "$status" -eq 0 ] || echo "$status" >"$here/cases/$name.exit"
elif [ "$status" -ne "$expected" ]; then
    echo "exit status $status, expected $expected"
    faults=1
fi
exit "$faults"
