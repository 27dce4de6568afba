# SPDX-License-Identifier: GPL-3.0-or-later
# The help of the program names each command and how to go on; without a command it is the same.
tiptrend --help >text
for form in -h help; do tiptrend "$form" | cmp - text; done
tiptrend | cmp - text
grep -c '^  tiptrend COMMAND' text
grep '^  tiptrend list ' text
