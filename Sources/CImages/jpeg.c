// libjpeg(-turbo). Its errors arrive through longjmp, which stays inside each function here. Data that end early are a
// warning to the library, which goes on with grey; here the row is remembered from which on data are missing.
#include "CImages.h"
#include "rows.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jerror.h>
#include <jpeglib.h>

typedef struct {
    struct jpeg_error_mgr base;  // first, so that the library's pointer is ours
    jmp_buf escape;
    eclip_image_info *info;
    int ended;  // there are no more bytes
    int cut;    // the first row of blocks without all of its data; -1 for none
} trap;

// Everything a decode owns. It lives outside the function that calls setjmp, so that nothing of it is lost in a jump.
typedef struct {
    trap trap;
    struct jpeg_progress_mgr progress;
    struct jpeg_decompress_struct jpeg;
    int most_scans, has_too_many_scans;
    eclip_rows rows;
    uint8_t *buffer, *row, *last;  // rows on their way to another place: the one being read, the one before it
    uint8_t *ink;                  // a row of CMYK
} reader;

static void keep_words(j_common_ptr common, trap *t) {
    char words[JMSG_LENGTH_MAX];
    common->err->format_message(common, words);
    snprintf(t->info->problem, sizeof t->info->problem, "%s", words);
}

static void on_error(j_common_ptr common) {
    trap *t = (trap *)common->err;
    keep_words(common, t);
    if (common->err->msg_code == JERR_INPUT_EOF || common->err->msg_code == JERR_INPUT_EMPTY) t->ended = 1;
    longjmp(t->escape, 1);
}

static void on_message(j_common_ptr common, int level) {
    trap *t = (trap *)common->err;
    if (level >= 0 || !common->is_decompressor) return;
    int code = common->err->msg_code;
    if (code != JWRN_JPEG_EOF && code != JWRN_HIT_MARKER) return;
    keep_words(common, t);
    if (code == JWRN_JPEG_EOF) t->ended = 1;
    if (code != JWRN_HIT_MARKER) return;
    int row = (int)((j_decompress_ptr)common)->input_iMCU_row;
    if (t->cut < 0 || row < t->cut) t->cut = row;
}

static void on_output(j_common_ptr common) { (void)common; }

static void set_trap(trap *t, eclip_image_info *info) {
    memset(info, 0, sizeof *info);
    jpeg_std_error(&t->base);
    t->base.error_exit = on_error;
    t->base.emit_message = on_message;
    t->base.output_message = on_output;
    t->info = info;
    t->cut = -1;
}

// Called for every row of blocks while a picture of several scans is taken in. A scan without data costs bytes of a file
// and a walk over the whole picture.
static void on_progress(j_common_ptr common) {
    reader *r = (reader *)common->err;
    if (r->jpeg.input_scan_number <= r->most_scans) return;
    r->has_too_many_scans = 1;
    longjmp(r->trap.escape, 1);
}

static void read_header(reader *r, const uint8_t *bytes, size_t count, eclip_image_info *info) {
    struct jpeg_decompress_struct *jpeg = &r->jpeg;
    jpeg_create_decompress(jpeg);
    r->progress.progress_monitor = on_progress;
    jpeg->progress = &r->progress;
    jpeg_mem_src(jpeg, bytes, (unsigned long)count);
    jpeg_read_header(jpeg, TRUE);
    info->width = (int)jpeg->image_width;
    info->height = (int)jpeg->image_height;
    if (jpeg->progressive_mode) {
        info->whole = ECLIP_WHOLE_PROGRESSIVE;
    } else if (jpeg_has_multiple_scans(jpeg)) {
        info->whole = ECLIP_WHOLE_SCANS;
    }
}

static int guarded_header(reader *r, const uint8_t *bytes, size_t count, eclip_image_info *info) {
    if (setjmp(r->trap.escape)) return ECLIP_IMAGE_BROKEN;
    read_header(r, bytes, count, info);
    return ECLIP_IMAGE_OK;
}

int eclip_jpeg_header(const uint8_t *bytes, size_t count, const eclip_image_plan *plan, eclip_image_info *info) {
    reader r;
    memset(&r, 0, sizeof r);
    set_trap(&r.trap, info);
    r.jpeg.err = &r.trap.base;
    r.most_scans = plan->scans;
    int status = guarded_header(&r, bytes, count, info);
    jpeg_destroy_decompress(&r.jpeg);
    return r.trap.ended ? ECLIP_IMAGE_TRUNCATED : status;
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

// Rows of the picture before the first one without all of its data.
static int rows_before_cut(const reader *r) {
    if (r->trap.cut < 0) return (int)r->jpeg.image_height;
    int rows = r->trap.cut * r->jpeg.max_v_samp_factor * DCTSIZE;
    return rows < (int)r->jpeg.image_height ? rows : (int)r->jpeg.image_height;
}

static void read_rows(reader *r, int shrink) {
    struct jpeg_decompress_struct *jpeg = &r->jpeg;
    int in_rows = !jpeg_has_multiple_scans(jpeg);
    while (jpeg->output_scanline < jpeg->output_height) {
        int y = (int)jpeg->output_scanline;
        uint8_t *place = eclip_rows_place(&r->rows), *row = place != NULL ? place : r->row;
        JSAMPROW target = r->ink != NULL ? r->ink : row;
        jpeg_read_scanlines(jpeg, &target, 1);
        // Whether a row is whole is known when it has been read.
        if (in_rows && r->trap.cut >= 0 && y >= rows_before_cut(r) / shrink) break;
        if (r->ink != NULL) ink_row(r->ink, row, (int)jpeg->output_width, jpeg->saw_Adobe_marker);
        eclip_rows_put(&r->rows, row);
        if (place == NULL) r->row = r->last != NULL ? r->last : r->buffer + 1;
        r->last = row;
    }
    if (r->rows.taken > 0) eclip_rows_fill(&r->rows, r->last);
}

// Of a picture in several scans: did every one of them come, down to the last bit of every coefficient?
static int has_all_scans(const struct jpeg_decompress_struct *jpeg) {
    for (int c = 0; c < jpeg->num_components; c++) {
        if (jpeg->comp_info[c].quant_table == NULL) return 0;
        for (int k = 0; jpeg->coef_bits != NULL && k < DCTSIZE2; k++)
            if (jpeg->coef_bits[c][k] != 0) return 0;
    }
    return 1;
}

// Whether the mark that ends a picture is somewhere behind its last row.
static int has_end(const struct jpeg_decompress_struct *jpeg) {
    if (jpeg->unread_marker == JPEG_EOI) return 1;
    const uint8_t *byte = jpeg->src->next_input_byte, *end = byte + jpeg->src->bytes_in_buffer;
    while (byte + 1 < end) {
        byte = memchr(byte, 0xFF, (size_t)(end - byte - 1));
        if (byte == NULL) return 0;
        if (byte[1] == JPEG_EOI) return 1;
        byte++;
    }
    return 0;
}

static int verdict(reader *r, eclip_image_info *info) {
    const struct jpeg_decompress_struct *jpeg = &r->jpeg;
    int several = jpeg_has_multiple_scans(&r->jpeg);
    if (!several && !r->trap.ended && !has_end(jpeg)) {
        r->trap.ended = 1;
        snprintf(info->problem, sizeof info->problem, "no end mark");
    }
    info->whole_rows = rows_before_cut(r);
    // Arithmetic coding reads zeros behind the end and does not say so; a scan that is missing is missing in every row.
    if (r->trap.ended && (jpeg->arith_code || (several && !has_all_scans(jpeg)))) info->whole_rows = 0;
    return r->trap.ended || r->trap.cut >= 0 ? ECLIP_IMAGE_TRUNCATED : ECLIP_IMAGE_OK;
}

// Two rows at odd addresses: into aligned ones the library writes past the cache, which makes reading them back slow.
static int open_buffers(reader *r, size_t width, int has_inks) {
    size_t stride = (width * 3 + 1) & ~(size_t)1;
    r->buffer = malloc(2 * stride + 1);
    if (has_inks) r->ink = malloc(width * 4);
    if (r->buffer == NULL || (has_inks && r->ink == NULL)) {
        snprintf(r->trap.info->problem, sizeof r->trap.info->problem, "not enough memory");
        return 0;
    }
    r->row = r->buffer + 1 + stride;
    return 1;
}

static int decode(reader *r, const uint8_t *bytes, size_t count, const eclip_image_plan *plan, uint8_t *pixels,
                  size_t capacity, eclip_image_info *info) {
    struct jpeg_decompress_struct *jpeg = &r->jpeg;
    if (setjmp(r->trap.escape)) {
        if (r->has_too_many_scans) return ECLIP_IMAGE_SCANS;
        info->whole_rows = 0;
        return r->trap.ended ? ECLIP_IMAGE_TRUNCATED : ECLIP_IMAGE_BROKEN;
    }
    read_header(r, bytes, count, info);
    int inks = jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
    jpeg->out_color_space = inks ? JCS_CMYK : JCS_RGB;
    jpeg->scale_num = 1;
    jpeg->scale_denom = (unsigned)plan->shrink;
    jpeg_calc_output_dimensions(jpeg);
    int width = (int)jpeg->output_width, height = (int)jpeg->output_height;
    if (!eclip_rows_open(&r->rows, width, height, 3, 1, plan->orientation, pixels, capacity, info))
        return ECLIP_IMAGE_BROKEN;
    if (!open_buffers(r, (size_t)width, inks)) return ECLIP_IMAGE_BROKEN;
    jpeg_start_decompress(jpeg);
    read_rows(r, plan->shrink);
    return verdict(r, info);
}

int eclip_jpeg_decode(const uint8_t *bytes, size_t count, const eclip_image_plan *plan, uint8_t *pixels,
                      size_t capacity, eclip_image_info *info) {
    reader r;
    memset(&r, 0, sizeof r);
    set_trap(&r.trap, info);
    r.jpeg.err = &r.trap.base;
    r.most_scans = plan->scans;
    int status = decode(&r, bytes, count, plan, pixels, capacity, info);
    jpeg_destroy_decompress(&r.jpeg);
    eclip_rows_close(&r.rows);
    free(r.buffer);
    free(r.ink);
    return status;
}

typedef struct {
    trap trap;
    struct jpeg_compress_struct jpeg;
    unsigned char *memory;
    unsigned long size;
} writer;

static int encode(writer *w, const uint8_t *pixels, int width, int height, int quality) {
    struct jpeg_compress_struct *jpeg = &w->jpeg;
    if (setjmp(w->trap.escape)) return ECLIP_IMAGE_BROKEN;
    jpeg_create_compress(jpeg);
    jpeg_mem_dest(jpeg, &w->memory, &w->size);
    jpeg->image_width = (JDIMENSION)width;
    jpeg->image_height = (JDIMENSION)height;
    jpeg->input_components = 3;
    jpeg->in_color_space = JCS_RGB;
    jpeg_set_defaults(jpeg);
    jpeg_set_quality(jpeg, quality, TRUE);
    jpeg_start_compress(jpeg, TRUE);
    while (jpeg->next_scanline < jpeg->image_height) {
        JSAMPROW row = (JSAMPROW)(pixels + (size_t)jpeg->next_scanline * (size_t)width * 3);
        jpeg_write_scanlines(jpeg, &row, 1);
    }
    jpeg_finish_compress(jpeg);
    return ECLIP_IMAGE_OK;
}

int eclip_jpeg_encode(const uint8_t *pixels, int width, int height, int quality, uint8_t **result, size_t *count,
                      eclip_image_info *info) {
    writer w;
    memset(&w, 0, sizeof w);
    set_trap(&w.trap, info);
    w.jpeg.err = &w.trap.base;
    // The library would say so too, but only when it holds memory that is lost in the jump.
    if (width < 1 || height < 1 || width > JPEG_MAX_DIMENSION || height > JPEG_MAX_DIMENSION) {
        snprintf(info->problem, sizeof info->problem, "more than %ld pixels a side", (long)JPEG_MAX_DIMENSION);
        return ECLIP_IMAGE_BROKEN;
    }
    int status = encode(&w, pixels, width, height, quality);
    jpeg_destroy_compress(&w.jpeg);
    // After a failure the library may have replaced its buffer without telling: those bytes are given up.
    if (status != ECLIP_IMAGE_OK) return status;
    *result = w.memory;
    *count = w.size;
    return ECLIP_IMAGE_OK;
}

void eclip_image_free(uint8_t *result) { free(result); }
