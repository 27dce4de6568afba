# SPDX-License-Identifier: GPL-3.0-or-later
# Annual percent change 2015 to 2018 by Poisson regression, limits widened by the dispersion and t with 2 degrees
# of freedom (R 4.2.2, glm(family = quasipoisson); dispersion at least 1). Federal and state investigations,
# prosecutions, convictions (persons), federal and state victims.
apc() {
    label=$1
    shift
    tiptrend trend "$DATA/mexico-tip-2019.csv" --model quasipoisson --format csv "$@" >csv
    printf '%s\t' "$label"
    probe csv apc:1,apc_low:1,apc_high:1,dispersion:1 $condition <csv
}
condition=
apc 'federal investigations' --where indicator=investigations --where jurisdiction=federal
apc 'state investigations' --where indicator=investigations --where jurisdiction=state
apc 'prosecutions' --where indicator=prosecutions
condition=unit=persons
apc 'convictions, persons' --where indicator=convictions --where jurisdiction=total
condition=
apc 'federal victims' --where indicator=victims --where jurisdiction=federal
apc 'state victims' --where indicator=victims --where jurisdiction=state
