/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_SOURCE_DIGEST_H
#define TT_SOURCE_DIGEST_H

/* SHA-256 of the sources that this program is built from: what it draws may change with any of them, whatever
 * the version says. Made when it is built. */
extern const char cli_source_digest[];

#endif
