/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_STATUS_H
#define TT_STATUS_H

#include <stddef.h>
#include <stdint.h>

/* Status codes, errors and notes.
 *
 * A function that can fail returns a `tt_status` and, on failure, fills the caller's `tt_error`
 * (which may be NULL). The first function that sees a fault fills the error; everyone above passes
 * it on unchanged. A weak result is not an error: it carries `tt_notes`, which every output prints.
 *
 * Both lists below are the only ones: names, texts and docs/errors.md are made from them. */

/* X(name, text) */
#define TT_STATUS_LIST(X)                                                                          \
    X(TT_OK, "no error")                                                                           \
    X(TT_EUSAGE, "a call or an option that makes no sense")                                        \
    X(TT_ENOMEM, "out of memory")                                                                  \
    X(TT_ENOINPUT, "a file or an item of input that does not exist or cannot be opened")           \
    X(TT_EIO, "reading or writing failed")                                                         \
    X(TT_ECANTCREATE, "an output file or folder cannot be created")                                \
    X(TT_EPARSE, "text that cannot be read as what it should be")                                  \
    X(TT_EENCODING, "bytes that are not valid in the encoding")                                    \
    X(TT_ESCHEMA, "a table without the columns or the order that its layout needs")                \
    X(TT_ELIMIT, "input beyond a limit that protects the program")                                 \
    X(TT_ENOTFOUND, "a series, dimension or value that the data do not have")                      \
    X(TT_EUNITS, "two figures in different units")                                                 \
    X(TT_EDOMAIN, "a number outside the domain of the method")                                     \
    X(TT_ENONFINITE, "a number that is not finite")                                                \
    X(TT_ETOOFEW, "fewer points than the method needs")                                            \
    X(TT_ESINGULAR, "a design without a unique solution")                                          \
    X(TT_ENOCONV, "an iteration that did not converge")                                            \
    X(TT_ENOFIT, "data for which the estimate does not exist")                                     \
    X(TT_EGNUPLOT, "gnuplot is missing, failed or did not answer")                                 \
    X(TT_EFONT, "a font that cannot be found or read")                                             \
    X(TT_EINTERRUPTED, "stopped by a signal")                                                      \
    X(TT_EINTERNAL, "a fault of tiptrend itself")

typedef enum tt_status {
#define TT_X(name, text) name,
    TT_STATUS_LIST(TT_X)
#undef TT_X
        TT_STATUS_COUNT
} tt_status;

/* X(name, machine name, text): notes on a result, one bit each. */
#define TT_NOTE_LIST(X)                                                                            \
    X(TT_NOTE_SMALL_N, "small-n", "few points: read as description, not as a test")                \
    X(TT_NOTE_P_FLOOR, "p-floor", "no outcome of this n can reach p <= 0.05")                      \
    X(TT_NOTE_NORMAL_APPROX, "normal-approximation", "normal approximation, not exact")            \
    X(TT_NOTE_ASYMPTOTIC, "asymptotic", "large-sample formula at a small n")                       \
    X(TT_NOTE_NO_LIMITS, "no-limits", "no finite limits exist at this n and level")                \
    X(TT_NOTE_BOUNDARY, "boundary", "estimate at the boundary of what the model allows")           \
    X(TT_NOTE_ONE_SIDED, "one-sided", "one limit is infinite")                                     \
    X(TT_NOTE_ZERO_COUNT, "zero-count", "a zero count: the exact method is used")                  \
    X(TT_NOTE_POISSON, "poisson", "limits and p assume Poisson counts")                            \
    X(TT_NOTE_OVERDISPERSED, "overdispersed", "counts scatter more than Poisson")                  \
    X(TT_NOTE_UNDERDISPERSED, "underdispersed",                                                    \
      "counts are less spread than Poisson; limits use dispersion 1")                              \
    X(TT_NOTE_PERFECT_FIT, "perfect-fit", "no residual scatter: standard errors mean nothing")     \
    X(TT_NOTE_TIES, "ties", "tied values")                                                         \
    X(TT_NOTE_GAPS, "gaps", "years missing within the period")                                     \
    X(TT_NOTE_BREAK, "break", "a change of definition lies between the two periods")               \
    X(TT_NOTE_UNBROKEN_RUN, "unbroken-run",                                                        \
      "the definition changes: only the longest unbroken run is used")                             \
    X(TT_NOTE_ACROSS_BREAKS, "across-breaks", "fitted across a change of definition, as asked")    \
    X(TT_NOTE_ANNUALISED, "annualised", "change over several years, given per year")               \
    X(TT_NOTE_PARTIAL, "partial", "a partial period is left out")                                  \
    X(TT_NOTE_CONFLICT, "conflict", "a point with contradictory values is left out")               \
    X(TT_NOTE_INTERVAL, "interval", "a point known only as an interval is left out")               \
    X(TT_NOTE_MISSING, "missing", "a missing value is left out")                                   \
    X(TT_NOTE_DERIVED, "derived", "sum of the parts; no total is printed")                         \
    X(TT_NOTE_PANEL, "panel", "sum of a panel of constant membership: not a total of all areas")   \
    X(TT_NOTE_DECIDED, "decided", "a decision of the user touches a figure")                       \
    X(TT_NOTE_ROUNDED, "rounded", "from rounded percentages")                                      \
    X(TT_NOTE_UNSPECIFIED, "unspecified", "some are of unspecified category: bounds are given")    \
    X(TT_NOTE_INFEASIBLE, "infeasible", "printed figures that no whole numbers can meet")          \
    X(TT_NOTE_LOW_COUNT, "low-count", "a count below 20: read the interval, not the percentage")   \
    X(TT_NOTE_UNITS, "units", "ratio of figures in different units")                               \
    X(TT_NOTE_APPROXIMATE, "approximate", "the source says approximately")                         \
    X(TT_NOTE_NOT_A_COUNT, "not-a-count", "not whole numbers: Poisson limits do not apply")        \
    X(TT_NOTE_NO_EXPOSURE, "no-exposure", "no population for this year")                           \
    X(TT_NOTE_PROVISIONAL, "provisional", "a provisional figure")                                  \
    X(TT_NOTE_REPEATED, "repeated", "printed more than once with the same value")                  \
    X(TT_NOTE_SERIAL, "serial", "neighbouring years are correlated")                               \
    X(TT_NOTE_MONTE_CARLO, "monte-carlo", "estimated by random resampling")                        \
    X(TT_NOTE_CONTRADICTS, "contradicts",                                                          \
      "the printed total and its parts disagree; both are kept")                                   \
    X(TT_NOTE_ZERO_HALF, "zero-half", "a zero count is taken as 0.5")                              \
    X(TT_NOTE_LIBERAL, "liberal", "false alarms come more often than the level says")              \
    X(TT_NOTE_FORECAST, "forecast", "a forecast: right only if line and scatter go on as before")  \
    X(TT_NOTE_SMALL_N_SE, "small-n-errors",                                                        \
      "few points for this method: its standard errors tend to be too small")                      \
    X(TT_NOTE_NEAR_DEPENDENT, "near-dependent",                                                    \
      "terms of the model nearly repeat each other: few digits of the estimates are in the data")

typedef enum tt_note_index {
#define TT_X(name, machine, text) name##_INDEX,
    TT_NOTE_LIST(TT_X)
#undef TT_X
        TT_NOTE_COUNT
} tt_note_index;

/* Any set of notes: one bit each, `TT_NOTE_SMALL_N | TT_NOTE_TIES`. */
typedef uint64_t tt_notes;

#define TT_X(name, machine, text) static const tt_notes name = UINT64_C(1) << name##_INDEX;
TT_NOTE_LIST(TT_X)
#undef TT_X

/* Everything that is known about one failure. Fixed size, no allocation; lines and columns count
 * from 1 and 0 means "not known"; `year` is 0 where none is meant. */
typedef struct tt_error {
    tt_status status;
    char message[480]; /* one line: what was found, what was needed, what to do */
    char file[256];    /* as the caller named it; shortened at the front when longer */
    size_t line;
    size_t column;    /* field number in a table */
    char series[128]; /* name of the series, or empty */
    int year;
    const char *where; /* the function that saw it first: a string constant */
} tt_error;

/** Name of a status: "TT_EPARSE". Never NULL. */
const char *tt_status_name(tt_status status);

/** One line that says what a status means. Never NULL. */
const char *tt_status_text(tt_status status);

/** Machine name of one note, by index: "small-n". NULL when out of range. */
const char *tt_note_name(unsigned index);

/** One line that says what a note means, by index. NULL when out of range. */
const char *tt_note_text(unsigned index);

/** Empty an error. NULL is fine. */
void tt_error_clear(tt_error *err);

/** Fill an error, unless it is filled already, and give the status back.
 *  Use it through `tt_fail`, which names the function.
 *  Errors:  returns `status`; with TT_OK, TT_EINTERNAL
 *  Notes:   the message is made one line of valid length; `err` may be NULL */
tt_status tt_error_set(tt_error *err, tt_status status, const char *where, const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 4, 5)))
#endif
    ;

/** Add the place to an error that is filled; fields that are filled already stay. */
void tt_error_place(tt_error *err, const char *file, size_t line, size_t column);

/** Add the series and the year to an error that is filled; fields that are filled already stay. */
void tt_error_subject(tt_error *err, const char *series, int year);

#define tt_fail(err, status, ...) tt_error_set((err), (status), __func__, __VA_ARGS__)

/** Make the libraries below ready: GSL's abort handler is turned off. Call it once, first. */
void tt_runtime_init(void);

#endif
