/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_PICTURE_H
#define TT_PICTURE_H

#include <stddef.h>

/* Pictures for comparison: grey values from 0 (black) to 1. */
typedef struct picture {
    size_t width;
    size_t height;
    float *grey; /* grey[height * width] */
} picture;

/* A PNG or PPM (P6) file. Returns 0, or -1 when it cannot be read. */
int picture_read(const char *path, picture *out);
void picture_clear(picture *p);

/* How two pictures of one size differ, seen from so far away that `cells` cells across are told apart: the
 * mean and the largest difference of the means of cells. Positions that differ by a part of a pixel
 * and the smoothing of edges do not count; a mark that is missing does. Returns 0, or -1 when the
 * shapes of the pictures differ by more than a pixel in a hundred. */
int picture_compare(const picture *a, const picture *b, size_t cells, double *mean, double *most);

#endif
