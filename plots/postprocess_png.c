/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What cairo leaves out of a PNG: its resolution (pHYs) and its texts (iTXt).
 *
 * Source: PNG (third edition), 11.3.4.3 and 11.3.3.4. A chunk is length, type, data, CRC-32 of type and
 * data; numbers are big-endian. Both go right after the header, pHYs before the first IDAT. */
#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "drawing.h"
#include "tiptrend/text.h"
#include "tiptrend/version.h"

#define HEADER_END      33     /* signature 8, IHDR chunk 25 */
#define INCHES_IN_METRE 0.0254 /* metres in an inch */

static void add_big_endian(tt_strbuf *out, uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        tt_strbuf_add_char(out, (char)(value >> shift & 0xFF));
}

static void add_chunk(tt_strbuf *out, const char type[4], const tt_strbuf *data)
{
    add_big_endian(out, (uint32_t)data->length);
    size_t start = out->length;
    tt_strbuf_add_bytes(out, type, 4);
    tt_strbuf_add_bytes(out, tt_strbuf_text(data), data->length);
    if (data->failed)
        out->failed = 1;
    if (!out->failed)
        add_big_endian(
            out, (uint32_t)crc32(0, (const Bytef *)out->text + start, (uInt)(out->length - start)));
}

static void add_resolution(tt_strbuf *out, int dpi)
{
    uint32_t per_metre = (uint32_t)(dpi / INCHES_IN_METRE + 0.5);
    tt_strbuf data = TT_STRBUF_INIT;
    add_big_endian(&data, per_metre);
    add_big_endian(&data, per_metre);
    tt_strbuf_add_char(&data, 1); /* the unit is the metre */
    add_chunk(out, "pHYs", &data);
    tt_strbuf_clear(&data);
}

static void add_text(tt_strbuf *out, const char *keyword, const char *text)
{
    if (!text[0])
        return;
    tt_strbuf data = TT_STRBUF_INIT;
    tt_strbuf_add(&data, keyword);
    /* end of keyword; not compressed, method 0; no language, no translated keyword */
    tt_strbuf_add_bytes(&data, "\0\0\0\0\0", 5);
    tt_text_clean(&data, text, 0);
    add_chunk(out, "iTXt", &data);
    tt_strbuf_clear(&data);
}

tt_status tt__finish_png(tt_strbuf *file, const tt__caption *caption, tt_error *err)
{
    tt_strbuf out = TT_STRBUF_INIT;
    tt_strbuf_add_bytes(&out, file->text, HEADER_END);
    add_resolution(&out, caption->dpi > 0 ? caption->dpi : TT__USUAL_DPI);
    add_text(&out, "Title", caption->title);
    add_text(&out, "Description", caption->description[0] ? caption->description : caption->alt);
    add_text(&out, "Source", caption->source);
    add_text(&out, "Data SHA-256", caption->data);
    add_text(&out, "Software", "tiptrend " TT_VERSION);
    tt_strbuf_add_bytes(&out, file->text + HEADER_END, file->length - HEADER_END);
    return tt__drawing_replace(file, &out, err);
}
