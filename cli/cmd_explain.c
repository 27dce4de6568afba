/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend explain: what a method is, and its numbers worked through. */
#include <string.h>

#include "command.h"
#include "page_render.h"
#include "pages.h"
#include "tiptrend/memory.h"
#include "tiptrend/nearest.h"
#include "work.h"

static const char *const examples[] = {
    "tiptrend explain",
    "which methods there are",
    "tiptrend explain mannkendall",
    "the test that 'tiptrend test' makes: formula, assumptions, smallest n, source",
    "tiptrend explain mannkendall datasets/mexico-tip-2019.csv --where indicator=prosecutions",
    "every pair of years compared, every order counted",
    NULL,
};

/* The first line of a page, without its mark. */
static void add_title(const cli_page *page, tt_strbuf *out)
{
    const char *text = cli_page_text(page);
    text += strspn(text, "# ");
    tt_strbuf_add_bytes(out, text, strcspn(text, "\n"));
}

/* All pages with the names under which they are found. */
static void list_methods(tt_strbuf *out)
{
    size_t pairs;
    const cli_page_synonym *pair = cli_page_synonyms(&pairs);
    tt_strbuf_add(out, "# Methods\n\n| explain | what it is | also found as |\n|---|---|---|\n");
    for (size_t i = 0; i < cli_page_count; i++) {
        tt_strbuf_addf(out, "| %s | ", cli_pages[i].name);
        add_title(&cli_pages[i], out);
        tt_strbuf_add(out, " |");
        const char *between = " ";
        for (size_t p = 0; p < pairs; p++) {
            if (strcmp(pair[p].page, cli_pages[i].name) != 0)
                continue;
            tt_strbuf_addf(out, "%s%s", between, pair[p].name);
            between = ", ";
        }
        tt_strbuf_add(out, " |\n");
    }
    tt_strbuf_add(out,
                  "\n'tiptrend explain METHOD FILE' works a method through on your own figures.\n");
}

static tt_status unknown(const char *name, tt_error *err)
{
    size_t pairs;
    const cli_page_synonym *pair = cli_page_synonyms(&pairs);
    const char **names = tt_calloc(cli_page_count + pairs, sizeof *names);
    if (!names)
        return tt_fail(err, TT_ENOMEM, "no memory for the names of methods");
    for (size_t i = 0; i < cli_page_count; i++)
        names[i] = cli_pages[i].name;
    for (size_t i = 0; i < pairs; i++)
        names[cli_page_count + i] = pair[i].name;
    size_t near = tt_nearest(name, names, cli_page_count + pairs);
    tt_status status =
        near < cli_page_count + pairs
            ? tt_fail(err, TT_EUSAGE, "no method '%.40s'; is %s meant?", name, names[near])
            : tt_fail(err, TT_EUSAGE, "no method '%.40s'; 'tiptrend explain' lists them", name);
    tt_free(names);
    return status;
}

/* The method on the user's own figures, behind its page. */
static tt_status work_through(cli_context *context, const char *method, const cli_page *page,
                              tt_strbuf *out, tt_error *err)
{
    cli_list files = {.item = context->settings.operands.item + 1,
                      .count = context->settings.operands.count - 1};
    cli_work_function *function = cli_work_find(method, page->name);
    if (!function) {
        tt_strbuf_add(out, "\nThis method is not worked through; the commands give its numbers.\n");
        return TT_OK;
    }
    tt_dataset *ds = NULL;
    tt_dataset *population = NULL;
    tt_index_list chosen = {0};
    context->settings.population = context->settings.denominator;
    if (context->settings.denominator && !cli_is_file(context->settings.denominator))
        context->settings.population = NULL;
    tt_status status = cli_load(context, &files, &ds, err);
    if (status == TT_OK)
        status = cli_load_population(context, &population, err);
    if (status == TT_OK)
        status = cli_select(context, ds, &chosen, err);
    cli_work work = {.ds = ds,
                     .series = &chosen,
                     .settings = &context->settings,
                     .population = population,
                     .out = out};
    if (status == TT_OK)
        status = function(&work, err);
    tt_index_list_clear(&chosen);
    tt_dataset_free(population);
    tt_dataset_free(ds);
    return status;
}

static tt_status write_page(cli_context *context, const tt_strbuf *markdown, tt_error *err)
{
    tt_status status = tt_strbuf_status(markdown, err);
    if (status != TT_OK || context->settings.format == CLI_FORMAT_MARKDOWN)
        return status == TT_OK ? cli_write_text(context, markdown, err) : status;
    const cli_terminal terminal = cli_output_terminal(context);
    tt_strbuf text = TT_STRBUF_INIT;
    cli_render(tt_strbuf_text(markdown), &terminal, &text);
    status = cli_write_text(context, &text, err);
    tt_strbuf_clear(&text);
    return status;
}

static tt_status run(cli_context *context, tt_error *err)
{
    const cli_list *operands = &context->settings.operands;
    tt_strbuf out = TT_STRBUF_INIT;
    tt_status status = TT_OK;
    int format = context->settings.format;
    if (format != CLI_FORMAT_TABLE && format != CLI_FORMAT_MARKDOWN)
        return tt_fail(err, TT_EUSAGE, "explain writes text or --format markdown");
    if (operands->count == 0) {
        list_methods(&out);
    } else {
        const char *method = operands->item[0];
        const cli_page *page = cli_page_find(method);
        status = page ? TT_OK : unknown(method, err);
        if (page)
            tt_strbuf_add(&out, cli_page_text(page));
        if (page && operands->count > 1)
            status = work_through(context, method, page, &out, err);
    }
    if (status == TT_OK)
        status = write_page(context, &out, err);
    tt_strbuf_clear(&out);
    return status;
}

const cli_command cli_command_explain = {
    .name = "explain",
    .summary = "what a method is: formula, assumptions, source; worked on your own figures",
    .operands = "[METHOD [FILE...]]",
    .least_operands = 0,
    .most_operands = SIZE_MAX,
    .description =
        "Prints the page of a method: the question that it answers, the formula, what it assumes, the smallest n, what "
        "it cannot say, what it was checked against, and where it comes from. Given files, it works the numbers "
        "through step by step on the first series chosen by --where. Without a method it lists them; every "
        "name of a model, test, rule or kind of limits is known.",
    .examples = examples,
    .options = (const cli_option_id[]){CLI_READING, CLI_CHOOSING, CLI_WRITING, OPT_BY, OPT_CONF,
                                       OPT_PER, OPT_DENOMINATOR, OPT_KEY, OPT_ADJUST,
                                       OPT_CONTRIBUTIONS, OPT_ACROSS_BREAKS, OPT_END},
    .run = run,
};
