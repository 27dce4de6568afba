/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table gives the same answer wherever its text is cut and however many threads read it: figures,
 * numbers of texts, faults in their order, remarks, marks. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "scratch.h"
#include "table_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

static unsigned random_state;

static unsigned next_random(unsigned below)
{
    random_state = random_state * 1664525u + 1013904223u;
    return (random_state >> 8) % below;
}

/* Everything that a reading says. */
typedef struct told {
    tt_strbuf faults;
    size_t stop_at; /* faults until the reading is to stop; 0: never */
    size_t count;
} told;

static int on_fault(const tt_error *err, void *context)
{
    told *t = context;
    tt_strbuf_addf(&t->faults, "%zu:%zu %s %s\n", err->line, err->column,
                   tt_status_name(err->status), err->message);
    return ++t->count == t->stop_at;
}

/* Numbers of values and texts, which must not depend on the way of reading either. */
static void add_numbers(tt_strbuf *out, const tt_dataset *ds)
{
    for (size_t d = 0; d < tt_dataset_dimension_count(ds); d++)
        for (uint32_t v = 0; v < tt_dataset_value_count(ds, d); v++)
            tt_strbuf_addf(out, "%zu.%u=%s (%u)\n", d, v, tt_dataset_value(ds, d, v),
                           tt_dataset_breakdown(ds, d, v));
    for (uint32_t t = 0; t < ds->texts.count; t++)
        if (!strstr(tt__pool_text(&ds->texts, t), "tiptrend-test-")) /* the file */
            tt_strbuf_addf(out, "text %u=%s\n", t, tt__pool_text(&ds->texts, t));
    tt_strbuf_addf(out, "%zu origins, %zu series\n", ds->origin_count, ds->series_count);
}

static char *read_so(const char *path, tt_read_options options, tt__piece_sizes sizes,
                     unsigned jobs, size_t stop_at)
{
    tt_dataset *ds = NULL;
    tt_error err = {0};
    told t = {.stop_at = stop_at};
    options.jobs = jobs;
    options.problem = on_fault;
    options.problem_context = &t;
    assert_int_equal(tt_dataset_new(&ds, &err), TT_OK);
    tt_status status = tt__dataset_read_in(ds, path, &options, sizes, &err);
    tt_strbuf_addf(&t.faults, "%s %zu:%zu %s\n", tt_status_name(status), err.line, err.column,
                   err.message);
    assert_int_equal(tt_dataset_finish(ds, NULL, NULL), TT_OK);
    char *rows = scratch_rows(ds, 1);
    add_numbers(&t.faults, ds);
    tt_strbuf_add(&t.faults, rows);
    tt_free(rows);
    tt_dataset_free(ds);
    return tt_strbuf_take(&t.faults);
}

/* Prints the first lines that differ; returns whether there are any. */
static int differ(const char *got, const char *expected)
{
    size_t line = 0;
    while (*got && *got == *expected)
        line = *got == '\n' ? 0 : line + 1, got++, expected++;
    if (*got == *expected)
        return 0;
    got -= line;
    expected -= line;
    print_error("got:      %.*s\nexpected: %.*s\n", (int)strcspn(got, "\n"), got,
                (int)strcspn(expected, "\n"), expected);
    return 1;
}

/* Pieces of each size after a first one of `first` bytes, by several numbers of threads. */
static void check_pieces(const scratch *file, const tt_read_options *options, size_t first,
                         const size_t *pieces, size_t stop_at, const char *about)
{
    static const unsigned jobs[] = {1, 2, 3, 8};
    char *expected = read_so(file->path, *options, (tt__piece_sizes){first, 1 << 24}, 1, stop_at);
    for (; *pieces; pieces++)
        for (size_t j = 0; j < sizeof jobs / sizeof *jobs; j++) {
            tt__piece_sizes sizes = {.first = first, .others = *pieces};
            char *got = read_so(file->path, *options, sizes, jobs[j], stop_at);
            int differs = differ(got, expected);
            if (differs)
                print_error("%s: pieces of %zu bytes, %u threads\n", about, *pieces, jobs[j]);
            tt_free(got);
            assert_false(differs);
        }
    tt_free(expected);
}

static void check_cuts(const char *text, size_t length, const tt_read_options *options,
                       size_t stop_at, const char *about)
{
    static const size_t pieces[] = {1, 7, 64, 301, 4096, 1 << 20, 0};
    scratch file = scratch_write(text, length);
    check_pieces(&file, options, 400, pieces, stop_at, about);
    scratch_remove(&file);
}

/* A table of many rows with everything that can stand in one. `bad`: how many of 100 rows have a
 * fault. */
static void make_table(tt_strbuf *out, size_t rows, unsigned bad, const char *line_end)
{
    static const char *const areas[] = {"Peru", "M\xC3\xA9xico", "\"Bolivia, State of\"", "total"};
    static const char *const codes[] = {"PER", "MEX", "BOL", ""};
    static const char *const values[] = {"5", "<5", "\"1,814\"", "12a",   "~95",
                                         "",  ":c", "10..20",    "7 (b)", "\"1,234.5\""};
    static const char *const faults[] = {"about ten", "-5", "5,6,7", "\"2,34\""};
    static const char *const notes[] = {"", "\"two\nlines\"", "a \"\"quote\"\"", "n",
                                        "\"\"\"q\"\"\""};
    tt_strbuf_addf(out, "area,area:code,sex,year,value,population,note,unit%s", line_end);
    for (size_t i = 0; i < rows; i++) {
        unsigned a = next_random(4);
        const char *code = next_random(100) < bad / 4 ? "XXX" : codes[a];
        const char *value =
            next_random(100) < bad ? faults[next_random(4)] : values[next_random(10)];
        const char *note = notes[next_random(5)];
        if (next_random(100) < bad / 4)
            tt_strbuf_addf(out, "Source: %u%s", next_random(9), line_end);
        if (next_random(50) == 0)
            tt_strbuf_add(out, line_end);
        tt_strbuf_addf(
            out, "%s,%s,%s,%u%s,%s,%u,%s,%s%s", areas[a], code, next_random(2) ? "female" : "male",
            1990 + next_random(30), next_random(20) ? "" : "p", value, 1000 + next_random(5),
            *note == 'a' ? "\"a \"\"quote\"\"\"" : note, next_random(3) ? "persons" : "", line_end);
    }
    tt_strbuf_addf(out, "Source: the ministry%sNote: made up", line_end);
}

static void good_and_bad_rows(void **state)
{
    (void)state;
    static const char *const line_ends[] = {"\n", "\r\n", "\r"};
    static const tt_read_options options = {.layout = TT_LAYOUT_TIDY};
    for (unsigned round = 0; round < 6; round++) {
        tt_strbuf text = TT_STRBUF_INIT;
        random_state = round + 1;
        make_table(&text, 300, round < 3 ? 0 : 12, line_ends[round % 3]);
        check_cuts(text.text, text.length, &options, 0, "a table with faults");
        if (round >= 3) {
            check_cuts(text.text, text.length, &options, 1, "stopped at the first fault");
            check_cuts(text.text, text.length, &options, 9, "stopped at the ninth fault");
        }
        tt_strbuf_clear(&text);
    }
}

/* What ends the reading: quotes, bytes, a NUL. The rows before it are there. */
static void fatal_faults(void **state)
{
    (void)state;
    static const char *const ends[] = {"Peru,PER,x\"y,2018,5,1,,\n", "Peru,\"PER\"x,f,2018,5,1,,\n",
                                       "\xFFPeru,PER,f,2018,5,1,,\n", "Peru,PER,\"f,2018,5,1,,\n"};
    static const tt_read_options options = {.layout = TT_LAYOUT_TIDY};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        tt_strbuf text = TT_STRBUF_INIT;
        random_state = 77;
        tt_strbuf_add(&text, "area,area:code,sex,year,value,population,note,unit\n");
        for (int row = 0; row < 60; row++)
            tt_strbuf_addf(&text, "Peru,PER,female,%d,%d,1000,,\n", 1950 + row, row);
        tt_strbuf_add(&text, ends[i]);
        for (int row = 0; row < 60; row++)
            tt_strbuf_addf(&text, "Peru,PER,male,%d,%d,1000,,\n", 1950 + row, row);
        check_cuts(text.text, text.length, &options, 0, ends[i]);
        tt_strbuf_clear(&text);
    }
}

static void other_layouts(void **state)
{
    (void)state;
    tt_strbuf text = TT_STRBUF_INIT;
    random_state = 5;
    tt_strbuf_add(&text, "Title;;;\n\ncountry;2015;2016p;2017\n");
    for (int row = 0; row < 200; row++)
        tt_strbuf_addf(&text, "c%d;%u,5;%s;%u.%03u,25\n", row, next_random(100),
                       next_random(3) ? "7 b" : "bad", 1 + next_random(9), next_random(1000));
    tt_strbuf_add(&text, "Source: x;;;\n");
    static const tt_read_options any = {.layout = TT_LAYOUT_AUTO};
    check_cuts(text.text, text.length, &any, 0, "a wide table");
    tt_strbuf_reset(&text);
    for (int row = 0; row < 200; row++)
        tt_strbuf_addf(&text, "  %d   %d\t%u.%u 0.%u  \n", 1 + row / 50, 1950 + row % 50,
                       next_random(90), next_random(10), 1 + next_random(99));
    check_cuts(text.text, text.length, &any, 0, "Joinpoint input");
    tt_strbuf_reset(&text);
    tt_strbuf_add(&text, "freq,geo,unit,TIME_PERIOD,OBS_VALUE,OBS_FLAG,UNIT_MULT\n");
    for (int row = 0; row < 200; row++)
        tt_strbuf_addf(&text, "A,%s,%s,%d,%u.%u%s,%s,%u\n", next_random(2) ? "AT" : "BE",
                       next_random(2) ? "NR" : "PC", 1990 + next_random(9), next_random(99),
                       next_random(10), next_random(4) ? "" : " bp", next_random(4) ? "" : "eu",
                       next_random(2) * 3);
    check_cuts(text.text, text.length, &any, 0, "SDMX-CSV");
    tt_strbuf_clear(&text);
}

/* Nested columns and attributes, as the table of UNODC has them. */
static void nested(void **state)
{
    (void)state;
    static const char *const breakdowns[] = {"Total", "by citizenship", "by form"};
    static const char *const categories[] = {"Total", "Nationals", "Forced labour"};
    tt_strbuf text = TT_STRBUF_INIT;
    random_state = 9;
    tt_strbuf_add(&text, "Iso3_code,Country,Region,Subregion,Indicator,Dimension,Category,Sex,Age,"
                         "Year,Unit of measurement,txtVALUE,Source\n");
    for (int row = 0; row < 400; row++) {
        unsigned a = next_random(3);
        tt_strbuf_addf(&text, "C%u,Country %u,R%u,%s,victims,%s,%s,%s,Total,%u,Counts,%s,GLOTIP\n",
                       a, a, a, next_random(60) ? "South" : "North", breakdowns[next_random(3)],
                       categories[next_random(3)], next_random(2) ? "Total" : "Female",
                       2003 + next_random(20), next_random(2) ? "<5" : "\"1,105\"");
    }
    static const tt_read_options options = {.layout = TT_LAYOUT_UNODC};
    check_cuts(text.text, text.length, &options, 0, "the layout of UNODC");
    tt_strbuf_clear(&text);
}

/* A first piece that is longer than the others is dealt out in slices, titles and header with the first. */
static void slices(void **state)
{
    (void)state;
    static const size_t pieces[] = {64, 20000, 30000, 50000, 0};
    static const tt_read_options options = {0};
    for (unsigned bad = 0; bad <= 6; bad += 6) {
        tt_strbuf text = TT_STRBUF_INIT;
        random_state = 5;
        tt_strbuf_add(&text, "\"A title\n of three\n lines\"\n\nSecond title\n");
        make_table(&text, 3000, bad, "\n");
        scratch file = scratch_write(text.text, text.length);
        check_pieces(&file, &options, 60000, pieces, 0, "a long first piece");
        scratch_remove(&file);
        tt_strbuf_clear(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_and_bad_rows),
        cmocka_unit_test(fatal_faults),
        cmocka_unit_test(other_layouts),
        cmocka_unit_test(nested),
        cmocka_unit_test(slices),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
