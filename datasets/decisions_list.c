/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which decisions touch which figures. */
#include <string.h>

#include "conditions_internal.h"
#include "tiptrend/decisions.h"
#include "tiptrend/memory.h"
#include "tiptrend/trace.h"

size_t tt_dataset_decision_count(const tt_dataset *ds)
{
    return ds->decision_count;
}

tt_decision tt_dataset_decision(const tt_dataset *ds, size_t index)
{
    const tt__decision *d = &ds->decisions[index];
    return (tt_decision){.kind = (tt_decision_kind)d->kind,
                         .reason = tt_dataset_text(ds, d->reason),
                         .source = tt_dataset_text(ds, d->source),
                         .file = tt_dataset_text(ds, d->file),
                         .line = d->line,
                         .rows = d->rows,
                         .effect = tt_dataset_text(ds, d->effect)};
}

void tt_decision_text(const tt_decision *decision, tt_strbuf *out)
{
    tt_strbuf_addf(out, "%s: %s (%s:%zu)", decision->effect, decision->reason, decision->file,
                   decision->line);
}

/* What has been found to touch the series. */
typedef struct touches {
    const tt_dataset *ds;
    char *decision; /* decision[decision_count] = 1 */
} touches;

/* The first ruling of a row, or of what would come after it. */
static size_t first_ruling(const tt_dataset *ds, uint32_t file, size_t line)
{
    size_t low = 0;
    size_t high = ds->ruling_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const tt__ruling *r = &ds->rulings[middle];
        if (r->file < file || (r->file == file && r->line < line))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static tt_status look_up(const tt_trace_step *step, void *context, tt_error *err)
{
    touches *t = context;
    (void)err;
    if (!step->line)
        return TT_OK;
    uint32_t file = tt__pool_find(&t->ds->texts, step->file, strlen(step->file));
    for (size_t i = first_ruling(t->ds, file, step->line);
         i < t->ds->ruling_count && t->ds->rulings[i].file == file &&
         t->ds->rulings[i].line == step->line;
         i++)
        t->decision[t->ds->rulings[i].decision] = 1;
    return TT_OK;
}

/* A break, or an exclusion that leaves a sum without a part, shows in no figure: it touches a series when
 * it names it, or a part of it. */
static int is_named(const touches *t, const tt__decision *d, const tt_series *series, int from,
                    int to, uint32_t *key)
{
    int year = tt_period_year(d->period);
    int shows_nowhere = d->kind == TT_DECISION_BREAK || d->kind == TT_DECISION_EXCLUDE;
    if (!shows_nowhere || (d->has_period && ((from && year < from) || (to && year > to))))
        return 0;
    const tt_observation *rows = &t->ds->observations[series->first];
    int derived = 0;
    for (size_t i = 0; i < series->count; i++)
        derived |= rows[i].flags & TT_VALUE_DERIVED ? 1 : 0;
    for (const tt_dataset *ds = t->ds; ds; ds = ds->parent)
        if ((!d->unit || series->unit_id == d->unit) &&
            tt__conditions_hold(ds, &d->conditions, series, key, derived))
            return 1;
    return 0;
}

static tt_status look_at_series(touches *t, size_t series, int from, int to, uint32_t *key,
                                tt_error *err)
{
    tt_point_list list;
    tt_status status = tt_dataset_points(t->ds, series, from, to, &list, err);
    for (size_t i = 0; status == TT_OK && i < list.count; i++)
        if (list.points[i].flags & TT_VALUE_DECIDED || list.points[i].state == TT_STATE_MISSING)
            status = tt_dataset_trace(t->ds, series, list.points[i].period, look_up, t, err);
    for (size_t d = 0; status == TT_OK && d < t->ds->decision_count; d++)
        if (!t->decision[d] &&
            is_named(t, &t->ds->decisions[d], &t->ds->series[series], from, to, key))
            t->decision[d] = 1;
    tt_point_list_clear(&list);
    return status;
}

tt_status tt_dataset_decisions_of(const tt_dataset *ds, const size_t *series, size_t count,
                                  int from, int to, tt_index_list *out, tt_error *err)
{
    *out = (tt_index_list){0};
    if (ds->decision_count == 0)
        return TT_OK;
    touches t = {ds, tt_calloc(ds->decision_count, 1)};
    uint32_t *key = tt_calloc(ds->dimension_count, sizeof *key);
    tt_status status =
        t.decision && key ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for the decisions");
    for (size_t i = 0; i < count && status == TT_OK; i++)
        status = look_at_series(&t, series[i], from, to, key, err);
    for (size_t d = 0; d < ds->decision_count && status == TT_OK; d++)
        if (t.decision[d])
            status = tt_index_list_add(out, d, err);
    tt_free(t.decision);
    tt_free(key);
    if (status != TT_OK)
        tt_index_list_clear(out);
    return status;
}
