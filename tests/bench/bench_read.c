/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long reading takes, against libcsv with empty callbacks on the same bytes, in one run.
 *
 *     bench_read [--layout NAME] [--jobs N] [--rounds N] [--finish] FILE
 *
 * The rounds of both alternate, so that what else the machine does falls on both; the least time of each
 * counts, and the least processor time of each, which other work on the machine changes less. Memory is the peak of this process, the text of the file not included: it is read in pieces by
 * both. tests/bench/make_read.py makes the files. */
#define _POSIX_C_SOURCE 200809L

#include <csv.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "tiptrend/dataset.h"

static double seconds_of(clockid_t clock)
{
    struct timespec t;
    (void)clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* A moment, by the clock and by the processor time of all threads. */
typedef struct moment {
    double clock;
    double processor;
} moment;

static moment now(void)
{
    return (moment){seconds_of(CLOCK_MONOTONIC), seconds_of(CLOCK_PROCESS_CPUTIME_ID)};
}

static moment since(moment start)
{
    moment end = now();
    return (moment){end.clock - start.clock, end.processor - start.processor};
}

static void on_field(void *field, size_t length, void *context)
{
    (void)field;
    (void)length;
    (void)context;
}

static void on_row(int end, void *context)
{
    (void)end;
    (void)context;
}

/* What libcsv takes, with the options that tiptrend sets; -1 where the file cannot be read. */
static int time_libcsv(const char *path, moment *out)
{
    enum { PIECE = 1 << 16 };
    static char piece[PIECE];
    struct csv_parser parser;
    FILE *file = fopen(path, "rb");
    if (!file || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0)
        return -1;
    moment start = now();
    size_t got;
    int failed = 0;
    while ((got = fread(piece, 1, PIECE, file)) > 0)
        failed |= csv_parse(&parser, piece, got, on_field, on_row, NULL) != got;
    failed |= csv_fini(&parser, on_field, on_row, NULL) != 0;
    *out = since(start);
    csv_free(&parser);
    (void)fclose(file);
    return failed ? -1 : 0;
}

/* What one reading took. */
typedef struct times {
    moment read;
    moment finish;
    size_t rows;
    size_t series;
} times;

static int time_reading(const char *path, const tt_read_options *options, int finish, times *out)
{
    tt_dataset *ds = NULL;
    tt_error err = {0};
    if (tt_dataset_new(&ds, &err) != TT_OK)
        return -1;
    moment start = now();
    tt_status status = tt_dataset_read(ds, path, options, &err);
    out->read = since(start);
    moment middle = now();
    out->rows = status == TT_OK ? tt_dataset_file(ds, 0)->figures : 0;
    if (status == TT_OK && finish)
        status = tt_dataset_finish(ds, NULL, &err);
    out->finish = since(middle);
    out->series = tt_dataset_series_count(ds);
    tt_dataset_free(ds);
    if (status != TT_OK)
        (void)fprintf(stderr, "%s:%zu: %s\n", err.file, err.line, err.message);
    return status == TT_OK ? 0 : -1;
}

static tt_layout layout_by_name(const char *name)
{
    int layout = 0;
    while (layout < TT_LAYOUT_COUNT && strcmp(tt_layout_name((tt_layout)layout), name) != 0)
        layout++;
    return (tt_layout)layout;
}

static void least(moment *best, moment value)
{
    if (best->clock <= 0 || value.clock < best->clock)
        best->clock = value.clock;
    if (best->processor <= 0 || value.processor < best->processor)
        best->processor = value.processor;
}

int main(int argc, char **argv)
{
    tt_read_options options = {.jobs = 1};
    int rounds = 5;
    int finish = 0;
    const char *path = NULL;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--finish") == 0)
            finish = 1;
        else if (i + 1 < argc && strcmp(argv[i], "--layout") == 0)
            options.layout = layout_by_name(argv[++i]);
        else if (i + 1 < argc && strcmp(argv[i], "--jobs") == 0)
            options.jobs = (unsigned)atoi(argv[++i]);
        else if (i + 1 < argc && strcmp(argv[i], "--rounds") == 0)
            rounds = atoi(argv[++i]);
        else
            path = argv[i];
    }
    if (!path) {
        (void)fputs("usage: bench_read [--layout NAME] [--jobs N] [--rounds N] [--finish] FILE\n",
                    stderr);
        return 64;
    }
    (void)mallopt(M_MMAP_THRESHOLD, 4 << 20); /* as the program does */
    moment libcsv = {0};
    times best = {0};
    for (int i = 0; i < rounds; i++) {
        times one = {0};
        moment bare = {0};
        if (time_libcsv(path, &bare) != 0 || time_reading(path, &options, finish, &one) != 0)
            return 65;
        least(&libcsv, bare);
        least(&best.read, one.read);
        least(&best.finish, one.finish);
        best.rows = one.rows;
        best.series = one.series;
    }
    struct rusage usage;
    (void)getrusage(RUSAGE_SELF, &usage);
    printf("%zu figures, %zu series, %u jobs\n"
           "by the clock:   libcsv %.3f s, reading %.3f s (%.2f times)\n"
           "processor time: libcsv %.3f s, reading %.3f s (%.2f times)\n",
           best.rows, best.series, options.jobs, libcsv.clock, best.read.clock,
           best.read.clock / libcsv.clock, libcsv.processor, best.read.processor,
           best.read.processor / libcsv.processor);
    if (finish)
        printf("finishing %.3f s, processor time %.3f s\n", best.finish.clock,
               best.finish.processor);
    printf("peak memory %ld MB\n", usage.ru_maxrss / 1024);
    return 0;
}
