/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CLI_TREND_MODELS_H
#define TT_CLI_TREND_MODELS_H

#include "tables.h"
#include "tiptrend/bands.h"
#include "tiptrend/influence.h"
#include "tiptrend/polyreg.h"
#include "tiptrend/ranktest.h"
#include "tiptrend/run.h"

/* The models of `tiptrend trend` by name, each turned into one form of result. To add one: a function in
 * trend_models.c, a line in its table, a method page. */

/* Places of the words of --se, --rho and --weights. */
enum { CLI_RHO_PW, CLI_RHO_ML, CLI_RHO_REML };
enum { CLI_WEIGHTS_NONE, CLI_WEIGHTS_SE, CLI_WEIGHTS_COUNT };

typedef struct cli_trend_input {
    tt_points points; /* with the exposures of the data, where all points have one */
    const double *se; /* se[points.n], standard errors of the values; or NULL */
    int profile;      /* --ci profile */
    const cli_settings *settings;
    tt_mk_cache *cache;    /* may be NULL */
    tt_critical *critical; /* may be NULL */
} cli_trend_input;

/* What one model gives; not-a-number, NULL or 0 where it has no such thing. */
typedef struct cli_trend_result {
    tt_trend trend;
    double dispersion;
    double deviance;
    double alpha; /* of NB2: variance mean + alpha mean^2 */
    double rho;   /* of AR(1) errors */
    double sigma;
    double r_squared;
    double aicc;
    double aicc_delta;   /* above the best of line, parabola and cubic */
    tt_estimate turning; /* the last year in which a curve turns */
    double discounted;   /* years that a robust line counts by less than half */
    const char *errors;  /* kind of standard errors, where it is not the model's own */
    const char *weights;
} cli_trend_result;

typedef tt_status cli_trend_function(const cli_trend_input *in, cli_trend_result *out,
                                     tt_error *err);

typedef struct cli_trend_model {
    const char *name;
    const char *page; /* of docs/methods */
    cli_trend_function *fit;
    int counts_only; /* fits nothing else */
    int bands;       /* tt_bands_model + 1; 0: has none */
    int influence;   /* tt_influence_model + 1; 0: has none */
} cli_trend_model;

/** All models, in the order in which they are printed. */
const cli_trend_model *cli_trend_models(size_t *count);

/** Marks the models that --model names, `wanted[count]`; without any, those that belong side by side.
 *  Errors:  TT_EUSAGE with the list of names */
tt_status cli_trend_choose(const cli_list *names, char *wanted, tt_error *err);

/** Whether --ci asks for profile-likelihood limits.
 *  Errors:  TT_EUSAGE for another word than wald and profile */
tt_status cli_trend_ci(const char *name, int *profile, tt_error *err);

/* One model of one series, for the tables of trends. A series with fewer than two points has no model. */
typedef struct cli_trend_case {
    const tt_series *series;
    const tt_run *run;
    const cli_trend_input *in;
    const cli_trend_model *model; /* NULL for a series that is too short */
} cli_trend_case;

/** Adds the rows of one case to a table. Only a lack of memory is an error: everything else is a row that
 *  says why. */
typedef tt_status cli_trend_visit(const cli_trend_case *c, tt_table *table, tt_error *err);

/** Visits the chosen series and models of a request in order; models of counts only where there are
 *  counts.
 *  Errors:  TT_EUSAGE (no such model or limits), TT_ENOMEM, and those of the visit */
tt_status cli_trend_each(const cli_analysis_request *request, cli_trend_visit *visit,
                         tt_table *table, tt_error *err);

/** The columns of the table of trends, and one row of it. Only a lack of memory is an error: everything else
 *  is a row that says why. */
const tt_column *cli_trend_columns(size_t *count);
tt_status cli_trend_row(const cli_trend_case *c, tt_table *table, tt_error *err);

/** Begins a row: series, unit, model. */
void cli_trend_key(tt_table *table, const cli_trend_case *c);

/** The period of a time of a run, or of one beyond it. */
tt_period cli_trend_period(const tt_run *run, double time);

#endif
