/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiptrend/dataset.h"

#include <math.h>
#include <string.h>

#include "check.h"
#include "scratch.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

static void check_points(const char *table, const char *series, const char *expected)
{
    tt_dataset *ds = scratch_dataset(table, NULL, NULL);
    check_text(scratch_points(ds, series), expected, series);
    tt_dataset_free(ds);
}

/* A sum stands only where every part has a figure; what is withheld makes it an interval. */
static void along_one_dimension(void **state)
{
    (void)state;
    check_points("form,year,value\nx,2015,1\ny,2015,2\nx,2016,3\ny,2016,4\n", "total",
                 "2015=3+derived 2016=7+derived");
    check_points("form,year,value\nx,2015,1\ny,2015,2\nx,2016,3\ny,2017,4\nx,2018,0\ny,2018,0\n",
                 "total", "2015=3+derived 2018=0+derived");
    check_points("form,year,value\nx,2015,1\ny,2015,<5\nx,2016,:c\ny,2016,4\nx,2017,10..12\n"
                 "y,2017,>=3\n",
                 "total", "2015=[1,5]+derived 2016=[4,inf]+derived 2017=[13,inf]+derived");
    check_points("form,year,value\nx,2015,1\ny,2015,\nx,2016,1\ny,2016,:z\nx,2017,1\ny,2017,2\n",
                 "total", "2017=3+derived");
    check_points("form,year,value\nx,2015,1\ny,2015,2\nx,2015,5\n", "total", "2015=[3,7]+derived");
    /* One part is no whole, and a part that comes later was missing before. */
    check_points("form,year,value\nx,2015,1\nx,2016,2\n", "total", "no such series");
    check_points("form,year,value\nx,2015,1\ny,2015,2\nx,2016,1\ny,2016,2\nz,2016,3\n", "total",
                 "2016=6+derived");
    check_points("sex,year,value\nfemale,2015,1\nmale,2015,2\nunspecified,2015,3\n", "total",
                 "2015=6+derived");
    check_points("form,year,value,status\nx,2015,1,partial\ny,2015,2,p\nx,2016,1,e\ny,2016,2,\n",
                 "total", "2015=3+partial+provisional+derived 2016=3+approximate+derived");
    check_points("form,year,value\nx,2015-Q1,1\ny,2015-Q1,2\nx,2015,7\ny,2015,8\nx,2013/2014,1\n"
                 "y,2013/2014,1\n",
                 "total", "2013/2014=2+derived 2015-Q1=3+derived 2015=15+derived");
    check_done();
}

/* SESNSP counts victims of unspecified sex without an age. Their number is missing from every age, so no
 * age has a total; the sexes have, and theirs is that of all. */
static void parts_known_only_in_total(void **state)
{
    (void)state;
    static const char table[] =
        "sex,age,year,value\nfemale,adult,2015,10\nfemale,child,2015,20\nmale,adult,2015,1\n"
        "male,child,2015,2\nunspecified,,2015,5\nfemale,adult,2016,10\nfemale,child,2016,20\n"
        "male,adult,2016,1\nmale,child,2016,2\nunspecified,,2016,0\n";
    check_points(table, "total", "2015=38+derived 2016=33+derived");
    check_points(table, "female", "2015=30+derived 2016=30+derived");
    check_points(table, "adult", "2016=11+derived");
    /* The same with the columns in the other order. */
    check_points("age,sex,year,value\nadult,female,2015,10\nchild,female,2015,20\n"
                 "adult,male,2015,1\nchild,male,2015,2\n,unspecified,2015,5\n",
                 "total", "2015=38+derived");
    check_done();
}

/* The same in a table with so many dimensions that the ways to be coarser cannot be counted out. */
static void parts_known_only_in_total_of_many_dimensions(void **state)
{
    (void)state;
#define MARGINS ",,,,,,,,,,,,,,,,,,,,"
#define VALUES  ",a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a"
    check_points("sex,age,d1,d2,d3,d4,d5,d6,d7,d8,d9,d10,d11,d12,d13,d14,d15,d16,d17,d18,d19,d20,"
                 "year,value\nfemale,adult" VALUES ",2015,10\nmale,adult" VALUES
                 ",2015,1\nunspecified," MARGINS ",2015,5\nfemale,adult" VALUES
                 ",2016,10\nmale,adult" VALUES ",2016,1\nunspecified," MARGINS ",2016,0\n",
                 "adult/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a", "2016=11+derived");
#undef MARGINS
#undef VALUES
    check_done();
}

static void printed_totals_stay(void **state)
{
    (void)state;
    /* Mexico 2016: 194 + 691 = 885, but the printed total says 740, and 740 it stays. */
    static const char table[] = "jurisdiction,year,value\nfederal,2016,194\nstate,2016,691\n"
                                "total,2016,740\nfederal,2017,127\nstate,2017,540\n";
    check_points(table, "total", "2016=740 2017=667+derived");
    tt_dataset *ds = scratch_dataset(table, NULL, NULL);
    assert_int_equal(tt_dataset_series(ds, 0)->derived, 0);
    assert_int_equal(tt_dataset_summarise(ds).derived, 1);
    assert_int_equal(tt_dataset_summarise(ds).series, 3);
    tt_dataset_free(ds);
    /* A total that is printed as not known is not known better by us. */
    check_points("form,year,value\nx,2015,1\ny,2015,2\n,2015,..\n,2016,4\nx,2016,1\ny,2016,2\n",
                 "total", "2015=missing 2016=4");
    tt_finish_options none = {.no_margins = 1};
    ds = scratch_dataset("form,year,value\nx,2015,1\ny,2015,2\n", NULL, &none);
    assert_int_equal(tt_dataset_series_count(ds), 2);
    assert_int_equal(tt_dataset_summarise(ds).derived, 0);
    tt_dataset_free(ds);
    check_done();
}

/* How many figures are derived from two parts that differ in one column. */
static size_t derived_over(const char *column, const char *unit)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_addf(&text, "%s,year,value,unit\nx,2015,1,%s\ny,2015,2,%s\n", column, unit, unit);
    tt_dataset *ds = scratch_dataset(tt_strbuf_text(&text), NULL, NULL);
    size_t count = tt_dataset_summarise(ds).derived;
    tt_dataset_free(ds);
    tt_strbuf_clear(&text);
    return count;
}

static void what_adds_up(void **state)
{
    (void)state;
    static const char *const parts[] = {"form", "jurisdiction", "age", "sex", "anything"};
    static const char *const wholes[] = {"indicator", "area",    "country", "statistic",
                                         "item",      "edition", "geo"};
    static const char *const additive[] = {"", "persons", "cases", "MXN", "SEK"};
    static const char *const others[] = {"percent", "years", "index", "rate",
                                         "victims per 100 000 population"};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        check_true(derived_over(parts[i], "persons") == 1);
    for (size_t i = 0; i < sizeof wholes / sizeof *wholes; i++)
        check_true(derived_over(wholes[i], "persons") == 0);
    for (size_t i = 0; i < sizeof additive / sizeof *additive; i++)
        check_true(derived_over("form", additive[i]) == 1);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        check_true(derived_over("form", others[i]) == 0);
    /* Persons and cases are not added; a percentage beside them is no part. */
    check_points("form,year,value,unit\nx,2015,1,persons\ny,2015,2,cases\nz,2015,3,percent\n",
                 "total", "no such series");
    check_points("form,year,value,unit\nx,2015,1,persons\ny,2015,2,persons\nx,2015,33,percent\n"
                 "y,2015,67,percent\nz,2015,4,cases\n",
                 "total", "2015=3+derived");
    check_done();
}

static const char no_margin_printed[] = "%s,%s,year,value\n";

/* Rows of two dimensions under both orders of the columns; `cells` has form, sex, year, value. */
static void check_both(const char *const (*cells)[4], size_t count, const char *series,
                       const char *expected)
{
    for (int turned = 0; turned < 2; turned++) {
        tt_strbuf text = TT_STRBUF_INIT;
        tt_strbuf_addf(&text, no_margin_printed, turned ? "sex" : "form", turned ? "form" : "sex");
        for (size_t i = 0; i < count; i++)
            tt_strbuf_addf(&text, "%s,%s,%s,%s\n", cells[i][turned], cells[i][!turned], cells[i][2],
                           cells[i][3]);
        check_points(tt_strbuf_text(&text), series, expected);
        tt_strbuf_clear(&text);
    }
}

#define CHECK_BOTH(cells, series, expected)                                                        \
    check_both((cells), sizeof(cells) / sizeof *(cells), (series), (expected))

static void over_two_dimensions(void **state)
{
    (void)state;
    static const char *const full[][4] = {
        {"x", "f", "2015", "1"}, {"x", "m", "2015", "2"}, {"y", "f", "2015", "4"},
        {"y", "m", "2015", "8"}, {"x", "f", "2016", "1"}, {"x", "m", "2016", "<5"},
        {"y", "f", "2016", "4"}, {"y", "m", "2016", "8"}, {"y", "m", "2017", "8"},
        {"y", "f", "2017", "4"},
    };
    CHECK_BOTH(full, "total", "2015=15+derived 2016=[13,17]+derived");
    CHECK_BOTH(full, "x", "2015=3+derived 2016=[1,5]+derived");
    CHECK_BOTH(full, "y", "2015=12+derived 2016=12+derived 2017=12+derived");
    CHECK_BOTH(full, "f", "2015=5+derived 2016=5+derived");
    CHECK_BOTH(full, "m", "2015=10+derived 2016=[8,12]+derived");
    /* One part is printed whole, the other by sex: the total needs the sum of the other. */
    static const char *const uneven[][4] = {
        {"x", "f", "2015", "1"}, {"x", "m", "2015", "2"}, {"y", "", "2015", "4"},
        {"x", "f", "2016", "1"}, {"y", "", "2016", "4"},
    };
    CHECK_BOTH(uneven, "total", "2015=7+derived");
    CHECK_BOTH(uneven, "x", "2015=3+derived");
    /* Two parts are printed whole, the third only by sex: two parts are not the total. */
    static const char *const third[][4] = {
        {"x", "", "2015", "1"},  {"y", "", "2015", "2"}, {"z", "f", "2015", "4"},
        {"z", "m", "2015", "8"}, {"x", "", "2016", "1"}, {"y", "", "2016", "2"},
        {"z", "f", "2016", "4"}, {"x", "", "2017", "1"}, {"y", "", "2017", "2"},
    };
    CHECK_BOTH(third, "total", "2015=15+derived");
    CHECK_BOTH(third, "z", "2015=12+derived");
    static const char *const never[][4] = {
        {"x", "", "2015", "1"},
        {"y", "", "2015", "2"},
        {"z", "f", "2015", "4"},
    };
    CHECK_BOTH(never, "total", "no such series");
    check_done();
}

/* What is finer along a dimension that is never summed is no part: a country is none of the world. */
static void finer_rows_of_other_wholes(void **state)
{
    (void)state;
    check_points("area,form,year,value\nMexico,z,2015,7\nMexico,x,2015,1\n,x,2015,10\n,y,2015,20\n",
                 "total", "2015=30+derived");
    check_points("indicator,statistic,form,year,value\nfines,,x,2015,1\nfines,,y,2015,2\n"
                 "fines,mean,z,2015,3\n",
                 "fines", "2015=3+derived");
    check_done();
}

static void origins(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("form,year,value,definition,source,locator,note\n"
                                     "x,2015,1,d,s,l,n\ny,2015,2.5,d,s,l,n\n"
                                     "x,2016,1,d,s,l,n\ny,2016,2.25,e,t,l,n\n"
                                     "x,2017,1,,s,l,n\ny,2017,2.25,e,s,l,n\n",
                                     NULL, NULL);
    size_t total = scratch_find(ds, "total", NULL);
    assert_true(total != TT_NONE);
    const tt_series *series = tt_dataset_series(ds, total);
    assert_int_equal(series->derived, 1);
    static const char *const definitions[] = {"d", "d; e", "none; e"};
    static const char *const sources[] = {"s", "", "s"};
    static const int decimals[] = {1, 2, 2};
    for (size_t i = 0; i < 3; i++) {
        const tt_observation *row = tt_dataset_observation(ds, series->first + i);
        const tt_origin *origin = tt_dataset_origin(ds, row);
        assert_string_equal(tt_dataset_text(ds, origin->definition), definitions[i]);
        assert_string_equal(tt_dataset_text(ds, origin->source), sources[i]);
        assert_string_equal(tt_dataset_text(ds, origin->locator), "");
        assert_string_equal(tt_dataset_text(ds, origin->note), "");
        assert_string_equal(tt_dataset_text(ds, origin->file), "");
        assert_int_equal(row->line, 0);
        assert_int_equal(row->decimals, decimals[i]);
        assert_true(isnan(tt_dataset_exposure(ds, series->first + i)));
    }
    tt_dataset_free(ds);
}

/* Values of a nested dimension are never summed: a breakdown lists some of the parts only. */
static void never_over_breakdowns(void **state)
{
    (void)state;
    tt_dataset *ds = NULL;
    tt_error err = {0};
    tt_read_options options = {.layout = TT_LAYOUT_UNODC};
    assert_int_equal(tt_dataset_new(&ds, &err), TT_OK);
    check_status(tt_dataset_read(ds, TT_SOURCE_DIR "/tests/fixtures/csv/unodc.csv", &options, &err),
                 TT_OK, &err);
    check_status(tt_dataset_finish(ds, NULL, &err), TT_OK, &err);
    /* 2018 has 60 + 35 by form of exploitation, and no total. */
    assert_string_equal(scratch_points(ds, "Detected trafficking victims"), "2017=1105");
    /* Sexes are summed there as everywhere: <5 and 5. */
    assert_string_equal(scratch_points(ds, "Persons convicted"), "2018=[5,9]+derived");
    assert_int_equal(tt_dataset_summarise(ds).derived, 1);
    /* The parts of a total, by breakdown. */
    size_t category = tt_dataset_find_dimension(ds, "category");
    size_t total = scratch_find(ds, "Detected trafficking victims", NULL);
    uint32_t labour =
        (uint32_t)tt_dataset_find_value(ds, category, "by form of exploitation: Forced labour");
    tt_index_list parts;
    check_status(tt_dataset_parts(ds, total, category, tt_dataset_breakdown(ds, category, labour),
                                  &parts, &err),
                 TT_OK, &err);
    assert_int_equal(parts.count, 2);
    tt_index_list_clear(&parts);
    check_status(tt_dataset_parts(ds, total, category, 0, &parts, &err), TT_OK, &err);
    assert_int_equal(parts.count, 0);
    tt_index_list_clear(&parts);
    tt_dataset_free(ds);
    check_done();
}

static void lists_of_parts(void **state)
{
    (void)state;
    tt_dataset *ds = scratch_dataset("form,sex,year,value,unit\n"
                                     "unspecified,,2015,1,persons\ny,,2015,2,persons\n"
                                     "x,,2015,3,persons\nx,f,2015,1,persons\nx,m,2015,2,persons\n"
                                     "z,,2015,9,cases\n",
                                     NULL, NULL);
    size_t total = scratch_find(ds, "total", "persons");
    assert_true(total != TT_NONE);
    tt_index_list parts;
    tt_error err = {0};
    check_status(tt_dataset_parts(ds, total, 0, 0, &parts, &err), TT_OK, &err);
    assert_int_equal(parts.count, 3);
    static const char *const names[] = {"x", "y", "unspecified"};
    for (size_t i = 0; i < 3; i++) {
        assert_string_equal(tt_dataset_series(ds, parts.index[i])->name, names[i]);
        check_true(i == 0 || parts.index[i - 1] < parts.index[i]);
    }
    tt_index_list_clear(&parts);
    check_status(tt_dataset_parts(ds, total, 1, 0, &parts, &err), TT_OK, &err);
    assert_int_equal(parts.count, 0); /* no sex has a total over the forms: only x has sexes */
    tt_index_list_clear(&parts);
    for (size_t n = 1; n < 3; n++) {
        tt_error_clear(&err);
        tt_memory_fail_at(n);
        check_status(tt_dataset_parts(ds, total, 0, 0, &parts, &err), TT_ENOMEM, &err);
        tt_memory_fail_at(0);
        assert_null(parts.index);
        assert_int_equal(parts.count, 0);
    }
    tt_dataset_free(ds);
    check_done();
}

/* ---- laws on random tables ---- */

static unsigned next_random(unsigned *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

/* A table of three dimensions of parts from which rows are missing; values are times `scale`. */
static char *random_table(unsigned seed, unsigned scale, int turned)
{
    static const char *const forms[] = {"", "x", "y", "z"};
    static const char *const sexes[] = {"", "f", "m"};
    static const char *const ages[] = {"", "child", "adult"};
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_add(&text, turned ? "age,sex,form,year,value\n" : "form,sex,age,year,value\n");
    unsigned keep = 30 + seed % 60; /* percent of the rows */
    for (size_t f = 0; f < 4; f++)
        for (size_t s = 0; s < 3; s++)
            for (size_t a = 0; a < 3; a++)
                for (int year = 2015; year < 2018; year++) {
                    unsigned margins = (f == 0 ? 1u : 0u) + (s == 0 ? 1u : 0u) + (a == 0 ? 1u : 0u);
                    unsigned value = next_random(&seed) % 50 * scale;
                    if (next_random(&seed) % 100 >= (margins ? keep / (2 * margins) : keep))
                        continue;
                    tt_strbuf_addf(&text, "%s,%s,%s,%d,%u\n", turned ? ages[a] : forms[f], sexes[s],
                                   turned ? forms[f] : ages[a], year, value);
                }
    return tt_strbuf_take(&text);
}

/* Whether the point is the sum over all parts that the data set knows along one dimension. */
static int is_sum_along(const tt_dataset *ds, size_t series, size_t dimension,
                        const tt_point *point)
{
    tt_index_list parts;
    assert_int_equal(tt_dataset_parts(ds, series, dimension, 0, &parts, NULL), TT_OK);
    double sum = 0;
    size_t found = 0;
    for (size_t i = 0; i < parts.count; i++) {
        tt_point_list list;
        assert_int_equal(tt_dataset_points(ds, parts.index[i], 0, 0, &list, NULL), TT_OK);
        for (size_t j = 0; j < list.count; j++)
            if (tt_period_compare(list.points[j].period, point->period) == 0) {
                sum += list.points[j].value;
                found++;
            }
        tt_point_list_clear(&list);
    }
    int whole = parts.count >= 2 && found == parts.count && sum == point->value;
    tt_index_list_clear(&parts);
    return whole;
}

/* Every derived figure is the sum of parts that are all there; parts that only finer rows show are
 * there too, since they are derived or the sum is not. */
static void every_sum_is_one(void **state)
{
    (void)state;
    size_t derived = 0;
    for (unsigned seed = 1; seed <= 60; seed++) {
        char *text = random_table(seed, 1, 0);
        tt_dataset *ds = scratch_dataset(text, NULL, NULL);
        for (size_t i = 0; i < tt_dataset_series_count(ds); i++) {
            const tt_series *series = tt_dataset_series(ds, i);
            tt_point_list list;
            assert_int_equal(tt_dataset_points(ds, i, 0, 0, &list, NULL), TT_OK);
            for (size_t p = 0; p < list.count; p++) {
                if (!(list.points[p].flags & TT_VALUE_DERIVED))
                    continue;
                derived++;
                int sums = 0;
                for (size_t d = 0; d < 3; d++)
                    sums += series->key[d] == 0 && is_sum_along(ds, i, d, &list.points[p]);
                check_true(sums > 0);
            }
            tt_point_list_clear(&list);
        }
        tt_dataset_free(ds);
        tt_free(text);
    }
    assert_true(derived > 500);
    check_done();
}

/* The figures of all series as a list that the order of columns does not touch: for each value of
 * form, sex and age its points. */
static void check_same_figures(const tt_dataset *a, const tt_dataset *b, double scale)
{
    check_true(tt_dataset_series_count(a) == tt_dataset_series_count(b));
    for (size_t i = 0; i < tt_dataset_series_count(a); i++) {
        const tt_series *series = tt_dataset_series(a, i);
        uint32_t key[3];
        for (size_t d = 0; d < 3; d++) {
            size_t other = tt_dataset_find_dimension(b, tt_dataset_dimension(a, d));
            key[other] =
                (uint32_t)tt_dataset_find_value(b, other, tt_dataset_value(a, d, series->key[d]));
        }
        size_t twin = tt_dataset_find_series(b, key, series->unit_id);
        check_true(twin != TT_NONE);
        if (twin == TT_NONE)
            continue;
        tt_point_list x;
        tt_point_list y;
        assert_int_equal(tt_dataset_points(a, i, 0, 0, &x, NULL), TT_OK);
        assert_int_equal(tt_dataset_points(b, twin, 0, 0, &y, NULL), TT_OK);
        check_true(x.count == y.count);
        for (size_t p = 0; p < x.count && p < y.count; p++) {
            check_true(x.points[p].flags == y.points[p].flags);
            check_rel(y.points[p].value, x.points[p].value * scale, 0, "law: scale");
            check_true(tt_period_compare(x.points[p].period, y.points[p].period) == 0);
        }
        tt_point_list_clear(&x);
        tt_point_list_clear(&y);
    }
}

static void scale(void **state)
{
    (void)state;
    for (unsigned seed = 1; seed <= 20; seed++) {
        char *once = random_table(seed, 1, 0);
        char *thrice = random_table(seed, 3, 0);
        tt_dataset *a = scratch_dataset(once, NULL, NULL);
        tt_dataset *b = scratch_dataset(thrice, NULL, NULL);
        check_same_figures(a, b, 3);
        tt_dataset_free(a);
        tt_dataset_free(b);
        tt_free(once);
        tt_free(thrice);
    }
    check_done();
}

/* Complete tables: every total is derived, and the order of the columns changes no figure. */
static void order_of_columns(void **state)
{
    (void)state;
    static const char *const heads[] = {"form,sex,age", "age,sex,form", "sex,age,form"};
    static const int places[][3] = {{0, 1, 2}, {2, 1, 0}, {1, 2, 0}};
    tt_dataset *sets[3];
    for (size_t h = 0; h < 3; h++) {
        tt_strbuf text = TT_STRBUF_INIT;
        tt_strbuf_addf(&text, "%s,year,value\n", heads[h]);
        for (int i = 0; i < 3 * 2 * 4; i++) {
            char cells[3][16];
            (void)snprintf(cells[0], sizeof cells[0], "f%d", i % 3);
            (void)snprintf(cells[1], sizeof cells[1], "s%d", i / 3 % 2);
            (void)snprintf(cells[2], sizeof cells[2], "a%d", i / 6);
            tt_strbuf_addf(&text, "%s,%s,%s,2018,%d\n", cells[places[h][0]], cells[places[h][1]],
                           cells[places[h][2]], i * i % 37);
        }
        sets[h] = scratch_dataset(tt_strbuf_text(&text), NULL, NULL);
        assert_int_equal(tt_dataset_series_count(sets[h]), 4 * 3 * 5);
        tt_strbuf_clear(&text);
    }
    check_same_figures(sets[0], sets[1], 1);
    check_same_figures(sets[0], sets[2], 1);
    for (size_t h = 0; h < 3; h++)
        tt_dataset_free(sets[h]);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(along_one_dimension),
        cmocka_unit_test(parts_known_only_in_total),
        cmocka_unit_test(parts_known_only_in_total_of_many_dimensions),
        cmocka_unit_test(printed_totals_stay),
        cmocka_unit_test(what_adds_up),
        cmocka_unit_test(over_two_dimensions),
        cmocka_unit_test(finer_rows_of_other_wholes),
        cmocka_unit_test(origins),
        cmocka_unit_test(never_over_breakdowns),
        cmocka_unit_test(lists_of_parts),
        cmocka_unit_test(every_sum_is_one),
        cmocka_unit_test(scale),
        cmocka_unit_test(order_of_columns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
