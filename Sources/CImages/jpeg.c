// libjpeg(-turbo). Its errors arrive through longjmp, which stays inside each function here. A premature end is a
// warning to the library (it pads with grey); to us it is a fault.
#include "CImages.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

typedef struct {
    struct jpeg_error_mgr base;
    jmp_buf escape;
    int truncated;
    char *problem;
    size_t room;
} trap;

static void keep_words(j_common_ptr common, trap *t) {
    char words[JMSG_LENGTH_MAX];
    common->err->format_message(common, words);
    snprintf(t->problem, t->room, "%s", words);
}

static void on_error(j_common_ptr common) {
    trap *t = (trap *)common->err;
    keep_words(common, t);
    if (common->err->msg_code == JERR_INPUT_EOF || common->err->msg_code == JERR_INPUT_EMPTY) t->truncated = 1;
    longjmp(t->escape, 1);
}

static void on_message(j_common_ptr common, int level) {
    trap *t = (trap *)common->err;
    if (level >= 0) return;
    int code = common->err->msg_code;
    if (code == JWRN_JPEG_EOF || code == JWRN_HIT_MARKER) {
        keep_words(common, t);
        t->truncated = 1;
    }
}

static void on_output(j_common_ptr common) { (void)common; }

static void set_trap(trap *t, eclip_image_info *info) {
    jpeg_std_error(&t->base);
    t->base.error_exit = on_error;
    t->base.emit_message = on_message;
    t->base.output_message = on_output;
    t->truncated = 0;
    t->problem = info->problem;
    t->room = sizeof info->problem;
}

static void read_header(struct jpeg_decompress_struct *jpeg, const uint8_t *bytes, size_t count, int denominator,
                        eclip_image_info *info) {
    jpeg_mem_src(jpeg, bytes, (unsigned long)count);
    jpeg_read_header(jpeg, TRUE);
    jpeg->scale_num = 1;
    jpeg->scale_denom = (unsigned)denominator;
    int four = jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
    jpeg->out_color_space = four ? JCS_CMYK : JCS_RGB;
    jpeg_calc_output_dimensions(jpeg);
    info->width = (int)jpeg->image_width;
    info->height = (int)jpeg->image_height;
    info->out_width = (int)jpeg->output_width;
    info->out_height = (int)jpeg->output_height;
    info->has_alpha = 0;
}

int eclip_jpeg_header(const uint8_t *bytes, size_t count, int denominator, eclip_image_info *info) {
    struct jpeg_decompress_struct jpeg;
    trap t;
    memset(info, 0, sizeof *info);
    set_trap(&t, info);
    jpeg.err = &t.base;
    if (setjmp(t.escape)) {
        jpeg_destroy_decompress(&jpeg);
        return t.truncated ? ECLIP_IMAGE_TRUNCATED : ECLIP_IMAGE_BROKEN;
    }
    jpeg_create_decompress(&jpeg);
    read_header(&jpeg, bytes, count, denominator, info);
    jpeg_destroy_decompress(&jpeg);
    return t.truncated ? ECLIP_IMAGE_TRUNCATED : ECLIP_IMAGE_OK;
}

// Ink to light. Adobe writes its CMYK inverted, and says so with a marker.
static void ink_row(const uint8_t *ink, uint8_t *out, int width, int inverted) {
    for (int x = 0; x < width; x++)
        for (int c = 0; c < 3; c++) {
            int value = ink[x * 4 + c], black = ink[x * 4 + 3];
            if (!inverted) value = 255 - value, black = 255 - black;
            out[x * 3 + c] = (uint8_t)((value * black + 127) / 255);
        }
}

static void read_rows(struct jpeg_decompress_struct *jpeg, uint8_t *pixels) {
    size_t stride = (size_t)jpeg->output_width * 3;
    if (jpeg->out_color_space != JCS_CMYK) {
        while (jpeg->output_scanline < jpeg->output_height) {
            JSAMPROW row = pixels + jpeg->output_scanline * stride;
            jpeg_read_scanlines(jpeg, &row, 1);
        }
        return;
    }
    JSAMPARRAY ink = (*jpeg->mem->alloc_sarray)((j_common_ptr)jpeg, JPOOL_IMAGE, jpeg->output_width * 4, 1);
    while (jpeg->output_scanline < jpeg->output_height) {
        uint8_t *out = pixels + jpeg->output_scanline * stride;
        jpeg_read_scanlines(jpeg, ink, 1);
        ink_row(ink[0], out, (int)jpeg->output_width, jpeg->saw_Adobe_marker);
    }
}

int eclip_jpeg_decode(const uint8_t *bytes, size_t count, int denominator, uint8_t *pixels, size_t capacity,
                      eclip_image_info *info) {
    struct jpeg_decompress_struct jpeg;
    trap t;
    memset(info, 0, sizeof *info);
    set_trap(&t, info);
    jpeg.err = &t.base;
    if (setjmp(t.escape)) {
        jpeg_destroy_decompress(&jpeg);
        return t.truncated ? ECLIP_IMAGE_TRUNCATED : ECLIP_IMAGE_BROKEN;
    }
    jpeg_create_decompress(&jpeg);
    read_header(&jpeg, bytes, count, denominator, info);
    int fits = (size_t)info->out_width * (size_t)info->out_height * 3 == capacity;
    if (fits) {
        jpeg_start_decompress(&jpeg);
        read_rows(&jpeg, pixels);
    } else {
        snprintf(info->problem, sizeof info->problem, "the header changed between two readings");
    }
    jpeg_destroy_decompress(&jpeg);
    if (!fits) return ECLIP_IMAGE_BROKEN;
    return t.truncated ? ECLIP_IMAGE_TRUNCATED : ECLIP_IMAGE_OK;
}

int eclip_jpeg_encode(const uint8_t *pixels, int width, int height, int quality, uint8_t **result, size_t *count,
                      eclip_image_info *info) {
    struct jpeg_compress_struct jpeg;
    trap t;
    memset(info, 0, sizeof *info);
    set_trap(&t, info);
    jpeg.err = &t.base;
    unsigned char *memory = NULL;
    unsigned long size = 0;
    if (setjmp(t.escape)) {
        // The library may have replaced its buffer without telling, so a failed encode gives up those few bytes.
        jpeg_destroy_compress(&jpeg);
        return ECLIP_IMAGE_BROKEN;
    }
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &memory, &size);
    jpeg.image_width = (JDIMENSION)width;
    jpeg.image_height = (JDIMENSION)height;
    jpeg.input_components = 3;
    jpeg.in_color_space = JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, quality, TRUE);
    jpeg_start_compress(&jpeg, TRUE);
    while (jpeg.next_scanline < jpeg.image_height) {
        JSAMPROW row = (JSAMPROW)(pixels + (size_t)jpeg.next_scanline * (size_t)width * 3);
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    *result = memory;
    *count = size;
    return ECLIP_IMAGE_OK;
}

void eclip_image_free(uint8_t *result) { free(result); }
