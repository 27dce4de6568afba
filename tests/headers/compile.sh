#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# compile.sh INCLUDE COMPILER FLAGS...: compiles each public header as the only thing in a program, twice,
# so that no header needs another one before it and none lacks a guard.
set -u
include=$1
compiler=$2
shift 2
command -v "$compiler" >/dev/null || { echo "skipped: no $compiler"; exit 77; }
case $compiler in *++*) language=c++ ;; *) language=c ;; esac
count=0
faults=0
for header in "$include"/tiptrend/*.h; do
    name=$(basename "$header")
    count=$((count + 1))
    printf '#include <tiptrend/%s>\n#include <tiptrend/%s>\nint tt_anything;\n' "$name" "$name" |
        "$compiler" "$@" -I"$include" -fsyntax-only -x "$language" - || faults=$((faults + 1))
done
[ "$count" -gt 0 ] || { echo "no header in $include/tiptrend"; exit 1; }
echo "$count headers, $faults with faults"
[ "$faults" -eq 0 ]
