/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "tiptrend/memory.h"
#include "tiptrend/multitest.h"
#include "tiptrend/rng.h"

/* The fifteen p-values of Benjamini and Hochberg 1995, section 4. */
static void benjamini_hochberg_1995(void **state)
{
    (void)state;
    static const char origin[] = "R p.adjust, 6 digits";
    static const double p[15] = {.0001, .0004, .0019, .0095, .0201, .0278, .0298, .0344,
                                 .0459, .3240, .4262, .5719, .6528, .7590, 1.000};
    static const double bh[15] = {.0015, .0030, .0095,   .035625, .0603,   .063857, .063857, .0645,
                                  .0765, .486,  .581182, .714875, .753231, .813214, 1};
    static const double holm[15] = {.0015, .0056, .0247, .1140, .2211, .2780, .2780, .2780,
                                    .3213, 1,     1,     1,     1,     1,     1};
    double got[15];
    check_status(tt_multitest_bh(p, 15, got, NULL), TT_OK, NULL);
    int rejected = 0;
    for (size_t i = 0; i < 15; i++) {
        check_abs(got[i], bh[i], 6e-7, origin);
        rejected += got[i] <= 0.05;
    }
    check_true(rejected == 4); /* published: BH rejects four, Bonferroni three */
    check_status(tt_multitest_holm(p, 15, got, NULL), TT_OK, NULL);
    for (size_t i = 0; i < 15; i++)
        check_abs(got[i], holm[i], 1e-12, origin);
    check_done();
}

static void laws(void **state)
{
    (void)state;
    for (uint64_t trial = 0; trial < 200; trial++) {
        tt_rng rng;
        tt_rng_start(&rng, 3, trial);
        size_t n = 1 + tt_rng_below(&rng, 30);
        double p[30];
        double holm[30];
        double bh[30];
        double other[30];
        size_t m = 0;
        for (size_t i = 0; i < n; i++) {
            p[i] = pow(tt_rng_uniform(&rng), 3);
            if (tt_rng_below(&rng, 5) == 0)
                p[i] = NAN;
            if (i > 0 && tt_rng_below(&rng, 4) == 0)
                p[i] = p[i - 1];
            m += isnan(p[i]) ? 0 : 1;
        }
        check_status(tt_multitest_holm(p, n, holm, NULL), TT_OK, NULL);
        check_status(tt_multitest_bh(p, n, bh, NULL), TT_OK, NULL);
        for (size_t i = 0; i < n; i++) {
            if (isnan(p[i])) {
                check_true(isnan(holm[i]) && isnan(bh[i]));
                continue;
            }
            check_true(bh[i] >= p[i] && holm[i] >= bh[i] * (1 - 1e-15) && holm[i] <= 1);
            check_true(holm[i] <= fmin(1, (double)m * p[i]) * (1 + 1e-15)); /* Bonferroni */
            for (size_t j = 0; j < n; j++) {
                check_true(!(p[i] < p[j]) || (holm[i] <= holm[j] && bh[i] <= bh[j]));
                check_true(!(p[i] == p[j]) || (holm[i] == holm[j] && bh[i] == bh[j]));
            }
        }
        /* The order of the input does not matter, and the output may be the input. */
        for (size_t i = 0; i < n; i++)
            other[i] = p[n - 1 - i];
        check_status(tt_multitest_holm(other, n, other, NULL), TT_OK, NULL);
        for (size_t i = 0; i < n; i++)
            check_abs(other[i], holm[n - 1 - i], 0, "reversed");
    }
    check_done();
}

static void edges(void **state)
{
    (void)state;
    double out[2] = {5, 5};
    check_status(tt_multitest_bh(NULL, 0, out, NULL), TT_OK, NULL);
    check_true(out[0] == 5);
    double one[1] = {0.03};
    check_status(tt_multitest_holm(one, 1, out, NULL), TT_OK, NULL);
    check_true(out[0] == 0.03);
    double bad[2] = {0.5, 1.5};
    tt_error err = {0};
    check_status(tt_multitest_holm(bad, 2, out, &err), TT_EDOMAIN, &err);
    check_true(isnan(out[0]) && strstr(err.message, "1.5"));
    bad[1] = -0.1;
    check_status(tt_multitest_bh(bad, 2, out, NULL), TT_EDOMAIN, NULL);
    tt_memory_fail_at(1);
    check_status(tt_multitest_bh(one, 1, out, NULL), TT_ENOMEM, NULL);
    tt_memory_fail_at(1);
    check_status(tt_multitest_holm(one, 1, out, NULL), TT_ENOMEM, NULL);
    tt_memory_fail_at(0);
    check_true(isnan(out[0]));
    check_done();
}

/* Exact values for families of up to 24 series; needs the developers' reference folder. */
static void reference(void **state)
{
    (void)state;
    const char *dir = check_shared_dir();
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/vectors/series/ref_padjust.csv", dir ? dir : "");
    char *text = dir ? check_read_file(path) : NULL;
    if (!text) {
        print_message("skipped: the reference folder is not there\n");
        skip();
    }
    char family[64] = "";
    double p[64];
    double expected[2][64];
    size_t n = 0;
    size_t families = 0;
    char *line = strchr(text, '\n');
    while (line && *line) {
        line += *line == '\n';
        char name[64] = "";
        double v[3] = {NAN, NAN, NAN};
        if (*line)
            (void)sscanf(line, "%63[^,],%*[^,],%lf,%lf,%lf", name, &v[0], &v[1], &v[2]);
        if (strcmp(name, family) != 0 && n > 0) {
            double got[64];
            check_status(tt_multitest_holm(p, n, got, NULL), TT_OK, NULL);
            for (size_t i = 0; i < n; i++)
                check_rel(got[i], expected[0][i], 1e-14, "exact arithmetic");
            check_status(tt_multitest_bh(p, n, got, NULL), TT_OK, NULL);
            for (size_t i = 0; i < n; i++)
                check_rel(got[i], expected[1][i], 1e-14, "exact arithmetic");
            families++;
            n = 0;
        }
        (void)snprintf(family, sizeof family, "%s", name);
        if (*line) {
            assert_true(n < 64);
            p[n] = v[0];
            expected[0][n] = v[1];
            expected[1][n++] = v[2];
        }
        line = strchr(line, '\n');
    }
    check_true(families == 5);
    print_message("%zu families\n", families);
    free(text);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(benjamini_hochberg_1995),
        cmocka_unit_test(laws),
        cmocka_unit_test(edges),
        cmocka_unit_test(reference),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
