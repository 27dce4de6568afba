/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_NEGBIN_CORE_H
#define TT_NEGBIN_CORE_H

#include "glm_core.h"

/* The NB2 model, variance mu + alpha mu^2, with its dispersion estimated. */
typedef struct tt__negbin_fit {
    tt__glm_fit glm;      /* its covariance holds alpha fixed */
    bool boundary;        /* the maximum is at alpha = 0: glm is the Poisson fit */
    double alpha;         /* 0 at the boundary */
    double score_at_zero; /* of alpha, at the Poisson fit */
    double loglik;
    double information;       /* of alpha, coefficients held fixed; observed */
    double joint_information; /* of alpha, coefficients estimated; observed */
    double joint_covariance[TT__GLM_COLUMNS * TT__GLM_COLUMNS]; /* of beta, alpha estimated */
} tt__negbin_fit;

/* Maximise over the coefficients and alpha >= 0. model->alpha is not read; the counts must be
 * whole and must have a fit. With `warm`, start at fit->glm.beta. TT_ENOCONV. */
tt_status tt__negbin_maximise(const tt__glm_model *model, const tt__counts *counts, bool warm,
                              tt__negbin_fit *fit, tt_error *err);

#endif
