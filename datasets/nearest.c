/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nearest of some words, by the edits that turn one into another (Levenshtein 1966). */
#include "tiptrend/nearest.h"

#include <stdint.h>
#include <string.h>

static size_t distance(const char *a, const char *b)
{
    enum { LONGEST = 60 };
    size_t row[LONGEST + 1];
    size_t n = strlen(b);
    if (n > LONGEST || strlen(a) > LONGEST)
        return SIZE_MAX;
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t change = diagonal + (a[i - 1] != b[j - 1] ? 1 : 0);
            diagonal = row[j];
            size_t shorter = row[j - 1] < row[j] ? row[j - 1] + 1 : row[j] + 1;
            row[j] = change < shorter ? change : shorter;
        }
    }
    return row[n];
}

size_t tt_nearest(const char *word, const char *const *list, size_t count)
{
    size_t best = SIZE_MAX;
    size_t best_distance = strlen(word) / 3 + 2; /* more than that is another word */
    for (size_t i = 0; i < count; i++) {
        size_t d = distance(word, list[i]);
        if (d < best_distance) {
            best_distance = d;
            best = i;
        }
    }
    return best;
}
