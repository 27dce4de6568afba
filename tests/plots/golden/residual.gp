set label 1 "Victims: scatter around the trend like that of Poisson counts" at screen 0.02000,0.93474 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 1 "{/:Bold Victims: scatter around the trend like that of Poisson counts}" at screen 0.02000,0.93474 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 2 "Standardised residuals of the trend, 2008–2019" at screen 0.02000,0.87676 left font fs(6.4) tc rgb '#595959' noenhanced front
set label 3 "Pearson residuals around the quasi-Poisson trend, divided by the root of the dispersion." at screen 0.02000,0.13536 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 4 "Detected victims only: counts move with law, policing and definitions." at screen 0.02000,0.09649 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 5 "Source: S." at screen 0.02000,0.05761 left font fs(5.8) tc rgb '#595959' noenhanced front
# panel 1
set lmargin at screen 0.05952; set rmargin at screen 0.33361; set tmargin at screen 0.67663; set bmargin at screen 0.24826
set xrange [2007.37:2019.63]
set yrange [-2.5:2.5]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' 2008, '' 2009, '' 2010, '' 2011, '' 2012, '' 2013, '' 2014, '' 2015, '' 2016, '' 2017, '' 2018, '' 2019)
set ytics nomirror out scale 0 ('' -2, '' 0, '' 2)
set grid noxtics ytics lt 1 lw 0.4*LW lc rgb GRID back
set arrow 2 from graph 0, first 0 to graph 1, first 0 nohead lw 0.7*LW lc rgb TEXT back
set label 6 "2010" at screen 0.11832,0.20383 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 7 "2013" at screen 0.18538,0.20383 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 8 "2016" at screen 0.25245,0.20383 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 9 "2019" at screen 0.31952,0.20383 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 10 "−2" at screen 0.04702,0.29110 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 11 "0" at screen 0.04702,0.46245 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 12 "+2" at screen 0.04702,0.63379 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 13 "Over the years" at screen 0.05952,0.76195 left font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 13 "{/:Bold Over the years}" at screen 0.05952,0.76195 left font fs(7) tc rgb '#1A1A1A' enhanced front
set label 14 "dashed: ±2" at screen 0.05952,0.71905 left font fs(5.8) tc rgb '#595959' noenhanced front
$d1 << END_OF_DATA
2007.37 -2 12.260000000000218 0
END_OF_DATA
$d2 << END_OF_DATA
2007.37 2 12.260000000000218 0
END_OF_DATA
$d3 << END_OF_DATA
2008 0 0 -0.6519551404754877
END_OF_DATA
$d4 << END_OF_DATA
2009 0 0 0.7732302960054114
END_OF_DATA
$d5 << END_OF_DATA
2010 0 0 -0.5466073087380392
END_OF_DATA
$d6 << END_OF_DATA
2011 0 0 0.6060778634814645
END_OF_DATA
$d7 << END_OF_DATA
2012 0 0 -0.5337967482094628
END_OF_DATA
$d8 << END_OF_DATA
2013 0 0 1.1663342733506696
END_OF_DATA
$d9 << END_OF_DATA
2014 0 0 -1.2220483869629106
END_OF_DATA
$d10 << END_OF_DATA
2015 0 0 1.1063663522213425
END_OF_DATA
$d11 << END_OF_DATA
2016 0 0 -0.7295377666143277
END_OF_DATA
$d12 << END_OF_DATA
2017 0 0 0.682679125106147
END_OF_DATA
$d13 << END_OF_DATA
2018 0 0 -1.497130522319565
END_OF_DATA
$d14 << END_OF_DATA
2019 0 0 0.8417601588030054
END_OF_DATA
$d15 << END_OF_DATA
2008 -0.6519551404754877
2009 0.7732302960054114
2010 -0.5466073087380392
2011 0.6060778634814645
2012 -0.5337967482094628
2013 1.1663342733506696
2014 -1.2220483869629106
2015 1.1063663522213425
2016 -0.7295377666143277
2017 0.682679125106147
2018 -1.497130522319565
2019 0.8417601588030054
END_OF_DATA
plot $d1 using 1:2:3:4 with vectors nohead lw 0.5*LW lc rgb MUTED dt 2, \
     $d2 using 1:2:3:4 with vectors nohead lw 0.5*LW lc rgb MUTED dt 2, \
     $d3 using 1:2:3:4 with vectors nohead lw 1*LW lc rgb PURPLE_MIDDLE, \
     $d4 using 1:2:3:4 with vectors nohead lw 1*LW lc rgb PURPLE_MIDDLE, \
     $d5 using 1:2:3:4 with vectors nohead lw 1*LW lc rgb PURPLE_MIDDLE, \
     $d6 using 1:2:3:4 with vectors nohead lw 1*LW lc rgb PURPLE_MIDDLE, \
     $d7 using 1:2:3:4 with vectors nohead lw 1*LW lc rgb PURPLE_MIDDLE, \
     $d8 using 1:2:3:4 with vectors nohead lw 1*LW lc rgb PURPLE_MIDDLE, \
     $d9 using 1:2:3:4 with vectors nohead lw 1*LW lc rgb PURPLE_MIDDLE, \
     $d10 using 1:2:3:4 with vectors nohead lw 1*LW lc rgb PURPLE_MIDDLE, \
     $d11 using 1:2:3:4 with vectors nohead lw 1*LW lc rgb PURPLE_MIDDLE, \
     $d12 using 1:2:3:4 with vectors nohead lw 1*LW lc rgb PURPLE_MIDDLE, \
     $d13 using 1:2:3:4 with vectors nohead lw 1*LW lc rgb PURPLE_MIDDLE, \
     $d14 using 1:2:3:4 with vectors nohead lw 1*LW lc rgb PURPLE_MIDDLE, \
     $d15 using 1:2 with points pt 7 ps PS*1.1 lc rgb PURPLE
unset label; unset arrow
# panel 2
set lmargin at screen 0.38980; set rmargin at screen 0.66389; set tmargin at screen 0.67663; set bmargin at screen 0.24826
set xrange [-2.5:2.5]
set yrange [-2.5:2.5]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' -2, '' 0, '' 2)
set ytics nomirror out scale 0 ('' -2, '' 0, '' 2)
set grid xtics ytics lt 1 lw 0.4*LW lc rgb GRID back
set arrow 2 from graph 0, first 0 to graph 1, first 0 nohead lw 0.7*LW lc rgb TEXT back
set label 15 "−2" at screen 0.41721,0.20383 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 16 "0" at screen 0.52684,0.20383 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 17 "+2" at screen 0.63648,0.20383 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 18 "Against the normal" at screen 0.38980,0.80887 left font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 18 "{/:Bold Against the normal}" at screen 0.38980,0.80887 left font fs(7) tc rgb '#1A1A1A' enhanced front
set label 19 "distribution" at screen 0.38980,0.76195 left font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 19 "{/:Bold distribution}" at screen 0.38980,0.76195 left font fs(7) tc rgb '#1A1A1A' enhanced front
set label 20 "across: normal quantile" at screen 0.38980,0.71905 left font fs(5.8) tc rgb '#595959' noenhanced front
$d16 << END_OF_DATA
-2.5 -2.5 5 5
END_OF_DATA
$d17 << END_OF_DATA
-1.6350392668017106 -1.497130522319565
-1.1139372153566882 -1.2220483869629106
-0.7916386077433746 -0.7295377666143277
-0.5361762663658065 -0.6519551404754877
-0.3119190548203253 -0.5466073087380392
-0.1024905076914514 -0.5337967482094628
0.10249050769145154 0.6060778634814645
0.3119190548203253 0.682679125106147
0.5361762663658065 0.7732302960054114
0.7916386077433746 0.8417601588030054
1.1139372153566882 1.1063663522213425
1.6350392668017109 1.1663342733506696
END_OF_DATA
plot $d16 using 1:2:3:4 with vectors nohead lw 0.5*LW lc rgb MUTED dt 2, \
     $d17 using 1:2 with points pt 7 ps PS*1.1 lc rgb PURPLE
unset label; unset arrow
# panel 3
set lmargin at screen 0.70591; set rmargin at screen 0.98000; set tmargin at screen 0.67663; set bmargin at screen 0.24826
set xrange [-2.5:2.5]
set yrange [-2.5:2.5]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' -2, '' 0, '' 2)
set ytics nomirror out scale 0 ('' -2, '' 0, '' 2)
set grid xtics ytics lt 1 lw 0.4*LW lc rgb GRID back
set arrow 1 from first 0, graph 0 to first 0, graph 1 nohead lw 0.7*LW lc rgb TEXT back
set arrow 2 from graph 0, first 0 to graph 1, first 0 nohead lw 0.7*LW lc rgb TEXT back
set label 21 "−2" at screen 0.73332,0.20383 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 22 "0" at screen 0.84296,0.20383 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 23 "+2" at screen 0.95259,0.20383 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 24 "Against the year before" at screen 0.70591,0.80083 left font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 24 "{/:Bold Against the year before}" at screen 0.70591,0.80083 left font fs(7) tc rgb '#1A1A1A' enhanced front
set label 25 "across: residual of the year" at screen 0.70591,0.75793 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 26 "before" at screen 0.70591,0.71905 left font fs(5.8) tc rgb '#595959' noenhanced front
$d18 << END_OF_DATA
-0.6519551404754877 0.7732302960054114
0.7732302960054114 -0.5466073087380392
-0.5466073087380392 0.6060778634814645
0.6060778634814645 -0.5337967482094628
-0.5337967482094628 1.1663342733506696
1.1663342733506696 -1.2220483869629106
-1.2220483869629106 1.1063663522213425
1.1063663522213425 -0.7295377666143277
-0.7295377666143277 0.682679125106147
0.682679125106147 -1.497130522319565
-1.497130522319565 0.8417601588030054
END_OF_DATA
plot $d18 using 1:2 with points pt 7 ps PS*1.1 lc rgb PURPLE
unset label; unset arrow
unset multiplot
unset output
