/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend check: what a data set says against itself. */
#include "command.h"
#include "tables.h"
#include "tiptrend/findings.h"

static const char *const examples[] = {
    "tiptrend check datasets/mexico-tip-2019.csv",
    "errors, warnings and notes, each with its line; exit status 1 when there is an error or a warning",
    "tiptrend check --fail-on error --format json data.csv > findings.json",
    "for a script: fail on errors only",
    "tiptrend check --layout unodc glotip.csv.gz",
    "conflicts and totals in the table of UNODC",
    NULL,
};

/* Faults of reading become findings, so that one run shows them all. */
typedef struct collector {
    tt_findings faults;
    tt_status status;
} collector;

enum { MOST_FAULTS = 1000 }; /* a file with more is not the table that it was taken for */

static int collect(const tt_error *fault, void *context)
{
    collector *c = context;
    if (c->status == TT_OK)
        c->status = tt_findings_add_error(&c->faults, fault, NULL);
    return c->status != TT_OK || c->faults.count >= MOST_FAULTS;
}

/* The faults of reading, then the findings, in one list that takes both over. */
static tt_status join(collector *c, tt_findings *findings, tt_findings *out, tt_error *err)
{
    for (size_t i = 0; i < findings->count; i++) {
        tt_status status = tt_findings_move(&c->faults, findings, i, err);
        if (status != TT_OK)
            return status;
    }
    findings->count = 0;
    *out = c->faults;
    c->faults = (tt_findings){0};
    return TT_OK;
}

static void print_findings(const cli_context *context, const tt_findings *findings, tt_strbuf *out)
{
    for (size_t i = 0; i < findings->count; i++)
        cli_finding_text(&findings->list[i], &context->out, out);
}

/* The findings as lines in the form of compilers, then a line that sums up. */
static tt_status write_lines(const cli_context *context, const tt_dataset *ds,
                             const tt_findings *findings, tt_error *err)
{
    tt_strbuf out = TT_STRBUF_INIT;
    print_findings(context, findings, &out);
    if (!context->settings.quiet)
        cli_summary_text(ds, findings, &out);
    tt_status status = cli_write_text(context, &out, err);
    tt_strbuf_clear(&out);
    return status;
}

static tt_status write(const cli_context *context, const tt_dataset *ds,
                       const tt_findings *findings, tt_error *err)
{
    if (context->settings.format == CLI_FORMAT_TABLE)
        return write_lines(context, ds, findings, err);
    tt_table *table = NULL;
    tt_status status = cli_table_findings(findings, &table, err);
    if (status == TT_OK)
        status = cli_write_tables(context, (const tt_table *const[]){table}, 1, err);
    tt_table_free(table);
    return status;
}

static tt_status run(cli_context *context, tt_error *err)
{
    tt_dataset *ds = NULL;
    tt_findings findings = {0};
    tt_findings all = {0};
    collector c = {.status = TT_OK};
    tt_status status = cli_load_with(context, &context->settings.operands, collect, &c, &ds, err);
    if (status == TT_OK && c.status != TT_OK)
        status = tt_fail(err, c.status, "no memory for the findings");
    if (status == TT_OK)
        status = tt_dataset_check(ds, &findings, err);
    if (status == TT_OK)
        status = join(&c, &findings, &all, err);
    if (status == TT_OK)
        status = write(context, ds, &all, err);
    static const int least[] = {TT_SEVERITY_WARNING, TT_SEVERITY_ERROR, TT_SEVERITY_NOTE,
                                TT_SEVERITY_ERROR + 1};
    if (status == TT_OK &&
        tt_findings_at_least(&all, (tt_severity)least[context->settings.fail_on]) > 0)
        context->exit_status = CLI_FINDINGS;
    tt_findings_clear(&all);
    tt_findings_clear(&findings);
    tt_findings_clear(&c.faults);
    tt_dataset_free(ds);
    return status;
}

const cli_command cli_command_check = {
    .name = "check",
    .summary = "validation and reconciliation: what the figures say against each other",
    .operands = "FILE...",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .description =
        "Reads the whole data set and reports every fault of reading, figures that stand there twice, parts "
        "that do not add to their printed total, percentages that no whole numbers can meet, one indicator in "
        "two units, definitions that change, single figures outside the range that the source states, and "
        "amounts in two currencies that do not fit one rate.\n\n"
        "The exit status is 1 when there is an error or a warning (see --fail-on).",
    .examples = examples,
    .options = (const cli_option_id[]){CLI_READING, CLI_WRITING, OPT_FAIL_ON, OPT_END},
    .run = run,
};
