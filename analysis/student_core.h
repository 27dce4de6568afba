/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_STUDENT_CORE_H
#define TT_STUDENT_CORE_H

/* Student's t with whole degrees of freedom, as fits have it. */

/* P(|T| > |t|) for df degrees of freedom; 13 digits, in the far tail too. Not-a-number without freedom (df 0). */
double tt__student_two_sided(double t, double df);

/* P(T > t). */
double tt__student_upper(double t, double df);

/* The t with P(|T| > t) = alpha, 0 < alpha < 1; the same. */
double tt__student_critical(double alpha, double df);

#endif
