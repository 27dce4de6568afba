/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pieces of a table to the data set, in the order of the file.
 *
 * Each row reader numbers texts, series and origins in its own way; here they get the numbers of the data
 * set, at the first figure that has them. So all numbers are those that one reader of the whole file would
 * have given, and texts of rows that were left out do not show. */
#include <math.h>
#include <string.h>

#include "file_internal.h"
#include "table_internal.h"
#include "tiptrend/memory.h"

/* Numbers of the data set for those of one row reader; TT__POOL_NONE where it has not been asked yet. */
typedef struct number_map {
    uint32_t *number;
    size_t capacity;
} number_map;

typedef struct reader_maps {
    number_map texts;
    number_map *values; /* values[slot_count] */
    uint32_t *series;   /* series[series_capacity]: of the piece */
    size_t series_capacity;
    uint32_t *origins;
    size_t origin_capacity;
} reader_maps;

/* An attribute that contradicts what it was before; rows are left out until it does no more. */
typedef struct contradiction {
    int is_active;
    char message[256];
} contradiction;

/* A row that can be a remark, as long as no figures follow. */
typedef struct pending {
    tt_error fault;
    char *text;
} pending;

/* The next series of a piece, for which all numbers are known. Their keys are made together, so that the
 * places of a large table are fetched at the same time and not one after the other. */
enum { TOGETHER = 16 };

typedef struct next_series {
    size_t first; /* the series of the piece that are looked at: first ... end-1 */
    size_t end;
    struct {
        int is_known;
        uint32_t unit;
        uint32_t hash;
    } about[TOGETHER];
    uint32_t *keys;   /* keys[TOGETHER * dimension_count] */
    uint32_t glances; /* what stands in the places */
} next_series;

struct tt__join {
    tt_dataset *ds;
    const tt__plan *plan;
    uint32_t file;
    reader_maps *maps; /* maps[reader_count] */
    size_t reader_count;
    tt__tuples origins; /* of this file: numbers of texts; first_origin + place is the origin */
    size_t first_origin;
    uint32_t *key; /* key[dimension_count] */
    next_series next;
    contradiction *contradictions; /* contradictions[columns] */
    size_t contradicting;          /* how many are active */
    size_t bytes;                  /* of the file, where that is known */
    size_t lines;                  /* before the piece */
    uint32_t faulty_line;          /* of the last row that was left out for a contradiction */
    pending *pending;
    size_t pending_count;
    size_t pending_capacity;
    tt__file *about;
};

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for the data set");
}

/* ---- numbers ---- */

/* The place of a number in a map, which grows to hold it; NULL when there is no memory. */
static uint32_t *place_of(number_map *map, uint32_t number)
{
    while (map->capacity <= number) {
        size_t old = map->capacity;
        if (tt_grow(&map->number, &map->capacity, old, sizeof *map->number) != 0)
            return NULL;
        for (size_t i = old; i < map->capacity; i++)
            map->number[i] = TT__POOL_NONE;
    }
    return &map->number[number];
}

/* Room for `count` numbers that are not known yet. Returns 0 on success. */
static int forget_numbers(uint32_t **numbers, size_t *capacity, size_t count)
{
    while (*capacity < count)
        if (tt_grow(numbers, capacity, *capacity, sizeof **numbers) != 0)
            return -1;
    for (size_t i = 0; i < count; i++)
        (*numbers)[i] = TT__POOL_NONE;
    return 0;
}

static const uint32_t *tuple_at(const tt__tuples *tuples, size_t number)
{
    return tuples->items + number * tuples->width;
}

/* The text of the data set for one of a reader. */
static tt_status map_text(tt__join *j, number_map *map, const tt__pool *from, uint32_t text,
                          uint32_t *out, tt_error *err)
{
    uint32_t *place = place_of(map, text);
    if (!place)
        return no_memory(err);
    if (*place == TT__POOL_NONE) {
        tt_status status = tt__dataset_add_text(j->ds, from->entries[text].text,
                                                from->entries[text].length, place, err);
        if (status != TT_OK)
            return status;
    }
    *out = *place;
    return TT_OK;
}

/* Remembers the breakdown of a value of a nested dimension. */
static tt_status set_breakdown(tt__dimension *dimension, uint32_t value, uint32_t breakdown,
                               tt_error *err)
{
    while (dimension->breakdown_capacity <= value) {
        size_t old = dimension->breakdown_capacity;
        if (tt_grow(&dimension->breakdown, &dimension->breakdown_capacity, old,
                    sizeof *dimension->breakdown) != 0)
            return no_memory(err);
        memset(dimension->breakdown + old, 0,
               (dimension->breakdown_capacity - old) * sizeof *dimension->breakdown);
    }
    dimension->breakdown[value] = breakdown + 1;
    return TT_OK;
}

static int is_margin(const tt__plan *plan, const char *text)
{
    return tt_word_is_margin(text) || (plan->layout->unknown_is_margin && strcmp(text, "_Z") == 0);
}

/* The value of a dimension for one of a reader; 0 is the margin. */
static tt_status map_value(tt__join *j, reader_maps *maps, const tt__numbers *numbers, size_t slot,
                           uint32_t value, uint32_t *out, tt_error *err)
{
    uint32_t *place = place_of(&maps->values[slot], value);
    if (!place)
        return no_memory(err);
    if (*place != TT__POOL_NONE) {
        *out = *place;
        return TT_OK;
    }
    const struct pool_entry *entry = &numbers->values[slot].entries[value];
    tt__dimension *dimension = &j->ds->dimensions[j->plan->dimension[slot]];
    int nested = j->plan->is_nested[slot];
    uint32_t outer = nested && value < numbers->outer_count[slot] ? numbers->outer[slot][value] : 0;
    uint32_t number = 0;
    tt_status status = TT_OK;
    if (nested ? outer != 0 : !is_margin(j->plan, entry->text)) {
        number = tt__pool_add(&dimension->values, entry->text, entry->length);
        if (number == TT__POOL_NONE)
            return no_memory(err);
        uint32_t breakdown = 0;
        if (nested)
            status = map_text(j, &maps->texts, &numbers->texts, outer - 1, &breakdown, err);
        if (status == TT_OK && nested)
            status = set_breakdown(dimension, number, breakdown, err);
    }
    if (status == TT_OK)
        *place = *out = number;
    return status;
}

static uint32_t known_number(const number_map *map, uint32_t number)
{
    return number < map->capacity ? map->number[number] : TT__POOL_NONE;
}

/* Makes the keys of the series of a piece from `first` on. */
static void look_ahead(tt__join *j, const reader_maps *maps, const tt__tuples *series, size_t first)
{
    next_series *n = &j->next;
    size_t width = j->ds->dimension_count;
    n->first = first;
    n->end = series->count - first < TOGETHER ? series->count : first + TOGETHER;
    memset(n->keys, 0, TOGETHER * width * sizeof *n->keys);
    for (size_t i = 0; i < n->end - first; i++) {
        const uint32_t *tuple = tuple_at(series, first + i);
        uint32_t *key = n->keys + i * width;
        uint32_t unit = known_number(&maps->texts, tuple[j->plan->slot_count]);
        int is_known = unit != TT__POOL_NONE;
        for (size_t s = 0; s < j->plan->slot_count; s++) {
            uint32_t value = known_number(&maps->values[s], tuple[s]);
            is_known &= value != TT__POOL_NONE;
            key[j->plan->dimension[s]] = value;
        }
        n->about[i].is_known = is_known;
        n->about[i].unit = unit;
        n->about[i].hash = tt__dataset_series_hash(j->ds, key, unit);
    }
    for (size_t i = 0; i < n->end - first; i++)
        n->glances ^= tt__dataset_series_glance(j->ds, n->about[i].hash);
}

/* A series of which a value or the unit can be met for the first time. */
static tt_status map_new_series(tt__join *j, reader_maps *maps, const tt__numbers *numbers,
                                const uint32_t *tuple, uint32_t *place, tt_error *err)
{
    memset(j->key, 0, j->ds->dimension_count * sizeof *j->key);
    tt_status status = TT_OK;
    for (size_t s = 0; s < j->plan->slot_count && status == TT_OK; s++)
        status = map_value(j, maps, numbers, s, tuple[s], &j->key[j->plan->dimension[s]], err);
    uint32_t unit;
    if (status == TT_OK)
        status = map_text(j, &maps->texts, &numbers->texts, tuple[j->plan->slot_count], &unit, err);
    return status == TT_OK ? tt__dataset_add_series(j->ds, j->key, unit, place, err) : status;
}

static tt_status map_series(tt__join *j, reader_maps *maps, const tt__numbers *numbers,
                            const tt__tuples *all, uint32_t series, tt_error *err)
{
    next_series *n = &j->next;
    uint32_t *place = &maps->series[series];
    if (series < n->first || series >= n->end)
        look_ahead(j, maps, all, series);
    size_t i = series - n->first;
    if (!n->about[i].is_known)
        return map_new_series(j, maps, numbers, tuple_at(all, series), place, err);
    return tt__dataset_add_hashed(j->ds, n->keys + i * j->ds->dimension_count, n->about[i].unit,
                                  n->about[i].hash, place, err);
}

static tt_status map_origin(tt__join *j, reader_maps *maps, const tt__numbers *numbers,
                            const uint32_t *tuple, uint32_t *place, tt_error *err)
{
    uint32_t texts[TT__ORIGIN_TEXTS];
    tt_status status = TT_OK;
    for (size_t i = 0; i < TT__ORIGIN_TEXTS && status == TT_OK; i++)
        status = map_text(j, &maps->texts, &numbers->texts, tuple[i], &texts[i], err);
    if (status != TT_OK)
        return status;
    size_t known = j->origins.count;
    uint32_t number = tt__tuples_add(&j->origins, texts);
    if (number == TT__TUPLE_NONE)
        return no_memory(err);
    tt_dataset *ds = j->ds;
    if (number == known) {
        if (ds->origin_count >= UINT32_MAX - 1 ||
            tt_grow(&ds->origins, &ds->origin_capacity, ds->origin_count, sizeof *ds->origins) != 0)
            return no_memory(err);
        ds->origins[ds->origin_count++] = (tt_origin){.file = j->file,
                                                      .definition = texts[TT__ORIGIN_DEFINITION],
                                                      .base = texts[TT__ORIGIN_BASE],
                                                      .source = texts[TT__ORIGIN_SOURCE],
                                                      .locator = texts[TT__ORIGIN_LOCATOR],
                                                      .note = texts[TT__ORIGIN_NOTE]};
    }
    *place = (uint32_t)(j->first_origin + number);
    return TT_OK;
}

/* ---- faults ---- */

/* A fault in the order of the file: told, and passed over if whoever is told wants to read on. */
static tt_status tell(tt__join *j, tt_error *fault, tt_error *err)
{
    const tt_read_options *options = j->plan->options;
    tt_error_place(fault, tt_dataset_text(j->ds, j->file), 0, 0);
    j->about->report.faults++;
    if (fault->status != TT_ENOMEM && options->problem &&
        options->problem(fault, options->problem_context) == 0)
        return TT_OK;
    if (err && err->status == TT_OK)
        *err = *fault;
    return fault->status;
}

static tt_error fault_of(const tt__join *j, const tt__event *event)
{
    tt_error fault = {0};
    (void)tt_error_set(&fault, event->status, event->where, "%s", event->message);
    fault.line = j->lines + event->line;
    fault.column = event->column;
    return fault;
}

/* Figures follow: what could have been notes below the table is no such thing. */
static tt_status tell_pending(tt__join *j, tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t i = 0; i < j->pending_count; i++) {
        if (status == TT_OK)
            status = tell(j, &j->pending[i].fault, err);
        tt_free(j->pending[i].text);
    }
    j->pending_count = 0;
    return status;
}

static tt_status keep_pending(tt__join *j, const tt__event *event, tt_error *err)
{
    if (tt_grow(&j->pending, &j->pending_capacity, j->pending_count, sizeof *j->pending) != 0)
        return no_memory(err);
    pending *p = &j->pending[j->pending_count];
    *p = (pending){.fault = fault_of(j, event), .text = tt_strdup(event->text)};
    if (!p->text)
        return no_memory(err);
    j->pending_count++;
    return TT_OK;
}

/* An attribute of a value: the same in every row. */
static tt_status take_fact(tt__join *j, reader_maps *maps, const tt__numbers *numbers,
                           const tt__event *event, tt_error *err)
{
    tt_dataset *ds = j->ds;
    const tt__column *column = &j->plan->columns.list[event->column];
    tt__attribute *attribute = &ds->attributes[column->target];
    uint32_t value = 0;
    uint32_t text = 0;
    tt_status status =
        map_value(j, maps, numbers, j->plan->slot[column->outer], event->value, &value, err);
    if (status == TT_OK)
        status = map_text(j, &maps->texts, &numbers->texts, event->fact, &text, err);
    if (status != TT_OK)
        return status;
    while (attribute->capacity <= value) {
        size_t old = attribute->capacity;
        if (tt_grow(&attribute->text, &attribute->capacity, old, sizeof *attribute->text) != 0)
            return no_memory(err);
        memset(attribute->text + old, 0, (attribute->capacity - old) * sizeof(uint32_t));
    }
    contradiction *c = &j->contradictions[event->column];
    j->contradicting -= c->is_active ? 1 : 0;
    c->is_active = attribute->text[value] && attribute->text[value] != text + 1;
    j->contradicting += c->is_active ? 1 : 0;
    if (!c->is_active) {
        attribute->text[value] = text + 1;
        return TT_OK;
    }
    tt_error message = {0};
    (void)tt_fail(&message, TT_ESCHEMA, "%s of %.60s is '%.60s' here and '%.60s' before",
                  attribute->name, tt_dataset_value(ds, attribute->dimension, value),
                  tt_dataset_text(ds, text), tt_dataset_text(ds, attribute->text[value] - 1));
    memcpy(c->message, message.message, sizeof c->message - 1);
    return TT_OK;
}

/* The row of this line is left out for what contradicts in it; each row is told once. */
static tt_status tell_contradiction(tt__join *j, uint32_t line, tt_error *err)
{
    if (j->faulty_line == line)
        return TT_OK;
    j->faulty_line = line;
    size_t column = 0;
    while (!j->contradictions[column].is_active)
        column++;
    tt_error fault = {0};
    (void)tt_fail(&fault, TT_ESCHEMA, "%s", j->contradictions[column].message);
    fault.line = line;
    fault.column = column + 1;
    return tell(j, &fault, err);
}

/* ---- pieces ---- */

/* Figures from ... end-1 of a piece. */
static tt_status take_figures(tt__join *j, reader_maps *maps, const tt__numbers *numbers,
                              const tt__piece *piece, size_t from, size_t end, tt_error *err)
{
    tt_status status = from < end && j->pending_count ? tell_pending(j, err) : TT_OK;
    for (size_t i = from; i < end && status == TT_OK; i++) {
        tt_observation row = piece->rows[i];
        size_t line = j->lines + row.line;
        row.line = line > UINT32_MAX ? UINT32_MAX : (uint32_t)line;
        if (j->contradicting) {
            status = tell_contradiction(j, row.line, err);
            continue;
        }
        uint32_t *origin = &maps->origins[row.origin];
        if (maps->series[row.series] == TT__POOL_NONE)
            status = map_series(j, maps, numbers, &piece->series, row.series, err);
        if (status == TT_OK && *origin == TT__POOL_NONE)
            status =
                map_origin(j, maps, numbers, tuple_at(&piece->origins, row.origin), origin, err);
        if (status != TT_OK)
            return status;
        row.series = maps->series[row.series];
        row.origin = *origin;
        status =
            tt__dataset_add_observation(j->ds, &row, piece->has_exposure ? piece->exposure[i] : NAN,
                                        piece->has_error ? piece->standard_error[i] : NAN, err);
        j->about->report.figures++;
    }
    return status;
}

static tt_status take_event(tt__join *j, reader_maps *maps, const tt__numbers *numbers,
                            const tt__event *event, tt_error *err)
{
    if (event->kind == TT__EVENT_FACT)
        return take_fact(j, maps, numbers, event, err);
    if (event->kind == TT__EVENT_REMARK)
        return keep_pending(j, event, err);
    tt_status status = tell_pending(j, err);
    tt_error fault = fault_of(j, event);
    return status == TT_OK ? tell(j, &fault, err) : status;
}

static tt_status count_marks(tt__join *j, const tt__numbers *numbers, const tt__piece *piece,
                             tt_error *err)
{
    for (size_t i = 0; i < piece->mark_count; i++) {
        const tt__mark *mark = &piece->marks[i];
        tt_status status = tt__file_count_mark(j->about, tt__pool_text(&numbers->texts, mark->text),
                                               j->lines + mark->line, mark->column + 1, err);
        if (status != TT_OK)
            return status;
    }
    return TT_OK;
}

void tt__join_expect(tt__join *j, size_t bytes)
{
    j->bytes = bytes;
}

/* Room for as many figures as the first piece promises; a little more, so that it suffices. A table that grows
 * instead moves several times. */
static void reserve(const tt__join *j, const tt__piece *first)
{
    const double more = 1.02;
    if (j->bytes > first->length && first->length > 0)
        tt__dataset_reserve(j->ds, (size_t)(more * (double)first->count * (double)j->bytes /
                                            (double)first->length));
}

tt_status tt__join_piece(tt__join *j, const tt__row_reader *reader, size_t by,
                         const tt__piece *piece, tt_error *err)
{
    const tt__numbers *numbers = tt__row_reader_numbers(reader);
    reader_maps *maps = &j->maps[by];
    for (size_t i = 0; i < j->plan->columns.count; i++)
        j->contradictions[i].is_active = 0; /* each piece begins with its facts */
    j->contradicting = 0;
    j->next.first = j->next.end = 0;
    tt_status status = TT_OK;
    if (piece->number == 0)
        reserve(j, piece);
    if (forget_numbers(&maps->series, &maps->series_capacity, piece->series.count) != 0 ||
        forget_numbers(&maps->origins, &maps->origin_capacity, piece->origins.count) != 0)
        status = no_memory(err);
    size_t at = 0;
    for (size_t e = 0; e < piece->event_count && status == TT_OK; e++) {
        const tt__event *event = &piece->events[e];
        status = take_figures(j, maps, numbers, piece, at, event->at, err);
        at = event->at;
        if (status == TT_OK)
            status = take_event(j, maps, numbers, event, err);
    }
    if (status == TT_OK)
        status = take_figures(j, maps, numbers, piece, at, piece->count, err);
    if (status == TT_OK)
        status = count_marks(j, numbers, piece, err);
    if (status == TT_OK && piece->fatal.status != TT_OK) {
        status = piece->fatal.status;
        if (err && err->status == TT_OK)
            *err = piece->fatal;
        if (err && err->status == status && err->line && !piece->input_failed)
            err->line += j->lines;
        tt_error_place(err, tt_dataset_text(j->ds, j->file), 0, 0);
    }
    j->lines += piece->lines;
    j->about->report.rows += piece->table_rows;
    j->about->report.multiplied += piece->multiplied;
    return status;
}

tt__join *tt__join_new(tt_dataset *ds, const tt__plan *plan, uint32_t file, size_t readers,
                       tt__file *about)
{
    tt__join *j = tt_calloc(1, sizeof *j);
    if (!j)
        return NULL;
    *j = (tt__join){.ds = ds,
                    .plan = plan,
                    .file = file,
                    .about = about,
                    .reader_count = readers,
                    .origins.width = TT__ORIGIN_TEXTS,
                    .first_origin = ds->origin_count};
    j->maps = tt_calloc(readers, sizeof *j->maps);
    j->key = tt_calloc(ds->dimension_count, sizeof *j->key);
    j->next.keys = tt_calloc(TOGETHER * ds->dimension_count, sizeof *j->next.keys);
    j->contradictions = tt_calloc(plan->columns.count, sizeof *j->contradictions);
    int failed = !j->maps || !j->key || !j->next.keys || !j->contradictions;
    for (size_t i = 0; i < readers && !failed; i++) {
        j->maps[i].values = tt_calloc(plan->slot_count, sizeof *j->maps[i].values);
        failed = !j->maps[i].values;
    }
    if (!failed)
        return j;
    tt__join_free(j);
    return NULL;
}

void tt__join_free(tt__join *j)
{
    if (!j)
        return;
    for (size_t i = 0; j->maps && i < j->reader_count; i++) {
        reader_maps *maps = &j->maps[i];
        for (size_t s = 0; maps->values && s < j->plan->slot_count; s++)
            tt_free(maps->values[s].number);
        tt_free(maps->values);
        tt_free(maps->texts.number);
        tt_free(maps->series);
        tt_free(maps->origins);
    }
    tt_free(j->maps);
    tt_free(j->key);
    tt_free(j->next.keys);
    tt_free(j->contradictions);
    tt__tuples_clear(&j->origins);
    for (size_t i = 0; i < j->pending_count; i++)
        tt_free(j->pending[i].text);
    tt_free(j->pending);
    tt_free(j);
}

tt_status tt__join_end(tt__join *j, tt_error *err)
{
    tt_status status = TT_OK;
    j->about->report.rows -= j->pending_count;
    for (size_t i = 0; i < j->pending_count && status == TT_OK; i++)
        status =
            tt__file_add_remark(j->about, j->pending[i].text, j->pending[i].fault.line, 0, err);
    return status;
}
