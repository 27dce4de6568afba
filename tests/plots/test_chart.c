/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Charts as data, and the scripts made from them: copies, failures remembered, the same bytes, texts that stay
 * texts. */
#include "tiptrend/chart.h"

#include <math.h>
#include <string.h>

#include "check.h"
#include "scene.h"
#include "tiptrend/figure.h"
#include "tiptrend/memory.h"

/* Half of the type size for each byte: enough to place by, and no font is needed. */
static double measure(const char *text, double size, int bold, void *context)
{
    (void)context;
    return (double)strlen(text) * size * (bold ? 0.55 : 0.5);
}

static const tt_draw_options options = {.measure = measure};

/* A line of three points with everything that a chart can have. */
static tt_chart *build(const char *title)
{
    tt_chart *chart = tt_chart_new("test", 1);
    if (!chart)
        return NULL;
    tt_panel *panel = &chart->panels[0];
    double x[] = {2015, 2016, 2017};
    double y[] = {578, NAN, 609};
    double low[] = {530, 436, 560};
    double high[] = {620, 520, 660};
    double ticks[] = {0, 400, 800};
    const char *labels[] = {"0", "400", "800"};
    tt_span spans[] = {{"Persons, ", TT_INK_MUTED, 0}, {"2015 to 2017", TT_INK_BLUE, 1}};
    chart->name = tt_chart_text(chart, "a-test");
    chart->title = tt_chart_text(chart, title);
    chart->source = tt_chart_format(chart, "Report of %d", 2019);
    chart->alt = tt_chart_text(chart, "Three points.");
    tt_chart_set_subtitle(chart, spans, 2);
    tt_chart_add_note(chart, "One is missing.");
    panel->aspect = 0.6;
    panel->x.low = 2014.5;
    panel->x.high = 2017.5;
    panel->y.low = 0;
    panel->y.high = 800;
    panel->x.reference = panel->y.reference = NAN;
    tt_axis_set_ticks(chart, &panel->y, ticks, labels, 3);
    tt_panel_add_mark(
        chart, panel,
        &(tt_mark){.kind = TT_MARK_BAND, .ink = TT_INK_BLUE, .n = 3, .column = {x, low, high}});
    tt_panel_add_mark(
        chart, panel,
        &(tt_mark){.kind = TT_MARK_LINE, .ink = TT_INK_BLUE, .n = 3, .column = {x, y}});
    tt_panel_add_label(chart, panel,
                       &(tt_label){.text = "578", .x = 2015, .y = 578, .ink = TT_INK_BLUE});
    tt_panel_add_end(
        chart, panel,
        &(tt_end_label){.name = "Prosecutions", .value = "609", .y = 609, .ink = TT_INK_BLUE});
    memset(x, 0, sizeof x); /* all was copied */
    memset(y, 0, sizeof y);
    memset(ticks, 0, sizeof ticks);
    return chart;
}

static void building(void **state)
{
    (void)state;
    tt_chart *chart = build("Prosecutions");
    check_status(tt_chart_status(chart, NULL), TT_OK, NULL);
    const tt_panel *panel = &chart->panels[0];
    assert_int_equal(panel->mark_count, 2);
    check_abs(panel->marks[0].column[2][1], 520, 0, "the third column is copied");
    check_abs(panel->marks[1].column[0][2], 2017, 0, "the first column is copied");
    check_true(isnan(panel->marks[1].column[1][1]));
    check_text(panel->y.tick_labels[1], "400", "a label of a tick");
    check_abs(panel->y.ticks[2], 800, 0, "a tick");
    check_text(chart->source, "Report of 2019", "a text that was put together");
    check_text(chart->notes[0], "One is missing.", "a note");
    check_text(chart->subtitle[1].text, "2015 to 2017", "a span");
    check_true(tt_chart_text(chart, NULL) == NULL);
    tt_chart_free(chart);
    tt_chart_free(NULL);
    check_done();
}

static void unfit_to_draw(void **state)
{
    (void)state;
    tt_script script = {0};
    tt_error err = {0};
    check_status(tt_chart_status(NULL, &err), TT_ENOMEM, &err);
    tt_chart *chart = tt_chart_new("test", 0);
    check_status(tt_chart_script(chart, &options, &script, NULL), TT_EDOMAIN, NULL);
    tt_chart_free(chart);
    chart = build("No extent");
    chart->panels[0].y.high = chart->panels[0].y.low;
    err = (tt_error){0};
    check_status(tt_chart_script(chart, &options, &script, &err), TT_EDOMAIN, &err);
    check_true(strstr(err.message, "a-test") != NULL && script.text == NULL);
    chart->panels[0].y.high = NAN;
    check_status(tt_chart_status(chart, NULL), TT_EDOMAIN, NULL);
    tt_chart_free(chart);
    chart = build("Too low");
    tt_draw_options low = options;
    low.height = 5;
    check_status(tt_chart_script(chart, &low, &script, NULL), TT_EDOMAIN, NULL);
    tt_chart_free(chart);
    check_done();
}

static void a_script(void **state)
{
    (void)state;
    tt_chart *chart = build("Prosecutions fell");
    tt_script one;
    tt_script two;
    tt_error err = {0};
    check_status(tt_chart_script(chart, &options, &one, &err), TT_OK, &err);
    check_status(tt_chart_script(chart, &options, &two, &err), TT_OK, &err);
    check_text(one.text, two.text, "the same script again");
    check_true(strstr(one.text, "Prosecutions fell") && strstr(one.text, "set output OUT"));
    check_true(strstr(one.text, "578") && strstr(one.text, "609"));
    check_true(one.width > 50 && one.height > 30);
    tt_free(two.text);
    /* Width and height are those asked for; the other theme gives other colours. */
    tt_draw_options other = options;
    other.width = 150;
    other.height = 100;
    other.theme = tt_theme_dark();
    check_status(tt_chart_script(chart, &other, &two, &err), TT_OK, &err);
    check_abs(two.width, 150, 0.5, "asked for");
    check_abs(two.height, 100, 0.5, "asked for");
    check_true(strcmp(one.text, two.text) != 0);
    tt_free(two.text);
    tt_free(one.text);
    tt_chart_free(chart);
    check_done();
}

/* Texts that are commands to gnuplot elsewhere: each arrives between its quotes, on its own line or not at all.
 * tests/plots/test_quote.c lets gnuplot itself run such scripts. */
static void hostile_texts(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "'; system('touch owned'); '", "`touch owned`",       "\"; system(\"touch owned\"); \"",
        "a\nsystem('touch owned')\nb", "{/Symbol x} @ _ ^ &", "%s%n%d",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        tt_chart *chart = build(texts[i]);
        tt_script script;
        tt_error err = {0};
        check_status(tt_chart_script(chart, &options, &script, &err), TT_OK, &err);
        for (const char *at = script.text; (at = strstr(at, "system(")) != NULL; at++) {
            const char *line = at;
            while (line > script.text && line[-1] != '\n')
                line--;
            check_true(strncmp(line, "system", 6) != 0);
            check_true(memchr(line, '\'', (size_t)(at - line)) ||
                       memchr(line, '"', (size_t)(at - line)));
        }
        tt_free(script.text);
        tt_chart_free(chart);
    }
    check_done();
}

/* Any allocation may fail: then an error, no script, nothing lost (the sanitizers look); else the same script. */
static void no_memory(void **state)
{
    (void)state;
    tt_chart *chart = build("Prosecutions");
    tt_script right;
    check_status(tt_chart_script(chart, &options, &right, NULL), TT_OK, NULL);
    tt_chart_free(chart);
    tt_status status = TT_ENOMEM;
    size_t n = 0;
    while (status == TT_ENOMEM && n < 2000) {
        tt_script script = {0};
        tt_memory_fail_at(++n);
        chart = build("Prosecutions");
        status = tt_chart_script(chart, &options, &script, NULL);
        tt_memory_fail_at(0);
        if (status == TT_OK)
            check_text(script.text, right.text, "the script with enough memory");
        else
            check_true(script.text == NULL);
        tt_free(script.text);
        tt_chart_free(chart);
    }
    check_status(status, TT_OK, NULL);
    check_true(n > 30);
    tt_free(right.text);
    check_done();
}

/* What names the data of a chart in every format is the SHA-256 of the CSV beside it, whatever stands before. */
static void data_and_digest(void **state)
{
    static const tt_column columns[] = {{"year", "Year", TT_COLUMN_YEAR, 0},
                                        {"value", "Value", TT_COLUMN_NUMBER, 0}};
    (void)state;
    char digest[TT_SHA256_TEXT_SIZE];
    tt_strbuf csv = TT_STRBUF_INIT;
    tt_error err = {0};
    tt_chart *chart = build("A title");
    check_status(tt_chart_data(chart, &csv, digest, &err), TT_OK, &err);
    check_true(digest[0] == '\0' && csv.length == 0);
    chart->data = tt_table_new("A title", columns, 2);
    tt_table_number(chart->data, 2015);
    tt_table_number(chart->data, 578);
    tt_table_end_row(chart->data, 0, NULL);
    tt_strbuf_add(&csv, "before");
    check_status(tt_chart_data(chart, &csv, digest, &err), TT_OK, &err);
    char expected[TT_SHA256_TEXT_SIZE];
    tt_sha256_text(csv.text + 6, csv.length - 6, expected);
    check_text(digest, expected, "of what was appended");
    check_true(strstr(csv.text, "2015,578") != NULL);
    tt_strbuf_clear(&csv);
    tt_chart_free(chart);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(building),  cmocka_unit_test(unfit_to_draw),
        cmocka_unit_test(a_script),  cmocka_unit_test(hostile_texts),
        cmocka_unit_test(no_memory), cmocka_unit_test(data_and_digest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
