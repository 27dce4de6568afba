# SPDX-License-Identifier: GPL-3.0-or-later
# docs/tables.md names every column of every table, and no other. Sections are found by the first word of "### NAME"
# under "## COMMAND".
cat >data.csv <<'END'
area,indicator,sex,age,year,value,unit,exposure
A,victims,female,young,2015,60,persons,1000
A,victims,female,old,2015,12,persons,900
A,victims,male,young,2015,40,persons,1000
A,victims,male,old,2015,9,persons,900
A,victims,female,young,2016,70,persons,1000
A,victims,female,old,2016,15,persons,900
A,victims,male,young,2016,45,persons,1000
A,victims,male,old,2016,<5,persons,900
A,victims,female,young,2017,64,persons,1000
A,victims,female,old,2017,11,persons,900
A,victims,male,young,2017,50,persons,1000
A,victims,male,old,2017,12,persons,900
END
printf 'age,weight\nyoung,6\nold,4\n' >standard.csv

documented() { # COMMAND TABLE
    awk -v command="## $1" -v table="### $2" '
        /^## / { inside = ($0 == command) }
        /^### / { found = inside && (index($0, table ":") == 1 || index($0, table ",") == 1 ||
                                     index($0, ", " substr(table, 5) ":") > 0 || index($0, table " ") == 1) }
        inside && found && /^\| `/ { split($0, cell, "|"); print cell[2] }' "$SOURCE/docs/tables.md" |
        tr -d '` ' | tr ',' '\n' | sort
}

compare() { # COMMAND TABLE ARGUMENTS...
    documented "$1" "$2" >documented
    what="$1 $2"
    command=$1
    shift 2
    tiptrend "$command" "$@" --format csv 2>/dev/null | head -n 1 | tr ',' '\n' | grep -v '^notes$' | sort >printed
    if [ ! -s printed ]; then
        echo "$what: nothing printed"
    elif cmp -s documented printed; then
        echo "$what: $(wc -l <printed) columns"
    else
        echo "$what:"
        diff documented printed
    fi
}

mexico=$DATA/mexico-tip-2019.csv
world=$DATA/world-tip-2003-2023.csv
compare list series "$mexico"
compare check findings "$mexico"

second() { # COMMAND TABLE ARGUMENTS...: a table that follows another one
    documented "$1" "$2" >documented
    what="$1 $2"
    command=$1
    shift 2
    tiptrend "$command" "$@" --format csv | sed '1,/^$/d' | head -n 1 | tr ',' '\n' | grep -v '^notes$' | sort |
        diff documented - && echo "$what: the same"
}
second check claims "$mexico" --claims "$DATA/mexico-tip-2019-claims.csv"
printf 'kind,indicator,reason\nnote,prosecutions,r\n' >decisions.csv
second check decisions "$mexico" --decisions decisions.csv
second check editions --compare "$mexico" "$mexico"
awk '/^## trace/ { inside = 1 } inside && /^\| `/ { split($0, cell, "|"); print cell[2] }' "$SOURCE/docs/tables.md" |
    tr -d '` ' | tr ',' '\n' | sort >documented
tiptrend list "$mexico" --trace --format csv | sed '1,/^$/d' | head -n 1 | tr ',' '\n' | grep -v '^notes$' | sort |
    diff documented - && echo "trace: the same"
compare rates rates data.csv
compare rates standardised data.csv --standard standard.csv --strata age
compare rates ratios "$mexico" --denominator prosecutions
compare rates proportions data.csv --proportion --by sex
compare change changes "$mexico"
compare change compound "$mexico" --compound
compare change contributions data.csv --contributions sex
compare change compare data.csv --compare-areas sex=female,male
compare gender-ratio sexes "$mexico"
compare test rank "$mexico"
for table in trends bands tests influence bounds; do
    compare trend "$table" "$world" --table "$table"
done
compare trend forecast "$world" --forecast 2 --table forecast
printed() { # FOLDER FILE TABLE: a table that analyse writes to a file
    documented analyse "$3" >documented
    head -n 1 "$1/$2.csv" | tr ',' '\n' | grep -v '^notes$' | sort | diff documented - && echo "analyse $3: the same"
}
tiptrend analyse "$world" -o analyses -q
printed analyses change change
printed analyses mannkendall tests
for table in summary models segments joinpoints aapc tests fitted; do
    compare joinpoint "$table" "$world" --where indicator=victims --where form=total --table "$table"
done
compare joinpoint comparison "$world" --compare parallel --by indicator --where form=total
