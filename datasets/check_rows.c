/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules about single series: keys that stand twice, definitions that change. */
#include <math.h>

#include "findings_internal.h"

/* All figures of one key, "2,315, <5": what stands there twice. */
static void list_figures(const tt_dataset *ds, size_t at, size_t end, tt_strbuf *out)
{
    for (size_t i = at; i < end; i++) {
        const tt_observation *row = &ds->observations[i];
        if (i > at)
            tt_strbuf_add(out, ", ");
        if (isnan(row->low))
            tt_strbuf_add(out, tt_state_name((tt_state)row->state));
        else
            tt__figure_text(row->value, row->low, row->high, out);
    }
}

static void check_key(tt__checker *c, size_t series, size_t at, size_t end)
{
    tt__agreement agreement = tt__rows_agree(c->ds, at, end);
    if (agreement == TT__ROW_SINGLE)
        return;
    int differ = agreement == TT__ROWS_DIFFER;
    tt_strbuf figures = TT_STRBUF_INIT;
    tt_strbuf message = TT_STRBUF_INIT;
    list_figures(c->ds, at, end, &figures);
    if (differ)
        tt_strbuf_addf(
            &message,
            "%zu different figures (%s) for one series and period; say which counts with "
            "--conflict or a decisions file",
            end - at, tt_strbuf_text(&figures));
    else
        tt_strbuf_addf(&message, "printed %zu times with the same figure; read once", end - at);
    tt__find(c, &(tt__statement){.severity = differ ? TT_SEVERITY_ERROR : TT_SEVERITY_NOTE,
                                 .rule = differ ? "conflict" : "repeat",
                                 .series = series,
                                 .observation = at,
                                 .message = tt_strbuf_text(&message),
                                 .expected = differ ? "one figure" : NULL,
                                 .found = tt_strbuf_text(&figures)});
    tt_strbuf_clear(&figures);
    tt_strbuf_clear(&message);
}

void tt__check_duplicates(tt__checker *c)
{
    for (size_t i = 0; i < c->ds->series_count; i++) {
        const tt_series *series = &c->ds->series[i];
        size_t end;
        for (size_t at = series->first; at < series->first + series->count; at = end) {
            end = tt__same_period_end(c->ds, series, at);
            check_key(c, i, at, end);
        }
    }
}

/* One change of definition between two points of a series. */
static void report_break(tt__checker *c, size_t series, const tt_point *before,
                         const tt_point *point)
{
    char from[TT_PERIOD_TEXT_SIZE];
    char to[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(before->period, from);
    (void)tt_period_text(point->period, to);
    const char *old = tt_dataset_text(c->ds, before->definition);
    const char *new = tt_dataset_text(c->ds, point->definition);
    tt_strbuf message = TT_STRBUF_INIT;
    tt_strbuf_addf(&message, "the definition changes between %s and %s", from, to);
    if (point->break_reason[0])
        tt_strbuf_addf(&message, " (%s)", point->break_reason);
    else
        tt_strbuf_addf(&message, " ('%s', then '%s')", old, new);
    tt_strbuf_add(&message, "; no trend is drawn or fitted across it");
    tt__find(c, &(tt__statement){.severity = TT_SEVERITY_WARNING,
                                 .rule = "definition",
                                 .series = series,
                                 .observation = point->observation,
                                 .message = tt_strbuf_text(&message),
                                 .expected = old,
                                 .found = new});
    tt_strbuf_clear(&message);
}

void tt__check_definitions(tt__checker *c)
{
    for (size_t i = 0; i < c->ds->series_count && c->status == TT_OK; i++) {
        if (c->ds->series[i].derived)
            continue;
        tt_point_list list;
        c->status = tt_dataset_points(c->ds, i, 0, 0, &list, c->err);
        if (c->status != TT_OK)
            return;
        const tt_point *before = NULL;
        for (size_t p = 0; p < list.count; p++) {
            if (list.points[p].state == TT_STATE_MISSING)
                continue;
            if (list.points[p].break_before && before)
                report_break(c, i, before, &list.points[p]);
            before = &list.points[p];
        }
        tt_point_list_clear(&list);
    }
}
