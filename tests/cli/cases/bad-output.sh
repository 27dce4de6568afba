# SPDX-License-Identifier: GPL-3.0-or-later
# Places where no report can go: one message, status 73 or 74, nothing half-written.
file=$DATA/mexico-tip-2019.csv
echo "mine" >file
fault tiptrend report "$file" -o file
cat file
fault tiptrend report "$file" -o file/below
fault tiptrend report "$file" -o /proc/charts
fault tiptrend plot line "$file" --where indicator=prosecutions -o /proc/prosecutions.svg
fault tiptrend plot line "$file" --where indicator=prosecutions -o nowhere/prosecutions.svg
nothing_left nowhere
ln -s /dev/full full.svg
fault tiptrend plot line "$file" --where indicator=prosecutions -o full.svg | sed 's/[0-9]* bytes/N bytes/'
mkdir locked
chmod 555 locked
if [ "$(id -u)" -ne 0 ]; then
    fault tiptrend report "$file" -o locked >message
    grep -q 'Permission denied' message && grep -qx 'exit 73' message || cat message
fi
nothing_left locked
# A file that is there and that the report would replace stays as it is when the report fails.
mkdir charts
echo "old" >charts/index.html
mkdir charts/prosecutions-line.svg
fault tiptrend report "$file" -o charts | head -n 1
cat charts/index.html
