set label 1 "Victims in 2018: sex trafficking 55%, female 54%" at screen 0.02697,0.93140 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 1 "{/:Bold Victims in 2018: sex trafficking 55%, female 54%}" at screen 0.02697,0.93140 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 2 "Percent of victims, Mexico, 2017–2018" at screen 0.02697,0.87046 left font fs(6.4) tc rgb '#595959' noenhanced front
set label 3 "Rounded percentages as the source prints them." at screen 0.02697,0.14172 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 4 "Detected victims only: counts move with law, policing and definitions." at screen 0.02697,0.10086 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 5 "Source: TIP 2019." at screen 0.02697,0.06000 left font fs(5.8) tc rgb '#595959' noenhanced front
# panel 1
set lmargin at screen 0.21261; set rmargin at screen 0.94071; set tmargin at screen 0.80926; set bmargin at screen 0.26039
set xrange [0:100]
set yrange [-3.6500000000000004:0.55]
set border 0 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0 ('' 0, '' 25, '' 50, '' 75, '' 100)
unset ytics
set label 6 "0%" at screen 0.21261,0.21369 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 7 "25%" at screen 0.39464,0.21369 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 8 "50%" at screen 0.57666,0.21369 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 9 "75%" at screen 0.75869,0.21369 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 10 "100%" at screen 0.94071,0.21369 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 11 "Form, 2018" at screen 0.17891,0.69901 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 12 "n = 706" at screen 0.17891,0.65392 right font fs(5.8) tc rgb '#595959' noenhanced front
set label 13 "Sex, 2017" at screen 0.17891,0.47685 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 14 "n = 667" at screen 0.17891,0.43176 right font fs(5.8) tc rgb '#595959' noenhanced front
set label 15 "Sex, 2018" at screen 0.17891,0.34617 right font fs(7) tc rgb '#1A1A1A' noenhanced front
set label 16 "n = 706" at screen 0.17891,0.30108 right font fs(5.8) tc rgb '#595959' noenhanced front
set label 17 "Forced labor" at screen 0.21261,0.75521 left font fb(7) tc rgb '#0072B2' noenhanced front
if (ALONE) set label 17 "{/:Bold Forced labor}" at screen 0.21261,0.75521 left font fs(7) tc rgb '#0072B2' enhanced front
set label 18 "Sex trafficking" at screen 0.46903,0.75521 left font fb(7) tc rgb '#A84A00' noenhanced front
if (ALONE) set label 18 "{/:Bold Sex trafficking}" at screen 0.46903,0.75521 left font fs(7) tc rgb '#A84A00' enhanced front
set label 19 "Unspecified" at screen 0.77524,0.75521 left font fb(7) tc rgb '#595959' noenhanced front
if (ALONE) set label 19 "{/:Bold Unspecified}" at screen 0.77524,0.75521 left font fs(7) tc rgb '#595959' enhanced front
set label 20 "Female" at screen 0.40101,0.53305 left font fb(7) tc rgb '#9C3F72' noenhanced front
if (ALONE) set label 20 "{/:Bold Female}" at screen 0.40101,0.53305 left font fs(7) tc rgb '#9C3F72' enhanced front
set label 21 "Male" at screen 0.71700,0.53305 left font fb(7) tc rgb '#00704F' noenhanced front
if (ALONE) set label 21 "{/:Bold Male}" at screen 0.71700,0.53305 left font fs(7) tc rgb '#00704F' enhanced front
set label 22 "Unspecified" at screen 0.79500,0.53305 left font fb(7) tc rgb '#595959' noenhanced front
if (ALONE) set label 22 "{/:Bold Unspecified}" at screen 0.79500,0.53305 left font fs(7) tc rgb '#595959' enhanced front
set label 23 "22%" at screen 0.29099,0.67858 center font fb(7) tc rgb '#FFFFFF' noenhanced front
if (ALONE) set label 23 "{/:Bold 22%}" at screen 0.29099,0.67858 center font fs(7) tc rgb '#FFFFFF' enhanced front
set label 24 "55%" at screen 0.56945,0.67858 center font fb(7) tc rgb '#191919' noenhanced front
if (ALONE) set label 24 "{/:Bold 55%}" at screen 0.56945,0.67858 center font fs(7) tc rgb '#191919' enhanced front
set label 25 "24%" at screen 0.85512,0.67858 center font fb(7) tc rgb '#1A1A1A' boxed noenhanced front
if (ALONE) set label 25 "{/:Bold 24%}" at screen 0.85512,0.67858 center font fs(7) tc rgb '#1A1A1A' boxed enhanced front
set label 26 "66%" at screen 0.45289,0.45642 center font fb(7) tc rgb '#191919' noenhanced front
if (ALONE) set label 26 "{/:Bold 66%}" at screen 0.45289,0.45642 center font fs(7) tc rgb '#191919' enhanced front
set label 27 "15%" at screen 0.74777,0.45642 center font fb(7) tc rgb '#191919' noenhanced front
if (ALONE) set label 27 "{/:Bold 15%}" at screen 0.74777,0.45642 center font fs(7) tc rgb '#191919' enhanced front
set label 28 "19%" at screen 0.87154,0.45642 center font fb(7) tc rgb '#1A1A1A' boxed noenhanced front
if (ALONE) set label 28 "{/:Bold 19%}" at screen 0.87154,0.45642 center font fs(7) tc rgb '#1A1A1A' boxed enhanced front
set label 29 "54%" at screen 0.40920,0.32574 center font fb(7) tc rgb '#191919' noenhanced front
if (ALONE) set label 29 "{/:Bold 54%}" at screen 0.40920,0.32574 center font fs(7) tc rgb '#191919' enhanced front
set label 30 "21%" at screen 0.68224,0.32574 center font fb(7) tc rgb '#191919' noenhanced front
if (ALONE) set label 30 "{/:Bold 21%}" at screen 0.68224,0.32574 center font fs(7) tc rgb '#191919' enhanced front
set label 31 "25%" at screen 0.84970,0.32574 center font fb(7) tc rgb '#1A1A1A' boxed noenhanced front
if (ALONE) set label 31 "{/:Bold 25%}" at screen 0.84970,0.32574 center font fs(7) tc rgb '#1A1A1A' boxed enhanced front
$d1 << END_OF_DATA
0 21.52974504249292 -0.81 -0.09000000000000002
END_OF_DATA
$d2 << END_OF_DATA
21.52974504249292 76.48725212464589 -0.81 -0.09000000000000002
END_OF_DATA
$d3 << END_OF_DATA
76.48725212464589 100 -0.81 -0.09000000000000002
END_OF_DATA
$d4 << END_OF_DATA
0 66 -2.51 -1.79
END_OF_DATA
$d5 << END_OF_DATA
66 81 -2.51 -1.79
END_OF_DATA
$d6 << END_OF_DATA
81 100 -2.51 -1.79
END_OF_DATA
$d7 << END_OF_DATA
0 54 -3.51 -2.79
END_OF_DATA
$d8 << END_OF_DATA
54 75 -3.51 -2.79
END_OF_DATA
$d9 << END_OF_DATA
75 100 -3.51 -2.79
END_OF_DATA
plot $d1 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb BLUE lw 0.4*LW, \
     $d2 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb VERMILION lw 0.4*LW, \
     $d3 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs transparent pattern 4 border lc rgb HATCH fc rgb HATCH lw 0.4*LW, \
     $d4 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb PURPLE lw 0.4*LW, \
     $d5 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb GREEN lw 0.4*LW, \
     $d6 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs transparent pattern 4 border lc rgb HATCH fc rgb HATCH lw 0.4*LW, \
     $d7 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb PURPLE lw 0.4*LW, \
     $d8 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs solid 1 border lc rgb GROUND fc rgb GREEN lw 0.4*LW, \
     $d9 using (($1+$2)/2):(($3+$4)/2):1:2:3:4 with boxxyerror fs transparent pattern 4 border lc rgb HATCH fc rgb HATCH lw 0.4*LW
unset output
