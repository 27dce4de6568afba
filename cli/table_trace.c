/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of --trace. */
#include <math.h>
#include <string.h>

#include "annotate.h"
#include "tiptrend/join.h"
#include "tiptrend/select.h"
#include "tiptrend/trace.h"

static const tt_column columns[] = {
    {"table", "Table", TT_COLUMN_TEXT, 0},
    {"row", "Row", TT_COLUMN_INTEGER, 0},
    {"depth", "Depth", TT_COLUMN_INTEGER, 0},
    {"step", "Step", TT_COLUMN_TEXT, 0},
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"period", "Period", TT_COLUMN_YEAR, 0},
    {"value", "Value", TT_COLUMN_NUMBER, 0},
    {"low", "from", TT_COLUMN_NUMBER, 0},
    {"high", "to", TT_COLUMN_NUMBER, 0},
    {"state", "State", TT_COLUMN_TEXT, 0},
    {"file", "File", TT_COLUMN_TEXT, 0},
    {"line", "Line", TT_COLUMN_YEAR, 0},
    {"source", "Source", TT_COLUMN_TEXT, 0},
    {"locator", "Locator", TT_COLUMN_TEXT, 0},
    {"definition", "Definition", TT_COLUMN_TEXT, 0},
    {"note", "Note of the row", TT_COLUMN_TEXT, 0},
};

/* Where steps are told to. */
typedef struct trace_writer {
    tt_table *out;
    const char *table; /* title */
    size_t row;        /* from 1 */
    const char *prefix;
} trace_writer;

static tt_status tell(const tt_trace_step *step, void *context, tt_error *err)
{
    const trace_writer *w = context;
    char period[TT_PERIOD_TEXT_SIZE];
    tt_strbuf words = TT_STRBUF_INIT;
    (void)tt_period_text(step->period, period);
    tt_strbuf_addf(&words, "%s%s", w->prefix, step->step);
    tt_table_text(w->out, w->table);
    tt_table_number(w->out, (double)w->row);
    tt_table_number(w->out, step->depth);
    tt_table_text(w->out, tt_strbuf_text(&words));
    tt_table_text(w->out, step->series);
    tt_table_text(w->out, step->unit);
    tt_table_text(w->out, period);
    tt_table_number(w->out, step->value);
    int interval = step->low != step->high;
    tt_table_number(w->out, interval ? step->low : NAN);
    tt_table_number(w->out, interval ? step->high : NAN);
    tt_table_text(w->out, tt_state_name(step->state));
    tt_table_text(w->out, step->file);
    tt_table_number(w->out, step->line ? (double)step->line : NAN);
    tt_table_text(w->out, step->source);
    tt_table_text(w->out, step->locator);
    tt_table_text(w->out, step->definition);
    tt_table_text(w->out, step->note);
    tt_table_end_row(w->out, tt_value_notes(step->flags), NULL);
    tt_status status = tt_strbuf_status(&words, err);
    tt_strbuf_clear(&words);
    return status;
}

/* The steps of one figure, and of the population that is joined to it. */
static tt_status trace_point(const cli_analysis_request *request, const tt_join *join,
                             size_t series, tt_period period, trace_writer *w, tt_error *err)
{
    size_t found = TT_NONE;
    w->prefix = "";
    tt_status status = tt_dataset_trace(request->ds, series, period, tell, w, err);
    if (status == TT_OK && join)
        status = tt_join_find(join, series, &found, err);
    if (status != TT_OK || found == TT_NONE)
        return status;
    w->prefix = "population: ";
    return tt_dataset_trace(request->population, found,
                            tt_period_years_before(period, (int)request->settings->lag), tell, w,
                            err);
}

static tt_status trace_subject(const cli_analysis_request *request, const tt_join *join,
                               const tt_subject *subject, trace_writer *w, tt_error *err)
{
    const cli_settings *settings = request->settings;
    tt_status status = TT_OK;
    for (size_t i = 0; i < subject->series.count && status == TT_OK; i++) {
        size_t series = subject->series.index[i];
        tt_point_list list;
        status = tt_dataset_points(request->ds, series, (int)settings->from, (int)settings->to,
                                   &list, err);
        for (size_t p = 0; p < list.count && status == TT_OK; p++)
            if (tt_subject_has(subject, list.points[p].period))
                status = trace_point(request, join, series, list.points[p].period, w, err);
        tt_point_list_clear(&list);
    }
    return status;
}

static tt_status trace_table(const cli_analysis_request *request, const tt_join *join,
                             const tt_table *table, trace_writer *w, tt_error *err)
{
    tt_subjects *subjects = NULL;
    tt_status status = tt_subjects_new(request->ds, table, NULL, 0, &subjects, err);
    w->table = tt_table_title(table);
    for (size_t row = 0; status == TT_OK && row < tt_table_row_count(table); row++) {
        tt_subject subject;
        w->row = row + 1;
        status = cli_subject_of(request->ds, table, subjects, row, &subject, err);
        if (status == TT_OK)
            status = trace_subject(request, join, &subject, w, err);
        tt_subject_clear(&subject);
    }
    tt_subjects_free(subjects);
    return status;
}

tt_status cli_table_trace(const cli_analysis_request *request, const tt_table *const *tables,
                          size_t count, tt_table **out, tt_error *err)
{
    const cli_list *key = &request->settings->key;
    tt_join *join = NULL;
    trace_writer w = {.out = tt_table_new("Trace", columns, sizeof columns / sizeof *columns)};
    tt_status status = tt_table_status(w.out, err);
    if (status == TT_OK && request->population)
        status = tt_join_new(request->ds, request->population, key->item, key->count, &join, err);
    for (size_t i = 0; i < count && status == TT_OK; i++)
        status = trace_table(request, join, tables[i], &w, err);
    tt_join_free(join);
    return cli_table_done(w.out, status, out, err);
}
