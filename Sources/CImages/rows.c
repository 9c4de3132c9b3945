// What becomes of each row; see rows.h.
#include "rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int eclip_rows_open(eclip_rows *rows, int width, int height, int channels, int shrink, int orientation,
                    uint8_t *pixels, size_t capacity, eclip_image_info *info) {
    rows->pixels = pixels;
    rows->width = eclip_shrunk(width, shrink);
    rows->height = eclip_shrunk(height, shrink);
    rows->columns_in = width;
    rows->rows_in = height;
    rows->channels = channels;
    rows->shrink = shrink;
    rows->orientation = orientation;
    if ((size_t)rows->width * (size_t)rows->height * 3 != capacity) {
        snprintf(info->problem, sizeof info->problem, "the header changed between two readings");
        return 0;
    }
    if (channels == 4 || shrink > 1) rows->line = malloc((size_t)width * 3);
    if (shrink > 1) rows->sums = calloc((size_t)rows->width * 3, sizeof *rows->sums);
    if ((channels == 4 || shrink > 1) && (rows->line == NULL || (shrink > 1 && rows->sums == NULL))) {
        snprintf(info->problem, sizeof info->problem, "not enough memory");
        return 0;
    }
    return 1;
}

void eclip_rows_close(eclip_rows *rows) {
    free(rows->sums);
    free(rows->line);
    rows->sums = NULL;
    rows->line = NULL;
}

uint8_t *eclip_rows_place(const eclip_rows *rows) {
    if (rows->line != NULL || rows->orientation > 1 || rows->written >= rows->height) return NULL;
    return rows->pixels + (size_t)rows->written * (size_t)rows->width * 3;
}

// Red, green, blue, alpha over white.
static void lay_on_white(const uint8_t *row, uint8_t *line, int width) {
    for (int x = 0; x < width; x++) {
        int alpha = row[x * 4 + 3], white = 255 * (255 - alpha) + 127;
        for (int c = 0; c < 3; c++) line[x * 3 + c] = (uint8_t)((row[x * 4 + c] * alpha + white) / 255);
    }
}

// A row of the file as it lies in the upright picture: 2, 3, 7 and 8 run from the right, 3, 4, 6 and 7 from below, and
// from 5 on a row becomes a column.
static void write_row(eclip_rows *rows, const uint8_t *row) {
    if (rows->written >= rows->height) return;
    int tag = rows->orientation, width = rows->width, height = rows->height;
    int mirrored = tag == 2 || tag == 3 || tag == 7 || tag == 8;
    int from_below = tag == 3 || tag == 4 || tag == 6 || tag == 7;
    int y = from_below ? height - 1 - rows->written : rows->written;
    int x = mirrored ? width - 1 : 0;
    ptrdiff_t step = tag >= 5 ? (ptrdiff_t)height * 3 : 3;
    ptrdiff_t place = tag >= 5 ? ((ptrdiff_t)x * height + y) * 3 : ((ptrdiff_t)y * width + x) * 3;
    rows->written++;
    if (step == 3 && !mirrored) {
        if (row != rows->pixels + place) memcpy(rows->pixels + place, row, (size_t)width * 3);
        return;
    }
    if (mirrored) step = -step;
    for (int column = 0; column < width; column++, place += step, row += 3) {
        rows->pixels[place] = row[0];
        rows->pixels[place + 1] = row[1];
        rows->pixels[place + 2] = row[2];
    }
}

static void gather(eclip_rows *rows, const uint8_t *row) {
    uint32_t *sum = rows->sums;
    for (int start = 0; start < rows->columns_in; start += rows->shrink, sum += 3) {
        int end = rows->columns_in - start < rows->shrink ? rows->columns_in : start + rows->shrink;
        for (int x = start; x < end; x++)
            for (int c = 0; c < 3; c++) sum[c] += row[x * 3 + c];
    }
}

// The means of what was gathered, which is less than a whole block at the right and at the bottom.
static void write_means(eclip_rows *rows) {
    uint32_t high = (uint32_t)((rows->taken - 1) % rows->shrink + 1);
    for (int x = 0; x < rows->width; x++) {
        int left = rows->columns_in - x * rows->shrink;
        uint32_t area = high * (uint32_t)(left < rows->shrink ? left : rows->shrink);
        for (int c = 0; c < 3; c++) rows->line[x * 3 + c] = (uint8_t)((rows->sums[x * 3 + c] + area / 2) / area);
    }
    write_row(rows, rows->line);
    memset(rows->sums, 0, (size_t)rows->width * 3 * sizeof *rows->sums);
}

void eclip_rows_put(eclip_rows *rows, const uint8_t *row) {
    if (rows->taken >= rows->rows_in) return;
    rows->taken++;
    if (rows->channels == 4) {
        lay_on_white(row, rows->line, rows->columns_in);
        row = rows->line;
    }
    if (rows->shrink == 1) {
        write_row(rows, row);
        return;
    }
    gather(rows, row);
    if (rows->taken % rows->shrink == 0 || rows->taken == rows->rows_in) write_means(rows);
}

void eclip_rows_fill(eclip_rows *rows, const uint8_t *row) {
    while (rows->taken < rows->rows_in) eclip_rows_put(rows, row);
}
