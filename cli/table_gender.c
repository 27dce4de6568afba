/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of sexes: shares and the female-to-male ratio with bounds for what is unspecified. */
#include <math.h>
#include <string.h>

#include "tables.h"
#include "tiptrend/bounds.h"
#include "tiptrend/interval.h"
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
    {"specified_ratio_low", "Specified F per M", TT_COLUMN_NUMBER, 2},
    {"specified_ratio_high", "to", TT_COLUMN_NUMBER, 2},
    {"change_low", "Change of share", TT_COLUMN_SIGNED, 1},
    {"change_high", "to", TT_COLUMN_SIGNED, 1},
    {"change_limit_low", "lower", TT_COLUMN_SIGNED, 1},
    {"change_limit_high", "upper", TT_COLUMN_SIGNED, 1},
    {"direction", "Direction", TT_COLUMN_TEXT, 0},
};

static const char *const details[] = {"unspecified_low",
                                      "unspecified_high",
                                      "specified_ratio_low",
                                      "specified_ratio_high",
                                      "change_limit_low",
                                      "change_limit_high",
                                      NULL};

/* One year with what can be said of it. */
typedef struct gender_year {
    const tt_sexes *sexes;
    tt_share_bounds bounds;
    int bounded;
    tt_error fault;
} gender_year;

/* The counts when nothing is left open: both known, nobody unspecified. */
static int is_identified(const tt_sexes *year, tt_proportion *out)
{
    const tt_two_parts *p = &year->parts;
    *out = (tt_proportion){p->first.low, p->first.low + p->second.low};
    return p->first.low == p->first.high && p->second.low == p->second.high &&
           p->unspecified.high == 0 && out->n > 0;
}

static void add_interval(tt_table *table, tt_interval interval, double scale)
{
    tt_table_number(table, interval.low * scale);
    tt_table_number(table, interval.high * scale);
}

/* Another method than the usual one for the limits of a year without unspecified. */
static void use_method(const tt_sexes *year, const tt_ci_options *options, tt_share_bounds *bounds)
{
    tt_proportion share;
    tt_ci ci;
    if (options->method == TT_CI_DEFAULT || !is_identified(year, &share) ||
        tt_interval_proportion(share.x, share.n, options, &ci, NULL) != TT_OK)
        return;
    bounds->share_limits = (tt_interval){ci.estimate.low, ci.estimate.high};
    bounds->ratio_limits = (tt_interval){
        ci.estimate.low / (1 - ci.estimate.low),
        ci.estimate.high < 1 ? ci.estimate.high / (1 - ci.estimate.high) : (double)INFINITY};
}

static void look_at(const tt_sexes *year, const tt_ci_options *options, gender_year *out)
{
    *out = (gender_year){.sexes = year};
    if (year->notes & TT_NOTE_INFEASIBLE)
        return;
    out->bounded = tt_bounds_share(&year->parts, options->conf, &out->bounds, &out->fault) == TT_OK;
    if (out->bounded)
        use_method(year, options, &out->bounds);
}

/* The change of the share of females from the year before: bounds, and limits where nothing is left open. */
static tt_notes add_change(const gender_year *before, const gender_year *now,
                           const cli_settings *settings, tt_table *table)
{
    if (!before->sexes || !before->bounded ||
        !tt_period_follows(before->sexes->period, now->sexes->period))
        return 0;
    if (now->sexes->break_before && !settings->across_breaks)
        return TT_NOTE_BREAK;
    tt_interval change;
    tt_proportion first;
    tt_proportion second;
    int known;
    tt_ci_options options = {.conf = settings->conf};
    tt_ci ci = {.estimate = {NAN, NAN, NAN}};
    if (tt_bounds_change(before->bounds.first_share, now->bounds.first_share, &change, &known,
                         NULL) != TT_OK)
        return 0;
    if (is_identified(now->sexes, &first) && is_identified(before->sexes, &second))
        (void)tt_interval_difference(&first, &second, &options, &ci, NULL);
    add_interval(table, change, 100);
    tt_table_number(table, 100 * ci.estimate.low);
    tt_table_number(table, 100 * ci.estimate.high);
    tt_table_text(table, change.low > 0                        ? "rise"
                         : change.high < 0                     ? "fall"
                         : change.low == 0 && change.high == 0 ? "none"
                                                               : "unknown");
    return now->sexes->break_before ? TT_NOTE_ACROSS_BREAKS : 0;
}

static void add_year(tt_table *table, const char *name, const gender_year *before,
                     const gender_year *now, const cli_settings *settings)
{
    char period[TT_PERIOD_TEXT_SIZE];
    const tt_sexes *year = now->sexes;
    const tt_share_bounds *bounds = &now->bounds;
    (void)tt_period_text(year->period, period);
    tt_table_text(table, name);
    tt_table_text(table, period);
    tt_table_number(table, year->parts.whole);
    add_interval(table, year->parts.first, 1);
    add_interval(table, year->parts.second, 1);
    add_interval(table, year->parts.unspecified, 1);
    if (!now->bounded) {
        tt_table_end_row(table, year->notes, now->fault.message);
        return;
    }
    add_interval(table, bounds->first_share, 100);
    add_interval(table, bounds->share_limits, 100);
    add_interval(table, bounds->ratio, 1);
    add_interval(table, bounds->ratio_limits, 1);
    add_interval(table, bounds->specified_share, 100);
    add_interval(table, bounds->specified_ratio, 1);
    tt_notes notes = add_change(before, now, settings, table);
    tt_table_end_row(table, year->notes | bounds->notes | notes, NULL);
}

static int in_range(const cli_settings *settings, tt_period period)
{
    int year = tt_period_year(period);
    return (!settings->from || year >= settings->from) && (!settings->to || year <= settings->to);
}

static void add_group(const cli_settings *settings, const tt_sexes_group *group,
                      const tt_ci_options *options, tt_table *table)
{
    gender_year before = {0};
    for (size_t i = 0; i < group->count; i++) {
        gender_year now;
        if (!in_range(settings, group->years[i].period))
            continue;
        look_at(&group->years[i], options, &now);
        add_year(table, group->name, &before, &now, settings);
        before = now;
    }
}

/* "Counted as unspecified: Other, Unknown." The words of the data, so that nobody is counted unseen. */
static void remark_words(const tt_dataset *ds, tt_sex sex, const char *text, tt_table *table)
{
    size_t dimension = tt_dataset_find_role(ds, TT_ROLE_SEX);
    tt_strbuf remark = TT_STRBUF_INIT;
    size_t values = dimension == TT_NONE ? 0 : tt_dataset_value_count(ds, dimension);
    for (uint32_t v = 1; v < values; v++) {
        const char *word = tt_dataset_value(ds, dimension, v);
        if (tt_sex_of(word) == sex && strcmp(word, "unspecified") != 0)
            tt_strbuf_addf(&remark, "%s%s", remark.length ? ", " : text, word);
    }
    if (remark.length) {
        tt_strbuf_add_char(&remark, '.');
        tt_table_remark(table, tt_strbuf_text(&remark));
    }
    tt_strbuf_clear(&remark);
}

/* Why there is no row. */
static void remark_none(const tt_dataset *ds, tt_table *table)
{
    tt_strbuf text = TT_STRBUF_INIT;
    size_t dimension = tt_dataset_find_role(ds, TT_ROLE_SEX);
    if (dimension == TT_NONE)
        tt_strbuf_add(&text,
                      "No column of the data holds sexes only (female, male, mujer, hombre, F, "
                      "M, ...): call that column 'sex', and put nothing else into it.");
    else
        tt_strbuf_addf(&text,
                       "Column '%s' holds sexes, but no period chosen has figures for females and "
                       "males.",
                       tt_dataset_dimension(ds, dimension));
    tt_table_remark(table, tt_strbuf_text(&text));
    tt_strbuf_clear(&text);
}

tt_status cli_table_gender_ratio(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    tt_table *table = tt_table_new("Sexes: shares and females for each male", columns,
                                   sizeof columns / sizeof *columns);
    tt_table_details(table, details);
    tt_status status = tt_table_status(table, err);
    tt_ci_options options = {.conf = request->settings->conf};
    if (status == TT_OK && request->settings->ci)
        status = cli_ci_method(request->settings->ci, TT_CI_FOR_PROPORTION, &options.method, err);
    tt_sexes_groups groups = {0};
    if (status == TT_OK)
        status = tt_dataset_sexes(request->ds, request->series, &groups, err);
    for (size_t g = 0; g < groups.count && status == TT_OK; g++)
        add_group(request->settings, &groups.list[g], &options, table);
    if (status == TT_OK)
        tt_table_remark(
            table, "Bounds hold whatever the sex of the unspecified; 'lower' and 'upper' add "
                   "sampling (Imbens and Manski; Wilson where nobody is unspecified). 'Specified' "
                   "leaves the unspecified out, as if they were like the rest. Change: percentage "
                   "points of the share of females since the year before.");
    if (status == TT_OK && !groups.count)
        remark_none(request->ds, table);
    if (status == TT_OK && groups.count) {
        remark_words(request->ds, TT_SEX_UNSPECIFIED, "Counted as unspecified: ", table);
        remark_words(request->ds, TT_SEX_NONE,
                     "Words not known as sexes, left with the unspecified: ", table);
    }
    tt_sexes_clear(&groups);
    return cli_table_done(table, status, out, err);
}
