/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Escaping for XML 1.0 and HTML. */
#include <string.h>

#include "check.h"
#include "tiptrend/xml.h"

static void test_xml(void **state)
{
    (void)state;
    tt_strbuf out = TT_STRBUF_INIT;
    tt_xml_add(&out, "a<b> & \"c\" 'd' ]]> \x01\x1b\xFF\xEF\xBF\xBE\n");
    check_true(strcmp(tt_strbuf_text(&out), "a&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39; ]]&gt; "
                                            "\xEF\xBF\xBD\n") == 0);
    tt_strbuf_reset(&out);
    tt_xml_add_bytes(&out, "a\0b&", 4);
    check_true(strcmp(tt_strbuf_text(&out), "ab&amp;") == 0);
    /* Nothing turns the direction of the text around it. */
    tt_strbuf_reset(&out);
    tt_xml_add(&out, "a\xE2\x80\xAE"
                     "b\xE2\x81\xA6"
                     "c\xE2\x80\xA8"
                     "d\xC2\x9B"
                     "e\tf\n");
    check_true(strcmp(tt_strbuf_text(&out), "abcde\tf\n") == 0);
    tt_strbuf_clear(&out);
    check_true(tt_xml_allows('\n') && !tt_xml_allows(0x1b) && !tt_xml_allows(0xD800) &&
               !tt_xml_allows(0xFFFF) && tt_xml_allows(0x10FFFF) && !tt_xml_allows(0x110000) &&
               !tt_xml_allows(-1));
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_xml),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
