/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Resolution and texts in a PNG. */
#define _XOPEN_SOURCE 700
#include "drawing.h"
#include "support.h"
#include "tiptrend/memory.h"
#include "tiptrend/version.h"

/* The smallest picture: one grey pixel, made with Python's zlib. */
static const char pixel[] = "\x89PNG\r\n\x1a\n"
                            "\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55"
                            "\0\0\0\x0aIDAT\x78\x9c\x63\x68\0\0\0\x82\0\x81\x77\xcd\x72\xb6"
                            "\0\0\0\0IEND\xae\x42\x60\x82";

static tt_strbuf make_pixel(void)
{
    tt_strbuf file = TT_STRBUF_INIT;
    tt_strbuf_add_bytes(&file, pixel, sizeof pixel - 1);
    return file;
}

/* Offset of a chunk's data, by type and number; 0: not there. */
static size_t chunk(const tt_strbuf *file, const char *type, int number)
{
    for (size_t at = 8; at + 12 <= file->length;) {
        const unsigned char *b = (const unsigned char *)file->text + at;
        size_t size = (size_t)b[0] << 24 | (size_t)b[1] << 16 | (size_t)b[2] << 8 | b[3];
        if (memcmp(b + 4, type, 4) == 0 && number-- == 0)
            return at + 8;
        at += size + 12;
    }
    return 0;
}

static void resolution_and_texts_are_there(void **state)
{
    (void)state;
    const tt__caption caption = {"M\xC3\xA9xico", "short", "", "US\x01 State", 0, 0, 300,
                                 "0123abcd"};
    tt_strbuf file = make_pixel();
    tt_error err = {0};
    check_status(tt__verify_png(&file, &caption, &err), TT_OK, &err);
    check_status(tt__finish_png(&file, &caption, &err), TT_OK, &err);
    check_status(tt__verify_png(&file, &caption, &err), TT_OK, &err);
    /* 300 dpi = 11811 pixels a metre; the checksum is Python's zlib.crc32 of the same bytes. */
    size_t at = chunk(&file, "pHYs", 0);
    check_true(at == 33 + 8 &&
               memcmp(file.text + at, "\0\0\x2e\x23\0\0\x2e\x23\x01\x78\xa5\x3f\x76", 13) == 0);
    static const char *const texts[] = {"Title\0\0\0\0\0M\xC3\xA9xico",
                                        "Description\0\0\0\0\0short", "Source\0\0\0\0\0US State",
                                        "Data SHA-256\0\0\0\0\0"
                                        "0123abcd",
                                        "Software\0\0\0\0\0tiptrend " TT_VERSION};
    static const size_t lengths[] = {17, 21, 19, 25, 13 + sizeof "tiptrend " TT_VERSION - 1};
    for (int i = 0; i < 5; i++) {
        at = chunk(&file, "iTXt", i);
        check_true(at > 0 && memcmp(file.text + at, texts[i], lengths[i]) == 0);
        check_true((unsigned char)file.text[at - 5] == lengths[i]);
    }
    check_true(chunk(&file, "iTXt", 5) == 0);
    check_true(chunk(&file, "IDAT", 0) > at);
    tt_strbuf_clear(&file);
    check_done();
}

/* 72 dpi = 2835, 600 dpi = 23622 pixels a metre (rounded); no text, no chunk. */
static void other_resolutions(void **state)
{
    (void)state;
    static const struct {
        int dpi;
        const char *bytes;
    } cases[] = {{72, "\0\0\x0b\x13"}, {600, "\0\0\x5c\x46"}, {0, "\0\0\x2e\x23"}};
    for (size_t i = 0; i < 3; i++) {
        const tt__caption caption = {"", "", "", "", 0, 0, cases[i].dpi, ""};
        tt_strbuf file = make_pixel();
        check_true(tt__finish_png(&file, &caption, NULL) == TT_OK);
        check_true(memcmp(file.text + chunk(&file, "pHYs", 0), cases[i].bytes, 4) == 0);
        check_true(memcmp(file.text + chunk(&file, "iTXt", 0), "Software", 8) == 0);
        tt_strbuf_clear(&file);
    }
    check_done();
}

/* Each allocation that fails gives TT_ENOMEM and loses nothing. */
static void without_memory(void **state)
{
    (void)state;
    const tt__caption caption = {"a", "b", "c", "d", 0, 0, 300, ""};
    int failures = 0;
    for (size_t n = 1; n < 50; n++) {
        tt_strbuf file = make_pixel();
        tt_memory_fail_at(n);
        tt_error err = {0};
        tt_status status = tt__finish_png(&file, &caption, &err);
        tt_memory_fail_at(0);
        check_true(status == TT_OK || status == TT_ENOMEM);
        failures += status == TT_ENOMEM;
        tt_strbuf_clear(&file);
        if (status == TT_OK)
            break;
    }
    check_true(failures > 3 && failures < 49);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resolution_and_texts_are_there),
        cmocka_unit_test(other_resolutions),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
