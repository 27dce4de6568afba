/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text widths: fontconfig finds the files, HarfBuzz shapes and reads the advances.
 *
 * Width = sum over glyphs of x_advance / units per em * size. Advances are the unhinted ones of the
 * font file, which is what cairo's vector surfaces use. A text is cut into runs of one font and one
 * script, since HarfBuzz shapes one of each at a time: a character that the family lacks goes to the
 * first font of fontconfig's order that has it, as in Pango. */
#include "tiptrend/font.h"

#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <hb.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tiptrend/memory.h"
#include "tiptrend/text.h"

/* One font file, opened when first needed. */
typedef struct source {
    const char *file; /* belongs to the font set */
    unsigned index;   /* of the face in the file */
    FcCharSet *characters;
    hb_font_t *font; /* NULL: not opened */
    double units;    /* per em */
} source;

/* All fonts for one weight, best first. */
typedef struct stack {
    FcFontSet *set;
    source *sources; /* sources[count]; the first is the face itself */
    size_t count;
    tt_font_face face;
} stack;

#define REMEMBERED 2048 /* texts of each weight */

/* A text that was measured. Breaking paragraphs and balancing titles measure the same words again and
 * again; each text has one place in the table, and the last one that was there stays. */
typedef struct measured {
    char *text; /* NULL: none */
    double ems;
} measured;

struct tt_font {
    FcConfig *config;
    hb_buffer_t *buffer;
    stack stacks[TT_FONT_WEIGHTS];
    measured known[TT_FONT_WEIGHTS][REMEMBERED];
};

/* ---- finding -------------------------------------------------------------------------------- */

static int is_below(const char *file, const char *folder, const char *rest)
{
    if (!folder || folder[0] != '/')
        return 0;
    size_t length = strlen(folder);
    return strncmp(file, folder, length) == 0 && strncmp(file + length, rest, strlen(rest)) == 0;
}

/* Non-zero for a font of this user alone: gnuplot runs with an empty home and does not see it. */
static int is_private(const char *file)
{
    const char *home = getenv("HOME");
    return is_below(file, home, "/.fonts/") || is_below(file, home, "/.local/share/fonts/") ||
           is_below(file, getenv("XDG_DATA_HOME"), "/fonts/");
}

static FcPattern *make_pattern(const char *family, tt_font_weight weight)
{
    FcPattern *pattern = FcPatternCreate();
    if (!pattern)
        return NULL;
    int fc_weight = weight == TT_FONT_BOLD ? FC_WEIGHT_BOLD : FC_WEIGHT_REGULAR;
    if (!FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)family) ||
        !FcPatternAddInteger(pattern, FC_WEIGHT, fc_weight) ||
        !FcPatternAddInteger(pattern, FC_SLANT, FC_SLANT_ROMAN)) {
        FcPatternDestroy(pattern);
        return NULL;
    }
    return pattern;
}

/* A font of the set as a source. Returns 0 when it is of no use: no outlines, no file, private. */
static int read_source(FcPattern *pattern, source *out)
{
    FcChar8 *file;
    FcBool is_scalable;
    int index = 0;
    *out = (source){0};
    if (FcPatternGetString(pattern, FC_FILE, 0, &file) != FcResultMatch ||
        FcPatternGetCharSet(pattern, FC_CHARSET, 0, &out->characters) != FcResultMatch ||
        FcPatternGetBool(pattern, FC_SCALABLE, 0, &is_scalable) != FcResultMatch || !is_scalable)
        return 0;
    (void)FcPatternGetInteger(pattern, FC_INDEX, 0, &index);
    out->file = (const char *)file;
    out->index = (unsigned)index & 0xFFFF; /* the upper half names an instance */
    return !is_private(out->file);
}

/* Open a source. Returns 0, or -1 when the file is no font that HarfBuzz can read. */
static int open_source(source *s)
{
    if (s->font)
        return 0;
    hb_blob_t *blob = hb_blob_create_from_file(s->file);
    hb_face_t *face = hb_face_create(blob, s->index);
    hb_blob_destroy(blob);
    if (hb_face_get_glyph_count(face) > 0 && hb_face_get_upem(face) > 0) {
        s->units = hb_face_get_upem(face);
        s->font = hb_font_create(face);
        hb_ot_font_set_funcs(s->font);
    }
    hb_face_destroy(face);
    return s->font ? 0 : -1;
}

static double metric(const source *s, hb_ot_metrics_tag_t tag, double otherwise)
{
    hb_position_t position;
    return hb_ot_metrics_get_position(s->font, tag, &position) ? position / s->units : otherwise;
}

/* What the caller is told of the face; `pattern` is of the font set. */
static void describe(stack *st, FcPattern *pattern, const char *family, tt_font_weight weight)
{
    FcChar8 *name = NULL;
    int found = 0;
    for (int i = 0; !found && FcPatternGetString(pattern, FC_FAMILY, i, &name) == FcResultMatch;
         i++)
        found = FcStrCmpIgnoreCase(name, (const FcChar8 *)family) == 0;
    if (!found && FcPatternGetString(pattern, FC_FAMILY, 0, &name) != FcResultMatch)
        name = NULL;
    int fc_weight = FC_WEIGHT_REGULAR;
    (void)FcPatternGetInteger(pattern, FC_WEIGHT, 0, &fc_weight);
    int is_bold = fc_weight >= FC_WEIGHT_DEMIBOLD;
    const source *s = &st->sources[0];
    st->face = (tt_font_face){.family = name ? (const char *)name : "",
                              .file = s->file,
                              .substituted = !found || is_bold != (weight == TT_FONT_BOLD),
                              .ascent = metric(s, HB_OT_METRICS_TAG_HORIZONTAL_ASCENDER, 0.9),
                              .descent = -metric(s, HB_OT_METRICS_TAG_HORIZONTAL_DESCENDER, -0.2),
                              .x_height = metric(s, HB_OT_METRICS_TAG_X_HEIGHT, 0.5),
                              .cap_height = metric(s, HB_OT_METRICS_TAG_CAP_HEIGHT, 0.7)};
}

/* The usable fonts of the sorted set; the first that can be opened is the face. */
static tt_status take_sources(stack *st, const char *family, tt_font_weight weight, tt_error *err)
{
    st->sources = tt_calloc((size_t)st->set->nfont, sizeof *st->sources);
    if (!st->sources)
        return tt_fail(err, TT_ENOMEM, "no memory for a list of %d fonts", st->set->nfont);
    FcPattern *first = NULL;
    for (int i = 0; i < st->set->nfont; i++) {
        source *s = &st->sources[st->count];
        if (!read_source(st->set->fonts[i], s) || (!first && open_source(s) != 0))
            continue;
        if (!first)
            first = st->set->fonts[i];
        st->count++;
    }
    if (!first)
        return tt_fail(err, TT_EFONT,
                       "no font can be read; install one (Debian: apt install fonts-liberation)");
    describe(st, first, family, weight);
    return TT_OK;
}

static tt_status open_stack(tt_font *font, const char *family, tt_font_weight weight, tt_error *err)
{
    stack *st = &font->stacks[weight];
    FcPattern *pattern = make_pattern(family, weight);
    if (!pattern || !FcConfigSubstitute(font->config, pattern, FcMatchPattern)) {
        if (pattern)
            FcPatternDestroy(pattern);
        return tt_fail(err, TT_ENOMEM, "no memory for a font pattern");
    }
    FcDefaultSubstitute(pattern);
    FcResult result;
    st->set = FcFontSort(font->config, pattern, FcTrue, NULL, &result);
    FcPatternDestroy(pattern);
    if (!st->set || st->set->nfont == 0)
        return tt_fail(
            err, TT_EFONT,
            "no fonts are installed; install some (Debian: apt install fonts-liberation)");
    return take_sources(st, family, weight, err);
}

tt_status tt_font_open(const char *family, tt_font **out, tt_error *err)
{
    *out = NULL;
    if (!family || !family[0])
        family = TT_FONT_STANDARD;
    tt_font *font = tt_calloc(1, sizeof *font);
    if (!font)
        return tt_fail(err, TT_ENOMEM, "no memory for a font");
    font->config = FcInitLoadConfigAndFonts();
    font->buffer = hb_buffer_create();
    tt_status status = TT_OK;
    if (!font->config || !hb_buffer_allocation_successful(font->buffer))
        status = tt_fail(err, TT_EFONT, "fontconfig cannot read its configuration");
    for (int weight = 0; weight < TT_FONT_WEIGHTS && status == TT_OK; weight++)
        status = open_stack(font, family, (tt_font_weight)weight, err);
    if (status != TT_OK) {
        tt_font_free(font);
        return status;
    }
    *out = font;
    return TT_OK;
}

const tt_font_face *tt_font_face_of(const tt_font *font, tt_font_weight weight)
{
    return &font->stacks[weight == TT_FONT_BOLD].face;
}

void tt_font_free(tt_font *font)
{
    if (!font)
        return;
    for (int weight = 0; weight < TT_FONT_WEIGHTS; weight++) {
        stack *st = &font->stacks[weight];
        for (size_t i = 0; i < st->count; i++)
            hb_font_destroy(st->sources[i].font);
        tt_free(st->sources);
        for (size_t i = 0; i < REMEMBERED; i++)
            tt_free(font->known[weight][i].text);
        if (st->set)
            FcFontSetDestroy(st->set);
    }
    hb_buffer_destroy(font->buffer);
    if (font->config)
        FcConfigDestroy(font->config);
    tt_free(font);
}

/* ---- measuring ------------------------------------------------------------------------------ */

/* Characters that are drawn with, or as nothing beside, what comes before them. */
static int sticks(hb_unicode_funcs_t *unicode, uint32_t character)
{
    switch (hb_unicode_general_category(unicode, character)) {
    case HB_UNICODE_GENERAL_CATEGORY_NON_SPACING_MARK:
    case HB_UNICODE_GENERAL_CATEGORY_ENCLOSING_MARK:
    case HB_UNICODE_GENERAL_CATEGORY_SPACING_MARK:
    case HB_UNICODE_GENERAL_CATEGORY_FORMAT:
        return 1;
    default:
        return 0;
    }
}

/* The first font that has a character; the face itself when none has. */
static source *source_of(stack *st, uint32_t character)
{
    for (size_t i = 0; i < st->count; i++) {
        source *s = &st->sources[i];
        if (FcCharSetHasChar(s->characters, character) && open_source(s) == 0)
            return s;
    }
    return &st->sources[0];
}

/* Width of one run in ems. */
static double shape(hb_buffer_t *buffer, const source *s, const char *text, size_t length)
{
    hb_buffer_clear_contents(buffer);
    hb_buffer_add_utf8(buffer, text, (int)length, 0, (int)length);
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(s->font, buffer, NULL, 0);
    unsigned count;
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(buffer, &count);
    int64_t sum = 0;
    for (unsigned i = 0; i < count; i++)
        sum += positions[i].x_advance;
    return (double)sum / s->units;
}

/* Width of a clean text in ems: runs of one font and one script. */
static double measure(tt_font *font, stack *st, const char *text, size_t length)
{
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    source *current = NULL;
    hb_script_t script = HB_SCRIPT_COMMON;
    size_t start = 0;
    double width = 0;
    for (size_t at = 0; at < length;) {
        int32_t decoded;
        size_t used = tt_text_decode(text + at, length - at, &decoded);
        uint32_t character = (uint32_t)decoded; /* never bad: the text is clean */
        hb_script_t own = hb_unicode_script(unicode, character);
        int is_common = own == HB_SCRIPT_COMMON || own == HB_SCRIPT_INHERITED;
        source *wanted = current && sticks(unicode, character) ? current : source_of(st, character);
        int breaks =
            wanted != current || (!is_common && script != HB_SCRIPT_COMMON && own != script);
        if (current && breaks) {
            width += shape(font->buffer, current, text + start, at - start);
            start = at;
            script = HB_SCRIPT_COMMON;
        }
        current = wanted;
        if (!is_common)
            script = own;
        at += used;
    }
    return current ? width + shape(font->buffer, current, text + start, length - start) : width;
}

/* The place of a text in the table: FNV-1a, 32 bits. */
static measured *place_of(tt_font *font, int weight, const char *text)
{
    uint32_t hash = 2166136261U;
    for (; *text; text++)
        hash = (hash ^ (unsigned char)*text) * 16777619U;
    return &font->known[weight][(hash ^ hash >> 16) % REMEMBERED];
}

static void remember(measured *place, const char *text, double ems)
{
    tt_free(place->text);
    *place = (measured){tt_strdup(text), ems};
}

tt_status tt_font_width(tt_font *font, tt_font_weight weight, double size, const char *text,
                        double *width, tt_error *err)
{
    *width = 0;
    if (!isfinite(size) || size <= 0)
        return tt_fail(err, TT_EDOMAIN, "a type size that is none; give points above 0");
    int bold = weight == TT_FONT_BOLD;
    measured *place = place_of(font, bold, text);
    if (place->text && strcmp(place->text, text) == 0) {
        *width = size * place->ems;
        return TT_OK;
    }
    tt_strbuf clean = TT_STRBUF_INIT;
    tt_text_clean(&clean, text, TT_TEXT_CHART_LIMIT);
    tt_status status = tt_strbuf_status(&clean, err);
    if (status == TT_OK) {
        double ems = measure(font, &font->stacks[bold], tt_strbuf_text(&clean), clean.length);
        if (hb_buffer_allocation_successful(font->buffer)) {
            *width = size * ems;
            remember(place, text, ems);
        } else {
            status = tt_fail(err, TT_ENOMEM, "no memory for the glyphs of a text");
        }
    }
    tt_strbuf_clear(&clean);
    return status;
}
