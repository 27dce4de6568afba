/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart set of a data set: one general rule from the series that there are to the charts that they
 * get (docs/charts.md). Nothing here knows a data set by name. */
#include <math.h>
#include <string.h>

#include "plan_internal.h"
#include "tiptrend/memory.h"

static const char section_justice[] = "Criminal justice";
static const char section_victims[] = "Victims";
static const char section_other[] = "Other series";
static const char section_compare[] = "Comparisons";

/* ---- candidates ---- */

static size_t count_figures(const tt_point_list *list)
{
    size_t figures = 0;
    for (size_t i = 0; i < list->count; i++)
        figures += !isnan(list->points[i].value) && !(list->points[i].flags & TT_VALUE_PARTIAL);
    return figures;
}

/* Figures, and those that are known as intervals, which a line shows as ranges. */
static size_t count_known(const tt_point_list *list)
{
    size_t known = 0;
    for (size_t i = 0; i < list->count; i++)
        known += isfinite(list->points[i].low) && isfinite(list->points[i].high) &&
                 !(list->points[i].flags & TT_VALUE_PARTIAL);
    return known;
}

/* The most figures between two changes of definition. */
static size_t longest_run(const tt_point_list *list)
{
    size_t longest = 0;
    size_t now = 0;
    for (size_t i = 0; i < list->count; i++) {
        const tt_point *point = &list->points[i];
        now = point->break_before ? 0 : now;
        now += !isnan(point->value) && !(point->flags & TT_VALUE_PARTIAL);
        longest = now > longest ? now : longest;
    }
    return longest;
}

/* Series of statistics and of single items are for tables, not for charts. */
static int is_chartable(const tt__planner *p, const tt_series *series)
{
    for (size_t d = 0; d < tt_dataset_dimension_count(p->ds); d++) {
        tt_dimension_role role = tt_dataset_role(p->ds, d);
        if (series->key[d] && (role == TT_ROLE_STATISTIC || role == TT_ROLE_ITEM))
            return 0;
    }
    return series->unit_kind == TT_UNIT_COUNT || series->unit_kind == TT_UNIT_PERCENT;
}

static void describe(const tt__planner *p, tt__candidate *c)
{
    const tt_series *series = tt_dataset_series(p->ds, c->series);
    for (size_t d = 0; d < tt_dataset_dimension_count(p->ds); d++) {
        if (d == p->indicator)
            c->indicator = series->key[d];
        else if (tt_dataset_role(p->ds, d) == TT_ROLE_AREA) {
            if (d == p->area)
                c->area = series->key[d];
        } else if (series->key[d] && !p->constant[d]) {
            c->depth++;
            c->dimension = d;
        }
    }
    if (p->indicator != TT_NONE)
        c->stage = tt_stage_of(tt_dataset_value(p->ds, p->indicator, c->indicator));
}

/* A dimension in which the chosen series do not differ is no breakdown of them. */
static void find_constant(tt__planner *p, const tt_index_list *series)
{
    for (size_t d = 0; d < tt_dataset_dimension_count(p->ds); d++) {
        p->constant[d] = 1;
        for (size_t i = 1; i < series->count && p->constant[d]; i++)
            p->constant[d] = tt_dataset_series(p->ds, series->index[i])->key[d] ==
                             tt_dataset_series(p->ds, series->index[0])->key[d];
    }
}

static tt_status collect(tt__planner *p, const tt_index_list *series)
{
    p->list = tt_calloc(series->count, sizeof *p->list);
    p->constant = tt_calloc(tt_dataset_dimension_count(p->ds), 1);
    if (!p->list || !p->constant)
        return tt_fail(p->err, TT_ENOMEM, "no memory for the plan of charts");
    find_constant(p, series);
    tt_status status = TT_OK;
    for (size_t i = 0; i < series->count && status == TT_OK; i++) {
        if (!is_chartable(p, tt_dataset_series(p->ds, series->index[i])))
            continue;
        tt_point_list points;
        status = tt_dataset_points(p->ds, series->index[i], 0, 0, &points, p->err);
        if (status != TT_OK)
            break;
        tt__candidate c = {.series = series->index[i],
                           .figures = count_figures(&points),
                           .known = count_known(&points)};
        for (size_t k = 0; k < points.count; k++)
            c.broken |= points.points[k].break_before;
        c.run = longest_run(&points);
        if (points.count)
            c.first = points.points[0].period;
        c.exposed = points.count && !isnan(points.points[0].exposure);
        if (points.count && c.first.months < 12)
            c.monthly = (size_t)(12 / c.first.months);
        tt_point_list_clear(&points);
        if (c.figures == 0)
            continue;
        describe(p, &c);
        p->list[p->count++] = c;
    }
    return status;
}

/* ---- the rule for one indicator of one area ---- */

static const char *section_of(tt_stage stage)
{
    return stage == TT_STAGE_NONE     ? section_other
           : stage == TT_STAGE_VICTIM ? section_victims
                                      : section_justice;
}

static int same_group(const tt__candidate *a, const tt__candidate *b)
{
    return a->indicator == b->indicator && a->area == b->area;
}

/* The first total among those of its indicator and area; others are in other units. */
static int is_first_whole(const tt__planner *p, const tt__candidate *whole)
{
    for (const tt__candidate *c = p->list; c < whole; c++)
        if (c->depth == 0 && same_group(c, whole))
            return 0;
    return 1;
}

/* What a chart of a total is named after: where it is not the first total of its indicator, the unit too. */
static void name_whole(const tt__planner *p, const tt__candidate *whole, tt_strbuf *out)
{
    tt__plan_name(p, whole->series, out);
    if (!is_first_whole(p, whole))
        tt_strbuf_addf(out, " in %s", tt_dataset_series(p->ds, whole->series)->unit);
}

/* How many figures the parts of a total have. */
typedef struct part_figures {
    size_t most;
    size_t least;
} part_figures;

enum { MOST_BREAKDOWNS = 16 };

/* The parts of a total along one dimension, by unit kind. Returns how many were written. */
static size_t find_parts(const tt__planner *p, const tt__candidate *whole, const tt__cut *along,
                         tt_unit_kind kind, size_t *out, part_figures *figures)
{
    size_t count = 0;
    *figures = (part_figures){0, SIZE_MAX};
    for (size_t i = 0; i < p->count && count < TT__MOST_SERIES; i++) {
        const tt__candidate *c = &p->list[i];
        const tt_series *series = tt_dataset_series(p->ds, c->series);
        int fits = same_group(c, whole) && c->depth == 1 && c->dimension == along->dimension &&
                   series->unit_kind == kind &&
                   tt_dataset_breakdown(p->ds, c->dimension, series->key[c->dimension]) ==
                       along->breakdown;
        if (kind == TT_UNIT_COUNT)
            fits = fits && series->unit_id == tt_dataset_series(p->ds, whole->series)->unit_id;
        if (!fits)
            continue;
        out[count++] = c->series;
        figures->most = c->figures > figures->most ? c->figures : figures->most;
        figures->least = c->figures < figures->least ? c->figures : figures->least;
    }
    return count;
}

/* Lines, stack and shares of counted parts along one dimension. Returns 1 when the total has its line
 * among those of the parts. */
static int plan_counts(tt__planner *p, const tt__candidate *whole, const tt__cut *along,
                       const char *name)
{
    size_t list[TT__MOST_SERIES + 1];
    part_figures figures;
    const char *section = section_of(whole->stage);
    size_t count = find_parts(p, whole, along, TT_UNIT_COUNT, list, &figures);
    if (count < 2)
        return 0;
    list[count++] = whole->series;
    int lines = figures.most >= TT__LINE_POINTS && whole->figures >= TT__LINE_POINTS;
    if (lines)
        tt__plan_add(p, count <= TT__MOST_LINES ? "line" : "panels", section, name, list, count);
    int told_apart = count - 1 <= TT__MOST_INKS;
    if (figures.most >= 2 && told_apart)
        tt__plan_add(p, "bar", section, name, list, count);
    if (figures.least >= 2 && tt_dataset_role(p->ds, along->dimension) != TT_ROLE_SEX &&
        !whole->broken)
        tt__plan_add(p, "waterfall", section, name, list, count);
    if (told_apart)
        tt__plan_share(p, section, along, list, count);
    if (tt_dataset_role(p->ds, along->dimension) == TT_ROLE_SEX)
        tt__plan_add(p, "ratio", section, name, list, count);
    return lines;
}

/* Shares of parts that are given in percent. */
static void plan_percents(tt__planner *p, const tt__candidate *whole, const tt__cut *along,
                          const char *name)
{
    size_t list[TT__MOST_SERIES + 1];
    part_figures figures;
    size_t count = find_parts(p, whole, along, TT_UNIT_PERCENT, list, &figures);
    if (count < 2 || !is_first_whole(p, whole))
        return;
    list[count] = whole->series;
    tt__plan_share(p, section_of(whole->stage), along, list, count + 1);
    if (tt_dataset_role(p->ds, along->dimension) == TT_ROLE_SEX)
        tt__plan_add(p, "ratio", section_of(whole->stage), name, list, count);
}

/* The breakdowns of a nested dimension, each by itself, in the order of their first parts: by form, by
 * citizenship. Those of more parts than a chart can tell apart are left to the tables. Returns 1 when one of
 * them has the line of the total. */
static int plan_nested(tt__planner *p, const tt__candidate *whole, size_t dimension)
{
    uint32_t done[MOST_BREAKDOWNS];
    size_t count = 0;
    int lines = 0;
    for (size_t i = 0; i < p->count && count < MOST_BREAKDOWNS; i++) {
        const tt__candidate *c = &p->list[i];
        if (!same_group(c, whole) || c->depth != 1 || c->dimension != dimension)
            continue;
        tt__cut along = {dimension,
                         tt_dataset_breakdown(p->ds, dimension,
                                              tt_dataset_series(p->ds, c->series)->key[dimension])};
        size_t seen = 0;
        while (seen < count && done[seen] != along.breakdown)
            seen++;
        if (along.breakdown == 0 || seen < count)
            continue;
        done[count++] = along.breakdown;
        size_t list[TT__MOST_SERIES + 1];
        part_figures figures;
        if (find_parts(p, whole, &along, TT_UNIT_COUNT, list, &figures) == TT__MOST_SERIES)
            continue;
        tt_strbuf name = TT_STRBUF_INIT;
        tt__plan_name(p, whole->series, &name);
        tt_strbuf_addf(&name, " %s", tt_dataset_text(p->ds, along.breakdown - 1));
        lines |= plan_counts(p, whole, &along, tt_strbuf_text(&name));
        tt_strbuf_clear(&name);
    }
    return lines;
}

/* Everything about one indicator of one area in one unit. */
static void plan_whole(tt__planner *p, const tt__candidate *whole)
{
    const char *section = section_of(whole->stage);
    tt_strbuf name = TT_STRBUF_INIT;
    int lines = 0;
    for (size_t d = 0; d < tt_dataset_dimension_count(p->ds); d++) {
        if (!tt_role_is_summable(tt_dataset_role(p->ds, d)))
            continue;
        name_whole(p, whole, &name);
        tt_strbuf_addf(&name, " by %s", tt_dataset_dimension(p->ds, d));
        const tt__cut along = {.dimension = d};
        lines |= plan_counts(p, whole, &along, tt_strbuf_text(&name));
        plan_percents(p, whole, &along, tt_strbuf_text(&name));
    }
    for (size_t d = 0; d < tt_dataset_dimension_count(p->ds); d++)
        lines |= plan_nested(p, whole, d);
    tt__plan_end_whole(p);
    name_whole(p, whole, &name);
    if (whole->known >= TT__LINE_POINTS && whole->figures >= 2 && !lines)
        tt__plan_add(p, "line", section, tt_strbuf_text(&name), &whole->series, 1);
    if (whole->monthly && whole->figures >= 2 * whole->monthly)
        tt__plan_add(p, "season", section, tt_strbuf_text(&name), &whole->series, 1);
    if (whole->run >= TT__TREND_POINTS && whole->run < TT__BEND_POINTS) {
        tt__plan_add(p, "trend", section, tt_strbuf_text(&name), &whole->series, 1);
        tt__plan_add(p, "residual", section, tt_strbuf_text(&name), &whole->series, 1);
    }
    if (whole->run >= TT__BEND_POINTS)
        tt__plan_add(p, "joinpoint", section, tt_strbuf_text(&name), &whole->series, 1);
    tt_strbuf_clear(&name);
}

/* ---- several indicators, several areas ---- */

/* Totals of one area that the comparisons use: counts, one unit for each indicator (that with the most
 * figures). */
static size_t main_series(const tt__planner *p, uint32_t area, size_t least,
                          const tt__candidate **out)
{
    size_t count = 0;
    for (size_t i = 0; i < p->count && count < TT__MOST_SERIES; i++) {
        const tt__candidate *c = &p->list[i];
        const tt_series *series = tt_dataset_series(p->ds, c->series);
        if (c->depth != 0 || c->area != area || c->figures < least ||
            series->unit_kind != TT_UNIT_COUNT)
            continue;
        size_t same = 0;
        while (same < count && out[same]->indicator != c->indicator)
            same++;
        if (same == count)
            out[count++] = c;
        else if (out[same]->figures < c->figures ||
                 (out[same]->figures == c->figures && strcmp(series->unit, "persons") == 0))
            out[same] = c;
    }
    return count;
}

/* The forest plot also shows the parts of each indicator, where they are few. */
static size_t forest_series(const tt__planner *p, uint32_t area, size_t *out)
{
    size_t count = 0;
    const tt__candidate *mains[TT__MOST_SERIES];
    size_t totals = main_series(p, area, TT__LINE_POINTS, mains);
    for (size_t m = 0; m < totals; m++) {
        if (count < TT__MOST_SERIES)
            out[count++] = mains[m]->series;
        for (size_t i = 0; i < p->count && count < TT__MOST_SERIES; i++) {
            const tt__candidate *c = &p->list[i];
            int part = same_group(c, mains[m]) && c->depth == 1 && c->figures >= TT__LINE_POINTS &&
                       tt_dataset_role(p->ds, c->dimension) == TT_ROLE_JURISDICTION &&
                       tt_dataset_series(p->ds, c->series)->unit_kind == TT_UNIT_COUNT;
            if (part)
                out[count++] = c->series;
        }
    }
    return count;
}

/* The stages of the criminal process side by side. */
static void plan_stages(tt__planner *p, uint32_t area, const char *name)
{
    const tt__candidate *mains[TT__MOST_SERIES];
    size_t series[3];
    size_t stages = 0;
    size_t count = main_series(p, area, 1, mains);
    for (int stage = TT_STAGE_INVESTIGATION; stage <= TT_STAGE_CONVICTION; stage++)
        for (size_t i = 0; i < count && stages < 3; i++)
            if ((int)mains[i]->stage == stage) {
                series[stages++] = mains[i]->series;
                break;
            }
    if (stages >= 2)
        tt__plan_add(p, "stages", section_justice, name, series, stages);
}

/* An index needs a common first year, and no change of definition on the way. */
static void plan_index(tt__planner *p, const tt__candidate *const *mains, size_t count,
                       const char *name)
{
    size_t series[TT__MOST_LINES];
    size_t used = 0;
    for (size_t i = 0; i < count && used < TT__MOST_LINES; i++)
        if (!mains[i]->broken && tt_period_compare(mains[i]->first, mains[0]->first) == 0)
            series[used++] = mains[i]->series;
    if (used >= 2)
        tt__plan_add(p, "index", section_compare, name, series, used);
}

/* Rates of the totals, side by side in one chart. */
static void plan_rates(tt__planner *p, uint32_t area, const char *name)
{
    const tt__candidate *mains[TT__MOST_SERIES];
    size_t series[TT__MOST_SERIES];
    size_t count = main_series(p, area, 2, mains);
    int exposed = 1; /* the data hold the populations themselves */
    for (size_t i = 0; i < count; i++) {
        series[i] = mains[i]->series;
        exposed = exposed && mains[i]->exposed;
    }
    if (p->population || exposed)
        tt__plan_add(p, "rate", section_compare, name, series, count);
}

/* Which figures there are, and how the last two periods compare, over the totals in one unit: that of the
 * first. */
static void plan_overview(tt__planner *p, uint32_t area, const char *name)
{
    const tt__candidate *mains[TT__MOST_SERIES];
    size_t series[TT__MOST_SERIES];
    size_t used = 0;
    size_t count = main_series(p, area, 2, mains);
    for (size_t i = 0; i < count; i++)
        if (tt_dataset_series(p->ds, mains[i]->series)->unit_id ==
            tt_dataset_series(p->ds, mains[0]->series)->unit_id)
            series[used++] = mains[i]->series;
    if (used >= 2)
        tt__plan_add(p, "heat", section_compare, name, series, used);
    if (used >= 2)
        tt__plan_add(p, "dumbbell", section_compare, name, series, used);
}

static void plan_comparisons(tt__planner *p, uint32_t area, const char *area_name)
{
    const tt__candidate *mains[TT__MOST_SERIES];
    size_t series[TT__MOST_SERIES];
    tt_strbuf name = TT_STRBUF_INIT;
    tt_strbuf_addf(&name, "%s%smain", area_name, *area_name ? "-" : "");
    plan_stages(p, area, tt_strbuf_text(&name));
    plan_overview(p, area, tt_strbuf_text(&name));
    size_t count = main_series(p, area, TT__LINE_POINTS, mains);
    for (size_t i = 0; i < count; i++)
        series[i] = mains[i]->series;
    tt__plan_add(p, "change", section_compare, tt_strbuf_text(&name), series, count);
    plan_index(p, mains, count, tt_strbuf_text(&name));
    plan_rates(p, area, tt_strbuf_text(&name));
    count = forest_series(p, area, series);
    if (count >= 2)
        tt__plan_add(p, "forest", section_compare, tt_strbuf_text(&name), series, count);
    tt_strbuf_clear(&name);
}

/* Indicators too short for a line of their own, whose names begin with the same word, on panels. */
static void plan_families(tt__planner *p)
{
    for (size_t i = 0; i < p->count && p->indicator != TT_NONE; i++) {
        const tt__candidate *first = &p->list[i];
        const char *name = tt_dataset_value(p->ds, p->indicator, first->indicator);
        size_t stem = strcspn(name, "_ ");
        size_t series[TT__MOST_SERIES];
        size_t count = 0;
        size_t longest = 0;
        int leader = name[stem] != '\0';
        for (size_t j = 0; j < p->count && leader && count < TT__MOST_SERIES; j++) {
            const tt__candidate *c = &p->list[j];
            const char *other = tt_dataset_value(p->ds, p->indicator, c->indicator);
            if (c->depth != 0 || c->area != first->area || c->figures >= TT__LINE_POINTS ||
                strncmp(name, other, stem + 1) != 0 ||
                tt_dataset_series(p->ds, c->series)->unit_kind != TT_UNIT_COUNT)
                continue;
            leader = count > 0 || j == i;
            longest = c->figures > longest ? c->figures : longest;
            series[count++] = c->series;
        }
        char word[64];
        if (!leader || count < 2 || longest < 2 || stem >= sizeof word)
            continue;
        memcpy(word, name, stem);
        word[stem] = '\0';
        tt__plan_add(p, "panels", section_other, word, series, count);
    }
}

/* One indicator over several areas. */
static void plan_areas(tt__planner *p)
{
    for (size_t i = 0; i < p->count; i++) {
        const tt__candidate *first = &p->list[i];
        size_t series[TT__MOST_AREAS];
        size_t count = 0;
        for (size_t j = 0; j < p->count && count < TT__MOST_AREAS; j++) {
            const tt__candidate *c = &p->list[j];
            if (c->indicator != first->indicator || c->depth != 0 || c->figures < TT__LINE_POINTS ||
                tt_dataset_series(p->ds, c->series)->unit_id !=
                    tt_dataset_series(p->ds, first->series)->unit_id)
                continue;
            if (j < i) { /* a group is planned at its first series */
                count = 0;
                break;
            }
            series[count++] = c->series;
        }
        if (count < 2 || first->depth != 0 || series[0] != first->series)
            continue;
        tt__plan_add(p, "panels", section_compare, "areas", series,
                     count < TT__MOST_PANELS ? count : TT__MOST_PANELS);
        if (count >= TT__HEAT_AREAS)
            tt__plan_add(p, "heat", section_compare, "areas", series, count);
    }
}

/* ---- the whole ---- */

static int first_of_area(const tt__planner *p, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (p->list[i].area == p->list[index].area)
            return 0;
    return 1;
}

static size_t count_areas(const tt__planner *p)
{
    size_t areas = 0;
    for (size_t i = 0; i < p->count; i++)
        areas += first_of_area(p, i) ? 1 : 0;
    return areas;
}

/* All comparisons, area by area. */
static void plan_all_comparisons(tt__planner *p)
{
    int one_area = count_areas(p) <= 1;
    for (size_t i = 0; i < p->count; i++)
        if (first_of_area(p, i))
            plan_comparisons(p, p->list[i].area,
                             one_area || p->area == TT_NONE
                                 ? ""
                                 : tt_dataset_value(p->ds, p->area, p->list[i].area));
    if (!one_area)
        plan_areas(p);
}

static void plan_all(tt__planner *p)
{
    static const tt_stage stages[] = {TT_STAGE_INVESTIGATION, TT_STAGE_PROSECUTION,
                                      TT_STAGE_CONVICTION, TT_STAGE_VICTIM, TT_STAGE_NONE};
    for (size_t s = 0; s < sizeof stages / sizeof *stages; s++) {
        for (size_t i = 0; i < p->count; i++)
            if (p->list[i].depth == 0 && p->list[i].stage == stages[s])
                plan_whole(p, &p->list[i]);
        if (stages[s] == TT_STAGE_NONE)
            plan_families(p);
        if (stages[s] == TT_STAGE_CONVICTION)
            plan_all_comparisons(p);
    }
    tt__plan_end_area(p);
}

tt_status tt_plan_make(const tt_dataset *ds, const tt_index_list *series,
                       const tt_dataset *population, tt_plan *out, tt_error *err)
{
    *out = (tt_plan){0};
    tt__planner p = {.ds = ds,
                     .indicator = tt_dataset_find_role(ds, TT_ROLE_INDICATOR),
                     .area = tt_dataset_find_role(ds, TT_ROLE_AREA),
                     .population = population,
                     .out = out,
                     .err = err,
                     .status = TT_OK};
    p.status = collect(&p, series);
    if (p.status == TT_OK)
        plan_all(&p);
    tt_free(p.list);
    tt_free(p.constant);
    if (p.status != TT_OK)
        tt_plan_clear(out);
    return p.status;
}
