set label 1 "No clear trend in victims abroad" at screen 0.02697,0.95011 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 1 "{/:Bold No clear trend in victims abroad}" at screen 0.02697,0.95011 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 2 "Persons a year, Mexico, 2014–2018" at screen 0.02697,0.90579 left font fs(6.4) tc rgb '#595959' noenhanced front
set label 3 "Vertical rule: new definition from 2017; figures on its two sides cannot be compared." at screen 0.02697,0.22391 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 4 "Band: exact Poisson 95% limits of each count." at screen 0.02697,0.19419 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 5 "Trend: log-linear, limits widened for the scatter of the counts (quasi-Poisson); n = 3: a" at screen 0.02697,0.16448 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 6 "description, not a test." at screen 0.02697,0.13476 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 7 "Where the definition changes, the longest unbroken run is used." at screen 0.02697,0.10504 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 8 "Detected victims only: counts move with law, policing and definitions." at screen 0.02697,0.07532 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 9 "Source: A." at screen 0.02697,0.04560 left font fs(5.8) tc rgb '#595959' noenhanced front
# panel 1
set lmargin at screen 0.10734; set rmargin at screen 0.95986; set tmargin at screen 0.86124; set bmargin at screen 0.31022
set xrange [2013.63:2018.1599999999999]
set yrange [0:1000]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' 2014, '' 2015, '' 2016, '' 2017, '' 2018)
set ytics nomirror out scale 0 ('' 0, '' 250, '' 500, '' 750, '' 1000)
set grid noxtics ytics lt 1 lw 0.4*LW lc rgb GRID back
set label 10 "2014" at screen 0.17697,0.27625 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 11 "2015" at screen 0.36517,0.27625 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 12 "2016" at screen 0.55336,0.27625 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 13 "2017" at screen 0.74156,0.27625 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 14 "2018" at screen 0.92975,0.27625 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 15 "0" at screen 0.09049,0.31022 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 16 "250" at screen 0.09049,0.44798 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 17 "500" at screen 0.09049,0.58573 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 18 "750" at screen 0.09049,0.72349 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 19 "1,000" at screen 0.09049,0.86124 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 20 "new definition" at screen 0.56206,0.84341 center font fs(5.8) tc rgb '#595959' noenhanced front
set label 21 "31" at screen 0.17697,0.35308 center font fs(7) tc rgb '#9C3F72' noenhanced front
set label 22 "25" at screen 0.36517,0.34977 center font fs(7) tc rgb '#9C3F72' noenhanced front
set label 23 "20" at screen 0.55336,0.34702 center font fs(7) tc rgb '#9C3F72' noenhanced front
set label 24 "196" at screen 0.74156,0.39273 center font fs(7) tc rgb '#9C3F72' noenhanced front
set label 25 "860" at screen 0.92975,0.83155 center font fs(7) tc rgb '#9C3F72' noenhanced front
$d1 << END_OF_DATA
2014 21.062995979141853 44.00202550324876
2015 16.178681847829324 36.904931697530365
2016 12.216519585403947 30.888377902674595
END_OF_DATA
$d2 << END_OF_DATA
2017 169.51957948501956 225.44397277704965
2018 803.4755094561845 919.4520488831272
END_OF_DATA
$d3 << END_OF_DATA
2014 31
2015 25
2016 20

2017 196
2018 860
END_OF_DATA
$d4 << END_OF_DATA
2014 31
2015 25
2016 20
2017 196
2018 860
END_OF_DATA
$d5 << END_OF_DATA
2016.5 0 0 1000
END_OF_DATA
plot $d1 using 1:2:3 with filledcurves fc rgb PURPLE_TINT, \
     $d2 using 1:2:3 with filledcurves fc rgb PURPLE_TINT, \
     $d3 using 1:2 with lines lw 1.4*LW lc rgb PURPLE, \
     $d4 using 1:2 with points pt 7 ps PS*1 lc rgb PURPLE, \
     $d5 using 1:2:3:4 with vectors nohead lw 0.6*LW lc rgb MUTED dt 2
unset output
