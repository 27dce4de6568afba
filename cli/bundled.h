/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_BUNDLED_H
#define TT_BUNDLED_H

#include "tiptrend/strbuf.h"

/** The folder of the data sets that come with the program: found from where the program stands, installed or
 *  in a build folder of the source tree.
 *  Errors:  TT_ENOINPUT, TT_ENOMEM */
tt_status cli_bundled_folder(tt_strbuf *out, tt_error *err);

#endif
