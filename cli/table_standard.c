/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of directly standardised rates: series that differ in one dimension only are the strata of one
 * rate; their weights come from a table of the standard. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "tables.h"
#include "tiptrend/join.h"
#include "tiptrend/memory.h"
#include "tiptrend/select.h"
#include "tiptrend/standardise.h"

static const tt_column columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},         {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"period", "Period", TT_COLUMN_YEAR, 0},         {"count", "Count", TT_COLUMN_NUMBER, 0},
    {"exposure", "Population", TT_COLUMN_NUMBER, 0}, {"crude", "Crude rate", TT_COLUMN_NUMBER, 3},
    {"rate", "Standardised", TT_COLUMN_NUMBER, 3},   {"rate_low", "lower", TT_COLUMN_NUMBER, 3},
    {"rate_high", "upper", TT_COLUMN_NUMBER, 3},     {"per", "per", TT_COLUMN_NUMBER, 0},
    {"strata", "Strata", TT_COLUMN_INTEGER, 0},      {"left_out", "Left out", TT_COLUMN_NUMBER, 0},
};

/* A series as a stratum. */
typedef struct stratum {
    const tt_series *series;
    size_t width;
    size_t dimension;
    size_t index;
    double weight; /* not-a-number: unspecified, and not in the standard */
    tt_point_list list;
} stratum;

typedef struct work {
    const cli_analysis_request *request;
    const tt_dataset *standard;
    tt_join *join; /* of the strata to the standard */
    size_t dimension;
    tt_standardise_options options;
    tt_table *table;
} work;

/* ---- groups of strata ---- */

static int compare_groups(const stratum *x, const stratum *y)
{
    for (size_t d = 0; d < x->width; d++)
        if (d != x->dimension && x->series->key[d] != y->series->key[d])
            return x->series->key[d] < y->series->key[d] ? -1 : 1;
    return strcmp(x->series->unit, y->series->unit);
}

static int compare_strata(const void *a, const void *b)
{
    const stratum *x = a;
    const stratum *y = b;
    int order = compare_groups(x, y);
    return order ? order : (x->index > y->index) - (x->index < y->index);
}

/* Groups in the order of their first series. */
static int compare_firsts(const void *a, const void *b)
{
    const stratum *const *x = a;
    const stratum *const *y = b;
    return ((*x)->index > (*y)->index) - ((*x)->index < (*y)->index);
}

/* The name of what the strata are parts of: theirs without their part where there is no such series. */
static tt_status name_whole(const work *w, const stratum *first, tt_strbuf *out, tt_error *err)
{
    const tt_dataset *ds = w->request->ds;
    size_t whole;
    tt_status status = tt_dataset_find_sibling(ds, first->index, w->dimension, 0, &whole, err);
    if (status != TT_OK)
        return status;
    if (whole != TT_NONE) {
        tt_strbuf_add(out, tt_dataset_series(ds, whole)->name);
        return tt_strbuf_status(out, err);
    }
    for (size_t d = 0; d < first->width; d++) {
        uint32_t value = first->series->key[d];
        if (d == w->dimension || !value)
            continue;
        tt_strbuf_add(out, out->length ? "/" : "");
        tt_strbuf_add(out, tt_dataset_value(ds, d, value));
    }
    tt_strbuf_add(out, out->length ? "" : "total");
    return tt_strbuf_status(out, err);
}

/* ---- weights ---- */

/* What is not known to be of any stratum has no weight, and is left out; any other must have one. */
static tt_status find_weight(const work *w, stratum *s, tt_error *err)
{
    size_t found;
    s->weight = NAN;
    tt_status status = tt_join_find(w->join, s->index, &found, err);
    if (status == TT_OK && found != TT_NONE)
        s->weight =
            tt_dataset_observation(w->standard, tt_dataset_series(w->standard, found)->first)
                ->value;
    if (status != TT_OK || found != TT_NONE)
        return status;
    const char *value =
        tt_dataset_value(w->request->ds, w->dimension, s->series->key[w->dimension]);
    if (tt_word_is_unspecified(value) || tt_sex_of(value) == TT_SEX_UNSPECIFIED)
        return TT_OK;
    tt_strbuf why = TT_STRBUF_INIT;
    tt_join_why(w->join, s->index, &why);
    status = tt_fail(err, TT_ENOTFOUND, "no weight in the standard: %s", tt_strbuf_text(&why));
    tt_strbuf_clear(&why);
    return status;
}

/* ---- rows ---- */

static const tt_point *point_at(const stratum *s, tt_period period)
{
    for (size_t i = 0; i < s->list.count; i++)
        if (tt_period_compare(s->list.points[i].period, period) == 0)
            return &s->list.points[i];
    return NULL;
}

/* Why a stratum cannot be used, as a note; 0 when it can. */
static tt_notes why_unusable(const tt_point *point)
{
    if (!point || isnan(point->low))
        return TT_NOTE_MISSING;
    if (point->flags & TT_VALUE_PARTIAL)
        return TT_NOTE_PARTIAL;
    if (isnan(point->value))
        return TT_NOTE_INTERVAL;
    return point->exposure > 0 ? 0 : TT_NOTE_NO_EXPOSURE;
}

/* The strata of one period. Returns the notes; `*unusable` is a stratum without what is needed. */
static tt_notes collect_period(const stratum *list, size_t count, tt_period period,
                               tt_stratum *strata, size_t *used, double *left_out,
                               const stratum **unusable)
{
    tt_notes notes = 0;
    *used = 0;
    *left_out = 0;
    *unusable = NULL;
    for (size_t i = 0; i < count; i++) {
        const tt_point *point = point_at(&list[i], period);
        if (isnan(list[i].weight)) {
            *left_out += point && !isnan(point->value) ? point->value : 0;
            continue;
        }
        tt_notes why = why_unusable(point);
        if (why) {
            *unusable = &list[i];
            notes |= why;
            continue;
        }
        notes |= tt_value_notes(point->flags);
        strata[(*used)++] = (tt_stratum){point->value, point->exposure, list[i].weight};
    }
    return *left_out > 0 ? notes | TT_NOTE_UNSPECIFIED : notes;
}

static tt_status add_row(const work *w, const stratum *list, size_t count, tt_period period,
                         tt_stratum *strata, tt_error *err)
{
    size_t used;
    double left_out;
    const stratum *unusable;
    char text[TT_PERIOD_TEXT_SIZE];
    tt_strbuf name = TT_STRBUF_INIT;
    double per = w->request->settings->per;
    tt_notes notes = collect_period(list, count, period, strata, &used, &left_out, &unusable);
    tt_status status = name_whole(w, list, &name, err);
    if (status != TT_OK) {
        tt_strbuf_clear(&name);
        return status;
    }
    (void)tt_period_text(period, text);
    tt_table_text(w->table, tt_strbuf_text(&name));
    tt_table_text(w->table, list[0].series->unit);
    tt_table_text(w->table, text);
    tt_strbuf_reset(&name);
    if (unusable) {
        tt_strbuf_addf(
            &name, "no rate: see stratum '%s'",
            tt_dataset_value(w->request->ds, w->dimension, unusable->series->key[w->dimension]));
    } else {
        tt_standardised s;
        status = tt_standardise_direct(strata, used, &w->options, &s, err);
        tt_table_number(w->table, s.count);
        tt_table_number(w->table, s.exposure);
        tt_table_number(w->table, s.crude * per);
        tt_table_limits(w->table, s.rate.value * per, s.rate.low * per, s.rate.high * per);
        tt_table_number(w->table, per);
        tt_table_number(w->table, (double)used);
        tt_table_number(w->table, left_out);
        notes |= s.notes;
    }
    tt_table_end_row(w->table, notes, tt_strbuf_text(&name));
    tt_strbuf_clear(&name);
    return status;
}

static int compare_periods(const void *a, const void *b)
{
    return tt_period_compare(*(const tt_period *)a, *(const tt_period *)b);
}

/* All periods in which a stratum has a row, each once. NULL without memory. */
static tt_period *collect_periods(const stratum *list, size_t count, size_t *out)
{
    size_t rows = 0;
    for (size_t i = 0; i < count; i++)
        rows += list[i].list.count;
    tt_period *periods = tt_calloc(rows, sizeof *periods);
    *out = 0;
    if (!periods)
        return NULL;
    rows = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < list[i].list.count; k++)
            periods[rows++] = list[i].list.points[k].period;
    qsort(periods, rows, sizeof *periods, compare_periods);
    for (size_t i = 0; i < rows; i++)
        if (*out == 0 || tt_period_compare(periods[*out - 1], periods[i]) != 0)
            periods[(*out)++] = periods[i];
    return periods;
}

static tt_status add_group(const work *w, stratum *list, size_t count, tt_error *err)
{
    const cli_settings *settings = w->request->settings;
    size_t weighted = 0;
    tt_status status = TT_OK;
    for (size_t i = 0; i < count && status == TT_OK; i++) {
        status = find_weight(w, &list[i], err);
        if (status == TT_OK)
            status = tt_dataset_points(w->request->ds, list[i].index, (int)settings->from,
                                       (int)settings->to, &list[i].list, err);
        weighted += isnan(list[i].weight) ? 0 : 1;
    }
    size_t periods = 0;
    tt_period *period = status == TT_OK ? collect_periods(list, count, &periods) : NULL;
    tt_stratum *strata = tt_calloc(count, sizeof *strata);
    if (status == TT_OK && (!period || !strata))
        status = tt_fail(err, TT_ENOMEM, "no memory for a standardised rate");
    for (size_t i = 0; i < periods && weighted && status == TT_OK; i++)
        status = add_row(w, list, count, period[i], strata, err);
    tt_free(period);
    tt_free(strata);
    for (size_t i = 0; i < count; i++)
        tt_point_list_clear(&list[i].list);
    return status;
}

/* ---- the whole ---- */

/* The strata of all rates, those of one side by side. Returns how many. */
static size_t collect_strata(const work *w, stratum *list)
{
    const cli_analysis_request *request = w->request;
    size_t count = 0;
    for (size_t i = 0; i < request->series->count; i++) {
        const tt_series *series = tt_dataset_series(request->ds, request->series->index[i]);
        if (series->unit_kind != TT_UNIT_COUNT || series->key[w->dimension] == 0)
            continue;
        list[count++] = (stratum){.series = series,
                                  .width = tt_dataset_dimension_count(request->ds),
                                  .dimension = w->dimension,
                                  .index = request->series->index[i]};
    }
    qsort(list, count, sizeof *list, compare_strata);
    return count;
}

static tt_status add_groups(const work *w, tt_error *err)
{
    stratum *list = tt_calloc(w->request->series->count, sizeof *list);
    stratum **firsts = tt_calloc(w->request->series->count, sizeof(stratum *));
    tt_status status =
        list && firsts ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for standardised rates");
    size_t count = status == TT_OK ? collect_strata(w, list) : 0;
    size_t groups = 0;
    for (size_t i = 0; i < count; i++)
        if (i == 0 || compare_groups(&list[i - 1], &list[i]) != 0)
            firsts[groups++] = &list[i];
    if (status == TT_OK && groups)
        qsort(firsts, groups, sizeof(stratum *), compare_firsts);
    for (size_t g = 0; g < groups && status == TT_OK; g++) {
        size_t size = 1;
        while (firsts[g] + size < list + count && compare_groups(firsts[g], firsts[g] + size) == 0)
            size++;
        status = add_group(w, firsts[g], size, err);
    }
    tt_free(firsts);
    tt_free(list);
    return status;
}

static tt_status prepare(work *w, tt_dataset **standard, tt_error *err)
{
    const cli_settings *settings = w->request->settings;
    w->options.conf = settings->conf;
    if (!settings->strata)
        return tt_fail(err, TT_EUSAGE,
                       "--standard needs --strata DIM, the dimension of its weights");
    w->dimension = tt_dataset_find_dimension(w->request->ds, settings->strata);
    if (w->dimension == TT_NONE)
        return tt_fail(err, TT_ENOTFOUND, "the data have no dimension '%s' for --strata",
                       settings->strata);
    tt_status status = TT_OK;
    if (settings->ci)
        status = cli_ci_method(settings->ci, TT_CI_FOR_COUNT, &w->options.method, err);
    if (status == TT_OK)
        status = tt_dataset_read_standard(settings->standard, settings->strata, standard, err);
    w->standard = *standard;
    if (status == TT_OK)
        status = tt_join_new(w->request->ds, w->standard, &settings->strata, 1, &w->join, err);
    return status;
}

tt_status cli_table_standard(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    tt_dataset *standard = NULL;
    work w = {.request = request,
              .table =
                  tt_table_new("Standardised rates", columns, sizeof columns / sizeof *columns)};
    tt_status status = tt_table_status(w.table, err);
    if (status == TT_OK)
        status = prepare(&w, &standard, err);
    if (status == TT_OK)
        status = add_groups(&w, err);
    if (status == TT_OK)
        tt_table_remark(w.table,
                        "Directly standardised; limits of Dobson, from those of the total count "
                        "(exact unless --ci says otherwise). What is of no stratum is left out.");
    tt_join_free(w.join);
    tt_dataset_free(standard);
    return cli_table_done(w.table, status, out, err);
}
