/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of compound changes: from the first to the last year of each series, per year. */
#include <math.h>

#include "tables.h"
#include "tiptrend/change.h"
#include "tiptrend/run.h"

static const tt_column columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"from", "From", TT_COLUMN_YEAR, 0},
    {"to", "To", TT_COLUMN_YEAR, 0},
    {"years", "Years", TT_COLUMN_NUMBER, 0},
    {"earlier", "Earlier", TT_COLUMN_NUMBER, 0},
    {"later", "Later", TT_COLUMN_NUMBER, 0},
    {"percent", "%", TT_COLUMN_SIGNED, 1},
    {"percent_low", "lower", TT_COLUMN_SIGNED, 1},
    {"percent_high", "upper", TT_COLUMN_SIGNED, 1},
    {"compound", "% a year", TT_COLUMN_SIGNED, 1},
    {"compound_low", "lower", TT_COLUMN_SIGNED, 1},
    {"compound_high", "upper", TT_COLUMN_SIGNED, 1},
    {"p", "p", TT_COLUMN_P, 0},
};

static void add_row(const tt_series *series, const tt_run *run, const tt_change_options *options,
                    tt_table *table)
{
    char text[TT_PERIOD_TEXT_SIZE];
    size_t last = run->n - 1;
    tt_figure earlier = {run->time[0], run->value[0], 1};
    tt_figure later = {run->time[last], run->value[last], 1};
    tt_table_text(table, series->name);
    tt_table_text(table, series->unit);
    (void)tt_period_text(run->first, text);
    tt_table_text(table, text);
    (void)tt_period_text(run->last, text);
    tt_table_text(table, text);
    tt_table_number(table, later.time - earlier.time);
    tt_table_number(table, earlier.value);
    tt_table_number(table, later.value);
    tt_change whole;
    tt_change compound;
    tt_error fault = {0};
    /* the figures between the two do not count, so neither do gaps among them */
    tt_notes notes = run->notes & ~TT_NOTE_GAPS;
    tt_status status = tt_change_between(&earlier, &later, options, &whole, &fault);
    if (status == TT_OK)
        status = tt_change_compound(&earlier, &later, options, &compound, &fault);
    if (status != TT_OK) {
        tt_table_end_row(table, notes, fault.message);
        return;
    }
    tt_table_limits(table, whole.percent.value, whole.percent.low, whole.percent.high);
    tt_table_limits(table, compound.percent.value, compound.percent.low, compound.percent.high);
    tt_table_number(table, compound.p);
    tt_table_end_row(table, notes | (compound.notes & ~TT_NOTE_ANNUALISED), NULL);
}

static tt_status add_series(const cli_analysis_request *request, size_t index,
                            const tt_change_options *options, tt_table *table, tt_error *err)
{
    const cli_settings *settings = request->settings;
    const tt_series *series = tt_dataset_series(request->ds, index);
    tt_run_options choice = {.from = (int)settings->from,
                             .to = (int)settings->to,
                             .across_breaks = settings->across_breaks};
    tt_change_options own = *options;
    tt_run run;
    tt_status status = tt_dataset_run(request->ds, index, &choice, &run, err);
    own.plain = series->unit_kind != TT_UNIT_COUNT;
    if (status == TT_OK && run.n >= 2)
        add_row(series, &run, &own, table);
    tt_run_clear(&run);
    return status;
}

tt_status cli_table_compound(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    const cli_settings *settings = request->settings;
    tt_table *table =
        tt_table_new("Compound annual change", columns, sizeof columns / sizeof *columns);
    tt_change_options options = {.conf = settings->conf};
    tt_status status = tt_table_status(table, err);
    if (status == TT_OK && settings->ci)
        status = cli_ci_method(settings->ci, TT_CI_FOR_RATIO, &options.method, err);
    for (size_t i = 0; i < request->series->count && status == TT_OK; i++)
        status = add_series(request, request->series->index[i], &options, table, err);
    if (status == TT_OK)
        tt_table_remark(table,
                        "Only the first and the last figure of the longest unbroken run count: "
                        "for what all years say together see 'tiptrend trend'.");
    return cli_table_done(table, status, out, err);
}
