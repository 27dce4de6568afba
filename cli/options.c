/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of options, and getopt_long driven by it. */
#define _GNU_SOURCE /* getopt_long */

#include "options.h"

#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tiptrend/memory.h"
#include "tiptrend/number.h"

#define AT(member) offsetof(cli_settings, member)

static const cli_option options[OPT_COUNT] = {
    [OPT_LAYOUT] = {"layout", 'l', "NAME", "how the table is laid out: tidy (default) or unodc",
                    CLI_CHOICE, AT(layout), 0, 0, "tidy|unodc"},
    [OPT_YEAR] = {"year", 0, "COLUMN", "the column of periods (default: year or period)", CLI_TEXT,
                  AT(year_column), 0, 0, NULL},
    [OPT_VALUE] = {"value", 0, "COLUMN", "the column of figures (default: value)", CLI_TEXT,
                   AT(value_column), 0, 0, NULL},
    [OPT_EXPOSURE] = {"exposure", 0, "COLUMN",
                      "the column of populations (default: exposure, population or denominator)",
                      CLI_TEXT, AT(exposure_column), 0, 0, NULL},
    [OPT_IGNORE] = {"ignore", 0, "COLUMN", "leave a column out; repeatable", CLI_REPEATED,
                    AT(ignore), 0, 0, NULL},
    [OPT_DASH] = {"dash", 0, "WHAT", "what a lone '-' means: error (default), zero or missing",
                  CLI_CHOICE, AT(dash), 0, 0, "error|zero|missing"},
    [OPT_SUPPRESSED_LOW] = {"suppressed-low", 0, "N",
                            "the least count that '<5' can stand for: 0 (default) or 1", CLI_NUMBER,
                            AT(suppressed_low), 0, 1, NULL},
    [OPT_CONFLICT] = {"conflict", 0, "WHICH",
                      "which of several figures for one key counts: interval (default: none, the point "
                      "is only known to lie among them), first, last, numeric or max",
                      CLI_CHOICE, AT(conflict), 0, 0, "interval|first|last|numeric|max"},
    [OPT_BREAKS] = {"breaks", 0, "FILE",
                    "a CSV of definition breaks: dimension columns, year, reason, source; repeatable",
                    CLI_REPEATED, AT(breaks), 0, 0, NULL},
    [OPT_WHERE] = {"where", 'w', "DIM=VALUE[,VALUE]",
                   "only series with these values; 'total' is the margin; repeatable", CLI_REPEATED,
                   AT(where), 0, 0, NULL},
    [OPT_BY] = {"by", 0, "DIM", "one group for each value of this dimension", CLI_TEXT, AT(by), 0, 0,
                NULL},
    [OPT_FROM] = {"from", 0, "YEAR", "first year", CLI_WHOLE, AT(from), 1000, 2999, NULL},
    [OPT_TO] = {"to", 0, "YEAR", "last year", CLI_WHOLE, AT(to), 1000, 2999, NULL},
    [OPT_ACROSS_BREAKS] = {"across-breaks", 0, NULL,
                           "fit and compare across changes of definition; the notes say so", CLI_FLAG,
                           AT(across_breaks), 0, 0, NULL},
    [OPT_ACROSS_GAPS] = {"across-gaps", 0, NULL,
                         "compare across missing years, as change per year", CLI_FLAG,
                         AT(across_gaps), 0, 0, NULL},
    [OPT_CONF] = {"conf", 0, "LEVEL", "confidence level of all limits (default 0.95)", CLI_NUMBER,
                  AT(conf), 0.5, 0.999999, NULL},
    [OPT_CI] = {"ci", 0, "METHOD", "method of the limits (see 'tiptrend help COMMAND')", CLI_TEXT,
                AT(ci), 0, 0, NULL},
    [OPT_MODEL] = {"model", 'm', "NAME",
                   "a trend model: ols, loglinear, poisson, quasipoisson, negbin, theilsen; repeatable",
                   CLI_REPEATED, AT(model), 0, 0, NULL},
    [OPT_BASE_YEAR] = {"base-year", 0, "YEAR", "the year that is 100 in the index (default: the first)",
                       CLI_WHOLE, AT(base_year), 1000, 2999, NULL},
    [OPT_LAG] = {"lag", 0, "YEARS",
                 "the denominator is taken this many years earlier; rows carry the numerator's year",
                 CLI_WHOLE, AT(lag), 0, 20, NULL},
    [OPT_PER] = {"per", 0, "N", "rates are per this many (default 100000)", CLI_NUMBER, AT(per), 1e-9,
                 1e12, NULL},
    [OPT_NUMERATOR] = {"numerator", 0, "INDICATOR", "for a ratio between two indicators of the data",
                       CLI_TEXT, AT(numerator_indicator), 0, 0, NULL},
    [OPT_DENOMINATOR] = {"denominator", 0, "FILE|INDICATOR",
                         "a tidy table of populations, or an indicator of the data", CLI_TEXT,
                         AT(denominator), 0, 0, NULL},
    [OPT_KEY] = {"key", 0, "DIM", "join the denominator by this dimension (default: area); repeatable",
                 CLI_REPEATED, AT(key), 0, 0, NULL},
    [OPT_ALLOW_UNITS] = {"allow-units", 0, NULL,
                         "form ratios of unlike units; the notes say so", CLI_FLAG, AT(allow_units), 0,
                         0, NULL},
    [OPT_ADJUST] = {"adjust", 0, "METHOD",
                    "adjust p over all series of the call: none, holm (default) or bh", CLI_CHOICE,
                    AT(adjust), 0, 0, "holm|bh|none"},
    [OPT_FORMAT] = {"format", 'f', "FORMAT",
                    "table (default), csv, json, markdown or latex", CLI_CHOICE, AT(format), 0, 0,
                    "table|csv|json|markdown|latex"},
    [OPT_OUTPUT] = {"output", 'o', "FILE", "write here instead of standard output; for report a folder",
                    CLI_TEXT, AT(output), 0, 0, NULL},
    [OPT_QUIET] = {"quiet", 'q', NULL, "no progress, no remarks", CLI_FLAG, AT(quiet), 0, 0, NULL},
    [OPT_FAIL_ON] = {"fail-on", 0, "SEVERITY",
                     "exit with 1 on findings from this severity on: warning (default), error, note or "
                     "never",
                     CLI_CHOICE, AT(fail_on), 0, 0, "warning|error|note|never"},
    [OPT_CHART_FORMAT] = {"chart-format", 'F', "FORMAT",
                          "pdf, svg, png or eps; repeatable (default: by the name, or pdf, svg and png)",
                          CLI_REPEATED, AT(chart_format), 0, 0, NULL},
    [OPT_PROFILE] = {"profile", 0, "NAME",
                     "sizes for a page: report (default), web, slide, nature, elsevier, plos, springer",
                     CLI_TEXT, AT(profile), 0, 0, NULL},
    [OPT_THEME] = {"theme", 0, "NAME", "light (default) or dark", CLI_TEXT, AT(theme), 0, 0, NULL},
    [OPT_TITLE] = {"title", 0, "TEXT", "a title instead of the one made from the figures", CLI_TEXT,
                   AT(title), 0, 0, NULL},
    [OPT_POPULATION] = {"population", 0, "FILE",
                        "a tidy table of populations, for charts of rates", CLI_TEXT, AT(population), 0,
                        0, NULL},
    [OPT_JOBS] = {"jobs", 'j', "N", "gnuplots side by side (default: one for each processor)",
                  CLI_WHOLE, AT(jobs), 1, 64, NULL},
    [OPT_GNUPLOT] = {"gnuplot", 0, "PATH", "the gnuplot to use", CLI_TEXT, AT(gnuplot), 0, 0, NULL},
    [OPT_HELP] = {"help", 'h', NULL, "this help", CLI_FLAG, AT(help), 0, 0, NULL},
    [OPT_VERSION] = {"version", 'V', NULL, "versions of the program and of what it is built on",
                     CLI_FLAG, AT(version), 0, 0, NULL},
};

const cli_option *cli_option_at(cli_option_id id)
{
    return &options[id];
}

int cli_list_add(cli_list *list, const char *item)
{
    if (tt_grow(&list->item, &list->capacity, list->count, sizeof *list->item) != 0)
        return -1;
    list->item[list->count++] = item;
    return 0;
}

void cli_settings_clear(cli_settings *settings)
{
    tt_free(settings->ignore.item);
    tt_free(settings->breaks.item);
    tt_free(settings->where.item);
    tt_free(settings->model.item);
    tt_free(settings->key.item);
    tt_free(settings->chart_format.item);
    tt_free(settings->operands.item);
    *settings = (cli_settings){0};
}

/* Edits that turn one word into another (Levenshtein); words here are short. */
static size_t distance(const char *a, const char *b)
{
    enum { LONGEST = 40 };
    size_t row[LONGEST + 1];
    size_t n = strlen(b);
    if (n > LONGEST || strlen(a) > LONGEST)
        return SIZE_MAX;
    for (size_t j = 0; j <= n; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= n; j++) {
            size_t change = diagonal + (a[i - 1] != b[j - 1] ? 1 : 0);
            diagonal = row[j];
            size_t shorter = row[j - 1] < row[j] ? row[j - 1] + 1 : row[j] + 1;
            row[j] = change < shorter ? change : shorter;
        }
    }
    return row[n];
}

const char *cli_nearest(const char *word, const char *const *list, size_t count)
{
    const char *best = NULL;
    size_t best_distance = strlen(word) / 3 + 2; /* more than that is another word */
    for (size_t i = 0; i < count; i++) {
        size_t d = distance(word, list[i]);
        if (d < best_distance) {
            best_distance = d;
            best = list[i];
        }
    }
    return best;
}

/* The place of a word in "a|b|c"; -1 when it is not there. */
static int place_in(const char *choices, const char *word)
{
    size_t length = strlen(word);
    int place = 0;
    for (const char *at = choices;; place++) {
        size_t width = strcspn(at, "|");
        if (width == length && memcmp(at, word, length) == 0)
            return place;
        if (!at[width])
            return -1;
        at += width + 1;
    }
}

static tt_status bad_number(const cli_option *option, const char *text, tt_error *err)
{
    char low[TT_NUMBER_TEXT_SIZE];
    char high[TT_NUMBER_TEXT_SIZE];
    (void)tt_number_text(option->low, low);
    (void)tt_number_text(option->high, high);
    return tt_fail(err, TT_EUSAGE, "--%s takes a %s from %s to %s, not '%s'", option->name,
                   option->kind == CLI_WHOLE ? "whole number" : "number", low, high, text);
}

static tt_status set_option(const cli_option *option, const char *text, cli_settings *settings,
                            tt_error *err)
{
    char *target = (char *)settings + option->offset;
    double number;
    int place;
    switch (option->kind) {
    case CLI_FLAG:
        *(int *)(void *)target = 1;
        return TT_OK;
    case CLI_TEXT:
        *(const char **)(void *)target = text;
        return TT_OK;
    case CLI_REPEATED:
        return cli_list_add((cli_list *)(void *)target, text) == 0
                   ? TT_OK
                   : tt_fail(err, TT_ENOMEM, "no memory for the options");
    case CLI_CHOICE:
        place = place_in(option->choices, text);
        if (place < 0)
            return tt_fail(err, TT_EUSAGE, "--%s takes one of %s, not '%s'", option->name,
                           option->choices, text);
        *(int *)(void *)target = place;
        return TT_OK;
    case CLI_WHOLE:
    case CLI_NUMBER:
        if (tt_number_parse(text, strlen(text), &number) != 0 || number < option->low ||
            number > option->high || (option->kind == CLI_WHOLE && number != floor(number)))
            return bad_number(option, text, err);
        if (option->kind == CLI_WHOLE)
            *(int64_t *)(void *)target = (int64_t)number;
        else
            *(double *)(void *)target = number;
        return TT_OK;
    }
    return tt_fail(err, TT_EINTERNAL, "option --%s has no kind", option->name);
}

/* The long and short forms of a set of options, as getopt_long wants them. */
typedef struct getopt_tables {
    struct option longs[OPT_COUNT + 1];
    char shorts[2 * OPT_COUNT + 2];
    const char *names[OPT_COUNT];
    size_t count;
} getopt_tables;

static void make_tables(cli_option_set set, getopt_tables *tables)
{
    size_t letters = 0;
    tables->count = 0;
    tables->shorts[letters++] = ':'; /* a missing argument is told apart from an unknown option */
    for (int i = 0; i < OPT_COUNT; i++) {
        if (!(set & CLI_OPTION(i)))
            continue;
        const cli_option *option = &options[i];
        tables->names[tables->count] = option->name;
        tables->longs[tables->count++] =
            (struct option){option->name, option->argument ? required_argument : no_argument, NULL,
                            256 + i};
        if (!option->letter)
            continue;
        tables->shorts[letters++] = option->letter;
        if (option->argument)
            tables->shorts[letters++] = ':';
    }
    tables->longs[tables->count] = (struct option){0};
    tables->shorts[letters] = '\0';
}

/* Which option getopt_long has found; OPT_COUNT when it is none of the set. */
static int option_number(int code, cli_option_set set)
{
    if (code >= 256)
        return code - 256;
    for (int i = 0; i < OPT_COUNT; i++)
        if ((set & CLI_OPTION(i)) && options[i].letter == code)
            return i;
    return OPT_COUNT;
}

static tt_status unknown_option(const getopt_tables *tables, char **argv, tt_error *err)
{
    /* A short one stands in optopt; a long one is the word before optind. */
    if (optopt && optopt < 256)
        return tt_fail(err, TT_EUSAGE, "no option -%c here; --help lists those that there are",
                       optopt);
    const char *word = argv[optind - 1];
    char name[64];
    (void)snprintf(name, sizeof name, "%s", word + strspn(word, "-"));
    name[strcspn(name, "=")] = '\0';
    const char *near = cli_nearest(name, tables->names, tables->count);
    if (near)
        return tt_fail(err, TT_EUSAGE, "no option --%s here; is --%s meant?", name, near);
    return tt_fail(err, TT_EUSAGE, "no option --%s here; --help lists those that there are", name);
}

tt_status cli_options_parse(cli_option_set set, int argc, char **argv, cli_settings *settings,
                            tt_error *err)
{
    *settings = (cli_settings){.conf = 0.95, .per = 100000};
    getopt_tables tables;
    make_tables(set, &tables);
    tt_status status = TT_OK;
    opterr = 0;
    optind = 0; /* glibc: start afresh */
    int code;
    while (status == TT_OK &&
           (code = getopt_long(argc, argv, tables.shorts, tables.longs, NULL)) != -1) {
        int number = option_number(code, set);
        if (code == ':')
            status = tt_fail(err, TT_EUSAGE, "%s needs an argument", argv[optind - 1]);
        else if (code == '?' || number == OPT_COUNT)
            status = unknown_option(&tables, argv, err);
        else
            status = set_option(&options[number], optarg, settings, err);
    }
    for (int i = optind; i < argc && status == TT_OK; i++)
        if (cli_list_add(&settings->operands, argv[i]) != 0)
            status = tt_fail(err, TT_ENOMEM, "no memory for the options");
    return status;
}
