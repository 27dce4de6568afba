/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "textpool_internal.h"

#include <string.h>

#include "check.h"
#include "tiptrend/memory.h"

static void numbers_by_arrival(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "a", "b", "ab", "female", "Female", "\xC3\xB3"};
    enum { COUNT = sizeof texts / sizeof *texts };
    tt__pool pool = {0};
    assert_int_equal(tt__pool_find(&pool, "a", 1), TT__POOL_NONE);
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < COUNT; i++)
            assert_int_equal(tt__pool_add(&pool, texts[i], strlen(texts[i])), i);
    assert_int_equal(pool.count, COUNT);
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_string_equal(tt__pool_text(&pool, i), texts[i]);
        assert_int_equal(tt__pool_find(&pool, texts[i], strlen(texts[i])), i);
    }
    assert_int_equal(tt__pool_find(&pool, "abc", 3), TT__POOL_NONE);
    tt__pool_clear(&pool);
    tt__pool_clear(&pool); /* a cleared pool is an empty one */
    assert_int_equal(pool.count, 0);
    assert_int_equal(tt__pool_find(&pool, "a", 1), TT__POOL_NONE);
}

/* The length counts: a NUL is a byte like others, and what follows the text is not read. */
static void lengths(void **state)
{
    (void)state;
    tt__pool pool = {0};
    assert_int_equal(tt__pool_add(&pool, "a\0b", 3), 0);
    assert_int_equal(tt__pool_add(&pool, "a\0c", 3), 1);
    assert_int_equal(tt__pool_add(&pool, "a\0b", 1), 2);
    assert_int_equal(tt__pool_add(&pool, "a\0", 2), 3);
    assert_int_equal(tt__pool_find(&pool, "a\0b", 3), 0);
    assert_int_equal(tt__pool_text(&pool, 2)[1], '\0');
    assert_int_equal(pool.entries[1].length, 3);
    tt__pool_clear(&pool);
}

/* Texts stay where they are while the pool grows, also texts beyond the size of a block. */
static void growth(void **state)
{
    (void)state;
    enum { COUNT = 50000, LONG = 100000 };
    tt__pool pool = {0};
    char *large = tt_calloc(LONG, 1);
    assert_non_null(large);
    memset(large, 'x', LONG);
    assert_int_equal(tt__pool_add(&pool, "first", 5), 0);
    const char *first = tt__pool_text(&pool, 0);
    assert_int_equal(tt__pool_add(&pool, large, LONG), 1);
    assert_int_equal(tt__pool_add(&pool, large, LONG - 1), 2);
    char text[32];
    for (uint32_t i = 0; i < COUNT; i++) {
        int length = snprintf(text, sizeof text, "value %u", (unsigned)i);
        assert_int_equal(tt__pool_add(&pool, text, (size_t)length), i + 3);
    }
    assert_true(tt__pool_text(&pool, 0) == first);
    for (uint32_t i = 0; i < COUNT; i++) {
        int length = snprintf(text, sizeof text, "value %u", (unsigned)i);
        check_true(tt__pool_find(&pool, text, (size_t)length) == i + 3);
        check_true(strcmp(tt__pool_text(&pool, i + 3), text) == 0);
    }
    assert_int_equal(tt__pool_find(&pool, large, LONG), 1);
    assert_int_equal(strlen(tt__pool_text(&pool, 2)), LONG - 1);
    tt_free(large);
    tt__pool_clear(&pool);
    check_done();
}

/* Short different texts hardly ever share a hash, and its low bits, which choose the slot, spread. */
static void hashes_spread(void **state)
{
    (void)state;
    enum { COUNT = 4096 };
    static unsigned char slots[COUNT];
    size_t used = 0;
    for (uint32_t i = 0; i < COUNT; i++) {
        uint32_t key[3] = {i & 15, i >> 4 & 15, i >> 8};
        uint64_t hash = tt__hash(key, sizeof key);
        used += slots[hash % COUNT] ? 0 : 1;
        slots[hash % COUNT] = 1;
    }
    /* Thrown at random, 4096 keys fill 4096 (1 - 1/e) = 2589 slots, give or take 20. */
    assert_in_range(used, 2400, COUNT);
    assert_true(tt__hash("a", 1) != tt__hash("a\0", 2));
    assert_true(tt__hash("", 0) == tt__hash("x", 0));
}

/* Without memory nothing is added, and what is there stays. */
static void no_memory(void **state)
{
    (void)state;
    char text[32];
    size_t failed = 0;
    for (size_t n = 1; n < 64; n++) {
        tt__pool pool = {0};
        uint32_t added = 0;
        tt_memory_fail_at(n);
        for (uint32_t i = 0; i < 3000; i++) {
            int length = snprintf(text, sizeof text, "text number %u of many", (unsigned)i);
            if (tt__pool_add(&pool, text, (size_t)length) == TT__POOL_NONE)
                break;
            added++;
        }
        tt_memory_fail_at(0);
        failed += added < 3000 ? 1 : 0;
        check_true(pool.count == added);
        for (uint32_t i = 0; i < added; i += 97) {
            int length = snprintf(text, sizeof text, "text number %u of many", (unsigned)i);
            check_true(tt__pool_find(&pool, text, (size_t)length) == i);
        }
        int length = snprintf(text, sizeof text, "text number %u of many", (unsigned)added);
        check_true(tt__pool_find(&pool, text, (size_t)length) == TT__POOL_NONE);
        check_true(tt__pool_add(&pool, text, (size_t)length) == added);
        tt__pool_clear(&pool);
        if (added == 3000)
            break;
    }
    assert_true(failed > 5);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_by_arrival), cmocka_unit_test(lengths),   cmocka_unit_test(growth),
        cmocka_unit_test(hashes_spread),      cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
