/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_COMMAND_H
#define TT_COMMAND_H

#include "options.h"
#include "out.h"
#include "tables.h"
#include "tiptrend/dataset.h"
#include "tiptrend/output.h"

/* Commands: a table entry and one file each. To add one: cmd_NAME.c with its `cli_command`, a line in
 * command_table.c, a line in CMakeLists.txt. Help, manual page and completion follow from the table. */

/* Exit statuses, after sysexits.h. */
enum {
    CLI_OK = 0,
    CLI_FINDINGS = 1, /* check found something, or charts failed */
    CLI_USAGE = 64,
    CLI_DATA = 65,
    CLI_NO_INPUT = 66,
    CLI_UNAVAILABLE = 69, /* gnuplot is missing */
    CLI_SOFTWARE = 70,
    CLI_NO_MEMORY = 71,
    CLI_CANNOT_CREATE = 73,
    CLI_IO = 74
};

/* What a command works with. */
typedef struct cli_context {
    cli_settings settings;
    cli_terminal out; /* standard output */
    cli_terminal err; /* standard error */
    int exit_status;  /* a command that succeeds may still ask for one: CLI_FINDINGS */
} cli_context;

typedef struct cli_command {
    const char *name;
    const char *alias;    /* another name, or NULL */
    const char *summary;  /* one line, for the list of commands */
    const char *operands; /* as usage shows them: "FILE..." */
    size_t least_operands;
    size_t most_operands;
    const char *description;      /* paragraphs with a blank line between them */
    const char *const *examples;  /* pairs: a command line, what it does; ends with NULL */
    const cli_option_id *options; /* ends with OPT_END */
    tt_status (*run)(cli_context *context, tt_error *err);
} cli_command;

extern const cli_command cli_command_list, cli_command_check, cli_command_convert,
    cli_command_rates, cli_command_change, cli_command_gender_ratio, cli_command_joinpoint,
    cli_command_trend, cli_command_test, cli_command_analyse, cli_command_plot, cli_command_report,
    cli_command_batch, cli_command_explain;

/** All commands, in the order of help. */
const cli_command *const *cli_commands(size_t *count);

/** A command by name or alias; NULL when there is none. */
const cli_command *cli_command_find(const char *name);

/** The exit status that belongs to a failure. */
int cli_exit_status(tt_status status);

/** Print a failure or a finding the way every message looks: `tiptrend: FILE:LINE: error: text`. */
void cli_message(const cli_context *context, const char *file, size_t line, const char *severity,
                 const char *text);
void cli_report_error(const cli_context *context, const tt_error *err);

/* ---- help (help.c) ---- */

void cli_help_program(const cli_terminal *terminal, tt_strbuf *out);
void cli_help_command(const cli_command *command, const cli_terminal *terminal, tt_strbuf *out);
void cli_help_version(tt_strbuf *out);
void cli_help_manual(tt_strbuf *out); /* the manual page, as roff */

/** A shell completion script. Errors: TT_EUSAGE (no such shell) */
tt_status cli_help_completion(const char *shell, tt_strbuf *out, tt_error *err);

/* ---- reading (load.c) ---- */

/** Read all operands (or the files given) into one finished data set. */
tt_status cli_load(const cli_context *context, const cli_list *files, tt_dataset **out,
                   tt_error *err);

/** Say on standard error how the files were understood, where that is not a matter of course; nothing with
 *  --quiet.
 *  Errors:  TT_ENOMEM */
tt_status cli_print_reading_notes(const cli_context *context, const tt_dataset *ds, tt_error *err);

/** Whether there is a file of this name, and not a folder: it may also be that of an indicator. */
int cli_is_file(const char *path);

/** Those of the files that are the data: with --compare-editions the last edition, otherwise all. */
cli_list cli_data_files(const cli_settings *settings, const cli_list *files);

/** With --compare-editions, the edition before the last one; NULL in *out without it. */
tt_status cli_load_earlier(const cli_context *context, const cli_list *files, tt_dataset **out,
                           tt_error *err);

/** As cli_load, with a function that is told of each fault (see tt_read_options.problem). */
tt_status cli_load_with(const cli_context *context, const cli_list *files,
                        tt_problem_function *problem, void *problem_context, tt_dataset **out,
                        tt_error *err);

/** The table of --population; NULL in *out when the option is not given. */
tt_status cli_load_population(const cli_context *context, tt_dataset **out, tt_error *err);

/** A tidy table by itself, finished. */
tt_status cli_load_table(const char *path, tt_dataset **out, tt_error *err);

/* ---- choosing and summing (choose.c) ---- */

/** Whether populations stand beside the figures themselves, because these are then added up. */
int cli_attaches_population(const cli_settings *settings);

/** The sums that --aggregate and --panel ask for, in place of the data set; cli_load does it. */
tt_status cli_reshape(const cli_context *context, tt_dataset **ds, tt_error *err);

/** The series that --where and --sum choose. */
tt_status cli_select(const cli_context *context, const tt_dataset *ds, tt_index_list *out,
                     tt_error *err);

/** Read, choose, make one table, write it: the course of most commands. */
tt_status cli_run_table(cli_context *context, cli_table_function *make, tt_error *err);
tt_status cli_run_tables(cli_context *context, cli_tables_function *make, tt_error *err);

/** The same by groups, where --by asks for them; one of the two functions is NULL. */
tt_status cli_run_groups(cli_context *context, cli_table_function *one,
                         cli_tables_function *several, tt_error *err);

/* ---- writing (write_results.c) ---- */

/** The last part of a path. */
const char *cli_file_name(const char *path);

/** Whether text goes to standard output: no file is named, or '-' is. */
int cli_is_standard_output(const char *path);

/** What text of this command is laid out for: the terminal, or nothing where --output names a file. */
cli_terminal cli_output_terminal(const cli_context *context);

/** Write tables in the chosen format to standard output or to --output. */
tt_status cli_write_tables(const cli_context *context, const tt_table *const *tables, size_t count,
                           tt_error *err);

/** Add the files that the settings name for reading to a list. Returns 0, or not 0 without memory. */
int cli_inputs_add(const cli_settings *settings, cli_list *out);

/** tt_output_begin for files that do not replace what the command reads. `options` may be NULL. */
tt_status cli_output_begin(const cli_context *context, const tt_output_options *options,
                           tt_output **out, tt_error *err);

/** Write text to standard output or to --output. */
tt_status cli_write_text(const cli_context *context, const tt_strbuf *text, tt_error *err);

#endif
