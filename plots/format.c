/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names and endings of the formats, and who draws them. */
#include "tiptrend/format.h"

#include "drawing.h"
#include "tiptrend/strbuf.h"

typedef struct format_row {
    const char *name;
    const char *ending;
} format_row;

static const format_row formats[TT_FORMAT_COUNT] = {
#define TT_X(format, name, ending) [format] = {name, ending},
    TT_FORMAT_LIST(TT_X)
#undef TT_X
};

/* What gnuplot draws for it: FMT of the script. NULL: nothing. */
static const char *const drawn_as[TT_FORMAT_COUNT] = {
    [TT_FORMAT_SVG] = "svg", [TT_FORMAT_PDF] = "pdf",  [TT_FORMAT_PNG] = "png",
    [TT_FORMAT_EPS] = "eps", [TT_FORMAT_TIFF] = "png",
};

static int is_format(tt_format format)
{
    return (unsigned)format < TT_FORMAT_COUNT;
}

const char *tt_format_name(tt_format format)
{
    return is_format(format) ? formats[format].name : NULL;
}

const char *tt_format_ending(tt_format format)
{
    return is_format(format) ? formats[format].ending : NULL;
}

const char *tt__drawn_as(tt_format format)
{
    return is_format(format) ? drawn_as[format] : NULL;
}

int tt_format_is_drawn(tt_format format)
{
    return tt__drawn_as(format) != NULL;
}

/* Equal but for upper and lower case of ASCII letters; `lower` is in lower case. */
static int same_word(const char *text, const char *lower)
{
    for (; *text && *lower; text++, lower++) {
        char c = *text;
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != *lower)
            return 0;
    }
    return *text == *lower;
}

tt_status tt_format_parse(const char *name, tt_format *out, tt_error *err)
{
    for (int i = 0; i < TT_FORMAT_COUNT; i++)
        if (same_word(name, formats[i].name) || same_word(name, formats[i].ending)) {
            *out = (tt_format)i;
            return TT_OK;
        }
    tt_strbuf names = TT_STRBUF_INIT;
    for (int i = 0; i < TT_FORMAT_COUNT; i++) {
        tt_strbuf_add(&names, i == 0 ? "" : i + 1 < TT_FORMAT_COUNT ? ", " : " and ");
        tt_strbuf_add(&names, formats[i].name);
    }
    tt_status status = tt_fail(err, TT_EUSAGE, "no figure format '%.40s'; there are %s", name,
                               tt_strbuf_text(&names));
    tt_strbuf_clear(&names);
    return status;
}
