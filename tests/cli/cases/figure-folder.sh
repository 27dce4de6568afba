# SPDX-License-Identifier: GPL-3.0-or-later
# plot --script: the figure's own folder, and the same picture from gnuplot alone in it. The picture of a PNG is
# in its IDAT chunks; ours has its resolution and texts in chunks of its own before them.
export LC_ALL=C.UTF-8
tiptrend plot bar "$DATA/mexico-tip-2019.csv" --where indicator=investigations --script -o fig \
    -F pdf -F svg -F png --width 120 --height 90 --dpi 200
ls fig
(cd fig && sha256sum data.csv | cut -d ' ' -f 1 >../hash)
grep -c "$(cat hash)" fig/settings.json fig/README.md fig/figure.svg
sed -n 's/^  "\([a-z_0-9]*\)":.*/\1/p' fig/settings.json | tr '\n' ' '
grep -A 9 '"dpi"\|_mm' fig/settings.json
grep -l "$PWD" fig/* && echo "a path of this machine"
cp -r fig alone
(cd alone && rm figure.pdf figure.svg figure.png && gnuplot -d figure.gp && gnuplot -d -e "FMT='svg'" figure.gp &&
    gnuplot -d -e "FMT='png'" figure.gp && ls figure.*)
idat() { tail -c +"$(grep -abo IDAT "$1" | head -n 1 | cut -d : -f 1)" "$1"; }
idat fig/figure.png >a && idat alone/figure.png >b && cmp a b && echo "PNG: the same picture"
if command -v rsvg-convert >/dev/null && command -v pdftoppm >/dev/null; then
    for folder in fig alone; do
        rsvg-convert -w 900 $folder/figure.svg -o $folder.svg.png
        pdftoppm -r 150 $folder/figure.pdf $folder.pdf
    done
    cmp fig.svg.png alone.svg.png && cmp fig.pdf-1.ppm alone.pdf-1.ppm
fi
# The same command gives the same bytes, whatever the number of gnuplots.
tiptrend plot bar "$DATA/mexico-tip-2019.csv" --where indicator=investigations --script -o again \
    -F png -F svg -F pdf --width 120 --height 90 --dpi 200 --jobs 1
diff -r fig again | grep -v chart-format | grep '^[<>]\|^Only\|^Binary'
# A name that gnuplot would take for a command stays a name.
tiptrend plot bar "$DATA/mexico-tip-2019.csv" --where indicator=investigations -o '|touch PWN' -F svg
mkdir odd && mv '|touch PWN.gp' odd/chart.gp && (cd odd && gnuplot -d -e "FMT='svg'" chart.gp) && ls odd
