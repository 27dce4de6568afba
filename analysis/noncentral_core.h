/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_NONCENTRAL_CORE_H
#define TT_NONCENTRAL_CORE_H

/* P(T > t) of Student's t with `df` degrees of freedom about `delta`, for t > 0; df may be infinite. */
double tt__noncentral_t_upper(double t, double df, double delta);

/* P(|T| > t): the power of a two-sided test that rejects beyond t > 0. It rises with |delta|. */
double tt__noncentral_t_power(double t, double df, double delta);

/* delta >= 0 at which the power is this; power > P(|T| > t) at 0. */
double tt__noncentral_t_solve(double t, double df, double power);

#endif
