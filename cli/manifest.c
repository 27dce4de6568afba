/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading a manifest: libyaml gives a tree whose nodes know their places; the keys are checked against one
 * table (manifest_schema.c), and values of options by the code that checks them on the command line.
 *
 * libcyaml, which stands on the same parser, was looked at: its errors give a place in a log for people only,
 * and its schema is a constant of the program, while ours follows from the table of options. */
#include "manifest.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <yaml.h>

#include "report.h"
#include "tiptrend/charts.h"
#include "tiptrend/memory.h"
#include "tiptrend/nearest.h"

#define FILE_LIMIT ((size_t)1 << 20) /* bytes; a manifest has some thousand */
#define VALUE_LIMIT                                                                                \
    ((size_t)16 << 20) /* bytes of all values, those that aliases repeat each time */

/* What is being read. */
typedef struct reader {
    cli_manifest *out;
    yaml_document_t *document;
    size_t *taken; /* bytes of values so far */
    tt_error *err;
} reader;

static yaml_node_t *node_at(const reader *r, int index)
{
    return yaml_document_get_node(r->document, index);
}

/* Puts the place of a node to an error. Returns the status of the error. */
static tt_status placed(const reader *r, const yaml_node_t *node, tt_status status)
{
    tt_error_place(r->err, r->out->path, node->start_mark.line + 1, node->start_mark.column + 1);
    return status;
}

static tt_status no_memory(const reader *r)
{
    return tt_fail(r->err, TT_ENOMEM, "no memory for the manifest");
}

/* Keeps a text until the manifest is cleared. NULL: no memory. */
static const char *keep(const reader *r, char *text)
{
    cli_manifest *m = r->out;
    if (!text || tt_grow(&m->texts, &m->text_capacity, m->text_count, sizeof *m->texts) != 0) {
        tt_free(text);
        return NULL;
    }
    return m->texts[m->text_count++] = text;
}

/* ---- values ---- */

/* The text of a scalar that is not empty. */
static tt_status read_text(const reader *r, const yaml_node_t *node, const char *name,
                           const char **out)
{
    if (node->type != YAML_SCALAR_NODE)
        return placed(r, node, tt_fail(r->err, TT_ESCHEMA, "%s takes one value", name));
    const char *text = (const char *)node->data.scalar.value;
    if (strlen(text) != node->data.scalar.length)
        return placed(r, node,
                      tt_fail(r->err, TT_EPARSE, "the value of %s has a NUL character", name));
    if (!text[0])
        return placed(r, node, tt_fail(r->err, TT_ESCHEMA, "%s has no value", name));
    *r->taken += node->data.scalar.length + 1;
    if (*r->taken > VALUE_LIMIT)
        return placed(r, node,
                      tt_fail(r->err, TT_ELIMIT,
                              "all values together have more than %zu MB, those of the top and of "
                              "aliases (*name) counted for each set",
                              VALUE_LIMIT >> 20));
    *out = text;
    return TT_OK;
}

/* A path, from the folder of the manifest where it is not absolute. */
static tt_status resolve(const reader *r, const char *path, const char **out)
{
    const char *slash = strrchr(r->out->path, '/');
    *out = path;
    if (path[0] == '/' || !slash)
        return TT_OK;
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_add_bytes(&text, r->out->path, (size_t)(slash - r->out->path) + 1);
    tt_strbuf_add(&text, path);
    *out = keep(r, tt_strbuf_take(&text));
    return *out ? TT_OK : no_memory(r);
}

/* One value or a list of them, each handed to `take`. */
typedef tt_status take_function(const reader *r, const char *text, void *target);

static tt_status read_list(const reader *r, const yaml_node_t *node, const char *name,
                           take_function *take, void *target)
{
    const char *text;
    if (node->type != YAML_SEQUENCE_NODE) {
        tt_status status = read_text(r, node, name, &text);
        if (status == TT_OK)
            status = take(r, text, target);
        return status == TT_OK ? status : placed(r, node, status);
    }
    tt_status status = TT_OK;
    for (yaml_node_item_t *i = node->data.sequence.items.start;
         i < node->data.sequence.items.top && status == TT_OK; i++) {
        const yaml_node_t *item = node_at(r, *i);
        status = read_text(r, item, name, &text);
        if (status == TT_OK && (status = take(r, text, target)) != TT_OK)
            (void)placed(r, item, status);
    }
    return status;
}

static tt_status take_word(const reader *r, const char *text, void *target)
{
    return cli_list_add(target, text) == 0 ? TT_OK : no_memory(r);
}

static tt_status take_path(const reader *r, const char *text, void *target)
{
    const char *path;
    tt_status status = resolve(r, text, &path);
    return status == TT_OK ? take_word(r, path, target) : status;
}

/* A word of a list: one that there is. */
static tt_status check_word(const reader *r, const char *text, const char *what,
                            const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i], text) == 0)
            return TT_OK;
    size_t near = tt_nearest(text, words, count);
    if (near != SIZE_MAX)
        return tt_fail(r->err, TT_ESCHEMA, "no %s '%.60s'; is '%s' meant?", what, text,
                       words[near]);
    tt_strbuf all = TT_STRBUF_INIT;
    for (size_t i = 0; i < count; i++)
        tt_strbuf_addf(&all, "%s%s", i ? ", " : "", words[i]);
    tt_status status = tt_fail(r->err, TT_ESCHEMA, "no %s '%.60s'; there are %s", what, text,
                               tt_strbuf_text(&all));
    tt_strbuf_clear(&all);
    return status;
}

static tt_status take_chart(const reader *r, const char *text, void *target)
{
    enum { MOST = 64 };
    const char *names[MOST];
    size_t count = 0;
    for (; count < MOST && count < tt_chart_kind_count(); count++)
        names[count] = tt_chart_kind_at(count)->name;
    tt_status status = check_word(r, text, "chart", names, count);
    return status == TT_OK ? take_word(r, text, target) : status;
}

static tt_status take_table(const reader *r, const char *text, void *target)
{
    enum { MOST = 16 };
    const char *names[MOST];
    size_t count = 0;
    for (; count < MOST && cli_report_table_name(count); count++)
        names[count] = cli_report_table_name(count);
    tt_status status = check_word(r, text, "table", names, count);
    return status == TT_OK ? take_word(r, text, target) : status;
}

/* ---- options ---- */

/* The option that is being set, and where. */
typedef struct setting {
    const cli_key *key;
    cli_settings *settings;
} setting;

static tt_status take_option(const reader *r, const char *text, void *target)
{
    const setting *s = target;
    const cli_option *option = cli_option_at(s->key->option);
    tt_status status = TT_OK;
    if (option->kind == CLI_FLAG) {
        if (strcmp(text, "false") == 0)
            return TT_OK;
        if (strcmp(text, "true") != 0)
            return tt_fail(r->err, TT_ESCHEMA, "%s takes true or false, not '%.60s'", s->key->name,
                           text);
    } else if (option->argument && strstr(option->argument, "FILE")) {
        status = resolve(r, text, &text);
    }
    if (status == TT_OK)
        status = cli_options_set(s->key->option, text, s->settings, r->err);
    if (status != TT_EUSAGE)
        return status;
    if (r->err && strncmp(r->err->message, "--", 2) == 0) /* here it is a key */
        memmove(r->err->message, r->err->message + 2, strlen(r->err->message) - 1);
    if (r->err)
        r->err->status = TT_ESCHEMA;
    return TT_ESCHEMA;
}

/* One more value of a condition; those with commas or quotes stand between quotes. */
static tt_status take_value(const reader *r, const char *text, void *target)
{
    (void)r;
    tt_strbuf *out = target;
    if (out->text && out->text[out->length - 1] != '=')
        tt_strbuf_add_char(out, ',');
    tt_strbuf_add_char(out, '"');
    for (; *text; text++) {
        tt_strbuf_add_char(out, *text);
        if (*text == '"')
            tt_strbuf_add_char(out, '"');
    }
    tt_strbuf_add_char(out, '"');
    return TT_OK;
}

/* Whether the key of a pair is that of an earlier one; all before it are texts. */
static int stands_before(const reader *r, const yaml_node_t *mapping, const yaml_node_pair_t *pair)
{
    const yaml_char_t *name = node_at(r, pair->key)->data.scalar.value;
    for (const yaml_node_pair_t *p = mapping->data.mapping.pairs.start; p < pair; p++)
        if (strcmp((const char *)node_at(r, p->key)->data.scalar.value, (const char *)name) == 0)
            return 1;
    return 0;
}

/* where: {DIM: VALUE, DIM: [VALUE, VALUE]}, besides the forms of the command line. */
static tt_status read_where(const reader *r, const yaml_node_t *node, setting *s)
{
    if (node->type != YAML_MAPPING_NODE)
        return read_list(r, node, s->key->name, take_option, s);
    tt_status status = TT_OK;
    for (yaml_node_pair_t *p = node->data.mapping.pairs.start;
         p < node->data.mapping.pairs.top && status == TT_OK; p++) {
        const char *dimension;
        tt_strbuf text = TT_STRBUF_INIT;
        status = read_text(r, node_at(r, p->key), "a dimension", &dimension);
        if (status == TT_OK && stands_before(r, node, p))
            status = placed(r, node_at(r, p->key),
                            tt_fail(r->err, TT_ESCHEMA,
                                    "the dimension '%.60s' stands twice; give "
                                    "its values as one list",
                                    dimension));
        if (status == TT_OK) {
            tt_strbuf_addf(&text, "%s=", dimension);
            status = read_list(r, node_at(r, p->value), dimension, take_value, &text);
        }
        const char *kept = status == TT_OK ? keep(r, tt_strbuf_take(&text)) : NULL;
        tt_strbuf_clear(&text);
        if (status == TT_OK)
            status = kept ? take_option(r, kept, s) : no_memory(r);
    }
    return status;
}

static tt_status read_option(const reader *r, const yaml_node_t *node, const cli_key *key,
                             cli_settings *settings)
{
    setting s = {key, settings};
    if (key->option == OPT_WHERE)
        return read_where(r, node, &s);
    const char *text;
    if (cli_option_at(key->option)->kind == CLI_REPEATED)
        return read_list(r, node, key->name, take_option, &s);
    tt_status status = read_text(r, node, key->name, &text);
    if (status == TT_OK && (status = take_option(r, text, &s)) != TT_OK)
        (void)placed(r, node, status);
    return status;
}

/* ---- keys ---- */

/* The key of this name in this place. */
static tt_status find_key(const reader *r, const yaml_node_t *node, unsigned place, cli_key *out)
{
    enum { MOST = 128 };
    const char *names[MOST];
    size_t count = 0;
    const char *name;
    tt_status status = read_text(r, node, "a key", &name);
    if (status != TT_OK)
        return status;
    for (size_t i = 0; i < cli_manifest_key_count() && count < MOST; i++) {
        *out = cli_manifest_key_at(i);
        if (!(out->places & place))
            continue;
        if (strcmp(out->name, name) == 0)
            return TT_OK;
        names[count++] = out->name;
    }
    size_t near = tt_nearest(name, names, count);
    const char *where = place == CLI_KEY_TOP ? "at the top of a manifest" : "in a set";
    if (near != SIZE_MAX)
        return placed(r, node,
                      tt_fail(r->err, TT_ESCHEMA, "no key '%.60s' %s; is '%s' meant?", name, where,
                              names[near]));
    return placed(r, node,
                  tt_fail(r->err, TT_ESCHEMA,
                          "no key '%.60s' %s; 'tiptrend batch --schema' lists those that there are",
                          name, where));
}

/* All keys of a mapping are known, and none stands twice. */
static tt_status check_keys(const reader *r, const yaml_node_t *mapping, unsigned place)
{
    const yaml_node_pair_t *first = mapping->data.mapping.pairs.start;
    tt_status status = TT_OK;
    for (const yaml_node_pair_t *p = first; p < mapping->data.mapping.pairs.top; p++) {
        cli_key key;
        const yaml_node_t *node = node_at(r, p->key);
        status = find_key(r, node, place, &key);
        if (status != TT_OK)
            return status;
        for (const yaml_node_pair_t *q = first; q < p; q++)
            if (strcmp((const char *)node_at(r, q->key)->data.scalar.value, key.name) == 0)
                return placed(r, node,
                              tt_fail(r->err, TT_ESCHEMA, "the key '%s' stands twice", key.name));
    }
    return status;
}

/* The value of a key in a mapping; NULL when it is not there. */
static const yaml_node_t *value_of(const reader *r, const yaml_node_t *mapping, const char *name)
{
    for (const yaml_node_pair_t *p = mapping->data.mapping.pairs.start;
         p < mapping->data.mapping.pairs.top; p++)
        if (strcmp((const char *)node_at(r, p->key)->data.scalar.value, name) == 0)
            return node_at(r, p->value);
    return NULL;
}

static tt_status read_years(const reader *r, const yaml_node_t *node, int64_t *out)
{
    const char *text;
    tt_status status = read_text(r, node, "minimum-years", &text);
    size_t digits = status == TT_OK ? strspn(text, "0123456789") : 0;
    if (status == TT_OK && (digits == 0 || digits > 3 || text[digits]))
        return placed(r, node,
                      tt_fail(r->err, TT_ESCHEMA,
                              "minimum-years takes a whole number from 0 to 999, not '%.60s'",
                              text));
    *out = 0;
    for (size_t i = 0; i < digits; i++)
        *out = 10 * *out + (text[i] - '0');
    return status;
}

/* One own key of a set. */
static tt_status read_own(const reader *r, const yaml_node_t *node, const cli_key *key,
                          cli_manifest_set *set)
{
    switch (key->own) {
    case KEY_NAME:
        return read_text(r, node, key->name, &set->name);
    case KEY_FOR_EACH:
        return read_text(r, node, key->name, &set->for_each);
    case KEY_FOLDER:
        return read_text(r, node, key->name, &set->folder);
    case KEY_MINIMUM_YEARS:
        return read_years(r, node, &set->minimum_years);
    case KEY_FILES:
        return read_list(r, node, key->name, take_path, &set->settings.operands);
    case KEY_CHARTS:
        return read_list(r, node, key->name, take_chart, &set->charts);
    case KEY_TABLES:
        return read_list(r, node, key->name, take_table, &set->tables);
    default:
        return TT_OK; /* of the top */
    }
}

/* A set: what it says itself, and what the top says where it is silent. */
static tt_status read_set(const reader *r, const yaml_node_t *top, const yaml_node_t *node,
                          cli_manifest_set *set)
{
    if (node->type != YAML_MAPPING_NODE)
        return placed(r, node, tt_fail(r->err, TT_ESCHEMA, "a set is a list of keys with values"));
    set->line = node->start_mark.line + 1;
    cli_settings_init(&set->settings);
    tt_status status = check_keys(r, node, CLI_KEY_SET);
    for (size_t i = 0; i < cli_manifest_key_count() && status == TT_OK; i++) {
        const cli_key key = cli_manifest_key_at(i);
        const yaml_node_t *value = value_of(r, node, key.name);
        if (!(key.places & CLI_KEY_SET))
            continue;
        if (!value && key.places & CLI_KEY_TOP)
            value = value_of(r, top, key.name);
        if (value)
            status = key.own == KEY_COUNT ? read_option(r, value, &key, &set->settings)
                                          : read_own(r, value, &key, set);
    }
    if (status == TT_OK && set->settings.operands.count == 0)
        status = placed(r, node, tt_fail(r->err, TT_ESCHEMA, "the set has no files"));
    return status;
}

static tt_status read_sets(const reader *r, const yaml_node_t *top)
{
    const yaml_node_t *list = value_of(r, top, "sets");
    if (!list || list->type != YAML_SEQUENCE_NODE ||
        list->data.sequence.items.start == list->data.sequence.items.top)
        return placed(r, list ? list : top,
                      tt_fail(r->err, TT_ESCHEMA,
                              "a manifest needs a list of sets; 'tiptrend "
                              "batch --init' writes an example"));
    size_t count = (size_t)(list->data.sequence.items.top - list->data.sequence.items.start);
    r->out->sets = tt_calloc(count, sizeof *r->out->sets);
    if (!r->out->sets)
        return no_memory(r);
    tt_status status = TT_OK;
    for (size_t i = 0; i < count && status == TT_OK; i++) {
        r->out->count = i + 1;
        status = read_set(r, top, node_at(r, list->data.sequence.items.start[i]), &r->out->sets[i]);
    }
    return status;
}

static tt_status read_top(const reader *r)
{
    const yaml_node_t *top = yaml_document_get_root_node(r->document);
    const char *text;
    if (!top || top->type != YAML_MAPPING_NODE) {
        tt_status status = tt_fail(r->err, TT_ESCHEMA, "a manifest is a list of keys with values");
        tt_error_place(r->err, r->out->path, 1, 1);
        return status;
    }
    tt_status status = check_keys(r, top, CLI_KEY_TOP);
    const yaml_node_t *title = value_of(r, top, "title");
    if (status == TT_OK && title)
        status = read_text(r, title, "title", &r->out->title);
    const yaml_node_t *output = value_of(r, top, "output");
    if (status == TT_OK && output) {
        status = read_text(r, output, "output", &text);
        if (status == TT_OK)
            status = resolve(r, text, &text);
        r->out->output = status == TT_OK ? tt_strdup(text) : NULL;
        if (status == TT_OK && !r->out->output)
            status = no_memory(r);
    }
    return status == TT_OK ? read_sets(r, top) : status;
}

/* ---- the file ---- */

static tt_status read_file(const char *path, tt_strbuf *out, tt_error *err)
{
    FILE *file = fopen(path, "rb");
    if (!file) {
        tt_status status =
            tt_fail(err, TT_ENOINPUT, "the manifest cannot be opened: %s", strerror(errno));
        tt_error_place(err, path, 0, 0);
        return status;
    }
    char piece[4096];
    size_t got;
    while (out->length <= FILE_LIMIT && (got = fread(piece, 1, sizeof piece, file)) > 0)
        tt_strbuf_add_bytes(out, piece, got);
    tt_status status =
        ferror(file) ? tt_fail(err, TT_EIO, "reading failed: %s", strerror(errno))
        : out->length > FILE_LIMIT
            ? tt_fail(err, TT_ELIMIT, "a manifest has %zu kB at most", FILE_LIMIT >> 10)
            : tt_strbuf_status(out, err);
    (void)fclose(file);
    if (status != TT_OK)
        tt_error_place(err, path, 0, 0);
    return status;
}

static tt_status parse(const tt_strbuf *text, const char *path, yaml_document_t *out, tt_error *err)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return tt_fail(err, TT_ENOMEM, "no memory for the manifest");
    yaml_parser_set_input_string(&parser, (const unsigned char *)tt_strbuf_text(text),
                                 text->length);
    tt_status status = TT_OK;
    if (!yaml_parser_load(&parser, out)) {
        status = parser.error == YAML_MEMORY_ERROR
                     ? tt_fail(err, TT_ENOMEM, "no memory for the manifest")
                     : tt_fail(err, TT_EPARSE, "this is no YAML: %s",
                               parser.problem ? parser.problem : "unreadable");
        int is_reading = parser.error == YAML_READER_ERROR;
        tt_error_place(err, path, is_reading ? 0 : parser.problem_mark.line + 1,
                       is_reading ? 0 : parser.problem_mark.column + 1);
    }
    yaml_parser_delete(&parser);
    return status;
}

tt_status cli_manifest_read(const char *path, cli_manifest *out, tt_error *err)
{
    *out = (cli_manifest){.path = path};
    tt_strbuf text = TT_STRBUF_INIT;
    yaml_document_t *document = tt_calloc(1, sizeof *document);
    if (!document)
        return tt_fail(err, TT_ENOMEM, "no memory for the manifest");
    tt_status status = read_file(path, &text, err);
    if (status == TT_OK)
        status = cli_manifest_shape(&text, path, err);
    if (status == TT_OK)
        status = parse(&text, path, document, err);
    tt_strbuf_clear(&text);
    if (status != TT_OK) {
        tt_free(document);
        return status;
    }
    out->document = document;
    size_t taken = 0;
    const reader r = {out, document, &taken, err};
    status = read_top(&r);
    if (status != TT_OK)
        cli_manifest_clear(out);
    return status;
}

void cli_manifest_clear(cli_manifest *manifest)
{
    for (size_t i = 0; i < manifest->count; i++) {
        tt_free(manifest->sets[i].charts.item);
        tt_free(manifest->sets[i].tables.item);
        cli_settings_clear(&manifest->sets[i].settings);
    }
    for (size_t i = 0; i < manifest->text_count; i++)
        tt_free(manifest->texts[i]);
    tt_free(manifest->texts);
    tt_free(manifest->sets);
    tt_free(manifest->output);
    if (manifest->document)
        yaml_document_delete(manifest->document);
    tt_free(manifest->document);
    *manifest = (cli_manifest){0};
}
