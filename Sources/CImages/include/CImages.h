// The picture libraries behind one small face. Every function is plain C without callbacks, so that no longjmp of
// libjpeg or libpng ever crosses a Swift frame; the caller owns all pixel memory of a decode. Pictures arrive a row at a
// time where their format allows it: upright, on white, at a fraction of their size where that is wanted.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum {
    ECLIP_IMAGE_OK = 0,
    ECLIP_IMAGE_BROKEN = 1,     // not what the format allows; `problem` says why
    ECLIP_IMAGE_TRUNCATED = 2,  // the data end early; after a decode `whole_rows` says how far they go
    ECLIP_IMAGE_ANIMATED = 3,   // several frames in one file
    ECLIP_IMAGE_SCANS = 4,      // a JPEG with more scans than the plan allows
};

// Why a picture cannot be unpacked row by row.
enum {
    ECLIP_IN_ROWS = 0,
    ECLIP_WHOLE_PROGRESSIVE,  // JPEG
    ECLIP_WHOLE_SCANS,        // JPEG with a scan for each component
    ECLIP_WHOLE_INTERLACED,   // PNG
    ECLIP_WHOLE_LOSSLESS,     // WebP
    ECLIP_WHOLE_ALPHA,        // WebP
};

typedef struct {
    int width, height;  // of the picture in the file
    int whole;          // ECLIP_IN_ROWS, or why it is unpacked whole
    int whole_rows;     // after a decode: rows of the picture, from the top, whose data are all there
    char problem[200];  // the library's own words
} eclip_image_info;

typedef struct {
    int shrink;          // 1, 2, 4 or 8: both sides are divided by it and rounded up
    int orientation;     // 1...8 as EXIF counts: which turn sets the picture upright
    int scans;           // a JPEG may have so many
    size_t chunk_bytes;  // a chunk beside a PNG's pixels may unpack to so many
} eclip_image_plan;

// Reads the header only.
int eclip_jpeg_header(const uint8_t *bytes, size_t count, const eclip_image_plan *plan, eclip_image_info *info);
int eclip_png_header(const uint8_t *bytes, size_t count, const eclip_image_plan *plan, eclip_image_info *info);
int eclip_webp_header(const uint8_t *bytes, size_t count, const eclip_image_plan *plan, eclip_image_info *info);

// Decodes to RGB. `pixels` holds exactly the shrunk width * height * 3 bytes. Where the data end early, rows without
// data repeat the last one that has them; with no row at all `pixels` stays unset.
int eclip_jpeg_decode(const uint8_t *bytes, size_t count, const eclip_image_plan *plan, uint8_t *pixels,
                      size_t capacity, eclip_image_info *info);
int eclip_png_decode(const uint8_t *bytes, size_t count, const eclip_image_plan *plan, uint8_t *pixels,
                     size_t capacity, eclip_image_info *info);
int eclip_webp_decode(const uint8_t *bytes, size_t count, const eclip_image_plan *plan, uint8_t *pixels,
                      size_t capacity, eclip_image_info *info);

// Encode 8-bit RGB. On success `*result` is to be released with eclip_image_free.
int eclip_png_encode(const uint8_t *pixels, int width, int height, uint8_t **result, size_t *count,
                     eclip_image_info *info);
// `quality` 0...100, or above 100 for lossless; `effort` 0 (fast) ... 6 (small).
int eclip_webp_encode(const uint8_t *pixels, int width, int height, float quality, int effort, uint8_t **result,
                      size_t *count, eclip_image_info *info);
int eclip_jpeg_encode(const uint8_t *pixels, int width, int height, int quality, uint8_t **result, size_t *count,
                      eclip_image_info *info);
void eclip_image_free(uint8_t *result);
