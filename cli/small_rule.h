/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CLI_SMALL_RULE_H
#define TT_CLI_SMALL_RULE_H

#include "settings.h"
#include "tiptrend/smallnumbers.h"

/* --rule and --suppress. */

/** The rule of --rule; none when it is not given.
 *  Errors:  TT_EUSAGE */
tt_status cli_small_rule(const cli_settings *settings, tt_small_rule *out, tt_error *err);

/** What the rule says of a figure, as a word for a table: "" without a rule. A figure that is withheld already is
 *  not judged again. */
const char *cli_small_word(const tt_small_rule *rule, const tt_point *point, double denominator);

/** Withholds what --rule says when --suppress is given.
 *  Errors:  TT_EUSAGE (--suppress without --rule), TT_ELIMIT, TT_ENOMEM */
tt_status cli_withhold(const cli_settings *settings, tt_dataset *ds, tt_error *err);

#endif
