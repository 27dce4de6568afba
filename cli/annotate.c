/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Remarks and decisions at the tables that they touch. */
#include "annotate.h"

#include <string.h>

#include "tiptrend/decisions.h"

/* Whether a table is about the sexes: its rows name the whole and use its parts. */
static int is_of_sexes(const tt_table *table)
{
    for (size_t c = 0; c < tt_table_column_count(table); c++)
        if (strncmp(tt_table_column(table, c)->name, "female", 6) == 0)
            return 1;
    return 0;
}

/* Adds the series that differ from one in sex alone, in every unit. */
static tt_status add_sexes(const tt_dataset *ds, size_t series, tt_index_list *out, tt_error *err)
{
    size_t sex = tt_dataset_find_role(ds, TT_ROLE_SEX);
    const tt_series *whole = tt_dataset_series(ds, series);
    tt_status status = TT_OK;
    if (sex == TT_NONE || whole->key[sex] != 0)
        return TT_OK;
    for (size_t i = 0; i < tt_dataset_series_count(ds) && status == TT_OK; i++) {
        const tt_series *part = tt_dataset_series(ds, i);
        int same = part->key[sex] != 0;
        for (size_t d = 0; d < tt_dataset_dimension_count(ds) && same; d++)
            same = d == sex || part->key[d] == whole->key[d];
        if (same)
            status = tt_index_list_add(out, i, err);
    }
    return status;
}

tt_status cli_subject_of(const tt_dataset *ds, const tt_table *table, const tt_subjects *subjects,
                         size_t row, tt_subject *out, tt_error *err)
{
    tt_status status = tt_subjects_row(subjects, row, out, err);
    size_t named = out->series.count;
    for (size_t i = 0; i < named && status == TT_OK && is_of_sexes(table); i++)
        status = add_sexes(ds, out->series.index[i], &out->series, err);
    if (status != TT_OK)
        tt_subject_clear(out);
    return status;
}

tt_status cli_say_decisions(const tt_dataset *ds, const tt_index_list *series, int from, int to,
                            tt_strbuf *out, tt_error *err)
{
    tt_index_list touching;
    tt_status status =
        tt_dataset_decisions_of(ds, series->index, series->count, from, to, &touching, err);
    for (size_t i = 0; i < touching.count && status == TT_OK; i++) {
        tt_decision decision = tt_dataset_decision(ds, touching.index[i]);
        tt_strbuf_add(out, out->length ? "; decision: " : "decision: ");
        tt_decision_text(&decision, out);
        status = tt_strbuf_status(out, err);
    }
    tt_index_list_clear(&touching);
    return status;
}

static tt_status annotate_row(const tt_dataset *ds, tt_table *table, size_t row,
                              const tt_subject *subject, tt_error *err)
{
    tt_strbuf text = TT_STRBUF_INIT;
    int all = subject->span == TT_SUBJECT_ALL;
    tt_status status =
        cli_say_decisions(ds, &subject->series, all ? 0 : tt_period_year(subject->first),
                          all ? 0 : tt_period_year(subject->last), &text, err);
    if (status == TT_OK && text.length)
        tt_table_annotate(table, row, TT_NOTE_DECIDED, tt_strbuf_text(&text));
    tt_strbuf_clear(&text);
    return status;
}

static tt_status annotate_rows(const tt_dataset *ds, tt_table *table, tt_error *err)
{
    tt_subjects *subjects = NULL;
    tt_status status = tt_subjects_new(ds, table, NULL, 0, &subjects, err);
    for (size_t row = 0; status == TT_OK && row < tt_table_row_count(table); row++) {
        tt_subject subject;
        status = cli_subject_of(ds, table, subjects, row, &subject, err);
        if (status == TT_OK)
            status = annotate_row(ds, table, row, &subject, err);
        tt_subject_clear(&subject);
    }
    tt_subjects_free(subjects);
    return status;
}

tt_status cli_annotate(const tt_dataset *ds, tt_table *table, tt_error *err)
{
    for (size_t i = 0; i < tt_dataset_remark_count(ds); i++)
        tt_table_remark(table, tt_dataset_remark(ds, i));
    return tt_dataset_decision_count(ds) ? annotate_rows(ds, table, err) : TT_OK;
}

tt_status cli_table_decisions(const tt_dataset *ds, tt_table **out, tt_error *err)
{
    static const tt_column columns[] = {
        {"kind", "Decision", TT_COLUMN_TEXT, 0}, {"effect", "Effect", TT_COLUMN_TEXT, 0},
        {"reason", "Reason", TT_COLUMN_TEXT, 0}, {"source", "Source", TT_COLUMN_TEXT, 0},
        {"rows", "Rows", TT_COLUMN_INTEGER, 0},  {"file", "File", TT_COLUMN_TEXT, 0},
        {"line", "Line", TT_COLUMN_YEAR, 0},
    };
    tt_table *table = tt_table_new("Decisions", columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < tt_dataset_decision_count(ds); i++) {
        tt_decision d = tt_dataset_decision(ds, i);
        tt_table_text(table, tt_decision_kind_name(d.kind));
        tt_table_text(table, d.effect);
        tt_table_text(table, d.reason);
        tt_table_text(table, d.source);
        tt_table_number(table, (double)d.rows);
        tt_table_text(table, d.file);
        tt_table_number(table, (double)d.line);
        tt_table_end_row(table, 0, NULL);
    }
    return cli_table_done(table, tt_table_status(table, err), out, err);
}
