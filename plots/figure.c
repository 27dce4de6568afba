/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data of a chart and its caption. */
#include "tiptrend/figure.h"

#include "tiptrend/text.h"
#include "words.h"

tt_status tt_chart_data(const tt_chart *chart, tt_strbuf *csv, char digest[TT_SHA256_TEXT_SIZE],
                        tt_error *err)
{
    digest[0] = '\0';
    if (!chart->data)
        return TT_OK;
    size_t start = csv->length;
    tt_table_csv(chart->data, csv);
    tt_status status = tt_strbuf_status(csv, err);
    if (status == TT_OK)
        tt_sha256_text(csv->text + start, csv->length - start, digest);
    return status;
}

static void add_paragraph(tt_strbuf *out, const char *heading, const char *text)
{
    if (!text || !text[0])
        return;
    if (out->length)
        tt_strbuf_add_char(out, '\n');
    tt_strbuf_add(out, heading);
    tt_text_clean(out, text, 0);
    tt_strbuf_add_char(out, '\n');
}

void tt_chart_caption(const tt_chart *chart, tt_strbuf *out)
{
    add_paragraph(out, "", chart->title);
    if (chart->subtitle_count)
        tt_strbuf_add_char(out, '\n');
    for (size_t i = 0; i < chart->subtitle_count; i++)
        tt_text_clean(out, chart->subtitle[i].text, 0);
    if (chart->subtitle_count)
        tt_strbuf_add_char(out, '\n');
    for (size_t i = 0; i < chart->note_count; i++)
        add_paragraph(out, "", chart->notes[i]);
    add_paragraph(out, "", chart->source);
    add_paragraph(out, tt__words(chart, TT__SAY_ALT_HEADING), chart->alt);
}
