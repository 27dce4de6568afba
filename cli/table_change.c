/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of changes: year over year, and the index to a base year.
 *
 * The points of a series make a chain of links, each from one point that says something to the next. The
 * links that may be changes form stretches without a break or an unusable point between; the library works
 * each stretch out, and p is adjusted over all links of the series. A link with a figure of which only an
 * interval is known gets the bounds of its change. */
#include <math.h>
#include <string.h>

#include "change_links.h"
#include "small_rule.h"
#include "tables.h"
#include "tiptrend/change.h"
#include "tiptrend/interval.h"
#include "tiptrend/memory.h"
#include "tiptrend/multitest.h"

static const tt_column columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"from", "From", TT_COLUMN_YEAR, 0},
    {"to", "To", TT_COLUMN_YEAR, 0},
    {"earlier", "Earlier", TT_COLUMN_NUMBER, 0},
    {"later", "Later", TT_COLUMN_NUMBER, 0},
    {"change", "Change", TT_COLUMN_SIGNED, 0},
    {"percent", "%", TT_COLUMN_SIGNED, 1},
    {"percent_low", "lower", TT_COLUMN_SIGNED, 1},
    {"percent_high", "upper", TT_COLUMN_SIGNED, 1},
    {"log_change", "log", TT_COLUMN_SIGNED, 3},
    {"p", "p", TT_COLUMN_P, 0},
    {"p_adjusted", "p adj.", TT_COLUMN_P, 0},
    {"percent_low_all", "all lower", TT_COLUMN_SIGNED, 1},
    {"percent_high_all", "all upper", TT_COLUMN_SIGNED, 1},
    {"index", "Index", TT_COLUMN_NUMBER, 1},
    {"index_low", "lower", TT_COLUMN_NUMBER, 1},
    {"index_high", "upper", TT_COLUMN_NUMBER, 1},
    {"earlier_low", "Earlier from", TT_COLUMN_NUMBER, 0},
    {"earlier_high", "to", TT_COLUMN_NUMBER, 0},
    {"later_low", "Later from", TT_COLUMN_NUMBER, 0},
    {"later_high", "to", TT_COLUMN_NUMBER, 0},
    {"change_least", "Change from", TT_COLUMN_SIGNED, 0},
    {"change_most", "to", TT_COLUMN_SIGNED, 0},
    {"percent_least", "% from", TT_COLUMN_SIGNED, 1},
    {"percent_most", "to", TT_COLUMN_SIGNED, 1},
    {"direction", "Direction", TT_COLUMN_TEXT, 0},
    {"status", "Status", TT_COLUMN_TEXT, 0},
    {"reliability", "Reliability", TT_COLUMN_TEXT, 0},
};

const tt_column *cli_change_columns(size_t *count)
{
    *count = sizeof columns / sizeof *columns;
    return columns;
}

static const char *const details[] = {
    "log_change",   "percent_low_all", "percent_high_all", "index_low", "index_high", "earlier_low",
    "earlier_high", "later_low",       "later_high",       "direction", NULL};

/* A link with what is worked out for it. */
typedef struct link {
    cli_link ends;
    const char *why; /* more about its status, or NULL */
    tt_change change;
    tt_estimate all; /* percent with limits that hold for all links together */
    tt_change_bounds bounds;
} link;

typedef struct chain {
    const cli_analysis_request *request;
    const tt_series *series;
    tt_point_list list;
    link *links; /* links[count] */
    size_t count;
    double *time; /* scratch: time[list.count], value, change, index */
    double *value;
    tt_change *change;
    tt_index *index;
    tt_change_options options;
    tt_small_rule rule;
} chain;

static int is_formed(const link *l)
{
    return l->ends.status == CLI_LINK_CHANGE;
}

static int is_bounded(const link *l)
{
    return l->ends.status == CLI_LINK_CONFLICT || l->ends.status == CLI_LINK_INTERVAL;
}

/* Returns 0, or -1 without memory. */
static int make_links(chain *c)
{
    cli_link *ends = tt_calloc(c->list.count, sizeof *ends);
    c->count = ends ? cli_links_make(&c->list, c->request->settings, ends) : 0;
    for (size_t i = 0; i < c->count; i++)
        c->links[i] =
            (link){.ends = ends[i],
                   .why = ends[i].status == CLI_LINK_UNDEFINED ? cli_link_below_zero : NULL,
                   .all = {NAN, NAN, NAN}};
    tt_free(ends);
    return ends ? 0 : -1;
}

static tt_status chain_make(const cli_analysis_request *request, size_t series, chain *c,
                            tt_error *err)
{
    const cli_settings *settings = request->settings;
    *c = (chain){.request = request, .series = tt_dataset_series(request->ds, series)};
    c->options =
        (tt_change_options){.conf = settings->conf, .plain = c->series->unit_kind != TT_UNIT_COUNT};
    tt_status status = TT_OK;
    if (c->series->unit_kind == TT_UNIT_COUNT)
        status = cli_small_rule(settings, &c->rule, err);
    if (status == TT_OK && settings->ci)
        status = cli_ci_method(settings->ci, TT_CI_FOR_RATIO, &c->options.method, err);
    if (status == TT_OK)
        status = tt_dataset_points(request->ds, series, (int)settings->from, (int)settings->to,
                                   &c->list, err);
    if (status != TT_OK)
        return status;
    size_t n = c->list.count;
    c->links = tt_calloc(n, sizeof *c->links);
    c->time = tt_calloc(n, sizeof *c->time);
    c->value = tt_calloc(n, sizeof *c->value);
    c->change = tt_calloc(n, sizeof *c->change);
    c->index = tt_calloc(n, sizeof *c->index);
    if (!c->links || !c->time || !c->value || !c->change || !c->index || make_links(c) != 0)
        return tt_fail(err, TT_ENOMEM, "no memory for a series of changes");
    return TT_OK;
}

static void chain_clear(chain *c)
{
    tt_free(c->links);
    tt_free(c->time);
    tt_free(c->value);
    tt_free(c->change);
    tt_free(c->index);
    tt_point_list_clear(&c->list);
}

/* ---- changes ---- */

static void put(chain *c, size_t place, const tt_point *point)
{
    c->time[place] = tt_period_time(point->period);
    c->value[place] = point->value;
}

/* The changes of one stretch: links first ... end - 1, `family` of them in the whole chain. */
static tt_status add_stretch(chain *c, size_t first, size_t end, size_t family, tt_error *err)
{
    tt_change_series_options options = {.change = c->options,
                                        .step = c->links[first].ends.after->period.months / 12.0,
                                        .across_gaps = 1};
    size_t n = 0;
    put(c, n++, c->links[first].ends.before);
    for (size_t i = first; i < end; i++)
        put(c, n++, c->links[i].ends.after);
    options.change.comparisons = family;
    tt_points in = {.n = n, .time = c->time, .value = c->value};
    tt_status status = tt_change_series(&in, &options, c->change, err);
    for (size_t i = first; i < end && status == TT_OK; i++) {
        const tt_change *found = &c->change[i - first + 1];
        if (family)
            c->links[i].all = found->percent;
        else
            c->links[i].change = *found;
    }
    return status;
}

/* All stretches: the changes themselves for family 0, their simultaneous limits otherwise. */
static tt_status add_stretches(chain *c, size_t family, tt_error *err)
{
    tt_status status = TT_OK;
    size_t end;
    for (size_t first = 0; first < c->count && status == TT_OK; first = end + 1) {
        end = first;
        while (end < c->count && is_formed(&c->links[end]))
            end++;
        if (end > first)
            status = add_stretch(c, first, end, family, err);
    }
    return status;
}

static tt_status adjust(chain *c, tt_error *err)
{
    size_t family = 0;
    double *p = tt_calloc(c->count, sizeof *p);
    if (!p)
        return tt_fail(err, TT_ENOMEM, "no memory for a series of changes");
    for (size_t i = 0; i < c->count; i++) {
        p[i] = is_formed(&c->links[i]) ? c->links[i].change.p : NAN;
        family += isnan(p[i]) ? 0 : 1;
    }
    tt_status status = TT_OK;
    if (c->request->settings->adjust == CLI_ADJUST_HOLM && family) {
        status = tt_multitest_holm(p, c->count, p, err);
        if (status == TT_OK)
            status = add_stretches(c, family, err);
    } else if (c->request->settings->adjust == CLI_ADJUST_BH) {
        status = tt_multitest_bh(p, c->count, p, err);
    }
    int none = c->request->settings->adjust == CLI_ADJUST_NONE;
    for (size_t i = 0; i < c->count; i++)
        c->links[i].change.p_adjusted = none ? NAN : p[i];
    tt_free(p);
    return status;
}

/* ---- bounds ---- */

static tt_bounded_figure bounded(const tt_point *point)
{
    return (tt_bounded_figure){tt_period_time(point->period), {point->low, point->high}, 1};
}

static tt_status add_bounds(chain *c, tt_error *err)
{
    for (size_t i = 0; i < c->count; i++) {
        link *l = &c->links[i];
        if (!is_bounded(l))
            continue;
        tt_bounded_figure earlier = bounded(l->ends.before);
        tt_bounded_figure later = bounded(l->ends.after);
        tt_error fault = {0};
        tt_status status = tt_change_bounded(&earlier, &later, &c->options, &l->bounds, &fault);
        if (status == TT_EDOMAIN || status == TT_ENONFINITE)
            l->ends.status = CLI_LINK_UNDEFINED, l->why = cli_link_below_zero;
        else if (status != TT_OK)
            return tt_fail(err, status, "%s", fault.message);
    }
    return TT_OK;
}

/* ---- index ---- */

/* The point of --base-year, or the first one above 0; NULL when there is none. */
static const tt_point *find_base(const tt_point_list *list, int year)
{
    for (size_t i = 0; i < list->count; i++) {
        const tt_point *point = &list->points[i];
        int fits = !year || tt_period_year(point->period) == year;
        if (fits && point->value > 0 && !(point->flags & TT_VALUE_PARTIAL))
            return point;
    }
    return NULL;
}

/* Index values of the points that share the definition (and the length of period) of the base. They stand
 * at the place of the point in the list. */
static tt_status add_index(chain *c, tt_error *err)
{
    const tt_point *points = c->list.points;
    const tt_point *base = find_base(&c->list, (int)c->request->settings->base_year);
    size_t *place = tt_calloc(c->list.count, sizeof *place);
    if (!place)
        return tt_fail(err, TT_ENOMEM, "no memory for an index");
    size_t first = base ? (size_t)(base - points) : 0;
    size_t end = base ? first + 1 : 0;
    int across = c->request->settings->across_breaks;
    while (base && first > 0 && (across || !points[first].break_before))
        first--;
    while (base && end < c->list.count && (across || !points[end].break_before))
        end++;
    size_t n = 0;
    for (size_t i = first; i < end; i++) {
        if (isnan(points[i].value) || (points[i].flags & TT_VALUE_PARTIAL) ||
            points[i].period.months != base->period.months || points[i].value < 0)
            continue;
        put(c, n, &points[i]);
        place[n++] = i;
    }
    tt_index *found = tt_calloc(n, sizeof *found);
    tt_points in = {.n = n, .time = c->time, .value = c->value};
    tt_status status = found ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for an index");
    if (status == TT_OK && n)
        status = tt_change_index(&in, tt_period_time(base->period), &c->options, found, err);
    for (size_t i = 0; i < c->list.count; i++)
        c->index[i].value = (tt_estimate){NAN, NAN, NAN};
    for (size_t i = 0; i < n && status == TT_OK; i++)
        c->index[place[i]] = found[i];
    tt_free(found);
    tt_free(place);
    return status;
}

/* ---- rows ---- */

static void add_empty(tt_table *table, int count)
{
    while (count--)
        tt_table_empty(table);
}

static void add_range(tt_table *table, tt_interval range)
{
    tt_table_number(table, range.low);
    tt_table_number(table, range.high);
}

/* The cells of an ordinary change, or nothing in their place. */
static void add_change(const chain *c, const link *l, tt_table *table)
{
    tt_estimate index = c->index[l->ends.after - c->list.points].value;
    if (is_formed(l)) {
        const tt_change *change = &l->change;
        tt_table_number(table, change->absolute);
        tt_table_limits(table, change->percent.value, change->percent.low, change->percent.high);
        tt_table_number(table, change->log.value);
        tt_table_number(table, change->p);
        tt_table_number(table, change->p_adjusted);
        tt_table_number(table, l->all.low);
        tt_table_number(table, l->all.high);
    } else if (is_bounded(l)) {
        add_empty(table, 2);
        add_range(table, l->bounds.percent_limits);
        add_empty(table, 5);
    } else {
        add_empty(table, 9);
    }
    tt_table_limits(table, index.value, index.low, index.high);
}

/* What only intervals bound: the figures as intervals, and the bounds of the change. */
static void add_intervals(const link *l, tt_table *table)
{
    int bounded_row = is_bounded(l);
    tt_interval none = {NAN, NAN};
    tt_interval earlier = {l->ends.before->low, l->ends.before->high};
    tt_interval later = {l->ends.after->low, l->ends.after->high};
    add_range(table, isnan(l->ends.before->value) ? earlier : none);
    add_range(table, isnan(l->ends.after->value) ? later : none);
    add_range(table, bounded_row ? l->bounds.absolute : none);
    add_range(table, bounded_row ? l->bounds.percent : none);
}

static const char *direction_of(const link *l)
{
    int sign = TT_SIGN_UNKNOWN;
    if (is_formed(l) && !isnan(l->change.log.value))
        sign = (l->change.log.value > 0) - (l->change.log.value < 0);
    else if (is_formed(l))
        sign = (l->change.absolute > 0) - (l->change.absolute < 0);
    else if (is_bounded(l))
        sign = l->bounds.sign;
    else
        return NULL;
    return sign == TT_SIGN_UNKNOWN ? "unknown" : sign > 0 ? "rise" : sign < 0 ? "fall" : "none";
}

/* Of a change: that of the worse of its two figures. */
static const char *reliability_of(const chain *c, const link *l)
{
    static const char *const order[] = {"withheld", "withhold", "unstable", "reliable"};
    const char *earlier = cli_small_word(&c->rule, l->ends.before, NAN);
    const char *later = cli_small_word(&c->rule, l->ends.after, NAN);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (strcmp(earlier, order[i]) == 0 || strcmp(later, order[i]) == 0)
            return order[i];
    return "";
}

static void add_link(const chain *c, const link *l, tt_table *table)
{
    char text[TT_PERIOD_TEXT_SIZE];
    tt_notes notes = cli_link_notes(&l->ends);
    tt_table_text(table, c->series->name);
    tt_table_text(table, c->series->unit);
    (void)tt_period_text(l->ends.before->period, text);
    tt_table_text(table, text);
    (void)tt_period_text(l->ends.after->period, text);
    tt_table_text(table, text);
    tt_table_number(table, l->ends.before->value);
    tt_table_number(table, l->ends.after->value);
    add_change(c, l, table);
    add_intervals(l, table);
    tt_table_text(table, direction_of(l));
    int undefined = is_formed(l) && isnan(l->change.percent.value);
    tt_table_text(table, cli_link_word(undefined ? CLI_LINK_UNDEFINED : l->ends.status));
    tt_table_text(table, reliability_of(c, l));
    if (is_formed(l))
        notes |= l->change.notes;
    else if (is_bounded(l))
        notes |= l->bounds.notes;
    tt_table_end_row(table, notes, l->why);
}

tt_status cli_change_rows(const cli_analysis_request *request, size_t series, tt_table *table,
                          tt_error *err)
{
    chain c;
    tt_status status = chain_make(request, series, &c, err);
    if (status == TT_OK)
        status = add_stretches(&c, 0, err);
    if (status == TT_OK)
        status = adjust(&c, err);
    if (status == TT_OK)
        status = add_bounds(&c, err);
    if (status == TT_OK)
        status = add_index(&c, err);
    for (size_t i = 0; i < c.count && status == TT_OK; i++)
        add_link(&c, &c.links[i], table);
    chain_clear(&c);
    return status;
}

/* What the limits and p of the table are. */
static void remark_method(const cli_settings *settings, tt_table *table)
{
    tt_ci_method method = TT_CI_DEFAULT;
    if (settings->ci)
        (void)tt_ci_method_parse(settings->ci, &method, NULL);
    tt_strbuf remark = TT_STRBUF_INIT;
    tt_strbuf_addf(
        &remark,
        "Limits and p %s for two Poisson counts given their sum; counts that scatter more "
        "change by chance more often than they say.",
        method == TT_CI_MIDP   ? "are mid-p"
        : method == TT_CI_WALD ? "are Wald's (normal, on the log scale)"
                               : "are exact");
    tt_table_remark(table, tt_strbuf_text(&remark));
    tt_strbuf_clear(&remark);
}

tt_status cli_table_change(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    tt_table *table =
        tt_table_new("Year-over-year change", columns, sizeof columns / sizeof *columns);
    tt_table_details(table, details);
    tt_status status = tt_table_status(table, err);
    for (size_t i = 0; i < request->series->count && status == TT_OK; i++)
        status = cli_change_rows(request, request->series->index[i], table, err);
    if (status == TT_OK)
        remark_method(request->settings, table);
    if (status == TT_OK && request->settings->adjust == CLI_ADJUST_HOLM)
        tt_table_remark(table,
                        "'p adj.' (Holm) and the 'all' limits (Bonferroni) count the changes "
                        "of a series as one family.");
    return cli_table_done(table, status, out, err);
}
