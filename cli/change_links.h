/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CLI_CHANGE_LINKS_H
#define TT_CLI_CHANGE_LINKS_H

#include "tables.h"

/* A series as a chain of links, each from one point that says something to the next. A missing year is a
 * gap, not a point to compare with; a break at it lies between its neighbours. */

typedef enum cli_link_status {
    CLI_LINK_CHANGE,   /* a change may be formed */
    CLI_LINK_CONFLICT, /* bounds of a change: a figure is only known as an interval */
    CLI_LINK_INTERVAL,
    CLI_LINK_PARTIAL, /* no change, and why */
    CLI_LINK_PERIOD,
    CLI_LINK_BREAK,
    CLI_LINK_GAP,
    CLI_LINK_MISSING,
    CLI_LINK_UNDEFINED
} cli_link_status;

/* As tables have it: "change", "conflict", ... */
const char *cli_link_word(cli_link_status status);

typedef struct cli_link {
    const tt_point *before;
    const tt_point *after;
    cli_link_status status;
    int broken; /* the definition changes between the two */
} cli_link;

/** The links of a chain, in order: room for list->count of them. A figure below 0 leaves the whole stretch of
 *  links around it undefined. Returns how many there are. */
size_t cli_links_make(const tt_point_list *list, const cli_settings *settings, cli_link *links);

/* Why a link that might be a change is undefined. */
extern const char cli_link_below_zero[];

/** What the rows of a link must say: of its two figures, and of a break between them. */
tt_notes cli_link_notes(const cli_link *link);

#endif
