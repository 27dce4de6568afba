/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Delimiter, header row and layout from the first rows of a text.
 *
 * A header is the first row that a layout knows, with fewer cells filled in every row above it: titles are
 * sparse, data are not. The delimiter is the one under which there is such a row. Where none is found, the
 * fullest row under the delimiter that gives most columns is taken, so that the message names what
 * stands there. */
#include <string.h>

#include "sniff_internal.h"
#include "tiptrend/memory.h"

enum {
    EXCERPT_ROWS = 60,   /* a table has fewer lines of titles */
    ALL_COLUMNS_MAX = 64 /* of a table without a header */
};

/* The header that was found, and how. */
typedef struct finding {
    size_t row;
    tt__fit fit;
    tt_layout layout;
    tt_layout tied;
    int has_header;
} finding;

/* The layout that fits a row best; of equals tidy, then the first of the list. */
static finding fit_row(const tt__excerpt_row *row, const tt_read_options *options)
{
    finding best = {.fit = TT__FIT_NOT, .tied = TT_LAYOUT_COUNT, .has_header = 1};
    for (int i = TT_LAYOUT_AUTO + 1; i < TT_LAYOUT_COUNT; i++) {
        tt_layout layout = (tt_layout)i;
        if (options->layout != TT_LAYOUT_AUTO && options->layout != layout)
            continue;
        tt__fit fit = tt__layout_of(layout)->fit(row->cells, row->count, options);
        if (fit > best.fit) {
            best.fit = fit;
            best.layout = layout;
            best.tied = TT_LAYOUT_COUNT;
        } else if (fit != TT__FIT_NOT && fit == best.fit && best.tied == TT_LAYOUT_COUNT) {
            best.tied = layout;
        }
    }
    return best;
}

/* The row that begins on the line that the options name. */
static size_t row_on_line(const tt__excerpt *sample, size_t line)
{
    size_t row = 0;
    while (row < sample->count && sample->rows[row].line != line)
        row++;
    return row;
}

static finding find_header(const tt__excerpt *sample, const tt_read_options *options)
{
    finding none = {.fit = TT__FIT_NOT, .layout = options->layout, .tied = TT_LAYOUT_COUNT};
    if (options->header_line) {
        size_t row = row_on_line(sample, options->header_line);
        if (row == sample->count)
            return none;
        finding found = fit_row(&sample->rows[row], options);
        found.row = row;
        return found;
    }
    size_t fullest = 0;
    for (size_t r = 0; r < sample->count; r++) {
        const tt__excerpt_row *row = &sample->rows[r];
        if (r > 0 && row->filled <= fullest)
            continue;
        finding found = fit_row(row, options);
        found.row = r;
        if (found.fit != TT__FIT_NOT)
            return found;
        fullest = row->filled;
    }
    return none;
}

/* A layout whose tables need no header. */
static finding find_headless(const tt__excerpt *sample, const tt_read_options *options,
                             const char **names)
{
    finding found = {.fit = TT__FIT_NOT, .tied = TT_LAYOUT_COUNT};
    for (int i = TT_LAYOUT_AUTO + 1; i < TT_LAYOUT_COUNT; i++) {
        const tt__layout *layout = tt__layout_of((tt_layout)i);
        int wanted = options->layout == TT_LAYOUT_AUTO || options->layout == (tt_layout)i;
        if (!wanted || options->header_line || !layout->name_columns || sample->count == 0 ||
            sample->rows[0].count > ALL_COLUMNS_MAX ||
            !layout->name_columns(sample, names, sample->rows[0].count))
            continue;
        found.fit = TT__FIT_FORM;
        found.layout = (tt_layout)i;
    }
    return found;
}

/* A header of a row for each period and a column for each series, found like any header. */
static finding find_columns(const tt__excerpt *sample, const tt_read_options *options,
                            const char **names, size_t *count)
{
    finding found = {.fit = TT__FIT_NOT, .layout = TT_LAYOUT_TIDY, .tied = TT_LAYOUT_COUNT};
    size_t fullest = 0;
    *count = 0;
    for (size_t r = 0; r < sample->count && *count == 0; r++) {
        const tt__excerpt_row *row = &sample->rows[r];
        const int is_candidate =
            options->header_line ? row->line == options->header_line : row->filled > fullest;
        if (!is_candidate || row->count > ALL_COLUMNS_MAX)
            continue;
        fullest = row->filled;
        found.row = r;
        *count = tt__find_figures(sample, r, options, names);
    }
    if (*count) {
        found.fit = TT__FIT_FORM;
        found.has_header = 1;
    }
    return found;
}

/* "sep=;" in the first line, as Excel writes and reads it; the delimiter, or 0. */
static char separator_line(const char *text, size_t length)
{
    return length > 5 && memcmp(text, "sep=", 4) == 0 && (text[5] == '\n' || text[5] == '\r')
               ? text[4]
               : '\0';
}

/* Whether the first line is that of Eurostat's tables of text: several names between commas in its first
 * cell, the last with the name of the columns behind a backslash. */
static int is_eurostat(const char *text, size_t length)
{
    size_t end = 0;
    const char *slash = NULL;
    int commas = 0;
    for (; end < length && !strchr("\t\n\r", text[end]); end++) {
        commas |= text[end] == ',';
        if (text[end] == '\\')
            slash = text + end + 1;
    }
    return end < length && text[end] == '\t' && commas && slash &&
           (strncmp(slash, "TIME", 4) == 0 || strncmp(slash, "time", 4) == 0);
}

static tt__text_form form_of(const char *text, size_t length, char delimiter)
{
    if (delimiter == TT_DELIMITER_BLANK)
        return TT__TEXT_BLANKS;
    return delimiter == '\t' && is_eurostat(text, length) ? TT__TEXT_EUROSTAT : TT__TEXT_AS_IS;
}

/* The text as it is split: a copy where something is done to it first. */
static tt_status take_excerpt(const char *text, size_t length, char delimiter, tt__text_form form,
                              tt__excerpt_store *out, tt_error *err)
{
    if (form == TT__TEXT_AS_IS)
        return tt__excerpt_take(text, length, delimiter, EXCERPT_ROWS, out, err);
    char *copy = tt_calloc(length + 1, 1);
    if (!copy)
        return tt_fail(err, TT_ENOMEM, "no memory for a sample");
    memcpy(copy, text, length);
    size_t shorter = tt__prepare_text(form, copy, length);
    tt_status status = tt__excerpt_take(copy, shorter, '\t', EXCERPT_ROWS, out, err);
    tt_free(copy);
    return status;
}

/* The first of the rows with most cells filled. */
static size_t fullest_row(const tt__excerpt *sample)
{
    size_t best = 0;
    for (size_t r = 1; r < sample->count; r++)
        if (sample->rows[r].filled > sample->rows[best].filled)
            best = r;
    return best;
}

/* Takes over a delimiter with what was found under it. */
static void choose(tt__guess *out, char delimiter, tt__text_form form, finding found,
                   tt__excerpt_store *store)
{
    out->form = form;
    tt__excerpt_clear(&out->store);
    out->store = *store;
    *store = (tt__excerpt_store){0};
    out->delimiter = delimiter;
    out->layout = found.layout;
    out->layout_tied = found.tied;
    out->header = found.row;
    out->has_header = found.has_header;
    out->cells = out->store.sample.count ? out->store.rows[found.row].filled : 0;
}

/* Names of the columns that the layout gave. */
static tt_status take_own_names(tt__guess *out, const char *const *names, tt_error *err)
{
    out->count = out->store.sample.rows[0].count;
    out->own_names = tt_calloc(out->count, sizeof *out->own_names);
    if (!out->own_names)
        return tt_fail(err, TT_ENOMEM, "no memory for a sample");
    for (size_t i = 0; i < out->count; i++)
        out->own_names[i] = (tt__cell){names[i], strlen(names[i])};
    out->names = out->own_names;
    return TT_OK;
}

static tt_status take_figures(tt__guess *out, const char *const *names, size_t count, tt_error *err)
{
    out->figures = tt_calloc(count, sizeof *out->figures);
    if (!out->figures)
        return tt_fail(err, TT_ENOMEM, "no memory for a sample");
    for (size_t i = 0; i < count; i++)
        out->figures[i] = names[i];
    out->figure_count = count;
    return TT_OK;
}

/* Tries one delimiter. Sets *done when a layout fits. */
static tt_status try_delimiter(const char *text, size_t length, char delimiter,
                               const tt_read_options *options, tt__guess *out, int *done,
                               tt_error *err)
{
    const char *names[ALL_COLUMNS_MAX];
    tt__excerpt_store store;
    tt__text_form form = form_of(text, length, delimiter);
    tt_status status = take_excerpt(text, length, delimiter, form, &store, err);
    if (status != TT_OK)
        return status;
    /* Only Joinpoint's input is separated by blanks: prose must not be cut into words. */
    tt_read_options wanted = *options;
    if (delimiter == TT_DELIMITER_BLANK && wanted.layout == TT_LAYOUT_AUTO &&
        options->delimiter == TT_DELIMITER_AUTO)
        wanted.layout = TT_LAYOUT_JOINPOINT;
    finding found = find_header(&store.sample, &wanted);
    size_t figures = 0;
    if (found.fit == TT__FIT_NOT) {
        finding other = find_headless(&store.sample, &wanted, names);
        if (other.fit == TT__FIT_NOT)
            other = find_columns(&store.sample, &wanted, names, &figures);
        if (other.fit != TT__FIT_NOT)
            found = other;
    }
    *done = found.fit != TT__FIT_NOT;
    if (*done) {
        choose(out, delimiter, form, found, &store);
        if (!found.has_header)
            status = take_own_names(out, names, err);
        if (figures)
            status = take_figures(out, names, figures, err);
    } else {
        size_t row = found.has_header ? found.row : fullest_row(&store.sample);
        size_t cells = store.sample.count ? store.rows[row].filled : 0;
        found = (finding){.row = row,
                          .layout =
                              options->layout == TT_LAYOUT_AUTO ? TT_LAYOUT_TIDY : options->layout,
                          .tied = TT_LAYOUT_COUNT,
                          .has_header = 1};
        /* One cell in each row is what any wrong delimiter gives. */
        if (!out->delimiter || (cells > out->cells && cells > 1))
            choose(out, delimiter, form, found, &store);
    }
    tt__excerpt_clear(&store);
    return status;
}

tt_status tt__sniff(const char *text, size_t length, const tt_read_options *options, tt__guess *out,
                    tt_error *err)
{
    static const char candidates[] = {',', ';', '\t', '|', TT_DELIMITER_BLANK};
    *out = (tt__guess){.layout_tied = TT_LAYOUT_COUNT,
                       .layout_guessed = options->layout == TT_LAYOUT_AUTO};
    char named = options->delimiter;
    if (!named)
        named = separator_line(text, length);
    out->delimiter_found = options->delimiter == TT_DELIMITER_AUTO;
    int done = 0;
    tt_status status = TT_OK;
    if (named)
        status = try_delimiter(text, length, named, options, out, &done, err);
    for (size_t i = 0; i < sizeof candidates && !named && !done && status == TT_OK; i++)
        status = try_delimiter(text, length, candidates[i], options, out, &done, err);
    const tt__excerpt *sample = &out->store.sample;
    if (status == TT_OK && options->header_line &&
        row_on_line(sample, options->header_line) == sample->count) {
        status = tt_fail(err, TT_ESCHEMA,
                         "no row begins on line %zu, which --header-row names as the header",
                         options->header_line);
        tt_error_place(err, NULL, options->header_line, 0);
    }
    if (status == TT_OK && sample->count > 0 && out->has_header) {
        out->names = sample->rows[out->header].cells;
        out->count = sample->rows[out->header].count;
    }
    if (status != TT_OK)
        tt__guess_clear(out);
    return status;
}

void tt__guess_clear(tt__guess *guess)
{
    tt__excerpt_clear(&guess->store);
    tt_free(guess->own_names);
    tt_free(guess->figures);
    *guess = (tt__guess){0};
}
