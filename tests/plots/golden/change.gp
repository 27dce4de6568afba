set label 1 "Largest yearly change: convictions, 86 in 2015 to 228 in 2016" at screen 0.02000,0.94970 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 1 "{/:Bold Largest yearly change: convictions, 86 in 2015 to 228 in 2016}" at screen 0.02000,0.94970 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 2 "Change from year to year, percent; log scale, Mexico, 2015–2018" at screen 0.02000,0.90500 left font fs(6.4) tc rgb '#595959' noenhanced front
set label 3 "Line: exact 95% limits for two Poisson counts; counts that scatter more change by chance more often." at screen 0.02000,0.07521 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 4 "Source: TIP 2019." at screen 0.02000,0.04524 left font fs(5.8) tc rgb '#595959' noenhanced front
# panel 1
set lmargin at screen 0.15464; set rmargin at screen 0.61875; set tmargin at screen 0.82307; set bmargin at screen 0.16224
set xrange [-1.2843991417017255:1.2843991417017255]
set yrange [-11.6:0.6]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' -0.6931471805599453, '' 0, '' 0.6931471805599453)
unset ytics
set grid xtics noytics lt 1 lw 0.4*LW lc rgb GRID back
set arrow 1 from first 0, graph 0 to first 0, graph 1 nohead lw 0.7*LW lc rgb TEXT back
set label 5 "−50%" at screen 0.26146,0.12799 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 6 "0%" at screen 0.38669,0.12799 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 7 "+100%" at screen 0.51192,0.12799 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 8 "Investigations" at screen 0.02000,0.79057 left font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 8 "{/:Bold Investigations}" at screen 0.02000,0.79057 left font fs(7) tc rgb '#1A1A1A' enhanced front
set label 9 "2015–2016" at screen 0.12964,0.73640 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 10 "2016–2017" at screen 0.12964,0.68224 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 11 "2017–2018" at screen 0.12964,0.62807 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 12 "Prosecutions" at screen 0.02000,0.57390 left font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 12 "{/:Bold Prosecutions}" at screen 0.02000,0.57390 left font fs(7) tc rgb '#1A1A1A' enhanced front
set label 13 "2015–2016" at screen 0.12964,0.51974 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 14 "2016–2017" at screen 0.12964,0.46557 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 15 "2017–2018" at screen 0.12964,0.41140 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 16 "Convictions" at screen 0.02000,0.35724 left font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 16 "{/:Bold Convictions}" at screen 0.02000,0.35724 left font fs(7) tc rgb '#1A1A1A' enhanced front
set label 17 "2015–2016" at screen 0.12964,0.30307 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 18 "2016–2017" at screen 0.12964,0.24890 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 19 "2017–2018" at screen 0.12964,0.19474 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 20 "change" at screen 0.71145,0.85577 right font fb(5.8) tc rgb '#595959' noenhanced front
if (ALONE) set label 20 "{/:Bold change}" at screen 0.71145,0.85577 right font fs(5.8) tc rgb '#595959' enhanced front
set label 21 "−28%" at screen 0.71145,0.73640 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 21 "{/:Bold −28%}" at screen 0.71145,0.73640 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 22 "−11%" at screen 0.71145,0.68224 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 22 "{/:Bold −11%}" at screen 0.71145,0.68224 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 23 "−2%" at screen 0.71145,0.62807 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 23 "{/:Bold −2%}" at screen 0.71145,0.62807 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 24 "−17%" at screen 0.71145,0.51974 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 24 "{/:Bold −17%}" at screen 0.71145,0.51974 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 25 "+27%" at screen 0.71145,0.46557 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 25 "{/:Bold +27%}" at screen 0.71145,0.46557 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 26 "−16%" at screen 0.71145,0.41140 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 26 "{/:Bold −16%}" at screen 0.71145,0.41140 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 27 "+165%" at screen 0.71145,0.30307 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 27 "{/:Bold +165%}" at screen 0.71145,0.30307 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 28 "−58%" at screen 0.71145,0.24890 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 28 "{/:Bold −58%}" at screen 0.71145,0.24890 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 29 "−37%" at screen 0.71145,0.19474 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 29 "{/:Bold −37%}" at screen 0.71145,0.19474 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 30 "95% limits" at screen 0.85672,0.85577 right font fs(5.8) tc rgb '#595959' noenhanced front
set label 31 "−37 to −19" at screen 0.85672,0.73640 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 32 "−22 to +2" at screen 0.85672,0.68224 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 33 "−15 to +12" at screen 0.85672,0.62807 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 34 "−27 to −6" at screen 0.85672,0.51974 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 35 "+13 to +44" at screen 0.85672,0.46557 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 36 "−26 to −6" at screen 0.85672,0.41140 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 37 "+106 to +244" at screen 0.85672,0.30307 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 38 "−68 to −47" at screen 0.85672,0.24890 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 39 "−55 to −12" at screen 0.85672,0.19474 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 40 "from and to" at screen 0.98000,0.85577 right font fs(5.8) tc rgb '#595959' noenhanced front
set label 41 "665 → 476" at screen 0.98000,0.73640 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 42 "476 → 425" at screen 0.98000,0.68224 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 43 "425 → 416" at screen 0.98000,0.62807 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 44 "578 → 479" at screen 0.98000,0.51974 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 45 "479 → 609" at screen 0.98000,0.46557 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 46 "609 → 510" at screen 0.98000,0.41140 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 47 "86 → 228" at screen 0.98000,0.30307 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 48 "228 → 95" at screen 0.98000,0.24890 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 49 "95 → 60" at screen 0.98000,0.19474 right font fs(7) tc rgb '#1A1A1A' noenhanced front
$d1 << END_OF_DATA
-0.4541535468777458 -1 0.23896805374991448 0
END_OF_DATA
$d2 << END_OF_DATA
-0.33436918642443414 -1
END_OF_DATA
$d3 << END_OF_DATA
-0.24649722311088032 -2 0.26608180404920173 0
END_OF_DATA
$d4 << END_OF_DATA
-0.11332868530700317 -2
END_OF_DATA
$d5 << END_OF_DATA
-0.1589997952847001 -3 0.27514011652935505 0
END_OF_DATA
$d6 << END_OF_DATA
-0.021403908663153545 -3
END_OF_DATA
$d7 << END_OF_DATA
-0.3110748408197491 -5 0.24604279845616217 0
END_OF_DATA
$d8 << END_OF_DATA
-0.18787327126146222 -5
END_OF_DATA
$d9 << END_OF_DATA
0.1187700257576316 -6 0.24314406417832676 0
END_OF_DATA
$d10 << END_OF_DATA
0.2401176702989818 -6
END_OF_DATA
$d11 << END_OF_DATA
-0.2970221065751158 -7 0.23890847071994709 0
END_OF_DATA
$d12 << END_OF_DATA
-0.17740754199152556 -7
END_OF_DATA
$d13 << END_OF_DATA
0.7227552110174693 -9 0.5122439636957283 0
END_OF_DATA
$d14 << END_OF_DATA
0.9749983327009331 -9
END_OF_DATA
$d15 << END_OF_DATA
-1.1256241137786964 -10 0.49375971587785206 0
END_OF_DATA
$d16 << END_OF_DATA
-0.8754687373539001 -10
END_OF_DATA
$d17 << END_OF_DATA
-0.7999771629427129 -11 0.6740801765334394 0
END_OF_DATA
$d18 << END_OF_DATA
-0.45953232937844013 -11
END_OF_DATA
plot $d1 using 1:2:3:4 with vectors nohead lw 2.4*LW lc rgb BLUE_MIDDLE, \
     $d2 using 1:2 with points pt 7 ps PS*1.1 lc rgb BLUE, \
     $d3 using 1:2:3:4 with vectors nohead lw 2.4*LW lc rgb BLUE_MIDDLE, \
     $d4 using 1:2 with points pt 7 ps PS*1.1 lc rgb BLUE, \
     $d5 using 1:2:3:4 with vectors nohead lw 2.4*LW lc rgb BLUE_MIDDLE, \
     $d6 using 1:2 with points pt 7 ps PS*1.1 lc rgb BLUE, \
     $d7 using 1:2:3:4 with vectors nohead lw 2.4*LW lc rgb GREEN_MIDDLE, \
     $d8 using 1:2 with points pt 7 ps PS*1.1 lc rgb GREEN, \
     $d9 using 1:2:3:4 with vectors nohead lw 2.4*LW lc rgb GREEN_MIDDLE, \
     $d10 using 1:2 with points pt 7 ps PS*1.1 lc rgb GREEN, \
     $d11 using 1:2:3:4 with vectors nohead lw 2.4*LW lc rgb GREEN_MIDDLE, \
     $d12 using 1:2 with points pt 7 ps PS*1.1 lc rgb GREEN, \
     $d13 using 1:2:3:4 with vectors nohead lw 2.4*LW lc rgb VERMILION_MIDDLE, \
     $d14 using 1:2 with points pt 7 ps PS*1.1 lc rgb VERMILION, \
     $d15 using 1:2:3:4 with vectors nohead lw 2.4*LW lc rgb VERMILION_MIDDLE, \
     $d16 using 1:2 with points pt 7 ps PS*1.1 lc rgb VERMILION, \
     $d17 using 1:2:3:4 with vectors nohead lw 2.4*LW lc rgb VERMILION_MIDDLE, \
     $d18 using 1:2 with points pt 7 ps PS*1.1 lc rgb VERMILION
unset output
