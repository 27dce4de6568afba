/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a decision speaks of, in words; and why it cannot be applied: it touches nothing, or more than it can
 * mean. */
#include <math.h>

#include "decisions_internal.h"
#include "findings_internal.h"

/* ---- what a decision speaks of ---- */

/* Whether a decision speaks of a series, leaving the period aside. */
int tt__decision_is_meant(const tt__ruler *r, const tt_series *series)
{
    const tt__decision *d = r->decision;
    return (!d->unit || series->unit_id == d->unit) &&
           tt__conditions_hold(r->ds, &d->conditions, series, r->key, 0);
}

int tt__decision_is_period(const tt__ruler *r, const tt_observation *row)
{
    return !r->decision->has_period || tt_period_compare(row->period, r->decision->period) == 0;
}

/* "victims/federal 2016": series have no names yet. */
void tt__decision_tell_place(const tt__ruler *r, const tt_series *series, tt_period period,
                             tt_strbuf *out)
{
    char text[TT_PERIOD_TEXT_SIZE];
    size_t named = 0;
    tt_strbuf_add(out, out->length ? "; " : "");
    for (size_t d = 0; d < r->ds->dimension_count; d++)
        if (series->key[d] && tt_dataset_value_count(r->ds, d) > 2)
            tt_strbuf_addf(out, "%s%s", named++ ? "/" : "",
                           tt_dataset_value(r->ds, d, series->key[d]));
    if (!named)
        tt_strbuf_add(out, "total");
    (void)tt_period_text(period, text);
    tt_strbuf_addf(out, " %s", text);
}

void tt__decision_tell_figure(const tt_observation *row, tt_strbuf *out)
{
    if (isnan(row->low))
        tt_strbuf_add(out, tt_state_name((tt_state)row->state));
    else
        tt__figure_text(row->value, row->low, row->high, out);
}

/* ---- decisions that touch nothing ---- */

/* Figures that the series meant have, of the period or, without any, of others. */
static void tell_what_there_is(const tt__ruler *r, tt_strbuf *out)
{
    enum { MOST = 5 };
    size_t series_found = 0;
    size_t told = 0;
    tt_period first = {0};
    tt_period last = {0};
    for (size_t i = 0; i < r->ds->series_count; i++) {
        const tt_series *series = &r->ds->series[i];
        if (!tt__decision_is_meant(r, series))
            continue;
        for (size_t k = series->first; k < series->first + series->count; k++) {
            const tt_observation *row = &r->ds->observations[k];
            if (series_found == 0 || tt_period_compare(row->period, first) < 0)
                first = row->period;
            if (series_found == 0 || tt_period_compare(row->period, last) > 0)
                last = row->period;
            series_found++;
            if (r->decision->kind == TT_DECISION_BREAK || !tt__decision_is_period(r, row) ||
                told++ >= MOST)
                continue;
            tt_strbuf_add(out, told == 1 ? "; there is " : ", ");
            tt__decision_tell_figure(row, out);
        }
    }
    char from[TT_PERIOD_TEXT_SIZE];
    char to[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(first, from);
    (void)tt_period_text(last, to);
    if (told > MOST)
        tt_strbuf_add(out, ", ...");
    else if (told == 0 && series_found)
        tt_strbuf_addf(out, "; there are figures from %s to %s", from, to);
}

tt_status tt__decision_touches_nothing(const tt__ruler *r)
{
    tt_strbuf why = TT_STRBUF_INIT;
    if (!tt__conditions_tell_unmet(r->ds, &r->decision->conditions, &why)) {
        if (r->decision->kind == TT_DECISION_USE)
            tt_strbuf_addf(&why, "no figure of this series and period is %s",
                           tt_dataset_text(r->ds, r->decision->value));
        else if (r->decision->kind == TT_DECISION_BREAK)
            tt_strbuf_add(&why, "no such series has figures before and after it");
        else
            tt_strbuf_add(&why, "no figure meets all of its conditions");
        tell_what_there_is(r, &why);
    }
    tt_status status =
        tt_fail(r->err, TT_EPARSE, "a decision that touches nothing: %s", tt_strbuf_text(&why));
    tt_strbuf_clear(&why);
    return status;
}

/* An earlier decision of the same kind about a row; NULL without one. */
static const tt__decision *decided_before(const tt__ruler *r, const tt_observation *row)
{
    const tt_dataset *ds = r->ds;
    for (size_t i = 0; row->flags & TT_VALUE_DECIDED && i < ds->ruling_count; i++) {
        const tt__ruling *ruling = &ds->rulings[i];
        if (ruling->line == row->line && ruling->file == ds->origins[row->origin].file &&
            ds->decisions[ruling->decision].kind == r->decision->kind)
            return &ds->decisions[ruling->decision];
    }
    return NULL;
}

/* A correction is of one series: a value put into several is a slip, and so is a second correction. */
tt_status tt__decision_check_correction(tt__ruler *r)
{
    const tt_series *other = NULL;
    for (size_t i = 0; i < r->ds->series_count; i++) {
        const tt_series *series = &r->ds->series[i];
        const tt_observation *row = &r->ds->observations[series->first];
        const tt_observation *end = row + series->count;
        if (!tt__decision_is_meant(r, series))
            continue;
        while (row < end && !tt__decision_is_period(r, row))
            row++;
        if (row == end)
            continue;
        const tt__decision *before = decided_before(r, row);
        if (before)
            return tt_fail(r->err, TT_EPARSE, "the figure is corrected already, by %s:%zu",
                           tt_dataset_text(r->ds, before->file), before->line);
        if (other) {
            tt_strbuf both = TT_STRBUF_INIT;
            tt__decision_tell_place(r, other, row->period, &both);
            tt__decision_tell_place(r, series, row->period, &both);
            tt_status status =
                tt_fail(r->err, TT_EPARSE,
                        "a correction is of one series, this one would touch several (%s); name "
                        "more of its dimensions ('total' is the margin) or its unit",
                        tt_strbuf_text(&both));
            tt_strbuf_clear(&both);
            return status;
        }
        other = series;
    }
    return TT_OK;
}
