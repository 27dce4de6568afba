/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which part of a batch a process makes: from the command line, and from what Slurm, Open MPI and others set. */
#define _POSIX_C_SOURCE 200809L
#include "shard.h"

#include <stdlib.h>

#include "check.h"

static const char *const variables[] = {"SLURM_ARRAY_TASK_ID",
                                        "SLURM_ARRAY_TASK_MIN",
                                        "SLURM_ARRAY_TASK_COUNT",
                                        "SLURM_ARRAY_TASK_STEP",
                                        "SLURM_PROCID",
                                        "SLURM_NTASKS",
                                        "SLURM_STEP_NUM_TASKS",
                                        "SLURM_JOB_ID",
                                        "SLURM_STEP_ID",
                                        "OMPI_COMM_WORLD_RANK",
                                        "OMPI_COMM_WORLD_SIZE",
                                        "PMI_RANK",
                                        "PMI_SIZE"};

/* An environment and what follows from it; index 0: an error. */
typedef struct setting {
    const char *pairs[18]; /* names and values, NULL at the end */
    size_t index;
    size_t count;
} setting;

static const setting settings[] = {
    {{NULL}, 0, 0},
    /* sbatch --array=3-9:2 */
    {{"SLURM_ARRAY_TASK_ID", "7", "SLURM_ARRAY_TASK_MIN", "3", "SLURM_ARRAY_TASK_COUNT", "4",
      "SLURM_ARRAY_TASK_STEP", "2", NULL},
     3,
     4},
    {{"SLURM_ARRAY_TASK_ID", "1", "SLURM_ARRAY_TASK_MIN", "1", "SLURM_ARRAY_TASK_COUNT", "1", NULL},
     1,
     1},
    /* An element that is not on the grid of the step. */
    {{"SLURM_ARRAY_TASK_ID", "4", "SLURM_ARRAY_TASK_MIN", "3", "SLURM_ARRAY_TASK_COUNT", "4",
      "SLURM_ARRAY_TASK_STEP", "2", NULL},
     0,
     0},
    /* srun -n 3 */
    {{"SLURM_JOB_ID", "9", "SLURM_STEP_ID", "0", "SLURM_PROCID", "2", "SLURM_NTASKS", "3", NULL},
     3,
     3},
    {{"SLURM_PROCID", "0", "SLURM_NTASKS", "2", NULL}, 1, 2},
    /* The step has fewer tasks than the job. */
    {{"SLURM_JOB_ID", "9", "SLURM_STEP_ID", "1", "SLURM_PROCID", "1", "SLURM_NTASKS", "8",
      "SLURM_STEP_NUM_TASKS", "2", NULL},
     2,
     2},
    /* The script of sbatch -n 4 --array=0-1 is one process: only the array counts. */
    {{"SLURM_JOB_ID", "9", "SLURM_PROCID", "0", "SLURM_NTASKS", "4", "SLURM_ARRAY_TASK_ID", "1",
      "SLURM_ARRAY_TASK_MIN", "0", "SLURM_ARRAY_TASK_COUNT", "2", NULL},
     2,
     2},
    /* srun -n 2 within an element of an array of 3 */
    {{"SLURM_JOB_ID", "9", "SLURM_STEP_ID", "0", "SLURM_PROCID", "1", "SLURM_NTASKS", "2",
      "SLURM_ARRAY_TASK_ID", "2", "SLURM_ARRAY_TASK_MIN", "0", "SLURM_ARRAY_TASK_COUNT", "3", NULL},
     6,
     6},
    {{"OMPI_COMM_WORLD_RANK", "3", "OMPI_COMM_WORLD_SIZE", "4", NULL}, 4, 4},
    {{"PMI_RANK", "0", "PMI_SIZE", "5", NULL}, 1, 5},
    /* Nonsense is as if it were not there. */
    {{"PMI_RANK", "5", "PMI_SIZE", "5", NULL}, 0, 0},
    {{"SLURM_PROCID", "x", "SLURM_NTASKS", "2", NULL}, 0, 0},
    {{"SLURM_ARRAY_TASK_ID", "99999999999999999999", "SLURM_ARRAY_TASK_COUNT", "2", NULL}, 0, 0},
};

static void from_environment(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof settings / sizeof *settings; i++) {
        cli_shard shard;
        for (size_t v = 0; v < sizeof variables / sizeof *variables; v++)
            (void)unsetenv(variables[v]);
        for (const char *const *p = settings[i].pairs; *p; p += 2)
            (void)setenv(p[0], p[1], 1);
        check_status(cli_shard_parse("auto", &shard, NULL), settings[i].index ? TT_OK : TT_EUSAGE,
                     NULL);
        if (shard.index != settings[i].index || shard.count != settings[i].count)
            (void)fprintf(stderr, "setting %zu gave %zu/%zu\n", i, shard.index, shard.count);
        check_true(shard.index == settings[i].index && shard.count == settings[i].count);
    }
    check_done();
}

static void from_text(void **state)
{
    (void)state;
    static const char *const bad[] = {"",
                                      "0/3",
                                      "4/3",
                                      "1/",
                                      "/3",
                                      "1/3x",
                                      "-1/3",
                                      "1",
                                      "a/b",
                                      "1//3",
                                      " 1/3",
                                      "1/0",
                                      "9999999/9999999",
                                      "Auto"};
    cli_shard shard;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        check_status(cli_shard_parse(bad[i], &shard, NULL), TT_EUSAGE, NULL);
    check_status(cli_shard_parse("3/3", &shard, NULL), TT_OK, NULL);
    check_true(shard.index == 3 && shard.count == 3);
    check_status(cli_shard_parse(NULL, &shard, NULL), TT_OK, NULL);
    check_true(shard.count == 0 && cli_shard_has(&shard, 0) && cli_shard_has(&shard, 12345));
    check_done();
}

/* Each report belongs to one shard, and shards differ by one report at most. */
static void parts_are_the_whole(void **state)
{
    (void)state;
    for (size_t count = 1; count <= 9; count++) {
        size_t of_shard[9] = {0};
        for (size_t report = 0; report < 128; report++) {
            size_t owners = 0;
            for (size_t k = 1; k <= count; k++)
                if (cli_shard_has(&(cli_shard){k, count}, report)) {
                    owners++;
                    of_shard[k - 1]++;
                }
            check_true(owners == 1);
        }
        for (size_t k = 0; k < count; k++)
            check_true(of_shard[k] == 128 / count || of_shard[k] == 128 / count + 1);
    }
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(from_environment),
        cmocka_unit_test(from_text),
        cmocka_unit_test(parts_are_the_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
