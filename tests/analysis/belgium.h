/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef BELGIUM_H
#define BELGIUM_H

/* New AIDS cases in Belgium 1981-1993: the data of S. Wood's book on GAMs, worked through in
 * rstudio-pubs-static.s3.amazonaws.com/1419470_fecfa4261d49461395c2c9a0fd58c485.html, and "methods
 * example 9" of the developers' notes, where the other results were computed with R 4.2.2. */

#include "tiptrend/points.h"

static const double cases[] = {12, 14, 33, 50, 67, 74, 123, 141, 165, 204, 253, 246, 240};
static const double years[] = {1981, 1982, 1983, 1984, 1985, 1986, 1987,
                               1988, 1989, 1990, 1991, 1992, 1993};
static const tt_points belgium = {13, years, cases, NULL};

#endif
