/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_NEAREST_H
#define TT_NEAREST_H

#include <stddef.h>

/** The nearest of some words, if it is near enough to be meant: for "is ... meant?" in messages.
 *  Shape:   a word, list[count] -> an index into the list, SIZE_MAX when none is near
 *  Domain:  bytes are compared; words of more than 60 bytes are near to none; of equals the first
 *  Notes:   near is at most one edit for each three letters, plus one */
size_t tt_nearest(const char *word, const char *const *list, size_t count);

#endif
