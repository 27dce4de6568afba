/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules: how the files were read, where that is not a matter of course; breaks that are of other data. */
#include "findings_internal.h"

/* The checker, and the file that a note is about. */
typedef struct reading_checker {
    tt__checker *checker;
    const char *file;
} reading_checker;

static void report(const tt_reading_note *note, void *context)
{
    const reading_checker *r = context;
    tt_strbuf message = TT_STRBUF_INIT;
    if (note->column)
        tt_strbuf_addf(&message, "column %zu: ", note->column);
    tt_strbuf_add(&message, note->text);
    tt__find(r->checker,
             &(tt__statement){.severity = note->is_warning ? TT_SEVERITY_WARNING : TT_SEVERITY_NOTE,
                              .rule = note->rule,
                              .series = TT_NONE,
                              .observation = TT_NONE,
                              .message = tt_strbuf_text(&message),
                              .file = r->file,
                              .line = note->line});
    tt_strbuf_clear(&message);
}

void tt__check_reading(tt__checker *c)
{
    for (size_t i = 0; i < tt_dataset_file_count(c->ds) && c->status == TT_OK; i++) {
        const tt_file_report *file = tt_dataset_file(c->ds, i);
        reading_checker r = {c, file->path};
        tt_status status = tt_file_report_notes(file, report, &r, c->err);
        if (c->status == TT_OK)
            c->status = status;
    }
    if (c->ds->breaks_unmet)
        tt__find(c, &(tt__statement){.severity = TT_SEVERITY_WARNING,
                                     .rule = "breaks",
                                     .series = TT_NONE,
                                     .observation = TT_NONE,
                                     .message = tt_dataset_text(c->ds, c->ds->breaks_unmet)});
}
