/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Testing claims.
 *
 * Every figure is an interval, a point being one of width 0. A comparison is a statement about the sign
 * of an interval: true when it holds for every pair of figures that the data allow, false when for none,
 * and open otherwise. Parts of a claim (years, series) are joined by "and": one false makes it false, else
 * one open leaves it open. */
#include <math.h>
#include <string.h>

#include "claims_internal.h"
#include "conditions_internal.h"
#include "findings_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/nearest.h"
#include "tiptrend/number.h"
#include "tiptrend/select.h"
#include "tiptrend/trace.h"
#include "tiptrend/vocabulary.h"

/* What is found about a claim, or about a part of it. */
typedef struct outcome {
    tt_verdict verdict;
    tt_open_reason why;
} outcome;

static const outcome holds = {TT_VERDICT_TRUE, TT_OPEN_NOT};

/* One claim being tested. */
typedef struct tester {
    const tt_dataset *ds;
    const tt_claim *claim;
    int across_breaks;
    int named; /* 1: figures are told with the names of their series */
    tt_strbuf arithmetic;
    tt_strbuf reason;
    tt_strbuf lines;
    tt_error *err;
} tester;

static outcome both(outcome a, outcome b)
{
    if (a.verdict == TT_VERDICT_FALSE || b.verdict == TT_VERDICT_FALSE)
        return (outcome){TT_VERDICT_FALSE, TT_OPEN_NOT};
    return a.verdict == TT_VERDICT_OPEN ? a : b;
}

/* Adds a text behind a semicolon, unless it stands there already. */
static void add_piece(tt_strbuf *list, const char *piece)
{
    size_t length = strlen(piece);
    const char *text = tt_strbuf_text(list);
    for (const char *at = text; (at = strstr(at, piece)) != NULL; at++)
        if ((at == text || at[-1] == ' ') && (at[length] == ';' || at[length] == '\0'))
            return;
    tt_strbuf_add(list, list->length ? "; " : "");
    tt_strbuf_add(list, piece);
}

/* ---- figures ---- */

/* The sum of all parts along a dimension. Returns 0 when it is not known. */
static int sum_parts(const tester *t, size_t series, size_t dimension, tt_period period,
                     tt_observation *sum)
{
    tt_index_list parts;
    *sum = (tt_observation){0};
    if (tt_dataset_parts(t->ds, series, dimension, 0, &parts, NULL) != TT_OK)
        return 0;
    int complete = parts.count >= 2;
    for (size_t i = 0; complete && i < parts.count; i++) {
        tt_point point;
        complete = tt_dataset_point_at(t->ds, parts.index[i], period, &point) &&
                   tt__add_figure(sum, &point);
    }
    tt_index_list_clear(&parts);
    return complete;
}

/* A printed total that its parts do not add to: the figure is the one or the other. */
static void widen_by_parts(const tester *t, size_t series, tt__claim_figure *f)
{
    const uint32_t *key = t->ds->series[series].key;
    for (size_t d = 0; d < t->ds->dimension_count; d++) {
        tt_observation sum;
        if (key[d] != 0 || !tt_role_is_summable(t->ds->dimensions[d].role) ||
            !tt_unit_is_additive(t->ds->series[series].unit_kind) ||
            !sum_parts(t, series, d, f->period, &sum))
            continue;
        if (!tt__is_below(f->high, sum.low) && !tt__is_below(sum.high, f->low))
            continue;
        f->contradicted = 1;
        f->low = fmin(f->low, sum.low);
        f->high = fmax(f->high, sum.high);
    }
}

static tt__claim_figure figure_at(const tester *t, size_t series, tt_period period)
{
    tt__claim_figure f = {.period = period, .low = NAN, .high = NAN, .why = TT_OPEN_MISSING};
    tt_point point;
    if (!tt_dataset_point_at(t->ds, series, period, &point) || isnan(point.low))
        return f;
    f.low = point.low;
    f.high = point.high;
    f.why = point.flags & TT_VALUE_PARTIAL ? TT_OPEN_PARTIAL : TT_OPEN_NOT;
    f.contradicted = point.state == TT_STATE_CONFLICTING;
    if (!(point.flags & TT_VALUE_DERIVED))
        widen_by_parts(t, series, &f);
    return f;
}

static void tell_figure(tester *t, size_t series, const tt__claim_figure *f)
{
    char period[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(f->period, period);
    if (isnan(f->low))
        tt_strbuf_add(&t->arithmetic, "no figure");
    else
        tt__figure_text(f->low == f->high ? f->low : NAN, f->low, f->high, &t->arithmetic);
    tt_strbuf_addf(&t->arithmetic, " in %s", period);
    (void)tt_dataset_lines(t->ds, series, f->period, &t->lines, NULL);
}

/* ---- verdicts ---- */

/* A verdict about one or two figures as an outcome, with the reason why it is open. */
static outcome settle(tester *t, tt_verdict verdict, const tt__claim_figure *a,
                      const tt__claim_figure *b)
{
    static const char *const words[] = {
        [TT_OPEN_INTERVAL] = "the figures are known as intervals that allow both",
        [TT_OPEN_CONFLICT] = "figures contradict each other, and the claim holds for one only",
        [TT_OPEN_MISSING] = "a figure is missing",
        [TT_OPEN_PARTIAL] = "a figure is of a part of its period only"};
    outcome out = {verdict, TT_OPEN_NOT};
    if (a->why != TT_OPEN_NOT || b->why != TT_OPEN_NOT)
        out = (outcome){TT_VERDICT_OPEN, a->why != TT_OPEN_NOT ? a->why : b->why};
    else if (verdict == TT_VERDICT_OPEN)
        out.why = a->contradicted || b->contradicted ? TT_OPEN_CONFLICT : TT_OPEN_INTERVAL;
    if (out.verdict == TT_VERDICT_OPEN)
        add_piece(&t->reason, words[out.why]);
    else if (a->contradicted || b->contradicted)
        add_piece(&t->reason, "figures contradict each other; decided the same for each");
    return out;
}

/* ---- breaks ---- */

static void tell_break(tester *t, const tt_point *before, const tt_point *point)
{
    char period[TT_PERIOD_TEXT_SIZE];
    tt_strbuf text = TT_STRBUF_INIT;
    (void)tt_period_text(point->period, period);
    tt_strbuf_addf(&text, "the definition changes in %s", period);
    const char *old = tt_dataset_text(t->ds, before->definition);
    const char *now = tt_dataset_text(t->ds, point->definition);
    if (*point->break_reason)
        tt_strbuf_addf(&text, ": %s", point->break_reason);
    else if (*old || *now)
        tt_strbuf_addf(&text, ": '%s' before, '%s' after", *old ? old : "none",
                       *now ? now : "none");
    add_piece(&t->reason, tt_strbuf_text(&text));
    tt_strbuf_clear(&text);
}

/* Whether the definition changes after the first period, up to the second. */
static int is_broken(tester *t, const tt_point_list *list, tt_period from, tt_period to)
{
    if (t->across_breaks)
        return 0;
    for (size_t i = 1; i < list->count; i++) {
        const tt_point *point = &list->points[i];
        if (point->break_before && tt_period_compare(point->period, from) > 0 &&
            tt_period_compare(point->period, to) <= 0) {
            tell_break(t, &list->points[i - 1], point);
            return 1;
        }
    }
    return 0;
}

/* ---- one series ---- */

static outcome test_pair(tester *t, size_t series, const tt__claim_figure *a,
                         const tt__claim_figure *b)
{
    tell_figure(t, series, a);
    tt_strbuf_add(&t->arithmetic, ", ");
    tell_figure(t, series, b);
    if (a->low == a->high && b->low == b->high) {
        double change = b->low - a->low;
        tt_strbuf_add(&t->arithmetic, change > 0 ? ": +" : ": ");
        tt_strbuf_number(&t->arithmetic, change);
        if (a->low > 0) {
            tt_strbuf_add(&t->arithmetic, change > 0 ? " (+" : " (");
            tt_strbuf_fixed(&t->arithmetic, 100 * change / a->low, 1);
            tt_strbuf_add(&t->arithmetic, " %)");
        }
    }
    return settle(t, tt__claim_compare(t->claim, t->claim->comparison, a, b), a, b);
}

static outcome test_two_periods(tester *t, size_t series)
{
    tt__claim_figure a = figure_at(t, series, t->claim->from);
    tt__claim_figure b = figure_at(t, series, t->claim->to);
    return test_pair(t, series, &a, &b);
}

static outcome test_number(tester *t, size_t series)
{
    tt__claim_figure f = figure_at(t, series, t->claim->to);
    tell_figure(t, series, &f);
    return settle(t, tt__claim_compare_number(t->claim, &f), &f, &f);
}

/* The window of a claim that may leave out where it begins. */
static tt_period window_start(const tester *t, size_t series)
{
    if (t->claim->has_from)
        return t->claim->from;
    const tt_observation *first = &t->ds->observations[t->ds->series[series].first];
    return (tt_period){first->period.start, t->claim->to.months};
}

static outcome test_extreme(tester *t, size_t series, const tt_point_list *list)
{
    tt_period start = window_start(t, series);
    int32_t length = t->claim->to.months;
    int32_t end = t->claim->to.start;
    for (size_t i = 0; i < list->count && !t->claim->has_from; i++)
        if (list->points[i].period.months == length && list->points[i].period.start > end)
            end = list->points[i].period.start; /* of all years, later ones too */
    tt__claim_figure f = figure_at(t, series, t->claim->to);
    outcome out = holds;
    tell_figure(t, series, &f);
    for (int32_t at = start.start; at <= end; at += length) {
        if (at == f.period.start)
            continue;
        tt__claim_figure other = figure_at(t, series, (tt_period){at, length});
        tt_strbuf_add(&t->arithmetic, ", ");
        tell_figure(t, series, &other);
        out = both(out, settle(t, tt__claim_compare(t->claim, t->claim->comparison, &other, &f),
                               &other, &f));
    }
    return out;
}

static outcome test_every(tester *t, size_t series)
{
    int32_t length = t->claim->to.months;
    outcome out = holds;
    for (int32_t at = t->claim->from.start; at < t->claim->to.start; at += length) {
        tt__claim_figure a = figure_at(t, series, (tt_period){at, length});
        tt__claim_figure b = figure_at(t, series, (tt_period){at + length, length});
        tt_strbuf_add(&t->arithmetic, at > t->claim->from.start ? "; " : "");
        out = both(out, test_pair(t, series, &a, &b));
    }
    return out;
}

static tt_status test_series(tester *t, size_t series, outcome *out)
{
    tt_point_list list;
    tt_status status = tt_dataset_points(t->ds, series, 0, 0, &list, t->err);
    if (status != TT_OK)
        return status;
    tt_strbuf_add(&t->arithmetic, t->arithmetic.length ? "; " : "");
    if (t->named)
        tt_strbuf_addf(&t->arithmetic, "%s, %s: ", t->ds->series[series].name,
                       t->ds->series[series].unit);
    tt_comparison comparison = t->claim->comparison;
    int extreme = comparison == TT_COMPARISON_HIGHEST || comparison == TT_COMPARISON_LOWEST;
    int every = comparison == TT_COMPARISON_ROSE_EVERY || comparison == TT_COMPARISON_FELL_EVERY;
    int one = comparison >= TT_COMPARISON_AT_LEAST;
    *out = one       ? test_number(t, series)
           : extreme ? test_extreme(t, series, &list)
           : every   ? test_every(t, series)
                     : test_two_periods(t, series);
    tt_period end = t->claim->to;
    if (extreme && !t->claim->has_from && list.count)
        end = list.points[list.count - 1].period;
    if (!one && is_broken(t, &list, window_start(t, series), end))
        *out = (outcome){TT_VERDICT_OPEN, TT_OPEN_BREAK};
    tt_point_list_clear(&list);
    return tt_strbuf_status(&t->arithmetic, t->err);
}

/* ---- which series ---- */

/* One "DIM=VALUE" of a list with semicolons between them. */
typedef struct claim_condition {
    char text[256]; /* DIM, a NUL, VALUE, a NUL */
    const char *value;
} claim_condition;

/* The next one; returns 1, or 0 when it is none. */
static int read_condition(const char **at, claim_condition *out)
{
    size_t length = strcspn(*at, ";");
    if (length >= sizeof out->text)
        return 0;
    memcpy(out->text, *at, length);
    out->text[length] = '\0';
    *at += length + ((*at)[length] == ';');
    char *equals = strchr(out->text, '=');
    if (!equals)
        return 0;
    *equals = '\0';
    out->value = equals + 1;
    return 1;
}

/* Whether a series has the key of "DIM=VALUE;DIM=VALUE", and the margin, or what is constant, elsewhere. */
static int has_conditions(const tt_dataset *ds, const tt_series *series, const char *text,
                          char *named)
{
    memset(named, 0, ds->dimension_count);
    for (const char *at = text; *at;) {
        claim_condition condition;
        if (!read_condition(&at, &condition))
            return 0;
        size_t dimension = tt_dataset_find_dimension(ds, condition.text);
        if (dimension == TT_NONE ||
            tt_dataset_find_value(ds, dimension, condition.value) != series->key[dimension])
            return 0;
        named[dimension] = 1;
    }
    for (size_t d = 0; d < ds->dimension_count; d++)
        if (!named[d] && series->key[d] != 0 && tt_dataset_value_count(ds, d) > 2)
            return 0;
    return 1;
}

static tt_status find_series(tester *t, const char *text, tt_index_list *out)
{
    char *named = tt_calloc(t->ds->dimension_count, 1);
    if (!named)
        return tt_fail(t->err, TT_ENOMEM, "no memory for a claim");
    int conditions = strchr(text, '=') != NULL;
    tt_status status = TT_OK;
    for (size_t i = 0; i < t->ds->series_count && status == TT_OK; i++) {
        const tt_series *series = &t->ds->series[i];
        int fits = conditions ? has_conditions(t->ds, series, text, named)
                              : strcmp(series->name, text) == 0;
        if (fits)
            status = tt_index_list_add(out, i, t->err);
    }
    tt_free(named);
    return status;
}

/* The first "DIM=VALUE" that nothing has; 0 where each is there, though not together. */
static int tell_unmet(const tt_dataset *ds, const char *text, tt_strbuf *out)
{
    for (const char *at = text; *at;) {
        claim_condition condition;
        if (!read_condition(&at, &condition))
            return 0;
        if (!tt_word_is_margin(condition.value) &&
            tt__tell_unmet(ds, condition.text, condition.value, out))
            return 1;
    }
    return 0;
}

static void tell_unknown(tester *t, const char *text)
{
    const char **names = tt_calloc(t->ds->series_count, sizeof *names);
    tt_strbuf reason = TT_STRBUF_INIT;
    for (size_t i = 0; names && i < t->ds->series_count; i++)
        names[i] = t->ds->series[i].name;
    size_t near = names ? tt_nearest(text, names, t->ds->series_count) : SIZE_MAX;
    int unmet = strchr(text, '=') && tell_unmet(t->ds, text, &reason);
    if (!unmet)
        tt_strbuf_addf(&reason, "the data have no series '%s'", text);
    if (near != SIZE_MAX && !unmet)
        tt_strbuf_addf(&reason, "; is '%s' meant?", names[near]);
    add_piece(&t->reason, tt_strbuf_text(&reason));
    tt_strbuf_clear(&reason);
    tt_free(names);
}

/* Leaves the series in the unit of the claim, if it names one. */
static void keep_unit(const tester *t, tt_index_list *list)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count && *t->claim->unit; i++)
        if (strcmp(t->ds->series[list->index[i]].unit, t->claim->unit) == 0)
            list->index[kept++] = list->index[i];
    if (*t->claim->unit)
        list->count = kept;
}

/* Whether the earlier figure is there in one unit only, and the later in another. */
static int changes_unit(const tester *t, const tt_index_list *list)
{
    int earlier = 0;
    int later = 0;
    int pair = 0;
    for (size_t i = 0; i < list->count && t->claim->has_from; i++) {
        int from = figure_at(t, list->index[i], t->claim->from).why == TT_OPEN_NOT;
        int to = figure_at(t, list->index[i], t->claim->to).why == TT_OPEN_NOT;
        earlier |= from;
        later |= to;
        pair |= from && to;
    }
    return earlier && later && !pair;
}

/* The same in every unit, or open. */
static tt_status test_units(tester *t, const tt_index_list *list, outcome *out)
{
    tt_status status = TT_OK;
    outcome first = holds;
    t->named |= list->count > 1;
    for (size_t i = 0; i < list->count && status == TT_OK; i++) {
        outcome next = holds;
        status = test_series(t, list->index[i], &next);
        if (i == 0)
            first = next;
        else if (next.verdict != first.verdict && first.why != TT_OPEN_UNIT) {
            add_piece(&t->reason, "true in one unit and not in another; the claim names none");
            first = (outcome){TT_VERDICT_OPEN, TT_OPEN_UNIT};
        }
    }
    if (status == TT_OK && list->count > 1 && changes_unit(t, list)) {
        tt_strbuf_reset(&t->reason);
        add_piece(&t->reason, "the two figures are in different units");
        first = (outcome){TT_VERDICT_OPEN, TT_OPEN_UNIT};
    }
    *out = first;
    return status;
}

static tt_status test_name(tester *t, const char *text, outcome *out)
{
    tt_index_list list = {0};
    tt_status status = find_series(t, text, &list);
    size_t found = list.count;
    keep_unit(t, &list);
    if (status == TT_OK && found == 0) {
        tell_unknown(t, text);
        *out = (outcome){TT_VERDICT_OPEN, TT_OPEN_MISSING};
    } else if (status == TT_OK && list.count == 0) {
        tt_strbuf reason = TT_STRBUF_INIT;
        tt_strbuf_addf(&reason, "the data do not have '%s' in %s", text, t->claim->unit);
        add_piece(&t->reason, tt_strbuf_text(&reason));
        tt_strbuf_clear(&reason);
        *out = (outcome){TT_VERDICT_OPEN, TT_OPEN_UNIT};
    } else if (status == TT_OK) {
        status = test_units(t, &list, out);
    }
    tt_index_list_clear(&list);
    return status;
}

/* "a & b": all of them. */
static tt_status test_names(tester *t, outcome *out)
{
    char *names = tt_strdup(t->claim->series);
    if (!names)
        return tt_fail(t->err, TT_ENOMEM, "no memory for a claim");
    tt_status status = TT_OK;
    t->named = strchr(names, '&') != NULL;
    *out = holds;
    for (char *at = names; at && status == TT_OK;) {
        char *next = strchr(at, '&');
        if (next)
            *next++ = '\0';
        at += strspn(at, " ");
        size_t length = strlen(at);
        while (length && at[length - 1] == ' ')
            at[--length] = '\0';
        outcome one = holds;
        status = test_name(t, at, &one);
        *out = both(*out, one);
        at = next;
    }
    tt_free(names);
    return status;
}

/* Replaces a text by that of a buffer, which is emptied. Returns 0 on success. */
static int take(char **text, tt_strbuf *buffer)
{
    char *taken = tt_strdup(tt_strbuf_text(buffer));
    int failed = buffer->failed || !taken;
    tt_strbuf_clear(buffer);
    if (failed) {
        tt_free(taken);
        return -1;
    }
    tt_free(*text);
    *text = taken;
    return 0;
}

static tt_status test_claim(tt_claim *claim, const tt_dataset *ds, int across_breaks, tt_error *err)
{
    tester t = {.ds = ds, .claim = claim, .across_breaks = across_breaks, .err = err};
    outcome out = holds;
    tt_status status = test_names(&t, &out);
    int failed = take(&claim->arithmetic, &t.arithmetic) != 0;
    failed |= take(&claim->reason, &t.reason) != 0;
    failed |= take(&claim->lines, &t.lines) != 0;
    if (status == TT_OK && failed)
        status = tt_fail(err, TT_ENOMEM, "no memory for a claim");
    if (status != TT_OK)
        return status;
    claim->verdict = out.verdict;
    claim->why = out.why;
    return TT_OK;
}

tt_status tt_claims_test(tt_claims *claims, const tt_dataset *ds, int across_breaks, tt_error *err)
{
    if (!ds->finished)
        return tt_fail(err, TT_EUSAGE, "the data set is not finished");
    tt_status status = TT_OK;
    for (size_t i = 0; i < claims->count && status == TT_OK; i++)
        status = test_claim(&claims->list[i], ds, across_breaks, err);
    return status;
}

/* ---- findings ---- */

tt_status tt_claims_findings(const tt_claims *claims, tt_findings *findings, tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t i = 0; i < claims->count && status == TT_OK; i++) {
        const tt_claim *claim = &claims->list[i];
        if (claim->verdict == TT_VERDICT_TRUE)
            continue;
        int is_false = claim->verdict == TT_VERDICT_FALSE;
        tt_strbuf message = TT_STRBUF_INIT;
        char period[TT_PERIOD_TEXT_SIZE];
        (void)tt_period_text(claim->to, period);
        tt_strbuf_addf(&message, "the claim '%s' is %s: %s", claim->text,
                       tt_verdict_name(claim->verdict),
                       is_false ? claim->arithmetic : claim->reason);
        tt_finding finding = {.severity = is_false ? TT_SEVERITY_WARNING : TT_SEVERITY_NOTE,
                              .rule = "claim",
                              .message = message.text,
                              .file = claims->file,
                              .line = claim->line,
                              .series = claim->series,
                              .period = period,
                              .expected = claim->words,
                              .found = claim->arithmetic,
                              .series_index = TT_NONE};
        status = tt_strbuf_status(&message, err);
        if (status == TT_OK)
            status = tt__findings_add(findings, &finding, err);
        tt_strbuf_clear(&message);
    }
    return status;
}
