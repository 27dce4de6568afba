/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of commands need beside a shell: readers of our output that are not ours (libcsv, jansson),
 * a terminal of a chosen width, and the width of what was written.
 *
 *   probe csv COLUMNS [COLUMN=VALUE...] < in    some columns of some rows of the first table, tab between
 *                                               them; "percent:1" is rounded to 1 decimal, "#3" is the third
 *   probe json COLUMNS [COLUMN=VALUE...] < in   the same from our JSON, after a look at its form
 *   probe titles < in                           the titles of the tables of our JSON, with rows and columns
 *   probe pty WIDTH PROGRAM ARGUMENT...         runs it on a terminal; gives what it wrote, and its status
 *   probe width < in                            columns of the widest line, colours not counted
 */
#define _XOPEN_SOURCE   700 /* posix_openpt */
#define _DEFAULT_SOURCE     /* TIOCSWINSZ */
#include <csv.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utf8proc.h>

enum { MOST_CELLS = 64, MOST_WANTED = 32 };

static _Noreturn void die(const char *what)
{
    (void)fprintf(stderr, "probe: %s\n", what);
    exit(2);
}

static char *read_all(size_t *size)
{
    size_t capacity = 1 << 16;
    char *text = malloc(capacity);
    *size = 0;
    while (text) {
        size_t got = fread(text + *size, 1, capacity - *size - 1, stdin);
        *size += got;
        if (got == 0)
            break;
        if (*size == capacity - 1) {
            capacity *= 2;
            text = realloc(text, capacity);
        }
    }
    if (!text)
        die("no memory");
    text[*size] = '\0';
    return text;
}

/* ---- rows of a table, whatever it came from ---- */

typedef struct table {
    char *header[MOST_CELLS];
    size_t columns;
    char *row[MOST_CELLS];
    size_t cells;
    size_t rows;
    const char *wanted[MOST_WANTED];
    int decimals[MOST_WANTED]; /* -1: as it is */
    size_t wanted_count;
    char **conditions; /* conditions[condition_count]: COLUMN=VALUE */
    size_t condition_count;
    int ended; /* an empty line: the next table is not looked at */
} table;

static void want(table *t, char *list)
{
    for (char *name = strtok(list, ","); name; name = strtok(NULL, ",")) {
        if (t->wanted_count == MOST_WANTED)
            die("too many columns wanted");
        char *colon = strchr(name, ':');
        t->decimals[t->wanted_count] = colon ? atoi(colon + 1) : -1;
        if (colon)
            *colon = '\0';
        t->wanted[t->wanted_count++] = name;
    }
}

static size_t column_of(const table *t, const char *name)
{
    if (name[0] == '#')
        return (size_t)atoi(name + 1) - 1;
    for (size_t i = 0; i < t->columns; i++)
        if (strcmp(t->header[i], name) == 0)
            return i;
    (void)fprintf(stderr, "probe: no column '%s'\n", name);
    exit(2);
}

static int meets(const table *t, const char *condition)
{
    const char *equals = strchr(condition, '=');
    if (!equals)
        die("a condition is COLUMN=VALUE");
    char name[128];
    (void)snprintf(name, sizeof name, "%.*s", (int)(equals - condition), condition);
    return strcmp(t->row[column_of(t, name)], equals + 1) == 0;
}

static void show_row(table *t)
{
    t->rows++;
    if (t->cells != t->columns) {
        (void)fprintf(stderr, "probe: row %zu has %zu cells of %zu\n", t->rows, t->cells,
                      t->columns);
        exit(2);
    }
    for (size_t i = 0; i < t->condition_count; i++)
        if (!meets(t, t->conditions[i]))
            return;
    for (size_t i = 0; i < t->wanted_count; i++) {
        const char *cell = t->row[column_of(t, t->wanted[i])];
        char *end;
        double number = strtod(cell, &end);
        (void)fputs(i ? "\t" : "", stdout);
        if (t->decimals[i] >= 0 && end != cell && *end == '\0')
            (void)printf("%.*f", t->decimals[i], number);
        else
            (void)fputs(cell, stdout);
    }
    (void)fputc('\n', stdout);
}

static void drop_row(table *t)
{
    for (size_t i = 0; i < t->cells; i++)
        free(t->row[i]);
    t->cells = 0;
}

/* ---- CSV ---- */

static void add_cell(void *text, size_t length, void *context)
{
    table *t = context;
    if (t->cells == MOST_CELLS)
        die("too many cells");
    char *cell = calloc(length + 1, 1);
    if (!cell)
        die("no memory");
    memcpy(cell, text, length);
    t->row[t->cells++] = cell;
}

static void end_row(int terminator, void *context)
{
    (void)terminator;
    table *t = context;
    if (t->cells == 0 || (t->cells == 1 && !t->row[0][0]))
        t->ended = t->columns > 0;
    if (t->cells == 0 || t->ended) {
        drop_row(t);
    } else if (t->columns == 0) {
        memcpy(t->header, t->row, sizeof t->header);
        t->columns = t->cells;
        t->cells = 0;
    } else {
        show_row(t);
        drop_row(t);
    }
}

static void show_csv(table *t)
{
    size_t size;
    char *text = read_all(&size);
    struct csv_parser parser;
    if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_REPALL_NL) != 0)
        die("no memory");
    if (csv_parse(&parser, text, size, add_cell, end_row, t) != size ||
        csv_fini(&parser, add_cell, end_row, t) != 0)
        die(csv_strerror(csv_error(&parser)));
    csv_free(&parser);
    free(text);
    if (t->columns == 0)
        die("no header");
}

/* ---- JSON ---- */

static json_t *read_json(void)
{
    size_t size;
    json_error_t error;
    char *text = read_all(&size);
    json_t *root = json_loadb(text, size, JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL, &error);
    free(text);
    if (!root) {
        (void)fprintf(stderr, "probe: line %d: %s\n", error.line, error.text);
        exit(2);
    }
    json_t *tables = json_object_get(root, "tables");
    if (!json_is_array(tables) || json_array_size(tables) == 0)
        die("no array 'tables'");
    for (size_t i = 0; i < json_array_size(tables); i++) {
        json_t *one = json_array_get(tables, i);
        if (!json_is_string(json_object_get(one, "title")) ||
            !json_is_array(json_object_get(one, "columns")) ||
            !json_is_array(json_object_get(one, "rows")) ||
            !json_is_array(json_object_get(one, "remarks")))
            die("a table without title, columns, rows or remarks");
    }
    return root;
}

static char *cell_text(const json_t *value)
{
    char number[40] = "";
    if (json_is_real(value))
        (void)snprintf(number, sizeof number, "%.17g", json_real_value(value));
    else if (json_is_array(value)) /* notes: how many */
        (void)snprintf(number, sizeof number, "%zu", json_array_size(value));
    else if (!json_is_string(value) && !json_is_null(value))
        die("a cell that is no text, number, null or list");
    char *text = strdup(json_is_string(value) ? json_string_value(value) : number);
    if (!text)
        die("no memory");
    return text;
}

static void show_json(table *t)
{
    json_t *root = read_json();
    json_t *one = json_array_get(json_object_get(root, "tables"), 0);
    json_t *columns = json_object_get(one, "columns");
    json_t *rows = json_object_get(one, "rows");
    for (t->columns = 0; t->columns < json_array_size(columns); t->columns++)
        t->header[t->columns] = strdup(json_string_value(json_array_get(columns, t->columns)));
    for (size_t r = 0; r < json_array_size(rows); r++) {
        json_t *row = json_array_get(rows, r);
        if (json_object_size(row) != t->columns)
            die("a row with other columns than the table");
        for (t->cells = 0; t->cells < t->columns; t->cells++) {
            json_t *cell = json_object_get(row, t->header[t->cells]);
            if (!cell)
                die("a row without one of the columns");
            t->row[t->cells] = cell_text(cell);
        }
        show_row(t);
        drop_row(t);
    }
    json_decref(root);
}

static void show_titles(void)
{
    json_t *root = read_json();
    json_t *tables = json_object_get(root, "tables");
    for (size_t i = 0; i < json_array_size(tables); i++) {
        json_t *one = json_array_get(tables, i);
        (void)printf("%s\t%zu rows\t%zu columns\n",
                     json_string_value(json_object_get(one, "title")),
                     json_array_size(json_object_get(one, "rows")),
                     json_array_size(json_object_get(one, "columns")));
    }
    json_decref(root);
}

/* ---- terminals ---- */

/* Runs a program with all its streams on a terminal, and copies what it writes there. */
static int run_on_terminal(int width, char **command)
{
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0)
        die("no terminal");
    int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
    struct winsize size = {.ws_row = 40, .ws_col = (unsigned short)width};
    if (slave < 0 || ioctl(slave, TIOCSWINSZ, &size) != 0)
        die("no terminal");
    pid_t pid = fork();
    if (pid == 0) {
        (void)dup2(slave, 0);
        (void)dup2(slave, 1);
        (void)dup2(slave, 2);
        (void)close(slave);
        (void)close(master);
        (void)execvp(command[0], command);
        _exit(127);
    }
    (void)close(slave);
    char bytes[4096];
    for (;;) {
        ssize_t got = read(master, bytes, sizeof bytes);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break; /* EIO: the other side is closed */
        for (ssize_t i = 0; i < got; i++)
            if (bytes[i] != '\r' || (i + 1 < got && bytes[i + 1] != '\n'))
                (void)fputc(bytes[i], stdout);
    }
    int status = 0;
    (void)waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static size_t widest_line(void)
{
    size_t size;
    char *text = read_all(&size);
    size_t widest = 0;
    size_t width = 0;
    for (const char *at = text; at < text + size;) {
        utf8proc_int32_t c;
        if (at[0] == '\033' && at[1] == '[') { /* a colour */
            at += strcspn(at, "m") + 1;
            continue;
        }
        utf8proc_ssize_t used = utf8proc_iterate((const utf8proc_uint8_t *)at, -1, &c);
        if (used <= 0)
            die("what was written is not UTF-8");
        at += used;
        width = c == '\n' || c == '\r' ? 0 : width + (size_t)utf8proc_charwidth(c);
        widest = width > widest ? width : widest;
    }
    free(text);
    return widest;
}

int main(int argc, char **argv)
{
    table t = {0};
    const char *what = argc > 1 ? argv[1] : "";
    int is_csv = strcmp(what, "csv") == 0;
    if ((is_csv || strcmp(what, "json") == 0) && argc > 2) {
        want(&t, argv[2]);
        t.conditions = argv + 3;
        t.condition_count = (size_t)argc - 3;
        if (is_csv)
            show_csv(&t);
        else
            show_json(&t);
        for (size_t i = 0; i < t.columns; i++)
            free(t.header[i]);
    } else if (strcmp(what, "titles") == 0) {
        show_titles();
    } else if (strcmp(what, "pty") == 0 && argc > 3) {
        return run_on_terminal(atoi(argv[2]), argv + 3);
    } else if (strcmp(what, "width") == 0) {
        (void)printf("%zu\n", widest_line());
    } else {
        die("say csv, json, titles, pty or width");
    }
    return 0;
}
