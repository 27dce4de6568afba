/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every chart carries, whatever its kind: the remarks of the data set, the decisions that touch its
 * series, and beside each row of its data the file and the lines that it comes from. */
#include <stdio.h>
#include <string.h>

#include "kinds.h"
#include "tiptrend/decisions.h"
#include "tiptrend/subject.h"
#include "tiptrend/trace.h"

static void note_remarks(const tt_chart_request *request, tt_chart *chart)
{
    for (size_t i = 0; i < tt_dataset_remark_count(request->data); i++)
        tt_chart_add_note(chart, tt_dataset_remark(request->data, i));
}

static tt_status note_decisions(const tt_chart_request *request, tt_chart *chart, tt_error *err)
{
    tt_index_list list;
    tt_status status = tt_dataset_decisions_of(request->data, request->series, request->count,
                                               request->from, request->to, &list, err);
    for (size_t i = 0; i < list.count && status == TT_OK; i++) {
        tt_decision decision = tt_dataset_decision(request->data, list.index[i]);
        tt_strbuf text = TT_STRBUF_INIT;
        tt_decision_text(&decision, &text);
        status = tt_strbuf_status(&text, err);
        tt_chart_add_note(chart, tt__say(chart, TT__SAY_NOTE_DECISION, tt_strbuf_text(&text)));
        tt_strbuf_clear(&text);
    }
    tt_index_list_clear(&list);
    return status;
}

/* Files and lines of one row, as they are found. */
typedef struct origin_texts {
    tt_strbuf files;
    tt_strbuf lines;
    const char *last; /* file */
} origin_texts;

static tt_status add_origin(const tt_trace_step *step, void *context, tt_error *err)
{
    origin_texts *o = context;
    (void)err;
    if (!step->line)
        return TT_OK;
    if (!o->last || strcmp(o->last, step->file) != 0) {
        tt_strbuf_addf(&o->files, "%s%s", o->last ? "; " : "", step->file);
        tt_strbuf_add(&o->lines, o->last ? "; " : "");
        o->last = step->file;
    } else {
        tt_strbuf_add(&o->lines, ", ");
    }
    tt_strbuf_addf(&o->lines, "%zu", step->line);
    return TT_OK;
}

static tt_status find_origins(const tt_chart_request *request, const tt_subject *subject,
                              origin_texts *out, tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t i = 0; i < subject->series.count && status == TT_OK; i++) {
        tt_point_list list;
        status = tt_dataset_points(request->data, subject->series.index[i], request->from,
                                   request->to, &list, err);
        for (size_t p = 0; p < list.count && status == TT_OK; p++)
            if (tt_subject_has(subject, list.points[p].period))
                status = tt_dataset_trace(request->data, subject->series.index[i],
                                          list.points[p].period, add_origin, out, err);
        tt_point_list_clear(&list);
    }
    return status;
}

/* Behind the last column: file and line of each row. */
static tt_status add_origins(const tt_chart_request *request, tt_table *table, tt_error *err)
{
    static const tt_column file = {"file", "File", TT_COLUMN_TEXT, 0};
    static const tt_column line = {"line", "Line", TT_COLUMN_TEXT, 0};
    size_t at = tt_table_column_count(table);
    tt_subjects *subjects = NULL;
    tt_table_insert_column(table, at, &file);
    tt_table_insert_column(table, at + 1, &line);
    tt_status status = tt_table_status(table, err);
    if (status == TT_OK)
        status =
            tt_subjects_new(request->data, table, request->series, request->count, &subjects, err);
    for (size_t row = 0; status == TT_OK && row < tt_table_row_count(table); row++) {
        tt_subject subject;
        origin_texts texts = {TT_STRBUF_INIT, TT_STRBUF_INIT, NULL};
        status = tt_subjects_row(subjects, row, &subject, err);
        if (status == TT_OK)
            status = find_origins(request, &subject, &texts, err);
        tt_table_set_text(table, row, at, tt_strbuf_text(&texts.files));
        tt_table_set_text(table, row, at + 1, tt_strbuf_text(&texts.lines));
        if (status == TT_OK)
            status = tt_strbuf_status(&texts.files, err);
        if (status == TT_OK)
            status = tt_strbuf_status(&texts.lines, err);
        tt_strbuf_clear(&texts.files);
        tt_strbuf_clear(&texts.lines);
        tt_subject_clear(&subject);
    }
    tt_subjects_free(subjects);
    return status == TT_OK ? tt_table_status(table, err) : status;
}

tt_status tt__tell_origins(const tt_chart_request *request, tt_chart *chart, tt_error *err)
{
    note_remarks(request, chart);
    tt_status status = note_decisions(request, chart, err);
    if (status == TT_OK && chart->data)
        status = add_origins(request, chart->data, err);
    return status == TT_OK ? tt_chart_status(chart, err) : status;
}
