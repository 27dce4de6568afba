/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "change_links.h"

#include <math.h>

const char *cli_link_word(cli_link_status status)
{
    static const char *const words[] = {
        [CLI_LINK_CHANGE] = "change",
        [CLI_LINK_CONFLICT] = "conflict",
        [CLI_LINK_INTERVAL] = "interval",
        [CLI_LINK_PARTIAL] = "partial",
        [CLI_LINK_PERIOD] = "period",
        [CLI_LINK_BREAK] = "break",
        [CLI_LINK_GAP] = "gap",
        [CLI_LINK_MISSING] = "missing",
        [CLI_LINK_UNDEFINED] = "undefined",
    };
    return words[status];
}

static cli_link_status judge(const cli_link *l, const cli_settings *settings)
{
    const tt_point *a = l->before;
    const tt_point *b = l->after;
    if ((a->flags | b->flags) & TT_VALUE_PARTIAL)
        return CLI_LINK_PARTIAL;
    if (a->period.months != b->period.months)
        return CLI_LINK_PERIOD;
    if (l->broken && !settings->across_breaks)
        return CLI_LINK_BREAK;
    if (!tt_period_follows(a->period, b->period) && !settings->across_gaps)
        return CLI_LINK_GAP;
    if (!isnan(a->value) && !isnan(b->value))
        return CLI_LINK_CHANGE;
    if (isnan(a->low) || isnan(b->low))
        return CLI_LINK_MISSING;
    return a->state == TT_STATE_CONFLICTING || b->state == TT_STATE_CONFLICTING ? CLI_LINK_CONFLICT
                                                                                : CLI_LINK_INTERVAL;
}

const char cli_link_below_zero[] = "a figure below 0 has no change in percent";

/* Each link begins where the one before ends, so that changes in a row form a stretch. */
static void refuse_below_zero(cli_link *links, size_t count)
{
    size_t end;
    for (size_t first = 0; first < count; first = end + 1) {
        int below = 0;
        for (end = first; end < count && links[end].status == CLI_LINK_CHANGE; end++)
            below |= links[end].before->value < 0 || links[end].after->value < 0;
        for (size_t i = first; i < end && below; i++)
            links[i].status = CLI_LINK_UNDEFINED;
    }
}

tt_notes cli_link_notes(const cli_link *link)
{
    tt_notes notes = tt_value_notes((unsigned)link->before->flags | link->after->flags);
    if (!link->broken)
        return notes;
    int used = link->status <= CLI_LINK_INTERVAL;
    return notes | (used ? TT_NOTE_ACROSS_BREAKS : TT_NOTE_BREAK);
}

size_t cli_links_make(const tt_point_list *list, const cli_settings *settings, cli_link *links)
{
    const tt_point *before = NULL;
    size_t count = 0;
    int broken = 0;
    for (size_t i = 0; i < list->count; i++) {
        const tt_point *point = &list->points[i];
        broken |= point->break_before;
        if (point->state == TT_STATE_MISSING)
            continue;
        if (before) {
            cli_link *l = &links[count++];
            *l = (cli_link){.before = before, .after = point, .broken = broken};
            l->status = judge(l, settings);
        }
        before = point;
        broken = 0;
    }
    refuse_below_zero(links, count);
    return count;
}
