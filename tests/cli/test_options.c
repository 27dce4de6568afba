/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From words to settings: every form of an option, and every way to get it wrong. */
#include "options.h"

#include <string.h>

#include "check.h"
#include "command.h"
#include "tiptrend/memory.h"

static const cli_option_id some[] = {OPT_WHERE, OPT_FROM,  OPT_CONF,   OPT_FORMAT,
                                     OPT_DASH,  OPT_QUIET, OPT_OUTPUT, OPT_END};

/* Parses words that are parted by blanks; the settings point into `line`. */
static tt_status parse(char *line, cli_settings *settings, tt_error *err)
{
    static char program[] = "test";
    char *argv[32] = {program};
    int argc = 1;
    for (char *word = strtok(line, " "); word; word = strtok(NULL, " "))
        argv[argc++] = word;
    argv[argc] = NULL;
    return cli_options_parse(some, argc, argv, settings, err);
}

static void forms(void **state)
{
    (void)state;
    char line[] =
        "a.csv --where sex=female --from=2015 -q --where indicator=victims b.csv -f csv --conf 0.9 "
        "-oout.csv -- --not-an-option -";
    cli_settings s;
    tt_error err = {0};
    check_status(parse(line, &s, &err), TT_OK, &err);
    assert_int_equal(s.operands.count, 4);
    check_text(s.operands.item[0], "a.csv", "operands and options in any order");
    check_text(s.operands.item[1], "b.csv", "operands and options in any order");
    check_text(s.operands.item[2], "--not-an-option", "behind -- all are operands");
    check_text(s.operands.item[3], "-", "standard input is an operand");
    check_true(s.where.count == 2 && s.from == 2015 && s.quiet == 1 && s.format == CLI_FORMAT_CSV);
    check_text(s.where.item[1], "indicator=victims", "repeated options stay in order");
    check_text(s.output, "out.csv", "an argument behind its letter");
    check_abs(s.conf, 0.9, 0, "a number");
    check_true(s.to == 0 && s.per == 100000); /* defaults */
    cli_settings_clear(&s);
    check_true(s.where.item == NULL && s.operands.count == 0);
    char nothing[] = "";
    check_status(parse(nothing, &s, &err), TT_OK, &err);
    check_abs(s.conf, 0.95, 0, "the default");
    cli_settings_clear(&s);
    check_done();
}

static void wrong(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        const char *words;
    } cases[] = {
        {"--form", "--form needs an argument"}, /* an abbreviation, without its argument */
        {"--wehre sex=x", "is --where meant"},
        {"--model ols", "no option --model here"}, /* of other commands */
        {"-Z", "no option -Z"},
        {"--from", "needs an argument"},
        {"--from soon", "whole number from 1000 to 2999, not 'soon'"},
        {"--from 999", "not '999'"},
        {"--from 2015.5", "not '2015.5'"},
        {"--from 2e3x", "not '2e3x'"},
        {"--conf nan", "not 'nan'"},
        {"--conf 1", "not '1'"},
        {"--conf ,9", "not ',9'"},
        {"--dash maybe", "one of error|zero|missing, not 'maybe'"},
        {"--dash zer", "not 'zer'"},
        {"--quiet=yes", "--quiet takes no argument"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char line[100];
        cli_settings s;
        tt_error err = {0};
        (void)snprintf(line, sizeof line, "%s", cases[i].line);
        check_status(parse(line, &s, &err), TT_EUSAGE, &err);
        if (!strstr(err.message, cases[i].words))
            check_text(err.message, cases[i].words, cases[i].line);
        cli_settings_clear(&s);
    }
    check_done();
}

/* Whatever list an option fills, clearing releases it: a repeatable option that is forgotten would leak, which the
 * sanitizers see. */
static void lists(void **state)
{
    (void)state;
    cli_settings s;
    cli_settings_init(&s);
    check_true(s.conf == 0.95 && s.per == 100000 && s.joinpoint.most == -1);
    size_t filled = 0;
    for (int i = 0; i < OPT_COUNT; i++) {
        const cli_option *option = cli_option_at((cli_option_id)i);
        if (option->kind != CLI_REPEATED)
            continue;
        check_status(cli_options_set((cli_option_id)i, "x", &s, NULL), TT_OK, NULL);
        const cli_list *list = (const cli_list *)(const void *)((const char *)&s + option->offset);
        check_true(list->count >= 1 && list->item != NULL);
        filled++;
    }
    check_true(filled > 10);
    cli_settings_clear(&s);
    check_true(s.where.item == NULL && s.claims.item == NULL && s.joinpoint.ranges.item == NULL);
    check_done();
}

/* The table is whole: every option has its place, names and letters are unique, limits make sense. */
static void the_table(void **state)
{
    (void)state;
    for (int i = 0; i < OPT_COUNT; i++) {
        const cli_option *a = cli_option_at((cli_option_id)i);
        assert_non_null(a->name);
        check_true(a->help && a->help[0] && a->section < CLI_SECTION_COUNT);
        check_true(a->offset < sizeof(cli_settings));
        check_true((a->kind == CLI_FLAG) == (a->argument == NULL));
        check_true((a->kind == CLI_CHOICE) == (a->choices != NULL));
        if (a->kind == CLI_NUMBER || a->kind == CLI_WHOLE)
            check_true(a->low < a->high);
        for (int j = 0; j < i; j++) {
            const cli_option *b = cli_option_at((cli_option_id)j);
            check_true(strcmp(a->name, b->name) != 0);
            check_true(!a->letter || a->letter != b->letter);
            /* Two names may stand for one setting, in one form. */
            check_true(a->offset != b->offset || a->kind == b->kind);
        }
    }
    for (int i = 0; i < CLI_SECTION_COUNT; i++)
        check_true(cli_section_title((cli_section)i) != NULL);
    check_done();
}

/* Every command takes each of its options once, and help has a line for each. */
static void commands(void **state)
{
    (void)state;
    size_t count;
    const cli_command *const *list = cli_commands(&count);
    check_true(count >= 9);
    for (size_t i = 0; i < count; i++) {
        const cli_command *c = list[i];
        check_true(cli_command_find(c->name) == c);
        check_true(!c->alias || cli_command_find(c->alias) == c);
        check_true(c->summary[0] && c->description[0] && c->examples[0] && c->run);
        check_true(c->least_operands <= c->most_operands);
        tt_strbuf help = TT_STRBUF_INIT;
        cli_help_command(c, &(cli_terminal){0}, &help);
        for (const cli_option_id *id = c->options; *id != OPT_END; id++) {
            char form[64];
            (void)snprintf(form, sizeof form, "--%s", cli_option_at(*id)->name);
            check_true(strstr(tt_strbuf_text(&help), form) != NULL);
            for (const cli_option_id *other = c->options; other < id; other++)
                if (*other == *id) {
                    (void)fprintf(stderr, "%s takes %s twice\n", c->name, form);
                    check_true(0);
                }
        }
        tt_strbuf_clear(&help);
    }
    check_true(cli_command_find("nothing-like-it") == NULL);
    check_done();
}

/* Every status has its exit status, and only success has 0. */
static void exit_statuses(void **state)
{
    (void)state;
    for (int s = 0; s < TT_STATUS_COUNT; s++) {
        int code = cli_exit_status((tt_status)s);
        check_true((code == 0) == (s == TT_OK));
        check_true(code == 0 || (code >= 64 && code <= 78));
    }
    check_true(cli_exit_status(TT_ENOINPUT) == 66 && cli_exit_status(TT_EPARSE) == 65);
    check_true(cli_exit_status(TT_EGNUPLOT) == 69 && cli_exit_status(TT_ECANTCREATE) == 73);
    check_true(cli_exit_status(TT_ENOMEM) == 71 && cli_exit_status(TT_EIO) == 74);
    check_done();
}

static void no_memory(void **state)
{
    (void)state;
    tt_status status = TT_ENOMEM;
    size_t n = 0;
    while (status == TT_ENOMEM && n < 50) {
        char line[] = "a b --where x=1 --where y=2";
        cli_settings s;
        tt_memory_fail_at(++n);
        status = parse(line, &s, NULL);
        tt_memory_fail_at(0);
        cli_settings_clear(&s);
    }
    check_status(status, TT_OK, NULL);
    check_true(n > 1);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms),     cmocka_unit_test(wrong),    cmocka_unit_test(the_table),
        cmocka_unit_test(lists),     cmocka_unit_test(commands), cmocka_unit_test(exit_statuses),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
