/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The items of a plan of charts and the names of their files. */
#include <string.h>

#include "plan_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/text.h"

static int name_taken(const tt_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->count; i++)
        if (strcmp(plan->items[i].name, name) == 0)
            return 1;
    return 0;
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
    tt_text_slug(&name, about);
    if (name.length)
        tt_strbuf_add_char(&name, '-');
    tt_strbuf_add(&name, kind);
    if (!name.failed && name_taken(plan, tt_strbuf_text(&name)))
        tt_strbuf_addf(&name, "-%06x", (unsigned)(hash_text(about) & 0xFFFFFF));
    for (int i = 2; !name.failed && name_taken(plan, tt_strbuf_text(&name)); i++)
        tt_strbuf_addf(&name, "-%d", i);
    return tt_strbuf_take(&name);
}

void tt__plan_add(tt__planner *p, const char *kind, const char *section, const char *about,
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

void tt__plan_name(const tt__planner *p, size_t series, tt_strbuf *out)
{
    const tt_series *s = tt_dataset_series(p->ds, series);
    tt_strbuf_reset(out);
    for (size_t d = 0; d < tt_dataset_dimension_count(p->ds); d++) {
        if (s->key[d] == 0 || (p->constant[d] && d != p->indicator))
            continue;
        tt_strbuf_add(out, out->length ? " " : "");
        tt_strbuf_add(out, tt_dataset_value(p->ds, d, s->key[d]));
    }
}
