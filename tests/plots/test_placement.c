/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Labels within plots: on no line, on no mark, on no other text; near their marks or joined to them. */
#include <math.h>

#include "chart_support.h"
#include "tiptrend/rng.h"

/* A chart of one line with all its figures as labels. */
static tt_chart *line_chart(size_t n, const double *y, double high)
{
    enum { MOST = 64 };
    double x[MOST];
    tt_chart *chart = tt_chart_new("line", 1);
    if (!chart || n > MOST)
        fail_msg("no chart");
    tt_panel *panel = &chart->panels[0];
    static const double ticks[] = {0, 1};
    static const char *const labels[] = {"0", "1"};
    for (size_t i = 0; i < n; i++)
        x[i] = (double)i;
    panel->x = (tt_axis){.low = -0.4, .high = (double)n - 0.6, .reference = NAN, .line = 1};
    panel->y = (tt_axis){.low = 0, .high = high, .reference = NAN, .grid = 1};
    tt_axis_set_ticks(chart, &panel->x, ticks, labels, 2);
    tt_axis_set_ticks(chart, &panel->y, ticks, labels, 2);
    tt_panel_add_mark(
        chart, panel,
        &(tt_mark){.kind = TT_MARK_LINE, .ink = TT_INK_BLUE, .n = n, .column = {x, y}});
    tt_panel_add_mark(
        chart, panel,
        &(tt_mark){.kind = TT_MARK_POINTS, .ink = TT_INK_BLUE, .n = n, .column = {x, y}});
    for (size_t i = 0; i < n; i++)
        tt_panel_add_label(chart, panel,
                           &(tt_label){.text = tt_chart_format(chart, "%.0f", 1000 + y[i]),
                                       .x = x[i],
                                       .y = y[i],
                                       .seek = TT_SEEK_AROUND,
                                       .anchor = TT_ANCHOR_CENTRE,
                                       .ink = TT_INK_BLUE});
    return chart;
}

static tt__scene scene_of(const tt_chart *chart, double width)
{
    tt__scene scene;
    tt_error err = {0};
    tt_draw_options options = support_options(NULL);
    options.width = width;
    check_status(tt__scene_make(chart, &options, &scene, &err), TT_OK, &err);
    return scene;
}

static int is_figure(const tt__placed_text *text)
{
    return strlen(text->text) == 4;
}

/* How many figures were placed, and how many of them lie on the line. */
static size_t count_figures(const tt__scene *scene, size_t *on_line)
{
    const tt_mark *line = &scene->chart->panels[0].marks[0];
    size_t count = 0;
    *on_line = 0;
    for (size_t i = 0; i < scene->text_count; i++) {
        if (!is_figure(&scene->texts[i]))
            continue;
        tt__box box = tt__text_box(&scene->texts[i]);
        int crossed = 0;
        for (size_t k = 1; k < line->n; k++) {
            tt__spot a = {tt__scene_x(scene, 0, line->column[0][k - 1]),
                          tt__scene_y(scene, 0, line->column[1][k - 1])};
            tt__spot b = {tt__scene_x(scene, 0, line->column[0][k]),
                          tt__scene_y(scene, 0, line->column[1][k])};
            crossed |= tt__line_crosses(&box, a, b);
        }
        *on_line += crossed ? 1 : 0;
        count++;
    }
    return count;
}

/* Short random series, as those of official tables are: every figure is printed, none on the line. */
static void short_series(void **state)
{
    enum { MOST = 10, TIMES = 400 };
    (void)state;
    tt_rng rng;
    tt_rng_start(&rng, 11, 0);
    size_t labels = 0;
    size_t placed = 0;
    size_t crossed = 0;
    for (int i = 0; i < TIMES; i++) {
        double y[MOST];
        size_t n = 3 + tt_rng_below(&rng, MOST - 2);
        for (size_t k = 0; k < n; k++)
            y[k] = floor(900 * tt_rng_uniform(&rng));
        tt_chart *chart = line_chart(n, y, 1000);
        tt__scene scene = scene_of(chart, 89);
        size_t on_line;
        labels += n;
        placed += count_figures(&scene, &on_line);
        crossed += on_line;
        check_true(support_faults(&scene, "a short series") == 0);
        tt__scene_clear(&scene);
        tt_chart_free(chart);
    }
    (void)fprintf(stderr, "%zu labels: %zu placed, %zu on the line\n", labels, placed, crossed);
    check_true(crossed == 0);
    check_true(placed == labels);
    check_done();
}

/* A figure stands at its mark, or a leader joins the two. */
static void near_or_joined(void **state)
{
    (void)state;
    static const double y[] = {500, 501, 499, 500, 500, 502, 498, 500, 501, 500};
    tt_chart *chart = line_chart(10, y, 1000);
    tt__scene scene = scene_of(chart, 60); /* narrow: the figures crowd */
    for (size_t i = 0; i < scene.text_count; i++) {
        tt__box box = tt__text_box(&scene.texts[i]);
        double nearest = INFINITY;
        int joined = 0;
        if (!is_figure(&scene.texts[i]))
            continue;
        for (size_t k = 0; k < 10; k++) {
            tt__spot mark = {tt__scene_x(&scene, 0, (double)k), tt__scene_y(&scene, 0, y[k])};
            tt__spot edge = tt__box_nearest(&box, mark);
            nearest = fmin(nearest, hypot(edge.x - mark.x, edge.y - mark.y));
        }
        for (size_t k = 0; k < scene.leader_count; k++) {
            tt__spot end = tt__box_nearest(&box, scene.leaders[k].to);
            joined |= hypot(end.x - scene.leaders[k].to.x, end.y - scene.leaders[k].to.y) < 0.5;
        }
        check_true(joined || nearest < 9);
    }
    check_true(support_faults(&scene, "a crowd") == 0);
    tt__scene_clear(&scene);
    tt_chart_free(chart);
    check_done();
}

/* Names at line ends, however close the lines: all there, none over another, in the order of the lines. */
static void names_at_line_ends(void **state)
{
    enum { NAMES = 12, TIMES = 200 };
    (void)state;
    tt_rng rng;
    tt_rng_start(&rng, 12, 0);
    for (int t = 0; t < TIMES; t++) {
        double flat[] = {100, 100};
        tt_chart *chart = line_chart(2, flat, 1000);
        size_t n = 1 + tt_rng_below(&rng, NAMES);
        for (size_t i = 0; i < n; i++)
            tt_panel_add_end(chart, &chart->panels[0],
                             &(tt_end_label){.name = tt_chart_format(chart, "Line number %zu", i),
                                             .value = "1",
                                             .x = 1,
                                             .y = floor(1000 * tt_rng_uniform(&rng)),
                                             .ink = TT_INK_BLUE});
        tt__scene scene = scene_of(chart, 89);
        size_t names = 0;
        for (size_t i = 0; i < scene.text_count; i++)
            names += strncmp(scene.texts[i].text, "Line number", 11) == 0 ? 1 : 0;
        check_true(names == n);
        check_true(support_faults(&scene, "names") == 0);
        for (size_t i = 0; i < scene.text_count; i++) /* a higher line, a higher name */
            for (size_t k = 0; k < scene.text_count; k++) {
                int a = -1;
                int b = -1;
                if (sscanf(scene.texts[i].text, "Line number %d", &a) == 1 &&
                    sscanf(scene.texts[k].text, "Line number %d", &b) == 1 &&
                    chart->panels[0].ends[a].y > chart->panels[0].ends[b].y)
                    check_true(scene.texts[i].y < scene.texts[k].y);
            }
        tt__scene_clear(&scene);
        tt_chart_free(chart);
    }
    check_done();
}

/* A long name near the foot of the plot takes lines and a leader, and keeps its end. */
static void long_names_are_whole(void **state)
{
    (void)state;
    double flat[] = {100, 100};
    tt_chart *chart = line_chart(2, flat, 1000);
    const char *const names[] = {"Persons convicted", "Offences of trafficking in persons"};
    for (size_t i = 0; i < 2; i++)
        tt_panel_add_end(
            chart, &chart->panels[0],
            &(tt_end_label){
                .name = names[i], .value = "20", .x = 1, .y = i ? 20 : 613, .ink = TT_INK_BLUE});
    tt__scene scene = scene_of(chart, 89);
    check_true(support_faults(&scene, "long names") == 0);
    int ends = 0;
    for (size_t i = 0; i < scene.text_count; i++) {
        check_true(strstr(scene.texts[i].text, "\xE2\x80\xA6") == NULL); /* an ellipsis */
        ends += strstr(scene.texts[i].text, "persons") != NULL ? 1 : 0;
    }
    check_true(ends == 1);
    tt__scene_clear(&scene);
    tt_chart_free(chart);
    check_done();
}

/* A figure stands within its bar, or not at all: white letters end at its edge. */
static void figures_within_bars(void **state)
{
    (void)state;
    size_t placed = 0;
    for (int narrow = 0; narrow < 40; narrow++) {
        double flat[] = {1, 1};
        tt_chart *chart = line_chart(2, flat, 1000);
        tt_panel *panel = &chart->panels[0];
        double left = 0.5 - 0.005 * (narrow + 1);
        double right = 0.5 + 0.005 * (narrow + 1);
        double low = 0;
        double high = 800;
        tt_panel_add_mark(chart, panel,
                          &(tt_mark){.kind = TT_MARK_BOXES,
                                     .ink = TT_INK_BLUE,
                                     .fill = TT_FILL_SOLID,
                                     .n = 1,
                                     .column = {&left, &right, &low, &high}});
        tt_panel_add_label(chart, panel,
                           &(tt_label){.text = "164",
                                       .x = 0.5,
                                       .y = 400,
                                       .anchor = TT_ANCHOR_CENTRE,
                                       .on_fill = 1,
                                       .optional = 1});
        tt__scene scene = scene_of(chart, 89);
        for (size_t i = 0; i < scene.text_count; i++) {
            if (strcmp(scene.texts[i].text, "164") != 0)
                continue;
            tt__box box = tt__text_box(&scene.texts[i]);
            check_true(box.left >= tt__scene_x(&scene, 0, left) - 1e-9);
            check_true(box.right <= tt__scene_x(&scene, 0, right) + 1e-9);
            placed++;
        }
        tt__scene_clear(&scene);
        tt_chart_free(chart);
    }
    check_true(placed > 10 && placed < 40);
    check_done();
}

/* Labels that must be there come first: an optional one gives way. */
static void optional_gives_way(void **state)
{
    (void)state;
    static const double y[] = {100, 100};
    tt_chart *chart = line_chart(2, y, 1000);
    for (int optional = 1; optional >= 0; optional--)
        tt_panel_add_label(chart, &chart->panels[0],
                           &(tt_label){.text = optional ? "optional" : "required",
                                       .x = 0.5,
                                       .y = 700,
                                       .anchor = TT_ANCHOR_CENTRE,
                                       .optional = optional});
    tt__scene scene = scene_of(chart, 89);
    int found[2] = {0, 0};
    for (size_t i = 0; i < scene.text_count; i++) {
        found[0] |= strcmp(scene.texts[i].text, "required") == 0;
        found[1] |= strcmp(scene.texts[i].text, "optional") == 0;
    }
    check_true(found[0] && !found[1]);
    tt__scene_clear(&scene);
    tt_chart_free(chart);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_series),        cmocka_unit_test(near_or_joined),
        cmocka_unit_test(names_at_line_ends),  cmocka_unit_test(long_names_are_whole),
        cmocka_unit_test(figures_within_bars), cmocka_unit_test(optional_gives_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
