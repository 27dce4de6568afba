/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the command line to settings: getopt_long, driven by the table of options. */
#define _GNU_SOURCE /* getopt_long */

#include "options.h"

#include <getopt.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tiptrend/memory.h"
#include "tiptrend/nearest.h"
#include "tiptrend/number.h"

int cli_option_taken(const cli_option_id *list, cli_option_id id)
{
    if (id == OPT_HELP || id == OPT_VERSION)
        return 1;
    while (*list != OPT_END && *list != id)
        list++;
    return *list == id;
}

int cli_option_is_of_the_run(cli_option_id id)
{
    static const cli_option_id list[] = {OPT_OUTPUT,     OPT_JOBS, OPT_GNUPLOT, OPT_QUIET,
                                         OPT_TIME_LIMIT, OPT_TERM, OPT_SCRIPT};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (list[i] == id)
            return 1;
    return 0;
}

unsigned cli_jobs(const cli_settings *settings)
{
    long processors = settings->jobs ? (long)settings->jobs : sysconf(_SC_NPROCESSORS_ONLN);
    return processors > 1 ? (unsigned)processors : 1;
}

int cli_list_add(cli_list *list, const char *item)
{
    if (tt_grow(&list->item, &list->capacity, list->count, sizeof *list->item) != 0)
        return -1;
    list->item[list->count++] = item;
    return 0;
}

void cli_settings_init(cli_settings *settings)
{
    *settings = (cli_settings){.conf = 0.95, .per = 100000, .joinpoint.most = -1};
}

void cli_settings_clear(cli_settings *settings)
{
    for (int i = 0; i < OPT_COUNT; i++) {
        const cli_option *option = cli_option_at((cli_option_id)i);
        cli_list *list = (cli_list *)(void *)((char *)settings + option->offset);
        if (option->kind != CLI_REPEATED)
            continue;
        tt_free(list->item);
        list->item = NULL; /* two options may fill one list */
    }
    tt_free(settings->operands.item);
    *settings = (cli_settings){0};
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
    char share[TT_NUMBER_TEXT_SIZE] = "";
    double value = NAN;
    (void)tt_number_parse(text, strlen(text), &value);
    const int is_percent =
        option->high < 1 && value / 100 >= option->low && value / 100 <= option->high;
    if (is_percent)
        (void)tt_number_text(value / 100, share);
    return tt_fail(err, TT_EUSAGE, "--%s takes a %s from %s to %s, not '%s'%s%s%s", option->name,
                   option->kind == CLI_WHOLE ? "whole number" : "number", low, high, text,
                   is_percent ? "; is " : "", share, is_percent ? " meant?" : "");
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

tt_status cli_options_set(cli_option_id id, const char *text, cli_settings *settings, tt_error *err)
{
    return set_option(cli_option_at(id), text, settings, err);
}

enum { LONG_CODES = 256 }; /* getopt_long gives a letter, or this and the number of an option */

/* The long and short forms of a set of options, as getopt_long wants them. */
typedef struct getopt_tables {
    struct option longs[OPT_COUNT + 1];
    char shorts[2 * OPT_COUNT + 2];
    const char *names[OPT_COUNT];
    size_t count;
} getopt_tables;

static void make_tables(const cli_option_id *list, getopt_tables *tables)
{
    size_t letters = 0;
    tables->count = 0;
    tables->shorts[letters++] = ':'; /* a missing argument is told apart from an unknown option */
    for (int i = 0; i < OPT_COUNT; i++) {
        if (!cli_option_taken(list, (cli_option_id)i))
            continue;
        const cli_option *option = cli_option_at((cli_option_id)i);
        tables->names[tables->count] = option->name;
        tables->longs[tables->count++] = (struct option){
            option->name, option->argument ? required_argument : no_argument, NULL, LONG_CODES + i};
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
static int option_number(int code, const cli_option_id *list)
{
    if (code >= LONG_CODES)
        return code - LONG_CODES;
    for (int i = 0; i < OPT_COUNT; i++)
        if (cli_option_taken(list, (cli_option_id)i) &&
            cli_option_at((cli_option_id)i)->letter == code)
            return i;
    return OPT_COUNT;
}

static tt_status unknown_option(const getopt_tables *tables, char **argv, tt_error *err)
{
    /* A short one stands in optopt, and so does a long one that has an argument it does not take; any other is
     * the word before optind. */
    if (optopt >= LONG_CODES)
        return tt_fail(err, TT_EUSAGE, "--%s takes no argument",
                       cli_option_at((cli_option_id)(optopt - LONG_CODES))->name);
    if (optopt)
        return tt_fail(err, TT_EUSAGE, "no option -%c here; --help lists those that there are",
                       optopt);
    const char *word = argv[optind - 1];
    char name[64];
    (void)snprintf(name, sizeof name, "%s", word + strspn(word, "-"));
    name[strcspn(name, "=")] = '\0';
    size_t near = tt_nearest(name, tables->names, tables->count);
    if (near != SIZE_MAX)
        return tt_fail(err, TT_EUSAGE, "no option --%s here; is --%s meant?", name,
                       tables->names[near]);
    return tt_fail(err, TT_EUSAGE, "no option --%s here; --help lists those that there are", name);
}

tt_status cli_options_parse(const cli_option_id *list, int argc, char **argv,
                            cli_settings *settings, tt_error *err)
{
    cli_settings_init(settings);
    getopt_tables tables;
    make_tables(list, &tables);
    tt_status status = TT_OK;
    opterr = 0;
    optind = 0; /* glibc: start afresh */
    int code;
    while (status == TT_OK &&
           (code = getopt_long(argc, argv, tables.shorts, tables.longs, NULL)) != -1) {
        int number = option_number(code, list);
        if (code == ':')
            status = tt_fail(err, TT_EUSAGE, "%s needs an argument", argv[optind - 1]);
        else if (code == '?' || number == OPT_COUNT)
            status = unknown_option(&tables, argv, err);
        else
            status = set_option(cli_option_at((cli_option_id)number), optarg, settings, err);
    }
    for (int i = optind; i < argc && status == TT_OK; i++)
        if (cli_list_add(&settings->operands, argv[i]) != 0)
            status = tt_fail(err, TT_ENOMEM, "no memory for the options");
    return status;
}
