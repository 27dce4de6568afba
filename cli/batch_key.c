/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a report depends on, as a key of four digests: its figures, its settings, the program, and what draws it.
 *
 * The figures are those of the report only: another country's correction, or another order of rows, changes
 * nothing here. Where more is hashed than a file needs, the report is analysed again, and its files, which have
 * keys of their own (draw.c), stay as they are. */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "batch.h"
#include "figure_folder.h"
#include "source_digest.h"
#include "tiptrend/digest.h"
#include "tiptrend/memory.h"
#include "tiptrend/version.h"

enum { DIGITS = 16 };

/* The first digits of the SHA-256 of a text. */
static tt_status digest_of(const tt_strbuf *text, char out[DIGITS + 1], tt_error *err)
{
    char all[TT_SHA256_TEXT_SIZE];
    tt_status status = tt_strbuf_status(text, err);
    if (status != TT_OK)
        return status;
    tt_sha256_text(tt_strbuf_text(text), text->length, all);
    memcpy(out, all, DIGITS);
    out[DIGITS] = '\0';
    return TT_OK;
}

/* A text with its end, so that "ab" "c" is not "a" "bc". */
static void add_text(tt_strbuf *out, const char *text)
{
    tt_strbuf_add_bytes(out, text, strlen(text) + 1);
}

static void add_bytes(tt_strbuf *out, const void *value, size_t size)
{
    tt_strbuf_add_bytes(out, value, size);
}

static tt_status add_file(tt_strbuf *out, const char *path, tt_error *err)
{
    FILE *file = fopen(path, "rb");
    char piece[16384];
    size_t got;
    if (!file)
        return tt_fail(err, TT_EIO, "'%s' cannot be read", path);
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        tt_strbuf_add_bytes(out, piece, got);
    int failed = ferror(file);
    (void)fclose(file);
    return failed ? tt_fail(err, TT_EIO, "'%s' cannot be read", path) : TT_OK;
}

tt_status batch_marks_make(const cli_drawing *drawing, batch_marks *out, tt_error *err)
{
    tt_strbuf text = TT_STRBUF_INIT;
    add_text(&text, TT_VERSION);
    add_text(&text, cli_source_digest);
    tt_status status = digest_of(&text, out->program, err);
    tt_strbuf_reset(&text);
    add_text(&text, cli_drawing_gnuplot(drawing));
    for (int bold = 0; bold < 2 && status == TT_OK; bold++)
        status = add_file(&text, cli_drawing_font_file(drawing, bold), err);
    if (status == TT_OK)
        status = digest_of(&text, out->drawing, err);
    tt_strbuf_clear(&text);
    return status;
}

/* ---- figures ---- */

static void add_row(const tt_dataset *ds, size_t index, tt_strbuf *out)
{
    const tt_observation *o = tt_dataset_observation(ds, index);
    const tt_origin *origin = tt_dataset_origin(ds, o);
    const uint32_t texts[] = {origin->definition, origin->base, origin->source, origin->locator,
                              origin->note};
    const double numbers[] = {o->value, o->low, o->high, tt_dataset_exposure(ds, index),
                              tt_dataset_standard_error(ds, index)};
    const uint32_t line = o->line; /* findings name it */
    add_bytes(out, numbers, sizeof numbers);
    add_bytes(out, &o->period, sizeof o->period);
    add_bytes(out, &o->state, sizeof o->state);
    add_bytes(out, &o->decimals, sizeof o->decimals);
    add_bytes(out, &o->flags, sizeof o->flags);
    add_bytes(out, &line, sizeof line);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        add_text(out, tt_dataset_text(ds, texts[i]));
}

/* Breaks come from other files; derived sums have theirs from their parts. */
static tt_status add_breaks(const tt_dataset *ds, size_t series, tt_strbuf *out, tt_error *err)
{
    tt_point_list list;
    tt_status status = tt_dataset_points(ds, series, 0, 0, &list, err);
    if (status != TT_OK)
        return status;
    for (size_t i = 0; i < list.count; i++)
        if (list.points[i].break_before) {
            add_bytes(out, &list.points[i].period, sizeof list.points[i].period);
            add_text(out, list.points[i].break_reason);
        }
    tt_point_list_clear(&list);
    return TT_OK;
}

static tt_status add_series(const tt_dataset *ds, size_t index, tt_strbuf *out, tt_error *err)
{
    const tt_series *series = tt_dataset_series(ds, index);
    add_text(out, series->name);
    for (size_t d = 0; d < tt_dataset_dimension_count(ds); d++)
        add_text(out, series->key[d] ? tt_dataset_value(ds, d, series->key[d]) : "");
    add_text(out, series->unit);
    for (size_t i = series->first; i < series->first + series->count; i++)
        add_row(ds, i, out);
    return add_breaks(ds, index, out, err);
}

static void add_finding(const tt_finding *f, tt_strbuf *out)
{
    const char *const texts[] = {f->rule, f->message, f->series, f->period, f->expected, f->found};
    add_bytes(out, &f->severity, sizeof f->severity);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        add_text(out, texts[i] ? texts[i] : "");
}

static tt_status figures_of(const batch_set *set, const batch_group *group, char out[DIGITS + 1],
                            tt_error *err)
{
    const tt_dataset *ds = set->ds;
    tt_strbuf text = TT_STRBUF_INIT;
    tt_status status = TT_OK;
    for (size_t d = 0; d < tt_dataset_dimension_count(ds); d++)
        add_text(&text, tt_dataset_dimension(ds, d));
    for (size_t i = 0; i < group->all.count && status == TT_OK; i++)
        status = add_series(ds, group->all.index[i], &text, err);
    for (size_t i = 0; i < group->findings.count; i++)
        add_finding(&group->findings.list[i], &text);
    for (size_t i = 0; i < tt_dataset_remark_count(ds); i++)
        add_text(&text, tt_dataset_remark(ds, i));
    if (status == TT_OK)
        status = digest_of(&text, out, err);
    tt_strbuf_clear(&text);
    return status;
}

/* ---- settings ---- */

static void add_list(tt_strbuf *out, const cli_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        add_text(out, list->item[i]);
    tt_strbuf_add_char(out, '|');
}

static tt_status settings_of(const batch_set *set, const batch_group *group, char out[DIGITS + 1],
                             tt_error *err)
{
    tt_strbuf text = TT_STRBUF_INIT;
    add_text(&text, group->label);
    add_text(&text, group->home);
    add_list(&text, &set->manifest->charts);
    add_list(&text, &set->manifest->tables);
    for (size_t i = 0; i < group->series.count; i++) { /* which are chosen */
        add_text(&text, tt_dataset_series(set->ds, group->series.index[i])->name);
        add_text(&text, tt_dataset_series(set->ds, group->series.index[i])->unit);
    }
    tt_strbuf_add(&text, set->beside);
    tt_status status = cli_folder_options(&set->context.settings, &text, err);
    if (status == TT_OK)
        status = digest_of(&text, out, err);
    tt_strbuf_clear(&text);
    return status;
}

/* A file that may be there. */
static tt_status add_if_there(tt_strbuf *out, const char *path, tt_error *err)
{
    return access(path, F_OK) == 0 ? add_file(out, path, err) : TT_OK;
}

/* The values of the dimensions, areas apart: colours go by the place of a value among all of its dimension, so a
 * new one in another country's rows can change those of this one. */
static void add_values(const tt_dataset *ds, tt_strbuf *out)
{
    for (size_t d = 0; d < tt_dataset_dimension_count(ds); d++)
        for (uint32_t v = 1;
             tt_dataset_role(ds, d) != TT_ROLE_AREA && v < tt_dataset_value_count(ds, d); v++)
            add_text(out, tt_dataset_value(ds, d, v));
}

tt_status batch_beside_make(batch_set *set, tt_error *err)
{
    const cli_settings *settings = &set->context.settings;
    tt_strbuf text = TT_STRBUF_INIT;
    tt_status status = TT_OK;
    add_values(set->ds, &text);
    if (settings->population)
        status = add_file(&text, settings->population, err);
    const cli_list *const lists[] = {&settings->claims, &settings->decisions};
    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++)
        for (size_t i = 0; i < lists[k]->count && status == TT_OK; i++)
            status = add_if_there(&text, lists[k]->item[i], err);
    for (size_t i = 0; i < settings->operands.count && status == TT_OK; i++) {
        char *claims = cli_claims_beside(settings->operands.item[i]);
        status = claims ? add_if_there(&text, claims, err)
                        : tt_fail(err, TT_ENOMEM, "no memory for a file name");
        tt_free(claims);
    }
    if (status == TT_OK)
        status = digest_of(&text, set->beside, err);
    tt_strbuf_clear(&text);
    return status;
}

/* ---- the key ---- */

tt_status batch_key_make(const batch_set *set, batch_group *group, const batch_marks *marks,
                         tt_error *err)
{
    char figures[DIGITS + 1];
    char settings[DIGITS + 1];
    tt_status status = figures_of(set, group, figures, err);
    if (status == TT_OK)
        status = settings_of(set, group, settings, err);
    if (status == TT_OK)
        (void)snprintf(group->key, sizeof group->key, "%s-%s-%s-%s", figures, settings,
                       marks->program, marks->drawing);
    return status;
}

const char *batch_key_difference(const char *old_key, const char *new_key)
{
    static const char *const words[] = {"its figures have changed", "its settings have changed",
                                        "tiptrend has changed", "gnuplot or the font has changed"};
    const size_t step = DIGITS + 1;
    if (strlen(old_key) != strlen(new_key))
        return "it was not finished";
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (memcmp(old_key + i * step, new_key + i * step, DIGITS) != 0)
            return words[i];
    return "";
}
