/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every chart of docs/gallery, by the command below its picture, against the rules that a program can judge: in all
 * presets, light, dark and grey. */
#define _XOPEN_SOURCE 700
#include "figure_check.h"

#include <string.h>

#include "support.h"
#include "tiptrend/language.h"
#include "tiptrend/memory.h"
#include "tiptrend/select.h"

enum { MOST_WORDS = 32, MOST_CONDITIONS = 8, MOST_VALUES = 16, LINE_SIZE = 1024 };

static const char lead_in[] = "    tiptrend plot ";

/* One command, taken apart; its words stand in `line`. */
typedef struct command {
    char line[LINE_SIZE];
    char *word[MOST_WORDS];
    size_t count;
} command;

/* The words of a line, split at blanks; '...' keeps them together. */
static void split(command *c, const char *line)
{
    (void)snprintf(c->line, sizeof c->line, "%s", line);
    c->count = 0;
    for (char *at = c->line; *(at += strspn(at, " \n"));) {
        const char *ends = *at == '\'' ? "'" : " \n";
        at += *at == '\'';
        check_true(c->count < MOST_WORDS);
        c->word[c->count++] = at;
        at += strcspn(at, ends);
        if (*at)
            *at++ = '\0';
    }
}

/* "DIM=A,B" in its parts. */
typedef struct condition {
    tt_condition is;
    const char *values[MOST_VALUES];
} condition;

static void read_condition(char *text, condition *out)
{
    char *at = strchr(text, '=');
    check_true(at != NULL);
    *at++ = '\0';
    out->is = (tt_condition){text, out->values, 0};
    for (char *value = strtok(at, ","); value; value = strtok(NULL, ",")) {
        check_true(out->is.count < MOST_VALUES);
        out->values[out->is.count++] = value;
    }
}

/* "datasets/NAME" */
static tt_dataset *bundled(const char *path)
{
    const char *slash = strrchr(path, '/');
    return figure_data(slash ? slash + 1 : path);
}

/* What a command asks for. */
typedef struct drawing_request {
    tt_chart_request chart;
    tt_dataset *data;
    tt_dataset *earlier;
    tt_dataset *population;
    tt_index_list series;
    tt_plan plan;
    condition where[MOST_CONDITIONS];
    size_t where_count;
    const tt_theme *theme;
} drawing_request;

static void read_option(drawing_request *r, const char *option, char *value)
{
    tt_error err = {0};
    if (strcmp(option, "--where") == 0) {
        check_true(r->where_count < MOST_CONDITIONS);
        read_condition(value, &r->where[r->where_count++]);
    } else if (strcmp(option, "--from") == 0) {
        r->chart.from = atoi(value);
    } else if (strcmp(option, "--population") == 0) {
        r->chart.population = r->population = bundled(value);
    } else if (strcmp(option, "--language") == 0) {
        check_status(tt_language_parse(value, &r->chart.language, &err), TT_OK, &err);
    } else if (strcmp(option, "--theme") == 0) {
        check_status(tt_theme_find(value, &r->theme, &err), TT_OK, &err);
    } else {
        fail_msg("this test does not know %s yet", option);
    }
}

/* The series of the first chart of a kind in a plan; NULL when it has none. */
static const tt_index_list *planned(const tt_plan *plan, const char *kind)
{
    for (size_t i = 0; kind && i < plan->count; i++)
        if (strcmp(plan->items[i].kind, kind) == 0)
            return &plan->items[i].series;
    return NULL;
}

/* As `plot` does: the chosen series where any will do, otherwise those that a plan finds for the kind. */
static void choose_series(drawing_request *r, const char *name)
{
    tt_error err = {0};
    const tt_chart_kind *kind = NULL;
    for (size_t i = 0; i < tt_chart_kind_count() && !kind; i++)
        if (strcmp(tt_chart_kind_at(i)->name, name) == 0)
            kind = tt_chart_kind_at(i);
    check_true(kind != NULL);
    r->chart.series = r->series.index;
    r->chart.count = r->series.count;
    if (kind->draws_any && r->where_count > 0)
        return;
    check_status(tt_plan_make(r->data, &r->series, r->population, &r->plan, &err), TT_OK, &err);
    const tt_index_list *list = planned(&r->plan, name);
    if (!list)
        list = planned(&r->plan, kind->like);
    if (list) {
        r->chart.series = list->index;
        r->chart.count = list->count;
    }
}

static void read_command(command *c, drawing_request *r)
{
    tt_error err = {0};
    tt_condition where[MOST_CONDITIONS];
    *r = (drawing_request){.data = bundled(c->word[1]), .theme = tt_theme_light()};
    size_t first = 2;
    if (c->count > 2 && c->word[2][0] != '-') { /* two editions: the later one is drawn */
        r->earlier = r->data;
        r->data = bundled(c->word[first++]);
    }
    for (size_t i = first; i + 1 < c->count; i += 2)
        read_option(r, c->word[i], c->word[i + 1]);
    for (size_t i = 0; i < r->where_count; i++)
        where[i] = r->where[i].is;
    check_status(tt_dataset_select(r->data, where, r->where_count, &r->series, &err), TT_OK, &err);
    r->chart.data = r->data;
    r->chart.earlier = r->earlier;
    r->chart.name = c->word[0];
    choose_series(r, c->word[0]);
}

static void release(drawing_request *r)
{
    tt_plan_clear(&r->plan);
    tt_index_list_clear(&r->series);
    tt_dataset_free(r->data);
    tt_dataset_free(r->earlier);
    tt_dataset_free(r->population);
}

/* Faults of a chart in all presets: in its own theme, and in the two others. */
static unsigned check_chart(const figure_set *set, const char *kind, const drawing_request *r)
{
    unsigned faults = 0;
    tt_error err = {0};
    tt_chart *chart = NULL;
    const tt_theme *grey = NULL;
    check_status(tt_theme_find("grey", &grey, &err), TT_OK, &err);
    check_status(tt_chart_make(kind, &r->chart, &chart, &err), TT_OK, &err);
    const tt_theme *themes[] = {r->theme, tt_theme_dark(), grey};
    for (size_t p = 0; chart && p < tt_preset_count(); p++)
        for (size_t t = 0; t < sizeof themes / sizeof *themes; t++) {
            tt_draw_options options = figure_options(set, tt_preset_at(p));
            tt__scene scene;
            options.theme = themes[t];
            check_status(tt__scene_make(chart, &options, &scene, &err), TT_OK, &err);
            const figure f = {kind, tt_preset_at(p), themes[t], chart, &scene};
            faults += figure_check_placed(&f);
            tt__scene_clear(&scene);
        }
    tt_chart_free(chart);
    return faults;
}

static FILE *open_gallery(void)
{
    FILE *page = fopen(TT_SOURCE_DIR "/docs/gallery/index.md", "r");
    if (!page)
        fail_msg("no docs/gallery/index.md");
    return page;
}

static void every_figure_keeps_the_rules(void **state)
{
    (void)state;
    figure_set set = {0};
    tt_error err = {0};
    size_t kinds = tt_chart_kind_count();
    size_t figures = 0;
    char line[LINE_SIZE];
    check_status(tt_font_open(NULL, &set.font, &err), TT_OK, &err);
    FILE *page = open_gallery();
    while (fgets(line, sizeof line, page)) {
        command c;
        drawing_request request;
        if (strncmp(line, lead_in, sizeof lead_in - 1) != 0)
            continue;
        split(&c, line + sizeof lead_in - 1);
        check_true(c.count >= 2);
        read_command(&c, &request);
        check_true(check_chart(&set, c.word[0], &request) == 0);
        release(&request);
        figures++;
    }
    (void)fclose(page);
    tt_font_free(set.font);
    check_true(figures >= kinds);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_figure_keeps_the_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
