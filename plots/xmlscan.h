/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef TT_XMLSCAN_H
#define TT_XMLSCAN_H

#include <stddef.h>

/* A reader of the XML that gnuplot's svg terminal writes. It checks that the document is well-formed
 * while it goes; it takes no memory, and its tokens point into the text. A document type is a
 * fault: gnuplot writes none, and entities could be declared there. */

#define TT__XML_DEPTH      64 /* elements within each other; gnuplot nests about eight */
#define TT__XML_ATTRIBUTES 32 /* of one element; gnuplot writes at most ten */

typedef enum tt__xml_kind {
    TT__XML_END,   /* the document is complete */
    TT__XML_FAULT, /* it is not well-formed; scan->fault says why */
    TT__XML_TEXT,
    TT__XML_OPEN,  /* <a ...> */
    TT__XML_EMPTY, /* <a .../> */
    TT__XML_CLOSE, /* </a> */
    TT__XML_OTHER  /* declaration, comment, processing instruction, CDATA */
} tt__xml_kind;

typedef struct tt__xml_span {
    const char *text;
    size_t length;
} tt__xml_span;

typedef struct tt__xml_attribute {
    tt__xml_span whole; /* with the blanks before it */
    tt__xml_span name;
    tt__xml_span value; /* between the quotes, still escaped */
} tt__xml_attribute;

typedef struct tt__xml_token {
    tt__xml_kind kind;
    tt__xml_span whole;                  /* as it stands in the document */
    tt__xml_span name;                   /* of the element */
    const tt__xml_attribute *attributes; /* attributes[count]: valid until the next token */
    size_t count;
} tt__xml_token;

typedef struct tt__xml_scan {
    const char *start;
    const char *at;
    const char *end;
    const char *fault; /* a string constant; NULL: none so far */
    int is_checked;    /* the characters have been checked before */
    int seen_root;
    size_t depth;
    tt__xml_span open[TT__XML_DEPTH]; /* names of the open elements */
    tt__xml_attribute attributes[TT__XML_ATTRIBUTES];
} tt__xml_scan;

/* Begin. `is_checked`: an earlier scan has found no fault, so that characters, references and
 * repeated attributes need not be looked at again. */
void tt__xml_begin(tt__xml_scan *scan, const char *text, size_t length, int is_checked);

/* The next token. After TT__XML_END or TT__XML_FAULT it gives the same again. */
tt__xml_token tt__xml_next(tt__xml_scan *scan);

/* Non-zero when a span is this text. */
int tt__xml_is(tt__xml_span span, const char *text);

/* The value of an attribute; a NULL text when it is not there. */
tt__xml_span tt__xml_value(const tt__xml_token *token, const char *name);

#endif
