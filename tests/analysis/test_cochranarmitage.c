/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rank_oracle.h"
#include "tiptrend/cochranarmitage.h"
#include "tiptrend/memory.h"
#include "tiptrend/rng.h"

#define TIGHT 1e-12

static tt_ca_result run(const double *score, const double *events, const double *total, size_t k,
                        tt_ca_method method)
{
    tt_proportions in = {k, score, events, total};
    tt_ca_options opt = {.method = method};
    tt_ca_result out;
    tt_error err = {0};
    check_status(tt_cochran_armitage(&in, &opt, &out, &err), TT_OK, &err);
    return out;
}

static void published(void **state)
{
    (void)state;
    static const double smokers[] = {83, 90, 129, 70};
    static const double patients[] = {86, 93, 136, 82};
    static const double group[] = {1, 2, 3, 4};
    tt_ca_result r = run(group, smokers, patients, 4, TT_CA_AUTO);
    check_abs(r.chi2, 8.2249, 5e-5, "R help page of prop.trend.test; Fleiss");
    check_rel(r.chi2, 8.2249222852, 1e-10, "R prop.trend.test");
    check_rel(r.asymptotic.two_sided, 0.00413189747764, 1e-11, "R prop.trend.test");
    check_rel(r.chi2_total, 12.6004112971, 1e-11, "R prop.test");
    check_rel(r.chi2_rest, 12.6004112971 - 8.2249222852, 1e-9, "R, by difference");
    check_true(r.z < 0 && r.slope < 0 && !isnan(r.exact.two_sided));
    check_rel(r.exact.two_sided, r.asymptotic.two_sided, 0.25, "the same order of magnitude");
    static const double malformed[] = {48, 38, 5, 1, 1};
    static const double births[] = {17114, 14502, 793, 127, 38};
    static const double drinks[] = {0, 0.5, 1.5, 4, 7};
    r = run(drinks, malformed, births, 5, TT_CA_ASYMPTOTIC);
    check_abs(r.chi2, 6.5701, 5e-5, "Agresti, alcohol and malformation");
    check_rel(r.chi2, 6.57013394471, 1e-11, "R prop.trend.test");
    check_rel(r.p, 0.010370414573, 1e-10, "R prop.trend.test");
    check_rel(r.chi2_total, 12.0820548093, 1e-11, "R prop.test");
    check_true((r.notes & TT_NOTE_ASYMPTOTIC) != 0 && isnan(r.exact.two_sided));
    check_done();
}

static double choose(double n, double k)
{
    double c = 1;
    for (double i = 1; i <= k; i++)
        c = c * (n - k + i) / i;
    return c;
}

/* All tables with the margins of the one at hand, weight by weight; up to 4 groups. */
static void enumerate(const double *score, const double *events, const double *total, size_t k)
{
    double x_all = 0;
    double n_all = 0;
    double observed = 0;
    double centre = 0;
    for (size_t i = 0; i < k; i++) {
        x_all += events[i];
        n_all += total[i];
        observed += events[i] * score[i];
        centre += total[i] * score[i];
    }
    centre *= x_all / n_all;
    double weight[4] = {0}; /* total, greater, less, two-sided */
    double x[4] = {0};
    for (;;) {
        double sum = 0;
        double t = 0;
        double w = 1;
        for (size_t i = 0; i < k; i++) {
            sum += x[i];
            t += x[i] * score[i];
            w *= choose(total[i], x[i]);
        }
        if (sum == x_all) {
            weight[0] += w;
            weight[1] += t >= observed - 1e-9 ? w : 0;
            weight[2] += t <= observed + 1e-9 ? w : 0;
            weight[3] += fabs(t - centre) >= fabs(observed - centre) - 1e-9 ? w : 0;
        }
        size_t i = 0;
        while (i < k && x[i] == total[i])
            x[i++] = 0;
        if (i == k)
            break;
        x[i]++;
    }
    tt_ca_result r = run(score, events, total, k, TT_CA_EXACT);
    check_rel(r.exact.greater, weight[1] / weight[0], TIGHT, "full enumeration of tables");
    check_rel(r.exact.less, weight[2] / weight[0], TIGHT, "full enumeration of tables");
    check_rel(r.exact.two_sided, weight[3] / weight[0], TIGHT, "full enumeration of tables");
    check_true(r.p == r.exact.two_sided && !(r.notes & TT_NOTE_ASYMPTOTIC));
}

static void full_enumeration(void **state)
{
    (void)state;
    for (uint64_t trial = 0; trial < 60; trial++) {
        tt_rng rng;
        tt_rng_start(&rng, 81, trial);
        size_t k = 2 + tt_rng_below(&rng, 3);
        double score[4];
        double events[4];
        double total[4];
        double all = 0;
        double out_of = 0;
        for (size_t i = 0; i < k; i++) {
            double step = trial % 3 == 0 ? 1 : trial % 3 == 1 ? 0.5 : 1.0 / 12;
            score[i] = 2001 + step * (double)(2 * i * i + tt_rng_below(&rng, 2));
            total[i] = 1 + (double)tt_rng_below(&rng, 9);
            events[i] = (double)tt_rng_below(&rng, (size_t)total[i] + 1);
            all += events[i];
            out_of += total[i];
        }
        if (all > 0 && all < out_of)
            enumerate(score, events, total, k);
    }
    check_done();
}

static void laws(void **state)
{
    (void)state;
    static const double year[] = {2015, 2016, 2017, 2018};
    static const double total[] = {36, 127, 40, 60};
    static const double events[] = {10, 51, 19, 33};
    tt_ca_result a = run(year, events, total, 4, TT_CA_AUTO);
    double other[4];
    double score[4];
    for (size_t i = 0; i < 4; i++)
        other[i] = total[i] - events[i]; /* events and non-events change places */
    tt_ca_result b = run(year, other, total, 4, TT_CA_AUTO);
    check_rel(b.z, -a.z, TIGHT, "complement");
    check_rel(b.slope, -a.slope, TIGHT, "complement");
    check_rel(b.exact.two_sided, a.exact.two_sided, TIGHT, "complement");
    check_rel(b.exact.greater, a.exact.less, TIGHT, "complement");
    for (size_t i = 0; i < 4; i++)
        score[i] = 5 - 0.25 * year[i];
    b = run(score, events, total, 4, TT_CA_AUTO);
    check_rel(b.chi2, a.chi2, TIGHT, "scores scaled and shifted");
    check_rel(b.slope, -4 * a.slope, TIGHT, "scores scaled and shifted");
    check_rel(b.exact.greater, a.exact.less, TIGHT, "scores scaled and shifted");
    check_true(a.exact.greater + a.exact.less > 1 && a.p > 0 && a.p <= 1);
    check_true(a.chi2_rest >= 0 && a.chi2_total >= a.chi2);
    double shuffled[3][4] = {{2018, 2015, 2017, 2016}, {33, 10, 19, 51}, {60, 36, 40, 127}};
    b = run(shuffled[0], shuffled[1], shuffled[2], 4, TT_CA_AUTO);
    check_rel(b.chi2, a.chi2, TIGHT, "order of groups");
    check_rel(b.exact.two_sided, a.exact.two_sided, TIGHT, "order of groups");
    /* Two groups: the trend is all there is, and the exact p is Fisher's one-sided. */
    static const double two[] = {0, 1};
    static const double tea[] = {1, 3};
    static const double cups[] = {4, 4};
    a = run(two, tea, cups, 2, TT_CA_AUTO);
    check_rel(a.exact.greater, 17.0 / 70, TIGHT, "Fisher's tea tasting");
    check_rel(a.exact.two_sided, 34.0 / 70, TIGHT, "Fisher's tea tasting");
    check_rel(a.chi2, a.chi2_total, TIGHT, "two groups");
    check_true(isnan(a.p_rest));
    check_done();
}

static void refused(void **state)
{
    (void)state;
    static const double d[] = {1, 2, 3};
    static const double n[] = {5, 5, 5};
    static const double x[] = {1, 2, 3};
    static const double zero[] = {0, 0, 0};
    static const double hole[] = {1, NAN, 3};
    static const double half[] = {1, 0.5, 3};
    static const double many[] = {6, 1, 1};
    static const double odd[] = {0, 1, 1.41421356237};
    static const double huge[] = {50000, 50000, 50000};
    static const double most[] = {20000, 30000, 25000};
    static const struct {
        tt_proportions in;
        tt_ca_options opt;
        tt_status status;
    } row[] = {
        {{1, d, x, n}, {0}, TT_ETOOFEW},
        {{3, d, hole, n}, {0}, TT_ENONFINITE},
        {{3, hole, x, n}, {0}, TT_ENONFINITE},
        {{3, d, half, n}, {0}, TT_EDOMAIN},
        {{3, d, many, n}, {0}, TT_EDOMAIN},
        {{3, d, zero, zero}, {0}, TT_EDOMAIN},
        {{3, zero, x, n}, {0}, TT_EDOMAIN},
        {{3, d, zero, n}, {0}, TT_ENOFIT},
        {{3, d, n, n}, {0}, TT_ENOFIT},
        {{3, odd, x, n}, {.method = TT_CA_EXACT}, TT_ELIMIT},
        {{3, d, most, huge}, {.method = TT_CA_EXACT}, TT_ELIMIT},
        {{3, d, x, n}, {.method = (tt_ca_method)7}, TT_EUSAGE},
        {{3, d, x, n}, {.alternative = (tt_alternative)7}, TT_EUSAGE},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        tt_ca_result out;
        tt_error err = {0};
        check_status(tt_cochran_armitage(&row[i].in, &row[i].opt, &out, &err), row[i].status, &err);
        check_true(out.k == 0 && err.message[0] != '\0');
    }
    tt_proportions in = {3, odd, x, n};
    tt_ca_result out;
    check_status(tt_cochran_armitage(&in, NULL, &out, NULL), TT_OK, NULL);
    check_true(isnan(out.exact.greater) && (out.notes & TT_NOTE_ASYMPTOTIC));
    in.score = d;
    for (size_t k = 1; k <= 2; k++) {
        tt_memory_fail_at(k);
        check_status(tt_cochran_armitage(&in, NULL, &out, NULL), TT_ENOMEM, NULL);
    }
    tt_memory_fail_at(0);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published),
        cmocka_unit_test(full_enumeration),
        cmocka_unit_test(laws),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
