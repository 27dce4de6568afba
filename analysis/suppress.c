/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secondary suppression.
 *
 * What a reader can work out of a withheld cell is the range of that cell over all whole-number tables that agree
 * with what is shown: two small programs for each cell, solved exactly (simplex_core). As long as some withheld
 * cell has a range that is too narrow, one more cell of a sum that gives it away is withheld: the smallest count
 * first, cells whose other sums have withheld cells already before others, zeros and totals last. Then every cell
 * withheld on the way that is not needed is shown again. The end is checked, not the way: a table is safe when
 * all ranges are wide enough. */
#include "tiptrend/suppress.h"

#include <math.h>

#include "simplex_core.h"
#include "tiptrend/memory.h"

/* What withholding a cell costs beside its count: totals carry more than parts, and a zero may be one that
 * everybody knows to be a zero. A cell whose other sums are open already is worth ten dearer ones. */
#define TOTAL_FACTOR  10.0
#define ZERO_COST     1e9
#define OPENED_FACTOR 0.1

typedef struct table {
    const tt_sum_cell *cells;
    size_t n;
    const tt_cell_sum *sums;
    size_t m;
    double width;
    tt_withheld *out;
    size_t *component; /* component[n + m]: cells and sums that hang together have one number */
    size_t *variable;  /* variable[n]: place in the program */
    char *looked_at;   /* looked_at[n] */
} table;

/* ---- input ---- */

static int is_shown(const table *t, size_t cell)
{
    return !isnan(t->cells[cell].value) && !t->out[cell].withheld;
}

static tt_status check_cells(const table *t, tt_error *err)
{
    for (size_t i = 0; i < t->n; i++) {
        const tt_sum_cell *cell = &t->cells[i];
        int unknown = isnan(cell->value);
        if (unknown ? isnan(cell->known.low) || isinf(cell->known.low) || isnan(cell->known.high)
                    : isinf(cell->value))
            return tt_fail(err, TT_ENONFINITE, "cell %zu is neither a count nor an interval",
                           i + 1);
        if (unknown ? cell->known.low < 0 || cell->known.low > cell->known.high
                    : cell->value < 0 || cell->value != floor(cell->value))
            return tt_fail(err, TT_EDOMAIN, "cell %zu is no whole number from 0", i + 1);
        if (unknown && cell->sensitive)
            return tt_fail(err, TT_EUSAGE, "cell %zu has no count that could be withheld", i + 1);
    }
    return TT_OK;
}

static tt_interval ends_of(const tt_sum_cell *cell)
{
    return isnan(cell->value) ? cell->known : (tt_interval){cell->value, cell->value};
}

static tt_status check_sums(const table *t, tt_error *err)
{
    for (size_t s = 0; s < t->m; s++) {
        tt_interval parts = {0, 0};
        tt_interval total = ends_of(&t->cells[t->sums[s].total]);
        for (size_t i = 0; i < t->sums[s].count; i++) {
            tt_interval part = ends_of(&t->cells[t->sums[s].parts[i]]);
            parts.low += part.low;
            parts.high += part.high;
        }
        if (total.high < parts.low || (!t->sums[s].open && total.low > parts.high))
            return tt_fail(err, TT_EDOMAIN, "sum %zu does not hold: %g against parts of %g", s + 1,
                           total.low, parts.low);
    }
    return TT_OK;
}

/* ---- components ---- */

static size_t root(size_t *component, size_t i)
{
    while (component[i] != i)
        i = component[i] = component[component[i]];
    return i;
}

static void join(size_t *component, size_t a, size_t b)
{
    component[root(component, a)] = root(component, b);
}

static void find_components(table *t)
{
    for (size_t i = 0; i < t->n + t->m; i++)
        t->component[i] = i;
    for (size_t s = 0; s < t->m; s++) {
        join(t->component, t->n + s, t->sums[s].total);
        for (size_t i = 0; i < t->sums[s].count; i++)
            join(t->component, t->n + s, t->sums[s].parts[i]);
    }
    for (size_t i = 0; i < t->n + t->m; i++)
        t->component[i] = root(t->component, i);
}

/* ---- what a reader can work out ---- */

typedef struct program {
    tt__program p;
    double *matrix;
    double *right;
} program;

static void clear_program(program *g)
{
    tt_free(g->matrix);
    tt_free(g->right);
    tt_free(g->p.low);
    tt_free(g->p.high);
}

static void put(const table *t, program *g, size_t row, size_t cell, double factor)
{
    if (is_shown(t, cell))
        g->right[row] -= factor * t->cells[cell].value;
    else
        g->matrix[row * g->p.variables + t->variable[cell]] += factor;
}

/* The sums of one component as a program in the cells that are not shown, and in the unseen parts of open
 * sums: parts + unseen - total = 0. */
static tt_status make_program(table *t, size_t component, program *g, tt_error *err)
{
    size_t open = 0;
    *g = (program){.p = {0}};
    for (size_t i = 0; i < t->n; i++)
        if (t->component[i] == component && !is_shown(t, i))
            t->variable[i] = g->p.variables++;
    for (size_t s = 0; s < t->m; s++)
        if (t->component[t->n + s] == component) {
            g->p.rows++;
            open += t->sums[s].open ? 1 : 0;
        }
    size_t unseen = g->p.variables;
    g->p.variables += open;
    g->matrix = tt_calloc(g->p.rows * g->p.variables, sizeof *g->matrix);
    g->right = tt_calloc(g->p.rows, sizeof *g->right);
    g->p.low = tt_calloc(g->p.variables, sizeof *g->p.low);
    g->p.high = tt_calloc(g->p.variables, sizeof *g->p.high);
    g->p.matrix = g->matrix;
    g->p.right = g->right;
    if (!g->matrix || !g->right || !g->p.low || !g->p.high)
        return tt_fail(err, TT_ENOMEM, "no memory for a table of %zu cells", t->n);
    for (size_t v = 0; v < g->p.variables; v++)
        g->p.high[v] = INFINITY;
    for (size_t i = 0; i < t->n; i++)
        if (t->component[i] == component && isnan(t->cells[i].value)) {
            g->p.low[t->variable[i]] = t->cells[i].known.low;
            g->p.high[t->variable[i]] = t->cells[i].known.high;
        }
    size_t row = 0;
    for (size_t s = 0; s < t->m; s++) {
        if (t->component[t->n + s] != component)
            continue;
        for (size_t i = 0; i < t->sums[s].count; i++)
            put(t, g, row, t->sums[s].parts[i], 1);
        put(t, g, row, t->sums[s].total, -1);
        if (t->sums[s].open)
            g->matrix[row * g->p.variables + unseen++] = 1;
        row++;
    }
    return TT_OK;
}

/* The range of one withheld cell, with the program of its component. */
static tt_status find_range(table *t, program *g, size_t cell, tt_error *err)
{
    int exact;
    tt_withheld *out = &t->out[cell];
    tt_status status = tt__program_range(&g->p, t->variable[cell], &out->left, &exact, err);
    out->safe = out->left.high - out->left.low >= t->width;
    if (status == TT_OK && exact && out->left.low > out->left.high)
        status =
            tt_fail(err, TT_ENOFIT, "no whole numbers fit the sums and the published intervals");
    return status;
}

/* Whether all withheld cells of a component are safe, looking no further than the first that is not. */
static tt_status all_safe(table *t, size_t component, int *safe, tt_error *err)
{
    program g;
    *safe = 1;
    tt_status status = make_program(t, component, &g, err);
    for (size_t i = 0; i < t->n && status == TT_OK && *safe; i++) {
        if (t->component[i] != component || !t->out[i].withheld)
            continue;
        status = find_range(t, &g, i, err);
        *safe = t->out[i].safe;
    }
    clear_program(&g);
    return status;
}

/* ---- choosing ---- */

static int contains(const tt_cell_sum *sum, size_t cell)
{
    for (size_t i = 0; i < sum->count; i++)
        if (sum->parts[i] == cell)
            return 1;
    return sum->total == cell;
}

/* How many cells of a sum a reader does not know. */
static size_t unknown_cells(const table *t, const tt_cell_sum *sum)
{
    size_t count = sum->open ? 1 : 0;
    count += is_shown(t, sum->total) ? 0 : 1;
    for (size_t i = 0; i < sum->count; i++)
        count += is_shown(t, sum->parts[i]) ? 0 : 1;
    return count;
}

static double cost_of(const table *t, size_t cell, const tt_cell_sum *in)
{
    double cost = t->cells[cell].value;
    int opened = 0;
    for (size_t s = 0; s < t->m; s++) {
        const tt_cell_sum *sum = &t->sums[s];
        if (sum == in || !contains(sum, cell))
            continue;
        opened |= unknown_cells(t, sum) > 0;
    }
    cost = cost > 0 ? cost : ZERO_COST;
    cost *= cell == in->total ? TOTAL_FACTOR : 1;
    return opened ? OPENED_FACTOR * cost : cost;
}

/* The cheapest cell of a sum that is still shown; n when there is none. */
static size_t cheapest_in(const table *t, const tt_cell_sum *sum, double *least)
{
    size_t best = t->n;
    for (size_t i = 0; i <= sum->count; i++) {
        size_t cell = i < sum->count ? sum->parts[i] : sum->total;
        if (!is_shown(t, cell))
            continue;
        double cost = cost_of(t, cell, sum);
        if (best == t->n || cost < *least) {
            best = cell;
            *least = cost;
        }
    }
    return best;
}

/* How well a sum serves to widen the range of a cell; the least is the best. A sum with one unknown cell gives
 * that cell away, and through it perhaps the narrow one: it must be opened in any case. Then come the sums around
 * the narrow cell, those that hide least first; then any that hides something. */
static double rank_of(const table *t, const tt_cell_sum *sum, size_t narrow)
{
    size_t unknown = unknown_cells(t, sum);
    if (unknown == 0)
        return INFINITY;
    if (unknown == 1)
        return contains(sum, narrow) ? 0 : 1;
    return contains(sum, narrow) ? (double)unknown : (double)(t->n + unknown);
}

/* A cell whose withholding may widen the range of `narrow`; n when there is none. */
static size_t choose(const table *t, size_t narrow)
{
    size_t best = t->n;
    double best_rank = INFINITY;
    for (size_t s = 0; s < t->m; s++) {
        double least = 0;
        double rank = rank_of(t, &t->sums[s], narrow);
        if (t->component[t->n + s] != t->component[narrow] || !(rank < best_rank))
            continue;
        size_t cell = cheapest_in(t, &t->sums[s], &least);
        if (cell < t->n) {
            best = cell;
            best_rank = rank;
        }
    }
    return best;
}

/* Withholds cells around one until its range is wide enough or nothing is left to withhold. */
static tt_status widen(table *t, size_t cell, tt_error *err)
{
    tt_status status = TT_OK;
    while (status == TT_OK) {
        program g;
        status = make_program(t, t->component[cell], &g, err);
        if (status == TT_OK)
            status = find_range(t, &g, cell, err);
        clear_program(&g);
        if (status != TT_OK || t->out[cell].safe)
            break;
        size_t next = choose(t, cell);
        if (next == t->n)
            break;
        t->out[next].withheld = 1;
        t->out[next].safe = 0;
    }
    return status;
}

/* Makes all withheld cells of a component safe. What is safe stays so when more is withheld, so that each is
 * looked at once; cells withheld on the way come in turn. */
static tt_status widen_all(table *t, size_t component, tt_error *err)
{
    tt_status status = TT_OK;
    int changed = 1;
    while (changed && status == TT_OK) {
        changed = 0;
        for (size_t i = 0; i < t->n && status == TT_OK; i++) {
            if (t->component[i] != component || !t->out[i].withheld || t->looked_at[i])
                continue;
            status = widen(t, i, err);
            t->looked_at[i] = 1;
            changed = 1;
        }
    }
    return status;
}

/* The dearest withheld cell below a count that need not be withheld; n when there is none. */
static size_t dearest(const table *t, size_t component, double below, size_t behind)
{
    size_t best = t->n;
    for (size_t i = 0; i < t->n; i++) {
        double value = t->cells[i].value;
        if (t->component[i] != component || !t->out[i].withheld || t->cells[i].sensitive ||
            !(value < below || (value == below && i > behind)))
            continue;
        if (best == t->n || value > t->cells[best].value)
            best = i;
    }
    return best;
}

/* Shows again, the greatest first, what was withheld without need. */
static tt_status show_again(table *t, size_t component, tt_error *err)
{
    tt_status status = TT_OK;
    size_t cell = dearest(t, component, INFINITY, t->n);
    while (cell < t->n && status == TT_OK) {
        int safe;
        t->out[cell].withheld = 0;
        status = all_safe(t, component, &safe, err);
        t->out[cell].withheld = !safe;
        cell = dearest(t, component, t->cells[cell].value, cell);
    }
    return status;
}

static tt_status protect(table *t, size_t component, tt_error *err)
{
    int safe = 1;
    program g;
    tt_status status = widen_all(t, component, err);
    for (size_t i = 0; i < t->n; i++)
        if (t->component[i] == component && t->out[i].withheld)
            safe &= t->out[i].safe;
    if (status == TT_OK && safe)
        status = show_again(t, component, err);
    if (status != TT_OK)
        return status;
    status = make_program(t, component, &g, err);
    for (size_t i = 0; i < t->n && status == TT_OK; i++)
        if (t->component[i] == component && t->out[i].withheld)
            status = find_range(t, &g, i, err);
    clear_program(&g);
    return status;
}

tt_status tt_suppress_cells(const tt_cell_table *in, const tt_suppress_options *options,
                            tt_withheld *out, tt_error *err)
{
    const tt_sum_cell *cells = in->cells;
    size_t n = in->n;
    table t = {.cells = cells, .n = n, .sums = in->sums, .m = in->m, .width = 1, .out = out};
    for (size_t i = 0; i < n; i++)
        out[i] = (tt_withheld){cells[i].sensitive != 0, ends_of(&cells[i]), !cells[i].sensitive};
    if (options && options->width != 0)
        t.width = options->width;
    if (!(t.width >= 1))
        return tt_fail(err, TT_EUSAGE, "what is left must be at least 1 wide, not %g", t.width);
    tt_status status = check_cells(&t, err);
    if (status == TT_OK)
        status = check_sums(&t, err);
    t.component = tt_calloc(n + in->m, sizeof *t.component);
    t.variable = tt_calloc(n, sizeof *t.variable);
    t.looked_at = tt_calloc(n, 1);
    if (status == TT_OK && (!t.component || !t.variable || !t.looked_at))
        status = tt_fail(err, TT_ENOMEM, "no memory for a table of %zu cells", n);
    if (status == TT_OK)
        find_components(&t);
    for (size_t i = 0; i < n && status == TT_OK; i++) {
        size_t first = 0;
        while (t.component[first] != t.component[i] || !cells[first].sensitive) {
            if (first == i)
                break;
            first++;
        }
        if (first == i && cells[i].sensitive) /* each component once, at its first sensitive cell */
            status = protect(&t, t.component[i], err);
    }
    for (size_t i = 0; i < n; i++)
        if (!out[i].withheld)
            out[i] = (tt_withheld){0, ends_of(&cells[i]), 1};
    tt_free(t.component);
    tt_free(t.variable);
    tt_free(t.looked_at);
    return status;
}
