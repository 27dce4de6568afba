/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The folder between tiptrend and gnuplot: what is written is read back, and nothing else is. */
#define _XOPEN_SOURCE 700
#include "spool.h"

#include "support.h"
#include "tiptrend/memory.h"

static void write_and_read(void **state)
{
    (void)state;
    tt__spool spool = support_enter();
    tt_error err = {0};
    tt_strbuf text;
    check_true(spool.folder[0] == '/');
    check_status(tt__spool_write(&spool, "a.gp", "plot x\n", &err), TT_OK, &err);
    check_status(tt__spool_read(&spool, "a.gp", &text, &err), TT_OK, &err);
    check_text(tt_strbuf_text(&text), "plot x\n", "what was written");
    check_true(text.length == 7);
    tt_strbuf_clear(&text);
    /* Over one of the same name; a shorter text leaves no rest of the longer one. */
    check_status(tt__spool_write(&spool, "a.gp", "x\n", &err), TT_OK, &err);
    check_status(tt__spool_read(&spool, "a.gp", &text, &err), TT_OK, &err);
    check_text(tt_strbuf_text(&text), "x\n", "what was written over it");
    tt_strbuf_clear(&text);
    check_status(tt__spool_write(&spool, "empty", "", &err), TT_OK, &err);
    check_status(tt__spool_read(&spool, "empty", &text, &err), TT_OK, &err);
    check_true(text.length == 0);
    tt_strbuf_clear(&text);
    struct stat info;
    char path[SUPPORT_PATH_SIZE];
    check_true(stat(support_path(&spool, "a.gp", path), &info) == 0 &&
               (info.st_mode & 0777) == 0600);
    tt__spool_drop(&spool, "a.gp");
    tt__spool_drop(&spool, "a.gp");
    err = (tt_error){0};
    check_status(tt__spool_read(&spool, "a.gp", &text, &err), TT_ENOINPUT, &err);
    tt__spool_remove(&spool);
    check_true(spool.folder == NULL);
    tt__spool zeroed = {0};
    tt__spool_remove(&zeroed);
    check_done();
}

/* gnuplot, or who pretends to be it, may leave a link or a folder where a drawing should be. */
static void what_is_no_file(void **state)
{
    (void)state;
    tt__spool spool = support_enter();
    tt_error err = {0};
    tt_strbuf text;
    char path[SUPPORT_PATH_SIZE];
    assert_int_equal(symlink("/etc/passwd", support_path(&spool, "link", path)), 0);
    check_status(tt__spool_read(&spool, "link", &text, &err), TT_EIO, &err);
    check_status(tt__spool_write(&spool, "link", "x", NULL), TT_EIO, NULL);
    assert_int_equal(mkdir(support_path(&spool, "folder", path), 0700), 0);
    check_status(tt__spool_read(&spool, "folder", &text, NULL), TT_EIO, NULL);
    /* A file with a hole of 2 GB: refused by its size, without the memory for it. */
    int fd = open(support_path(&spool, "huge", path), O_WRONLY | O_CREAT, 0600);
    if (fd >= 0 && ftruncate(fd, (off_t)2 << 30) == 0)
        check_status(tt__spool_read(&spool, "huge", &text, NULL), TT_ELIMIT, NULL);
    if (fd >= 0)
        (void)close(fd);
    support_leave(&spool);
    check_done();
}

static void places(void **state)
{
    (void)state;
    tt__spool spool;
    tt_error err = {0};
    check_status(tt__spool_new("/nowhere/at/all", &spool, &err), TT_ECANTCREATE, &err);
    check_true(strstr(err.message, "/nowhere/at/all") != NULL);
    check_true(spool.folder == NULL);
    /* $XDG_RUNTIME_DIR comes first when it is a folder that can be written. */
    tt__spool around = support_enter();
    assert_int_equal(setenv("XDG_RUNTIME_DIR", around.folder, 1), 0);
    check_status(tt__spool_new(NULL, &spool, &err), TT_OK, NULL);
    check_true(strncmp(spool.folder, around.folder, strlen(around.folder)) == 0);
    tt__spool_remove(&spool);
    assert_int_equal(setenv("XDG_RUNTIME_DIR", "relative", 1), 0);
    check_status(tt__spool_new(NULL, &spool, &err), TT_OK, NULL);
    check_true(strncmp(spool.folder, "relative", 8) != 0);
    tt__spool_remove(&spool);
    assert_int_equal(unsetenv("XDG_RUNTIME_DIR"), 0);
    support_leave(&around);
    check_done();
}

static void no_memory(void **state)
{
    (void)state;
    tt__spool spool = support_enter();
    tt_strbuf text = TT_STRBUF_INIT;
    check_status(tt__spool_write(&spool, "a", "text", NULL), TT_OK, NULL);
    tt_status status = TT_ENOMEM;
    for (size_t n = 1; status == TT_ENOMEM && n < 20; n++) {
        tt_memory_fail_at(n);
        status = tt__spool_read(&spool, "a", &text, NULL);
        tt_memory_fail_at(0);
    }
    check_status(status, TT_OK, NULL);
    tt_strbuf_clear(&text);
    tt_memory_fail_at(1);
    check_status(tt__spool_write(&spool, "a", "text", NULL), TT_ENOMEM, NULL);
    tt__spool_drop(&spool, "a"); /* does nothing, and does not fail */
    tt_memory_fail_at(0);
    support_leave(&spool);
    check_done();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(write_and_read),
        cmocka_unit_test(what_is_no_file),
        cmocka_unit_test(places),
        cmocka_unit_test(no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
