/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Permutation tests against refits of every order by dense least squares (joinpoint_brute.h), and what
 * must not change them: threads, early stopping, scale. Empirical limits: laws and coverage. */
#include "joinpoint_brute.h"
#include "joinpoint_data.h"
#include "joinpoint_rng.h"

#define DENSE "dense refits of every order"

/* A brute force problem with its null fit, ready for permuted responses. */
typedef struct permuted {
    brute problem;
    brute_places places;
    size_t k0;
    size_t k1;
    long double factor[BRUTE_MOST][BRUTE_MOST];
    long double fitted[BRUTE_MOST];
    long double residual[BRUTE_MOST]; /* whitened */
    long double observed;             /* SSE(k0) / SSE(k1) */
} permuted;

static long double ratio_of(const permuted *p, const brute *b)
{
    return brute_search(b, &p->places, p->k0, 2, 2).sse /
           brute_search(b, &p->places, p->k1, 2, 2).sse;
}

static void begin(const data_series *s, double rho, int weighted, size_t k0, size_t k1, permuted *p)
{
    *p = (permuted){.problem = {.n = s->n, .rho = rho, .step = 1}, .k0 = k0, .k1 = k1};
    brute *b = &p->problem;
    for (size_t i = 0; i < s->n; i++) {
        b->x[i] = s->time[i];
        b->y[i] = logl(s->value[i]);
        b->variance[i] = weighted ? 1 / (long double)s->value[i] : 1;
    }
    brute_grid(s->n, s->time, 0, &p->places);
    p->observed = ratio_of(p, b);
    const brute_fit null = brute_search(b, &p->places, k0, 2, 2);
    brute_factor(b, p->factor);
    for (size_t i = 0; i < b->n; i++) {
        p->fitted[i] = null.coefficient[0] + null.coefficient[1] * (b->x[i] - b->x[0]);
        for (size_t j = 0; j < k0; j++)
            p->fitted[i] += null.coefficient[2 + j] * fmaxl(0, b->x[i] - b->x[null.index[j]]);
        p->residual[i] = b->y[i] - p->fitted[i];
    }
    brute_whiten(b, p->factor, p->residual);
}

/* Does this order of the residuals reach the observed ratio? */
static int reaches(const permuted *p, const uint32_t *order)
{
    brute b = p->problem;
    for (size_t i = 0; i < b.n; i++) {
        b.y[i] = p->fitted[i];
        for (size_t j = 0; j <= i; j++)
            b.y[i] += p->factor[i][j] * p->residual[order[j]];
    }
    return ratio_of(p, &b) >= p->observed * (1 - 1e-12L);
}

/* The next order in lexicographic order; 0 after the last. */
static int next_order(uint32_t *order, size_t n)
{
    size_t i = n - 1;
    while (i > 0 && order[i - 1] >= order[i])
        i--;
    if (i == 0)
        return 0;
    size_t j = n - 1;
    while (order[j] <= order[i - 1])
        j--;
    const uint32_t keep = order[i - 1];
    order[i - 1] = order[j];
    order[j] = keep;
    for (size_t low = i, high = n - 1; low < high; low++, high--) {
        const uint32_t other = order[low];
        order[low] = order[high];
        order[high] = other;
    }
    return 1;
}

static void all_orders(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 6; seed++) {
        data_series s;
        data_random(5 + seed % 3, 0, seed, &s);
        const int weighted = seed % 2 == 0;
        permuted p;
        begin(&s, 0, weighted, 0, 1, &p);
        uint32_t order[BRUTE_MOST];
        for (uint32_t i = 0; i < s.n; i++)
            order[i] = i;
        size_t reached = 0;
        size_t count = 0;
        do {
            reached += (size_t)reaches(&p, order);
            count++;
        } while (next_order(order, s.n));
        const tt_joinpoint_options options = {.weights = weighted ? TT_JOINPOINT_COUNT
                                                                  : TT_JOINPOINT_EQUAL,
                                              .max_joinpoints = 1,
                                              .select = TT_JOINPOINT_PERMUTATION};
        tt_joinpoint_result result;
        data_fit(&s, &options, &result);
        const tt_joinpoint_test *test = &result.tests[0];
        check_true(test->enumerated && test->permutations == count);
        check_abs((double)test->exceeding, (double)reached, 0, DENSE);
        check_rel(test->statistic, (double)p.observed, 1e-10, DENSE);
        check_abs(test->mc_error, 0, 0, "no sampling");
        check_abs(test->p, (double)reached / (double)count, 0, DENSE);
        tt_joinpoint_clear(&result);
    }
    check_done();
}

/* The same random orders, refitted the slow way: the same number reach the observed ratio. */
static void random_orders(void **state)
{
    (void)state;
    enum { REPLICATES = 150 };
    static const struct {
        size_t k0;
        size_t k1;
        double rho;
    } rows[] = {{0, 1, 0}, {0, 2, 0}, {1, 2, 0}, {0, 1, 0.4}, {1, 2, -0.3}};
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
        data_series s;
        data_random(11, 0, 40 + r, &s);
        permuted p;
        begin(&s, rows[r].rho, r % 2 == 0, rows[r].k0, rows[r].k1, &p);
        size_t reached = 1; /* the observed order */
        for (size_t i = 0; i < REPLICATES; i++) {
            uint32_t order[BRUTE_MOST];
            tt__jp_rng rng = tt__jp_rng_stream(99, 0, i);
            tt__jp_rng_order(&rng, order, s.n);
            reached += (size_t)reaches(&p, order);
        }
        const tt_joinpoint_options options = {
            .weights = r % 2 == 0 ? TT_JOINPOINT_COUNT : TT_JOINPOINT_EQUAL,
            .min_joinpoints = (int)rows[r].k0,
            .max_joinpoints = (int)rows[r].k1,
            .select = TT_JOINPOINT_PERMUTATION,
            .serial = rows[r].rho == 0 ? TT_JOINPOINT_UNCORRELATED : TT_JOINPOINT_AR1_GIVEN,
            .rho = rows[r].rho,
            .permutations = REPLICATES,
            .seed = 99};
        tt_joinpoint_result result;
        data_fit(&s, &options, &result);
        const tt_joinpoint_test *test = &result.tests[0];
        check_abs((double)test->exceeding, (double)reached, 0, DENSE);
        check_abs((double)test->permutations, REPLICATES + 1, 0, "with the observed order");
        const double share = (double)reached / (REPLICATES + 1);
        check_rel(test->p, share, 1e-15, DENSE);
        check_rel(test->mc_error, sqrt(share * (1 - share) / REPLICATES), 1e-12, "binomial");
        tt_joinpoint_clear(&result);
    }
    check_done();
}

/* MIN against MAX; a rejection at alpha / (MAX - ka) raises ka, an acceptance lowers kb. */
static void sequence(void **state)
{
    (void)state;
    size_t rejections = 0;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        data_series s;
        data_random(18, seed % 2 == 0, seed, &s);
        const tt_joinpoint_options options = {
            .max_joinpoints = 3, .select = TT_JOINPOINT_PERMUTATION, .permutations = 399};
        tt_joinpoint_result result;
        data_fit(&s, &options, &result);
        size_t ka = 0;
        size_t kb = 3;
        for (size_t t = 0; t < result.test_count; t++) {
            const tt_joinpoint_test *test = &result.tests[t];
            check_true(test->k0 == ka && test->k1 == kb);
            check_rel(test->level, 0.05 / (double)(3 - ka), 1e-15, "NCI's levels");
            check_rel(test->statistic, result.models[ka].sse / result.models[kb].sse, 1e-14,
                      "the models");
            check_true(test->rejected == (test->p < test->level));
            rejections += (size_t)test->rejected;
            if (test->rejected)
                ka++;
            else
                kb--;
        }
        check_true(ka == kb && result.selected == ka);
        tt_joinpoint_clear(&result);
    }
    check_true(rejections > 3);
    check_done();
}

static void same_estimate(tt_estimate a, tt_estimate b)
{
    check_abs(a.value, b.value, 0, "the same run");
    check_abs(a.low, b.low, 0, "the same run");
    check_abs(a.high, b.high, 0, "the same run");
}

static void threads_change_nothing(void **state)
{
    (void)state;
    data_series s;
    data_random(20, 1, 5, &s);
    tt_joinpoint_result one = {0};
    for (unsigned threads = 1; threads <= 5; threads++) {
        const tt_joinpoint_options options = {.max_joinpoints = 2,
                                              .min_joinpoints = 1,
                                              .select = TT_JOINPOINT_PERMUTATION,
                                              .limits = TT_JOINPOINT_EMPIRICAL,
                                              .permutations = 777,
                                              .resamples = 333,
                                              .threads = threads};
        tt_joinpoint_result result;
        data_fit(&s, &options, threads == 1 ? &one : &result);
        if (threads == 1)
            continue;
        const tt_joinpoint_model *a = &one.models[one.selected];
        const tt_joinpoint_model *b = &result.models[result.selected];
        check_true(result.test_count == one.test_count && a->k == b->k);
        for (size_t t = 0; t < one.test_count; t++)
            check_abs(result.tests[t].p, one.tests[t].p, 0, "one thread");
        for (size_t j = 0; j <= a->k; j++)
            same_estimate(b->segment[j].apc, a->segment[j].apc);
        for (size_t j = 0; j < a->k; j++)
            same_estimate(b->joinpoint[j].at, a->joinpoint[j].at);
        same_estimate(b->aapc[0].aapc, a->aapc[0].aapc);
        tt_joinpoint_clear(&result);
    }
    tt_joinpoint_clear(&one);
    check_done();
}

/* Early stopping saves work and changes no decision. */
static void early_stopping(void **state)
{
    (void)state;
    size_t saved = 0;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        data_series s;
        data_random(16, 0, seed, &s);
        tt_joinpoint_options options = {
            .max_joinpoints = 2, .select = TT_JOINPOINT_PERMUTATION, .permutations = 4499};
        tt_joinpoint_result whole;
        tt_joinpoint_result short_cut;
        data_fit(&s, &options, &whole);
        options.curtail = 1;
        data_fit(&s, &options, &short_cut);
        check_true(whole.selected == short_cut.selected);
        check_true(whole.test_count == short_cut.test_count);
        for (size_t t = 0; t < whole.test_count; t++) {
            check_true(whole.tests[t].rejected == short_cut.tests[t].rejected);
            check_true(short_cut.tests[t].rejected ==
                       (short_cut.tests[t].p < short_cut.tests[t].level));
            saved += whole.tests[t].permutations - short_cut.tests[t].permutations;
        }
        tt_joinpoint_clear(&whole);
        tt_joinpoint_clear(&short_cut);
    }
    check_true(saved > 20000);
    check_done();
}

/* --- empirical limits ------------------------------------------------------------------------- */

static void empirical_laws(void **state)
{
    (void)state;
    data_series s;
    data_random(20, 1, 8, &s);
    const tt_joinpoint_range range = {s.time[3], s.time[15]};
    const tt_joinpoint_options options = {.min_joinpoints = 1,
                                          .max_joinpoints = 1,
                                          .limits = TT_JOINPOINT_EMPIRICAL,
                                          .resamples = 999,
                                          .ranges = &range,
                                          .range_count = 1};
    tt_joinpoint_result first;
    tt_joinpoint_result scaled;
    data_fit(&s, &options, &first);
    data_series t = s;
    for (size_t i = 0; i < s.n; i++)
        t.value[i] = 1000 * s.value[i];
    data_fit(&t, &options, &scaled);
    const tt_joinpoint_model *a = &first.models[0];
    const tt_joinpoint_model *b = &scaled.models[0];
    check_true(a->empirical && (a->notes & TT_NOTE_MONTE_CARLO));
    for (size_t j = 0; j <= 1; j++) {
        const tt_joinpoint_segment *segment = &a->segment[j];
        check_abs(segment->apc.low, b->segment[j].apc.low, 1e-8, "units do not matter");
        check_abs(segment->apc.high, b->segment[j].apc.high, 1e-8, "units do not matter");
        check_true(segment->slope.low < segment->slope.value &&
                   segment->slope.value < segment->slope.high && isnan(segment->t));
        const double even = segment->p * 1000 / 2; /* p = 2 m / (B + 1) */
        check_abs(even, floor(even + 0.5), 1e-9, "NCI's p are even multiples of 1/(B + 1)");
    }
    check_true(a->joinpoint[0].at.low <= a->joinpoint[0].at.value &&
               a->joinpoint[0].at.value <= a->joinpoint[0].at.high);
    for (size_t i = 0; i < 2; i++)
        check_true(a->aapc[i].aapc.low < a->aapc[i].aapc.value &&
                   a->aapc[i].aapc.value < a->aapc[i].aapc.high && isnan(a->aapc[i].statistic));
    tt_joinpoint_clear(&first);
    tt_joinpoint_clear(&scaled);
    /* the 50th of 999 draws from its end, though 0.5 - 0.45 is a little less than 0.05 in binary */
    tt_joinpoint_options ninety = options;
    ninety.conf = 0.9;
    data_fit(&s, &ninety, &first);
    ninety.conf = 0.9 - 1e-9;
    data_fit(&s, &ninety, &scaled);
    check_abs(first.models[0].segment[0].slope.low, scaled.models[0].segment[0].slope.low, 0,
              "the same draw");
    tt_joinpoint_clear(&first);
    tt_joinpoint_clear(&scaled);
    check_done();
}

/* Straight lines with normal errors: 95 % limits hold the slope about 95 times of 100. */
static void empirical_coverage(void **state)
{
    (void)state;
    enum { SERIES = 400, N = 12 };
    uint64_t random = 17;
    size_t held = 0;
    size_t held_by_t = 0;
    for (size_t r = 0; r < SERIES; r++) {
        data_series s = {.n = N};
        for (size_t i = 0; i < N; i++) {
            double e = -6;
            for (int u = 0; u < 12; u++)
                e += data_uniform(&random);
            s.time[i] = 2000 + (double)i;
            s.value[i] = exp(5 + 0.03 * (double)i + 0.1 * e);
        }
        tt_joinpoint_options options = {.max_joinpoints = TT_JOINPOINT_NONE, .resamples = 499};
        tt_joinpoint_result result;
        data_fit(&s, &options, &result);
        const tt_estimate t = result.models[0].segment[0].slope;
        held_by_t += t.low < 0.03 && 0.03 < t.high;
        tt_joinpoint_clear(&result);
        options.limits = TT_JOINPOINT_EMPIRICAL;
        data_fit(&s, &options, &result);
        const tt_estimate e = result.models[0].segment[0].slope;
        held += e.low < 0.03 && 0.03 < e.high;
        tt_joinpoint_clear(&result);
    }
    print_message("95 %% limits hold the slope: empirical %.1f %%, t %.1f %%\n",
                  100.0 * (double)held / SERIES, 100.0 * (double)held_by_t / SERIES);
    check_true(held > 0.90 * SERIES && held < 0.98 * SERIES);
    check_true(held_by_t > 0.92 * SERIES && held_by_t < 0.98 * SERIES);
    check_done();
}

static int ready(void **state)
{
    (void)state;
    tt_runtime_init();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_orders),         cmocka_unit_test(random_orders),
        cmocka_unit_test(sequence),           cmocka_unit_test(threads_change_nothing),
        cmocka_unit_test(early_stopping),     cmocka_unit_test(empirical_laws),
        cmocka_unit_test(empirical_coverage),
    };
    return cmocka_run_group_tests(tests, ready, NULL);
}
