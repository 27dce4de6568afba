set label 1 "No clear trend in investigations, prosecutions and convictions" at screen 0.02000,0.92940 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 1 "{/:Bold No clear trend in investigations, prosecutions and convictions}" at screen 0.02000,0.92940 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 2 "One vertical scale, Mexico, 2015–2018" at screen 0.02000,0.86667 left font fs(6.4) tc rgb '#595959' noenhanced front
set label 3 "The stages are not one cohort: who is convicted in a year may have been charged in an earlier one, and cases are not" at screen 0.02000,0.18903 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 4 "people." at screen 0.02000,0.14697 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 5 "Trend: log-linear, limits widened for the scatter of the counts (quasi-Poisson); n = 4: a description, not a test." at screen 0.02000,0.10491 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 6 "Source: TIP 2019." at screen 0.02000,0.06285 left font fs(5.8) tc rgb '#595959' noenhanced front
# panel 1
set lmargin at screen 0.06388; set rmargin at screen 0.33601; set tmargin at screen 0.70092; set bmargin at screen 0.31117
set xrange [2014.45:2018.55]
set yrange [0:750]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' 2015, '' 2016, '' 2017, '' 2018)
set ytics nomirror out scale 0 ('' 0, '' 250, '' 500, '' 750)
set grid noxtics ytics lt 1 lw 0.4*LW lc rgb GRID back
set label 7 "2015" at screen 0.10039,0.26310 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 8 "2016" at screen 0.16676,0.26310 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 9 "2017" at screen 0.23313,0.26310 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 10 "2018" at screen 0.29950,0.26310 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 11 "0" at screen 0.05138,0.31117 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 12 "250" at screen 0.05138,0.44108 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 13 "500" at screen 0.05138,0.57100 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 14 "750" at screen 0.05138,0.70092 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 15 "Investigations" at screen 0.06388,0.79322 left font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 15 "{/:Bold Investigations}" at screen 0.06388,0.79322 left font fs(7) tc rgb '#1A1A1A' enhanced front
set label 16 "cases" at screen 0.06388,0.74681 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 17 "665" at screen 0.10039,0.69183 center font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 17 "{/:Bold 665}" at screen 0.10039,0.69183 center font fs(7) tc rgb '#1A1A1A' enhanced front
set label 18 "476" at screen 0.16676,0.59362 center font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 18 "{/:Bold 476}" at screen 0.16676,0.59362 center font fs(7) tc rgb '#1A1A1A' enhanced front
set label 19 "425" at screen 0.23313,0.56711 center font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 19 "{/:Bold 425}" at screen 0.23313,0.56711 center font fs(7) tc rgb '#1A1A1A' enhanced front
set label 20 "416" at screen 0.29950,0.56244 center font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 20 "{/:Bold 416}" at screen 0.29950,0.56244 center font fs(7) tc rgb '#1A1A1A' enhanced front
$d1 << END_OF_DATA
2014.69 2015.31 0 665
END_OF_DATA
$d2 << END_OF_DATA
2015.69 2016.31 0 476
END_OF_DATA
$d3 << END_OF_DATA
2016.69 2017.31 0 425
END_OF_DATA
$d4 << END_OF_DATA
2017.69 2018.31 0 416
END_OF_DATA
plot $d1 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb BLUE lw 0.4*LW, \
     $d2 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb BLUE lw 0.4*LW, \
     $d3 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb BLUE lw 0.4*LW, \
     $d4 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb BLUE lw 0.4*LW
unset label; unset arrow
# panel 2
set lmargin at screen 0.38424; set rmargin at screen 0.65636; set tmargin at screen 0.70092; set bmargin at screen 0.31117
set xrange [2014.45:2018.55]
set yrange [0:750]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' 2015, '' 2016, '' 2017, '' 2018)
set ytics nomirror out scale 0 ('' 0, '' 250, '' 500, '' 750)
set grid noxtics ytics lt 1 lw 0.4*LW lc rgb GRID back
set label 21 "2015" at screen 0.42074,0.26310 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 22 "2016" at screen 0.48711,0.26310 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 23 "2017" at screen 0.55349,0.26310 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 24 "2018" at screen 0.61986,0.26310 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 25 "Prosecutions" at screen 0.38424,0.79322 left font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 25 "{/:Bold Prosecutions}" at screen 0.38424,0.79322 left font fs(7) tc rgb '#1A1A1A' enhanced front
set label 26 "persons prosecuted" at screen 0.38424,0.74681 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 27 "578" at screen 0.42074,0.64662 center font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 27 "{/:Bold 578}" at screen 0.42074,0.64662 center font fs(7) tc rgb '#1A1A1A' enhanced front
set label 28 "479" at screen 0.48711,0.59518 center font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 28 "{/:Bold 479}" at screen 0.48711,0.59518 center font fs(7) tc rgb '#1A1A1A' enhanced front
set label 29 "609" at screen 0.55349,0.66273 center font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 29 "{/:Bold 609}" at screen 0.55349,0.66273 center font fs(7) tc rgb '#1A1A1A' enhanced front
set label 30 "510" at screen 0.61986,0.61128 center font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 30 "{/:Bold 510}" at screen 0.61986,0.61128 center font fs(7) tc rgb '#1A1A1A' enhanced front
$d5 << END_OF_DATA
2014.69 2015.31 0 578
END_OF_DATA
$d6 << END_OF_DATA
2015.69 2016.31 0 479
END_OF_DATA
$d7 << END_OF_DATA
2016.69 2017.31 0 609
END_OF_DATA
$d8 << END_OF_DATA
2017.69 2018.31 0 510
END_OF_DATA
plot $d5 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb GREEN lw 0.4*LW, \
     $d6 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb GREEN lw 0.4*LW, \
     $d7 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb GREEN lw 0.4*LW, \
     $d8 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb GREEN lw 0.4*LW
unset label; unset arrow
# panel 3
set lmargin at screen 0.70459; set rmargin at screen 0.97672; set tmargin at screen 0.70092; set bmargin at screen 0.31117
set xrange [2014.45:2018.55]
set yrange [0:750]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' 2015, '' 2016, '' 2017, '' 2018)
set ytics nomirror out scale 0 ('' 0, '' 250, '' 500, '' 750)
set grid noxtics ytics lt 1 lw 0.4*LW lc rgb GRID back
set label 31 "2015" at screen 0.74110,0.26310 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 32 "2016" at screen 0.80747,0.26310 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 33 "2017" at screen 0.87384,0.26310 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 34 "2018" at screen 0.94021,0.26310 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 35 "Convictions" at screen 0.70459,0.79322 left font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 35 "{/:Bold Convictions}" at screen 0.70459,0.79322 left font fs(7) tc rgb '#1A1A1A' enhanced front
set label 36 "persons convicted" at screen 0.70459,0.74681 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 37 "86" at screen 0.74110,0.39095 center font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 37 "{/:Bold 86}" at screen 0.74110,0.39095 center font fs(7) tc rgb '#1A1A1A' enhanced front
set label 38 "228" at screen 0.80747,0.46474 center font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 38 "{/:Bold 228}" at screen 0.80747,0.46474 center font fs(7) tc rgb '#1A1A1A' enhanced front
set label 39 "95" at screen 0.87384,0.39562 center font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 39 "{/:Bold 95}" at screen 0.87384,0.39562 center font fs(7) tc rgb '#1A1A1A' enhanced front
set label 40 "60" at screen 0.94021,0.37744 center font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 40 "{/:Bold 60}" at screen 0.94021,0.37744 center font fs(7) tc rgb '#1A1A1A' enhanced front
$d9 << END_OF_DATA
2014.69 2015.31 0 86
END_OF_DATA
$d10 << END_OF_DATA
2015.69 2016.31 0 228
END_OF_DATA
$d11 << END_OF_DATA
2016.69 2017.31 0 95
END_OF_DATA
$d12 << END_OF_DATA
2017.69 2018.31 0 60
END_OF_DATA
plot $d9 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb VERMILION lw 0.4*LW, \
     $d10 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb VERMILION lw 0.4*LW, \
     $d11 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb VERMILION lw 0.4*LW, \
     $d12 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb VERMILION lw 0.4*LW
unset label; unset arrow
unset multiplot
unset output
