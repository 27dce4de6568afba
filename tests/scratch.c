/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _POSIX_C_SOURCE 200809L

#include "scratch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "check.h"
#include "tiptrend/strbuf.h"

/* An open temporary file; its path goes to `out`. */
static int open_scratch(scratch *out)
{
    const char *folder = getenv("TMPDIR");
    (void)snprintf(out->path, sizeof out->path, "%s/tiptrend-test-XXXXXX",
                   folder && strlen(folder) < 200 ? folder : "/tmp");
    int fd = mkstemp(out->path);
    assert_true(fd >= 0);
    return fd;
}

scratch scratch_write(const void *bytes, size_t length)
{
    scratch file;
    int fd = open_scratch(&file);
    FILE *stream = fdopen(fd, "wb");
    assert_non_null(stream);
    assert_int_equal(fwrite(bytes, 1, length, stream), length);
    assert_int_equal(fclose(stream), 0);
    return file;
}

scratch scratch_write_gz(const void *bytes, size_t length)
{
    scratch file;
    int fd = open_scratch(&file);
    gzFile stream = gzdopen(fd, "wb");
    assert_non_null(stream);
    assert_int_equal(gzwrite(stream, bytes, (unsigned)length), (int)length);
    assert_int_equal(gzclose(stream), Z_OK);
    return file;
}

char *scratch_read_gz(const char *path)
{
    gzFile stream = gzopen(path, "rb");
    if (!stream)
        return NULL;
    size_t capacity = 1 << 16;
    size_t length = 0;
    char *text = malloc(capacity);
    int got = 1;
    while (text && got > 0) {
        got = gzread(stream, text + length, (unsigned)(capacity - length - 1));
        length += got > 0 ? (size_t)got : 0;
        if (length + 1 < capacity)
            continue;
        capacity *= 2;
        char *more = realloc(text, capacity);
        if (!more)
            free(text);
        text = more;
    }
    (void)gzclose(stream);
    if (text)
        text[length] = '\0';
    return text;
}

void scratch_remove(const scratch *file)
{
    (void)remove(file->path);
}

tt_status scratch_read(tt_dataset *ds, const char *text, const tt_read_options *options,
                       tt_error *err)
{
    scratch file = scratch_write(text, strlen(text));
    tt_status status = tt_dataset_read(ds, file.path, options, err);
    scratch_remove(&file);
    return status;
}

tt_status scratch_read_breaks(tt_dataset *ds, const char *text, tt_error *err)
{
    scratch file = scratch_write(text, strlen(text));
    tt_status status = tt_dataset_read_breaks(ds, file.path, err);
    scratch_remove(&file);
    return status;
}

tt_dataset *scratch_dataset(const char *text, const tt_read_options *options,
                            const tt_finish_options *finish)
{
    tt_error err = {0};
    tt_dataset *ds = NULL;
    tt_status status = tt_dataset_new(&ds, &err);
    if (status == TT_OK)
        status = scratch_read(ds, text, options, &err);
    if (status == TT_OK)
        status = tt_dataset_finish(ds, finish, &err);
    if (status != TT_OK)
        print_error("line %zu, column %zu: %s\n", err.line, err.column, err.message);
    assert_int_equal(status, TT_OK);
    return ds;
}

size_t scratch_find(const tt_dataset *ds, const char *name, const char *unit)
{
    for (size_t i = 0; i < tt_dataset_series_count(ds); i++) {
        const tt_series *series = tt_dataset_series(ds, i);
        if (strcmp(series->name, name) == 0 && (!unit || strcmp(series->unit, unit) == 0))
            return i;
    }
    return TT_NONE;
}

static void add_number(tt_strbuf *out, double value)
{
    tt_strbuf_number(out, value);
}

static void add_flags(tt_strbuf *out, unsigned flags)
{
    static const struct {
        unsigned flag;
        const char *name;
    } names[] = {
        {TT_VALUE_APPROXIMATE, "+approximate"},
        {TT_VALUE_PERCENT, "+percent"},
        {TT_VALUE_PARTIAL, "+partial"},
        {TT_VALUE_PROVISIONAL, "+provisional"},
        {TT_VALUE_DERIVED, "+derived"},
        {TT_VALUE_ROUNDED, "+rounded"},
        {TT_VALUE_BREAK, "+break"},
        {TT_VALUE_DECIDED, "+decided"},
        {TT_VALUE_PANEL, "+panel"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (flags & names[i].flag)
            tt_strbuf_add(out, names[i].name);
}

static void add_point(tt_strbuf *out, const tt_point *point)
{
    char period[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(point->period, period);
    if (point->break_before)
        tt_strbuf_add(out, "| ");
    tt_strbuf_add(out, period);
    tt_strbuf_add_char(out, '=');
    if (!isnan(point->value))
        add_number(out, point->value);
    if (!isnan(point->low) && !(point->low == point->value && point->high == point->value)) {
        tt_strbuf_add_char(out, '[');
        add_number(out, point->low);
        tt_strbuf_add_char(out, ',');
        add_number(out, point->high);
        tt_strbuf_add_char(out, ']');
    }
    if (point->state != TT_STATE_OBSERVED && point->state != TT_STATE_ZERO)
        tt_strbuf_add(out, tt_state_name(point->state));
    add_flags(out, point->flags);
}

static void add_points(tt_strbuf *out, const tt_dataset *ds, size_t series)
{
    tt_point_list list = {0};
    assert_int_equal(tt_dataset_points(ds, series, 0, 0, &list, NULL), TT_OK);
    for (size_t i = 0; i < list.count; i++) {
        if (i)
            tt_strbuf_add_char(out, ' ');
        add_point(out, &list.points[i]);
    }
    tt_point_list_clear(&list);
}

const char *scratch_points(const tt_dataset *ds, const char *name)
{
    static char text[4096];
    size_t series = scratch_find(ds, name, NULL);
    if (series == TT_NONE)
        return "no such series";
    tt_strbuf out = TT_STRBUF_INIT;
    add_points(&out, ds, series);
    assert_true(out.length < sizeof text);
    (void)snprintf(text, sizeof text, "%s", tt_strbuf_text(&out));
    tt_strbuf_clear(&out);
    return text;
}

/* What the points of a series say beside their figures. */
static void add_extras(tt_strbuf *out, const tt_dataset *ds, size_t series)
{
    tt_point_list list = {0};
    assert_int_equal(tt_dataset_points(ds, series, 0, 0, &list, NULL), TT_OK);
    for (size_t i = 0; i < list.count; i++) {
        const tt_point *p = &list.points[i];
        tt_strbuf_addf(out, "\n  rows %zu, decimals %d, definition '%s', reason '%s', exposure ",
                       p->rows, p->decimals, tt_dataset_text(ds, p->definition), p->break_reason);
        add_number(out, p->exposure);
        tt_strbuf_add(out, ", se ");
        add_number(out, p->standard_error);
    }
    tt_point_list_clear(&list);
}

char *scratch_dump(const tt_dataset *ds)
{
    tt_strbuf out = TT_STRBUF_INIT;
    for (size_t i = 0; i < tt_dataset_series_count(ds); i++) {
        const tt_series *series = tt_dataset_series(ds, i);
        tt_strbuf_addf(&out, "%s (%s)%s", series->name, series->unit,
                       series->derived ? " derived" : "");
        for (size_t d = 0; d < tt_dataset_dimension_count(ds); d++)
            tt_strbuf_addf(&out, " %s=%s", tt_dataset_dimension(ds, d),
                           tt_dataset_value(ds, d, series->key[d]));
        tt_strbuf_add(&out, ": ");
        add_points(&out, ds, i);
        add_extras(&out, ds, i);
        tt_strbuf_add_char(&out, '\n');
    }
    tt_dataset_summary sum = tt_dataset_summarise(ds);
    tt_strbuf_addf(&out, "rows %zu keys %zu repeats %zu conflicts %zu derived %zu intervals %zu\n",
                   sum.rows, sum.keys, sum.repeats, sum.conflicts, sum.derived, sum.intervals);
    char *text = tt_strbuf_take(&out);
    assert_non_null(text);
    return text;
}

static void add_row(tt_strbuf *out, const tt_dataset *ds, size_t i, int places)
{
    const tt_observation *row = tt_dataset_observation(ds, i);
    const tt_origin *origin = tt_dataset_origin(ds, row);
    const tt_series *series = tt_dataset_series(ds, row->series);
    char period[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(row->period, period);
    for (size_t d = 0; d < tt_dataset_dimension_count(ds); d++) {
        tt_strbuf_addf(out, "%s=%s|", tt_dataset_dimension(ds, d),
                       tt_dataset_value(ds, d, series->key[d]));
        for (size_t a = 0; a < tt_dataset_attribute_count(ds); a++)
            if (tt_dataset_attribute_dimension(ds, a) == d)
                tt_strbuf_addf(out, "%s=%s|", tt_dataset_attribute(ds, a),
                               tt_dataset_attribute_text(ds, a, series->key[d]));
    }
    tt_strbuf_addf(out, "%s|%s: ", period, series->unit);
    const double numbers[] = {row->value, row->low, row->high, tt_dataset_exposure(ds, i),
                              tt_dataset_standard_error(ds, i)};
    for (size_t n = 0; n < sizeof numbers / sizeof *numbers; n++) {
        add_number(out, numbers[n]);
        tt_strbuf_add_char(out, ' ');
    }
    tt_strbuf_addf(out, "%s", tt_state_name((tt_state)row->state));
    add_flags(out, row->flags);
    tt_strbuf_addf(out, " d%d", row->decimals);
    const uint32_t texts[] = {origin->definition, origin->base, origin->source, origin->locator,
                              origin->note};
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
        tt_strbuf_addf(out, "|%s", tt_dataset_text(ds, texts[t]));
    if (places)
        tt_strbuf_addf(out, " (%u)", row->line);
    tt_strbuf_add_char(out, '\n');
}

static void add_report(tt_strbuf *out, const tt_file_report *r)
{
    tt_strbuf_addf(out, "%s %s '%c' decimal %d by %d (%s, %zu:%zu), header %zu\n",
                   tt_layout_name(r->layout), tt_encoding_name(r->encoding), r->delimiter,
                   (int)r->decimal, (int)r->decimal_basis, r->decimal_text, r->decimal_line,
                   r->decimal_column, r->header_line);
    tt_strbuf_addf(out, "rows %zu figures %zu faults %zu multiplied %zu\n", r->rows, r->figures,
                   r->faults, r->multiplied);
    for (size_t i = 0; i < r->column_count; i++)
        tt_strbuf_addf(out, "column %s: %s %s%s\n", r->columns[i].name, r->columns[i].became,
                       r->columns[i].target, r->columns[i].holds_figures ? " (figures?)" : "");
    for (size_t i = 0; i < r->remark_count; i++)
        tt_strbuf_addf(out, "%s %zu: %s\n", r->remarks[i].is_title ? "title" : "remark",
                       r->remarks[i].line, r->remarks[i].text);
    for (size_t i = 0; i < r->mark_count; i++)
        tt_strbuf_addf(out, "mark %s: %zu from %zu:%zu\n", r->marks[i].mark, r->marks[i].count,
                       r->marks[i].line, r->marks[i].column);
}

char *scratch_rows(const tt_dataset *ds, int places)
{
    tt_strbuf out = TT_STRBUF_INIT;
    for (size_t s = 0; s < tt_dataset_series_count(ds); s++) {
        const tt_series *series = tt_dataset_series(ds, s);
        for (size_t i = 0; i < series->count; i++)
            if (tt_dataset_observation(ds, series->first + i)->line > 0)
                add_row(&out, ds, series->first + i, places);
    }
    for (size_t f = 0; places && f < tt_dataset_file_count(ds); f++)
        add_report(&out, tt_dataset_file(ds, f));
    tt_strbuf_add(&out, "");
    char *text = tt_strbuf_take(&out);
    assert_non_null(text);
    return text;
}
