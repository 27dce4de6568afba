/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beyond the plain model: a jump at a change of definition, a known comparability ratio, correlated
 * errors, comparison of two series. Against dense fits (joinpoint_brute.h) and by laws. */
#include "joinpoint_brute.h"
#include "joinpoint_data.h"
#include "joinpoint_rng.h"

#define DENSE "dense fits in long double"

/* --- jump ------------------------------------------------------------------------------------- */

/* What is added to the logarithms after the break is found again in the jump, and nowhere else. */
static void jump_takes_the_step(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        data_series s;
        data_random(15, seed % 2 == 0, seed, &s);
        const double after = s.time[4 + seed % 6];
        data_series t = s;
        for (size_t i = 0; i < t.n; i++)
            t.value[i] *= t.time[i] > after ? exp(0.75) : 1;
        const tt_joinpoint_options options = {
            .max_joinpoints = 2, .break_kind = TT_JOINPOINT_JUMP, .break_after = after};
        tt_joinpoint_result a;
        tt_joinpoint_result b;
        data_fit(&s, &options, &a);
        data_fit(&t, &options, &b);
        check_true(a.selected == b.selected && (a.notes & TT_NOTE_BREAK));
        for (size_t m = 0; m < a.model_count; m++) {
            const tt_joinpoint_model *p = &a.models[m];
            const tt_joinpoint_model *q = &b.models[m];
            check_rel(q->sse, p->sse, 1e-10, "the jump takes the step");
            check_rel(q->jump.value, p->jump.value + 0.75, 1e-10, "the jump takes the step");
            check_rel(q->jump_se, p->jump_se, 1e-9, "the jump takes the step");
            check_true(p->parameters == 2 * p->k + 3);
            for (size_t j = 0; j <= p->k; j++)
                check_abs(q->segment[j].slope.value, p->segment[j].slope.value, 1e-11,
                          "the jump takes the step");
            for (size_t i = 0; i < s.n; i++)
                check_abs(tt_joinpoint_predict(p, s.time[i]), p->fitted[i], 1e-10,
                          "prediction at the observations");
        }
        tt_joinpoint_clear(&a);
        tt_joinpoint_clear(&b);
    }
    check_done();
}

/* Without joinpoints the jump is a column of a linear regression: its standard error is known. */
static void jump_of_a_line(void **state)
{
    (void)state;
    data_series s;
    data_random(12, 1, 3, &s);
    const tt_joinpoint_options options = {.max_joinpoints = TT_JOINPOINT_NONE,
                                          .break_kind = TT_JOINPOINT_JUMP,
                                          .break_after = s.time[5]};
    tt_joinpoint_result result;
    data_fit(&s, &options, &result);
    brute b = {.n = s.n, .extra = 1};
    for (size_t i = 0; i < s.n; i++) {
        b.x[i] = s.time[i];
        b.y[i] = logl(s.value[i]);
        b.variance[i] = 1;
        b.column[i] = i > 5;
    }
    brute_fit fit;
    (void)brute_sse(&b, NULL, 0, &fit);
    /* variance of the last coefficient: s2 over what is left of its column after the others */
    brute left = b;
    left.extra = 0;
    for (size_t i = 0; i < s.n; i++)
        left.y[i] = b.column[i];
    const double se = sqrt((double)(fit.sse / 9 / brute_sse(&left, NULL, 0, NULL)));
    const tt_joinpoint_model *m = &result.models[0];
    check_rel(m->jump.value, (double)fit.coefficient[2], 1e-11, DENSE);
    check_rel(m->jump_se, se, 1e-11, DENSE);
    check_abs(m->df, 9, 0, "12 observations, 3 parameters");
    /* a line with a jump has one slope for both sides; its standard error likewise */
    for (size_t i = 0; i < s.n; i++)
        left.y[i] = b.x[i] - b.x[0];
    left.extra = 1;
    long double sxx = 0;
    for (int side = 0; side < 2; side++) {
        long double sum = 0;
        long double squares = 0;
        for (size_t i = side ? 6 : 0; i < (side ? s.n : 6); i++) {
            sum += left.y[i];
            squares += left.y[i] * left.y[i];
        }
        sxx += squares - sum * sum / 6;
    }
    check_rel(m->segment[0].slope_se, sqrt((double)(fit.sse / 9 / sxx)), 1e-11, DENSE);
    tt_joinpoint_clear(&result);
    check_done();
}

/* A bend on the last old year or on the first new one: the same fit, another jump; the earlier is taken and
 * the model says so. */
static void bend_beside_the_jump(void **state)
{
    (void)state;
    data_series s = {.n = 14};
    for (size_t i = 0; i < s.n; i++) {
        const double x = (double)i;
        s.time[i] = 2000 + x;
        s.value[i] =
            exp(2 + 0.1 * x - 0.3 * fmax(0, x - 6) + (i > 6 ? 1.5 : 0) + 0.01 * sin(3 * x));
    }
    const tt_joinpoint_options options = {.max_joinpoints = 1,
                                          .min_joinpoints = 1,
                                          .break_kind = TT_JOINPOINT_JUMP,
                                          .break_after = 2006};
    tt_joinpoint_result result;
    data_fit(&s, &options, &result);
    const tt_joinpoint_model *m = &result.models[0];
    check_abs(m->joinpoint[0].at.value, 2006, 0, "the earlier of the two");
    check_true(tt_joinpoint_beside_jump(m));
    check_abs(m->jump.value, 1.5, 0.05, "as put in");
    brute b = {.n = s.n, .extra = 1};
    for (size_t i = 0; i < s.n; i++) {
        b.x[i] = s.time[i];
        b.y[i] = logl(s.value[i]);
        b.variance[i] = 1;
        b.column[i] = i > 6;
    }
    brute_fit later;
    const double tau = 2007;
    check_rel((double)brute_sse(&b, &tau, 1, &later), m->sse, 1e-9, DENSE);
    check_rel((double)later.coefficient[3], m->jump.value + m->joinpoint[0].slope_change, 1e-9,
              "the change of slope of one year");
    tt_joinpoint_clear(&result);
    check_done();
}

/* --- comparability ratio ---------------------------------------------------------------------- */

static void ratio_rescales_the_past(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        data_series s;
        data_random(14, seed % 2 == 0, seed, &s);
        const int linear = seed % 3 == 0;
        tt_joinpoint_options options = {.scale = linear ? TT_JOINPOINT_LINEAR : TT_JOINPOINT_LOG,
                                        .weights = TT_JOINPOINT_SE,
                                        .max_joinpoints = 2,
                                        .break_kind = TT_JOINPOINT_RATIO,
                                        .break_after = s.time[6],
                                        .ratio = 1.3,
                                        .ratio_variance = 0.0004};
        data_series t = s;
        for (size_t i = 0; i <= 6; i++) {
            t.value[i] = 1.3 * s.value[i];
            t.se[i] = hypot(1.3 * s.se[i], 0.02 * s.value[i]);
        }
        tt_joinpoint_result a;
        tt_joinpoint_result b;
        options.se = s.se;
        data_fit(&s, &options, &a);
        options.break_kind = TT_JOINPOINT_NO_BREAK;
        options.se = t.se;
        data_fit(&t, &options, &b);
        for (size_t m = 0; m < a.model_count; m++) {
            check_rel(a.models[m].sse, b.models[m].sse, 1e-11, "converted by hand");
            for (size_t j = 0; j <= m; j++)
                check_rel(a.models[m].segment[j].slope_se, b.models[m].segment[j].slope_se, 1e-10,
                          "converted by hand");
        }
        check_true(a.selected == b.selected && (a.notes & TT_NOTE_BREAK));
        tt_joinpoint_clear(&a);
        tt_joinpoint_clear(&b);
    }
    check_done();
}

/* --- autocorrelation -------------------------------------------------------------------------- */

/* Minus twice the restricted log-likelihood of the joinpoints of a model. */
static long double deviance(const data_series *s, const tt_joinpoint_model *m, double rho)
{
    brute b = {.n = s->n, .rho = rho, .step = 1};
    double tau[TT_JOINPOINT_MAX];
    for (size_t i = 0; i < s->n; i++) {
        b.x[i] = s->time[i];
        b.y[i] = logl(s->value[i]);
        b.variance[i] = 1;
    }
    for (size_t j = 0; j < m->k; j++)
        tau[j] = m->joinpoint[j].at.value;
    return ((long double)s->n - 2 * (long double)m->k - 2) * logl(brute_sse(&b, tau, m->k, NULL)) +
           brute_log_dets(&b, tau, m->k);
}

/* A straight line with errors that remember `rho` of the one before. */
static void correlated_series(uint64_t seed, int gaps, double rho, data_series *s)
{
    data_random(20, gaps, seed, s);
    uint64_t random = seed + 5;
    double error = 0;
    for (size_t i = 0; i < s->n; i++) {
        error = rho * error + data_uniform(&random) - 0.5;
        s->value[i] = exp(3 + 0.02 * (s->time[i] - 2000) + error);
    }
}

static void rho_is_most_likely(void **state)
{
    (void)state;
    size_t inside = 0;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        data_series s;
        correlated_series(seed, seed % 2 == 0, 0.5, &s);
        const tt_joinpoint_options options = {.max_joinpoints = 1,
                                              .serial = TT_JOINPOINT_AR1_ESTIMATED};
        tt_joinpoint_result result;
        data_fit(&s, &options, &result);
        check_true(result.notes & TT_NOTE_SERIAL);
        const tt_joinpoint_model *m = &result.models[1];
        const long double least = deviance(&s, m, result.rho);
        for (int step = -98; step <= 98; step++)
            check_true(deviance(&s, m, step / 100.0) >= least - 1e-9L);
        inside += fabs(result.rho) < 0.98;
        tt_joinpoint_clear(&result);
    }
    check_true(inside >= 8);
    check_done();
}

/* On average the estimate is near the truth; a joinpoint that has to be found takes some of it. */
static void rho_is_near_the_truth(void **state)
{
    (void)state;
    enum { SERIES = 100 };
    static const struct {
        double truth;
        int joinpoints;
        double tolerance; /* ten times less scatter than one series has, and the bias at n = 20 */
    } rows[] = {{0, -1, 0.06}, {0.5, -1, 0.1}, {0, 1, 0.06}, {0.5, 1, 0.17}};
    for (size_t t = 0; t < sizeof rows / sizeof *rows; t++) {
        double sum = 0;
        for (uint64_t seed = 1; seed <= SERIES; seed++) {
            data_series s;
            correlated_series(seed * 1001, 0, rows[t].truth, &s);
            const tt_joinpoint_options options = {.max_joinpoints = rows[t].joinpoints,
                                                  .serial = TT_JOINPOINT_AR1_ESTIMATED};
            tt_joinpoint_result result;
            data_fit(&s, &options, &result);
            sum += result.rho / SERIES;
            tt_joinpoint_clear(&result);
        }
        print_message("rho %.1f: %.3f on average\n", rows[t].truth, sum);
        check_abs(sum, rows[t].truth, rows[t].tolerance, "the correlation put in");
    }
    check_done();
}

/* rho = 0 is the plain model. */
static void no_correlation(void **state)
{
    (void)state;
    data_series s;
    data_random(16, 1, 9, &s);
    tt_joinpoint_options options = {.max_joinpoints = 2};
    tt_joinpoint_result plain;
    tt_joinpoint_result given;
    data_fit(&s, &options, &plain);
    options.serial = TT_JOINPOINT_AR1_GIVEN;
    data_fit(&s, &options, &given);
    for (size_t m = 0; m < 3; m++)
        check_rel(given.models[m].sse, plain.models[m].sse, 1e-14, "rho = 0");
    tt_joinpoint_clear(&plain);
    tt_joinpoint_clear(&given);
    check_done();
}

/* --- two series ------------------------------------------------------------------------------- */

/* Both series in one dense problem, first then second. */
typedef struct pair {
    data_series s[2];
    int hypothesis;
    int weighted;
    brute stacked;
    brute own[2];
    size_t total;
} pair;

static void fill_problem(const data_series *s, int weighted, brute *b, size_t from)
{
    for (size_t i = 0; i < s->n; i++) {
        b->x[from + i] = s->time[i];
        b->y[from + i] = logl(s->value[i]);
        b->variance[from + i] = weighted ? 1 / (long double)s->value[i] : 1;
        b->column[from + i] = from > 0;
    }
    b->n = from + s->n;
}

static void make_pair(uint64_t seed, int hypothesis, int weighted, pair *p)
{
    *p = (pair){.hypothesis = hypothesis, .weighted = weighted};
    data_random(9, 0, seed, &p->s[0]);
    data_random(10, 0, seed + 50, &p->s[1]);
    for (size_t i = 0; i < p->s[1].n && seed % 2; i++)
        p->s[1].time[i] += 1; /* other years at both ends */
    for (int k = 0; k < 2; k++)
        fill_problem(&p->s[k], weighted, &p->own[k], 0);
    fill_problem(&p->s[0], weighted, &p->stacked, 0);
    fill_problem(&p->s[1], weighted, &p->stacked, p->s[0].n);
    p->stacked.extra = hypothesis == TT_JOINPOINT_PARALLEL;
    p->total = p->stacked.n;
}

/* Places of the common joinpoints: the years of both series, each once. */
static void common_places(const pair *p, brute_places *out)
{
    double years[BRUTE_MOST];
    size_t n = 0;
    for (double year = 1900; year < 2100; year++) {
        int there = 0;
        for (int k = 0; k < 2; k++)
            for (size_t i = 0; i < p->s[k].n; i++)
                there |= p->s[k].time[i] == year;
        if (there)
            years[n++] = year;
    }
    brute_grid(n, years, 0, out);
}

/* The best common model: the joinpoints are counted in common years, the fit in observations. */
static brute_fit search_common(const brute *b, const brute_places *places, size_t k)
{
    brute_fit best = {.sse = INFINITY};
    size_t index[TT_JOINPOINT_MAX];
    for (size_t j = 0; j < k; j++)
        index[j] = j;
    do {
        brute_fit fit;
        double tau[TT_JOINPOINT_MAX];
        for (size_t j = 0; j < k; j++)
            tau[j] = places->at[index[j]];
        if (!brute_admissible(places, index, k, places->count, 2, 2))
            continue;
        if (brute_sse(b, tau, k, &fit) < best.sse * (1 - 1e-13L)) {
            best = fit;
            memcpy(best.index, index, sizeof index);
        }
    } while (brute_next(index, k, places->count));
    return best;
}

static long double separate_sse(const pair *p, const brute own[2], size_t k)
{
    long double sum = 0;
    for (int s = 0; s < 2; s++) {
        brute_places places;
        brute_grid(p->s[s].n, p->s[s].time, 0, &places);
        sum += brute_search(&own[s], &places, k, 2, 2).sse;
    }
    return sum;
}

/* How many of the library's random orders reach the observed ratio, by refitting each. */
static size_t count_reaching(const pair *p, size_t k, const brute_fit *null,
                             const brute_places *places, long double observed, size_t replicates)
{
    const brute *b = &p->stacked;
    long double fitted[BRUTE_MOST];
    long double whitened[BRUTE_MOST];
    for (size_t i = 0; i < b->n; i++) {
        fitted[i] = null->coefficient[0] + null->coefficient[1] * (b->x[i] - b->x[0]);
        for (size_t j = 0; j < k; j++)
            fitted[i] += null->coefficient[2 + j] * fmaxl(0, b->x[i] - places->at[null->index[j]]);
        if (b->extra)
            fitted[i] += null->coefficient[k + 2] * b->column[i];
        whitened[i] = (b->y[i] - fitted[i]) / sqrtl(b->variance[i]);
    }
    size_t reached = 1;
    for (size_t r = 0; r < replicates; r++) {
        uint32_t order[BRUTE_MOST];
        tt__jp_rng rng = tt__jp_rng_stream(11, 2000 + (uint64_t)p->hypothesis, r);
        tt__jp_rng_order(&rng, order, b->n);
        brute drawn = *b;
        brute own[2] = {p->own[0], p->own[1]};
        for (size_t i = 0; i < b->n; i++) {
            drawn.y[i] = fitted[i] + whitened[order[i]] * sqrtl(b->variance[i]);
            if (i < own[0].n)
                own[0].y[i] = drawn.y[i];
            else
                own[1].y[i - own[0].n] = drawn.y[i];
        }
        const long double ratio = search_common(&drawn, places, k).sse / separate_sse(p, own, k);
        reached += ratio >= observed * (1 - 1e-12L);
    }
    return reached;
}

static void comparisons(void **state)
{
    (void)state;
    enum { REPLICATES = 60 };
    for (uint64_t seed = 1; seed <= 6; seed++) {
        pair p;
        make_pair(seed, seed % 3 == 0 ? TT_JOINPOINT_COINCIDENT : TT_JOINPOINT_PARALLEL,
                  seed % 2 == 0, &p);
        const tt_points points[2] = {data_points(&p.s[0]), data_points(&p.s[1])};
        const tt_joinpoint_options options = {.weights = p.weighted ? TT_JOINPOINT_COUNT
                                                                    : TT_JOINPOINT_EQUAL,
                                              .max_joinpoints = 1,
                                              .permutations = REPLICATES,
                                              .seed = 11,
                                              .threads = 1 + (unsigned)(seed % 3)};
        tt_joinpoint_comparison c;
        tt_error err = {0};
        check_status(tt_joinpoint_compare(points, NULL, (tt_joinpoint_hypothesis)p.hypothesis,
                                          &options, &c, &err),
                     TT_OK, &err);
        brute_places places;
        common_places(&p, &places);
        const brute_fit null = search_common(&p.stacked, &places, c.k);
        const long double separate = separate_sse(&p, p.own, c.k);
        check_rel(c.sse_null, (double)null.sse, 1e-10, DENSE);
        check_rel(c.sse_separate, (double)separate, 1e-10, DENSE);
        check_rel(c.statistic, (double)(null.sse / separate), 1e-10, DENSE);
        if (p.hypothesis == TT_JOINPOINT_PARALLEL)
            check_rel(c.offset, (double)null.coefficient[c.k + 2], 1e-9, DENSE);
        for (size_t j = 0; j < c.k; j++)
            check_abs(c.at[j], places.at[null.index[j]], 0, DENSE);
        const size_t reached =
            count_reaching(&p, c.k, &null, &places, null.sse / separate, REPLICATES);
        check_abs((double)c.exceeding, (double)reached, 0, DENSE " of every order");
        check_rel(c.p, (double)reached / (REPLICATES + 1), 1e-15, DENSE);
        check_true(c.k >= c.k_a && c.k >= c.k_b && c.k >= c.k_both);
    }
    check_done();
}

/* A series is parallel to itself times a constant, and coincides with itself; nothing is left then. */
static void comparison_with_itself(void **state)
{
    (void)state;
    data_series s;
    data_random(12, 1, 4, &s);
    data_series t = s;
    for (size_t i = 0; i < s.n; i++)
        t.value[i] = 3 * s.value[i];
    const tt_joinpoint_options options = {.max_joinpoints = 1, .permutations = 199};
    const tt_points parallel[2] = {data_points(&s), data_points(&t)};
    tt_joinpoint_comparison c;
    tt_error err = {0};
    check_status(tt_joinpoint_compare(parallel, NULL, TT_JOINPOINT_PARALLEL, &options, &c, &err),
                 TT_OK, &err);
    check_rel(c.offset, log(3), 1e-12, "three times as large");
    check_rel(c.statistic, 1, 1e-9, "the same trend");
    check_abs(c.p, 1, 0, "the same trend");
    check_status(tt_joinpoint_compare(parallel, NULL, TT_JOINPOINT_COINCIDENT, &options, &c, &err),
                 TT_OK, &err);
    check_true(c.p < 0.02 && c.statistic > 5);
    const tt_joinpoint_options refused = {.serial = TT_JOINPOINT_AR1_ESTIMATED};
    check_status(tt_joinpoint_compare(parallel, NULL, TT_JOINPOINT_PARALLEL, &refused, &c, &err),
                 TT_EUSAGE, &err);
    check_true(c.permutations == 0);
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
        cmocka_unit_test(bend_beside_the_jump),   cmocka_unit_test(jump_takes_the_step),
        cmocka_unit_test(jump_of_a_line),         cmocka_unit_test(ratio_rescales_the_past),
        cmocka_unit_test(rho_is_most_likely),     cmocka_unit_test(rho_is_near_the_truth),
        cmocka_unit_test(no_correlation),         cmocka_unit_test(comparisons),
        cmocka_unit_test(comparison_with_itself),
    };
    return cmocka_run_group_tests(tests, ready, NULL);
}
