/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders that do not outlive their use: made, locked, removed; those of dead processes swept. */
#define _XOPEN_SOURCE 700
#include "tempfolder.h"

#include <signal.h>

#include "support.h"
#include "tiptrend/memory.h"

static void touch(const char *folder, const char *name)
{
    char path[SUPPORT_PATH_SIZE];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    int fd = open(path, O_WRONLY | O_CREAT, 0600);
    assert_true(fd >= 0);
    (void)close(fd);
}

static void make_folder(const char *folder, const char *name, char path[SUPPORT_PATH_SIZE])
{
    (void)snprintf(path, SUPPORT_PATH_SIZE, "%s/%s", folder, name);
    assert_int_equal(mkdir(path, 0700), 0);
}

static void make_and_remove(void **state)
{
    (void)state;
    tt__spool around = support_enter();
    tt_error err = {0};
    tt__tempfolder folder;
    char inner[SUPPORT_PATH_SIZE];
    check_status(tt__tempfolder_new(around.folder, &folder, &err), TT_OK, &err);
    struct stat info;
    assert_int_equal(stat(folder.path, &info), 0);
    check_true((info.st_mode & 0777) == 0700);
    char *path = tt__tempfolder_path(&folder, "name");
    assert_non_null(path);
    check_true(strncmp(path, folder.path, strlen(folder.path)) == 0);
    check_text(path + strlen(folder.path), "/name", "a path in it");
    tt_free(path);
    touch(folder.path, "file");
    make_folder(folder.path, "inner", inner);
    touch(inner, ".hidden");
    tt__tempfolder_remove(&folder);
    check_true(folder.path == NULL);
    check_true(support_count(around.folder, "tiptrend") == 0);
    tt__tempfolder_remove(&folder);
    tt__tempfolder zeroed = {0};
    tt__tempfolder_remove(&zeroed);
    support_leave(&around);
    check_done();
}

/* A link in a folder is removed; what it leads to stays. */
static void links_are_not_followed(void **state)
{
    (void)state;
    tt__spool around = support_enter();
    tt__tempfolder folder;
    char outside[SUPPORT_PATH_SIZE];
    char link[2 * SUPPORT_PATH_SIZE];
    make_folder(around.folder, "outside", outside);
    touch(outside, "precious");
    check_status(tt__tempfolder_new(around.folder, &folder, NULL), TT_OK, NULL);
    (void)snprintf(link, sizeof link, "%s/link", folder.path);
    assert_int_equal(symlink(outside, link), 0);
    tt__tempfolder_remove(&folder);
    check_true(support_count(outside, "precious") == 1);
    /* The same when it is swept, and a link with the name of one of ours is left alone. */
    char dead[SUPPORT_PATH_SIZE];
    make_folder(around.folder, ".tiptrend-aB3xY9", dead);
    (void)snprintf(link, sizeof link, "%s/link", dead);
    assert_int_equal(symlink(outside, link), 0);
    (void)snprintf(link, sizeof link, "%s/.tiptrend-aaaaaa", around.folder);
    assert_int_equal(symlink(outside, link), 0);
    check_status(tt__tempfolder_new(around.folder, &folder, NULL), TT_OK, NULL);
    check_true(support_size(dead) == -1);
    check_true(support_count(outside, "precious") == 1);
    check_true(lstat(link, &(struct stat){0}) == 0);
    tt__tempfolder_remove(&folder);
    support_leave(&around);
    check_done();
}

/* What is swept: folders of our pattern whose lock is free. Everything else stays. */
static void sweeping(void **state)
{
    (void)state;
    tt__spool around = support_enter();
    tt__tempfolder alive;
    tt__tempfolder next;
    char dead[SUPPORT_PATH_SIZE];
    char other[SUPPORT_PATH_SIZE];
    char longer[SUPPORT_PATH_SIZE];
    check_status(tt__tempfolder_new(around.folder, &alive, NULL), TT_OK, NULL);
    make_folder(around.folder, ".tiptrend-Dead01", dead);
    touch(dead, "0");
    make_folder(around.folder, ".tiptrend-", other);
    make_folder(around.folder, ".tiptrend-0123456789", longer);
    touch(around.folder, ".tiptrend-afile0");
    check_status(tt__tempfolder_new(around.folder, &next, NULL), TT_OK, NULL);
    check_true(support_size(dead) == -1);
    check_true(support_size(other) != -1 && support_size(longer) != -1);
    check_true(support_size(alive.path) != -1);
    check_true(support_count(around.folder, ".tiptrend-afile0") == 1);
    check_true(strcmp(alive.path, next.path) != 0);
    tt__tempfolder_remove(&alive);
    tt__tempfolder_remove(&next);
    support_leave(&around);
    check_done();
}

/* The lock of a killed process is free at once, that of a living one is not. */
static void killed_owner(void **state)
{
    (void)state;
    tt__spool around = support_enter();
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t pid = fork();
    if (pid == 0) {
        tt__tempfolder mine;
        char done = tt__tempfolder_new(around.folder, &mine, NULL) == TT_OK ? 'y' : 'n';
        (void)!write(ready[1], &done, 1);
        for (;;)
            (void)pause();
    }
    char done = 0;
    assert_int_equal(read(ready[0], &done, 1), 1);
    check_true(done == 'y');
    tt__tempfolder folder;
    check_status(tt__tempfolder_new(around.folder, &folder, NULL), TT_OK, NULL);
    check_true(support_count(around.folder, ".tiptrend-") == 2);
    tt__tempfolder_remove(&folder);
    (void)kill(pid, SIGKILL);
    (void)waitpid(pid, NULL, 0);
    check_status(tt__tempfolder_new(around.folder, &folder, NULL), TT_OK, NULL);
    check_true(support_count(around.folder, ".tiptrend-") == 1);
    tt__tempfolder_remove(&folder);
    (void)close(ready[0]);
    (void)close(ready[1]);
    support_leave(&around);
    check_done();
}

static void failures(void **state)
{
    (void)state;
    tt__spool around = support_enter();
    tt__tempfolder folder;
    tt_error err = {0};
    char path[SUPPORT_PATH_SIZE];
    int before = support_descriptors();
    check_status(tt__tempfolder_new(support_path(&around, "nowhere", path), &folder, &err),
                 TT_ECANTCREATE, &err);
    check_true(strstr(err.message, "nowhere") && strstr(err.message, "No such file"));
    check_true(folder.path == NULL);
    touch(around.folder, "file");
    err = (tt_error){0};
    check_status(tt__tempfolder_new(support_path(&around, "file", path), &folder, &err),
                 TT_ECANTCREATE, &err);
    tt_memory_fail_at(1);
    err = (tt_error){0};
    check_status(tt__tempfolder_new(around.folder, &folder, &err), TT_ENOMEM, &err);
    tt_memory_fail_at(0);
    check_true(support_descriptors() == before);
    check_true(support_count(around.folder, ".tiptrend-") == 0);
    support_leave(&around);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(make_and_remove), cmocka_unit_test(links_are_not_followed),
        cmocka_unit_test(sweeping),        cmocka_unit_test(killed_owner),
        cmocka_unit_test(failures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
