/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of options: the one place for their names, help and limits. To add one: its number in options.h,
 * a line here under its section, a member in settings.h, and its number in the commands that take it. */
#include <stddef.h>

#include "options.h"

#define AT(member) offsetof(cli_settings, member)

static const cli_option options[OPT_COUNT] = {
    /* ---- reading ---- */
    [OPT_LAYOUT] = {CLI_SECTION_READING, "layout", 'l', "NAME",
                    "how the table is laid out: auto (default: by its header), tidy, wide, sdmx, "
                    "joinpoint or unodc",
                    CLI_CHOICE, AT(layout), 0, 0, "auto|tidy|wide|sdmx|joinpoint|unodc"},
    [OPT_ENCODING] = {CLI_SECTION_READING, "encoding", 0, "NAME",
                      "auto (default: by the byte-order mark, otherwise UTF-8, which is checked), "
                      "utf-8, latin-1, windows-1252, utf-16le or utf-16be",
                      CLI_CHOICE, AT(encoding), 0, 0,
                      "auto|utf-8|latin-1|windows-1252|utf-16le|utf-16be"},
    [OPT_DELIMITER] =
        {CLI_SECTION_READING, "delimiter", 0, "CHARACTER",
         "what stands between cells: one character, tab, blank (any run of blanks) or "
         "auto (default: comma, semicolon, tab or bar, by the header)",
         CLI_TEXT, AT(delimiter), 0, 0, NULL},
    [OPT_DECIMAL] = {CLI_SECTION_READING, "decimal", 0, "SIGN",
                     "'.' or ',' stands before decimals, and the other can group thousands; auto "
                     "(default): as the figures prove, otherwise a point",
                     CLI_CHOICE, AT(decimal), 0, 0, "auto|.|,"},
    [OPT_HEADER_ROW] = {CLI_SECTION_READING, "header-row", 0, "LINE",
                        "the line of the file with the names of the columns; auto (default): the "
                        "first that the layout knows",
                        CLI_TEXT, AT(header_row), 0, 0, NULL},
    [OPT_YEAR] = {CLI_SECTION_READING, "year", 0, "COLUMN",
                  "the column of periods (default: year or period)", CLI_TEXT, AT(year_column), 0,
                  0, NULL},
    [OPT_VALUE] =
        {CLI_SECTION_READING, "value", 0, "COLUMN",
         "the column of figures (default: value); repeatable: the names of several become "
         "a dimension",
         CLI_REPEATED, AT(value_columns), 0, 0, NULL},
    [OPT_MEASURE] = {CLI_SECTION_READING, "measure", 0, "NAME",
                     "with several --value: the dimension that takes their names (default: "
                     "indicator, or sex where all names are sexes)",
                     CLI_TEXT, AT(measure), 0, 0, NULL},
    [OPT_EXPOSURE] = {CLI_SECTION_READING, "exposure", 0, "COLUMN",
                      "the column of populations (default: exposure, population or denominator)",
                      CLI_TEXT, AT(exposure_column), 0, 0, NULL},
    [OPT_IGNORE] = {CLI_SECTION_READING, "ignore", 0, "COLUMN", "leave a column out; repeatable",
                    CLI_REPEATED, AT(ignore), 0, 0, NULL},
    [OPT_DASH] = {CLI_SECTION_READING, "dash", 0, "WHAT",
                  "what a lone '-' means: error (default), zero or missing", CLI_CHOICE, AT(dash),
                  0, 0, "error|zero|missing"},
    [OPT_SUPPRESSED_LOW] = {CLI_SECTION_READING, "suppressed-low", 0, "N",
                            "the least count that '<5' can stand for: 0 (default) or 1", CLI_NUMBER,
                            AT(suppressed_low), 0, 1, NULL},
    [OPT_STEPS] = {CLI_SECTION_READING, "steps", 0, NULL,
                   "the column of periods holds plain whole numbers (weeks, rounds), not years",
                   CLI_FLAG, AT(steps), 0, 0, NULL},
    [OPT_CONFLICT] =
        {CLI_SECTION_READING, "conflict", 0, "WHICH",
         "which of several figures for one key counts: interval (default: none, the point "
         "is only known to lie among them), first, last, numeric or max",
         CLI_CHOICE, AT(conflict), 0, 0, "interval|first|last|numeric|max"},
    [OPT_BREAKS] =
        {CLI_SECTION_READING, "breaks", 0, "FILE",
         "a CSV of definition breaks: dimension columns, year, reason, source; repeatable",
         CLI_REPEATED, AT(breaks), 0, 0, NULL},

    [OPT_DECISIONS] =
        {CLI_SECTION_READING, "decisions", 0, "FILE",
         "a CSV of decisions, each with its reason: kind (use, exclude, correct, break, note), "
         "dimension columns, year, value, reason, source; repeatable",
         CLI_REPEATED, AT(decisions), 0, 0, NULL},

    /* ---- choosing series and years ---- */
    [OPT_WHERE] = {CLI_SECTION_CHOOSING, "where", 'w', "DIM=VALUE[,VALUE]",
                   "only series with these values; 'total' is the margin; repeatable", CLI_REPEATED,
                   AT(where), 0, 0, NULL},
    [OPT_BY] = {CLI_SECTION_CHOOSING, "by", 0, "DIM", "one group for each value of this dimension",
                CLI_TEXT, AT(by), 0, 0, NULL},
    [OPT_FROM] = {CLI_SECTION_CHOOSING, "from", 0, "YEAR", "first year", CLI_WHOLE, AT(from), 1000,
                  2999, NULL},
    [OPT_TO] = {CLI_SECTION_CHOOSING, "to", 0, "YEAR", "last year", CLI_WHOLE, AT(to), 1000, 2999,
                NULL},

    [OPT_AGGREGATE] =
        {CLI_SECTION_CHOOSING, "aggregate", 0, "PERIOD",
         "add shorter periods up to quarters or years: none (default), quarter or year; an incomplete one "
         "is left out",
         CLI_CHOICE, AT(aggregate), 0, 0, "none|quarter|year"},
    [OPT_ALLOW_PARTIAL] = {CLI_SECTION_CHOOSING, "allow-partial", 0, NULL,
                           "with --aggregate: keep incomplete periods, marked partial", CLI_FLAG,
                           AT(allow_partial), 0, 0, NULL},
    [OPT_SUM] =
        {CLI_SECTION_CHOOSING, "sum", 0, "DIM",
         "only the totals over this dimension: printed, or the sum where no part is missing; "
         "repeatable",
         CLI_REPEATED, AT(sum), 0, 0, NULL},
    [OPT_PANEL] = {CLI_SECTION_CHOOSING, "panel", 0, "DIM",
                   "the sum of those areas that have a figure in every year from --from to --to",
                   CLI_TEXT, AT(panel), 0, 0, NULL},
    [OPT_PANEL_INTERVALS] = {CLI_SECTION_CHOOSING, "panel-intervals", 0, NULL,
                             "with --panel: areas with withheld figures are members, and the sums "
                             "intervals",
                             CLI_FLAG, AT(panel_intervals), 0, 0, NULL},
    [OPT_PANEL_EACH] = {CLI_SECTION_CHOOSING, "panel-each", 0, NULL,
                        "with --panel: each series is the sum of the areas that it has itself "
                        "(default: all series of the same areas)",
                        CLI_FLAG, AT(panel_each), 0, 0, NULL},

    /* ---- computing ---- */
    [OPT_RULE] =
        {CLI_SECTION_CHOOSING, "rule", 0, "NAME",
         "a convention for small counts: nchs, wisqars, eurostat or threshold=N; tables then say "
         "which figures are unstable or not to be shown",
         CLI_TEXT, AT(rule), 0, 0, NULL},
    [OPT_SUPPRESS] =
        {CLI_SECTION_CHOOSING, "suppress", 0, NULL,
         "withhold the counts that --rule does not show, and others so that sums do not bring "
         "them back",
         CLI_FLAG, AT(suppress), 0, 0, NULL},
    [OPT_ACROSS_BREAKS] = {CLI_SECTION_COMPUTING, "across-breaks", 0, NULL,
                           "fit and compare across changes of definition; the notes say so",
                           CLI_FLAG, AT(across_breaks), 0, 0, NULL},
    [OPT_ACROSS_GAPS] = {CLI_SECTION_COMPUTING, "across-gaps", 0, NULL,
                         "compare across missing years, as change per year", CLI_FLAG,
                         AT(across_gaps), 0, 0, NULL},
    [OPT_DO] =
        {CLI_SECTION_COMPUTING, "do", 0, "NAME[,NAME]",
         "the analyses: change, change-exact, any model of trend, any test of test; repeatable "
         "(default: change, loglinear, quasipoisson, mannkendall)",
         CLI_REPEATED, AT(analyses), 0, 0, NULL},
    [OPT_CONF] = {CLI_SECTION_COMPUTING, "conf", 0, "LEVEL",
                  "confidence level of all limits (default 0.95)", CLI_NUMBER, AT(conf), 0.5,
                  0.999999, NULL},
    [OPT_CI] = {CLI_SECTION_COMPUTING, "ci", 0, "METHOD",
                "method of the limits (see 'tiptrend help COMMAND')", CLI_TEXT, AT(ci), 0, 0, NULL},
    [OPT_MODEL] =
        {CLI_SECTION_COMPUTING, "model", 'm', "NAME",
         "a trend model: ols, wls, loglinear, poly2, poly3, robust, ar1, poisson, quasipoisson, negbin, "
         "theilsen, mannkendall, and on logarithms robust-log, ar1-log, theilsen-log; repeatable; of "
         "joinpoint: log (default) or linear",
         CLI_REPEATED, AT(model), 0, 0, NULL},
    [OPT_SE] =
        {CLI_SECTION_COMPUTING, "se", 0, "KIND",
         "standard errors of lines and curves: classic (default), hc0 to hc3 (unequal scatter) or "
         "newey-west (correlated years)",
         CLI_CHOICE, AT(trend.se), 0, 0, "classic|hc0|hc1|hc2|hc3|newey-west"},
    [OPT_RHO] = {CLI_SECTION_COMPUTING, "rho", 0, "METHOD",
                 "correlation of ar1: pw (Prais-Winsten, default), ml or reml", CLI_CHOICE,
                 AT(trend.rho), 0, 0, "pw|ml|reml"},
    [OPT_RAW_DISPERSION] = {CLI_SECTION_COMPUTING, "raw-dispersion", 0, NULL,
                            "quasi-Poisson limits with the dispersion as it is, also below 1",
                            CLI_FLAG, AT(trend.raw_dispersion), 0, 0, NULL},
    [OPT_FORECAST] = {CLI_SECTION_COMPUTING, "forecast", 0, "YEARS",
                      "a table of the years to come with limits, at most a third as many as there "
                      "are, from 6 years on",
                      CLI_WHOLE, AT(trend.forecast), 1, 100, NULL},
    [OPT_BANDS] = {CLI_SECTION_COMPUTING, "bands", 0, NULL,
                   "a table of fitted values with confidence and prediction limits for each year",
                   CLI_FLAG, AT(trend.bands), 0, 0, NULL},
    [OPT_DIAGNOSTICS] =
        {CLI_SECTION_COMPUTING, "diagnostics", 0, NULL,
         "tables of tests of what the models suppose, and of the influence of single "
         "years",
         CLI_FLAG, AT(trend.diagnostics), 0, 0, NULL},
    [OPT_BASE_YEAR] = {CLI_SECTION_COMPUTING, "base-year", 0, "YEAR",
                       "the year that is 100 in the index (default: the first)", CLI_WHOLE,
                       AT(base_year), 1000, 2999, NULL},
    [OPT_LAG] =
        {CLI_SECTION_COMPUTING, "lag", 0, "YEARS",
         "the denominator is taken this many years earlier; rows carry the numerator's year",
         CLI_WHOLE, AT(lag), 0, 20, NULL},
    [OPT_WINDOW] = {CLI_SECTION_COMPUTING, "window", 0, "N",
                    "pool N periods on both sides of a ratio (default 1)", CLI_WHOLE, AT(window), 1,
                    50, NULL},
    [OPT_PROPORTION] =
        {CLI_SECTION_COMPUTING, "proportion", 0, NULL,
         "the numerator is a part of the denominator: percent of --denominator INDICATOR, or of the "
         "total along --by DIM",
         CLI_FLAG, AT(proportion), 0, 0, NULL},
    [OPT_PER] = {CLI_SECTION_COMPUTING, "per", 0, "N", "rates are per this many (default 100000)",
                 CLI_NUMBER, AT(per), 1e-9, 1e12, NULL},
    [OPT_NUMERATOR] = {CLI_SECTION_COMPUTING, "numerator", 0, "INDICATOR",
                       "for a ratio between two indicators of the data", CLI_TEXT,
                       AT(numerator_indicator), 0, 0, NULL},
    [OPT_DENOMINATOR] = {CLI_SECTION_COMPUTING, "denominator", 0, "FILE|INDICATOR",
                         "a tidy table of populations, or an indicator of the data", CLI_TEXT,
                         AT(denominator), 0, 0, NULL},
    [OPT_STANDARD] =
        {CLI_SECTION_COMPUTING, "standard", 0, "FILE",
         "a tidy table of weights, one for each value of --strata: rates standardised to it",
         CLI_TEXT, AT(standard), 0, 0, NULL},
    [OPT_STRATA] = {CLI_SECTION_COMPUTING, "strata", 0, "DIM",
                    "with --standard: the dimension whose values are the strata, such as age",
                    CLI_TEXT, AT(strata), 0, 0, NULL},
    [OPT_KEY] = {CLI_SECTION_COMPUTING, "key", 0, "DIM",
                 "join the denominator by this dimension (default: area); repeatable", CLI_REPEATED,
                 AT(key), 0, 0, NULL},
    [OPT_ALLOW_UNITS] = {CLI_SECTION_COMPUTING, "allow-units", 0, NULL,
                         "form ratios of unlike units; the notes say so", CLI_FLAG, AT(allow_units),
                         0, 0, NULL},
    [OPT_ADJUST] = {CLI_SECTION_COMPUTING, "adjust", 0, "METHOD",
                    "adjust p for the number of tests: holm (default), bh or none", CLI_CHOICE,
                    AT(adjust), 0, 0, "holm|bh|none"},
    [OPT_COMPOUND] = {CLI_SECTION_COMPUTING, "compound", 0, NULL,
                      "the compound change per year from the first to the last year instead",
                      CLI_FLAG, AT(compound), 0, 0, NULL},
    [OPT_CONTRIBUTIONS] = {CLI_SECTION_COMPUTING, "contributions", 0, "DIM",
                           "what each part along this dimension adds to the change of its total",
                           CLI_TEXT, AT(contributions), 0, 0, NULL},
    [OPT_COMPARE_AREAS] = {CLI_SECTION_COMPUTING, "compare-areas", 0, "[DIM=]A,B",
                           "how the changes of two areas, or of two values of DIM, differ",
                           CLI_TEXT, AT(compare_areas), 0, 0, NULL},
    [OPT_TEST] =
        {CLI_SECTION_COMPUTING, "test", 't', "NAME",
         "mannkendall (default), hamed-rao, yue-wang, yue-wang-lag1, prewhiten, tfpw, bootstrap, "
         "seasonal, cochran-armitage, cox-stuart, spearman, pettitt, buishand, snht or all; "
         "repeatable",
         CLI_REPEATED, AT(test), 0, 0, NULL},
    [OPT_ALTERNATIVE] = {CLI_SECTION_COMPUTING, "alternative", 0, "SIDE",
                         "two-sided (default), greater (a rise) or less (a fall)", CLI_CHOICE,
                         AT(alternative), 0, 0, "two-sided|greater|less"},
    [OPT_P] = {CLI_SECTION_COMPUTING, "p", 0, "FORM",
               "exact where possible (default), or the normal form", CLI_CHOICE, AT(p_form), 0, 0,
               "exact|normal"},
    [OPT_SEED] = {CLI_SECTION_COMPUTING, "seed", 0, "N",
                  "seed of all random numbers (default 0); the same seed gives the same answer",
                  CLI_WHOLE, AT(seed), 0, 9e15, NULL},
    [OPT_REPLICATES] = {CLI_SECTION_COMPUTING, "replicates", 0, "N",
                        "random samples for simulated p (default 4999 or 19999, by test)",
                        CLI_WHOLE, AT(replicates), 99, 1e7, NULL},
    [OPT_POPULATION] = {CLI_SECTION_COMPUTING, "population", 0, "FILE",
                        "a tidy table of populations, for charts of rates", CLI_TEXT,
                        AT(population), 0, 0, NULL},
    [OPT_MAX_JOINPOINTS] =
        {CLI_SECTION_COMPUTING, "max-joinpoints", 0, "N",
         "most joinpoints; 0 fits the straight line only (default: by the number of years, as NCI's "
         "program does)",
         CLI_WHOLE, AT(joinpoint.most), 0, 9, NULL},
    [OPT_MIN_JOINPOINTS] = {CLI_SECTION_COMPUTING, "min-joinpoints", 0, "N",
                            "fewest joinpoints (default 0)", CLI_WHOLE, AT(joinpoint.least), 0, 9,
                            NULL},
    [OPT_WEIGHTS] = {CLI_SECTION_COMPUTING, "weights", 0, "BY",
                     "none (default: constant variance), se (standard errors of the data) or count "
                     "(Poisson variance)",
                     CLI_CHOICE, AT(joinpoint.weights), 0, 0, "none|se|count"},
    [OPT_SELECT] =
        {CLI_SECTION_COMPUTING, "select", 0, "BY",
         "what chooses the number of joinpoints: wbic (default), bic, bic3 or permutation",
         CLI_CHOICE, AT(joinpoint.select), 0, 0, "wbic|bic|bic3|permutation"},
    [OPT_PERMUTATIONS] =
        {CLI_SECTION_COMPUTING, "permutations", 0, "N",
         "random orders of each permutation test (default 4499); up to 8 years all "
         "orders are taken",
         CLI_WHOLE, AT(joinpoint.permutations), 1, 1e7, NULL},
    [OPT_CURTAIL] = {CLI_SECTION_COMPUTING, "curtail", 0, NULL,
                     "end a permutation test as soon as its decision is certain", CLI_FLAG,
                     AT(joinpoint.curtail), 0, 0, NULL},
    [OPT_RESAMPLES] = {CLI_SECTION_COMPUTING, "resamples", 0, "N",
                       "resamples of --ci empirical (default 5000)", CLI_WHOLE,
                       AT(joinpoint.resamples), 1, 1e7, NULL},
    [OPT_MIN_END] = {CLI_SECTION_COMPUTING, "min-end", 0, "N",
                     "fewest years before the first and after the last joinpoint (default 2)",
                     CLI_WHOLE, AT(joinpoint.min_end), 1, 1000, NULL},
    [OPT_MIN_BETWEEN] = {CLI_SECTION_COMPUTING, "min-between", 0, "N",
                         "fewest years between two joinpoints, which do not count (default 2)",
                         CLI_WHOLE, AT(joinpoint.min_between), 1, 1000, NULL},
    [OPT_METHOD] = {CLI_SECTION_COMPUTING, "method", 0, "NAME",
                    "where joinpoints may stand: grid (default: on the observed years) or hudson "
                    "(anywhere)",
                    CLI_CHOICE, AT(joinpoint.method), 0, 0, "grid|hudson"},
    [OPT_GRID] = {CLI_SECTION_COMPUTING, "grid", 0, "N",
                  "places for a joinpoint between two observed years (default 0)", CLI_WHOLE,
                  AT(joinpoint.grid), 0, 9, NULL},
    [OPT_RANGE] = {CLI_SECTION_COMPUTING, "range", 0, "START:END",
                   "an average annual percent change over these years too; repeatable",
                   CLI_REPEATED, AT(joinpoint.ranges), 0, 0, NULL},
    [OPT_SERIAL] =
        {CLI_SECTION_COMPUTING, "serial", 0, "WHICH",
         "errors of neighbouring years: none (default), ar1 (correlated, estimated) or the "
         "correlation itself",
         CLI_TEXT, AT(joinpoint.serial), 0, 0, NULL},
    [OPT_JUMP] = {CLI_SECTION_COMPUTING, "jump", 0, "YEAR",
                  "the level jumps with the new definition of this year, by an amount that is "
                  "estimated; the series is not cut there",
                  CLI_WHOLE, AT(joinpoint.jump), 1, 2999, NULL},
    [OPT_COMPARABILITY] = {CLI_SECTION_COMPUTING, "comparability", 0, "RATIO[,VARIANCE]",
                           "with --jump: new definition over old is known to be this; earlier "
                           "figures are multiplied by it",
                           CLI_TEXT, AT(joinpoint.comparability), 0, 0, NULL},
    [OPT_COMPARE] = {CLI_SECTION_COMPUTING, "compare", 0, "HOW",
                     "with --by DIM: test for each two values of it whether their trends are "
                     "coincident or parallel",
                     CLI_CHOICE, AT(joinpoint.compare), 0, 0, "none|coincident|parallel"},

    /* ---- output ---- */
    [OPT_K] = {CLI_SECTION_OUTPUT, "k", 0, "N|all",
               "the model with N joinpoints, or all, instead of the selected one", CLI_TEXT,
               AT(joinpoint.k), 0, 0, NULL},
    [OPT_TABLE] =
        {CLI_SECTION_OUTPUT, "table", 0, "NAME",
         "only this table; of joinpoint: models, segments, joinpoints, aapc, tests, fitted or all "
         "(default: a summary); of trend: trends, forecast, bands, tests or influence",
         CLI_TEXT, AT(joinpoint.table), 0, 0, NULL},
    [OPT_FORMAT] = {CLI_SECTION_OUTPUT, "format", 'f', "FORMAT",
                    "table (default), csv, json, markdown or latex", CLI_CHOICE, AT(format), 0, 0,
                    "table|csv|json|markdown|latex"},
    [OPT_OUTPUT] = {CLI_SECTION_OUTPUT, "output", 'o', "FILE",
                    "write here instead of standard output; for report and analyse a folder",
                    CLI_TEXT, AT(output), 0, 0, NULL},
    [OPT_QUIET] = {CLI_SECTION_OUTPUT, "quiet", 'q', NULL, "no progress, no remarks", CLI_FLAG,
                   AT(quiet), 0, 0, NULL},
    [OPT_TRACE] =
        {CLI_SECTION_OUTPUT, "trace", 0, NULL,
         "a second table: from each row to the rows of the files behind it, with every step between",
         CLI_FLAG, AT(trace), 0, 0, NULL},
    [OPT_CLAIMS] =
        {CLI_SECTION_OUTPUT, "claims", 0, "FILE",
         "a CSV of statements, tested against the data: series, comparison, from, to, text; "
         "repeatable",
         CLI_REPEATED, AT(claims), 0, 0, NULL},
    [OPT_COMPARE_EDITIONS] =
        {CLI_SECTION_OUTPUT, "compare-editions", 0, NULL,
         "the files are editions of one table, the oldest first: list what was restated, "
         "what vanished, what is new; the last one is the data",
         CLI_FLAG, AT(compare_editions), 0, 0, NULL},
    [OPT_FAIL_ON] =
        {CLI_SECTION_OUTPUT, "fail-on", 0, "SEVERITY",
         "exit with 1 on findings from this severity on: warning (default), error, note or "
         "never",
         CLI_CHOICE, AT(fail_on), 0, 0, "warning|error|note|never"},
    [OPT_REPORT] =
        {CLI_SECTION_OUTPUT, "report", 0, "FILE",
         "write what was understood here, in --format; '-' is standard output (default: a "
         "table on standard error)",
         CLI_TEXT, AT(report), 0, 0, NULL},
    [OPT_SKIP_FAULTS] =
        {CLI_SECTION_OUTPUT, "skip-faults", 0, NULL,
         "write the table without the rows that cannot be read (default: write none)", CLI_FLAG,
         AT(skip_faults), 0, 0, NULL},
    [OPT_JOBS] = {CLI_SECTION_OUTPUT, "jobs", 'j', "N",
                  "threads that read and compute, or gnuplots side by side (default: one for each "
                  "processor); no result depends on it",
                  CLI_WHOLE, AT(jobs), 1, 64, NULL},
    [OPT_CHART_FORMAT] =
        {CLI_SECTION_DRAWING, "chart-format", 'F', "FORMAT",
         "pdf, svg, png, eps, tiff, tikz, cairolatex or txt; repeatable (default: by the name, or "
         "those of the preset)",
         CLI_REPEATED, AT(chart_format), 0, 0, NULL},
    [OPT_PRESET] = {CLI_SECTION_DRAWING, "preset", 'p', "NAME",
                    "sizes, type, lines and formats for a page: report (default), a4, web, slide, "
                    "poster, nature, science, plos, elsevier, springer, lancet or jama",
                    CLI_TEXT, AT(preset), 0, 0, NULL},
    [OPT_PROFILE] = {CLI_SECTION_DRAWING, "profile", 0, "NAME", "the same as --preset", CLI_TEXT,
                     AT(preset), 0, 0, NULL},
    [OPT_THEME] = {CLI_SECTION_DRAWING, "theme", 0, "NAME",
                   "light (default), dark, or grey for print in one ink", CLI_TEXT, AT(theme), 0, 0,
                   NULL},
    [OPT_WIDTH] = {CLI_SECTION_DRAWING, "width", 0, "MM",
                   "width of the figure (default: as the preset says)", CLI_NUMBER, AT(width), 30,
                   1200, NULL},
    [OPT_HEIGHT] = {CLI_SECTION_DRAWING, "height", 0, "MM",
                    "height of the figure (default: as the chart needs)", CLI_NUMBER, AT(height),
                    20, 1200, NULL},
    [OPT_DPI] = {CLI_SECTION_DRAWING, "dpi", 0, "N",
                 "dots per inch of PNG and TIFF (default: as the preset says)", CLI_WHOLE, AT(dpi),
                 50, 1200, NULL},
    [OPT_FONT] = {CLI_SECTION_DRAWING, "font", 0, "FAMILY",
                  "an installed font family (default: as the preset says)", CLI_TEXT, AT(font), 0,
                  0, NULL},
    [OPT_LANGUAGE] = {CLI_SECTION_DRAWING, "language", 0, "en|es",
                      "language of the words in figures (default: en)", CLI_CHOICE, AT(language), 0,
                      0, "en|es"},
    [OPT_TITLE] = {CLI_SECTION_DRAWING, "title", 0, "TEXT",
                   "a title instead of the one made from the figures", CLI_TEXT, AT(title), 0, 0,
                   NULL},
    [OPT_NO_TITLE] = {CLI_SECTION_DRAWING, "no-title", 0, NULL,
                      "title, notes and source go to NAME.caption.txt, not into the figure",
                      CLI_FLAG, AT(no_title), 0, 0, NULL},
    [OPT_TERM] = {CLI_SECTION_DRAWING, "term", 0, NULL,
                  "draw in characters, here on the terminal; no gnuplot is needed", CLI_FLAG,
                  AT(term), 0, 0, NULL},
    [OPT_SCRIPT] = {CLI_SECTION_DRAWING, "script", 0, NULL,
                    "write the figure's own folder: drawings, data.csv, figure.gp, settings.json, "
                    "a README that says how gnuplot alone draws it again",
                    CLI_FLAG, AT(script), 0, 0, NULL},
    [OPT_GNUPLOT] = {CLI_SECTION_DRAWING, "gnuplot", 0, "PATH", "the gnuplot to use", CLI_TEXT,
                     AT(gnuplot), 0, 0, NULL},
    [OPT_TIME_LIMIT] = {CLI_SECTION_DRAWING, "time-limit", 0, "SECONDS",
                        "give a drawing up after so long (default 10)", CLI_WHOLE, AT(time_limit),
                        1, 3600, NULL},

    /* ---- batches ---- */
    [OPT_SHARD] =
        {CLI_SECTION_BATCH, "shard", 0, "K/N",
         "make the K-th of N parts; auto: as a Slurm array, srun or mpirun says (default: "
         "the whole)",
         CLI_TEXT, AT(batch.shard), 0, 0, NULL},
    [OPT_MERGE] = {CLI_SECTION_BATCH, "merge", 0, NULL,
                   "join the parts: checks that all are there, and writes the list of reports",
                   CLI_FLAG, AT(batch.merge), 0, 0, NULL},
    [OPT_DRY_RUN] = {CLI_SECTION_BATCH, "dry-run", 'n', NULL,
                     "make nothing; list what would be made, and why", CLI_FLAG, AT(batch.dry_run),
                     0, 0, NULL},
    [OPT_EXPLAIN] = {CLI_SECTION_BATCH, "explain", 0, NULL,
                     "say of each report and each file why it is made again or not", CLI_FLAG,
                     AT(batch.explain), 0, 0, NULL},
    [OPT_FORCE] = {CLI_SECTION_BATCH, "force", 0, NULL, "make everything again", CLI_FLAG,
                   AT(batch.force), 0, 0, NULL},
    [OPT_INIT] = {CLI_SECTION_BATCH, "init", 0, NULL,
                  "write a manifest to start from, with comments", CLI_FLAG, AT(batch.init), 0, 0,
                  NULL},
    [OPT_SCHEMA] = {CLI_SECTION_BATCH, "schema", 0, NULL,
                    "write the JSON Schema of manifests: all keys with their values", CLI_FLAG,
                    AT(batch.schema), 0, 0, NULL},

    /* ---- always ---- */
    [OPT_HELP] = {CLI_SECTION_ALWAYS, "help", 'h', NULL, "this help", CLI_FLAG, AT(help), 0, 0,
                  NULL},
    [OPT_VERSION] = {CLI_SECTION_ALWAYS, "version", 'V', NULL,
                     "versions of the program and of what it is built on", CLI_FLAG, AT(version), 0,
                     0, NULL},
};

const cli_option *cli_option_at(cli_option_id id)
{
    return &options[id];
}

const char *cli_section_title(cli_section section)
{
    static const char *const titles[CLI_SECTION_COUNT] = {
        [CLI_SECTION_READING] = "Reading",     [CLI_SECTION_CHOOSING] = "Choosing series and years",
        [CLI_SECTION_COMPUTING] = "Computing", [CLI_SECTION_OUTPUT] = "Output",
        [CLI_SECTION_DRAWING] = "Drawing",     [CLI_SECTION_BATCH] = "Batches",
        [CLI_SECTION_ALWAYS] = "Always",
    };
    return titles[section];
}
