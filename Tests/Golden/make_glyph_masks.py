#!/usr/bin/env python3
"""Writes Sources/Engraving/GlyphMasks.swift: how much ink each printable ASCII character puts where in its cell.

Each glyph is drawn 16 times larger than needed, its cell (advance by ascent + descent) is cut into 4 x 8 parts, and
the ink of a part is averaged, first over its pixels, then over the fonts: a terminal's font is unknown, so the masks
are those of no font in particular. Needs Pillow, fonts-dejavu-core and fonts-liberation.

    python3 Tests/Golden/make_glyph_masks.py > Sources/Engraving/GlyphMasks.swift
"""
from PIL import Image, ImageDraw, ImageFont

FONTS = [
    "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf",
    "/usr/share/fonts/truetype/liberation/LiberationMono-Regular.ttf",
]
COLUMNS, ROWS, SIZE = 4, 8, 200


def mask(path, character):
    font = ImageFont.truetype(path, SIZE)
    ascent, descent = font.getmetrics()
    width, height = round(font.getlength("M")), ascent + descent
    picture = Image.new("L", (width, height))
    ImageDraw.Draw(picture).text((0, 0), character, font=font, fill=255)
    return list(picture.resize((COLUMNS, ROWS), Image.BOX).getdata())


def main():
    print("// Ink of the 95 printable ASCII glyphs in 4 x 8 parts of a cell: one hexadecimal digit a part (0 none, f full),")
    print("// row by row, from the blank to the tilde. The mean of DejaVu Sans Mono and Liberation Mono, drawn and averaged by")
    print("// Tests/Golden/make_glyph_masks.py.")
    print()
    print("enum GlyphMasks {")
    print("    static let hexadecimal: [StaticString] = [")
    for code in range(32, 127):
        parts = [mask(path, chr(code)) for path in FONTS]
        digits = "".join("%x" % round(sum(values) / len(FONTS) / 17) for values in zip(*parts))
        print('        "%s",  // %s' % (digits, chr(code)))
    print("    ]")
    print("}")


main()
