/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_BATCH_STATE_H
#define TT_BATCH_STATE_H

#include "batch.h"
#include "runlock.h"

/* What a batch keeps in its folder between two runs: FOLDER/.tiptrend has the journal, those of the shards until
 * they are joined, and the locks. */
typedef struct batch_state {
    cli_journal *journal;
    cli_runlock whole; /* shared by the shards of a batch */
    cli_runlock part;  /* of one shard */
    char *folder;      /* FOLDER/.tiptrend */
    char *own;         /* the journal that this run writes */
    char **shards;     /* shards[shard_count]: names of what shards have left */
    size_t shard_count;
    size_t shard_capacity;
} batch_state;

/** Lock the folder of a batch and read what is known of it. A dry run locks and makes nothing.
 *  Errors:  TT_ECANTCREATE (another run is at work there, too), TT_EIO, TT_ENOMEM */
tt_status batch_state_open(const batch_task *task, batch_state *out, tt_error *err);

/** All that the manifest asks for is there: one journal, written anew, takes the place of all others.
 *  Errors:  TT_ECANTCREATE, TT_EIO, TT_ENOMEM */
tt_status batch_state_settle(batch_state *state, tt_error *err);

/** Release, and unlock. A zeroed state is fine. */
void batch_state_close(batch_state *state);

#endif
