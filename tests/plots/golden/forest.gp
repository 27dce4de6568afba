set label 1 "None of the 3 series shows a trend clear of its yearly scatter" at screen 0.02000,0.92310 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 1 "{/:Bold None of the 3 series shows a trend clear of its yearly scatter}" at screen 0.02000,0.92310 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 2 "Annual percent change, Mexico, 2015–2018" at screen 0.02000,0.85478 left font fs(6.4) tc rgb '#595959' noenhanced front
set label 3 "Thick bar: Poisson limits. Thin line: widened for the scatter of the counts (quasi-Poisson, t)." at screen 0.02000,0.20419 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 4 "Arrow: runs beyond the axis." at screen 0.02000,0.15838 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 5 "Trend: log-linear, limits widened for the scatter of the counts (quasi-Poisson); n = 4: a description, not a test." at screen 0.02000,0.11258 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 6 "Source: TIP 2019." at screen 0.02000,0.06677 left font fs(5.8) tc rgb '#595959' noenhanced front
# panel 1
set lmargin at screen 0.17679; set rmargin at screen 0.69945; set tmargin at screen 0.72953; set bmargin at screen 0.38304
set xrange [-100:100]
set yrange [0.4:3.6]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' -100, '' -50, '' 0, '' 50, '' 100)
unset ytics
set grid xtics noytics lt 1 lw 0.4*LW lc rgb GRID back
set arrow 1 from first 0, graph 0 to first 0, graph 1 nohead lw 0.7*LW lc rgb TEXT back
set label 7 "−100%" at screen 0.17679,0.33068 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 8 "−50%" at screen 0.30745,0.33068 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 9 "0%" at screen 0.43812,0.33068 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 10 "+50%" at screen 0.56878,0.33068 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 11 "+100%" at screen 0.69945,0.33068 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 12 "← decline" at screen 0.34889,0.28250 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 13 "growth →" at screen 0.45062,0.28250 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 14 "Convictions" at screen 0.15179,0.44800 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 15 "Prosecutions" at screen 0.15179,0.55628 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 16 "Investigations" at screen 0.15179,0.66457 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 17 "% a year" at screen 0.80072,0.77952 right font fb(5.8) tc rgb '#595959' noenhanced front
if (ALONE) set label 17 "{/:Bold % a year}" at screen 0.80072,0.77952 right font fs(5.8) tc rgb '#595959' enhanced front
set label 18 "−16.6" at screen 0.80072,0.44800 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 18 "{/:Bold −16.6}" at screen 0.80072,0.44800 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 19 "−1.4" at screen 0.80072,0.55628 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 19 "{/:Bold −1.4}" at screen 0.80072,0.55628 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 20 "−15.0" at screen 0.80072,0.66457 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 20 "{/:Bold −15.0}" at screen 0.80072,0.66457 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 21 "widened 95% limits" at screen 0.98000,0.77952 right font fs(5.8) tc rgb '#595959' noenhanced front
set label 22 "−79.4 to 237.7" at screen 0.98000,0.44800 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 23 "−23.6 to 27.5" at screen 0.98000,0.55628 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 24 "−31.7 to 5.9" at screen 0.98000,0.66457 right font fs(7) tc rgb '#1A1A1A' noenhanced front
$d1 << END_OF_DATA
-79.407862913513 1 179.407862913513 0
END_OF_DATA
$d2 << END_OF_DATA
-23.18091846503497 1 13.70530204411174 0
END_OF_DATA
$d3 << END_OF_DATA
-16.60935302407381 1
END_OF_DATA
$d4 << END_OF_DATA
-23.64615378543512 2 51.100044363198236 0
END_OF_DATA
$d5 << END_OF_DATA
-4.989920880926811 2 7.416893375352364 0
END_OF_DATA
$d6 << END_OF_DATA
-1.3511542864159758 2
END_OF_DATA
$d7 << END_OF_DATA
-31.713757547996696 3 37.575826570502635 0
END_OF_DATA
$d8 << END_OF_DATA
-18.29581326028915 3 6.772587832087943 0
END_OF_DATA
$d9 << END_OF_DATA
-14.976927180079237 3
END_OF_DATA
plot $d1 using 1:2:3:4 with vectors head filled size screen 0.012,20 lw 0.8*LW lc rgb MUTED, \
     $d2 using 1:2:3:4 with vectors nohead lw 4.2*LW lc rgb VERMILION_MIDDLE, \
     $d3 using 1:2 with points pt 7 ps PS*1.2 lc rgb VERMILION, \
     $d4 using 1:2:3:4 with vectors nohead lw 0.8*LW lc rgb MUTED, \
     $d5 using 1:2:3:4 with vectors nohead lw 4.2*LW lc rgb GREEN_MIDDLE, \
     $d6 using 1:2 with points pt 7 ps PS*1.2 lc rgb GREEN, \
     $d7 using 1:2:3:4 with vectors nohead lw 0.8*LW lc rgb MUTED, \
     $d8 using 1:2:3:4 with vectors nohead lw 4.2*LW lc rgb BLUE_MIDDLE, \
     $d9 using 1:2 with points pt 7 ps PS*1.2 lc rgb BLUE
unset output
