/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CHART_SUPPORT_H
#define TT_CHART_SUPPORT_H

/* What tests of charts need: charts from text tables, widths of texts that are the same on every machine,
 * and a look at what was placed. */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "scene.h"
#include "scratch.h"
#include "tiptrend/charts.h"
#include "tiptrend/memory.h"

/* Width of a text by the advances of Liberation Sans, rounded: digits and most letters 0.556 of the size,
 * narrow ones half of it, capitals 0.7; bold a little wider. The fonts of the machine play no part. */
static inline double support_measure(const char *text, double size, int bold, void *context)
{
    (void)context;
    double width = 0;
    for (const char *at = text; *at; at++) {
        unsigned char c = (unsigned char)*at;
        if ((c & 0xC0) == 0x80)
            continue; /* the rest of a character */
        width += strchr(" .,:;!'|()ijlftI", c)  ? 0.28
                 : c >= 'A' && c <= 'Z'         ? 0.7
                 : strchr("mwMW%@\xE2", c) && c ? 0.88
                                                : 0.556;
    }
    return width * size * (bold ? 1.06 : 1);
}

/* A chart of all series of a data set; NULL with the reason in `err` when there is none. */
static inline tt_chart *support_chart(const tt_dataset *ds, const char *kind, tt_language language,
                                      tt_error *err)
{
    size_t count = tt_dataset_series_count(ds);
    size_t *series = calloc(count ? count : 1, sizeof *series);
    if (!series)
        fail_msg("no memory");
    for (size_t i = 0; i < count; i++)
        series[i] = i;
    tt_chart_request request = {.data = ds, .series = series, .count = count, .language = language};
    tt_chart *chart = NULL;
    (void)tt_chart_make(kind, &request, &chart, err);
    free(series);
    return chart;
}

static inline tt_draw_options support_options(const tt_preset *preset)
{
    return (tt_draw_options){.profile = preset, .measure = support_measure};
}

/* Placed texts that are wrong, each printed. Returns how many. */
static inline size_t support_faults(const tt__scene *scene, const char *about)
{
    enum { SHOWN = 6 };
    tt__scene_fault faults[SHOWN];
    size_t count = tt__scene_faults(scene, faults, SHOWN);
    for (size_t i = 0; i < count && i < SHOWN; i++) {
        const tt__placed_text *text = &scene->texts[faults[i].text];
        if (faults[i].other == SIZE_MAX)
            (void)fprintf(stderr, "%s: '%.60s' leaves the page (%.2f..%.2f, %.2f of %.1f x %.1f)\n",
                          about, text->text, tt__text_left(text), tt__text_right(text), text->y,
                          scene->width, scene->height);
        else
            (void)fprintf(
                stderr, "%s: '%.60s' (%.1f, %.1f) touches '%.60s' (%.1f, %.1f)\n", about,
                text->text, tt__text_left(text), text->y, scene->texts[faults[i].other].text,
                tt__text_left(&scene->texts[faults[i].other]), scene->texts[faults[i].other].y);
    }
    return count;
}

#endif
