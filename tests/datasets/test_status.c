/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "check.h"
#include "tiptrend/status.h"

static tt_status fails(tt_error *err)
{
    return tt_fail(err, TT_EPARSE, "found '%s'\nneeded a number", "x");
}

static void first_fault_stays(void **state)
{
    (void)state;
    tt_error err = {0};
    check_status(fails(&err), TT_EPARSE, &err);
    assert_string_equal(err.message, "found 'x' needed a number");
    assert_string_equal(err.where, "fails");
    /* A later fault does not overwrite the first; the place is filled once. */
    check_status(tt_fail(&err, TT_EIO, "later"), TT_EIO, &err);
    assert_int_equal(err.status, TT_EPARSE);
    tt_error_place(&err, "a.csv", 3, 2);
    tt_error_place(&err, "b.csv", 9, 9);
    tt_error_subject(&err, "victims", 2016);
    assert_string_equal(err.file, "a.csv");
    assert_int_equal(err.line, 3);
    assert_int_equal(err.column, 2);
    assert_int_equal(err.year, 2016);
    check_status(fails(NULL), TT_EPARSE, NULL);
    check_done();
}

static void long_texts_are_cut_between_characters(void **state)
{
    (void)state;
    tt_error err = {0};
    char text[1200];
    for (size_t i = 0; i + 2 < sizeof text; i += 2)
        memcpy(text + i, "\xC3\xB3", 2);
    text[sizeof text - 2] = '\0';
    (void)tt_fail(&err, TT_EPARSE, "%s", text);
    assert_int_equal(strlen(err.message) % 2, 0);
    tt_error_place(&err, text, 1, 1);
    assert_int_equal((unsigned char)err.file[0], 0xC3);
}

static void every_code_has_texts(void **state)
{
    (void)state;
    for (int i = 0; i < TT_STATUS_COUNT; i++) {
        assert_int_equal(strncmp(tt_status_name((tt_status)i), "TT_", 3), 0);
        assert_true(strlen(tt_status_text((tt_status)i)) > 4);
    }
    for (unsigned i = 0; i < TT_NOTE_COUNT; i++) {
        assert_true(strlen(tt_note_name(i)) > 2);
        assert_true(strlen(tt_note_text(i)) > 4);
    }
    assert_null(tt_note_name(TT_NOTE_COUNT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_fault_stays),
        cmocka_unit_test(long_texts_are_cut_between_characters),
        cmocka_unit_test(every_code_has_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
