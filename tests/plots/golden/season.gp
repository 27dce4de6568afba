set label 1 "Victims: Aug was the highest in 2 of 2 full years" at screen 0.02000,0.94774 left font fb(8.5) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 1 "{/:Bold Victims: Aug was the highest in 2 of 2 full years}" at screen 0.02000,0.94774 left font fs(8.5) tc rgb '#1A1A1A' enhanced front
set label 2 "Persons a month, Jan 2021–Apr 2023" at screen 0.02000,0.90130 left font fs(6.4) tc rgb '#595959' noenhanced front
set label 3 "Grey: 2021 to 2021." at screen 0.02000,0.10983 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 4 "Detected victims only: counts move with law, policing and definitions." at screen 0.02000,0.07869 left font fs(5.8) tc rgb '#595959' noenhanced front
set label 5 "Source: S." at screen 0.02000,0.04756 left font fs(5.8) tc rgb '#595959' noenhanced front
# panel 1
set lmargin at screen 0.05342; set rmargin at screen 0.91899; set tmargin at screen 0.83754; set bmargin at screen 0.20024
set xrange [-0.35:11.15]
set yrange [0:80]
set border 1 lw 0.5*LW lc rgb MUTED
unset grid
set xtics nomirror out scale 0.35 ('' 0, '' 1, '' 2, '' 3, '' 4, '' 5, '' 6, '' 7, '' 8, '' 9, '' 10, '' 11)
set ytics nomirror out scale 0 ('' 0, '' 20, '' 40, '' 60, '' 80)
set grid noxtics ytics lt 1 lw 0.4*LW lc rgb GRID back
set label 6 "Jan" at screen 0.07977,0.16466 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 7 "Feb" at screen 0.15503,0.16466 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 8 "Mar" at screen 0.23030,0.16466 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 9 "Apr" at screen 0.30556,0.16466 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 10 "May" at screen 0.38083,0.16466 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 11 "Jun" at screen 0.45610,0.16466 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 12 "Jul" at screen 0.53136,0.16466 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 13 "Aug" at screen 0.60663,0.16466 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 14 "Sep" at screen 0.68190,0.16466 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 15 "Oct" at screen 0.75716,0.16466 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 16 "Nov" at screen 0.83243,0.16466 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 17 "Dec" at screen 0.90770,0.16466 center font fs(6.4) tc rgb '#595959' noenhanced front
set label 18 "0" at screen 0.04092,0.20024 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 19 "20" at screen 0.04092,0.35957 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 20 "40" at screen 0.04092,0.51889 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 21 "60" at screen 0.04092,0.67821 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 22 "80" at screen 0.04092,0.83754 right font fs(6.4) tc rgb '#595959' noenhanced front
set label 23 "2022" at screen 0.93149,0.44719 left font fb(7) tc rgb '#1A1A1A' noenhanced front
if (ALONE) set label 23 "{/:Bold 2022}" at screen 0.93149,0.44719 left font fs(7) tc rgb '#1A1A1A' enhanced front
set label 24 "2023" at screen 0.30556,0.66539 center font fb(7) tc rgb '#9C3F72' noenhanced front
if (ALONE) set label 24 "{/:Bold 2023}" at screen 0.30556,0.66539 center font fs(7) tc rgb '#9C3F72' enhanced front
$d1 << END_OF_DATA
0 40
1 35
2 50
3 44
4 61
5 38
6 42
7 70
8 45
9 39
10 33
11 28
END_OF_DATA
$d2 << END_OF_DATA
0 48
1 41
2 52
3 40
4 58
5 47
6 45
7 75
8 51
9 42
10 30
11 31
END_OF_DATA
$d3 << END_OF_DATA
0 48
1 41
2 52
3 40
4 58
5 47
6 45
7 75
8 51
9 42
10 30
11 31
END_OF_DATA
$d4 << END_OF_DATA
0 44
1 47

3 55
END_OF_DATA
$d5 << END_OF_DATA
0 44
1 47
3 55
END_OF_DATA
plot $d1 using 1:2 with lines lw 0.6*LW lc rgb GREY, \
     $d2 using 1:2 with lines lw 1*LW lc rgb TEXT, \
     $d3 using 1:2 with points pt 7 ps PS*1 lc rgb TEXT, \
     $d4 using 1:2 with lines lw 1.4*LW lc rgb PURPLE, \
     $d5 using 1:2 with points pt 7 ps PS*1 lc rgb PURPLE
unset output
