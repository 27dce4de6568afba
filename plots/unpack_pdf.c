/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PDF as cairo writes it from 1.18 on, in the classical form.
 *
 * From PDF 1.5 on objects can lie together in compressed streams, and the table of objects can be one
 * itself (PDF 32000-1:2008, 7.5.7 and 7.5.8). The size of the page and the date of the clock are in
 * there, where neither can be checked or fixed. So such a file is taken apart: each object stands for
 * itself, and a plain table follows. Only what cairo writes is read: one section, nothing but Flate, no
 * predictors; anything else is not unpacked.
 *
 * Objects in the file follow each other, so each reaches to the next one: streams need not be
 * understood. */
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "bytes.h"
#include "drawing.h"
#include "tiptrend/memory.h"

#define MOST_OBJECTS 1000000
#define MOST_BYTES   ((size_t)64 << 20) /* of a stream, unpacked */

typedef struct bytes {
    const char *at;
    const char *end;
} bytes;

/* Where an object is: type 0 nowhere, 1 at `place`, 2 in the stream of object `place`. */
typedef struct entry {
    unsigned type;
    size_t place;
    size_t index; /* type 2: the how manieth */
    size_t end;   /* type 1: where the next one begins */
    int is_container;
} entry;

typedef struct unpacker {
    const tt_strbuf *file;
    entry *entries; /* entries[count] */
    size_t count;
    size_t root;
    size_t info;
    int out_of_memory;
} unpacker;

/* ---- reading ---- */

static int is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

/* A whole number, blanks before it. 0: there is none. */
static int take_whole(bytes *s, size_t *value)
{
    while (s->at < s->end && is_blank(*s->at))
        s->at++;
    const char *start = s->at;
    *value = 0;
    while (s->at < s->end && *s->at >= '0' && *s->at <= '9' && s->at - start < 15)
        *value = *value * 10 + (size_t)(*s->at++ - '0');
    return s->at > start;
}

static int take_word(bytes *s, const char *word)
{
    size_t length = strlen(word);
    while (s->at < s->end && is_blank(*s->at))
        s->at++;
    if ((size_t)(s->end - s->at) < length || memcmp(s->at, word, length) != 0)
        return 0;
    s->at += length;
    return 1;
}

static const char *find(bytes s, const char *word)
{
    return tt__bytes_find(s.at, (size_t)(s.end - s.at), word);
}

/* The bytes of a dictionary behind "N 0 obj", which has none inside it, and what follows it. */
static int take_dictionary(bytes *s, bytes *dictionary)
{
    size_t number;
    if (!take_whole(s, &number) || !take_whole(s, &number) || !take_word(s, "obj") ||
        !take_word(s, "<<"))
        return 0;
    const char *end = find(*s, ">>");
    if (!end)
        return 0;
    *dictionary = (bytes){s->at, end};
    s->at = end + 2;
    return 1;
}

/* The number of a key. 0: there is none. */
static int number_of(bytes dictionary, const char *key, size_t *value)
{
    const char *at = find(dictionary, key);
    if (!at)
        return 0;
    bytes rest = {at + strlen(key), dictionary.end};
    return take_whole(&rest, value);
}

/* The length of a stream, which may stand in an object of its own: "5 0 R". */
static int length_of(const unpacker *u, bytes dictionary, size_t *length)
{
    const char *at = find(dictionary, "/Length ");
    if (!at)
        return 0;
    bytes rest = {at + strlen("/Length "), dictionary.end};
    size_t generation;
    if (!take_whole(&rest, length))
        return 0;
    if (!take_whole(&rest, &generation) || !take_word(&rest, "R"))
        return 1;
    size_t object = *length;
    if (object >= u->count || u->entries[object].type != 1)
        return 0;
    bytes s = {u->file->text + u->entries[object].place, u->file->text + u->file->length};
    size_t number;
    return take_whole(&s, &number) && take_whole(&s, &number) && take_word(&s, "obj") &&
           take_whole(&s, length);
}

/* The bytes of a Flate stream behind its dictionary. 0: it is none, is damaged, or is too large. */
static int inflate_stream(unpacker *u, bytes s, bytes dictionary, tt_strbuf *out)
{
    size_t length;
    if (!find(dictionary, "/FlateDecode") || find(dictionary, "/DecodeParms") ||
        !length_of(u, dictionary, &length) || !take_word(&s, "stream"))
        return 0;
    if (s.at < s.end && *s.at == '\r')
        s.at++;
    if (s.at < s.end && *s.at == '\n')
        s.at++;
    if (length > (size_t)(s.end - s.at))
        return 0;
    z_stream z = {0};
    z.next_in = (unsigned char *)(size_t)s.at; /* zlib only reads it */
    z.avail_in = (uInt)length;
    if (inflateInit(&z) != Z_OK) {
        u->out_of_memory = 1;
        return 0;
    }
    int state = Z_OK;
    while (state == Z_OK && out->length < MOST_BYTES && !out->failed) {
        unsigned char part[16384];
        z.next_out = part;
        z.avail_out = sizeof part;
        state = inflate(&z, Z_NO_FLUSH);
        tt_strbuf_add_bytes(out, (const char *)part, sizeof part - z.avail_out);
    }
    inflateEnd(&z);
    u->out_of_memory |= out->failed;
    return state == Z_STREAM_END && !out->failed;
}

/* ---- the table ---- */

static size_t big_endian(const unsigned char *at, size_t width)
{
    size_t value = 0;
    for (size_t i = 0; i < width; i++)
        value = value << 8 | at[i];
    return value;
}

/* The rows of the table: type, place, index, each of its own width. */
static int read_rows(unpacker *u, bytes dictionary, const tt_strbuf *rows)
{
    size_t width[3];
    const char *at = find(dictionary, "/W ");
    bytes list = {at ? at + strlen("/W ") : dictionary.end, dictionary.end};
    if (!take_word(&list, "[") || !take_whole(&list, &width[0]) || !take_whole(&list, &width[1]) ||
        !take_whole(&list, &width[2]) || width[0] != 1 || width[1] > 6 || width[2] > 4)
        return 0;
    size_t row = width[0] + width[1] + width[2];
    if (rows->length < row * u->count)
        return 0;
    for (size_t i = 0; i < u->count; i++) {
        const unsigned char *cell = (const unsigned char *)rows->text + i * row;
        entry *e = &u->entries[i];
        e->type = cell[0];
        e->place = big_endian(cell + 1, width[1]);
        e->index = big_endian(cell + 1 + width[1], width[2]);
        if (e->type > 2 || e->place >= (e->type == 2 ? u->count : u->file->length))
            return 0;
    }
    for (size_t i = 0; i < u->count; i++)
        if (u->entries[i].type == 2) {
            entry *container = &u->entries[u->entries[i].place];
            if (container->type != 1)
                return 0;
            container->is_container = 1;
        }
    return 1;
}

static int compare_sizes(const void *a, const void *b)
{
    const size_t *x = a;
    const size_t *y = b;
    return (*x > *y) - (*x < *y);
}

/* Each object reaches to the next one, the last to the table. */
static int find_ends(unpacker *u, size_t table)
{
    size_t *starts = tt_calloc(u->count + 1, sizeof *starts);
    if (!starts) {
        u->out_of_memory = 1;
        return 0;
    }
    size_t count = 0;
    for (size_t i = 0; i < u->count; i++)
        if (u->entries[i].type == 1)
            starts[count++] = u->entries[i].place;
    starts[count++] = table;
    qsort(starts, count, sizeof *starts, compare_sizes);
    for (size_t i = 0; i < u->count; i++) {
        const size_t *at =
            bsearch(&u->entries[i].place, starts, count, sizeof *starts, compare_sizes);
        while (at && at < starts + count && *at == u->entries[i].place)
            at++;
        u->entries[i].end = at && at < starts + count ? *at : u->entries[i].place;
    }
    tt_free(starts);
    return 1;
}

static int read_table(unpacker *u, size_t table)
{
    bytes s = {u->file->text + table, u->file->text + u->file->length};
    bytes dictionary;
    if (!take_dictionary(&s, &dictionary) || !find(dictionary, "/XRef") ||
        find(dictionary, "/Index") || find(dictionary, "/Prev") ||
        !number_of(dictionary, "/Size", &u->count) || !number_of(dictionary, "/Root", &u->root) ||
        !number_of(dictionary, "/Info", &u->info) || u->count == 0 || u->count > MOST_OBJECTS)
        return 0;
    u->entries = tt_calloc(u->count, sizeof *u->entries);
    if (!u->entries) {
        u->out_of_memory = 1;
        return 0;
    }
    tt_strbuf rows = TT_STRBUF_INIT;
    int good = inflate_stream(u, s, dictionary, &rows) && read_rows(u, dictionary, &rows) &&
               find_ends(u, table);
    tt_strbuf_clear(&rows);
    return good;
}

/* ---- writing ---- */

/* The objects of one stream, each for itself; `places` takes where they begin. */
static int write_packed(unpacker *u, size_t container, size_t *places, tt_strbuf *out)
{
    const char *start = u->file->text + u->entries[container].place;
    bytes s = {start, u->file->text + u->entries[container].end};
    bytes dictionary;
    size_t count;
    size_t first;
    tt_strbuf packed = TT_STRBUF_INIT;
    int good = take_dictionary(&s, &dictionary) && number_of(dictionary, "/N ", &count) &&
               number_of(dictionary, "/First", &first) &&
               inflate_stream(u, s, dictionary, &packed) && first <= packed.length;
    bytes head = {packed.text, packed.text + (good ? first : 0)};
    size_t number = 0;
    size_t offset = 0;
    good = good && count > 0 && take_whole(&head, &number) && take_whole(&head, &offset);
    for (size_t i = 0; good && i < count; i++) {
        size_t next_number = 0;
        size_t next = packed.length - first;
        good = i + 1 == count || (take_whole(&head, &next_number) && take_whole(&head, &next));
        good = good && number < u->count && offset <= next && next <= packed.length - first;
        if (!good)
            break;
        if (u->entries[number].type == 2 && u->entries[number].place == container) {
            places[number] = out->length;
            tt_strbuf_addf(out, "%zu 0 obj\n", number);
            tt_strbuf_add_bytes(out, packed.text + first + offset, next - offset);
            tt_strbuf_add(out, "\nendobj\n");
        }
        number = next_number;
        offset = next;
    }
    tt_strbuf_clear(&packed);
    return good;
}

/* The length of a packed stream goes with it: it depends on the moment, which is packed in there. */
static void drop_length(unpacker *u, size_t container)
{
    bytes s = {u->file->text + u->entries[container].place,
               u->file->text + u->entries[container].end};
    bytes dictionary;
    size_t object;
    size_t generation;
    const char *at = take_dictionary(&s, &dictionary) ? find(dictionary, "/Length ") : NULL;
    if (!at)
        return;
    bytes rest = {at + strlen("/Length "), dictionary.end};
    if (take_whole(&rest, &object) && take_whole(&rest, &generation) && take_word(&rest, "R") &&
        object < u->count && u->entries[object].type == 1 && !u->entries[object].is_container)
        u->entries[object].type = 0;
}

static int write_objects(unpacker *u, size_t table, size_t *places, tt_strbuf *out)
{
    int good = 1;
    for (size_t i = 0; good && i < u->count; i++)
        if (u->entries[i].is_container)
            good = write_packed(u, i, places, out);
    for (size_t i = 0; good && i < u->count; i++)
        if (u->entries[i].is_container)
            drop_length(u, i);
    for (size_t i = 0; good && i < u->count; i++) {
        const entry *e = &u->entries[i];
        if (e->type != 1 || e->place == table || e->is_container)
            continue;
        places[i] = out->length;
        tt_strbuf_add_bytes(out, u->file->text + e->place, e->end - e->place);
    }
    return good;
}

static void write_table(const unpacker *u, const size_t *places, tt_strbuf *out)
{
    size_t table = out->length;
    tt_strbuf_addf(out, "xref\n0 %zu\n", u->count);
    for (size_t i = 0; i < u->count; i++)
        tt_strbuf_addf(out, "%010zu %05d %c \n", places[i], places[i] ? 0 : 65535,
                       places[i] ? 'n' : 'f');
    tt_strbuf_addf(out, "trailer\n<< /Size %zu\n   /Root %zu 0 R\n   /Info %zu 0 R\n>>\n", u->count,
                   u->root, u->info);
    tt_strbuf_addf(out, "startxref\n%zu\n%%%%EOF\n", table);
}

int tt__unpack_pdf(const tt_strbuf *file, tt_strbuf *out)
{
    const char *last = tt__bytes_find_last(file->text, file->length, "startxref");
    bytes tail = {last ? last + strlen("startxref") : NULL, file->text + file->length};
    size_t table;
    if (!last || !take_whole(&tail, &table) || table >= file->length ||
        strncmp(file->text + table, "xref", 4) == 0)
        return 0;
    unpacker u = {.file = file};
    size_t *places = NULL;
    int good = read_table(&u, table);
    if (good) {
        places = tt_calloc(u.count, sizeof *places);
        u.out_of_memory |= !places;
        good = places != NULL;
    }
    /* What stands before the first object: the version, and a line of bytes that are no text. */
    size_t head = table;
    for (size_t i = 0; good && i < u.count; i++)
        if (u.entries[i].type == 1 && u.entries[i].place < head)
            head = u.entries[i].place;
    if (good) {
        tt_strbuf_add_bytes(out, file->text, head);
        good = write_objects(&u, table, places, out);
    }
    if (good)
        write_table(&u, places, out);
    tt_free(places);
    tt_free(u.entries);
    out->failed |= u.out_of_memory;
    return good && !out->failed;
}
