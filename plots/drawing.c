/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The formats: their names, how a file of each is checked, and how it is finished. */
#include "drawing.h"

#include <string.h>

static tt_status leave_as_is(tt_strbuf *file, const tt__caption *caption, tt_error *err)
{
    (void)file;
    (void)caption;
    (void)err;
    return TT_OK;
}

typedef struct format_row {
    const char *name;
    tt_status (*verify)(const tt_strbuf *file, const tt__caption *caption, tt_error *err);
    tt_status (*finish)(tt_strbuf *file, const tt__caption *caption, tt_error *err);
} format_row;

static const format_row formats[TT_FORMAT_COUNT] = {
    [TT_FORMAT_SVG] = {"svg", tt__verify_svg, tt__finish_svg},
    [TT_FORMAT_PDF] = {"pdf", tt__verify_pdf, tt__finish_pdf},
    [TT_FORMAT_PNG] = {"png", tt__verify_png, tt__finish_png},
    [TT_FORMAT_EPS] = {"eps", tt__verify_eps, tt__finish_eps},
    [TT_FORMAT_TEXT] = {"txt", tt__verify_text, leave_as_is},
};

const char *tt_format_name(tt_format format)
{
    return (unsigned)format < TT_FORMAT_COUNT ? formats[format].name : NULL;
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
        if (same_word(name, formats[i].name)) {
            *out = (tt_format)i;
            return TT_OK;
        }
    return tt_fail(err, TT_EUSAGE, "no figure format '%.40s'; there are svg, pdf, png, eps and txt",
                   name);
}

tt_status tt__verify(tt_format format, const tt_strbuf *file, const tt__caption *caption,
                     tt_error *err)
{
    if (file->length == 0)
        return tt_fail(err, TT_EIO,
                       "gnuplot wrote an empty %s file: the disk is full, or nothing was plotted",
                       formats[format].name);
    return formats[format].verify(file, caption, err);
}

tt_status tt__finish(tt_format format, tt_strbuf *file, const tt__caption *caption, tt_error *err)
{
    return formats[format].finish(file, caption, err);
}

const char *tt__find_bytes(const tt_strbuf *file, size_t from, const char *what)
{
    size_t length = strlen(what);
    while (from + length <= file->length) {
        const char *at = memchr(file->text + from, what[0], file->length - length - from + 1);
        if (!at)
            return NULL;
        if (memcmp(at, what, length) == 0)
            return at;
        from = (size_t)(at - file->text) + 1;
    }
    return NULL;
}

const char *tt__find_last(const tt_strbuf *file, const char *what)
{
    size_t length = strlen(what);
    for (size_t at = file->length >= length ? file->length - length + 1 : 0; at > 0; at--)
        if (memcmp(file->text + at - 1, what, length) == 0)
            return file->text + at - 1;
    return NULL;
}
