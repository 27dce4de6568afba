/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rank_core.h"
#include "rank_oracle.h"
#include "tiptrend/mannkendall.h"
#include "tiptrend/memory.h"
#include "tiptrend/rng.h"
#include "tiptrend/seasonal.h"

#define TIGHT 1e-12
#define CELLS 600

/* Mean temperature at Nottingham Castle 1920-1939, degrees Fahrenheit, by month: data set nottem of
 * R, Anderson 1976. */
static const double nottem[240] = {
    40.6, 40.8, 44.4, 46.7, 54.1, 58.5, 57.7, 56.4, 54.3, 50.5, 42.9, 39.8, 44.2, 39.8, 45.1, 47.0,
    54.1, 58.7, 66.3, 59.9, 57.0, 54.2, 39.7, 42.8, 37.5, 38.7, 39.5, 42.1, 55.7, 57.8, 56.8, 54.3,
    54.3, 47.1, 41.8, 41.7, 41.8, 40.1, 42.9, 45.8, 49.2, 52.7, 64.2, 59.6, 54.4, 49.2, 36.3, 37.6,
    39.3, 37.5, 38.3, 45.5, 53.2, 57.7, 60.8, 58.2, 56.4, 49.8, 44.4, 43.6, 40.0, 40.5, 40.8, 45.1,
    53.8, 59.4, 63.5, 61.0, 53.0, 50.0, 38.1, 36.3, 39.2, 43.4, 43.4, 48.9, 50.6, 56.8, 62.5, 62.0,
    57.5, 46.7, 41.6, 39.8, 39.4, 38.5, 45.3, 47.1, 51.7, 55.0, 60.4, 60.5, 54.7, 50.3, 42.3, 35.2,
    40.8, 41.1, 42.8, 47.3, 50.9, 56.4, 62.2, 60.5, 55.4, 50.2, 43.0, 37.3, 34.8, 31.3, 41.0, 43.9,
    53.1, 56.9, 62.5, 60.3, 59.8, 49.2, 42.9, 41.9, 41.6, 37.1, 41.2, 46.9, 51.2, 60.4, 60.1, 61.6,
    57.0, 50.9, 43.0, 38.8, 37.1, 38.4, 38.4, 46.5, 53.5, 58.4, 60.6, 58.2, 53.8, 46.6, 45.5, 40.6,
    42.4, 38.4, 40.3, 44.6, 50.9, 57.0, 62.1, 63.5, 56.3, 47.3, 43.6, 41.8, 36.2, 39.3, 44.5, 48.7,
    54.2, 60.8, 65.5, 64.9, 60.1, 50.2, 42.1, 35.8, 39.4, 38.2, 40.4, 46.9, 53.4, 59.6, 66.5, 60.4,
    59.2, 51.2, 42.8, 45.8, 40.0, 42.6, 43.5, 47.1, 50.0, 60.5, 64.6, 64.0, 56.8, 48.6, 44.2, 36.4,
    37.3, 35.0, 44.0, 43.9, 52.7, 58.6, 60.0, 61.1, 58.1, 49.6, 41.6, 41.3, 40.8, 41.0, 38.4, 47.4,
    54.1, 58.6, 61.4, 61.8, 56.3, 50.9, 41.4, 37.1, 42.1, 41.2, 47.3, 46.6, 52.4, 59.0, 59.6, 60.4,
    57.0, 50.7, 47.8, 39.2, 39.4, 40.9, 42.4, 47.8, 52.4, 58.0, 60.7, 61.8, 58.2, 46.7, 46.6, 37.8};

/* Years from 2001 and seasons for whole years. */
typedef struct layout {
    int year[CELLS];
    int season[CELLS];
} layout;

static tt_seasonal_points whole_years(layout *l, const double *value, size_t seasons, size_t years)
{
    for (size_t i = 0; i < seasons * years; i++) {
        l->year[i] = 2001 + (int)(i / seasons);
        l->season[i] = 1 + (int)(i % seasons);
    }
    return (tt_seasonal_points){seasons * years, seasons, l->year, l->season, value, NULL};
}

static tt_seasonal_result run(const tt_seasonal_points *in, const tt_seasonal_options *opt)
{
    tt_seasonal_result out;
    tt_error err = {0};
    check_status(tt_seasonal_test(in, opt, &out, &err), TT_OK, &err);
    return out;
}

static void nottingham(void **state)
{
    (void)state;
    static const char origin[] = "R trend 1.1.6, smk.test, csmk.test, sea.sens.slope";
    static const int64_t sg[12] = {-7, 3, 1, 31, -23, 45, -9, 80, 67, -2, 59, -21};
    static const double var[12] = {944.3333333333, 949, 949, 947, 944.3333333333, 949, 949, 946,
                                   944.3333333333, 946, 947, 949};
    static const double p[12] = {0.84519810085, 0.94823550906, 1,
                                 0.32962523967, 0.47404530262, 0.15320540099,
                                 0.79510214377, 0.01021363083, 0.03173458485,
                                 0.97406310496, 0.05946403679, 0.51619135650};
    layout l;
    tt_seasonal_points in = whole_years(&l, nottem, 12, 20);
    tt_seasonal_result r = run(&in, NULL);
    check_true(r.s == 224 && r.years == 20 && r.n == 240 && r.slopes == 12 * 190);
    check_rel(r.var_independent, 11364, TIGHT, origin);
    check_rel(r.z_independent, 2.091892, 5e-7, origin);
    check_rel(r.independent.two_sided, 0.03644818, 5e-7, origin);
    check_rel(r.var_covariance, 19663.33333333, 1e-11, origin);
    /* trend leaves the continuity correction out when there are more than ten years */
    check_rel((double)r.s / sqrt(r.var_covariance), 1.5974212, 5e-8, origin);
    check_rel(r.z_covariance, 223 / sqrt(19663.33333333), 1e-11, "with the correction");
    check_rel(r.slope.value, 0.05, TIGHT, origin);
    check_rel(r.homogeneity, 15.1020228304, 1e-11, "R, independent code");
    check_rel(r.homogeneity_p, 0.177873763738, 1e-11, "R, independent code");
    check_true(r.homogeneity_df == 11);
    for (size_t g = 0; g < 12; g++) {
        check_true(r.season[g].s == sg[g] && r.season[g].n == 20);
        check_rel(r.season[g].var_s, var[g], 1e-11, origin);
        check_rel(tt__mk_normal(sg[g], var[g]).two_sided, p[g], 1e-9, origin);
        check_rel(r.season[g].p, p[g], 0.15, "normal and exact p are near");
    }
    check_rel(r.exact.two_sided, r.independent.two_sided, 0.01, "limit theorem");
    check_true(r.p == r.exact.two_sided && r.slope.low >= 0 && r.slope.high > 0.05);
    tt_seasonal_options opt = {.method = TT_SEASONAL_COVARIANCE};
    r = run(&in, &opt);
    check_true(r.p == r.covariance.two_sided && r.slope.low <= 0);
    check_true((r.notes & TT_NOTE_NORMAL_APPROX) && !(r.notes & TT_NOTE_ASYMPTOTIC));
    check_done();
}

/* The Hirsch-Slack variance from its definition with ranks. */
static double hirsch_slack(const double *x, size_t seasons, size_t years)
{
    double total = 0;
    for (size_t g = 0; g < seasons; g++)
        for (size_t h = 0; h < seasons; h++) {
            double k = 0;
            double rr = 0;
            double n[2] = {0, 0};
            for (size_t i = 0; i < years; i++) {
                double r[2];
                for (int side = 0; side < 2; side++) {
                    size_t c = side ? h : g;
                    double sum = 0;
                    double present = 0;
                    for (size_t j = 0; j < years; j++) {
                        double a = x[i * seasons + c];
                        double b = x[j * seasons + c];
                        sum += (a > b) - (a < b);
                        present += isnan(b) ? 0 : 1;
                    }
                    n[side] = present;
                    r[side] = (present + 1 + sum) / 2;
                }
                rr += r[0] * r[1];
                for (size_t j = i + 1; j < years; j++) {
                    double a = x[j * seasons + g] - x[i * seasons + g];
                    double b = x[j * seasons + h] - x[i * seasons + h];
                    k += ((a > 0) - (a < 0)) * ((b > 0) - (b < 0));
                }
            }
            total += (k + 4 * rr - (double)years * (n[0] + 1) * (n[1] + 1)) / 3;
        }
    return total;
}

/* A random table with missing cells and ties: its cells, and the points that are there. */
static tt_seasonal_points random_table(uint64_t trial, layout *l, double *cell, double *value,
                                       size_t *years)
{
    tt_rng rng;
    tt_rng_start(&rng, 121, trial);
    size_t seasons = 2 + tt_rng_below(&rng, 11);
    *years = 3 + tt_rng_below(&rng, 12);
    size_t n = 0;
    for (size_t i = 0; i < seasons * *years; i++) {
        cell[i] = (double)tt_rng_below(&rng, 15) + (double)(i / seasons);
        if (trial % 2 && tt_rng_below(&rng, 6) == 0) {
            cell[i] = NAN;
            continue;
        }
        l->year[n] = 1990 + (int)(i / seasons);
        l->season[n] = 1 + (int)(i % seasons);
        value[n++] = cell[i];
    }
    return (tt_seasonal_points){n, seasons, l->year, l->season, value, NULL};
}

static void laws(void **state)
{
    (void)state;
    layout l;
    double cell[CELLS];
    double value[CELLS];
    double other[CELLS];
    for (uint64_t trial = 0; trial < 60; trial++) {
        size_t years;
        tt_seasonal_points in = random_table(trial, &l, cell, value, &years);
        tt_seasonal_result a = run(&in, NULL);
        check_rel(a.var_covariance, hirsch_slack(cell, in.seasons, years), 1e-11,
                  "Hirsch and Slack 1984, from ranks");
        int64_t s = 0;
        for (size_t g = 0; g < in.seasons; g++)
            s += a.season[g].s;
        check_true(a.s == s && llabs(a.s) <= a.max_s);
        check_true(a.p >= a.p_min * (1 - 1e-12) && a.p <= 1);
        check_true(a.slope.low <= a.slope.value && a.slope.value <= a.slope.high);
        for (size_t i = 0; i < in.n; i++)
            other[i] = 7 - 2 * value[i];
        in.value = other;
        tt_seasonal_result b = run(&in, NULL);
        check_true(b.s == -a.s && b.p == a.p && b.exact.greater == a.exact.less);
        check_rel(b.slope.value, -2 * a.slope.value, TIGHT, "scale and shift");
        check_rel(b.slope.low, -2 * a.slope.high, TIGHT, "scale and shift");
        check_rel(b.var_covariance, a.var_covariance, TIGHT, "scale and shift");
        for (size_t i = 0; i < in.n; i++)
            other[i] = value[i] + 100 * l.season[i]; /* a level for each season changes nothing */
        b = run(&in, NULL);
        check_true(b.s == a.s && b.p == a.p && b.slope.value == a.slope.value);
    }
    check_done();
}

/* Two seasons of four years: exact p against all pairs of orders. */
static void full_enumeration(void **state)
{
    (void)state;
    static const double first[4] = {1, 2, 2, 3};
    static const double second[4] = {5, 6, 7, 8};
    double count[25] = {0}; /* |S| <= 12 */
    double total = 0;
    double a[4];
    double b[4];
    memcpy(a, first, sizeof a);
    do {
        memcpy(b, second, sizeof b);
        do {
            count[12 + oracle_score(a, 4) + oracle_score(b, 4)]++;
            total++;
        } while (oracle_next_order(b, 4));
    } while (oracle_next_order(a, 4));
    memcpy(a, first, sizeof a);
    layout l;
    do {
        memcpy(b, second, sizeof b);
        do {
            double value[8];
            for (size_t i = 0; i < 4; i++) {
                value[2 * i] = a[i];
                value[2 * i + 1] = b[i];
            }
            tt_seasonal_points in = whole_years(&l, value, 2, 4);
            tt_seasonal_result r = run(&in, NULL);
            double greater = 0;
            double both = 0;
            for (int64_t s = -12; s <= 12; s++) {
                greater += s >= r.s ? count[12 + s] : 0;
                both += llabs(s) >= llabs(r.s) ? count[12 + s] : 0;
            }
            check_rel(r.exact.greater, greater / total, TIGHT, "full enumeration");
            check_rel(r.p, both / total, TIGHT, "full enumeration");
            check_rel(r.p_min, 2 / total, TIGHT, "full enumeration");
        } while (oracle_next_order(b, 4));
    } while (oracle_next_order(a, 4));
    check_done();
}

/* One season with values only: the plain Mann-Kendall test. */
static void one_season_alone(void **state)
{
    (void)state;
    static const double value[] = {3, 5, 5, 8, 7, 9, 9};
    layout l;
    for (size_t i = 0; i < 7; i++) {
        l.year[i] = 2001 + (int)i;
        l.season[i] = 2;
    }
    tt_seasonal_points in = {7, 4, l.year, l.season, value, NULL};
    tt_seasonal_result r = run(&in, NULL);
    tt_points plain = {7, oracle_years(), value, NULL};
    tt_mk_result mk;
    check_status(tt_mk_test(&plain, NULL, &mk, NULL), TT_OK, NULL);
    check_true(r.s == mk.s && r.max_s == mk.max_s && isnan(r.homogeneity));
    check_rel(r.p, mk.p, TIGHT, "Mann-Kendall");
    check_rel(r.var_covariance, mk.var_s, TIGHT, "Mann-Kendall");
    check_rel(r.var_independent, mk.var_s, TIGHT, "Mann-Kendall");
    check_true(r.season[0].n == 0 && isnan(r.season[0].p) && (r.notes & TT_NOTE_GAPS));
    check_done();
}

/* Too many arrangements for exact work: the normal form, and a note. */
static void beyond_exact(void **state)
{
    (void)state;
    layout l;
    double value[CELLS];
    for (size_t i = 0; i < 600; i++)
        value[i] = (double)(i * 7919 % 601);
    tt_seasonal_points in = whole_years(&l, value, 12, 50);
    tt_seasonal_result r = run(&in, NULL);
    check_true(isnan(r.exact.two_sided) && r.p == r.independent.two_sided);
    check_true((r.notes & TT_NOTE_NORMAL_APPROX) && isnan(r.p_min));
    check_true(r.slope.low <= r.slope.value && r.slope.value <= r.slope.high);
    /* Three years of quarters: covariances from so few years are marked. */
    in = whole_years(&l, value, 4, 3);
    tt_seasonal_options opt = {.method = TT_SEASONAL_COVARIANCE, .alternative = TT_GREATER};
    r = run(&in, &opt);
    check_true((r.notes & TT_NOTE_ASYMPTOTIC) && r.p == r.covariance.greater);
    /* Two years of two seasons: no outcome is rare enough, and the slope has no limits. */
    in = whole_years(&l, value, 2, 2);
    r = run(&in, NULL);
    check_true((r.notes & TT_NOTE_P_FLOOR) && (r.notes & TT_NOTE_NO_LIMITS));
    check_true(r.slope.low == -INFINITY && r.slope.high == INFINITY && r.p_min == 0.5);
    check_done();
}

static void refused(void **state)
{
    (void)state;
    static const int year[] = {2001, 2001, 2002, 2002};
    static const int back[] = {2001, 2002, 2001, 2002};
    static const int season[] = {1, 2, 1, 2};
    static const int same[] = {1, 1, 1, 1};
    static const int big[] = {1, 3, 1, 2};
    static const int apart[] = {2001, 2001, 2001, 2001};
    static const int four[] = {1, 2, 3, 4};
    static const double value[] = {1, 2, 3, 4};
    static const double hole[] = {1, 2, NAN, 4};
    static const double zero[] = {1, 2, 0, 4};
    static const struct {
        tt_seasonal_points in;
        tt_seasonal_options opt;
        tt_status status;
    } row[] = {
        {{1, 2, year, season, value, NULL}, {0}, TT_ETOOFEW},
        {{4, 4, apart, four, value, NULL}, {0}, TT_ETOOFEW},
        {{4, 1, year, season, value, NULL}, {0}, TT_EDOMAIN},
        {{4, 25, year, season, value, NULL}, {0}, TT_EDOMAIN},
        {{4, 2, back, season, value, NULL}, {0}, TT_EDOMAIN},
        {{4, 2, year, same, value, NULL}, {0}, TT_EDOMAIN},
        {{4, 2, year, big, value, NULL}, {0}, TT_EDOMAIN},
        {{4, 2, year, season, value, zero}, {0}, TT_EDOMAIN},
        {{4, 2, year, season, hole, NULL}, {0}, TT_ENONFINITE},
        {{4, 2, year, season, value, hole}, {0}, TT_ENONFINITE},
        {{4, 2, year, season, value, NULL}, {.conf = 1.5}, TT_EUSAGE},
        {{4, 2, year, season, value, NULL}, {.method = (tt_seasonal_method)5}, TT_EUSAGE},
        {{4, 2, year, season, value, NULL}, {.alternative = (tt_alternative)5}, TT_EUSAGE},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        tt_seasonal_result out;
        tt_error err = {0};
        check_status(tt_seasonal_test(&row[i].in, &row[i].opt, &out, &err), row[i].status, &err);
        check_true(out.n == 0 && err.message[0] != '\0');
    }
    static int years[501];
    static int first[501];
    static double many[501];
    for (int i = 0; i < 501; i++) {
        years[i] = i;
        first[i] = 1;
    }
    tt_seasonal_points in = {501, 2, years, first, many, NULL};
    tt_seasonal_result out;
    check_status(tt_seasonal_test(&in, NULL, &out, NULL), TT_ELIMIT, NULL);
    in = (tt_seasonal_points){4, 2, year, season, value, NULL};
    tt_status status = TT_ENOMEM;
    for (size_t n = 1; status != TT_OK && n < 20; n++) {
        tt_memory_fail_at(n);
        status = tt_seasonal_test(&in, NULL, &out, NULL);
        tt_memory_fail_at(0);
        check_true(status == TT_OK ? n > 6 : status == TT_ENOMEM && out.n == 0);
    }
    check_true(status == TT_OK);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nottingham),       cmocka_unit_test(laws),
        cmocka_unit_test(full_enumeration), cmocka_unit_test(one_season_alone),
        cmocka_unit_test(beyond_exact),     cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
