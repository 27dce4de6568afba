/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Status codes, errors and notes: the texts of the lists in status.h. */
#include "tiptrend/status.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static_assert(TT_NOTE_COUNT <= 64, "notes are bits of a 64-bit word");

static const struct {
    const char *name;
    const char *text;
} status_table[] = {
#define TT_X(name, text) {#name, text},
    TT_STATUS_LIST(TT_X)
#undef TT_X
};

static const struct {
    const char *name;
    const char *text;
} note_table[] = {
#define TT_X(name, machine, text) {machine, text},
    TT_NOTE_LIST(TT_X)
#undef TT_X
};

const char *tt_status_name(tt_status status)
{
    return (unsigned)status < TT_STATUS_COUNT ? status_table[status].name : "unknown status";
}

const char *tt_status_text(tt_status status)
{
    return (unsigned)status < TT_STATUS_COUNT ? status_table[status].text : "unknown status";
}

const char *tt_note_name(unsigned index)
{
    return index < TT_NOTE_COUNT ? note_table[index].name : NULL;
}

const char *tt_note_text(unsigned index)
{
    return index < TT_NOTE_COUNT ? note_table[index].text : NULL;
}

void tt_error_clear(tt_error *err)
{
    if (err)
        memset(err, 0, sizeof *err);
}

/* Copy text into a field; what does not fit is cut at a UTF-8 boundary. */
static void copy_text(char *to, size_t size, const char *from)
{
    size_t length = strlen(from);
    if (length >= size) {
        length = size - 1;
        while (length > 0 && ((unsigned char)from[length] & 0xC0) == 0x80)
            length--;
    }
    memcpy(to, from, length);
    to[length] = '\0';
}

/* Length of the character at `at` when it may stand in a message: valid UTF-8, no control; 0 when
 * not. Quoted cells can be cut in the middle of a character, and can hold what a terminal obeys. */
static size_t plain_character(const unsigned char *at)
{
    if (at[0] < 0x80)
        return at[0] >= ' ' && at[0] != 0x7F;
    size_t length = at[0] >= 0xF0 ? 4 : at[0] >= 0xE0 ? 3 : at[0] >= 0xC2 ? 2 : 0;
    if (at[0] > 0xF4 || (at[0] == 0xC2 && at[1] < 0xA0)) /* beyond Unicode; C1 controls */
        return 0;
    for (size_t i = 1; i < length; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

/* One line of plain text: each byte that is none becomes a blank. */
static void make_plain(char *text)
{
    unsigned char *at = (unsigned char *)text;
    while (*at) {
        size_t length = plain_character(at);
        if (!length)
            *at = ' ';
        at += length ? length : 1;
    }
}

tt_status tt_error_set(tt_error *err, tt_status status, const char *where, const char *format, ...)
{
    if (status == TT_OK)
        status = TT_EINTERNAL;
    if (!err || err->status != TT_OK)
        return status;
    char buffer[2 * sizeof err->message];
    va_list args;
    va_start(args, format);
    if (vsnprintf(buffer, sizeof buffer, format, args) < 0)
        buffer[0] = '\0';
    va_end(args);
    make_plain(buffer);
    copy_text(err->message, sizeof err->message, buffer);
    err->status = status;
    err->where = where;
    return status;
}

void tt_error_place(tt_error *err, const char *file, size_t line, size_t column)
{
    if (!err || err->status == TT_OK)
        return;
    if (file && !err->file[0]) {
        /* The end of a path says more than its beginning. */
        size_t length = strlen(file);
        size_t skip = length >= sizeof err->file ? length - sizeof err->file + 1 : 0;
        while (skip < length && ((unsigned char)file[skip] & 0xC0) == 0x80)
            skip++;
        copy_text(err->file, sizeof err->file, file + skip);
    }
    if (!err->line)
        err->line = line;
    if (!err->column)
        err->column = column;
}

void tt_error_subject(tt_error *err, const char *series, int year)
{
    if (!err || err->status == TT_OK)
        return;
    if (series && !err->series[0])
        copy_text(err->series, sizeof err->series, series);
    if (!err->year)
        err->year = year;
}
