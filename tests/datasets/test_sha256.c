/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SHA-256 against the published examples, and against itself over all lengths of the last blocks. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "tiptrend/digest.h"

static void check_digest(const char *text, size_t length, const char *expected)
{
    char digest[TT_SHA256_TEXT_SIZE];
    tt_sha256_text(text, length, digest);
    check_true(strcmp(digest, expected) == 0);
}

/* NIST, "Examples with intermediate values" for FIPS 180-4, SHA-256; the empty text and the million
 * letters from the validation suite (SHAVS). */
static void published_examples(void **state)
{
    (void)state;
    check_digest("", 0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    check_digest("abc", 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    check_digest("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56,
                 "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    enum { MILLION = 1000000 };
    char *many = malloc(MILLION);
    check_true(many != NULL);
    memset(many, 'a', MILLION);
    check_digest(many, MILLION, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    free(many);
    check_done();
}

/* coreutils' sha256sum of 55, 56, 63, 64, 65, 119 and 120 letters x: where the padding takes one block
 * more. */
static void lengths_around_a_block(void **state)
{
    (void)state;
    static const struct {
        size_t length;
        const char *digest;
    } cases[] = {
        {55, "d5e285683cd4efc02d021a5c62014694958901005d6f71e89e0989fac77e4072"},
        {56, "04c26261370ee7541549d16dee320c723e3fd14671e66a099afe0a377c16888e"},
        {63, "75220b47218278e656f2013bb8f0c455a25eaf01e86c64924e9d48d89776d6f2"},
        {64, "7ce100971f64e7001e8fe5a51973ecdfe1ced42befe7ee8d5fd6219506b5393c"},
        {65, "9537c5fdf120482f7d58d25e9ed583f52c02b4e304ea814db1633ad565aed7e9"},
        {119, "000b48d4edf0fa7bee3c6236ecd2785baa5db4eeb8bb54341b029e0d9fa5fb0c"},
        {120, "13f05a0b594787f5ecd315edc96141bd3243203d1b7d4f0836f37308b276ba98"},
    };
    char text[121];
    memset(text, 'x', sizeof text);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_digest(text, cases[i].length, cases[i].digest);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(published_examples),
        cmocka_unit_test(lengths_around_a_block),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
