/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Awkward CSV: a corpus of small files (tests/fixtures/csv/awkward-...) and what must become of each, by RFC 4180
 * where that says it; and what is too large for a fixture. */
#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"
#include "tiptrend/tidy.h"

static tt_status collect(const char *bytes, size_t length, void *context, tt_error *err)
{
    tt_strbuf_add_bytes(context, bytes, length);
    return tt_strbuf_status(context, err);
}

/* A file as the tidy table that it is, or its first fault with line and column. */
static tt_status read_path(const char *path, tt_strbuf *out, tt_error *err)
{
    tt_dataset *ds = NULL;
    assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
    tt_status status = tt_dataset_read(ds, path, NULL, err);
    if (status == TT_OK)
        status = tt_dataset_finish(ds, NULL, err);
    if (status == TT_OK)
        status = tt_tidy_write(ds, collect, out, err);
    tt_dataset_free(ds);
    return status;
}

static void corpus(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        size_t line; /* of the fault; 0: it is read */
        size_t column;
        const char *expected; /* the table, or what the message says */
    } list[] = {
        {"bars.csv", 0, 0, "area,year,value,note\nPeru,2018,5,n\n"},
        {"blank-lines.csv", 0, 0, "area,year,value,note\nChile,2018,6,m\nPeru,2018,5,n\n"},
        {"bom-in-the-middle.csv", 2, 1, "two files"},
        {"bom-quoted.csv", 0, 0, "area,year,value,note\nPeru,2018,5,n\n"},
        {"bom.csv", 0, 0, "area,year,value,note\nPeru,2018,5,n\n"},
        {"comma-unquoted.csv", 2, 5, "5 cells"},
        {"control-z-at-end.csv", 3, 2, "1 cells"},
        {"cr-in-quotes.csv", 0, 0, "area,year,value,note\nChile,2018,:c,m\n\"Pe\rru\",2018,5,n\n"},
        {"currency-sign.csv", 2, 3, "'$5'"},
        {"excel-error.csv", 2, 3, "'#REF!'"},
        {"excel-sep-comma.csv", 0, 0, "area,year,value,note\nPeru,2018,5,n\n"},
        {"excel-sep.csv", 0, 0, "area,year,value,note\nPeru,2018,5,\"a, b\"\n"},
        {"formula-in-text.csv", 0, 0, "area,year,value,note\n=cmd|x,2018,5,@n\n"},
        {"formula.csv", 2, 3, "'=1+1'"},
        {"gzip-of-utf16.csv.gz", 0, 0, "area,year,value,note\nPeru,2018,5,n\n"},
        {"header-case-twice.csv", 1, 4, "'Value'"},
        {"header-only.csv", 0, 0, "area,year,value\n"},
        {"header-repeated-below.csv", 3, 2, "'year' is not a period"},
        {"header-twice.csv", 1, 4, "twice"},
        {"header-with-spaces.csv", 0, 0, "area,year,value,note\nPeru,2018,5,n\n"},
        {"indian-groups.csv", 2, 3, "lakh"},
        {"lone-cr.csv", 0, 0, "area,year,value,note\nChile,2018,6,m\nPeru,2018,5,n\n"},
        {"millions.csv", 2, 3, "'5M'"},
        {"mixed-encodings.csv", 3, 1, "--encoding"},
        {"mixed-line-ends.csv", 0, 0,
         "area,year,value,note\nBolivia,2018,7,o\nChile,2018,6,m\nPeru,2018,5,n\n"},
        {"named-gz.csv", 0, 0, "area,year,value,note\nPeru,2018,5,n\n"},
        {"nbsp-groups-alike.csv", 0, 0, "area,year,value,note\nPeru,2018,1234567,n\n"},
        {"nbsp-groups.csv", 2, 3, "not a figure"},
        {"notes-below.csv", 0, 0, "area,year,value,note\nPeru,2018,5,n\n"},
        {"nul-at-end.csv", 3, 1, "NUL"},
        {"nul-in-quotes.csv", 2, 1, "NUL"},
        {"overlong-utf8.csv", 2, 1, "UTF-8"},
        {"parentheses.csv", 2, 3, "'(5)'"},
        {"quote-after-text.csv", 2, 1, "quote"},
        {"quote-alone.csv", 2, 1, "not closed"},
        {"quote-in-the-middle.csv", 2, 4, "quote"},
        {"quote-open-to-the-end.csv", 2, 4, "not closed"},
        {"quotes-single.csv", 2, 5, "5 cells"},
        {"rfc-crlf.csv", 0, 0, "area,year,value,note\nPeru,2018,5,n\n"},
        {"rfc-line-end-in-quotes.csv", 0, 0,
         "area,year,value,note\nChile,2018,6,n\n\"Pe\r\nru\",2018,5,\"a\r\nb\"\n"},
        {"rfc-no-last-line-end.csv", 0, 0, "area,year,value,note\nPeru,2018,5,n\n"},
        {"rfc-quoted.csv", 0, 0, "area,year,value,note\nPeru,2018,5,n\n"},
        {"rfc-quotes-doubled.csv", 0, 0,
         "area,year,value,note\n\"a \"\"b\"\" c\",2018,5,\"\"\"\"\n"},
        {"rfc-spaces-kept.csv", 0, 0, "area,year,value,note\n\" Peru \",2018,5,\" n \"\n"},
        {"row-too-long.csv", 2, 5, "5 cells"},
        {"row-too-short.csv", 2, 4, "3 cells"},
        {"scientific.csv", 0, 0, "area,year,value,note\nPeru,2018,1500.0,n\n"},
        {"semicolons.csv", 0, 0, "area,year,value,note\nPeru,2018,5,\"a; b, c\"\n"},
        {"separators-only.csv", 0, 0, "area,year,value,note\nPeru,2018,5,n\n"},
        {"space-before-quote.csv", 0, 0, "area,year,value,note\nPeru,2018,5,n\n"},
        {"surrogate-utf8.csv", 2, 1, "UTF-8"},
        {"swiss-groups.csv", 0, 0, "area,year,value,note\nPeru,2018,1234567,n\n"},
        {"tabs-empty-cells.csv", 0, 0, "area,year,value\nChile,2018,6\nPeru,2018,\n"},
        {"tabs.csv", 0, 0, "area,year,value,note\nPeru,2018,5,\"a, b\"\n"},
        {"text-after-quote.csv", 2, 1, "quote"},
        {"title-above.csv", 0, 0, "area,year,value,note\nPeru,2018,5,n\n"},
        {"total-row-below.csv", 3, 2, "not a period"},
        {"trailing-comma-in-all.csv", 0, 0,
         "area,year,value,note\nChile,2018,6,m\nPeru,2018,5,n\n"},
        {"two-members.csv.gz", 0, 0, "area,year,value,note\nChile,2018,6,m\nPeru,2018,5,n\n"},
        {"utf16-no-mark.csv", 1, 1, "utf-16le"},
        {"utf16be.csv", 0, 0, "area,year,value,note\nPeru,2018,5,n\n"},
        {"windows-1252.csv", 2, 1, "--encoding windows-1252"},
        {"year-as-date.csv", 2, 2, "'31/12/2018'"},
        {"year-with-decimals.csv", 0, 0, "area,year,value,note\nPeru,2018,5,n\n"},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        char path[512];
        tt_strbuf out = TT_STRBUF_INIT;
        tt_error err = {0};
        (void)snprintf(path, sizeof path, "%s/tests/fixtures/csv/awkward-%s", TT_SOURCE_DIR,
                       list[i].file);
        tt_status status = read_path(path, &out, &err);
        if (list[i].line == 0) {
            check_status(status, TT_OK, &err);
            check_text(tt_strbuf_text(&out), list[i].expected, list[i].file);
        } else {
            int right = status != TT_OK && err.line == list[i].line &&
                        err.column == list[i].column && strstr(err.message, list[i].expected);
            if (!right)
                print_error("%s: %zu:%zu %s\n", list[i].file, err.line, err.column, err.message);
            check_true(right);
        }
        tt_strbuf_clear(&out);
    }
    check_done();
}

static tt_status read_text(const tt_strbuf *text, tt_strbuf *out, tt_error *err)
{
    scratch file = scratch_write(text->text, text->length);
    tt_error_clear(err);
    tt_strbuf_reset(out);
    tt_status status = read_path(file.path, out, err);
    scratch_remove(&file);
    return status;
}

static void repeat(tt_strbuf *out, const char *what, size_t times)
{
    for (size_t i = 0; i < times; i++)
        tt_strbuf_add(out, what);
}

/* A million quotes: in one cell, open, and over many rows. */
static void a_million_quotes(void **state)
{
    (void)state;
    enum { QUOTES = 1000000 };
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf out = TT_STRBUF_INIT;
    tt_error err = {0};
    tt_strbuf_add(&text, "year,value,note\n2018,5,");
    repeat(&text, "\"", QUOTES);
    tt_strbuf_add(&text, "\n");
    check_status(read_text(&text, &out, &err), TT_OK, &err);
    check_true(out.length == text.length && strcmp(out.text, text.text) == 0);
    tt_strbuf_reset(&text);
    tt_strbuf_add(&text, "year,value,note\n2018,5,");
    repeat(&text, "\"", QUOTES + 1);
    tt_strbuf_add(&text, "\n2019,6,n\n");
    check_status(read_text(&text, &out, &err), TT_EPARSE, &err);
    check_true(err.line == 2 && err.column == 3 && strstr(err.message, "not closed"));
    tt_strbuf_reset(&text);
    tt_strbuf_add(&text, "year,value,note\n");
    for (size_t i = 0; i < QUOTES / 8; i++)
        tt_strbuf_addf(&text, "\"%zu\",\"%zu\",\"\"\"x\"\n", 1900 + i % 100, i);
    check_status(read_text(&text, &out, &err), TT_OK, &err);
    check_true(out.length > text.length / 2);
    tt_strbuf_clear(&text);
    tt_strbuf_clear(&out);
    check_done();
}

/* Very long cells are cells; rows beyond the limit are none, whatever they are made of. */
static void very_long_cells(void **state)
{
    (void)state;
    enum { LONG = 10 << 20, TOO_LONG = (16 << 20) + 1 };
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf out = TT_STRBUF_INIT;
    tt_error err = {0};
    tt_strbuf_add(&text, "year,value,note\n2018,5,");
    size_t head = text.length;
    repeat(&text, "x", LONG);
    tt_strbuf_add(&text, "\n2019,6,n\n");
    check_status(read_text(&text, &out, &err), TT_OK, &err);
    check_true(out.length == text.length && strcmp(out.text, text.text) == 0);
    text.length = head;
    repeat(&text, "x", TOO_LONG);
    tt_strbuf_add(&text, "\n2019,6,n\n");
    check_status(read_text(&text, &out, &err), TT_ELIMIT, &err);
    check_true(err.line == 2 && err.column == 3);
    text.length = head;
    tt_strbuf_add(&text, "\"");
    repeat(&text, "\n", TOO_LONG);
    tt_strbuf_add(&text, "\"\n");
    check_status(read_text(&text, &out, &err), TT_ELIMIT, &err);
    check_true(err.line == 2 && err.column == 3);
    tt_strbuf_clear(&text);
    tt_strbuf_clear(&out);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(corpus),
        cmocka_unit_test(a_million_quotes),
        cmocka_unit_test(very_long_cells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
