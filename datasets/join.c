/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding the series of one data set that belongs to a series of another. */
#include "tiptrend/join.h"

#include <string.h>

#include "tiptrend/strbuf.h"

/* What a dimension of the other data set must have. */
typedef enum demand {
    FREE,   /* anything */
    MARGIN, /* the margin, if there is a series with it */
    TEXT    /* a text */
} demand;

enum { MOST_DIMENSIONS = 64 };

typedef struct matcher {
    const tt_dataset *other;
    demand demands[MOST_DIMENSIONS];
    const char *texts[MOST_DIMENSIONS];
} matcher;

static int is_key(const char *name, const char *const *keys, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(keys[i], name) == 0)
            return 1;
    return 0;
}

/* The text of a series in a dimension or an attribute of that name; NULL when there is none. */
static const char *text_of(const tt_dataset *ds, const tt_series *series, const char *name)
{
    size_t dimension = tt_dataset_find_dimension(ds, name);
    if (dimension != TT_NONE)
        return tt_dataset_value(ds, dimension, series->key[dimension]);
    size_t attribute = tt_dataset_find_attribute(ds, name);
    if (attribute == TT_NONE)
        return NULL;
    size_t owner = tt_dataset_attribute_dimension(ds, attribute);
    return tt_dataset_attribute_text(ds, attribute, series->key[owner]);
}

static tt_status make_demands(const tt_dataset *ds, const tt_series *series,
                              const char *const *keys, size_t count, matcher *m, tt_error *err)
{
    size_t area = tt_dataset_find_role(ds, TT_ROLE_AREA);
    for (size_t d = 0; d < tt_dataset_dimension_count(m->other); d++) {
        const char *name = tt_dataset_dimension(m->other, d);
        tt_dimension_role role = tt_dataset_role(m->other, d);
        int key = count ? is_key(name, keys, count)
                        : area != TT_NONE && strcmp(name, tt_dataset_dimension(ds, area)) == 0;
        const char *text = text_of(ds, series, name);
        if (key && !text)
            return tt_fail(err, TT_ENOTFOUND, "the data have no dimension '%s' to join by", name);
        int same = key || (text && tt_role_is_summable(role));
        m->demands[d] = same                                                ? TEXT
                        : role == TT_ROLE_AREA || role == TT_ROLE_INDICATOR ? FREE
                                                                            : MARGIN;
        m->texts[d] = text;
    }
    for (size_t i = 0; i < count; i++)
        if (tt_dataset_find_dimension(m->other, keys[i]) == TT_NONE)
            return tt_fail(err, TT_ENOTFOUND, "the table to join has no dimension '%s'", keys[i]);
    return TT_OK;
}

static int agrees(const matcher *m, const tt_series *series)
{
    for (size_t d = 0; d < tt_dataset_dimension_count(m->other); d++) {
        const char *value = tt_dataset_value(m->other, d, series->key[d]);
        if (m->demands[d] == MARGIN && series->key[d] != 0)
            return 0;
        if (m->demands[d] != TEXT || strcmp(value, m->texts[d]) == 0)
            continue;
        tt_sex sex = tt_sex_of(value);
        if (tt_dataset_role(m->other, d) != TT_ROLE_SEX || sex == TT_SEX_NONE ||
            sex != tt_sex_of(m->texts[d]))
            return 0;
    }
    return 1;
}

tt_status tt_dataset_match(const tt_dataset *ds, size_t series, const tt_dataset *other,
                           const char *const *keys, size_t count, size_t *found, tt_error *err)
{
    *found = TT_NONE;
    if (tt_dataset_dimension_count(other) > MOST_DIMENSIONS)
        return tt_fail(err, TT_ELIMIT, "the table to join has more than %d dimensions",
                       MOST_DIMENSIONS);
    matcher m = {.other = other};
    tt_status status = make_demands(ds, tt_dataset_series(ds, series), keys, count, &m, err);
    for (size_t i = 0; i < tt_dataset_series_count(other) && status == TT_OK; i++) {
        const tt_series *candidate = tt_dataset_series(other, i);
        if (!agrees(&m, candidate))
            continue;
        if (*found != TT_NONE)
            return tt_fail(
                err, TT_ENOTFOUND,
                "the table to join has several series for '%s': '%s' and '%s'; choose with "
                "--key, or give a table with one",
                tt_dataset_series(ds, series)->name, tt_dataset_series(other, *found)->name,
                candidate->name);
        *found = i;
    }
    return status;
}
