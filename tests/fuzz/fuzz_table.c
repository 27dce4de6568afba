/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as a table of any layout, encoding and delimiter: reading ends with a data set, which is written
 * tidy and read back to the same rows, or with an error that says what is wrong. The answer is the same in
 * small pieces and with two threads. The first four bytes choose the options, the rest is the file. */
#define _POSIX_C_SOURCE 200809L

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "table_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"
#include "tiptrend/tidy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { OPTION_BYTES = 4 };

#define HOLDS(condition)                                                                           \
    ((condition) ? (void)0 : broken(__LINE__, #condition)) /* as assert, in every build */

static void broken(int line, const char *what)
{
    (void)fprintf(stderr, "fuzz_table.c:%d: does not hold: %s\n", line, what);
    abort();
}

/* A nameless file of these bytes; its path goes to `path`. */
static int make_file(const void *bytes, size_t size, char path[32])
{
    char name[] = "/tmp/tiptrend-fuzz-XXXXXX";
    int fd = mkstemp(name);
    HOLDS(fd >= 0);
    (void)unlink(name);
    for (size_t at = 0; at < size;) {
        ssize_t written = write(fd, (const char *)bytes + at, size - at);
        HOLDS(written > 0);
        at += (size_t)written;
    }
    (void)lseek(fd, 0, SEEK_SET);
    (void)snprintf(path, 32, "/dev/fd/%d", fd);
    return fd;
}

static tt_status collect(const char *bytes, size_t length, void *context, tt_error *err)
{
    tt_strbuf_add_bytes(context, bytes, length);
    return tt_strbuf_status(context, err);
}

/* What a reading says: faults in their order, then the rows. */
typedef struct told {
    tt_strbuf faults;
    tt_strbuf rows;
    tt_status status;
    size_t figures;
} told;

static int on_fault(const tt_error *err, void *context)
{
    told *t = context;
    HOLDS(err->status != TT_OK && err->status != TT_EINTERNAL && err->message[0]);
    HOLDS(err->line > 0);
    tt_strbuf_addf(&t->faults, "%zu:%zu %s\n", err->line, err->column, err->message);
    return 0;
}

static void check_report(const tt_dataset *ds)
{
    const tt_file_report *r = tt_dataset_file(ds, 0);
    HOLDS(r->layout > TT_LAYOUT_AUTO && r->layout < TT_LAYOUT_COUNT);
    HOLDS(r->decimal == TT_DECIMAL_POINT || r->decimal == TT_DECIMAL_COMMA);
    for (size_t i = 0; i < r->column_count; i++)
        HOLDS(r->columns[i].name && r->columns[i].became && r->columns[i].target);
    for (size_t i = 0; i < r->remark_count; i++)
        HOLDS(r->remarks[i].line > 0 && r->remarks[i].text[0]);
    for (size_t i = 0; i < r->mark_count; i++)
        HOLDS(r->marks[i].count > 0 && r->marks[i].mark[0]);
}

static told read_so(int fd, const char *path, tt_read_options options, size_t piece, unsigned jobs)
{
    told t = {.status = TT_OK};
    tt_dataset *ds = NULL;
    tt_error err = {0};
    (void)lseek(fd, 0, SEEK_SET);
    options.problem = on_fault;
    options.problem_context = &t;
    options.jobs = jobs;
    HOLDS(tt_dataset_new(&ds, &err) == TT_OK);
    tt__piece_sizes sizes = {.first = 256, .others = piece};
    t.status = tt__dataset_read_in(ds, path, &options, sizes, &err);
    HOLDS(t.status == err.status && t.status != TT_EINTERNAL && t.status != TT_ENOMEM);
    tt_strbuf_addf(&t.faults, "%d %zu:%zu %s\n", (int)t.status, err.line, err.column, err.message);
    HOLDS(tt_dataset_finish(ds, &(tt_finish_options){.no_margins = 1}, NULL) == TT_OK);
    if (t.status == TT_OK)
        check_report(ds);
    t.figures = tt_dataset_summarise(ds).rows;
    HOLDS(tt_tidy_write(ds, collect, &t.rows, NULL) == TT_OK);
    tt_dataset_free(ds);
    return t;
}

static void clear(told *t)
{
    tt_strbuf_clear(&t->faults);
    tt_strbuf_clear(&t->rows);
}

/* The tidy table says what it was made from. */
static void check_round_trip(const told *t)
{
    char path[32];
    if (t->rows.length == 0 || t->figures == 0)
        return;
    int fd = make_file(t->rows.text, t->rows.length, path);
    told back = read_so(fd, path, (tt_read_options){.layout = TT_LAYOUT_TIDY, .delimiter = ','},
                        1 << 20, 1);
    if (back.status != TT_OK || strcmp(back.rows.text, t->rows.text) != 0 ||
        back.figures != t->figures)
        (void)fprintf(stderr, "written:\n%s\nread back (%s):\n%s\n", t->rows.text, back.faults.text,
                      back.rows.text);
    HOLDS(back.status == TT_OK && back.figures == t->figures);
    HOLDS(strcmp(back.rows.text, t->rows.text) == 0);
    clear(&back);
    (void)close(fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char delimiters[] = {TT_DELIMITER_AUTO, ',', ';', '\t', '|', TT_DELIMITER_BLANK};
    if (size < OPTION_BYTES)
        return 0;
    tt_read_options options = {
        .layout = (tt_layout)(data[0] % TT_LAYOUT_COUNT),
        .encoding = (tt_encoding)(data[1] % TT_ENCODING_COUNT),
        .delimiter = delimiters[data[2] % sizeof delimiters],
        .decimal = (tt_decimal)(data[2] / 32 % 3),
        .dash = (tt_dash)(data[3] % 3),
        .suppressed_low = data[3] / 4 % 2,
        .header_line = data[3] / 16,
    };
    char path[32];
    int fd = make_file(data + OPTION_BYTES, size - OPTION_BYTES, path);
    told whole = read_so(fd, path, options, 1 << 20, 1);
    told pieces = read_so(fd, path, options, 1 + data[1] / 8, 1);
    told threads = read_so(fd, path, options, 16, 2);
    HOLDS(strcmp(whole.faults.text, pieces.faults.text) == 0);
    HOLDS(strcmp(whole.rows.text, pieces.rows.text) == 0);
    HOLDS(strcmp(whole.faults.text, threads.faults.text) == 0);
    HOLDS(strcmp(whole.rows.text, threads.rows.text) == 0);
    check_round_trip(&whole);
    clear(&whole);
    clear(&pieces);
    clear(&threads);
    (void)close(fd);
    return 0;
}
