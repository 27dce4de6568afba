/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each test of the library in the one form that the table of tests has. */
#include "rank_tests.h"

#include <math.h>
#include <string.h>

#include "tables.h"
#include "tiptrend/buishand.h"
#include "tiptrend/cochranarmitage.h"
#include "tiptrend/coxstuart.h"
#include "tiptrend/mannkendall.h"
#include "tiptrend/pettitt.h"
#include "tiptrend/serial.h"
#include "tiptrend/snht.h"
#include "tiptrend/spearman.h"
#include "tiptrend/strbuf.h"
#include "tiptrend/theilsen.h"

static tt_alternative alternative_of(const cli_test_input *in)
{
    return (tt_alternative)in->settings->alternative;
}

static int wants_normal(const cli_test_input *in)
{
    return in->settings->p_form == CLI_P_NORMAL;
}

static tt_status refuse_one_sided(const cli_test_input *in, tt_error *err)
{
    if (alternative_of(in) == TT_TWO_SIDED)
        return TT_OK;
    return tt_fail(err, TT_EUSAGE, "this test has no one-sided form; leave --alternative out");
}

/* ---- Mann-Kendall and its relatives ---- */

static tt_status mannkendall(const cli_test_input *in, cli_test_result *out, tt_error *err)
{
    tt_mk_options options = {.method = wants_normal(in) ? TT_MK_NORMAL : TT_MK_AUTO,
                             .alternative = alternative_of(in),
                             .cache = in->cache};
    tt_theilsen_options line = {.conf = in->settings->conf, .cache = in->cache};
    tt_mk_result mk;
    tt_theilsen_result sen = {.trend.slope = {NAN, NAN, NAN}};
    tt_status status = tt_mk_test(&in->points, &options, &mk, err);
    if (status == TT_OK && !in->no_slope)
        status = tt_theilsen_fit(&in->points, &line, &sen, err);
    if (status != TT_OK)
        return status;
    out->symbol = "S";
    out->statistic = (double)mk.s;
    out->effect = mk.tau_b;
    out->p = mk.p;
    out->p_min = mk.p_min;
    out->p_normal = tt_tails_get(&mk.normal, options.alternative);
    out->how = isnan(mk.exact.two_sided) ? "normal" : "exact";
    out->slope = sen.trend.slope;
    out->notes = mk.notes | sen.trend.notes;
    return TT_OK;
}

static tt_status serial(const cli_test_input *in, tt_serial_method method, cli_test_result *out,
                        tt_error *err)
{
    tt_serial_options options = {.method = method,
                                 .alternative = alternative_of(in),
                                 .conf = in->settings->conf,
                                 .cache = in->cache};
    tt_serial_result r;
    tt_status status = tt_serial_test(&in->points, &options, &r, err);
    if (status != TT_OK)
        return status;
    int exact = !isnan(r.exact.two_sided) && !wants_normal(in);
    out->symbol = "S";
    out->statistic = (double)r.s;
    out->p_normal = tt_tails_get(&r.normal, options.alternative);
    out->p = exact ? r.p : out->p_normal;
    out->how = exact ? "exact" : "normal";
    out->factor = r.factor;
    out->lag1 = r.r1;
    out->notes = r.notes;
    return TT_OK;
}

static tt_status hamed_rao(const cli_test_input *in, cli_test_result *out, tt_error *err)
{
    return serial(in, TT_SERIAL_HAMED_RAO, out, err);
}

static tt_status yue_wang(const cli_test_input *in, cli_test_result *out, tt_error *err)
{
    return serial(in, TT_SERIAL_YUE_WANG, out, err);
}

static tt_status yue_wang_lag1(const cli_test_input *in, cli_test_result *out, tt_error *err)
{
    return serial(in, TT_SERIAL_YUE_WANG_LAG1, out, err);
}

static tt_status prewhiten(const cli_test_input *in, cli_test_result *out, tt_error *err)
{
    return serial(in, TT_SERIAL_PREWHITEN, out, err);
}

static tt_status tfpw(const cli_test_input *in, cli_test_result *out, tt_error *err)
{
    return serial(in, TT_SERIAL_TREND_PREWHITEN, out, err);
}

static tt_status bootstrap(const cli_test_input *in, cli_test_result *out, tt_error *err)
{
    tt_bootstrap_options options = {.alternative = alternative_of(in),
                                    .replicates = (size_t)in->settings->replicates,
                                    .seed = (uint64_t)in->settings->seed};
    tt_bootstrap_result r;
    tt_status status = tt_serial_bootstrap(&in->points, &options, &r, err);
    if (status != TT_OK)
        return status;
    out->symbol = "S";
    out->statistic = (double)r.s;
    out->p = r.p;
    out->p_min = 1 / (1 + (double)r.counts.replicates);
    out->how = "resampled";
    out->mc_error = r.mc_error;
    out->notes = r.notes;
    return TT_OK;
}

static tt_status seasonal(const cli_test_input *in, cli_test_result *out, tt_error *err)
{
    if (in->seasons.n == 0)
        return tt_fail(err, TT_EDOMAIN,
                       "the seasonal test needs figures by month or by quarter; these are by year");
    tt_seasonal_options options = {.method = wants_normal(in) ? TT_SEASONAL_COVARIANCE
                                                              : TT_SEASONAL_INDEPENDENT,
                                   .alternative = alternative_of(in),
                                   .conf = in->settings->conf};
    tt_seasonal_result r;
    tt_status status = tt_seasonal_test(&in->seasons, &options, &r, err);
    if (status != TT_OK)
        return status;
    out->symbol = "S";
    out->statistic = (double)r.s;
    out->effect = r.tau;
    out->p = r.p;
    out->p_min = r.p_min;
    out->p_normal =
        tt_tails_get(wants_normal(in) ? &r.covariance : &r.independent, options.alternative);
    out->how = wants_normal(in)           ? "normal, seasons correlated"
               : isnan(r.exact.two_sided) ? "normal"
                                          : "exact";
    out->slope = r.slope;
    out->notes = r.notes;
    return TT_OK;
}

/* ---- other tests of trend ---- */

static tt_status cochran_armitage(const cli_test_input *in, cli_test_result *out, tt_error *err)
{
    if (!in->total)
        return tt_fail(
            err, TT_EDOMAIN,
            "the Cochran-Armitage test needs for each year the total of which the figures "
            "are a part: --denominator INDICATOR, or --by DIM for the total along it");
    tt_proportions data = {.k = in->points.n,
                           .score = in->points.time,
                           .events = in->points.value,
                           .total = in->total};
    tt_ca_options options = {.method = wants_normal(in) ? TT_CA_ASYMPTOTIC : TT_CA_AUTO,
                             .alternative = alternative_of(in)};
    tt_ca_result r;
    tt_status status = tt_cochran_armitage(&data, &options, &r, err);
    if (status != TT_OK)
        return status;
    out->symbol = "chi2";
    out->statistic = r.chi2;
    out->effect = r.slope;
    out->p = r.p;
    out->p_normal = tt_tails_get(&r.asymptotic, options.alternative);
    out->how = isnan(r.exact.two_sided) ? "normal" : "exact";
    out->notes = r.notes;
    return TT_OK;
}

static tt_status cox_stuart(const cli_test_input *in, cli_test_result *out, tt_error *err)
{
    tt_coxstuart_result r;
    tt_status status = tt_coxstuart_test(&in->points, alternative_of(in), &r, err);
    if (status != TT_OK)
        return status;
    out->symbol = "rises";
    out->statistic = (double)r.rises;
    out->effect = r.rises + r.falls
                      ? ((double)r.rises - (double)r.falls) / ((double)r.rises + (double)r.falls)
                      : NAN;
    out->p = r.p;
    out->p_min = r.p_min;
    out->how = "exact";
    out->notes = r.notes;
    return TT_OK;
}

static tt_status spearman(const cli_test_input *in, cli_test_result *out, tt_error *err)
{
    tt_spearman_result r;
    tt_status status = tt_spearman_test(&in->points, &r, err);
    if (status != TT_OK)
        return status;
    tt_alternative alternative = alternative_of(in);
    int exact = !isnan(r.exact.two_sided) && !wants_normal(in);
    out->symbol = "rho";
    out->statistic = r.rho;
    out->effect = r.rho;
    out->p_normal = tt_tails_get(&r.student, alternative);
    out->p = exact ? tt_tails_get(&r.exact, alternative) : out->p_normal;
    if (isnan(out->p))
        out->p = 1; /* all values are equal */
    out->p_min = alternative == TT_TWO_SIDED ? r.p_min : r.p_min / 2;
    out->how = exact ? "exact" : "t";
    out->notes = r.notes;
    return TT_OK;
}

/* ---- tests of a step ---- */

static tt_status pettitt(const cli_test_input *in, cli_test_result *out, tt_error *err)
{
    tt_pettitt_result r;
    tt_status status = refuse_one_sided(in, err);
    if (status == TT_OK)
        status = tt_pettitt_test(
            &in->points, wants_normal(in) ? TT_PETTITT_APPROXIMATE : TT_PETTITT_AUTO, &r, err);
    if (status != TT_OK)
        return status;
    out->symbol = "K";
    out->statistic = r.k;
    out->p = r.p;
    out->p_min = r.p_min;
    out->how = isnan(r.p_exact) ? "approximate" : "exact";
    out->after = r.time_before;
    out->notes = r.notes;
    return TT_OK;
}

static tt_step_options step_options(const cli_test_input *in)
{
    return (tt_step_options){.replicates = (size_t)in->settings->replicates,
                             .seed = (uint64_t)in->settings->seed};
}

static void set_step(const tt_step_p *p, const tt_step_place *place, size_t replicates,
                     cli_test_result *out)
{
    out->statistic = p->value;
    out->p = p->p;
    out->p_min = 1 / (1 + (double)replicates);
    out->how = "simulated";
    out->mc_error = p->mc_error;
    out->after = place->time_before;
}

static tt_status buishand(const cli_test_input *in, cli_test_result *out, tt_error *err)
{
    tt_step_options options = step_options(in);
    tt_buishand_result r;
    tt_status status = refuse_one_sided(in, err);
    if (status == TT_OK)
        status = tt_buishand_test(&in->points, &options, &r, err);
    if (status != TT_OK)
        return status;
    out->symbol = "Q";
    set_step(&r.q, &r.place, r.replicates, out);
    out->notes = r.notes;
    return TT_OK;
}

static tt_status snht(const cli_test_input *in, cli_test_result *out, tt_error *err)
{
    tt_step_options options = step_options(in);
    tt_snht_result r;
    tt_status status = refuse_one_sided(in, err);
    if (status == TT_OK)
        status = tt_snht_test(&in->points, &options, &r, err);
    if (status != TT_OK)
        return status;
    out->symbol = "T0";
    set_step(&r.t, &r.place, r.replicates, out);
    out->notes = r.notes;
    return TT_OK;
}

static const cli_test table[] = {
    {"mannkendall", "mannkendall", mannkendall},
    {"hamed-rao", "serial", hamed_rao},
    {"yue-wang", "serial", yue_wang},
    {"yue-wang-lag1", "serial", yue_wang_lag1},
    {"prewhiten", "serial", prewhiten},
    {"tfpw", "serial", tfpw},
    {"bootstrap", "serial", bootstrap},
    {"seasonal", "seasonal", seasonal},
    {"cochran-armitage", "cochranarmitage", cochran_armitage},
    {"cox-stuart", "coxstuart", cox_stuart},
    {"spearman", "spearman", spearman},
    {"pettitt", "pettitt", pettitt},
    {"buishand", "buishand", buishand},
    {"snht", "snht", snht},
};

enum { TESTS = sizeof table / sizeof *table };

const cli_test *cli_tests(size_t *count)
{
    *count = TESTS;
    return table;
}

static tt_status unknown(const char *name, tt_error *err)
{
    tt_strbuf names = TT_STRBUF_INIT;
    for (size_t i = 0; i < TESTS; i++)
        tt_strbuf_addf(&names, "%s, ", table[i].name);
    tt_status status = tt_fail(err, TT_EUSAGE, "no test '%.40s'; there are %sand all", name,
                               tt_strbuf_text(&names));
    tt_strbuf_clear(&names);
    return status;
}

tt_status cli_tests_choose(const cli_list *names, char *wanted, tt_error *err)
{
    memset(wanted, 0, TESTS);
    wanted[0] = names->count == 0; /* Mann-Kendall */
    for (size_t i = 0; i < names->count; i++) {
        size_t t = 0;
        if (strcmp(names->item[i], "all") == 0) {
            memset(wanted, 1, TESTS);
            continue;
        }
        while (t < TESTS && strcmp(table[t].name, names->item[i]) != 0)
            t++;
        if (t == TESTS)
            return unknown(names->item[i], err);
        wanted[t] = 1;
    }
    return TT_OK;
}
