/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Building charts. All memory of a chart comes from blocks that go with it. */
#include "tiptrend/chart.h"

#include <math.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "tiptrend/memory.h"
#include "tiptrend/text.h"

struct tt_chart_block {
    struct tt_chart_block *next;
    size_t used;
    size_t size;
    alignas(max_align_t) unsigned char bytes[];
};

enum { BLOCK_SIZE = 1 << 14 };

void tt_chart_free(tt_chart *chart)
{
    if (!chart)
        return;
    while (chart->blocks) {
        struct tt_chart_block *next = chart->blocks->next;
        tt_free(chart->blocks);
        chart->blocks = next;
    }
    tt_table_free(chart->data);
    tt_free(chart);
}

/* Memory that lives as long as the chart, zeroed; NULL after a failure, now or before. */
static void *take(tt_chart *chart, size_t count, size_t size)
{
    if (chart->failed || (size && count > SIZE_MAX / 2 / size)) {
        chart->failed = 1;
        return NULL;
    }
    size_t step = alignof(max_align_t);
    size_t need = (count * size + step - 1) / step * step;
    struct tt_chart_block *block = chart->blocks;
    if (!block || block->size - block->used < need) {
        size_t room = need > BLOCK_SIZE ? need : BLOCK_SIZE;
        block = tt_calloc(1, sizeof *block + room);
        if (!block) {
            chart->failed = 1;
            return NULL;
        }
        block->size = room;
        block->next = chart->blocks;
        chart->blocks = block;
    }
    void *memory = block->bytes + block->used;
    block->used += need;
    return memory;
}

tt_chart *tt_chart_new(const char *kind, size_t panels)
{
    tt_chart *chart = tt_calloc(1, sizeof *chart);
    if (!chart)
        return NULL;
    chart->kind = kind;
    chart->panel_columns = 1;
    chart->panels = take(chart, panels, sizeof *chart->panels);
    if (!chart->panels) {
        tt_chart_free(chart);
        return NULL;
    }
    chart->panel_count = panels;
    for (size_t i = 0; i < panels; i++)
        chart->panels[i].x.reference = chart->panels[i].y.reference = NAN;
    return chart;
}

/* Bytes of a text that a chart takes: a name of megabytes would make a page of kilometres. */
static size_t cut_length(const char *text)
{
    enum { MOST_CHARACTERS = 1000 };
    size_t length = strlen(text);
    size_t at = 0;
    for (size_t i = 0; i < MOST_CHARACTERS && at < length; i++) {
        int32_t character;
        at += tt_text_decode(text + at, length - at, &character);
    }
    return at;
}

const char *tt_chart_text(tt_chart *chart, const char *text)
{
    if (!text)
        return NULL;
    size_t length = cut_length(text);
    char *copy = take(chart, length + 1, 1);
    if (copy) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    }
    return copy;
}

const char *tt_chart_format(tt_chart *chart, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = length < 0 ? NULL : take(chart, (size_t)length + 1, 1);
    if (text)
        (void)vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

/* Room for one more element of a list that belongs to the chart. The old list stays in its block: charts
 * are small and short-lived. Returns the new element, zeroed, or NULL. */
static void *add_element(tt_chart *chart, void *list_address, size_t *count, size_t *capacity,
                         size_t size)
{
    unsigned char *list;
    memcpy(&list, list_address, sizeof list);
    if (*count == *capacity) {
        size_t wanted = *capacity ? *capacity * 2 : 8;
        unsigned char *wider = take(chart, wanted, size);
        if (!wider)
            return NULL;
        if (*count)
            memcpy(wider, list, *count * size);
        list = wider;
        *capacity = wanted;
        memcpy(list_address, &list, sizeof list);
    }
    unsigned char *element = list + (*count)++ * size;
    memset(element, 0, size);
    return element;
}

static const double *copy_numbers(tt_chart *chart, const double *numbers, size_t count)
{
    if (!numbers)
        return NULL;
    double *copy = take(chart, count, sizeof *copy);
    if (copy && count)
        memcpy(copy, numbers, count * sizeof *copy);
    return copy;
}

static const char *const *copy_texts(tt_chart *chart, const char *const *texts, size_t count)
{
    const char **copy = take(chart, count, sizeof *copy);
    for (size_t i = 0; copy && i < count; i++)
        copy[i] = tt_chart_text(chart, texts[i] ? texts[i] : "");
    return copy;
}

static const tt_span *copy_spans(tt_chart *chart, const tt_span *spans, size_t count)
{
    tt_span *copy = take(chart, count, sizeof *copy);
    for (size_t i = 0; copy && i < count; i++) {
        copy[i] = spans[i];
        copy[i].text = tt_chart_text(chart, spans[i].text);
    }
    return copy;
}

void tt_chart_add_note(tt_chart *chart, const char *text)
{
    for (size_t i = 0; i < chart->note_count; i++)
        if (!chart->failed && strcmp(chart->notes[i], text) == 0)
            return;
    const char **note =
        add_element(chart, &chart->notes, &chart->note_count, &chart->note_capacity, sizeof *note);
    if (note)
        *note = tt_chart_text(chart, text);
}

void tt_chart_set_subtitle(tt_chart *chart, const tt_span *spans, size_t count)
{
    chart->subtitle = copy_spans(chart, spans, count);
    chart->subtitle_count = chart->subtitle ? count : 0;
}

void tt_panel_set_subtitle(tt_chart *chart, tt_panel *panel, const tt_span *spans, size_t count)
{
    panel->subtitle = copy_spans(chart, spans, count);
    panel->subtitle_count = panel->subtitle ? count : 0;
}

void tt_panel_add_mark(tt_chart *chart, tt_panel *panel, const tt_mark *mark)
{
    tt_mark *own =
        add_element(chart, &panel->marks, &panel->mark_count, &panel->mark_capacity, sizeof *own);
    if (!own)
        return;
    *own = *mark;
    for (size_t i = 0; i < 4; i++)
        own->column[i] = copy_numbers(chart, mark->column[i], mark->n);
}

void tt_panel_add_label(tt_chart *chart, tt_panel *panel, const tt_label *label)
{
    tt_label *own = add_element(chart, &panel->labels, &panel->label_count, &panel->label_capacity,
                                sizeof *own);
    if (!own)
        return;
    *own = *label;
    own->text = tt_chart_text(chart, label->text);
    own->second = tt_chart_text(chart, label->second);
}

/* A name for the list of those at the ends of lines, or of those over bars. */
static void keep_name(tt_chart *chart, tt_end_label *own, const tt_end_label *name)
{
    if (!own)
        return;
    *own = *name;
    own->name = tt_chart_text(chart, name->name);
    own->value = tt_chart_text(chart, name->value);
}

void tt_panel_add_end(tt_chart *chart, tt_panel *panel, const tt_end_label *end)
{
    keep_name(chart,
              add_element(chart, &panel->ends, &panel->end_count, &panel->end_capacity,
                          sizeof *panel->ends),
              end);
}

void tt_panel_add_head(tt_chart *chart, tt_panel *panel, const tt_end_label *head)
{
    keep_name(chart,
              add_element(chart, &panel->heads, &panel->head_count, &panel->head_capacity,
                          sizeof *panel->heads),
              head);
}

void tt_panel_set_columns(tt_chart *chart, tt_panel *panel, const char *const *titles, size_t count)
{
    panel->column_titles = copy_texts(chart, titles, count);
    panel->column_count = panel->column_titles ? count : 0;
}

void tt_panel_add_row(tt_chart *chart, tt_panel *panel, const tt_row *row)
{
    tt_row *own =
        add_element(chart, &panel->rows, &panel->row_count, &panel->row_capacity, sizeof *own);
    if (!own)
        return;
    *own = *row;
    own->name = tt_chart_text(chart, row->name);
    own->detail = tt_chart_text(chart, row->detail);
    own->cells = row->cells ? copy_texts(chart, row->cells, panel->column_count) : NULL;
}

void tt_axis_set_ticks(tt_chart *chart, tt_axis *axis, const double *at, const char *const *labels,
                       size_t count)
{
    axis->ticks = copy_numbers(chart, at, count);
    axis->tick_labels = copy_texts(chart, labels, count);
    axis->tick_count = axis->ticks && axis->tick_labels ? count : 0;
}

static int has_extent(const tt_axis *axis)
{
    return isfinite(axis->low) && isfinite(axis->high) && axis->low < axis->high &&
           isfinite(axis->high - axis->low);
}

tt_status tt_chart_status(const tt_chart *chart, tt_error *err)
{
    if (!chart || chart->failed)
        return tt_fail(err, TT_ENOMEM, "no memory for a chart");
    if (chart->panel_count == 0)
        return tt_fail(err, TT_EDOMAIN, "the chart '%s' has no panel", chart->kind);
    for (size_t i = 0; i < chart->panel_count; i++)
        if (!has_extent(&chart->panels[i].x) || !has_extent(&chart->panels[i].y))
            return tt_fail(err, TT_EDOMAIN, "an axis of the chart '%s' has no extent",
                           chart->name ? chart->name : chart->kind);
    return TT_OK;
}
