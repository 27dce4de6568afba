/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Under which names a method page is found. */
#include <strings.h>

#include "pages.h"

/* Name, page. Every name that an option of the program takes for a method stands here or is a page. */
static const cli_page_synonym synonyms[] = {
    /* limits */
    {"exact", "interval"},
    {"garwood", "interval"},
    {"clopper-pearson", "interval"},
    {"midp", "interval"},
    {"mid-p", "interval"},
    {"byar", "interval"},
    {"ohid", "interval"},
    {"score", "interval"},
    {"wilson", "interval"},
    {"wald", "interval"},
    {"log-wald", "interval"},
    {"jeffreys", "interval"},
    {"wilson-cc", "interval"},
    {"agresti-coull", "interval"},
    {"newcombe", "interval"},
    {"conditional", "rate_ratio"},
    {"profile-likelihood", "profile"},
    /* rates and changes */
    {"rates", "rate"},
    {"proportion", "rate"},
    {"ratio", "rate_ratio"},
    {"rate-ratio", "rate_ratio"},
    {"compare-areas", "rate_ratio"},
    {"year-over-year", "change"},
    {"index", "change"},
    {"compound", "change"},
    {"contributions", "change"},
    {"dobson", "standardise"},
    {"standard", "standardise"},
    /* tests */
    {"mann-kendall", "mannkendall"},
    {"kendall", "mannkendall"},
    {"hamed-rao", "serial"},
    {"yue-wang", "serial"},
    {"yue-wang-lag1", "serial"},
    {"prewhiten", "serial"},
    {"tfpw", "serial"},
    {"bootstrap", "serial"},
    {"cochran-armitage", "cochranarmitage"},
    {"cox-stuart", "coxstuart"},
    {"holm", "multitest"},
    {"bh", "multitest"},
    {"benjamini-hochberg", "multitest"},
    {"adjust", "multitest"},
    {"test", "mannkendall"},
    /* models */
    {"trend", "countreg"},
    {"regression", "linreg"},
    {"ols", "linreg"},
    {"wls", "linreg"},
    {"loglinear", "linreg"},
    {"log-linear", "linreg"},
    {"poly2", "polyreg"},
    {"poly3", "polyreg"},
    {"polynomial", "polyreg"},
    {"hc0", "polyreg"},
    {"hc1", "polyreg"},
    {"hc2", "polyreg"},
    {"hc3", "polyreg"},
    {"newey-west", "polyreg"},
    {"robust", "robustreg"},
    {"robust-log", "robustreg"},
    {"ar1-log", "ar1"},
    {"theilsen-log", "theilsen"},
    {"classic", "linreg"},
    {"prais-winsten", "ar1"},
    {"sen", "theilsen"},
    {"theil-sen", "theilsen"},
    {"poisson", "countreg"},
    {"quasipoisson", "countreg"},
    {"quasi-poisson", "countreg"},
    {"negbin", "countreg"},
    {"nb2", "countreg"},
    {"dispersion", "overdispersion"},
    {"forecast", "bands"},
    {"durbin-watson", "durbinwatson"},
    {"ljung-box", "ljungbox"},
    {"shapiro-wilk", "normality"},
    {"cook", "influence"},
    {"apc", "countreg"},
    {"aapc", "joinpoint"},
    {"nci", "joinpoint"},
    {"permutation", "joinpoint"},
    {"wbic", "joinpoint"},
    {"bic", "joinpoint"},
    {"bic3", "joinpoint"},
    {"empirical", "joinpoint"},
    {"coincident", "joinpoint"},
    {"parallel", "joinpoint"},
    /* what the data can be */
    {"gender-ratio", "sexes"},
    {"sexratio", "sexes"},
    {"sex", "sexes"},
    {"imbens-manski", "bounds"},
    {"unspecified", "bounds"},
    {"percent", "rounded"},
    {"percentages", "rounded"},
    {"intervals", "interval_trend"},
    {"nchs", "smallnumbers"},
    {"wisqars", "smallnumbers"},
    {"eurostat", "smallnumbers"},
    {"threshold", "smallnumbers"},
    {"suppress", "smallnumbers"},
};

const cli_page_synonym *cli_page_synonyms(size_t *count)
{
    *count = sizeof synonyms / sizeof *synonyms;
    return synonyms;
}

static const cli_page *page_named(const char *name)
{
    for (size_t i = 0; i < cli_page_count; i++)
        if (strcasecmp(cli_pages[i].name, name) == 0)
            return &cli_pages[i];
    return NULL;
}

const cli_page *cli_page_find(const char *name)
{
    size_t count;
    const cli_page_synonym *synonym = cli_page_synonyms(&count);
    const cli_page *page = page_named(name);
    for (size_t i = 0; i < count && !page; i++)
        if (strcasecmp(synonym[i].name, name) == 0)
            page = page_named(synonym[i].page);
    return page;
}

const char *cli_page_text(const cli_page *page)
{
    return (const char *)page->text;
}
