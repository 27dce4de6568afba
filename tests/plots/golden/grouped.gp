set label 1 "No clear trend in victims" at screen 0.02697,0.95011 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 1 "{/:Bold No clear trend in victims}" at screen 0.02697,0.95011 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 2 "Persons a year, Mexico, 2019–2021" at screen 0.02697,0.90579 left font fs(6.4) tc rgb '#595959' noenhanced front
set label 3 "Trend: log-linear, limits widened for the scatter of the counts (quasi-Poisson); n = 3: a" at screen 0.02697,0.16498 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 4 "description, not a test." at screen 0.02697,0.13526 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 5 "Totals are sums of the parts; the source prints none." at screen 0.02697,0.10554 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 6 "Detected victims only: counts move with law, policing and definitions." at screen 0.02697,0.07582 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 7 "Source: A." at screen 0.02697,0.04610 left font fs(5.8) tc rgb '#595959' noenhanced front
# panel 1
set lmargin at screen 0.08613; set rmargin at screen 0.97303; set tmargin at screen 0.82453; set bmargin at screen 0.25129
set xrange [2018.45:2021.55]
set yrange [0:800]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' 2019, '' 2020, '' 2021)
set ytics nomirror out scale 0 ('' 0, '' 200, '' 400, '' 600, '' 800)
set grid noxtics ytics lt 1 lw 0.4*LW lc rgb GRID back
set label 8 "2019" at screen 0.24349,0.21732 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 9 "2020" at screen 0.52958,0.21732 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 10 "2021" at screen 0.81568,0.21732 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 11 "0" at screen 0.06928,0.25129 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 12 "200" at screen 0.06928,0.39460 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 13 "400" at screen 0.06928,0.53791 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 14 "600" at screen 0.06928,0.68122 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 15 "800" at screen 0.06928,0.82453 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 16 "Total" at screen 0.08613,0.85696 left font fb(5.8) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 16 "{/:Bold Total}" at screen 0.08613,0.85696 left font fs(5.8) tc rgb '#1A1A1A' enhanced front
set label 17 "," at screen 0.14394,0.85696 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 18 "Female" at screen 0.15681,0.85696 left font fb(5.8) tc rgb '#9C3F72' noenhanced front
if (ALONE) set label 18 "{/:Bold Female}" at screen 0.15681,0.85696 left font fs(5.8) tc rgb '#9C3F72' enhanced front
set label 19 "," at screen 0.24279,0.85696 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 20 "Male" at screen 0.25566,0.85696 left font fb(5.8) tc rgb '#00704F' noenhanced front
if (ALONE) set label 20 "{/:Bold Male}" at screen 0.25566,0.85696 left font fs(5.8) tc rgb '#00704F' enhanced front
set label 21 "," at screen 0.30664,0.85696 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 22 "Unspecified" at screen 0.31952,0.85696 left font fb(5.8) tc rgb '#595959' noenhanced front
if (ALONE) set label 22 "{/:Bold Unspecified}" at screen 0.31952,0.85696 left font fs(5.8) tc rgb '#595959' enhanced front
set label 23 "658" at screen 0.15766,0.74551 center font fs(5.8) tc rgb '#1A1A1A' noenhanced front
set label 24 "410" at screen 0.21488,0.56780 center font fs(5.8) tc rgb '#1A1A1A' noenhanced front
set label 25 "118" at screen 0.27210,0.35857 center font fs(5.8) tc rgb '#1A1A1A' noenhanced front
set label 26 "130" at screen 0.32932,0.36717 center font fs(5.8) tc rgb '#1A1A1A' noenhanced front
set label 27 "658" at screen 0.44376,0.74551 center font fs(5.8) tc rgb '#1A1A1A' noenhanced front
set label 28 "380" at screen 0.50097,0.54631 center font fs(5.8) tc rgb '#1A1A1A' noenhanced front
set label 29 "140" at screen 0.55819,0.37433 center font fs(5.8) tc rgb '#1A1A1A' noenhanced front
set label 30 "138" at screen 0.61541,0.37290 center font fs(5.8) tc rgb '#1A1A1A' noenhanced front
set label 31 "390" at screen 0.72985,0.55347 center font fs(5.8) tc rgb '#1A1A1A' noenhanced front
set label 32 "300" at screen 0.78707,0.48898 center font fs(5.8) tc rgb '#1A1A1A' noenhanced front
set label 33 "90" at screen 0.84429,0.33851 center font fs(5.8) tc rgb '#1A1A1A' noenhanced front
set label 34 "0" at screen 0.90151,0.27402 center font fs(5.8) tc rgb '#1A1A1A' noenhanced front
$d1 << END_OF_DATA
2018.6 2018.8 0 658
END_OF_DATA
$d2 << END_OF_DATA
2018.8 2019 0 410
END_OF_DATA
$d3 << END_OF_DATA
2019 2019.2 0 118
END_OF_DATA
$d4 << END_OF_DATA
2019.1999999999998 2019.3999999999999 0 130
END_OF_DATA
$d5 << END_OF_DATA
2019.6 2019.8 0 658
END_OF_DATA
$d6 << END_OF_DATA
2019.8 2020 0 380
END_OF_DATA
$d7 << END_OF_DATA
2020 2020.2 0 140
END_OF_DATA
$d8 << END_OF_DATA
2020.1999999999998 2020.3999999999999 0 138
END_OF_DATA
$d9 << END_OF_DATA
2020.6 2020.8 0 390
END_OF_DATA
$d10 << END_OF_DATA
2020.8 2021 0 300
END_OF_DATA
$d11 << END_OF_DATA
2021 2021.2 0 90
END_OF_DATA
$d12 << END_OF_DATA
2021.1999999999998 2021.3999999999999 0 0
END_OF_DATA
plot $d1 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb TEXT lw 0.4*LW, \
     $d2 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb PURPLE lw 0.4*LW, \
     $d3 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb GREEN lw 0.4*LW, \
     $d4 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs transparent pattern 4 border lc rgb HATCH fc rgb HATCH lw 0.4*LW, \
     $d5 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb TEXT lw 0.4*LW, \
     $d6 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb PURPLE lw 0.4*LW, \
     $d7 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb GREEN lw 0.4*LW, \
     $d8 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs transparent pattern 4 border lc rgb HATCH fc rgb HATCH lw 0.4*LW, \
     $d9 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb TEXT lw 0.4*LW, \
     $d10 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb PURPLE lw 0.4*LW, \
     $d11 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb GREEN lw 0.4*LW, \
     $d12 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs transparent pattern 4 border lc rgb HATCH fc rgb HATCH lw 0.4*LW
unset output
