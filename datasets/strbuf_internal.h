/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_STRBUF_INTERNAL_H
#define TT_STRBUF_INTERNAL_H

#include "tiptrend/strbuf.h"

/* Makes the buffer longer, so that `more` bytes and a NUL fit. Returns 0, or -1 after a failure. */
int tt__strbuf_reserve(tt_strbuf *buf, size_t more);

/* Where the next bytes go, with room for `more` of them and a NUL; NULL after a failure. The caller adds
 * to the length what it has used and writes the NUL. */
static inline char *tt__strbuf_room(tt_strbuf *buf, size_t more)
{
    if (buf->capacity - buf->length <= more && tt__strbuf_reserve(buf, more) != 0)
        return NULL;
    return buf->failed ? NULL : buf->text + buf->length;
}

#endif
