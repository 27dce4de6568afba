/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_MANIFEST_H
#define TT_MANIFEST_H

#include "options.h"
#include "tiptrend/strbuf.h"

/* The manifest of a batch: a YAML file that says which reports to make (docs/batch.md).
 *
 * Its keys are a few of its own and, under the names that they have on the command line, the options of
 * `tiptrend report`. What stands at the top holds for every set that does not say otherwise. */

/* One data set and the reports that are made of it. */
typedef struct cli_manifest_set {
    const char *name;      /* NULL: none */
    const char *for_each;  /* one report for each value of this dimension or attribute; NULL: one */
    const char *folder;    /* pattern: "{area}"; NULL: the value, or the name of the set */
    int64_t minimum_years; /* of figures that some total must have */
    cli_list charts;       /* kinds; empty: all */
    cli_list tables;       /* names; empty: all */
    cli_settings settings; /* the operands are the files */
    size_t line;           /* where the set begins */
} cli_manifest_set;

typedef struct cli_manifest {
    const char *path;
    const char *title;      /* of the list of reports */
    char *output;           /* folder; NULL: not said */
    cli_manifest_set *sets; /* sets[count] */
    size_t count;
    void *document; /* of libyaml: most texts live in it */
    char **texts;   /* texts[text_count]: those that do not */
    size_t text_count;
    size_t text_capacity;
} cli_manifest;

/** Read and check a manifest. Paths in it start from the folder in which it stands.
 *  Errors:  TT_ENOINPUT, TT_EIO, TT_EPARSE (no YAML), TT_ESCHEMA (unknown keys with the nearest known one,
 *           values that make no sense), TT_ELIMIT, TT_ENOMEM, with line and column */
tt_status cli_manifest_read(const char *path, cli_manifest *out, tt_error *err);

/** Release a manifest. A zeroed one is fine. */
void cli_manifest_clear(cli_manifest *manifest);

/** Refuse what no manifest has before a tree is made of it: brackets within brackets without end, anchors by
 *  the thousand, a second document (manifest_shape.c). What is no YAML passes: cli_manifest_read says why.
 *  Errors:  TT_ELIMIT, TT_ESCHEMA, TT_ENOMEM, with line and column */
tt_status cli_manifest_shape(const tt_strbuf *text, const char *path, tt_error *err);

/* ---- what a manifest may say (manifest_schema.c) ---- */

/* Where a key may stand. */
enum { CLI_KEY_TOP = 1, CLI_KEY_SET = 2 };

/* A key that is no option of the command line. */
typedef enum cli_manifest_key {
    KEY_TITLE,
    KEY_OUTPUT,
    KEY_SETS,
    KEY_NAME,
    KEY_FILES,
    KEY_FOR_EACH,
    KEY_MINIMUM_YEARS,
    KEY_FOLDER,
    KEY_CHARTS,
    KEY_TABLES,
    KEY_COUNT
} cli_manifest_key;

typedef struct cli_key {
    const char *name;
    unsigned places;
    cli_manifest_key own;  /* KEY_COUNT: it is an option */
    cli_option_id option;  /* OPT_END: it is none */
    const char *help;      /* for options that of the option */
    const char *json_type; /* "string", "list", "integer" or "sets"; NULL for options */
} cli_key;

/** The keys, in the order of the documentation. */
size_t cli_manifest_key_count(void);
cli_key cli_manifest_key_at(size_t index);

/** The JSON Schema of a manifest, for editors and for people. */
void cli_manifest_schema(tt_strbuf *out);

/** A manifest that runs as it is on the data that come with the program, with comments.
 *  Errors:  TT_ENOINPUT (they are not found), TT_ENOMEM */
tt_status cli_manifest_example(tt_strbuf *out, tt_error *err);

#endif
