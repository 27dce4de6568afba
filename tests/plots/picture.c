/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading and comparing pictures. */
#include "picture.h"

#include <math.h>
#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static float grey_of(const unsigned char *rgb)
{
    return (float)((0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2]) / 255);
}

static int take_pixels(picture *out, const unsigned char *rgb)
{
    size_t count = out->width * out->height;
    out->grey = malloc(count * sizeof *out->grey);
    for (size_t i = 0; out->grey && i < count; i++)
        out->grey[i] = grey_of(rgb + 3 * i);
    return out->grey ? 0 : -1;
}

static int read_png(const char *path, picture *out)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    static const png_color white = {255, 255, 255};
    if (!png_image_begin_read_from_file(&image, path))
        return -1;
    image.format = PNG_FORMAT_RGB;
    unsigned char *rgb = malloc(PNG_IMAGE_SIZE(image));
    int bad = !rgb || !png_image_finish_read(&image, &white, rgb, 0, NULL);
    out->width = image.width;
    out->height = image.height;
    bad = bad || take_pixels(out, rgb) != 0;
    free(rgb);
    png_image_free(&image);
    return bad ? -1 : 0;
}

static int read_ppm(FILE *file, picture *out)
{
    unsigned most = 0;
    /* gs writes a line of comment after P6. */
    int c = fgetc(file);
    while (c == '\n' || c == '#') {
        while (c == '#' && (c = fgetc(file)) != '\n' && c != EOF)
            c = '#';
        c = fgetc(file);
    }
    (void)ungetc(c, file);
    if (fscanf(file, "%zu %zu %u", &out->width, &out->height, &most) != 3 || most != 255)
        return -1;
    (void)fgetc(file);
    size_t size = 3 * out->width * out->height;
    unsigned char *rgb = malloc(size ? size : 1);
    int bad = !rgb || fread(rgb, 1, size, file) != size || take_pixels(out, rgb) != 0;
    free(rgb);
    return bad ? -1 : 0;
}

int picture_read(const char *path, picture *out)
{
    *out = (picture){0};
    FILE *file = fopen(path, "rb");
    if (!file)
        return -1;
    char magic[2] = "";
    int is_ppm = fread(magic, 1, 2, file) == 2 && magic[0] == 'P' && magic[1] == '6';
    int status = is_ppm ? read_ppm(file, out) : read_png(path, out);
    (void)fclose(file);
    return status;
}

void picture_clear(picture *p)
{
    free(p->grey);
    *p = (picture){0};
}

/* The mean of a picture over a rectangle given in parts of its size, edges weighted by their part. */
static double mean_over(const picture *p, const double x[2], const double y[2])
{
    double sum = 0;
    double area = 0;
    double left = x[0] * (double)p->width;
    double right = x[1] * (double)p->width;
    double top = y[0] * (double)p->height;
    double bottom = y[1] * (double)p->height;
    for (size_t row = (size_t)top; row < p->height && (double)row < bottom; row++) {
        double high = fmin(bottom, (double)row + 1) - fmax(top, (double)row);
        for (size_t column = (size_t)left; column < p->width && (double)column < right; column++) {
            double wide = fmin(right, (double)column + 1) - fmax(left, (double)column);
            sum += p->grey[row * p->width + column] * high * wide;
            area += high * wide;
        }
    }
    return area > 0 ? sum / area : 1;
}

int picture_compare(const picture *a, const picture *b, size_t cells, double *mean, double *most)
{
    double shape_a = (double)a->height / (double)a->width;
    double shape_b = (double)b->height / (double)b->width;
    size_t down = (size_t)lround((double)cells * shape_a);
    *mean = *most = 0;
    if (fabs(shape_a - shape_b) > 0.01 || down == 0)
        return -1;
    for (size_t i = 0; i < down; i++)
        for (size_t j = 0; j < cells; j++) {
            double x[2] = {(double)j / (double)cells, (double)(j + 1) / (double)cells};
            double y[2] = {(double)i / (double)down, (double)(i + 1) / (double)down};
            double difference = fabs(mean_over(a, x, y) - mean_over(b, x, y));
            *mean += difference / (double)(down * cells);
            *most = fmax(*most, difference);
        }
    return 0;
}
