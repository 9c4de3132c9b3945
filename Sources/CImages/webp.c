// libwebp: still pictures, lossy and lossless. An animation is told apart, since showing its first frame as the
// product's photo would be a guess.
#include "CImages.h"

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

int eclip_webp_header(const uint8_t *bytes, size_t count, eclip_image_info *info) {
    WebPBitstreamFeatures features;
    memset(info, 0, sizeof *info);
    int answer = verdict(WebPGetFeatures(bytes, count, &features), info);
    if (answer != ECLIP_IMAGE_OK) return answer;
    info->width = info->out_width = features.width;
    info->height = info->out_height = features.height;
    info->has_alpha = features.has_alpha != 0;
    return features.has_animation ? ECLIP_IMAGE_ANIMATED : ECLIP_IMAGE_OK;
}

int eclip_webp_decode(const uint8_t *bytes, size_t count, uint8_t *pixels, size_t capacity, eclip_image_info *info) {
    int answer = eclip_webp_header(bytes, count, info);
    if (answer != ECLIP_IMAGE_OK) return answer;
    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config)) return ECLIP_IMAGE_BROKEN;
    config.output.colorspace = info->has_alpha ? MODE_RGBA : MODE_RGB;
    config.output.is_external_memory = 1;
    config.output.u.RGBA.rgba = pixels;
    config.output.u.RGBA.stride = info->width * (info->has_alpha ? 4 : 3);
    config.output.u.RGBA.size = capacity;
    answer = verdict(WebPDecode(bytes, count, &config), info);
    WebPFreeDecBuffer(&config.output);
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
