/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a set of the manifest to the series of each of its reports. */
#include <math.h>
#include <string.h>

#include "batch.h"
#include "by.h"
#include "tiptrend/memory.h"
#include "tiptrend/text.h"

/* What the values of for-each are. */
typedef struct splitter {
    batch_set *set;
    size_t dimension; /* TT_NONE: one group of all */
    size_t attribute; /* of the dimension; TT_NONE: its values themselves */
    size_t *group_of; /* group_of[values of the dimension]; TT_NONE: none yet */
    size_t capacity;
    tt_error *err;
} splitter;

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for the list of reports");
}

/* ---- for-each ---- */

static tt_status find_dimension(splitter *s)
{
    const tt_dataset *ds = s->set->ds;
    const char *name = s->set->manifest->for_each;
    s->dimension = s->attribute = TT_NONE;
    if (!name)
        return TT_OK;
    s->dimension = tt_dataset_find_dimension(ds, name);
    if (s->dimension != TT_NONE)
        return TT_OK;
    s->attribute = tt_dataset_find_attribute(ds, name);
    if (s->attribute != TT_NONE) {
        s->dimension = tt_dataset_attribute_dimension(ds, s->attribute);
        return TT_OK;
    }
    tt_strbuf names = TT_STRBUF_INIT;
    for (size_t d = 0; d < tt_dataset_dimension_count(ds); d++)
        tt_strbuf_addf(&names, "%s%s", d ? ", " : "", tt_dataset_dimension(ds, d));
    for (size_t a = 0; a < tt_dataset_attribute_count(ds); a++)
        tt_strbuf_addf(&names, ", %s", tt_dataset_attribute(ds, a));
    tt_status status =
        tt_fail(s->err, TT_ENOTFOUND, "for-each: the data have no dimension '%.60s'; they have %s",
                name, tt_strbuf_text(&names));
    tt_strbuf_clear(&names);
    return status;
}

/* The text of a value of for-each; "" for one that gets no report. */
static const char *label_of(const splitter *s, uint32_t value)
{
    if (s->dimension == TT_NONE || value == 0)
        return "";
    return s->attribute == TT_NONE ? tt_dataset_value(s->set->ds, s->dimension, value)
                                   : tt_dataset_attribute_text(s->set->ds, s->attribute, value);
}

static tt_status add_group(splitter *s, const char *label, size_t *number)
{
    batch_set *set = s->set;
    if (tt_grow(&set->groups, &s->capacity, set->count, sizeof *set->groups) != 0)
        return no_memory(s->err);
    batch_group *g = &set->groups[set->count];
    *g = (batch_group){.label = tt_strdup(label)};
    if (!g->label)
        return no_memory(s->err);
    *number = set->count++;
    return TT_OK;
}

/* The group of a series; TT_NONE when it is in none. */
static tt_status group_of(splitter *s, const tt_series *series, size_t *out)
{
    uint32_t value = s->dimension == TT_NONE ? 0 : series->key[s->dimension];
    const char *label = label_of(s, value);
    *out = s->group_of[value];
    if (*out != TT_NONE || (s->dimension != TT_NONE && !*label))
        return TT_OK;
    /* Several values of the dimension may have one attribute. */
    for (size_t g = 0; g < s->set->count && s->attribute != TT_NONE && *out == TT_NONE; g++)
        if (strcmp(s->set->groups[g].label, label) == 0)
            *out = g;
    tt_status status = *out == TT_NONE ? add_group(s, label, out) : TT_OK;
    s->group_of[value] = *out;
    return status;
}

/* ---- which groups get a report ---- */

/* Whether a series is a total: the margin of everything but area, indicator and what the groups are made by. */
static int is_total(const splitter *s, const tt_series *series)
{
    const tt_dataset *ds = s->set->ds;
    for (size_t d = 0; d < tt_dataset_dimension_count(ds); d++) {
        tt_dimension_role role = tt_dataset_role(ds, d);
        if (series->key[d] && d != s->dimension && role != TT_ROLE_AREA &&
            role != TT_ROLE_INDICATOR)
            return 0;
    }
    return 1;
}

static tt_status count_figures(const splitter *s, size_t series, size_t *out)
{
    const cli_settings *settings = &s->set->context.settings;
    tt_point_list list;
    tt_status status = tt_dataset_points(s->set->ds, series, (int)settings->from, (int)settings->to,
                                         &list, s->err);
    *out = 0;
    if (status != TT_OK)
        return status;
    for (size_t i = 0; i < list.count; i++)
        *out += !isnan(list.points[i].value) && !(list.points[i].flags & TT_VALUE_PARTIAL);
    tt_point_list_clear(&list);
    return TT_OK;
}

static void clear_group(batch_group *g)
{
    tt_free(g->label);
    tt_free(g->folder);
    tt_free(g->home);
    tt_index_list_clear(&g->series);
    tt_index_list_clear(&g->all);
    tt_findings_clear(&g->findings);
}

/* Drops the groups none of whose totals has figures enough. */
static tt_status keep_long(splitter *s)
{
    batch_set *set = s->set;
    int64_t least = set->manifest->minimum_years > 1 ? set->manifest->minimum_years : 1;
    size_t kept = 0;
    size_t most = 0;
    tt_status status = TT_OK;
    for (size_t g = 0; g < set->count; g++) {
        batch_group group = set->groups[g];
        size_t best = 0;
        for (size_t i = 0; i < group.series.count && status == TT_OK; i++) {
            size_t figures = 0;
            if (is_total(s, tt_dataset_series(set->ds, group.series.index[i])))
                status = count_figures(s, group.series.index[i], &figures);
            best = figures > best ? figures : best;
        }
        most = best > most ? best : most;
        if ((int64_t)best >= least)
            set->groups[kept++] = group;
        else
            clear_group(&group);
    }
    set->count = kept;
    if (status == TT_OK && kept == 0)
        status =
            tt_fail(s->err, TT_ETOOFEW, "no total has figures for %d periods; the longest has %zu",
                    (int)least, most);
    return status;
}

/* ---- folders ---- */

/* What stands for {name} in a pattern: a dimension or an attribute, for the group. */
static const char *value_of(const splitter *s, const batch_group *g, const char *name)
{
    const tt_dataset *ds = s->set->ds;
    const tt_series *series = tt_dataset_series(ds, g->series.index[0]);
    if (s->set->manifest->for_each && strcmp(name, s->set->manifest->for_each) == 0)
        return g->label;
    size_t d = tt_dataset_find_dimension(ds, name);
    if (d != TT_NONE)
        return tt_dataset_value(ds, d, series->key[d]);
    size_t a = tt_dataset_find_attribute(ds, name);
    if (a == TT_NONE)
        return NULL;
    return tt_dataset_attribute_text(ds, a, series->key[tt_dataset_attribute_dimension(ds, a)]);
}

/* One part of a folder, between slashes. */
static tt_status add_part(const splitter *s, const batch_group *g, const char *pattern,
                          size_t length, tt_strbuf *out)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_status status = TT_OK;
    for (size_t i = 0; i < length && status == TT_OK; i++) {
        const char *close = pattern[i] == '{' ? memchr(pattern + i, '}', length - i) : NULL;
        if (!close) {
            tt_strbuf_add_char(&text, pattern[i]);
            continue;
        }
        char name[64] = "";
        size_t width = (size_t)(close - pattern) - i - 1;
        memcpy(name, pattern + i + 1, width < sizeof name ? width : sizeof name - 1);
        const char *value = value_of(s, g, name);
        if (!value)
            status = tt_fail(s->err, TT_ENOTFOUND,
                             "folder: the data have no dimension or attribute '%s'", name);
        else
            tt_strbuf_add(&text, value);
        i += width + 1;
    }
    tt_strbuf_add(out, out->length ? "/" : "");
    size_t before = out->length;
    if (status == TT_OK)
        tt_text_slug(out, tt_strbuf_text(&text));
    if (out->length == before)
        tt_strbuf_add(out, "report");
    tt_strbuf_clear(&text);
    return status;
}

static tt_status name_folder(const splitter *s, batch_group *g)
{
    const cli_manifest_set *m = s->set->manifest;
    const char *pattern = m->folder;
    tt_strbuf out = TT_STRBUF_INIT;
    tt_strbuf home = TT_STRBUF_INIT;
    tt_status status = TT_OK;
    if (!pattern)
        tt_text_slug(&out, *g->label ? g->label : m->name ? m->name : "report");
    while (pattern && *pattern && status == TT_OK) {
        size_t length = strcspn(pattern, "/");
        if (length)
            status = add_part(s, g, pattern, length, &out);
        pattern += length + (pattern[length] == '/');
    }
    if (out.length == 0)
        tt_strbuf_add(&out, "report");
    tt_strbuf_add(&home, "../");
    for (const char *c = tt_strbuf_text(&out); *c; c++)
        tt_strbuf_add(&home, *c == '/' ? "../" : "");
    tt_strbuf_add(&home, "index.html");
    g->folder = tt_strbuf_take(&out);
    g->home = tt_strbuf_take(&home);
    if (status == TT_OK && (!g->folder || !g->home))
        status = no_memory(s->err);
    return status;
}

/* Where two groups would go to the same folder, both get names apart. */
static tt_status part_folders(const splitter *s)
{
    batch_set *set = s->set;
    char *doubled = tt_calloc(set->count, 1);
    if (!doubled)
        return no_memory(s->err);
    for (size_t a = 0; a < set->count; a++)
        for (size_t b = 0; b < a; b++)
            if (strcmp(set->groups[a].folder, set->groups[b].folder) == 0)
                doubled[a] = doubled[b] = 1;
    tt_status status = TT_OK;
    for (size_t a = 0; a < set->count && status == TT_OK; a++)
        if (doubled[a])
            status = cli_name_apart(&set->groups[a].folder, set->groups[a].label, s->err);
    tt_free(doubled);
    return status;
}

/* ---- the set ---- */

/* All series of the data, and the chosen among them, to their groups. */
static tt_status deal(splitter *s, const tt_index_list *chosen)
{
    batch_set *set = s->set;
    tt_status status = TT_OK;
    size_t next = 0;
    for (size_t i = 0; i < tt_dataset_series_count(set->ds) && status == TT_OK; i++) {
        size_t group;
        status = group_of(s, tt_dataset_series(set->ds, i), &group);
        int is_chosen = next < chosen->count && chosen->index[next] == i;
        next += is_chosen ? 1 : 0;
        if (status != TT_OK || group == TT_NONE)
            continue;
        status = tt_index_list_add(&set->groups[group].all, i, s->err);
        if (status == TT_OK && is_chosen)
            status = tt_index_list_add(&set->groups[group].series, i, s->err);
    }
    return status;
}

static tt_status split(splitter *s, const tt_index_list *chosen)
{
    tt_status status = find_dimension(s);
    if (status != TT_OK)
        return status;
    size_t values = s->dimension == TT_NONE ? 1 : tt_dataset_value_count(s->set->ds, s->dimension);
    s->group_of = tt_calloc(values + 1, sizeof *s->group_of);
    if (!s->group_of)
        return no_memory(s->err);
    for (size_t v = 0; v <= values; v++)
        s->group_of[v] = TT_NONE;
    status = deal(s, chosen);
    if (status == TT_OK)
        status = keep_long(s);
    for (size_t g = 0; g < s->set->count && status == TT_OK; g++)
        status = name_folder(s, &s->set->groups[g]);
    if (status == TT_OK)
        status = part_folders(s);
    tt_free(s->group_of);
    return status;
}

/* Each finding to the group of its series; the data are checked once for all reports. */
static tt_status deal_findings(batch_set *set, tt_error *err)
{
    tt_findings all = {0};
    size_t count = tt_dataset_series_count(set->ds);
    size_t *owner = tt_calloc(count + 1, sizeof *owner);
    tt_status status = owner ? tt_dataset_check(set->ds, &all, err) : no_memory(err);
    for (size_t i = 0; i < count && owner; i++)
        owner[i] = TT_NONE;
    for (size_t g = 0; g < set->count && owner; g++)
        for (size_t i = 0; i < set->groups[g].series.count; i++)
            owner[set->groups[g].series.index[i]] = g;
    for (size_t i = 0; i < all.count && status == TT_OK; i++) {
        size_t series = all.list[i].series_index;
        size_t group = series < count ? owner[series] : TT_NONE;
        if (group != TT_NONE)
            status = tt_findings_move(&set->groups[group].findings, &all, i, err);
    }
    tt_findings_clear(&all);
    tt_free(owner);
    return status;
}

tt_status batch_set_open(const cli_manifest_set *manifest, const cli_context *command,
                         batch_set *out, tt_error *err)
{
    *out = (batch_set){.manifest = manifest, .context = *command};
    cli_settings *settings = &out->context.settings;
    *settings = manifest->settings; /* the lists stay the manifest's */
    settings->jobs = command->settings.jobs;
    settings->gnuplot = command->settings.gnuplot;
    settings->time_limit = command->settings.time_limit;
    settings->quiet = command->settings.quiet;
    tt_index_list chosen = {0};
    splitter s = {.set = out, .err = err};
    tt_status status = cli_load(&out->context, &settings->operands, &out->ds, err);
    if (status == TT_OK)
        status = cli_load_population(&out->context, &out->population, err);
    if (status == TT_OK)
        status = cli_chart_formats(&out->context, NULL, out->formats, &out->format_count, err);
    if (status == TT_OK)
        status = cli_select(&out->context, out->ds, &chosen, err);
    if (status == TT_OK)
        status = split(&s, &chosen);
    if (status == TT_OK)
        status = deal_findings(out, err);
    if (status == TT_OK)
        status = batch_beside_make(out, err);
    tt_index_list_clear(&chosen);
    if (status != TT_OK)
        batch_set_close(out);
    return status;
}

void batch_set_close(batch_set *set)
{
    for (size_t g = 0; g < set->count; g++)
        clear_group(&set->groups[g]);
    tt_free(set->groups);
    tt_dataset_free(set->population);
    tt_dataset_free(set->ds);
    *set = (batch_set){0};
}
