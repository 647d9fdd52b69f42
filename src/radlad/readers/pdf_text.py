"""Words of a PDF's text layer, with tight boxes, and whether the layer can be believed.

A loop over PDFium's characters costs about 9 ms a page; its ready-made rectangles cost 30 to 470.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from radlad.domain.document import Box, Provenance, Source, Word

PROVENANCE = Provenance(Source.TEXT, "pdfium", str(pdfium.PDFIUM_INFO))

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_PDFIUM_HYPHEN = "\x02"
"""What PDFium puts for a hyphen at the end of a line."""
_SYMBOL_FONTS = ("wingding", "dingbat", "webding")
_DINGBATS = {
    **dict.fromkeys("o\u00a8q\u0071r\u0072\uf06f\uf0a8\uf071\uf072\u00a3\uf0a3", "☐"),
    **dict.fromkeys("\u00fex\u00fd\uf0fe\uf078\uf0fdRT\uf052\uf054SQ\uf053\uf051", "☒"),
    **dict.fromkeys("\u00fc\uf0fcP\uf050", "✓"),
    **dict.fromkeys("\u00fb\uf0fb", "✗"),
    **dict.fromkeys("n\uf06e", "■"),
    **dict.fromkeys("l\uf06c", "●"),
    **dict.fromkeys("m\u00a1\uf0a1", "○"),
}
"""Wingdings and Wingdings 2 codes of tick boxes and tick marks, raw or in the private-use area."""
_GAP, _LEAP = 0.75, 0.7
"""Gap along the line, and shift across it, that end a word; in heights of its letters."""
_ASLANT = 15
"""Degrees by which print is off the page's directions, from which it lies over the form and is none of it."""
_SOUND_SHARE = 0.85
_CODES = 4
"""Words all of whose letters are codes without a meaning, from which one of the fonts has no character map. Icons are
single."""
_PER_MILLE = {
    "e": 147, "s": 79, "a": 76, "i": 75, "t": 72, "n": 71, "r": 66, "u": 63, "o": 58, "l": 55, "d": 37, "c": 33,
    "m": 30, "p": 30, "v": 16, "q": 14, "f": 11, "b": 9, "g": 9, "h": 7, "j": 5, "x": 4, "y": 3, "z": 1.5, "k": 0.5,
    "w": 0.5,
}  # fmt: skip
"""How often French uses each letter, accents left out."""
_BITS = {letter: -math.log2(share / sum(_PER_MILLE.values())) for letter, share in _PER_MILLE.items()}
_FRENCH, _JUDGED = 4.9, 40
"""Bits a letter up to which letters are French: pages of every kind take 3.9 to 4.3, those of shifted codes 5.6 and
more. With fewer letters than the second number nothing is said."""


@dataclass(frozen=True, slots=True)
class TextLayer:
    """The visible words of a page's text layer, in the file's order."""

    words: tuple[Word, ...]
    turn: int
    """Degrees clockwise by which the page must be turned for most of its text to stand upright; the words'
    boxes are fractions of the page *before* that turn."""
    characters: int
    """Visible characters, spaces not counted."""
    sound: bool
    """Whether the characters are text, not the codes of a font without a character map."""


@dataclass(slots=True)
class _Char:
    text: str
    left: float
    top: float
    right: float
    bottom: float
    index: int


def text_layer(page: pdfium.PdfPage, fractions: NDArray[np.float64], hidden: Collection[int] = ()) -> TextLayer:
    """The text layer of `page`, without what the text objects at the addresses `hidden` print.

    `fractions` maps user space to fractions of the page (`PdfFile.fractions`).
    """
    textpage = page.get_textpage()
    try:
        tokens = _tokens(textpage, fractions, page.get_size(), hidden)
        turns = Counter[int]()
        words: list[Word] = []
        odd = codes = 0
        size = page.get_size()
        turn_of = cache(lambda angle: _turn(angle, fractions, size))
        for token in tokens:
            turn = turn_of(raw.FPDFText_GetCharAngle(textpage, token[0].index))
            if turn is None:  # a watermark, a stamp
                continue
            turns[turn] += len(token)
            strange = sum([_is_odd(textpage, c) for c in token])
            odd += strange
            codes += len(token) > 1 and strange == len(token)
            words.extend(_words(token, turn, size))
    finally:
        textpage.close()
    count = sum(turns.values())
    dominant = turns.most_common(1)[0][0] if turns else 0
    sound = count > 0 and odd <= (1 - _SOUND_SHARE) * count and codes < _CODES and _reads_like_text(words)
    return TextLayer(tuple(_without_doubles(words)), dominant, count, sound)


def _tokens(
    textpage: pdfium.PdfTextPage, fractions: NDArray[np.float64], size: tuple[float, float], hidden: Collection[int]
) -> list[list[_Char]]:
    """Runs of visible characters without white space, boxes in points of the page as stored, y down."""
    count = raw.FPDFText_CountChars(textpage)
    codes, boxes = _characters(textpage, count)
    placed = _placed(boxes, fractions, size)
    tokens: list[list[_Char]] = []
    run: list[_Char] = []
    for i in range(count):
        text = _shown(codes[i])
        if text == "" or (hidden and _address(textpage, i) in hidden):
            continue
        if text.isspace():
            if run:
                tokens.append(run)
                run = []
            continue
        run.append(_Char(text, *placed[i], i))
    if run:
        tokens.append(run)
    for token in tokens:
        _show_dingbats(textpage, token)
    return tokens


def _characters(textpage: pdfium.PdfTextPage, count: int) -> tuple[list[int], NDArray[np.float64]]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pointers = [ctypes.byref(v) for v in (left, right, bottom, top)]
    codes, boxes = [], np.zeros((count, 4))
    get_box, get_code, handle = raw.FPDFText_GetCharBox, raw.FPDFText_GetUnicode, textpage.raw
    for i in range(count):
        codes.append(get_code(handle, i))
        if get_box(handle, i, *pointers):
            boxes[i] = left.value, bottom.value, right.value, top.value
    return codes, boxes


def _placed(
    boxes: NDArray[np.float64], fractions: NDArray[np.float64], size: tuple[float, float]
) -> list[tuple[float, float, float, float]]:
    first = boxes[:, :2] @ fractions[:, :2].T + fractions[:, 2]
    second = boxes[:, 2:] @ fractions[:, :2].T + fractions[:, 2]
    low, high = np.minimum(first, second) * size, np.maximum(first, second) * size
    return [(a, b, c, d) for (a, b), (c, d) in zip(low.tolist(), high.tolist(), strict=True)]


def _shown(code: int) -> str:
    """The character as it is read; a space for what separates words, empty for what is not seen."""
    if code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return "\ufffd"
    text = chr(code)
    if text == _PDFIUM_HYPHEN:
        return "-"
    if text in _INVISIBLE:
        return ""
    if text.isspace() or code == 0:
        return " "
    return _LIGATURES.get(text, text)


def _turn(angle: float, fractions: NDArray[np.float64], size: tuple[float, float]) -> int | None:
    """Degrees clockwise (0, 90, 180, 270) that bring the writing direction of a character of that angle (PDFium's, in
    radians, negative where it has none) to the right; None where it runs aslant."""
    if angle < 0:
        return 0
    direction = fractions[:, :2] @ (math.cos(angle), -math.sin(angle)) * size
    drawn = math.degrees(math.atan2(direction[1], direction[0]))
    turns = round(-drawn / 90)
    return turns % 4 * 90 if abs(-drawn - 90 * turns) <= _ASLANT else None


def _words(token: list[_Char], turn: int, size: tuple[float, float]) -> list[Word]:
    """The token split where its characters stand apart, each part as a word in fractions of the page."""
    parts: list[list[_Char]] = []
    height = 0.0
    last = (0.0, 0.0, 0.0, 0.0)
    for char in token:
        before, last = last, _along(char, turn)
        tall = max(last[3] - last[1], 1e-3)
        if parts and not _parted(before, last, max(height, tall)):
            parts[-1].append(char)
            height = max(height, tall)
        else:
            parts.append([char])
            height = tall
    return [w for part in parts if (w := _word(part, size)) is not None]


def _along(char: _Char, turn: int) -> tuple[float, float, float, float]:
    """The character's left, top, right and bottom as its reader holds the page."""
    if turn == 0:
        return char.left, char.top, char.right, char.bottom
    if turn == 90:
        return -char.bottom, char.left, -char.top, char.right
    if turn == 180:
        return -char.right, -char.bottom, -char.left, -char.top
    return char.top, -char.right, char.bottom, -char.left


def _parted(last: tuple[float, float, float, float], char: tuple[float, float, float, float], height: float) -> bool:
    gap = char[0] - last[2]
    shift = max(char[1] - last[3], last[1] - char[3])
    return gap > _GAP * height or gap < -2.5 * height or shift > _LEAP * height


def _word(part: list[_Char], size: tuple[float, float]) -> Word | None:
    width, height = size
    x0, y0 = min([c.left for c in part]) / width, min([c.top for c in part]) / height
    x1, y1 = max([c.right for c in part]) / width, max([c.bottom for c in part]) / height
    if not (x1 > 0 and y1 > 0 and x0 < 1 and y0 < 1):
        return None
    # A damaged font measures nothing: its words still take some room.
    x1, y1 = max(x1, x0 + 1 / width), max(y1, y0 + 1 / height)
    box = Box(max(0.0, x0), max(0.0, y0), min(1.0, x1), min(1.0, y1))
    return Word(unicodedata.normalize("NFC", "".join([c.text for c in part])), box, PROVENANCE)


def _without_doubles(words: list[Word]) -> list[Word]:
    """Words printed twice at the same place, to look bold, kept once."""
    seen: set[tuple[str, int, int]] = set()
    kept: list[Word] = []
    for word in words:
        place = word.text, round(word.box.cx * 300), round(word.box.cy * 400)
        if place not in seen:
            seen.add(place)
            kept.append(word)
    return kept


def _is_odd(textpage: pdfium.PdfTextPage, char: _Char) -> bool:
    text = char.text[0]
    if text == "\ufffd" or unicodedata.category(text) in ("Co", "Cn", "Cc"):
        return True
    return text.isalnum() and raw.FPDFText_HasUnicodeMapError(textpage, char.index) == 1


def _reads_like_text(words: list[Word]) -> bool:
    """False for letters that are not as frequent as in French: the codes of a font, shifted, not its letters. Single
    ones are left out, which dots that lead the eye may have become."""
    letters = unicodedata.normalize("NFD", "".join(w.text for w in words if len(w.text) > 1).lower())
    bits = [_BITS[c] for c in letters if c in _BITS]
    return len(bits) < _JUDGED or sum(bits) <= _FRENCH * len(bits)


def _show_dingbats(textpage: pdfium.PdfTextPage, token: list[_Char]) -> None:
    """Puts the boxes and ticks that symbol fonts draw for the letters of their codes; inside a word letters are
    letters."""
    for at, char in enumerate(token):
        inside = 0 < at < len(token) - 1 and token[at - 1].text.isalnum() and token[at + 1].text.isalnum()
        if char.text in _DINGBATS and not inside:
            char.text = _undingbatted(textpage, char.index, char.text)


def _undingbatted(textpage: pdfium.PdfTextPage, index: int, text: str) -> str:
    """The box or tick that a code of a symbol font draws; `text` itself in any other font."""
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(textpage, index, buffer, len(buffer), flags)
    name = buffer.value.decode("latin-1").lower() if 0 < length <= len(buffer) else ""
    symbols = any(s in name for s in _SYMBOL_FONTS)
    return _DINGBATS[text] if symbols or 0xF000 <= ord(text) <= 0xF0FF else text


def _address(textpage: pdfium.PdfTextPage, index: int) -> int:
    handle = raw.FPDFText_GetTextObject(textpage, index)
    return ctypes.cast(handle, ctypes.c_void_p).value or 0
