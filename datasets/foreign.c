/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are no tables of text, told by their first bytes ("magic numbers", as file(1) knows them).
 * Each is refused with what it is and the command that makes a table of it. */
#include <string.h>

#include "input_internal.h"

/* Looking for a name in the directory of a zip file goes no further than this. */
enum { LOOK_INTO = 4096 };

static const char workbook_advice[] =
    "save the sheet as CSV, for example with 'libreoffice --headless --convert-to csv FILE' or "
    "'ssconvert FILE out.csv'";

typedef struct magic {
    const char *bytes;
    size_t length;
    const char *what;
    const char *advice;
} magic;

#define MAGIC(bytes, what, advice)                                                                 \
    {                                                                                              \
        bytes, sizeof(bytes) - 1, what, advice                                                     \
    }

static const magic binaries[] = {
    MAGIC("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a workbook (.xls)", workbook_advice),
    MAGIC("%PDF-", "a PDF document",
          "ask its publisher for the table, or take it out with 'pdftotext -layout FILE' and check "
          "every figure"),
    MAGIC("BZh91AY&SY", "a file packed by bzip2", "unpack it with 'bunzip2 FILE'"),
    MAGIC("\xFD"
          "7zXZ",
          "a file packed by xz", "unpack it with 'unxz FILE'"),
    MAGIC("\x28\xB5\x2F\xFD", "a file packed by zstd", "unpack it with 'unzstd FILE'"),
    MAGIC("7z\xBC\xAF\x27\x1C", "a 7z archive", "unpack it and name the table in it"),
    MAGIC("PAR1", "a Parquet file", "write it as CSV with the program that made it"),
    MAGIC("SQLite format 3", "an SQLite database",
          "write the table with 'sqlite3 -csv -header FILE \"select * from TABLE\"'"),
    MAGIC("{\\rtf", "an RTF document", "save its table as CSV"),
    MAGIC("\x89PNG", "a picture", "the figures are needed as text"),
    MAGIC("\xFF\xD8\xFF", "a picture", "the figures are needed as text"),
};

/* Beginnings of text, without regard to case and to blanks in front. */
static const magic texts[] = {
    MAGIC("<!doctype html", "a web page", "look for a CSV of the table, or copy it into a sheet"),
    MAGIC("<html", "a web page", "look for a CSV of the table, or copy it into a sheet"),
    MAGIC("<head", "a web page", "look for a CSV of the table, or copy it into a sheet"),
    MAGIC("<table", "a table in HTML",
          "convert it with 'libreoffice --headless --convert-to csv FILE'"),
    MAGIC("<?xml", "an XML file", "for SDMX data ask for the format SDMX-CSV instead"),
    MAGIC("{\"", "a JSON file", "for SDMX data ask for the format SDMX-CSV instead"),
    MAGIC("[{", "a JSON file", "write it as CSV first"),
};

static tt_status refuse(const char *what, const char *advice, tt_error *err)
{
    tt_status status =
        tt_fail(err, TT_ESCHEMA, "this is %s, not a table of text; %s", what, advice);
    tt_error_place(err, NULL, 1, 0);
    return status;
}

static int holds(const unsigned char *bytes, size_t length, const char *name)
{
    size_t width = strlen(name);
    for (size_t i = 0; i + width <= length && i < LOOK_INTO; i++)
        if (memcmp(bytes + i, name, width) == 0)
            return 1;
    return 0;
}

static tt_status refuse_zip(const unsigned char *bytes, size_t length, tt_error *err)
{
    if (holds(bytes, length, "opendocument.spreadsheet"))
        return refuse("a workbook (.ods)", workbook_advice, err);
    if (holds(bytes, length, "opendocument.") || holds(bytes, length, "word/"))
        return refuse("a text document", "save its table as CSV", err);
    if (holds(bytes, length, "[Content_Types].xml") || holds(bytes, length, "xl/"))
        return refuse("a workbook (.xlsx)", workbook_advice, err);
    return refuse("a workbook or another zip archive",
                  "save the sheet as CSV, for example with 'libreoffice --headless --convert-to "
                  "csv FILE', or unpack the archive with 'unzip FILE'",
                  err);
}

static int starts_with_text(const unsigned char *bytes, size_t length, const magic *m)
{
    while (length > 0 && (*bytes == ' ' || *bytes == '\t' || *bytes == '\r' || *bytes == '\n')) {
        bytes++;
        length--;
    }
    if (length < m->length)
        return 0;
    for (size_t i = 0; i < m->length; i++) {
        unsigned char c = bytes[i];
        if (c >= 'A' && c <= 'Z')
            c = (unsigned char)(c + ('a' - 'A'));
        if (c != (unsigned char)m->bytes[i])
            return 0;
    }
    return 1;
}

tt_status tt__check_beginning(const unsigned char *bytes, size_t length, tt_error *err)
{
    if (length == 0) {
        tt_status status =
            tt_fail(err, TT_ESCHEMA, "the file is empty; a header row and rows are needed");
        tt_error_place(err, NULL, 1, 0);
        return status;
    }
    if (length >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
        return refuse_zip(bytes, length, err);
    for (size_t i = 0; i < sizeof binaries / sizeof *binaries; i++)
        if (length >= binaries[i].length &&
            memcmp(bytes, binaries[i].bytes, binaries[i].length) == 0)
            return refuse(binaries[i].what, binaries[i].advice, err);
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (starts_with_text(bytes, length, &texts[i]))
            return refuse(texts[i].what, texts[i].advice, err);
    return TT_OK;
}
