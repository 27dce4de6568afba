/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_REPORT_INTERNAL_H
#define TT_REPORT_INTERNAL_H

#include "report.h"

/* What report.c, report_charts.c, report_tables.c and report_page.c share. */

/* One chart on its way. */
typedef struct report_work {
    tt_chart *chart;  /* NULL when it could not be made */
    size_t files_job; /* TT_NONE when nothing was handed in */
    size_t page_job;
    char *failure; /* why there is no picture */
    int declined;  /* 1: the figures do not support this chart, which is no failure */
    char **names;  /* of the files beside the page */
    size_t name_count;
} report_work;

enum { REPORT_TABLES_MOST = 12 };

struct cli_report {
    const cli_report_shared *shared;
    char *folder;
    char *home; /* NULL: there is none */
    char *title;
    tt_index_list series;
    tt_plan plan;
    report_work *works; /* works[plan.count] */
    tt_findings findings;
    const cli_list *wanted_tables;
    int part; /* 1: of a data set of which there are other reports */
    tt_table *tables[REPORT_TABLES_MOST];
    const char *table_files[REPORT_TABLES_MOST]; /* their names as CSV: constants */
    size_t table_count;
    size_t failures;
    size_t declined;
};

/* report_charts.c */
tt_status cli_report_start_charts(cli_report *r, tt_error *err);
tt_status cli_report_finish_charts(cli_report *r, cli_report_progress *progress, void *context,
                                   tt_error *err);

/* report_tables.c: made, and written as CSV */
tt_status cli_report_make_tables(cli_report *r, tt_error *err);
tt_status cli_report_write_tables(cli_report *r, tt_error *err);

/* report_page.c */
tt_status cli_report_make_title(cli_report *r, tt_error *err);
tt_status cli_report_write_page(cli_report *r, tt_error *err);

#endif
