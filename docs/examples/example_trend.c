/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Four prosecutions figures of Mexico: is there a trend, and could four points show one? */
#include <stdio.h>

#include <tiptrend/mannkendall.h>

int main(void)
{
    const double year[] = {2015, 2016, 2017, 2018};
    const double prosecutions[] = {578, 479, 609, 510};
    tt_points points = {.n = 4, .time = year, .value = prosecutions};
    tt_error err = {0};
    tt_mk_result test;
    if (tt_mk_test(&points, NULL, &test, &err) != TT_OK) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    printf("Mann-Kendall: S = %d, tau = %.3f, exact p = %.4f\n", (int)test.s, test.tau_b, test.p);
    printf("The smallest p that %zu points can reach: %.4f\n", test.n, test.p_min);
    for (unsigned i = 0; i < TT_NOTE_COUNT; i++)
        if (test.notes >> i & 1)
            printf("Note %s: %s\n", tt_note_name(i), tt_note_text(i));
    return 0;
}
