/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_BATCH_H
#define TT_BATCH_H

#include "journal.h"
#include "manifest.h"
#include "report.h"
#include "shard.h"

/* What the files of `tiptrend batch` share: from the sets of a manifest to groups of series, one for each report
 * (batch_groups.c), from what a report depends on to a key (batch_key.c), from keys to files (batch_run.c), and
 * from what is complete to the list of all (batch_index.c). */

/* One report to be. */
typedef struct batch_group {
    char *label;          /* the value of for-each; "" for a whole set */
    char *folder;         /* within the folder of the batch */
    char *home;           /* link from it to the list of all reports */
    tt_index_list series; /* that are chosen */
    tt_index_list all;    /* of the value, chosen or not: percentages look beyond the choice */
    tt_findings findings; /* about the chosen */
    char key[CLI_KEY_SIZE];
    int is_due; /* 1: it is to be made */
} batch_group;

/* A set of the manifest with its data. */
typedef struct batch_set {
    const cli_manifest_set *manifest;
    cli_context context; /* with the settings of the set */
    tt_dataset *ds;
    tt_dataset *population;
    batch_group *groups; /* groups[count], in the order of the data */
    size_t count;
    tt_format formats[TT_FORMAT_COUNT];
    size_t format_count;
    char beside[17]; /* digest of the population, the claims and the values of the dimensions */
} batch_set;

/** Read the data of a set and part them into groups. What `command` says about this run (jobs, gnuplot, ...)
 *  holds for the set.
 *  Errors:  as cli_load; TT_ENOTFOUND (no such dimension), TT_ETOOFEW (no group has enough figures) */
tt_status batch_set_open(const cli_manifest_set *manifest, const cli_context *command,
                         batch_set *out, tt_error *err);
void batch_set_close(batch_set *set);

/* What is the same for all reports of a run: 16 hexadecimal digits each. */
typedef struct batch_marks {
    char program[17]; /* version and sources of tiptrend */
    char drawing[17]; /* version of gnuplot, and the font */
} batch_marks;

/** Errors: TT_EIO (a font that cannot be read), TT_ENOMEM */
tt_status batch_marks_make(const cli_drawing *drawing, batch_marks *out, tt_error *err);

/** The digest of what stands beside the figures of all reports of a set.
 *  Errors:  TT_EIO, TT_ENOMEM */
tt_status batch_beside_make(batch_set *set, tt_error *err);

/** The key of a report: all that its files depend on, in four parts (figures, settings, program, drawing).
 *  Errors:  TT_EIO, TT_ENOMEM */
tt_status batch_key_make(const batch_set *set, batch_group *group, const batch_marks *marks,
                         tt_error *err);

/** Why a report with the new key must be made when it was made with the old one, in words. */
const char *batch_key_difference(const char *old_key, const char *new_key);

/* A report in the list of all: what its summary in the journal says. Texts are borrowed. */
typedef struct batch_entry {
    const char *folder;
    const char *summary;
} batch_entry;

/** The summary of a finished report, one line.
 *  Errors:  TT_ENOMEM */
tt_status batch_summary_make(const batch_set *set, const batch_group *group,
                             const cli_report *report, tt_strbuf *out, tt_error *err);

/** The page that lists all reports.
 *  Errors:  TT_ENOMEM */
tt_status batch_index_write(const char *title, const batch_entry *entries, size_t count,
                            const char *gnuplot, tt_strbuf *out, tt_error *err);

/* What a run is to do. */
typedef struct batch_task {
    const cli_context *context;
    const cli_manifest *manifest;
    const char *folder;
    cli_shard shard;
    int merge; /* 1: join the shards: nothing is drawn */
    int dry_run;
    int explain;
    int force;
} batch_task;

/* What it has done. */
typedef struct batch_outcome {
    size_t reports;  /* that the manifest asks for, in this shard */
    size_t made;     /* of them, in this run */
    size_t charts;   /* drawn in it */
    size_t failures; /* charts and reports that failed; each has been told */
    size_t removed;  /* files of reports that are not asked for any more */
} batch_outcome;

/** Carry a batch out.
 *  Errors:  what stops all: TT_ECANTCREATE (locked, too), TT_EIO, TT_ENOMEM, TT_EGNUPLOT, TT_EINTERRUPTED, and
 *           those of reading; a chart or a report that fails stops nothing */
tt_status batch_run(const batch_task *task, batch_outcome *out, tt_error *err);

#endif
