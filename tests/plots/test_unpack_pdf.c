/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PDF of newer cairos: unpacked, checked, dated; damaged ones are left alone. */
#define _XOPEN_SOURCE 700
#include <stdio.h>

#include "bytes.h"
#include "drawing.h"
#include "support.h"
#include "tiptrend/memory.h"

static const tt__caption caption = {"Title", "alt", "", "A source", 90, 60, 100, "0123abcd"};

static tt_strbuf fixture(const char *name)
{
    char path[SUPPORT_PATH_SIZE];
    char part[4096];
    tt_strbuf file = TT_STRBUF_INIT;
    (void)snprintf(path, sizeof path, TT_SOURCE_DIR "/tests/fixtures/pdf/%s", name);
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    for (size_t got; (got = fread(part, 1, sizeof part, in)) > 0;)
        tt_strbuf_add_bytes(&file, part, got);
    (void)fclose(in);
    return file;
}

static int has(const tt_strbuf *file, const char *what)
{
    return tt__bytes_find(file->text, file->length, what) != NULL;
}

/* Each object stands where the table says, under its number. */
static void check_table(const tt_strbuf *file)
{
    const char *at = tt__bytes_find(file->text, file->length, "\nxref\n0 20\n");
    assert_non_null(at);
    at += strlen("\nxref\n0 20\n");
    size_t found = 0;
    for (unsigned i = 0; i < 20; i++, at += 20) {
        size_t place;
        char kind;
        assert_int_equal(sscanf(at, "%10zu %*5u %c", &place, &kind), 2);
        if (kind != 'n')
            continue;
        char start[24];
        (void)snprintf(start, sizeof start, "%u 0 obj", i);
        check_true(place < file->length && strncmp(file->text + place, start, strlen(start)) == 0);
        found++;
    }
    check_true(found ==
               14); /* 19 less the table, two streams of packed objects, and their lengths */
}

static void objects_stand_for_themselves(void **state)
{
    (void)state;
    tt_strbuf file = fixture("packed.pdf");
    tt_strbuf plain = TT_STRBUF_INIT;
    check_true(!has(&file, "/MediaBox") && !has(&file, "/CreationDate"));
    check_true(tt__unpack_pdf(&file, &plain) == 1);
    check_true(has(&plain, "/MediaBox") && has(&plain, "/CreationDate (D:2026"));
    check_true(!has(&plain, "/ObjStm") && !has(&plain, "/XRef"));
    check_table(&plain);
    /* What is plain already is not unpacked. */
    tt_strbuf again = TT_STRBUF_INIT;
    check_true(tt__unpack_pdf(&plain, &again) == 0 && again.length == 0);
    tt_strbuf_clear(&file);
    tt_strbuf_clear(&plain);
    check_done();
}

static void the_moment_leaves_no_trace(void **state)
{
    (void)state;
    tt_strbuf file = fixture("packed.pdf");
    tt_strbuf later = fixture("packed-later.pdf");
    tt_error err = {0};
    check_status(tt__finish_pdf(&file, &caption, &err), TT_OK, &err);
    check_status(tt__finish_pdf(&later, &caption, &err), TT_OK, &err);
    check_true(file.length == later.length && memcmp(file.text, later.text, file.length) == 0);
    check_true(!has(&file, "D:2026") && has(&file, "/Prev "));
    check_status(tt__verify_pdf(&file, &caption, &err), TT_OK, &err);
    tt_strbuf_clear(&file);
    tt_strbuf_clear(&later);
    check_done();
}

static void another_size_is_refused(void **state)
{
    (void)state;
    tt_strbuf file = fixture("packed.pdf");
    tt__caption other = caption;
    tt_error err = {0};
    check_status(tt__verify_pdf(&file, &caption, &err), TT_OK, &err);
    other.width_mm = 100;
    check_status(tt__verify_pdf(&file, &other, &err), TT_EGNUPLOT, &err);
    tt_strbuf_clear(&file);
    check_done();
}

/* Any byte another one, any end: what comes out is a file or nothing, and the sanitizers agree. */
static void damage_is_no_harm(void **state)
{
    (void)state;
    tt_strbuf whole = fixture("packed.pdf");
    size_t unpacked = 0;
    for (size_t i = 0; i < 2 * whole.length; i++) {
        tt_strbuf file = TT_STRBUF_INIT;
        tt_strbuf out = TT_STRBUF_INIT;
        tt_strbuf_add_bytes(&file, whole.text, i < whole.length ? whole.length : i - whole.length);
        if (i < whole.length)
            file.text[i] = (char)(file.text[i] ^ (i % 7 ? 1 << i % 8 : 0xFF));
        unpacked += (size_t)tt__unpack_pdf(&file, &out);
        check_true(!out.failed);
        tt_strbuf_clear(&file);
        tt_strbuf_clear(&out);
    }
    check_true(unpacked > 0 && unpacked < whole.length);
    tt_strbuf_clear(&whole);
    check_done();
}

static void without_memory(void **state)
{
    (void)state;
    size_t n = 0;
    tt_status status;
    do {
        tt_strbuf file = fixture("packed.pdf");
        tt_memory_fail_at(++n);
        status = tt__finish_pdf(&file, &caption, NULL);
        tt_memory_fail_at(0);
        check_true(status == TT_OK || status == TT_ENOMEM);
        tt_strbuf_clear(&file);
    } while (status != TT_OK && n < 100);
    check_true(n > 5 && n < 100);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_stand_for_themselves),
        cmocka_unit_test(the_moment_leaves_no_trace),
        cmocka_unit_test(another_size_is_refused),
        cmocka_unit_test(damage_is_no_harm),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
