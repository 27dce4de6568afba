/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_RANDOM_H
#define TT_RANDOM_H

#define TT__RANDOM_SIZE 17 /* sixteen hexadecimal digits and NUL */

/* 64 random bits in hexadecimal, from the system: for names and markers that nobody can foresee.
 * (Statistics take their random numbers from a seed, never from here.) */
void tt__random_hex(char text[TT__RANDOM_SIZE]);

#endif
