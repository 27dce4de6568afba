/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_DIGEST_H
#define TT_DIGEST_H

#include <stddef.h>

#define TT_SHA256_TEXT_SIZE 65 /* 64 hexadecimal digits and the NUL */

/** The SHA-256 digest of some bytes, as sha256sum prints it: it names the data that a figure draws.
 *  Shape:   `length` bytes -> 64 hexadecimal digits in lower case
 *  Checks:  the examples of FIPS 180-4; a million letters a
 *  Source:  FIPS 180-4 (2015), section 6.2 */
void tt_sha256_text(const void *bytes, size_t length, char text[TT_SHA256_TEXT_SIZE]);

#endif
