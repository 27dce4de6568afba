set label 1 "Victims: 1,814 in 2015, 706 in 2018; most of it federal −730" at screen 0.02000,0.92454 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 1 "{/:Bold Victims: 1,814 in 2015, 706 in 2018; most of it federal −730}" at screen 0.02000,0.92454 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 2 "Persons a year, Mexico, 2015–2018" at screen 0.02000,0.85750 left font fs(6.4) tc rgb '#595959' noenhanced front
set label 3 "Each bar begins where the one above it ends; grey: sums of the parts." at screen 0.02000,0.15781 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 4 "Detected victims only: counts move with law, policing and definitions." at screen 0.02000,0.11286 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 5 "Source: TIP 2019." at screen 0.02000,0.06791 left font fs(5.8) tc rgb '#595959' noenhanced front
# panel 1
set lmargin at screen 0.12238; set rmargin at screen 0.77142; set tmargin at screen 0.73460; set bmargin at screen 0.28835
set xrange [0:2000]
set yrange [-3.6:0.6]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' 0, '' 500, '' 1000, '' 1500, '' 2000)
unset ytics
set grid xtics noytics lt 1 lw 0.4*LW lc rgb GRID back
set label 6 "0" at screen 0.12238,0.23698 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 7 "500" at screen 0.28464,0.23698 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 8 "1,000" at screen 0.44690,0.23698 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 9 "1,500" at screen 0.60916,0.23698 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 10 "2,000" at screen 0.77142,0.23698 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 11 "2015" at screen 0.09738,0.67085 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 12 "Federal" at screen 0.09738,0.56460 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 13 "State" at screen 0.09738,0.45835 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 14 "2018" at screen 0.09738,0.35210 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 15 "change" at screen 0.85672,0.78365 right font fb(5.8) tc rgb '#595959' noenhanced front
if (ALONE) set label 15 "{/:Bold change}" at screen 0.85672,0.78365 right font fs(5.8) tc rgb '#595959' enhanced front
set label 16 "1,814" at screen 0.85672,0.67085 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 16 "{/:Bold 1,814}" at screen 0.85672,0.67085 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 17 "−730" at screen 0.85672,0.56460 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 17 "{/:Bold −730}" at screen 0.85672,0.56460 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 18 "−378" at screen 0.85672,0.45835 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 18 "{/:Bold −378}" at screen 0.85672,0.45835 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 19 "706" at screen 0.85672,0.35210 right font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 19 "{/:Bold 706}" at screen 0.85672,0.35210 right font fs(7) tc rgb '#1A1A1A' enhanced front
set label 20 "from and to" at screen 0.98000,0.78365 right font fs(5.8) tc rgb '#595959' noenhanced front
set label 21 "876 → 146" at screen 0.98000,0.56460 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 22 "938 → 560" at screen 0.98000,0.45835 right font fs(7) tc rgb '#1A1A1A' noenhanced front
$d1 << END_OF_DATA
0 1814 -0.34 0.34
END_OF_DATA
$d2 << END_OF_DATA
1814 -0.34 0 -0.3199999999999999
END_OF_DATA
$d3 << END_OF_DATA
1084 1814 -1.34 -0.6599999999999999
END_OF_DATA
$d4 << END_OF_DATA
1084 -1.34 0 -0.31999999999999984
END_OF_DATA
$d5 << END_OF_DATA
706 1084 -2.34 -1.66
END_OF_DATA
$d6 << END_OF_DATA
706 -2.34 0 -0.3200000000000003
END_OF_DATA
$d7 << END_OF_DATA
0 706 -3.34 -2.66
END_OF_DATA
plot $d1 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb GREY lw 0.4*LW, \
     $d2 using 1:2:3:4 with vectors nohead lw 0.5*LW lc rgb MUTED, \
     $d3 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb BLUE lw 0.4*LW, \
     $d4 using 1:2:3:4 with vectors nohead lw 0.5*LW lc rgb MUTED, \
     $d5 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb VERMILION lw 0.4*LW, \
     $d6 using 1:2:3:4 with vectors nohead lw 0.5*LW lc rgb MUTED, \
     $d7 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb GREY lw 0.4*LW
unset output
