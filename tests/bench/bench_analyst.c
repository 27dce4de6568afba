/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Seconds for reading a table, and for analysing it and writing the results, with one thread and with several.
 *   bench_analyst TABLE FOLDER [ROUNDS]
 * The least of ROUNDS (5) is shown; rounds with one thread and with several take turns. */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "analyse_run.h"
#include "tiptrend/memory.h"

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct times {
    double reading;
    double analysis;
    size_t series;
} times;

static tt_status run(char *table, char *folder, char *jobs, times *out, tt_error *err)
{
    char line[4][64] = {"analyse", "--do", "change,loglinear,poisson,mannkendall,theilsen", "-q"};
    char options_o[] = "-o";
    char options_j[] = "-j";
    char *words[] = {line[0], table, line[1], line[2], options_o, folder, options_j, jobs, line[3]};
    cli_context context = {0};
    cli_analyses analyses = {0};
    tt_dataset *ds = NULL;
    tt_index_list all = {0};
    tt_output *output = NULL;
    tt_output_options options = {.no_sync = 1};
    tt_status status =
        cli_options_parse(cli_command_find("analyse")->options, sizeof words / sizeof *words, words,
                          &context.settings, err);
    if (status == TT_OK)
        status = cli_analyses_choose(&context.settings.analyses, &analyses, err);
    double start = now();
    if (status == TT_OK)
        status = cli_load(&context, &context.settings.operands, &ds, err);
    out->reading = now() - start;
    if (status == TT_OK)
        status = cli_select(&context, ds, &all, err);
    if (status == TT_OK)
        status = tt_output_begin(&options, &output, err);
    for (size_t i = 0; i < analyses.count && status == TT_OK; i++) {
        char path[4096];
        (void)snprintf(path, sizeof path, "%s/%s.csv", folder, analyses.list[i].name);
        status = tt_output_add(output, path, "", 0, NULL, err);
    }
    cli_analysis_request request = {.ds = ds, .series = &all, .settings = &context.settings};
    start = now();
    if (status == TT_OK)
        status = cli_analyse_run(&context, &request, &analyses, output, err);
    out->analysis = now() - start;
    out->series = all.count;
    tt_output_free(output);
    tt_index_list_clear(&all);
    tt_dataset_free(ds);
    tt_free(analyses.list);
    cli_settings_clear(&context.settings);
    return status;
}

static void keep_least(times *least, const times *found)
{
    least->series = found->series;
    if (least->analysis == 0 || found->analysis < least->analysis)
        least->analysis = found->analysis;
    if (least->reading == 0 || found->reading < least->reading)
        least->reading = found->reading;
}

int main(int argc, char **argv)
{
    char jobs[2][2] = {"1", "2"};
    times least[2] = {{0}};
    tt_error err = {0};
    if (argc < 3) {
        (void)fprintf(stderr, "bench_analyst TABLE FOLDER [ROUNDS]\n");
        return 2;
    }
    tt_runtime_init();
    for (int round = argc > 3 ? atoi(argv[3]) : 5; round > 0; round--)
        for (int j = 0; j < 2; j++) {
            times found;
            if (run(argv[1], argv[2], jobs[j], &found, &err) != TT_OK) {
                (void)fprintf(stderr, "%s\n", err.message);
                return 1;
            }
            keep_least(&least[j], &found);
        }
    for (int j = 0; j < 2; j++)
        (void)printf(
            "%zu series, %s thread%s: reading %.3f s, analysis %.3f s (%.2f us a series)\n",
            least[j].series, jobs[j], j ? "s" : "", least[j].reading, least[j].analysis,
            1e6 * least[j].analysis / (double)least[j].series);
    (void)printf("analysis alone, two threads against one: %.2f times as fast\n",
                 least[0].analysis / least[1].analysis);
    return 0;
}
