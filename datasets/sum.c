/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of figures as new observations, and data sets that are made from others. */
#include <math.h>
#include <string.h>

#include "conditions_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for derived figures");
}

/* What a part passes on to a sum. */
enum {
    PASSED_ON = TT_VALUE_PARTIAL | TT_VALUE_PROVISIONAL | TT_VALUE_APPROXIMATE | TT_VALUE_PANEL |
                TT_VALUE_DECIDED | TT_VALUE_BREAK
};

int tt__add_figure(tt_observation *sum, const tt_point *point)
{
    if (isnan(point->low))
        return 0;
    sum->value += point->value;
    sum->low += point->low;
    sum->high += point->high;
    sum->flags |= point->flags & PASSED_ON;
    if (point->decimals > sum->decimals)
        sum->decimals = point->decimals;
    return 1;
}

tt_status tt__join_texts(tt_dataset *ds, const uint32_t *texts, size_t count, uint32_t *out,
                         tt_error *err)
{
    size_t same = 1;
    while (same < count && texts[same] == texts[0])
        same++;
    *out = count ? texts[0] : 0;
    if (same >= count)
        return TT_OK;
    tt_strbuf text = TT_STRBUF_INIT;
    for (size_t i = 0; i < count; i++) {
        tt_strbuf_add(&text, i ? "; " : "");
        tt_strbuf_add(&text, texts[i] ? tt_dataset_text(ds, texts[i]) : "none");
    }
    tt_status status = tt_strbuf_status(&text, err);
    if (status == TT_OK)
        status = tt__dataset_add_text(ds, text.text, text.length, out, err);
    tt_strbuf_clear(&text);
    return status;
}

/* ---- data sets made from others ---- */

static int copy_pool(const tt__pool *from, tt__pool *to)
{
    for (uint32_t i = (uint32_t)to->count; i < from->count; i++)
        if (tt__pool_add(to, from->entries[i].text, from->entries[i].length) == TT__POOL_NONE)
            return -1;
    return 0;
}

/* A copy of an array; NULL without memory. */
static void *copy_array(const void *from, size_t count, size_t size)
{
    void *copy = tt_calloc(count, size);
    if (copy && count)
        memcpy(copy, from, count * size);
    return copy;
}

static tt_status copy_dimensions(const tt_dataset *from, tt_dataset *to, tt_error *err)
{
    for (size_t d = 0; d < from->dimension_count; d++) {
        const tt__dimension *source = &from->dimensions[d];
        size_t index;
        tt_status status = tt__dataset_add_dimension(to, source->name, &index, err);
        if (status != TT_OK)
            return status;
        tt__dimension *target = &to->dimensions[index];
        target->role = source->role;
        if (copy_pool(&source->values, &target->values) != 0)
            return no_memory(err);
        if (!source->breakdown)
            continue;
        target->breakdown =
            copy_array(source->breakdown, source->breakdown_capacity, sizeof(uint32_t));
        target->breakdown_capacity = target->breakdown ? source->breakdown_capacity : 0;
        if (!target->breakdown)
            return no_memory(err);
    }
    return TT_OK;
}

static tt_status copy_attributes(const tt_dataset *from, tt_dataset *to, tt_error *err)
{
    for (size_t a = 0; a < from->attribute_count; a++) {
        const tt__attribute *source = &from->attributes[a];
        if (tt_grow(&to->attributes, &to->attribute_capacity, to->attribute_count,
                    sizeof *to->attributes) != 0)
            return no_memory(err);
        tt__attribute copy = *source;
        copy.name = tt_strdup(source->name);
        copy.text = copy_array(source->text, source->capacity, sizeof *copy.text);
        to->attributes[to->attribute_count++] = copy; /* freed with the data set, whatever failed */
        if (!copy.name || !copy.text)
            return no_memory(err);
    }
    return TT_OK;
}

static tt_status copy_breaks(const tt_dataset *from, tt_dataset *to, tt_error *err)
{
    for (size_t i = 0; i < from->break_count; i++) {
        if (tt_grow(&to->breaks, &to->break_capacity, to->break_count, sizeof *to->breaks) != 0)
            return no_memory(err);
        tt__break *copy = &to->breaks[to->break_count++];
        *copy = from->breaks[i];
        if (tt__conditions_copy(&from->breaks[i].conditions, &copy->conditions) != 0)
            return no_memory(err);
    }
    return TT_OK;
}

/* The decisions, which were applied to the rows that are copied. */
static tt_status copy_decisions(const tt_dataset *from, tt_dataset *to, tt_error *err)
{
    for (size_t i = 0; i < from->decision_count; i++) {
        if (tt_grow(&to->decisions, &to->decision_capacity, to->decision_count,
                    sizeof *to->decisions) != 0)
            return no_memory(err);
        tt__decision *copy = &to->decisions[to->decision_count++];
        *copy = from->decisions[i];
        if (tt__conditions_copy(&from->decisions[i].conditions, &copy->conditions) != 0)
            return no_memory(err);
    }
    to->rulings = copy_array(from->rulings, from->ruling_count, sizeof *to->rulings);
    to->ruling_count = to->ruling_capacity = to->rulings ? from->ruling_count : 0;
    return to->rulings ? TT_OK : no_memory(err);
}

tt_status tt__dataset_like(const tt_dataset *from, tt_dataset **out, tt_error *err)
{
    tt_dataset *to = NULL;
    *out = NULL;
    tt_status status = tt_dataset_new(&to, err);
    if (status != TT_OK)
        return status;
    if (copy_pool(&from->texts, &to->texts) != 0)
        status = no_memory(err);
    if (status == TT_OK)
        status = copy_dimensions(from, to, err);
    if (status == TT_OK)
        status = copy_attributes(from, to, err);
    if (status == TT_OK)
        status = copy_breaks(from, to, err);
    if (status == TT_OK)
        status = copy_decisions(from, to, err);
    to->origins = copy_array(from->origins, from->origin_count, sizeof *to->origins);
    if (status == TT_OK && !to->origins)
        status = no_memory(err);
    to->origin_count = to->origin_capacity = to->origins ? from->origin_count : 0;
    to->made.first_origin = (uint32_t)to->origin_count;
    to->file_count = from->file_count;
    to->conflict = from->conflict;
    for (size_t i = 0; i < from->remark_count && status == TT_OK; i++)
        status = tt__dataset_add_remark(to, from->remarks[i], err);
    if (status == TT_OK)
        *out = to;
    else
        tt_dataset_free(to);
    return status;
}

void tt__made_clear(tt__made *made)
{
    tt_free(made->end);
    tt_free(made->inputs);
    *made = (tt__made){0};
}

size_t tt__made_inputs(const tt_dataset *ds, size_t observation, size_t *first)
{
    uint32_t origin = ds->observations[observation].origin;
    *first = 0;
    if (!ds->parent || origin < ds->made.first_origin)
        return 0;
    size_t i = origin - ds->made.first_origin;
    *first = i ? ds->made.end[i - 1] : 0;
    return ds->made.end[i] - *first;
}

/* A derived observation with an origin of its own, under which its inputs are found. */
static tt_status add_made(tt_dataset *ds, tt_observation row, const tt_origin *origin,
                          const tt__beside *beside, const size_t *inputs, size_t count,
                          tt_error *err)
{
    tt__made *made = &ds->made;
    for (size_t i = 0; i < count; i++) {
        if (tt_grow(&made->inputs, &made->input_capacity, made->input_count,
                    sizeof *made->inputs) != 0)
            return no_memory(err);
        made->inputs[made->input_count++] = (uint32_t)inputs[i];
    }
    if (tt_grow(&made->end, &made->capacity, made->count, sizeof *made->end) != 0 ||
        tt_grow(&ds->origins, &ds->origin_capacity, ds->origin_count, sizeof *ds->origins) != 0)
        return no_memory(err);
    made->end[made->count++] = made->input_count;
    row.origin = (uint32_t)ds->origin_count;
    ds->origins[ds->origin_count++] = *origin;
    return tt__dataset_add_observation(ds, &row, beside->exposure, beside->standard_error, err);
}

tt_status tt__dataset_copy_row(tt_dataset *ds, const tt_dataset *from, size_t observation,
                               uint32_t series, tt_error *err)
{
    tt_observation row = from->observations[observation];
    tt__beside beside = {tt_dataset_exposure(from, observation),
                         tt_dataset_standard_error(from, observation)};
    row.series = series;
    if (!(row.flags & TT_VALUE_DERIVED))
        return tt__dataset_add_observation(ds, &row, beside.exposure, beside.standard_error, err);
    tt_origin origin = from->origins[row.origin];
    return add_made(ds, row, &origin, &beside, &observation, 1, err);
}

tt_status tt__dataset_adopt(tt_dataset **parent, tt_dataset *made, tt_error *err)
{
    for (size_t i = 0; i < made->observation_count; i++)
        made->printed_rows += made->observations[i].flags & TT_VALUE_DERIVED ? 0 : 1;
    tt_status status = tt__dataset_order(made, err);
    if (status == TT_OK)
        status = tt__dataset_name_series(made, err);
    if (status != TT_OK) {
        tt_dataset_free(made);
        return status;
    }
    for (size_t i = 0; i < made->series_count; i++) {
        tt_series *series = &made->series[i];
        series->derived = 1;
        for (size_t k = series->first; k < series->first + series->count; k++)
            series->derived &= (made->observations[k].flags & TT_VALUE_DERIVED) != 0;
    }
    made->finished = 1;
    made->parent = *parent;
    *parent = made;
    return TT_OK;
}

/* ---- sums ---- */

void tt__sum_start(tt__sum *sum, tt_period period)
{
    size_t *inputs = sum->inputs;
    uint32_t *definitions = sum->definitions;
    size_t capacity = sum->capacity;
    *sum = (tt__sum){.row = {.period = period, .flags = TT_VALUE_DERIVED},
                     .inputs = inputs,
                     .definitions = definitions,
                     .capacity = capacity};
}

/* One more source, each once; of very many the first ones. */
static void add_source(tt__sum *sum, uint32_t source)
{
    for (size_t i = 0; i < sum->source_count; i++)
        if (sum->sources[i] == source)
            return;
    if (source && sum->source_count < TT__SUM_SOURCES)
        sum->sources[sum->source_count++] = source;
}

static tt_status make_room(tt__sum *sum, tt_error *err)
{
    if (sum->count < sum->capacity)
        return TT_OK;
    size_t capacity = sum->capacity ? 2 * sum->capacity : 16;
    size_t *inputs = tt_realloc(sum->inputs, capacity, sizeof *inputs);
    if (!inputs)
        return no_memory(err);
    sum->inputs = inputs;
    uint32_t *definitions = tt_realloc(sum->definitions, capacity, sizeof *definitions);
    if (!definitions)
        return no_memory(err);
    sum->definitions = definitions;
    sum->capacity = capacity;
    return TT_OK;
}

tt_status tt__sum_add(tt__sum *sum, const tt_dataset *ds, const tt_point *point, tt_error *err)
{
    tt_status status = make_room(sum, err);
    if (status != TT_OK || !tt__add_figure(&sum->row, point))
        return status;
    sum->exposure += point->exposure;
    sum->exposure_months += point->exposure * point->period.months;
    sum->variance += point->standard_error * point->standard_error;
    sum->months += point->period.months;
    for (size_t k = point->observation; k < point->observation + point->rows; k++)
        add_source(sum, ds->origins[ds->observations[k].origin].source);
    sum->definitions[sum->count] = point->definition;
    sum->inputs[sum->count++] = point->observation;
    return TT_OK;
}

tt_status tt__sum_finish(tt__sum *sum, tt_dataset *to, uint32_t series, int over_time,
                         const char *note, tt_error *err)
{
    tt_origin origin = {0};
    size_t definitions = sum->count;
    if (over_time) { /* the definitions in their order, each stretch once */
        definitions = sum->count ? 1 : 0;
        for (size_t i = 1; i < sum->count; i++)
            if (sum->definitions[i] != sum->definitions[definitions - 1])
                sum->definitions[definitions++] = sum->definitions[i];
    }
    tt_status status = tt__join_texts(to, sum->definitions, definitions, &origin.definition, err);
    if (status == TT_OK)
        status = tt__join_texts(to, sum->sources, sum->source_count, &origin.source, err);
    if (status == TT_OK)
        status = tt__dataset_add_text(to, note, strlen(note), &origin.note, err);
    if (status != TT_OK)
        return status;
    sum->row.series = series;
    sum->row.state = sum->row.value == 0 ? TT_STATE_ZERO : TT_STATE_OBSERVED;
    tt__beside beside = {over_time ? sum->exposure_months / sum->months : sum->exposure,
                         sqrt(sum->variance)};
    return add_made(to, sum->row, &origin, &beside, sum->inputs, sum->count, err);
}

void tt__sum_clear(tt__sum *sum)
{
    tt_free(sum->inputs);
    tt_free(sum->definitions);
    *sum = (tt__sum){0};
}

/* ---- remarks ---- */

tt_status tt__dataset_add_remark(tt_dataset *ds, const char *text, tt_error *err)
{
    if (tt_grow(&ds->remarks, &ds->remark_capacity, ds->remark_count, sizeof *ds->remarks) != 0)
        return no_memory(err);
    ds->remarks[ds->remark_count] = tt_strdup(text);
    return ds->remarks[ds->remark_count++] ? TT_OK : no_memory(err);
}

size_t tt_dataset_remark_count(const tt_dataset *ds)
{
    return ds->remark_count;
}

const char *tt_dataset_remark(const tt_dataset *ds, size_t index)
{
    return ds->remarks[index];
}
