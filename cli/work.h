/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CLI_WORK_H
#define TT_CLI_WORK_H

#include "settings.h"
#include "tiptrend/dataset.h"
#include "tiptrend/run.h"
#include "tiptrend/strbuf.h"

/* Methods worked through step by step on the user's own figures, as Markdown. Every worked result is compared with
 * what the library gives for the same figures; a difference is a fault of the program (TT_EINTERNAL). */

typedef struct cli_work {
    const tt_dataset *ds;
    const tt_index_list *series;
    const cli_settings *settings;
    const tt_dataset *population; /* or NULL */
    tt_strbuf *out;
} cli_work;

typedef tt_status cli_work_function(const cli_work *work, tt_error *err);

/** The function that works a method through, by the name that the user gave or by that of its page; NULL when
 *  there is none. */
cli_work_function *cli_work_find(const char *method, const char *page);

/* The methods, in work_*.c. */
cli_work_function cli_work_count, cli_work_proportion, cli_work_rate, cli_work_change,
    cli_work_contributions, cli_work_sexes, cli_work_rounded, cli_work_mannkendall,
    cli_work_theilsen, cli_work_line, cli_work_loglinear, cli_work_poisson, cli_work_quasi,
    cli_work_multitest;

/* ---- what they share (work.c) ---- */

/** Append Markdown. In the format {} stands for a double (six digits), {p} for a probability, {i} for an int, {s}
 *  for a text of the data, which is escaped. */
void cli_say(const cli_work *work, const char *format, ...);

/** "## Worked through: SERIES (UNIT)", with `more` behind it. */
void cli_work_heading(const cli_work *work, const tt_series *series, const char *more);

/** The first chosen series for which `fits` holds, with its run of usable points (release it). `what` says what is
 *  needed.
 *  Errors:  TT_ENOTFOUND with `what`, TT_ENOMEM */
tt_status cli_work_run(const cli_work *work, int (*fits)(const tt_series *, const tt_run *),
                       const char *what, const tt_series **series, tt_run *run, tt_error *err);

/** The worked number against that of the library: equal to 9 digits, or TT_EINTERNAL. */
tt_status cli_work_agree(double worked, double library, const char *what, tt_error *err);

#endif
