set label 1 "Victims: 1,814 in 2015, 706 in 2018;" at screen 0.02697,0.94610 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 1 "{/:Bold Victims: 1,814 in 2015, 706 in 2018;}" at screen 0.02697,0.94610 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 2 "one total does not match its parts" at screen 0.02697,0.89905 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 2 "{/:Bold one total does not match its parts}" at screen 0.02697,0.89905 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 3 "Persons a year, Mexico, 2015–2018" at screen 0.02697,0.85116 left font fs(6.4) tc rgb '#595959' noenhanced front
set label 4 "* Dashed: the total of 2016 as the source prints it, 740. Its own parts add to 885." at screen 0.02697,0.17665 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 5 "Trend: log-linear, limits widened for the scatter of the counts (quasi-Poisson); n = 4: a" at screen 0.02697,0.14455 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 6 "description, not a test." at screen 0.02697,0.11244 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 7 "Detected victims only: counts move with law, policing and definitions." at screen 0.02697,0.08033 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 8 "Source: TIP 2019." at screen 0.02697,0.04822 left font fs(5.8) tc rgb '#595959' noenhanced front
# panel 1
set lmargin at screen 0.10734; set rmargin at screen 0.84559; set tmargin at screen 0.78540; set bmargin at screen 0.26990
set xrange [2014.45:2018.42]
set yrange [0:2000]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' 2015, '' 2016, '' 2017, '' 2018)
set ytics nomirror out scale 0 ('' 0, '' 500, '' 1000, '' 1500, '' 2000)
set grid noxtics ytics lt 1 lw 0.4*LW lc rgb GRID back
set label 9 "2015" at screen 0.20962,0.23320 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 10 "2016*" at screen 0.39558,0.23320 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 11 "2017" at screen 0.58153,0.23320 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 12 "2018" at screen 0.76749,0.23320 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 13 "0" at screen 0.09049,0.26990 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 14 "500" at screen 0.09049,0.39877 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 15 "1,000" at screen 0.09049,0.52765 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 16 "1,500" at screen 0.09049,0.65653 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 17 "2,000" at screen 0.09049,0.78540 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 18 "Federal" at screen 0.86245,0.43305 left font fb(7) tc rgb '#0072B2' noenhanced front
if (ALONE) set label 18 "{/:Bold Federal}" at screen 0.86245,0.43305 left font fs(7) tc rgb '#0072B2' enhanced front
set label 19 "State" at screen 0.86245,0.34207 left font fb(7) tc rgb '#A84A00' noenhanced front
if (ALONE) set label 19 "{/:Bold State}" at screen 0.86245,0.34207 left font fs(7) tc rgb '#A84A00' enhanced front
set label 20 "1,814" at screen 0.20962,0.76425 center font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 20 "{/:Bold 1,814}" at screen 0.20962,0.76425 center font fs(7) tc rgb '#1A1A1A' enhanced front
set label 21 "885" at screen 0.39558,0.52479 center font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 21 "{/:Bold 885}" at screen 0.39558,0.52479 center font fs(7) tc rgb '#1A1A1A' enhanced front
set label 22 "667" at screen 0.58153,0.46860 center font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 22 "{/:Bold 667}" at screen 0.58153,0.46860 center font fs(7) tc rgb '#1A1A1A' enhanced front
set label 23 "706" at screen 0.76749,0.47866 center font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 23 "{/:Bold 706}" at screen 0.76749,0.47866 center font fs(7) tc rgb '#1A1A1A' enhanced front
set label 24 "938" at screen 0.20962,0.39078 center font fs(7) tc rgb '#191919' noenhanced front
set label 25 "876" at screen 0.20962,0.62457 center font fs(7) tc rgb '#FFFFFF' noenhanced front
set label 26 "691" at screen 0.39558,0.35895 center font fs(7) tc rgb '#191919' noenhanced front
set label 27 "194" at screen 0.39558,0.47932 center font fs(7) tc rgb '#FFFFFF' noenhanced front
set label 28 "527" at screen 0.58153,0.33781 center font fs(7) tc rgb '#191919' noenhanced front
set label 29 "140" at screen 0.58153,0.42378 center font fs(7) tc rgb '#FFFFFF' noenhanced front
set label 30 "560" at screen 0.76749,0.34207 center font fs(7) tc rgb '#191919' noenhanced front
set label 31 "146" at screen 0.76749,0.43305 center font fs(7) tc rgb '#FFFFFF' noenhanced front
$d1 << END_OF_DATA
2014.69 2015.31 0 938
END_OF_DATA
$d2 << END_OF_DATA
2014.69 2015.31 938 1814
END_OF_DATA
$d3 << END_OF_DATA
2015.69 2016.31 0 691
END_OF_DATA
$d4 << END_OF_DATA
2015.69 2016.31 691 885
END_OF_DATA
$d5 << END_OF_DATA
2015.628 740 0.7440000000001419 0
END_OF_DATA
$d6 << END_OF_DATA
2016.69 2017.31 0 527
END_OF_DATA
$d7 << END_OF_DATA
2016.69 2017.31 527 667
END_OF_DATA
$d8 << END_OF_DATA
2017.69 2018.31 0 560
END_OF_DATA
$d9 << END_OF_DATA
2017.69 2018.31 560 706
END_OF_DATA
plot $d1 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb VERMILION lw 0.4*LW, \
     $d2 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb BLUE lw 0.4*LW, \
     $d3 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb VERMILION lw 0.4*LW, \
     $d4 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb BLUE lw 0.4*LW, \
     $d5 using 1:2:3:4 with vectors nohead lw 1.2*LW lc rgb TEXT dt 2, \
     $d6 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb VERMILION lw 0.4*LW, \
     $d7 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb BLUE lw 0.4*LW, \
     $d8 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb VERMILION lw 0.4*LW, \
     $d9 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb BLUE lw 0.4*LW
unset output
