/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is a drawing complete?
 *
 * gnuplot says nothing when the disk is full: the file is cut, standard error is empty and the error
 * number is 0. So each file is looked at from its first to its last byte: PNG by the checksum of each
 * chunk, PDF by the table that its end points to, SVG as XML, EPS by its closing comment. The size
 * is compared with the one asked for, because a terminal whose size option fails keeps the old one. */
#include <math.h>
#include <string.h>
#include <zlib.h>

#include "bytes.h"
#include "drawing.h"
#include "tiptrend/number.h"
#include "tiptrend/text.h"
#include "xmlscan.h"

#define MM_PER_INCH    25.4
#define POINTS_PER_MM  (72 / MM_PER_INCH)
#define SVG_PER_MM     (96 / MM_PER_INCH) /* CSS pixels */
#define PAGE_BOX       "/MediaBox"
#define PAGE_SLACK_MM  (1 / POINTS_PER_MM) /* pdfcairo cuts the page to whole points */
#define PIXEL_SLACK_MM (1 / SVG_PER_MM)    /* gnuplot's svg cuts to whole pixels */

static tt_status cut_short(const char *format, const char *what, tt_error *err)
{
    return tt_fail(err, TT_EIO, "the %s file is damaged: %s; is the disk full?", format, what);
}

tt_status tt__verify_size(double width_mm, double height_mm, double slack,
                          const tt__caption *caption, tt_error *err)
{
    if (caption->width_mm <= 0 || caption->height_mm <= 0)
        return TT_OK;
    if (fabs(width_mm - caption->width_mm) <= slack &&
        fabs(height_mm - caption->height_mm) <= slack)
        return TT_OK;
    char text[4][TT_NUMBER_FIXED_SIZE];
    const double sizes[4] = {width_mm, height_mm, caption->width_mm, caption->height_mm};
    for (int i = 0; i < 4; i++)
        (void)tt_number_fixed(sizes[i], 1, text[i]);
    return tt_fail(err, TT_EGNUPLOT,
                   "drawn %.16s x %.16s mm, not %.16s x %.16s mm; correct the terminal's size",
                   text[0], text[1], text[2], text[3]);
}

/* ---- PNG ------------------------------------------------------------------------------------ */

static uint32_t big_endian(const char *bytes)
{
    uint32_t value = 0;
    for (int i = 0; i < 4; i++)
        value = value << 8 | (unsigned char)bytes[i];
    return value;
}

static tt_status check_pixels(const char *header, const tt__caption *caption, tt_error *err)
{
    const double mm = caption->dpi > 0 ? MM_PER_INCH / caption->dpi : 0;
    if (mm <= 0)
        return TT_OK;
    /* Whole pixels, rounded: half a pixel either way, and a little for the rounding of a tie. */
    return tt__verify_size(big_endian(header) * mm, big_endian(header + 4) * mm, 0.51 * mm, caption,
                           err);
}

tt_status tt__verify_png(const tt_strbuf *file, const tt__caption *caption, tt_error *err)
{
    static const char signature[] = "\x89PNG\r\n\x1a\n";
    const size_t signature_length = sizeof signature - 1;
    if (file->length < signature_length || memcmp(file->text, signature, signature_length) != 0)
        return cut_short("PNG", "it does not begin as one", err);
    int seen_data = 0;
    size_t at = signature_length;
    for (size_t chunk = 0;; chunk++) {
        if (file->length - at < 12)
            return cut_short("PNG", "it ends before its end chunk", err);
        const char *head = file->text + at;
        size_t size = big_endian(head);
        if (size > file->length - at - 12)
            return cut_short("PNG", "it ends within a chunk", err);
        uLong sum = crc32(0, (const Bytef *)head + 4, (uInt)size + 4);
        if (sum != big_endian(head + 8 + size))
            return cut_short("PNG", "a chunk has a wrong checksum", err);
        if ((chunk == 0) != (memcmp(head + 4, "IHDR", 4) == 0) || (chunk == 0 && size != 13))
            return cut_short("PNG", "its header is not where it must be", err);
        seen_data |= memcmp(head + 4, "IDAT", 4) == 0;
        at += size + 12;
        if (memcmp(head + 4, "IEND", 4) == 0)
            break;
    }
    if (!seen_data || at != file->length)
        return cut_short("PNG", seen_data ? "there is more after its end" : "no picture in it",
                         err);
    return check_pixels(file->text + signature_length + 8, caption, err);
}

/* ---- PDF and EPS ---------------------------------------------------------------------------- */

/* Non-zero when the file ends with `mark` and white space. */
static int ends_with(const tt_strbuf *file, const char *mark)
{
    size_t end = file->length;
    while (end > 0 && strchr(" \t\r\n", file->text[end - 1]) && file->text[end - 1])
        end--;
    size_t length = strlen(mark);
    return end >= length && memcmp(file->text + end - length, mark, length) == 0;
}

/* A whole number at `at`, blanks before it allowed. Returns what follows it, or NULL. */
static const char *take_number(const tt_strbuf *file, const char *at, size_t *value)
{
    const char *end = file->text + file->length;
    while (at < end && (*at == ' ' || *at == '\n' || *at == '\r'))
        at++;
    const char *first = at;
    for (*value = 0; at < end && *at >= '0' && *at <= '9' && at - first < 12; at++)
        *value = *value * 10 + (size_t)(*at - '0');
    return at > first ? at : NULL;
}

/* Non-zero when a cross-reference table ("xref") or stream ("12 0 obj") begins at an offset. */
static int is_table(const tt_strbuf *file, size_t offset)
{
    if (offset >= file->length)
        return 0;
    const char *at = file->text + offset;
    if (file->length - offset >= 4 && memcmp(at, "xref", 4) == 0)
        return 1;
    size_t number;
    at = take_number(file, at, &number);
    at = at ? take_number(file, at, &number) : NULL;
    return at && file->text + file->length - at >= 4 && memcmp(at, " obj", 4) == 0;
}

/* Four numbers, points, from `at` on: left, bottom, right, top. */
static tt_status read_box(const tt_strbuf *file, const char *at, double box[4], tt_error *err)
{
    const char *end = file->text + file->length;
    for (int i = 0; i < 4; i++) {
        while (at < end && strchr(" [\n", *at) && *at)
            at++;
        size_t length = 0;
        while (at + length < end && strchr("+-.0123456789", at[length]) && at[length])
            length++;
        if (tt_number_parse(at, length, &box[i]) != 0)
            return tt_fail(err, TT_EGNUPLOT, "a page without a readable size");
        at += length;
    }
    return TT_OK;
}

/* The size of the page; a file that does not say it is left to its readers. */
static tt_status verify_page(const tt_strbuf *file, const tt__caption *caption, tt_error *err)
{
    const char *page = tt__bytes_find(file->text, file->length, PAGE_BOX);
    if (!page)
        return TT_OK;
    double points[4];
    tt_status status = read_box(file, page + strlen(PAGE_BOX), points, err);
    return status == TT_OK ? tt__verify_size((points[2] - points[0]) / POINTS_PER_MM,
                                             (points[3] - points[1]) / POINTS_PER_MM, PAGE_SLACK_MM,
                                             caption, err)
                           : status;
}

tt_status tt__verify_pdf(const tt_strbuf *file, const tt__caption *caption, tt_error *err)
{
    if (file->length < 5 || memcmp(file->text, "%PDF-", 5) != 0)
        return cut_short("PDF", "it does not begin as one", err);
    const char *last = tt__bytes_find_last(file->text, file->length, "startxref");
    if (!last || !ends_with(file, "%%EOF"))
        return cut_short("PDF", "it has no end", err);
    size_t offset;
    if (!take_number(file, last + strlen("startxref"), &offset) || !is_table(file, offset))
        return cut_short("PDF", "its end does not point to its table of objects", err);
    if (tt__bytes_find(file->text, file->length, PAGE_BOX))
        return verify_page(file, caption, err);
    tt_strbuf plain = TT_STRBUF_INIT; /* packed away, as newer cairos do */
    tt_status status = tt__unpack_pdf(file, &plain) ? verify_page(&plain, caption, err)
                       : plain.failed               ? tt_strbuf_status(&plain, err)
                                                    : TT_OK;
    tt_strbuf_clear(&plain);
    return status;
}

tt_status tt__verify_eps(const tt_strbuf *file, const tt__caption *caption, tt_error *err)
{
    if (file->length < 4 || memcmp(file->text, "%!PS", 4) != 0)
        return cut_short("EPS", "it does not begin as one", err);
    if (!ends_with(file, "%%EOF"))
        return cut_short("EPS", "it has no end", err);
    static const char box[] = "\n%%BoundingBox:";
    const char *page = tt__bytes_find(file->text, file->length, box);
    if (!page)
        return tt_fail(err, TT_EGNUPLOT, "an EPS file without a bounding box");
    double points[4];
    tt_status status = read_box(file, page + strlen(box), points, err);
    if (status != TT_OK)
        return status;
    /* The box is drawn around what there is, outwards to whole points: it tells a page that is too
     * large, not one that is too small. */
    double width_mm = (points[2] - points[0]) / POINTS_PER_MM;
    double height_mm = (points[3] - points[1]) / POINTS_PER_MM;
    return tt__verify_size(fmax(width_mm, caption->width_mm), fmax(height_mm, caption->height_mm),
                           PAGE_SLACK_MM, caption, err);
}

/* ---- SVG ------------------------------------------------------------------------------------ */

/* What may be referred to: parts of the file itself, and pictures within it. */
static int is_local(tt__xml_span value)
{
    static const char picture[] = "data:image/png;base64,";
    size_t length = strlen(picture);
    return (value.length > 0 && value.text[0] == '#') ||
           (value.length >= length && memcmp(value.text, picture, length) == 0);
}

/* Non-zero when a value refers to a file elsewhere: url(...) of anything but an id. */
static int refers_elsewhere(tt__xml_span value)
{
    const char *end = value.text + value.length;
    const char *at = value.text;
    while ((at = memchr(at, '(', (size_t)(end - at))) != NULL) {
        if (at - value.text >= 3 && memcmp(at - 3, "url", 3) == 0 &&
            (at + 1 == end || at[1] != '#'))
            return 1;
        at++;
    }
    return 0;
}

/* What must not be in a picture that is shown within a page. NULL: all is well. */
static const char *unsafe_part(const tt__xml_token *token)
{
    static const char *const elements[] = {"script", "foreignObject", "iframe", "handler",
                                           "object", "embed",         "audio",  "video"};
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++)
        if (tt__xml_is(token->name, elements[i]))
            return "an element that can run code";
    for (size_t i = 0; i < token->count; i++) {
        tt__xml_span name = token->attributes[i].name;
        tt__xml_span value = token->attributes[i].value;
        if (name.length > 2 && memcmp(name.text, "on", 2) == 0)
            return "an attribute that can run code";
        int is_link =
            tt__xml_is(name, "href") || tt__xml_is(name, "xlink:href") || tt__xml_is(name, "src");
        if ((is_link && !is_local(value)) || refers_elsewhere(value))
            return "a reference to another file";
    }
    return NULL;
}

static tt_status check_root(const tt__xml_token *root, const tt__caption *caption, tt_error *err)
{
    if (!tt__xml_is(root->name, "svg"))
        return cut_short("SVG", "its root is another element", err);
    double size[2];
    const char *const names[2] = {"width", "height"};
    for (int i = 0; i < 2; i++) {
        tt__xml_span value = tt__xml_value(root, names[i]);
        if (!value.text || tt_number_parse(value.text, value.length, &size[i]) != 0)
            return caption->width_mm > 0
                       ? tt_fail(err, TT_EGNUPLOT, "an SVG file without a size; say 'fixed'")
                       : TT_OK;
    }
    return tt__verify_size(size[0] / SVG_PER_MM, size[1] / SVG_PER_MM, PIXEL_SLACK_MM, caption,
                           err);
}

tt_status tt__verify_svg(const tt_strbuf *file, const tt__caption *caption, tt_error *err)
{
    tt__xml_scan scan;
    tt__xml_begin(&scan, file->text, file->length, 0);
    int is_root = 1;
    for (;;) {
        tt__xml_token token = tt__xml_next(&scan);
        if (token.kind == TT__XML_END)
            return TT_OK;
        if (token.kind == TT__XML_FAULT)
            return tt_fail(err, TT_EIO, "the SVG file is damaged: %s at byte %zu of %zu",
                           scan.fault, (size_t)(scan.at - file->text), file->length);
        if (token.kind != TT__XML_OPEN && token.kind != TT__XML_EMPTY)
            continue;
        tt_status status = is_root ? check_root(&token, caption, err) : TT_OK;
        if (status != TT_OK)
            return status;
        is_root = 0;
        const char *unsafe = unsafe_part(&token);
        if (unsafe)
            return tt_fail(err, TT_EGNUPLOT, "the SVG file is refused: %s", unsafe);
    }
}

/* ---- text ----------------------------------------------------------------------------------- */

/* A colour sequence, ESC [ digits and ; m. Returns its length, or 0. */
static size_t colour_length(const char *at, size_t left)
{
    if (left < 3 || at[0] != '\x1b' || at[1] != '[')
        return 0;
    for (size_t i = 2; i < left; i++) {
        if (at[i] == 'm')
            return i + 1;
        if (at[i] != ';' && (at[i] < '0' || at[i] > '9'))
            return 0;
    }
    return 0;
}

tt_status tt__verify_text(const tt_strbuf *file, const tt__caption *caption, tt_error *err)
{
    (void)caption;
    for (size_t at = 0; at < file->length;) {
        int32_t character;
        size_t used = tt_text_decode(file->text + at, file->length - at, &character);
        if (character == 0x1b)
            used = colour_length(file->text + at, file->length - at);
        else if (character < 0 || (character < 0x20 && character != '\n' && character != '\f') ||
                 (character >= 0x7f && character < 0xa0))
            used = 0;
        if (used == 0)
            return tt_fail(err, TT_EGNUPLOT,
                           "a text drawing with a control character or bad UTF-8 at byte %zu", at);
        at += used;
    }
    char last = file->text[file->length - 1];
    return last == '\n' || last == '\f' ? TT_OK
                                        : cut_short("text", "its last line has no end", err);
}
