/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts in characters: what a small one looks like, line for line; what holds for every chart of the Mexico data at
 * every width. */
#define _XOPEN_SOURCE 700
#include "tiptrend/term.h"

#include <math.h>

#include "drawing.h"
#include "figure_check.h"
#include "support.h"
#include "tiptrend/memory.h"
#include "tiptrend/text.h"

static const double years[] = {2015, 2016, 2017, 2018};
static const char *const year_labels[] = {"2015", "2016", "2017", "2018"};
static const double counts[] = {0, 100};
static const char *const count_labels[] = {"0", "100"};

static tt_chart *make_axes(void)
{
    tt_chart *chart = tt_chart_new("line", 1);
    if (!chart)
        fail_msg("no memory");
    tt_panel *panel = &chart->panels[0];
    chart->title = "A title";
    panel->x = (tt_axis){.low = 2014.5, .high = 2018.5, .reference = NAN, .line = 1};
    panel->y = (tt_axis){.low = 0, .high = 100, .reference = NAN, .grid = 1};
    tt_axis_set_ticks(chart, &panel->x, years, year_labels, 4);
    tt_axis_set_ticks(chart, &panel->y, counts, count_labels, 2);
    return chart;
}

static tt_strbuf show(const tt_chart *chart, size_t width, int colour)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_error err = {0};
    const tt_term_options options = {.width = width, .colour = colour};
    check_status(tt_chart_show(chart, &options, &text, &err), TT_OK, &err);
    return text;
}

static void check_shown(const tt_chart *chart, const char *expected)
{
    tt_strbuf text = show(chart, 32, 0);
    if (strcmp(text.text, expected) != 0)
        (void)fprintf(stderr, "shown:\n%s", text.text);
    check_true(strcmp(text.text, expected) == 0);
    tt_strbuf_clear(&text);
}

/* A line through 0, 100, a gap, 50; its name at the end. */
static void a_line(void **state)
{
    (void)state;
    static const double values[] = {0, 100, NAN, 50};
    tt_chart *chart = make_axes();
    tt_panel *panel = &chart->panels[0];
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_LINE, .n = 4, .column = {years, values}});
    tt_panel_add_mark(chart, panel,
                      &(tt_mark){.kind = TT_MARK_POINTS, .n = 4, .column = {years, values}});
    tt_panel_add_end(chart, panel, &(tt_end_label){.name = "All", .value = "50", .y = 50});
    check_shown(chart, "A title\n"
                       "\n"
                       "100 ┤· · · ⢠●· · · · · ·\n"
                       "           ⡎\n"
                       "          ⡸\n"
                       "         ⢠⠃\n"
                       "         ⡜           ●   All 50\n"
                       "        ⢰⠁\n"
                       "       ⢀⠇\n"
                       "       ●\n"
                       "  0 ┤──┬────┬───┬────┬──\n"
                       "     2015 2016     2018\n");
    tt_chart_free(chart);
    check_done();
}

/* Bars of 25, 50 and 100: a block has eight steps, and the top of a bar is where its value is. */
static void bars(void **state)
{
    (void)state;
    static const double left[] = {2014.6, 2015.6, 2016.6};
    static const double right[] = {2015.4, 2016.4, 2017.4};
    static const double bottom[] = {0, 0, 0};
    static const double top[] = {25, 51, 100};
    tt_chart *chart = make_axes();
    tt_panel_add_mark(chart, &chart->panels[0],
                      &(tt_mark){.kind = TT_MARK_BOXES,
                                 .ink = TT_INK_BLUE,
                                 .n = 3,
                                 .column = {left, right, bottom, top}});
    check_shown(chart, "A title\n"
                       "\n"
                       "100 ┤· · · · · · · █████ · · ·\n"
                       "                   █████\n"
                       "                   █████\n"
                       "            ▁▁▁▁▁  █████\n"
                       "            █████  █████\n"
                       "            █████  █████\n"
                       "      █████ █████  █████\n"
                       "      █████ █████  █████\n"
                       "  0 ┤───┬─────┬──────┬─────┬───\n"
                       "      2015  2016   2017  2018\n");
    tt_chart_free(chart);
    check_done();
}

/* Every line of every chart fits, holds nothing but text, and colours only where they are asked for. */
static void every_chart_fits(void **state)
{
    (void)state;
    static const tt__caption none = {"", "", "", "", 0, 0, 0, ""};
    static const size_t widths[] = {30, 40, 80, 120};
    figure_set set;
    tt_error err = {0};
    figure_set_make(&set, "mexico-tip-2019.csv");
    for (size_t i = 0; i < set.plan.count; i++)
        for (size_t w = 0; w < 8 && set.charts[i]; w++) {
            tt_strbuf text = show(set.charts[i], widths[w % 4], w >= 4);
            check_status(tt__verify_text(&text, &none, &err), TT_OK, &err);
            check_true(w >= 4 || !strchr(text.text, '\x1b'));
            for (char *line = strtok(text.text, "\n"); line && w < 4; line = strtok(NULL, "\n")) {
                if (tt_text_width(line) > widths[w])
                    (void)fprintf(stderr, "%s at %zu: %s\n", set.plan.items[i].name, widths[w],
                                  line);
                check_true(tt_text_width(line) <= widths[w]);
                check_true(line[strlen(line) - 1] != ' ');
            }
            tt_strbuf_clear(&text);
        }
    figure_set_clear(&set);
    check_done();
}

/* Out of range widths are brought into it; without memory there is an error and nothing is lost. */
static void edges(void **state)
{
    (void)state;
    static const double values[] = {0, 100, NAN, 50};
    tt_chart *chart = make_axes();
    tt_panel_add_mark(chart, &chart->panels[0],
                      &(tt_mark){.kind = TT_MARK_LINE, .n = 4, .column = {years, values}});
    tt_strbuf narrow = show(chart, 1, 0);
    tt_strbuf least = show(chart, 30, 0);
    check_true(strcmp(narrow.text, least.text) == 0);
    tt_strbuf usual = TT_STRBUF_INIT;
    tt_strbuf eighty = show(chart, 80, 0);
    tt_error err = {0};
    check_status(tt_chart_show(chart, NULL, &usual, &err), TT_OK, &err);
    check_true(strcmp(usual.text, eighty.text) == 0);
    size_t failures = 0;
    for (size_t n = 1; n < 2000; n++) {
        tt_strbuf text = TT_STRBUF_INIT;
        tt_memory_fail_at(n);
        tt_status status = tt_chart_show(chart, NULL, &text, NULL);
        tt_memory_fail_at(0);
        tt_strbuf_clear(&text);
        check_true(status == TT_OK || status == TT_ENOMEM);
        if (status == TT_OK)
            break;
        failures++;
    }
    check_true(failures > 3 && failures < 1999);
    tt_strbuf_clear(&narrow);
    tt_strbuf_clear(&least);
    tt_strbuf_clear(&usual);
    tt_strbuf_clear(&eighty);
    tt_chart_free(chart);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line),
        cmocka_unit_test(bars),
        cmocka_unit_test(every_chart_fits),
        cmocka_unit_test(edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
