/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "student_core.h"

#include <math.h>

#include "check.h"

/* P(|T| > t) by mpmath's regularized incomplete beta function in 50 digits. */
static const struct {
    double df;
    double t;
    double p;
} rows[] = {
    {1, 0.01, 0.99363401447018348957},    {1, 0.7, 0.61119977557157044001},
    {1, 2, 0.29516723530086654835},       {1, 3.6, 0.17249012218615841103},
    {1, 9, 0.070446574954554548844},      {1, 60, 0.010609347265246541087},
    {2, 0.01, 0.99292910895820097137},    {2, 0.7, 0.55639302463286548318},
    {2, 2, 0.18350341907227396727},       {2, 3.6, 0.069242158008965528358},
    {2, 9, 0.012121660092786868223},      {2, 60, 0.00027766209059467870267},
    {3, 0.01, 0.99264911141285198141},    {3, 0.7, 0.53432699830476365305},
    {3, 2, 0.13932596855884317685},       {3, 3.6, 0.036762207604062732777},
    {3, 9, 0.0028958121618641469117},     {3, 60, 0.000010199593673319754763},
    {4, 0.01, 0.99250015624589854720},    {4, 0.7, 0.52250016559345023911},
    {4, 2, 0.11611652351681559450},       {4, 3.6, 0.022758139430167688055},
    {4, 9, 0.00084383251760127837622},    {4, 60, 4.6210687276351285448e-7},
    {5, 0.01, 0.99240801804258190276},    {5, 0.7, 0.51514894831481644438},
    {5, 2, 0.10193947882985835625},       {5, 3.6, 0.015543256930768522343},
    {5, 9, 0.00028267997424389706554},    {5, 60, 2.4336377589983797763e-8},
    {10, 0.01, 0.99221797499097142444},   {10, 0.7, 0.49988757017288436216},
    {10, 2, 0.073388034770740365618},     {10, 3.6, 0.0048479076829644908401},
    {10, 9, 4.1380490496820121805e-6},    {10, 60, 4.0185228506884066062e-14},
    {23, 0.01, 0.99210752163046627525},   {23, 0.7, 0.49094769389099971768},
    {23, 2, 0.057444548992082724252},     {23, 3.6, 0.0015100481918472975820},
    {23, 9, 5.3679331107511574117e-9},    {23, 60, 8.8759184383057979309e-27},
    {30, 0.01, 0.99208749257317769651},   {30, 0.7, 0.48932044349967153401},
    {30, 2, 0.054625044962983103921},     {30, 3.6, 0.0011311784848512093240},
    {30, 9, 5.0148319161478785880e-10},   {30, 60, 8.3113096135322486942e-33},
    {31, 0.01, 0.99208536626912832248},   {31, 0.7, 0.48914757731076366611},
    {31, 2, 0.054327215367175707669},     {31, 3.6, 0.0010948109047057813823},
    {31, 9, 3.7277239483346387633e-10},   {31, 60, 1.2308509339091374537e-33},
    {57, 0.01, 0.99205620563046927963},   {57, 0.7, 0.48677456910575072035},
    {57, 2, 0.050273351053795345023},     {57, 3.6, 0.00066754971689499478274},
    {57, 9, 1.5439573845194976370e-12},   {57, 60, 3.3019059955979046019e-53},
    {200, 0.01, 0.99203125515328111873},  {200, 0.7, 0.48474073299348202267},
    {200, 2, 0.046853186187070977201},    {200, 3.6, 0.00040128343636924814053},
    {200, 9, 1.7709382923264787960e-16},  {200, 60, 7.7115785840566277924e-130},
    {1999, 0.01, 0.99202228521281069483}, {1999, 0.7, 0.48400875766405939960},
    {1999, 2, 0.045635340866158201353},   {1999, 3.6, 0.00032596980349389130647},
    {1999, 9, 5.1186138346824104977e-19},
};

static void two_sided(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        check_rel(tt__student_two_sided(rows[i].t, rows[i].df), rows[i].p, 2e-14, "mpmath");
        check_rel(tt__student_two_sided(-rows[i].t, rows[i].df), rows[i].p, 2e-14, "mpmath");
    }
    check_rel(tt__student_upper(-2, 31), 1 - 0.5 * 0.054327215367175707669, 1e-15, "mpmath");
    check_rel(tt__student_upper(9, 57), 0.5 * 1.5439573845194976370e-12, 2e-14, "mpmath");
    check_true(tt__student_two_sided(0, 7) == 1);
    check_true(tt__student_two_sided(INFINITY, 7) == 0);
    check_true(isnan(tt__student_two_sided(NAN, 7)));
    check_true(isnan(tt__student_two_sided(1, 0)) && isnan(tt__student_critical(0.05, 0)));
    check_done();
}

/* Printed tables: P = 0.05, three decimals. */
static void printed(void **state)
{
    (void)state;
    static const struct {
        double df;
        double t;
    } table[] = {{1, 12.706}, {2, 4.303},  {3, 3.182}, {4, 2.776},
                 {10, 2.228}, {23, 2.069}, {60, 2.000}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        check_abs(tt__student_critical(0.05, table[i].df), table[i].t, 0.0005, "printed table");
    check_done();
}

/* The critical value has its probability, from almost certain to hardly ever. */
static void inverse(void **state)
{
    (void)state;
    static const double alphas[] = {0.999, 0.5, 0.2, 0.05, 1e-3, 1e-8, 1e-40};
    for (double df = 1; df <= 2000; df = df < 60 ? df + 1 : ceil(df * 1.5))
        for (size_t i = 0; i < sizeof alphas / sizeof *alphas; i++) {
            double t = tt__student_critical(alphas[i], df);
            /* an error of t is df times as large in p */
            check_rel(tt__student_two_sided(t, df), alphas[i], 1e-14 + 4e-16 * df, "inverse");
        }
    check_done();
}

/* Beyond the sums, and between whole numbers, the general function goes on where they end. */
static void others(void **state)
{
    (void)state;
    check_rel(tt__student_critical(0.05, 2001), tt__student_critical(0.05, 2000), 2e-6, "limit");
    double below = tt__student_two_sided(2, 9);
    double between = tt__student_two_sided(2, 9.5);
    double above = tt__student_two_sided(2, 10);
    check_true(above < between && between < below);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_sided),
        cmocka_unit_test(printed),
        cmocka_unit_test(inverse),
        cmocka_unit_test(others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
