/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Placing lines and paragraphs by measured widths. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "scene.h"
#include "tiptrend/memory.h"

static const double mm_per_point = 25.4 / 72;

/* Distance of lines over type size: what text of one to three lines needs. */
static const double leading = 1.24;

double tt__scene_width(const tt__scene *scene, const char *text, double size, int bold)
{
    return scene->measure(text, size, bold, scene->measure_context) * mm_per_point;
}

double tt__line_height(double size)
{
    return size * leading * mm_per_point;
}

tt__placed_text *tt__scene_put(tt__scene *scene, const char *text, double x, double y,
                               const tt__style *style)
{
    if (!text || !*text || scene->failed)
        return NULL;
    if (tt_grow(&scene->texts, &scene->text_capacity, scene->text_count, sizeof *scene->texts) !=
        0) {
        scene->failed = 1;
        return NULL;
    }
    tt__placed_text *placed = &scene->texts[scene->text_count++];
    *placed = (tt__placed_text){.text = text,
                                .x = x,
                                .y = y,
                                .width = tt__scene_width(scene, text, style->size, style->bold),
                                .height = style->size * mm_per_point,
                                .size = style->size,
                                .bold = style->bold,
                                .anchor = style->anchor,
                                .colour = style->colour,
                                .panel = style->panel};
    return placed;
}

double tt__text_left(const tt__placed_text *text)
{
    return text->x - (text->anchor == TT_ANCHOR_LEFT     ? 0
                      : text->anchor == TT_ANCHOR_CENTRE ? text->width / 2
                                                         : text->width);
}

double tt__text_right(const tt__placed_text *text)
{
    return tt__text_left(text) + text->width;
}

/* Reach of letters around the middle of the line, in parts of the type size: measured from what gnuplot
 * draws with Liberation Sans as PDF, PNG and SVG, which differ by 0.05 in where they put the line. */
static const double capitals = 0.375; /* above */
static const double baseline = 0.385; /* below */
static const double descent = 0.585;  /* below, of letters like g */

static int reaches_down(const char *text)
{
    return strpbrk(text, "gjpqyQ,;()[]{}|_/@$") != NULL;
}

tt__box tt__text_box(const tt__placed_text *text)
{
    double down = reaches_down(text->text) ? descent : baseline;
    return (tt__box){tt__text_left(text), tt__text_right(text), text->y - capitals * text->height,
                     text->y + down * text->height};
}

int tt__texts_touch(const tt__placed_text *a, const tt__placed_text *b)
{
    tt__box first = tt__text_box(a);
    tt__box second = tt__text_box(b);
    return tt__boxes_touch(&first, &second);
}

static void note_fault(tt__scene_fault *out, size_t most, size_t *count, tt__scene_fault fault)
{
    if (*count < most)
        out[*count] = fault;
    ++*count;
}

size_t tt__scene_faults(const tt__scene *scene, tt__scene_fault *out, size_t most)
{
    tt__box page = {0, scene->width, 0, scene->height};
    size_t count = 0;
    for (size_t i = 0; i < scene->text_count; i++) {
        tt__box box = tt__text_box(&scene->texts[i]);
        if (!tt__box_within(&box, &page, 0))
            note_fault(out, most, &count, (tt__scene_fault){i, SIZE_MAX});
        for (size_t j = 0; j < i; j++)
            if (tt__texts_touch(&scene->texts[i], &scene->texts[j]))
                note_fault(out, most, &count, (tt__scene_fault){i, j});
    }
    return count;
}

/* A text kept by the scene. NULL after a failure. */
static const char *keep(tt__scene *scene, const char *text, size_t length)
{
    char *copy = tt_calloc(length + 1, 1);
    if (!copy ||
        tt_grow(&scene->own, &scene->own_capacity, scene->own_count, sizeof *scene->own) != 0) {
        tt_free(copy);
        scene->failed = 1;
        return NULL;
    }
    memcpy(copy, text, length);
    scene->own[scene->own_count++] = copy;
    return copy;
}

/* The longest beginning of `text` that ends at a blank and fits; at least one word, and a word that is
 * too wide is cut between characters. Returns its length; *next is where the rest begins. */
static size_t fit_line(const tt__scene *scene, const char *text, double width, double size,
                       int bold, size_t *next)
{
    char line[512];
    size_t fitted = 0;
    size_t at = 0;
    while (text[at]) {
        size_t end = at + strcspn(text + at, " ");
        if (end >= sizeof line)
            break;
        memcpy(line, text, end);
        line[end] = '\0';
        if (fitted && tt__scene_width(scene, line, size, bold) > width)
            break;
        fitted = end;
        at = end + strspn(text + end, " ");
    }
    if (!fitted) { /* one word longer than any line */
        fitted = strlen(text) < sizeof line / 2 ? strlen(text) : sizeof line / 2;
        while (fitted > 1 && ((unsigned char)text[fitted] & 0xC0) == 0x80)
            fitted--;
    }
    memcpy(line, text, fitted);
    line[fitted] = '\0';
    while (fitted > 1 && tt__scene_width(scene, line, size, bold) > width && !strchr(line, ' ')) {
        do
            fitted--;
        while (fitted > 1 && ((unsigned char)text[fitted] & 0xC0) == 0x80);
        line[fitted] = '\0';
    }
    *next = fitted + strspn(text + fitted, " ");
    return fitted;
}

size_t tt__scene_lines(const tt__scene *scene, const char *text, double width, double size,
                       int bold)
{
    size_t lines = 0;
    size_t next;
    for (; *text; text += next) {
        (void)fit_line(scene, text, width, size, bold, &next);
        lines++;
    }
    return lines;
}

double tt__scene_flow(tt__scene *scene, const char *text, double x, double y, double width,
                      const tt__style *style)
{
    double height = tt__line_height(style->size);
    size_t next;
    for (; text && *text && !scene->failed; text += next) {
        size_t length = fit_line(scene, text, width, style->size, style->bold, &next);
        (void)tt__scene_put(scene, keep(scene, text, length), x, y + height / 2, style);
        y += height;
    }
    return y;
}

/* Width of the first word of a text. */
static double first_word(const tt__scene *scene, const char *text, const tt__style *style)
{
    char word[256];
    size_t length = strcspn(text, " ");
    if (length >= sizeof word)
        return INFINITY;
    memcpy(word, text, length);
    word[length] = '\0';
    return tt__scene_width(scene, word, style->size, style->bold);
}

double tt__scene_flow_spans(tt__scene *scene, const tt_span *spans, size_t count, double x,
                            double y, double width, const tt__style *style)
{
    double height = tt__line_height(style->size);
    double right = x + width;
    double at = x;
    double line = y + height / 2;
    for (size_t i = 0; i < count; i++) {
        tt__style own = *style;
        own.bold = spans[i].bold;
        own.colour = scene->theme->inks[spans[i].ink].label;
        const char *text = spans[i].text;
        while (text && *text && !scene->failed) {
            /* gnuplot drops blanks at the ends of a label: they become distance. */
            size_t blanks = strspn(text, " ");
            at += at > x ? (double)blanks * tt__scene_width(scene, " ", own.size, own.bold) : 0;
            text += blanks;
            if (!*text)
                break;
            if (at > x && at + first_word(scene, text, &own) > right) {
                at = x;
                line += height;
            }
            size_t next;
            size_t length = fit_line(scene, text, right - at, own.size, own.bold, &next);
            const char *piece = keep(scene, text, length);
            double wide = piece ? tt__scene_width(scene, piece, own.size, own.bold) : 0;
            (void)tt__scene_put(scene, piece, at, line, &own);
            at += wide;
            text += length;
            if (text[0] && text[strspn(text, " ")]) { /* more words, which did not fit */
                at = x;
                line += height;
            }
        }
    }
    return count ? line + height / 2 : y;
}
