/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiptrend/rate_ratio.h"

#include "csv_rows.h"
#include "table_core.h"

#define TIGHT 1e-11

static const char forty_digits[] = "40-digit arithmetic outside the project";

static tt_rate_ratio ratio_of(tt_counted a, tt_counted b, tt_ci_method method, double conf)
{
    tt_ci_options options = {method, conf};
    tt_rate_ratio out;
    tt_error err = {0};
    check_status(tt_rate_ratio_test(&a, &b, &options, &out, &err), TT_OK, &err);
    return out;
}

/* The table a, b / c, d with exposures of 1. */
static tt_rate_ratio odds_of(const double n[4], tt_ci_method method, double conf)
{
    tt_counted_pair first = {{n[1], 1}, {n[0], 1}};
    tt_counted_pair second = {{n[3], 1}, {n[2], 1}};
    tt_ci_options options = {method, conf};
    tt_rate_ratio out;
    tt_error err = {0};
    check_status(tt_rate_ratio_compare(&first, &second, &options, &out, &err), TT_OK, &err);
    return out;
}

/* ---- reference values ---- */

typedef struct quantity {
    const char *ours;
    const char *ratio_table; /* the names in the shared tables */
    const char *odds_table;
    tt_ci_method method;
    size_t offset; /* of the double in tt_rate_ratio */
} quantity;

#define AT(member) offsetof(tt_rate_ratio, member)

static const quantity quantities[] = {
    {"ratio", "rr", "or_sample", TT_CI_EXACT, AT(ratio.value)},
    {"conditional", "-", "or_cmle", TT_CI_EXACT, AT(conditional)},
    {"p", "p_doubled_central", "p_doubled", TT_CI_EXACT, AT(p)},
    {"p_midp", "p_midp_doubled", "-", TT_CI_MIDP, AT(p)},
    {"p_less", "p_one_sided_less", "p_less", TT_CI_EXACT, AT(p_less)},
    {"p_greater", "p_one_sided_greater", "p_greater", TT_CI_EXACT, AT(p_greater)},
    {"exact_low", "exact_lower", "exact_cond_lower", TT_CI_EXACT, AT(ratio.low)},
    {"exact_high", "exact_upper", "exact_cond_upper", TT_CI_EXACT, AT(ratio.high)},
    {"wald_low", "waldlog_lower", "woolf_lower", TT_CI_WALD, AT(ratio.low)},
    {"wald_high", "waldlog_upper", "woolf_upper", TT_CI_WALD, AT(ratio.high)},
};

static const quantity *find_quantity(const char *name)
{
    for (size_t i = 0; i < sizeof quantities / sizeof *quantities; i++) {
        const quantity *q = &quantities[i];
        if (strcmp(name, q->ours) == 0 || strcmp(name, q->ratio_table) == 0 ||
            strcmp(name, q->odds_table) == 0)
            return q;
    }
    return NULL;
}

/* One row: four numbers, conf, quantity, value from column `first` on. 1 when it was compared. */
static size_t compare_row(const csv_rows *rows, size_t row, size_t first, int is_odds)
{
    const quantity *q = find_quantity(rows->field[row][first + 5]);
    if (!q)
        return 0;
    double n[4];
    for (size_t i = 0; i < 4; i++)
        n[i] = csv_number(rows, row, first + i);
    double conf = csv_number(rows, row, first + 4);
    conf = isnan(conf) ? 0 : conf;
    tt_rate_ratio r =
        is_odds ? odds_of(n, q->method, conf)
                : ratio_of((tt_counted){n[0], n[1]}, (tt_counted){n[2], n[3]}, q->method, conf);
    double found;
    memcpy(&found, (const char *)&r + q->offset, sizeof found);
    check_rel(found, csv_number(rows, row, first + 6), TIGHT, forty_digits);
    return 1;
}

static void in_tree_values(void **state)
{
    (void)state;
    csv_rows rows;
    assert_int_equal(csv_read(TT_SOURCE_DIR "/tests/oracles", "rate-ratio.csv", &rows), 0);
    size_t compared = 0;
    for (size_t i = 0; i < rows.count; i++)
        compared += compare_row(&rows, i, 1, csv_is(&rows, i, 0, "odds"));
    check_true(compared == rows.count && compared > 90);
    csv_clear(&rows);
    check_done();
}

static void shared_values(void **state)
{
    (void)state;
    const char *shared = check_shared_dir();
    if (!shared) {
        (void)printf("no shared folder with intervals: skipped\n");
        skip();
    }
    char folder[512];
    (void)snprintf(folder, sizeof folder, "%s/vectors/intervals", shared);
    static const char *const names[] = {"rateratio.csv", "oddsratio.csv"};
    for (int odds = 0; odds <= 1; odds++) {
        csv_rows rows;
        assert_int_equal(csv_read(folder, names[odds], &rows), 0);
        size_t compared = 0;
        for (size_t i = 0; i < rows.count; i++)
            compared += compare_row(&rows, i, 0, odds);
        (void)printf("%zu values of %s\n", compared, names[odds]);
        check_true(compared > 100);
        csv_clear(&rows);
    }
    check_done();
}

/* Methods table B4: ratio, exact limits, p, mid-p limits, mid p, Wald limits. */
static void published(void **state)
{
    (void)state;
    static const char origin[] = "Fay 2010 and R, methods table B4 (5 decimals)";
    static const struct {
        tt_counted a, b;
        double ratio, exact[2], p, mid[2], p_mid, wald[2];
    } row[] = {
        {{2, 17877},
         {10, 20000},
         0.22375,
         {0.02384, 1.04996},
         0.06056,
         {0.03335, 0.91744},
         0.03579,
         {0.04903, 1.02118}},
        {{2, 17877},
         {9, 16674},
         0.20727,
         {0.02179, 1.00139},
         0.05027,
         {0.03052, 0.87025},
         0.02937,
         {0.04478, 0.95928}},
        {{2, 17877},
         {9, 16660},
         0.20709,
         {0.02177, 1.00055},
         0.05011,
         {0.03050, 0.86952},
         NAN, /* not in the table */
         {0.04475, 0.95848}},
        {{41, 28010},
         {15, 19017},
         1.85576,
         {1.00568, 3.60930},
         0.04766,
         {1.04108, 3.44942},
         0.03546,
         {1.02723, 3.35256}},
        {{11, 1},
         {3, 1},
         3.66667,
         {0.96860, 20.46877},
         0.05737,
         {1.08546, 16.36525},
         0.03516,
         {1.02294, 13.14293}},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        tt_rate_ratio r = ratio_of(row[i].a, row[i].b, TT_CI_DEFAULT, 0.95);
        check_abs(r.ratio.value, row[i].ratio, 5.1e-6, origin);
        /* R's poisson.test agrees on 1.04996 where the root is 1.049965. */
        check_abs(r.ratio.low, row[i].exact[0], 7e-6, origin);
        check_abs(r.ratio.high, row[i].exact[1], 7e-6, origin);
        check_abs(r.p, row[i].p, 5.1e-6, origin);
        r = ratio_of(row[i].a, row[i].b, TT_CI_MIDP, 0.95);
        check_abs(r.ratio.low, row[i].mid[0], 7e-6, origin);
        check_abs(r.ratio.high, row[i].mid[1], 7e-6, origin);
        if (!isnan(row[i].p_mid))
            check_abs(r.p, row[i].p_mid, 5.1e-6, origin);
        r = ratio_of(row[i].a, row[i].b, TT_CI_WALD, 0.95);
        check_abs(r.ratio.low, row[i].wald[0], 7e-6, origin);
        check_abs(r.ratio.high, row[i].wald[1], 7e-6, origin);
    }
    check_rel(ratio_of(row[0].a, row[0].b, TT_CI_EXACT, 0).p, 0.0605565, 1e-6,
              "R exactci (6 digits)");
    check_done();
}

/* ---- laws ---- */

static const tt_ci_method methods[] = {TT_CI_EXACT, TT_CI_MIDP, TT_CI_WALD};

/* p and limits tell the same story: at the level of p itself a limit is 1. */
static void p_and_limits_agree(void **state)
{
    (void)state;
    for (size_t m = 0; m < 3; m++) {
        for (double x = 0; x <= 45; x++) {
            for (double y = 0; y <= 45; y += 3) {
                tt_counted a = {x, 2.5};
                tt_counted b = {y, 2};
                tt_rate_ratio r = ratio_of(a, b, methods[m], 0.9);
                int outside = r.ratio.low > 1 || r.ratio.high < 1;
                check_true(outside == (r.p < 1 - 0.9));
                check_true(r.p >= 0 && r.p <= 1 && r.p_less > 0 && r.p_greater > 0);
                check_true(!(r.ratio.value < r.ratio.low) && !(r.ratio.value > r.ratio.high));
                if (!(r.p < 0.999 && r.p > 1e-6))
                    continue;
                tt_rate_ratio at_p = ratio_of(a, b, methods[m], 1 - r.p);
                double limit = r.p_less < r.p_greater ? at_p.ratio.high : at_p.ratio.low;
                check_rel(limit, 1, 1e-9, "law: limits at level 1 - p end at 1");
            }
        }
    }
    check_done();
}

/* Exchanging the two turns the ratio over; exposures scale it. */
static void exchange_and_scale(void **state)
{
    (void)state;
    for (size_t m = 0; m < 3; m++) {
        for (double x = 0; x <= 300; x += 37) {
            for (double y = 1; y <= 300; y += 23) {
                tt_rate_ratio r = ratio_of((tt_counted){x, 3}, (tt_counted){y, 7}, methods[m], 0);
                tt_rate_ratio back =
                    ratio_of((tt_counted){y, 7}, (tt_counted){x, 3}, methods[m], 0);
                check_rel(back.ratio.low, 1 / r.ratio.high, 1e-13, "law: exchange");
                check_rel(r.ratio.low, 1 / back.ratio.high, 1e-13, "law: exchange");
                check_rel(back.p, r.p, 1e-12, "law: exchange");
                check_rel(back.p_less, r.p_greater, 1e-12, "law: exchange");
                tt_rate_ratio scaled =
                    ratio_of((tt_counted){x, 3e6}, (tt_counted){y, 7e6}, methods[m], 0);
                check_rel(scaled.p, r.p, 1e-12, "law: unit of exposure");
                tt_rate_ratio twice =
                    ratio_of((tt_counted){x, 1.5}, (tt_counted){y, 7}, methods[m], 0);
                check_rel(twice.ratio.low, 2 * r.ratio.low, 1e-13, "law: half the exposure");
                check_rel(twice.ratio.high, 2 * r.ratio.high, 1e-13, "law: half the exposure");
                check_abs(r.percent.low, 100 * (r.ratio.low - 1), 1e-12, "definition");
            }
        }
    }
    check_done();
}

static void zeros(void **state)
{
    (void)state;
    tt_counted none = {0, 1};
    tt_counted five = {5, 1};
    tt_rate_ratio r = ratio_of(five, none, TT_CI_WALD, 0);
    check_true(isinf(r.ratio.value) && isinf(r.ratio.high) && r.ratio.low > 0);
    check_true(r.method == TT_CI_EXACT && (r.notes & TT_NOTE_ZERO_COUNT));
    check_true((r.notes & TT_NOTE_ONE_SIDED) && !(r.notes & TT_NOTE_NORMAL_APPROX));
    r = ratio_of(none, five, TT_CI_EXACT, 0);
    check_true(r.ratio.value == 0 && r.ratio.low == 0 && r.percent.value == -100);
    check_rel(r.ratio.high, 1 / (1 / (1 - pow(0.025, 0.2)) - 1) * 1, 1e-13,
              "odds of 1 - 0.025^(1/5)");
    check_true(!(r.notes & TT_NOTE_ZERO_COUNT));
    r = ratio_of(none, none, TT_CI_EXACT, 0);
    check_true(isnan(r.ratio.value) && r.ratio.low == 0 && isinf(r.ratio.high) && r.p == 1);
    check_true((r.notes & TT_NOTE_NO_LIMITS) != 0);
    check_done();
}

/* ---- two areas ---- */

/* p of a 2 x 2 table by counting: the hypergeometric probabilities are ratios of binomials. */
static void compare_by_enumeration(void **state)
{
    (void)state;
    for (int good = 1; good <= 9; good++) {
        for (int bad = 1; bad <= 9; bad++) {
            for (int drawn = 1; drawn < good + bad; drawn++) {
                int low = drawn > bad ? drawn - bad : 0;
                int high = good < drawn ? good : drawn;
                double weight[10] = {0};
                double sum = 0;
                for (int k = low; k <= high; k++) {
                    weight[k] = exp(lgamma(good + 1.0) - lgamma(k + 1.0) - lgamma(good - k + 1.0) +
                                    lgamma(bad + 1.0) - lgamma(drawn - k + 1.0) -
                                    lgamma(bad - drawn + k + 1.0));
                    sum += weight[k];
                }
                double below = 0;
                for (int k = low; k <= high; k++) {
                    below += weight[k];
                    double n[4] = {k, good - k, drawn - k, bad - drawn + k};
                    tt_rate_ratio r = odds_of(n, TT_CI_EXACT, 0.9);
                    check_rel(r.p_less, below / sum, 1e-12, "enumeration");
                    check_rel(r.p_greater, (sum - below + weight[k]) / sum, 1e-12, "enumeration");
                    int outside = r.ratio.low > 1 || r.ratio.high < 1;
                    check_true(outside == (r.p < 1 - 0.9));
                    check_true(low < high || (r.notes & TT_NOTE_NO_LIMITS));
                }
            }
        }
    }
    check_done();
}

/* Exposures move the ratio of ratios by a known factor; exchanging the areas turns it over; a second
 * area with enormous counts is a known change, so that the first alone decides. */
static void compare_laws(void **state)
{
    (void)state;
    tt_counted_pair a = {{40, 2}, {66, 3}};
    tt_counted_pair b = {{120, 5}, {90, 7}};
    for (size_t m = 0; m < 3; m++) {
        tt_ci_options options = {methods[m], 0};
        tt_rate_ratio r;
        tt_rate_ratio back;
        check_status(tt_rate_ratio_compare(&a, &b, &options, &r, NULL), TT_OK, NULL);
        check_status(tt_rate_ratio_compare(&b, &a, &options, &back, NULL), TT_OK, NULL);
        check_rel(r.ratio.value, (66.0 / 3 / (40.0 / 2)) / (90.0 / 7 / (120.0 / 5)), 1e-14,
                  "definition");
        check_rel(r.ratio.low, 1 / back.ratio.high, 1e-12, "law: exchange");
        check_rel(r.p, back.p, 1e-12, "law: exchange");
        check_true(r.ratio.low < r.ratio.value && r.ratio.value < r.ratio.high);
        check_true((r.ratio.low > 1 || r.ratio.high < 1) == (r.p < 1 - 0.95));
        tt_counted_pair doubled = {{40, 2}, {66, 6}};
        tt_rate_ratio half;
        check_status(tt_rate_ratio_compare(&doubled, &b, &options, &half, NULL), TT_OK, NULL);
        check_rel(half.ratio.low, r.ratio.low / 2, 1e-12, "law: twice the exposure");
        tt_counted_pair huge = {{1e9, 1}, {1e9, 1}};
        tt_counted_pair plain = {{40, 1}, {66, 1}};
        check_status(tt_rate_ratio_compare(&plain, &huge, &options, &r, NULL), TT_OK, NULL);
        tt_rate_ratio alone = ratio_of((tt_counted){66, 1}, (tt_counted){40, 1}, methods[m], 0);
        check_rel(r.ratio.low, alone.ratio.low, 1e-6, "law: a known second change");
        check_rel(r.p, alone.p, 1e-6, "law: a known second change");
    }
    check_done();
}

static void refusals(void **state)
{
    (void)state;
    static const struct {
        tt_counted bad;
        tt_status status;
    } row[] = {
        {{-1, 1}, TT_EDOMAIN},          {{2.5, 1}, TT_EDOMAIN},  {{NAN, 1}, TT_ENONFINITE},
        {{1, 0}, TT_EDOMAIN},           {{1, -2}, TT_EDOMAIN},   {{1, NAN}, TT_ENONFINITE},
        {{INFINITY, 1}, TT_ENONFINITE}, {{1e13, 1}, TT_EDOMAIN},
    };
    tt_counted good = {3, 1};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        tt_rate_ratio out;
        tt_error err = {0};
        check_status(tt_rate_ratio_test(&row[i].bad, &good, NULL, &out, &err), row[i].status, &err);
        check_true(isnan(out.p) && isnan(out.ratio.low) && out.notes == 0);
        check_true(err.message[0] != '\0');
        check_status(tt_rate_ratio_test(&good, &row[i].bad, NULL, &out, NULL), row[i].status, NULL);
        tt_counted_pair sound = {good, good};
        tt_counted_pair faulty = {good, row[i].bad};
        check_status(tt_rate_ratio_compare(&sound, &faulty, NULL, &out, NULL), row[i].status, NULL);
        check_status(tt_rate_ratio_compare(&faulty, &sound, NULL, &out, NULL), row[i].status, NULL);
    }
    tt_rate_ratio out;
    tt_error err = {0};
    tt_ci_options byar = {TT_CI_BYAR, 0};
    check_status(tt_rate_ratio_test(&good, &good, &byar, &out, &err), TT_EUSAGE, &err);
    tt_ci_options level = {TT_CI_EXACT, 2};
    check_status(tt_rate_ratio_test(&good, &good, &level, &out, NULL), TT_EUSAGE, NULL);
    check_done();
}

/* Far below 1 nearly all weight is on the smallest x; ours is 3 above it, so its tail falls as the odds cubed. */
static void unlike_margins(void **state)
{
    (void)state;
    const tt__table table = {5764850, 5764850 + 54, 5764850 + 80, 5764850 + 54 + 80 + 3};
    double above = tt__table_tails(&table, -30).upper;
    for (double log_or = -36; log_or >= -60; log_or -= 6) {
        tt__tails tails = tt__table_tails(&table, log_or);
        check_rel(tails.upper, above * exp(-3 * 6), 1e-9, "odds cubed");
        check_true(tails.lower == 1);
        above = tails.upper;
    }
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unlike_margins),
        cmocka_unit_test(in_tree_values),
        cmocka_unit_test(shared_values),
        cmocka_unit_test(published),
        cmocka_unit_test(p_and_limits_agree),
        cmocka_unit_test(exchange_and_scale),
        cmocka_unit_test(zeros),
        cmocka_unit_test(compare_by_enumeration),
        cmocka_unit_test(compare_laws),
        cmocka_unit_test(refusals),
    };
    tt_runtime_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
