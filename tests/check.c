/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int failures;

static void complain(const char *file, int line)
{
    failures++;
    (void)fprintf(stderr, "%s:%d: ", file, line);
}

const char *check_shared_dir(void)
{
    FILE *probe = fopen(TT_SHARED_DIR "/README.md", "rb");
    if (!probe)
        return NULL;
    (void)fclose(probe);
    return TT_SHARED_DIR;
}

char *check_read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    size_t size = 0;
    size_t capacity = 1 << 16;
    char *text = malloc(capacity);
    while (text) {
        size += fread(text + size, 1, capacity - size - 1, file);
        if (size < capacity - 1)
            break;
        capacity *= 2;
        char *more = realloc(text, capacity);
        if (!more)
            free(text);
        text = more;
    }
    if (text)
        text[size] = '\0';
    (void)fclose(file);
    return text;
}

double check_digits(double value, double expected)
{
    if (value == expected || (isnan(value) && isnan(expected)))
        return 17;
    if (!isfinite(value) || !isfinite(expected))
        return 0;
    double scale = expected == 0 ? 1 : fabs(expected);
    double digits = -log10(fabs(value - expected) / scale);
    return digits < 0 ? 0 : digits > 17 ? 17 : digits;
}

void check_rel_at(const char *file, int line, const char *what, double value, double expected,
                  double tolerance, const char *origin)
{
    if (isnan(value) && isnan(expected))
        return;
    double scale = expected == 0 ? 1 : fabs(expected);
    if (value == expected || fabs(value - expected) <= tolerance * scale)
        return;
    complain(file, line);
    (void)fprintf(stderr, "%s is %.17g, expected %.17g (%s): %.1f digits agree\n", what, value,
                  expected, origin, check_digits(value, expected));
}

void check_abs_at(const char *file, int line, const char *what, double value, double expected,
                  double tolerance, const char *origin)
{
    if (value == expected || (isnan(value) && isnan(expected)) ||
        fabs(value - expected) <= tolerance)
        return;
    complain(file, line);
    (void)fprintf(stderr, "%s is %.17g, expected %.17g +- %g (%s)\n", what, value, expected,
                  tolerance, origin);
}

void check_status_at(const char *file, int line, tt_status status, tt_status expected,
                     const tt_error *err)
{
    if (status == expected)
        return;
    complain(file, line);
    (void)fprintf(stderr, "status %s, expected %s: %s\n", tt_status_name(status),
                  tt_status_name(expected), err ? err->message : "");
}

void check_true_at(const char *file, int line, int holds, const char *what)
{
    if (holds)
        return;
    complain(file, line);
    (void)fprintf(stderr, "does not hold: %s\n", what);
}

void check_text_at(const char *file, int line, const char *value, const char *expected,
                   const char *about)
{
    if (strcmp(value, expected) == 0)
        return;
    complain(file, line);
    (void)fprintf(stderr, "%s: '%s', expected '%s'\n", about, value, expected);
}

void check_done_at(const char *file, int line)
{
    int count = failures;
    failures = 0;
    if (count) {
        (void)fprintf(stderr, "%s:%d: %d checks failed\n", file, line, count);
        fail();
    }
}
