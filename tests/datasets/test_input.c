/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of a file to UTF-8 text: encodings, byte-order marks, files that are no tables. */
#include "input_internal.h"

#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/dataset.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"
#include "tiptrend/text.h"

/* The text of a file, read in pieces of `room` bytes. */
static tt_status read_text(const void *bytes, size_t length, tt_encoding encoding, size_t room,
                           tt_strbuf *out, tt_error *err)
{
    scratch file = scratch_write(bytes, length);
    tt__input *input = NULL;
    char *piece = malloc(room);
    assert_non_null(piece);
    tt_strbuf_reset(out);
    tt_status status = tt__input_open(file.path, encoding, &input, err);
    size_t got = 1;
    while (status == TT_OK && got > 0) {
        status = tt__input_read(input, piece, room, &got, err);
        if (status == TT_OK)
            tt_strbuf_add_bytes(out, piece, got);
    }
    tt__input_close(input);
    free(piece);
    scratch_remove(&file);
    return status;
}

/* A text in UTF-16, with or without a mark. */
static void add_utf16(tt_strbuf *out, const char *text, int big, int mark)
{
    size_t length = strlen(text);
    if (mark)
        tt_strbuf_add_bytes(out, big ? "\xFE\xFF" : "\xFF\xFE", 2);
    for (size_t at = 0; at < length;) {
        int32_t c;
        at += tt_text_decode(text + at, length - at, &c);
        unsigned units[2] = {(unsigned)c, 0};
        size_t count = 1;
        if (c > 0xFFFF) {
            units[0] = 0xD800u + (((unsigned)c - 0x10000u) >> 10);
            units[1] = 0xDC00u + (((unsigned)c - 0x10000u) & 0x3FFu);
            count = 2;
        }
        for (size_t i = 0; i < count; i++) {
            tt_strbuf_add_char(out, (char)(big ? units[i] >> 8 : units[i] & 0xFF));
            tt_strbuf_add_char(out, (char)(big ? units[i] & 0xFF : units[i] >> 8));
        }
    }
}

static const char sample[] = "pa\xC3\xADs,a\xC3\xB1o,valor\r\nM\xC3\xA9xico,2018,\xE2\x82\xAC 7\n"
                             "\xF0\x9F\x98\x80,2019,\xE5\xA2\xA8\n";

static void utf16(void **state)
{
    (void)state;
    static const size_t rooms[] = {64, 65, 66, 67, 100, 1 << 16};
    for (int form = 0; form < 4; form++) {
        tt_strbuf bytes = TT_STRBUF_INIT;
        tt_strbuf out = TT_STRBUF_INIT;
        tt_error err = {0};
        int big = form & 1;
        int mark = form >> 1;
        add_utf16(&bytes, sample, big, mark);
        tt_encoding named = big ? TT_ENCODING_UTF16BE : TT_ENCODING_UTF16LE;
        for (size_t r = 0; r < sizeof rooms / sizeof *rooms; r++) {
            check_status(read_text(bytes.text, bytes.length, named, rooms[r], &out, &err), TT_OK,
                         &err);
            check_text(tt_strbuf_text(&out), sample, "named");
            if (!mark)
                continue;
            check_status(
                read_text(bytes.text, bytes.length, TT_ENCODING_AUTO, rooms[r], &out, &err), TT_OK,
                &err);
            check_text(tt_strbuf_text(&out), sample, "by its mark");
        }
        tt_strbuf_clear(&bytes);
        tt_strbuf_clear(&out);
    }
    check_done();
}

/* Every byte of the two encodings, against their published tables: Latin-1 is the first 256 code points;
 * for the upper rows of Windows-1252 the mapping of unicode.org (CP1252.TXT). */
static void single_bytes(void **state)
{
    (void)state;
    static const int32_t cp1252[32] = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    for (int windows = 0; windows < 2; windows++)
        for (int byte = 1; byte < 256; byte++) {
            char bytes[4] = {'x', '\n', (char)byte, 'y'};
            char expected[8] = "x\n";
            int32_t c = windows && byte >= 0x80 && byte < 0xA0 ? cp1252[byte - 0x80] : byte;
            tt_strbuf out = TT_STRBUF_INIT;
            tt_error err = {0};
            tt_status status =
                read_text(bytes, sizeof bytes,
                          windows ? TT_ENCODING_WINDOWS_1252 : TT_ENCODING_LATIN1, 64, &out, &err);
            if (c == 0) {
                check_status(status, TT_EENCODING, &err);
                check_true(err.line == 2 && strstr(err.message, "windows-1252"));
            } else {
                expected[2 + tt_text_encode(c, expected + 2)] = 'y';
                check_status(status, TT_OK, &err);
                check_text(tt_strbuf_text(&out), expected, "one byte");
            }
            tt_strbuf_clear(&out);
        }
    check_done();
}

static void marks(void **state)
{
    (void)state;
    tt_strbuf out = TT_STRBUF_INIT;
    tt_error err = {0};
    check_status(read_text("\xEF\xBB\xBF"
                           "a,b",
                           6, TT_ENCODING_AUTO, 64, &out, &err),
                 TT_OK, &err);
    check_text(tt_strbuf_text(&out), "a,b", "without its mark");
    check_status(read_text("\xEF\xBB\xBF"
                           "a,b",
                           6, TT_ENCODING_UTF8, 64, &out, &err),
                 TT_OK, &err);
    check_status(read_text("\xEF\xBB\xBF"
                           "a,b",
                           6, TT_ENCODING_LATIN1, 64, &out, &err),
                 TT_EENCODING, &err);
    check_true(strstr(err.message, "utf-8") && strstr(err.message, "latin-1"));
    tt_error_clear(&err);
    check_status(read_text("\xFF\xFE"
                           "a\0",
                           4, TT_ENCODING_UTF16BE, 64, &out, &err),
                 TT_EENCODING, &err);
    tt_strbuf_clear(&out);
    check_done();
}

static void broken_pairs(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        size_t line;
    } list[] = {
        {"a\0\n\0\x3D\xD8,\0", 8, 2},  /* high, then no low */
        {"a\0\x00\xDE,\0", 6, 1},      /* low alone */
        {"a\0\n\0\n\0\x3D\xD8", 8, 3}, /* high at the end */
        {"a\0b", 3, 1},                /* half a unit */
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        tt_strbuf out = TT_STRBUF_INIT;
        tt_error err = {0};
        check_status(read_text(list[i].bytes, list[i].length, TT_ENCODING_UTF16LE, 64, &out, &err),
                     TT_EENCODING, &err);
        check_true(err.line == list[i].line);
        tt_strbuf_clear(&out);
    }
    check_done();
}

static void foreign_files(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length; /* 0: strlen */
        const char *says;
    } list[] = {
        {"PK\3\4\x14\0\6\0\x08\0\0\0!\0[Content_Types].xml", 33, ".xlsx"},
        {"PK\3\4\x14\0\0\x08\0\0mimetypeapplication/vnd.oasis.opendocument.spreadsheet", 64,
         ".ods"},
        {"PK\3\4 some other archive", 0, "unzip"},
        {"PK\3\4 word/document.xml", 0, "text document"},
        {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 an old workbook", 0, "ssconvert"},
        {"%PDF-1.7\n%", 0, "PDF"},
        {"<!DOCTYPE HTML>\n<html>", 0, "web page"},
        {"\n  <HTML lang=es>", 0, "web page"},
        {"\xEF\xBB\xBF<html>", 0, "web page"},
        {"<table><tr>", 0, "table in HTML"},
        {"<?xml version='1.0'?>", 0, "SDMX-CSV"},
        {"{\"value\": 5}", 0, "JSON"},
        {"[{\"value\": 5}]", 0, "JSON"},
        {"{\\rtf1", 0, "RTF"},
        {"BZh91AY&SY rest", 0, "bunzip2"},
        {"\xFD"
         "7zXZ rest",
         0, "unxz"},
        {"\x28\xB5\x2F\xFD rest", 0, "unzstd"},
        {"PAR1 rest", 0, "Parquet"},
        {"SQLite format 3 rest", 0, "sqlite3"},
        {"\x89PNG rest", 0, "picture"},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        for (int gz = 0; gz < 2; gz++) {
            size_t length = list[i].length ? list[i].length : strlen(list[i].bytes);
            scratch file =
                gz ? scratch_write_gz(list[i].bytes, length) : scratch_write(list[i].bytes, length);
            tt_dataset *ds = NULL;
            tt_error err = {0};
            assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
            check_status(tt_dataset_read(ds, file.path, NULL, &err), TT_ESCHEMA, &err);
            int right = err.line == 1 && err.file[0] && strstr(err.message, list[i].says);
            if (!right)
                print_error("%s: %s\n", list[i].says, err.message);
            check_true(right);
            tt_dataset_free(ds);
            scratch_remove(&file);
        }
    /* Tables that only look like something else. */
    static const char *const tables[] = {"PK,year,value\n1,2018,5\n", "<5,year,value\na,2018,5\n",
                                         "{x},year,value\na,2018,5\n",
                                         "[a],year,value\na,2018,5\n"};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        tt_dataset_free(scratch_dataset(tables[i], NULL, NULL));
    check_done();
}

/* The same table in every encoding is the same data set. */
static void same_table(void **state)
{
    (void)state;
    static const char table[] = "pa\xC3\xADs,a\xC3\xB1o,valor\nM\xC3\xA9xico,2018,706\nEspa\xC3\xB1"
                                "a,2018,<5\n";
    tt_dataset *ds = scratch_dataset(table, NULL, NULL);
    char *expected = scratch_dump(ds);
    assert_non_null(strstr(expected, "Espa\xC3\xB1"
                                     "a"));
    tt_dataset_free(ds);
    for (int e = TT_ENCODING_LATIN1; e < TT_ENCODING_COUNT; e++) {
        tt_strbuf bytes = TT_STRBUF_INIT;
        if (e >= TT_ENCODING_UTF16LE)
            add_utf16(&bytes, table, e == TT_ENCODING_UTF16BE, 0);
        for (size_t at = 0; e < TT_ENCODING_UTF16LE && at < sizeof table - 1;) {
            int32_t c;
            at += tt_text_decode(table + at, sizeof table - 1 - at, &c);
            tt_strbuf_add_char(&bytes, (char)c);
        }
        scratch file = scratch_write(bytes.text, bytes.length);
        tt_read_options options = {.encoding = (tt_encoding)e};
        tt_error err = {0};
        assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
        check_status(tt_dataset_read(ds, file.path, &options, &err), TT_OK, &err);
        check_status(tt_dataset_finish(ds, NULL, &err), TT_OK, &err);
        char *dump = scratch_dump(ds);
        check_text(dump, expected, tt_encoding_name((tt_encoding)e));
        check_true(tt_dataset_file(ds, 0)->encoding == (tt_encoding)e);
        tt_free(dump);
        tt_dataset_free(ds);
        scratch_remove(&file);
        tt_strbuf_clear(&bytes);
    }
    tt_free(expected);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf16),         cmocka_unit_test(single_bytes),
        cmocka_unit_test(marks),         cmocka_unit_test(broken_pairs),
        cmocka_unit_test(foreign_files), cmocka_unit_test(same_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
