/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kinds of chart do with figures that are not plain ones: of a part of a period, known as intervals, of
 * months, on both sides of a new definition; and what a request may not ask for. */
#include "chart_support.h"
#include "tiptrend/figure.h"

/* A chart of all series of a table, which must be drawn. */
static tt_chart *chart_of(const char *kind, const char *table, tt_language language)
{
    tt_error err = {0};
    tt_dataset *ds = scratch_dataset(table, NULL, NULL);
    tt_chart *chart = support_chart(ds, kind, language, &err);
    if (!chart)
        fail_msg("%s: %s", kind, err.message);
    tt_dataset_free(ds);
    return chart;
}

static int has_note(const tt_chart *chart, const char *words)
{
    for (size_t i = 0; i < chart->note_count; i++)
        if (strstr(chart->notes[i], words))
            return 1;
    return 0;
}

static size_t marks_of(const tt_panel *panel, tt_mark_kind kind, tt_fill fill)
{
    size_t count = 0;
    for (size_t i = 0; i < panel->mark_count; i++)
        count += panel->marks[i].kind == kind && panel->marks[i].fill == fill;
    return count;
}

/* ---- bars ---- */

/* A pale bar for a part of a period, a thin one for an interval, in every kind that has bars of one series. */
static void bars_of_other_figures(void **state)
{
    static const char *const kinds[] = {"panels", "stages", "grouped"};
    static const char table[] =
        "indicator,year,value,unit,status\n"
        "investigations,2017,60,persons,\ninvestigations,2018,20,persons,partial\n"
        "prosecutions,2017,>30,persons,\nprosecutions,2018,12,persons,\n";
    (void)state;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        tt_chart *chart = chart_of(kinds[k], table, TT_LANGUAGE_ENGLISH);
        size_t pale = 0;
        size_t solid = 0;
        size_t arrows = 0;
        for (size_t i = 0; i < chart->panel_count; i++) {
            const tt_panel *panel = &chart->panels[i];
            pale += marks_of(panel, TT_MARK_BOXES, TT_FILL_TINT);
            solid += marks_of(panel, TT_MARK_BOXES, TT_FILL_SOLID);
            for (size_t m = 0; m < panel->mark_count; m++)
                arrows += panel->marks[m].kind == TT_MARK_SEGMENTS && panel->marks[m].arrow;
        }
        check_true(pale == 1);
        check_true(solid == 2);
        check_true(arrows == 1);
        check_true(has_note(chart, "Pale bar"));
        check_true(has_note(chart, "Thin bar: known only as a range"));
        tt_chart_free(chart);
    }
    check_done();
}

/* ---- periods ---- */

/* A part of a year is no base: percent of it would be percent of nothing in particular. */
static void index_of_a_partial_year(void **state)
{
    (void)state;
    tt_chart *chart =
        chart_of("index",
                 "indicator,year,value,unit,status\nvictims,2015,10,persons,partial\n"
                 "victims,2016,40,persons,\nvictims,2017,60,persons,\nvictims,2018,30,persons,\n",
                 TT_LANGUAGE_ENGLISH);
    check_text(chart->title, "In 2018 victims stood at 75% of 2016", "the base is a whole year");
    tt_chart_free(chart);
    chart = chart_of("index",
                     "indicator,period,value,unit\nvictims,2021-01,40,persons\n"
                     "victims,2021-02,60,persons\nvictims,2021-03,50,persons\n",
                     TT_LANGUAGE_ENGLISH);
    check_text(chart->title, "In Mar 2021 victims stood at 125% of Jan 2021", "months have names");
    tt_chart_free(chart);
    check_done();
}

/* Twelve months and four quarters of one year are more figures than a line of either has. */
static void season_of_months_and_quarters(void **state)
{
    (void)state;
    tt_strbuf table = TT_STRBUF_INIT;
    tt_strbuf_add(&table, "indicator,period,value,unit\n");
    for (int year = 2020; year < 2023; year++) {
        for (int month = 1; month <= 12; month++)
            tt_strbuf_addf(&table, "victims,%d-%02d,%d,persons\n", year, month, 10 + month);
        for (int quarter = 1; quarter <= 4; quarter++)
            tt_strbuf_addf(&table, "victims,%d-Q%d,%d,persons\n", year, quarter, 40 + quarter);
    }
    tt_chart *chart = chart_of("season", tt_strbuf_text(&table), TT_LANGUAGE_ENGLISH);
    const tt_panel *panel = &chart->panels[0];
    size_t most = 0;
    for (size_t i = 0; i < panel->mark_count; i++)
        most = panel->marks[i].n > most ? panel->marks[i].n : most;
    check_true(panel->x.tick_count == 12 || panel->x.tick_count == 4);
    check_true(most == panel->x.tick_count);
    tt_chart_free(chart);
    tt_strbuf_clear(&table);
    check_done();
}

/* The year of a new definition has no population: the headline still does not compare across it. */
static void rates_beside_a_break(void **state)
{
    (void)state;
    tt_chart *chart =
        chart_of("rate",
                 "indicator,year,value,unit,exposure,definition\n"
                 "victims,2014,900,persons,1000000,a\nvictims,2015,800,persons,1000000,a\n"
                 "victims,2016,100,persons,,b\nvictims,2017,110,persons,1000000,b\n"
                 "victims,2018,130,persons,1000000,b\n",
                 TT_LANGUAGE_ENGLISH);
    check_true(strstr(chart->title, "2017") != NULL);
    check_true(strstr(chart->title, "2014") == NULL);
    check_true(marks_of(&chart->panels[0], TT_MARK_LINE, TT_FILL_SOLID) == 2);
    tt_chart_free(chart);
    /* Months: April is missing, and no line runs over it. */
    chart = chart_of("rate",
                     "indicator,period,value,unit,exposure\nvictims,2021-02,90,persons,1000000\n"
                     "victims,2021-03,80,persons,1000000\nvictims,2021-05,70,persons,1000000\n"
                     "victims,2021-06,75,persons,1000000\n",
                     TT_LANGUAGE_ENGLISH);
    check_true(marks_of(&chart->panels[0], TT_MARK_LINE, TT_FILL_SOLID) == 2);
    tt_chart_free(chart);
    check_done();
}

/* ---- words and labels ---- */

/* A percentage below 20 is no small count. */
static void few_counts_only(void **state)
{
    static const char *const kinds[] = {"dumbbell", "change"};
    (void)state;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        tt_chart *chart = chart_of(kinds[k],
                                   "indicator,year,value,unit\nvictims,2017,12.5,percent\n"
                                   "victims,2018,14.5,percent\n",
                                   TT_LANGUAGE_ENGLISH);
        check_true(!has_note(chart, "counts below 20"));
        tt_chart_free(chart);
        chart = chart_of(
            kinds[k],
            "indicator,year,value,unit\nvictims,2017,12,persons\nvictims,2018,14,persons\n",
            TT_LANGUAGE_ENGLISH);
        check_true(has_note(chart, "counts below 20"));
        tt_chart_free(chart);
    }
    check_done();
}

/* Edges of classes that are a quarter apart are not printed as tenths. */
static void edges_of_a_heat_map(void **state)
{
    (void)state;
    tt_chart *chart = chart_of("heat",
                               "indicator,sex,year,value,unit\nvictims,female,2017,0.4,percent\n"
                               "victims,female,2018,1.1,percent\nvictims,male,2017,0.9,percent\n"
                               "victims,male,2018,1.2,percent\n",
                               TT_LANGUAGE_ENGLISH);
    const tt_panel *panel = &chart->panels[0];
    double before = -1;
    for (size_t i = 0; i < panel->label_count; i++) {
        if (panel->labels[i].y < 1)
            continue; /* of a cell */
        double edge = strtod(panel->labels[i].text, NULL);
        check_abs(edge - fmax(before, 0), before < 0 ? 0 : 0.25, 1e-9,
                  "by hand: 0, 0.25, 0.5, ...");
        before = edge;
    }
    check_true(before >= 1);
    tt_chart_free(chart);
    check_done();
}

static void names_of_files(void **state)
{
    (void)state;
    tt_chart *chart =
        chart_of("line",
                 "indicator,year,value,unit\nVíctimas de México,2016,4,persons\n"
                 "Víctimas de México,2017,5,persons\nVíctimas de México,2018,6,persons\n",
                 TT_LANGUAGE_ENGLISH);
    check_text(chart->name, "line-victimas-de-mexico", "letters lose their accents only");
    tt_chart_free(chart);
    check_done();
}

static void caption_in_its_language(void **state)
{
    static const char table[] = "indicator,year,value,unit\nvictims,2017,5,persons\n"
                                "victims,2018,9,persons\n";
    (void)state;
    for (int language = 0; language < TT_LANGUAGE_COUNT; language++) {
        tt_strbuf text = TT_STRBUF_INIT;
        tt_chart *chart = chart_of("line", table, (tt_language)language);
        tt_chart_caption(chart, &text);
        check_true(strstr(tt_strbuf_text(&text), language == TT_LANGUAGE_SPANISH
                                                     ? "\nTexto alternativo: "
                                                     : "\nAlternative text: ") != NULL);
        tt_strbuf_clear(&text);
        tt_chart_free(chart);
    }
    check_done();
}

/* ---- requests ---- */

static void requests_that_are_refused(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset(
        "indicator,year,value,unit\nvictims,2017,5,persons\nvictims,2018,9,persons\n", NULL, NULL);
    const size_t series[] = {0, 7};
    tt_chart *chart;
    tt_error err = {0};
    tt_chart_request request = {.data = ds, .series = series, .count = 2};
    check_status(tt_chart_make("line", &request, &chart, &err), TT_EUSAGE, &err);
    request.count = 1;
    request.conf = 95;
    tt_error_clear(&err);
    check_status(tt_chart_make("line", &request, &chart, &err), TT_EDOMAIN, &err);
    request.conf = NAN;
    tt_error_clear(&err);
    check_status(tt_chart_make("line", &request, &chart, &err), TT_EDOMAIN, &err);
    request.conf = 0;
    request.language = TT_LANGUAGE_COUNT;
    tt_error_clear(&err);
    check_status(tt_chart_make("line", &request, &chart, &err), TT_EUSAGE, &err);
    check_true(chart == NULL);
    tt_dataset_free(ds);
    check_done();
}

/* More panels than a page has room for are left out, in every kind that has a panel for each series. */
static void many_panels(void **state)
{
    static const char *const kinds[] = {"panels", "trend", "joinpoint", "stages"};
    (void)state;
    tt_strbuf table = TT_STRBUF_INIT;
    tt_strbuf_add(&table, "area,indicator,year,value,unit\n");
    for (int area = 0; area < 50; area++)
        for (int year = 2012; year < 2019; year++)
            tt_strbuf_addf(&table, "Area %d,victims,%d,%d,persons\n", area, year,
                           40 + (area * 7 + year * 13) % 31);
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        tt_chart *chart = chart_of(kinds[k], tt_strbuf_text(&table), TT_LANGUAGE_ENGLISH);
        check_true(chart->panel_count == 40);
        check_true(has_note(chart, "40 of 50"));
        tt_chart_free(chart);
    }
    tt_strbuf_clear(&table);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bars_of_other_figures),
        cmocka_unit_test(index_of_a_partial_year),
        cmocka_unit_test(season_of_months_and_quarters),
        cmocka_unit_test(rates_beside_a_break),
        cmocka_unit_test(few_counts_only),
        cmocka_unit_test(edges_of_a_heat_map),
        cmocka_unit_test(names_of_files),
        cmocka_unit_test(caption_in_its_language),
        cmocka_unit_test(requests_that_are_refused),
        cmocka_unit_test(many_panels),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
