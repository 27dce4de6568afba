/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The joinpoint chart: what it marks, what it says, and that every segment keeps its label on a crowded page. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "kinds.h"
#include "scene.h"
#include "scratch.h"
#include "tiptrend/charts.h"
#include "tiptrend/font.h"
#include "tiptrend/strbuf.h"

static tt_font *font;

static double measure(const char *text, double size, int bold, void *context)
{
    double width = 0;
    (void)tt_font_width(context, bold ? TT_FONT_BOLD : TT_FONT_REGULAR, size, text, &width, NULL);
    return width;
}

static tt_chart *make(const tt_dataset *ds, const tt_chart_request *wish, tt_status expected)
{
    size_t all[32];
    tt_chart_request request = wish ? *wish : (tt_chart_request){0};
    request.data = ds;
    request.count = tt_dataset_series_count(ds);
    assert_true(request.count <= 32);
    for (size_t i = 0; i < request.count; i++)
        all[i] = i;
    request.series = all;
    tt_chart *chart = NULL;
    tt_error err = {0};
    check_status(tt_chart_make("joinpoint", &request, &chart, &err), expected, &err);
    if (!chart && expected == TT_OK)
        fail_msg("no chart: %s", err.message);
    return chart;
}

/* Years, values: a rise of 10 % a year to 2010, a fall of 20 % from there, with a little scatter. */
static tt_dataset *bent(const char *extra)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_add(&text, "indicator,year,value,unit,status,definition\n");
    double value = 1000;
    for (int year = 2003; year <= 2018; year++) {
        const double scatter = 1 + 0.01 * ((year * 7) % 5 - 2);
        tt_strbuf_addf(&text, "victims,%d,%.0f,persons,,\n", year, value * scatter);
        value *= year < 2010 ? 1.1 : 0.8;
    }
    tt_strbuf_add(&text, extra ? extra : "");
    tt_dataset *ds = scratch_dataset(tt_strbuf_text(&text), NULL, NULL);
    tt_strbuf_clear(&text);
    return ds;
}

static size_t marks_of(const tt_panel *panel, tt_mark_kind kind)
{
    size_t count = 0;
    for (size_t i = 0; i < panel->mark_count; i++)
        count += panel->marks[i].kind == kind;
    return count;
}

static const tt_label *find_label(const tt_panel *panel, const char *text)
{
    for (size_t i = 0; i < panel->label_count; i++)
        if (strcmp(panel->labels[i].text, text) == 0)
            return &panel->labels[i];
    return NULL;
}

static void one_bend(void **state)
{
    (void)state;
    tt_dataset *ds = bent(NULL);
    tt_chart *chart = make(ds, NULL, TT_OK);
    const tt_panel *panel = &chart->panels[0];
    check_true(marks_of(panel, TT_MARK_LINE) == 2);     /* two segments */
    check_true(marks_of(panel, TT_MARK_SEGMENTS) == 2); /* the rule, its limits on the axis */
    check_true(find_label(panel, "2010") != NULL);
    size_t changes = 0;
    for (size_t i = 0; i < panel->label_count; i++)
        changes += panel->labels[i].seek == TT_SEEK_HEAD && panel->labels[i].second;
    check_true(changes == 2);
    check_true(strstr(chart->title, "bends in 2010") && strstr(chart->title, "since 2010"));
    check_true(strstr(chart->title, "down 20%") != NULL);
    check_true(strstr(chart->subtitle[0].text, "average ") != NULL);
    check_true(strstr(chart->notes[0], "WBIC") != NULL);
    check_true(panel->y.low == 0);
    /* The data beside the chart: every year, its segment, its fit. */
    check_true(tt_table_row_count(chart->data) == 16);
    for (size_t r = 0; r < 16; r++) {
        check_abs(tt_table_cell(chart->data, r, 3).number, 1, 0, "in the fit");
        check_abs(tt_table_cell(chart->data, r, 5).number, r > 7, 0,
                  "the joinpoint ends a segment");
        check_rel(tt_table_cell(chart->data, r, 4).number, tt_table_cell(chart->data, r, 2).number,
                  0.05, "near the figure");
    }
    tt_chart_free(chart);
    tt_dataset_free(ds);
    check_done();
}

/* Where a change of definition leaves a part of the years to the fit, the headline and the average say which:
 * no reader may take a trend of 2001 to 2008 for one of 2001 to 2013. */
static void years_of_the_fit(void **state)
{
    (void)state;
    const double rise[] = {100, 111, 119, 135, 145, 162, 176, 196};
    tt_strbuf csv = TT_STRBUF_INIT;
    tt_strbuf_add(&csv, "indicator,year,value,unit,definition\n");
    for (int y = 0; y < 13; y++)
        tt_strbuf_addf(&csv, "victims,%d,%g,persons,%s\n", 2001 + y,
                       y < 8 ? rise[y] : 900.0 - 9 * y, y < 8 ? "old" : "new");
    tt_dataset *ds = scratch_dataset(tt_strbuf_text(&csv), NULL, NULL);
    tt_chart *chart = make(ds, NULL, TT_OK);
    check_true(strstr(chart->title, "Victims rose by 10% a year in 2001\u20132008") != NULL);
    check_true(strstr(chart->subtitle[0].text, ") in 2001\u20132008") != NULL);
    tt_chart_free(chart);
    tt_dataset_free(ds);
    tt_strbuf_reset(&csv);
    tt_strbuf_add(&csv, "indicator,year,value,unit,definition\n");
    for (int y = 0; y < 16; y++)
        tt_strbuf_addf(&csv, "victims,%d,%d,persons,%s\n", 2001 + y,
                       y < 11 ? 500 + 60 * abs(y - 5) + y % 3 : 90, y < 11 ? "old" : "new");
    ds = scratch_dataset(tt_strbuf_text(&csv), NULL, NULL);
    chart = make(ds, NULL, TT_OK);
    check_true(strstr(chart->title, "Victims in 2001\u20132011: the trend bends in 2006; up") !=
               NULL);
    tt_chart_free(chart);
    tt_dataset_free(ds);
    tt_strbuf_clear(&csv);
    check_done();
}

/* A segment that is not clear of 0 is dashed and has no star. */
static void unclear_is_dashed(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("indicator,year,value,unit\n"
                                     "victims,2010,50,persons\nvictims,2011,80,persons\n"
                                     "victims,2012,45,persons\nvictims,2013,90,persons\n"
                                     "victims,2014,55,persons\nvictims,2015,70,persons\n",
                                     NULL, NULL);
    tt_chart *chart = make(ds, NULL, TT_OK);
    const tt_panel *panel = &chart->panels[0];
    for (size_t i = 0; i < panel->mark_count; i++)
        if (panel->marks[i].kind == TT_MARK_LINE)
            check_true(panel->marks[i].dashed);
    for (size_t i = 0; i < panel->label_count; i++)
        check_true(!strchr(panel->labels[i].text, '*'));
    check_true(strstr(chart->title, "No clear trend") != NULL);
    tt_chart_free(chart);
    tt_dataset_free(ds);
    check_done();
}

/* Beyond a change of definition and for a part of a year: hollow, and the note says so. A jump takes
 * them in, and no line crosses it. */
static void breaks_and_jumps(void **state)
{
    (void)state;
    static const char new_years[] =
        "victims,2019,900,persons,,new\nvictims,2020,880,persons,,new\n"
        "victims,2021,860,persons,,new\nvictims,2022,100,persons,partial,new\n";
    tt_dataset *ds = bent(new_years);
    tt_chart *cut = make(ds, NULL, TT_OK);
    size_t hollow = 0;
    for (size_t i = 0; i < cut->panels[0].mark_count; i++)
        if (cut->panels[0].marks[i].shape == TT_SHAPE_RING)
            hollow += cut->panels[0].marks[i].n;
    check_true(hollow == 4);
    int said = 0;
    for (size_t i = 0; i < cut->note_count; i++)
        said |= strstr(cut->notes[i], "not in the fit") != NULL;
    check_true(said);
    const tt_joinpoint_options jump = {.break_kind = TT_JOINPOINT_JUMP, .break_after = 2018.5};
    tt_chart *bridged = make(ds, &(tt_chart_request){.joinpoint = &jump}, TT_OK);
    const tt_panel *panel = &bridged->panels[0];
    for (size_t i = 0; i < panel->mark_count; i++) {
        const tt_mark *m = &panel->marks[i];
        if (m->kind == TT_MARK_LINE)
            check_true(m->column[0][m->n - 1] <= 2018 || m->column[0][0] >= 2019);
    }
    said = 0;
    for (size_t i = 0; i < bridged->note_count; i++)
        said |= strstr(bridged->notes[i], "new definition of 2019") != NULL;
    check_true(said);
    tt_chart_free(cut);
    tt_chart_free(bridged);
    tt_dataset_free(ds);
    check_done();
}

static void nothing_to_fit(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("indicator,year,value\na,2001,3\na,2002,5\n", NULL, NULL);
    (void)make(ds, NULL, TT_ETOOFEW);
    tt_dataset_free(ds);
    check_done();
}

/* One uniform number of a fixed sequence. */
static double uniform(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return ((double)(*state >> 11) + 0.5) * 0x1p-53;
}

static tt_dataset *random_series(uint64_t seed, size_t count)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_add(&text, "area,indicator,year,value,unit,source\n");
    for (size_t s = 0; s < count; s++) {
        double level = 3 + 3 * uniform(&seed);
        double slope = 0;
        for (int year = 2003; year < 2023; year++) {
            if (uniform(&seed) < 0.3)
                slope = uniform(&seed) - 0.5;
            level = fmax(0.5, level + slope);
            tt_strbuf_addf(&text, "Area %zu,victims,%d,%.0f,persons,here\n", s, year,
                           exp(level + 0.2 * uniform(&seed)));
        }
    }
    tt_dataset *ds = scratch_dataset(tt_strbuf_text(&text), NULL, NULL);
    tt_strbuf_clear(&text);
    return ds;
}

/* The labels of a chart that its page has no room for, and how many there are. */
static size_t missing_labels(const tt_chart *chart, const tt__scene *scene, size_t *all)
{
    size_t missing = 0;
    for (size_t i = 0; i < chart->panel_count; i++)
        for (size_t l = 0; l < chart->panels[i].label_count; l++) {
            size_t t = 0;
            while (t < scene->text_count && scene->texts[t].text != chart->panels[i].labels[l].text)
                t++;
            ++*all;
            missing += t == scene->text_count;
        }
    return missing;
}

/* Every text keeps apart from the others, and every segment and joinpoint has its label, in every preset, on
 * single charts and on pages of panels; only the large type of a slide leaves some out. */
static void crowded_pages(void **state)
{
    (void)state;
    size_t all = 0;
    size_t missing = 0;
    size_t missing_on_slides = 0;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        tt_dataset *ds = random_series(seed, seed % 3 == 0 ? 6 : 1);
        tt_chart *chart = make(ds, NULL, TT_OK);
        for (size_t p = 0; p < tt_preset_count(); p++) {
            tt_draw_options options = {
                .profile = tt_preset_at(p), .measure = measure, .measure_context = font};
            tt__scene scene;
            tt__scene_fault fault;
            check_status(tt__scene_make(chart, &options, &scene, NULL), TT_OK, NULL);
            check_true(tt__scene_faults(&scene, &fault, 1) == 0);
            const size_t left_out = missing_labels(chart, &scene, &all);
            if (strcmp(options.profile->name, "slide") == 0)
                missing_on_slides += left_out;
            else
                missing += left_out;
            tt__scene_clear(&scene);
        }
        tt_chart_free(chart);
        tt_dataset_free(ds);
    }
    print_message("%zu labels, no room for %zu, on slides %zu\n", all, missing, missing_on_slides);
    check_true(all > 500 && missing == 0 && missing_on_slides < all / 50);
    check_done();
}

static void spanish(void **state)
{
    (void)state;
    tt_dataset *ds = bent(NULL);
    tt_chart *chart = make(ds, &(tt_chart_request){.language = TT_LANGUAGE_SPANISH}, TT_OK);
    check_true(strstr(chart->title, "la tendencia cambia en 2010") != NULL);
    check_true(strstr(chart->subtitle[0].text, "promedio") != NULL);
    tt_chart_free(chart);
    tt_dataset_free(ds);
    check_done();
}

static int ready(void **state)
{
    (void)state;
    tt_runtime_init();
    return tt_font_open(NULL, &font, NULL) != TT_OK;
}

static int finish(void **state)
{
    (void)state;
    tt_font_free(font);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_bend),          cmocka_unit_test(years_of_the_fit),
        cmocka_unit_test(unclear_is_dashed), cmocka_unit_test(breaks_and_jumps),
        cmocka_unit_test(nothing_to_fit),    cmocka_unit_test(crowded_pages),
        cmocka_unit_test(spanish),
    };
    return cmocka_run_group_tests(tests, ready, finish);
}
