// libpng through its simplified interface, which keeps setjmp to itself: any depth, palette, grey and interlacing
// arrive as 8-bit sRGB, with alpha when the file has it.
#include "CImages.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

static int failed(png_image *image, eclip_image_info *info) {
    snprintf(info->problem, sizeof info->problem, "%s", image->message);
    int ended = strstr(image->message, "read beyond end") != NULL || strstr(image->message, "Read Error") != NULL
        || strstr(image->message, "ot enough image data") != NULL;
    png_image_free(image);
    return ended ? ECLIP_IMAGE_TRUNCATED : ECLIP_IMAGE_BROKEN;
}

// Does a chunk before the picture claim more bytes than the file has? libpng asks for that much memory before it looks.
static int claims_too_much(const uint8_t *bytes, size_t count) {
    for (size_t place = 8; count >= 8 && place <= count - 8;) {
        const uint8_t *chunk = bytes + place;
        size_t length = (size_t)chunk[0] << 24 | (size_t)chunk[1] << 16 | (size_t)chunk[2] << 8 | chunk[3];
        if (memcmp(chunk + 4, "IDAT", 4) == 0) return 0;
        if (length > count - 8 - place) return 1;
        place += 12 + length;
    }
    return 0;
}

static int begin(png_image *image, const uint8_t *bytes, size_t count, eclip_image_info *info) {
    memset(info, 0, sizeof *info);
    memset(image, 0, sizeof *image);
    image->version = PNG_IMAGE_VERSION;
    if (claims_too_much(bytes, count)) {
        snprintf(image->message, sizeof image->message, "a chunk claims to read beyond end of the file");
        return 0;
    }
    if (!png_image_begin_read_from_memory(image, bytes, count)) return 0;
    image->flags |= PNG_IMAGE_FLAG_16BIT_sRGB;  // pictures with 16 bits are sRGB too, not linear light
    info->has_alpha = (image->format & PNG_FORMAT_FLAG_ALPHA) != 0;
    image->format = info->has_alpha ? PNG_FORMAT_RGBA : PNG_FORMAT_RGB;
    info->width = info->out_width = (int)image->width;
    info->height = info->out_height = (int)image->height;
    return 1;
}

int eclip_png_header(const uint8_t *bytes, size_t count, eclip_image_info *info) {
    png_image image;
    if (!begin(&image, bytes, count, info)) return failed(&image, info);
    png_image_free(&image);
    return ECLIP_IMAGE_OK;
}

int eclip_png_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity, eclip_image_info *info) {
    png_image image;
    if (!begin(&image, bytes, count, info)) return failed(&image, info);
    if (PNG_IMAGE_SIZE(image) != capacity) {
        snprintf(image.message, sizeof image.message, "the header changed between two readings");
        return failed(&image, info);
    }
    if (!png_image_finish_read(&image, NULL, pixels, 0, NULL)) return failed(&image, info);
    png_image_free(&image);
    return ECLIP_IMAGE_OK;
}

int eclip_png_encode(const uint8_t *pixels, int width, int height, uint8_t **result, size_t *count,
                     eclip_image_info *info) {
    png_image image;
    memset(info, 0, sizeof *info);
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    image.width = (png_uint_32)width;
    image.height = (png_uint_32)height;
    image.format = PNG_FORMAT_RGB;
    png_alloc_size_t size = PNG_IMAGE_PNG_SIZE_MAX(image);
    uint8_t *memory = malloc(size);
    if (memory == NULL) {
        snprintf(info->problem, sizeof info->problem, "not enough memory");
        return ECLIP_IMAGE_BROKEN;
    }
    if (!png_image_write_to_memory(&image, memory, &size, 0, pixels, 0, NULL)) {
        free(memory);
        return failed(&image, info);
    }
    *result = memory;
    *count = size;
    return ECLIP_IMAGE_OK;
}
