set label 1 "3.3 females for each male among victims in 2021" at screen 0.02000,0.93330 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 1 "{/:Bold 3.3 females for each male among victims in 2021}" at screen 0.02000,0.93330 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 2 "Females for each male, Mexico, 2019–2021" at screen 0.02000,0.87404 left font fs(6.4) tc rgb '#595959' noenhanced front
set label 3 "Thick: bounds whatever the sex of the unspecified. Thin: with sampling. Dot: the specified only, as if the others were" at screen 0.02000,0.22132 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 4 "like them." at screen 0.02000,0.18158 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 5 "Totals are sums of the parts; the source prints none." at screen 0.02000,0.14185 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 6 "Detected victims only: counts move with law, policing and definitions." at screen 0.02000,0.10211 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 7 "Source: A." at screen 0.02000,0.06238 left font fs(5.8) tc rgb '#595959' noenhanced front
# panel 1
set lmargin at screen 0.10195; set rmargin at screen 0.72963; set tmargin at screen 0.76540; set bmargin at screen 0.37645
set xrange [0:6]
set yrange [0.4:3.6]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' 0, '' 2, '' 4, '' 6)
unset ytics
set grid xtics noytics lt 1 lw 0.4*LW lc rgb GRID back
set arrow 1 from first 1, graph 0 to first 1, graph 1 nohead lw 0.7*LW lc rgb TEXT back
set label 8 "0" at screen 0.10195,0.33103 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 9 "2" at screen 0.31118,0.33103 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 10 "4" at screen 0.52040,0.33103 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 11 "6" at screen 0.72963,0.33103 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 12 "← more males" at screen 0.07784,0.28924 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 13 "more females →" at screen 0.21906,0.28924 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 14 "2019" at screen 0.07695,0.71234 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 15 "n = 658" at screen 0.07695,0.66849 right font fs(5.8) tc rgb '#595959' noenhanced front
set label 16 "2020" at screen 0.07695,0.59079 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 17 "n = 658" at screen 0.07695,0.54694 right font fs(5.8) tc rgb '#595959' noenhanced front
set label 18 "2021" at screen 0.07695,0.46924 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 19 "n = 390" at screen 0.07695,0.42540 right font fs(5.8) tc rgb '#595959' noenhanced front
set label 20 "bounds" at screen 0.84581,0.80876 right font fb(5.8) tc rgb '#595959' noenhanced front
if (ALONE) set label 20 "{/:Bold bounds}" at screen 0.84581,0.80876 right font fs(5.8) tc rgb '#595959' enhanced front
set label 21 "1.7 to 4.6" at screen 0.84581,0.69247 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 21 "{/:Bold 1.7 to 4.6}" at screen 0.84581,0.69247 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 22 "1.4 to 3.7" at screen 0.84581,0.57092 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 22 "{/:Bold 1.4 to 3.7}" at screen 0.84581,0.57092 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 23 "3.3" at screen 0.84581,0.44937 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 23 "{/:Bold 3.3}" at screen 0.84581,0.44937 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 24 "specified only" at screen 0.98000,0.80876 right font fs(5.8) tc rgb '#595959' noenhanced front
set label 25 "3.5" at screen 0.98000,0.69247 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 26 "2.7" at screen 0.98000,0.57092 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 27 "3.3" at screen 0.98000,0.44937 right font fs(7) tc rgb '#1A1A1A' noenhanced front
$d1 << END_OF_DATA
1.451134539027789 3 4.0116608408349865 0
END_OF_DATA
$d2 << END_OF_DATA
1.653225806451613 3 2.923045379989065 0
END_OF_DATA
$d3 << END_OF_DATA
3.4745762711864407 3
END_OF_DATA
$d4 << END_OF_DATA
1.2018362552962127 2 3.159440745989574 0
END_OF_DATA
$d5 << END_OF_DATA
1.3669064748201438 2 2.3330935251798564 0
END_OF_DATA
$d6 << END_OF_DATA
2.7142857142857144 2
END_OF_DATA
$d7 << END_OF_DATA
2.6351910550545092 1 1.581243684961441 0
END_OF_DATA
$d8 << END_OF_DATA
3.3333333333333335 1 0 0
END_OF_DATA
$d9 << END_OF_DATA
3.3333333333333335 1
END_OF_DATA
plot $d1 using 1:2:3:4 with vectors nohead lw 0.8*LW lc rgb MUTED, \
     $d2 using 1:2:3:4 with vectors nohead lw 5*LW lc rgb PURPLE_MIDDLE, \
     $d3 using 1:2 with points pt 7 ps PS*1.2 lc rgb TEXT, \
     $d4 using 1:2:3:4 with vectors nohead lw 0.8*LW lc rgb MUTED, \
     $d5 using 1:2:3:4 with vectors nohead lw 5*LW lc rgb PURPLE_MIDDLE, \
     $d6 using 1:2 with points pt 7 ps PS*1.2 lc rgb TEXT, \
     $d7 using 1:2:3:4 with vectors nohead lw 0.8*LW lc rgb MUTED, \
     $d8 using 1:2:3:4 with vectors nohead lw 5*LW lc rgb PURPLE_MIDDLE, \
     $d9 using 1:2 with points pt 7 ps PS*1.2 lc rgb TEXT
unset output
