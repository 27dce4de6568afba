/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "check.h"
#include "tiptrend/rng.h"

/* The three published vectors of Philox4x32-10. */
static void known_answers(void **state)
{
    (void)state;
    static const struct {
        uint32_t counter[4];
        uint32_t key[2];
        uint32_t out[4];
    } row[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        uint32_t out[4];
        tt_rng_block(row[i].counter, row[i].key, out);
        for (size_t j = 0; j < 4; j++)
            check_true(out[j] == row[i].out[j]); /* Random123 kat_vectors */
    }
    tt_rng rng;
    tt_rng_start(&rng, 0, 0);
    check_true(tt_rng_bits(&rng) == UINT64_C(0xe169c58d6627e8d5));
    check_true(tt_rng_bits(&rng) == UINT64_C(0x9b00dbd8bc57ac4c));
    check_done();
}

/* Streams do not depend on each other or on the order in which they are made. */
static void streams(void **state)
{
    (void)state;
    uint64_t forward[8][50];
    for (uint64_t k = 0; k < 8; k++) {
        tt_rng rng;
        tt_rng_start(&rng, 42, k);
        for (size_t i = 0; i < 50; i++)
            forward[k][i] = tt_rng_bits(&rng);
    }
    for (uint64_t k = 8; k-- > 0;) {
        tt_rng rng;
        tt_rng_start(&rng, 42, k);
        for (size_t i = 0; i < 50; i++)
            check_true(tt_rng_bits(&rng) == forward[k][i]);
        for (uint64_t other = 0; other < k; other++)
            check_true(memcmp(forward[k], forward[other], sizeof *forward) != 0);
    }
    tt_rng a;
    tt_rng_start(&a, 43, 0);
    check_true(tt_rng_bits(&a) != forward[0][0]);
    tt_rng_start(&a, 42, UINT64_C(1) << 40); /* all bits of stream and seed count */
    check_true(tt_rng_bits(&a) != forward[0][0]);
    tt_rng_start(&a, 42 + (UINT64_C(1) << 40), 0);
    check_true(tt_rng_bits(&a) != forward[0][0]);
    check_done();
}

/* Sample moments within five standard errors. */
static void distributions(void **state)
{
    (void)state;
    enum { N = 200000 };
    tt_rng rng;
    tt_rng_start(&rng, 7, 0);
    double mean = 0;
    double square = 0;
    for (int i = 0; i < N; i++) {
        double u = tt_rng_uniform(&rng);
        check_true(u >= 0 && u < 1);
        mean += u;
        square += u * u;
    }
    check_abs(mean / N, 0.5, 5 * sqrt(1.0 / 12 / N), "uniform");
    check_abs(square / N, 1.0 / 3, 5 * sqrt(4.0 / 45 / N), "uniform");
    double moment[5] = {0};
    for (int i = 0; i < N; i++) {
        double z = tt_rng_normal(&rng);
        for (int k = 1; k <= 4; k++)
            moment[k] += pow(z, k) / N;
    }
    check_abs(moment[1], 0, 5 * sqrt(1.0 / N), "normal");
    check_abs(moment[2], 1, 5 * sqrt(2.0 / N), "normal");
    check_abs(moment[3], 0, 5 * sqrt(15.0 / N), "normal");
    check_abs(moment[4], 3, 5 * sqrt(96.0 / N), "normal");
    int count[7] = {0};
    for (int i = 0; i < N; i++)
        count[tt_rng_below(&rng, 7)]++;
    double chi2 = 0;
    for (int i = 0; i < 7; i++)
        chi2 += (count[i] - N / 7.0) * (count[i] - N / 7.0) / (N / 7.0);
    check_true(chi2 < 27.9); /* chi-square, 6 df, p = 1e-4 */
    check_true(tt_rng_below(&rng, 1) == 0 && tt_rng_below(&rng, 0) == 0);
    /* Near 2^63 half of the draws are thrown away; what is left must reach both halves. */
    size_t huge = ((size_t)1 << 63) + 1;
    int upper = 0;
    for (int i = 0; i < 2000; i++) {
        size_t x = tt_rng_below(&rng, huge);
        check_true(x < huge);
        upper += x > huge / 2;
    }
    check_abs(upper, 1000, 5 * sqrt(500), "uniform on 2^63 + 1 values");
    check_done();
}

/* All 24 orders of four values come equally often. */
static void shuffle(void **state)
{
    (void)state;
    enum { N = 48000 };
    int count[256] = {0};
    tt_rng rng;
    tt_rng_start(&rng, 8, 1);
    for (int i = 0; i < N; i++) {
        double value[4] = {0, 1, 2, 3};
        tt_rng_shuffle(&rng, value, 4);
        count[(int)(value[0] + 4 * value[1] + 16 * value[2] + 64 * value[3])]++;
    }
    double chi2 = 0;
    int seen = 0;
    for (int i = 0; i < 256; i++) {
        if (count[i] == 0)
            continue;
        seen++;
        chi2 += (count[i] - 2000.0) * (count[i] - 2000.0) / 2000;
    }
    check_true(seen == 24 && chi2 < 58); /* chi-square, 23 df, p = 1e-4 */
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_answers),
        cmocka_unit_test(streams),
        cmocka_unit_test(distributions),
        cmocka_unit_test(shuffle),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
