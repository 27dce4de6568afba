/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_TIFF_H
#define TT_TIFF_H

#include <stdint.h>

#include "tiptrend/strbuf.h"

/* A picture to be written as TIFF. Texts are UTF-8; "" is left out. */
typedef struct tt__tiff {
    uint32_t width;
    uint32_t height;
    const unsigned char *rgb; /* rgb[height * width * 3] */
    uint32_t dpi;
    const char *title;
    const char *description;
    const char *software;
} tt__tiff;

/* Append it: RGB, 8 bits a channel, LZW. Errors: TT_ENOMEM; TT_ELIMIT beyond 2 GB of pixels. */
tt_status tt__tiff_add(tt_strbuf *out, const tt__tiff *picture, tt_error *err);

#endif
