# SPDX-License-Identifier: GPL-3.0-or-later
# Versions of the program and of what it is built on, one a line.
tiptrend --version | sed -n -e '/^tiptrend [0-9]*\.[0-9]*\.[0-9]*$/s/ .*/ N/p' -e 's/^\(GSL\|libcsv\|gnuplot\) [0-9.]*\( (.*)\)*$/\1 N/p'
tiptrend --version >one
tiptrend -V | cmp - one
tiptrend list --version | cmp - one
