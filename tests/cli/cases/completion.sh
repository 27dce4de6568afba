# SPDX-License-Identifier: GPL-3.0-or-later
# Bash completes commands, the options of a command, and the words that an option takes.
command -v bash >/dev/null || skip "no bash"
tiptrend help completion bash >completion
cat >ask <<'END'
. ./completion
complete_line() {
    COMP_WORDS=("$@")
    COMP_CWORD=$(($# - 1))
    _tiptrend
    printf '%s:' "$*"
    printf ' %s' $(printf '%s\n' "${COMPREPLY[@]}" | sort)
    echo
}
complete_line tiptrend gen
complete_line tiptrend rates --den
complete_line tiptrend sexratio --wh
complete_line tiptrend check --fail-on w
complete_line tiptrend list --nothing
END
bash ask
