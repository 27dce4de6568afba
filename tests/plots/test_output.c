/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files appear under their names only when they are complete, all of a batch at its commit. */
#define _XOPEN_SOURCE 700
#include "tiptrend/output.h"

#include <glob.h>
#include <pthread.h>
#include <stdatomic.h>

#include "support.h"
#include "tiptrend/memory.h"

static void expect_text(const tt__spool *folder, const char *name, const char *text)
{
    char path[SUPPORT_PATH_SIZE];
    char *found = check_read_file(support_path(folder, name, path));
    check_text(found ? found : "(no file)", text, name);
    free(found);
}

static size_t entries(const tt__spool *folder)
{
    return (size_t)support_count(folder->folder, "") - 2; /* . and .. */
}

static void a_batch(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    tt_error err = {0};
    tt_output *output;
    size_t index;
    char path[SUPPORT_PATH_SIZE];
    check_status(tt_output_begin(NULL, &output, &err), TT_OK, &err);
    check_status(tt_output_commit(output, &err), TT_OK, &err); /* of nothing */
    check_status(tt_output_add(output, support_path(&folder, "a", path), "one", 3, &index, &err),
                 TT_OK, &err);
    check_true(index == 0);
    check_status(tt_output_add(output, support_path(&folder, "b", path), "", 0, &index, &err),
                 TT_OK, &err);
    check_true(index == 1 && tt_output_count(output) == 2);
    check_true(support_size(support_path(&folder, "a", path)) == -1);
    check_true(!tt_output_at(output, 0).in_place);
    check_status(tt_output_commit(output, &err), TT_OK, &err);
    expect_text(&folder, "a", "one");
    expect_text(&folder, "b", "");
    check_true(tt_output_at(output, 0).in_place && tt_output_at(output, 0).status == TT_OK);
    check_true(tt_output_at(output, 7).status == TT_EUSAGE);
    check_true(entries(&folder) == 2); /* no work folder */
    /* The next files of the same batch, over the first. */
    check_status(tt_output_add(output, support_path(&folder, "a", path), "two", 3, &index, &err),
                 TT_OK, &err);
    expect_text(&folder, "a", "one");
    check_status(tt_output_commit(output, &err), TT_OK, &err);
    expect_text(&folder, "a", "two");
    /* What is not committed is gone with the batch. */
    check_status(tt_output_add(output, support_path(&folder, "c", path), "x", 1, NULL, &err), TT_OK,
                 &err);
    tt_output_free(output);
    check_true(entries(&folder) == 2);
    tt_output_free(NULL);
    support_leave(&folder);
    check_done();
}

/* A long file is written piece by piece, and appears whole or not at all. */
static void appended(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    int before = support_descriptors();
    tt_error err = {0};
    tt_output *output;
    char a[SUPPORT_PATH_SIZE];
    char b[SUPPORT_PATH_SIZE];
    (void)support_path(&folder, "a", a);
    (void)support_path(&folder, "b", b);
    check_status(tt_output_begin(&(tt_output_options){.no_sync = 1}, &output, &err), TT_OK, &err);
    check_status(tt_output_add(output, a, "one", 3, NULL, &err), TT_OK, &err);
    check_status(tt_output_add(output, b, "", 0, NULL, &err), TT_OK, &err);
    check_status(tt_output_append(output, 0, " two", 4, &err), TT_OK, &err);
    check_status(tt_output_append(output, 1, "x", 1, &err), TT_OK, &err);
    check_status(tt_output_append(output, 0, "", 0, &err), TT_OK, &err);
    check_status(tt_output_append(output, 0, " three", 6, &err), TT_OK, &err);
    check_true(tt_output_at(output, 0).size == 13 && support_size(a) == -1);
    check_status(tt_output_append(output, 2, "x", 1, &err), TT_EUSAGE, &err);
    err = (tt_error){0};
    check_status(tt_output_commit(output, &err), TT_OK, &err);
    expect_text(&folder, "a", "one two three");
    expect_text(&folder, "b", "x");
    check_status(tt_output_append(output, 0, "x", 1, &err), TT_EUSAGE, &err);
    err = (tt_error){0};
    /* What is not committed leaves the old file, and nothing open. */
    check_status(tt_output_add(output, a, "new", 3, NULL, &err), TT_OK, &err);
    check_status(tt_output_append(output, 2, "er", 2, &err), TT_OK, &err);
    tt_output_free(output);
    expect_text(&folder, "a", "one two three");
    check_true(entries(&folder) == 2 && support_descriptors() == before);
    support_leave(&folder);
    check_done();
}

/* A file that cannot be made is told, and the others are made all the same. */
static void one_of_several_fails(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    tt_error err = {0};
    tt_output *output;
    char path[SUPPORT_PATH_SIZE];
    assert_int_equal(mkdir(support_path(&folder, "is-a-folder", path), 0700), 0);
    check_status(tt_output_begin(&(tt_output_options){.no_sync = 1}, &output, &err), TT_OK, &err);
    check_status(tt_output_add(output, path, "x", 1, NULL, &err), TT_ECANTCREATE, &err);
    check_true(strstr(err.message, "folder") && strstr(err.file, "is-a-folder"));
    check_status(tt_output_add(output, support_path(&folder, "no/file", path), "x", 1, NULL, NULL),
                 TT_ECANTCREATE, NULL);
    check_status(tt_output_add(output, "", "x", 1, NULL, NULL), TT_EUSAGE, NULL);
    check_status(tt_output_add(output, support_path(&folder, "good", path), "yes", 3, NULL, NULL),
                 TT_OK, NULL);
    err = (tt_error){0};
    check_status(tt_output_commit(output, &err), TT_ECANTCREATE, &err);
    check_true(strstr(err.file, "is-a-folder") != NULL);
    expect_text(&folder, "good", "yes");
    check_true(tt_output_at(output, 0).status == TT_ECANTCREATE && tt_output_at(output, 0).message);
    check_true(tt_output_at(output, 2).in_place);
    tt_output_free(output);
    support_leave(&folder);
    check_done();
}

/* Without sync an old file steps aside for the new one, and is back when there is none. */
static void replaced_at_once(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    tt_error err = {0};
    tt_output *output;
    glob_t found;
    char path[SUPPORT_PATH_SIZE];
    char waiting[SUPPORT_PATH_SIZE];
    (void)support_path(&folder, "a", path);
    for (int round = 0; round < 3; round++) {
        const char *text = round == 0 ? "old" : "newer";
        check_status(tt_output_begin(&(tt_output_options){.no_sync = 1}, &output, &err), TT_OK,
                     &err);
        check_status(tt_output_add(output, path, text, strlen(text), NULL, &err), TT_OK, &err);
        if (round == 1) { /* somebody takes the new file away */
            (void)support_path(&folder, ".tiptrend-*/0", waiting);
            assert_int_equal(glob(waiting, 0, NULL, &found), 0);
            assert_int_equal(unlink(found.gl_pathv[0]), 0);
            globfree(&found);
        }
        check_status(tt_output_commit(output, NULL), round == 1 ? TT_ECANTCREATE : TT_OK, &err);
        tt_output_free(output);
        expect_text(&folder, "a", round < 2 ? "old" : "newer");
        check_true(entries(&folder) == 1);
    }
    support_leave(&folder);
    check_done();
}

/* A target that became a folder between adding and committing: told, and no rest of it is left. */
static void fails_at_the_commit(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    tt_error err = {0};
    tt_output *output;
    char path[SUPPORT_PATH_SIZE];
    check_status(tt_output_begin(NULL, &output, &err), TT_OK, &err);
    check_status(tt_output_add(output, support_path(&folder, "a", path), "x", 1, NULL, &err), TT_OK,
                 &err);
    assert_int_equal(mkdir(path, 0700), 0);
    check_status(tt_output_commit(output, &err), TT_ECANTCREATE, &err);
    tt_output_free(output);
    check_true(entries(&folder) == 1);
    support_leave(&folder);
    check_done();
}

/* A link is followed and stays; a file keeps its permissions; a device is written to. */
static void what_stands_there(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    tt_error err = {0};
    char path[SUPPORT_PATH_SIZE];
    char link[SUPPORT_PATH_SIZE];
    struct stat info;
    check_status(tt_output_write_file(support_path(&folder, "file", path), "old", 3, &err), TT_OK,
                 &err);
    assert_int_equal(chmod(path, 0604), 0);
    assert_int_equal(symlink("file", support_path(&folder, "link", link)), 0);
    check_status(tt_output_write_file(link, "new", 3, &err), TT_OK, &err);
    expect_text(&folder, "file", "new");
    check_true(lstat(link, &info) == 0 && S_ISLNK(info.st_mode));
    check_true(stat(path, &info) == 0 && (info.st_mode & 0777) == 0604);
    check_status(tt_output_write_file("/dev/null", "x", 1, &err), TT_OK, &err);
    if (support_size("/dev/full") != -1) {
        check_status(tt_output_write_file("/dev/full", "x", 1, &err), TT_EIO, &err);
        check_true(strstr(err.message, "No space left") != NULL);
    }
    if (geteuid() != 0) { /* the superuser may write anywhere */
        assert_int_equal(chmod(path, 0400), 0);
        check_status(tt_output_write_file(path, "x", 1, NULL), TT_ECANTCREATE, NULL);
        assert_int_equal(chmod(folder.folder, 0500), 0);
        check_status(tt_output_write_file(support_path(&folder, "other", path), "x", 1, NULL),
                     TT_ECANTCREATE, NULL);
        assert_int_equal(chmod(folder.folder, 0700), 0);
    }
    support_leave(&folder);
    check_done();
}

/* Files that are read are not written over, whatever they are called; what leaves the folder is refused. */
static void what_must_stay(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    tt_error err = {0};
    char path[SUPPORT_PATH_SIZE];
    char link[SUPPORT_PATH_SIZE];
    char hard[SUPPORT_PATH_SIZE];
    char inner[SUPPORT_PATH_SIZE];
    check_status(tt_output_write_file(support_path(&folder, "file", path), "old", 3, &err), TT_OK,
                 &err);
    assert_int_equal(symlink("file", support_path(&folder, "link", link)), 0);
    assert_int_equal(symlink("/tmp", support_path(&folder, "away", hard)), 0);
    const char *const kept[] = {path, "/no/such/file"};
    tt_output_options options = {.kept = kept, .kept_count = 2, .folder = folder.folder};
    tt_output *output;
    check_status(tt_output_begin(&options, &output, &err), TT_OK, &err);
    check_status(tt_output_add(output, path, "new", 3, NULL, &err), TT_ECANTCREATE, &err);
    err = (tt_error){0};
    check_status(tt_output_add(output, link, "new", 3, NULL, &err), TT_ECANTCREATE, &err);
    err = (tt_error){0};
    (void)support_path(&folder, "away/x", inner);
    check_status(tt_output_add(output, inner, "new", 3, NULL, &err), TT_ECANTCREATE, &err);
    err = (tt_error){0};
    check_status(tt_output_add(output, "/dev/null", "new", 3, NULL, &err), TT_ECANTCREATE, &err);
    err = (tt_error){0};
    check_status(tt_output_add(output, support_path(&folder, "other", inner), "new", 3, NULL, &err),
                 TT_OK, &err);
    check_status(tt_output_commit(output, NULL), TT_ECANTCREATE, NULL);
    tt_output_free(output);
    expect_text(&folder, "file", "old");
    expect_text(&folder, "other", "new");
    err = (tt_error){0};
    options.folder = "/no/such/folder";
    check_status(tt_output_begin(&options, &output, &err), TT_ECANTCREATE, &err);
    check_true(output == NULL);
    support_leave(&folder);
    check_done();
}

static void folders(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    tt_error err = {0};
    char path[SUPPORT_PATH_SIZE];
    struct stat info;
    check_status(tt_output_make_folder(support_path(&folder, "a//b/c/", path), &err), TT_OK, &err);
    check_status(tt_output_make_folder(path, &err), TT_OK, &err); /* there already */
    check_true(stat(path, &info) == 0 && S_ISDIR(info.st_mode));
    check_status(tt_output_write_file(support_path(&folder, "f", path), "", 0, &err), TT_OK, &err);
    check_status(tt_output_make_folder(path, &err), TT_ECANTCREATE, &err);
    check_status(tt_output_make_folder(support_path(&folder, "f/g", path), NULL), TT_ECANTCREATE,
                 NULL);
    check_status(tt_output_make_folder("", NULL), TT_ECANTCREATE, NULL);
    support_leave(&folder);
    check_done();
}

/* ---- several threads, one batch ---- */

enum { THREADS = 4, FILES = 40 };

typedef struct writer {
    tt_output *output;
    const tt__spool *folder;
    int number;
    int failures;
} writer;

static void *write_files(void *argument)
{
    writer *w = argument;
    for (int i = 0; i < FILES; i++) {
        char path[SUPPORT_PATH_SIZE];
        char text[32];
        (void)snprintf(text, sizeof text, "%d-%d", w->number, i);
        (void)snprintf(path, sizeof path, "%s/%d/%s", w->folder->folder, i % 3, text);
        w->failures += tt_output_add(w->output, path, text, strlen(text), NULL, NULL) != TT_OK;
        if (i % 16 == 7) /* commits of one thread do not take the files of another */
            w->failures += tt_output_commit(w->output, NULL) != TT_OK;
    }
    return NULL;
}

static void threads(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    char path[SUPPORT_PATH_SIZE];
    tt_output *output;
    pthread_t ids[THREADS];
    writer writers[THREADS];
    for (int i = 0; i < 3; i++) {
        char name[2] = {(char)('0' + i), '\0'};
        check_status(tt_output_make_folder(support_path(&folder, name, path), NULL), TT_OK, NULL);
    }
    check_status(tt_output_begin(&(tt_output_options){.no_sync = 1}, &output, NULL), TT_OK, NULL);
    for (int i = 0; i < THREADS; i++) {
        writers[i] = (writer){output, &folder, i, 0};
        assert_int_equal(pthread_create(&ids[i], NULL, write_files, &writers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        (void)pthread_join(ids[i], NULL);
        check_true(writers[i].failures == 0);
    }
    check_status(tt_output_commit(output, NULL), TT_OK, NULL);
    check_true(tt_output_count(output) == THREADS * FILES);
    for (int t = 0; t < THREADS; t++)
        for (int i = 0; i < FILES; i++) {
            char name[32];
            (void)snprintf(name, sizeof name, "%d/%d-%d", i % 3, t, i);
            expect_text(&folder, name, name + 2);
        }
    tt_output_free(output);
    check_true(support_count(folder.folder, "tiptrend") == 0);
    support_leave(&folder);
    check_done();
}

typedef struct committer {
    tt_output *output;
    atomic_int *stop;
    int failures;
} committer;

static void *commit_often(void *argument)
{
    committer *me = argument;
    do {
        me->failures += tt_output_commit(me->output, NULL) != TT_OK;
        tt_output_forget(me->output);
    } while (!atomic_load(me->stop));
    return NULL;
}

/* Files are added while others are committed and forgotten: all come to their places, none twice. */
static void commits_meanwhile(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    tt_output *output;
    atomic_int stop = 0;
    pthread_t ids[THREADS + 1];
    writer writers[THREADS];
    check_status(tt_output_begin(&(tt_output_options){.no_sync = 1}, &output, NULL), TT_OK, NULL);
    committer other = {output, &stop, 0};
    for (int i = 0; i < 3; i++) {
        char path[SUPPORT_PATH_SIZE];
        char name[8];
        (void)snprintf(name, sizeof name, "%d", i);
        check_status(tt_output_make_folder(support_path(&folder, name, path), NULL), TT_OK, NULL);
    }
    assert_int_equal(pthread_create(&ids[THREADS], NULL, commit_often, &other), 0);
    for (int i = 0; i < THREADS; i++) {
        writers[i] = (writer){output, &folder, i, 0};
        assert_int_equal(pthread_create(&ids[i], NULL, write_files, &writers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        (void)pthread_join(ids[i], NULL);
        check_true(writers[i].failures == 0);
    }
    atomic_store(&stop, 1);
    (void)pthread_join(ids[THREADS], NULL);
    check_status(tt_output_commit(output, NULL), TT_OK, NULL);
    check_true(other.failures == 0 && tt_output_count(output) == THREADS * FILES);
    for (int t = 0; t < THREADS; t++)
        for (int i = 0; i < FILES; i++) {
            char name[32];
            (void)snprintf(name, sizeof name, "%d/%d-%d", i % 3, t, i);
            expect_text(&folder, name, name + 2);
        }
    tt_output_free(output);
    check_true(support_count(folder.folder, "tiptrend") == 0);
    support_leave(&folder);
    check_done();
}

/* What a file is known by; files that are forgotten, and those that are not. The checksum of "123456789" is
 * the check value of CRC-32 (ITU-T V.42; Koopman's tables). */
static void known_by(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    tt_output *output;
    char path[SUPPORT_PATH_SIZE];
    check_true(tt_output_checksum("123456789", 9) == 0xCBF43926u);
    check_true(tt_output_checksum("", 0) == 0);
    check_status(tt_output_begin(NULL, &output, NULL), TT_OK, NULL);
    (void)support_path(&folder, "a", path);
    check_status(tt_output_add(output, path, "123456789", 9, NULL, NULL), TT_OK, NULL);
    tt_output_forget(output); /* it is not committed, and stays */
    tt_output_file file = tt_output_at(output, 0);
    check_text(file.path, path, "the path");
    check_true(file.size == 9 && file.checksum == 0xCBF43926u && !file.in_place);
    check_status(tt_output_commit(output, NULL), TT_OK, NULL);
    check_true(tt_output_at(output, 0).in_place);
    tt_output_forget(output);
    check_true(tt_output_at(output, 0).status == TT_EUSAGE && tt_output_count(output) == 1);
    check_status(tt_output_add(output, path, "x", 1, NULL, NULL), TT_OK, NULL);
    check_text(tt_output_at(output, 1).path, path, "the second has its own number");
    tt_output_free(output);
    expect_text(&folder, "a", "123456789");
    support_leave(&folder);
    check_done();
}

/* Without memory at any point: an error, nothing under the name, nothing left; then it succeeds. */
static void no_memory(void **state)
{
    (void)state;
    tt__spool folder = support_enter();
    char path[SUPPORT_PATH_SIZE];
    int before = support_descriptors();
    tt_status status = TT_ENOMEM;
    size_t n = 0;
    (void)support_path(&folder, "file", path);
    while (status == TT_ENOMEM && n < 100) {
        check_true(entries(&folder) == 0);
        tt_memory_fail_at(++n);
        status = tt_output_write_file(path, "text", 4, NULL);
        tt_memory_fail_at(0);
    }
    check_status(status, TT_OK, NULL);
    check_true(n > 5);
    expect_text(&folder, "file", "text");
    check_true(support_descriptors() == before);
    support_leave(&folder);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_batch),
        cmocka_unit_test(appended),
        cmocka_unit_test(one_of_several_fails),
        cmocka_unit_test(fails_at_the_commit),
        cmocka_unit_test(what_stands_there),
        cmocka_unit_test(what_must_stay),
        cmocka_unit_test(folders),
        cmocka_unit_test(threads),
        cmocka_unit_test(replaced_at_once),
        cmocka_unit_test(commits_meanwhile),
        cmocka_unit_test(known_by),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
