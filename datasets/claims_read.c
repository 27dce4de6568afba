/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of claims. */
#include <math.h>
#include <string.h>

#include "csv_internal.h"
#include "tiptrend/claims.h"
#include "tiptrend/memory.h"
#include "tiptrend/number.h"
#include "tiptrend/strbuf.h"

/* The columns, in the order of this list. */
enum claim_column {
    SERIES,
    COMPARISON,
    FROM,
    TO,
    TEXT,
    UNIT,
    PARAGRAPH,
    COLUMNS,
    NEEDED = TEXT + 1
};

static const char *const column_names[COLUMNS] = {"series", "comparison", "from",     "to",
                                                  "text",   "unit",       "paragraph"};

static const struct comparison_word {
    const char *word;
    int numbers;
    int from;
} comparisons[TT_COMPARISON_COUNT] = {
#define TT_X(name, word, numbers, from) {word, numbers, from},
    TT_COMPARISON_LIST(TT_X)
#undef TT_X
};

typedef struct claims_reader {
    tt_claims *claims;
    size_t place[COLUMNS]; /* SIZE_MAX: not there */
    size_t columns;        /* 0 before the header */
} claims_reader;

static void clear_claim(tt_claim *claim)
{
    tt_free(claim->series);
    tt_free(claim->unit);
    tt_free(claim->words);
    tt_free(claim->text);
    tt_free(claim->paragraph);
    tt_free(claim->arithmetic);
    tt_free(claim->reason);
    tt_free(claim->lines);
}

void tt_claims_clear(tt_claims *claims)
{
    for (size_t i = 0; i < claims->count; i++)
        clear_claim(&claims->list[i]);
    tt_free(claims->list);
    tt_free(claims->file);
    *claims = (tt_claims){0};
}

static tt_status read_header(claims_reader *r, const tt__cell *cells, size_t count, tt_error *err)
{
    r->columns = count;
    for (size_t c = 0; c < COLUMNS; c++)
        r->place[c] = SIZE_MAX;
    for (size_t i = 0; i < count; i++)
        for (size_t c = 0; c < COLUMNS; c++) {
            if (strcmp(cells[i].text, column_names[c]) != 0)
                continue;
            if (r->place[c] != SIZE_MAX) {
                (void)tt_fail(err, TT_ESCHEMA, "the column '%s' stands there twice", cells[i].text);
                tt_error_place(err, NULL, 0, i + 1);
                return TT_ESCHEMA;
            }
            r->place[c] = i;
        }
    for (size_t c = 0; c < NEEDED; c++)
        if (r->place[c] == SIZE_MAX)
            return tt_fail(err, TT_ESCHEMA,
                           "a file of claims needs the column '%s' (series, comparison, from, to, "
                           "text; unit and paragraph if wanted)",
                           column_names[c]);
    return TT_OK;
}

static tt_status bad_comparison(const char *text, tt_error *err)
{
    tt_strbuf list = TT_STRBUF_INIT;
    for (size_t i = 0; i < TT_COMPARISON_COUNT; i++) {
        tt_strbuf_addf(&list, "%s%s", i ? ", " : "", comparisons[i].word);
        for (int n = 0; n < comparisons[i].numbers; n++)
            tt_strbuf_add(&list, " N");
    }
    tt_status status =
        tt_fail(err, TT_EPARSE, "no comparison '%s'; there are %s", text, tt_strbuf_text(&list));
    tt_strbuf_clear(&list);
    return status;
}

/* "at-least 1,500": the word, then its numbers with blanks between them. */
static tt_status parse_comparison(const char *text, tt_claim *out, tt_error *err)
{
    static const tt_value_options options = {.continuous = 1, .allow_negative = 1};
    size_t length = strcspn(text, " ");
    size_t c = 0;
    while (c < TT_COMPARISON_COUNT && (strlen(comparisons[c].word) != length ||
                                       memcmp(comparisons[c].word, text, length) != 0))
        c++;
    if (c == TT_COMPARISON_COUNT)
        return bad_comparison(text, err);
    out->comparison = (tt_comparison)c;
    const char *at = text + length;
    for (int n = 0; n < comparisons[c].numbers; n++) {
        tt_value value;
        at += strspn(at, " ");
        length = strcspn(at, " ");
        if (tt_value_parse(at, length, &options, &value, NULL) != TT_OK || isnan(value.point))
            return tt_fail(err, TT_EPARSE, "'%s' needs %d number%s behind it, not '%s'",
                           comparisons[c].word, comparisons[c].numbers,
                           comparisons[c].numbers > 1 ? "s" : "", at);
        out->number[n] = value.point;
        at += length;
    }
    if (comparisons[c].numbers == 2 && out->number[0] > out->number[1])
        return tt_fail(err, TT_EPARSE, "'%s': the first number is above the second", text);
    return at[strspn(at, " ")] ? bad_comparison(text, err) : TT_OK;
}

static tt_status parse_periods(const claims_reader *r, const tt__cell *cells, tt_claim *out,
                               tt_error *err)
{
    tt__cell from = cells[r->place[FROM]];
    tt__cell to = cells[r->place[TO]];
    const struct comparison_word *comparison = &comparisons[out->comparison];
    tt_status status = tt_period_parse(to.text, to.length, &out->to, err);
    if (status != TT_OK) {
        tt_error_place(err, NULL, 0, r->place[TO] + 1);
        return status;
    }
    out->has_from = from.length > 0;
    if (out->has_from)
        status = tt_period_parse(from.text, from.length, &out->from, err);
    if (status == TT_OK && out->has_from && comparison->from < 0)
        status = tt_fail(err, TT_EPARSE, "'%s' is about one period: leave 'from' empty",
                         comparison->word);
    if (status == TT_OK && !out->has_from && comparison->from > 0)
        status =
            tt_fail(err, TT_EPARSE, "'%s' compares two periods: 'from' is empty", comparison->word);
    if (status == TT_OK && out->has_from && tt_period_compare(out->from, out->to) >= 0)
        status = tt_fail(err, TT_EPARSE, "'from' is not before 'to'");
    if (status != TT_OK)
        tt_error_place(err, NULL, 0, r->place[FROM] + 1);
    return status;
}

static char *copy_cell(const claims_reader *r, const tt__cell *cells, enum claim_column column)
{
    return tt_strdup(r->place[column] == SIZE_MAX ? "" : cells[r->place[column]].text);
}

static tt_status read_claim(const claims_reader *r, const tt__cell *cells, tt_claim *out,
                            tt_error *err)
{
    out->series = copy_cell(r, cells, SERIES);
    out->words = copy_cell(r, cells, COMPARISON);
    out->text = copy_cell(r, cells, TEXT);
    out->unit = copy_cell(r, cells, UNIT);
    out->paragraph = copy_cell(r, cells, PARAGRAPH);
    out->arithmetic = tt_strdup("");
    out->reason = tt_strdup("");
    out->lines = tt_strdup("");
    if (!out->series || !out->words || !out->text || !out->unit || !out->paragraph ||
        !out->arithmetic || !out->reason || !out->lines)
        return tt_fail(err, TT_ENOMEM, "no memory for the claims");
    if (!*out->series) {
        (void)tt_fail(err, TT_EPARSE, "a claim about no series");
        tt_error_place(err, NULL, 0, r->place[SERIES] + 1);
        return TT_EPARSE;
    }
    tt_status status = parse_comparison(out->words, out, err);
    if (status != TT_OK) {
        tt_error_place(err, NULL, 0, r->place[COMPARISON] + 1);
        return status;
    }
    return parse_periods(r, cells, out, err);
}

static tt_status on_row(const tt__cell *cells, size_t count, size_t line, void *context,
                        tt_error *err)
{
    claims_reader *r = context;
    tt_claims *claims = r->claims;
    if (!r->columns)
        return read_header(r, cells, count, err);
    if (count != r->columns)
        return tt_fail(err, TT_ESCHEMA, "%zu cells where the header has %zu columns", count,
                       r->columns);
    if (tt_grow(&claims->list, &claims->capacity, claims->count, sizeof *claims->list) != 0)
        return tt_fail(err, TT_ENOMEM, "no memory for the claims");
    tt_claim *claim = &claims->list[claims->count++];
    *claim = (tt_claim){.line = line, .verdict = TT_VERDICT_OPEN};
    return read_claim(r, cells, claim, err);
}

tt_status tt_claims_read(const char *path, tt_claims *out, tt_error *err)
{
    claims_reader r = {.claims = out};
    *out = (tt_claims){.file = tt_strdup(path)};
    if (!out->file)
        return tt_fail(err, TT_ENOMEM, "no memory for the claims");
    tt_status status = tt__csv_read(path, on_row, &r, err);
    if (status == TT_OK && !r.columns) {
        status = tt_fail(err, TT_ESCHEMA, "no header row; the file has blank lines only");
        tt_error_place(err, path, 0, 0);
    }
    if (status != TT_OK)
        tt_claims_clear(out);
    return status;
}

const char *tt_verdict_name(tt_verdict verdict)
{
    static const char *const names[] = {"true", "false", "not decidable"};
    return (unsigned)verdict < 3 ? names[verdict] : "unknown";
}

const char *tt_open_reason_name(tt_open_reason reason)
{
    static const char *const names[] = {"",         "break",   "unit",   "interval",
                                        "conflict", "missing", "partial"};
    return (unsigned)reason < 7 ? names[reason] : "unknown";
}
