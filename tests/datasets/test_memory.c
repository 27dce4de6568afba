/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiptrend/memory.h"

#include <stdint.h>
#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/dataset.h"
#include "tiptrend/strbuf.h"

static void blocks(void **state)
{
    (void)state;
    unsigned char *block = tt_calloc(100, 3);
    assert_non_null(block);
    for (size_t i = 0; i < 300; i++)
        check_true(block[i] == 0);
    memset(block, 7, 300);
    block = tt_realloc(block, 1000, 3);
    assert_non_null(block);
    for (size_t i = 0; i < 300; i++)
        check_true(block[i] == 7);
    assert_null(tt_calloc(SIZE_MAX, 2));
    assert_null(tt_calloc(SIZE_MAX / 2, 3));
    assert_null(tt_realloc(block, SIZE_MAX / 2, 3)); /* the old block stays */
    assert_int_equal(block[299], 7);
    tt_free(block);
    tt_free(NULL);
    void *none = tt_calloc(0, 8);
    assert_non_null(none);
    none = tt_realloc(none, 0, 8);
    assert_non_null(none);
    tt_free(none);
    char *text = tt_strdup("M\xC3\xA9xico");
    assert_string_equal(text, "M\xC3\xA9xico");
    tt_free(text);
    check_done();
}

static void growth(void **state)
{
    (void)state;
    double *list = NULL;
    size_t capacity = 0;
    size_t moves = 0;
    for (size_t count = 0; count < 100000; count++) {
        size_t before = capacity;
        assert_int_equal(tt_grow(&list, &capacity, count, sizeof *list), 0);
        check_true(count < capacity && (capacity <= 16 || capacity <= count * 3 / 2 + 16));
        moves += capacity != before ? 1 : 0;
        list[count] = (double)count;
    }
    assert_true(moves < 40); /* linear in all: log(100000 / 16) / log(1.5) = 22 */
    check_true(list[99999] == 99999);
    size_t full = capacity;
    tt_memory_fail_at(1);
    assert_int_equal(tt_grow(&list, &capacity, full, sizeof *list), -1);
    assert_int_equal(tt_grow(&list, &capacity, full - 1, sizeof *list), 0); /* there is room */
    tt_memory_fail_at(0);
    assert_int_equal(capacity, full);
    tt_free(list);
    check_done();
}

static void the_switch(void **state)
{
    (void)state;
    tt_memory_fail_at(3);
    void *first = tt_calloc(1, 1);
    char *second = tt_strdup("x");
    assert_non_null(first);
    assert_non_null(second);
    for (int i = 0; i < 3; i++) {
        assert_null(tt_calloc(1, 1));
        assert_null(tt_realloc(first, 9, 1));
        assert_null(tt_strdup("y"));
    }
    tt_memory_fail_at(0);
    first = tt_realloc(first, 9, 1);
    assert_non_null(first);
    tt_free(first);
    tt_free(second);
}

/* A table with every feature: see the columns; rows out of order, repeated, in conflict, open. */
static const char everything[] =
    "area,indicator,form,sex,year,value,unit,base,status,exposure,se,lower,upper,definition,source,"
    "locator,note,source_url\n"
    "Mexico,victims,labor,female,2017,\"1,024\",persons,,,1000,,,,a,s,l,n,u\n"
    "Mexico,victims,labor,male,2017,5,persons,,,900,1.5,,,b,s,l,\"two\nlines\",u\n"
    "Mexico,victims,sex,female,2017,<5,persons,,,1000,,,,a,t,l,n,u\n"
    "Mexico,victims,sex,male,2017,~7,persons,,p,900,,6,8,a,s,l,n,u\n"
    "Mexico,victims,labor,female,2016,3,persons,,,,,,,a,s,l,n,u\n"
    "Mexico,victims,labor,male,2016,4,persons,,,,,,,a,s,l,n,u\n"
    "Mexico,victims,labor,female,2016,4,persons,,,,,,,a,s,l,n,u\n"
    "Mexico,victims,labor,male,2016,4,persons,,,,,,,a,s,l,n,u\n"
    "Mexico,victims,,,2018,21%,percent,victims,,,,,,a,s,l,n,u\n"
    "Mexico,fines,,,2018,10..20,MXN,,partial,,,,,a,s,l,n,u\n";

static const char unodc[] =
    "Iso3_code,Country,Region,Subregion,Indicator,Dimension,Category,Sex,Age,Year,"
    "Unit of measurement,txtVALUE,Source\n"
    "MEX,Mexico,Americas,Latin America,Persons convicted,by citizenship,Nationals,Total,Total,2018,"
    "Counts,<5,GLOTIP\n"
    "MEX,Mexico,Americas,Latin America,Persons convicted,Total,Total,Female,Total,2018,Counts,9,"
    "GLOTIP\n"
    "MEX,Mexico,Americas,Latin America,Persons convicted,Total,Total,Male,Total,2018,Counts,9,"
    "GLOTIP\n";

static const char breaks[] = "area,form,year,reason,source\nMexico,labor,2017,new law,s\n";

typedef struct inputs {
    scratch table;
    scratch unodc;
    scratch breaks;
} inputs;

/* All that can be done with a data set, up to the first failure. */
static tt_status do_everything(const inputs *in, size_t *points, tt_error *err)
{
    tt_read_options nested = {.layout = TT_LAYOUT_UNODC};
    tt_dataset *ds = NULL;
    tt_status status = tt_dataset_new(&ds, err);
    if (status == TT_OK)
        status = tt_dataset_read(ds, in->table.path, NULL, err);
    if (status == TT_OK)
        status = tt_dataset_read(ds, in->unodc.path, &nested, err);
    if (status == TT_OK)
        status = tt_dataset_read_breaks(ds, in->breaks.path, err);
    if (status == TT_OK)
        status = tt_dataset_finish(ds, NULL, err);
    *points = 0;
    for (size_t i = 0; status == TT_OK && i < tt_dataset_series_count(ds); i++) {
        tt_point_list list = {0};
        status = tt_dataset_points(ds, i, 0, 0, &list, err);
        *points += list.count;
        tt_point_list_clear(&list);
        for (size_t d = 0; status == TT_OK && d < tt_dataset_dimension_count(ds); d++) {
            tt_index_list parts = {0};
            status = tt_dataset_parts(ds, i, d, 0, &parts, err);
            tt_index_list_clear(&parts);
        }
    }
    tt_dataset_free(ds);
    return status;
}

/* Whichever allocation fails, the call says so, nothing leaks (the sanitizer watches) and the next
 * call does not suffer. */
static void every_allocation_fails_once(void **state)
{
    (void)state;
    inputs in = {.table = scratch_write(everything, sizeof everything - 1),
                 .unodc = scratch_write(unodc, sizeof unodc - 1),
                 .breaks = scratch_write_gz(breaks, sizeof breaks - 1)};
    size_t expected = 0;
    tt_error err = {0};
    check_status(do_everything(&in, &expected, &err), TT_OK, &err);
    assert_true(expected > 12);
    size_t n = 1;
    tt_status status = TT_ENOMEM;
    for (; status != TT_OK && n < 5000; n++) {
        size_t points = 0;
        tt_error_clear(&err);
        tt_memory_fail_at(n);
        status = do_everything(&in, &points, &err);
        tt_memory_fail_at(0);
        check_status(status, status == TT_OK ? TT_OK : TT_ENOMEM, &err);
        check_true(err.status == status);
        check_true(status == TT_OK ? points == expected : err.message[0] != '\0');
    }
    assert_int_equal(status, TT_OK);
    print_message("%zu allocations failed in turn\n", n - 2);
    assert_true(n > 200);
    scratch_remove(&in.table);
    scratch_remove(&in.unodc);
    scratch_remove(&in.breaks);
    check_done();
}

/* A row left out on a problem leaves out no failure of memory. */
static int go_on(const tt_error *err, void *context)
{
    (void)err;
    (void)context;
    return 0;
}

static void no_memory_is_no_problem_of_a_row(void **state)
{
    (void)state;
    static const char text[] = "form,year,value\nx,2018,5\ny,2018,6\n";
    scratch file = scratch_write(text, sizeof text - 1);
    tt_read_options options = {.problem = go_on};
    tt_status status = TT_ENOMEM;
    for (size_t n = 1; status != TT_OK && n < 500; n++) {
        tt_dataset *ds = NULL;
        tt_error err = {0};
        assert_int_equal(tt_dataset_new(&ds, NULL), TT_OK);
        tt_memory_fail_at(n);
        status = tt_dataset_read(ds, file.path, &options, &err);
        tt_memory_fail_at(0);
        check_status(status, status == TT_OK ? TT_OK : TT_ENOMEM, &err);
        if (status == TT_OK) {
            check_status(tt_dataset_finish(ds, NULL, &err), TT_OK, &err);
            check_true(tt_dataset_summarise(ds).rows == 2);
        }
        tt_dataset_free(ds);
    }
    scratch_remove(&file);
    check_done();
}

static void texts_without_memory(void **state)
{
    (void)state;
    tt_strbuf text = TT_STRBUF_INIT;
    tt_error err = {0};
    tt_strbuf_add(&text, "kept");
    tt_memory_fail_at(1);
    for (int i = 0; i < 100; i++)
        tt_strbuf_addf(&text, "more %d", i);
    tt_memory_fail_at(0);
    check_status(tt_strbuf_status(&text, &err), TT_ENOMEM, &err);
    tt_strbuf_add(&text, "later"); /* a failed text stays failed until it is reset */
    assert_null(tt_strbuf_take(&text));
    tt_strbuf_reset(&text);
    tt_strbuf_add(&text, "again");
    assert_string_equal(tt_strbuf_text(&text), "again");
    tt_strbuf_clear(&text);
    tt_dataset_free(NULL);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks),
        cmocka_unit_test(growth),
        cmocka_unit_test(the_switch),
        cmocka_unit_test(every_allocation_fails_once),
        cmocka_unit_test(no_memory_is_no_problem_of_a_row),
        cmocka_unit_test(texts_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
