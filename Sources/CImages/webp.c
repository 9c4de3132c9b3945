// libwebp: still pictures, lossy and lossless. An animation is told apart, since showing its first frame as the
// product's photo would be a guess.
#include "CImages.h"
#include "rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <webp/decode.h>
#include <webp/encode.h>

static int verdict(VP8StatusCode code, eclip_image_info *info) {
    if (code == VP8_STATUS_OK) return ECLIP_IMAGE_OK;
    int ended = code == VP8_STATUS_NOT_ENOUGH_DATA || code == VP8_STATUS_SUSPENDED;
    const char *words = "not valid WebP data";
    if (ended) words = "the data end early";
    if (code == VP8_STATUS_UNSUPPORTED_FEATURE) words = "an unsupported WebP feature";
    if (code == VP8_STATUS_OUT_OF_MEMORY) words = "not enough memory";
    snprintf(info->problem, sizeof info->problem, "%s", words);
    return ended ? ECLIP_IMAGE_TRUNCATED : ECLIP_IMAGE_BROKEN;
}

int eclip_webp_header(const uint8_t *bytes, size_t count, const eclip_image_plan *plan, eclip_image_info *info) {
    WebPBitstreamFeatures features;
    (void)plan;
    memset(info, 0, sizeof *info);
    int answer = verdict(WebPGetFeatures(bytes, count, &features), info);
    if (answer != ECLIP_IMAGE_OK) return answer;
    info->width = features.width;
    info->height = features.height;
    if (features.has_alpha) info->whole = ECLIP_WHOLE_ALPHA;
    if (features.format == 2) info->whole = ECLIP_WHOLE_LOSSLESS;
    return features.has_animation ? ECLIP_IMAGE_ANIMATED : ECLIP_IMAGE_OK;
}

// Decodes into `target`. Data that end early are read again piece by piece, which gives the rows that are there.
// Returns those rows, as they are written; all of them where nothing is missing.
static int read_rows(const uint8_t *bytes, size_t count, WebPDecoderConfig *config, int height, int *answer,
                     eclip_image_info *info) {
    *answer = verdict(WebPDecode(bytes, count, config), info);
    if (*answer != ECLIP_IMAGE_TRUNCATED) return *answer == ECLIP_IMAGE_OK ? height : 0;
    WebPIDecoder *decoder = WebPIDecode(NULL, 0, config);
    if (decoder == NULL) return 0;
    int rows = 0;
    VP8StatusCode code = WebPIUpdate(decoder, bytes, count);
    int is_sound = code == VP8_STATUS_OK || code == VP8_STATUS_SUSPENDED;
    if (!is_sound || WebPIDecGetRGB(decoder, &rows, NULL, NULL, NULL) == NULL) rows = 0;
    WebPIDelete(decoder);
    return rows < 0 ? 0 : rows > height ? height : rows;
}

// Rows from a buffer of the library's form to where they belong, or those that lie there already; missing ones repeat
// the last.
static void put_rows(eclip_rows *rows, const uint8_t *buffer, size_t stride, int count) {
    if (buffer == rows->pixels) rows->taken = rows->written = count;
    for (int y = rows->taken; y < count; y++) eclip_rows_put(rows, buffer + (size_t)y * stride);
    if (count > 0) eclip_rows_fill(rows, buffer + (size_t)(count - 1) * stride);
}

static int decode(const uint8_t *bytes, size_t count, WebPDecoderConfig *config, const eclip_image_plan *plan,
                  eclip_rows *rows, uint8_t *buffer, eclip_image_info *info) {
    int width = rows->columns_in, height = rows->rows_in, answer;
    config->options.use_scaling = plan->shrink > 1;
    config->options.scaled_width = width;
    config->options.scaled_height = height;
    config->output.colorspace = rows->channels == 4 ? MODE_RGBA : MODE_RGB;
    config->output.is_external_memory = 1;
    config->output.u.RGBA.rgba = buffer;
    config->output.u.RGBA.stride = width * rows->channels;
    config->output.u.RGBA.size = (size_t)width * (size_t)height * (size_t)rows->channels;
    int found = read_rows(bytes, count, config, height, &answer, info);
    WebPFreeDecBuffer(&config->output);
    info->whole_rows = found == height || found > info->height / plan->shrink ? info->height : found * plan->shrink;
    put_rows(rows, buffer, (size_t)config->output.u.RGBA.stride, found);
    return answer;
}

// The library scales by itself, and only whole buffers come out of it: pixels that need nothing more go straight to
// their place.
int eclip_webp_decode(const uint8_t *bytes, size_t count, const eclip_image_plan *plan, uint8_t *pixels,
                      size_t capacity, eclip_image_info *info) {
    WebPDecoderConfig config;
    int answer = eclip_webp_header(bytes, count, plan, info);
    if (answer != ECLIP_IMAGE_OK) return answer;
    if (!WebPInitDecoderConfig(&config) || WebPGetFeatures(bytes, count, &config.input) != VP8_STATUS_OK)
        return ECLIP_IMAGE_BROKEN;
    int width = eclip_shrunk(info->width, plan->shrink), height = eclip_shrunk(info->height, plan->shrink);
    int channels = config.input.has_alpha ? 4 : 3;
    eclip_rows rows;
    memset(&rows, 0, sizeof rows);
    answer = ECLIP_IMAGE_BROKEN;
    if (eclip_rows_open(&rows, width, height, channels, 1, plan->orientation, pixels, capacity, info)) {
        int is_direct = channels == 3 && plan->orientation <= 1;
        uint8_t *buffer = is_direct ? pixels : malloc((size_t)width * (size_t)height * (size_t)channels);
        if (buffer == NULL) {
            snprintf(info->problem, sizeof info->problem, "not enough memory");
        } else {
            answer = decode(bytes, count, &config, plan, &rows, buffer, info);
        }
        if (!is_direct) free(buffer);
    }
    eclip_rows_close(&rows);
    return answer;
}

int eclip_webp_encode(const uint8_t *pixels, int width, int height, float quality, int effort, uint8_t **result,
                      size_t *count, eclip_image_info *info) {
    WebPConfig config;
    WebPPicture picture;
    WebPMemoryWriter writer;
    memset(info, 0, sizeof *info);
    if (!WebPConfigInit(&config) || !WebPPictureInit(&picture)) return ECLIP_IMAGE_BROKEN;
    config.lossless = quality > 100;
    config.quality = quality > 100 ? 75 : quality;
    config.method = effort;
    picture.use_argb = config.lossless;
    picture.width = width;
    picture.height = height;
    WebPMemoryWriterInit(&writer);
    picture.writer = WebPMemoryWrite;
    picture.custom_ptr = &writer;
    int done = WebPPictureImportRGB(&picture, pixels, width * 3) && WebPEncode(&config, &picture);
    if (!done) snprintf(info->problem, sizeof info->problem, "WebP encoder error %d", (int)picture.error_code);
    WebPPictureFree(&picture);
    if (!done) {
        WebPMemoryWriterClear(&writer);
        return ECLIP_IMAGE_BROKEN;
    }
    *result = writer.mem;
    *count = writer.size;
    return ECLIP_IMAGE_OK;
}
