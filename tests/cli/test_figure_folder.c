/* SPDX-License-Identifier: GPL-3.0-or-later */
/* settings.json and README.md of a figure's folder: JSON that can be read whatever the texts are, options under
 * their names, no folder of the machine. */
#define _XOPEN_SOURCE 700
#include "figure_folder.h"

#include <jansson.h>

#include "options.h"
#include "plots/hostile.h"

static hostile_list list;

static int load_texts(void **state)
{
    (void)state;
    return hostile_load(&list);
}

static int free_texts(void **state)
{
    (void)state;
    hostile_free(&list);
    return 0;
}

/* A chart whose texts are all the same. */
static tt_chart *make_chart(const char *text)
{
    tt_chart *chart = tt_chart_new("line", 1);
    if (!chart)
        fail_msg("no memory");
    chart->title = chart->source = chart->alt = tt_chart_text(chart, text);
    tt_chart_set_subtitle(chart, &(tt_span){text, TT_INK_MUTED, 0}, 1);
    tt_chart_add_note(chart, text);
    return chart;
}

/* Split a line at its blanks, in place, and parse it; the settings point into it. */
static void parse(cli_context *context, char *line)
{
    static const cli_option_id options[] = {OPT_WHERE,    OPT_FROM, OPT_POPULATION, OPT_PRESET,
                                            OPT_CONFLICT, OPT_DPI,  OPT_OUTPUT,     OPT_SCRIPT,
                                            OPT_NO_TITLE, OPT_END};
    enum { MOST_WORDS = 32 };
    char *argv[MOST_WORDS + 1] = {NULL};
    int argc = 0;
    for (char *word = strtok(line, " "); word && argc < MOST_WORDS; word = strtok(NULL, " "))
        argv[argc++] = word;
    tt_error err = {0};
    check_status(cli_options_parse(options, argc, argv, &context->settings, &err), TT_OK, &err);
}

static cli_folder folder_of(const cli_context *context, const tt_chart *chart)
{
    return (cli_folder){.context = context,
                        .chart = chart,
                        .preset = tt_preset_at(0),
                        .digest = "0123",
                        .gnuplot = "5.4.4",
                        .width_mm = 89,
                        .height_mm = 60.325};
}

static json_t *settings_of(const cli_folder *folder)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_error err = {0};
    json_error_t fault;
    check_status(cli_folder_settings(folder, &text, &err), TT_OK, &err);
    json_t *root = json_loads(text.text, JSON_REJECT_DUPLICATES, &fault);
    if (!root)
        (void)fprintf(stderr, "%s in\n%s", fault.text, text.text);
    check_true(root != NULL);
    tt_strbuf_clear(&text);
    return root;
}

static void options_stand_under_their_names(void **state)
{
    (void)state;
    char line[] =
        "plot line folder/a.csv --where sex=female --where area=MX --from 2015 --population "
        "other/p.csv --conflict first --no-title --dpi 600 -o folder/out --script";
    cli_context context = {0};
    parse(&context, line);
    tt_chart *chart = make_chart("A title");
    cli_folder folder = folder_of(&context, chart);
    json_t *root = settings_of(&folder);
    json_t *options = json_object_get(root, "options");
    check_true(json_object_size(options) == 6);
    check_true(json_array_size(json_object_get(options, "where")) == 2);
    check_true(json_integer_value(json_object_get(options, "from")) == 2015);
    check_text(json_string_value(json_object_get(options, "conflict")), "first", "a choice");
    check_text(json_string_value(json_object_get(options, "population")), "p.csv", "a file");
    check_true(json_is_true(json_object_get(options, "no-title")));
    check_true(json_integer_value(json_object_get(options, "dpi")) == 600);
    json_t *input = json_array_get(json_object_get(root, "input"), 0);
    check_text(json_string_value(input), "a.csv", "a file without its folder");
    check_abs(json_real_value(json_object_get(root, "height_mm")), 60.33, 1e-9, "two decimals");
    json_decref(root);
    tt_chart_free(chart);
    cli_settings_clear(&context.settings);
    check_done();
}

static void hostile_texts_are_strings(void **state)
{
    (void)state;
    char line[] = "plot line a.csv";
    cli_context context = {0};
    parse(&context, line);
    for (size_t i = 0; i < list.count; i++) {
        tt_chart *chart = make_chart(list.texts[i]);
        cli_folder folder = folder_of(&context, chart);
        json_t *root = settings_of(&folder);
        const char *title = json_string_value(json_object_get(root, "title"));
        if (strlen(list.cleaned[i]) < 300)
            check_text(title, list.cleaned[i], "as it was, cleaned");
        json_decref(root);
        tt_strbuf readme = TT_STRBUF_INIT;
        tt_error err = {0};
        check_status(cli_folder_readme(&folder, &readme, &err), TT_OK, &err);
        check_true(!strpbrk(readme.text, "\x1b\r\x07") &&
                   strstr(readme.text, "gnuplot -d figure.gp"));
        tt_strbuf_clear(&readme);
        tt_chart_free(chart);
    }
    cli_settings_clear(&context.settings);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_stand_under_their_names),
        cmocka_unit_test(hostile_texts_are_strings),
    };
    return cmocka_run_group_tests(tests, load_texts, free_texts);
}
