#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Tests of what `cmake --install` puts on a machine, in a scratch prefix.
#   run.sh prefix BUILD PREFIX            installs, and looks whether all is there
#   run.sh cmake SOURCE PREFIX FLAGS      builds the examples with find_package and compares what they print
#   run.sh pkg-config SOURCE PREFIX FLAGS the same with pkg-config
#   run.sh c++ SOURCE PREFIX FLAGS        a program in C++, with the header of the whole library
set -eu
fail() { echo "$*" >&2; exit 1; }

# libraries_in PREFIX: "lib", "lib64" or "lib/x86_64-linux-gnu"
libraries_in() { (cd "$1" && dirname "$(find lib* -name libtiptrend.a)"); }

# compare PROGRAM-FOLDER SOURCE PREFIX: what each example prints is what stands in its .out
compare() {
    "$1/example_change" "$3/share/tiptrend/datasets/mexico-tip-2019.csv" prosecutions |
        diff -u "$2/docs/examples/example_change.out" -
    "$1/example_trend" | diff -u "$2/docs/examples/example_trend.out" -
}

case $1 in
prefix)
    rm -rf "$3"
    cmake --install "$2" --prefix "$3" >/dev/null
    lib=$(libraries_in "$3")
    for file in bin/tiptrend "$lib/libtiptrend.a" "$lib/cmake/tiptrend/tiptrend-config.cmake" \
        "$lib/cmake/tiptrend/tiptrend-config-version.cmake" "$lib/pkgconfig/tiptrend.pc" \
        include/tiptrend/status.h share/man/man1/tiptrend.1 share/doc/tiptrend/LICENSE \
        share/bash-completion/completions/tiptrend share/tiptrend/datasets/mexico-tip-2019.csv; do
        [ -s "$3/$file" ] || fail "$file is not installed, or empty"
    done
    # The program works where it is, without the build folder, and knows its own version.
    "$3/bin/tiptrend" list "$3/share/tiptrend/datasets/mexico-tip-2019.csv" --format csv |
        grep -q '^prosecutions,' || fail "the installed program does not read the installed data"
    version=$(sed -n 's/^Version: //p' "$3/$lib/pkgconfig/tiptrend.pc")
    "$3/bin/tiptrend" --version | head -n 1 | grep -qF "$version" ||
        fail "the program does not say version $version"
    # Both texts are whole: the manual names each command, the completion is correct bash.
    for command in list check rates change gender-ratio trend test plot report; do
        grep -q "^.SS tiptrend $(echo "$command" | sed 's/-/.-/')" "$3/share/man/man1/tiptrend.1" ||
            fail "the manual page has no command $command"
    done
    if command -v bash >/dev/null; then
        bash -n "$3/share/bash-completion/completions/tiptrend"
    fi
    if command -v man >/dev/null; then
        warnings=$(man --warnings -E UTF-8 -l -Tutf8 -Z "$3/share/man/man1/tiptrend.1" 2>&1 >/dev/null)
        [ -z "$warnings" ] || fail "the manual page: $warnings"
    fi
    ;;
cmake)
    build=$3/build-cmake
    cmake -S "$2/docs/examples" -B "$build" -DCMAKE_PREFIX_PATH="$3" -DCMAKE_C_FLAGS="${4:-}" \
        >"$3/cmake.log" 2>&1 || { cat "$3/cmake.log"; exit 1; }
    cmake --build "$build" >"$3/cmake.log" 2>&1 || { cat "$3/cmake.log"; exit 1; }
    compare "$build" "$2" "$3"
    # Another minor version is refused: before 1.0 it may have other functions.
    mkdir -p "$3/other"
    printf '%s\n' 'cmake_minimum_required(VERSION 3.25)' 'project(other LANGUAGES C)' \
        'find_package(tiptrend 99.0 REQUIRED)' >"$3/other/CMakeLists.txt"
    if cmake -S "$3/other" -B "$3/other/build" -DCMAKE_PREFIX_PATH="$3" >/dev/null 2>&1; then
        fail "find_package(tiptrend 99.0) was satisfied"
    fi
    ;;
pkg-config)
    command -v pkg-config >/dev/null || { echo "skipped: no pkg-config"; exit 77; }
    PKG_CONFIG_PATH=$3/$(libraries_in "$3")/pkgconfig
    export PKG_CONFIG_PATH
    build=$3/build-pkg-config
    mkdir -p "$build"
    for name in example_change example_trend; do
        # shellcheck disable=SC2046,SC2086 # lists of flags
        "${CC:-cc}" -std=c17 -Wall -Wextra -Wpedantic -Werror ${4:-} "$2/docs/examples/$name.c" \
            $(pkg-config --cflags --libs tiptrend) -o "$build/$name"
    done
    compare "$build" "$2" "$3"
    [ -f "$(pkg-config --variable=datasets tiptrend)/mexico-tip-2019.csv" ] ||
        fail "the variable 'datasets' of tiptrend.pc does not lead to the data sets"
    ;;
c++)
    command -v c++ >/dev/null || { echo "skipped: no c++"; exit 77; }
    PKG_CONFIG_PATH=$3/$(libraries_in "$3")/pkgconfig
    export PKG_CONFIG_PATH
    build=$3/build-c++
    mkdir -p "$build"
    cat >"$build/one.cpp" <<'END'
#include <tiptrend/tiptrend.h>
int main()
{
    const double year[] = {2015, 2016, 2017, 2018}, value[] = {578, 479, 609, 510};
    tt_points points = {4, year, value, nullptr};
    tt_mk_result result;
    tt_error err = {};
    return tt_mk_test(&points, nullptr, &result, &err) == TT_OK && result.s == 0 ? 0 : 1;
}
END
    # shellcheck disable=SC2046,SC2086 # lists of flags
    c++ -std=c++17 -Wall -Wextra -Wpedantic -Werror ${4:-} "$build/one.cpp" \
        $(pkg-config --cflags --libs tiptrend) -o "$build/one"
    "$build/one"
    ;;
esac
