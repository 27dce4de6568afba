/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The chart set of every bundled data set: what the plan finds, and what holds for each chart whatever it shows. */
#include <math.h>
#include <string.h>

#include "chart_support.h"
#include "check.h"
#include "kinds.h"
#include "scene.h"
#include "scratch.h"
#include "tiptrend/charts.h"
#include "tiptrend/font.h"
#include "tiptrend/memory.h"
#include "tiptrend/text.h"

static const char *const bundled[] = {"mexico-tip-2019.csv", "mexico-victims-2014-2022.csv",
                                      "mexico-sesnsp-annual.csv", "world-tip-2003-2023.csv"};
enum { BUNDLED = sizeof bundled / sizeof *bundled };

static tt_dataset *read_bundled(const char *name)
{
    char path[512];
    tt_dataset *ds = NULL;
    tt_error err = {0};
    (void)snprintf(path, sizeof path, "%s/datasets/%s", TT_SOURCE_DIR, name);
    check_status(tt_dataset_new(&ds, &err), TT_OK, &err);
    check_status(tt_dataset_read(ds, path, NULL, &err), TT_OK, &err);
    check_status(tt_dataset_finish(ds, NULL, &err), TT_OK, &err);
    return ds;
}

static tt_index_list all_series(const tt_dataset *ds)
{
    tt_index_list list = {0};
    for (size_t i = 0; i < tt_dataset_series_count(ds); i++)
        (void)tt_index_list_add(&list, i, NULL);
    return list;
}

static double measure(const char *text, double size, int bold, void *context)
{
    double width = 0;
    (void)tt_font_width(context, bold ? TT_FONT_BOLD : TT_FONT_REGULAR, size, text, &width, NULL);
    return width;
}

static const tt_plan_item *find_item(const tt_plan *plan, const char *name)
{
    for (size_t i = 0; i < plan->count; i++)
        if (strcmp(plan->items[i].name, name) == 0)
            return &plan->items[i];
    (void)fprintf(stderr, "no chart '%s' in the plan\n", name);
    return NULL;
}

static size_t items_of(const tt_plan *plan, const char *kind)
{
    size_t count = 0;
    for (size_t i = 0; i < plan->count; i++)
        count += strcmp(plan->items[i].kind, kind) == 0;
    return count;
}

/* ---- plans ---- */

static void plan_of_mexico(void **state)
{
    (void)state;
    tt_dataset *ds = read_bundled("mexico-tip-2019.csv");
    tt_dataset *population = read_bundled("population-worldbank.csv");
    tt_index_list series = all_series(ds);
    tt_plan plan = {0};
    tt_plan with = {0};
    check_status(tt_plan_make(ds, &series, NULL, &plan, NULL), TT_OK, NULL);
    check_status(tt_plan_make(ds, &series, population, &with, NULL), TT_OK, NULL);
    check_true(plan.count >= 14 && with.count > plan.count);
    check_true(items_of(&plan, "rate") == 0 && items_of(&with, "rate") == 1);
    /* What product and issue name: stages, changes, index, forest, the mismatch, sexes, forms, abroad, hotline. */
    static const char *const wanted[] = {"prosecutions-line",
                                         "main-stages",
                                         "main-change",
                                         "main-index",
                                         "main-forest",
                                         "victims-by-jurisdiction-bar",
                                         "victims-share",
                                         "victims-by-sex-ratio",
                                         "victims-abroad-line",
                                         "hotline-panels",
                                         "victims-by-jurisdiction-waterfall"};
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        check_true(find_item(&plan, wanted[i]) != NULL);
    for (size_t i = 0; i < plan.count; i++) {
        check_true(plan.items[i].series.count > 0 && plan.items[i].section[0]);
        for (size_t j = 0; j < i; j++)
            check_true(strcmp(plan.items[i].name, plan.items[j].name) != 0);
        for (const char *c = plan.items[i].name; *c; c++)
            check_true((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '-');
    }
    tt_plan_clear(&plan);
    tt_plan_clear(&with);
    tt_plan_clear(&plan); /* once more is fine */
    /* Of no series there is no chart, and that is no error. */
    tt_index_list none = {0};
    check_status(tt_plan_make(ds, &none, NULL, &plan, NULL), TT_OK, NULL);
    check_true(plan.count == 0);
    tt_plan_clear(&plan);
    tt_index_list_clear(&series);
    tt_dataset_free(population);
    tt_dataset_free(ds);
    check_done();
}

/* ---- charts ---- */

/* What holds for every chart: texts, data, a place for each text on the page. */
static void look_at(const tt_chart *chart, const char *name, tt_font *font)
{
    tt_error err = {0};
    check_status(tt_chart_status(chart, &err), TT_OK, &err);
    check_true(chart->title && chart->title[0] && chart->alt && chart->alt[0]);
    check_true(chart->source && chart->source[0]);
    check_true(chart->data && tt_table_row_count(chart->data) > 0);
    check_status(tt_table_status(chart->data, &err), TT_OK, &err);
    if (strlen(chart->alt) > 300)
        (void)fprintf(stderr, "%s: the alternative text has %zu bytes\n", name, strlen(chart->alt));
    check_true(strlen(chart->alt) <= 300);
    for (size_t p = 0; p < tt_preset_count(); p++) {
        tt_draw_options options = {
            .profile = tt_preset_at(p), .measure = measure, .measure_context = font};
        tt__scene scene;
        check_status(tt__scene_make(chart, &options, &scene, &err), TT_OK, &err);
        if (chart->panel_count == 1 && chart->panels[0].row_count == 0)
            check_true(scene.height <= options.profile->max_height + 1);
        tt__scene_fault faults[3];
        size_t count = tt__scene_faults(&scene, faults, 3);
        for (size_t i = 0; i < count && i < 3; i++)
            (void)fprintf(stderr, "%s (%s): '%s' %s%s\n", name, options.profile->name,
                          scene.texts[faults[i].text].text,
                          faults[i].other == SIZE_MAX ? "leaves the page" : "touches ",
                          faults[i].other == SIZE_MAX ? "" : scene.texts[faults[i].other].text);
        check_true(count == 0);
        for (size_t i = 0; i < scene.text_count; i++) {
            if (scene.texts[i].size < options.profile->least_type - 1e-9)
                (void)fprintf(stderr, "%s (%s): '%s' is in %.1f pt\n", name, options.profile->name,
                              scene.texts[i].text, scene.texts[i].size);
            check_true(scene.texts[i].size >= options.profile->least_type - 1e-9);
        }
        tt__scene_clear(&scene);
    }
}

static void every_chart(void **state)
{
    (void)state;
    tt_font *font = NULL;
    tt_error err = {0};
    check_status(tt_font_open(NULL, &font, &err), TT_OK, &err);
    tt_dataset *population = read_bundled("population-worldbank.csv");
    for (size_t d = 0; d < BUNDLED; d++) {
        tt_dataset *ds = read_bundled(bundled[d]);
        tt_index_list series = all_series(ds);
        tt_plan plan = {0};
        check_status(tt_plan_make(ds, &series, population, &plan, &err), TT_OK, &err);
        check_true(plan.count > 0);
        size_t drawn = 0;
        for (size_t i = 0; i < plan.count; i++) {
            tt_chart_request request = {.data = ds,
                                        .series = plan.items[i].series.index,
                                        .count = plan.items[i].series.count,
                                        .name = plan.items[i].name,
                                        .conf = 0.95,
                                        .per = 100000,
                                        .population = population};
            tt_chart *chart = NULL;
            tt_error fault = {0};
            tt_status status = tt_chart_make(plan.items[i].kind, &request, &chart, &fault);
            check_true(status == TT_OK || status == TT_ETOOFEW || status == TT_ENOFIT);
            check_true((status == TT_OK) == (chart != NULL));
            if (chart) {
                check_text(chart->name, plan.items[i].name, "the name of a chart");
                look_at(chart, plan.items[i].name, font);
                drawn++;
            }
            tt_chart_free(chart);
        }
        check_true(drawn * 10 >= plan.count * 8);
        tt_plan_clear(&plan);
        tt_index_list_clear(&series);
        tt_dataset_free(ds);
    }
    tt_dataset_free(population);
    tt_font_free(font);
    check_done();
}

static void kinds_by_name(void **state)
{
    (void)state;
    check_true(tt_chart_kind_count() >= 10 && tt_chart_kind_at(tt_chart_kind_count()) == NULL);
    for (size_t i = 0; i < tt_chart_kind_count(); i++) {
        const tt_chart_kind *kind = tt_chart_kind_at(i);
        check_true(kind->name[0] && kind->summary[0] && kind->make);
    }
    tt_dataset *ds = scratch_dataset("indicator,year,value\nvictims,2018,706\n", NULL, NULL);
    size_t series = 0;
    tt_chart_request request = {.data = ds, .series = &series, .count = 1, .conf = 0.95};
    tt_chart *chart = NULL;
    tt_error err = {0};
    check_status(tt_chart_make("pie", &request, &chart, &err), TT_ENOTFOUND, &err);
    check_true(strstr(err.message, "pie") && strstr(err.message, "forest") && !chart);
    /* No point in the years that are asked for. */
    request.from = 2030;
    for (size_t i = 0; i < tt_chart_kind_count(); i++) {
        tt_status status = tt_chart_make(tt_chart_kind_at(i)->name, &request, &chart, NULL);
        if (status == TT_OK)
            (void)fprintf(stderr, "%s draws nothing\n", tt_chart_kind_at(i)->name);
        check_true(status != TT_OK && status != TT_ENOMEM && status != TT_EINTERNAL && !chart);
    }
    tt_dataset_free(ds);
    check_done();
}

/* ---- what titles say ---- */

static void expect_title(const char *kind, const char *rows, const char *words, int says)
{
    char text[1024];
    (void)snprintf(text, sizeof text, "indicator,unit,year,value\n%s", rows);
    tt_dataset *ds = scratch_dataset(text, NULL, NULL);
    size_t series[4] = {0, 1, 2, 3};
    tt_chart_request request = {
        .data = ds, .series = series, .count = tt_dataset_series_count(ds), .conf = 0.95};
    tt_chart *chart = NULL;
    tt_error err = {0};
    check_status(tt_chart_make(kind, &request, &chart, &err), TT_OK, &err);
    if (chart && (strstr(chart->title, words) != NULL) != says) {
        (void)fprintf(stderr, "'%s' %s '%s'\n", chart->title, says ? "lacks" : "says", words);
        check_true(0);
    }
    tt_chart_free(chart);
    tt_dataset_free(ds);
}

/* A chart never says of few or scattered figures what they cannot carry. */
static void titles(void **state)
{
    (void)state;
    static const char falls[] =
        "victims,persons,2012,1000\nvictims,persons,2013,900\nvictims,persons,2014,"
        "812\nvictims,persons,2015,729\nvictims,persons,2016,655\nvictims,persons,2017,592\n";
    static const char scattered[] =
        "victims,persons,2015,578\nvictims,persons,2016,479\nvictims,persons,2017,609\n"
        "victims,persons,2018,510\n";
    static const char two[] = "victims,persons,2015,578\nvictims,persons,2016,79\n";
    expect_title("line", falls, "fell by 10", 1);
    expect_title("line", scattered, "fell", 0);
    expect_title("line", scattered, "No clear trend", 1);
    expect_title("line", two, "fell", 0);
    check_done();
}

/* ---- memory ---- */

/* From the text of a table to the scripts of its charts, with each allocation failing once. The scripts with
 * enough memory are the same as ever. */
static tt_status whole_way(const char *text, char *sum, size_t size)
{
    tt_dataset *ds = NULL;
    tt_plan plan = {0};
    tt_index_list series = {0};
    tt_status status = tt_dataset_new(&ds, NULL);
    if (status == TT_OK)
        status = scratch_read(ds, text, NULL, NULL);
    if (status == TT_OK)
        status = tt_dataset_finish(ds, NULL, NULL);
    for (size_t i = 0; status == TT_OK && i < tt_dataset_series_count(ds); i++)
        status = tt_index_list_add(&series, i, NULL);
    if (status == TT_OK)
        status = tt_plan_make(ds, &series, NULL, &plan, NULL);
    sum[0] = '\0';
    for (size_t i = 0; i < plan.count && status == TT_OK; i++) {
        tt_chart_request request = {.data = ds,
                                    .series = plan.items[i].series.index,
                                    .count = plan.items[i].series.count,
                                    .name = plan.items[i].name,
                                    .conf = 0.95};
        tt_chart *chart = NULL;
        tt_error err = {0};
        status = tt_chart_make(plan.items[i].kind, &request, &chart, &err);
        if (status == TT_ETOOFEW || status == TT_ENOFIT)
            status = TT_OK;
        check_true(status == TT_OK || status == TT_ENOMEM);
        check_true(status == TT_OK || chart == NULL);
        if (chart)
            (void)snprintf(sum + strlen(sum), size - strlen(sum), "%s: %s\n", chart->name,
                           chart->title);
        tt_chart_free(chart);
    }
    tt_plan_clear(&plan);
    tt_index_list_clear(&series);
    tt_dataset_free(ds);
    return status;
}

static int has_label(const tt_chart *chart, const char *text)
{
    for (size_t i = 0; i < chart->panels[0].label_count; i++)
        if (strcmp(chart->panels[0].labels[i].text, text) == 0)
            return 1;
    return 0;
}

/* A stack whose parts are not all known ends at the printed total, not at a sum that nobody has counted; parts of a
 * breakdown are named without it. */
static void open_stacks(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("indicator,form,form:breakdown,year,value,unit\n"
                                     "v,,,2017,95,persons\nv,a,by form,2017,37,persons\n"
                                     "v,b,by form,2017,<5,persons\n"
                                     "v,,,2018,60,persons\nv,a,by form,2018,40,persons\n"
                                     "v,b,by form,2018,20,persons\n",
                                     NULL, NULL);
    tt_index_list list = all_series(ds);
    tt_chart_request request = {.data = ds, .series = list.index, .count = list.count};
    tt_chart *chart = NULL;
    tt_error err = {0};
    check_status(tt_chart_make("bar", &request, &chart, &err), TT_OK, &err);
    if (chart) {
        check_true(has_label(chart, "95") && has_label(chart, "60"));
        check_true(chart->panels[0].end_count == 2);
        for (size_t i = 0; i < chart->panels[0].end_count; i++)
            check_true(strlen(chart->panels[0].ends[i].name) == 1);
    }
    tt_chart_free(chart);
    tt_index_list_clear(&list);
    tt_dataset_free(ds);
    check_done();
}

/* A chart of all series of a table, made as a user would. */
static tt_chart *chart_of(const char *kind, const char *text, tt_dataset **ds)
{
    tt_error err = {0};
    *ds = scratch_dataset(text, NULL, NULL);
    tt_chart *chart = support_chart(*ds, kind, TT_LANGUAGE_ENGLISH, &err);
    if (!chart)
        fail_msg("%s: %s", kind, err.message);
    return chart;
}

/* Opaque bands and bars lie below every line, so that none hides another series. */
static void bands_below_lines(void **state)
{
    (void)state;
    tt_dataset *ds;
    tt_chart *chart =
        chart_of("line",
                 "indicator,sex,year,value,unit\nv,female,2016,50,persons\n"
                 "v,female,2017,55,persons\nv,female,2018,<60,persons\n"
                 "v,male,2016,52,persons\nv,male,2017,54,persons\nv,male,2018,<60,persons\n",
                 &ds);
    const tt_panel *panel = &chart->panels[0];
    size_t lines = 0;
    size_t below = 0;
    for (size_t i = 0; i < panel->mark_count; i++) {
        lines += panel->marks[i].kind == TT_MARK_LINE ? 1 : 0;
        int covers =
            panel->marks[i].kind == TT_MARK_BAND || panel->marks[i].kind == TT_MARK_SEGMENTS;
        below += covers ? 1 : 0;
        check_true(!covers || lines == 0);
    }
    check_true(lines >= 2 && below >= 4);
    tt_chart_free(chart);
    tt_dataset_free(ds);
    check_done();
}

/* A change that the axis has no room for gets its arrow and its number, and no dot at another figure. */
static void off_the_axis(void **state)
{
    (void)state;
    tt_dataset *ds;
    tt_chart *chart =
        chart_of("forest",
                 "indicator,year,value,unit\nv,2016,1,persons\nv,2017,9,persons\n"
                 "v,2018,81,persons\nw,2016,50,persons\nw,2017,48,persons\nw,2018,52,persons\n",
                 &ds);
    const tt_panel *panel = &chart->panels[0];
    size_t dots = 0;
    for (size_t i = 0; i < panel->mark_count; i++)
        dots += panel->marks[i].kind == TT_MARK_POINTS ? 1 : 0;
    check_true(panel->row_count == 2 && dots == 1);
    tt_chart_free(chart);
    tt_dataset_free(ds);
    check_done();
}

static int has_note(const tt_chart *chart, const char *words)
{
    for (size_t i = 0; i < chart->note_count; i++)
        if (strstr(chart->notes[i], words))
            return 1;
    return 0;
}

/* What is neither named nor explained in a chart of parts does not stand in it; its parts differ in colour. */
static void explained_parts(void **state)
{
    (void)state;
    static const char table[] = "indicator,form,form:breakdown,year,value,unit\n"
                                "v,,,2016,20,persons\nv,,,2017,100,persons\nv,,,2018,60,persons\n"
                                "v,a,by form,2017,70,persons\nv,b,by form,2017,30,persons\n"
                                "v,a,by form,2018,30,persons\nv,b,by form,2018,20,persons\n"
                                "v,c,by form,2018,1,persons\nv,d,by form,2018,1,persons\n"
                                "v,e,by form,2018,1,persons\nv,f,by form,2018,1,persons\n"
                                "v,g,by form,2018,1,persons\n";
    tt_dataset *ds;
    tt_chart *chart = chart_of("bar", table, &ds);
    check_true(has_note(chart, "Pale grey"));
    tt_chart_free(chart);
    tt_dataset_free(ds);
    chart = chart_of("share", table, &ds);
    check_true(has_note(chart, "Hatched: the rest"));
    const tt_panel *panel = &chart->panels[0];
    check_true(panel->subtitle_count == 13); /* seven names, a comma between two */
    for (size_t i = 0; i < panel->subtitle_count; i += 2) {
        check_true(strlen(panel->subtitle[i].text) == 1);
        for (size_t k = 0; k < i; k += 2)
            check_true(panel->subtitle[i].ink != panel->subtitle[k].ink);
    }
    tt_chart_free(chart);
    tt_dataset_free(ds);
    check_done();
}

static void no_memory(void **state)
{
    (void)state;
    static const char text[] =
        "indicator,sex,unit,year,value,definition\n"
        "prosecutions,total,persons,2015,578,\nprosecutions,total,persons,2016,479,\n"
        "prosecutions,total,persons,2017,609,\nprosecutions,total,persons,2018,510,\n"
        "victims,female,persons,2016,<5,a\nvictims,female,persons,2017,400,b\n"
        "victims,female,persons,2018,381,b\nvictims,male,persons,2016,300,a\n"
        "victims,male,persons,2017,100,b\nvictims,male,persons,2018,148,b\n"
        "victims,total,persons,2017,667,b\nvictims,total,persons,2018,706,b\n";
    char right[4000];
    char got[4000];
    check_status(whole_way(text, right, sizeof right), TT_OK, NULL);
    check_true(strlen(right) > 200);
    tt_status status = TT_ENOMEM;
    size_t n = 1;
    size_t failures = 0;
    for (; status == TT_ENOMEM && n < 200000; n += 1 + n / 50) {
        tt_memory_fail_at(n);
        status = whole_way(text, got, sizeof got);
        tt_memory_fail_at(0);
        failures += status == TT_ENOMEM;
    }
    check_status(status, TT_OK, NULL);
    check_text(got, right, "names and titles of all charts");
    check_true(failures > 100);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plan_of_mexico), cmocka_unit_test(every_chart),
        cmocka_unit_test(kinds_by_name),  cmocka_unit_test(titles),
        cmocka_unit_test(open_stacks),    cmocka_unit_test(bands_below_lines),
        cmocka_unit_test(off_the_axis),   cmocka_unit_test(explained_parts),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
