/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dimensions that only repeat another one, as a column of codes does beside one of names. */
#include <string.h>

#include "dataset_internal.h"

int tt__dimension_follows(const tt_dataset *ds, size_t d, size_t of, uint32_t *map)
{
    memset(map, 0xff, tt_dataset_value_count(ds, of) * sizeof *map); /* TT__UNSEEN in each */
    for (size_t i = 0; i < ds->series_count; i++) {
        uint32_t value = ds->series[i].key[of];
        if (map[value] != TT__UNSEEN && map[value] != ds->series[i].key[d])
            return 0;
        map[value] = ds->series[i].key[d];
    }
    return 1;
}
