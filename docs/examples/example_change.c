/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Year-over-year changes of one series of a table: example_change FILE INDICATOR */
#include <stdio.h>

#include <tiptrend/change.h>
#include <tiptrend/select.h>

int main(int argc, char **argv)
{
    tt_error err = {0};
    tt_dataset *ds = NULL;
    tt_index_list chosen = {0};
    tt_point_list points = {0};
    if (argc != 3)
        return 64;
    tt_condition where = {"indicator", (const char *const *)&argv[2], 1};
    if (tt_dataset_new(&ds, &err) == TT_OK && tt_dataset_read(ds, argv[1], NULL, &err) == TT_OK &&
        tt_dataset_finish(ds, NULL, &err) == TT_OK &&
        tt_dataset_select(ds, &where, 1, &chosen, &err) == TT_OK && chosen.count > 0)
        (void)tt_dataset_points(ds, chosen.index[0], 0, 0, &points, &err);
    for (size_t i = 1; i < points.count && err.status == TT_OK; i++) {
        const tt_point *a = &points.points[i - 1];
        const tt_point *b = &points.points[i];
        tt_figure earlier = {tt_period_year(a->period), a->value, 1};
        tt_figure later = {tt_period_year(b->period), b->value, 1};
        tt_change change;
        if (tt_change_between(&earlier, &later, NULL, &change, &err) == TT_OK)
            printf("%g: %+.1f %% (%.1f to %.1f), p = %.4f\n", later.time, change.percent.value,
                   change.percent.low, change.percent.high, change.p);
    }
    if (err.status != TT_OK)
        fprintf(stderr, "%s:%zu: %s\n", err.file, err.line, err.message);
    tt_point_list_clear(&points);
    tt_index_list_clear(&chosen);
    tt_dataset_free(ds);
    return err.status == TT_OK ? 0 : 1;
}
