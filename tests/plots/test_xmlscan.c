/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The XML reader: what is well-formed passes, each kind of fault is found. Cases after XML 1.0, with
 * the number of the production or constraint. */
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "xmlscan.h"

/* Why a document is refused; NULL: it is well-formed. */
static const char *fault_of(const char *text, size_t length)
{
    tt__xml_scan scan;
    tt__xml_begin(&scan, text, length, 0);
    for (;;) {
        tt__xml_token token = tt__xml_next(&scan);
        if (token.kind == TT__XML_END)
            return NULL;
        if (token.kind == TT__XML_FAULT)
            return scan.fault;
    }
}

static void well_formed_passes(void **state)
{
    (void)state;
    static const char *const good[] = {
        "<a/>",
        "<?xml version=\"1.0\"?>\n<a b='1' c = \"2\" >x<d/>y</a >\n",
        "<a>&amp;&lt;&gt;&quot;&apos;&#60;&#x3C;&#xe9;</a>",
        "<a b='x>y'/>",
        "<a b=\"it's\"><!-- a comment --><?pi?><![CDATA[<b>]]></a>",
        "<a>M\xC3\xA9xico ]] ></a>",
        "<x:a xmlns:x='u' x:b='c'/>",
    };
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        const char *fault = fault_of(good[i], strlen(good[i]));
        if (fault)
            (void)fprintf(stderr, "%s: %s\n", good[i], fault);
        check_true(fault == NULL);
    }
    check_done();
}

static void each_fault_is_found(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        const char *fault; /* part of the message */
    } bad[] = {
        {"", "no root"},
        {"<a>", "not closed"},
        {"<a><b></a></b>", "another element"},               /* element type match */
        {"</a>", "without its start"},                       /* 39 */
        {"<a/><b/>", "second root"},                         /* 1 */
        {"x<a/>", "outside the root"},                       /* 22 */
        {"<a/>x", "outside the root"},                       /* 27 */
        {"<a b='1' b='2'/>", "given twice"},                 /* unique attribute */
        {"<a b=1/>", "malformed attribute"},                 /* 10 */
        {"<a b='1'c='2'/>", "malformed attribute"},          /* 40 */
        {"<a b/>", "malformed attribute"},                   /* 41 */
        {"<a b='<'/>", "'<' where none"},                    /* no < in attribute values */
        {"<a>&nbsp;</a>", "no reference"},                   /* entity declared */
        {"<a>AT&T</a>", "no reference"},                     /* 68 */
        {"<a>&#x1;</a>", "no reference"},                    /* legal character */
        {"<a>&#0;</a>", "no reference"},                     /* legal character */
        {"<a>&#xFFFFFFFFF;</a>", "no reference"},            /* legal character */
        {"<a>&#;</a>", "no reference"},                      /* 66 */
        {"<a>&#12a;</a>", "no reference"},                   /* 66 */
        {"<a b='&x'/>", "no reference"},                     /* 10 */
        {"<a>]]></a>", "]]>"},                               /* 14 */
        {"<a>\x1b</a>", "control character"},                /* 2 */
        {"<a>\xEF\xBF\xBF</a>", "control character"},        /* 2 */
        {"<a>\xFF</a>", "not UTF-8"},                        /* 4.3.3 */
        {"<a><!-- \xFF --></a>", "not UTF-8"},               /* 4.3.3 */
        {"<!DOCTYPE a><a/>", "document type"},               /* our own rule */
        {"<a><!-- x </a>", "without end"},                   /* 15 */
        {"<a b='1", "tag without end"},                      /* 40 */
        {"<1a/>", "without a name"},                         /* 5 */
        {"<a></a b='1'>", "end tag with attributes"},        /* 42 */
        {"<a><?xml version='1.0'?></a>", "XML declaration"}, /* 17 */
        {"<![CDATA[x]]><a/>", "outside the root"},           /* 1 */
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const char *fault = fault_of(bad[i].text, strlen(bad[i].text));
        if (!fault || !strstr(fault, bad[i].fault))
            (void)fprintf(stderr, "%s: %s\n", bad[i].text, fault ? fault : "no fault");
        check_true(fault && strstr(fault, bad[i].fault));
    }
    check_true(fault_of("<a>\0</a>", 8) != NULL);
    check_done();
}

/* A document cut anywhere is a fault, and nothing beyond the cut is read. */
static void every_cut_is_found(void **state)
{
    (void)state;
    static const char text[] =
        "<?xml version=\"1.0\"?><a b='1&amp;'><!--c--><d>x&#60;y</d><e/></a>";
    for (size_t length = 0; length + 1 < sizeof text; length++) {
        char *copy = malloc(length ? length : 1); /* its end is the end of the memory */
        assert_non_null(copy);
        memcpy(copy, text, length);
        check_true(fault_of(copy, length) != NULL);
        free(copy);
    }
    check_true(fault_of(text, sizeof text - 1) == NULL);
    check_done();
}

static void limits_are_faults(void **state)
{
    (void)state;
    char deep[3 * (TT__XML_DEPTH + 1) + 1] = "";
    for (int i = 0; i <= TT__XML_DEPTH; i++)
        strcat(deep, "<a>");
    const char *fault = fault_of(deep, strlen(deep));
    check_true(fault && strstr(fault, "too deeply"));
    char wide[1000] = "<a";
    for (int i = 0; i <= TT__XML_ATTRIBUTES; i++)
        (void)snprintf(wide + strlen(wide), 24, " b%d=''", i);
    strcat(wide, "/>");
    fault = fault_of(wide, strlen(wide));
    check_true(fault && strstr(fault, "too many"));
    check_done();
}

static void tokens_are_taken_apart(void **state)
{
    (void)state;
    static const char text[] = "<a b='1' c=\"2\">t</a>";
    tt__xml_scan scan;
    tt__xml_begin(&scan, text, sizeof text - 1, 0);
    tt__xml_token token = tt__xml_next(&scan);
    check_true(token.kind == TT__XML_OPEN && tt__xml_is(token.name, "a") && token.count == 2);
    check_true(tt__xml_is(tt__xml_value(&token, "c"), "2"));
    check_true(tt__xml_value(&token, "d").text == NULL);
    check_true(tt__xml_is(token.attributes[1].whole, " c=\"2\""));
    token = tt__xml_next(&scan);
    check_true(token.kind == TT__XML_TEXT && tt__xml_is(token.whole, "t"));
    check_true(tt__xml_next(&scan).kind == TT__XML_CLOSE);
    check_true(tt__xml_next(&scan).kind == TT__XML_END);
    check_true(tt__xml_next(&scan).kind == TT__XML_END);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_formed_passes),     cmocka_unit_test(each_fault_is_found),
        cmocka_unit_test(every_cut_is_found),     cmocka_unit_test(limits_are_faults),
        cmocka_unit_test(tokens_are_taken_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
