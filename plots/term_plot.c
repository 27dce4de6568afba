/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One panel in characters.
 *
 * A panel is a plot between the labels of its axis and the names at the ends of its lines, or rows with
 * their names and columns. A plot maps the units of the axes to cells; lines have two by four dots in each,
 * bars eight steps. Of the labels in a plot only those that find free cells stand. */
#include "term_plot.h"

#include <math.h>
#include <string.h>

#include "tiptrend/memory.h"
#include "tiptrend/text.h"

#define GUTTER       3    /* columns around the labels of an axis */
#define LEAST_PLOT   8    /* lines, and columns */
#define MOST_PLOT    18   /* lines */
#define LEAST_BESIDE 14   /* columns of a plot that stands beside another */
#define CELL_ASPECT  0.45 /* width of a cell over its height */
#define USUAL_ASPECT 0.62 /* height of a plot over its width */
#define HIGH_LABEL   3    /* points up or down from which on a label stands on another line */
#define THICK_LINE   3    /* points */

/* ---- from the units of the axes to cells ---- */

/* In cells from the left edge of the plot, not rounded. */
static double across(const tt__plot *p, double x)
{
    const tt_axis *axis = &p->panel->x;
    return (x - axis->low) / (axis->high - axis->low) * (double)p->columns;
}

/* The line of the row that is nearest to a value of the axis. */
static double nearest_row(const tt__plot *p, double y)
{
    size_t best = 0;
    double least = INFINITY;
    for (size_t i = 0; i < p->panel->row_count; i++) {
        double distance = fabs(p->panel->rows[i].y - y);
        if (!p->panel->rows[i].heading && distance < least) {
            least = distance;
            best = i;
        }
    }
    return (double)p->line_of[best] + 0.5;
}

/* In cells from the top of the plot, not rounded; in a chart of rows the middle of a line. */
static double down(const tt__plot *p, double y)
{
    const tt_axis *axis = &p->panel->y;
    if (p->line_of)
        return nearest_row(p, y);
    return (axis->high - y) / (axis->high - axis->low) * (double)p->lines;
}

static long clamp(double value, long low, long high)
{
    return value < (double)low ? low : value > (double)high ? high : (long)value;
}

static long column_of(const tt__plot *p, double x)
{
    return p->left + clamp(floor(across(p, x)), 0, p->columns - 1);
}

static long line_at(const tt__plot *p, double y)
{
    return p->top + clamp(floor(down(p, y)), 0, p->lines - 1);
}

static void dot_of(const tt__plot *p, double x, double y, long dot[2])
{
    dot[0] = TT__DOTS_ACROSS * p->left +
             clamp(floor(across(p, x) * TT__DOTS_ACROSS), 0, p->columns * TT__DOTS_ACROSS - 1);
    dot[1] = TT__DOTS_DOWN * p->top +
             clamp(floor(down(p, y) * TT__DOTS_DOWN), 0, p->lines * TT__DOTS_DOWN - 1);
}

/* ---- marks ---- */

static void draw_line(tt__plot *p, const tt_mark *mark)
{
    for (size_t i = 1; i < mark->n; i++) {
        if (isnan(mark->column[1][i - 1]) || isnan(mark->column[1][i]))
            continue;
        long from[2];
        long to[2];
        dot_of(p, mark->column[0][i - 1], mark->column[1][i - 1], from);
        dot_of(p, mark->column[0][i], mark->column[1][i], to);
        tt__cells_line(&p->cells, from, to, mark->ink);
    }
}

static void draw_points(tt__plot *p, const tt_mark *mark)
{
    static const char *const glyphs[] = {"●", "■", "○", "▲"};
    for (size_t i = 0; i < mark->n; i++)
        if (!isnan(mark->column[1][i]))
            tt__cells_glyph(&p->cells, column_of(p, mark->column[0][i]),
                            line_at(p, mark->column[1][i]), glyphs[mark->shape], mark->ink);
}

/* A band is shaded between its limits, column by column, with limits that change evenly. */
static void draw_band(tt__plot *p, const tt_mark *mark)
{
    for (size_t i = 0; i + 1 < mark->n; i++) {
        const double *const *c = mark->column;
        double step = c[0][i + 1] - c[0][i];
        if (isnan(c[1][i]) || isnan(c[1][i + 1]) || isnan(c[2][i]) || isnan(c[2][i + 1]) ||
            !(step > 0))
            continue;
        for (long x = column_of(p, c[0][i]); x <= column_of(p, c[0][i + 1]); x++) {
            double unit = (p->panel->x.high - p->panel->x.low) / (double)p->columns;
            double value = p->panel->x.low + ((double)(x - p->left) + 0.5) * unit;
            double part = fmin(fmax((value - c[0][i]) / step, 0), 1);
            double low = down(p, c[1][i] + part * (c[1][i + 1] - c[1][i]));
            double high = down(p, c[2][i] + part * (c[2][i + 1] - c[2][i]));
            long first = clamp(floor(fmin(low, high) + 0.5), 0, p->lines - 1);
            long last = clamp(ceil(fmax(low, high) - 0.5), first + 1, p->lines);
            for (long y = first; y < last; y++)
                tt__cells_fill(&p->cells, x, p->top + y, TT__EIGHTHS, TT__FROM_BELOW, mark->ink,
                               TT_FILL_TINT);
        }
    }
}

static int eighths_of(double part)
{
    return (int)clamp(floor(part * TT__EIGHTHS + 0.5), 0, TT__EIGHTHS);
}

static void find_inks(tt__plot *p)
{
    const tt_mark *first = NULL;
    p->one_ink = 1;
    for (size_t i = 0; i < p->panel->mark_count; i++) {
        const tt_mark *mark = &p->panel->marks[i];
        if (mark->kind != TT_MARK_BOXES)
            continue;
        first = first ? first : mark;
        p->one_ink &= mark->ink == first->ink && mark->fill == first->fill;
    }
}

/* Without colour the solid fill has the finest steps. */
static tt_ink box_ink(const tt__plot *p, const tt_mark *mark)
{
    return p->one_ink && !p->colour ? TT_INK_TEXT : tt__box_ink(mark->ink, p->colour);
}

/* A shade becomes the nearest of the three textures. */
static tt_fill fill_of(const tt_mark *mark)
{
    if (mark->fill != TT_FILL_SHADE)
        return mark->fill;
    return mark->shade < 0.3 ? TT_FILL_TINT : mark->shade < 0.65 ? TT_FILL_MIDDLE : TT_FILL_SOLID;
}

/* A box in a chart of rows: from the left, with a last cell that is filled in part. */
static void draw_row_box(tt__plot *p, const tt_mark *mark, size_t i)
{
    double x0 = across(p, fmin(mark->column[0][i], mark->column[1][i]));
    double x1 = across(p, fmax(mark->column[0][i], mark->column[1][i]));
    long y = line_at(p, (mark->column[2][i] + mark->column[3][i]) / 2);
    long end = clamp(floor(x1), 0, p->columns);
    for (long x = clamp(floor(x0), 0, p->columns); x < end; x++)
        tt__cells_fill(&p->cells, p->left + x, y, TT__EIGHTHS, TT__FROM_LEFT, box_ink(p, mark),
                       fill_of(mark));
    if (end < p->columns)
        tt__cells_fill(&p->cells, p->left + end, y, eighths_of(x1 - (double)end), TT__FROM_LEFT,
                       box_ink(p, mark), fill_of(mark));
}

/* A standing box: from its bottom upwards, with a last cell that is filled in part. */
static void draw_bar(tt__plot *p, const tt_mark *mark, size_t i)
{
    double x0 = across(p, fmin(mark->column[0][i], mark->column[1][i]));
    double x1 = across(p, fmax(mark->column[0][i], mark->column[1][i]));
    double bottom = down(p, fmin(mark->column[2][i], mark->column[3][i]));
    double top = down(p, fmax(mark->column[2][i], mark->column[3][i]));
    long first = clamp(floor(x0 + 0.5), 0, p->columns - 1);
    long last = clamp(floor(x1 + 0.5), first + 1, p->columns);
    for (long x = first; x < last; x++) {
        for (long y = clamp(floor(bottom) - (bottom == floor(bottom)), -1, p->lines - 1);
             y >= 0 && (double)y + 1 > top; y--) {
            double covered = (double)(y + 1) - fmax(top, (double)y);
            tt__cells_fill(&p->cells, p->left + x, p->top + y, eighths_of(covered), TT__FROM_BELOW,
                           box_ink(p, mark), fill_of(mark));
        }
    }
}

static void draw_boxes(tt__plot *p, const tt_mark *mark)
{
    for (size_t i = 0; i < mark->n; i++)
        if (p->line_of)
            draw_row_box(p, mark, i);
        else
            draw_bar(p, mark, i);
}

/* A level segment in a chart of rows, in line-drawing characters. */
static void draw_row_segment(tt__plot *p, const tt_mark *mark, size_t i)
{
    const char *glyph = mark->weight >= THICK_LINE ? "━" : mark->dashed ? "╌" : "─";
    long y = line_at(p, mark->column[1][i]);
    double from = mark->column[0][i];
    double to = mark->column[2][i];
    long first = column_of(p, fmin(from, to));
    long last = column_of(p, fmax(from, to));
    for (long x = first; x <= last; x++)
        tt__cells_glyph(&p->cells, x, y, glyph, mark->ink);
    if (mark->arrow)
        tt__cells_glyph(&p->cells, to >= from ? last : first, y, to >= from ? "▶" : "◀", mark->ink);
}

static void draw_segments(tt__plot *p, const tt_mark *mark)
{
    for (size_t i = 0; i < mark->n; i++) {
        int level = mark->column[1][i] == mark->column[3][i];
        if (p->line_of && level) {
            draw_row_segment(p, mark, i);
            continue;
        }
        long from[2];
        long to[2];
        dot_of(p, mark->column[0][i], mark->column[1][i], from);
        dot_of(p, mark->column[2][i], mark->column[3][i], to);
        tt__cells_line(&p->cells, from, to, mark->ink);
    }
}

/* Fills first, then lines, then points, whatever the order of the chart: a fill would hide them. */
static void draw_marks(tt__plot *p)
{
    static const tt_mark_kind order[] = {TT_MARK_BAND, TT_MARK_BOXES, TT_MARK_SEGMENTS,
                                         TT_MARK_LINE, TT_MARK_POINTS};
    static void (*const drawers[])(tt__plot *, const tt_mark *) = {
        [TT_MARK_LINE] = draw_line,         [TT_MARK_POINTS] = draw_points,
        [TT_MARK_BAND] = draw_band,         [TT_MARK_BOXES] = draw_boxes,
        [TT_MARK_SEGMENTS] = draw_segments,
    };
    for (size_t k = 0; k < sizeof order / sizeof *order; k++)
        for (size_t i = 0; i < p->panel->mark_count; i++)
            if (p->panel->marks[i].kind == order[k])
                drawers[order[k]](p, &p->panel->marks[i]);
}

/* ---- axes ---- */

/* The line of a tick: that of the axis itself for the lowest value. */
static long tick_line(const tt__plot *p, double value)
{
    return p->top + clamp(floor(down(p, value) + 1e-9), 0, p->lines);
}

static void draw_y_axis(tt__plot *p)
{
    const tt_axis *axis = &p->panel->y;
    for (size_t i = 0; i < axis->tick_count; i++) {
        long y = tick_line(p, axis->ticks[i]);
        long width = (long)tt_text_width(axis->tick_labels[i]);
        tt__cells_text(&p->cells, p->left - 2 - width, y, axis->tick_labels[i], TT_INK_MUTED, 0);
        tt__cells_glyph(&p->cells, p->left - 1, y, "┤", TT_INK_MUTED);
    }
}

/* A line of the axes, where nothing else stands. */
static void draw_behind(tt__plot *p, long x, long y, const char *glyph, tt_ink ink)
{
    if (tt__cells_is_blank(&p->cells, x, y))
        tt__cells_glyph(&p->cells, x, y, glyph, ink);
}

static void draw_grid(tt__plot *p)
{
    const tt_axis *axis = &p->panel->y;
    for (size_t i = 0; axis->grid && !p->line_of && i < axis->tick_count; i++) {
        long y = tick_line(p, axis->ticks[i]);
        for (long x = 0; y < p->top + p->lines && x < p->columns; x += 2)
            draw_behind(p, p->left + x, y, "·", TT_INK_GRID);
    }
}

static int is_on(const tt_axis *axis, double value)
{
    return value >= axis->low && value <= axis->high; /* no: not a number, too */
}

static void draw_reference(tt__plot *p)
{
    const tt_axis *x = &p->panel->x;
    const tt_axis *y = &p->panel->y;
    for (long line = 0; is_on(x, x->reference) && line < p->lines; line++)
        draw_behind(p, column_of(p, x->reference), p->top + line, "│", TT_INK_MUTED);
    if (!is_on(y, y->reference) || y->reference == y->low || p->line_of)
        return;
    for (long column = 0; column < p->columns; column++)
        draw_behind(p, p->left + column, line_at(p, y->reference), "─", TT_INK_MUTED);
}

static void draw_x_axis(tt__plot *p)
{
    const tt_axis *axis = &p->panel->x;
    long line = p->top + p->lines;
    long before = p->left - GUTTER;
    for (long x = 0; axis->line && x < p->columns; x++)
        tt__cells_glyph(&p->cells, p->left + x, line, "─", TT_INK_MUTED);
    for (size_t i = 0; i < axis->tick_count; i++) {
        long x = column_of(p, axis->ticks[i]);
        long width = (long)tt_text_width(axis->tick_labels[i]);
        long start = clamp((double)(x - width / 2), 0, (long)p->cells.width - width);
        if (axis->line)
            tt__cells_glyph(&p->cells, x, line, "┬", TT_INK_MUTED);
        if (start <= before)
            continue;
        tt__cells_text(&p->cells, start, line + 1, axis->tick_labels[i], TT_INK_MUTED, 0);
        before = start + width;
    }
    long middle = column_of(p, isnan(axis->reference) ? 0 : axis->reference);
    if (p->panel->below_left)
        tt__cells_text(&p->cells, middle - 1 - (long)tt_text_width(p->panel->below_left), line + 2,
                       p->panel->below_left, TT_INK_MUTED, 0);
    tt__cells_text(&p->cells, middle + 2, line + 2, p->panel->below_right, TT_INK_MUTED, 0);
}

/* ---- labels, ends, rows ---- */

static int are_blank(const tt__plot *p, long x, long y, long width)
{
    for (long i = 0; i < width; i++)
        if (!tt__cells_is_blank(&p->cells, x + i, y))
            return 0;
    return 1;
}

/* The line for a label: its own, or one beside it, where nothing stands; else its own. */
static long choose_line(const tt__plot *p, const tt_label *label, long x, long y, long width)
{
    static const int steps[] = {0, -1, 1};
    for (size_t i = 0; i < sizeof steps / sizeof *steps && !label->on_fill && !p->line_of; i++) {
        long line = y + steps[i];
        if (line >= p->top && line < p->top + p->lines && are_blank(p, x, line, width))
            return line;
    }
    return y;
}

static void draw_label(tt__plot *p, const tt_label *label)
{
    long width = (long)tt_text_width(label->text);
    long x = column_of(p, label->x);
    long y = line_at(p, label->y);
    if (label->anchor == TT_ANCHOR_CENTRE)
        x -= width / 2;
    else if (label->anchor == TT_ANCHOR_RIGHT)
        x -= width;
    else
        x += label->dx > 0;
    if (!p->line_of)
        y += label->dy >= HIGH_LABEL ? -1 : label->dy <= -HIGH_LABEL ? 1 : 0;
    if (y < p->top && y + 1 == p->top)
        y = p->top;
    y = choose_line(p, label, x, y, width);
    if (p->panel->column_count && x + width > p->left + p->columns)
        return; /* the columns begin there */
    if (!width || !tt__cells_are_free(&p->cells, x, y, (size_t)width))
        return;
    int blanks = label->on_fill && !p->colour; /* on a texture */
    for (int side = 0; side < 2 && blanks; side++)
        tt__cells_glyph(&p->cells, side ? x + width : x - 1, y, " ", TT_INK_TEXT);
    tt__cells_text(&p->cells, x, y, label->text, label->on_fill ? TT_INK_TEXT : label->ink,
                   label->bold);
}

static void draw_labels(tt__plot *p)
{
    for (int optional = 0; optional < 2; optional++)
        for (size_t i = 0; i < p->panel->label_count; i++)
            if (p->panel->labels[i].optional == optional)
                draw_label(p, &p->panel->labels[i]);
}

/* The free line that is nearest to a wanted one, in the column where the names at the ends stand. */
static long free_line(const tt__plot *p, long wanted)
{
    for (long away = 0; away <= p->lines; away++)
        for (int side = -1; side <= 1; side += 2) {
            long y = wanted + side * away;
            if (y >= p->top && y < p->top + p->lines &&
                tt__cells_are_free(&p->cells, p->left + p->columns + 1, y, 1))
                return y;
        }
    return -1;
}

static void draw_ends(tt__plot *p)
{
    long x = p->left + p->columns + 1;
    for (size_t i = 0; i < p->panel->end_count; i++) {
        const tt_end_label *end = &p->panel->ends[i];
        long y = free_line(p, line_at(p, end->y));
        size_t room = p->cells.width - (size_t)x;
        size_t value = end->value ? tt_text_width(end->value) + 1 : 0;
        size_t used = 0;
        tt_strbuf name = TT_STRBUF_INIT;
        size_t bytes = tt_text_fit(end->name, room > value ? room - value : 0, &used);
        tt_strbuf_add_bytes(&name, end->name, bytes);
        if (y >= 0) {
            tt__cells_text(&p->cells, x, y, tt_strbuf_text(&name), end->ink, 1);
            tt__cells_text(&p->cells, x + (long)used + 1, y, end->value, TT_INK_TEXT, 0);
        }
        p->cells.failed |= name.failed;
        tt_strbuf_clear(&name);
    }
}

/* A text in at most `room` columns, with an ellipsis where it is cut; returns the columns that it takes. */
static long draw_cut(tt__plot *p, const long at[2], const char *text, long room, tt_ink ink,
                     int bold)
{
    size_t used = 0;
    long width = (long)tt_text_width(text);
    if (width <= room) {
        tt__cells_text(&p->cells, at[0], at[1], text, ink, bold);
        return width;
    }
    tt_strbuf part = TT_STRBUF_INIT;
    if (room > 1)
        tt_strbuf_add_bytes(&part, text, tt_text_fit(text, (size_t)room - 1, &used));
    tt_strbuf_add(&part, room > 0 ? "…" : "");
    tt__cells_text(&p->cells, at[0], at[1], tt_strbuf_text(&part), ink, bold);
    p->cells.failed |= part.failed;
    tt_strbuf_clear(&part);
    return room > 0 ? (long)used + 1 : 0;
}

static void draw_row_names(tt__plot *p)
{
    for (size_t i = 0; i < p->panel->row_count; i++) {
        const tt_row *row = &p->panel->rows[i];
        long at[2] = {row->heading ? 0 : 1, p->top + (long)p->line_of[i]};
        long end = row->heading ? (long)p->cells.width : p->left - 1;
        at[0] += draw_cut(p, at, row->name, end - at[0], TT_INK_TEXT, row->heading) + 1;
        if (row->detail && end > at[0])
            (void)draw_cut(p, at, row->detail, end - at[0], TT_INK_MUTED, 0);
    }
}

/* How many lines of names over bars stand above a value of the axis. */
static size_t head_lines(const tt_panel *panel, double y)
{
    size_t count = 0;
    for (size_t i = 0; i < panel->head_count; i++)
        count += panel->heads[i].y > y && (i == 0 || panel->heads[i].y != panel->heads[i - 1].y);
    return count;
}

/* Names over bars, each over the middle of its part unless another one is in the way. */
static void draw_heads(tt__plot *p)
{
    long next = 0;
    for (size_t i = 0; i < p->panel->head_count; i++) {
        const tt_end_label *head = &p->panel->heads[i];
        long line = 0;
        for (size_t k = 0; k < p->panel->row_count; k++)
            line += p->panel->rows[k].y > head->y;
        long width = (long)tt_text_width(head->name);
        long at[2] = {column_of(p, head->x) - width / 2,
                      p->top + line + (long)head_lines(p->panel, head->y)};
        if (i == 0 || head->y != p->panel->heads[i - 1].y)
            next = p->left;
        at[0] = at[0] < next ? next : at[0];
        next = at[0] + 1 + draw_cut(p, at, head->name, p->left + p->columns - at[0], head->ink, 1);
    }
}

static size_t column_width(const tt_panel *panel, size_t column)
{
    size_t widest = tt_text_width(panel->column_titles[column]);
    for (size_t i = 0; i < panel->row_count; i++)
        if (panel->rows[i].cells && panel->rows[i].cells[column]) {
            size_t width = tt_text_width(panel->rows[i].cells[column]);
            widest = width > widest ? width : widest;
        }
    return widest;
}

static void draw_columns(tt__plot *p)
{
    long right = p->left + p->columns;
    for (size_t c = 0; c < p->panel->column_count; c++) {
        right += (long)column_width(p->panel, c) + 2;
        const char *title = p->panel->column_titles[c];
        tt__cells_text(&p->cells, right - (long)tt_text_width(title), p->top - 1, title,
                       TT_INK_MUTED, 0);
        for (size_t i = 0; i < p->panel->row_count; i++) {
            const char *text = p->panel->rows[i].cells ? p->panel->rows[i].cells[c] : NULL;
            if (text)
                tt__cells_text(&p->cells, right - (long)tt_text_width(text),
                               p->top + (long)p->line_of[i], text, TT_INK_TEXT, c == 0);
        }
    }
}

/* ---- a panel ---- */

static size_t widest_tick(const tt_axis *axis)
{
    size_t widest = 0;
    for (size_t i = 0; i < axis->tick_count; i++) {
        size_t width = tt_text_width(axis->tick_labels[i]);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static size_t widest_name(const tt_panel *panel)
{
    size_t widest = 0;
    for (size_t i = 0; i < panel->row_count; i++) {
        const tt_row *row = &panel->rows[i];
        size_t width = row->heading ? 0 : tt_text_width(row->name);
        if (row->detail)
            width += tt_text_width(row->detail) + 1;
        widest = width > widest ? width : widest;
    }
    return widest;
}

static size_t right_margin(const tt_panel *panel, size_t width)
{
    size_t needed = 1;
    for (size_t c = 0; c < panel->column_count; c++)
        needed += column_width(panel, c) + 2;
    for (size_t i = 0; i < panel->end_count && !panel->column_count; i++) {
        size_t end = tt_text_width(panel->ends[i].name) + 2;
        end += panel->ends[i].value ? tt_text_width(panel->ends[i].value) + 1 : 0;
        needed = end > needed ? end : needed;
    }
    size_t most = panel->column_count ? width * 3 / 5 : width * 2 / 5;
    return needed < most ? needed : most;
}

/* Lines of the rows: in the order of the axis, from the top. */
static int place_rows(tt__plot *p)
{
    p->line_of = tt_calloc(p->panel->row_count, sizeof *p->line_of);
    if (!p->line_of)
        return -1;
    for (size_t i = 0; i < p->panel->row_count; i++)
        for (size_t j = 0; j < p->panel->row_count; j++) {
            double above = p->panel->rows[j].y - p->panel->rows[i].y;
            p->line_of[i] += above > 0 || (above == 0 && j < i);
        }
    for (size_t i = 0; i < p->panel->row_count; i++)
        p->line_of[i] += head_lines(p->panel, p->panel->rows[i].y);
    return 0;
}

/* How many columns a panel's plot gets, and from where; what is left of `width`. */
static void plan_columns(tt__plot *p, size_t width)
{
    size_t left = p->panel->row_count ? widest_name(p->panel) + GUTTER - 1
                                      : widest_tick(&p->panel->y) + GUTTER - 1;
    size_t most = width * 2 / 5;
    left = left < most ? left : most;
    size_t right = right_margin(p->panel, width);
    p->left = (long)left;
    p->columns = width > left + right + LEAST_PLOT ? (long)(width - left - right) : LEAST_PLOT;
}

tt_status tt__plot_make(tt__plot *p, const tt_panel *panel, size_t width, int with_heading,
                        tt_error *err)
{
    long heading = with_heading ? 2 : 0;
    *p = (tt__plot){.panel = panel, .top = heading + (panel->column_count ? 1 : 0)};
    if (panel->row_count && place_rows(p) != 0)
        return tt_fail(err, TT_ENOMEM, "no memory for a drawing in characters");
    plan_columns(p, width);
    double aspect = panel->aspect > 0 ? panel->aspect : USUAL_ASPECT;
    p->lines = panel->row_count
                   ? (long)(panel->row_count + head_lines(panel, -INFINITY))
                   : clamp((double)p->columns * aspect * CELL_ASPECT, LEAST_PLOT, MOST_PLOT);
    long below = 2 + (panel->below_left || panel->below_right ? 1 : 0);
    return tt__cells_make(&p->cells, width, (size_t)(p->top + p->lines + below), err);
}

void tt__plot_clear(tt__plot *p)
{
    tt__cells_clear(&p->cells);
    tt_free(p->line_of);
}

void tt__plot_draw(tt__plot *p)
{
    find_inks(p);
    if (p->line_of) {
        draw_row_names(p);
        draw_heads(p);
        draw_columns(p);
    } else {
        draw_y_axis(p);
        draw_ends(p);
    }
    draw_marks(p);
    draw_x_axis(p);
    draw_labels(p);
    draw_reference(p);
    draw_grid(p);
}

int tt__plot_fits(const tt_panel *panel, size_t width)
{
    tt__plot p = {.panel = panel};
    plan_columns(&p, width);
    size_t labels =
        panel->x.tick_count * (widest_tick(&panel->x) + 1); /* each with a blank behind */
    return p.columns >= LEAST_BESIDE && (size_t)p.columns + 1 >= labels;
}
