/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A TIFF file as journals ask for it: one page, RGB with 8 bits a channel, no alpha channel, LZW with
 * horizontal differences.
 *
 * Written here and not by libtiff: its decoders for formats that nobody asks for would be loaded with
 * every command and take half the time of its start. The bytes are little-endian on any machine; the order is
 * header, strips, values that are too long for their field, fields.
 *
 * LZW: a code stands for a string of bytes; each code that is sent adds the string that it and the next byte
 * make. Codes begin with 9 bits and grow one bit early, before the code that needs it; at 4094 the table
 * begins anew.
 *
 * Source: TIFF 6.0 (1992): section 2 (structure), 13 (LZW), 14 (differences). */
#include "tiff.h"

#include <string.h>

#include "tiptrend/memory.h"

#define CHANNELS    3
#define STRIP_BYTES 65536 /* of the picture in one strip, about */
#define HEADER_SIZE 8
#define FIELD_SIZE  12
#define MOST_FIELDS 18

/* ---- LZW ------------------------------------------------------------------------------------ */

enum {
    CLEAR = 256,
    END_OF_STRIP = 257,
    FIRST_CODE = 258,
    FULL_TABLE = 4094,
    LEAST_BITS = 9,
    SLOTS = 9001 /* of the table of strings: a prime, so that it is never half full */
};

typedef struct packer {
    tt_strbuf *out;
    uint32_t bits; /* not written yet, the last `held` of them */
    unsigned held;
    unsigned width;    /* bits of a code */
    uint32_t next;     /* the code that the next string gets */
    int32_t before;    /* the code of the string so far; -1: none */
    uint32_t *strings; /* strings[SLOTS]: prefix << 8 | byte, + 1; 0: empty */
    uint16_t *codes;   /* codes[SLOTS] */
} packer;

static void put_code(packer *p, uint32_t code)
{
    p->bits = p->bits << p->width | code;
    p->held += p->width;
    while (p->held >= 8) {
        p->held -= 8;
        tt_strbuf_add_char(p->out, (char)(p->bits >> p->held & 0xFF));
    }
}

static void begin_table(packer *p)
{
    put_code(p, CLEAR);
    memset(p->strings, 0, SLOTS * sizeof *p->strings);
    p->width = LEAST_BITS;
    p->next = FIRST_CODE;
}

/* After each code the table has one string more; codes grow one bit before they must. */
static void count_code(packer *p)
{
    p->next++;
    if (p->next == FULL_TABLE)
        begin_table(p);
    else if (p->next == 1u << p->width)
        p->width++;
}

/* The slot of a string, or the empty one where it belongs. */
static uint32_t slot_of(const packer *p, uint32_t string)
{
    uint32_t slot = (string * 2654435761u >> 8) % SLOTS;
    while (p->strings[slot] && p->strings[slot] != string + 1)
        slot = slot + 1 == SLOTS ? 0 : slot + 1;
    return slot;
}

static void pack_byte(packer *p, unsigned char byte)
{
    if (p->before < 0) {
        p->before = byte;
        return;
    }
    uint32_t string = (uint32_t)p->before << 8 | byte;
    uint32_t slot = slot_of(p, string);
    if (p->strings[slot]) {
        p->before = p->codes[slot];
        return;
    }
    put_code(p, (uint32_t)p->before);
    p->strings[slot] = string + 1;
    p->codes[slot] = (uint16_t)p->next;
    p->before = byte;
    count_code(p);
}

static void begin_strip(packer *p)
{
    p->bits = p->held = 0;
    p->width = LEAST_BITS;
    p->before = -1;
    begin_table(p);
}

static void end_strip(packer *p)
{
    if (p->before >= 0) {
        put_code(p, (uint32_t)p->before);
        count_code(p);
    }
    put_code(p, END_OF_STRIP);
    if (p->held)
        tt_strbuf_add_char(p->out, (char)(p->bits << (8 - p->held) & 0xFF));
}

/* A row as differences from the pixel to the left. */
static void pack_row(packer *p, const unsigned char *row, size_t bytes)
{
    for (size_t i = 0; i < bytes; i++)
        pack_byte(p, (unsigned char)(row[i] - (i < CHANNELS ? 0 : row[i - CHANNELS])));
}

/* ---- the file ------------------------------------------------------------------------------- */

enum { ASCII = 2, SHORT = 3, LONG = 4, RATIONAL = 5 };

typedef struct field {
    uint16_t tag;
    uint16_t type;
    uint32_t count;
    uint32_t value; /* or where the values stand */
} field;

typedef struct writer {
    const tt__tiff *picture;
    tt_strbuf *out;
    size_t start;  /* of the file in `out` */
    uint32_t rows; /* of a strip */
    size_t strips;
    uint32_t *offsets; /* offsets[strips], of the packed strips */
    uint32_t *sizes;   /* sizes[strips] */
    field fields[MOST_FIELDS];
    size_t field_count;
} writer;

static void add_number(tt_strbuf *out, uint32_t number, int bytes)
{
    for (int i = 0; i < bytes; i++)
        tt_strbuf_add_char(out, (char)(number >> 8 * i & 0xFF));
}

static uint32_t here(const writer *w)
{
    return (uint32_t)(w->out->length - w->start);
}

/* Long values begin at even offsets. */
static uint32_t even_place(writer *w)
{
    if (here(w) % 2)
        tt_strbuf_add_char(w->out, '\0');
    return here(w);
}

static void add_field(writer *w, uint16_t tag, uint16_t type, uint32_t count, uint32_t value)
{
    w->fields[w->field_count++] = (field){tag, type, count, value};
}

static void add_text(writer *w, uint16_t tag, const char *text)
{
    uint32_t length = (uint32_t)strlen(text) + 1;
    if (length == 1)
        return;
    uint32_t place = even_place(w);
    tt_strbuf_add_bytes(w->out, text, length);
    if (length > 4) {
        add_field(w, tag, ASCII, length, place);
        return;
    }
    uint32_t value = 0; /* short values stand in the field itself */
    for (uint32_t i = 0; i < length; i++)
        value |= (uint32_t)(unsigned char)text[i] << 8 * i;
    add_field(w, tag, ASCII, length, value);
}

static void add_longs(writer *w, uint16_t tag, const uint32_t *values)
{
    uint32_t place = even_place(w);
    for (size_t i = 0; i < w->strips; i++)
        add_number(w->out, values[i], 4);
    add_field(w, tag, LONG, (uint32_t)w->strips, w->strips == 1 ? values[0] : place);
}

static void add_resolution(writer *w, uint16_t tag)
{
    uint32_t place = even_place(w);
    add_number(w->out, w->picture->dpi, 4);
    add_number(w->out, 1, 4);
    add_field(w, tag, RATIONAL, 1, place);
}

/* In increasing order of the tags. */
static void add_fields(writer *w)
{
    uint32_t bits = even_place(w);
    for (int i = 0; i < CHANNELS; i++)
        add_number(w->out, 8, 2);
    add_field(w, 256, LONG, 1, w->picture->width);
    add_field(w, 257, LONG, 1, w->picture->height);
    add_field(w, 258, SHORT, CHANNELS, bits);
    add_field(w, 259, SHORT, 1, 5); /* LZW */
    add_field(w, 262, SHORT, 1, 2); /* RGB */
    add_text(w, 269, w->picture->title);
    add_text(w, 270, w->picture->description);
    add_longs(w, 273, w->offsets);
    add_field(w, 274, SHORT, 1, 1); /* the first row is the top */
    add_field(w, 277, SHORT, 1, CHANNELS);
    add_field(w, 278, LONG, 1, w->rows);
    add_longs(w, 279, w->sizes);
    add_resolution(w, 282);
    add_resolution(w, 283);
    add_field(w, 284, SHORT, 1, 1); /* the channels of a pixel stand together */
    add_field(w, 296, SHORT, 1, 2); /* dots per inch */
    add_text(w, 305, w->picture->software);
    add_field(w, 317, SHORT, 1, 2); /* horizontal differences */
}

/* The directory, and in the header where it stands. */
static void write_fields(writer *w)
{
    uint32_t place = even_place(w);
    add_number(w->out, (uint32_t)w->field_count, 2);
    for (size_t i = 0; i < w->field_count; i++) {
        const field *f = &w->fields[i];
        add_number(w->out, f->tag, 2);
        add_number(w->out, f->type, 2);
        add_number(w->out, f->count, 4);
        add_number(w->out, f->value, 4);
    }
    add_number(w->out, 0, 4); /* no further page */
    for (int i = 0; i < 4 && !w->out->failed; i++)
        w->out->text[w->start + 4 + (size_t)i] = (char)(place >> 8 * i & 0xFF);
}

static void write_strips(writer *w, packer *p)
{
    size_t row_bytes = (size_t)w->picture->width * CHANNELS;
    for (size_t i = 0; i < w->strips; i++) {
        uint32_t first = (uint32_t)i * w->rows;
        uint32_t end = first + w->rows < w->picture->height ? first + w->rows : w->picture->height;
        w->offsets[i] = even_place(w);
        begin_strip(p);
        for (uint32_t row = first; row < end; row++)
            pack_row(p, w->picture->rgb + row * row_bytes, row_bytes);
        end_strip(p);
        w->sizes[i] = here(w) - w->offsets[i];
    }
}

tt_status tt__tiff_add(tt_strbuf *out, const tt__tiff *picture, tt_error *err)
{
    const uint64_t bytes = (uint64_t)picture->width * picture->height * CHANNELS;
    if (bytes == 0 || bytes > INT32_MAX)
        return tt_fail(err, TT_ELIMIT, "%u x %u pixels are no picture for a TIFF file",
                       (unsigned)picture->width, (unsigned)picture->height);
    writer w = {.picture = picture, .out = out, .start = out->length};
    w.rows = STRIP_BYTES / (picture->width * CHANNELS) + 1;
    w.strips = (picture->height + w.rows - 1) / w.rows;
    w.offsets = tt_calloc(w.strips, sizeof *w.offsets);
    w.sizes = tt_calloc(w.strips, sizeof *w.sizes);
    packer p = {.out = out,
                .strings = tt_calloc(SLOTS, sizeof *p.strings),
                .codes = tt_calloc(SLOTS, sizeof *p.codes)};
    if (w.offsets && w.sizes && p.strings && p.codes) {
        tt_strbuf_add_bytes(out, "II*\0\0\0\0",
                            HEADER_SIZE); /* with the place of the fields to come */
        write_strips(&w, &p);
        add_fields(&w);
        write_fields(&w);
    } else {
        out->failed = 1;
    }
    tt_free(w.offsets);
    tt_free(w.sizes);
    tt_free(p.strings);
    tt_free(p.codes);
    return tt_strbuf_status(out, err);
}
