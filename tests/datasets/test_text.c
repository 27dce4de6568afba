/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8 text: decoding against table 3-7 of the Unicode Standard, cleaning, measuring. */
#include <string.h>

#include "check.h"
#include "tiptrend/memory.h"
#include "tiptrend/text.h"

/* The cleaned text equals this. */
static void check_clean(const char *text, size_t limit, const char *expected)
{
    tt_strbuf out = TT_STRBUF_INIT;
    tt_text_clean(&out, text, limit);
    if (strcmp(tt_strbuf_text(&out), expected) != 0)
        (void)fprintf(stderr, "'%s' became '%s', not '%s'\n", text, tt_strbuf_text(&out), expected);
    check_true(strcmp(tt_strbuf_text(&out), expected) == 0);
    check_true(out.text != NULL);
    tt_strbuf_clear(&out);
}

/* Every code point: encode and decode are inverse; surrogates are ill-formed. */
static void test_round_trip(void **state)
{
    (void)state;
    for (int32_t c = 0; c <= 0x10FFFF; c++) {
        char bytes[4];
        size_t length = tt_text_encode(c, bytes);
        int32_t back;
        size_t used = tt_text_decode(bytes, length, &back);
        int is_surrogate = c >= 0xD800 && c < 0xE000;
        size_t expected = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        if (used != length || back != (is_surrogate ? TT_TEXT_REPLACEMENT : c) ||
            length != expected) {
            check_true(0);
            break;
        }
    }
    char bytes[4];
    int32_t back;
    check_true(tt_text_encode(-5, bytes) == 3 && tt_text_decode(bytes, 3, &back) == 3 &&
               back == TT_TEXT_REPLACEMENT);
    check_true(tt_text_encode(0x110000, bytes) == 3);
    check_done();
}

/* Ill-formed sequences, with the bytes that one replacement stands for: The Unicode Standard 15.0,
 * section 3.9, tables 3-8 to 3-11 (practice of maximal subparts). */
static void test_ill_formed(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        size_t length;
        size_t used;
    } cases[] = {
        {"\xC0\xAF", 2, 1},         {"\xE0\x80\xBF", 3, 1}, {"\xF0\x81\x82", 3, 1},
        {"\xED\xA0\x80", 3, 1},     {"\xF4\x91\x92", 3, 1}, {"\xFF", 1, 1},
        {"\xE1\x80", 2, 2},         {"\xE1\x80\xE2", 3, 2}, {"\xF0\x91\x92", 3, 3},
        {"\xF1\xBF\xBF\x41", 4, 3}, {"\x80", 1, 1},         {"\xC3", 1, 1},
        {"\xF5\x80\x80\x80", 4, 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int32_t c = 0;
        check_true(tt_text_decode(cases[i].bytes, cases[i].length, &c) == cases[i].used);
        check_true(c == -1);
        check_true(tt_text_invalid_at(cases[i].bytes, cases[i].length) == 0);
    }
    int32_t c = 0;
    check_true(tt_text_decode("", 0, &c) == 0);
    check_true(tt_text_invalid_at("M\xC3\xA9xico", 7) == 7);
    check_true(tt_text_invalid_at("ab\xFFz", 4) == 2);
    check_done();
}

static void test_clean(void **state)
{
    (void)state;
    check_clean("M\xC3\xA9xico \xE2\x80\x94 2015\xE2\x80\x93"
                "2018",
                0,
                "M\xC3\xA9xico \xE2\x80\x94 2015\xE2\x80\x93"
                "2018");
    check_clean("", 0, "");
    check_clean("a\tb\r\nc", 0, "a b  c");
    check_clean("\x1b[31mred\x07\x7f", 0, "[31mred");
    check_clean("\xC2\x85x\xC2\x9F", 0, "x");         /* C1 */
    check_clean("\xE2\x80\xA8\xE2\x80\xA9!", 0, "!"); /* U+2028, U+2029 */
    check_clean("\xE2\x80\xAEgnp.exe", 0, "gnp.exe"); /* U+202E */
    check_clean("\xE2\x81\xA6"
                "abc\xE2\x81\xA9",
                0, "abc"); /* U+2066, U+2069 */
    check_clean("\xEF\xBB\xBF"
                "BOM",
                0, "BOM");                                          /* U+FEFF */
    check_clean("\xEF\xBF\xBE\xEF\xBF\xBF\xF0\x9F\xBF\xBE", 0, ""); /* U+FFFE, U+FFFF, U+1FFFE */
    check_clean("\xEF\xB7\x90"
                "a",
                0, "a"); /* U+FDD0 */
    check_clean("\xED\xA0\x80", 0, "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
    check_clean("a\xFF"
                "b",
                0,
                "a\xEF\xBF\xBD"
                "b");
    check_clean("\xD8\xB9\xD8\xB1", 0, "\xD8\xB9\xD8\xB1"); /* Arabic stays */
    check_done();
}

/* The limit counts characters, not bytes; what is cut ends with an ellipsis. */
static void test_clean_limit(void **state)
{
    (void)state;
    check_clean("abcd", 4, "abcd");
    check_clean("abcde", 4, "abc\xE2\x80\xA6");
    check_clean("\xC3\xA9\xC3\xA9\xC3\xA9", 2, "\xC3\xA9\xE2\x80\xA6");
    check_clean("\x01\x02"
                "abcd\x03",
                4, "abcd"); /* what is dropped does not count */
    char text[2001];
    memset(text, '{', 2000);
    text[2000] = '\0';
    tt_strbuf out = TT_STRBUF_INIT;
    tt_strbuf_add(&out, "before ");
    tt_text_clean(&out, text, TT_TEXT_CHART_LIMIT);
    check_true(tt_text_length(tt_strbuf_text(&out)) == 7 + TT_TEXT_CHART_LIMIT);
    tt_strbuf_clear(&out);
    check_done();
}

/* Cleaning twice changes nothing more, for all pairs of bytes. */
static void test_clean_twice(void **state)
{
    (void)state;
    tt_strbuf once = TT_STRBUF_INIT;
    tt_strbuf twice = TT_STRBUF_INIT;
    for (unsigned pair = 0; pair < 0x10000; pair++) {
        const char text[] = {'x', (char)(pair >> 8), (char)(pair & 0xFF), 'y', '\0'};
        tt_strbuf_reset(&once);
        tt_strbuf_reset(&twice);
        tt_text_clean(&once, text, 0);
        tt_text_clean(&twice, tt_strbuf_text(&once), 0);
        if (strcmp(tt_strbuf_text(&once), tt_strbuf_text(&twice)) != 0 ||
            tt_text_invalid_at(once.text, once.length) != once.length)
            check_true(0);
    }
    tt_strbuf_clear(&once);
    tt_strbuf_clear(&twice);
    check_done();
}

static void test_measure(void **state)
{
    (void)state;
    check_true(tt_text_length("M\xC3\xA9xico") == 6);
    check_true(tt_text_length("\xFF\xFFz") == 3);
    check_true(tt_text_width("M\xC3\xA9xico") == 6);
    check_true(tt_text_width("e\xCC\x81") == 1);                /* e, combining acute */
    check_true(tt_text_width("\xE6\x97\xA5\xE6\x9C\xAC") == 4); /* two wide ideographs */
    check_true(tt_text_width("\xF0\x9F\x92\xA9") == 2);         /* emoji */
    check_true(tt_text_width("") == 0);
    /* a family of three, joined: drawn as one */
    check_true(
        tt_text_width("\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7") ==
        2);
    size_t used = 99;
    check_true(tt_text_fit("abcdef", 3, &used) == 3 && used == 3);
    check_true(tt_text_fit("abc", 3, &used) == 3 && used == 3);
    check_true(tt_text_fit("\xE6\x97\xA5\xE6\x9C\xAC", 3, &used) == 3 && used == 2);
    check_true(tt_text_fit("e\xCC\x81z", 1, &used) == 3 && used == 1); /* the accent stays */
    check_true(tt_text_fit("abc", 0, NULL) == 0);
    check_done();
}

/* Without memory the buffer remembers it. */
static void test_no_memory(void **state)
{
    (void)state;
    tt_strbuf out = TT_STRBUF_INIT;
    tt_memory_fail_at(1);
    tt_text_clean(&out, "abc", 2);
    tt_memory_fail_at(0);
    tt_error err = {0};
    check_status(tt_strbuf_status(&out, &err), TT_ENOMEM, &err);
    tt_strbuf_clear(&out);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_round_trip),  cmocka_unit_test(test_ill_formed),
        cmocka_unit_test(test_clean),       cmocka_unit_test(test_clean_limit),
        cmocka_unit_test(test_clean_twice), cmocka_unit_test(test_measure),
        cmocka_unit_test(test_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
