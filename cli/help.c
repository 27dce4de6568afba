/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help, manual page and completion, all from the tables of commands and options. */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "tiptrend/text.h"
#include "tiptrend/version.h"

enum { HELP_WIDTH = 80, OPTION_COLUMN = 30 };

static const char program_summary[] =
    "trend statistics and figures from official annual count tables";

/* ---- text ---- */

static void bold(const cli_terminal *terminal, const char *text, tt_strbuf *out)
{
    tt_strbuf_add(out, terminal->colour ? "\033[1m" : "");
    tt_strbuf_add(out, text);
    tt_strbuf_add(out, terminal->colour ? "\033[0m\n" : "\n");
}

static void blanks(tt_strbuf *out, size_t count)
{
    while (count--)
        tt_strbuf_add_char(out, ' ');
}

/* A paragraph from column `indent`, whose first line goes on from where the text stands. */
static void paragraph(const char *text, size_t length, size_t indent, tt_strbuf *out)
{
    size_t column = indent;
    for (size_t at = 0; at < length;) {
        size_t word = strcspn(text + at, " ");
        if (word > length - at)
            word = length - at;
        if (column > indent && column + 1 + word > HELP_WIDTH) {
            tt_strbuf_add_char(out, '\n');
            blanks(out, indent);
            column = indent;
        } else if (column > indent) {
            tt_strbuf_add_char(out, ' ');
            column++;
        }
        tt_strbuf_add_bytes(out, text + at, word);
        column += word;
        at += word;
        at += strspn(text + at, " ");
    }
    tt_strbuf_add_char(out, '\n');
}

/* "-f, --format FORMAT" */
static size_t option_form(const cli_option *option, char *form, size_t size)
{
    char letter[8] = "    ";
    if (option->letter)
        (void)snprintf(letter, sizeof letter, "-%c, ", option->letter);
    int length = snprintf(form, size, "%s--%s%s%s", letter, option->name,
                          option->argument ? " " : "", option->argument ? option->argument : "");
    return length > 0 ? (size_t)length : 0;
}

static void option_help(const cli_option *option, tt_strbuf *out)
{
    char form[80];
    size_t length = option_form(option, form, sizeof form);
    tt_strbuf_add(out, "  ");
    tt_strbuf_add(out, form);
    if (length + 4 > OPTION_COLUMN) {
        tt_strbuf_add_char(out, '\n');
        length = 0;
        blanks(out, OPTION_COLUMN);
    } else {
        blanks(out, OPTION_COLUMN - 2 - length);
    }
    paragraph(option->help, strlen(option->help), OPTION_COLUMN, out);
}

/* The options of a command, under the heading of each section that it has any of. */
static void options_help(const cli_command *command, const cli_terminal *terminal, tt_strbuf *out)
{
    int section = -1;
    for (int i = 0; i < OPT_COUNT; i++) {
        const cli_option *option = cli_option_at((cli_option_id)i);
        if (!cli_option_taken(command->options, (cli_option_id)i))
            continue;
        if ((int)option->section != section) {
            if (section >= 0)
                tt_strbuf_add_char(out, '\n');
            bold(terminal, cli_section_title(option->section), out);
            section = (int)option->section;
        }
        option_help(option, out);
    }
    tt_strbuf_add_char(out, '\n');
}

void cli_help_program(const cli_terminal *terminal, tt_strbuf *out)
{
    size_t count;
    const cli_command *const *commands = cli_commands(&count);
    tt_strbuf_addf(out, "tiptrend: %s\n\n", program_summary);
    bold(terminal, "Usage", out);
    tt_strbuf_add(
        out, "  tiptrend COMMAND [OPTIONS] FILE...      '-' is standard input\n"
             "  tiptrend COMMAND --help                 options and examples of a command\n\n");
    bold(terminal, "Commands", out);
    for (size_t i = 0; i < count; i++) {
        tt_strbuf_addf(out, "  %-14s", commands[i]->name);
        paragraph(commands[i]->summary, strlen(commands[i]->summary), 16, out);
    }
    tt_strbuf_add(out, "  help          help for a command; help manual, help completion bash\n\n");
    bold(terminal, "First steps", out);
    tt_strbuf_add(out,
                  "  tiptrend list  datasets/mexico-tip-2019.csv\n"
                  "  tiptrend check datasets/mexico-tip-2019.csv\n"
                  "  tiptrend trend datasets/mexico-tip-2019.csv --where indicator=prosecutions\n"
                  "  tiptrend report datasets/mexico-tip-2019.csv -o charts\n");
}

void cli_help_command(const cli_command *command, const cli_terminal *terminal, tt_strbuf *out)
{
    tt_strbuf title = TT_STRBUF_INIT;
    tt_strbuf_addf(&title, "tiptrend %s: %s", command->name, command->summary);
    paragraph(tt_strbuf_text(&title), title.length, 0, out);
    tt_strbuf_add_char(out, '\n');
    tt_strbuf_clear(&title);
    bold(terminal, "Usage", out);
    tt_strbuf_addf(out, "  tiptrend %s [OPTIONS] %s\n", command->name, command->operands);
    if (command->alias)
        tt_strbuf_addf(out, "  ('%s' is another name of it)\n", command->alias);
    tt_strbuf_add_char(out, '\n');
    for (const char *at = command->description; *at;) {
        const char *end = strstr(at, "\n\n");
        size_t length = end ? (size_t)(end - at) : strlen(at);
        paragraph(at, length, 0, out);
        tt_strbuf_add_char(out, '\n');
        at += length + (end ? 2 : 0);
    }
    options_help(command, terminal, out);
    bold(terminal, "Examples", out);
    for (const char *const *example = command->examples; *example; example += 2) {
        tt_strbuf_addf(out, "  %s\n      ", example[0]);
        paragraph(example[1], strlen(example[1]), 6, out);
    }
}

/* ---- manual page ---- */

/* Text for roff: a hyphen is a minus in options, and no line begins with a dot or an apostrophe. */
static void roff(tt_strbuf *out, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\\')
            tt_strbuf_add(out, "\\e");
        else if (text[i] == '-')
            tt_strbuf_add(out, "\\-");
        else if ((text[i] == '.' || text[i] == '\'') &&
                 (out->length == 0 || out->text[out->length - 1] == '\n'))
            tt_strbuf_addf(out, "\\&%c", text[i]);
        else
            tt_strbuf_add_char(out, text[i]);
    }
}

/* All options of the program, under their sections. */
static void roff_options(tt_strbuf *out)
{
    int section = -1;
    for (int i = 0; i < OPT_COUNT; i++) {
        const cli_option *option = cli_option_at((cli_option_id)i);
        if ((int)option->section != section)
            tt_strbuf_addf(out, ".SS %s\n", cli_section_title(option->section));
        section = (int)option->section;
        tt_strbuf_add(out, ".TP\n\\fB");
        if (option->letter)
            tt_strbuf_addf(out, "\\-%c\\fR, \\fB", option->letter);
        tt_strbuf_add(out, "\\-\\-");
        roff(out, option->name, strlen(option->name));
        tt_strbuf_add(out, "\\fR");
        if (option->argument) {
            tt_strbuf_add(out, " \\fI");
            roff(out, option->argument, strlen(option->argument));
            tt_strbuf_add(out, "\\fR");
        }
        tt_strbuf_add_char(out, '\n');
        roff(out, option->help, strlen(option->help));
        tt_strbuf_add_char(out, '\n');
    }
}

static void roff_command(const cli_command *command, tt_strbuf *out)
{
    tt_strbuf_add(out, ".SS tiptrend ");
    roff(out, command->name, strlen(command->name));
    tt_strbuf_add(out, " [OPTIONS] ");
    roff(out, command->operands, strlen(command->operands));
    tt_strbuf_add_char(out, '\n');
    for (const char *at = command->description; *at;) {
        const char *end = strstr(at, "\n\n");
        size_t length = end ? (size_t)(end - at) : strlen(at);
        roff(out, at, length);
        tt_strbuf_add(out, "\n.PP\n");
        at += length + (end ? 2 : 0);
    }
    tt_strbuf_add(out, "Options:");
    const char *between = " ";
    for (int i = 0; i < OPT_COUNT; i++) {
        if (!cli_option_taken(command->options, (cli_option_id)i))
            continue;
        tt_strbuf_addf(out, "%s\\fB\\-\\-", between);
        roff(out, cli_option_at((cli_option_id)i)->name,
             strlen(cli_option_at((cli_option_id)i)->name));
        tt_strbuf_add(out, "\\fR");
        between = ", ";
    }
    tt_strbuf_add(out, ".\n");
    for (const char *const *example = command->examples; *example; example += 2) {
        tt_strbuf_add(out, ".PP\n");
        roff(out, example[1], strlen(example[1]));
        tt_strbuf_add(out, ":\n.PP\n.in +4n\n.EX\n");
        roff(out, example[0], strlen(example[0]));
        tt_strbuf_add(out, "\n.EE\n.in\n");
    }
}

void cli_help_manual(tt_strbuf *out)
{
    size_t count;
    const cli_command *const *commands = cli_commands(&count);
    tt_strbuf_add(out, ".TH TIPTREND 1 \"\" \"tiptrend " TT_VERSION "\" \"User Commands\"\n"
                       ".SH NAME\ntiptrend \\- ");
    roff(out, program_summary, strlen(program_summary));
    tt_strbuf_add(out, "\n.SH SYNOPSIS\n\\fBtiptrend\\fR \\fICOMMAND\\fR [\\fIOPTIONS\\fR] "
                       "\\fIFILE\\fR...\n.SH COMMANDS\n");
    for (size_t i = 0; i < count; i++)
        roff_command(commands[i], out);
    tt_strbuf_add(out, ".SH OPTIONS\n");
    roff_options(out);
    tt_strbuf_add(
        out,
        ".SH EXIT STATUS\n"
        ".TP\n0\ndone; a series that cannot be analysed is a row with a note\n"
        ".TP\n1\ncheck found an error or a warning (see \\-\\-fail\\-on), or charts failed\n"
        ".TP\n64\nusage\n.TP\n65\nbad data\n.TP\n66\nno input\n.TP\n69\ngnuplot or a font is missing\n"
        ".TP\n70\na fault of the program\n.TP\n71\nout of memory\n.TP\n73\nan output cannot be created\n"
        ".TP\n74\nreading or writing failed\n.TP\n128+n\nended by signal n\n"
        ".SH ENVIRONMENT\n"
        ".TP\nNO_COLOR\nno colour on the terminal\n"
        ".TP\nTIPTREND_GNUPLOT\nthe gnuplot to use\n"
        ".SH SEE ALSO\n\\fBgnuplot\\fR(1)\n");
}

/* ---- completion ---- */

static void option_names(const cli_option_id *list, tt_strbuf *out)
{
    for (int i = 0; i < OPT_COUNT; i++)
        if (cli_option_taken(list, (cli_option_id)i))
            tt_strbuf_addf(out, " --%s", cli_option_at((cli_option_id)i)->name);
}

/* Words after an option that takes one of a few. */
static void choice_cases(tt_strbuf *out)
{
    for (int i = 0; i < OPT_COUNT; i++) {
        const cli_option *option = cli_option_at((cli_option_id)i);
        if (option->kind != CLI_CHOICE)
            continue;
        tt_strbuf_addf(out, "    --%s) COMPREPLY=($(compgen -W \"", option->name);
        for (const char *at = option->choices; *at; at++)
            tt_strbuf_add_char(out, *at == '|' ? ' ' : *at);
        tt_strbuf_add(out, "\" -- \"$word\")); return ;;\n");
    }
}

static void bash_completion(tt_strbuf *out)
{
    size_t count;
    const cli_command *const *commands = cli_commands(&count);
    tt_strbuf_add(out, "# bash completion for tiptrend; made by 'tiptrend help completion bash'\n"
                       "_tiptrend() {\n"
                       "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
                       "  COMPREPLY=()\n"
                       "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n    COMPREPLY=($(compgen -W \"help");
    for (size_t i = 0; i < count; i++)
        tt_strbuf_addf(out, " %s", commands[i]->name);
    tt_strbuf_add(out, "\" -- \"$word\")); return\n  fi\n  case $before in\n");
    choice_cases(out);
    tt_strbuf_add(out, "  esac\n  local options=\"\"\n  case ${COMP_WORDS[1]} in\n");
    for (size_t i = 0; i < count; i++) {
        tt_strbuf_addf(out, "    %s", commands[i]->name);
        if (commands[i]->alias)
            tt_strbuf_addf(out, "|%s", commands[i]->alias);
        tt_strbuf_add(out, ") options=\"");
        option_names(commands[i]->options, out);
        tt_strbuf_add(out, "\" ;;\n");
    }
    tt_strbuf_add(out, "  esac\n"
                       "  case $word in\n"
                       "    -*) COMPREPLY=($(compgen -W \"$options\" -- \"$word\")) ;;\n"
                       "    *) COMPREPLY=($(compgen -f -- \"$word\")) ;;\n"
                       "  esac\n"
                       "}\n"
                       "complete -o filenames -F _tiptrend tiptrend\n");
}

tt_status cli_help_completion(const char *shell, tt_strbuf *out, tt_error *err)
{
    if (strcmp(shell, "bash") != 0)
        return tt_fail(err, TT_EUSAGE,
                       "completion is there for bash (zsh reads it after "
                       "'autoload bashcompinit; bashcompinit'), not for '%s'",
                       shell);
    bash_completion(out);
    return TT_OK;
}
