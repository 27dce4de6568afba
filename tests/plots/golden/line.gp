set label 1 "No clear trend in victims" at screen 0.02697,0.95209 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 1 "{/:Bold No clear trend in victims}" at screen 0.02697,0.95209 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 2 "abroad: 31 in 2014, 860 in 2018" at screen 0.02697,0.91027 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 2 "{/:Bold abroad: 31 in 2014, 860 in 2018}" at screen 0.02697,0.91027 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 3 "Persons a year, Mexico, 2014–2018" at screen 0.02697,0.86770 left font fs(6.4) tc rgb '#595959' noenhanced front
set label 4 "Vertical rule: new definition from 2017; figures on its two sides cannot be compared." at screen 0.02697,0.21289 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 5 "Band: exact Poisson 95% limits of each count." at screen 0.02697,0.18435 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 6 "Trend: log-linear, limits widened for the scatter of the counts (quasi-Poisson); n = 3: a" at screen 0.02697,0.15581 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 7 "description, not a test." at screen 0.02697,0.12727 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 8 "Where the definition changes, the longest unbroken run is used." at screen 0.02697,0.09873 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 9 "Detected victims only: counts move with law, policing and definitions." at screen 0.02697,0.07019 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 10 "Source: A." at screen 0.02697,0.04165 left font fs(5.8) tc rgb '#595959' noenhanced front
# panel 1
set lmargin at screen 0.10734; set rmargin at screen 0.95986; set tmargin at screen 0.82492; set bmargin at screen 0.29577
set xrange [2013.63:2018.1599999999999]
set yrange [0:1000]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' 2014, '' 2015, '' 2016, '' 2017, '' 2018)
set ytics nomirror out scale 0 ('' 0, '' 250, '' 500, '' 750, '' 1000)
set grid noxtics ytics lt 1 lw 0.4*LW lc rgb GRID back
set label 11 "2014" at screen 0.17697,0.26315 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 12 "2015" at screen 0.36517,0.26315 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 13 "2016" at screen 0.55336,0.26315 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 14 "2017" at screen 0.74156,0.26315 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 15 "2018" at screen 0.92975,0.26315 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 16 "0" at screen 0.09049,0.29577 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 17 "250" at screen 0.09049,0.42806 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 18 "500" at screen 0.09049,0.56035 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 19 "750" at screen 0.09049,0.69263 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 20 "1,000" at screen 0.09049,0.82492 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 21 "new definition" at screen 0.56206,0.80780 center font fs(5.8) tc rgb '#595959' noenhanced front
set label 22 "31" at screen 0.17697,0.33693 center font fs(7) tc rgb '#9C3F72' noenhanced front
set label 23 "25" at screen 0.36517,0.33375 center font fs(7) tc rgb '#9C3F72' noenhanced front
set label 24 "20" at screen 0.55336,0.33111 center font fs(7) tc rgb '#9C3F72' noenhanced front
set label 25 "196" at screen 0.74156,0.37500 center font fs(7) tc rgb '#9C3F72' noenhanced front
set label 26 "860" at screen 0.92975,0.79641 center font fs(7) tc rgb '#9C3F72' noenhanced front
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
