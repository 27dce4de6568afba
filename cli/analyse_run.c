/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads that analyse series block by block, and files that get the blocks in their order.
 *
 * Each thread takes the next block of series and an empty slot, whose texts it fills. Whoever finishes the block
 * whose turn it is writes it, and those that wait behind it. Nobody begins a block without a slot, so that memory
 * stays the same however many series there are; and there are more slots than threads, so that a thread which
 * the system lets wait for a moment does not keep the others waiting. The slot that was emptied last is taken
 * first: its texts are still in the cache. */
#define _POSIX_C_SOURCE 200809L
#include "analyse_run.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>

#include "analyst.h"
#include "interrupt.h"
#include "tiptrend/memory.h"

enum {
    MOST_IN_BLOCK = 128,  /* series: a few hundred kilobytes of text */
    BLOCKS_A_THREAD = 16, /* at least, where there are so many series: threads end together */
    SLOTS_A_THREAD = 2,
    MORE_SLOTS = 28,
    STEPS_OF_PROGRESS = 100
};

typedef struct slot {
    tt_strbuf *texts; /* texts[analyses] */
    size_t block;     /* that is being made or waits for its turn */
    int is_full;
} slot;

typedef struct run {
    const cli_context *context;
    const cli_analysis_request *request;
    const cli_analyses *analyses;
    tt_output *output;
    size_t block; /* series in a block */
    size_t blocks;
    slot *slots; /* slots[slot_count] */
    size_t slot_count;
    size_t *empty; /* empty[empty_count]: slots that nobody uses; guarded by the lock */
    size_t empty_count;

    pthread_mutex_t lock; /* guards all below, and a slot while it is full */
    pthread_cond_t freed; /* a slot is empty, or the run has failed */
    size_t next;          /* block to be taken */
    size_t written;       /* blocks */
    int is_writing;
    tt_error fault; /* the first */
} run;

/* ---- writing ---- */

static void show_progress(const run *r)
{
    size_t step = r->blocks / STEPS_OF_PROGRESS + 1;
    if (r->context->err.width == 0 || r->context->settings.quiet ||
        (r->written % step != 0 && r->written < r->blocks))
        return;
    size_t done = r->written * r->block;
    size_t all = r->request->series->count;
    (void)fprintf(stderr, "\ranalysing: %zu of %zu series%s", done < all ? done : all, all,
                  done < all ? "" : "\n");
    (void)fflush(stderr);
}

static tt_status write_slot(const run *r, slot *s, tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t i = 0; i < r->analyses->count && status == TT_OK; i++) {
        status =
            tt_output_append(r->output, i, tt_strbuf_text(&s->texts[i]), s->texts[i].length, err);
        tt_strbuf_reset(&s->texts[i]);
    }
    return status;
}

static void keep_fault(run *r, const tt_error *fault)
{
    if (r->fault.status == TT_OK)
        r->fault = *fault;
    (void)pthread_cond_broadcast(&r->freed);
}

/* The slot with the block whose turn it is; NULL while it is not there. */
static slot *slot_in_turn(const run *r)
{
    for (size_t i = 0; i < r->slot_count; i++)
        if (r->slots[i].is_full && r->slots[i].block == r->written)
            return &r->slots[i];
    return NULL;
}

static void give_back(run *r, slot *s)
{
    s->is_full = 0;
    r->empty[r->empty_count++] = (size_t)(s - r->slots);
    (void)pthread_cond_broadcast(&r->freed);
}

/* Writes what has its turn; the lock is held, but not while the disk is at work. */
static void write_in_turn(run *r)
{
    if (r->is_writing)
        return;
    r->is_writing = 1;
    slot *s;
    while (r->fault.status == TT_OK && (s = slot_in_turn(r)) != NULL) {
        tt_error fault = {0};
        (void)pthread_mutex_unlock(&r->lock);
        tt_status status = write_slot(r, s, &fault);
        (void)pthread_mutex_lock(&r->lock);
        r->written++;
        give_back(r, s);
        show_progress(r);
        if (status != TT_OK)
            keep_fault(r, &fault);
    }
    r->is_writing = 0;
}

/* ---- working ---- */

/* An empty slot for the next block; NULL at the end. The lock is held. */
static slot *take_block(run *r)
{
    while (r->fault.status == TT_OK && r->next < r->blocks && r->empty_count == 0)
        (void)pthread_cond_wait(&r->freed, &r->lock);
    if (r->fault.status != TT_OK || r->next >= r->blocks)
        return NULL;
    slot *s = &r->slots[r->empty[--r->empty_count]];
    s->block = r->next++;
    return s;
}

static tt_status analyse_block(const run *r, cli_analyst *analyst, const slot *s, tt_error *err)
{
    const tt_index_list *series = r->request->series;
    size_t first = s->block * r->block;
    size_t end = first + r->block < series->count ? first + r->block : series->count;
    tt_status status = cli_check_signals(err);
    for (size_t i = first; i < end && status == TT_OK; i++)
        status = cli_analyst_series(analyst, series->index[i], s->texts, err);
    return status;
}

static void *work(void *argument)
{
    run *r = argument;
    cli_analyst analyst;
    tt_error fault = {0};
    slot *s;
    tt_status status = cli_analyst_make(r->request, r->analyses, &analyst, &fault);
    (void)pthread_mutex_lock(&r->lock);
    while (status == TT_OK && (s = take_block(r)) != NULL) {
        (void)pthread_mutex_unlock(&r->lock);
        status = analyse_block(r, &analyst, s, &fault);
        (void)pthread_mutex_lock(&r->lock);
        s->is_full = status == TT_OK;
        write_in_turn(r);
    }
    if (status != TT_OK)
        keep_fault(r, &fault);
    (void)pthread_mutex_unlock(&r->lock);
    cli_analyst_clear(&analyst);
    return NULL;
}

/* ---- the whole ---- */

static tt_status prepare(run *r, unsigned threads, tt_error *err)
{
    size_t series = r->request->series->count;
    size_t even = series / ((size_t)threads * BLOCKS_A_THREAD) + 1;
    r->block = even < MOST_IN_BLOCK ? even : MOST_IN_BLOCK;
    r->blocks = (series + r->block - 1) / r->block;
    r->slot_count = SLOTS_A_THREAD * (size_t)threads + MORE_SLOTS;
    r->slots = tt_calloc(r->slot_count, sizeof *r->slots);
    r->empty = tt_calloc(r->slot_count, sizeof *r->empty);
    tt_status status =
        r->slots && r->empty ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for the analyses");
    for (size_t i = 0; i < r->slot_count && status == TT_OK; i++) {
        r->slots[i].texts = tt_calloc(r->analyses->count, sizeof *r->slots[i].texts);
        r->empty[r->empty_count++] = r->slot_count - 1 - i;
        if (!r->slots[i].texts)
            status = tt_fail(err, TT_ENOMEM, "no memory for the analyses");
    }
    return status;
}

static void clear(run *r)
{
    for (size_t i = 0; r->slots && i < r->slot_count; i++) {
        for (size_t k = 0; r->slots[i].texts && k < r->analyses->count; k++)
            tt_strbuf_clear(&r->slots[i].texts[k]);
        tt_free(r->slots[i].texts);
    }
    tt_free(r->slots);
    tt_free(r->empty);
}

/* Threads leave the signals to the first one; one that cannot be started is done without. */
static void work_together(run *r, unsigned threads)
{
    pthread_t members[64];
    unsigned started = 0;
    sigset_t all;
    sigset_t before;
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    while (started + 1 < threads && started < sizeof members / sizeof *members &&
           pthread_create(&members[started], NULL, work, r) == 0)
        started++;
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    (void)work(r);
    for (unsigned i = 0; i < started; i++)
        (void)pthread_join(members[i], NULL);
}

tt_status cli_analyse_run(const cli_context *context, const cli_analysis_request *request,
                          const cli_analyses *analyses, tt_output *output, tt_error *err)
{
    unsigned threads = cli_jobs(&context->settings);
    run r = {.context = context, .request = request, .analyses = analyses, .output = output};
    tt_status status = prepare(&r, threads, err);
    if (status == TT_OK) {
        (void)pthread_mutex_init(&r.lock, NULL);
        (void)pthread_cond_init(&r.freed, NULL);
        work_together(&r, threads < r.blocks ? threads : (unsigned)r.blocks);
        (void)pthread_cond_destroy(&r.freed);
        (void)pthread_mutex_destroy(&r.lock);
        status = r.fault.status;
        if (status != TT_OK && err)
            *err = r.fault;
    }
    clear(&r);
    return status;
}
