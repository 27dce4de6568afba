/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Adjusted p-values for m tests, p_(1) <= ... <= p_(m):
 *
 *     Holm   max over j <= i of min(1, (m - j + 1) p_(j))
 *     BH     min over j >= i of min(1, m p_(j) / j)
 *
 * Method page: docs/methods/multitest.md. */
#include "tiptrend/multitest.h"

#include <math.h>
#include <stdlib.h>

#include "tiptrend/memory.h"

typedef struct member {
    double p;
    size_t at; /* place in the caller's array */
} member;

static int by_p(const void *a, const void *b)
{
    const member *x = a;
    const member *y = b;
    if (x->p != y->p)
        return x->p < y->p ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

/* The family in ascending order; `adjusted` gets not-a-number for those outside. */
static tt_status gather(const double *p, size_t n, member **family, size_t *m, tt_error *err)
{
    *family = NULL;
    *m = 0;
    for (size_t i = 0; i < n; i++)
        if (p[i] < 0 || p[i] > 1)
            return tt_fail(err, TT_EDOMAIN, "p-value %zu is %g; give values from 0 to 1", i + 1,
                           p[i]);
    member *list = tt_calloc(n, sizeof *list);
    if (!list)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu p-values", n);
    for (size_t i = 0; i < n; i++)
        if (!isnan(p[i]))
            list[(*m)++] = (member){p[i], i};
    qsort(list, *m, sizeof *list, by_p);
    *family = list;
    return TT_OK;
}

static void fill_nan(double *adjusted, size_t n)
{
    for (size_t i = 0; i < n; i++)
        adjusted[i] = NAN;
}

tt_status tt_multitest_holm(const double *p, size_t n, double *adjusted, tt_error *err)
{
    member *family;
    size_t m;
    tt_status status = gather(p, n, &family, &m, err);
    fill_nan(adjusted, n);
    double largest = 0;
    for (size_t i = 0; i < m; i++) {
        largest = fmax(largest, fmin(1, (double)(m - i) * family[i].p));
        adjusted[family[i].at] = largest;
    }
    tt_free(family);
    return status;
}

tt_status tt_multitest_bh(const double *p, size_t n, double *adjusted, tt_error *err)
{
    member *family;
    size_t m;
    tt_status status = gather(p, n, &family, &m, err);
    fill_nan(adjusted, n);
    double least = 1;
    for (size_t i = m; i-- > 0;) {
        /* m p / m may round to less than p, which no adjusted value may be */
        double scaled = fmax(family[i].p, (double)m * family[i].p / (double)(i + 1));
        least = fmin(least, scaled);
        adjusted[family[i].at] = least;
    }
    tt_free(family);
    return status;
}
