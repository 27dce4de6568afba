/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Joinpoint regression: published results, laws, and every error. */
#include <float.h>

#include "joinpoint_data.h"
#include "tiptrend/memory.h"

#define NCI     "export of NCI Joinpoint"
#define HALF(d) (0.5000001 * (d))

static void agree(const csv_rows *table, size_t row, size_t column, double value, double unit)
{
    const double expected = csv_number(table, row, column);
    if (!isnan(expected))
        check_abs(value, expected, HALF(unit), NCI);
}

static void nci_models(void **state)
{
    (void)state;
    csv_rows t;
    assert_int_equal(csv_read(DATA_ORACLES, "joinpoint_models.csv", &t), 0);
    for (size_t i = 0; i < t.count; i += csv_run(&t, i)) {
        data_series s;
        tt_joinpoint_result result;
        data_load(t.field[i][0], &s);
        data_fit(&s, NULL, &result);
        assert_int_equal(result.model_count, csv_run(&t, i)); /* n = 19: at most 3 */
        for (size_t r = i; r < i + csv_run(&t, i); r++) {
            const tt_joinpoint_model *m = &result.models[r - i];
            agree(&t, r, 1, (double)m->k, 1e-9);
            agree(&t, r, 2, (double)m->n, 1e-9);
            agree(&t, r, 3, (double)m->parameters, 1e-9);
            agree(&t, r, 4, m->df, 1e-9);
            agree(&t, r, 5, m->sse, 1e-7);
            check_abs(m->bic, csv_number(&t, r, 6), 6.2e-8, NCI);
            check_abs(m->bic3, csv_number(&t, r, 7), 6.2e-8, NCI);
            check_abs(m->weight, csv_number(&t, r, 8), 5e-6, NCI);
            check_abs(m->wbic, csv_number(&t, r, 9), 2e-6, NCI);
            agree(&t, r, 10, m->selected, 1e-9);
        }
        tt_joinpoint_clear(&result);
    }
    csv_clear(&t);
    check_done();
}

static void nci_estimates(void **state)
{
    (void)state;
    csv_rows t;
    assert_int_equal(csv_read(DATA_ORACLES, "joinpoint_estimates.csv", &t), 0);
    for (size_t i = 0; i < t.count; i++) {
        data_series s;
        tt_joinpoint_result result;
        data_load(t.field[i][0], &s);
        data_fit(&s, NULL, &result);
        const tt_joinpoint_model *m = &result.models[(size_t)csv_number(&t, i, 1)];
        const size_t j = (size_t)csv_number(&t, i, 2);
        agree(&t, i, 6, m->segment[j].intercept, 1e-6);
        agree(&t, i, 7, m->segment[j].intercept_se, 1e-6);
        agree(&t, i, 8, m->segment[j].intercept_p, 1e-6);
        agree(&t, i, 9, m->segment[j].slope.value, 1e-6);
        agree(&t, i, 10, m->segment[j].slope_se, 1e-6);
        agree(&t, i, 11, m->segment[j].p, 1e-6);
        if (j > 0) {
            agree(&t, i, 3, m->joinpoint[j - 1].at.value, 1e-9);
            agree(&t, i, 4, m->joinpoint[j - 1].at.low, 1e-9);
            agree(&t, i, 5, m->joinpoint[j - 1].at.high, 1e-9);
            agree(&t, i, 12, m->joinpoint[j - 1].slope_change, 1e-6);
            agree(&t, i, 13, m->joinpoint[j - 1].slope_change_se, 1e-6);
            agree(&t, i, 14, m->joinpoint[j - 1].slope_change_p, 1e-6);
        }
        tt_joinpoint_clear(&result);
    }
    csv_clear(&t);
    check_done();
}

static void nci_percent_changes(void **state)
{
    (void)state;
    csv_rows t;
    assert_int_equal(csv_read(DATA_ORACLES, "joinpoint_apc.csv", &t), 0);
    for (size_t i = 0; i < t.count; i++) {
        data_series s;
        tt_joinpoint_result result;
        data_load(t.field[i][0], &s);
        const int weighted = s.se[0] > 0;
        const tt_joinpoint_options options = {.max_joinpoints = 3,
                                              .weights =
                                                  weighted ? TT_JOINPOINT_SE : TT_JOINPOINT_EQUAL,
                                              .se = weighted ? s.se : NULL};
        data_fit(&s, &options, &result);
        const tt_joinpoint_model *m = &result.models[(size_t)csv_number(&t, i, 1)];
        check_true(m->selected); /* of nci_* by the permutation test, but WBIC agrees */
        const double unit = weighted ? 1e-2 : 1e-4;
        const int average = csv_is(&t, i, 2, "all");
        const tt_joinpoint_segment *g = &m->segment[average ? 0 : (size_t)csv_number(&t, i, 2)];
        const tt_joinpoint_aapc_result *a = &m->aapc[0];
        const tt_estimate *apc = average ? &a->aapc : &g->apc;
        agree(&t, i, 3, average ? a->start : g->start, 1e-9);
        agree(&t, i, 4, average ? a->end : g->end, 1e-9);
        agree(&t, i, 5, apc->value, unit);
        agree(&t, i, 6, apc->low, unit);
        agree(&t, i, 7, apc->high, unit);
        agree(&t, i, 8, (average ? a->p : g->p) < 0.05, 1e-9);
        agree(&t, i, 9, average ? a->statistic : g->t, 1e-4);
        agree(&t, i, 10, average ? a->p : g->p, 1e-6);
        tt_joinpoint_clear(&result);
    }
    csv_clear(&t);
    check_done();
}

/* NCI's sample with standard errors: sums of squares and criteria. */
static void weighted_sample(void **state)
{
    (void)state;
    const char *origin = "recomputed with independent code, printed digits";
    static const struct {
        const char *name;
        double sse[4];
        double wbic[5];
        double apc[4];
        size_t best_of_4;
    } rows[] = {
        {"nci_both",
         {1095.814, 308.4978, 138.1932, 47.62734},
         {3.64707, 2.65568, 2.12784, 1.40544, 1.48167},
         {0.8071, -1.8190, 1.6012, -2.5007},
         3},
        {"nci_male",
         {913.9682, 185.3105, 77.36712, 38.06437},
         {3.46561, 2.15400, 1.56914, 1.17824, NAN},
         {1.1081, -2.1508, 1.4423, -2.9149},
         4},
        {"nci_female",
         {329.5603, 149.361, 92.37408, 33.43387},
         {2.44557, 1.91289, 1.67483, 1.02854, NAN},
         {0.3091, -1.8636, 1.9357, -2.2136},
         3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        data_series s;
        tt_joinpoint_result result;
        data_load(rows[i].name, &s);
        const tt_joinpoint_options options = {
            .weights = TT_JOINPOINT_SE, .se = s.se, .max_joinpoints = 4};
        data_fit(&s, &options, &result);
        for (size_t k = 0; k <= 3; k++)
            check_rel(result.models[k].sse, rows[i].sse[k], 1e-6, origin);
        for (size_t k = 0; k <= 4; k++)
            if (!isnan(rows[i].wbic[k]))
                check_abs(result.models[k].wbic, rows[i].wbic[k], HALF(1e-5), origin);
        for (size_t j = 0; j <= 3; j++)
            check_abs(result.models[3].segment[j].apc.value, rows[i].apc[j], HALF(1e-4), origin);
        check_true(result.models[result.selected].k == rows[i].best_of_4);
        tt_joinpoint_clear(&result);
    }
    check_done();
}

static void belgian_aids(void **state)
{
    (void)state;
    const char *origin = "recomputed with independent code, printed digits";
    data_series s;
    tt_joinpoint_result result;
    data_load("aids", &s);
    data_fit(&s, NULL, &result);
    assert_int_equal(result.model_count, 3); /* n = 13 */
    const double sse[] = {1.135027, 0.2605845, 0.1334729};
    const double wbic[] = {-2.04369, -2.96856, -3.09549};
    const double apc[] = {70.3007, 26.2458, -5.2399};
    for (size_t k = 0; k <= 2; k++) {
        check_rel(result.models[k].sse, sse[k], 1e-6, origin);
        check_abs(result.models[k].wbic, wbic[k], HALF(1e-5), origin);
        check_abs(result.models[2].segment[k].apc.value, apc[k], HALF(1e-4), origin);
    }
    check_abs(result.models[1].joinpoint[0].at.value, 1987, 0, origin);
    check_abs(result.models[2].joinpoint[0].at.value, 1984, 0, origin);
    check_abs(result.models[2].joinpoint[1].at.value, 1991, 0, origin);
    tt_joinpoint_clear(&result);

    const tt_joinpoint_options options = {.weights = TT_JOINPOINT_COUNT};
    data_fit(&s, &options, &result);
    const double weighted[] = {71.00815, 19.6476, 6.42041};
    for (size_t k = 0; k <= 2; k++)
        check_rel(result.models[k].sse, weighted[k], 1e-6, origin);
    check_abs(result.models[1].joinpoint[0].at.value, 1988, 0, origin);
    check_abs(result.models[2].segment[0].apc.value, 74.3363, HALF(1e-4), origin);
    tt_joinpoint_clear(&result);
    check_done();
}

static void default_maximum(void **state)
{
    (void)state;
    const char *origin = "NCI 4.x: 0-6: 0, 7-11: 1, 12-16: 2, 17-21: 3, 22-26: 4, 27 on: 5";
    const struct {
        size_t n;
        size_t k;
    } rows[] = {{0, 0},  {6, 0},  {7, 1},  {11, 1}, {12, 2}, {16, 2},
                {17, 3}, {21, 3}, {22, 4}, {26, 4}, {27, 5}, {99, 5}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_abs((double)tt_joinpoint_default_max(rows[i].n), (double)rows[i].k, 0, origin);
    check_abs((double)tt_joinpoint_needed(0, 2, 2), 3, 0, "a line and its scatter");
    check_abs((double)tt_joinpoint_needed(1, 2, 2), 5, 0, "NCI: 2 end + (k - 1) between + k");
    check_abs((double)tt_joinpoint_needed(2, 2, 2), 8, 0, "NCI");
    check_abs((double)tt_joinpoint_needed(3, 2, 2), 11, 0, "NCI");
    check_abs((double)tt_joinpoint_needed(3, 3, 4), 17, 0, "NCI");
    check_done();
}

/* --- laws ------------------------------------------------------------------------------------- */

/* Values times c, years shifted: slopes, SSE and tests stay, intercepts and joinpoints move. */
static void scale_and_shift(void **state)
{
    (void)state;
    for (uint64_t seed = 0; seed < 12; seed++) {
        data_series s;
        data_series moved;
        tt_joinpoint_result a;
        tt_joinpoint_result b;
        data_random(14, seed % 2 == 0, seed, &s);
        moved = s;
        for (size_t i = 0; i < s.n; i++) {
            moved.value[i] *= 1000;
            moved.time[i] += 16;
        }
        data_fit(&s, NULL, &a);
        data_fit(&moved, NULL, &b);
        check_true(a.selected == b.selected);
        for (size_t k = 0; k < a.model_count; k++) {
            const tt_joinpoint_model *m = &a.models[k];
            check_rel(b.models[k].sse, m->sse, 1e-10, "law of scale");
            check_rel(b.models[k].wbic, m->wbic, 1e-10, "law of scale");
            for (size_t j = 0; j <= k; j++) {
                const tt_joinpoint_segment *x = &m->segment[j];
                const tt_joinpoint_segment *y = &b.models[k].segment[j];
                check_abs(y->slope.value, x->slope.value, 1e-11, "law of scale");
                check_abs(y->p, x->p, 1e-9, "law of scale");
                check_abs(y->intercept, x->intercept - 16 * x->slope.value + log(1000), 1e-8,
                          "law of shift");
            }
            for (size_t j = 0; j < k; j++) {
                check_abs(b.models[k].joinpoint[j].at.value, m->joinpoint[j].at.value + 16, 0,
                          "law of shift");
                check_abs(b.models[k].joinpoint[j].at.low, m->joinpoint[j].at.low + 16, 0,
                          "law of shift");
            }
        }
        tt_joinpoint_clear(&a);
        tt_joinpoint_clear(&b);
    }
    check_done();
}

/* Time turned round: joinpoints mirrored, slopes of the other sign. */
static void reversal(void **state)
{
    (void)state;
    for (uint64_t seed = 20; seed < 32; seed++) {
        data_series s;
        tt_joinpoint_result a;
        tt_joinpoint_result b;
        data_random(17, seed % 2 == 0, seed, &s);
        data_series back = s;
        for (size_t i = 0; i < s.n; i++) {
            back.time[i] = -s.time[s.n - 1 - i];
            back.value[i] = s.value[s.n - 1 - i];
        }
        data_fit(&s, NULL, &a);
        data_fit(&back, NULL, &b);
        for (size_t k = 0; k < a.model_count; k++) {
            check_rel(b.models[k].sse, a.models[k].sse, 1e-10, "law of reversal");
            for (size_t j = 0; j < k; j++) {
                const tt_joinpoint_point *x = &a.models[k].joinpoint[j];
                const tt_joinpoint_point *y = &b.models[k].joinpoint[k - 1 - j];
                check_abs(y->at.value, -x->at.value, 0, "law of reversal");
                check_abs(y->at.low, -x->at.high, 0, "law of reversal");
                check_abs(y->at.high, -x->at.low, 0, "law of reversal");
                check_abs(y->slope_change, x->slope_change, 1e-11, "law of reversal");
            }
            check_abs(b.models[k].segment[0].slope.value, -a.models[k].segment[k].slope.value,
                      1e-11, "law of reversal");
            /* the weight's windows leave out the left neighbour's observation and not the right
             * one's, so it is not symmetrical; with one joinpoint there are no neighbours */
            if (k <= 1)
                check_rel(b.models[k].wbic, a.models[k].wbic, 1e-10, "law of reversal");
        }
        tt_joinpoint_clear(&a);
        tt_joinpoint_clear(&b);
    }
    check_done();
}

/* What holds for any result. */
static void check_model(const tt_joinpoint_model *m, const data_series *s)
{
    double previous = -INFINITY;
    double sse = 0;
    for (size_t j = 0; j < m->k; j++) {
        const tt_joinpoint_point *point = &m->joinpoint[j];
        check_true(point->at.low <= point->at.value && point->at.value <= point->at.high);
        check_true(point->at.value > previous);
        previous = point->at.value;
        check_true(point->slope_change_p >= 0 && point->slope_change_p <= 1);
        const double left = m->segment[j].intercept + m->segment[j].slope.value * point->at.value;
        const double right =
            m->segment[j + 1].intercept + m->segment[j + 1].slope.value * point->at.value;
        check_abs(left, right, 1e-9, "segments meet");
    }
    for (size_t j = 0; j <= m->k; j++) {
        const tt_joinpoint_segment *g = &m->segment[j];
        check_true(g->p >= 0 && g->p <= 1);
        check_true(g->slope.low < g->slope.value && g->slope.value < g->slope.high);
        check_true((g->p < 0.05) == (g->slope.low > 0 || g->slope.high < 0));
        check_true((g->apc.low > 0) == (g->slope.low > 0));
    }
    for (size_t i = 0; i < s->n; i++) {
        sse += m->residual[i] * m->residual[i];
        check_abs(m->fitted[i], tt_joinpoint_predict(m, s->time[i]), 1e-9, "fitted = predicted");
        check_abs(m->fitted[i] + m->residual[i], log(s->value[i]), 1e-12, "parts of y");
    }
    check_rel(m->sse, sse, 1e-10, "SSE of the residuals");
    check_true(m->weight >= 0 && m->weight <= 1);
    check_abs(m->wbic, (1 - m->weight) * m->bic + m->weight * m->bic3, 1e-12, "definition");
}

static void parts_agree(void **state)
{
    (void)state;
    for (uint64_t seed = 100; seed < 130; seed++) {
        data_series s;
        tt_joinpoint_result r;
        data_random(12 + seed % 16, seed % 3 == 0, seed, &s);
        data_fit(&s, NULL, &r);
        for (size_t k = 0; k < r.model_count; k++) {
            check_model(&r.models[k], &s);
            check_true(r.models[k].selected == (k == r.selected));
            check_true(r.models[r.selected].wbic <= r.models[k].wbic);
        }
        check_abs(r.models[1].weight, 1 - r.models[1].sse / r.models[0].sse, 1e-12,
                  "with one joinpoint the window is all the data");
        tt_joinpoint_clear(&r);
    }
    check_done();
}

/* Standard errors times c: weights fall by c^2, everything but the SSE stays. */
static void scale_of_weights(void **state)
{
    (void)state;
    data_series s;
    tt_joinpoint_result a;
    tt_joinpoint_result b;
    data_load("nci_male", &s);
    tt_joinpoint_options options = {.weights = TT_JOINPOINT_SE, .se = s.se, .max_joinpoints = 2};
    data_fit(&s, &options, &a);
    for (size_t i = 0; i < s.n; i++)
        s.se[i] *= 3;
    data_fit(&s, &options, &b);
    for (size_t k = 0; k <= 2; k++) {
        check_rel(b.models[k].sse, a.models[k].sse / 9, 1e-12, "law of weights");
        check_rel(b.models[k].weight, a.models[k].weight, 1e-10, "law of weights");
        check_rel(b.models[k].segment[0].slope_se, a.models[k].segment[0].slope_se, 1e-10,
                  "law of weights");
    }
    tt_joinpoint_clear(&a);
    tt_joinpoint_clear(&b);
    /* counts as weights are standard errors of sqrt(count); on the linear scale too */
    for (int scale = 0; scale <= 1; scale++) {
        data_load("aids", &s);
        for (size_t i = 0; i < s.n; i++)
            s.se[i] = sqrt(s.value[i]);
        options = (tt_joinpoint_options){
            .scale = (tt_joinpoint_scale)scale, .weights = TT_JOINPOINT_SE, .se = s.se};
        data_fit(&s, &options, &a);
        options.weights = TT_JOINPOINT_COUNT;
        data_fit(&s, &options, &b);
        check_rel(b.models[2].sse, a.models[2].sse, 1e-12, "w = count, 1 / count");
        tt_joinpoint_clear(&a);
        tt_joinpoint_clear(&b);
    }
    check_done();
}

/* A constant exposure and another `per` move the level only. */
static void exposure(void **state)
{
    (void)state;
    data_series s;
    tt_joinpoint_result a;
    tt_joinpoint_result b;
    double people[DATA_LONGEST];
    data_load("aids", &s);
    for (size_t i = 0; i < s.n; i++)
        people[i] = 1e7;
    data_fit(&s, NULL, &a);
    tt_points points = data_points(&s);
    points.exposure = people;
    tt_joinpoint_options options = {.per = 1e5};
    tt_error err = {0};
    check_status(tt_joinpoint_fit(&points, &options, &b, &err), TT_OK, &err);
    check_rel(b.models[2].sse, a.models[2].sse, 1e-10, "law of level");
    check_abs(b.models[2].segment[1].intercept, a.models[2].segment[1].intercept - log(100), 1e-8,
              "1e5 per 1e7");
    tt_joinpoint_clear(&b);
    /* linear: 1 / count for counts, exposure^2 / count for rates (here times 1e-10) */
    options.scale = TT_JOINPOINT_LINEAR;
    options.weights = TT_JOINPOINT_COUNT;
    check_status(tt_joinpoint_fit(&points, &options, &b, &err), TT_OK, &err);
    tt_joinpoint_clear(&a);
    options.per = 0;
    data_fit(&s, &options, &a);
    check_rel(b.models[2].sse, a.models[2].sse, 1e-10, "Poisson weights have no unit");
    check_rel(b.models[2].segment[0].apc.value, a.models[2].segment[0].apc.value / 100, 1e-10,
              "slope of a rate");
    tt_joinpoint_clear(&a);
    tt_joinpoint_clear(&b);
    check_done();
}

/* Strong trends in long series have a p far out in the tail of t, where libraries keep six digits. */
static void far_tail(void **state)
{
    (void)state;
    static const double values[] = {
        1000, 1196, 1108, 1129, 1044, 889,  1005, 953,  1314, 1091, 1369, 1272, 1022, 1287,
        1002, 1368, 1212, 1588, 1680, 1382, 1429, 1332, 1613, 1649, 1598, 2103, 1731, 1318,
        1820, 2187, 2117, 1666, 2093, 1700, 1522, 1909, 2425, 2129, 2446, 2050, 1997, 2348};
    enum { N = sizeof values / sizeof *values };
    double years[N];
    for (size_t i = 0; i < N; i++)
        years[i] = 1980 + (double)i;
    const tt_points points = {N, years, values, NULL};
    const tt_joinpoint_options options = {.max_joinpoints = TT_JOINPOINT_NONE};
    tt_joinpoint_result r;
    tt_error err = {0};
    check_status(tt_joinpoint_fit(&points, &options, &r, &err), TT_OK, &err);
    const tt_joinpoint_segment *line = &r.models[0].segment[0];
    check_rel(line->t, 12.0377329673212413328603, 1e-12, "mpmath, 30 digits");
    check_rel(line->p, 7.08677788731142966602391e-15, 1e-11, "mpmath, 30 digits");
    tt_joinpoint_clear(&r);
    check_done();
}

static void averages(void **state)
{
    (void)state;
    data_series s;
    tt_joinpoint_result r;
    data_load("nci_both", &s);
    const tt_joinpoint_range ranges[] = {{2000, 2009}, {1990, 2000}, {1995, 1998}};
    const tt_joinpoint_options options = {.weights = TT_JOINPOINT_SE,
                                          .se = s.se,
                                          .max_joinpoints = 3,
                                          .ranges = ranges,
                                          .range_count = 3};
    data_fit(&s, &options, &r);
    const tt_joinpoint_model *m = &r.models[3];
    assert_int_equal(m->aapc_count, 4);
    check_abs(m->aapc[0].aapc.value, -0.9779, HALF(1e-4), "recomputed with independent code");
    /* inside one segment: that segment's change, with t */
    check_rel(m->aapc[1].aapc.value, m->segment[3].apc.value, 1e-12, "last segment");
    check_rel(m->aapc[1].aapc.low, m->segment[3].apc.low, 1e-12, "last segment");
    check_rel(m->aapc[1].p, m->segment[3].p, 1e-12, "last segment");
    check_rel(m->aapc[3].statistic, m->segment[2].t, 1e-12, "a whole segment");
    /* 1990-1995, 1995-1998, 1998-2000 */
    const double mean = (5 * m->segment[1].slope.value + 3 * m->segment[2].slope.value +
                         2 * m->segment[3].slope.value) /
                        10;
    const double se =
        sqrt(25 * pow(m->segment[1].slope_se, 2) + 9 * pow(m->segment[2].slope_se, 2) +
             4 * pow(m->segment[3].slope_se, 2)) /
        10;
    check_rel(m->aapc[2].aapc.value, 100 * expm1(mean), 1e-12, "weighted by length");
    check_rel(m->aapc[2].aapc.high, 100 * expm1(mean + 1.959963984540054 * se), 1e-12, "normal");
    check_rel(m->aapc[2].statistic, mean / se, 1e-12, "normal");

    tt_joinpoint_aapc_result out;
    tt_error err = {0};
    check_status(
        tt_joinpoint_aapc(m, TT_JOINPOINT_LOG, (tt_joinpoint_range){1970, 1990}, 0.95, &out, &err),
        TT_EDOMAIN, &err);
    tt_error_clear(&err);
    check_status(
        tt_joinpoint_aapc(m, TT_JOINPOINT_LOG, (tt_joinpoint_range){1990, 1990}, 0.95, &out, &err),
        TT_EDOMAIN, &err);
    tt_error_clear(&err);
    check_status(
        tt_joinpoint_aapc(m, TT_JOINPOINT_LOG, (tt_joinpoint_range){1990, 2000}, 1, &out, &err),
        TT_EUSAGE, &err);
    tt_error_clear(&err);
    check_status(
        tt_joinpoint_aapc(m, TT_JOINPOINT_LOG, (tt_joinpoint_range){NAN, 2000}, 0.9, &out, &err),
        TT_ENONFINITE, &err);
    tt_error_clear(&err);
    check_status(tt_joinpoint_aapc(NULL, TT_JOINPOINT_LOG, (tt_joinpoint_range){1990, 2000}, 0.9,
                                   &out, &err),
                 TT_EUSAGE, &err);
    tt_error_clear(&err);
    check_status(
        tt_joinpoint_aapc(m, TT_JOINPOINT_LOG, (tt_joinpoint_range){1990, 2000}, 0.9, NULL, &err),
        TT_EUSAGE, &err);
    tt_joinpoint_clear(&r);
    check_done();
}

/* --- special data ----------------------------------------------------------------------------- */

static void perfect_fits(void **state)
{
    (void)state;
    data_series s = {.n = 12};
    tt_joinpoint_result r;
    for (size_t i = 0; i < s.n; i++) {
        s.time[i] = 2000 + (double)i;
        s.value[i] = ldexp(1, (int)i);
    }
    data_fit(&s, NULL, &r);
    assert_int_equal(r.selected, 0); /* not the largest k, though its rounding may be smaller */
    check_true(r.notes & TT_NOTE_PERFECT_FIT);
    check_true(r.notes & TT_NOTE_NO_LIMITS);
    check_abs(r.models[0].sse, 0, 0, "an exact exponential");
    check_rel(r.models[0].segment[0].apc.value, 100, 1e-12, "doubles every year");
    check_true(isnan(r.models[0].segment[0].p) && isnan(r.models[0].segment[0].apc.low));
    tt_joinpoint_clear(&r);
    /* two exact pieces: k = 1 is enough, and the permutation test rejects k = 0 */
    for (size_t i = 0; i < s.n; i++)
        s.value[i] = exp(0.1 * (double)i + 0.3 * fmax(0, (double)i - 6));
    tt_joinpoint_options options = {.select = TT_JOINPOINT_PERMUTATION, .max_joinpoints = 2};
    for (int by = 0; by <= 3; by++) {
        options.select = (tt_joinpoint_select)by;
        data_fit(&s, &options, &r);
        check_true(r.models[r.selected].k == 1);
        check_abs(r.models[1].joinpoint[0].at.value, 2006, 0, "made so");
        tt_joinpoint_clear(&r);
    }
    check_done();
}

static void few_observations(void **state)
{
    (void)state;
    data_series s;
    tt_joinpoint_result r;
    data_random(5, 0, 3, &s);
    data_fit(&s, NULL, &r);
    assert_int_equal(r.model_count, 1);
    check_true(r.notes & TT_NOTE_SMALL_N);
    tt_joinpoint_clear(&r);
    /* 5 observations carry one joinpoint, but no standard errors: n - 2 - 3k = 0 */
    tt_joinpoint_options options = {.max_joinpoints = 1, .min_joinpoints = 1};
    data_fit(&s, &options, &r);
    check_true(r.models[0].notes & TT_NOTE_NO_LIMITS);
    check_abs(r.models[0].se_df, 0, 0, "5 - 1 - 4");
    check_true(isnan(r.models[0].segment[0].slope_se) && isnan(r.models[0].aapc[0].p));
    check_true(isfinite(r.models[0].segment[0].apc.value));
    tt_joinpoint_clear(&r);
    /* a default that does not fit is lowered: 12 observations, 4 at the ends: k = 1, not 2 */
    data_random(12, 0, 4, &s);
    options = (tt_joinpoint_options){.min_end = 5};
    data_fit(&s, &options, &r);
    assert_int_equal(r.max_joinpoints, 1);
    tt_joinpoint_clear(&r);
    options = (tt_joinpoint_options){.max_joinpoints = TT_JOINPOINT_NONE};
    data_fit(&s, &options, &r);
    assert_int_equal(r.max_joinpoints, 0);
    tt_joinpoint_clear(&r);
    check_done();
}

/* Segments of one kept observation count with the rank they have (NCI, generalised inverse). */
static void rank_of_short_segments(void **state)
{
    (void)state;
    data_series s;
    tt_joinpoint_result r;
    data_random(14, 0, 9, &s);
    s.value[1] *= 3; /* a spike that a joinpoint at the second observation follows */
    const tt_joinpoint_options options = {.min_end = 1, .min_between = 1, .max_joinpoints = 2};
    data_fit(&s, &options, &r);
    const tt_joinpoint_model *m = &r.models[2];
    check_abs(m->joinpoint[0].at.value, s.time[1], 0, "the spike");
    check_true(isnan(m->segment[0].slope_se));
    check_true(m->notes & TT_NOTE_NO_LIMITS);
    size_t short_ones = 0;
    for (size_t j = 0; j <= 2; j++) {
        const double years = m->segment[j].end - m->segment[j].start;
        const double kept = j == 1 ? years - 1 : years; /* without the joinpoints */
        short_ones += kept == 1;
        check_true(isnan(m->segment[j].slope_se) == (kept < 2));
    }
    check_abs(m->se_df, 14 - 2 - (6 - (double)short_ones), 0, "n - dropped - rank");
    tt_joinpoint_clear(&r);
    check_done();
}

static void zero_counts(void **state)
{
    (void)state;
    data_series s;
    tt_joinpoint_result a;
    tt_joinpoint_result b;
    data_load("aids", &s);
    s.value[2] = 0;
    data_fit(&s, NULL, &a);
    check_true(a.notes & TT_NOTE_ZERO_HALF);
    s.value[2] = 0.5;
    data_fit(&s, NULL, &b);
    check_true(!(b.notes & TT_NOTE_ZERO_HALF));
    check_abs(a.models[1].sse, b.models[1].sse, 0, "0 is taken as 0.5");
    tt_joinpoint_clear(&a);
    tt_joinpoint_clear(&b);
    check_done();
}

static void gaps_are_noted(void **state)
{
    (void)state;
    data_series s;
    tt_joinpoint_result r;
    data_random(14, 0, 5, &s);
    data_fit(&s, NULL, &r);
    check_true(!(r.notes & TT_NOTE_GAPS));
    tt_joinpoint_clear(&r);
    s.time[13] += 3;
    data_fit(&s, NULL, &r);
    check_true(r.notes & TT_NOTE_GAPS);
    tt_joinpoint_clear(&r);
    check_done();
}

/* --- errors ----------------------------------------------------------------------------------- */

static void refuses(data_series s, tt_joinpoint_options options, tt_status expected)
{
    const tt_points points = data_points(&s);
    tt_joinpoint_result result = {.n = 99};
    tt_error err = {0};
    if (options.weights == TT_JOINPOINT_SE && options.se)
        options.se = s.se;
    check_status(tt_joinpoint_fit(&points, &options, &result, &err), expected, &err);
    check_true(!result.models && !result.tests && result.n == 0);
    check_true(err.message[0] != '\0' && err.where != NULL);
}

static void errors_of_the_data(void **state)
{
    (void)state;
    data_series good;
    data_random(14, 0, 1, &good);
    const tt_joinpoint_options none = {0};
    data_series s = good;
    s.value[3] = NAN;
    refuses(s, none, TT_ENONFINITE);
    s = good;
    s.time[3] = INFINITY;
    refuses(s, none, TT_ENONFINITE);
    s = good;
    s.time[3] = s.time[2];
    refuses(s, none, TT_EDOMAIN);
    s = good;
    s.value[3] = -1;
    refuses(s, none, TT_EDOMAIN);
    refuses(s, (tt_joinpoint_options){.scale = TT_JOINPOINT_LINEAR, .weights = TT_JOINPOINT_COUNT},
            TT_EDOMAIN);
    s = good;
    s.value[3] = 0; /* the others are no counts */
    refuses(s, none, TT_EDOMAIN);
    s = good;
    s.n = 2;
    refuses(s, none, TT_ETOOFEW);
    s = good;
    s.se[2] = 0;
    refuses(s, (tt_joinpoint_options){.weights = TT_JOINPOINT_SE, .se = s.se}, TT_EDOMAIN);
    s.se[2] = NAN;
    refuses(s, (tt_joinpoint_options){.weights = TT_JOINPOINT_SE, .se = s.se}, TT_ENONFINITE);
    s.se[2] = 1e-300;
    refuses(s, (tt_joinpoint_options){.weights = TT_JOINPOINT_SE, .se = s.se}, TT_EDOMAIN);

    double people[14] = {0};
    tt_points points = data_points(&good);
    points.exposure = people;
    tt_joinpoint_result result;
    tt_error err = {0};
    check_status(tt_joinpoint_fit(&points, NULL, &result, &err), TT_EDOMAIN, &err);
    people[0] = NAN;
    tt_error_clear(&err);
    check_status(tt_joinpoint_fit(&points, NULL, &result, &err), TT_ENONFINITE, &err);
    tt_error_clear(&err);
    check_status(tt_joinpoint_fit(NULL, NULL, &result, &err), TT_EUSAGE, &err);
    tt_error_clear(&err);
    check_status(tt_joinpoint_fit(&points, NULL, NULL, &err), TT_EUSAGE, &err);
    check_done();
}

static void errors_of_the_options(void **state)
{
    (void)state;
    data_series s;
    data_random(14, 0, 1, &s);
    const tt_joinpoint_range outside = {1980, 1995};
    const struct {
        tt_joinpoint_options options;
        tt_status status;
    } rows[] = {
        {{.max_joinpoints = 5}, TT_ETOOFEW},
        {{.max_joinpoints = 10}, TT_EUSAGE},
        {{.max_joinpoints = -2}, TT_EUSAGE},
        {{.max_joinpoints = 1, .min_joinpoints = 2}, TT_EUSAGE},
        {{.max_joinpoints = TT_JOINPOINT_NONE, .min_joinpoints = 1}, TT_EUSAGE},
        {{.min_joinpoints = -1}, TT_EUSAGE},
        {{.min_joinpoints = 5}, TT_ETOOFEW},
        {{.min_end = -1}, TT_EUSAGE},
        {{.min_between = -1}, TT_EUSAGE},
        {{.grid_between = 10}, TT_EUSAGE},
        {{.alpha = 1}, TT_EDOMAIN},
        {{.conf = -0.5}, TT_EUSAGE},
        {{.conf = NAN}, TT_EUSAGE},
        {{.per = -1}, TT_EDOMAIN},
        {{.per = INFINITY}, TT_EDOMAIN},
        {{.permutations = 20000000}, TT_ELIMIT},
        {{.resamples = 20000000}, TT_ELIMIT},
        {{.enumerate_n = 11}, TT_ELIMIT},
        {{.weights = TT_JOINPOINT_SE}, TT_EUSAGE},
        {{.weights = (tt_joinpoint_weights)7}, TT_EUSAGE},
        {{.method = TT_JOINPOINT_HUDSON, .min_end = 1}, TT_EUSAGE},
        {{.serial = TT_JOINPOINT_AR1_GIVEN, .rho = 1}, TT_EDOMAIN},
        {{.serial = TT_JOINPOINT_AR1_GIVEN, .rho = 0.5, .grid_between = 1}, TT_EUSAGE},
        {{.serial = TT_JOINPOINT_AR1_ESTIMATED, .method = TT_JOINPOINT_HUDSON}, TT_EUSAGE},
        {{.range_count = 1}, TT_EUSAGE},
        {{.range_count = 1, .ranges = &outside}, TT_EDOMAIN},
        {{.break_kind = TT_JOINPOINT_JUMP, .break_after = NAN}, TT_ENONFINITE},
        {{.break_kind = TT_JOINPOINT_JUMP, .break_after = 1991}, TT_ETOOFEW},
        {{.break_kind = TT_JOINPOINT_JUMP, .break_after = 2003}, TT_ETOOFEW},
        {{.break_kind = TT_JOINPOINT_JUMP, .break_after = 1995, .method = TT_JOINPOINT_HUDSON},
         TT_EUSAGE},
        {{.break_kind = TT_JOINPOINT_RATIO, .break_after = 1995}, TT_EDOMAIN},
        {{.break_kind = TT_JOINPOINT_RATIO, .break_after = 1995, .ratio = 2, .ratio_variance = -1},
         TT_EDOMAIN},
        {{.break_kind = TT_JOINPOINT_RATIO, .break_after = 1995, .ratio = 2, .ratio_variance = 1},
         TT_EUSAGE},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        refuses(s, rows[i].options, rows[i].status);
    check_done();
}

/* Grids beyond the limits, and models beyond them. */
static void errors_of_size(void **state)
{
    (void)state;
    static double time[2000];
    static double value[2000];
    for (size_t i = 0; i < 2000; i++) {
        time[i] = (double)i;
        value[i] = 2 + sin((double)i);
    }
    tt_joinpoint_result result;
    tt_error err = {0};
    tt_points points = {.n = 2000, .time = time, .value = value};
    check_status(tt_joinpoint_fit(&points, NULL, &result, &err), TT_ELIMIT, &err);
    points.n = 120;
    tt_joinpoint_options options = {.min_joinpoints = 9, .max_joinpoints = 9};
    tt_error_clear(&err);
    check_status(tt_joinpoint_fit(&points, &options, &result, &err), TT_ELIMIT, &err);
    options = (tt_joinpoint_options){
        .min_joinpoints = 3, .max_joinpoints = 4, .select = TT_JOINPOINT_PERMUTATION};
    points.n = 240;
    tt_error_clear(&err);
    options.min_joinpoints = options.max_joinpoints - 1;
    options.min_end = 20;
    options.min_between = 1;
    options.grid_between = 1;
    points.n = 200;
    options.max_joinpoints = 3;
    options.min_joinpoints = 0;
    options.grid_between = 3;
    options.permutations = 1;
    check_status(tt_joinpoint_fit(&points, &options, &result, &err), TT_ELIMIT, &err);
    check_done();
}

/* Every allocation in turn fails: a clean error each time. */
static void out_of_memory(void **state)
{
    (void)state;
    data_series s;
    data_random(13, 0, 2, &s);
    const tt_points points = data_points(&s);
    const tt_joinpoint_options rows[] = {
        {.select = TT_JOINPOINT_PERMUTATION,
         .permutations = 20,
         .enumerate_n = -1,
         .limits = TT_JOINPOINT_EMPIRICAL,
         .resamples = 20,
         .threads = 2},
        {.serial = TT_JOINPOINT_AR1_ESTIMATED, .max_joinpoints = 1},
        {.break_kind = TT_JOINPOINT_JUMP,
         .break_after = 1996,
         .max_joinpoints = 1,
         .limits = TT_JOINPOINT_EMPIRICAL,
         .resamples = 20},
    };
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        tt_joinpoint_result result = {0};
        tt_status status = TT_ENOMEM;
        size_t fail_at = 0;
        while (status == TT_ENOMEM && fail_at < 2000) {
            tt_error err = {0};
            tt_memory_fail_at(++fail_at);
            status = tt_joinpoint_fit(&points, &rows[r], &result, &err);
            tt_memory_fail_at(0);
            check_true(status == TT_OK || (status == TT_ENOMEM && !result.models));
        }
        check_true(status == TT_OK && fail_at > 10);
        tt_joinpoint_clear(&result);
    }
    tt_joinpoint_clear(NULL);
    check_done();
}

static int prepare(void **state)
{
    (void)state;
    tt_runtime_init();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nci_models),
        cmocka_unit_test(nci_estimates),
        cmocka_unit_test(nci_percent_changes),
        cmocka_unit_test(weighted_sample),
        cmocka_unit_test(belgian_aids),
        cmocka_unit_test(default_maximum),
        cmocka_unit_test(scale_and_shift),
        cmocka_unit_test(reversal),
        cmocka_unit_test(parts_agree),
        cmocka_unit_test(scale_of_weights),
        cmocka_unit_test(exposure),
        cmocka_unit_test(far_tail),
        cmocka_unit_test(averages),
        cmocka_unit_test(perfect_fits),
        cmocka_unit_test(few_observations),
        cmocka_unit_test(rank_of_short_segments),
        cmocka_unit_test(zero_counts),
        cmocka_unit_test(gaps_are_noted),
        cmocka_unit_test(errors_of_the_data),
        cmocka_unit_test(errors_of_the_options),
        cmocka_unit_test(errors_of_size),
        cmocka_unit_test(out_of_memory),
    };
    return cmocka_run_group_tests(tests, prepare, NULL);
}
