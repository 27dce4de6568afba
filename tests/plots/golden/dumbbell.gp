set label 1 "2017 to 2018: convictions changed most, from 95 to 60" at screen 0.02000,0.92593 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 1 "{/:Bold 2017 to 2018: convictions changed most, from 95 to 60}" at screen 0.02000,0.92593 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 2 "Counts, Mexico, 2017–2018" at screen 0.02000,0.86013 left font fs(6.4) tc rgb '#595959' noenhanced front
set label 3 "Ordered by percent change; grey: the earlier figure." at screen 0.02000,0.15496 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 4 "Limits: exact for two Poisson counts; counts that scatter more change by chance more often." at screen 0.02000,0.11084 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 5 "Source: TIP 2019." at screen 0.02000,0.06671 left font fs(5.8) tc rgb '#595959' noenhanced front
# panel 1
set lmargin at screen 0.20623; set rmargin at screen 0.75664; set tmargin at screen 0.69537; set bmargin at screen 0.28310
set xrange [-72:848]
set yrange [-2.6:0.6]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' 0, '' 200, '' 400, '' 600, '' 800)
unset ytics
set grid xtics noytics lt 1 lw 0.4*LW lc rgb GRID back
set label 6 "0" at screen 0.24931,0.23267 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 7 "200" at screen 0.36896,0.23267 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 8 "400" at screen 0.48862,0.23267 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 9 "600" at screen 0.60827,0.23267 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 10 "800" at screen 0.72792,0.23267 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 11 "2017" at screen 0.02000,0.78764 left font fb(5.8) tc rgb '#595959' noenhanced front
if (ALONE) set label 11 "{/:Bold 2017}" at screen 0.02000,0.78764 left font fs(5.8) tc rgb '#595959' enhanced front
set label 12 "→" at screen 0.06497,0.78764 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 13 "2018" at screen 0.08475,0.78764 left font fb(5.8) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 13 "{/:Bold 2018}" at screen 0.08475,0.78764 left font fs(5.8) tc rgb '#1A1A1A' enhanced front
set label 14 "Investigations" at screen 0.18123,0.64013 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 15 "cases" at screen 0.18123,0.59144 right font fs(5.8) tc rgb '#595959' noenhanced front
set label 16 "Prosecutions" at screen 0.18123,0.51129 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 17 "persons prosecuted" at screen 0.18123,0.46261 right font fs(5.8) tc rgb '#595959' noenhanced front
set label 18 "Convictions" at screen 0.18123,0.38246 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 19 "persons convicted" at screen 0.18123,0.33377 right font fs(5.8) tc rgb '#595959' noenhanced front
set label 20 "change" at screen 0.84429,0.74351 right font fb(5.8) tc rgb '#595959' noenhanced front
if (ALONE) set label 20 "{/:Bold change}" at screen 0.84429,0.74351 right font fs(5.8) tc rgb '#595959' enhanced front
set label 21 "−2%" at screen 0.84429,0.61807 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 21 "{/:Bold −2%}" at screen 0.84429,0.61807 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 22 "−16%" at screen 0.84429,0.48923 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 22 "{/:Bold −16%}" at screen 0.84429,0.48923 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 23 "−37%" at screen 0.84429,0.36040 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 23 "{/:Bold −37%}" at screen 0.84429,0.36040 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 24 "95% limits" at screen 0.98000,0.74351 right font fs(5.8) tc rgb '#595959' noenhanced front
set label 25 "−15 to +12" at screen 0.98000,0.61807 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 26 "−26 to −6" at screen 0.98000,0.48923 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 27 "−55 to −12" at screen 0.98000,0.36040 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 28 "416" at screen 0.46677,0.61807 center font fb(7) tc rgb '#0072B2' noenhanced front
if (ALONE) set label 28 "{/:Bold 416}" at screen 0.46677,0.61807 center font fs(7) tc rgb '#0072B2' enhanced front
set label 29 "425" at screen 0.53396,0.61807 center font fs(7) tc rgb '#595959' noenhanced front
set label 30 "510" at screen 0.52300,0.48923 center font fb(7) tc rgb '#00704F' noenhanced front
if (ALONE) set label 30 "{/:Bold 510}" at screen 0.52300,0.48923 center font fs(7) tc rgb '#00704F' enhanced front
set label 31 "609" at screen 0.64404,0.48923 center font fs(7) tc rgb '#595959' noenhanced front
set label 32 "60" at screen 0.25985,0.36040 center font fb(7) tc rgb '#A84A00' noenhanced front
if (ALONE) set label 32 "{/:Bold 60}" at screen 0.25985,0.36040 center font fs(7) tc rgb '#A84A00' enhanced front
set label 33 "95" at screen 0.33081,0.36040 center font fs(7) tc rgb '#595959' noenhanced front
$d1 << END_OF_DATA
425 0 -9 0
END_OF_DATA
$d2 << END_OF_DATA
425 0
END_OF_DATA
$d3 << END_OF_DATA
416 0
END_OF_DATA
$d4 << END_OF_DATA
609 -1 -99 0
END_OF_DATA
$d5 << END_OF_DATA
609 -1
END_OF_DATA
$d6 << END_OF_DATA
510 -1
END_OF_DATA
$d7 << END_OF_DATA
95 -2 -35 0
END_OF_DATA
$d8 << END_OF_DATA
95 -2
END_OF_DATA
$d9 << END_OF_DATA
60 -2
END_OF_DATA
plot $d1 using 1:2:3:4 with vectors nohead lw 2.4*LW lc rgb BLUE_MIDDLE, \
     $d2 using 1:2 with points pt 7 ps PS*1.2 lc rgb GREY, \
     $d3 using 1:2 with points pt 7 ps PS*1.4 lc rgb BLUE, \
     $d4 using 1:2:3:4 with vectors nohead lw 2.4*LW lc rgb GREEN_MIDDLE, \
     $d5 using 1:2 with points pt 7 ps PS*1.2 lc rgb GREY, \
     $d6 using 1:2 with points pt 7 ps PS*1.4 lc rgb GREEN, \
     $d7 using 1:2:3:4 with vectors nohead lw 2.4*LW lc rgb VERMILION_MIDDLE, \
     $d8 using 1:2 with points pt 7 ps PS*1.2 lc rgb GREY, \
     $d9 using 1:2 with points pt 7 ps PS*1.4 lc rgb VERMILION
unset output
