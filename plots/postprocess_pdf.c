/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PDF and EPS: the date of the clock gives way to a fixed one, and the texts are put in.
 *
 * SOURCE_DATE_EPOCH means nothing to cairo 1.16. The fourteen digits of a PDF's date are written over
 * in place, so that all offsets stay right. The title goes into a new document information
 * dictionary, appended as an incremental update (PDF 32000-1:2008, 7.5.6): the object again, a
 * cross-reference table with that one entry, and a trailer that points back to the old table. Files
 * whose objects are packed (cairo from 1.18 on) are unpacked first: the date is in there. */
#include <stdio.h>
#include <string.h>

#include "bytes.h"
#include "drawing.h"
#include "tiptrend/text.h"
#include "tiptrend/version.h"

#define FIXED_DATE     "20000101000000"           /* of PDF */
#define FIXED_DSC_DATE "Sat Jan  1 00:00:00 2000" /* of EPS, in the form of asctime */
#define ENTRY_SIZE     20                         /* of a cross-reference table */
#define DSC_LIMIT      200                        /* characters; a DSC line has at most 255 */

/* Write the fixed date over every plain creation date. */
static void fix_dates(tt_strbuf *file)
{
    static const char mark[] = "/CreationDate (D:";
    const size_t digits = strlen(FIXED_DATE);
    size_t from = 0;
    for (;;) {
        const char *found = tt__bytes_find(file->text + from, file->length - from, mark);
        if (!found)
            return;
        size_t at = (size_t)(found - file->text) + strlen(mark);
        from = at;
        if (file->length - at < digits || strspn(file->text + at, "0123456789") < digits)
            continue;
        memcpy(file->text + at, FIXED_DATE, digits);
    }
}

/* What the old trailer says. */
typedef struct trailer {
    size_t table; /* offset of "xref" */
    unsigned size;
    unsigned root;
    unsigned info;
} trailer;

/* The number after a key of the trailer, as in "/Root 19 0 R". 0: none. */
static unsigned number_after(const tt_strbuf *file, size_t from, const char *key)
{
    const char *at = tt__bytes_find(file->text + from, file->length - from, key);
    unsigned value = 0;
    if (at && sscanf(at + strlen(key), "%9u", &value) == 1)
        return value;
    return 0;
}

/* Non-zero when the file has the classical form, with its numbers in `out`. */
static int read_trailer(const tt_strbuf *file, trailer *out)
{
    const char *last = tt__bytes_find_last(file->text, file->length, "startxref");
    size_t table;
    if (!last || sscanf(last + strlen("startxref"), "%12zu", &table) != 1 ||
        table >= file->length || strncmp(file->text + table, "xref", 4) != 0)
        return 0;
    const char *words = tt__bytes_find(file->text + table, file->length - table, "trailer");
    if (!words)
        return 0;
    size_t from = (size_t)(words - file->text);
    *out = (trailer){table, number_after(file, from, "/Size"), number_after(file, from, "/Root"),
                     number_after(file, from, "/Info")};
    return out->size > 0 && out->root > 0 && out->info > 0 && out->info < out->size;
}

static void add_utf16(tt_strbuf *out, int32_t character)
{
    if (character < 0x10000) {
        tt_strbuf_addf(out, "%04X", (unsigned)character);
        return;
    }
    unsigned rest = (unsigned)character - 0x10000;
    tt_strbuf_addf(out, "%04X%04X", 0xD800 + (rest >> 10), 0xDC00 + (rest & 0x3FF));
}

/* A text string: UTF-16 with byte order mark, in hexadecimal (7.9.2.2). */
static void add_text(tt_strbuf *out, const char *key, const char *text)
{
    if (!text[0])
        return;
    tt_strbuf clean = TT_STRBUF_INIT;
    tt_text_clean(&clean, text, 0);
    tt_strbuf_addf(out, "   /%s <FEFF", key);
    for (size_t at = 0; at < clean.length;) {
        int32_t character;
        at += tt_text_decode(clean.text + at, clean.length - at, &character);
        add_utf16(out, character);
    }
    tt_strbuf_add(out, ">\n");
    if (clean.failed)
        out->failed = 1;
    tt_strbuf_clear(&clean);
}

/* What readers show as keywords: where the figures come from, and which data they are. */
static void add_keywords(tt_strbuf *file, const tt__caption *caption)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_add(&text, caption->source);
    if (caption->data[0])
        tt_strbuf_addf(&text, "%sData SHA-256: %s", text.length ? " " : "", caption->data);
    add_text(file, "Keywords", tt_strbuf_text(&text));
    file->failed |= text.failed;
    tt_strbuf_clear(&text);
}

static void append_information(tt_strbuf *file, const trailer *old, const tt__caption *caption)
{
    size_t object = file->length;
    tt_strbuf_addf(file, "%u 0 obj\n<< /Creator (tiptrend " TT_VERSION ", gnuplot)\n", old->info);
    tt_strbuf_add(file, "   /Producer (cairo)\n");
    add_text(file, "Title", caption->title);
    add_text(file, "Subject", caption->description[0] ? caption->description : caption->alt);
    add_keywords(file, caption);
    tt_strbuf_add(file, "   /CreationDate (D:" FIXED_DATE "Z)\n>>\nendobj\n");
    size_t table = file->length;
    tt_strbuf_addf(file, "xref\n%u 1\n%010zu 00000 n \n", old->info, object);
    tt_strbuf_addf(file,
                   "trailer\n<< /Size %u\n   /Root %u 0 R\n   /Info %u 0 R\n   /Prev %zu\n>>\n",
                   old->size, old->root, old->info, old->table);
    tt_strbuf_addf(file, "startxref\n%zu\n%%%%EOF\n", table);
}

tt_status tt__finish_pdf(tt_strbuf *file, const tt__caption *caption, tt_error *err)
{
    tt_strbuf plain = TT_STRBUF_INIT;
    if (tt__unpack_pdf(file, &plain)) {
        tt_strbuf_clear(file);
        *file = plain;
    } else {
        file->failed |= plain.failed;
        tt_strbuf_clear(&plain);
    }
    fix_dates(file);
    trailer old;
    if (read_trailer(file, &old)) {
        if (file->text[file->length - 1] != '\n')
            tt_strbuf_add_char(file, '\n');
        append_information(file, &old, caption);
    }
    return tt_strbuf_status(file, err);
}

/* A DSC text is ASCII in parentheses; anything else becomes a question mark. */
static void add_dsc_text(tt_strbuf *out, const char *text)
{
    tt_strbuf clean = TT_STRBUF_INIT;
    tt_text_clean(&clean, text, DSC_LIMIT);
    tt_strbuf_add_char(out, '(');
    for (size_t at = 0; at < clean.length;) {
        int32_t character;
        at += tt_text_decode(clean.text + at, clean.length - at, &character);
        char c = character < 0x80 ? (char)character : '?';
        if (c == '(' || c == ')' || c == '\\')
            c = c == '(' ? '[' : c == ')' ? ']' : '/';
        tt_strbuf_add_char(out, c);
    }
    tt_strbuf_add_char(out, ')');
    if (clean.failed)
        out->failed = 1;
    tt_strbuf_clear(&clean);
}

/* A plain comment among the structured ones; it has no meaning to a reader of the structure. */
static void add_dsc_comment(tt_strbuf *out, const char *name, const char *text)
{
    if (!text[0])
        return;
    tt_strbuf_addf(out, "\n%% %s: ", name);
    add_dsc_text(out, text);
}

tt_status tt__finish_eps(tt_strbuf *file, const tt__caption *caption, tt_error *err)
{
    static const char mark[] = "\n%%CreationDate:";
    const char *found = tt__bytes_find(file->text, file->length, mark);
    size_t start = found ? (size_t)(found - file->text) + 1 : 0;
    const char *line_end = found ? memchr(found + 1, '\n', file->length - start) : NULL;
    if (!line_end)
        return TT_OK;
    tt_strbuf out = TT_STRBUF_INIT;
    tt_strbuf_add_bytes(&out, file->text, start);
    tt_strbuf_add(&out, "%%CreationDate: " FIXED_DSC_DATE "\n%%Title: ");
    add_dsc_text(&out, caption->title);
    add_dsc_comment(&out, "Source", caption->source);
    add_dsc_comment(&out, "Data SHA-256", caption->data);
    add_dsc_comment(&out, "Made with", "tiptrend " TT_VERSION);
    size_t rest = (size_t)(line_end - file->text);
    tt_strbuf_add_bytes(&out, file->text + rest, file->length - rest);
    return tt__drawing_replace(file, &out, err);
}
