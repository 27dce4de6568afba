/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal of a batch.
 *
 *     tiptrend-journal 1
 *     F <path> <key> <bytes> <checksum> <changed> #<checksum of the line>
 *     R <folder> <key> <summary ...> #<checksum of the line>
 *
 * with tabs between. <changed> is the time of the last change of the file's inode (st_ctime) with nanoseconds,
 * which no copy and no program keeps or forges by chance: where it is the same, the file is not read. Where it
 * is another one, as after a copy to another disk, the bytes decide. A file's line is written after the file
 * has come to its place, so that a run that is killed between the two makes the file again. */
#define _XOPEN_SOURCE 700 /* st_ctim */
#include "journal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report.h"
#include "tiptrend/memory.h"

#define HEADER    "tiptrend-journal 1\n"
#define NONE      UINT32_MAX
#define LEAST_SET 64 /* places of a hash table: a power of 2 */

typedef struct file_record {
    char *path;
    char key[CLI_KEY_SIZE];    /* "" when it was never made */
    char wanted[CLI_KEY_SIZE]; /* "" when nobody asked */
    uint64_t size;
    uint64_t changed; /* nanoseconds */
    uint32_t checksum;
    uint32_t report; /* of whose folder it is */
    uint32_t next;   /* another file of the report */
    int forgotten;
} file_record;

typedef struct report_record {
    cli_journal_report seen;
    char *folder;
    char *key;
    char *summary;
    uint32_t first; /* file; NONE: there is none */
} report_record;

/* Names of records. place[i] is the number of a record + 1; 0: free. */
typedef struct name_set {
    uint32_t *place;
    size_t size;
} name_set;

struct cli_journal {
    char *folder;
    char *path;         /* of the file that lines are added to; NULL: none */
    file_record *files; /* files[file_count] */
    size_t file_count;
    size_t file_capacity;
    report_record *reports; /* reports[report_count] */
    size_t report_count;
    size_t report_capacity;
    name_set file_names;
    name_set report_names;
    tt_strbuf waiting; /* lines */
    int fd;            /* -1: none */
    int changed;
};

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for the journal");
}

/* ---- names ---- */

/* FNV-1a. */
static uint64_t hash_of(const char *text)
{
    uint64_t hash = 14695981039346656037u;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return hash;
}

static const char *name_of(const cli_journal *j, const name_set *set, uint32_t record)
{
    return set == &j->file_names ? j->files[record].path : j->reports[record].folder;
}

/* The place of a name, or the free one where it belongs; the table has one. */
static size_t find_place(const cli_journal *j, const name_set *set, const char *name)
{
    size_t i = (size_t)hash_of(name) & (set->size - 1);
    while (set->place[i] && strcmp(name_of(j, set, set->place[i] - 1), name) != 0)
        i = (i + 1) & (set->size - 1);
    return i;
}

static uint32_t find_name(const cli_journal *j, const name_set *set, const char *name)
{
    uint32_t place = set->size ? set->place[find_place(j, set, name)] : 0;
    return place ? place - 1 : NONE;
}

/* Puts record number `count`, whose name is in the list already, into the set. Returns 0, or -1. */
static int add_name(cli_journal *j, name_set *set, size_t count)
{
    if (2 * (count + 1) > set->size) {
        name_set larger = {.size = set->size ? 2 * set->size : LEAST_SET};
        larger.place = tt_calloc(larger.size, sizeof *larger.place);
        if (!larger.place || count >= NONE - 1) {
            tt_free(larger.place);
            return -1;
        }
        tt_free(set->place);
        *set = larger;
        for (uint32_t i = 0; i < count; i++)
            set->place[find_place(j, set, name_of(j, set, i))] = i + 1;
    }
    set->place[find_place(j, set, name_of(j, set, (uint32_t)count))] = (uint32_t)count + 1;
    return 0;
}

/* ---- records ---- */

/* The report of this folder, new when it is not known. NONE: no memory. */
static uint32_t report_of(cli_journal *j, const char *folder)
{
    uint32_t found = find_name(j, &j->report_names, folder);
    if (found != NONE)
        return found;
    if (tt_grow(&j->reports, &j->report_capacity, j->report_count, sizeof *j->reports) != 0)
        return NONE;
    report_record *r = &j->reports[j->report_count];
    *r = (report_record){.folder = tt_strdup(folder), .first = NONE};
    if (!r->folder || add_name(j, &j->report_names, j->report_count) != 0) {
        tt_free(r->folder);
        return NONE;
    }
    return (uint32_t)j->report_count++;
}

/* The report in whose folder a path lies. */
static uint32_t report_of_path(cli_journal *j, const char *path)
{
    const char *slash = strrchr(path, '/');
    tt_strbuf folder = TT_STRBUF_INIT;
    tt_strbuf_add_bytes(&folder, path, slash ? (size_t)(slash - path) : 0);
    uint32_t report = folder.failed ? NONE : report_of(j, tt_strbuf_text(&folder));
    tt_strbuf_clear(&folder);
    return report;
}

/* The record of a file, new when it is not known. NULL: no memory. */
static file_record *file_of(cli_journal *j, const char *path)
{
    uint32_t found = find_name(j, &j->file_names, path);
    if (found != NONE)
        return &j->files[found];
    uint32_t report = report_of_path(j, path);
    if (report == NONE ||
        tt_grow(&j->files, &j->file_capacity, j->file_count, sizeof *j->files) != 0)
        return NULL;
    file_record *f = &j->files[j->file_count];
    *f = (file_record){.path = tt_strdup(path), .report = report, .next = j->reports[report].first};
    if (!f->path || add_name(j, &j->file_names, j->file_count) != 0) {
        tt_free(f->path);
        return NULL;
    }
    j->reports[report].first = (uint32_t)j->file_count++;
    return f;
}

static void copy_key(char *out, const char *key)
{
    size_t length = strlen(key);
    if (length >= CLI_KEY_SIZE)
        length = CLI_KEY_SIZE - 1;
    memcpy(out, key, length);
    out[length] = '\0';
}

static tt_status set_report(cli_journal *j, const char *folder, const char *key,
                            const char *summary, tt_error *err)
{
    uint32_t number = report_of(j, folder);
    char *new_key = tt_strdup(key);
    char *new_summary = tt_strdup(summary);
    if (number == NONE || !new_key || !new_summary) {
        tt_free(new_key);
        tt_free(new_summary);
        return no_memory(err);
    }
    report_record *r = &j->reports[number];
    tt_free(r->key);
    tt_free(r->summary);
    r->key = new_key;
    r->summary = new_summary;
    r->seen = (cli_journal_report){r->folder, r->key, r->summary};
    return TT_OK;
}

/* ---- lines ---- */

static void end_line(tt_strbuf *out, size_t start)
{
    uint32_t sum = out->failed ? 0 : tt_output_checksum(out->text + start, out->length - start);
    tt_strbuf_addf(out, "\t#%08" PRIx32 "\n", sum);
}

static void file_line(const file_record *f, tt_strbuf *out)
{
    size_t start = out->length;
    tt_strbuf_addf(out, "F\t%s\t%s\t%" PRIu64 "\t%08" PRIx32 "\t%" PRIu64, f->path, f->key, f->size,
                   f->checksum, f->changed);
    end_line(out, start);
}

static void report_line(const report_record *r, tt_strbuf *out)
{
    size_t start = out->length;
    tt_strbuf_add(out, "R\t");
    tt_strbuf_add(out, r->folder);
    tt_strbuf_add_char(out, '\t');
    tt_strbuf_add(out, r->key);
    tt_strbuf_add_char(out, '\t');
    tt_strbuf_add(out, r->summary);
    end_line(out, start);
}

/* The next field of a line, which is cut at the tab. */
static char *next_field(char **at)
{
    char *field = *at;
    char *tab = strchr(field, '\t');
    if (tab)
        *tab = '\0';
    *at = tab ? tab + 1 : field + strlen(field);
    return field;
}

/* A whole number in some base; 0 when it is none, which no file of ours has for all three. */
static uint64_t number_of(const char *text, int base)
{
    return strtoull(text, NULL, base);
}

static tt_status take_line(cli_journal *j, char *line, tt_error *err)
{
    char *mark = strrchr(line, '#');
    if (!mark || mark == line || mark[-1] != '\t' || strlen(mark) != 9 ||
        number_of(mark + 1, 16) != tt_output_checksum(line, (size_t)(mark - 1 - line)))
        return TT_OK; /* cut off, or damaged */
    mark[-1] = '\0';
    char *at = line;
    char *kind = next_field(&at);
    char *name = next_field(&at);
    char *key = next_field(&at);
    if (strcmp(kind, "R") == 0)
        return set_report(j, name, key, at, err);
    if (strcmp(kind, "F") != 0)
        return TT_OK; /* of a later version */
    file_record *f = file_of(j, name);
    if (!f)
        return no_memory(err);
    copy_key(f->key, key);
    f->size = number_of(next_field(&at), 10);
    f->checksum = (uint32_t)number_of(next_field(&at), 16);
    f->changed = number_of(next_field(&at), 10);
    return TT_OK;
}

static tt_status read_whole(const char *path, tt_strbuf *out, tt_error *err)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return errno == ENOENT ? TT_OK
                               : tt_fail(err, TT_EIO, "the journal '%s' cannot be read: %s", path,
                                         strerror(errno));
    char piece[16384];
    size_t got;
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        tt_strbuf_add_bytes(out, piece, got);
    int failed = ferror(file);
    (void)fclose(file);
    return failed ? tt_fail(err, TT_EIO, "the journal '%s' cannot be read", path)
                  : tt_strbuf_status(out, err);
}

tt_status cli_journal_read(cli_journal *journal, const char *path, tt_error *err)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_status status = read_whole(path, &text, err);
    size_t length = strlen(HEADER);
    if (status == TT_OK && text.length >= length && memcmp(text.text, HEADER, length) == 0)
        for (char *line = text.text + length; *line && status == TT_OK;) {
            char *end = strchr(line, '\n');
            if (!end)
                break; /* cut off */
            *end = '\0';
            status = take_line(journal, line, err);
            line = end + 1;
        }
    tt_strbuf_clear(&text);
    return status;
}

static int compare_files(const void *a, const void *b)
{
    const file_record *const *x = a;
    const file_record *const *y = b;
    return strcmp((*x)->path, (*y)->path);
}

static int compare_reports(const void *a, const void *b)
{
    const report_record *const *x = a;
    const report_record *const *y = b;
    return strcmp((*x)->folder, (*y)->folder);
}

void cli_journal_text(cli_journal *journal, tt_strbuf *out)
{
    const file_record **files = tt_calloc(journal->file_count, sizeof *files);
    const report_record **reports = tt_calloc(journal->report_count, sizeof *reports);
    out->failed |= !files || !reports;
    tt_strbuf_add(out, HEADER);
    size_t count = 0;
    for (size_t i = 0; i < journal->report_count && !out->failed; i++)
        if (journal->reports[i].key)
            reports[count++] = &journal->reports[i];
    if (count)
        qsort(reports, count, sizeof *reports, compare_reports);
    for (size_t i = 0; i < count; i++)
        report_line(reports[i], out);
    count = 0;
    for (size_t i = 0; i < journal->file_count && !out->failed; i++)
        if (journal->files[i].key[0] && !journal->files[i].forgotten)
            files[count++] = &journal->files[i];
    if (count)
        qsort(files, count, sizeof *files, compare_files);
    for (size_t i = 0; i < count; i++)
        file_line(files[i], out);
    tt_free(files);
    tt_free(reports);
}

/* ---- files on the disk ---- */

static uint64_t change_of(const struct stat *info)
{
    return (uint64_t)info->st_ctim.tv_sec * 1000000000u + (uint64_t)info->st_ctim.tv_nsec;
}

/* The checksum of a file's bytes. Returns 0, or -1 when it cannot be read. */
static int checksum_of(const char *path, uint64_t size, uint32_t *out)
{
    FILE *file = fopen(path, "rb");
    char *bytes = file ? tt_calloc((size_t)size + 1, 1) : NULL;
    int failed = !bytes || fread(bytes, 1, (size_t)size + 1, file) != size;
    if (!failed)
        *out = tt_output_checksum(bytes, (size_t)size);
    tt_free(bytes);
    if (file)
        (void)fclose(file);
    return failed ? -1 : 0;
}

/* Whether the file on the disk is the one that was made; what is the same but was moved is known from then on
 * by its new time. */
static cli_standing look_at(cli_journal *j, file_record *f)
{
    struct stat info;
    uint32_t checksum;
    if (!f->key[0] || f->forgotten)
        return CLI_NEVER_MADE;
    char *path = cli_report_path(j->folder, f->path);
    cli_standing standing = CLI_GONE;
    if (path && lstat(path, &info) == 0) {
        int is_same = S_ISREG(info.st_mode) && (uint64_t)info.st_size == f->size;
        if (is_same && change_of(&info) != f->changed) {
            is_same = checksum_of(path, f->size, &checksum) == 0 && checksum == f->checksum;
            f->changed = is_same ? change_of(&info) : f->changed;
            j->changed |= is_same;
        }
        standing = is_same ? CLI_STANDS : CLI_ALTERED;
    }
    tt_free(path);
    return standing;
}

tt_status cli_journal_ask(cli_journal *journal, const char *path, const char *key,
                          cli_standing *out, tt_error *err)
{
    file_record *f = file_of(journal, path);
    if (!f)
        return no_memory(err);
    *out = look_at(journal, f);
    if (*out == CLI_STANDS && strcmp(f->key, key) != 0)
        *out = CLI_OUTDATED;
    copy_key(f->wanted, key);
    return TT_OK;
}

tt_status cli_journal_made(cli_journal *journal, const char *path, size_t size, uint32_t checksum,
                           tt_error *err)
{
    file_record *f = file_of(journal, path);
    char *place = cli_report_path(journal->folder, path);
    struct stat info;
    if (!f || !place) {
        tt_free(place);
        return no_memory(err);
    }
    if (lstat(place, &info) == 0) {
        copy_key(f->key, f->wanted);
        f->size = size;
        f->checksum = checksum;
        f->changed = change_of(&info);
        f->forgotten = 0;
        file_line(f, &journal->waiting);
        journal->changed = 1;
    }
    tt_free(place);
    return tt_strbuf_status(&journal->waiting, err);
}

/* ---- reports ---- */

tt_status cli_journal_complete(cli_journal *journal, const char *folder, const char *key,
                               const char *summary, tt_error *err)
{
    tt_status status = set_report(journal, folder, key, summary, err);
    if (status != TT_OK)
        return status;
    report_line(&journal->reports[find_name(journal, &journal->report_names, folder)],
                &journal->waiting);
    journal->changed = 1;
    return tt_strbuf_status(&journal->waiting, err);
}

const cli_journal_report *cli_journal_find_report(const cli_journal *journal, const char *folder)
{
    uint32_t number = find_name(journal, &journal->report_names, folder);
    return number != NONE && journal->reports[number].key ? &journal->reports[number].seen : NULL;
}

cli_standing cli_journal_check_report(cli_journal *journal, const char *folder, const char **path)
{
    uint32_t number = find_name(journal, &journal->report_names, folder);
    *path = folder;
    if (number == NONE || journal->reports[number].first == NONE)
        return CLI_NEVER_MADE;
    for (uint32_t i = journal->reports[number].first; i != NONE; i = journal->files[i].next) {
        file_record *f = &journal->files[i];
        if (!f->key[0] || f->forgotten)
            continue;
        cli_standing standing = look_at(journal, f);
        *path = f->path;
        if (standing != CLI_STANDS)
            return standing;
    }
    for (uint32_t i = journal->reports[number].first; i != NONE; i = journal->files[i].next)
        copy_key(journal->files[i].wanted, journal->files[i].key);
    return CLI_STANDS;
}

size_t cli_journal_file_count(const cli_journal *journal, const char *folder)
{
    uint32_t number = find_name(journal, &journal->report_names, folder);
    size_t count = 0;
    for (uint32_t i = number == NONE ? NONE : journal->reports[number].first; i != NONE;
         i = journal->files[i].next)
        count += journal->files[i].key[0] && !journal->files[i].forgotten;
    return count;
}

/* Removes a file that is ours. */
static tt_status remove_file(cli_journal *j, file_record *f, cli_journal_told *told, void *context,
                             tt_error *err)
{
    cli_standing standing = look_at(j, f);
    char *path = cli_report_path(j->folder, f->path);
    if (!path)
        return no_memory(err);
    int removed = standing == CLI_STANDS && unlink(path) == 0;
    /* The folders above it, as far as they are empty; not that of the batch. */
    size_t top = strlen(j->folder) + 1;
    for (char *slash = removed ? strrchr(path, '/') : NULL; slash; slash = strrchr(path, '/')) {
        *slash = '\0';
        if (strlen(path) < top || rmdir(path) != 0)
            break;
    }
    tt_free(path);
    f->forgotten = 1;
    j->changed = 1;
    if (told && standing != CLI_GONE)
        told(context, f->path, removed);
    return TT_OK;
}

tt_status cli_journal_prune(cli_journal *journal, const char *folder, cli_journal_told *told,
                            void *context, tt_error *err)
{
    tt_status status = TT_OK;
    uint32_t only = folder ? find_name(journal, &journal->report_names, folder) : NONE;
    for (size_t i = 0; i < journal->file_count && status == TT_OK; i++) {
        file_record *f = &journal->files[i];
        int is_asked = !folder || (only != NONE && f->report == only);
        if (is_asked && f->key[0] && !f->wanted[0] && !f->forgotten)
            status = remove_file(journal, f, told, context, err);
    }
    for (size_t i = 0; i < journal->report_count && !folder; i++) {
        report_record *r = &journal->reports[i];
        uint32_t k = r->first;
        while (k != NONE && !journal->files[k].wanted[0])
            k = journal->files[k].next;
        if (k == NONE && r->key) { /* nothing of it is wanted any more */
            tt_free(r->key);
            r->key = NULL;
        }
    }
    return status;
}

/* ---- the whole ---- */

tt_status cli_journal_new(const char *folder, cli_journal **out, tt_error *err)
{
    *out = NULL;
    cli_journal *j = tt_calloc(1, sizeof *j);
    if (!j)
        return no_memory(err);
    j->fd = -1;
    j->folder = tt_strdup(folder);
    if (!j->folder) {
        tt_free(j);
        return no_memory(err);
    }
    *out = j;
    return TT_OK;
}

tt_status cli_journal_open(cli_journal *journal, const char *path, tt_error *err)
{
    tt_free(journal->path);
    journal->path = tt_strdup(path);
    return journal->path ? TT_OK : no_memory(err);
}

/* Opens the file at its first line; one that does not begin as a journal is begun anew. Returns 0, or -1. */
static int open_file(cli_journal *j)
{
    char head[sizeof HEADER];
    const ssize_t length = (ssize_t)strlen(HEADER);
    j->fd = open(j->path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
    if (j->fd < 0)
        return -1;
    int begun = pread(j->fd, head, (size_t)length, 0) == length &&
                memcmp(head, HEADER, (size_t)length) == 0;
    if (!begun && ftruncate(j->fd, 0) != 0)
        return -1;
    /* A line that was cut off ends here. */
    const char *start = begun ? "\n" : HEADER;
    return write(j->fd, start, strlen(start)) == (ssize_t)strlen(start) ? 0 : -1;
}

tt_status cli_journal_flush(cli_journal *journal, tt_error *err)
{
    const char *at = tt_strbuf_text(&journal->waiting);
    size_t left = journal->path ? journal->waiting.length : 0;
    int failed = left && journal->fd < 0 && open_file(journal) != 0;
    while (left > 0 && !failed) {
        ssize_t written = write(journal->fd, at, left);
        failed = written == 0 || (written < 0 && errno != EINTR);
        at += written > 0 ? written : 0;
        left -= written > 0 ? (size_t)written : 0;
    }
    if (failed)
        return tt_fail(err, TT_EIO, "the journal '%s' cannot be written: %s", journal->path,
                       strerror(errno));
    tt_strbuf_reset(&journal->waiting);
    return TT_OK;
}

int cli_journal_is_changed(const cli_journal *journal)
{
    return journal->changed;
}

void cli_journal_free(cli_journal *journal)
{
    if (!journal)
        return;
    for (size_t i = 0; i < journal->file_count; i++)
        tt_free(journal->files[i].path);
    for (size_t i = 0; i < journal->report_count; i++) {
        tt_free(journal->reports[i].folder);
        tt_free(journal->reports[i].key);
        tt_free(journal->reports[i].summary);
    }
    tt_free(journal->files);
    tt_free(journal->reports);
    tt_free(journal->file_names.place);
    tt_free(journal->report_names.place);
    tt_strbuf_clear(&journal->waiting);
    if (journal->fd >= 0)
        (void)close(journal->fd);
    tt_free(journal->folder);
    tt_free(journal->path);
    tt_free(journal);
}
