/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_INTERRUPT_H
#define TT_INTERRUPT_H

#include "tiptrend/status.h"

/* Signals that end the program: SIGINT, SIGTERM, SIGHUP. While a command computes they end it at once, as
 * always. While it draws or writes files they are held, so that it can clean up; it then ends by the same
 * signal, which a shell sees as 128 + its number. A second one ends it at once all the same. */

/** Hold the signals from here to the end of the program. Calling it twice is fine. */
void cli_hold_signals(void);

/** Non-zero when a held signal has come. For tt_render_options.stop; `context` is not used. */
int cli_interrupted(void *context);

/** TT_OK, or TT_EINTERRUPTED when a held signal has come. */
tt_status cli_check_signals(tt_error *err);

/** End by the signal that has come, if any. */
void cli_die_of_signal(void);

#endif
