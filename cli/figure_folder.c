/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder of one figure: what beside the drawings makes it understood and drawn again. */
#include "figure_folder.h"

#include <string.h>

#include "command.h"
#include "tiptrend/figure.h"
#include "tiptrend/font.h"
#include "tiptrend/memory.h"
#include "tiptrend/version.h"

/* ---- settings.json -------------------------------------------------------------------------- */

static void add_member(tt_strbuf *out, const char *name)
{
    tt_strbuf_add(out, out->length > 2 ? ",\n  " : "  ");
    cli_add_json_string(out, name);
    tt_strbuf_add(out, ": ");
}

static void add_text(tt_strbuf *out, const char *name, const char *text)
{
    add_member(out, name);
    if (text)
        cli_add_json_string(out, text);
    else
        tt_strbuf_add(out, "null");
}

static void add_length(tt_strbuf *out, const char *name, double number)
{
    add_member(out, name);
    tt_strbuf_fixed(out, number, 2);
}

/* Files without their folders: where a file stood on this machine says nothing to others. */
static void add_list(tt_strbuf *out, const char *const *items, size_t count, int are_files)
{
    tt_strbuf_add(out, "[");
    for (size_t i = 0; i < count; i++) {
        tt_strbuf_add(out, i ? ", " : "");
        cli_add_json_string(out, are_files ? cli_file_name(items[i]) : items[i]);
    }
    tt_strbuf_add(out, "]");
}

static void add_subtitle(tt_strbuf *out, const tt_chart *chart)
{
    tt_strbuf text = TT_STRBUF_INIT;
    for (size_t i = 0; i < chart->subtitle_count; i++)
        tt_strbuf_add(&text, chart->subtitle[i].text);
    add_text(out, "subtitle", tt_strbuf_text(&text));
    out->failed |= text.failed;
    tt_strbuf_clear(&text);
}

/* The word of a choice: "b" of "a|b|c" for 1. */
static void add_choice(tt_strbuf *out, const char *choices, int index)
{
    for (; index > 0 && choices; index--) {
        choices = strchr(choices, '|');
        choices = choices ? choices + 1 : NULL;
    }
    size_t length = choices ? strcspn(choices, "|") : 0;
    tt_strbuf_add_char(out, '"');
    tt_strbuf_add_bytes(out, choices ? choices : "", length);
    tt_strbuf_add_char(out, '"');
}

/* What the settings say for an option, as JSON; nothing when it is what they say without it. */
static void add_value(tt_strbuf *out, const cli_option *option, const cli_settings *settings,
                      const cli_settings *defaults)
{
    const unsigned char *at = (const unsigned char *)settings + option->offset;
    const unsigned char *usual = (const unsigned char *)defaults + option->offset;
    int is_file = option->argument && strstr(option->argument, "FILE") != NULL;
    cli_list list;
    const char *text;
    double number;
    int64_t whole;
    int choice;
    switch (option->kind) {
    case CLI_REPEATED:
        memcpy(&list, at, sizeof list);
        if (list.count)
            add_list(out, list.item, list.count, is_file);
        break;
    case CLI_TEXT:
        memcpy(&text, at, sizeof text);
        if (text)
            cli_add_json_string(out, is_file ? cli_file_name(text) : text);
        break;
    case CLI_NUMBER:
        memcpy(&number, at, sizeof number);
        if (memcmp(at, usual, sizeof number) != 0)
            tt_strbuf_number(out, number);
        break;
    case CLI_WHOLE:
        memcpy(&whole, at, sizeof whole);
        if (memcmp(at, usual, sizeof whole) != 0)
            tt_strbuf_number(out, (double)whole);
        break;
    default:
        memcpy(&choice, at, sizeof choice);
        if (memcmp(at, usual, sizeof choice) != 0 && option->kind == CLI_CHOICE)
            add_choice(out, option->choices, choice);
        else if (memcmp(at, usual, sizeof choice) != 0)
            tt_strbuf_add(out, "true");
    }
}

/* The options of the command line, under the names that they have there. */
tt_status cli_folder_options(const cli_settings *settings, tt_strbuf *out, tt_error *err)
{
    cli_settings defaults;
    cli_settings_init(&defaults);
    tt_strbuf_add(out, "{");
    const char *between = "";
    for (int id = 0; id < OPT_COUNT; id++) {
        const cli_option *option = cli_option_at((cli_option_id)id);
        tt_strbuf value = TT_STRBUF_INIT;
        if (!cli_option_is_of_the_run((cli_option_id)id) && id != OPT_PROFILE)
            add_value(&value, option, settings, &defaults);
        if (value.length) {
            tt_strbuf_addf(out, "%s\n    \"%s\": ", between, option->name);
            tt_strbuf_add(out, tt_strbuf_text(&value));
            between = ",";
        }
        out->failed |= value.failed;
        tt_strbuf_clear(&value);
    }
    tt_strbuf_add(out, *between ? "\n  }" : "}");
    return tt_strbuf_status(out, err);
}

tt_status cli_folder_settings(const cli_folder *folder, tt_strbuf *out, tt_error *err)
{
    const tt_chart *chart = folder->chart;
    const cli_list *operands = &folder->context->settings.operands;
    const tt_preset *preset = folder->preset;
    tt_strbuf_add(out, "{\n");
    add_text(out, "tiptrend", TT_VERSION);
    add_text(out, "gnuplot", folder->gnuplot);
    add_text(out, "kind", chart->kind);
    add_text(out, "title", chart->title);
    add_subtitle(out, chart);
    add_member(out, "notes");
    add_list(out, (const char *const *)chart->notes, chart->note_count, 0);
    add_text(out, "source", chart->source);
    add_text(out, "alternative_text", chart->alt);
    add_text(out, "data_sha256", folder->digest);
    add_text(out, "preset", preset->name);
    add_text(out, "font", preset->font ? preset->font : TT_FONT_STANDARD);
    add_member(out, "dpi");
    tt_strbuf_addf(out, "%d", preset->dpi);
    add_length(out, "width_mm", folder->width_mm);
    add_length(out, "height_mm", folder->height_mm);
    add_member(out, "input");
    add_list(out, operands->item + 1, operands->count - 1, 1);
    add_member(out, "options");
    tt_status status = cli_folder_options(&folder->context->settings, out, err);
    tt_strbuf_add(out, "\n}\n");
    return status == TT_OK ? tt_strbuf_status(out, err) : status;
}

/* ---- README.md ------------------------------------------------------------------------------ */

static void add_paragraph(tt_strbuf *out, const char *before, const char *text)
{
    if (!text || !text[0])
        return;
    tt_strbuf_add(out, before);
    cli_add_markdown(out, text);
    tt_strbuf_add(out, "\n\n");
}

tt_status cli_folder_readme(const cli_folder *folder, tt_strbuf *out, tt_error *err)
{
    const tt_chart *chart = folder->chart;
    const tt_preset *preset = folder->preset;
    add_paragraph(out, "# ", chart->title);
    for (size_t i = 0; i < chart->subtitle_count; i++)
        cli_add_markdown(out, chart->subtitle[i].text);
    tt_strbuf_add(out, chart->subtitle_count ? "\n\n" : "");
    for (size_t i = 0; i < chart->note_count; i++)
        add_paragraph(out, "", chart->notes[i]);
    add_paragraph(out, "", chart->source);
    add_paragraph(out, "Alternative text: ", chart->alt);
    tt_strbuf_add(out, "## Draw it again\n\n"
                       "gnuplot 5.4 or later, alone, in this folder:\n\n"
                       "    gnuplot -d figure.gp\n"
                       "    gnuplot -d -e \"FMT='svg'\" figure.gp\n"
                       "    gnuplot -d -e \"FMT='png'; DPI=600\" figure.gp\n\n"
                       "They write figure.pdf, figure.svg and figure.png over those that are here; "
                       "FMT can also be eps.\n");
    tt_strbuf_add(out,
                  "The figures stand in the script, after `<<`; change them there. The font is ");
    cli_add_markdown(out, preset->font ? preset->font : TT_FONT_STANDARD);
    tt_strbuf_add(out, ":\nwith another one the texts keep their places but not their widths.\n\n"
                       "## What is here\n\n"
                       "- `data.csv`: the data of the figure, one row for each point; SHA-256 `");
    tt_strbuf_add(out, folder->digest);
    tt_strbuf_add(out, "`\n- `figure.gp`: the script\n"
                       "- `settings.json`: what the figure was made from and with which options\n"
                       "- `figure.caption.txt`: title, notes, source and alternative text\n");
    tt_strbuf_addf(out, "\nMade with tiptrend %s and gnuplot %s.\n", TT_VERSION, folder->gnuplot);
    return tt_strbuf_status(out, err);
}
