/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes go to CSV directly: a table may have millions, each costs two divisions, and the rest is writing. What
 * a row shares with the next one (its later figure) and with all of its series (the name) is written once and
 * copied. */
#include "quick_changes.h"

#include <math.h>
#include <string.h>

#include "annotate.h"
#include "tiptrend/change.h"
#include "tiptrend/decisions.h"
#include "tiptrend/number.h"
#include "tiptrend/table.h"

void cli_quick_header(tt_strbuf *out)
{
    tt_strbuf_add(out,
                  "series,unit,from,to,earlier,later,change,percent,status,change_least,change_"
                  "most,percent_least,percent_most,notes\n");
}

static const char too_short[] = "fewer than 2 figures: no change";

/* A short cell, with room to copy it at a fixed length. */
typedef struct cell {
    char text[TT_NUMBER_TEXT_SIZE];
    size_t length;
} cell;

/* The figure of one end of a link. */
typedef struct figure {
    cell period;
    cell value;
} figure;

/* A row in the making, behind the name and the unit. */
typedef struct row {
    char text[10 * TT_NUMBER_TEXT_SIZE];
    char *at;
} row;

/* In place: a cell that is copied must wait for the stores that made it. */
static void make_figure(const tt_point *point, figure *out)
{
    _Static_assert((int)TT_PERIOD_TEXT_SIZE <= (int)TT_NUMBER_TEXT_SIZE, "a period fits a cell");
    out->period.length = tt_period_text(point->period, out->period.text);
    out->value.length = isnan(point->value) ? 0 : tt_number_text(point->value, out->value.text);
}

static void add_cell(row *r, const cell *c)
{
    enum { COPIED = 32 }; /* the longest number has 24 */
    memcpy(r->at, c->text, COPIED);
    r->at += c->length;
    *r->at++ = ',';
}

static void add_number(row *r, double number)
{
    if (!isnan(number))
        r->at += tt_number_text(number, r->at);
    *r->at++ = ',';
}

static void add_word(row *r, const char *word)
{
    while (*word)
        *r->at++ = *word++;
    *r->at++ = ',';
}

/* Across a gap (--across-gaps) the change is one per year. */
static double percent_of(const cli_link *l, tt_notes *notes)
{
    if (tt_period_follows(l->before->period, l->after->period))
        return tt_change_percent(l->before->value, l->after->value);
    double time[] = {tt_period_time(l->before->period), tt_period_time(l->after->period)};
    double value[] = {l->before->value, l->after->value};
    tt_points points = {.n = 2, .time = time, .value = value};
    tt_change_series_options options = {
        .change = {.plain = 1}, .step = l->after->period.months / 12.0, .across_gaps = 1};
    tt_change change[2];
    (void)tt_change_series(&points, &options, change, NULL); /* not-a-number when it fails */
    *notes |= change[1].notes & TT_NOTE_ANNUALISED;
    return change[1].percent.value;
}

static int bounds_of(const cli_link *l, tt_change_bounds *out)
{
    tt_bounded_figure earlier = {
        tt_period_time(l->before->period), {l->before->low, l->before->high}, 1};
    tt_bounded_figure later = {
        tt_period_time(l->after->period), {l->after->low, l->after->high}, 1};
    return tt_change_bounded(&earlier, &later, NULL, out, NULL) == TT_OK;
}

static int is_bounded(const cli_link *l)
{
    return l->status == CLI_LINK_CONFLICT || l->status == CLI_LINK_INTERVAL;
}

/* Change, percent, status and bounds. */
static tt_notes add_change(row *r, const cli_link *l, const char **why)
{
    tt_notes notes = cli_link_notes(l);
    cli_link_status status = l->status;
    tt_change_bounds b = {{NAN, NAN}, {NAN, NAN}, {NAN, NAN}, 0, 0};
    double change = NAN;
    double percent = NAN;
    if (status == CLI_LINK_CHANGE) {
        change = l->after->value - l->before->value;
        percent = percent_of(l, &notes);
        status = isnan(percent) ? CLI_LINK_UNDEFINED : status;
    } else if (status == CLI_LINK_UNDEFINED) {
        *why = cli_link_below_zero;
    } else if (is_bounded(l) && !bounds_of(l, &b)) {
        status = CLI_LINK_UNDEFINED;
        *why = cli_link_below_zero;
    }
    add_number(r, change);
    add_number(r, percent);
    add_word(r, cli_link_word(status));
    if (is_bounded(l)) {
        add_number(r, b.absolute.low);
        add_number(r, b.absolute.high);
        add_number(r, b.percent.low);
        add_number(r, b.percent.high);
    } else {
        memcpy(r->at, ",,,,", 4);
        r->at += 4;
    }
    return notes;
}

/* ---- rows ---- */

/* The rows of a series in the making. */
typedef struct row_maker {
    const tt_dataset *ds;
    size_t series;
    int has_decisions;
    tt_strbuf words; /* of one row */
    tt_strbuf *out;
} row_maker;

/* Adds the decisions that touch the years of a row, which has a link or none, to what it says. */
static tt_status add_decisions(row_maker *r, const cli_link *l, const char **why, tt_notes *notes,
                               tt_error *err)
{
    tt_strbuf_reset(&r->words);
    if (*why)
        tt_strbuf_add(&r->words, *why);
    size_t length = r->words.length;
    tt_index_list series = {.index = &r->series, .count = 1};
    int from = l ? tt_period_year(l->before->period) : 0;
    int to = l ? tt_period_year(l->after->period) : 0;
    tt_status status = cli_say_decisions(r->ds, &series, from, to, &r->words, err);
    if (status == TT_OK && r->words.length > length) {
        *notes |= TT_NOTE_DECIDED;
        *why = tt_strbuf_text(&r->words);
    }
    return status;
}

static tt_status add_link(row_maker *rows, const cli_link *l, const figure *before,
                          const figure *after, tt_error *err)
{
    tt_strbuf *out = rows->out;
    tt_status status = TT_OK;
    const char *why = NULL;
    row r;
    r.at = r.text;
    add_cell(&r, &before->period);
    add_cell(&r, &after->period);
    add_cell(&r, &before->value);
    add_cell(&r, &after->value);
    tt_notes notes = add_change(&r, l, &why);
    if (rows->has_decisions)
        status = add_decisions(rows, l, &why, &notes, err);
    if (notes || why) {
        tt_strbuf_add_bytes(out, r.text, (size_t)(r.at - r.text));
        tt_csv_notes(notes, why, out);
        r.at = r.text;
    }
    *r.at++ = '\n';
    tt_strbuf_add_bytes(out, r.text, (size_t)(r.at - r.text));
    return status;
}

static tt_status add_no_link(row_maker *rows, const tt_strbuf *key, tt_error *err)
{
    const char *why = too_short;
    tt_notes notes = 0;
    tt_status status = TT_OK;
    if (rows->has_decisions)
        status = add_decisions(rows, NULL, &why, &notes, err);
    tt_strbuf_addf(rows->out, "%s,,,,,,,,,,,", tt_strbuf_text(key));
    tt_csv_notes(notes, why, rows->out);
    tt_strbuf_add_char(rows->out, '\n');
    return status;
}

tt_status cli_quick_changes(const cli_series_case *data, const cli_analysis_request *request,
                            cli_link *links, tt_strbuf *key, tt_strbuf *out, tt_error *err)
{
    size_t count = cli_links_make(&data->list, request->settings, links);
    row_maker rows = {.ds = request->ds,
                      .series = data->index,
                      .has_decisions = tt_dataset_decision_count(request->ds) > 0,
                      .out = out};
    tt_status status = TT_OK;
    tt_strbuf_reset(key);
    tt_csv_text(data->series->name, key);
    tt_strbuf_add_char(key, ',');
    tt_csv_text(data->series->unit, key);
    tt_strbuf_add_char(key, ',');
    figure figures[2];
    for (size_t i = 0; i < count && status == TT_OK; i++) {
        tt_strbuf_add_bytes(out, key->text, key->length);
        if (i == 0)
            make_figure(links[i].before, &figures[0]);
        make_figure(links[i].after, &figures[(i + 1) % 2]);
        status = add_link(&rows, &links[i], &figures[i % 2], &figures[(i + 1) % 2], err);
    }
    if (count == 0)
        status = add_no_link(&rows, key, err);
    tt_strbuf_clear(&rows.words);
    out->failed |= key->failed;
    return status == TT_OK ? tt_strbuf_status(out, err) : status;
}

void cli_no_changes(const tt_series *series, tt_table *table)
{
    tt_table_text(table, series->name);
    tt_table_text(table, series->unit);
    tt_table_end_row(table, 0, too_short);
}
