/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_NONCENTRAL_CORE_H
#define TT_NONCENTRAL_CORE_H

/* P(T > t) of Student's t with `df` degrees of freedom about `delta`, for t > 0; df may be infinite. */
double tt__noncentral_t_upper(double t, double df, double delta);

/* delta >= 0 at which a two-sided test that rejects beyond t > 0 has this power, which is above that at 0. */
double tt__noncentral_t_solve(double t, double df, double power);

#endif
