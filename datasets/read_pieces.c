/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text cut into pieces between rows, and threads that read them.
 *
 * Each thread does the same: takes the next piece from the input, makes observations of it, and joins it
 * when all pieces before are joined; until then it reads ahead. One lock keeps the input to one thread at a
 * time; the data set belongs to the thread whose piece has the turn. Else the threads share nothing that
 * changes. */
#define _POSIX_C_SOURCE 200809L

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
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

static tt_status tell_failure(const tt__source *source, tt_error *err)
{
    if (err && err->status == TT_OK)
        *err = source->failed;
    return source->failed.status;
}

tt_status tt__source_next(tt__source *source, size_t size, tt__piece *piece, tt_error *err)
{
    piece->number = source->next++;
    piece->length = 0;
    piece->is_last = 0;
    if (source->failed.status != TT_OK)
        return tell_failure(source, err);
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
        if (fill(source, size, piece, &source->failed) != TT_OK) {
            piece->length = end_of_rows(piece->text, piece->length);
            return piece->length ? TT_OK : tell_failure(source, err);
        }
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
    pthread_mutex_t input; /* guards source, sliced, taken, is_done */
    int is_done;           /* the last piece is taken, or something failed */
    atomic_size_t joined;  /* pieces joined so far: whose piece has this number has the turn */
    pthread_mutex_t turn;  /* for waiting until `joined` changes */
    pthread_cond_t turned;
    tt_status status; /* with err for whose turn it is */
    tt_error *err;
} crew;

/* Pieces that a thread can have read before the one in front of them is joined: waking up takes longer than
 * the unevenness of a few pieces. */
enum { AHEAD = 4 };

typedef struct member {
    crew *crew;
    tt__row_reader *reader;
    size_t number;
    tt__piece *queue[AHEAD]; /* a ring: `waiting` of them from `oldest` on are read, not joined */
    size_t oldest;
    size_t waiting;
    tt__piece *free[AHEAD]; /* free[free_count]: the last one is still in the cache */
    size_t free_count;
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
static int take_piece(crew *c, tt__piece *piece)
{
    (void)pthread_mutex_lock(&c->input);
    int has_piece = !c->is_done;
    tt_error_clear(&piece->fatal);
    piece->input_failed = 0;
    if (has_piece) {
        tt_error fault = {0};
        if (next_piece(c, piece, &fault) != TT_OK) {
            piece->length = 0;
            piece->is_last = 0;
            piece->fatal = fault;
            piece->input_failed = 1;
            c->is_done = 1;
        }
        c->is_done |= piece->is_last;
    }
    (void)pthread_mutex_unlock(&c->input);
    return has_piece;
}

/* Reads a piece that was taken; one that could not be is empty and keeps its error. */
static void read_piece(member *m, tt__piece *piece)
{
    tt_error fault = piece->fatal;
    tt__row_reader_read(m->reader, piece);
    if (fault.status != TT_OK)
        piece->fatal = fault;
    m->queue[(m->oldest + m->waiting++) % AHEAD] = piece;
}

static void wait_for_turn(crew *c, size_t number)
{
    (void)pthread_mutex_lock(&c->turn);
    while (atomic_load(&c->joined) != number)
        (void)pthread_cond_wait(&c->turned, &c->turn);
    (void)pthread_mutex_unlock(&c->turn);
}

/* Joins the oldest piece, whose turn has come, and passes the turn on. */
static void join_piece(member *m)
{
    crew *c = m->crew;
    tt__piece *piece = m->queue[m->oldest];
    if (c->status == TT_OK)
        c->status = tt__join_piece(c->join, m->reader, m->number, piece, c->err);
    int failed = c->status != TT_OK;
    m->free[m->free_count++] = piece;
    m->oldest = (m->oldest + 1) % AHEAD;
    m->waiting--;
    (void)pthread_mutex_lock(&c->turn);
    (void)atomic_fetch_add(&c->joined, 1);
    (void)pthread_cond_broadcast(&c->turned);
    (void)pthread_mutex_unlock(&c->turn);
    if (!failed)
        return;
    (void)pthread_mutex_lock(&c->input);
    c->is_done = 1;
    (void)pthread_mutex_unlock(&c->input);
}

/* Joins the pieces that can be, and at least one when no more can wait. */
static void join_pieces(member *m, size_t most_waiting)
{
    while (m->waiting > 0) {
        size_t number = m->queue[m->oldest]->number;
        if (atomic_load(&m->crew->joined) != number) {
            if (m->waiting <= most_waiting)
                return;
            wait_for_turn(m->crew, number);
        }
        join_piece(m);
    }
}

static void *work(void *argument)
{
    member *m = argument;
    for (;;) {
        join_pieces(m, AHEAD - 1);
        tt__piece *piece = m->free[--m->free_count];
        if (!take_piece(m->crew, piece))
            break;
        read_piece(m, piece);
    }
    join_pieces(m, 0);
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

/* Reads and joins everything with as many threads as can be had: without one there is less help, and the
 * same answer. */
static void run_crew(crew *c, member *members, unsigned jobs)
{
    (void)pthread_mutex_init(&c->input, NULL);
    (void)pthread_mutex_init(&c->turn, NULL);
    (void)pthread_cond_init(&c->turned, NULL);
    unsigned running = 1;
    while (running < jobs && start(&members[running]) == 0)
        running++;
    (void)work(&members[0]);
    for (unsigned i = 1; i < running; i++)
        (void)pthread_join(members[i].thread, NULL);
    (void)pthread_cond_destroy(&c->turned);
    (void)pthread_mutex_destroy(&c->turn);
    (void)pthread_mutex_destroy(&c->input);
}

tt_status tt__read_pieces(tt__source *source, tt__piece *first, unsigned jobs, tt__join *join,
                          tt__row_reader **readers, tt_error *err)
{
    crew c = {.source = source, .first = first, .join = join, .err = err};
    member *members = tt_calloc(jobs, sizeof *members);
    tt__piece *pieces = tt_calloc((size_t)jobs * AHEAD, sizeof *pieces);
    if (!members || !pieces) {
        tt_free(members);
        tt_free(pieces);
        return tt_fail(err, TT_ENOMEM, "no memory for reading");
    }
    for (unsigned i = 0; i < jobs; i++) {
        members[i] = (member){.crew = &c, .reader = readers[i], .number = i, .free_count = AHEAD};
        for (size_t k = 0; k < AHEAD; k++)
            members[i].free[k] = &pieces[i * AHEAD + k];
    }
    run_crew(&c, members, jobs);
    for (size_t i = 0; i < (size_t)jobs * AHEAD; i++)
        tt__piece_clear(&pieces[i]);
    tt_free(pieces);
    tt_free(members);
    return c.status;
}
