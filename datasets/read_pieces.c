/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text cut into pieces between rows, and threads that read them.
 *
 * Each thread does the same: takes the next piece from the input, makes observations of it, waits until
 * all pieces before are joined, joins its own. Two locks keep the input and the data set to one thread
 * at a time; between them the threads share nothing that changes. */
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <signal.h>
#include <string.h>

#include "input_internal.h"
#include "table_internal.h"
#include "tiptrend/memory.h"

enum {
    PIECE_SIZE = 1 << 18 /* large enough to be worth a thread's while, small enough for its cache */
};

/* A piece that holds no whole row grows up to here: what is longer is no row, and the splitter says so. */
enum { PIECE_SIZE_MAX = 2 * TT__ROW_BYTES_MAX + 8 * TT__COLUMNS_MAX };

/* ---- cutting ---- */

/* Whether an odd number of quotes stands in a text. */
static int has_open_quote(const char *at, size_t length)
{
    const char *end = at + length;
    int open = 0;
    for (; (at = memchr(at, '"', (size_t)(end - at))) != NULL; at++)
        open = !open;
    return open;
}

/* Where the last row of the text ends, 0 where none does: behind a line end outside quotes. A CR at the
 * very end waits for the LF that may belong to it. */
static size_t end_of_rows(const char *text, size_t length)
{
    int open = has_open_quote(text, length);
    for (size_t at = length; at > 0; at--) {
        char c = text[at - 1];
        if (c == '"')
            open = !open;
        else if (!open && (c == '\n' || (c == '\r' && at < length && text[at] != '\n')))
            return at;
    }
    return 0;
}

static tt_status make_room(tt__piece *piece, size_t room, tt_error *err)
{
    if (piece->capacity >= room)
        return TT_OK;
    char *text = tt_realloc(piece->text, room, 1);
    if (!text)
        return tt_fail(err, TT_ENOMEM, "no memory for reading");
    piece->text = text;
    piece->capacity = room;
    return TT_OK;
}

/* Adds text until there are `size` bytes, or no more; not all that the piece has room for, or the thread with the
 * first piece, which is longer, would go on with long ones and keep the others waiting. */
static tt_status fill(tt__source *source, size_t size, tt__piece *piece, tt_error *err)
{
    size_t room = size + 64; /* the input asks for some */
    tt_status status = make_room(piece, room, err);
    while (status == TT_OK && piece->length < size && !source->at_end) {
        size_t got;
        status = tt__input_read(source->input, piece->text + piece->length, room - piece->length,
                                &got, err);
        piece->length += status == TT_OK ? got : 0;
        source->at_end = status == TT_OK && got == 0;
    }
    return status;
}

tt_status tt__source_next(tt__source *source, size_t size, tt__piece *piece, tt_error *err)
{
    piece->number = source->next++;
    piece->length = 0;
    piece->is_last = 0;
    if (size < source->rest.length)
        size = source->rest.length;
    tt_status status = make_room(piece, size + 64, err);
    if (status != TT_OK)
        return status;
    if (source->rest.length)
        memcpy(piece->text, source->rest.text, source->rest.length);
    piece->length = source->rest.length;
    tt_strbuf_reset(&source->rest);
    for (;;) {
        status = fill(source, size, piece, err);
        if (status != TT_OK)
            return status;
        size_t end = source->at_end ? piece->length : end_of_rows(piece->text, piece->length);
        piece->is_last = source->at_end;
        if (end == 0 && !source->at_end && size < PIECE_SIZE_MAX) {
            size *= 2;
            continue;
        }
        if (end == 0)
            end = piece->length;
        tt_strbuf_add_bytes(&source->rest, piece->text + end, piece->length - end);
        piece->length = end;
        return tt_strbuf_status(&source->rest, err);
    }
}

/* ---- threads ---- */

typedef struct crew {
    tt__source *source;
    const tt__piece *first; /* longer than the others: dealt out in slices */
    size_t sliced;          /* bytes of it */
    size_t taken;           /* pieces */
    tt__join *join;
    pthread_mutex_t input; /* guards source, sliced, taken */
    pthread_mutex_t turn;  /* guards join, joined, status */
    pthread_cond_t turned;
    size_t joined; /* pieces joined so far */
    int is_done;   /* the last piece is taken, or something failed */
    tt_status status;
    tt_error *err;
} crew;

typedef struct member {
    crew *crew;
    tt__row_reader *reader;
    size_t number;
    tt__piece *piece;
    pthread_t thread;
} member;

/* Whether a text has at least so many lines that are surely rows: outside quotes and not blank. */
static int has_rows(const char *text, size_t length, size_t wanted)
{
    size_t rows = 0;
    int open = 0;
    int blank = 1;
    for (size_t i = 0; i < length && rows < wanted; i++) {
        char c = text[i];
        if (c == '"')
            open = !open;
        if (!open && (c == '\n' || c == '\r')) {
            rows += blank ? 0 : 1;
            blank = 1;
        } else if (c != ' ' && c != '\t') {
            blank = 0;
        }
    }
    return rows >= wanted;
}

/* Length of the next slice of the first piece: whole rows, about as long as the pieces that follow. Titles and
 * header are passed over at the beginning, so that the slice with them must have more rows than they can be. */
static size_t slice_length(const crew *c, const char *text, size_t rest)
{
    enum { MORE_THAN_TITLES = 256 };
    size_t size = c->source->piece_size;
    if (c->sliced == 0 && !has_rows(text, size < rest ? size : rest, MORE_THAN_TITLES))
        return rest;
    for (; size < rest; size *= 2) {
        size_t end = end_of_rows(text, size);
        if (end > 0)
            return end;
    }
    return rest;
}

static tt_status take_slice(crew *c, tt__piece *piece, tt_error *err)
{
    const char *text = c->first->text + c->sliced;
    size_t length = slice_length(c, text, c->first->length - c->sliced);
    tt_status status = make_room(piece, length + 64, err);
    if (status != TT_OK)
        return status;
    memcpy(piece->text, text, length);
    piece->length = length;
    c->sliced += length;
    piece->is_last = c->first->is_last && c->sliced == c->first->length;
    return TT_OK;
}

static tt_status next_piece(crew *c, tt__piece *piece, tt_error *err)
{
    tt_status status = c->sliced < c->first->length
                           ? take_slice(c, piece, err)
                           : tt__source_next(c->source, c->source->piece_size, piece, err);
    piece->number = c->taken++;
    return status;
}

/* Takes the next piece; returns 0 when there is none. A failure of the input counts as the last piece, so
 * that what was read before it is joined first. */
static int take_piece(member *m)
{
    crew *c = m->crew;
    (void)pthread_mutex_lock(&c->input);
    int has_piece = !c->is_done;
    if (has_piece) {
        tt_error_clear(&m->piece->fatal);
        tt_error fault = {0};
        if (next_piece(c, m->piece, &fault) != TT_OK) {
            m->piece->length = 0;
            m->piece->is_last = 0;
            c->is_done = 1;
            m->piece->fatal = fault;
        }
        c->is_done |= m->piece->is_last;
    }
    (void)pthread_mutex_unlock(&c->input);
    return has_piece;
}

/* Joins a piece when its turn has come. */
static void join_piece(member *m)
{
    crew *c = m->crew;
    (void)pthread_mutex_lock(&c->turn);
    while (c->joined != m->piece->number)
        (void)pthread_cond_wait(&c->turned, &c->turn);
    if (c->status == TT_OK)
        c->status = tt__join_piece(c->join, m->reader, m->number, m->piece, c->err);
    int failed = c->status != TT_OK;
    c->joined++;
    (void)pthread_cond_broadcast(&c->turned);
    (void)pthread_mutex_unlock(&c->turn);
    if (!failed)
        return;
    (void)pthread_mutex_lock(&c->input);
    c->is_done = 1;
    (void)pthread_mutex_unlock(&c->input);
}

/* Reads a piece that was taken; one that could not be is empty and keeps its error. */
static void read_piece(member *m)
{
    tt_error fault = m->piece->fatal;
    tt__row_reader_read(m->reader, m->piece);
    if (fault.status != TT_OK)
        m->piece->fatal = fault;
}

static void *work(void *argument)
{
    member *m = argument;
    while (take_piece(m)) {
        read_piece(m);
        join_piece(m);
    }
    return NULL;
}

/* Starts a thread that leaves the signals to the caller's. */
static int start(member *m)
{
    sigset_t all;
    sigset_t old;
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &old);
    int result = pthread_create(&m->thread, NULL, work, m);
    (void)pthread_sigmask(SIG_SETMASK, &old, NULL);
    return result;
}

tt_status tt__read_pieces(tt__source *source, tt__piece *first, unsigned jobs, tt__join *join,
                          tt__row_reader **readers, tt_error *err)
{
    crew c = {.source = source, .first = first, .join = join, .err = err};
    member *members = tt_calloc(jobs, sizeof *members);
    tt__piece *pieces = tt_calloc(jobs, sizeof *pieces);
    if (!members || !pieces) {
        tt_free(members);
        tt_free(pieces);
        return tt_fail(err, TT_ENOMEM, "no memory for reading");
    }
    (void)pthread_mutex_init(&c.input, NULL);
    (void)pthread_mutex_init(&c.turn, NULL);
    (void)pthread_cond_init(&c.turned, NULL);
    for (unsigned i = 0; i < jobs; i++)
        members[i] = (member){&c, readers[i], i, &pieces[i], 0};
    /* Without a thread there is less help, and the same answer. */
    unsigned running = 1;
    while (running < jobs && start(&members[running]) == 0)
        running++;
    (void)work(&members[0]);
    for (unsigned i = 1; i < running; i++)
        (void)pthread_join(members[i].thread, NULL);
    (void)pthread_cond_destroy(&c.turned);
    (void)pthread_mutex_destroy(&c.turn);
    (void)pthread_mutex_destroy(&c.input);
    for (unsigned i = 0; i < jobs; i++)
        tt__piece_clear(&pieces[i]);
    tt_free(pieces);
    tt_free(members);
    return c.status;
}
