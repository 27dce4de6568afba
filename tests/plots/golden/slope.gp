set label 1 "2017 to 2018: state victims" at screen 0.02697,0.94970 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 1 "{/:Bold 2017 to 2018: state victims}" at screen 0.02697,0.94970 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 2 "changed most, from 527 to 560" at screen 0.02697,0.90578 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 2 "{/:Bold changed most, from 527 to 560}" at screen 0.02697,0.90578 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 3 "Persons a year, Mexico, 2017–2018" at screen 0.02697,0.86109 left font fs(6.4) tc rgb '#595959' noenhanced front
set label 4 "Detected victims only: counts move with law, policing and definitions." at screen 0.02697,0.07402 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 5 "Source: TIP 2019." at screen 0.02697,0.04406 left font fs(5.8) tc rgb '#595959' noenhanced front
# panel 1
set lmargin at screen 0.08613; set rmargin at screen 0.84559; set tmargin at screen 0.79971; set bmargin at screen 0.16105
set xrange [-0.32:1.04]
set yrange [0:800]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' 0, '' 1)
set ytics nomirror out scale 0 ('' 0, '' 200, '' 400, '' 600, '' 800)
set grid noxtics ytics lt 1 lw 0.4*LW lc rgb GRID back
set label 6 "2017" at screen 0.26483,0.12680 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 7 "2018" at screen 0.82326,0.12680 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 8 "0" at screen 0.06928,0.16105 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 9 "200" at screen 0.06928,0.32071 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 10 "400" at screen 0.06928,0.48038 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 11 "600" at screen 0.06928,0.64005 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 12 "800" at screen 0.06928,0.79971 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 13 "Total" at screen 0.86245,0.74275 left font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 13 "{/:Bold Total}" at screen 0.86245,0.74275 left font fs(7) tc rgb '#1A1A1A' enhanced front
set label 14 "706" at screen 0.86245,0.70659 left font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 15 "State" at screen 0.86245,0.62620 left font fb(7) tc rgb '#A84A00' noenhanced front
if (ALONE) set label 15 "{/:Bold State}" at screen 0.86245,0.62620 left font fs(7) tc rgb '#A84A00' enhanced front
set label 16 "560" at screen 0.86245,0.59003 left font fs(7) tc rgb '#A84A00' noenhanced front
set label 17 "Federal" at screen 0.86245,0.29569 left font fb(7) tc rgb '#0072B2' noenhanced front
if (ALONE) set label 17 "{/:Bold Federal}" at screen 0.86245,0.29569 left font fs(7) tc rgb '#0072B2' enhanced front
set label 18 "146" at screen 0.86245,0.25952 left font fs(7) tc rgb '#0072B2' noenhanced front
set label 19 "527" at screen 0.22765,0.58191 center font fs(7) tc rgb '#A84A00' noenhanced front
set label 20 "667" at screen 0.22765,0.69368 center font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 21 "140" at screen 0.22765,0.27296 center font fs(7) tc rgb '#0072B2' noenhanced front
$d1 << END_OF_DATA
0 0 0 800
END_OF_DATA
$d2 << END_OF_DATA
1 0 0 800
END_OF_DATA
$d3 << END_OF_DATA
0 527
1 560
END_OF_DATA
$d4 << END_OF_DATA
0 527
1 560
END_OF_DATA
$d5 << END_OF_DATA
0 667
1 706
END_OF_DATA
$d6 << END_OF_DATA
0 667
1 706
END_OF_DATA
$d7 << END_OF_DATA
0 140
1 146
END_OF_DATA
$d8 << END_OF_DATA
0 140
1 146
END_OF_DATA
plot $d1 using 1:2:3:4 with vectors nohead lw 0.8*LW lc rgb GRID, \
     $d2 using 1:2:3:4 with vectors nohead lw 0.8*LW lc rgb GRID, \
     $d3 using 1:2 with lines lw 1.4*LW lc rgb VERMILION, \
     $d4 using 1:2 with points pt 7 ps PS*1.2 lc rgb VERMILION, \
     $d5 using 1:2 with lines lw 1.4*LW lc rgb TEXT, \
     $d6 using 1:2 with points pt 7 ps PS*1.2 lc rgb TEXT, \
     $d7 using 1:2 with lines lw 1.4*LW lc rgb BLUE, \
     $d8 using 1:2 with points pt 7 ps PS*1.2 lc rgb BLUE
unset output
