/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as LaTeX: nothing is a command, and every character that is said to be known compiles without any
 * package. */
#define _XOPEN_SOURCE 700
#include <string.h>

#include "support.h"
#include "tiptrend/memory.h"
#include "tiptrend/tex.h"
#include "tiptrend/text.h"

static void check_tex(const char *text, const char *expected)
{
    tt_strbuf out = TT_STRBUF_INIT;
    tt_tex_add(&out, text);
    if (strcmp(tt_strbuf_text(&out), expected) != 0)
        (void)fprintf(stderr, "'%s' became '%s'\n", text, tt_strbuf_text(&out));
    check_true(strcmp(tt_strbuf_text(&out), expected) == 0);
    tt_strbuf_clear(&out);
}

static void signs_become_macros(void **state)
{
    (void)state;
    check_tex("", "");
    check_tex("Victims identified", "Victims identified");
    check_tex("50% of $1 & #2_3", "50\\% of \\$1 \\& \\#2\\_3");
    check_tex("\\input{/etc/passwd}", "\\textbackslash{}input\\{/etc/passwd\\}");
    check_tex("a^b~c", "a\\textasciicircum{}b\\textasciitilde{}c");
    check_tex("[1]", "{[}1{]}");
    check_tex("<5 `x` |", "\\textless{}5 \\textasciigrave{}x\\textasciigrave{} \\textbar{}");
    check_tex("M\xC3\xA9xico \xC2\xBFqu\xC3\xA9?", "M\xC3\xA9xico \xC2\xBFqu\xC3\xA9?");
    check_tex("\xE2\x88\x92"
              "5\xE2\x80\x93"
              "7",
              "\\ensuremath{-}5\\textendash{}7");
    check_tex("\xE4\xB8\xAD", "{\\ifdefined\\Umathchar \xE4\xB8\xAD\\else{[}U+4E2D{]}\\fi}");
    check_tex("a\nb\x01"
              "c\xFF",
              "a bc{\\ifdefined\\Umathchar \xEF\xBF\xBD\\else{[}U+FFFD{]}\\fi}");
    check_done();
}

/* Two hyphens are two hyphens, not a dash; quotation marks likewise. */
static void ligatures_are_broken(void **state)
{
    (void)state;
    check_tex("a--b", "a-{}-b");
    check_tex("---", "-{}-{}-");
    check_tex("''", "'{}'");
    check_tex(",,", ",{},");
    check_tex("a - b", "a - b");
    check_done();
}

/* No backslash, brace or other sign of TeX is left but those that were put there: seen by taking the
 * macros of the table out of what all pairs of ASCII characters give. */
static void no_sign_of_tex_is_left(void **state)
{
    (void)state;
    for (unsigned pair = 0x0101; pair < 0x8080; pair++) {
        const char text[] = {(char)(pair & 0x7F), (char)(pair >> 8 & 0x7F), '\0'};
        tt_strbuf out = TT_STRBUF_INIT;
        tt_tex_add(&out, text);
        int depth = 0;
        for (const char *c = tt_strbuf_text(&out); *c; c++) {
            if (*c == '\\') {
                c++;
                check_true(*c && strchr("#$%&_{}t", *c) != NULL); /* t: \text... */
                continue;
            }
            depth += *c == '{' ? 1 : *c == '}' ? -1 : 0;
            if (depth < 0 || strchr("#$%&_^~", *c))
                check_true(0);
        }
        check_true(depth == 0);
        tt_strbuf_clear(&out);
    }
    check_done();
}

/* All characters to U+2FFF, each a paragraph of its own, in the oldest encoding and without packages. */
static void all_characters_compile(void **state)
{
    (void)state;
    if (!support_has("pdflatex")) {
        (void)fprintf(stderr, "skipped: pdflatex is not installed\n");
        skip();
    }
    tt_strbuf document = TT_STRBUF_INIT;
    tt_error err = {0};
    tt_strbuf_add(&document, "\\documentclass{article}\n\\begin{document}\n");
    for (int32_t c = ' '; c < 0x3000; c++) {
        char bytes[5] = "";
        (void)tt_text_encode(c, bytes);
        tt_tex_add(&document, bytes);
        tt_strbuf_add(&document, c % 64 ? " " : "\n\n");
    }
    tt_strbuf_add(&document, "\n\\end{document}\n");
    tt__spool folder = support_enter();
    check_status(tt__spool_write(&folder, "all.tex", document.text, &err), TT_OK, &err);
    char command[2 * SUPPORT_PATH_SIZE];
    (void)snprintf(command, sizeof command,
                   "cd '%s' && pdflatex -no-shell-escape -interaction=nonstopmode all.tex "
                   ">log 2>&1; ! grep -A3 '^!' log && test -s all.pdf",
                   folder.folder);
    check_true(system(command) == 0);
    tt_strbuf_clear(&document);
    support_leave(&folder);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signs_become_macros),
        cmocka_unit_test(ligatures_are_broken),
        cmocka_unit_test(no_sign_of_tex_is_left),
        cmocka_unit_test(all_characters_compile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
