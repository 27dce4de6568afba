/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart in characters: title, key, panels side by side where they fit, notes. */
#include "tiptrend/term.h"

#include <string.h>

#include "term_plot.h"
#include "tiptrend/text.h"

#define USUAL_WIDTH 80
#define LEAST_WIDTH 30
#define MOST_WIDTH  120
#define MOST_BESIDE 6 /* panels side by side */
#define GAP         2 /* columns between panels */

/* ---- text around the panels ---- */

typedef struct flow {
    tt_strbuf *out;
    size_t width;
    size_t column;
    size_t blanks; /* to come before the next word */
    int is_open;   /* something stands on the line, if only a character without width */
    int colour;
} flow;

/* A word, on the next line where it does not fit; the blanks before it are only kept within a line. */
static void flow_word(flow *f, const char *word, size_t bytes, size_t columns)
{
    if (f->column > 0 && f->column + f->blanks + columns > f->width) {
        tt_strbuf_add_char(f->out, '\n');
        f->column = f->blanks = 0;
    }
    for (; f->blanks > 0 && f->column > 0; f->blanks--, f->column++)
        tt_strbuf_add_char(f->out, ' ');
    f->blanks = 0;
    tt_strbuf_add_bytes(f->out, word, bytes);
    f->column += columns;
    f->is_open = 1;
}

static void flow_text(flow *f, const char *text, tt_ink ink, int bold)
{
    tt_strbuf clean = TT_STRBUF_INIT;
    tt_text_clean(&clean, text, 0);
    int is_blank = !clean.text || clean.text[strspn(clean.text, " ")] == '\0';
    int coloured = f->colour && !is_blank && (bold || ink != TT_INK_TEXT);
    if (coloured)
        tt__begin_colour(f->out, ink, bold);
    char *at = clean.text;
    while (at && *at) {
        size_t blanks = strspn(at, " ");
        f->blanks += blanks;
        at += blanks;
        size_t length = strcspn(at, " ");
        char after = at[length];
        at[length] = '\0';
        if (length)
            flow_word(f, at, length, tt_text_width(at));
        at[length] = after;
        at += length;
    }
    if (coloured)
        tt__end_colour(f->out);
    f->out->failed |= clean.failed;
    tt_strbuf_clear(&clean);
}

static void flow_end(flow *f)
{
    if (f->is_open)
        tt_strbuf_add_char(f->out, '\n');
    f->column = f->blanks = 0;
    f->is_open = 0;
}

static void flow_paragraph(flow *f, const char *text, tt_ink ink, int bold)
{
    if (text && *text)
        flow_text(f, text, ink, bold);
    flow_end(f);
}

/* The fill that the chart gives an ink, for the key. Returns 0 when it draws no boxes in it. */
static int find_fill(const tt_chart *chart, tt_ink ink, tt_fill *fill)
{
    for (size_t p = 0; p < chart->panel_count; p++)
        for (size_t i = 0; i < chart->panels[p].mark_count; i++) {
            const tt_mark *mark = &chart->panels[p].marks[i];
            if (mark->kind == TT_MARK_BOXES && mark->ink == ink) {
                *fill = mark->fill;
                return 1;
            }
        }
    return 0;
}

/* Words in a colour that bars have are the key: the texture of the bar stands before them. */
static void flow_spans(flow *f, const tt_chart *chart, const tt_span *spans, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        tt_fill fill;
        int is_key = spans[i].bold;
        if (is_key && find_fill(chart, spans[i].ink, &fill)) {
            tt_ink ink = tt__box_ink(spans[i].ink, f->colour);
            flow_text(f, tt__fill_texture(ink, fill, f->colour), spans[i].ink, 0);
            flow_text(f, " ", spans[i].ink, 0);
        }
        flow_text(f, spans[i].text, spans[i].ink, spans[i].bold);
    }
    flow_end(f);
}

/* ---- panels ---- */

/* Title and key of a panel that stands beside others: in its cells, not wrapped. */
static void draw_heading(tt__plot *p)
{
    tt__cells_text(&p->cells, 0, 0, p->panel->title, TT_INK_TEXT, 1);
    long x = 0;
    for (size_t i = 0; i < p->panel->subtitle_count; i++) {
        const tt_span *span = &p->panel->subtitle[i];
        tt__cells_text(&p->cells, x, 1, span->text, span->ink, span->bold);
        x += (long)tt_text_width(span->text);
    }
}

/* Where panels stand side by side: how many, and how wide each is. */
typedef struct row_plan {
    size_t beside;
    size_t width;
} row_plan;

static tt_status plan_row(const tt_chart *chart, size_t first, size_t count, const row_plan *plan,
                          tt__plot *plots, int colour, tt_error *err)
{
    for (size_t i = 0; i < count; i++) {
        tt__plot *p = &plots[i];
        tt_status status =
            tt__plot_make(p, &chart->panels[first + i], plan->width, plan->beside > 1, err);
        if (status != TT_OK)
            return status;
        p->colour = colour;
        if (plan->beside > 1)
            draw_heading(p);
        tt__plot_draw(p);
    }
    return TT_OK;
}

/* One line across the panels of a row. */
static void write_line(const tt__plot *plots, size_t count, const row_plan *plan, size_t y, flow *f)
{
    for (size_t i = 0; i < count; i++) {
        int last = i + 1 == count;
        int inside = y < plots[i].cells.height;
        if (inside)
            tt__cells_write_line(&plots[i].cells, y, f->colour, !last, f->out);
        for (size_t x = inside ? plan->width : 0; !last && x < plan->width + GAP; x++)
            tt_strbuf_add_char(f->out, ' ');
    }
    while (f->out->length > 0 && f->out->text[f->out->length - 1] == ' ')
        f->out->text[--f->out->length] = '\0';
    tt_strbuf_add_char(f->out, '\n');
}

/* Some panels side by side. */
static tt_status show_row(const tt_chart *chart, size_t first, const row_plan *plan, flow *f,
                          tt_error *err)
{
    tt__plot plots[MOST_BESIDE];
    memset(plots, 0, sizeof plots);
    size_t left = chart->panel_count - first;
    size_t count = left < plan->beside ? left : plan->beside;
    tt_status status = plan_row(chart, first, count, plan, plots, f->colour, err);
    size_t height = 0;
    for (size_t i = 0; i < count; i++)
        height = plots[i].cells.height > height ? plots[i].cells.height : height;
    for (size_t y = 0; y < height && status == TT_OK; y++)
        write_line(plots, count, plan, y, f);
    for (size_t i = 0; i < count; i++) {
        f->out->failed |= plots[i].cells.failed;
        tt__plot_clear(&plots[i]);
    }
    return status;
}

/* How many panels fit side by side: each plot has room for the labels of its axis. */
static size_t panels_beside(const tt_chart *chart, size_t width)
{
    size_t most =
        chart->panel_columns < chart->panel_count ? chart->panel_columns : chart->panel_count;
    most = most > MOST_BESIDE ? MOST_BESIDE : most;
    for (size_t n = most; n > 1; n--) {
        size_t i = 0;
        while (i < chart->panel_count &&
               tt__plot_fits(&chart->panels[i], (width - GAP * (n - 1)) / n))
            i++;
        if (i == chart->panel_count)
            return n;
    }
    return 1;
}

static tt_status show_panels(const tt_chart *chart, flow *f, tt_error *err)
{
    size_t beside = panels_beside(chart, f->width);
    const row_plan plan = {beside, (f->width - GAP * (beside - 1)) / beside};
    tt_status status = TT_OK;
    for (size_t i = 0; i < chart->panel_count && status == TT_OK; i += beside) {
        if (i)
            tt_strbuf_add_char(f->out, '\n');
        if (beside == 1) {
            flow_paragraph(f, chart->panels[i].title, TT_INK_TEXT, 1);
            flow_spans(f, chart, chart->panels[i].subtitle, chart->panels[i].subtitle_count);
        }
        status = show_row(chart, i, &plan, f, err);
    }
    return status;
}

tt_status tt_chart_show(const tt_chart *chart, const tt_term_options *options, tt_strbuf *out,
                        tt_error *err)
{
    tt_status status = tt_chart_status(chart, err);
    if (status != TT_OK)
        return status;
    size_t width = options && options->width ? options->width : USUAL_WIDTH;
    width = width < LEAST_WIDTH ? LEAST_WIDTH : width > MOST_WIDTH ? MOST_WIDTH : width;
    flow f = {.out = out, .width = width, .colour = options ? options->colour : 0};
    flow_paragraph(&f, chart->title, TT_INK_TEXT, 1);
    flow_spans(&f, chart, chart->subtitle, chart->subtitle_count);
    tt_strbuf_add_char(out, '\n');
    status = show_panels(chart, &f, err);
    if (chart->note_count || chart->source)
        tt_strbuf_add_char(out, '\n');
    for (size_t i = 0; i < chart->note_count; i++)
        flow_paragraph(&f, chart->notes[i], TT_INK_MUTED, 0);
    flow_paragraph(&f, chart->source, TT_INK_MUTED, 0);
    return status == TT_OK ? tt_strbuf_status(out, err) : status;
}
