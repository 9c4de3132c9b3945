"""The picture pipeline: a PNG file to the model's input values, and one augmented view as PyTorch samples it."""
import struct
import zlib

import numpy
import torch
import torch.nn.functional as F

from golden_file import HERE, SEED, Golden

WIDTH, HEIGHT, SIZE = 37, 23, 12
VIEW = {"scale": 1.375, "flipped": True, "shift": [0.25, -0.125], "gain": 1.125, "offset": -0.0625}


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(pixels):
    """An 8-bit RGB PNG without filters, spelled out so that no library stands between us and the bytes."""
    height, width = pixels.shape[:2]
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def padded_square(pixels):
    height, width = pixels.shape[:2]
    side = max(height, width)
    top, left = (side - height) // 2, (side - width) // 2
    return numpy.pad(pixels, [(top, side - height - top), (left, side - width - left), (0, 0)], mode="edge")


def area_matrix(count, size):
    """Row i holds the share of each input position in output position i."""
    edges = numpy.arange(size + 1) * count / size
    places = numpy.arange(count)
    overlap = numpy.minimum(edges[1:, None], places + 1) - numpy.maximum(edges[:-1, None], places)
    overlap = overlap.clip(min=0)
    return overlap / overlap.sum(1, keepdims=True)


def area_resized(pixels, size):
    weights = area_matrix(pixels.shape[0], size)
    return numpy.floor(numpy.einsum("yh,xw,hwc->yxc", weights, weights, pixels.astype(float)) + 0.5)


def values(pixels):
    return (pixels.astype(float) - 128) / 64


def augmented(pixels):
    """The affine view of the reference twin: grid_sample with the border repeated, then brightness."""
    x = torch.from_numpy(values(pixels)).permute(2, 0, 1)[None]
    flip = -1 if VIEW["flipped"] else 1
    theta = torch.tensor([[[VIEW["scale"] * flip, 0, VIEW["shift"][0]], [0, VIEW["scale"], VIEW["shift"][1]]]]).double()
    grid = F.affine_grid(theta, x.shape, align_corners=False)
    seen = F.grid_sample(x, grid, padding_mode="border", align_corners=False)
    return (seen * VIEW["gain"] + VIEW["offset"])[0].permute(1, 2, 0)


def write():
    random = numpy.random.default_rng(SEED)
    ramp = numpy.add.outer(numpy.arange(HEIGHT) * 3, numpy.arange(WIDTH) * 4)[..., None] * numpy.array([1, 0.6, -0.8]) + [10, 40, 200]
    pixels = (ramp + random.normal(0, 25, (HEIGHT, WIDTH, 3))).clip(0, 255).astype(numpy.uint8)
    (HERE / "picture.png").write_bytes(png(pixels))
    golden = Golden("pictures", tolerance=5e-6, size=SIZE, view=VIEW)
    small = area_resized(padded_square(pixels), SIZE)
    golden.add("picture.input", values(small))
    golden.add("picture.augmented", augmented(small))
    golden.write()
