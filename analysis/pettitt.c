/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pettitt's test: U_k = sum over i <= k < j of sgn(y_i - y_j) = 2 (sum of the first k midranks) - k
 * (n + 1); K = max |U_k|.
 *
 * What is unusual: an exact p. U_k depends only on which values stand among the first k, not on
 * their order, so the probability that a random order of a set of values reaches K somewhere obeys
 *
 *     P(set) = 1                                           if |U(set)| >= K
 *            = sum over its values v of P(set without v) / |set|     else
 *
 * Sets of equal values need only their counts, so the recursion visits prod (t_g + 1) states, at
 * most 2^n. All terms are positive: no digits are lost in the tail. Method page:
 * docs/methods/pettitt.md. */
#include "tiptrend/pettitt.h"

#include <math.h>

#include "rank_core.h"
#include "tiptrend/memory.h"

#define STATES_AUTO  ((size_t)1 << 16)
#define STATES_EXACT ((size_t)1 << 22)

/* The different values of a sample. */
typedef struct lattice {
    size_t groups;
    size_t *size;   /* how often each occurs */
    size_t *stride; /* of its count in the index of a state */
    size_t *count;  /* of the state at hand */
    double *twice;  /* twice its midrank less n + 1: what one such value adds to U */
    size_t states;
    double *p; /* p[states] */
} lattice;

static void scan(const tt__sample *s, tt_pettitt_result *out)
{
    double u = 0;
    double *rank = s->sorted + s->n;
    tt__midranks(s->value, s->sorted, s->n, rank);
    for (size_t k = 1; k < s->n; k++) {
        u += 2 * rank[k - 1] - (double)(s->n + 1);
        if (k > 1 && fabs(u) < out->k)
            continue;
        if (k > 1 && fabs(u) == out->k) {
            out->places++;
            continue;
        }
        out->k = fabs(u);
        out->u = u;
        out->before = k;
        out->places = 1;
    }
    out->time_before = s->time[out->before - 1];
    out->time_after = s->time[out->before];
}

/* The K of the values in ascending order: no order has a larger one. */
static double largest_k(const tt__sample *s)
{
    double *rank = s->sorted + s->n;
    tt__midranks(s->sorted, s->sorted, s->n, rank);
    double u = 0;
    double largest = 0;
    for (size_t k = 0; k < s->n; k++) {
        u += 2 * rank[k] - (double)(s->n + 1);
        largest = fmax(largest, fabs(u));
    }
    return largest;
}

static double approximate(double k, double n)
{
    return fmin(1, 2 * exp(-6 * k * k / (n * n * n + n * n)));
}

/* Number of states, or 0 beyond `most`. */
static size_t count_states(const tt__sample *s, size_t most)
{
    size_t states = 1;
    size_t alone = s->n;
    for (size_t g = 0; g < s->ties.groups; g++) {
        size_t factor = s->ties.size[g] + 1;
        alone -= s->ties.size[g];
        if (states > most / factor)
            return 0;
        states *= factor;
    }
    for (; alone > 0; alone--) {
        if (states > most / 2)
            return 0;
        states *= 2;
    }
    return states;
}

/* Fill the lattice from the sorted values. */
static tt_status lattice_make(const tt__sample *s, size_t states, lattice *out, tt_error *err)
{
    *out = (lattice){.states = states};
    size_t n = s->n;
    out->p = tt_calloc(states + n, sizeof *out->p);
    out->size = tt_calloc(n, 3 * sizeof *out->size);
    if (!out->p || !out->size)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu states", states);
    out->stride = out->size + n;
    out->count = out->size + 2 * n;
    out->twice = out->p + states;
    size_t stride = 1;
    for (size_t i = 0; i < n;) {
        size_t end = i + 1;
        while (end < n && s->sorted[end] == s->sorted[i])
            end++;
        size_t g = out->groups++;
        out->size[g] = end - i;
        out->stride[g] = stride;
        out->twice[g] = (double)(i + 1 + end) - (double)(n + 1);
        stride *= end - i + 1;
        i = end;
    }
    return TT_OK;
}

/* Count up by one in mixed radix, keeping U and the number of values in step. */
static void next_state(lattice *l, double *u, size_t *members)
{
    for (size_t g = 0; g < l->groups; g++) {
        if (l->count[g] < l->size[g]) {
            l->count[g]++;
            *u += l->twice[g];
            ++*members;
            return;
        }
        *u -= (double)l->size[g] * l->twice[g];
        *members -= l->size[g];
        l->count[g] = 0;
    }
}

/* Sum over the values of a state of P(state without the value). */
static double over_groups(const lattice *l, size_t state)
{
    double sum = 0;
    for (size_t g = 0; g < l->groups; g++)
        if (l->count[g])
            sum += (double)l->count[g] * l->p[state - l->stride[g]];
    return sum;
}

/* The same without ties, where a state is a set of bits. */
static double over_bits(const lattice *l, size_t state)
{
    double sum = 0;
    for (size_t rest = state; rest; rest &= rest - 1)
        sum += l->p[state ^ (rest & (0 - rest))];
    return sum;
}

/* P(K >= k) over all orders; k > 0. U holds whole numbers, so comparisons are exact. */
static double exact(lattice *l, double k)
{
    double u = 0;
    size_t members = 0;
    size_t tied = 0;
    for (size_t g = 0; g < l->groups; g++) {
        l->count[g] = 0;
        tied |= l->size[g] - 1;
    }
    l->p[0] = 0;
    for (size_t state = 1; state < l->states; state++) {
        next_state(l, &u, &members);
        if (fabs(u) >= k) {
            l->p[state] = 1;
            continue;
        }
        l->p[state] = (tied ? over_groups(l, state) : over_bits(l, state)) / (double)members;
    }
    return l->p[l->states - 1];
}

static tt_status exact_p(const tt__sample *s, size_t states, tt_pettitt_result *out, tt_error *err)
{
    lattice l;
    tt_status status = lattice_make(s, states, &l, err);
    if (!status) {
        double most = largest_k(s);
        out->p_exact = out->k > 0 ? exact(&l, out->k) : 1;
        out->p_min = most > out->k ? exact(&l, most) : out->p_exact;
        out->p = out->p_exact;
    }
    tt_free(l.p);
    tt_free(l.size);
    return status;
}

tt_status tt_pettitt_test(const tt_points *in, tt_pettitt_method method, tt_pettitt_result *out,
                          tt_error *err)
{
    *out = (tt_pettitt_result){0};
    if ((unsigned)method > TT_PETTITT_APPROXIMATE)
        return tt_fail(err, TT_EUSAGE, "no method %d; use auto, exact or approximate", (int)method);
    tt__sample s;
    tt_status status = tt__sample_load(in, 2, &s, err);
    if (status)
        return status;
    tt_pettitt_result result = {.n = s.n, .notes = tt__sample_notes(&s)};
    scan(&s, &result);
    result.p_approximate = approximate(result.k, (double)s.n);
    result.p_exact = NAN;
    size_t states = 0;
    if (method != TT_PETTITT_APPROXIMATE)
        states = count_states(&s, method == TT_PETTITT_EXACT ? STATES_EXACT : STATES_AUTO);
    if (states) {
        status = exact_p(&s, states, &result, err);
    } else if (method == TT_PETTITT_EXACT) {
        status = tt_fail(err, TT_ELIMIT,
                         "%zu points with too many different values; exact p is made "
                         "to 22 of them: use the approximation",
                         s.n);
    } else {
        result.p = result.p_approximate;
        result.p_min = approximate(largest_k(&s), (double)s.n);
        result.notes |= TT_NOTE_ASYMPTOTIC;
    }
    result.notes |= result.p_min > TT__P_FLOOR ? TT_NOTE_P_FLOOR : 0;
    tt__sample_clear(&s);
    if (!status)
        *out = result;
    return status;
}
