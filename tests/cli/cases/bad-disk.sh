# SPDX-License-Identifier: GPL-3.0-or-later
# A disk that is full: the report fails as a whole, with status 74, and leaves the disk as it was.
mkdir disk
mount -t tmpfs -o size=256k none disk 2>/dev/null || skip "a small disk needs the right to mount one"
trap 'umount disk' EXIT
echo "mine" >disk/mine
fault tiptrend report "$DATA/mexico-tip-2019.csv" -o disk/charts >message
sed 's/writing [0-9]* bytes/writing N bytes/; s/charts\/[a-z-]*\.[a-z]*/charts\/FILE/' message
ls -A disk
fault tiptrend list "$DATA/population-worldbank.csv" -o disk/list.txt | sed 's/writing [0-9]* bytes/writing N bytes/'
head -c 300000 /dev/zero >disk/filler 2>/dev/null
fault tiptrend list "$DATA/population-worldbank.csv" -o disk/list.txt | sed 's/writing [0-9]* bytes/writing N bytes/'
ls -A disk
