# SPDX-License-Identifier: GPL-3.0-or-later
# Several analyses in one pass: the rows are those of the commands, to the last digit, with any number of
# threads and in any order of rows.
world=$DATA/world-tip-2003-2023.csv
mexico=$DATA/mexico-tip-2019.csv
models="ols wls loglinear poly2 poly3 robust robust-log ar1 ar1-log poisson quasipoisson negbin theilsen theilsen-log"
tests="mannkendall hamed-rao yue-wang yue-wang-lag1 prewhiten tfpw bootstrap seasonal cochran-armitage cox-stuart
       spearman pettitt buishand snht"
all="change change-exact bounds $models $tests"
list=$(echo $all | tr ' ' ',')

# A table with a gap, zeros, a suppressed and a missing figure, a conflict, a break, a figure below 0, one figure
# alone, nothing but zeros, months, quotes and commas in names.
cat >odd.csv <<'END'
indicator,area,period,value,unit,definition
victims,"North, ""A""",2010,12,persons,
victims,"North, ""A""",2011,15,persons,
victims,"North, ""A""",2012,0,persons,
victims,"North, ""A""",2014,22,persons,
victims,"North, ""A""",2015,<5,persons,
victims,"North, ""A""",2016,,persons,
victims,"North, ""A""",2017,30,persons,
victims,"North, ""A""",2018,31,persons,
victims,=South,2010,5,persons,
victims,=South,2011,7,persons,
victims,=South,2011,9,persons,
victims,=South,2012,8,persons,old
victims,=South,2013,4,persons,new
victims,=South,2014,6,persons,new
victims,=South,2015,9,persons,new
victims,=South,2016,12,persons,new
balance,North,2010,21.5,index,
balance,North,2011,22,index,
balance,North,2012,-3,index,
balance,North,2013,24,index,
cases,Alone,2010,7,cases,
cases,Zeros,2010,0,cases,
cases,Zeros,2011,0,cases,
cases,Zeros,2012,0,cases,
cases,Monthly,2010-01,3,cases,
cases,Monthly,2010-02,5,cases,
cases,Monthly,2010-03,4,cases,
cases,Monthly,2010-04,9,cases,
END

# same NAME A B: says so only where two files differ
same() { cmp -s "$2" "$3" || { echo "$1:"; diff "$2" "$3" | head -n 6; }; }

# What analyse adds: series that a command leaves out are rows with a reason.
without_reasons() {
    grep -v -e 'no counts: this model' -e 'fewer than 2 figures: no change' -e 'no figures known only as intervals' "$1"
}

# The first of the tables that a command prints; decisions have one of their own.
first_table() { tiptrend "$@" --format csv -q | sed '/^$/,$d'; }

# The rows that 'trend' has of series with intervals; here they are an analysis of their own.
without_bounds() { grep -v -E '^([^",]|"([^"]|"")*")*,[^,]*,bounds,'; }

# The slope that 'test' gives with Mann-Kendall may have no limits; here it is an analysis of its own.
without_slope_notes() {
    [ "$1" = mannkendall ] || { cat; return; }
    none='no finite limits exist at this n and level' one='one limit is infinite'
    sed -e "s/; $none//" -e "s/$none; //" -e "s/$none//" -e "s/; $one//" -e "s/$one; //" -e "s/$one//"
}

check_all() { # FILE NAME OPTIONS...
    file=$1 name=$2
    shift 2
    tiptrend analyse "$file" --do "$list" -o "$name" --replicates 200 --jobs 2 -q "$@"
    for model in $models; do
        first_table trend "$file" --model "$model" "$@" | without_bounds >expected
        without_reasons "$name/$model.csv" >found
        same "$name $model" expected found
    done
    for test in $tests; do
        columns=series,unit,test,points,first,last,symbol,statistic:17,effect:17,p:17,p_smallest:17,p_low:17,p_high:17
        columns=$columns,robust,p_normal:17,how,mc_error:17,step_after,factor:17,lag1:17,notes
        [ "$test" = mannkendall ] || columns=$columns,sen_slope:17,sen_low:17,sen_high:17
        first_table test "$file" --test "$test" --replicates 200 --adjust none "$@" |
            without_slope_notes "$test" | probe csv "$columns" >expected
        # 'test' has no rows for a single figure
        probe csv "points,$columns" <"$name/$test.csv" | awk -F '\t' '$1 > 1' | cut -f 2- >found
        same "$name $test" expected found
    done
    first_table trend "$file" --table bounds "$@" >expected
    without_reasons "$name/bounds.csv" >found
    same "$name bounds" expected found
    first_table change "$file" "$@" >expected
    without_reasons "$name/change-exact.csv" >found
    same "$name change-exact" expected found
    columns=series,unit,from,to,earlier:17,later:17,change:17,percent:17,status,change_least:17,change_most:17
    columns=$columns,percent_least:17,percent_most:17
    first_table change "$file" "$@" | probe csv "$columns" >expected
    without_reasons "$name/change.csv" | probe csv "$columns" >found
    same "$name change" expected found
}
check_all "$world" world
check_all "$mexico" mexico
check_all odd.csv odd
ls odd | wc -l

echo 'Decisions stand in the notes, as in the commands'
cat >decisions.csv <<'END'
kind,indicator,area,year,value,reason
note,victims,=South,2014,,counted anew
exclude,victims,"North, ""A""",2012,,no figure of the office
note,victims,=South,2015,,counted anew again
note,cases,Alone,2010,,only year
END
check_all odd.csv decided --decisions decisions.csv
grep -c 'decision: .*; decision: ' decided/change.csv
grep -h Alone decided/change.csv decided/mannkendall.csv decided/loglinear.csv

echo 'Threads and the order of rows change nothing'
for jobs in 1 3 8; do
    tiptrend analyse "$world" --do "$list" -o again --replicates 200 --jobs $jobs -q
    diff -r world again
done
{ head -n 1 odd.csv; tail -n +2 odd.csv | sort -r; } >turned.csv
tiptrend analyse turned.csv --do "$list" -o turned --replicates 200 -q
diff -r odd turned

echo 'Options go on to every analysis'
tiptrend analyse odd.csv --do change,theilsen,mannkendall --across-gaps --across-breaks --from 2011 --conf 0.9 --p normal \
    -o options -q
tiptrend change odd.csv --across-gaps --across-breaks --from 2011 --format csv -q |
    probe csv series,from,to,percent:17,status >expected
without_reasons options/change.csv | probe csv series,from,to,percent:17,status >found
same change expected found
tiptrend trend odd.csv --model theilsen --across-breaks --from 2011 --conf 0.9 --format csv -q | without_bounds >expected
same theilsen expected options/theilsen.csv
probe csv series,how <options/mannkendall.csv

echo 'What cannot be analysed'
grep -h -e 'fewer than' -e 'no counts' odd/change.csv odd/loglinear.csv odd/poisson.csv

echo 'Usual analyses'
tiptrend analyse odd.csv -o usual/here
ls usual/here

echo 'Faults'
fault tiptrend analyse odd.csv
fault tiptrend analyse odd.csv --do change,nothing -o usual | cut -c 1-60
fault tiptrend analyse nowhere.csv -o fresh
fault tiptrend analyse odd.csv -o odd.csv
fault tiptrend analyse odd.csv -o /proc/analyses
[ ! -e fresh ] || echo 'a folder is left'
mkdir -p partly/loglinear.csv
echo old >partly/change.csv
fault tiptrend analyse odd.csv -o partly
cat partly/change.csv
