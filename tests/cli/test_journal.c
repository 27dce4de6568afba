/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal of a batch: what it knows comes back, whatever happened to its file and to the files it is about. */
#define _XOPEN_SOURCE 700 /* mkdtemp */
#include "journal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"
#include "report.h"
#include "tiptrend/memory.h"

static char folder[256];

static char *within(const char *name)
{
    return cli_report_path(folder, name);
}

static void write_text(const char *name, const char *text)
{
    char *path = within(name);
    check_status(tt_output_write_file(path, text, strlen(text), NULL), TT_OK, NULL);
    tt_free(path);
}

static void make_folder(const char *name)
{
    char *path = within(name);
    check_status(tt_output_make_folder(path, NULL), TT_OK, NULL);
    tt_free(path);
}

static cli_journal *start(void)
{
    cli_journal *j = NULL;
    check_status(cli_journal_new(folder, &j, NULL), TT_OK, NULL);
    char *path = within("journal");
    check_status(cli_journal_read(j, path, NULL), TT_OK, NULL);
    check_status(cli_journal_open(j, path, NULL), TT_OK, NULL);
    tt_free(path);
    return j;
}

/* Makes a file and enters it. */
static void make(cli_journal *j, const char *name, const char *key, const char *text)
{
    cli_standing standing;
    check_status(cli_journal_ask(j, name, key, &standing, NULL), TT_OK, NULL);
    write_text(name, text);
    check_status(
        cli_journal_made(j, name, strlen(text), tt_output_checksum(text, strlen(text)), NULL),
        TT_OK, NULL);
}

static cli_standing standing_of(cli_journal *j, const char *name, const char *key)
{
    cli_standing standing = CLI_NEVER_MADE;
    check_status(cli_journal_ask(j, name, key, &standing, NULL), TT_OK, NULL);
    return standing;
}

static void fill(void)
{
    cli_journal *j = start();
    check_true(standing_of(j, "a/one", "k1") == CLI_NEVER_MADE);
    make(j, "a/one", "k1", "first");
    make(j, "a/two", "k2", "second");
    make(j, "b/one", "k3", "third");
    check_status(cli_journal_complete(j, "a", "key of a", "Title\tand more", NULL), TT_OK, NULL);
    check_status(cli_journal_complete(j, "b", "key of b", "B", NULL), TT_OK, NULL);
    check_status(cli_journal_flush(j, NULL), TT_OK, NULL);
    cli_journal_free(j);
}

static void comes_back(void **state)
{
    (void)state;
    const char *path;
    fill();
    cli_journal *j = start();
    check_true(standing_of(j, "a/one", "k1") == CLI_STANDS);
    check_true(standing_of(j, "a/one", "other") == CLI_OUTDATED);
    check_true(standing_of(j, "a/three", "k1") == CLI_NEVER_MADE);
    check_text(cli_journal_find_report(j, "a")->key, "key of a", "the key");
    check_text(cli_journal_find_report(j, "a")->summary, "Title\tand more", "the summary");
    check_true(cli_journal_find_report(j, "c") == NULL);
    check_true(cli_journal_check_report(j, "a", &path) == CLI_STANDS);
    check_true(cli_journal_file_count(j, "a") == 2 && cli_journal_file_count(j, "c") == 0);
    check_true(!cli_journal_is_changed(j));
    cli_journal_free(j);
    check_done();
}

/* Gone, altered with the same length, altered and put back: the bytes decide. */
static void on_the_disk(void **state)
{
    (void)state;
    const char *path;
    fill();
    write_text("a/one", "First");
    cli_journal *j = start();
    check_true(standing_of(j, "a/one", "k1") == CLI_ALTERED);
    check_true(cli_journal_check_report(j, "a", &path) == CLI_ALTERED);
    check_text(path, "a/one", "the file that was altered");
    write_text("a/one", "first"); /* another inode and time, the same bytes */
    check_true(standing_of(j, "a/one", "k1") == CLI_STANDS && cli_journal_is_changed(j));
    char *two = within("a/two");
    check_true(unlink(two) == 0);
    tt_free(two);
    check_true(standing_of(j, "a/two", "k2") == CLI_GONE);
    check_true(cli_journal_check_report(j, "a", &path) == CLI_GONE);
    check_true(cli_journal_check_report(j, "b", &path) == CLI_STANDS);
    cli_journal_free(j);
    check_done();
}

/* Cut at any byte, or with any byte changed: what is read is a part of what was written, never something else,
 * and lines can be added after it. */
static void damaged(void **state)
{
    (void)state;
    fill();
    char *path = within("journal");
    char *whole = check_read_file(path);
    size_t length = strlen(whole);
    for (size_t cut = 0; cut <= 2 * length; cut++) {
        char *text = tt_strdup(whole);
        size_t kept = cut <= length ? cut : length;
        if (cut > length)
            text[cut - length - 1] ^= 0x05;
        check_status(tt_output_write_file(path, text, kept, NULL), TT_OK, NULL);
        tt_free(text);
        cli_journal *j = start();
        const cli_journal_report *a = cli_journal_find_report(j, "a");
        check_true(!a ||
                   (strcmp(a->key, "key of a") == 0 && strcmp(a->summary, "Title\tand more") == 0));
        cli_standing one = standing_of(j, "a/one", "k1");
        check_true(one == CLI_STANDS || one == CLI_NEVER_MADE);
        check_status(cli_journal_complete(j, "late", "key", "L", NULL), TT_OK, NULL);
        check_status(cli_journal_flush(j, NULL), TT_OK, NULL);
        cli_journal_free(j);
        j = start();
        check_true(cli_journal_find_report(j, "late") != NULL);
        cli_journal_free(j);
    }
    free(whole);
    tt_free(path);
    check_done();
}

static void count_told(void *context, const char *path, int removed)
{
    (void)path;
    ((int *)context)[removed ? 0 : 1]++;
}

/* What nobody asks for is removed with its empty folder, unless somebody has changed it. */
static void pruning(void **state)
{
    (void)state;
    fill();
    int told[2] = {0, 0};
    struct stat info;
    cli_journal *j = start();
    check_true(standing_of(j, "a/one", "k1") == CLI_STANDS);
    write_text("a/two", "mine now");
    check_status(cli_journal_prune(j, NULL, count_told, told, NULL), TT_OK, NULL);
    check_true(told[0] == 1 && told[1] == 1);
    char *path = within("b");
    check_true(stat(path, &info) != 0);
    tt_free(path);
    path = within("a/two");
    check_true(stat(path, &info) == 0);
    tt_free(path);
    check_true(cli_journal_find_report(j, "a") != NULL && cli_journal_find_report(j, "b") == NULL);
    tt_strbuf text = TT_STRBUF_INIT;
    cli_journal_text(j, &text);
    check_true(strstr(tt_strbuf_text(&text), "a/one") && !strstr(tt_strbuf_text(&text), "a/two") &&
               !strstr(tt_strbuf_text(&text), "b/one"));
    tt_strbuf_clear(&text);
    cli_journal_free(j);
    check_done();
}

/* Many names, so that the tables grow. */
static void many(void **state)
{
    (void)state;
    cli_journal *j = start();
    char name[32];
    for (int i = 0; i < 500; i++) {
        (void)snprintf(name, sizeof name, "r%d", i % 100);
        check_status(cli_journal_complete(j, name, "k", name, NULL), TT_OK, NULL);
        (void)snprintf(name, sizeof name, "r%d/%d", i % 100, i);
        check_true(standing_of(j, name, "k") == CLI_NEVER_MADE);
    }
    check_text(cli_journal_find_report(j, "r42")->summary, "r42", "one of many");
    cli_journal_free(j);
    check_done();
}

static int enter(void **state)
{
    (void)state;
    (void)snprintf(folder, sizeof folder, "%s/tiptrend-journal-XXXXXX",
                   getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
    if (!mkdtemp(folder))
        return -1;
    make_folder("a");
    make_folder("b");
    return 0;
}

static int leave(void **state)
{
    (void)state;
    char command[300];
    (void)snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(comes_back, enter, leave),
        cmocka_unit_test_setup_teardown(on_the_disk, enter, leave),
        cmocka_unit_test_setup_teardown(damaged, enter, leave),
        cmocka_unit_test_setup_teardown(pruning, enter, leave),
        cmocka_unit_test_setup_teardown(many, enter, leave),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
