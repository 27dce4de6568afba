# SPDX-License-Identifier: GPL-3.0-or-later
# Every format by its name and by the ending of the output; the same bytes again; presets bring their own formats and a
# caption where the title is not in the figure.
export LC_ALL=C.UTF-8
file=$DATA/mexico-tip-2019.csv
all="-F pdf -F svg -F png -F eps -F tiff -F tikz -F cairolatex -F txt"
for folder in a b; do
    mkdir $folder
    # shellcheck disable=SC2086 # a list of options
    tiptrend plot share "$file" --where indicator=investigations $all --dpi 100 -o $folder/fig
done
ls a
diff -r a b && echo "the same bytes"
for name in one.pdf one.svg one.png one.eps one.tif one.tiff one.tikz one.tex one.txt; do
    tiptrend plot share "$file" --where indicator=investigations --dpi 60 -o "$name" || echo "$name: exit $?"
done
ls one*
for name in fig.tikz fig.tex; do grep -c '^% Data SHA-256: [0-9a-f]\{64\}$' a/$name; done
grep -o 'dc:identifier>sha256:[0-9a-f]*<' a/fig.svg | wc -c
# No gnuplot is needed for what it has no part in.
tiptrend plot share "$file" --where indicator=investigations --gnuplot /bin/false -F tikz -F txt -o two && ls two*
tiptrend plot share "$file" --where indicator=investigations --gnuplot /bin/false --term | head -n 3
for preset in nature plos springer web; do
    tiptrend plot share "$file" --where indicator=investigations -p $preset --dpi 60 -o $preset
    ls | grep "^$preset" | tr '\n' ' '
    echo
done
head -n 1 nature.caption.txt
tiptrend plot share "$file" --where indicator=investigations --no-title -F svg -o bare
grep -c '>State is' bare.svg
ls bare*
# What cannot be done is said.
fault tiptrend plot share "$file" --where indicator=investigations -F jpeg -o x
fault tiptrend plot share "$file" --where indicator=investigations -p brain -o x
fault tiptrend plot share "$file" --where indicator=investigations --font 'No Such Font' -o x.svg |
    sed "s/('[^']*' would/('ANOTHER' would/" # which one depends on the machine
fault tiptrend plot share "$file" --where indicator=investigations --height 21 -o x.svg
fault tiptrend plot share "$file" --where indicator=investigations -F cairolatex -o 'a b'
ls x* 2>/dev/null
