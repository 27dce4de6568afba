/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of the methods of confidence limits, and what each can be used for. */
#include <string.h>

#include "tiptrend/interval.h"
#include "tiptrend/strbuf.h"

typedef struct method_entry {
    const char *name;
    unsigned uses;
    const char *text;
} method_entry;

static const method_entry methods[] = {
#define TT_X(name, option, uses, text) {option, uses, text},
    TT_CI_METHOD_LIST(TT_X)
#undef TT_X
};

/* Other names under which the same methods are known. */
static const struct {
    const char *name;
    tt_ci_method method;
} synonyms[] = {
    {"garwood", TT_CI_EXACT},     {"clopper-pearson", TT_CI_EXACT},
    {"conditional", TT_CI_EXACT}, {"wilson", TT_CI_SCORE},
    {"mid-p", TT_CI_MIDP},
};

static int in_range(tt_ci_method method)
{
    return (unsigned)method < TT_CI_METHOD_COUNT;
}

const char *tt_ci_method_name(tt_ci_method method)
{
    return in_range(method) ? methods[method].name : NULL;
}

const char *tt_ci_method_text(tt_ci_method method)
{
    return in_range(method) ? methods[method].text : NULL;
}

unsigned tt_ci_method_uses(tt_ci_method method)
{
    return in_range(method) ? methods[method].uses : 0;
}

tt_status tt_ci_method_parse(const char *name, tt_ci_method *out, tt_error *err)
{
    *out = TT_CI_DEFAULT;
    for (size_t i = 0; i < TT_CI_METHOD_COUNT; i++) {
        if (strcmp(name, methods[i].name) == 0) {
            *out = (tt_ci_method)i;
            return TT_OK;
        }
    }
    for (size_t i = 0; i < sizeof synonyms / sizeof *synonyms; i++) {
        if (strcmp(name, synonyms[i].name) == 0) {
            *out = synonyms[i].method;
            return TT_OK;
        }
    }
    tt_strbuf names = TT_STRBUF_INIT;
    for (size_t i = 0; i < TT_CI_METHOD_COUNT; i++)
        tt_strbuf_addf(&names, "%s%s", i ? ", " : "", methods[i].name);
    (void)tt_fail(err, TT_EUSAGE, "\"%.40s\" is no method of confidence limits: choose one of %s",
                  name, tt_strbuf_text(&names));
    tt_strbuf_clear(&names);
    return TT_EUSAGE;
}
