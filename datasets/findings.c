/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checking a data set: the list of rules, the list of findings. */
#include "tiptrend/findings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "findings_internal.h"
#include "tiptrend/memory.h"

static void clear_finding(tt_finding *finding)
{
    tt_free(finding->message);
    tt_free(finding->file);
    tt_free(finding->series);
    tt_free(finding->period);
    tt_free(finding->expected);
    tt_free(finding->found);
}

void tt_findings_clear(tt_findings *findings)
{
    for (size_t i = 0; i < findings->count; i++)
        clear_finding(&findings->list[i]);
    tt_free(findings->list);
    *findings = (tt_findings){0};
}

const char *tt_severity_name(tt_severity severity)
{
    static const char *const names[] = {"note", "warning", "error"};
    return (unsigned)severity < 3 ? names[severity] : "unknown";
}

size_t tt_findings_at_least(const tt_findings *findings, tt_severity severity)
{
    size_t count = 0;
    for (size_t i = 0; i < findings->count; i++)
        count += findings->list[i].severity >= severity ? 1 : 0;
    return count;
}

static char *copy(const char *text)
{
    return tt_strdup(text ? text : "");
}

tt_status tt__findings_add(tt_findings *findings, const tt_finding *f, tt_error *err)
{
    tt_finding own = *f;
    own.message = copy(f->message);
    own.file = copy(f->file);
    own.series = copy(f->series);
    own.period = copy(f->period);
    own.expected = copy(f->expected);
    own.found = copy(f->found);
    if (!own.message || !own.file || !own.series || !own.period || !own.expected || !own.found ||
        tt_grow(&findings->list, &findings->capacity, findings->count, sizeof *findings->list) !=
            0) {
        clear_finding(&own);
        return tt_fail(err, TT_ENOMEM, "no memory for a finding");
    }
    findings->list[findings->count++] = own;
    return TT_OK;
}

tt_status tt_findings_add_error(tt_findings *findings, const tt_error *fault, tt_error *err)
{
    tt_strbuf message = TT_STRBUF_INIT;
    if (fault->column)
        tt_strbuf_addf(&message, "column %zu: ", fault->column);
    tt_strbuf_add(&message, fault->message);
    tt_finding finding = {.severity = TT_SEVERITY_ERROR,
                          .rule = "reading",
                          .message = message.text,
                          .file = (char *)(uintptr_t)fault->file,
                          .line = fault->line,
                          .series_index = TT_NONE};
    tt_status status = tt_strbuf_status(&message, err);
    if (status == TT_OK)
        status = tt__findings_add(findings, &finding, err);
    tt_strbuf_clear(&message);
    return status;
}

tt_status tt_findings_move(tt_findings *to, tt_findings *from, size_t index, tt_error *err)
{
    if (tt_grow(&to->list, &to->capacity, to->count, sizeof *to->list) != 0)
        return tt_fail(err, TT_ENOMEM, "no memory for a finding");
    to->list[to->count++] = from->list[index];
    from->list[index] = (tt_finding){0};
    return TT_OK;
}

void tt__find(tt__checker *c, const tt__statement *s)
{
    if (c->status != TT_OK)
        return;
    char period[TT_PERIOD_TEXT_SIZE] = "";
    tt_finding finding = {.severity = s->severity,
                          .rule = s->rule,
                          .message = (char *)(uintptr_t)s->message,
                          .expected = (char *)(uintptr_t)s->expected,
                          .found = (char *)(uintptr_t)s->found,
                          .series_index = s->series,
                          .period = period};
    if (s->series != TT_NONE)
        finding.series = (char *)(uintptr_t)c->ds->series[s->series].name;
    if (s->observation != TT_NONE) {
        const tt_observation *row = &c->ds->observations[s->observation];
        finding.file = (char *)(uintptr_t)tt_dataset_text(c->ds, c->ds->origins[row->origin].file);
        finding.line = row->line;
        if (!s->whole_series)
            (void)tt_period_text(row->period, period);
    }
    if (s->file) {
        finding.file = (char *)(uintptr_t)s->file;
        finding.line = s->line;
    }
    c->status = tt__findings_add(c->out, &finding, c->err);
}

void tt__figure_text(double value, double low, double high, tt_strbuf *out)
{
    if (!isnan(value)) {
        tt_strbuf_number(out, value);
    } else if (isinf(high)) {
        tt_strbuf_add(out, "at least ");
        tt_strbuf_number(out, low);
    } else {
        tt_strbuf_number(out, low);
        tt_strbuf_add(out, " to ");
        tt_strbuf_number(out, high);
    }
}

/* ---- groups of series ---- */

/* A series with what it is grouped by. */
typedef struct member {
    const tt_dataset *ds;
    size_t skip;
    size_t series;
} member;

static int compare_key(const member *x, const member *y)
{
    const tt_dataset *ds = x->ds;
    const tt_series *a = &ds->series[x->series];
    const tt_series *b = &ds->series[y->series];
    for (size_t d = 0; d < ds->dimension_count; d++)
        if (d != x->skip && a->key[d] != b->key[d])
            return a->key[d] < b->key[d] ? -1 : 1;
    if (x->skip == TT_NONE || a->unit_id == b->unit_id)
        return 0;
    return a->unit_id < b->unit_id ? -1 : 1;
}

static int compare_members(const void *a, const void *b)
{
    const member *x = a;
    const member *y = b;
    int order = compare_key(x, y);
    return order ? order : (x->series > y->series) - (x->series < y->series);
}

void tt__each_group(tt__checker *c, size_t skip, tt__group_function *rule)
{
    size_t count = 0;
    member *list = tt_calloc(c->ds->series_count, sizeof *list);
    size_t *series = tt_calloc(c->ds->series_count, sizeof *series);
    if (!list || !series)
        c->status = tt_fail(c->err, TT_ENOMEM, "no memory for checking");
    for (size_t i = 0; c->status == TT_OK && i < c->ds->series_count; i++)
        if (!c->ds->series[i].derived)
            list[count++] = (member){c->ds, skip, i};
    if (c->status == TT_OK)
        qsort(list, count, sizeof *list, compare_members);
    for (size_t i = 0; i < count && c->status == TT_OK;) {
        size_t end = i;
        while (end < count && compare_key(&list[i], &list[end]) == 0) {
            series[end] = list[end].series;
            end++;
        }
        if (end - i >= 2)
            rule(c, (tt__group){series + i, end - i}, skip);
        i = end;
    }
    tt_free(series);
    tt_free(list);
}

/* ---- the whole ---- */

static int compare_findings(const void *a, const void *b)
{
    const tt_finding *x = a;
    const tt_finding *y = b;
    if (x->severity != y->severity)
        return x->severity > y->severity ? -1 : 1;
    int order = strcmp(x->file, y->file);
    if (order)
        return order;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    order = strcmp(x->rule, y->rule);
    return order ? order : strcmp(x->message, y->message);
}

tt_status tt_dataset_check(const tt_dataset *ds, tt_findings *out, tt_error *err)
{
    static void (*const rules[])(tt__checker *) = {
        tt__check_reading, tt__check_duplicates, tt__check_definitions,
        tt__check_totals,  tt__check_doubled,    tt__check_periods,
        tt__check_shares,  tt__check_units,      tt__check_ranges,
    };
    *out = (tt_findings){0};
    if (!ds->finished)
        return tt_fail(err, TT_EUSAGE, "the data set is not finished");
    tt__checker checker = {.ds = ds, .out = out, .err = err, .status = TT_OK};
    for (size_t i = 0; i < sizeof rules / sizeof *rules && checker.status == TT_OK; i++)
        rules[i](&checker);
    if (checker.status != TT_OK)
        tt_findings_clear(out);
    else if (out->count)
        qsort(out->list, out->count, sizeof *out->list, compare_findings);
    return checker.status;
}
