/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart set of a data set: one general rule from the series that there are to the charts that they
 * get (docs/charts.md). Nothing here knows a data set by name. */
#include <math.h>
#include <string.h>

#include "tiptrend/charts.h"
#include "tiptrend/memory.h"

enum {
    LINE_POINTS = 3, /* figures that make a line */
    BEND_POINTS = 7, /* figures of one definition in which a trend can be seen to bend */
    MOST_LINES = 5,  /* lines on one panel; more become panels */
    MOST_PANELS = 24,
    MOST_SERIES = 12 /* rows of a forest plot or a chart of changes */
};

static const char section_justice[] = "Criminal justice";
static const char section_victims[] = "Victims";
static const char section_other[] = "Other series";
static const char section_compare[] = "Comparisons";

/* A series that may be charted, with what the rule asks about it. */
typedef struct candidate {
    size_t series;
    size_t figures; /* points with a value in usable periods */
    size_t run;     /* the most of them between two changes of definition */
    tt_period first;
    int broken; /* a change of definition lies within */
    uint32_t indicator;
    uint32_t area;
    tt_stage stage;
    size_t depth;     /* dimensions in which it is not the margin, area and indicator left out */
    size_t dimension; /* the one dimension of depth 1 */
} candidate;

typedef struct planner {
    const tt_dataset *ds;
    candidate *list; /* list[count], in the order of the data set */
    size_t count;
    size_t indicator; /* dimensions; TT_NONE when the data have none */
    size_t area;
    char *constant; /* constant[dimension]: 1 when all candidates have the same value */
    tt_plan *out;
    tt_error *err;
    tt_status status;
} planner;

/* ---- items ---- */

static int name_taken(const tt_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->count; i++)
        if (strcmp(plan->items[i].name, name) == 0)
            return 1;
    return 0;
}

/* Letters and digits of a text in lower case, the rest as single hyphens. */
static void add_slug(tt_strbuf *out, const char *text)
{
    for (; *text && out->length < 80; text++) {
        char c = *text;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        int plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain)
            tt_strbuf_add_char(out, c);
        else if (out->length && out->text[out->length - 1] != '-')
            tt_strbuf_add_char(out, '-');
    }
}

/* FNV-1a, for six hex digits behind a name that is taken. */
static uint32_t hash_text(const char *text)
{
    uint32_t hash = 2166136261u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 16777619u;
    return hash;
}

static char *unique_name(const tt_plan *plan, const char *kind, const char *about)
{
    tt_strbuf name = TT_STRBUF_INIT;
    add_slug(&name, about);
    if (name.length && name.text[name.length - 1] != '-')
        tt_strbuf_add_char(&name, '-');
    tt_strbuf_add(&name, kind);
    if (!name.failed && name_taken(plan, tt_strbuf_text(&name)))
        tt_strbuf_addf(&name, "-%06x", (unsigned)(hash_text(about) & 0xFFFFFF));
    for (int i = 2; !name.failed && name_taken(plan, tt_strbuf_text(&name)); i++)
        tt_strbuf_addf(&name, "-%d", i);
    return tt_strbuf_take(&name);
}

/* Adds a chart of some series; the list is copied. */
static void add_item(planner *p, const char *kind, const char *section, const char *about,
                     const size_t *series, size_t count)
{
    if (p->status != TT_OK || count == 0)
        return;
    tt_plan *plan = p->out;
    if (tt_grow(&plan->items, &plan->capacity, plan->count, sizeof *plan->items) != 0) {
        p->status = tt_fail(p->err, TT_ENOMEM, "no memory for the plan of charts");
        return;
    }
    tt_plan_item item = {.kind = kind, .section = section, .name = unique_name(plan, kind, about)};
    if (!item.name)
        p->status = tt_fail(p->err, TT_ENOMEM, "no memory for the plan of charts");
    for (size_t i = 0; i < count && p->status == TT_OK; i++)
        p->status = tt_index_list_add(&item.series, series[i], p->err);
    if (p->status == TT_OK) {
        plan->items[plan->count++] = item;
        return;
    }
    tt_free(item.name);
    tt_index_list_clear(&item.series);
}

void tt_plan_clear(tt_plan *plan)
{
    for (size_t i = 0; i < plan->count; i++) {
        tt_free(plan->items[i].name);
        tt_index_list_clear(&plan->items[i].series);
    }
    tt_free(plan->items);
    *plan = (tt_plan){0};
}

/* ---- candidates ---- */

static size_t count_figures(const tt_point_list *list)
{
    size_t figures = 0;
    for (size_t i = 0; i < list->count; i++)
        figures += !isnan(list->points[i].value) && !(list->points[i].flags & TT_VALUE_PARTIAL);
    return figures;
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
static int is_chartable(const planner *p, const tt_series *series)
{
    for (size_t d = 0; d < tt_dataset_dimension_count(p->ds); d++) {
        tt_dimension_role role = tt_dataset_role(p->ds, d);
        if (series->key[d] && (role == TT_ROLE_STATISTIC || role == TT_ROLE_ITEM))
            return 0;
    }
    return series->unit_kind == TT_UNIT_COUNT || series->unit_kind == TT_UNIT_PERCENT;
}

static void describe(const planner *p, candidate *c)
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
static void find_constant(planner *p, const tt_index_list *series)
{
    for (size_t d = 0; d < tt_dataset_dimension_count(p->ds); d++) {
        p->constant[d] = 1;
        for (size_t i = 1; i < series->count && p->constant[d]; i++)
            p->constant[d] = tt_dataset_series(p->ds, series->index[i])->key[d] ==
                             tt_dataset_series(p->ds, series->index[0])->key[d];
    }
}

static tt_status collect(planner *p, const tt_index_list *series)
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
        candidate c = {.series = series->index[i], .figures = count_figures(&points)};
        for (size_t k = 0; k < points.count; k++)
            c.broken |= points.points[k].break_before;
        c.run = longest_run(&points);
        if (points.count)
            c.first = points.points[0].period;
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

static int same_group(const candidate *a, const candidate *b)
{
    return a->indicator == b->indicator && a->area == b->area;
}

/* The first total among those of its indicator and area; others are in other units. */
static int is_first_whole(const planner *p, const candidate *whole)
{
    for (const candidate *c = p->list; c < whole; c++)
        if (c->depth == 0 && same_group(c, whole))
            return 0;
    return 1;
}

/* What a chart of a total is named after: its indicator, what tells it from the other series of the plan
 * and, where it is not the first total of its indicator, the unit. */
static void name_whole(const planner *p, const candidate *whole, tt_strbuf *out)
{
    const tt_series *series = tt_dataset_series(p->ds, whole->series);
    tt_strbuf_reset(out);
    for (size_t d = 0; d < tt_dataset_dimension_count(p->ds); d++) {
        if (series->key[d] == 0 || (p->constant[d] && d != p->indicator))
            continue;
        tt_strbuf_add(out, out->length ? " " : "");
        tt_strbuf_add(out, tt_dataset_value(p->ds, d, series->key[d]));
    }
    if (!is_first_whole(p, whole))
        tt_strbuf_addf(out, " in %s", series->unit);
}

/* The parts of a total along one dimension, by unit kind. Returns how many were written. */
static size_t find_parts(const planner *p, const candidate *whole, size_t dimension,
                         tt_unit_kind kind, size_t *out, size_t *most_figures)
{
    size_t count = 0;
    *most_figures = 0;
    for (size_t i = 0; i < p->count && count < MOST_SERIES; i++) {
        const candidate *c = &p->list[i];
        const tt_series *series = tt_dataset_series(p->ds, c->series);
        int fits = same_group(c, whole) && c->depth == 1 && c->dimension == dimension &&
                   series->unit_kind == kind &&
                   tt_dataset_breakdown(p->ds, dimension, series->key[dimension]) == 0;
        if (kind == TT_UNIT_COUNT)
            fits = fits && series->unit_id == tt_dataset_series(p->ds, whole->series)->unit_id;
        if (!fits)
            continue;
        out[count++] = c->series;
        *most_figures = c->figures > *most_figures ? c->figures : *most_figures;
    }
    return count;
}

/* Lines, stack and shares of counted parts along one dimension. Returns 1 when the total has its line
 * among those of the parts. */
static int plan_counts(planner *p, const candidate *whole, size_t dimension, const char *name)
{
    size_t list[MOST_SERIES + 1];
    size_t most;
    const char *section = section_of(whole->stage);
    size_t count = find_parts(p, whole, dimension, TT_UNIT_COUNT, list, &most);
    if (count < 2)
        return 0;
    list[count++] = whole->series;
    int lines = most >= LINE_POINTS && whole->figures >= LINE_POINTS;
    if (lines)
        add_item(p, count <= MOST_LINES ? "line" : "panels", section, name, list, count);
    if (most >= 2)
        add_item(p, "bar", section, name, list, count);
    add_item(p, "share", section, name, list, count);
    if (tt_dataset_role(p->ds, dimension) == TT_ROLE_SEX)
        add_item(p, "ratio", section, name, list, count);
    return lines;
}

/* Shares of parts that are given in percent. */
static void plan_percents(planner *p, const candidate *whole, size_t dimension, const char *name)
{
    size_t list[MOST_SERIES + 1];
    size_t most;
    size_t count = find_parts(p, whole, dimension, TT_UNIT_PERCENT, list, &most);
    if (count < 2 || !is_first_whole(p, whole))
        return;
    add_item(p, "share", section_of(whole->stage), name, list, count);
    if (tt_dataset_role(p->ds, dimension) == TT_ROLE_SEX)
        add_item(p, "ratio", section_of(whole->stage), name, list, count);
}

/* Everything about one indicator of one area in one unit. */
static void plan_whole(planner *p, const candidate *whole, const tt_dataset *population)
{
    const char *section = section_of(whole->stage);
    tt_strbuf name = TT_STRBUF_INIT;
    int lines = 0;
    for (size_t d = 0; d < tt_dataset_dimension_count(p->ds); d++) {
        if (!tt_role_is_summable(tt_dataset_role(p->ds, d)))
            continue;
        name_whole(p, whole, &name);
        tt_strbuf_addf(&name, " by %s", tt_dataset_dimension(p->ds, d));
        lines |= plan_counts(p, whole, d, tt_strbuf_text(&name));
        plan_percents(p, whole, d, tt_strbuf_text(&name));
    }
    name_whole(p, whole, &name);
    if (whole->figures >= LINE_POINTS && !lines)
        add_item(p, "line", section, tt_strbuf_text(&name), &whole->series, 1);
    if (whole->run >= BEND_POINTS)
        add_item(p, "joinpoint", section, tt_strbuf_text(&name), &whole->series, 1);
    if (population && whole->figures >= 2)
        add_item(p, "rate", section, tt_strbuf_text(&name), &whole->series, 1);
    tt_strbuf_clear(&name);
}

/* ---- several indicators, several areas ---- */

/* Totals of one area that the comparisons use: counts, one unit for each indicator (that with the most
 * figures). */
static size_t main_series(const planner *p, uint32_t area, size_t least, const candidate **out)
{
    size_t count = 0;
    for (size_t i = 0; i < p->count && count < MOST_SERIES; i++) {
        const candidate *c = &p->list[i];
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
static size_t forest_series(const planner *p, uint32_t area, size_t *out)
{
    size_t count = 0;
    const candidate *mains[MOST_SERIES];
    size_t totals = main_series(p, area, LINE_POINTS, mains);
    for (size_t m = 0; m < totals; m++) {
        if (count < MOST_SERIES)
            out[count++] = mains[m]->series;
        for (size_t i = 0; i < p->count && count < MOST_SERIES; i++) {
            const candidate *c = &p->list[i];
            int part = same_group(c, mains[m]) && c->depth == 1 && c->figures >= LINE_POINTS &&
                       tt_dataset_role(p->ds, c->dimension) == TT_ROLE_JURISDICTION &&
                       tt_dataset_series(p->ds, c->series)->unit_kind == TT_UNIT_COUNT;
            if (part)
                out[count++] = c->series;
        }
    }
    return count;
}

/* The stages of the criminal process side by side. */
static void plan_stages(planner *p, uint32_t area, const char *name)
{
    const candidate *mains[MOST_SERIES];
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
        add_item(p, "stages", section_justice, name, series, stages);
}

/* An index needs a common first year, and no change of definition on the way. */
static void plan_index(planner *p, const candidate *const *mains, size_t count, const char *name)
{
    size_t series[MOST_LINES];
    size_t used = 0;
    for (size_t i = 0; i < count && used < MOST_LINES; i++)
        if (!mains[i]->broken && tt_period_compare(mains[i]->first, mains[0]->first) == 0)
            series[used++] = mains[i]->series;
    if (used >= 2)
        add_item(p, "index", section_compare, name, series, used);
}

static void plan_comparisons(planner *p, uint32_t area, const char *area_name)
{
    const candidate *mains[MOST_SERIES];
    size_t series[MOST_SERIES];
    tt_strbuf name = TT_STRBUF_INIT;
    tt_strbuf_addf(&name, "%s%smain", area_name, *area_name ? "-" : "");
    plan_stages(p, area, tt_strbuf_text(&name));
    size_t count = main_series(p, area, LINE_POINTS, mains);
    for (size_t i = 0; i < count; i++)
        series[i] = mains[i]->series;
    add_item(p, "change", section_compare, tt_strbuf_text(&name), series, count);
    plan_index(p, mains, count, tt_strbuf_text(&name));
    count = forest_series(p, area, series);
    if (count >= 2)
        add_item(p, "forest", section_compare, tt_strbuf_text(&name), series, count);
    tt_strbuf_clear(&name);
}

/* Indicators too short for a line of their own, whose names begin with the same word, on panels. */
static void plan_families(planner *p)
{
    for (size_t i = 0; i < p->count && p->indicator != TT_NONE; i++) {
        const candidate *first = &p->list[i];
        const char *name = tt_dataset_value(p->ds, p->indicator, first->indicator);
        size_t stem = strcspn(name, "_ ");
        size_t series[MOST_SERIES];
        size_t count = 0;
        size_t longest = 0;
        int leader = name[stem] != '\0';
        for (size_t j = 0; j < p->count && leader && count < MOST_SERIES; j++) {
            const candidate *c = &p->list[j];
            const char *other = tt_dataset_value(p->ds, p->indicator, c->indicator);
            if (c->depth != 0 || c->area != first->area || c->figures >= LINE_POINTS ||
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
        add_item(p, "panels", section_other, word, series, count);
    }
}

/* One indicator over several areas. */
static void plan_areas(planner *p)
{
    for (size_t i = 0; i < p->count; i++) {
        const candidate *first = &p->list[i];
        size_t series[MOST_PANELS];
        size_t count = 0;
        for (size_t j = 0; j < p->count && count < MOST_PANELS; j++) {
            const candidate *c = &p->list[j];
            if (c->indicator != first->indicator || c->depth != 0 || c->figures < LINE_POINTS ||
                tt_dataset_series(p->ds, c->series)->unit_id !=
                    tt_dataset_series(p->ds, first->series)->unit_id)
                continue;
            if (j < i) { /* a group is planned at its first series */
                count = 0;
                break;
            }
            series[count++] = c->series;
        }
        if (count >= 2 && first->depth == 0 && series[0] == first->series)
            add_item(p, "panels", section_compare, "areas", series, count);
    }
}

/* ---- the whole ---- */

static int first_of_area(const planner *p, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (p->list[i].area == p->list[index].area)
            return 0;
    return 1;
}

static size_t count_areas(const planner *p)
{
    size_t areas = 0;
    for (size_t i = 0; i < p->count; i++)
        areas += first_of_area(p, i) ? 1 : 0;
    return areas;
}

static void plan_all(planner *p, const tt_dataset *population)
{
    int one_area = count_areas(p) <= 1;
    for (int stage = TT_STAGE_INVESTIGATION; stage <= TT_STAGE_VICTIM + 1; stage++) {
        tt_stage wanted = stage > TT_STAGE_VICTIM ? TT_STAGE_NONE : (tt_stage)stage;
        for (size_t i = 0; i < p->count; i++)
            if (p->list[i].depth == 0 && p->list[i].stage == wanted)
                plan_whole(p, &p->list[i], population);
        if (wanted != TT_STAGE_CONVICTION)
            continue;
        for (size_t i = 0; i < p->count; i++)
            if (first_of_area(p, i))
                plan_comparisons(p, p->list[i].area,
                                 one_area || p->area == TT_NONE
                                     ? ""
                                     : tt_dataset_value(p->ds, p->area, p->list[i].area));
    }
    plan_families(p);
    if (!one_area)
        plan_areas(p);
}

tt_status tt_plan_make(const tt_dataset *ds, const tt_index_list *series,
                       const tt_dataset *population, tt_plan *out, tt_error *err)
{
    *out = (tt_plan){0};
    planner p = {.ds = ds,
                 .indicator = tt_dataset_find_role(ds, TT_ROLE_INDICATOR),
                 .area = tt_dataset_find_role(ds, TT_ROLE_AREA),
                 .out = out,
                 .err = err,
                 .status = TT_OK};
    p.status = collect(&p, series);
    if (p.status == TT_OK)
        plan_all(&p, population);
    tt_free(p.list);
    tt_free(p.constant);
    if (p.status != TT_OK)
        tt_plan_clear(out);
    return p.status;
}
