/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of sexes: shares and the female-to-male ratio with bounds for what is unspecified. */
#include <math.h>

#include "tables.h"
#include "tiptrend/bounds.h"
#include "tiptrend/memory.h"
#include "tiptrend/sexes.h"

static const tt_column columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},
    {"period", "Period", TT_COLUMN_YEAR, 0},
    {"total", "Total", TT_COLUMN_NUMBER, 0},
    {"female_low", "Female", TT_COLUMN_NUMBER, 0},
    {"female_high", "to", TT_COLUMN_NUMBER, 0},
    {"male_low", "Male", TT_COLUMN_NUMBER, 0},
    {"male_high", "to", TT_COLUMN_NUMBER, 0},
    {"unspecified_low", "Unspec.", TT_COLUMN_NUMBER, 0},
    {"unspecified_high", "to", TT_COLUMN_NUMBER, 0},
    {"share_low", "Female %", TT_COLUMN_NUMBER, 1},
    {"share_high", "to", TT_COLUMN_NUMBER, 1},
    {"share_limit_low", "lower", TT_COLUMN_NUMBER, 1},
    {"share_limit_high", "upper", TT_COLUMN_NUMBER, 1},
    {"ratio_low", "F per M", TT_COLUMN_NUMBER, 2},
    {"ratio_high", "to", TT_COLUMN_NUMBER, 2},
    {"ratio_limit_low", "lower", TT_COLUMN_NUMBER, 2},
    {"ratio_limit_high", "upper", TT_COLUMN_NUMBER, 2},
    {"specified_share_low", "Specified %", TT_COLUMN_NUMBER, 1},
    {"specified_share_high", "to", TT_COLUMN_NUMBER, 1},
};

static void add_interval(tt_table *table, tt_interval interval, double scale)
{
    tt_table_number(table, interval.low * scale);
    tt_table_number(table, interval.high * scale);
}

static void add_year(tt_table *table, const char *name, const tt_sexes *year, double conf)
{
    char period[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(year->period, period);
    tt_table_text(table, name);
    tt_table_text(table, period);
    tt_table_number(table, year->parts.whole);
    add_interval(table, year->parts.first, 1);
    add_interval(table, year->parts.second, 1);
    add_interval(table, year->parts.unspecified, 1);
    tt_share_bounds bounds;
    tt_error fault = {0};
    if (year->notes & TT_NOTE_INFEASIBLE) {
        tt_table_end_row(table, year->notes, NULL);
        return;
    }
    if (tt_bounds_share(&year->parts, conf, &bounds, &fault) != TT_OK) {
        tt_table_end_row(table, year->notes, fault.message);
        return;
    }
    add_interval(table, bounds.first_share, 100);
    add_interval(table, bounds.share_limits, 100);
    add_interval(table, bounds.ratio, 1);
    add_interval(table, bounds.ratio_limits, 1);
    add_interval(table, bounds.specified_share, 100);
    tt_table_end_row(table, year->notes | bounds.notes, NULL);
}

tt_status cli_table_gender_ratio(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    tt_table *table = tt_table_new("Sexes: shares and females for each male", columns,
                                   sizeof columns / sizeof *columns);
    tt_status status = tt_table_status(table, err);
    tt_sexes_groups groups = {0};
    if (status == TT_OK)
        status = tt_dataset_sexes(request->ds, request->series, &groups, err);
    for (size_t g = 0; g < groups.count && status == TT_OK; g++) {
        const tt_sexes_group *group = &groups.list[g];
        for (size_t i = 0; i < group->count; i++) {
            int year = tt_period_year(group->years[i].period);
            if ((request->settings->from && year < request->settings->from) ||
                (request->settings->to && year > request->settings->to))
                continue;
            add_year(table, group->name, &group->years[i], request->settings->conf);
        }
    }
    if (status == TT_OK)
        tt_table_remark(
            table, "Bounds hold whatever the sex of the unspecified; 'lower' and 'upper' add "
                   "sampling (Imbens and Manski). 'Specified %' leaves the unspecified out, as if "
                   "they were like the rest.");
    tt_sexes_clear(&groups);
    return cli_table_done(table, status, out, err);
}
