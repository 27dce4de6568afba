/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Paragraphs broken by measured widths: nothing is lost, nothing is wider than its place. */
#include <math.h>
#include <string.h>

#include "check.h"
#include "scene.h"
#include "tiptrend/memory.h"
#include "tiptrend/rng.h"

static const double mm_per_point = 25.4 / 72;

/* One millimetre for each byte at 10 points, so that widths can be counted. */
static double measure(const char *text, double size, int bold, void *context)
{
    (void)context;
    return (double)strlen(text) * size / 10 / mm_per_point * (bold ? 2 : 1);
}

static tt__scene a_scene(void)
{
    return (tt__scene){.measure = measure, .theme = tt_theme_light(), .width = 100, .height = 100};
}

static const tt__style plain = {.size = 10, .panel = SIZE_MAX};

static void expect_lines(const char *text, double width, const char *expected)
{
    tt__scene scene = a_scene();
    char lines[600] = "";
    double y = tt__scene_flow(&scene, text, 5, 10, width, &plain);
    for (size_t i = 0; i < scene.text_count; i++) {
        (void)snprintf(lines + strlen(lines), sizeof lines - strlen(lines), "%s%s", i ? "|" : "",
                       scene.texts[i].text);
        check_abs(scene.texts[i].x, 5, 0, "the left edge");
    }
    check_text(lines, expected, "lines");
    check_true(tt__scene_lines(&scene, text, width, 10, 0) == scene.text_count);
    check_rel(y, 10 + (double)scene.text_count * tt__line_height(10), 1e-12, "the end below it");
    tt__scene_clear(&scene);
}

static void paragraphs(void **state)
{
    (void)state;
    expect_lines("one two three", 20, "one two three");
    expect_lines("one two three", 7, "one two|three");
    expect_lines("one two three", 6.9, "one|two|three");
    expect_lines("one  two", 3, "one|two");
    expect_lines("incomprehensible", 5, "incom|prehe|nsibl|e");
    expect_lines("a incomprehensible b", 8, "a|incompre|hensible|b");
    expect_lines("", 20, "");
    /* An equation holds together, unless it is all that there is. */
    expect_lines("trend; n = 4 to 6", 17, "trend; n = 4 to 6");
    expect_lines("trend; n = 4 to 6", 10, "trend;|n = 4 to 6");
    expect_lines("trend; n = 4", 9, "trend;|n = 4");
    expect_lines("n = 4", 3, "n|= 4");
    /* A word is cut between characters, never within one. */
    expect_lines("\xC3\xA9\xC3\xA9\xC3\xA9", 3, "\xC3\xA9|\xC3\xA9|\xC3\xA9");
    check_done();
}

/* Random texts: all words are there, in order, and each line fits (or is one character). */
static void nothing_is_lost(void **state)
{
    (void)state;
    tt_rng rng;
    tt_rng_start(&rng, 7, 0);
    for (int i = 0; i < 2000; i++) {
        char text[200] = "";
        char got[400] = "";
        size_t length = tt_rng_below(&rng, sizeof text - 1);
        for (size_t k = 0; k < length; k++)
            text[k] = tt_rng_below(&rng, 5) ? (char)('a' + tt_rng_below(&rng, 26)) : ' ';
        size_t lead = strspn(text, " ");
        double width = 1 + (double)tt_rng_below(&rng, 30);
        tt__scene scene = a_scene();
        (void)tt__scene_flow(&scene, text + lead, 0, 0, width, &plain);
        for (size_t k = 0; k < scene.text_count; k++) {
            check_true(scene.texts[k].width <= width + 1e-9);
            strcat(got, scene.texts[k].text);
        }
        char want[200];
        size_t n = 0;
        for (const char *c = text; *c; c++)
            if (*c != ' ')
                want[n++] = *c;
        want[n] = '\0';
        char *to = got;
        for (const char *c = got; *c; c++)
            if (*c != ' ')
                *to++ = *c;
        *to = '\0';
        check_text(got, want, "the letters of all lines");
        tt__scene_clear(&scene);
    }
    check_done();
}

/* Spans go on where the last one ended, each in its own style. */
static void spans(void **state)
{
    (void)state;
    tt__scene scene = a_scene();
    const tt_span two[] = {{"Persons, ", TT_INK_MUTED, 0}, {"2015 to 2018", TT_INK_BLUE, 1}};
    double y = tt__scene_flow_spans(&scene, two, 2, 3, 10, 50, &plain);
    assert_int_equal(scene.text_count, 2);
    check_text(scene.texts[0].text, "Persons,", "the first span, without its last blank");
    check_abs(scene.texts[0].x, 3, 1e-12, "from the left edge");
    check_abs(scene.texts[1].x, 3 + 9, 1e-9, "after the first and its blank");
    check_true(scene.texts[1].bold && !scene.texts[0].bold);
    check_true(scene.texts[1].colour == tt_theme_light()->inks[TT_INK_BLUE].label);
    check_rel(y, 10 + tt__line_height(10), 1e-12, "one line");
    tt__scene_clear(&scene);
    scene = a_scene();
    y = tt__scene_flow_spans(&scene, two, 2, 3, 10, 20, &plain);
    check_true(scene.text_count == 3); /* "Persons,", "2015" and, below, "to 2018" */
    check_rel(y, 10 + 2 * tt__line_height(10), 1e-12, "two lines");
    for (size_t i = 0; i < scene.text_count; i++)
        check_true(tt__text_right(&scene.texts[i]) <= 23 + 1e-9);
    tt__scene_clear(&scene);
    check_done();
}

static void anchors_and_faults(void **state)
{
    (void)state;
    tt__scene scene = a_scene();
    tt__style style = plain;
    (void)tt__scene_put(&scene, "abcd", 50, 20, &style);
    style.anchor = TT_ANCHOR_CENTRE;
    (void)tt__scene_put(&scene, "abcd", 50, 40, &style);
    style.anchor = TT_ANCHOR_RIGHT;
    (void)tt__scene_put(&scene, "abcd", 50, 60, &style);
    check_abs(tt__text_left(&scene.texts[0]), 50, 1e-12, "left");
    check_abs(tt__text_left(&scene.texts[1]), 48, 1e-12, "centre");
    check_abs(tt__text_right(&scene.texts[2]), 50, 1e-12, "right");
    tt__scene_fault faults[2];
    check_true(tt__scene_faults(&scene, faults, 2) == 0);
    (void)tt__scene_put(&scene, "over it", 49, 60.2, &style);
    check_true(tt__scene_faults(&scene, faults, 2) == 1);
    check_true(faults[0].text == 3 && faults[0].other == 2);
    (void)tt__scene_put(&scene, "off the page", 5, 90, &style);
    check_true(tt__scene_faults(&scene, faults, 2) == 2);
    check_true(faults[1].text == 4 && faults[1].other == SIZE_MAX);
    check_true(tt__scene_put(&scene, "", 0, 0, &style) == NULL);
    tt_memory_fail_at(1);
    (void)tt__scene_flow(&scene, "no memory for this", 0, 0, 50, &plain);
    tt_memory_fail_at(0);
    check_true(scene.failed);
    tt__scene_clear(&scene);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paragraphs),
        cmocka_unit_test(nothing_is_lost),
        cmocka_unit_test(spans),
        cmocka_unit_test(anchors_and_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
