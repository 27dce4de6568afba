# SPDX-License-Identifier: GPL-3.0-or-later
# A line of 100 MB ends reading early, with little memory, and says where.
{ printf 'year,value,indicator\n2018,5,'; head -c 104857600 /dev/zero | tr '\0' 'x'; echo; } >big.csv
fault tiptrend list big.csv
{ printf 'year,value,'; head -c 104857600 /dev/zero | tr '\0' 'x'; echo; } >big.csv
fault tiptrend list big.csv
{ head -c 104857600 /dev/zero | tr '\0' '\n'; } >big.csv
fault tiptrend list big.csv
rm big.csv
