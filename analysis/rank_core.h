/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_RANK_CORE_H
#define TT_RANK_CORE_H

/* What the rank and step tests share: checked input, sorting that counts inversions, ties,
 * midranks, order statistics, Sen's slope, autocorrelation, and the normal form of Mann-Kendall. */

#include <stdint.h>

#include "tiptrend/points.h"
#include "tiptrend/ranktest.h"

/* Below this no outcome counts as evidence by convention; what TT_NOTE_P_FLOOR speaks of. */
#define TT__P_FLOOR 0.05

/* Sen's slope needs all pairs: 5,000 points are 12.5 million slopes, 100 MB. */
#define TT__SLOPES_MAX_N 5000

/* Ties of one sample. `size` has room for n/2 group sizes and is sorted, largest first. */
typedef struct tt__ties {
    size_t groups;     /* of two or more equal values */
    size_t *size;      /* size[groups] */
    int64_t pairs;     /* sum t (t - 1) / 2 */
    double variance18; /* sum t (t - 1) (2 t + 5) */
} tt__ties;

/* A sample ready for rank tests. `tt__sample_clear` releases it. */
typedef struct tt__sample {
    size_t n;
    double *time;  /* time[n] */
    double *value; /* value[n]: value / exposure, in order of time */
    double *sorted;
    size_t *size; /* room for the ties */
    tt__ties ties;
    int64_t s;    /* Mann-Kendall's S */
    int gaps;     /* 1 when the steps of time are not all equal */
    void *memory; /* one block holds all arrays */
} tt__sample;

/* Check a series and load it: TT_ETOOFEW below `least` points (at least 1), TT_ENONFINITE,
 * TT_EDOMAIN for time that does not increase or an exposure that is not positive, TT_ENOMEM. */
tt_status tt__sample_load(const tt_points *in, size_t least, tt__sample *out, tt_error *err);

/* The same into room[tt__sample_room(in->n)] of the caller; NULL: it has none. */
tt_status tt__sample_load_in(const tt_points *in, size_t least, double *room, tt__sample *out,
                             tt_error *err);
size_t tt__sample_room(size_t n);
void tt__sample_clear(tt__sample *sample);

/* 1 when the steps of time are not all equal. */
int tt__has_gaps(const double *time, size_t n);

/* S and ties of a sample whose values were just changed. */
void tt__sample_score(tt__sample *sample);

/* Notes that the data alone give: ties and gaps. */
tt_notes tt__sample_notes(const tt__sample *sample);

/* Sort `value` in place, `work` of the same length; gives the number of pairs that were in strictly
 * decreasing order. */
int64_t tt__sort_inversions(double *value, double *work, size_t n);

/* Ties of sorted values. `ties->size` points to room for n/2 sizes. */
void tt__ties_count(const double *sorted, size_t n, tt__ties *ties);

/* Midranks (1 to n) of `value`; `sorted` holds the same values in order. */
void tt__midranks(const double *value, const double *sorted, size_t n, double *rank);

/* Make values equal that lie within `tolerance` of their neighbour in order, so that equality does
 * not hang on rounding; `work` has room for 2 n. */
void tt__snap(double *value, size_t n, double tolerance, double *work);

/* Number of pairs of n things, and Var S with ties. */
int64_t tt__pairs(size_t n);
double tt__mk_variance(size_t n, const tt__ties *ties);

/* Smallest one-sided p of any arrangement: prod t! / n!. */
double tt__mk_smallest(size_t n, const tt__ties *ties);

/* Z with continuity correction (0 for S = 0 or no variance), and its p-values: each tail is taken
 * at the half unit that belongs to it. */
double tt__mk_z(int64_t s, double variance);
tt_tails tt__mk_normal(int64_t s, double variance);

/* Reorder `value` so that value[k] is the k-th smallest (from 0), smaller ones before it and larger
 * ones behind; only value[low..high-1] is touched. */
void tt__select(double *value, size_t low, size_t high, size_t k);

/* Values among a crowd of which `before` are smaller than all of them. */
typedef struct tt__span {
    double *value; /* value[count] */
    size_t count;
    size_t before;
} tt__span;

/* The values from `low` to `high`, copied to `inside`, which has room for n + 1. */
tt__span tt__narrow(const double *value, size_t n, double low, double high, double *inside);

/* Median of values that may be reordered; n >= 1. */
double tt__median(double *value, size_t n);

/* All pairwise slopes, in no order: slope[n (n - 1) / 2]. */
void tt__slopes(const double *time, const double *value, size_t n, double *slope);

/* Median of all pairwise slopes; needs `slope[n (n - 1) / 2]` as work space. */
double tt__sen_slope(const double *time, const double *value, size_t n, double *slope);

/* Autocorrelation r[1..lags] with the mean of the whole sample and divisor n; r[0] = 1. All are 0
 * for a constant sample. */
void tt__acf(const double *value, size_t n, size_t lags, double *r);

#endif
