/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several gnuplots at work on one queue.
 *
 * Each worker is a thread with a gnuplot of its own; a thread mostly waits for its gnuplot, and checks
 * and finishes what came before it takes the next chart. Workers start when there is something for
 * them. Charts are taken in order of submission and results are kept in that order; an item belongs
 * to its worker from being taken until `done` is set under the lock, and to the caller after that. */
#define _POSIX_C_SOURCE 200809L
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "drawing.h"
#include "thread.h"
#include "tiptrend/memory.h"
#include "worker.h"

#define MOST_JOBS         64
#define MOST_JOBS_UNASKED 8
#define SCRIPT_LIMIT      ((size_t)64 << 20) /* bytes */
#define LEAST_DPI         10
#define MOST_DPI          4800

/* The texts of a job, as they stand in item.texts. */
enum { NAME, SCRIPT, TITLE, ALT, DESCRIPTION, SOURCE, DATA, TEXT_COUNT };

/* One file of a chart: what is wanted and what is ours of it. */
typedef struct part {
    char *path;   /* NULL: the bytes are kept */
    char *bytes;  /* of the finished file, where they are kept */
    size_t index; /* of the file in the output; SIZE_MAX: it is not there */
} part;

/* One chart: a copy of the job, and the result. */
typedef struct item {
    char *texts[TEXT_COUNT];
    part *parts;           /* parts[result.file_count] */
    tt_render_file *files; /* the same, as the caller sees them */
    double width_mm;
    double height_mm;
    int dpi;
    tt_render_result result;
    tt_strbuf warnings;
    int is_hopeless; /* gnuplot died or hung at it twice, or its script cannot be written */
    int done;
} item;

/* A worker thread. */
typedef struct crew {
    struct tt_render *render;
    tt__worker worker;
    pthread_t thread;
    size_t number;
    int script_turn; /* which of the two names is in use */
    int out_turn;
} crew;

struct tt_render {
    tt__spool spool;
    tt__gnuplot gnuplot;
    tt_output *output;
    int owns_output;
    char version[32];
    atomic_int given_up;  /* tt_render_free was called */
    pthread_mutex_t lock; /* of all below */
    pthread_cond_t work;  /* an item was added, or the end has come */
    pthread_cond_t ready; /* an item is done */
    int closing;
    item **items; /* items[count]; NULL: released */
    size_t count;
    size_t capacity;
    size_t next; /* the first that nobody has taken */
    size_t idle; /* workers that wait for work */
    crew *crew;  /* crew[jobs], of which `started` run */
    size_t jobs;
    size_t started;
};

/* ---- items ---------------------------------------------------------------------------------- */

static void free_item(item *it)
{
    if (!it)
        return;
    for (size_t i = 0; i < TEXT_COUNT; i++)
        tt_free(it->texts[i]);
    for (size_t i = 0; it->parts && i < it->result.file_count; i++) {
        tt_free(it->parts[i].path);
        tt_free(it->parts[i].bytes);
    }
    tt_free(it->parts);
    tt_free(it->files);
    tt_strbuf_clear(&it->warnings);
    tt_free(it);
}

/* Returns 0, or 1 when there is no memory. */
static int copy_targets(item *it, const tt_render_job *job)
{
    it->result.file_count = job->target_count;
    it->parts = tt_calloc(job->target_count, sizeof *it->parts);
    it->files = tt_calloc(job->target_count, sizeof *it->files);
    if (!it->parts || !it->files)
        return 1;
    for (size_t i = 0; i < job->target_count; i++) {
        const tt_render_target *target = &job->targets[i];
        it->parts[i].index = SIZE_MAX;
        it->parts[i].path = target->path ? tt_strdup(target->path) : NULL;
        if (target->path && !it->parts[i].path)
            return 1;
        it->files[i].format = target->format;
        it->files[i].path = it->parts[i].path;
    }
    return 0;
}

/* Returns 0, or 1 when there is no memory. */
static int copy_texts(item *it, const tt_render_job *job)
{
    const char *const texts[TEXT_COUNT] = {[NAME] = job->name,
                                           [SCRIPT] = job->script,
                                           [TITLE] = job->title ? job->title : job->name,
                                           [ALT] = job->alt,
                                           [DESCRIPTION] = job->description,
                                           [SOURCE] = job->source,
                                           [DATA] = job->data};
    for (size_t i = 0; i < TEXT_COUNT; i++) {
        it->texts[i] = tt_strdup(texts[i] ? texts[i] : "");
        if (!it->texts[i])
            return 1;
    }
    return 0;
}

static tt_status copy_job(const tt_render_job *job, item **out, tt_error *err)
{
    item *it = tt_calloc(1, sizeof *it);
    if (!it || copy_targets(it, job) || copy_texts(it, job)) {
        free_item(it);
        return tt_fail(err, TT_ENOMEM, "no memory for the chart '%.80s'", job->name);
    }
    it->width_mm = job->width_mm;
    it->height_mm = job->height_mm;
    it->dpi = job->dpi ? job->dpi : TT__USUAL_DPI;
    it->result.name = it->texts[NAME];
    it->result.warnings = "";
    it->result.files = it->files;
    *out = it;
    return TT_OK;
}

static tt_status check_job(const tt_render_job *job, tt_error *err)
{
    if (!job->name || !job->name[0])
        return tt_fail(err, TT_EUSAGE, "a chart without a name");
    if (!job->script || !job->script[0] || job->target_count == 0 || !job->targets)
        return tt_fail(err, TT_EUSAGE, "the chart '%.80s' has no %s", job->name,
                       job->target_count ? "script" : "formats");
    if (strlen(job->script) > SCRIPT_LIMIT)
        return tt_fail(err, TT_ELIMIT, "the script of '%.80s' has over %zu MB; thin its data",
                       job->name, SCRIPT_LIMIT >> 20);
    if (!isfinite(job->width_mm) || !isfinite(job->height_mm) || job->width_mm < 0 ||
        job->height_mm < 0)
        return tt_fail(err, TT_EUSAGE, "the chart '%.80s' has a size that is none", job->name);
    if (job->dpi != 0 && (job->dpi < LEAST_DPI || job->dpi > MOST_DPI))
        return tt_fail(err, TT_EUSAGE, "%d dpi; give %d to %d", job->dpi, LEAST_DPI, MOST_DPI);
    for (size_t i = 0; i < job->target_count; i++)
        if (!tt_format_is_drawn(job->targets[i].format))
            return tt_fail(err, TT_EUSAGE,
                           "the chart '%.80s' wants a format that gnuplot does not draw",
                           job->name);
    return TT_OK;
}

/* ---- drawing, in a worker's thread ---------------------------------------------------------- */

/* Check and finish what gnuplot wrote, and send it on its way. */
static tt_status deliver(tt_render *render, item *it, size_t index, tt_strbuf *file, tt_error *err)
{
    const tt__caption caption = {.title = it->texts[TITLE],
                                 .alt = it->texts[ALT],
                                 .description = it->texts[DESCRIPTION],
                                 .source = it->texts[SOURCE],
                                 .width_mm = it->width_mm,
                                 .height_mm = it->height_mm,
                                 .dpi = it->dpi,
                                 .data = it->texts[DATA]};
    tt_render_file *result = &it->files[index];
    part *own = &it->parts[index];
    tt_status status = tt__verify(result->format, file, &caption, err);
    if (status == TT_OK)
        status = tt__finish(result->format, file, &caption, err);
    if (status == TT_EIO)
        status = err->status =
            TT_EGNUPLOT; /* half a file is gnuplot's fault, and this chart's alone */
    if (status != TT_OK)
        return status;
    result->size = file->length;
    if (result->path)
        return tt_output_add(render->output, result->path, file->text, file->length, &own->index,
                             err);
    own->bytes = tt_strbuf_take(file);
    result->bytes = own->bytes;
    return own->bytes ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for a finished drawing");
}

/* One file of a chart, on its way through gnuplot. */
typedef struct errand {
    item *it; /* NULL: none */
    size_t index;
    int is_prepared;
    tt__drawing drawing;
} errand;

/* Take what gnuplot made of an errand. */
static tt_status collect(crew *me, errand *e, tt_error *err)
{
    tt_render *render = me->render;
    tt_status status = tt__worker_await(&me->worker, &e->drawing, err);
    tt_strbuf_add_bytes(&e->it->warnings, tt_strbuf_text(&e->drawing.messages),
                        e->drawing.messages.length);
    tt_strbuf_clear(&e->drawing.messages);
    e->it->result.retried |= e->drawing.retried;
    e->it->is_hopeless |= e->drawing.is_deadly;
    if (status != TT_OK)
        return status;
    tt_strbuf file = TT_STRBUF_INIT;
    status = tt__spool_read(&render->spool, e->drawing.out, &file, err);
    if (status == TT_ENOINPUT)
        status = err->status = TT_EGNUPLOT; /* the script did not write to OUT */
    tt__spool_drop(&render->spool, e->drawing.out);
    if (status == TT_OK)
        status = deliver(render, e->it, e->index, &file, err);
    tt_strbuf_clear(&file);
    return status;
}

/* Keep the first failure of a chart. */
static void keep_failure(item *it, tt_error *failure)
{
    if (failure->status == TT_OK || it->result.status != TT_OK)
        return;
    tt_error_subject(failure, it->texts[NAME], 0);
    it->result.status = failure->status;
    it->result.error = *failure;
}

/* Finish an errand. A script that fails in one format is still tried in the others; one at which
 * gnuplot dies or hangs is not. */
static void finish_errand(crew *me, errand *e)
{
    tt_error failure = {0};
    e->it->files[e->index].status =
        e->it->is_hopeless ? e->it->result.status : collect(me, e, &failure);
    keep_failure(e->it, &failure);
}

/* The next file of the chart in hand, or the first one of the next chart; an errand without an item
 * when there is none. With nothing in hand it waits for a chart. With something in hand it takes
 * one only while there is one for every worker: else a chart would wait here for its turn while
 * another worker is idle. */
static errand take_errand(crew *me, const errand *in_hand)
{
    tt_render *render = me->render;
    errand next = {0};
    if (in_hand && in_hand->index + 1 < in_hand->it->result.file_count) {
        next.it = in_hand->it;
        next.index = in_hand->index + 1;
        return next;
    }
    (void)pthread_mutex_lock(&render->lock);
    render->idle++;
    while (!in_hand && !render->closing && render->next == render->count)
        (void)pthread_cond_wait(&render->work, &render->lock);
    render->idle--;
    size_t enough = in_hand ? render->started : 1;
    if (!render->closing && render->count - render->next >= enough)
        next.it = render->items[render->next++];
    (void)pthread_mutex_unlock(&render->lock);
    return next;
}

/* Name the files of an errand and write its script. Two errands may be under way: they alternate
 * between two names, and so do the scripts of two charts. */
static void prepare_errand(crew *me, errand *e)
{
    static const char letters[] = "ab";
    if (e->is_prepared || !e->it)
        return;
    e->is_prepared = 1;
    if (e->index == 0)
        me->script_turn = !me->script_turn;
    me->out_turn = !me->out_turn;
    tt__drawing *drawing = &e->drawing;
    drawing->format = e->it->files[e->index].format;
    drawing->script_size = strlen(e->it->texts[SCRIPT]);
    (void)snprintf(drawing->script, sizeof drawing->script, "w%zu%c.gp", me->number,
                   letters[me->script_turn]);
    (void)snprintf(drawing->out, sizeof drawing->out, "w%zu%c.%s", me->number,
                   letters[me->out_turn], tt__drawn_as(drawing->format));
    tt_error failure = {0};
    if (e->index == 0 && tt__spool_write(&me->render->spool, drawing->script, e->it->texts[SCRIPT],
                                         &failure) != TT_OK)
        e->it->is_hopeless = 1;
    keep_failure(e->it, &failure);
}

static void send_errand(crew *me, errand *e)
{
    if (e->it && !e->it->is_hopeless)
        tt__worker_send(&me->worker, &e->drawing);
}

/* The last file of a chart is done with: hand the chart over. */
static void close_item(tt_render *render, item *it)
{
    it->result.warnings = tt_strbuf_text(&it->warnings);
    tt_free(it->texts[SCRIPT]); /* the largest part of an item, not needed any more */
    it->texts[SCRIPT] = NULL;
    (void)pthread_mutex_lock(&render->lock);
    it->done = 1;
    (void)pthread_cond_broadcast(&render->ready);
    (void)pthread_mutex_unlock(&render->lock);
}

/* A worker's life. While an errand is checked and finished here, gnuplot draws the next one. */
static void *work(void *argument)
{
    crew *me = argument;
    errand now = take_errand(me, NULL);
    while (now.it) {
        errand next = take_errand(me, &now);
        prepare_errand(me, &now);
        send_errand(me, &now);
        prepare_errand(me, &next);
        send_errand(me, &next);
        finish_errand(me, &now);
        if (next.it != now.it)
            close_item(me->render, now.it);
        now = next.it ? next : take_errand(me, NULL);
    }
    tt__worker_stop(&me->worker);
    return NULL;
}

/* ---- public --------------------------------------------------------------------------------- */

const char *tt_render_gnuplot_version(const tt_render *render)
{
    return render->version;
}

const char *tt_render_gnuplot_path(const tt_render *render)
{
    return render->gnuplot.path;
}

size_t tt_render_count(const tt_render *render)
{
    return render->count; /* only the caller's thread changes it */
}

static size_t job_count(int asked)
{
    if (asked > 0)
        return (size_t)asked;
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1                   ? 1
           : processors > MOST_JOBS_UNASKED ? MOST_JOBS_UNASKED
                                            : (size_t)processors;
}

static tt_status check_options(const tt_render_options *options, tt_error *err)
{
    if (options->jobs < 0 || options->jobs > MOST_JOBS)
        return tt_fail(err, TT_EUSAGE, "%d gnuplots at once; give 1 to %d", options->jobs,
                       MOST_JOBS);
    if (options->time_limit_ms < 0 || options->start_limit_ms < 0)
        return tt_fail(err, TT_EUSAGE, "a time limit below 0");
    return TT_OK;
}

/* The parts of a tt_render that need nothing but memory. */
static tt_render *make_render(const tt_render_options *options)
{
    tt_render *render = tt_calloc(1, sizeof *render);
    if (!render)
        return NULL;
    render->jobs = job_count(options->jobs);
    render->crew = tt_calloc(render->jobs, sizeof *render->crew);
    if (!render->crew) {
        tt_free(render);
        return NULL;
    }
    /* These three cannot fail on the platforms that we know: they take no resources. */
    (void)pthread_mutex_init(&render->lock, NULL);
    (void)pthread_cond_init(&render->work, NULL);
    (void)pthread_cond_init(&render->ready, NULL);
    return render;
}

static tt_status open_render(tt_render *render, const tt_render_options *options, tt_error *err)
{
    render->output = options->output;
    tt_status status = TT_OK;
    if (!render->output) {
        status = tt_output_begin(NULL, &render->output, err);
        render->owns_output = status == TT_OK;
    }
    if (status == TT_OK)
        status = tt__spool_new(options->work_folder, &render->spool, err);
    if (status == TT_OK)
        status = tt__gnuplot_prepare(&render->gnuplot, options, &render->spool, err);
    if (status != TT_OK)
        return status;
    render->gnuplot.stop.flag = &render->given_up;
    for (size_t i = 0; i < render->jobs; i++) {
        render->crew[i].render = render;
        render->crew[i].number = i;
        tt__worker_init(&render->crew[i].worker, &render->gnuplot);
    }
    status = tt__worker_start(&render->crew[0].worker, err);
    memcpy(render->version, render->crew[0].worker.version, sizeof render->version);
    return status;
}

tt_status tt_render_new(const tt_render_options *options, tt_render **out, tt_error *err)
{
    static const tt_render_options defaults = {0};
    *out = NULL;
    if (!options)
        options = &defaults;
    tt_status status = check_options(options, err);
    if (status != TT_OK)
        return status;
    tt_render *render = make_render(options);
    if (!render)
        return tt_fail(err, TT_ENOMEM, "no memory for drawing");
    status = open_render(render, options, err);
    if (status != TT_OK) {
        tt_render_free(render);
        return status;
    }
    *out = render;
    return TT_OK;
}

/* One more worker when more charts wait than workers; the lock is held. Returns the workers there
 * are: 0 is a failure. */
static size_t hire(tt_render *render)
{
    if (render->started < render->jobs && render->count - render->next > render->idle) {
        crew *one = &render->crew[render->started];
        if (tt__thread_start(&one->thread, work, one) == 0)
            render->started++;
    }
    return render->started;
}

tt_status tt_render_submit(tt_render *render, const tt_render_job *job, size_t *index,
                           tt_error *err)
{
    tt_status status = check_job(job, err);
    item *it = NULL;
    if (status == TT_OK)
        status = copy_job(job, &it, err);
    if (status != TT_OK)
        return status;
    (void)pthread_mutex_lock(&render->lock);
    if (tt_grow(&render->items, &render->capacity, render->count, sizeof *render->items) != 0)
        status = tt_fail(err, TT_ENOMEM, "no memory for the chart '%.80s'", job->name);
    else {
        render->items[render->count++] = it;
        if (hire(render) == 0) {
            render->count--;
            status = tt_fail(err, TT_ENOMEM, "no thread can be started; close programs");
        }
    }
    if (status == TT_OK && index)
        *index = render->count - 1;
    (void)pthread_cond_signal(&render->work);
    (void)pthread_mutex_unlock(&render->lock);
    if (status != TT_OK)
        free_item(it);
    return status;
}

/* Wait until one chart is done; it belongs to the caller then. NULL: it was released. */
static item *wait_for(tt_render *render, size_t index)
{
    (void)pthread_mutex_lock(&render->lock);
    item *it = render->items[index];
    while (it && !it->done)
        (void)pthread_cond_wait(&render->ready, &render->lock);
    (void)pthread_mutex_unlock(&render->lock);
    return it;
}

/* Hand a chart's failure to the caller. */
static tt_status pass_on(const item *it, tt_error *err)
{
    if (it->result.status != TT_OK && err && err->status == TT_OK)
        *err = it->result.error;
    return it->result.status;
}

tt_status tt_render_wait(tt_render *render, size_t index, const tt_render_result **result,
                         tt_error *err)
{
    *result = NULL;
    if (index >= render->count)
        return tt_fail(err, TT_EUSAGE, "no chart %zu: %zu were submitted", index, render->count);
    const item *it = wait_for(render, index);
    if (!it)
        return tt_fail(err, TT_EUSAGE, "the chart %zu was released", index);
    *result = &it->result;
    return pass_on(it, err);
}

void tt_render_release(tt_render *render, size_t index)
{
    item *it = index < render->count ? wait_for(render, index) : NULL;
    if (!it)
        return;
    (void)pthread_mutex_lock(&render->lock);
    render->items[index] = NULL;
    (void)pthread_mutex_unlock(&render->lock);
    free_item(it);
}

/* Carry what the commit found over to a chart. */
static void take_commit(tt_render *render, item *it)
{
    for (size_t i = 0; i < it->result.file_count; i++) {
        tt_render_file *file = &it->files[i];
        if (it->parts[i].index == SIZE_MAX || file->status != TT_OK)
            continue;
        tt_output_file placed = tt_output_at(render->output, it->parts[i].index);
        file->status = placed.status;
        if (placed.status == TT_OK || it->result.status != TT_OK)
            continue;
        it->result.status = placed.status;
        (void)tt_fail(&it->result.error, placed.status, "%s",
                      placed.message ? placed.message : "writing failed");
        tt_error_place(&it->result.error, placed.path, 0, 0);
        tt_error_subject(&it->result.error, it->texts[NAME], 0);
    }
}

tt_status tt_render_finish(tt_render *render, tt_error *err)
{
    for (size_t i = 0; i < render->count; i++)
        (void)wait_for(render, i);
    if (render->owns_output)
        (void)tt_output_commit(render->output, NULL); /* failures come back with the files */
    tt_status first = TT_OK;
    for (size_t i = 0; i < render->count; i++) {
        item *it = render->items[i];
        if (!it)
            continue;
        if (render->owns_output)
            take_commit(render, it);
        tt_status status = pass_on(it, err);
        if (first == TT_OK)
            first = status;
    }
    return first;
}

void tt_render_free(tt_render *render)
{
    if (!render)
        return;
    atomic_store(&render->given_up, 1);
    (void)pthread_mutex_lock(&render->lock);
    render->closing = 1;
    (void)pthread_cond_broadcast(&render->work);
    (void)pthread_mutex_unlock(&render->lock);
    for (size_t i = 0; i < render->started; i++)
        (void)pthread_join(render->crew[i].thread, NULL);
    for (size_t i = render->started; i < render->jobs; i++)
        if (render->crew[i].worker.gnuplot)
            tt__worker_stop(&render->crew[i].worker); /* the first one, without a chart */
    for (size_t i = 0; i < render->count; i++)
        free_item(render->items[i]);
    tt_free(render->items);
    tt_free(render->crew);
    tt__gnuplot_clear(&render->gnuplot);
    tt__spool_remove(&render->spool);
    if (render->owns_output)
        tt_output_free(render->output);
    (void)pthread_cond_destroy(&render->ready);
    (void)pthread_cond_destroy(&render->work);
    (void)pthread_mutex_destroy(&render->lock);
    tt_free(render);
}
