/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CHECK_H
#define TT_CHECK_H

/* Checks for numbers, on top of cmocka. They print every disagreement and go on, so that a table of
 * a thousand values shows all its faults at once; `check_done` fails the test if there were any. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "tiptrend/status.h"

/* A folder of the developers' reference material, or NULL when it is not there. */
const char *check_shared_dir(void);

/* The whole of a text file in memory (free with free), or NULL. */
char *check_read_file(const char *path);

/* Number of significant digits on which `value` agrees with `expected`: 17 when equal, 0 when none;
 * for expected 0, digits after the point. */
double check_digits(double value, double expected);

/* |value - expected| <= tolerance * |expected|; both infinite or both not-a-number count as equal;
 * for expected 0 the tolerance is absolute. `origin` says where the expected value comes from. */
void check_rel_at(const char *file, int line, const char *what, double value, double expected,
                  double tolerance, const char *origin);

/* |value - expected| <= tolerance. */
void check_abs_at(const char *file, int line, const char *what, double value, double expected,
                  double tolerance, const char *origin);

/* The status that a call returned, with the error's message when it is another. */
void check_status_at(const char *file, int line, tt_status status, tt_status expected,
                     const tt_error *err);

/* A condition that must hold. */
void check_true_at(const char *file, int line, int holds, const char *what);

/* Two texts that must be equal; `about` says of what they are. */
void check_text_at(const char *file, int line, const char *value, const char *expected,
                   const char *about);

/* Fails the running test when a check above has failed since the last call. */
void check_done_at(const char *file, int line);

#define check_rel(value, expected, tolerance, origin)                                              \
    check_rel_at(__FILE__, __LINE__, #value, (value), (expected), (tolerance), (origin))
#define check_abs(value, expected, tolerance, origin)                                              \
    check_abs_at(__FILE__, __LINE__, #value, (value), (expected), (tolerance), (origin))
#define check_status(call, expected, err)                                                          \
    check_status_at(__FILE__, __LINE__, (call), (expected), (err))
#define check_true(condition) check_true_at(__FILE__, __LINE__, (condition) ? 1 : 0, #condition)
#define check_text(value, expected, about)                                                         \
    check_text_at(__FILE__, __LINE__, (value), (expected), (about))
#define check_done() check_done_at(__FILE__, __LINE__)

#endif
