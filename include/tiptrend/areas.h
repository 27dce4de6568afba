/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_AREAS_H
#define TT_AREAS_H

#include <stddef.h>

#include "tiptrend/status.h"
#include "tiptrend/strbuf.h"

/* Countries and Mexican states under all their names: ISO 3166 codes, English and Spanish names, and
 * the spellings of UNODC, the World Bank and the TIP Reports. The table is datasets/areas.csv, which is
 * built into the library. */

typedef struct tt_area {
    const char *code;    /* ISO 3166-1 alpha-3, or ISO 3166-2: "MEX", "MX-PUE" */
    const char *alpha2;  /* "" in parts of a country */
    const char *numeric; /* three digits; "" in parts of a country */
    const char *within;  /* code of the country of a part; "" in countries */
    const char *name;
    const char *spanish;
} tt_area;

typedef struct tt_areas tt_areas;

/** The table of areas, ready to be searched: made once, used for many searches.
 *  Errors:  TT_ENOMEM */
tt_status tt_areas_new(tt_areas **out, tt_error *err);
void tt_areas_free(tt_areas *areas);

/** How many areas the table has. */
size_t tt_areas_count(const tt_areas *areas);

/** One of them; the texts live as long as the table. */
const tt_area *tt_areas_at(const tt_areas *areas, size_t index);

/** The area that a text names; NULL when there is none.
 *  Shape:   a code, a number or a name -> one area
 *  Domain:  codes in capitals; names without regard to case, accents, punctuation, articles and the
 *           order of words ("Congo, Dem. Rep." is "Democratic Republic of the Congo")
 *  Notes:   a name that a country and a part of one share is the country's: "México" */
const tt_area *tt_areas_find(const tt_areas *areas, const char *text);

/** The areas that the values of one column name.
 *  Shape:   texts[count] -> out[count], NULL where a text names none
 *  Notes:   a name that a country and a part of one share ("México") is the part's where most of the
 *           other texts are parts of that country and none of them is that part already */
void tt_areas_resolve(const tt_areas *areas, const char *const *texts, size_t count,
                      const tt_area **out);

/** A name as it is compared: "Congo, Dem. Rep." -> "congo democratic republic". */
void tt_area_fold(const char *text, tt_strbuf *out);

#endif
