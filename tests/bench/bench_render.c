/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What drawing through tiptrend costs beside a bare gnuplot that loads the same scripts.
 *
 *     bench_render FOLDER REPEATS STYLE.gp CHART.gp...
 *
 * writes into FOLDER, which must be empty, and prints milliseconds a chart for svg, pdf, png and all
 * three, with one and two processes: bare, through tt_render (with checking, patching, syncing), and
 * the ratio. The runs alternate, and the least of ROUNDS counts, since other load only adds. The last
 * columns are processor time, of our own and of the gnuplots, which other load hardly touches. */
#define _XOPEN_SOURCE 700
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tiptrend/render.h"

#define ROUNDS     5
#define MOST_FILES 64

static const char *folder;
static size_t chart_count;
static char *scripts[MOST_FILES]; /* texts */
static const char *paths[MOST_FILES];
static char *style;
static const char *style_path;

static double now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static char *read_text(const char *path)
{
    static char buffer[1 << 20];
    FILE *file = fopen(path, "rb");
    if (!file) {
        perror(path);
        exit(1);
    }
    size_t length = fread(buffer, 1, sizeof buffer - 1, file);
    (void)fclose(file);
    char *copy = malloc(length + 1);
    if (!copy)
        exit(1);
    memcpy(copy, buffer, length);
    copy[length] = '\0';
    return copy;
}

/* Commands for the charts first, first + step, ... as a bare gnuplot gets them on standard input. */
static void write_commands(const char *path, const char *formats, size_t n, size_t first,
                           size_t step)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        exit(1);
    (void)fprintf(file, "set encoding utf8\n");
    for (size_t i = first; i < n; i += step)
        for (const char *f = formats; *f; f++) {
            const char *format = *f == 's' ? "svg" : *f == 'p' ? "pdf" : "png";
            (void)fprintf(file,
                          "reset session\nreset errors\nFMT='%s'; OUT='bare%zu.%s'; TIPTREND=1\n"
                          "load '%zu.gp'\nunset output\n",
                          format, i, format, i % chart_count);
        }
    (void)fclose(file);
}

static double run_bare(const char *formats, size_t n, size_t processes)
{
    char command[600] = "";
    for (size_t i = 0; i < processes; i++) {
        char name[300];
        (void)snprintf(name, sizeof name, "%s/commands%zu", folder, i);
        write_commands(name, formats, n, i, processes);
    }
    (void)snprintf(command, sizeof command,
                   "cd '%s' && TZ=UTC LC_ALL=C.UTF-8 && export TZ LC_ALL && "
                   "(gnuplot -d <commands0 & %s wait)",
                   folder, processes > 1 ? "gnuplot -d <commands1 &" : "");
    double start = now_ms();
    if (system(command) != 0)
        exit(1);
    return (now_ms() - start) / (double)n;
}

/* Processor time in ms, of this process or of the children that it has waited for. */
static double cpu_ms(int whose)
{
    struct rusage used;
    (void)getrusage(whose, &used);
    return (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 +
           (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
}

static double run_render(const char *formats, size_t n, int jobs)
{
    const tt_render_options options = {.style = style, .jobs = jobs};
    double start = now_ms();
    tt_render *render;
    tt_error err = {0};
    tt_status status = tt_render_new(&options, &render, &err);
    for (size_t i = 0; i < n && status == TT_OK; i++) {
        char names[3][300];
        tt_render_target targets[3];
        size_t count = 0;
        for (const char *f = formats; *f; f++, count++) {
            targets[count].format = *f == 's'   ? TT_FORMAT_SVG
                                    : *f == 'p' ? TT_FORMAT_PDF
                                                : TT_FORMAT_PNG;
            (void)snprintf(names[count], sizeof names[count], "%s/chart%zu.%s", folder, i,
                           tt_format_name(targets[count].format));
            targets[count].path = names[count];
        }
        const tt_render_job job = {.name = "bench",
                                   .script = scripts[i % chart_count],
                                   .targets = targets,
                                   .target_count = count,
                                   .title = "A chart of the benchmark",
                                   .alt = "Lines"};
        status = tt_render_submit(render, &job, NULL, &err);
    }
    if (status == TT_OK)
        status = tt_render_finish(render, &err);
    if (status != TT_OK) {
        (void)fprintf(stderr, "%s: %s\n", err.series, err.message);
        exit(1);
    }
    tt_render_free(render);
    return (now_ms() - start) / (double)n;
}

static double least(double a, double b)
{
    return a == 0 || b < a ? b : a;
}

static void measure(const char *name, const char *formats, size_t n)
{
    double bare[2] = {0, 0};
    double ours[2] = {0, 0};
    double own = 0;
    double drawn = 0;
    for (int round = 0; round < ROUNDS; round++)
        for (int i = 0; i < 2; i++) {
            bare[i] = least(bare[i], run_bare(formats, n, (size_t)i + 1));
            double self = cpu_ms(RUSAGE_SELF);
            double children = cpu_ms(RUSAGE_CHILDREN);
            ours[i] = least(ours[i], run_render(formats, n, i + 1));
            own = least(own, (cpu_ms(RUSAGE_SELF) - self) / (double)n);
            drawn = least(drawn, (cpu_ms(RUSAGE_CHILDREN) - children) / (double)n);
        }
    (void)printf(
        "%-12s %5zu %8.3f %8.3f %6.3f %8.3f %8.3f %6.3f %6.2f %6.2f %6.2f %7.3f %7.3f %6.3f\n",
        name, n, bare[0], ours[0], ours[0] / bare[0], bare[1], ours[1], ours[1] / bare[1],
        bare[0] / bare[1], ours[0] / ours[1], (ours[0] / ours[1]) / (bare[0] / bare[1]), own, drawn,
        own / drawn);
}

int main(int argc, char **argv)
{
    if (argc < 5 || argc > MOST_FILES) {
        (void)fprintf(stderr, "usage: bench_render FOLDER REPEATS STYLE.gp CHART.gp...\n");
        return 64;
    }
    folder = argv[1];
    size_t repeats = (size_t)strtoul(argv[2], NULL, 10);
    style_path = argv[3];
    style = read_text(style_path);
    char command[900];
    (void)snprintf(command, sizeof command, "cp '%s' '%s/style.gp'", style_path, folder);
    if (system(command) != 0)
        return 1;
    for (int i = 4; i < argc; i++) {
        paths[chart_count] = argv[i];
        scripts[chart_count] = read_text(argv[i]);
        (void)snprintf(command, sizeof command, "cp '%s' '%s/%zu.gp'", argv[i], folder,
                       chart_count);
        chart_count++;
        if (system(command) != 0)
            return 1;
    }
    (void)printf(
        "ms a chart            one process              two processes           gain           "
        "processor time\n"
        "formats     charts    bare tiptrend  ratio     bare tiptrend  ratio   bare "
        "  ours  share     own gnuplot  share\n");
    measure("svg", "s", repeats * 10);
    measure("pdf", "p", repeats * 4);
    measure("png", "n", repeats);
    measure("svg pdf png", "spn", repeats);
    return 0;
}
