/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_NUMBER_H
#define TT_NUMBER_H

#include <stddef.h>

/* Numbers to text and back, the same in every locale. */

#define TT_NUMBER_TEXT_SIZE                                                                        \
    48 /* what tt_number_text may touch; its text has 24 characters at most */
#define TT_NUMBER_FIXED_SIZE 352 /* enough for tt_number_fixed, NUL included */

/** The shortest text that reads back to the same double, of several the closest: "0.1", "1814", "1e-07".
 *  Domain:  any double; not-a-number gives "nan", the infinities "inf" and "-inf"
 *  Returns: the length written, without the NUL */
size_t tt_number_text(double value, char text[TT_NUMBER_TEXT_SIZE]);

/** Fixed notation with `decimals` digits after the point, correctly rounded; never "-0.0".
 *  Domain:  decimals 0 to 17; not-a-number and infinities as in tt_number_text
 *  Returns: the length written, without the NUL */
size_t tt_number_fixed(double value, int decimals, char text[TT_NUMBER_FIXED_SIZE]);

/** Read a plain decimal number: sign, digits, point, digits, exponent; nothing else, not even
 *  blanks. The result is the double nearest to the text.
 *  Returns: 0 on success, -1 when the text is anything else or overflows */
int tt_number_parse(const char *text, size_t length, double *value);

#endif
