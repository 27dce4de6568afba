/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend: from the command line to a command and back to an exit status. */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include "command.h"
#include "interrupt.h"
#include "tiptrend/nearest.h"

/* Columns of a terminal; 0 where it is none, or does not say. */
static size_t columns_of(int fd)
{
    struct winsize size;
    if (!isatty(fd))
        return 0;
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return 80;
}

static cli_terminal terminal_of(int fd)
{
    const char *no_colour = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    int plain = (no_colour && *no_colour) || !term || strcmp(term, "dumb") == 0;
    return (cli_terminal){.width = columns_of(fd), .colour = isatty(fd) && !plain};
}

static tt_status print(const cli_context *context, tt_strbuf *text, tt_error *err)
{
    tt_status status = cli_write_text(context, text, err);
    tt_strbuf_clear(text);
    return status;
}

static tt_status unknown_command(const char *name, tt_error *err)
{
    size_t count;
    const cli_command *const *commands = cli_commands(&count);
    enum { MOST = 64 };
    const char *names[MOST];
    size_t named = count < MOST ? count : MOST;
    for (size_t i = 0; i < named; i++)
        names[i] = commands[i]->name;
    size_t near = tt_nearest(name, names, named);
    if (near != SIZE_MAX)
        return tt_fail(err, TT_EUSAGE, "no command '%s'; is '%s' meant?", name, names[near]);
    return tt_fail(err, TT_EUSAGE, "no command '%s'; 'tiptrend help' lists them", name);
}

/* tiptrend help [COMMAND | manual | completion SHELL] */
static tt_status run_help(const cli_context *context, int argc, char **argv, tt_error *err)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_status status = TT_OK;
    if (argc < 2) {
        cli_help_program(&context->out, &text);
    } else if (strcmp(argv[1], "manual") == 0) {
        cli_help_manual(&text);
    } else if (strcmp(argv[1], "completion") == 0) {
        status = cli_help_completion(argc > 2 ? argv[2] : "", &text, err);
    } else {
        const cli_command *command = cli_command_find(argv[1]);
        if (command)
            cli_help_command(command, &context->out, &text);
        else
            status = unknown_command(argv[1], err);
    }
    if (status == TT_OK)
        return print(context, &text, err);
    tt_strbuf_clear(&text);
    return status;
}

static tt_status run_command(const cli_command *command, int argc, char **argv,
                             cli_context *context, tt_error *err)
{
    tt_status status = cli_options_parse(command->options, argc, argv, &context->settings, err);
    if (status != TT_OK)
        return status;
    tt_strbuf text = TT_STRBUF_INIT;
    if (context->settings.help) {
        context->settings.output = NULL;
        cli_help_command(command, &context->out, &text);
        return print(context, &text, err);
    }
    if (context->settings.version) {
        context->settings.output = NULL;
        cli_help_version(&text);
        return print(context, &text, err);
    }
    size_t count = context->settings.operands.count;
    if (count < command->least_operands || count > command->most_operands)
        return tt_fail(err, TT_EUSAGE, "usage: tiptrend %s [OPTIONS] %s ('tiptrend %s --help')",
                       command->name, command->operands, command->name);
    return command->run(context, err);
}

static tt_status run(int argc, char **argv, cli_context *context, tt_error *err)
{
    tt_strbuf text = TT_STRBUF_INIT;
    const char *first = argc > 1 ? argv[1] : "--help";
    if (strcmp(first, "--help") == 0 || strcmp(first, "-h") == 0) {
        cli_help_program(&context->out, &text);
        return print(context, &text, err);
    }
    if (strcmp(first, "--version") == 0 || strcmp(first, "-V") == 0) {
        cli_help_version(&text);
        return print(context, &text, err);
    }
    if (strcmp(first, "help") == 0)
        return run_help(context, argc - 1, argv + 1, err);
    const cli_command *command = cli_command_find(first);
    if (!command)
        return unknown_command(first, err);
    return run_command(command, argc - 1, argv + 1, context, err);
}

/* Lets large blocks go back to the system when they are freed. The C library of GNU would otherwise keep ever
 * larger ones for later: a third of the peak with a table of a million rows. */
static void release_large_blocks(void)
{
#if defined(__GLIBC__)
    enum { LARGE = 4 << 20 };
    (void)mallopt(M_MMAP_THRESHOLD, LARGE);
#endif
}

int main(int argc, char **argv)
{
    release_large_blocks();
    tt_runtime_init();
    tt_error err = {0};
    cli_context context = {.out = terminal_of(STDOUT_FILENO), .err = terminal_of(STDERR_FILENO)};
    tt_status status = run(argc, argv, &context, &err);
    if (status == TT_EINTERRUPTED) {
        err = (tt_error){0};
        (void)cli_check_signals(&err); /* says more than the step that was stopped */
    }
    if (status != TT_OK) {
        cli_report_error(&context, &err);
        context.exit_status = cli_exit_status(status);
    }
    cli_settings_clear(&context.settings);
    cli_die_of_signal();
    return context.exit_status;
}
