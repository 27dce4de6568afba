/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which part of a batch this process makes. */
#include "shard.h"

#include <stdlib.h>
#include <string.h>

#define MOST_SHARDS 1000000

/* A whole number up to the limit at the start of a text; -1 when there is none. */
static long number_at(const char *text, const char **end)
{
    long number = 0;
    const char *at = text;
    for (; *at >= '0' && *at <= '9' && number <= MOST_SHARDS; at++)
        number = 10 * number + (*at - '0');
    *end = at;
    return at == text || number > MOST_SHARDS ? -1 : number;
}

/* A variable of the environment; `otherwise` when it is not set or no number. */
static long variable(const char *name, long otherwise)
{
    const char *text = getenv(name);
    const char *end;
    long number = text ? number_at(text, &end) : -1;
    return number >= 0 && !*end ? number : otherwise;
}

/* A rank and how many there are, from one pair of variables. Returns 0 where they say nothing. */
static int ranks(const char *rank, const char *size, cli_shard *out)
{
    long number = variable(rank, -1);
    long count = variable(size, -1);
    if (number < 0 || count < 1 || number >= count)
        return 0;
    *out = (cli_shard){(size_t)number + 1, (size_t)count};
    return 1;
}

/* The rank among the processes that one call of srun or mpirun has started. Slurm also sets the first two
 * in the batch script itself, which is one process however many are asked for; that is no step. */
static int rank_of_step(cli_shard *out)
{
    int is_batch_script = getenv("SLURM_JOB_ID") && !getenv("SLURM_STEP_ID");
    return ranks("OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE", out) ||
           ranks("PMI_RANK", "PMI_SIZE", out) ||
           (!is_batch_script && (ranks("SLURM_PROCID", "SLURM_STEP_NUM_TASKS", out) ||
                                 ranks("SLURM_PROCID", "SLURM_NTASKS", out)));
}

/* The element of a Slurm array. */
static int element_of_array(cli_shard *out)
{
    long id = variable("SLURM_ARRAY_TASK_ID", -1);
    long count = variable("SLURM_ARRAY_TASK_COUNT", -1);
    long first = variable("SLURM_ARRAY_TASK_MIN", 0);
    long step = variable("SLURM_ARRAY_TASK_STEP", 1);
    if (id < first || count < 1 || step < 1 || (id - first) % step != 0 ||
        (id - first) / step >= count)
        return 0;
    *out = (cli_shard){(size_t)((id - first) / step) + 1, (size_t)count};
    return 1;
}

tt_status cli_shard_parse(const char *text, cli_shard *out, tt_error *err)
{
    *out = (cli_shard){0};
    if (!text)
        return TT_OK;
    if (strcmp(text, "auto") == 0) {
        cli_shard array = {1, 1};
        cli_shard rank = {1, 1};
        int found = element_of_array(&array);
        found |= rank_of_step(&rank);
        if (!found)
            return tt_fail(
                err, TT_EUSAGE,
                "--shard auto: no array of Slurm and no rank of srun or mpirun is in the "
                "environment; give --shard K/N");
        *out = (cli_shard){(array.index - 1) * rank.count + rank.index, array.count * rank.count};
        return TT_OK;
    }
    const char *at;
    long index = number_at(text, &at);
    long count = *at == '/' ? number_at(at + 1, &at) : -1;
    if (index < 1 || count < index || *at)
        return tt_fail(err, TT_EUSAGE, "--shard takes K/N with K from 1 to N, or auto, not '%.60s'",
                       text);
    *out = (cli_shard){(size_t)index, (size_t)count};
    return TT_OK;
}

int cli_shard_has(const cli_shard *shard, size_t report)
{
    return shard->count == 0 || report % shard->count == shard->index - 1;
}
