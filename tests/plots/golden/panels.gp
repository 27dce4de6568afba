set label 1 "No clear trend in victims" at screen 0.01311,0.94139 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 1 "{/:Bold No clear trend in victims}" at screen 0.01311,0.94139 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 2 "Persons a year; each panel has its own scale, 2016–2019" at screen 0.01311,0.88932 left font fs(6.4) tc rgb '#595959' noenhanced front
set label 3 "Trend: log-linear, limits widened for the scatter of the counts (quasi-Poisson); n = 3 to 4: a description, not a test." at screen 0.01311,0.19227 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 4 "Bar without a dot: a suppressed figure, anywhere in the bar." at screen 0.01311,0.15736 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 5 "Band: exact Poisson 95% limits of each count." at screen 0.01311,0.12245 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 6 "Detected victims only: counts move with law, policing and definitions." at screen 0.01311,0.08754 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 7 "Source: A." at screen 0.01311,0.05262 left font fs(5.8) tc rgb '#595959' noenhanced front
# panel 1
set lmargin at screen 0.03503; set rmargin at screen 0.30693; set tmargin at screen 0.78664; set bmargin at screen 0.29366
set xrange [2015.66:2019.145]
set yrange [0:30]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' 2016, '' 2017, '' 2018, '' 2019)
set ytics nomirror out scale 0 ('' 0, '' 10, '' 20, '' 30)
set grid noxtics ytics lt 1 lw 0.4*LW lc rgb GRID back
set label 8 "2016" at screen 0.06156,0.25376 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 9 "2017" at screen 0.13958,0.25376 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 10 "2018" at screen 0.21760,0.25376 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 11 "2019" at screen 0.29562,0.25376 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 12 "0" at screen 0.02683,0.29366 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 13 "10" at screen 0.02683,0.45799 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 14 "20" at screen 0.02683,0.62232 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 15 "30" at screen 0.02683,0.78664 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 16 "Chile" at screen 0.03503,0.82835 left font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 16 "{/:Bold Chile}" at screen 0.03503,0.82835 left font fs(7) tc rgb '#1A1A1A' enhanced front
set label 17 "12" at screen 0.04722,0.49103 center font fs(7) tc rgb '#9C3F72' noenhanced front
set label 18 "9" at screen 0.13958,0.34488 center font fs(7) tc rgb '#9C3F72' noenhanced front
set label 19 "14" at screen 0.30995,0.52389 center font fs(7) tc rgb '#9C3F72' noenhanced front
$d1 << END_OF_DATA
2016 6.200575108722218 20.961585048176953
2017 4.115373097378333 17.084803451419177
END_OF_DATA
$d2 << END_OF_DATA
2019 7.653930276300597 23.489621121835572
END_OF_DATA
$d3 << END_OF_DATA
2018 0 0 4
END_OF_DATA
$d4 << END_OF_DATA
2016 12
2017 9

2019 14
END_OF_DATA
$d5 << END_OF_DATA
2016 12
2017 9
2019 14
END_OF_DATA
plot $d1 using 1:2:3 with filledcurves fc rgb PURPLE_TINT, \
     $d2 using 1:2:(0):($3-$2) with vectors nohead lw 5.6*LW lc rgb PURPLE_TINT, \
     $d3 using 1:2:3:4 with vectors nohead lw 4*LW lc rgb PURPLE_TINT, \
     $d4 using 1:2 with lines lw 1.4*LW lc rgb PURPLE, \
     $d5 using 1:2 with points pt 7 ps PS*1 lc rgb PURPLE
unset label; unset arrow
# panel 2
set lmargin at screen 0.37102; set rmargin at screen 0.64292; set tmargin at screen 0.78664; set bmargin at screen 0.29366
set xrange [2015.66:2019.145]
set yrange [0:100]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' 2016, '' 2017, '' 2018, '' 2019)
set ytics nomirror out scale 0 ('' 0, '' 50, '' 100)
set grid noxtics ytics lt 1 lw 0.4*LW lc rgb GRID back
set label 20 "2016" at screen 0.39754,0.25376 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 21 "2017" at screen 0.47556,0.25376 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 22 "2018" at screen 0.55358,0.25376 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 23 "2019" at screen 0.63160,0.25376 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 24 "0" at screen 0.36282,0.29366 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 25 "50" at screen 0.36282,0.54015 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 26 "100" at screen 0.36282,0.78664 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 27 "Ecuador" at screen 0.37102,0.82835 left font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 27 "{/:Bold Ecuador}" at screen 0.37102,0.82835 left font fs(7) tc rgb '#1A1A1A' enhanced front
set label 28 "48" at screen 0.39754,0.45013 center font fs(7) tc rgb '#9C3F72' noenhanced front
set label 29 "61" at screen 0.55358,0.71067 center font fs(7) tc rgb '#9C3F72' noenhanced front
set label 30 "55" at screen 0.63160,0.48463 center font fs(7) tc rgb '#9C3F72' noenhanced front
$d6 << END_OF_DATA
2016 35.391410823483234 63.64103618212725
END_OF_DATA
$d7 << END_OF_DATA
2018 46.66016656098254 78.35705191483606
2019 41.433526971438475 71.59005997595936
END_OF_DATA
$d8 << END_OF_DATA
2016 48

2018 61
2019 55
END_OF_DATA
$d9 << END_OF_DATA
2016 48
2018 61
2019 55
END_OF_DATA
plot $d6 using 1:2:(0):($3-$2) with vectors nohead lw 5.6*LW lc rgb PURPLE_TINT, \
     $d7 using 1:2:3 with filledcurves fc rgb PURPLE_TINT, \
     $d8 using 1:2 with lines lw 1.4*LW lc rgb PURPLE, \
     $d9 using 1:2 with points pt 7 ps PS*1 lc rgb PURPLE
unset label; unset arrow
# panel 3
set lmargin at screen 0.70700; set rmargin at screen 0.97890; set tmargin at screen 0.78664; set bmargin at screen 0.29366
set xrange [2015.66:2019.145]
set yrange [0:200]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' 2016, '' 2017, '' 2018, '' 2019)
set ytics nomirror out scale 0 ('' 0, '' 100, '' 200)
set grid noxtics ytics lt 1 lw 0.4*LW lc rgb GRID back
set label 31 "2016" at screen 0.73353,0.25376 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 32 "2017" at screen 0.81155,0.25376 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 33 "2018" at screen 0.88957,0.25376 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 34 "2019" at screen 0.96759,0.25376 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 35 "0" at screen 0.69880,0.29366 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 36 "100" at screen 0.69880,0.54015 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 37 "200" at screen 0.69880,0.78664 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 38 "Peru" at screen 0.70700,0.82835 left font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 38 "{/:Bold Peru}" at screen 0.70700,0.82835 left font fs(7) tc rgb '#1A1A1A' enhanced front
set label 39 "95" at screen 0.73353,0.46142 center font fs(7) tc rgb '#9C3F72' noenhanced front
set label 40 "120" at screen 0.81155,0.66996 center font fs(7) tc rgb '#9C3F72' noenhanced front
set label 41 "143" at screen 0.88957,0.72665 center font fs(7) tc rgb '#9C3F72' noenhanced front
set label 42 "131" at screen 0.96759,0.55016 center font fs(7) tc rgb '#9C3F72' noenhanced front
$d10 << END_OF_DATA
2016 76.86067306333013 116.13257362355547
2017 99.4919256259387 143.4905853693523
2018 120.52327512215477 168.45193650053682
2019 109.5288198605508 155.44996284796656
END_OF_DATA
$d11 << END_OF_DATA
2016 95
2017 120
2018 143
2019 131
END_OF_DATA
$d12 << END_OF_DATA
2016 95
2017 120
2018 143
2019 131
END_OF_DATA
plot $d10 using 1:2:3 with filledcurves fc rgb PURPLE_TINT, \
     $d11 using 1:2 with lines lw 1.4*LW lc rgb PURPLE, \
     $d12 using 1:2 with points pt 7 ps PS*1 lc rgb PURPLE
unset label; unset arrow
unset multiplot
unset output
