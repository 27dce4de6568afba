set label 1 "In 2018 investigations stood at" at screen 0.02697,0.93578 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 1 "{/:Bold In 2018 investigations stood at}" at screen 0.02697,0.93578 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 2 "63% of 2015, prosecutions at 88%" at screen 0.02697,0.87972 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 2 "{/:Bold 63% of 2015, prosecutions at 88%}" at screen 0.02697,0.87972 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 3 "Index, 2015 = 100, Mexico, 2015–2018" at screen 0.02697,0.82266 left font fs(6.4) tc rgb '#595959' noenhanced front
set label 4 "Each series is divided by its own figure of 2015; units differ between series." at screen 0.02697,0.09818 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 5 "Source: TIP 2019." at screen 0.02697,0.05992 left font fs(5.8) tc rgb '#595959' noenhanced front
# panel 1
set lmargin at screen 0.08613; set rmargin at screen 0.72921; set tmargin at screen 0.74431; set bmargin at screen 0.20928
set xrange [2014.66:2018.145]
set yrange [0:300]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' 2015, '' 2016, '' 2017, '' 2018)
set ytics nomirror out scale 0 ('' 0, '' 100, '' 200, '' 300)
set grid noxtics ytics lt 1 lw 0.4*LW lc rgb GRID back
set arrow 2 from graph 0, first 100 to graph 1, first 100 nohead lw 0.7*LW lc rgb TEXT back
set label 6 "2015" at screen 0.14887,0.16555 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 7 "2016" at screen 0.33340,0.16555 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 8 "2017" at screen 0.51792,0.16555 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 9 "2018" at screen 0.70245,0.16555 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 10 "0" at screen 0.06928,0.20928 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 11 "100" at screen 0.06928,0.38762 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 12 "200" at screen 0.06928,0.56597 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 13 "300" at screen 0.06928,0.74431 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 14 "Prosecutions" at screen 0.74606,0.38657 left font fb(7) tc rgb '#00704F' noenhanced front
if (ALONE) set label 14 "{/:Bold Prosecutions}" at screen 0.74606,0.38657 left font fs(7) tc rgb '#00704F' enhanced front
set label 15 "88" at screen 0.93806,0.38657 left font fs(7) tc rgb '#00704F' noenhanced front
set label 16 "Convictions" at screen 0.74606,0.34040 left font fb(7) tc rgb '#A84A00' noenhanced front
if (ALONE) set label 16 "{/:Bold Convictions}" at screen 0.74606,0.34040 left font fs(7) tc rgb '#A84A00' enhanced front
set label 17 "70" at screen 0.91359,0.34040 left font fs(7) tc rgb '#A84A00' noenhanced front
set label 18 "Investigations" at screen 0.74606,0.29423 left font fb(7) tc rgb '#0072B2' noenhanced front
if (ALONE) set label 18 "{/:Bold Investigations}" at screen 0.74606,0.29423 left font fs(7) tc rgb '#0072B2' enhanced front
set label 19 "63" at screen 0.94218,0.29423 left font fs(7) tc rgb '#0072B2' noenhanced front
$d1 << END_OF_DATA
2015 100
2016 71.57894736842105
2017 63.909774436090224
2018 62.556390977443606
END_OF_DATA
$d2 << END_OF_DATA
2015 100
2016 71.57894736842105
2017 63.909774436090224
2018 62.556390977443606
END_OF_DATA
$d3 << END_OF_DATA
2015 100
2016 82.8719723183391
2017 105.36332179930795
2018 88.23529411764706
END_OF_DATA
$d4 << END_OF_DATA
2015 100
2016 82.8719723183391
2017 105.36332179930795
2018 88.23529411764706
END_OF_DATA
$d5 << END_OF_DATA
2015 100
2016 265.1162790697674
2017 110.46511627906976
2018 69.76744186046511
END_OF_DATA
$d6 << END_OF_DATA
2015 100
2016 265.1162790697674
2017 110.46511627906976
2018 69.76744186046511
END_OF_DATA
plot $d1 using 1:2 with lines lw 1.4*LW lc rgb BLUE, \
     $d2 using 1:2 with points pt 7 ps PS*1 lc rgb BLUE, \
     $d3 using 1:2 with lines lw 1.4*LW lc rgb GREEN, \
     $d4 using 1:2 with points pt 7 ps PS*1 lc rgb GREEN, \
     $d5 using 1:2 with lines lw 1.4*LW lc rgb VERMILION, \
     $d6 using 1:2 with points pt 7 ps PS*1 lc rgb VERMILION
unset output
