// libpng, row by row: any depth, palette and grey arrive as 8-bit sRGB, with alpha when the file has it. Its errors
// arrive through longjmp, which stays inside each function here. Texts and other chunks beside the pixels are stepped
// over unread: a few kilobytes of them may unpack to gigabytes.
#include "CImages.h"
#include "rows.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

// Everything a decode owns. It lives outside the function that calls setjmp, so that nothing of it is lost in a jump.
typedef struct {
    png_structp png;
    png_infop header;
    eclip_image_info *info;
    const uint8_t *bytes;
    size_t count, place;
    int is_careful;        // data are taken byte by byte, so that of an early end nothing is lost
    int ended;             // there are no more bytes
    int unpacked, needed;  // rows of all passes: so far, and of a whole picture
    eclip_rows rows;
    size_t stride;
    uint8_t *pixels;  // one row; all rows of an interlaced picture
} reader;

static void on_error(png_structp png, png_const_charp words) {
    reader *r = png_get_error_ptr(png);
    snprintf(r->info->problem, sizeof r->info->problem, "%s", words);
    // The pixels' data end inside a file that goes on.
    if (strstr(words, "ot enough image data") != NULL) r->ended = 1;
    png_longjmp(png, 1);
}

static void on_warning(png_structp png, png_const_charp words) {
    (void)png;
    (void)words;
}

static void on_read(png_structp png, png_bytep target, size_t length) {
    reader *r = png_get_io_ptr(png);
    if (r->count - r->place < length) {
        r->ended = 1;
        png_error(png, "the file ends early");
    }
    memcpy(target, r->bytes + r->place, length);
    r->place += length;
}

// The last of the library's steps before a row is handed over: what has come here is whole, whatever happens next.
static void on_row(png_structp png, png_row_infop row, png_bytep pixels) {
    reader *r = png_get_io_ptr(png);
    (void)row;
    (void)pixels;
    r->unpacked++;
}

// Chunks that say how colours are meant; all others but pixels, palette and transparency are stepped over.
static void step_over_chunks(png_structp png) {
    static const png_byte colours[] = "cHRM\0gAMA\0iCCP\0sBIT\0sRGB";
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_AS_DEFAULT, colours, (int)(sizeof colours / 5));
}

static int begin(reader *r, const uint8_t *bytes, size_t count, const eclip_image_plan *plan, eclip_image_info *info) {
    memset(info, 0, sizeof *info);
    r->info = info;
    r->bytes = bytes;
    r->count = count;
    r->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, r, on_error, on_warning);
    if (r->png != NULL) r->header = png_create_info_struct(r->png);
    if (r->header == NULL) {
        snprintf(info->problem, sizeof info->problem, "not enough memory");
        return 0;
    }
    png_set_read_fn(r->png, r, on_read);
    png_set_benign_errors(r->png, 1);
    // How large a picture may be is the caller's to say.
    png_set_user_limits(r->png, PNG_UINT_31_MAX, PNG_UINT_31_MAX);
    png_set_chunk_malloc_max(r->png, plan->chunk_bytes);
    step_over_chunks(r->png);
    if (r->is_careful) png_set_compression_buffer_size(r->png, 1);
    return 1;
}

static void end(reader *r) {
    png_destroy_read_struct(&r->png, &r->header, NULL);
    eclip_rows_close(&r->rows);
    free(r->pixels);
}

static void read_header(reader *r) {
    png_read_info(r->png, r->header);
    r->info->width = (int)png_get_image_width(r->png, r->header);
    r->info->height = (int)png_get_image_height(r->png, r->header);
    if (png_get_interlace_type(r->png, r->header) != PNG_INTERLACE_NONE) r->info->whole = ECLIP_WHOLE_INTERLACED;
}

static int guarded_header(reader *r) {
    if (setjmp(png_jmpbuf(r->png))) return r->ended ? ECLIP_IMAGE_TRUNCATED : ECLIP_IMAGE_BROKEN;
    read_header(r);
    return ECLIP_IMAGE_OK;
}

int eclip_png_header(const uint8_t *bytes, size_t count, const eclip_image_plan *plan, eclip_image_info *info) {
    reader r;
    memset(&r, 0, sizeof r);
    int status = begin(&r, bytes, count, plan, info) ? guarded_header(&r) : ECLIP_IMAGE_BROKEN;
    end(&r);
    return status;
}

// Asks for 8-bit sRGB or sRGB with alpha. 16 bits are taken for sRGB too where the file does not say, not for linear light.
static void set_form(reader *r) {
    png_set_expand(r->png);
    if ((png_get_color_type(r->png, r->header) & PNG_COLOR_MASK_COLOR) == 0) png_set_gray_to_rgb(r->png);
    png_set_alpha_mode_fixed(r->png, PNG_ALPHA_PNG, PNG_DEFAULT_sRGB);
    if (png_get_bit_depth(r->png, r->header) == 16) png_set_scale_16(r->png);
    png_set_read_user_transform_fn(r->png, on_row);
}

static int needed_rows(const eclip_image_info *info) {
    if (info->whole == ECLIP_IN_ROWS) return info->height;
    int rows = 0;
    for (int pass = 0; pass < PNG_INTERLACE_ADAM7_PASSES; pass++)
        if (PNG_PASS_COLS((png_uint_32)info->width, pass) > 0)
            rows += (int)PNG_PASS_ROWS((png_uint_32)info->height, pass);
    return rows;
}

static int open_rows(reader *r, const eclip_image_plan *plan, uint8_t *pixels, size_t capacity) {
    int width = r->info->width, height = r->info->height;
    int channels = png_get_channels(r->png, r->header);
    r->stride = png_get_rowbytes(r->png, r->header);
    if ((channels != 3 && channels != 4) || r->stride != (size_t)width * (size_t)channels) {
        snprintf(r->info->problem, sizeof r->info->problem, "pixels of %d channels", channels);
        return 0;
    }
    if (!eclip_rows_open(&r->rows, width, height, channels, plan->shrink, plan->orientation, pixels, capacity, r->info))
        return 0;
    r->needed = needed_rows(r->info);
    r->pixels = malloc(r->stride * (r->info->whole == ECLIP_IN_ROWS ? 1 : (size_t)height));
    if (r->pixels == NULL) snprintf(r->info->problem, sizeof r->info->problem, "not enough memory");
    return r->pixels != NULL;
}

static void put_all(reader *r) {
    for (int y = 0; y < r->info->height; y++) eclip_rows_put(&r->rows, r->pixels + (size_t)y * r->stride);
}

static void read_pixels(reader *r, int passes) {
    if (r->info->whole == ECLIP_IN_ROWS) {
        for (int y = 0; y < r->info->height; y++) {
            png_read_row(r->png, r->pixels, NULL);
            eclip_rows_put(&r->rows, r->pixels);
        }
        return;
    }
    for (int pass = 0; pass < passes; pass++)
        for (int y = 0; y < r->info->height; y++)
            png_read_row(r->png, r->pixels + (size_t)y * r->stride, NULL);
    put_all(r);
}

// What an error left. With the last row the library reads on to the end of the pixels' data, so an error there may come
// after that row is whole.
static int interrupted(reader *r) {
    int is_whole = r->needed > 0 && r->unpacked == r->needed;
    if (r->info->whole != ECLIP_IN_ROWS) {
        if (is_whole) put_all(r);
        r->info->whole_rows = is_whole ? r->info->height : 0;
    } else {
        r->info->whole_rows = r->unpacked;
        if (r->unpacked > 0) eclip_rows_fill(&r->rows, r->pixels);
    }
    return r->ended ? ECLIP_IMAGE_TRUNCATED : ECLIP_IMAGE_BROKEN;
}

static int decode(reader *r, const eclip_image_plan *plan, uint8_t *pixels, size_t capacity) {
    if (setjmp(png_jmpbuf(r->png))) return interrupted(r);
    read_header(r);
    set_form(r);
    int passes = png_set_interlace_handling(r->png);
    png_read_update_info(r->png, r->header);
    if (!open_rows(r, plan, pixels, capacity)) return ECLIP_IMAGE_BROKEN;
    read_pixels(r, passes);
    r->info->whole_rows = r->info->height;
    return ECLIP_IMAGE_OK;
}

// Whether the file goes on to its end mark. Faults behind the pixels harm nothing, so they are not reported.
static int has_end(reader *r) {
    if (setjmp(png_jmpbuf(r->png))) return !r->ended;
    png_read_end(r->png, NULL);
    return 1;
}

static int read_all(int is_careful, const uint8_t *bytes, size_t count, const eclip_image_plan *plan, uint8_t *pixels,
                    size_t capacity, eclip_image_info *info) {
    reader r;
    int status = ECLIP_IMAGE_BROKEN;
    memset(&r, 0, sizeof r);
    r.is_careful = is_careful;
    if (begin(&r, bytes, count, plan, info)) status = decode(&r, plan, pixels, capacity);
    if (status == ECLIP_IMAGE_OK && !has_end(&r)) status = ECLIP_IMAGE_TRUNCATED;
    end(&r);
    return status;
}

// The library takes 8 KB of compressed data at once, or none: of a file that ends early the last rows come by smaller bites.
int eclip_png_decode(const uint8_t *bytes, size_t count, const eclip_image_plan *plan, uint8_t *pixels,
                     size_t capacity, eclip_image_info *info) {
    int status = read_all(0, bytes, count, plan, pixels, capacity, info);
    if (status != ECLIP_IMAGE_TRUNCATED || info->whole_rows == info->height) return status;
    return read_all(1, bytes, count, plan, pixels, capacity, info);
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
        snprintf(info->problem, sizeof info->problem, "%s", image.message);
        png_image_free(&image);
        free(memory);
        return ECLIP_IMAGE_BROKEN;
    }
    *result = memory;
    *count = size;
    return ECLIP_IMAGE_OK;
}
