/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend check: what a data set says against itself. */
#include "annotate.h"
#include "command.h"
#include "tables.h"
#include "tiptrend/decisions.h"
#include "tiptrend/findings.h"

static const char *const examples[] = {
    "tiptrend check datasets/mexico-tip-2019.csv",
    "errors, warnings and notes, each with its line; exit status 1 when there is an error or a warning",
    "tiptrend check --fail-on error --format json data.csv > findings.json",
    "for a script: fail on errors only",
    "tiptrend check --layout unodc glotip.csv.gz",
    "conflicts and totals in the table of UNODC",
    "tiptrend check datasets/mexico-tip-2019.csv --claims datasets/mexico-tip-2019-claims.csv",
    "what the document says in words, tested against its own figures",
    "tiptrend check --compare glotip-2024.csv glotip-2025.csv --layout unodc",
    "which figures the later edition restates",
    NULL,
};

/* Faults of reading become findings, so that one run shows them all. */
typedef struct collector {
    tt_findings faults;
    tt_error beyond; /* the first that is not listed */
    size_t more;     /* of them */
    tt_status status;
} collector;

static int collect(const tt_error *fault, void *context)
{
    collector *c = context;
    if (c->faults.count == CLI_FAULTS_LISTED) {
        c->beyond = c->more++ ? c->beyond : *fault;
        return 0;
    }
    c->status = tt_findings_add_error(&c->faults, fault, NULL);
    return c->status != TT_OK;
}

/* Those that are not listed, as one finding. */
static tt_status add_beyond(collector *c, tt_error *err)
{
    if (!c->more)
        return TT_OK;
    tt_error fault = {0};
    (void)tt_fail(&fault, c->beyond.status,
                  "and %zu faults of reading from here on, after the first %d", c->more,
                  (int)CLI_FAULTS_LISTED);
    tt_error_place(&fault, c->beyond.file, c->beyond.line, 0);
    return tt_findings_add_error(&c->faults, &fault, err);
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

/* What stands beside the findings. */
enum { MOST_EXTRAS = 3 };

typedef struct checking {
    tt_dataset *ds;
    tt_findings findings;
    tt_table *extras[MOST_EXTRAS];
    size_t extra_count;
} checking;

/* The findings as lines in the form of compilers, the tables, then a line that sums up. */
static tt_status write_lines(const cli_context *context, const checking *c, tt_error *err)
{
    tt_strbuf out = TT_STRBUF_INIT;
    const cli_terminal terminal = cli_output_terminal(context);
    for (size_t i = 0; i < c->findings.count; i++)
        cli_finding_text(&c->findings.list[i], &terminal, &out);
    for (size_t i = 0; i < c->extra_count; i++)
        cli_out_text(c->extras[i], &terminal, &out);
    if (!context->settings.quiet)
        cli_summary_text(c->ds, &c->findings, &out);
    tt_status status = cli_write_text(context, &out, err);
    tt_strbuf_clear(&out);
    return status;
}

static tt_status write(const cli_context *context, const checking *c, tt_error *err)
{
    if (context->settings.format == CLI_FORMAT_TABLE)
        return write_lines(context, c, err);
    const tt_table *tables[MOST_EXTRAS + 1];
    tt_table *table = NULL;
    tt_status status = cli_table_findings(&c->findings, &table, err);
    tables[0] = table;
    for (size_t i = 0; i < c->extra_count; i++)
        tables[i + 1] = c->extras[i];
    if (status == TT_OK)
        status = cli_write_tables(context, tables, c->extra_count + 1, err);
    tt_table_free(table);
    return status;
}

/* The findings of reading and of the rules. */
static tt_status find(const cli_context *context, checking *c, tt_error *err)
{
    tt_findings findings = {0};
    collector faults = {.status = TT_OK};
    cli_list files = cli_data_files(&context->settings, &context->settings.operands);
    tt_status status = cli_load_with(context, &files, collect, &faults, &c->ds, err);
    if (status == TT_OK && faults.status != TT_OK)
        status = tt_fail(err, faults.status, "no memory for the findings");
    if (status == TT_OK)
        status = add_beyond(&faults, err);
    if (status == TT_OK)
        status = tt_dataset_check(c->ds, &findings, err);
    if (status == TT_OK)
        status = join(&faults, &findings, &c->findings, err);
    tt_findings_clear(&findings);
    tt_findings_clear(&faults.faults);
    return status;
}

/* All decisions, whatever they touch. */
static tt_status add_decisions(checking *c, tt_error *err)
{
    if (tt_dataset_decision_count(c->ds) == 0)
        return TT_OK;
    tt_status status = cli_table_decisions(c->ds, &c->extras[c->extra_count], err);
    c->extra_count += status == TT_OK;
    return status;
}

static tt_status add_claims(const cli_context *context, checking *c, tt_error *err)
{
    const cli_settings *settings = &context->settings;
    if (settings->claims.count == 0)
        return TT_OK;
    tt_status status =
        cli_table_claims(c->ds, settings, 0, &c->findings, &c->extras[c->extra_count], err);
    c->extra_count += status == TT_OK;
    return status;
}

/* Each edition against the next. */
static tt_status compare_editions(const cli_context *context, checking *c, tt_table *table,
                                  tt_error *err)
{
    const cli_list *files = &context->settings.operands;
    tt_dataset *older = NULL;
    tt_status status = TT_OK;
    for (size_t i = 0; i < files->count && status == TT_OK; i++) {
        tt_dataset *newer = NULL;
        cli_list one = {files->item + i, 1, 0};
        int last = i + 1 == files->count;
        if (!last)
            status = cli_load_with(context, &one, NULL, NULL, &newer, err);
        cli_editions editions = {.older = older,
                                 .newer = last ? c->ds : newer,
                                 .older_name = i ? files->item[i - 1] : "",
                                 .newer_name = files->item[i]};
        if (status == TT_OK && older)
            status = tt_dataset_compare(older, editions.newer, &editions.found, err);
        if (status == TT_OK && older)
            status = cli_table_restated_add(table, &editions, err);
        tt_restatements_clear(&editions.found);
        tt_dataset_free(older);
        older = newer;
    }
    tt_dataset_free(older);
    return status;
}

static tt_status add_editions(const cli_context *context, checking *c, tt_error *err)
{
    const cli_settings *settings = &context->settings;
    if (!settings->compare_editions)
        return TT_OK;
    if (settings->operands.count < 2)
        return tt_fail(err, TT_EUSAGE,
                       "--compare-editions needs two editions or more, the oldest first");
    tt_table *table = cli_table_restated_new();
    tt_status status = tt_table_status(table, err);
    if (status == TT_OK)
        status = compare_editions(context, c, table, err);
    c->extras[c->extra_count++] = table;
    return status;
}

static tt_status run(cli_context *context, tt_error *err)
{
    checking c = {0};
    tt_status status = find(context, &c, err);
    if (status == TT_OK)
        status = add_decisions(&c, err);
    if (status == TT_OK)
        status = add_claims(context, &c, err);
    if (status == TT_OK)
        status = add_editions(context, &c, err);
    if (status == TT_OK)
        status = write(context, &c, err);
    static const int least[] = {TT_SEVERITY_WARNING, TT_SEVERITY_ERROR, TT_SEVERITY_NOTE,
                                TT_SEVERITY_ERROR + 1};
    if (status == TT_OK &&
        tt_findings_at_least(&c.findings, (tt_severity)least[context->settings.fail_on]) > 0)
        context->exit_status = CLI_FINDINGS;
    for (size_t i = 0; i < MOST_EXTRAS; i++)
        tt_table_free(c.extras[i]);
    tt_findings_clear(&c.findings);
    tt_dataset_free(c.ds);
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
        "With --claims, statements about the figures are tested: true, false, or not decidable because of a change "
        "of definition, a unit, an interval, or a figure that is missing or contradicted. A false one is a "
        "warning, an open one a note.\n\n"
        "With --compare-editions (--compare for short), the files are editions of one table, the oldest first: what was restated, what vanished and "
        "what is new is listed, from each to the next, and the last one is checked.\n\n"
        "The exit status is 1 when there is an error or a warning (see --fail-on).",
    .examples = examples,
    .options = (const cli_option_id[]){CLI_READING, CLI_WRITING, OPT_CLAIMS, OPT_COMPARE_EDITIONS,
                                       OPT_ACROSS_BREAKS, OPT_FAIL_ON, OPT_END},
    .run = run,
};
