/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each regression routine with the n-th allocation failing, for every n: TT_ENOMEM, an empty result, and
 * nothing left behind (the sanitizers look). */
#include <math.h>

#include "belgium.h"
#include "check.h"
#include "tiptrend/ar1.h"
#include "tiptrend/bands.h"
#include "tiptrend/durbinwatson.h"
#include "tiptrend/influence.h"
#include "tiptrend/lsq.h"
#include "tiptrend/memory.h"
#include "tiptrend/normality.h"
#include "tiptrend/polyreg.h"
#include "tiptrend/robustreg.h"

static tt_status run_lsq(tt_error *err)
{
    tt_lsq fit;
    tt_lsq_design design = {.n = 13, .columns = 3, .x = years, .powers = true, .centre = 1987};
    tt_status status = tt_lsq_fit(&design, cases, &fit, err);
    check_true((status == TT_OK) == (fit.beta != NULL));
    tt_lsq_clear(&fit);
    return status;
}

static tt_status run_polyreg(tt_error *err)
{
    tt_polyreg fit;
    tt_polyreg_options o = {.degree = 2, .se = TT_SE_NEWEY_WEST};
    tt_status status = tt_polyreg_fit(&belgium, &o, &fit, err);
    check_true((status == TT_OK) == (fit.trend.n > 0));
    return status;
}

static tt_status run_robustreg(tt_error *err)
{
    tt_robustreg fit;
    tt_status status = tt_robustreg_fit(&belgium, NULL, &fit, NULL, err);
    check_true((status == TT_OK) == (fit.trend.n > 0));
    return status;
}

static tt_status run_ar1(tt_error *err)
{
    tt_ar1 fit;
    tt_status status = tt_ar1_fit(&belgium, NULL, &fit, err);
    check_true((status == TT_OK) == (fit.trend.n > 0));
    return status;
}

static tt_status run_durbinwatson(tt_error *err)
{
    tt_durbinwatson out;
    tt_status status = tt_durbinwatson_trend(&belgium, TT_LINREG_LOG, &out, err);
    check_true((status == TT_OK) == (out.n > 0));
    return status;
}

static tt_status run_normality(tt_error *err)
{
    tt_normality out;
    tt_status status = tt_normality_test(cases, 13, &out, err);
    check_true((status == TT_OK) == (out.n > 0));
    return status;
}

static tt_status run_influence(tt_error *err)
{
    tt_influence out[13];
    tt_status status = tt_influence_years(&belgium, TT_INFLUENCE_LOGLINEAR, out, NULL, err);
    return status ? status : tt_influence_years(&belgium, TT_INFLUENCE_QUASI, out, NULL, err);
}

static void every_allocation(void **state)
{
    (void)state;
    tt_status (*const routines[])(tt_error *) = {run_lsq,      run_polyreg,      run_robustreg,
                                                 run_ar1,      run_durbinwatson, run_normality,
                                                 run_influence};
    for (size_t k = 0; k < sizeof routines / sizeof *routines; k++) {
        tt_status status = TT_ENOMEM;
        size_t n = 0;
        while (status == TT_ENOMEM && n < 100) {
            tt_error err = {0};
            tt_memory_fail_at(++n);
            status = routines[k](&err);
            tt_memory_fail_at(0);
            check_true(status == TT_OK || status == TT_ENOMEM);
            check_true((err.status == TT_ENOMEM) == (status == TT_ENOMEM));
        }
        check_true(status == TT_OK && n > 1);
    }
    check_done();
}

int main(void)
{
    tt_runtime_init();
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_allocation)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
