/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the worked examples share. */
#include "work.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "out.h"
#include "tiptrend/number.h"

enum { DIGITS = 6 };

/* Shown with six significant digits; worked and library values must agree to nine. */
#define AGREEMENT 1e-9

static void add_number(tt_strbuf *out, double value)
{
    if (value == 0 || !isfinite(value)) {
        tt_strbuf_add(out, isnan(value) ? "?" : value == 0 ? "0" : value > 0 ? "inf" : "-inf");
        return;
    }
    if (value == floor(value) && fabs(value) < 1e15) {
        tt_strbuf_number(out, value);
        return;
    }
    int decimals = DIGITS - 1 - (int)floor(log10(fabs(value)));
    if (decimals > 17) {
        tt_strbuf_number(out, value);
        return;
    }
    decimals = decimals < 0 ? 0 : decimals;
    char text[TT_NUMBER_FIXED_SIZE];
    size_t length = tt_number_fixed(value, decimals, text);
    if (strchr(text, '.'))
        while (text[length - 1] == '0' || text[length - 1] == '.')
            if (text[--length] == '.')
                break;
    tt_strbuf_add_bytes(out, text, length);
}

static void add_probability(tt_strbuf *out, double p)
{
    if (p > 0 && p < 1e-4)
        tt_strbuf_number(out, p);
    else
        add_number(out, p);
}

void cli_say(const cli_work *work, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    for (const char *at = format; *at; at++) {
        if (*at != '{') {
            tt_strbuf_add_char(work->out, *at);
        } else if (at[1] == 's') {
            cli_add_markdown(work->out, va_arg(arguments, const char *));
            at += 2;
        } else if (at[1] == 'p') {
            add_probability(work->out, va_arg(arguments, double));
            at += 2;
        } else if (at[1] == 'i') {
            tt_strbuf_addf(work->out, "%d", va_arg(arguments, int));
            at += 2;
        } else {
            add_number(work->out, va_arg(arguments, double));
            at += 1;
        }
    }
    va_end(arguments);
}

void cli_work_heading(const cli_work *work, const tt_series *series, const char *more)
{
    cli_say(work, "\n## Worked through: {s}", series->name);
    if (*series->unit)
        cli_say(work, " ({s})", series->unit);
    cli_say(work, "{s}\n\n", more);
    if (work->series->count > 1)
        cli_say(work,
                "The first fitting one of the {i} series chosen; --where chooses another.\n\n",
                (int)work->series->count);
}

tt_status cli_work_run(const cli_work *work, int (*fits)(const tt_series *, const tt_run *),
                       const char *what, const tt_series **series, tt_run *run, tt_error *err)
{
    tt_run_options options = {.from = (int)work->settings->from,
                              .to = (int)work->settings->to,
                              .across_breaks = work->settings->across_breaks};
    for (size_t i = 0; i < work->series->count; i++) {
        size_t index = work->series->index[i];
        tt_status status = tt_dataset_run(work->ds, index, &options, run, err);
        if (status != TT_OK)
            return status;
        *series = tt_dataset_series(work->ds, index);
        if (fits(*series, run))
            return TT_OK;
        tt_run_clear(run);
    }
    return tt_fail(err, TT_ENOTFOUND, "none of the series chosen has %s", what);
}

tt_status cli_work_agree(double worked, double library, const char *what, tt_error *err)
{
    int same = worked == library || (isnan(worked) && isnan(library)) ||
               fabs(worked - library) <= AGREEMENT * fmax(fabs(worked), fabs(library));
    if (same)
        return TT_OK;
    char a[TT_NUMBER_TEXT_SIZE];
    char b[TT_NUMBER_TEXT_SIZE];
    (void)tt_number_text(worked, a);
    (void)tt_number_text(library, b);
    return tt_fail(err, TT_EINTERNAL, "%s worked by hand is %s, by the library %s", what, a, b);
}

/* Names of methods or pages and who works them through; more particular names first. */
static const struct {
    const char *name;
    cli_work_function *work;
} workers[] = {
    {"wilson", cli_work_proportion},
    {"clopper-pearson", cli_work_proportion},
    {"proportion", cli_work_proportion},
    {"contributions", cli_work_contributions},
    {"loglinear", cli_work_loglinear},
    {"log-linear", cli_work_loglinear},
    {"quasipoisson", cli_work_quasi},
    {"quasi-poisson", cli_work_quasi},
    {"dispersion", cli_work_quasi},
    {"interval", cli_work_count},
    {"rate", cli_work_rate},
    {"rate_ratio", cli_work_change},
    {"change", cli_work_change},
    {"sexes", cli_work_sexes},
    {"bounds", cli_work_sexes},
    {"rounded", cli_work_rounded},
    {"mannkendall", cli_work_mannkendall},
    {"theilsen", cli_work_theilsen},
    {"linreg", cli_work_line},
    {"countreg", cli_work_poisson},
    {"overdispersion", cli_work_quasi},
    {"multitest", cli_work_multitest},
};

cli_work_function *cli_work_find(const char *method, const char *page)
{
    const char *const names[] = {method, page};
    for (size_t n = 0; n < 2; n++)
        for (size_t i = 0; i < sizeof workers / sizeof *workers; i++)
            if (strcmp(workers[i].name, names[n]) == 0)
                return workers[i].work;
    return NULL;
}
