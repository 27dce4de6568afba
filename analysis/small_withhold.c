/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small counts of a data set withheld, and others with them (suppress.c).
 *
 * Every count of every period is a cell. Its sums are those over each dimension in which its series is the margin,
 * and those of a year over its quarters or months. A sum with parts that the table does not have, or that is more
 * than its parts, is open: something unseen belongs to it. Cells that hang together make one table. */
#include <math.h>
#include <stdlib.h>

#include "small_core.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"
#include "tiptrend/suppress.h"

/* Cells of one table that a reader does not know, at most: time grows with their third power. */
enum { MOST_UNKNOWN = 400 };

typedef struct cell {
    size_t series;
    tt_period period;
    tt_sum_cell sum;
    size_t component;
    size_t local; /* its number in the table that is protected just now */
} cell;

/* One sum over cells; its parts stand in part[first] ... part[first + count - 1]. */
typedef struct relation {
    size_t total;
    size_t first;
    size_t count;
    int open;
    int intervals; /* 1: some part or the total is known as an interval only */
} relation;

typedef struct work {
    tt_dataset *ds;
    const tt_small_rule *rule;
    tt_small_summary *summary;
    size_t *first; /* first[series]: its cells are first ... first[series + 1] - 1, by period */
    cell *cells;
    size_t count;
    size_t capacity;
    relation *relations;
    size_t relation_count;
    size_t relation_capacity;
    size_t *parts;
    size_t part_count;
    size_t part_capacity;
} work;

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for small counts");
}

/* ---- cells ---- */

/* A point as a cell; 0 when nothing is known of it, or when it is no count. Candidates of a conflict are read by
 * everyone, so that a small one makes the whole point go, without any part in sums. */
static int make_cell(work *w, size_t series, const tt_point *point, cell *out)
{
    int conflict = point->state == TT_STATE_CONFLICTING;
    *out = (cell){.series = series, .period = point->period};
    if (conflict && tt__is_small(w->rule, point->low)) {
        tt_dataset_withhold(w->ds, series, point->period, (tt_interval){0, INFINITY});
        w->summary->primary++;
        return 0;
    }
    if (isnan(point->low) || (!isnan(point->value) && point->value != floor(point->value)))
        return 0;
    out->sum.value = conflict ? NAN : point->value;
    out->sum.known = (tt_interval){point->low, point->high};
    out->sum.sensitive = !isnan(out->sum.value) && tt__is_small(w->rule, out->sum.value);
    return 1;
}

static tt_status add_cells(work *w, size_t series, tt_error *err)
{
    tt_point_list list;
    w->first[series] = w->count;
    if (tt_dataset_series(w->ds, series)->unit_kind != TT_UNIT_COUNT)
        return TT_OK;
    tt_status status = tt_dataset_points(w->ds, series, 0, 0, &list, err);
    for (size_t i = 0; status == TT_OK && i < list.count; i++) {
        cell new;
        if (!make_cell(w, series, &list.points[i], &new))
            continue;
        if (tt_grow(&w->cells, &w->capacity, w->count, sizeof *w->cells) != 0)
            status = no_memory(err);
        else
            w->cells[w->count++] = new;
    }
    tt_point_list_clear(&list);
    return status;
}

/* The cell of a series and period; TT_NONE when there is none. */
static size_t find_cell(const work *w, size_t series, tt_period period)
{
    size_t low = w->first[series];
    size_t high = w->first[series + 1];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tt_period_compare(w->cells[middle].period, period) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    int found = low < w->first[series + 1] && tt_period_compare(w->cells[low].period, period) == 0;
    return found ? low : TT_NONE;
}

/* ---- sums ---- */

static tt_status add_part(work *w, size_t part, tt_error *err)
{
    if (tt_grow(&w->parts, &w->part_capacity, w->part_count, sizeof *w->parts) != 0)
        return no_memory(err);
    w->parts[w->part_count++] = part;
    return TT_OK;
}

static tt_interval ends_of(const cell *c)
{
    if (isnan(c->sum.value))
        return c->sum.known;
    return (tt_interval){c->sum.value, c->sum.value};
}

/* Closes a relation whose parts have been added since `first`. A total below its parts is no sum. */
static tt_status add_relation(work *w, size_t total, size_t first, int open, tt_error *err)
{
    tt_interval sum = {0, 0};
    tt_interval whole = ends_of(&w->cells[total]);
    int intervals = isnan(w->cells[total].sum.value);
    for (size_t i = first; i < w->part_count; i++) {
        tt_interval part = ends_of(&w->cells[w->parts[i]]);
        sum.low += part.low;
        sum.high += part.high;
        intervals |= isnan(w->cells[w->parts[i]].sum.value);
    }
    if (first == w->part_count || whole.high < sum.low) {
        w->summary->broken += first < w->part_count ? 1 : 0;
        w->part_count = first;
        return TT_OK;
    }
    if (tt_grow(&w->relations, &w->relation_capacity, w->relation_count, sizeof *w->relations) != 0)
        return no_memory(err);
    w->relations[w->relation_count++] =
        (relation){total, first, w->part_count - first, open || whole.low > sum.high, intervals};
    return TT_OK;
}

/* The sums of all periods of a series over one set of its parts. */
static tt_status add_margins(work *w, size_t series, const tt_index_list *parts, tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t t = w->first[series]; t < w->first[series + 1] && status == TT_OK; t++) {
        size_t first = w->part_count;
        int open = 0;
        for (size_t i = 0; i < parts->count && status == TT_OK; i++) {
            size_t part = find_cell(w, parts->index[i], w->cells[t].period);
            open |= part == TT_NONE;
            if (part != TT_NONE)
                status = add_part(w, part, err);
        }
        if (status == TT_OK)
            status = add_relation(w, t, first, open, err);
    }
    return status;
}

/* The breakdowns of a dimension, each at its first value. */
static int begins_breakdown(const tt_dataset *ds, size_t dimension, uint32_t value)
{
    uint32_t breakdown = tt_dataset_breakdown(ds, dimension, value);
    for (uint32_t v = 1; v < value; v++)
        if (tt_dataset_breakdown(ds, dimension, v) == breakdown)
            return 0;
    return 1;
}

static tt_status add_dimension(work *w, size_t series, size_t dimension, tt_error *err)
{
    tt_status status = TT_OK;
    size_t values = tt_dataset_value_count(w->ds, dimension);
    for (uint32_t v = 1; v < values && status == TT_OK; v++) {
        tt_index_list parts;
        if (!begins_breakdown(w->ds, dimension, v))
            continue;
        status = tt_dataset_parts(w->ds, series, dimension,
                                  tt_dataset_breakdown(w->ds, dimension, v), &parts, err);
        if (status == TT_OK)
            status = add_margins(w, series, &parts, err);
        tt_index_list_clear(&parts);
    }
    return status;
}

/* A year over the shorter periods of the same series that fill it. */
static tt_status add_periods(work *w, size_t series, tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t t = w->first[series]; t < w->first[series + 1] && status == TT_OK; t++) {
        tt_period whole = w->cells[t].period;
        size_t first = w->part_count;
        int32_t filled = 0;
        for (size_t i = w->first[series]; i < w->first[series + 1] && status == TT_OK; i++) {
            tt_period part = w->cells[i].period;
            if (part.months >= whole.months || part.start < whole.start ||
                part.start + part.months > whole.start + whole.months)
                continue;
            filled += part.months;
            status = add_part(w, i, err);
        }
        if (status == TT_OK && first < w->part_count)
            status = add_relation(w, t, first, filled < whole.months, err);
    }
    return status;
}

static tt_status add_sums(work *w, tt_error *err)
{
    tt_status status = TT_OK;
    size_t count = tt_dataset_series_count(w->ds);
    for (size_t s = 0; s < count && status == TT_OK; s++) {
        for (size_t d = 0; d < tt_dataset_dimension_count(w->ds) && status == TT_OK; d++)
            if (tt_dataset_series(w->ds, s)->key[d] == 0 && w->first[s] < w->first[s + 1])
                status = add_dimension(w, s, d, err);
        if (status == TT_OK)
            status = add_periods(w, s, err);
    }
    return status;
}

/* ---- tables ---- */

static size_t root(work *w, size_t i)
{
    while (w->cells[i].component != i)
        i = w->cells[i].component = w->cells[w->cells[i].component].component;
    return i;
}

static void find_components(work *w)
{
    for (size_t i = 0; i < w->count; i++)
        w->cells[i].component = i;
    for (size_t r = 0; r < w->relation_count; r++)
        for (size_t i = 0; i < w->relations[r].count; i++)
            w->cells[root(w, w->parts[w->relations[r].first + i])].component =
                root(w, w->relations[r].total);
    for (size_t i = 0; i < w->count; i++)
        w->cells[i].component = root(w, i);
}

/* What belongs to one component: cells[n] and relations[m] of the work. */
typedef struct component {
    const size_t *cells;
    size_t n;
    const size_t *relations;
    size_t m;
} component;

/* One table of cells that hang together. */
typedef struct table {
    tt_sum_cell *cells;
    size_t n;
    tt_cell_sum *sums;
    size_t *parts;
    size_t m;
    tt_withheld *out;
} table;

static void clear_table(table *t)
{
    tt_free(t->cells);
    tt_free(t->sums);
    tt_free(t->parts);
    tt_free(t->out);
}

/* Cells and sums of a component, in the order of the work. */
static tt_status make_table(work *w, const component *c, table *t, tt_error *err)
{
    size_t parts = 0;
    for (size_t i = 0; i < c->m; i++)
        parts += w->relations[c->relations[i]].count;
    *t = (table){.n = c->n, .m = c->m};
    t->cells = tt_calloc(c->n, sizeof *t->cells);
    t->out = tt_calloc(c->n, sizeof *t->out);
    t->sums = tt_calloc(c->m, sizeof *t->sums);
    t->parts = tt_calloc(parts, sizeof *t->parts);
    if (!t->cells || !t->out || !t->sums || !t->parts)
        return no_memory(err);
    for (size_t i = 0; i < c->n; i++) {
        t->cells[i] = w->cells[c->cells[i]].sum;
        w->cells[c->cells[i]].local = i;
    }
    size_t used = 0;
    for (size_t s = 0; s < c->m; s++) {
        const relation *r = &w->relations[c->relations[s]];
        t->sums[s] = (tt_cell_sum){w->cells[r->total].local, t->parts + used, r->count, r->open};
        for (size_t i = 0; i < r->count; i++)
            t->parts[used++] = w->cells[w->parts[r->first + i]].local;
    }
    return TT_OK;
}

/* Published intervals that contradict the sums: those sums say nothing for sure. */
static void open_intervals(const work *w, const component *c, table *t)
{
    for (size_t s = 0; s < t->m; s++)
        t->sums[s].open |= w->relations[c->relations[s]].intervals;
}

static tt_status check_size(const table *t, tt_error *err)
{
    size_t unknown = 0;
    for (size_t i = 0; i < t->n; i++)
        unknown += isnan(t->cells[i].value) || t->cells[i].sensitive ? 1 : 0;
    if (unknown > MOST_UNKNOWN)
        return tt_fail(err, TT_ELIMIT,
                       "%zu small or hidden counts hang together in one table; %d at most can be "
                       "protected exactly: give fewer dimensions or periods",
                       unknown, MOST_UNKNOWN);
    return TT_OK;
}

static tt_status protect(work *w, const component *c, table *t, tt_error *err)
{
    tt_cell_table cells = {t->cells, t->n, t->sums, t->m};
    tt_suppress_options options = {.width = fmax(1, w->rule->threshold - 1)};
    tt_error fault = {0};
    tt_status status = check_size(t, err);
    if (status != TT_OK)
        return status;
    status = tt_suppress_cells(&cells, &options, t->out, &fault);
    if (status == TT_ENOFIT) {
        tt_error_clear(&fault);
        open_intervals(w, c, t);
        w->summary->broken++;
        status = tt_suppress_cells(&cells, &options, t->out, &fault);
    }
    if (status == TT_ENOFIT) { /* each by itself: nothing can be said for sure of their sums */
        tt_error_clear(&fault);
        cells.m = 0;
        status = tt_suppress_cells(&cells, &options, t->out, &fault);
    }
    if (status != TT_OK)
        return tt_fail(err, status, "%s", fault.message);
    for (size_t i = 0; i < t->n; i++) {
        const cell *withheld = &w->cells[c->cells[i]];
        if (!t->out[i].withheld)
            continue;
        tt_dataset_withhold(w->ds, withheld->series, withheld->period, t->out[i].left);
        w->summary->primary += withheld->sum.sensitive ? 1 : 0;
        w->summary->secondary += withheld->sum.sensitive ? 0 : 1;
        w->summary->unsafe += t->out[i].safe ? 0 : 1;
    }
    return TT_OK;
}

/* Something that belongs to a component, for sorting them together. */
typedef struct member {
    size_t component;
    size_t index;
} member;

static int compare_members(const void *a, const void *b)
{
    const member *x = a;
    const member *y = b;
    if (x->component != y->component)
        return x->component < y->component ? -1 : 1;
    return (x->index > y->index) - (x->index < y->index);
}

/* From `*at`, the indices of the members of a component; the place behind them goes to `*at`. */
static size_t take(const member *list, size_t count, size_t number, size_t *at, size_t *out)
{
    size_t taken = 0;
    while (*at < count && list[*at].component < number)
        (*at)++;
    while (*at < count && list[*at].component == number)
        out[taken++] = list[(*at)++].index;
    return taken;
}

static int has_sensitive(const work *w, const component *c)
{
    for (size_t i = 0; i < c->n; i++)
        if (w->cells[c->cells[i]].sum.sensitive)
            return 1;
    return 0;
}

static tt_status protect_all(work *w, tt_error *err)
{
    member *cells = tt_calloc(w->count, sizeof *cells);
    member *sums = tt_calloc(w->relation_count, sizeof *sums);
    size_t *members = tt_calloc(w->count, sizeof *members);
    size_t *rows = tt_calloc(w->relation_count, sizeof *rows);
    tt_status status = cells && sums && members && rows ? TT_OK : no_memory(err);
    for (size_t i = 0; i < w->count && status == TT_OK; i++)
        cells[i] = (member){w->cells[i].component, i};
    for (size_t r = 0; r < w->relation_count && status == TT_OK; r++)
        sums[r] = (member){w->cells[w->relations[r].total].component, r};
    if (status == TT_OK) {
        qsort(cells, w->count, sizeof *cells, compare_members);
        qsort(sums, w->relation_count, sizeof *sums, compare_members);
    }
    size_t cell_at = 0;
    size_t sum_at = 0;
    while (status == TT_OK && cell_at < w->count) {
        table t;
        size_t number = cells[cell_at].component;
        component c = {.cells = members, .relations = rows};
        c.n = take(cells, w->count, number, &cell_at, members);
        c.m = take(sums, w->relation_count, number, &sum_at, rows);
        if (!has_sensitive(w, &c))
            continue;
        status = make_table(w, &c, &t, err);
        if (status == TT_OK)
            status = protect(w, &c, &t, err);
        clear_table(&t);
    }
    tt_free(cells);
    tt_free(sums);
    tt_free(members);
    tt_free(rows);
    return status;
}

/* ---- what was done ---- */

static tt_status say(work *w, tt_error *err)
{
    const tt_small_summary *s = w->summary;
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_addf(&text, "Withheld: %zu counts below ", s->primary);
    tt_strbuf_number(&text, w->rule->threshold);
    tt_strbuf_addf(&text, ", %zu others so that sums do not bring them back, %zu percentages.",
                   s->secondary, s->percents);
    if (s->unsafe)
        tt_strbuf_addf(&text, " %zu of them can still be narrowed down from published intervals.",
                       s->unsafe);
    if (s->broken)
        tt_strbuf_addf(&text,
                       " %zu printed totals contradict their parts and were left out of this.",
                       s->broken);
    tt_status status = tt_strbuf_status(&text, err);
    if (status == TT_OK)
        status = tt_dataset_add_remark(w->ds, text.text, err);
    tt_strbuf_clear(&text);
    return status;
}

tt_status tt_small_withhold(tt_dataset *ds, const tt_small_rule *rule, tt_small_summary *out,
                            tt_error *err)
{
    tt_small_summary own;
    work w = {.ds = ds, .rule = rule, .summary = out ? out : &own};
    *w.summary = (tt_small_summary){0};
    if (rule->convention == TT_SMALL_NONE)
        return tt_fail(err, TT_EUSAGE, "no rule says which counts are small");
    size_t count = tt_dataset_series_count(ds);
    w.first = tt_calloc(count + 1, sizeof *w.first);
    tt_status status = w.first ? TT_OK : no_memory(err);
    for (size_t s = 0; s < count && status == TT_OK; s++)
        status = add_cells(&w, s, err);
    if (status == TT_OK) {
        w.first[count] = w.count;
        status = add_sums(&w, err);
    }
    if (status == TT_OK) {
        find_components(&w);
        status = protect_all(&w, err);
    }
    if (status == TT_OK)
        status = tt__small_percents(ds, rule, w.summary, err);
    if (status == TT_OK)
        status = say(&w, err);
    tt_free(w.first);
    tt_free(w.cells);
    tt_free(w.relations);
    tt_free(w.parts);
    return status;
}
