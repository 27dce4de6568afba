/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_INTERVAL_H
#define TT_INTERVAL_H

#include "tiptrend/points.h"
#include "tiptrend/status.h"

/* Confidence limits of one Poisson count, of one proportion, and of a difference of proportions.
 *
 * Counts are whole numbers from 0 to TT_COUNT_MAX. The exact limits are central: each side has at
 * most half of 1 - conf. */

/* What is the largest count that the exact methods take; their time grows with its root. */
#define TT_COUNT_MAX 1e12

/* What a method of limits can be used for. */
enum tt_ci_use { TT_CI_FOR_COUNT = 1, TT_CI_FOR_PROPORTION = 2, TT_CI_FOR_RATIO = 4 };

/* X(name, option name, uses, text). "exact" is Garwood's for a count, Clopper and Pearson's for a
 * proportion, the conditional one for a ratio of counts. */
#define TT_CI_METHOD_LIST(X)                                                                       \
    X(TT_CI_DEFAULT, "default", TT_CI_FOR_COUNT | TT_CI_FOR_PROPORTION | TT_CI_FOR_RATIO,          \
      "exact; Wilson for proportions")                                                             \
    X(TT_CI_EXACT, "exact", TT_CI_FOR_COUNT | TT_CI_FOR_PROPORTION | TT_CI_FOR_RATIO,              \
      "exact central: Garwood, Clopper-Pearson, conditional")                                      \
    X(TT_CI_MIDP, "midp", TT_CI_FOR_COUNT | TT_CI_FOR_PROPORTION | TT_CI_FOR_RATIO,                \
      "exact with half the probability of the outcome itself")                                     \
    X(TT_CI_BYAR, "byar", TT_CI_FOR_COUNT, "Byar's approximation, clipped at 0")                   \
    X(TT_CI_OHID, "ohid", TT_CI_FOR_COUNT, "Byar from a count of 10, exact below, as OHID")        \
    X(TT_CI_SCORE, "score", TT_CI_FOR_COUNT | TT_CI_FOR_PROPORTION, "score; Wilson's")             \
    X(TT_CI_WALD, "wald", TT_CI_FOR_COUNT | TT_CI_FOR_PROPORTION | TT_CI_FOR_RATIO,                \
      "estimate -+ z standard errors (on the log scale for a ratio), clipped to the range")        \
    X(TT_CI_LOG_WALD, "log-wald", TT_CI_FOR_COUNT, "Wald on the log scale; exact for 0")           \
    X(TT_CI_JEFFREYS, "jeffreys", TT_CI_FOR_COUNT | TT_CI_FOR_PROPORTION,                          \
      "Bayesian with Jeffreys' prior; for proportions set to 0 and 1 at the ends")                 \
    X(TT_CI_WILSON_CC, "wilson-cc", TT_CI_FOR_PROPORTION, "Wilson with continuity correction")     \
    X(TT_CI_AGRESTI_COULL, "agresti-coull", TT_CI_FOR_PROPORTION,                                  \
      "Wald about Wilson's centre, clipped to 0 and 1")

typedef enum tt_ci_method {
#define TT_X(name, option, uses, text) name,
    TT_CI_METHOD_LIST(TT_X)
#undef TT_X
        TT_CI_METHOD_COUNT
} tt_ci_method;

typedef struct tt_ci_options {
    tt_ci_method method; /* default by use: exact, Wilson for proportions */
    double conf;         /* confidence level, 0 < conf < 1; 0 stands for 0.95 */
} tt_ci_options;

typedef struct tt_ci {
    tt_estimate estimate;
    tt_ci_method method; /* the one used: exact where another does not exist for a zero count */
    double conf;
    tt_notes notes;
} tt_ci;

/** Option name of a method: "exact". NULL when out of range. */
const char *tt_ci_method_name(tt_ci_method method);

/** One line that says what a method is. NULL when out of range. */
const char *tt_ci_method_text(tt_ci_method method);

/** What a method can be used for: a set of tt_ci_use; 0 when out of range. */
unsigned tt_ci_method_uses(tt_ci_method method);

/** The method with an option name.
 *  Domain:  the names of the list, and "garwood", "clopper-pearson", "wilson", "conditional",
 *           "mid-p"
 *  Errors:  TT_EUSAGE with the list of names */
tt_status tt_ci_method_parse(const char *name, tt_ci_method *out, tt_error *err);

/** Confidence limits of the mean behind one Poisson count.
 *  Shape:   one count -> estimate (the count) and limits
 *  Units:   events
 *  Domain:  whole, 0 to TT_COUNT_MAX; 0 gives a lower limit of 0
 *  Missing: not accepted
 *  Errors:  TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE
 *  Notes:   TT_NOTE_POISSON, TT_NOTE_LOW_COUNT, TT_NOTE_NORMAL_APPROX, TT_NOTE_ZERO_COUNT
 *  Checks:  525 limits with 20 digits to 1e-11; Public Health England's test data; R
 *  Source:  Garwood 1936, Biometrika 28:437; docs/methods/interval.md */
tt_status tt_interval_count(double count, const tt_ci_options *options, tt_ci *out, tt_error *err);

/** Confidence limits of the proportion behind x of n.
 *  Shape:   x, n -> estimate (x / n) and limits
 *  Units:   0 to 1
 *  Domain:  whole, 0 <= x <= n <= TT_COUNT_MAX, n > 0; 0 and n give limits of 0 and 1
 *  Missing: not accepted
 *  Errors:  TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE
 *  Notes:   TT_NOTE_LOW_COUNT (x or n - x below 20), TT_NOTE_NORMAL_APPROX
 *  Checks:  810 limits with 20 digits to 1e-11; Newcombe 1998; Public Health England's test data
 *  Source:  Newcombe 1998, Stat Med 17:857; docs/methods/interval.md */
tt_status tt_interval_proportion(double x, double n, const tt_ci_options *options, tt_ci *out,
                                 tt_error *err);

/* x of n. */
typedef struct tt_proportion {
    double x;
    double n;
} tt_proportion;

/** The difference of two independent proportions, first less second, by Newcombe's method 10.
 *  Shape:   x1 of n1, x2 of n2 -> difference and limits
 *  Units:   -1 to 1
 *  Domain:  as tt_interval_proportion; options->method is TT_CI_DEFAULT or TT_CI_SCORE
 *  Missing: not accepted
 *  Errors:  TT_ENONFINITE, TT_EDOMAIN, TT_EUSAGE
 *  Notes:   TT_NOTE_LOW_COUNT, TT_NOTE_NORMAL_APPROX
 *  Checks:  30 limits with 20 digits to 1e-11; Newcombe 1998, table II
 *  Source:  Newcombe 1998, Stat Med 17:873; docs/methods/interval.md */
tt_status tt_interval_difference(const tt_proportion *first, const tt_proportion *second,
                                 const tt_ci_options *options, tt_ci *out, tt_error *err);

#endif
