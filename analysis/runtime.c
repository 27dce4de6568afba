/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes GSL safe for a library: errors come back as codes, never as an abort. */
#include <gsl/gsl_errno.h>

#include "tiptrend/status.h"

void tt_runtime_init(void)
{
    gsl_set_error_handler_off();
}
