/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analyses.h"

#include <string.h>

#include "rank_tests.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"
#include "trend_models.h"

/* Those that are neither models nor tests. */
static const cli_analysis others[] = {
    {"change", CLI_ANALYSIS_CHANGE, 0},
    {"change-exact", CLI_ANALYSIS_CHANGE_EXACT, 0},
    {"bounds", CLI_ANALYSIS_BOUNDS, 0},
};

enum { OTHERS = sizeof others / sizeof *others };

/* Mann-Kendall is a model and a test: the test says more. */
static int find(const char *name, cli_analysis *out)
{
    size_t count;
    const cli_test *tests = cli_tests(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(tests[i].name, name) == 0) {
            *out = (cli_analysis){tests[i].name, CLI_ANALYSIS_TEST, i};
            return 1;
        }
    const cli_trend_model *models = cli_trend_models(&count);
    for (size_t i = 0; i < count; i++)
        if (strcmp(models[i].name, name) == 0) {
            *out = (cli_analysis){models[i].name, CLI_ANALYSIS_MODEL, i};
            return 1;
        }
    for (size_t i = 0; i < OTHERS; i++)
        if (strcmp(others[i].name, name) == 0) {
            *out = others[i];
            return 1;
        }
    return 0;
}

static tt_status unknown(const char *name, tt_error *err)
{
    size_t tests;
    size_t models;
    const cli_test *test = cli_tests(&tests);
    const cli_trend_model *model = cli_trend_models(&models);
    tt_strbuf names = TT_STRBUF_INIT;
    for (size_t i = 0; i < OTHERS; i++)
        tt_strbuf_addf(&names, "%s, ", others[i].name);
    for (size_t i = 0; i < models; i++)
        tt_strbuf_addf(&names, "%s, ", model[i].name);
    for (size_t i = 0; i < tests; i++)
        tt_strbuf_addf(&names, "%s%s", i ? ", " : "", test[i].name);
    tt_status status =
        tt_fail(err, TT_EUSAGE, "no analysis '%.40s'; there are %s", name, tt_strbuf_text(&names));
    tt_strbuf_clear(&names);
    return status;
}

/* `capacity` has room for all analyses that there are: each is listed once. */
static tt_status add(cli_analyses *out, const char *name, tt_error *err)
{
    cli_analysis found;
    if (!find(name, &found))
        return unknown(name, err);
    for (size_t i = 0; i < out->count; i++)
        if (out->list[i].name == found.name)
            return TT_OK;
    out->list[out->count++] = found;
    return TT_OK;
}

static tt_status add_names(cli_analyses *out, const char *text, tt_error *err)
{
    char name[64];
    tt_status status = TT_OK;
    for (const char *end; status == TT_OK; text = end + 1) {
        end = text + strcspn(text, ",");
        size_t length = (size_t)(end - text) < sizeof name ? (size_t)(end - text) : sizeof name - 1;
        memcpy(name, text, length);
        name[length] = '\0';
        status = add(out, name, err);
        if (!*end)
            break;
    }
    return status;
}

tt_status cli_analyses_choose(const cli_list *names, cli_analyses *out, tt_error *err)
{
    static const char *const usual = "change,loglinear,quasipoisson,mannkendall";
    size_t tests;
    size_t models;
    (void)cli_tests(&tests);
    (void)cli_trend_models(&models);
    *out = (cli_analyses){.list = tt_calloc(OTHERS + tests + models, sizeof *out->list)};
    if (!out->list)
        return tt_fail(err, TT_ENOMEM, "no memory for the analyses");
    tt_status status = names->count ? TT_OK : add_names(out, usual, err);
    for (size_t i = 0; i < names->count && status == TT_OK; i++)
        status = add_names(out, names->item[i], err);
    if (status != TT_OK) {
        tt_free(out->list);
        *out = (cli_analyses){0};
    }
    return status;
}
