/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives the files of a folder to a fuzz target, one after the other: what was once found stays found,
 * with any compiler. */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Returns 1 when the file was replayed. */
static int replay(const char *path)
{
    enum { LIMIT = 1 << 24 };
    FILE *file = fopen(path, "rb");
    uint8_t *bytes = malloc(LIMIT);
    size_t size = file && bytes ? fread(bytes, 1, LIMIT, file) : 0;
    int whole = file && bytes && !ferror(file);
    /* A block of just this size, so that a sanitizer sees each byte read beyond it. */
    uint8_t *exact = malloc(size ? size : 1);
    for (size_t i = 0; exact && i < size; i++)
        exact[i] = bytes[i];
    if (whole && exact)
        (void)LLVMFuzzerTestOneInput(exact, size);
    free(exact);
    free(bytes);
    if (file)
        (void)fclose(file);
    return whole && exact;
}

int main(int count, char **folders)
{
    int replayed = 0;
    for (int i = 1; i < count; i++) {
        DIR *folder = opendir(folders[i]);
        if (!folder) {
            (void)fprintf(stderr, "%s: cannot be opened\n", folders[i]);
            return EXIT_FAILURE;
        }
        for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
            char path[4096];
            if (entry->d_name[0] == '.')
                continue;
            (void)snprintf(path, sizeof path, "%s/%s", folders[i], entry->d_name);
            if (!replay(path)) {
                (void)fprintf(stderr, "%s: cannot be read\n", path);
                return EXIT_FAILURE;
            }
            replayed++;
        }
        (void)closedir(folder);
    }
    (void)printf("%d inputs replayed\n", replayed);
    return replayed > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
