"""Golden token ids: what Python's `tokenizers` makes of a thousand English and Japanese strings.

    python make_tokens.py titles      writes titles.json (what the tokenizer is trained on)
    (record tokenizer.json with the Swift trainer, see README.md)
    python make_tokens.py             writes tokens.json (strings and ids) with that tokenizer.json

Everything is drawn from one seed, so that running it again changes nothing.
"""
import json
import pathlib
import random
import sys
import unicodedata

HERE = pathlib.Path(__file__).parent
SEED = 20

THINGS = {"shoe": "靴", "handbag": "ハンドバッグ", "t-shirt": "Tシャツ", "hat": "帽子", "mug": "マグカップ", "lamp": "ランプ",
          "chair": "椅子", "watch": "腕時計", "bottle": "ボトル", "headphones": "ヘッドホン", "umbrella": "傘", "milk": "牛乳"}
COLOURS = {"red": "赤い", "orange": "オレンジの", "yellow": "黄色い", "green": "緑の", "teal": "青緑の", "blue": "青い",
           "purple": "紫の", "pink": "ピンクの", "black": "黒い", "white": "白い", "grey": "灰色の"}
PATTERNS = {"stripes": "縞模様", "dots": "水玉", "checks": "チェック柄"}
EXTRAS = ["50% off", "3-in-1", "size 38½", "No.7", "5\" phone", "men's", "L'Oréal", "Ærø", "ßtraße", "İstanbul", "ΣΊΣΥΦΟΣ", "русский",
          "送料無料", "①番", "㍑", "㈱東京", "ﬁne", "x²", "①②③", "令和6年", "〒100", "お買い得!", "「限定」", "～半額～", "・新品・", "々"]
EMOJI = ["👟", "👜❤️", "👩‍👩‍👧", "🇯🇵", "⭐️5", "🫠"]
SPACES = [" ", "  ", "\t", "\u3000", "\u00a0", "\n", "\u2003"]


def english(rng):
    thing, colour = rng.choice(list(THINGS)), rng.choice(list(COLOURS))
    if rng.random() < 0.5:
        return f"{colour} {thing}"
    return f"{colour} {thing} with {rng.choice(list(COLOURS))} {rng.choice(list(PATTERNS))}"


def japanese(rng):
    thing, colour = rng.choice(list(THINGS.values())), rng.choice(list(COLOURS.values()))
    if rng.random() < 0.5:
        return colour + thing
    return colour + thing + rng.choice(["", " "]) + rng.choice(list(COLOURS.values())) + rng.choice(list(PATTERNS.values()))


def typo(text, rng):
    if len(text) < 3:
        return text
    place = rng.randrange(len(text) - 1)
    return rng.choice([text[:place] + text[place + 1:], text[:place] + text[place] + text[place:],
                       text[:place] + text[place + 1] + text[place] + text[place + 2:]])


def full_width(text, rng):
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


HALF_KANA = {unicodedata.normalize("NFKC", chr(c)): chr(c) for c in range(0xFF66, 0xFF9E)}


def half_kana(text, rng):
    marks = {"\u3099": "\uff9e", "\u309a": "\uff9f"}
    return "".join(HALF_KANA.get(c, marks.get(c, c)) for c in unicodedata.normalize("NFD", text))


def decomposed(text, rng):
    return unicodedata.normalize("NFD", text)


def accented(text, rng):
    place = rng.randrange(len(text))
    return text[:place + 1] + rng.choice(["\u0301", "\u0308", "\u3099", "\u0331"]) + text[place + 1:]


def decorated(text, rng):
    return text + rng.choice(SPACES) + rng.choice(EXTRAS + EMOJI)


def glued(text, rng):
    return rng.choice(EXTRAS + EMOJI) + text + rng.choice(EXTRAS)


def respaced(text, rng):
    return rng.choice(SPACES) + text.replace(" ", rng.choice(SPACES)) + rng.choice(SPACES)


CHANGES = [typo, full_width, half_kana, decomposed, accented, decorated, glued, respaced,
           lambda text, rng: text.upper(), lambda text, rng: text.title(), lambda text, rng: text.replace(" ", "")]


def strings(rng):
    fixed = ["", " ", "\u3000\u3000", "\n", "[PAD]", "[START] red", "<0x41>", "a", "あ", "!", "\u0301", " \u0301x", "ー", "A\u0000B",
             "H\u0331", "x" * 300, "赤" * 120, "!?" * 40, "\r\n a \r\n"] + EXTRAS + EMOJI
    drawn = []
    while len(fixed) + len(drawn) < 1000:
        text = rng.choice([english, japanese])(rng)
        for change in rng.sample(CHANGES, rng.choice([0, 1, 1, 2, 3])):
            text = change(text, rng)
        drawn.append(text)
    return fixed + drawn


def write(name, value):
    (HERE / name).write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def main():
    if sys.argv[1:] == ["titles"]:
        rng = random.Random(SEED)
        write("titles.json", [draw(rng) for _ in range(600) for draw in (english, japanese)])
        return
    import tokenizers
    tokenizer = tokenizers.Tokenizer.from_file(str(HERE / "tokenizer.json"))
    texts = strings(random.Random(SEED + 1))
    ids = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
    write("tokens.json", {"made_with": f"tokenizers {tokenizers.__version__}", "seed": SEED, "strings": texts, "ids": ids})


if __name__ == "__main__":
    main()
