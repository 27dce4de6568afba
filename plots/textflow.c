/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Placing lines and paragraphs by measured widths. */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "scene.h"
#include "tiptrend/memory.h"

/* Distance of lines over type size: what text of one to three lines needs. */
static const double leading = 1.24;

double tt__scene_width(const tt__scene *scene, const char *text, double size, int bold)
{
    return scene->measure(text, size, bold, scene->measure_context) * TT__MM_PER_POINT;
}

double tt__line_height(double size)
{
    return size * leading * TT__MM_PER_POINT;
}

static int reaches_down(const char *text)
{
    return strpbrk(text, "gjpqyQ,;()[]{}|_/@$") != NULL;
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
                                .height = style->size * TT__MM_PER_POINT,
                                .size = style->size,
                                .bold = style->bold,
                                .anchor = style->anchor,
                                .colour = style->colour,
                                .deep = reaches_down(text),
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

double tt__text_baseline(const tt__placed_text *text)
{
    const double middle = 0.36; /* between what the formats make of it */
    return text->y + middle * text->height;
}

tt__box tt__text_box(const tt__placed_text *text)
{
    double down = text->deep ? descent : baseline;
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

/* The longest beginning of `text` that ends at a blank and fits, "n = 4" held together; at least one word, and a word that is
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
        at = end + strspn(text + end, " ");
        if (fitted && text[at] && (line[end - 1] == '=' || text[at] == '='))
            continue;
        if (fitted && tt__scene_width(scene, line, size, bold) > width)
            break;
        fitted = end;
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

/* The beginning of a text that fits with an ellipsis behind it. */
static const char *cut_line(tt__scene *scene, const char *text, double width,
                            const tt__style *style)
{
    static const char ellipsis[] = "\xE2\x80\xA6";
    char line[512];
    size_t length = strlen(text);
    if (length > sizeof line - sizeof ellipsis)
        length = sizeof line - sizeof ellipsis;
    memcpy(line, text, length);
    for (;;) {
        while (length > 1 && ((unsigned char)line[length] & 0xC0) == 0x80 && text[length])
            length--; /* not within a character */
        memcpy(line + length, ellipsis, sizeof ellipsis);
        if (length <= 1 || tt__scene_width(scene, line, style->size, style->bold) <= width)
            return keep(scene, line, strlen(line));
        length--;
        while (length > 1 && ((unsigned char)text[length] & 0xC0) == 0x80)
            length--;
        while (length > 1 && text[length - 1] == ' ')
            length--;
    }
}

double tt__scene_flow(tt__scene *scene, const char *text, double x, double y, double width,
                      const tt__style *style)
{
    double height = tt__line_height(style->size);
    size_t lines = 0;
    size_t next;
    for (; text && *text && !scene->failed; text += next) {
        size_t length = fit_line(scene, text, width, style->size, style->bold, &next);
        int last = style->most_lines && ++lines == style->most_lines && text[next];
        const char *line = last ? cut_line(scene, text, width, style) : keep(scene, text, length);
        (void)tt__scene_put(scene, line, x, y + height / 2, style);
        y += height;
        if (last)
            break;
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

/* Where spans go: called for each piece that stands on one line. */
typedef struct span_pen {
    tt__scene *scene; /* NULL: nothing is placed, only lines are counted */
    const tt__scene *measure;
    const tt__style *style;
    double x;
    double right;
    double at;
    size_t line; /* from 0 */
    double y;
} span_pen;

static void put_piece(span_pen *pen, const char *text, size_t length, const tt__style *style)
{
    char piece[512];
    double height = tt__line_height(pen->style->size);
    if (length >= sizeof piece)
        length = sizeof piece - 1;
    memcpy(piece, text, length);
    piece[length] = '\0';
    double wide = tt__scene_width(pen->measure, piece, style->size, style->bold);
    if (pen->scene)
        (void)tt__scene_put(pen->scene, keep(pen->scene, piece, length), pen->at,
                            pen->y + height * ((double)pen->line + 0.5), style);
    pen->at += wide;
}

static void flow_span(span_pen *pen, const tt_span *span)
{
    const tt__scene *scene = pen->measure;
    tt__style own = *pen->style;
    own.bold = span->bold;
    own.colour = scene->theme->inks[span->ink].label;
    const char *text = span->text;
    while (text && *text) {
        /* gnuplot drops blanks at the ends of a label: they become distance. */
        size_t blanks = strspn(text, " ");
        pen->at +=
            pen->at > pen->x ? (double)blanks * tt__scene_width(scene, " ", own.size, own.bold) : 0;
        text += blanks;
        if (!*text)
            return;
        if (pen->at > pen->x && pen->at + first_word(scene, text, &own) > pen->right) {
            pen->at = pen->x;
            pen->line++;
        }
        size_t next;
        size_t length = fit_line(scene, text, pen->right - pen->at, own.size, own.bold, &next);
        put_piece(pen, text, length, &own);
        text += length;
        if (text[0] && text[strspn(text, " ")]) { /* more words, which did not fit */
            pen->at = pen->x;
            pen->line++;
        }
    }
}

double tt__scene_flow_spans(tt__scene *scene, const tt_span *spans, size_t count, double x,
                            double y, double width, const tt__style *style)
{
    span_pen pen = {scene, scene, style, x, x + width, x, 0, y};
    for (size_t i = 0; i < count && !scene->failed; i++)
        flow_span(&pen, &spans[i]);
    return count ? y + tt__line_height(style->size) * (double)(pen.line + 1) : y;
}

size_t tt__span_lines(const tt__scene *scene, const tt_span *spans, size_t count, double width,
                      double size)
{
    tt__style style = {.size = size};
    span_pen pen = {NULL, scene, &style, 0, width, 0, 0, 0};
    for (size_t i = 0; i < count; i++)
        flow_span(&pen, &spans[i]);
    return count ? pen.line + 1 : 0;
}
