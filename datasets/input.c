/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening a file and reading it as UTF-8: zlib unpacks, decode.c decodes. */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "input_internal.h"
#include "tiptrend/memory.h"

enum {
    HEAD_SIZE = 1 << 12, /* bytes that tell what a file is */
    RAW_SIZE = 1 << 15   /* bytes that are decoded at a time */
};

struct tt__input {
    gzFile file;
    size_t size; /* bytes of an ordinary file, else 0 */
    const char *path;
    tt__decoder decoder;
    int has_mark;
    int at_end;
    unsigned char head[HEAD_SIZE]; /* the first bytes, until they are handed out */
    size_t head_used;
    size_t head_length;
    unsigned char *raw; /* raw[RAW_SIZE]: what is not decoded yet; NULL for UTF-8 */
    tt_error failed;    /* told when the text before it is handed out */
};

static tt_status read_failed(gzFile file, const char *path, tt_error *err)
{
    int code = 0;
    const char *text = gzerror(file, &code);
    if (code == Z_ERRNO)
        text = strerror(errno);
    return tt_fail(err, TT_EIO, "reading %s failed: %s", path, text && *text ? text : "no reason");
}

/* The next bytes of the file. zlib gives what there is of a gzip file that was cut short, and says so
 * only when it is asked: before the last row, which may be cut too, is taken for one. */
static tt_status read_file(tt__input *in, void *bytes, size_t size, size_t *length, tt_error *err)
{
    int got = gzread(in->file, bytes, (unsigned)size);
    *length = got > 0 ? (size_t)got : 0;
    if (got < 0)
        return read_failed(in->file, in->path, err);
    int code = Z_OK;
    if (got == 0)
        (void)gzerror(in->file, &code);
    return code == Z_BUF_ERROR ? tt_fail(err, TT_EIO, "%s is cut short", in->path) : TT_OK;
}

/* The first bytes: a pipe may give them one by one. */
static tt_status read_head(tt__input *in, tt_error *err)
{
    size_t got = 1;
    tt_status status = TT_OK;
    while (status == TT_OK && got > 0 && in->head_length < HEAD_SIZE) {
        status = read_file(in, in->head + in->head_length, HEAD_SIZE - in->head_length, &got, err);
        in->head_length += status == TT_OK ? got : 0;
    }
    return status;
}

/* The byte-order mark, which is not part of the text. It must not contradict the option. */
static tt_status take_mark(tt__input *in, tt_encoding wanted, tt_error *err)
{
    static const struct {
        const char *bytes;
        size_t length;
        tt_encoding encoding;
    } marks[] = {
        {"\xEF\xBB\xBF", 3, TT_ENCODING_UTF8},
        {"\xFF\xFE", 2, TT_ENCODING_UTF16LE},
        {"\xFE\xFF", 2, TT_ENCODING_UTF16BE},
    };
    in->decoder.encoding = wanted == TT_ENCODING_AUTO ? TT_ENCODING_UTF8 : wanted;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (in->head_length < marks[i].length ||
            memcmp(in->head, marks[i].bytes, marks[i].length) != 0)
            continue;
        if (wanted != TT_ENCODING_AUTO && wanted != marks[i].encoding) {
            tt_status status =
                tt_fail(err, TT_EENCODING, "the byte-order mark says %s, the option --encoding %s",
                        tt_encoding_name(marks[i].encoding), tt_encoding_name(wanted));
            tt_error_place(err, NULL, 1, 0);
            return status;
        }
        in->decoder.encoding = marks[i].encoding;
        in->has_mark = 1;
        in->head_used = marks[i].length;
    }
    return TT_OK;
}

static gzFile open_file(const char *path, size_t *size, tt_error *err)
{
    int is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    struct stat about;
    int known = fd >= 0 && fstat(fd, &about) == 0;
    int folder = known && S_ISDIR(about.st_mode);
    *size = known && S_ISREG(about.st_mode) && about.st_size > 0 ? (size_t)about.st_size : 0;
    gzFile file = fd >= 0 && !folder ? gzdopen(fd, "rb") : NULL;
    if (file)
        return file;
    int why = fd >= 0 ? ENOMEM : errno;
    if (fd >= 0)
        (void)close(fd);
    if (folder)
        (void)tt_fail(err, TT_ENOINPUT, "%s is a folder; name the file in it", path);
    else
        (void)tt_fail(err, TT_ENOINPUT, "cannot open %s: %s%s", is_stdin ? "standard input" : path,
                      strerror(why), strchr(path, '=') ? "; a condition goes behind --where" : "");
    return NULL;
}

tt_status tt__input_open(const char *path, tt_encoding encoding, tt__input **out, tt_error *err)
{
    *out = NULL;
    tt__input *in = tt_calloc(1, sizeof *in);
    if (!in)
        return tt_fail(err, TT_ENOMEM, "no memory for reading");
    in->path = path;
    in->decoder.line = 1;
    in->file = open_file(path, &in->size, err);
    tt_status status = in->file ? read_head(in, err) : TT_ENOINPUT;
    if (status == TT_OK)
        status = take_mark(in, encoding, err);
    if (status == TT_OK)
        status = tt__check_beginning(in->head, in->head_length, err);
    if (status == TT_OK && in->decoder.encoding != TT_ENCODING_UTF8) {
        in->raw = tt_calloc(RAW_SIZE, 1);
        if (!in->raw)
            status = tt_fail(err, TT_ENOMEM, "no memory for reading");
    }
    if (status != TT_OK) {
        tt__input_close(in);
        return status;
    }
    *out = in;
    return TT_OK;
}

void tt__input_close(tt__input *in)
{
    if (!in)
        return;
    if (in->file)
        (void)gzclose(in->file);
    tt_free(in->raw);
    tt_free(in);
}

size_t tt__input_size(const tt__input *in)
{
    return in->raw || !gzdirect(in->file) ? 0 : in->size;
}

tt_encoding tt__input_encoding(const tt__input *in, int *has_mark)
{
    *has_mark = in->has_mark;
    return in->decoder.encoding;
}

/* Undecoded bytes: what is left of the head, then the file. */
static tt_status next_bytes(tt__input *in, void *bytes, size_t size, size_t *got, tt_error *err)
{
    size_t left = in->head_length - in->head_used;
    if (left == 0)
        return read_file(in, bytes, size, got, err);
    *got = left < size ? left : size;
    memcpy(bytes, in->head + in->head_used, *got);
    in->head_used += *got;
    return TT_OK;
}

/* Text as far as it can be read; with a failure there can be some, too. */
static tt_status next_text(tt__input *in, char *bytes, size_t size, size_t *got, tt_error *err)
{
    if (!in->raw)
        return next_bytes(in, bytes, size, got, err);
    size_t most = size / 3 - 4; /* a character becomes three bytes at most */
    tt_status status = TT_OK;
    while (*got == 0 && !in->at_end && status == TT_OK) {
        size_t length;
        status = next_bytes(in, in->raw, most < RAW_SIZE ? most : RAW_SIZE, &length, err);
        in->at_end = status == TT_OK && length == 0;
        if (status == TT_OK || length > 0) {
            tt_error bad = {0};
            if (tt__decode(&in->decoder, in->raw, length, in->at_end, bytes, got, &bad) != TT_OK) {
                *err = bad;
                status = bad.status;
            }
        }
    }
    return status;
}

tt_status tt__input_read(tt__input *in, char *bytes, size_t size, size_t *got, tt_error *err)
{
    *got = 0;
    if (in->failed.status == TT_OK)
        (void)next_text(in, bytes, size, got, &in->failed);
    if (in->failed.status == TT_OK || *got > 0)
        return TT_OK;
    if (err && err->status == TT_OK)
        *err = in->failed;
    return in->failed.status;
}
