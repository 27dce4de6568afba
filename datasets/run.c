/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of a series that a trend may use. */
#include "tiptrend/run.h"

#include <assert.h>
#include <math.h>

#include "dataset_internal.h"
#include "tiptrend/memory.h"

void tt__lengths_add(tt__lengths *lengths, int32_t months)
{
    size_t k = 0;
    while (k < lengths->kinds && lengths->months[k] != months)
        k++;
    if (k == sizeof lengths->months / sizeof *lengths->months)
        return; /* years, quarters, months, some interval: more are rare */
    if (k == lengths->kinds)
        lengths->months[lengths->kinds++] = months;
    lengths->counts[k]++;
}

int32_t tt__lengths_usual(const tt__lengths *lengths)
{
    size_t best = 0;
    for (size_t k = 1; k < lengths->kinds; k++)
        if (lengths->counts[k] > lengths->counts[best] ||
            (lengths->counts[k] == lengths->counts[best] &&
             lengths->months[k] > lengths->months[best]))
            best = k;
    return lengths->kinds ? lengths->months[best] : 12;
}

/* The most frequent length of period among the points with figures. */
static int32_t usual_length(const tt_point_list *list, int intervals)
{
    tt__lengths lengths = {0};
    size_t same = 0;
    while (same < list->count && list->points[same].period.months == list->points[0].period.months)
        same++;
    if (same == list->count && same > 0) /* whether they have figures does not matter then */
        return list->points[0].period.months;
    for (size_t i = 0; i < list->count; i++)
        if (!isnan(intervals ? list->points[i].low : list->points[i].value))
            tt__lengths_add(&lengths, list->points[i].period.months);
    return tt__lengths_usual(&lengths);
}

/* Why a point cannot be in a run, as a note; 0 when it can. */
static tt_notes why_unusable(const tt_point *point, int intervals)
{
    if (point->flags & TT_VALUE_PARTIAL)
        return TT_NOTE_PARTIAL;
    if (intervals && !isnan(point->low))
        return 0;
    if (point->state == TT_STATE_CONFLICTING)
        return TT_NOTE_CONFLICT;
    if (isnan(point->value))
        return isnan(point->low) ? TT_NOTE_MISSING : TT_NOTE_INTERVAL;
    return 0;
}

/* A stretch of points between two breaks: first ... end-1, `usable` of them. */
typedef struct stretch {
    size_t first;
    size_t end;
    size_t usable;
} stretch;

/* Whether a run may not go on from the point before to this one. */
static int is_cut(const tt_point *point, const tt_run_options *options)
{
    return point->break_before && tt_period_year(point->period) != options->bridged;
}

static stretch longest_stretch(const tt_point_list *list, int32_t months,
                               const tt_run_options *options, int *broken)
{
    stretch best = {0, 0, 0};
    stretch now = {0, 0, 0};
    *broken = 0;
    for (size_t i = 0; i <= list->count; i++) {
        int cut = i < list->count && is_cut(&list->points[i], options);
        int ends = i == list->count || (cut && !options->across_breaks);
        *broken |= cut;
        if (ends) {
            now.end = i;
            if (now.usable >= best.usable)
                best = now;
            now = (stretch){i, i, 0};
        }
        if (i < list->count)
            now.usable += list->points[i].period.months == months &&
                          !why_unusable(&list->points[i], options->intervals);
    }
    return best;
}

static_assert(sizeof(size_t) <= sizeof(double), "indices share a block with doubles");

/* One block for all arrays, of which `time` is the first; the one that is there serves while it is long enough. */
static int allocate(tt_run *run, size_t n)
{
    if (!run->time || run->room < n) {
        double *longer = tt_realloc(run->time, n, 7 * sizeof *longer);
        if (!longer)
            return -1;
        run->time = longer;
        run->room = n;
    }
    double *block = run->time;
    run->value = block + n;
    run->low = block + 2 * n;
    run->high = block + 3 * n;
    run->exposure = block + 4 * n;
    run->standard_error = block + 5 * n;
    run->point = (void *)(block + 6 * n);
    return 0;
}

/* A column that some point lacks is no column. */
static void drop_incomplete(double **column, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (isnan((*column)[i])) {
            *column = NULL;
            return;
        }
}

static void fill(tt_run *run, const tt_point_list *list, stretch s, int32_t months, int intervals)
{
    const tt_point *before = NULL;
    for (size_t i = s.first; i < s.end; i++) {
        const tt_point *point = &list->points[i];
        tt_notes why =
            point->period.months == months ? why_unusable(point, intervals) : TT_NOTE_GAPS;
        if (why) {
            run->notes |= point->period.months == months ? why : 0;
            continue;
        }
        if (before && !tt_period_follows(before->period, point->period))
            run->notes |= TT_NOTE_GAPS;
        run->notes |= tt_value_notes(point->flags);
        int known = !isnan(point->value) && point->state != TT_STATE_CONFLICTING;
        run->is_count &= !known || point->value == floor(point->value);
        run->intervals += known ? 0 : 1;
        if (!before)
            run->first = point->period;
        run->last = point->period;
        run->time[run->n] = tt_period_time(point->period);
        run->value[run->n] = known ? point->value : NAN;
        run->low[run->n] = known ? point->value : point->low;
        run->high[run->n] = known ? point->value : point->high;
        run->exposure[run->n] = point->exposure;
        run->standard_error[run->n] = point->standard_error;
        run->point[run->n++] = i;
        before = point;
    }
}

tt_status tt_run_of_points(const tt_series *series, const tt_point_list *list,
                           const tt_run_options *options, tt_run *out, tt_error *err)
{
    *out = (tt_run){0};
    return tt_run_refill(series, list, options, out, err);
}

tt_status tt_run_refill(const tt_series *series, const tt_point_list *list,
                        const tt_run_options *options, tt_run *out, tt_error *err)
{
    static const tt_run_options defaults = {0};
    if (!options)
        options = &defaults;
    *out = (tt_run){
        .is_count = series->unit_kind == TT_UNIT_COUNT, .time = out->time, .room = out->room};
    int broken;
    int32_t months = usual_length(list, options->intervals);
    stretch s = longest_stretch(list, months, options, &broken);
    if (allocate(out, s.usable) != 0)
        return tt_fail(err, TT_ENOMEM, "no memory for a run of points");
    if (broken)
        out->notes |= options->across_breaks ? TT_NOTE_ACROSS_BREAKS : TT_NOTE_UNBROKEN_RUN;
    fill(out, list, s, months, options->intervals);
    out->left_out = list->count - out->n;
    drop_incomplete(&out->exposure, out->n);
    drop_incomplete(&out->standard_error, out->n);
    return TT_OK;
}

tt_status tt_dataset_run(const tt_dataset *ds, size_t series, const tt_run_options *options,
                         tt_run *out, tt_error *err)
{
    *out = (tt_run){0};
    tt_point_list list;
    tt_status status = tt_dataset_points(ds, series, options ? options->from : 0,
                                         options ? options->to : 0, &list, err);
    if (status == TT_OK)
        status = tt_run_of_points(tt_dataset_series(ds, series), &list, options, out, err);
    tt_point_list_clear(&list);
    return status;
}

tt_points tt_run_points(const tt_run *run)
{
    return (tt_points){
        .n = run->n, .time = run->time, .value = run->value, .exposure = run->exposure};
}

void tt_run_clear(tt_run *run)
{
    tt_free(run->time); /* the first of one block */
    *run = (tt_run){0};
}
