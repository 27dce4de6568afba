/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The style sheet of a report page: phone first, paper, dark mode.
 *
 * Charts are drawn in the light theme. In dark mode their colours, which are attributes of the SVG, are
 * exchanged by rules made from the two themes, so that each chart is in the page once. */
#include "html_style.h"

#include "tiptrend/theme.h"

static const char sheet[] =
    ":root{color-scheme:light dark;--ground:#fff;--text:#1a1a1a;--muted:#595959;--line:#dcdcdc;"
    "--link:#0b5c8f;--panel:#f6f6f4;--error:#a32a00;--warning:#7a5200}\n"
    "*{box-sizing:border-box}\n"
    "html{-webkit-text-size-adjust:100%}\n"
    "body{margin:0;background:var(--ground);color:var(--text);font:1rem/1.5 'Liberation Sans',Arial,"
    "Helvetica,sans-serif}\n"
    "main,header,footer,nav{max-width:84rem;margin:0 auto;padding:0 1rem}\n"
    "h1{font-size:1.6rem;line-height:1.25;margin:1.5rem 0 .5rem}\n"
    "h2{font-size:1.25rem;margin:2.5rem 0 .75rem;padding-top:.75rem;border-top:1px solid var(--line)}\n"
    "h3{font-size:1rem;margin:1.25rem 0 .5rem}\n"
    "p{max-width:46rem;margin:.5rem 0}\n"
    "a{color:var(--link)}\n"
    "a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);"
    "outline-offset:2px}\n"
    ".skip{position:absolute;left:-99rem}\n"
    ".skip:focus{left:1rem;top:.5rem;background:var(--ground);padding:.5rem}\n"
    "nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:.75rem 0;padding:0}\n"
    ".charts{columns:24rem;column-gap:1.5rem}\n"
    "figure{margin:0 0 1.5rem;padding:0;border:1px solid var(--line);border-radius:4px;"
    "background:var(--ground);break-inside:avoid}\n"
    "figure svg{display:block;width:100%;height:auto;max-width:36rem}\n"
    "figcaption{padding:.5rem .75rem;border-top:1px solid var(--line);font-size:.85rem;"
    "color:var(--muted)}\n"
    "figcaption details{margin-top:.25rem}\n"
    ".files a{display:inline-block;padding:.2rem .6rem .2rem 0}\n"
    ".file{font-weight:normal;font-size:.85rem;margin-left:.5rem}\n"
    ".glance{padding-left:1.2rem;max-width:46rem}\n"
    ".glance li{margin:.4rem 0}\n"
    ".more summary,.declined summary{cursor:pointer;padding:.4rem 0;color:var(--link)}\n"
    ".scroll{overflow-x:auto;max-width:100%}\n"
    ".scroll table{width:max-content}\n"
    "table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}\n"
    "th,td{padding:.25rem .6rem;text-align:right;vertical-align:top;border-bottom:1px solid var(--line)}\n"
    "th{font-weight:600;border-bottom:2px solid var(--muted)}\n"
    "th.t,td.t{text-align:left}\n"
    "td.t{max-width:22rem}\n"
    ".notes{font-size:.85rem;color:var(--muted);padding-left:1.5rem}\n"
    ".findings{list-style:none;padding:0}\n"
    ".findings li{margin:.4rem 0;padding:.4rem .75rem;border-left:4px solid var(--line);"
    "background:var(--panel);max-width:60rem;overflow-wrap:anywhere}\n"
    ".findings .error{border-color:var(--error)}\n"
    ".findings .warning{border-color:var(--warning)}\n"
    ".findings b.error{color:var(--error)}\n"
    ".findings b.warning{color:var(--warning)}\n"
    ".failed{padding:.75rem;margin:0;color:var(--error)}\n"
    ".declined{color:var(--muted);font-size:.9rem}\n"
    "footer{margin:3rem auto 2rem;font-size:.85rem;color:var(--muted)}\n";

static const char paper[] =
    "@media print{:root{--ground:#fff;--text:#000;--muted:#444}nav,.skip,.files,.file,.more,.declined,"
    "figcaption{display:none}body{font-size:9.5pt}.charts{columns:2;column-gap:6mm}"
    "figure{border:0;margin:0 0 6mm}figure svg{max-width:none}h2,h3{break-after:avoid}"
    "tr,li{break-inside:avoid}.scroll{overflow:visible}"
    ".scroll table{width:auto;font-size:7pt}"
    "th,td{padding:.5mm 1mm}td.t{overflow-wrap:break-word}a{color:inherit;text-decoration:none}}\n";

static const char dark_sheet[] =
    ":root{--ground:#15181c;--text:#e8e6e3;--muted:#a8a5a0;--line:#3a3f44;--link:#7cc4ef;"
    "--panel:#1d2126;--error:#ff9b7a;--warning:#e9b44c}\n";

/* One colour in the forms in which gnuplot writes it. */
static void exchange(tt_strbuf *out, uint32_t light, uint32_t dark)
{
    static const char *const attributes[] = {"fill", "stroke", "color"};
    unsigned r = light >> 16 & 0xFF;
    unsigned g = light >> 8 & 0xFF;
    unsigned b = light & 0xFF;
    for (int i = 0; i < 3; i++)
        tt_strbuf_addf(out,
                       "figure svg [%s=\"rgb(%u,%u,%u)\"],figure svg [%s=\"rgb(%3u, %3u, %3u)\"]"
                       "{%s:#%06x}\n",
                       attributes[i], r, g, b, attributes[i], r, g, b, attributes[i],
                       (unsigned)dark);
}

void cli_html_style(tt_strbuf *out)
{
    const tt_theme *light = tt_theme_light();
    const tt_theme *dark = tt_theme_dark();
    tt_strbuf_add(out, "<style>\n");
    tt_strbuf_add(out, sheet);
    tt_strbuf_add(out, paper);
    tt_strbuf_add(out, "@media screen and (prefers-color-scheme:dark){\n");
    tt_strbuf_add(out, dark_sheet);
    /* The patch behind labels on a hatch is a filter. */
    tt_strbuf_add(out, "figure svg feFlood[flood-color=\"#FFFFFF\"]{flood-color:#15181c}\n");
    tt_strbuf_add(out, "figure svg #gnuplot_canvas>rect{fill:#15181c}\n"
                       "figure svg [id$=gnuplot_canvas]>rect[fill=\"#ffffff\"]{fill:#15181c}\n");
    for (int i = 0; i < TT_INK_COUNT; i++) {
        exchange(out, light->inks[i].mark, dark->inks[i].mark);
        if (light->inks[i].label != light->inks[i].mark)
            exchange(out, light->inks[i].label, dark->inks[i].label);
        exchange(out, light->inks[i].tint, dark->inks[i].tint);
        exchange(out, tt_theme_middle(light, (tt_ink)i), tt_theme_middle(dark, (tt_ink)i));
    }
    tt_strbuf_add(out, "}\n</style>\n");
}
