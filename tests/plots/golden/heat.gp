set label 1 "Victims: highest 143, Peru in 2018" at screen 0.02000,0.91557 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 1 "{/:Bold Victims: highest 143, Peru in 2018}" at screen 0.02000,0.91557 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 2 "Persons a year, 2016–2019" at screen 0.02000,0.84056 left font fs(6.4) tc rgb '#595959' noenhanced front
set label 3 "Hatched cell: known only as a range." at screen 0.02000,0.22897 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 4 "Open cell: no figure." at screen 0.02000,0.17868 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 5 "Detected victims only: counts move with law, policing and definitions." at screen 0.02000,0.12839 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 6 "Source: A." at screen 0.02000,0.07809 left font fs(5.8) tc rgb '#595959' noenhanced front
# panel 1
set lmargin at screen 0.12806; set rmargin at screen 0.98000; set tmargin at screen 0.76524; set bmargin at screen 0.37503
set xrange [2015.5:2019.5]
set yrange [-2.55:2.1]
set border 0 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0 ('' 2016, '' 2017, '' 2018, '' 2019)
unset ytics
set label 7 "2016" at screen 0.23455,0.31755 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 8 "2017" at screen 0.44753,0.31755 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 9 "2018" at screen 0.66052,0.31755 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 10 "2019" at screen 0.87351,0.31755 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 11 "Peru" at screen 0.10306,0.58902 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 12 "Ecuador" at screen 0.10306,0.50510 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 13 "Chile" at screen 0.10306,0.42119 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 14 "0" at screen 0.13427,0.74216 center font fs(5.8) tc rgb '#595959' noenhanced front
set label 15 "50" at screen 0.21568,0.74216 center font fs(5.8) tc rgb '#595959' noenhanced front
set label 16 "100" at screen 0.29710,0.74216 center font fs(5.8) tc rgb '#595959' noenhanced front
set label 17 "95" at screen 0.23455,0.58902 center font fs(5.8) tc rgb '#191919' noenhanced front
set label 18 "120" at screen 0.44753,0.58902 center font fs(5.8) tc rgb '#FFFFFF' noenhanced front
set label 19 "143" at screen 0.66052,0.58902 center font fs(5.8) tc rgb '#FFFFFF' noenhanced front
set label 20 "131" at screen 0.87351,0.58902 center font fs(5.8) tc rgb '#FFFFFF' noenhanced front
set label 21 "48" at screen 0.23455,0.50510 center font fs(5.8) tc rgb '#191919' noenhanced front
set label 22 "61" at screen 0.66052,0.50510 center font fs(5.8) tc rgb '#191919' noenhanced front
set label 23 "55" at screen 0.87351,0.50510 center font fs(5.8) tc rgb '#191919' noenhanced front
set label 24 "12" at screen 0.23455,0.42119 center font fs(5.8) tc rgb '#191919' noenhanced front
set label 25 "9" at screen 0.44753,0.42119 center font fs(5.8) tc rgb '#191919' noenhanced front
set label 26 "14" at screen 0.87351,0.42119 center font fs(5.8) tc rgb '#191919' noenhanced front
$d1 << END_OF_DATA
2015.5 2015.86 1 1.45
END_OF_DATA
$d2 << END_OF_DATA
2015.86 2016.2199999999998 1 1.45
END_OF_DATA
$d3 << END_OF_DATA
2016.22 2016.58 1 1.45
END_OF_DATA
$d4 << END_OF_DATA
2015.5 2016.5 -0.47 0.47
END_OF_DATA
$d5 << END_OF_DATA
2016.5 2017.5 -0.47 0.47
END_OF_DATA
$d6 << END_OF_DATA
2017.5 2018.5 -0.47 0.47
END_OF_DATA
$d7 << END_OF_DATA
2018.5 2019.5 -0.47 0.47
END_OF_DATA
$d8 << END_OF_DATA
2015.5 2016.5 -1.47 -0.53
END_OF_DATA
$d9 << END_OF_DATA
2017.5 2018.5 -1.47 -0.53
END_OF_DATA
$d10 << END_OF_DATA
2018.5 2019.5 -1.47 -0.53
END_OF_DATA
$d11 << END_OF_DATA
2015.5 2016.5 -2.4699999999999998 -1.53
END_OF_DATA
$d12 << END_OF_DATA
2016.5 2017.5 -2.4699999999999998 -1.53
END_OF_DATA
$d13 << END_OF_DATA
2017.5 2018.5 -2.4699999999999998 -1.53
END_OF_DATA
$d14 << END_OF_DATA
2018.5 2019.5 -2.4699999999999998 -1.53
END_OF_DATA
plot $d1 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb '#E5F0F7' lw 0.4*LW, \
     $d2 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb '#72B1D4' lw 0.4*LW, \
     $d3 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb '#0072B2' lw 0.4*LW, \
     $d4 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb '#72B1D4' lw 0.4*LW, \
     $d5 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb '#0072B2' lw 0.4*LW, \
     $d6 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb '#0072B2' lw 0.4*LW, \
     $d7 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb '#0072B2' lw 0.4*LW, \
     $d8 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb '#E5F0F7' lw 0.4*LW, \
     $d9 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb '#72B1D4' lw 0.4*LW, \
     $d10 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb '#72B1D4' lw 0.4*LW, \
     $d11 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb '#E5F0F7' lw 0.4*LW, \
     $d12 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb '#E5F0F7' lw 0.4*LW, \
     $d13 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs transparent pattern 4 border lc rgb HATCH fc rgb HATCH lw 0.4*LW, \
     $d14 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb '#E5F0F7' lw 0.4*LW
unset output
