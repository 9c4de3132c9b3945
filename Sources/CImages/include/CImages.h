// The picture libraries behind one small face. Every function is plain C without callbacks, so that no longjmp of
// libjpeg or libpng ever crosses a Swift frame; the caller owns all pixel memory of a decode.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum {
    ECLIP_IMAGE_OK = 0,
    ECLIP_IMAGE_BROKEN = 1,     // not what the format allows; `problem` says why
    ECLIP_IMAGE_TRUNCATED = 2,  // the data end before the picture does
    ECLIP_IMAGE_ANIMATED = 3,   // several frames in one file
};

typedef struct {
    int width, height;       // of the picture in the file
    int out_width, out_height;  // of what decode writes (smaller with a JPEG denominator)
    int has_alpha;           // decode writes 4 bytes a pixel (red, green, blue, alpha), else 3
    char problem[200];       // the library's own words
} eclip_image_info;

// Reads the header only. `denominator` is 1, 2, 4 or 8 (JPEG; others ignore it).
int eclip_jpeg_header(const uint8_t *bytes, size_t count, int denominator, eclip_image_info *info);
int eclip_png_header(const uint8_t *bytes, size_t count, eclip_image_info *info);
int eclip_webp_header(const uint8_t *bytes, size_t count, eclip_image_info *info);

// Decodes into `pixels`, which holds exactly out_width * out_height * (3 or 4) bytes as the header said.
int eclip_jpeg_decode(const uint8_t *bytes, size_t count, int denominator, uint8_t *pixels, size_t capacity,
                      eclip_image_info *info);
int eclip_png_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity, eclip_image_info *info);
int eclip_webp_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity, eclip_image_info *info);

// Encode 8-bit RGB. On success `*result` is to be released with eclip_image_free.
int eclip_png_encode(const uint8_t *pixels, int width, int height, uint8_t **result, size_t *count,
                     eclip_image_info *info);
// `quality` 0...100, or above 100 for lossless; `effort` 0 (fast) ... 6 (small).
int eclip_webp_encode(const uint8_t *pixels, int width, int height, float quality, int effort, uint8_t **result,
                      size_t *count, eclip_image_info *info);
int eclip_jpeg_encode(const uint8_t *pixels, int width, int height, int quality, uint8_t **result, size_t *count,
                      eclip_image_info *info);
void eclip_image_free(uint8_t *result);
