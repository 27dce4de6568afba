/* SPDX-License-Identifier: GPL-3.0-or-later */
/* No placement is missed: the search against dense fits of every placement in long double
 * (joinpoint_brute.h), for irregular years, weights, grids, minimum observations, jumps and
 * correlated errors; Hudson's method against a fine grid. */
#include "joinpoint_brute.h"
#include "joinpoint_data.h"

#define DENSE  "dense fits of every placement in long double"
#define ROUNDS 120

/* Spacings that are no whole years, or whole years with gaps. */
static void irregular(data_series *s, uint64_t seed, int whole)
{
    uint64_t state = seed * 31 + 7;
    double x = 1995;
    for (size_t i = 0; i < s->n; i++) {
        const double step = 0.25 + 3 * data_uniform(&state);
        x += whole ? ceil(step) : step;
        s->time[i] = x;
    }
}

/* The same regression for the brute force as the library makes of a series. */
static void prepare(const data_series *s, const tt_joinpoint_options *o, brute *b)
{
    *b = (brute){.n = s->n, .rho = o->rho};
    b->step = INFINITY;
    for (size_t i = 0; i < s->n; i++) {
        const int is_log = o->scale == TT_JOINPOINT_LOG;
        const long double value = s->value[i];
        long double variance = 1;
        if (o->weights == TT_JOINPOINT_SE)
            variance =
                is_log ? s->se[i] / value * (s->se[i] / value) : (long double)s->se[i] * s->se[i];
        if (o->weights == TT_JOINPOINT_COUNT)
            variance = is_log ? 1 / value : value;
        b->x[i] = s->time[i];
        b->y[i] = is_log ? logl(value) : value;
        b->variance[i] = variance;
        b->column[i] = s->time[i] > o->break_after;
        if (i > 0)
            b->step = fmin(b->step, s->time[i] - s->time[i - 1]);
    }
    b->extra = o->break_kind == TT_JOINPOINT_JUMP;
}

static void agree(const tt_joinpoint_model *m, const brute *b, const brute_places *p,
                  const brute_fit *best)
{
    check_rel(m->sse, (double)best->sse, 1e-10, DENSE);
    double tau[TT_JOINPOINT_MAX];
    for (size_t j = 0; j < m->k; j++) {
        tau[j] = m->joinpoint[j].at.value;
        check_rel(tau[j], p->at[best->index[j]], 1e-14, DENSE);
    }
    check_rel((double)brute_sse(b, tau, m->k, NULL), (double)best->sse, 1e-10, DENSE);
    long double slope = best->coefficient[1];
    for (size_t j = 0; j <= m->k; j++) {
        slope += j > 0 ? best->coefficient[1 + j] : 0;
        check_abs(m->segment[j].slope.value, (double)slope,
                  1e-9 * (fabs((double)slope) + (double)sqrtl(best->sse)), DENSE);
    }
    if (b->extra)
        check_abs(m->jump.value, (double)best->coefficient[m->k + 2],
                  1e-9 * (fabs(m->jump.value) + (double)sqrtl(best->sse)), DENSE);
}

/* All models of one series against brute force. Gives how many were compared. */
static size_t compare(const data_series *s, tt_joinpoint_options options)
{
    const size_t end = options.min_end ? (size_t)options.min_end : 2;
    const size_t between = options.min_between ? (size_t)options.min_between : 2;
    const size_t jump = options.break_kind == TT_JOINPOINT_JUMP;
    size_t most = options.grid_between ? 2 : 3;
    while (most > 0 && tt_joinpoint_needed(most, end, between) + jump > s->n)
        most--;
    options.max_joinpoints = most ? (int)most : TT_JOINPOINT_NONE;
    options.se = options.weights == TT_JOINPOINT_SE ? s->se : NULL;
    tt_joinpoint_result result;
    data_fit(s, &options, &result);
    brute b;
    brute_places p;
    prepare(s, &options, &b);
    brute_grid(s->n, s->time, (size_t)options.grid_between, &p);
    for (size_t k = 0; k <= most; k++) {
        const brute_fit best = brute_search(&b, &p, k, end, between);
        agree(&result.models[k], &b, &p, &best);
    }
    tt_joinpoint_clear(&result);
    return most + 1;
}

static void every_placement(void **state)
{
    (void)state;
    size_t models = 0;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        data_series s;
        data_random(5 + seed % 9, seed % 2 == 0, seed, &s);
        if (seed % 3 == 0)
            irregular(&s, seed, 0);
        const tt_joinpoint_options options = {.scale = seed % 4 == 1 ? TT_JOINPOINT_LINEAR
                                                                     : TT_JOINPOINT_LOG,
                                              .weights = (tt_joinpoint_weights)(seed / 2 % 3),
                                              .min_end = (int)(seed % 5 == 0   ? 1
                                                               : seed % 7 == 0 ? 3
                                                                               : 2),
                                              .min_between = (int)(seed % 4 == 0    ? 1
                                                                   : seed % 11 == 0 ? 4
                                                                                    : 2)};
        models += compare(&s, options);
    }
    print_message("%zu models equal to brute force\n", models);
    check_done();
}

static void finer_grids(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 24; seed++) {
        data_series s;
        data_random(7 + seed % 4, seed % 2 == 0, 100 + seed, &s);
        (void)compare(&s, (tt_joinpoint_options){.grid_between = (int)(1 + seed % 4)});
    }
    check_done();
}

static void jumps(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        data_series s;
        data_random(8 + seed % 6, seed % 2 == 0, 200 + seed, &s);
        const size_t old = 2 + seed % (s.n - 4);
        (void)compare(&s, (tt_joinpoint_options){.break_kind = TT_JOINPOINT_JUMP,
                                                 .break_after = s.time[old],
                                                 .weights = (tt_joinpoint_weights)(seed % 3)});
    }
    check_done();
}

static void correlated_errors(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 40; seed++) {
        data_series s;
        data_random(7 + seed % 6, seed % 2 == 0, 300 + seed, &s);
        double rho = -0.8 + 0.2 * (double)(seed % 9);
        if (seed % 3 == 0) { /* spacings that are no multiples of the shortest: rho >= 0 only */
            irregular(&s, seed, 1);
            rho = fabs(rho);
        }
        (void)compare(&s, (tt_joinpoint_options){.serial = TT_JOINPOINT_AR1_GIVEN,
                                                 .rho = rho,
                                                 .weights = (tt_joinpoint_weights)(seed % 3)});
    }
    check_done();
}

/* Values printed to one decimal give placements of equal SSE: the earliest is taken. */
static void equal_placements(void **state)
{
    (void)state;
    const double value[9] = {3, 2, 1, 2, 3, 2, 1, 2, 3}; /* the same from both ends */
    data_series s = {.n = 9};
    for (size_t i = 0; i < s.n; i++) {
        s.time[i] = 2000 + (double)i;
        s.value[i] = value[i];
    }
    tt_joinpoint_result result;
    const tt_joinpoint_options options = {.scale = TT_JOINPOINT_LINEAR, .max_joinpoints = 1};
    data_fit(&s, &options, &result);
    brute b;
    prepare(&s, &options, &b);
    const double first = result.models[1].joinpoint[0].at.value;
    const double mirrored = 4008 - first;
    check_rel((double)brute_sse(&b, &mirrored, 1, NULL), result.models[1].sse, 1e-13,
              "the series is the same from both ends");
    check_true(first < mirrored);
    tt_joinpoint_clear(&result);
    check_done();
}

/* The least SSE of one joinpoint on an observation, or where it has a minimum within a gap, by golden
 * sections of eighths of every gap. A minimum at the end of a gap is none within it. */
static long double anywhere(const brute *b, size_t min_end)
{
    long double least = INFINITY;
    for (size_t i = min_end; i + min_end < b->n; i++)
        least = fminl(least, brute_sse(b, &b->x[i], 1, NULL));
    for (size_t i = min_end - 1; i + min_end < b->n; i++)
        for (int part = 0; part < 8; part++) {
            const double gap = b->x[i + 1] - b->x[i];
            const double from = b->x[i] + gap * part / 8;
            const double to = b->x[i] + gap * (part + 1) / 8;
            double low = from;
            double high = to;
            for (int round = 0; round < 60; round++) {
                const double c = high - 0.6180339887498949 * (high - low);
                const double d = low + 0.6180339887498949 * (high - low);
                if (brute_sse(b, &c, 1, NULL) < brute_sse(b, &d, 1, NULL))
                    high = d;
                else
                    low = c;
            }
            if (low - from > 1e-6 * gap && to - low > 1e-6 * gap)
                least = fminl(least, brute_sse(b, &low, 1, NULL));
        }
    return least;
}

static void hudson(void **state)
{
    (void)state;
    size_t between = 0;
    for (uint64_t seed = 1; seed <= 30; seed++) {
        data_series s;
        data_random(7 + seed % 5, seed % 2 == 0, 400 + seed, &s);
        tt_joinpoint_options options = {.method = TT_JOINPOINT_HUDSON,
                                        .weights = (tt_joinpoint_weights)(seed % 2 * 2),
                                        .max_joinpoints = 1};
        tt_joinpoint_result result;
        data_fit(&s, &options, &result);
        brute b;
        prepare(&s, &options, &b);
        const tt_joinpoint_model *m = &result.models[1];
        check_rel(m->sse, (double)anywhere(&b, 2), 1e-9, "golden sections of every gap");
        const double at = m->joinpoint[0].at.value;
        check_rel((double)brute_sse(&b, &at, 1, NULL), m->sse, 1e-10, DENSE);
        size_t on = 0;
        while (on < s.n && s.time[on] != at)
            on++;
        between += on == s.n;
        check_true(at > s.time[1] && at < s.time[s.n - 2]);
        tt_joinpoint_clear(&result);
    }
    print_message("Hudson: %zu of 30 joinpoints between observations\n", between);
    check_true(between > 5 && between < 30);
    check_done();
}

#define FINE 10 /* grid steps in a gap */

/* SSE of two joinpoints on a fine grid, wherever they may stand: sse[a * count + c]. */
static long double *fine_table(const brute *b, const brute_places *p)
{
    long double *sse = calloc(p->count * p->count, sizeof *sse);
    assert_non_null(sse);
    for (size_t a = 0; a < p->count; a++)
        for (size_t c = 0; c < p->count; c++) {
            const double tau[2] = {p->at[a], p->at[c]};
            sse[a * p->count + c] = a < c ? brute_sse(b, tau, 2, NULL) : INFINITY;
        }
    return sse;
}

/* Is the SSE least among the neighbours of a fine placement, each joinpoint staying in its gap? Then
 * a minimum within the gaps is near, and it is no higher. */
static int is_valley(const long double *sse, size_t count, size_t a, size_t c)
{
    const size_t reach[2] = {a % FINE ? 1 : 0, c % FINE ? 1 : 0};
    const long double here = sse[a * count + c];
    for (size_t i = a - reach[0]; i <= a + reach[0]; i++)
        for (size_t j = c - reach[1]; j <= c + reach[1]; j++)
            if ((i != a || j != c) && sse[i * count + j] <= here)
                return 0;
    return isfinite(here);
}

/* Does a joinpoint between observations stand where a small move lowers nothing? */
static int is_still(const brute *b, double tau[2], size_t j)
{
    const double at = tau[j];
    const long double here = brute_sse(b, tau, 2, NULL);
    for (size_t i = 0; i < b->n; i++)
        if (b->x[i] == at)
            return 1;
    int still = 1;
    for (int side = -1; side <= 1; side += 2) {
        tau[j] = at + 1e-4 * side;
        still = still && brute_sse(b, tau, 2, NULL) >= here;
    }
    tau[j] = at;
    return still;
}

static void hudson_of_two(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 10; seed++) {
        data_series s;
        data_random(9 + seed % 3, seed % 2 == 0, 500 + seed, &s);
        const tt_joinpoint_options options = {.max_joinpoints = 2, .method = TT_JOINPOINT_HUDSON};
        tt_joinpoint_result result;
        data_fit(&s, &options, &result);
        brute b;
        brute_places p;
        prepare(&s, &options, &b);
        brute_grid(s.n, s.time, FINE - 1, &p);
        long double *sse = fine_table(&b, &p);
        long double least = INFINITY;
        for (size_t a = 1; a + 1 < p.count; a++)
            for (size_t c = a + 1; c + 1 < p.count; c++)
                if (brute_admissible(&p, (const size_t[2]){a, c}, 2, s.n, 2, 2) &&
                    is_valley(sse, p.count, a, c))
                    least = fminl(least, sse[a * p.count + c]);
        const tt_joinpoint_model *m = &result.models[2];
        check_true(m->sse <= (double)least * (1 + 1e-12));
        double tau[2] = {m->joinpoint[0].at.value, m->joinpoint[1].at.value};
        check_rel((double)brute_sse(&b, tau, 2, NULL), m->sse, 1e-10, DENSE);
        for (size_t j = 0; j < 2; j++)
            check_true(is_still(&b, tau, j));
        free(sse);
        tt_joinpoint_clear(&result);
    }
    check_done();
}

/* Limits of joinpoints: the least SSE with joinpoint j at each place, by brute force, decides. */
static void limits_of_joinpoints(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 20; seed++) {
        data_series s;
        data_random(12, seed % 2 == 0, 600 + seed, &s);
        const tt_joinpoint_options options = {.max_joinpoints = 2};
        tt_joinpoint_result result;
        data_fit(&s, &options, &result);
        brute b;
        prepare(&s, &options, &b);
        const tt_joinpoint_model *m = &result.models[2];
        /* F quantile with 2 and 6 degrees of freedom: (1 - p)^(-1/3) solves it, times 3, less 3 */
        const double f = 3 * (pow(0.05, -1.0 / 3) - 1);
        const double bound = m->sse * (1 + 2.0 / 6 * f);
        for (size_t j = 0; j < 2; j++) {
            size_t low = s.n;
            size_t high = 0;
            for (size_t a = 2; a + 3 + 2 < s.n; a++)
                for (size_t c = a + 3; c + 2 < s.n; c++) {
                    const double tau[2] = {s.time[a], s.time[c]};
                    const size_t here = j == 0 ? a : c;
                    if (brute_sse(&b, tau, 2, NULL) >= bound)
                        continue;
                    low = here < low ? here : low;
                    high = here > high ? here : high;
                }
            const size_t first = j == 0 ? 2 : 5;
            const size_t last = j == 0 ? s.n - 6 : s.n - 3;
            low = low > first ? low - 1 : first;
            high = high < last ? high + 1 : last;
            check_abs(m->joinpoint[j].at.low, s.time[low], 0, DENSE);
            check_abs(m->joinpoint[j].at.high, s.time[high], 0, DENSE);
        }
        tt_joinpoint_clear(&result);
    }
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
        cmocka_unit_test(every_placement),
        cmocka_unit_test(finer_grids),
        cmocka_unit_test(jumps),
        cmocka_unit_test(correlated_errors),
        cmocka_unit_test(equal_placements),
        cmocka_unit_test(hudson),
        cmocka_unit_test(hudson_of_two),
        cmocka_unit_test(limits_of_joinpoints),
    };
    return cmocka_run_group_tests(tests, ready, NULL);
}
