/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a reader should know of how a file was understood, in words. */
#include <string.h>

#include "tiptrend/reading.h"
#include "tiptrend/strbuf.h"

/* Whoever is told, and the words on the way to them. */
typedef struct teller {
    tt_reading_note_function *note;
    void *context;
    tt_strbuf text;
    tt_error *err;
    tt_status status;
} teller;

static void tell(teller *t, tt_reading_note note)
{
    if (t->status == TT_OK)
        t->status = tt_strbuf_status(&t->text, t->err);
    note.text = tt_strbuf_text(&t->text);
    if (t->status == TT_OK)
        t->note(&note, t->context);
    tt_strbuf_reset(&t->text);
}

static const char *delimiter_name(char delimiter)
{
    switch (delimiter) {
    case ',':
        return "commas";
    case ';':
        return "semicolons";
    case '\t':
        return "tabs";
    case '|':
        return "bars";
    case TT_DELIMITER_BLANK:
        return "blanks";
    default:
        return "another sign";
    }
}

/* One note on the form of the file: layout, delimiter, encoding, where the header stands. */
static void tell_form(teller *t, const tt_file_report *r)
{
    int is_usual = r->layout == TT_LAYOUT_TIDY && r->layout_tied == TT_LAYOUT_COUNT;
    int other_layout = r->layout_guessed && !is_usual;
    int other_delimiter = r->delimiter_found && r->delimiter != ',';
    int other_encoding = r->encoding_found && r->encoding != TT_ENCODING_UTF8;
    int no_first_row = r->header_line > 1 && (r->remark_count > 0 && r->remarks[0].is_title);
    int headless = r->header_line == 0;
    if (!other_layout && !other_delimiter && !other_encoding && !no_first_row && !headless)
        return;
    tt_strbuf_addf(&t->text, "read as layout %s", tt_layout_name(r->layout));
    if (other_delimiter)
        tt_strbuf_addf(&t->text, ", cells between %s", delimiter_name(r->delimiter));
    if (other_encoding)
        tt_strbuf_addf(&t->text, ", in %s", tt_encoding_name(r->encoding));
    if (no_first_row)
        tt_strbuf_addf(&t->text, ", header in line %zu", r->header_line);
    if (headless)
        tt_strbuf_add(&t->text, ", without a header: the columns by their figures");
    if (r->layout_tied != TT_LAYOUT_COUNT)
        tt_strbuf_addf(&t->text, "; layout %s fits as well: say which with --layout",
                       tt_layout_name(r->layout_tied));
    else if (other_layout)
        tt_strbuf_add(&t->text, "; --layout names another");
    tell(t, (tt_reading_note){.rule = "layout", .is_warning = r->layout_tied != TT_LAYOUT_COUNT});
}

/* Which columns were taken for figures, where the header has no name for them. */
static void tell_figures(teller *t, const tt_file_report *r)
{
    enum { SHOWN = 6 };
    const char *dimension = "";
    size_t count = 0;
    if (!r->figures_found)
        return;
    tt_strbuf_add(&t->text, "no column is named 'value'; read as figures: ");
    for (size_t i = 0; i < r->column_count; i++) {
        if (strcmp(r->columns[i].became, "value") != 0)
            continue;
        if (count++ < SHOWN)
            tt_strbuf_addf(&t->text, "%s'%s'", count > 1 ? ", " : "", r->columns[i].name);
        dimension = r->columns[i].target;
    }
    if (count > SHOWN)
        tt_strbuf_addf(&t->text, " and %zu more", count - SHOWN);
    if (dimension[0])
        tt_strbuf_addf(&t->text, ", as values of '%s'", dimension);
    tt_strbuf_add(&t->text, "; --value and --ignore say otherwise");
    tell(t, (tt_reading_note){.rule = "figures", .line = r->header_line});
}

/* How the decimal sign was found, where figures can be taken for others. */
static void tell_decimal(teller *t, const tt_file_report *r)
{
    tt_reading_note note = {
        .rule = "decimal", .line = r->decimal_line, .column = r->decimal_column};
    if (r->decimal_basis == TT_DECIMAL_PROVEN && r->decimal == TT_DECIMAL_COMMA) {
        tt_strbuf_addf(&t->text,
                       "'%s' has a decimal comma, so all figures of the file are read with one; "
                       "--decimal says otherwise",
                       r->decimal_text);
        tell(t, note);
    } else if (r->decimal_basis == TT_DECIMAL_AMBIGUOUS) {
        tt_strbuf_addf(&t->text,
                       "'%s' is read with a decimal point; no figure tells whether it has a "
                       "decimal comma: say it with --decimal . or --decimal ,",
                       r->decimal_text);
        note.is_warning = 1;
        tell(t, note);
    }
}

static void tell_remarks(teller *t, const tt_file_report *r)
{
    size_t notes = 0;
    const tt_remark *first = NULL;
    for (size_t i = 0; i < r->remark_count; i++) {
        if (r->remarks[i].is_title)
            continue;
        first = first ? first : &r->remarks[i];
        notes++;
    }
    if (!first)
        return;
    tt_strbuf_addf(&t->text,
                   "%zu %s below the table %s no figures, and %s left out; the first is '%.60s'",
                   notes, notes == 1 ? "row" : "rows", notes == 1 ? "holds" : "hold",
                   notes == 1 ? "is" : "are", first->text);
    tell(t, (tt_reading_note){.rule = "remark", .line = first->line});
}

/* A dimension that should perhaps be figures: each number would be a series of its own. */
static void tell_dimensions(teller *t, const tt_file_report *r)
{
    for (size_t i = 0; i < r->column_count; i++) {
        if (!r->columns[i].holds_figures)
            continue;
        tt_strbuf_addf(&t->text,
                       "the column '%.60s' holds numbers and became a dimension; name it with "
                       "--value if it holds figures, or leave it out with --ignore",
                       r->columns[i].name);
        tell(t, (tt_reading_note){
                    .rule = "dimension", .is_warning = 1, .line = r->header_line, .column = i + 1});
    }
}

tt_status tt_file_report_notes(const tt_file_report *report, tt_reading_note_function *note,
                               void *context, tt_error *err)
{
    teller t = {.note = note, .context = context, .err = err};
    if (!report->column_count) /* nothing was understood */
        return TT_OK;
    tell_form(&t, report);
    tell_figures(&t, report);
    tell_decimal(&t, report);
    tell_dimensions(&t, report);
    tell_remarks(&t, report);
    tt_strbuf_clear(&t.text);
    return t.status;
}
