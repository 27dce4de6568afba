/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiptrend/editions.h"

#include <math.h>
#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

/* The list as text: "restated victims 2016 740>885; ...". */
static void tell(const tt_dataset *older, const tt_dataset *newer, const tt_restatements *list,
                 tt_strbuf *out)
{
    for (size_t i = 0; i < list->count; i++) {
        const tt_restatement *r = &list->list[i];
        char period[TT_PERIOD_TEXT_SIZE];
        (void)tt_period_text(r->period, period);
        tt_strbuf_addf(out, "%s%s %s %s ", i ? "; " : "", tt_edition_change_name(r->change),
                       r->new_series != TT_NONE ? tt_dataset_series(newer, r->new_series)->name
                                                : tt_dataset_series(older, r->old_series)->name,
                       period);
        const tt_point *points[] = {&r->before, &r->after};
        for (int k = 0; k < 2; k++) {
            tt_strbuf_add(out, k ? ">" : "");
            if (!points[k]->rows)
                tt_strbuf_add(out, "-");
            else if (isnan(points[k]->value))
                tt_strbuf_add(out, tt_state_name(points[k]->state));
            else
                tt_strbuf_number(out, points[k]->value);
        }
    }
}

static void check_editions(const char *older, const char *newer, const char *expected, size_t same)
{
    tt_dataset *a = scratch_dataset(older, NULL, NULL);
    tt_dataset *b = scratch_dataset(newer, NULL, NULL);
    tt_restatements list;
    tt_strbuf text = TT_STRBUF_INIT;
    assert_int_equal(tt_dataset_compare(a, b, &list, NULL), TT_OK);
    tell(a, b, &list, &text);
    check_text(tt_strbuf_text(&text), expected, newer);
    check_true(list.same == same);
    check_true(list.count == list.changes[0] + list.changes[1] + list.changes[2]);
    tt_strbuf_clear(&text);
    tt_restatements_clear(&list);
    tt_dataset_free(a);
    tt_dataset_free(b);
}

static void changes_of_figures(void **state)
{
    (void)state;
    check_editions("form,year,value\nx,2015,1\nx,2016,2\nx,2017,3\ny,2015,<5\ny,2016,4\nz,2016,9\n",
                   "form,year,value\nx,2015,1\nx,2016,20\nx,2018,5\ny,2015,3\ny,2016,\nw,2016,1\n",
                   "restated x 2016 2>20; restated y 2015 suppressed>3; vanished x 2017 3>-; "
                   "vanished y 2016 4>missing; vanished z 2016 9>-; new w 2016 ->1; new x 2018 ->5",
                   1);
    check_editions("year,value,status\n2015,1,partial\n2016,2,\n", "year,value\n2015,1\n2016,2.0\n",
                   "restated total 2015 1>1", 1);
    check_editions("year,value,unit\n2015,1,persons\n", "year,value,unit\n2015,1,cases\n",
                   "vanished total 2015 1>-; new total 2015 ->1", 0);
    check_done();
}

/* Derived totals are nobody's figures, but one that is printed in one edition is. */
static void derived_figures(void **state)
{
    (void)state;
    check_editions("form,year,value\nx,2015,1\ny,2015,2\n", "form,year,value\nx,2015,1\ny,2015,3\n",
                   "restated y 2015 2>3", 1);
    check_editions("form,year,value\nx,2015,1\ny,2015,2\n,2015,4\n",
                   "form,year,value\nx,2015,1\ny,2015,2\n", "restated total 2015 4>3", 2);
    check_done();
}

static void names_and_columns(void **state)
{
    (void)state;
    check_editions("area,year,value\nTurkey,2015,1\nMexico,2015,2\n",
                   "area,sex,year,value\nT\xC3\xBCrkiye,,2015,1\nMEX,,2015,3\nMEX,female,2015,1\n",
                   "restated MEX 2015 2>3; new MEX/female 2015 ->1", 1);
    check_editions("sex,age,year,value\nF,child,2015,1\nF,,2015,2\n",
                   "sex,year,value\nfemale,2015,2\n", "vanished child 2015 1>-", 1);
    check_done();
}

/* An edition against itself: all figures are the same. Against another order of rows too. */
static void laws(void **state)
{
    (void)state;
    const char *path = TT_SOURCE_DIR "/datasets/mexico-victims-2014-2022.csv";
    tt_dataset *a = NULL;
    tt_restatements list;
    assert_int_equal(tt_dataset_new(&a, NULL), TT_OK);
    assert_int_equal(tt_dataset_read(a, path, NULL, NULL), TT_OK);
    assert_int_equal(tt_dataset_finish(a, NULL, NULL), TT_OK);
    assert_int_equal(tt_dataset_compare(a, a, &list, NULL), TT_OK);
    check_true(list.count == 0);
    check_true(list.same > 90);
    tt_restatements_clear(&list);
    tt_dataset *older = NULL;
    assert_int_equal(tt_dataset_new(&older, NULL), TT_OK);
    assert_int_equal(
        tt_dataset_read(older, TT_SOURCE_DIR "/datasets/mexico-tip-2019.csv", NULL, NULL), TT_OK);
    assert_int_equal(tt_dataset_finish(older, NULL, NULL), TT_OK);
    tt_restatements there;
    tt_restatements back;
    assert_int_equal(tt_dataset_compare(older, a, &there, NULL), TT_OK);
    assert_int_equal(tt_dataset_compare(a, older, &back, NULL), TT_OK);
    /* pandas: merge on all dimensions, period and unit, figures that are not NA. */
    check_true(there.same == 58 && there.changes[TT_EDITION_RESTATED] == 0);
    check_true(there.changes[TT_EDITION_VANISHED] == 52 && there.changes[TT_EDITION_NEW] == 46);
    check_true(there.same == back.same);
    check_true(there.changes[TT_EDITION_RESTATED] == back.changes[TT_EDITION_RESTATED]);
    check_true(there.changes[TT_EDITION_NEW] == back.changes[TT_EDITION_VANISHED]);
    check_true(there.changes[TT_EDITION_VANISHED] == back.changes[TT_EDITION_NEW]);
    tt_restatements_clear(&there);
    tt_restatements_clear(&back);
    tt_dataset_free(older);
    tt_dataset_free(a);
    check_done();
}

static void without_memory(void **state)
{
    (void)state;
    tt_dataset *a = scratch_dataset("area,year,value\nA,2015,1\nA,2016,1\n", NULL, NULL);
    tt_dataset *b = scratch_dataset("area,year,value\nA,2015,2\nB,2015,2\n", NULL, NULL);
    for (size_t n = 1;; n += n < 30 ? 1 : 61) {
        tt_restatements list;
        tt_memory_fail_at(n);
        tt_status status = tt_dataset_compare(a, b, &list, NULL);
        tt_memory_fail_at(0);
        if (status == TT_OK) {
            tt_restatements_clear(&list);
            break;
        }
        assert_int_equal(status, TT_ENOMEM);
        assert_null(list.list);
    }
    tt_dataset_free(a);
    tt_dataset_free(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_of_figures), cmocka_unit_test(derived_figures),
        cmocka_unit_test(names_and_columns),  cmocka_unit_test(laws),
        cmocka_unit_test(without_memory),
    };
    return cmocka_run_group_tests_name("editions", tests, NULL, NULL);
}
