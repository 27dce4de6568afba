/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "inversions.h"
#include "rank_oracle.h"
#include "tiptrend/mannkendall.h"
#include "tiptrend/memory.h"
#include "tiptrend/rng.h"

/* Sums of doubles in a different order than the tested code: a few units in the last place. */
#define TIGHT 1e-13

static tt_mk_result run(const double *value, size_t n, const tt_mk_options *opt)
{
    tt_points in = {n, oracle_years(), value, NULL};
    tt_mk_result out;
    tt_error err = {0};
    check_status(tt_mk_test(&in, opt, &out, &err), TT_OK, &err);
    return out;
}

/* docs/methods/mannkendall.md: smallest p, and the smallest |S| for three levels. */
static void table_of_critical_values(void **state)
{
    (void)state;
    static const char origin[] = "full enumeration in R, methods table B10 (6 digits)";
    static const struct {
        size_t n;
        double p_min;
        int64_t s[3];
        double p[3];
        double normal_at_max;
    } row[] = {
        {3, 0.333333, {0, 0, 0}, {NAN, NAN, NAN}, 0.29627},
        {4, 0.0833333, {6, 0, 0}, {0.083333, NAN, NAN}, 0.089429},
        {5, 0.0166667, {8, 10, 0}, {0.083333, 0.016667, NAN}, 0.027486},
        {6, 0.00277778, {11, 13, 15}, {0.055556, 0.016667, 0.0027778}, 0.0085349},
        {7, 0.000396825, {13, 15, 19}, {0.069048, 0.030159, 0.0027778}, 0.0026667},
        {8, 4.96032e-05, {16, 18, 22}, {0.061012, 0.031151, 0.0055060}, 0.00083663},
        {9, 5.51146e-06, {18, 20, 26}, {0.075176, 0.044615, 0.0058862}, 0.00026326},
        {10, 5.51146e-07, {21, 23, 29}, {0.072550, 0.046623, 0.0091485}, 8.3031e-05},
        {11, 5.01042e-08, {23, 27, 33}, {0.086561, 0.040532, 0.0099455}, 2.6236e-05},
        {12, 4.17535e-09, {26, 30, 38}, {0.086317, 0.044737, 0.0087577}, 8.3031e-06},
    };
    static const double level[3] = {0.10, 0.05, 0.01};
    tt_mk_cache *cache = tt_mk_cache_new();
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        for (size_t j = 0; j < 3; j++) {
            tt_mk_critical_value got;
            tt_error err = {0};
            check_status(tt_mk_critical(row[i].n, level[j], cache, &got, &err), TT_OK, &err);
            check_true(got.s == row[i].s[j]);
            check_rel(got.p, row[i].p[j], 5e-5, origin);
            check_rel(got.p_min, row[i].p_min, 5e-6, origin);
        }
        tt_mk_result perfect = run(oracle_years(), row[i].n, NULL);
        check_rel(perfect.normal.two_sided, row[i].normal_at_max, 5e-5, origin);
        check_rel(perfect.p, row[i].p_min, 5e-6, origin);
        check_rel(perfect.p_min, perfect.p, TIGHT, "a perfect trend is the most extreme outcome");
        check_true(!(perfect.notes & TT_NOTE_P_FLOOR) == (perfect.p_min <= 0.05));
    }
    tt_mk_cache_free(cache);
    check_done();
}

/* Every order of one multiset: counts of S against the distribution, both tails, two-sided. */
static void enumerate(const double *sorted, size_t n)
{
    enum { OFFSET = 28, WIDTH = 57 }; /* |S| <= 28 for n = 8 */
    double count[WIDTH] = {0};
    double value[8];
    double total = 0;
    memcpy(value, sorted, n * sizeof *value);
    do {
        count[OFFSET + oracle_score(value, n)]++;
        total++;
    } while (oracle_next_order(value, n));
    memcpy(value, sorted, n * sizeof *value);
    int64_t seen = INT64_MIN;
    do {
        int64_t s = oracle_score(value, n);
        if (s <= seen) /* each S once is enough */
            continue;
        seen = s;
        double greater = 0;
        double less = 0;
        double both = 0;
        for (int64_t k = -OFFSET; k <= OFFSET; k++) {
            greater += k >= s ? count[OFFSET + k] : 0;
            less += k <= s ? count[OFFSET + k] : 0;
            both += llabs(k) >= llabs(s) ? count[OFFSET + k] : 0;
        }
        tt_mk_result got = run(value, n, NULL);
        check_true(got.s == s);
        check_rel(got.exact.greater, greater / total, TIGHT, "full enumeration");
        check_rel(got.exact.less, less / total, TIGHT, "full enumeration");
        check_rel(got.exact.two_sided, both / total, TIGHT, "full enumeration");
        double extreme = count[OFFSET + got.max_s] / total;
        check_rel(got.p_min, fmin(1, 2 * extreme), TIGHT, "full enumeration");
    } while (oracle_next_order(value, n));
}

/* Every pattern of ties of up to 8 values: bit i of the pattern ties value i + 1 to i. */
static void full_enumeration(void **state)
{
    (void)state;
    for (size_t n = 2; n <= 8; n++)
        for (unsigned pattern = 0; pattern < 1u << (n - 1); pattern++) {
            double sorted[8] = {0};
            for (size_t i = 1; i < n; i++)
                sorted[i] = sorted[i - 1] + !(pattern >> (i - 1) & 1);
            enumerate(sorted, n);
        }
    check_done();
}

/* Totals, means and variances up to n = 200: sum of probabilities 1 to 1e-12, variance as the
 * formula with ties says. Both are independent of how the distribution is built. */
static void moments(const size_t *size, size_t groups, size_t n)
{
    tt__block block = {n, groups, size};
    tt__inversions own;
    tt_error err = {0};
    const tt__inversions *dist = tt__inversions_of(NULL, &block, &own, &err);
    check_true(dist != NULL);
    if (!dist)
        return;
    double total = 0;
    double variance = 0;
    double before = 0;
    for (int64_t k = 0; 2 * k <= dist->max; k++) {
        double p = dist->cumulative[k] - before;
        double s = (double)(dist->max - 2 * k);
        before = dist->cumulative[k];
        check_true(p >= 0);
        total += s == 0 ? p : 2 * p;
        variance += 2 * p * s * s;
    }
    double var18 = (double)n * (double)(n - 1) * (double)(2 * n + 5);
    for (size_t g = 0; g < groups; g++)
        var18 -= (double)size[g] * (double)(size[g] - 1) * (double)(2 * size[g] + 5);
    check_rel(total, 1, 1e-12, "probabilities add to 1");
    check_rel(variance, var18 / 18, 1e-11, "Kendall's variance with ties");
    tt__inversions_clear(&own);
}

static void long_series(void **state)
{
    (void)state;
    for (size_t n = 2; n <= 200; n += n < 30 ? 1 : 17)
        moments(NULL, 0, n);
    moments(NULL, 0, 200);
    moments((size_t[]){100, 100}, 2, 200);
    moments((size_t[]){50, 50, 50, 50}, 4, 200);
    moments((size_t[]){199}, 1, 200);
    moments((size_t[]){90, 40, 20, 7, 3, 2}, 6, 200);
    size_t pairs[100];
    for (size_t i = 0; i < 100; i++)
        pairs[i] = 2;
    moments(pairs, 100, 200);
    check_done();
}

/* Tails of long series against whole-number arithmetic. A single size stands for all groups. */
static void far_tails(void **state)
{
    (void)state;
    static const struct {
        size_t n;
        size_t size[6];
        size_t groups;
        int64_t s;
        double upper;
    } row[] = {
        {60, {0}, 0, 884, 1.64226999400188813e-09},
        {60, {0}, 0, 442, 2.29666928019897371e-03},
        {60, {0}, 0, 176, 1.32813039306875408e-01},
        {100, {0}, 0, 2474, 4.08516612672376598e-15},
        {100, {0}, 0, 1236, 1.01923765131517802e-04},
        {100, {0}, 0, 494, 7.11752372950587159e-02},
        {200, {0}, 0, 6964, 2.33351960759808627e-14},
        {200, {0}, 0, 1990, 1.77240295584883585e-02},
        {200, {0}, 0, 398, 3.37611092650856148e-01},
        {200, {2}, 100, 6930, 3.12921720634919356e-14},
        {200, {2}, 100, 1980, 1.81877914590363905e-02},
        {200, {2}, 100, 396, 3.38374401346149489e-01},
        {200, {100, 100}, 2, 3500, 7.57582523414301157e-06},
        {200, {100, 100}, 2, 1000, 1.11406840203497434e-01},
        {200, {100, 100}, 2, 200, 4.04165613183722294e-01},
        {150, {40, 20, 7, 3, 3, 2}, 6, 5087, 9.41950323662922383e-19},
        {150, {40, 20, 7, 3, 3, 2}, 6, 2543, 1.24192555787496219e-05},
        {150, {40, 20, 7, 3, 3, 2}, 6, 1017, 4.75281937222983702e-02},
        {120, {30, 30, 30, 30}, 4, 2700, 2.75895247960613235e-11},
        {120, {30, 30, 30, 30}, 4, 1350, 7.27969335216057680e-04},
        {120, {30, 30, 30, 30}, 4, 540, 1.03364111440998718e-01},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        size_t size[100];
        for (size_t g = 0; g < row[i].groups; g++)
            size[g] = row[i].size[row[i].groups > 6 ? 0 : g];
        tt__block block = {row[i].n, row[i].groups, size};
        tt__inversions own;
        const tt__inversions *dist = tt__inversions_of(NULL, &block, &own, NULL);
        assert_non_null(dist);
        check_rel(tt__inversions_upper(dist, row[i].s), row[i].upper, 2e-14,
                  "q-multinomial in whole numbers of any length");
        tt__inversions_clear(&own);
    }
    check_done();
}

/* Published and independently computed examples. */
static void examples(void **state)
{
    (void)state;
    static const double bits[] = {3, 2, 0, 4, 1};
    tt_mk_result r = run(bits, 5, NULL);
    check_true(r.s == -2);
    check_rel(r.p, 0.81666666666666667, TIGHT, "R cor.test; scipy issue 8456");
    static const double holy_cross[] = {12.9, 14.8, 13.2, 15.7, 13.8, 15.6, 12.9,
                                        11.0, 17.3, 15.9, 19.0, 18.3, 20.1, 21.7};
    r = run(holy_cross, 14, NULL);
    check_true(r.s == 54 && r.tie_groups == 1 && r.tied_pairs == 1);
    check_rel(r.var_s, 332.6667, 5e-7, "College of the Holy Cross, by hand");
    check_abs(r.z, 2.9058, 5e-5, "College of the Holy Cross, by hand");
    check_abs(r.normal.greater, 0.0018, 5e-5, "College of the Holy Cross, by hand");
    check_rel(r.normal.two_sided, 0.0036627, 1.4e-5, "R");
    check_rel(r.exact.two_sided, 0.00239058, 5e-6, "R, enumeration");
    check_rel(r.exact.greater, 0.00119529, 5e-6, "R, enumeration");
    check_rel(r.tau_b, 0.5966942, 5e-8, "R");
    check_true((r.notes & TT_NOTE_TIES) != 0);
    static const double ties[] = {3, 5, 5, 8, 7, 9, 9};
    r = run(ties, 7, NULL);
    check_true(r.s == 17 && r.max_s == 19);
    check_rel(r.p, 0.00793651, 5e-7, "brute force");
    static const double belgium[] = {12, 14, 33, 50, 67, 74, 123, 141, 165, 204, 253, 246, 240};
    r = run(belgium, 13, NULL);
    check_true(r.s == 72);
    check_rel(r.var_s, 268.6667, 5e-7, "R");
    check_rel(r.z, 4.331631, 5e-7, "R");
    check_rel(r.normal.two_sided, 1.48e-05, 5e-3, "R");
    check_rel(r.p, 1.416e-07, 5e-4, "R");
    double factorial = 1;
    for (int i = 2; i <= 15; i++)
        factorial *= i;
    r = run(oracle_years(), 15, NULL);
    check_rel(r.p, 2 / factorial, TIGHT, "2 / 15!; R cor.test prints 1.529e-12");
    check_done();
}

/* Maxau on the Rhine, flow and sediment 1965-2009: printed by mk.test of R's package trend. */
static void maxau(void **state)
{
    (void)state;
    static const double flow[] = {
        1649.353425, 1585.268493, 1370.112329, 1520.901639, 1255.726027, 1808.342466, 864.106849,
        959.306011,  1141.553425, 1216.232877, 1344.424658, 861.909836,  1402.923288, 1415.838356,
        1349.797260, 1419.099508, 1523.753690, 1535.471233, 1365.452055, 1228.248634, 1114.013699,
        1339.917808, 1537.331507, 1448.259563, 1000.786301, 1095.213699, 1055.315068, 1208.972678,
        1174.008219, 1356.641096, 1565.473973, 1112.543716, 1163.920548, 1143.304110, 1723.832877,
        1400.866199, 1632.989041, 1495.701370, 915.753425,  1062.422678, 1048.984539, 1263.654795,
        1286.673973, 1205.051913, 1112.386301};
    tt_mk_result r = run(flow, sizeof flow / sizeof *flow, NULL);
    static const char origin[] = "R trend 1.1.6, vignette";
    check_true(r.s == -144);
    check_rel(r.var_s, 10450, TIGHT, origin);
    check_rel(r.tau_b, -0.1454545, 5e-7, origin);
    check_rel(r.z, -1.3989, 5e-5, origin);
    check_rel(r.normal.two_sided, 0.1619, 5e-4, origin);
    check_done();
}

static void mirror(const double *value, size_t n, double *out)
{
    for (size_t i = 0; i < n; i++)
        out[i] = value[n - 1 - i];
}

/* Laws on random series with many and with few ties. */
static void laws(void **state)
{
    (void)state;
    tt_mk_cache *cache = tt_mk_cache_new();
    tt_mk_options cached = {.cache = cache};
    for (uint64_t trial = 0; trial < 300; trial++) {
        tt_rng rng;
        tt_rng_start(&rng, 20240601, trial);
        size_t n = 2 + tt_rng_below(&rng, 60);
        size_t levels = 1 + tt_rng_below(&rng, trial % 2 ? 6 : 1000);
        double value[64];
        double other[64];
        for (size_t i = 0; i < n; i++)
            value[i] = (double)tt_rng_below(&rng, levels);
        tt_mk_result a = run(value, n, NULL);
        check_true(a.s == oracle_score(value, n));
        check_true(a.p >= a.p_min * (1 - 1e-12) && a.p <= 1);
        check_true(a.exact.greater > 0 && a.exact.less > 0);
        check_true(llabs(a.s) <= a.max_s && (a.max_s - a.s) % 2 == 0);
        if (a.s != 0) /* S itself lies in both tails */
            check_true(a.exact.greater + a.exact.less > 1);
        tt_mk_result b = run(value, n, &cached);
        check_true(memcmp(&a.exact, &b.exact, sizeof a.exact) == 0);
        mirror(value, n, other);
        b = run(other, n, &cached);
        check_true(b.s == -a.s && b.p == a.p && b.exact.greater == a.exact.less);
        check_rel(b.z, -a.z, 0, "time reversed");
        check_true(b.normal.greater == a.normal.less);
        for (size_t i = 0; i < n; i++)
            other[i] = exp(0.01 * value[i]) - 7; /* monotone */
        b = run(other, n, &cached);
        check_true(b.s == a.s && b.p == a.p && b.var_s == a.var_s);
    }
    check_true(tt_mk_cache_count(cache) > 64); /* it has grown at least once */
    tt_mk_cache_free(cache);
    check_done();
}

/* S from the sort that counts, against the definition, at lengths about the size of a run. */
static void long_sort(void **state)
{
    (void)state;
    static double value[1000];
    static double time[1000];
    for (size_t n = 30; n <= 1000; n += n < 70 ? 1 : 131) {
        tt_rng rng;
        tt_rng_start(&rng, 5, n);
        for (size_t i = 0; i < n; i++) {
            time[i] = (double)i;
            value[i] = (double)tt_rng_below(&rng, 200);
        }
        tt_points in = {n, time, value, NULL};
        tt_mk_result out;
        tt_mk_options opt = {.method = TT_MK_NORMAL};
        check_status(tt_mk_test(&in, &opt, &out, NULL), TT_OK, NULL);
        check_true(out.s == oracle_score(value, n));
    }
    check_done();
}

/* The exact and the normal p come together as n grows; above the limit the normal form is used. */
static void beyond_the_limit(void **state)
{
    (void)state;
    double value[201];
    double time[201];
    tt_rng rng;
    tt_rng_start(&rng, 1, 1);
    for (size_t i = 0; i < 201; i++) {
        time[i] = 1800 + (double)i;
        value[i] = tt_rng_normal(&rng) + 0.003 * (double)i;
    }
    tt_points in = {200, time, value, NULL};
    tt_mk_result out;
    tt_error err = {0};
    check_status(tt_mk_test(&in, NULL, &out, &err), TT_OK, &err);
    check_rel(out.exact.two_sided, out.normal.two_sided, 0.01, "limit theorem");
    check_true(!(out.notes & TT_NOTE_NORMAL_APPROX));
    in.n = 201;
    check_status(tt_mk_test(&in, NULL, &out, &err), TT_OK, &err);
    check_true((out.notes & TT_NOTE_NORMAL_APPROX) && isnan(out.exact.two_sided));
    check_true(out.p == out.normal.two_sided);
    check_true(out.p_min == 0); /* 2 / 201! is below the smallest double */
    tt_mk_options opt = {.method = TT_MK_EXACT};
    check_status(tt_mk_test(&in, &opt, &out, &err), TT_ELIMIT, &err);
    check_true(out.n == 0);
    check_done();
}

static void alternatives_and_rates(void **state)
{
    (void)state;
    static const double value[] = {10, 30, 20, 60, 90, 85};
    static const double exposure[] = {1, 3, 2, 5, 6, 5};
    tt_mk_options opt = {.alternative = TT_GREATER};
    tt_mk_result r = run(value, 6, &opt);
    check_true(r.p == r.exact.greater);
    check_rel(r.p_min, 1.0 / 720, TIGHT, "one order of 720");
    opt.alternative = TT_LESS;
    r = run(value, 6, &opt);
    check_true(r.p == r.exact.less);
    opt = (tt_mk_options){.method = TT_MK_NORMAL};
    r = run(value, 6, &opt);
    check_true(r.p == r.normal.two_sided && isnan(r.exact.two_sided));
    check_rel(r.p_min, 2.0 / 720, TIGHT, "two orders of 720");
    tt_points in = {6, oracle_years(), value, exposure}; /* 10, 10, 10, 12, 15, 17 */
    tt_error err = {0};
    check_status(tt_mk_test(&in, NULL, &r, &err), TT_OK, &err);
    check_true(r.s == 12 && r.tied_pairs == 3 && r.max_s == 12);
    static const double constant[] = {7, 7, 7};
    r = run(constant, 3, NULL);
    check_true(r.s == 0 && r.p == 1 && r.p_min == 1 && r.z == 0 && isnan(r.tau_b));
    check_true((r.notes & TT_NOTE_P_FLOOR) != 0);
    static const double gap_years[] = {2001, 2002, 2004};
    in = (tt_points){3, gap_years, value, NULL};
    check_status(tt_mk_test(&in, NULL, &r, &err), TT_OK, &err);
    check_true((r.notes & TT_NOTE_GAPS) != 0);
    check_done();
}

static void refused(void **state)
{
    (void)state;
    static const double year[] = {2001, 2002, 2003};
    static const double back[] = {2001, 2003, 2002};
    static const double twice[] = {2001, 2001, 2003};
    static const double good[] = {1, 2, 3};
    static const double hole[] = {1, NAN, 3};
    static const double zero[] = {1, 0, 1};
    static const double endless[] = {1, INFINITY, 1};
    static const struct {
        tt_points in;
        tt_mk_options opt;
        tt_status status;
    } row[] = {
        {{1, year, good, NULL}, {0}, TT_ETOOFEW},
        {{0, NULL, NULL, NULL}, {0}, TT_ETOOFEW},
        {{3, back, good, NULL}, {0}, TT_EDOMAIN},
        {{3, twice, good, NULL}, {0}, TT_EDOMAIN},
        {{3, year, hole, NULL}, {0}, TT_ENONFINITE},
        {{3, hole, good, NULL}, {0}, TT_ENONFINITE},
        {{3, year, good, zero}, {0}, TT_EDOMAIN},
        {{3, year, good, endless}, {0}, TT_ENONFINITE},
        {{3, year, good, NULL}, {.method = (tt_mk_method)9}, TT_EUSAGE},
        {{3, year, good, NULL}, {.alternative = (tt_alternative)9}, TT_EUSAGE},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        tt_mk_result out;
        tt_error err = {0};
        check_status(tt_mk_test(&row[i].in, &row[i].opt, &out, &err), row[i].status, &err);
        check_true(out.n == 0 && err.message[0] != '\0');
    }
    tt_mk_critical_value critical;
    check_status(tt_mk_critical(1, 0.05, NULL, &critical, NULL), TT_ETOOFEW, NULL);
    check_status(tt_mk_critical(201, 0.05, NULL, &critical, NULL), TT_ELIMIT, NULL);
    check_status(tt_mk_critical(10, 0, NULL, &critical, NULL), TT_EUSAGE, NULL);
    check_status(tt_mk_critical(10, NAN, NULL, &critical, NULL), TT_EUSAGE, NULL);
    check_true(isnan(tt_tails_get(&(tt_tails){1, 1, 1}, (tt_alternative)7)));
    check_done();
}

/* Each allocation that can fail does, once. */
static void out_of_memory(void **state)
{
    (void)state;
    static const double value[] = {3, 5, 5, 8, 7, 9, 9};
    tt_points in = {7, oracle_years(), value, NULL};
    for (int with_cache = 0; with_cache < 2; with_cache++) {
        tt_status status = TT_ENOMEM;
        for (size_t n = 1; status != TT_OK && n < 20; n++) {
            tt_mk_result out;
            tt_memory_fail_at(n);
            tt_mk_cache *cache = with_cache ? tt_mk_cache_new() : NULL;
            tt_mk_options opt = {.cache = cache};
            status = with_cache && !cache ? TT_ENOMEM : tt_mk_test(&in, &opt, &out, NULL);
            tt_memory_fail_at(0);
            check_true(status == TT_OK || status == TT_ENOMEM);
            tt_mk_cache_free(cache);
            check_true(n > 3 || status == TT_ENOMEM);
        }
        check_true(status == TT_OK);
    }
    tt_mk_cache_free(NULL);
    check_true(tt_mk_cache_count(NULL) == 0);
    check_done();
}

/* The store starts afresh when it is full, and still gives the same answers. */
static void full_cache(void **state)
{
    (void)state;
    tt_mk_cache *cache = tt_mk_cache_new();
    tt__mk_cache_limit(cache, 20000);
    size_t most = 0;
    int restarts = 0;
    for (size_t n = 2; n < 60; n++) {
        size_t before = tt_mk_cache_count(cache);
        tt_mk_options opt = {.cache = cache};
        tt_mk_result kept = run(oracle_years(), n, &opt);
        tt_mk_result fresh = run(oracle_years(), n, NULL);
        check_true(kept.p == fresh.p);
        size_t now = tt_mk_cache_count(cache);
        restarts += now < before;
        most = now > most ? now : most;
    }
    check_true(restarts > 1 && most > 5);
    tt_mk_cache_free(cache);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(table_of_critical_values),
        cmocka_unit_test(full_enumeration),
        cmocka_unit_test(long_series),
        cmocka_unit_test(far_tails),
        cmocka_unit_test(examples),
        cmocka_unit_test(maxau),
        cmocka_unit_test(laws),
        cmocka_unit_test(long_sort),
        cmocka_unit_test(beyond_the_limit),
        cmocka_unit_test(alternatives_and_rates),
        cmocka_unit_test(refused),
        cmocka_unit_test(out_of_memory),
        cmocka_unit_test(full_cache),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
