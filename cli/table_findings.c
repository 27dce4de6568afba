/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Findings as lines and as a table. */
#include "tables.h"
#include "tiptrend/text.h"

static const tt_column columns[] = {
    {"severity", "Severity", TT_COLUMN_TEXT, 0}, {"rule", "Rule", TT_COLUMN_TEXT, 0},
    {"file", "File", TT_COLUMN_TEXT, 0},         {"line", "Line", TT_COLUMN_YEAR, 0},
    {"series", "Series", TT_COLUMN_TEXT, 0},     {"period", "Period", TT_COLUMN_YEAR, 0},
    {"expected", "Expected", TT_COLUMN_TEXT, 0}, {"found", "Found", TT_COLUMN_TEXT, 0},
    {"message", "Message", TT_COLUMN_TEXT, 0},
};

tt_status cli_table_findings(const tt_findings *findings, tt_table **out, tt_error *err)
{
    tt_table *table = tt_table_new("Findings", columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < findings->count; i++) {
        const tt_finding *f = &findings->list[i];
        tt_table_text(table, tt_severity_name(f->severity));
        tt_table_text(table, f->rule);
        tt_table_text(table, f->file);
        if (f->line)
            tt_table_number(table, (double)f->line);
        else
            tt_table_empty(table);
        tt_table_text(table, f->series);
        tt_table_text(table, f->period);
        tt_table_text(table, f->expected);
        tt_table_text(table, f->found);
        tt_table_text(table, f->message);
        tt_table_end_row(table, 0, NULL);
    }
    return cli_table_done(table, TT_OK, out, err);
}

void cli_finding_text(const tt_finding *f, const cli_terminal *terminal, tt_strbuf *out)
{
    static const char *const colours[] = {"", "\033[1;33m", "\033[1;31m"};
    if (f->file[0]) {
        tt_text_clean(out, f->file, 0);
        if (f->line)
            tt_strbuf_addf(out, ":%zu", f->line);
        tt_strbuf_add(out, ": ");
    }
    int painted = terminal->colour && f->severity != TT_SEVERITY_NOTE;
    tt_strbuf_add(out, painted ? colours[f->severity] : "");
    tt_strbuf_add(out, tt_severity_name(f->severity));
    tt_strbuf_add(out, painted ? "\033[0m: " : ": ");
    if (f->series[0]) {
        tt_text_clean(out, f->series, 0);
        tt_strbuf_addf(out, f->period[0] ? " %s: " : ": ", f->period);
    }
    tt_text_clean(out, f->message, 0);
    tt_strbuf_add_char(out, '\n');
}

static void count_of(size_t count, const char *one, const char *many, tt_strbuf *out)
{
    tt_number_for_people((double)count, 0, 0, out);
    tt_strbuf_addf(out, " %s", count == 1 ? one : many);
}

void cli_summary_text(const tt_dataset *ds, const tt_findings *findings, tt_strbuf *out)
{
    tt_dataset_summary sum = tt_dataset_summarise(ds);
    size_t errors = tt_findings_at_least(findings, TT_SEVERITY_ERROR);
    size_t warnings = tt_findings_at_least(findings, TT_SEVERITY_WARNING) - errors;
    size_t notes = findings->count - errors - warnings;
    count_of(sum.rows, "row", "rows", out);
    tt_strbuf_add(out, ", ");
    count_of(sum.keys, "key", "keys", out);
    tt_strbuf_add(out, " in ");
    count_of(sum.series, "series", "series", out);
    tt_strbuf_add(out, "; ");
    count_of(sum.conflicts, "conflict", "conflicts", out);
    tt_strbuf_add(out, ", ");
    count_of(sum.repeats, "repeat", "repeats", out);
    tt_strbuf_add(out, ", ");
    count_of(sum.intervals, "figure", "figures", out);
    tt_strbuf_add(out, " known as an interval, ");
    count_of(sum.states[TT_STATE_ZERO], "zero", "zeros", out);
    tt_strbuf_add(out, ", ");
    count_of(sum.states[TT_STATE_MISSING], "missing", "missing", out);
    tt_strbuf_add(out, ", ");
    count_of(sum.derived, "derived total", "derived totals", out);
    tt_strbuf_add(out, "\n");
    count_of(errors, "error", "errors", out);
    tt_strbuf_add(out, ", ");
    count_of(warnings, "warning", "warnings", out);
    tt_strbuf_add(out, ", ");
    count_of(notes, "note", "notes", out);
    tt_strbuf_add_char(out, '\n');
}
