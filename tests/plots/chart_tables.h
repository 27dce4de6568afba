/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_CHART_TABLES_H
#define TT_CHART_TABLES_H

/* Tables for tests of charts: one that each kind draws well (its golden script), and the edges. */

typedef struct chart_table {
    const char *name; /* of the kind, or of the edge */
    const char *text;
} chart_table;

#define SEED_STAGES                                                                                  \
    "area,indicator,year,value,unit,source\n"                                                        \
    "Mexico,investigations,2015,665,cases,TIP 2019\nMexico,investigations,2016,476,cases,TIP 2019\n" \
    "Mexico,investigations,2017,425,cases,TIP 2019\nMexico,investigations,2018,416,cases,TIP 2019\n" \
    "Mexico,prosecutions,2015,578,persons,TIP 2019\nMexico,prosecutions,2016,479,persons,TIP 2019\n" \
    "Mexico,prosecutions,2017,609,persons,TIP 2019\nMexico,prosecutions,2018,510,persons,TIP 2019\n" \
    "Mexico,convictions,2015,86,persons,TIP 2019\nMexico,convictions,2016,228,persons,TIP 2019\n"    \
    "Mexico,convictions,2017,95,persons,TIP 2019\nMexico,convictions,2018,60,persons,TIP 2019\n"

#define SEED_VICTIMS                                                                                   \
    "area,indicator,jurisdiction,year,value,unit,source\n"                                             \
    "Mexico,victims,,2015,1814,persons,TIP 2019\nMexico,victims,,2016,740,persons,TIP 2019\n"          \
    "Mexico,victims,,2017,667,persons,TIP 2019\nMexico,victims,,2018,706,persons,TIP 2019\n"           \
    "Mexico,victims,federal,2015,876,persons,TIP 2019\n"                                               \
    "Mexico,victims,federal,2016,194,persons,TIP 2019\n"                                               \
    "Mexico,victims,federal,2017,140,persons,TIP 2019\n"                                               \
    "Mexico,victims,federal,2018,146,persons,TIP 2019\n"                                               \
    "Mexico,victims,state,2015,938,persons,TIP 2019\nMexico,victims,state,2016,691,persons,TIP 2019\n" \
    "Mexico,victims,state,2017,527,persons,TIP 2019\nMexico,victims,state,2018,560,persons,TIP 2019\n"

#define SEED_SHARES                                                                                \
    "area,indicator,sex,form,year,value,unit,base,source\n"                                        \
    "Mexico,victims,,,2017,667,persons,,TIP 2019\nMexico,victims,,,2018,706,persons,,TIP 2019\n"   \
    "Mexico,victims,female,,2017,66,percent,victims,TIP 2019\n"                                    \
    "Mexico,victims,male,,2017,15,percent,victims,TIP 2019\n"                                      \
    "Mexico,victims,unspecified,,2017,19,percent,victims,TIP 2019\n"                               \
    "Mexico,victims,female,,2018,54,percent,victims,TIP 2019\n"                                    \
    "Mexico,victims,male,,2018,21,percent,victims,TIP 2019\n"                                      \
    "Mexico,victims,unspecified,,2018,25,percent,victims,TIP 2019\n"                               \
    "Mexico,victims,,sex trafficking,2018,388,persons,,TIP 2019\n"                                 \
    "Mexico,victims,,forced labor,2018,152,persons,,TIP 2019\n"                                    \
    "Mexico,victims,,unspecified,2018,166,persons,,TIP 2019\n"

#define SEED_SEXES                                                                                 \
    "area,indicator,sex,year,value,unit,source\n"                                                  \
    "Mexico,victims,female,2019,410,persons,A\nMexico,victims,male,2019,118,persons,A\n"           \
    "Mexico,victims,unspecified,2019,130,persons,A\n"                                              \
    "Mexico,victims,female,2020,380,persons,A\nMexico,victims,male,2020,140,persons,A\n"           \
    "Mexico,victims,unspecified,2020,138,persons,A\n"                                              \
    "Mexico,victims,female,2021,300,persons,A\nMexico,victims,male,2021,90,persons,A\n"            \
    "Mexico,victims,unspecified,2021,0,persons,A\n"

#define SEED_BREAK                                                                                 \
    "area,indicator,year,value,unit,definition,source\n"                                           \
    "Mexico,victims_abroad,2014,31,persons,a,A\nMexico,victims_abroad,2015,25,persons,a,A\n"       \
    "Mexico,victims_abroad,2016,20,persons,a,A\nMexico,victims_abroad,2017,196,persons,b,A\n"      \
    "Mexico,victims_abroad,2018,860,persons,b,A\n"

#define SEED_RATES                                                                                 \
    "area,indicator,year,value,unit,exposure,source\n"                                             \
    "Mexico,prosecutions,2015,578,persons,121858258,A\n"                                           \
    "Mexico,prosecutions,2016,479,persons,123333376,A\n"                                           \
    "Mexico,prosecutions,2017,609,persons,124777324,A\n"                                           \
    "Mexico,prosecutions,2018,510,persons,126190788,A\n"                                           \
    "Mexico,convictions,2015,86,persons,121858258,A\n"                                             \
    "Mexico,convictions,2016,228,persons,123333376,A\n"                                            \
    "Mexico,convictions,2017,95,persons,124777324,A\n"                                             \
    "Mexico,convictions,2018,60,persons,126190788,A\n"

#define SEED_AREAS                                                                                       \
    "area,indicator,year,value,unit,source\n"                                                            \
    "Chile,victims,2016,12,persons,A\nChile,victims,2017,9,persons,A\nChile,victims,2018,<5,persons,A\n" \
    "Chile,victims,2019,14,persons,A\nPeru,victims,2016,95,persons,A\nPeru,victims,2017,120,persons,A\n" \
    "Peru,victims,2018,143,persons,A\nPeru,victims,2019,131,persons,A\n"                                 \
    "Ecuador,victims,2016,48,persons,A\nEcuador,victims,2018,61,persons,A\n"                             \
    "Ecuador,victims,2019,55,persons,A\n"

#define SEED_MONTHS                                                                                \
    "indicator,period,value,unit,source\n"                                                         \
    "victims,2021-01,40,persons,S\nvictims,2021-02,35,persons,S\nvictims,2021-03,50,persons,S\n"   \
    "victims,2021-04,44,persons,S\nvictims,2021-05,61,persons,S\nvictims,2021-06,38,persons,S\n"   \
    "victims,2021-07,42,persons,S\nvictims,2021-08,70,persons,S\nvictims,2021-09,45,persons,S\n"   \
    "victims,2021-10,39,persons,S\nvictims,2021-11,33,persons,S\nvictims,2021-12,28,persons,S\n"   \
    "victims,2022-01,48,persons,S\nvictims,2022-02,41,persons,S\nvictims,2022-03,52,persons,S\n"   \
    "victims,2022-04,40,persons,S\nvictims,2022-05,58,persons,S\nvictims,2022-06,47,persons,S\n"   \
    "victims,2022-07,45,persons,S\nvictims,2022-08,75,persons,S\nvictims,2022-09,51,persons,S\n"   \
    "victims,2022-10,42,persons,S\nvictims,2022-11,30,persons,S\nvictims,2022-12,31,persons,S\n"   \
    "victims,2023-01,44,persons,S\nvictims,2023-02,47,persons,S\nvictims,2023-04,55,persons,S\n"

#define SEED_LONG                                                                                  \
    "indicator,year,value,unit,source\n"                                                           \
    "victims,2008,31,persons,S\nvictims,2009,40,persons,S\nvictims,2010,38,persons,S\n"            \
    "victims,2011,47,persons,S\nvictims,2012,46,persons,S\nvictims,2013,59,persons,S\n"            \
    "victims,2014,52,persons,S\nvictims,2015,70,persons,S\nvictims,2016,66,persons,S\n"            \
    "victims,2017,81,persons,S\nvictims,2018,75,persons,S\nvictims,2019,98,persons,S\n"

/* One for each kind of chart. */
static const chart_table kind_tables[] = {
    {"line", SEED_BREAK},      {"bar", SEED_VICTIMS},   {"share", SEED_SHARES},
    {"stages", SEED_STAGES},   {"change", SEED_STAGES}, {"index", SEED_STAGES},
    {"ratio", SEED_SEXES},     {"forest", SEED_STAGES}, {"panels", SEED_AREAS},
    {"rate", SEED_RATES},      {"trend", SEED_LONG},    {"grouped", SEED_SEXES},
    {"dumbbell", SEED_STAGES}, {"slope", SEED_VICTIMS}, {"waterfall", SEED_VICTIMS},
    {"heat", SEED_AREAS},      {"season", SEED_MONTHS}, {"residual", SEED_LONG},
};

#define LONG_NAME                                                                                     \
    "Victims of trafficking for forced labour in agriculture, fishing, domestic work and mining who " \
    "were identified by the federal authorities together with non-governmental organisations"

/* Figures at the edge of what charts can be asked to show. */
static const chart_table edge_tables[] = {
    {"one point", "indicator,year,value,unit\nvictims,2018,5,persons\n"},
    {"two points", "indicator,year,value,unit\nvictims,2017,5,persons\nvictims,2018,9,persons\n"},
    {"all zero", "indicator,sex,year,value,unit\nvictims,female,2016,0,persons\n"
                 "victims,male,2016,0,persons\nvictims,female,2017,0,persons\n"
                 "victims,male,2017,0,persons\nvictims,female,2018,0,persons\n"
                 "victims,male,2018,0,persons\n"},
    {"all missing", "indicator,year,value,unit\nvictims,2016,,persons\nvictims,2017,..,persons\n"
                    "victims,2018,NA,persons\n"},
    {"conflicting", "indicator,year,value,unit\nvictims,2015,31,persons\nvictims,2016,5,persons\n"
                    "victims,2017,10,persons\nvictims,2017,20,persons\nvictims,2018,7,persons\n"},
    {"suppressed and bounds",
     "indicator,sex,year,value,unit\nvictims,female,2016,<5,persons\nvictims,male,2016,12,persons\n"
     "victims,female,2017,>1000,persons\nvictims,male,2017,10..20,persons\n"
     "victims,female,2018,9,persons\nvictims,male,2018,15,persons\n"},
    {"partial",
     "indicator,year,value,unit,status\nvictims,2016,50,persons,\n"
     "victims,2017,60,persons,\nvictims,2018,55,persons,\nvictims,2019,20,persons,partial\n"},
    {"gap of years", "indicator,year,value,unit\nvictims,1990,50,persons\nvictims,1991,60,persons\n"
                     "victims,2017,55,persons\nvictims,2018,20,persons\n"},
    {"huge and tiny", "indicator,year,value,unit\nvictims,2016,1000000000000,persons\n"
                      "victims,2017,2000000000000,persons\nvictims,2018,3,persons\n"
                      "victims,2019,900000000000,persons\n"},
    {"tiny shares", "indicator,sex,year,value,unit\nvictims,female,2016,0.0001,percent\n"
                    "victims,male,2016,0.0002,percent\nvictims,female,2017,0.0003,percent\n"
                    "victims,male,2017,0.0001,percent\nvictims,female,2018,0.0002,percent\n"
                    "victims,male,2018,0.0004,percent\n"},
    {"long names",
     "area,indicator,form,year,value,unit,source\n"
     "Mexico,\"" LONG_NAME "\",\"" LONG_NAME " A\",2016,15,persons,\"" LONG_NAME "\"\n"
     "Mexico,\"" LONG_NAME "\",\"" LONG_NAME " A\",2017,25,persons,\"" LONG_NAME "\"\n"
     "Mexico,\"" LONG_NAME "\",\"" LONG_NAME " A\",2018,35,persons,\"" LONG_NAME "\"\n"
     "Mexico,\"" LONG_NAME "\",\"" LONG_NAME " B\",2016,5,persons,\"" LONG_NAME "\"\n"
     "Mexico,\"" LONG_NAME "\",\"" LONG_NAME " B\",2017,25,persons,\"" LONG_NAME "\"\n"
     "Mexico,\"" LONG_NAME "\",\"" LONG_NAME " B\",2018,33,persons,\"" LONG_NAME "\"\n"},
    {"hostile text",
     "indicator,sex,year,value,unit,source\n"
     "\"`touch x`; \"\"%s\"\" \\n <b>&amp;\",female,2016,12,persons,\"$(x) {/Bold y}\"\n"
     "\"`touch x`; \"\"%s\"\" \\n <b>&amp;\",male,2016,10,persons,$\n"
     "\"`touch x`; \"\"%s\"\" \\n <b>&amp;\",female,2017,12,persons,\n"
     "\"`touch x`; \"\"%s\"\" \\n <b>&amp;\",male,2017,9,persons,\n"
     "\"`touch x`; \"\"%s\"\" \\n <b>&amp;\",female,2018,22,persons,\n"
     "\"`touch x`; \"\"%s\"\" \\n <b>&amp;\",male,2018,19,persons,\n"},
};

#endif
