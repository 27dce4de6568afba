/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of a manifest: the one table from which reading, the schema and its documentation are made. */
#include <stdio.h>
#include <string.h>

#include "bundled.h"
#include "command.h"
#include "manifest.h"
#include "report.h"
#include "tiptrend/charts.h"
#include "tiptrend/memory.h"

#define TOP  CLI_KEY_TOP
#define SET  CLI_KEY_SET
#define BOTH (CLI_KEY_TOP | CLI_KEY_SET)

/* The options of `report` that a set may have: all that say what is made, and none that say how it is run. */
static const cli_option_id report_options[] = {CLI_READING,       CLI_CHOOSING,   CLI_DRAWING,
                                               OPT_CONF,          OPT_POPULATION, OPT_PER,
                                               OPT_ACROSS_BREAKS, OPT_CLAIMS};

/* Those that say how it is run, and the second name of one. */
static int is_left_out(cli_option_id id)
{
    return cli_option_is_of_the_run(id) || id == OPT_PROFILE;
}

static const cli_key own_keys[] = {
    {"title", TOP, KEY_TITLE, OPT_END, "what stands over the list of all reports", "string"},
    {"output", TOP, KEY_OUTPUT, OPT_END,
     "the folder that everything goes to, from the folder of the manifest (default: charts here); -o "
     "on the command line names another",
     "string"},
    {"sets", TOP, KEY_SETS, OPT_END,
     "the data sets, each with its reports; what stands at the top beside them holds for all sets "
     "that say nothing else",
     "sets"},
    {"name", SET, KEY_NAME, OPT_END, "of the set: the folder of its report, when it has only one",
     "string"},
    {"files", SET, KEY_FILES, OPT_END,
     "the tables, from the folder of the manifest; several are one data set", "list"},
    {"for-each", BOTH, KEY_FOR_EACH, OPT_END,
     "one report for each value of this dimension or attribute (area, region, ...); without it, one "
     "report of the whole set",
     "string"},
    {"minimum-years", BOTH, KEY_MINIMUM_YEARS, OPT_END,
     "values of for-each get a report only when some total has figures for so many periods (default 1)",
     "integer"},
    {"folder", BOTH, KEY_FOLDER, OPT_END,
     "the folder of each report: words in braces are replaced by the value of that dimension or "
     "attribute ('{region}/{area}')",
     "string"},
    {"charts", BOTH, KEY_CHARTS, OPT_END,
     "kinds of chart; others are left out (default: all that the figures support)", "list"},
    {"tables", BOTH, KEY_TABLES, OPT_END, "tables; others are left out (default: all)", "list"},
};

enum {
    OWN_COUNT = sizeof own_keys / sizeof *own_keys,
    OPTION_COUNT = sizeof report_options / sizeof *report_options
};

size_t cli_manifest_key_count(void)
{
    size_t count = OWN_COUNT;
    for (size_t i = 0; i < OPTION_COUNT; i++)
        count += is_left_out(report_options[i]) ? 0 : 1;
    return count;
}

cli_key cli_manifest_key_at(size_t index)
{
    if (index < OWN_COUNT)
        return own_keys[index];
    size_t left = index - OWN_COUNT;
    size_t i = 0;
    while (is_left_out(report_options[i]) || left-- > 0)
        i++;
    cli_key key = {.places = BOTH, .own = KEY_COUNT, .option = report_options[i]};
    const cli_option *option = cli_option_at(key.option);
    key.name = key.option == OPT_CHART_FORMAT ? "formats" : option->name;
    key.help = option->help;
    return key;
}

/* ---- schema ---- */

static void add_enum(tt_strbuf *out, const char *const *words, size_t count)
{
    tt_strbuf_add(out, ", \"enum\": [");
    for (size_t i = 0; i < count; i++) {
        tt_strbuf_add(out, i ? ", " : "");
        cli_add_json_string(out, words[i]);
    }
    tt_strbuf_add_char(out, ']');
}

/* The words of "a|b|c". */
static void add_choices(tt_strbuf *out, const char *choices)
{
    const char *between = "";
    tt_strbuf_add(out, ", \"enum\": [");
    while (*choices) {
        size_t length = strcspn(choices, "|");
        tt_strbuf_addf(out, "%s\"%.*s\"", between, (int)length, choices);
        between = ", ";
        choices += length + (choices[length] == '|');
    }
    tt_strbuf_add_char(out, ']');
}

static void add_option_type(tt_strbuf *out, const cli_option *option)
{
    static const char scalar[] = "\"type\": [\"string\", \"number\"]";
    switch (option->kind) {
    case CLI_FLAG:
        tt_strbuf_add(out, "\"type\": \"boolean\"");
        break;
    case CLI_WHOLE:
    case CLI_NUMBER:
        tt_strbuf_addf(out, "\"type\": \"%s\", \"minimum\": ",
                       option->kind == CLI_WHOLE ? "integer" : "number");
        tt_strbuf_number(out, option->low);
        tt_strbuf_add(out, ", \"maximum\": ");
        tt_strbuf_number(out, option->high);
        break;
    case CLI_CHOICE:
        tt_strbuf_add(out, "\"type\": \"string\"");
        add_choices(out, option->choices);
        break;
    case CLI_TEXT:
        tt_strbuf_add(out, scalar);
        break;
    case CLI_REPEATED:
        tt_strbuf_addf(out, "\"oneOf\": [{%s}, {\"type\": \"array\", \"items\": {%s}}%s]", scalar,
                       scalar,
                       strcmp(option->name, "where") == 0 ? ", {\"type\": \"object\"}" : "");
        break;
    }
}

/* A list of words, or one of them. */
static void add_list_type(tt_strbuf *out, cli_manifest_key key)
{
    enum { MOST = 64 };
    const char *words[MOST];
    size_t count = 0;
    if (key == KEY_CHARTS)
        for (; count < MOST && count < tt_chart_kind_count(); count++)
            words[count] = tt_chart_kind_at(count)->name;
    if (key == KEY_TABLES)
        for (; count < MOST && cli_report_table_name(count); count++)
            words[count] = cli_report_table_name(count);
    tt_strbuf item = TT_STRBUF_INIT;
    tt_strbuf_add(&item, "\"type\": \"string\"");
    if (count)
        add_enum(&item, words, count);
    tt_strbuf_addf(out, "\"oneOf\": [{%s}, ", tt_strbuf_text(&item));
    tt_strbuf_addf(out, "{\"type\": \"array\", \"items\": {%s}}]", tt_strbuf_text(&item));
    out->failed |= item.failed;
    tt_strbuf_clear(&item);
}

static void add_properties(tt_strbuf *out, unsigned place, const char *indent);

static void add_type(tt_strbuf *out, const cli_key *key, const char *indent)
{
    if (key->own == KEY_COUNT) {
        add_option_type(out, cli_option_at(key->option));
    } else if (strcmp(key->json_type, "list") == 0) {
        add_list_type(out, key->own);
    } else if (strcmp(key->json_type, "sets") == 0) {
        tt_strbuf_add(out,
                      "\"type\": \"array\", \"minItems\": 1, \"items\": {\"type\": \"object\", "
                      "\"required\": [\"files\"], \"additionalProperties\": false,\n");
        add_properties(out, SET, "      ");
        tt_strbuf_addf(out, "\n%s}", indent);
    } else {
        tt_strbuf_addf(out, "\"type\": \"%s\"", key->json_type);
    }
}

static void add_properties(tt_strbuf *out, unsigned place, const char *indent)
{
    const char *between = "";
    tt_strbuf_addf(out, "%s\"properties\": {", indent);
    for (size_t i = 0; i < cli_manifest_key_count(); i++) {
        const cli_key key = cli_manifest_key_at(i);
        if (!(key.places & place))
            continue;
        tt_strbuf_addf(out, "%s\n%s  ", between, indent);
        between = ",";
        cli_add_json_string(out, key.name);
        tt_strbuf_add(out, ": {\"description\": ");
        cli_add_json_string(out, key.help);
        tt_strbuf_add(out, ", ");
        add_type(out, &key, indent);
        tt_strbuf_add_char(out, '}');
    }
    tt_strbuf_addf(out, "\n%s}", indent);
}

void cli_manifest_schema(tt_strbuf *out)
{
    tt_strbuf_add(
        out,
        "{\n"
        "  \"$schema\": \"https://json-schema.org/draft/2020-12/schema\",\n"
        "  \"title\": \"Manifest of tiptrend batch\",\n"
        "  \"type\": \"object\", \"required\": [\"sets\"], \"additionalProperties\": false,\n");
    add_properties(out, TOP, "  ");
    tt_strbuf_add(out, "\n}\n");
}

/* ---- example ---- */

/* A text between the quotes of YAML that need no more than doubling. */
static void add_path(tt_strbuf *out, const char *folder, const char *name)
{
    tt_strbuf_add_char(out, '\'');
    for (; *folder; folder++) {
        tt_strbuf_add_char(out, *folder);
        if (*folder == '\'')
            tt_strbuf_add_char(out, '\'');
    }
    tt_strbuf_addf(out, "/%s'\n", name);
}

tt_status cli_manifest_example(tt_strbuf *out, tt_error *err)
{
    tt_strbuf folder = TT_STRBUF_INIT;
    tt_status status = cli_bundled_folder(&folder, err);
    const char *data = tt_strbuf_text(&folder);
    tt_strbuf_add(out, "# Reports to be made:   tiptrend batch THIS-FILE\n"
                       "# What it would do:     tiptrend batch THIS-FILE --dry-run\n"
                       "# All keys:             tiptrend batch --schema\n"
                       "\n"
                       "title: Trafficking in persons, annual figures\n"
                       "output: charts              # a folder, from the folder of this file\n"
                       "\n"
                       "# What stands here holds for every set below that says nothing else.\n"
                       "preset: report              # or nature, science, slide, web, ...\n"
                       "formats: [pdf, svg, png]\n"
                       "language: en                # or es\n"
                       "\n"
                       "sets:\n"
                       "  # One report of a whole table.\n"
                       "  - name: mexico\n"
                       "    files: ");
    add_path(out, data, "mexico-tip-2019.csv");
    tt_strbuf_add(out, "    population: ");
    add_path(out, data, "population-worldbank.csv");
    tt_strbuf_add(out, "\n"
                       "  # One report for each region of a table.\n"
                       "  - files: ");
    add_path(out, data, "world-tip-regions.csv");
    tt_strbuf_add(out, "    breaks: ");
    add_path(out, data, "world-tip-breaks.csv");
    tt_strbuf_add(
        out,
        "    for-each: area\n"
        "    minimum-years: 3        # no report without figures for three years in some total\n"
        "    folder: 'regions/{area}'\n"
        "    # from: 2010            # years\n"
        "    # where: {indicator: [prosecutions, convictions]}\n"
        "    # charts: [line, change, joinpoint]\n"
        "    # tables: [series, trend]\n"
        "\n"
        "  # The whole table of UNODC (dataunodc.un.org), a report for each country:\n"
        "  # - files: unodc_glotip.csv.gz\n"
        "  #   layout: unodc\n"
        "  #   breaks: ");
    add_path(out, data, "unodc-breaks.csv");
    tt_strbuf_add(out, "  #   for-each: area\n"
                       "  #   minimum-years: 5\n");
    tt_strbuf_clear(&folder);
    return status == TT_OK ? tt_strbuf_status(out, err) : status;
}
