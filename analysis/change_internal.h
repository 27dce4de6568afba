/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CHANGE_INTERNAL_H
#define TT_CHANGE_INTERNAL_H

#include "tiptrend/change.h"

/* A change of which nothing is known. */
tt_change tt__change_empty(void);

#endif
