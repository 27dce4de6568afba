/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "check.h"
#include "simplex_core.h"
#include "tiptrend/memory.h"
#include "tiptrend/rng.h"
#include "tiptrend/suppress.h"

enum { MOST_CELLS = 64, MOST_SUMS = 64 };

/* A table of some dimensions with all its margins. */
typedef struct lattice {
    size_t dimensions;
    size_t size[3]; /* values of each dimension, the margin (0) included */
    size_t n;
    tt_sum_cell cell[MOST_CELLS];
    size_t part[MOST_SUMS][4];
    tt_cell_sum sum[MOST_SUMS];
    size_t m;
} lattice;

static size_t place(const lattice *l, const size_t *index)
{
    size_t at = 0;
    for (size_t d = 0; d < l->dimensions; d++)
        at = at * l->size[d] + index[d];
    return at;
}

static void coordinates(const lattice *l, size_t at, size_t *index)
{
    for (size_t d = l->dimensions; d-- > 0;) {
        index[d] = at % l->size[d];
        at /= l->size[d];
    }
}

/* Every cell with a margin in some dimension is the sum along it. */
static void link_sums(lattice *l)
{
    l->m = 0;
    for (size_t at = 0; at < l->n; at++)
        for (size_t d = 0; d < l->dimensions; d++) {
            size_t index[3];
            coordinates(l, at, index);
            if (index[d] != 0)
                continue;
            tt_cell_sum *sum = &l->sum[l->m];
            *sum = (tt_cell_sum){.total = at, .parts = l->part[l->m]};
            for (size_t v = 1; v < l->size[d]; v++) {
                index[d] = v;
                l->part[l->m][sum->count++] = place(l, index);
            }
            l->m++;
        }
}

static void make_lattice(lattice *l, size_t dimensions, const size_t *size, tt_rng *rng,
                         uint64_t below)
{
    *l = (lattice){.dimensions = dimensions, .n = 1};
    for (size_t d = 0; d < dimensions; d++) {
        l->size[d] = size[d];
        l->n *= size[d];
    }
    for (size_t at = 0; at < l->n; at++) {
        size_t index[3];
        coordinates(l, at, index);
        int inner = 1;
        for (size_t d = 0; d < dimensions; d++)
            inner &= index[d] != 0;
        l->cell[at].value = inner ? (double)tt_rng_below(rng, below) : 0;
    }
    link_sums(l);
    /* margins from the inside out: the sums of a dimension after those of the cells below it */
    for (size_t round = 0; round < dimensions; round++)
        for (size_t s = 0; s < l->m; s++) {
            double total = 0;
            for (size_t i = 0; i < l->sum[s].count; i++)
                total += l->cell[l->sum[s].parts[i]].value;
            l->cell[l->sum[s].total].value = total;
        }
}

/* ---- a reader who tries every table ---- */

typedef struct reader {
    const lattice *l;
    const tt_withheld *shown;
    double value[MOST_CELLS]; /* -1: not decided */
    double low[MOST_CELLS];
    double high[MOST_CELLS];
    double most; /* the greatest count tried for a cell */
    size_t tables;
} reader;

static int agrees(const reader *r, size_t cell)
{
    return !r->shown[cell].withheld ? r->value[cell] == r->l->cell[cell].value : 1;
}

/* All inner cells are set: the margins follow, and must be those that are shown. */
static void finish(reader *r)
{
    const lattice *l = r->l;
    for (size_t round = 0; round < l->dimensions; round++)
        for (size_t s = 0; s < l->m; s++) {
            double total = 0;
            for (size_t i = 0; i < l->sum[s].count; i++)
                total += r->value[l->sum[s].parts[i]];
            r->value[l->sum[s].total] = total;
        }
    for (size_t i = 0; i < l->n; i++)
        if (!agrees(r, i))
            return;
    r->tables++;
    for (size_t i = 0; i < l->n; i++) {
        r->low[i] = fmin(r->low[i], r->value[i]);
        r->high[i] = fmax(r->high[i], r->value[i]);
    }
}

static void try_cells(reader *r, size_t at)
{
    size_t index[3];
    if (at == r->l->n) {
        finish(r);
        return;
    }
    coordinates(r->l, at, index);
    int inner = 1;
    for (size_t d = 0; d < r->l->dimensions; d++)
        inner &= index[d] != 0;
    if (!inner) {
        r->value[at] = 0;
        try_cells(r, at + 1);
        return;
    }
    double from = r->shown[at].withheld ? 0 : r->l->cell[at].value;
    double to = r->shown[at].withheld ? r->most : from;
    for (double v = from; v <= to; v++) {
        r->value[at] = v;
        try_cells(r, at + 1);
    }
}

static size_t count_withheld_inner(const lattice *l, const tt_withheld *out)
{
    size_t count = 0;
    for (size_t at = 0; at < l->n; at++) {
        size_t index[3];
        coordinates(l, at, index);
        int inner = 1;
        for (size_t d = 0; d < l->dimensions; d++)
            inner &= index[d] != 0;
        count += inner && out[at].withheld ? 1 : 0;
    }
    return count;
}

/* One random table: nothing small is shown, and the reader's ranges are those that are reported, wide enough. */
static int attack(const lattice *l, double threshold, double width)
{
    tt_withheld out[MOST_CELLS];
    tt_suppress_options options = {.width = width};
    tt_error err = {0};
    check_status(
        tt_suppress_cells(&(tt_cell_table){l->cell, l->n, l->sum, l->m}, &options, out, &err),
        TT_OK, &err);
    for (size_t i = 0; i < l->n; i++) {
        int small = l->cell[i].value > 0 && l->cell[i].value < threshold;
        check_true(!small || out[i].withheld);
        check_true(!out[i].withheld ||
                   (out[i].safe && out[i].left.high - out[i].left.low >= width));
        check_true(out[i].left.low <= l->cell[i].value && l->cell[i].value <= out[i].left.high);
    }
    if (count_withheld_inner(l, out) > 6)
        return 0; /* too many tables to try */
    reader r = {.l = l, .shown = out};
    for (size_t i = 0; i < l->n; i++) {
        r.low[i] = INFINITY;
        r.high[i] = -1;
        r.most = fmax(r.most, l->cell[i].value);
    }
    if (out[0].withheld)
        return 0; /* without a total the reader would have to try without end */
    r.most = l->cell[0].value;
    if (pow(r.most + 1, (double)count_withheld_inner(l, out)) > 2e5)
        return 0;
    try_cells(&r, 0);
    check_true(r.tables > 0);
    for (size_t i = 0; i < l->n; i++) {
        if (!out[i].withheld)
            continue;
        check_rel(out[i].left.low, r.low[i], 0, "every table that fits");
        check_rel(out[i].left.high, r.high[i], 0, "every table that fits");
    }
    return 1;
}

static void random_tables(void **state)
{
    (void)state;
    static const struct {
        size_t dimensions;
        size_t size[3];
        uint64_t below;
        double threshold;
    } kinds[] = {
        {1, {5, 0, 0}, 12, 5}, {2, {3, 4, 0}, 7, 3},  {2, {4, 4, 0}, 9, 4},
        {3, {3, 3, 3}, 6, 3},  {2, {3, 3, 0}, 30, 5}, {3, {3, 3, 4}, 5, 2},
    };
    size_t tried = 0;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++)
        for (uint64_t trial = 0; trial < 100; trial++) {
            lattice l;
            tt_rng rng;
            tt_rng_start(&rng, 77 + k, trial);
            make_lattice(&l, kinds[k].dimensions, kinds[k].size, &rng, kinds[k].below);
            for (size_t i = 0; i < l.n; i++)
                l.cell[i].sensitive = l.cell[i].value > 0 && l.cell[i].value < kinds[k].threshold;
            tried += (size_t)attack(&l, kinds[k].threshold, kinds[k].threshold - 1);
        }
    (void)printf("%zu tables enumerated\n", tried);
    check_true(tried > 150);
    check_done();
}

/* One small cell in a column of three with its total: the smallest other cell goes with it. */
static void one_way(void **state)
{
    (void)state;
    static const size_t parts[] = {1, 2, 3};
    tt_sum_cell cells[] = {{124, {0, 0}, 0}, {3, {0, 0}, 1}, {100, {0, 0}, 0}, {21, {0, 0}, 0}};
    tt_cell_sum sum = {.total = 0, .parts = parts, .count = 3};
    tt_withheld out[4];
    check_status(tt_suppress_cells(&(tt_cell_table){cells, 4, &sum, 1}, NULL, out, NULL), TT_OK,
                 NULL);
    check_true(!out[0].withheld && out[1].withheld && !out[2].withheld && out[3].withheld);
    check_true(out[1].left.low == 0 && out[1].left.high == 24);
    check_true(out[3].left.low == 0 && out[3].left.high == 24);
    check_true(out[2].left.low == 100 && out[2].left.high == 100);
    /* an open sum hides by itself: there may be others behind the total */
    sum.open = 1;
    check_status(tt_suppress_cells(&(tt_cell_table){cells, 4, &sum, 1}, NULL, out, NULL), TT_OK,
                 NULL);
    check_true(out[1].withheld && !out[3].withheld && out[1].left.high == 3);
    /* a single cell that stands in no sum gives nothing away */
    check_status(tt_suppress_cells(&(tt_cell_table){cells + 1, 1, NULL, 0}, NULL, out, NULL), TT_OK,
                 NULL);
    check_true(out[0].withheld && out[0].left.low == 0 && isinf(out[0].left.high));
    check_done();
}

/* Published intervals are known to the reader, and may make a cell unsafe whatever is withheld. */
static void published_intervals(void **state)
{
    (void)state;
    static const size_t parts[] = {1, 2};
    tt_sum_cell cells[] = {{7, {0, 0}, 0}, {3, {0, 0}, 1}, {NAN, {4, 4}, 0}};
    tt_cell_sum sum = {.total = 0, .parts = parts, .count = 2};
    tt_withheld out[3];
    tt_suppress_options options = {.width = 4};
    check_status(tt_suppress_cells(&(tt_cell_table){cells, 3, &sum, 1}, &options, out, NULL), TT_OK,
                 NULL);
    check_true(out[0].withheld && out[1].withheld && !out[2].withheld); /* the total goes */
    check_true(out[1].safe && isinf(out[1].left.high));
    cells[0] = (tt_sum_cell){NAN, {6, 8}, 0};
    check_status(tt_suppress_cells(&(tt_cell_table){cells, 3, &sum, 1}, &options, out, NULL), TT_OK,
                 NULL);
    check_true(out[1].left.low == 2 && out[1].left.high == 4 && !out[1].safe);
    check_done();
}

/* x + y + z = 1, x + y = z + w, ...: whole numbers reach less than fractions do. Odd cycle: x + y = 3, y + z = 3,
 * x + z = 3 has the fractional solution 1.5 and no whole one. */
static void whole_numbers(void **state)
{
    (void)state;
    double matrix[] = {1, 1, 0, 0, 1, 1, 1, 0, 1};
    double right[] = {3, 3, 3};
    double low[] = {0, 0, 0};
    double high[] = {INFINITY, INFINITY, INFINITY};
    tt__program p = {3, 3, matrix, right, low, high};
    tt_interval range;
    int exact;
    check_status(tt__program_range(&p, 0, &range, &exact, NULL), TT_OK, NULL);
    check_true(exact && range.low > range.high); /* nothing is feasible */
    right[0] = 4;
    check_status(tt__program_range(&p, 0, &range, &exact, NULL), TT_OK, NULL);
    check_true(exact && range.low == 2 && range.high == 2);
    /* two pairs with a parity: x + y + 2 z = 5 and x = y */
    double odd[] = {1, 1, 2, 1, -1, 0};
    double sides[] = {5, 0};
    p = (tt__program){3, 2, odd, sides, low, high};
    check_status(tt__program_range(&p, 2, &range, &exact, NULL), TT_OK, NULL);
    check_true(range.low > range.high);
    sides[0] = 6;
    check_status(tt__program_range(&p, 2, &range, &exact, NULL), TT_OK, NULL);
    check_true(range.low == 0 && range.high == 3);
    high[0] = 1;
    check_status(tt__program_range(&p, 2, &range, &exact, NULL), TT_OK, NULL);
    check_true(range.low == 2 && range.high == 3 && low[0] == 0 && high[0] == 1);
    check_done();
}

static void refused(void **state)
{
    (void)state;
    static const size_t parts[] = {1, 2};
    tt_sum_cell cells[] = {{7, {0, 0}, 0}, {3, {0, 0}, 1}, {5, {0, 0}, 0}};
    tt_cell_sum sum = {.total = 0, .parts = parts, .count = 2};
    tt_withheld out[3];
    tt_error err = {0};
    check_status(tt_suppress_cells(&(tt_cell_table){cells, 3, &sum, 1}, NULL, out, &err),
                 TT_EDOMAIN, &err);
    cells[2].value = 4.5;
    check_status(tt_suppress_cells(&(tt_cell_table){cells, 3, &sum, 1}, NULL, out, NULL),
                 TT_EDOMAIN, NULL);
    cells[2].value = INFINITY;
    check_status(tt_suppress_cells(&(tt_cell_table){cells, 3, &sum, 1}, NULL, out, NULL),
                 TT_ENONFINITE, NULL);
    cells[2] = (tt_sum_cell){NAN, {0, 4}, 1};
    check_status(tt_suppress_cells(&(tt_cell_table){cells, 3, &sum, 1}, NULL, out, NULL), TT_EUSAGE,
                 NULL);
    cells[2] = (tt_sum_cell){4, {0, 0}, 0};
    tt_suppress_options options = {.width = 0.5};
    check_status(tt_suppress_cells(&(tt_cell_table){cells, 3, &sum, 1}, &options, out, NULL),
                 TT_EUSAGE, NULL);
    tt_status status = TT_ENOMEM;
    size_t n = 0;
    while (status == TT_ENOMEM && n < 1000) {
        tt_memory_fail_at(++n);
        status = tt_suppress_cells(&(tt_cell_table){cells, 3, &sum, 1}, NULL, out, NULL);
    }
    tt_memory_fail_at(0);
    check_true(status == TT_OK && n > 10);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_tables),
        cmocka_unit_test(one_way),
        cmocka_unit_test(published_intervals),
        cmocka_unit_test(whole_numbers),
        cmocka_unit_test(refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
