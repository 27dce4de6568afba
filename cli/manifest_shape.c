/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The shape of a manifest, looked at before libyaml makes a tree of it: libyaml goes through all open brackets
 * at each token and through all anchors at each of them, so that some hundred thousand in a small file
 * would take hours. */
#include "manifest.h"

#include <yaml.h>

enum {
    DEEPEST = 16,       /* lists within lists; a manifest has 5 */
    MOST_ANCHORS = 1000 /* &name and *name together */
};

/* What has been seen so far. */
typedef struct shape {
    size_t depth;
    size_t anchors;
    size_t documents;
} shape;

static int has_anchor(const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_ALIAS_EVENT:
        return 1;
    case YAML_SCALAR_EVENT:
        return event->data.scalar.anchor != NULL;
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.anchor != NULL;
    case YAML_MAPPING_START_EVENT:
        return event->data.mapping_start.anchor != NULL;
    default:
        return 0;
    }
}

static tt_status look(shape *s, const yaml_event_t *event, tt_error *err)
{
    s->anchors += has_anchor(event) ? 1 : 0;
    if (event->type == YAML_SEQUENCE_START_EVENT || event->type == YAML_MAPPING_START_EVENT)
        s->depth++;
    if (event->type == YAML_SEQUENCE_END_EVENT || event->type == YAML_MAPPING_END_EVENT)
        s->depth--;
    if (event->type == YAML_DOCUMENT_START_EVENT)
        s->documents++;
    if (s->depth > DEEPEST)
        return tt_fail(err, TT_ELIMIT, "lists within lists, more than %d deep; a manifest has 5",
                       DEEPEST);
    if (s->anchors > MOST_ANCHORS)
        return tt_fail(err, TT_ELIMIT, "more than %d anchors and aliases (&name, *name)",
                       MOST_ANCHORS);
    if (s->documents > 1)
        return tt_fail(err, TT_ESCHEMA,
                       "a second document begins here; a manifest is one: put its sets into the "
                       "first, or make two files");
    return TT_OK;
}

tt_status cli_manifest_shape(const tt_strbuf *text, const char *path, tt_error *err)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return tt_fail(err, TT_ENOMEM, "no memory for the manifest");
    yaml_parser_set_input_string(&parser, (const unsigned char *)tt_strbuf_text(text),
                                 text->length);
    shape seen = {0};
    tt_status status = TT_OK;
    for (int more = 1; more && status == TT_OK;) {
        yaml_event_t event;
        if (!yaml_parser_parse(&parser, &event))
            break; /* whoever makes the tree says why */
        status = look(&seen, &event, err);
        if (status != TT_OK)
            tt_error_place(err, path, event.start_mark.line + 1, event.start_mark.column + 1);
        more = event.type != YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    return status;
}
