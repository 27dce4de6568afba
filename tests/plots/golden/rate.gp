set label 1 "Per 100,000 in 2018: prosecutions 0.404, convictions 0.048" at screen 0.02000,0.93809 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 1 "{/:Bold Per 100,000 in 2018: prosecutions 0.404, convictions 0.048}" at screen 0.02000,0.93809 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 2 "Persons a year per 100,000 inhabitants; one vertical scale, Mexico, 2015–2018" at screen 0.02000,0.88308 left font fs(6.4) tc rgb '#595959' noenhanced front
set label 3 "Band: exact Poisson 95% limits of each count over its population." at screen 0.02000,0.09418 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 4 "Source: A." at screen 0.02000,0.05729 left font fs(5.8) tc rgb '#595959' noenhanced front
# panel 1
set lmargin at screen 0.05869; set rmargin at screen 0.48580; set tmargin at screen 0.73773; set bmargin at screen 0.20129
set xrange [2014.66:2018.145]
set yrange [0:0.6000000000000001]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' 2015, '' 2016, '' 2017, '' 2018)
set ytics nomirror out scale 0 ('' 0, '' 0.2, '' 0.4, '' 0.6000000000000001)
set grid noxtics ytics lt 1 lw 0.4*LW lc rgb GRID back
set label 5 "2015" at screen 0.10036,0.15913 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 6 "2016" at screen 0.22292,0.15913 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 7 "2017" at screen 0.34548,0.15913 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 8 "2018" at screen 0.46803,0.15913 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 9 "0.0" at screen 0.04619,0.20129 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 10 "0.2" at screen 0.04619,0.38010 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 11 "0.4" at screen 0.04619,0.55891 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 12 "0.6" at screen 0.04619,0.73773 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 13 "Prosecutions" at screen 0.05869,0.81867 left font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 13 "{/:Bold Prosecutions}" at screen 0.05869,0.81867 left font fs(7) tc rgb '#1A1A1A' enhanced front
set label 14 "persons prosecuted" at screen 0.05869,0.77797 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 15 "0.474" at screen 0.10036,0.68425 center font fs(7) tc rgb '#00704F' noenhanced front
set label 16 "0.404" at screen 0.46803,0.63314 center font fs(7) tc rgb '#00704F' noenhanced front
set label 17 "0.388" at screen 0.22292,0.50017 center font fs(7) tc rgb '#00704F' noenhanced front
set label 18 "0.488" at screen 0.34548,0.69654 center font fs(7) tc rgb '#00704F' noenhanced front
$d1 << END_OF_DATA
2015 0.4364361217194318 0.5146154030236971
2016 0.3543720057080981 0.4247672785170599
2017 0.4500706891979485 0.528419426989342
2018 0.36983080911452276 0.44079684099898864
END_OF_DATA
$d2 << END_OF_DATA
2015 0.47432156793181796
2016 0.38837824402049936
2017 0.4880694508242539
2018 0.4041499447645893
END_OF_DATA
$d3 << END_OF_DATA
2015 0.47432156793181796
2016 0.38837824402049936
2017 0.4880694508242539
2018 0.4041499447645893
END_OF_DATA
plot $d1 using 1:2:3 with filledcurves fc rgb GREEN_TINT, \
     $d2 using 1:2 with lines lw 1.4*LW lc rgb GREEN, \
     $d3 using 1:2 with points pt 7 ps PS*1 lc rgb GREEN
unset label; unset arrow
# panel 2
set lmargin at screen 0.54056; set rmargin at screen 0.96767; set tmargin at screen 0.73773; set bmargin at screen 0.20129
set xrange [2014.66:2018.145]
set yrange [0:0.6000000000000001]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' 2015, '' 2016, '' 2017, '' 2018)
set ytics nomirror out scale 0 ('' 0, '' 0.2, '' 0.4, '' 0.6000000000000001)
set grid noxtics ytics lt 1 lw 0.4*LW lc rgb GRID back
set label 19 "2015" at screen 0.58223,0.15913 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 20 "2016" at screen 0.70479,0.15913 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 21 "2017" at screen 0.82735,0.15913 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 22 "2018" at screen 0.94990,0.15913 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 23 "Convictions" at screen 0.54056,0.81867 left font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 23 "{/:Bold Convictions}" at screen 0.54056,0.81867 left font fs(7) tc rgb '#1A1A1A' enhanced front
set label 24 "persons convicted" at screen 0.54056,0.77797 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 25 "0.071" at screen 0.58223,0.32327 center font fs(7) tc rgb '#A84A00' noenhanced front
set label 26 "0.048" at screen 0.94990,0.28378 center font fs(7) tc rgb '#A84A00' noenhanced front
set label 27 "0.185" at screen 0.70479,0.40655 center font fs(7) tc rgb '#A84A00' noenhanced front
set label 28 "0.076" at screen 0.82735,0.32824 center font fs(7) tc rgb '#A84A00' noenhanced front
$d4 << END_OF_DATA
2015 0.05644992827992833 0.08715806554689726
2016 0.16164596439230894 0.21048247195064743
2017 0.06159827010180962 0.093071857850995
2018 0.03628340996650823 0.06120248128305796
END_OF_DATA
$d5 << END_OF_DATA
2015 0.07057379730473416
2016 0.18486480091163646
2017 0.07613562861790496
2018 0.0475470523252458
END_OF_DATA
$d6 << END_OF_DATA
2015 0.07057379730473416
2016 0.18486480091163646
2017 0.07613562861790496
2018 0.0475470523252458
END_OF_DATA
plot $d4 using 1:2:3 with filledcurves fc rgb VERMILION_TINT, \
     $d5 using 1:2 with lines lw 1.4*LW lc rgb VERMILION, \
     $d6 using 1:2 with points pt 7 ps PS*1 lc rgb VERMILION
unset label; unset arrow
unset multiplot
unset output
