/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SHARD_H
#define TT_SHARD_H

#include <stddef.h>

#include "tiptrend/status.h"

/* A part of a batch: number `index` of `count`, from 1 on. {0, 0}: the whole. */
typedef struct cli_shard {
    size_t index;
    size_t count;
} cli_shard;

/** From "K/N", or from the environment for "auto": the elements of a Slurm array
 *  (SLURM_ARRAY_TASK_ID, _MIN, _COUNT, _STEP) times the ranks of a run under srun (SLURM_PROCID, SLURM_NTASKS),
 *  Open MPI (OMPI_COMM_WORLD_RANK, _SIZE) or another MPI (PMI_RANK, PMI_SIZE). NULL is the whole.
 *  Errors:  TT_EUSAGE */
tt_status cli_shard_parse(const char *text, cli_shard *out, tt_error *err);

/** Whether the report of this number, from 0 on, belongs to the shard: they are dealt out in turn. */
int cli_shard_has(const cli_shard *shard, size_t report);

#endif
