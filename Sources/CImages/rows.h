// Where decoded rows go: laid over white, averaged down by a whole factor, and put in their upright place, so that a large
// picture never lies in memory twice.
#pragma once
#include "CImages.h"

typedef struct {
    uint8_t *pixels;        // the upright picture, RGB
    int width, height;      // of what is written, as the file lies
    int rows_in;            // rows that will be given
    int columns_in;         // pixels of each
    int channels;           // 3 or 4 bytes for each pixel given
    int shrink, orientation;
    int taken, written;     // rows so far
    uint32_t *sums;         // of the rows that become one; NULL where none is averaged
    uint8_t *line;          // one row on white, or of means; NULL where rows go as they come
} eclip_rows;

// `rows` must be zero. Returns 0 and sets `problem` when `capacity` does not fit or memory is short.
int eclip_rows_open(eclip_rows *rows, int width, int height, int channels, int shrink, int orientation,
                    uint8_t *pixels, size_t capacity, eclip_image_info *info);
void eclip_rows_put(eclip_rows *rows, const uint8_t *row);
// Where the next row may be written by whoever has it, who then puts it from there; NULL where it goes elsewhere or is
// averaged.
uint8_t *eclip_rows_place(const eclip_rows *rows);
// Gives `row` again and again until every row is given.
void eclip_rows_fill(eclip_rows *rows, const uint8_t *row);
void eclip_rows_close(eclip_rows *rows);

// A side divided by the plan's factor and rounded up.
static inline int eclip_shrunk(int side, int shrink) { return side / shrink + (side % shrink != 0); }
