/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every table of the developers' folder reads as published. The counts and sums were taken from the files by
 * other programs; the commands stand beside them. */
#include <math.h>
#include <string.h>

#include "check.h"
#include "scratch.h"

/* The columns of figures of a file. */
typedef struct value_list {
    const char *names[8];
    size_t count;
} value_list;

static tt_dataset *read_shared(const char *file, const value_list *values, tt_error *err)
{
    char path[1024];
    const char *folder = check_shared_dir();
    (void)snprintf(path, sizeof path, "%s/data/%s", folder ? folder : "", file);
    FILE *stream = folder ? fopen(path, "rb") : NULL;
    if (!stream) {
        print_message("%s is not in the developers' folder\n", file);
        skip();
    }
    (void)fclose(stream);
    static const char *const ignore[] = {"edition_of_prosecutions"};
    tt_read_options options = {.value_columns = values->names,
                               .value_column_count = values->count,
                               .ignore = ignore,
                               .ignore_count = 1,
                               .jobs = 2};
    tt_dataset *ds = NULL;
    assert_int_equal(tt_dataset_new(&ds, err), TT_OK);
    check_status(tt_dataset_read(ds, path, &options, err), TT_OK, err);
    check_status(tt_dataset_finish(ds, &(tt_finish_options){.no_margins = 1}, err), TT_OK, err);
    return ds;
}

static double sum_of_values(const tt_dataset *ds, size_t *numbers)
{
    double sum = 0;
    *numbers = 0;
    for (size_t s = 0; s < tt_dataset_series_count(ds); s++) {
        const tt_series *series = tt_dataset_series(ds, s);
        for (size_t i = 0; i < series->count; i++) {
            double value = tt_dataset_observation(ds, series->first + i)->value;
            if (isnan(value))
                continue;
            sum += value;
            ++*numbers;
        }
    }
    return sum;
}

/* Numbers, their sum, zeros and empty cells of the columns named, by
 *   python3: R = list(csv.DictReader(open(FILE))); sum(float(r[COLUMN]) for r in R if r[COLUMN]), ... */
static void counts(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        value_list values;
        size_t rows; /* figures: numbers and empty cells */
        size_t numbers;
        double sum;
        size_t zeros;
    } list[] = {
        {"mexico_sesnsp_annual.csv", {{NULL}, 0}, 54, 54, 21844, 0},
        {"mexico_tip_narratives.csv", {{NULL}, 0}, 134, 134, 55718, 0},
        {"tip_global_law_enforcement.csv", {{NULL}, 0}, 216, 215, 2018459, 2},
        {"population.csv", {{NULL}, 0}, 678, 678, 214009084000, 0},
        {"population_worldbank.csv", {{"population"}, 1}, 5830, 5830, 1715045466757, 0},
        {"mexico_conapo_state_population_by_sex_2015_2025.csv",
         {{"population_midyear"}, 1},
         1089,
         1089,
         5631497800,
         0},
        /* awk -F, 'NR>1{n++; s+=$3} END{print n, s}' */
        {"mexico_sesnsp_investigations_national_monthly.csv",
         {{"investigations"}, 1},
         119,
         119,
         5344,
         0},
        /* awk -F, 'NR>1{n++; for (i=3; i<=6; i++) s+=$i} END{print 4*n, s}': 5463 + 1554 + 1233 + 8250 */
        {"mexico_sesnsp_victims_national_monthly.csv",
         {{"female", "male", "unspecified", "total"}, 4},
         504,
         504,
         16500,
         SIZE_MAX},
        {"mexico_sesnsp_victims_trafficking_month_state_sex_age.csv",
         {{"victims"}, 1},
         28224,
         28224,
         8250,
         24902},
        /* 213556 + 17303 + 109702 + 6524 + 1108122 + 205509 + 422 over 119 filled of 147 cells */
        {"tip_global_spliced_2003_2023.csv",
         {{"prosecutions", "prosecutions_labor", "convictions", "convictions_labor",
           "victims_identified", "victims_identified_labor", "new_or_amended_legislation"},
          7},
         147,
         119,
         1661138,
         0},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
        tt_error err = {0};
        tt_dataset *ds = read_shared(list[i].file, &list[i].values, &err);
        tt_dataset_summary sum = tt_dataset_summarise(ds);
        size_t numbers;
        check_rel(sum_of_values(ds, &numbers), list[i].sum, 0, list[i].file);
        int right = sum.rows == list[i].rows && numbers == list[i].numbers &&
                    (list[i].zeros == SIZE_MAX || sum.states[TT_STATE_ZERO] == list[i].zeros) &&
                    sum.states[TT_STATE_MISSING] == list[i].rows - list[i].numbers;
        if (!right)
            print_error("%s: %zu rows, %zu numbers, %zu zeros, %zu missing\n", list[i].file,
                        sum.rows, numbers, sum.states[TT_STATE_ZERO], sum.states[TT_STATE_MISSING]);
        check_true(right);
        tt_dataset_free(ds);
    }
    check_done();
}

/* The figure of a series in a period; not-a-number where there is none. */
static double figure(const tt_dataset *ds, const char *name, const char *period)
{
    size_t series = scratch_find(ds, name, NULL);
    tt_period wanted;
    assert_int_equal(tt_period_parse(period, strlen(period), &wanted, NULL), TT_OK);
    if (series == TT_NONE)
        return NAN;
    const tt_series *s = tt_dataset_series(ds, series);
    for (size_t i = 0; i < s->count; i++) {
        const tt_observation *row = tt_dataset_observation(ds, s->first + i);
        if (tt_period_compare(row->period, wanted) == 0)
            return row->value;
    }
    return NAN;
}

/* The months of the table by state, sex and age add to the annual table, year by year. */
static void months_add_to_years(void **state)
{
    (void)state;
    enum { FIRST = 2015, LAST = 2024 };
    static const char *const sexes[] = {"female", "male", "unspecified"};
    tt_error err = {0};
    tt_dataset *annual = read_shared("mexico_sesnsp_annual.csv", &(value_list){{NULL}, 0}, &err);
    tt_dataset *monthly = read_shared("mexico_sesnsp_victims_trafficking_month_state_sex_age.csv",
                                      &(value_list){{"victims"}, 1}, &err);
    size_t sex = tt_dataset_find_dimension(monthly, "sex");
    assert_true(sex != TT_NONE);
    for (size_t k = 0; k < 3; k++)
        for (int year = FIRST; year <= LAST; year++) {
            double sum = 0;
            for (size_t s = 0; s < tt_dataset_series_count(monthly); s++) {
                const tt_series *series = tt_dataset_series(monthly, s);
                for (size_t i = 0; i < series->count; i++) {
                    const tt_observation *row = tt_dataset_observation(monthly, series->first + i);
                    if (tt_period_year(row->period) == year && row->period.months == 1 &&
                        strcmp(tt_dataset_value(monthly, sex, series->key[sex]), sexes[k]) == 0)
                        sum += row->value;
                }
            }
            char name[64];
            char period[8];
            (void)snprintf(name, sizeof name, "sesnsp_victims_state_jurisdiction/sex=%s", sexes[k]);
            (void)snprintf(period, sizeof period, "%d", year);
            check_rel(sum, figure(annual, name, period), 0, name);
        }
    tt_dataset_free(annual);
    tt_dataset_free(monthly);
    check_done();
}

/* Spanish labels in UTF-8, as the file has them. */
static void labels_survive(void **state)
{
    (void)state;
    static const char *const ages[] = {"Adultos (18 y m\xC3\xA1s)", "Menores de edad (0-17)",
                                       "No especificado", "No identificado"};
    tt_error err = {0};
    tt_dataset *ds = read_shared("mexico_sesnsp_victims_trafficking_month_state_sex_age.csv",
                                 &(value_list){{"victims"}, 1}, &err);
    size_t age = tt_dataset_find_dimension(ds, "age");
    assert_true(age != TT_NONE);
    assert_int_equal(tt_dataset_value_count(ds, age), 5); /* with the margin */
    for (size_t i = 0; i < 4; i++)
        check_true(tt_dataset_find_value(ds, age, ages[i]) != TT_NONE);
    assert_int_equal(tt_dataset_value_count(ds, tt_dataset_find_dimension(ds, "state")), 33);
    assert_true(tt_dataset_find_value(ds, tt_dataset_find_dimension(ds, "state"),
                                      "Michoac\xC3\xA1"
                                      "n") != TT_NONE);
    tt_dataset_free(ds);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts),
        cmocka_unit_test(months_add_to_years),
        cmocka_unit_test(labels_survive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
