"""Words of a PDF's text layer, with tight boxes, and whether the layer can be believed.

A loop over PDFium's characters costs about 3 ms a page; its ready-made rectangles cost 30 to 470.
"""

from __future__ import annotations

import ctypes
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from radlad.domain.document import Box, Provenance, Source, Word
from radlad.readers.pdfium_calls import unchecked

_code, _box, _room, _angle, _has_map_error, _text_object, _font = map(
    unchecked,
    (raw.FPDFText_GetUnicode, raw.FPDFText_GetCharBox, raw.FPDFText_GetLooseCharBox, raw.FPDFText_GetCharAngle,
     raw.FPDFText_HasUnicodeMapError, raw.FPDFText_GetTextObject, raw.FPDFText_GetFontInfo),
)  # fmt: skip
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
_CLOSE = 0.15
"""How far from where the room of one letter ends that of the next begins on a line, in heights of it."""
_BREAKS = frozenset(map(ord, "\r\n"))
_ASLANT = 15
"""Degrees by which print is off the page's directions, from which it lies over the form and is none of it."""
_SOUND_SHARE = 0.85
_REMEMBERED = 4096
"""Characters of which it is kept what they are."""
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
_LEADERS = re.compile(r"(.)\1{4,}")
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


@dataclass(frozen=True, slots=True)
class _Print:
    """The visible characters of a page but for white space, in the file's order."""

    texts: list[str]
    indexes: list[int]
    """What PDFium knows each by."""
    starts: list[int]
    """Which of them begin a run, white space standing before it."""
    broken: set[int]
    """Those of `starts` before which nothing stands but the end of a line, or what PDFium takes for one."""

    def runs(self) -> Iterator[range]:
        return map(range, self.starts, [*self.starts[1:], len(self.texts)])

    def of_runs(self, kept: Iterable[bool]) -> _Print:
        """The runs that are `kept` alone: a watermark or a stamp is none of the form's print."""
        kept = list(kept)
        if all(kept):
            return self
        found = _Print([], [], [], set())
        for run, is_kept in zip(self.runs(), kept, strict=True):
            if is_kept:
                if run.start in self.broken:
                    found.broken.add(len(found.texts))
                found.starts.append(len(found.texts))
                found.texts.extend(self.texts[run.start : run.stop])
                found.indexes.extend(self.indexes[run.start : run.stop])
        return found


def text_layer(page: pdfium.PdfPage, fractions: NDArray[np.float64], hidden: Collection[int] = ()) -> TextLayer:
    """The text layer of `page`, without what the text objects at the addresses `hidden` print.

    `fractions` maps user space to fractions of the page (`PdfFile.fractions`).
    """
    textpage = page.get_textpage()
    handle = textpage.raw
    try:
        size = page.get_size()
        everything = _print(handle, hidden)
        turn_of = cache(lambda angle: _turn(angle, fractions, size))
        angles = [_angle(handle, everything.indexes[start]) for start in everything.starts]
        found = everything.of_runs(turn_of(angle) is not None for angle in angles)
        turns = [turn for angle in angles if (turn := turn_of(angle)) is not None]
        going_on = _going_on(handle, found, turns, fractions, size)
        turns = [turn for turn, start in zip(turns, found.starts, strict=True) if start not in going_on]
        found.starts[:] = (start for start in found.starts if start not in going_on)
        boxes = _placed(_boxes(handle, found.indexes), fractions, size)
        strange = _strange(handle, found)
    finally:
        textpage.close()
    shares = Counter[int]()
    for run, turn in zip(found.runs(), turns, strict=True):
        shares[turn] += len(run)
    coded = found.runs() if any(strange) else ()
    codes = sum(len(run) > 1 and all(strange[run.start : run.stop]) for run in coded)
    words = list(_words(found, boxes, turns, size))
    count = len(found.texts)
    dominant = shares.most_common(1)[0][0] if shares else 0
    sound = count > 0 and sum(strange) <= (1 - _SOUND_SHARE) * count and codes < _CODES and _reads_like_text(words)
    return TextLayer(tuple(_without_doubles(words)), dominant, count, sound)


def _print(handle: Any, hidden: Collection[int]) -> _Print:
    found = _Print([], [], [], set())
    apart, spaced = True, False
    count = raw.FPDFText_CountChars(handle)
    codes = list(map(_code, repeat(handle, count), range(count)))
    shown = {code: _shown(code) for code in set(codes)}
    for index, code in enumerate(codes):
        text = shown[code]
        if text == "" or (hidden and _address(handle, index) in hidden):
            continue
        if text == " ":
            apart, spaced = True, spaced or code not in _BREAKS
            continue
        if apart:
            if not spaced:
                found.broken.add(len(found.texts))
            found.starts.append(len(found.texts))
            apart, spaced = False, False
        found.texts.append(text)
        found.indexes.append(index)
    _show_dingbats(handle, found)
    return found


def _boxes(handle: Any, indexes: list[int]) -> NDArray[np.float64]:
    """Left, right, bottom and top of each character, in user space."""
    box, nowhere = (ctypes.c_double * 4)(), bytes(32)
    sides = [ctypes.byref(ctypes.c_double.from_buffer(box, at)) for at in range(0, len(nowhere), 8)]
    found = bytearray()
    for index in indexes:
        found += box if _box(handle, index, *sides) else nowhere
    return np.frombuffer(found).reshape(-1, 4)


def _placed(
    boxes: NDArray[np.float64], fractions: NDArray[np.float64], size: tuple[float, float]
) -> NDArray[np.float64]:
    """Left, top, right and bottom in points of the page as stored, y down."""
    first = boxes[:, [0, 2]] @ fractions[:, :2].T + fractions[:, 2]
    second = boxes[:, [1, 3]] @ fractions[:, :2].T + fractions[:, 2]
    return np.hstack((np.minimum(first, second) * size, np.maximum(first, second) * size))


@lru_cache(maxsize=_REMEMBERED)
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


def _words(found: _Print, boxes: NDArray[np.float64], turns: list[int], size: tuple[float, float]) -> Iterator[Word]:
    """The runs split where their characters stand apart, each part as a word in fractions of the page."""
    if not found.texts:
        return
    begins = _begins(_along(boxes, np.repeat(turns, [len(run) for run in found.runs()])), found.starts)
    x0, y0 = (np.minimum.reduceat(boxes[:, :2], begins) / size).T
    x1, y1 = (np.maximum.reduceat(boxes[:, 2:], begins) / size).T
    seen = (x1 > 0) & (y1 > 0) & (x0 < 1) & (y0 < 1)
    # A damaged font measures nothing: its words still take some room.
    x1, y1 = np.maximum(x1, x0 + 1 / size[0]), np.maximum(y1, y0 + 1 / size[1])
    places = np.column_stack((x0.clip(0), y0.clip(0), x1.clip(max=1), y1.clip(max=1)))
    parts = map(slice, begins, [*begins[1:], len(found.texts)])
    for part, place, is_seen in zip(parts, places.tolist(), seen.tolist(), strict=True):
        if is_seen:
            yield Word(unicodedata.normalize("NFC", "".join(found.texts[part])), Box(*place), PROVENANCE)


def _along(boxes: NDArray[np.float64], turns: NDArray[np.int_]) -> NDArray[np.float64]:
    """Left, top, right and bottom of characters as the reader of each holds the page."""
    left, top, right, bottom = boxes.T
    held = {
        0: boxes, 90: np.column_stack((-bottom, left, -top, right)),
        180: np.column_stack((-right, -bottom, -left, -top)), 270: np.column_stack((top, -right, bottom, -left)),
    }  # fmt: skip
    along = boxes.copy()
    for turn in {*turns.tolist()} - {0}:
        along[turns == turn] = held[turn][turns == turn]
    return along


def _begins(along: NDArray[np.float64], starts: list[int]) -> list[int]:
    """Which characters begin a word: those that begin a run, and those that stand apart from the one before."""
    height = np.maximum(along[:, 3] - along[:, 1], 1e-3)
    gap = along[1:, 0] - along[:-1, 2]
    shift = np.maximum(along[1:, 1] - along[:-1, 3], along[:-1, 1] - along[1:, 3])
    # Apart in heights of the word so far, its highest letter's: so in heights of the letter itself as well.
    likely = np.flatnonzero(_parted(gap, shift, height[1:])) + 1
    runs = frozenset(starts)
    begins: list[int] = []
    for at in sorted({*starts, *likely.tolist()}):
        if at in runs or _parted(gap[at - 1], shift[at - 1], height[begins[-1] : at + 1].max()):
            begins.append(at)
    return begins


def _going_on(
    handle: Any, found: _Print, turns: list[int], fractions: NDArray[np.float64], size: tuple[float, float]
) -> set[int]:
    """Which starts of runs go on on the line of the character before though PDFium ends one there, as it does behind
    each letter of a page with few: the room that its font gives each reaches to the next."""
    pairs = zip(found.starts, turns, strict=True)
    broken = {start: turn for start, turn in pairs if start and start in found.broken}
    turned = np.array([*broken.values()], int)
    before, behind = (
        _along(_placed(_rooms(handle, [found.indexes[at - off] for at in broken]), fractions, size), turned)
        for off in (1, 0)
    )
    high = np.maximum(before[:, 3] - before[:, 1], 1e-3)
    level = (abs(before[:, 1] - behind[:, 1]) < _CLOSE * high) & (abs(before[:, 3] - behind[:, 3]) < _CLOSE * high)
    reached = abs(behind[:, 0] - before[:, 2]) < _CLOSE * high
    return {at for at, goes_on in zip(broken, level & reached, strict=True) if goes_on}


def _rooms(handle: Any, indexes: list[int]) -> NDArray[np.float64]:
    """Left, right, bottom and top of the room that its font gives each character, in user space."""
    room, nowhere = raw.FS_RECTF(), raw.FS_RECTF()
    found = (room if _room(handle, index, ctypes.byref(room)) else nowhere for index in indexes)
    return np.array([(r.left, r.right, r.bottom, r.top) for r in found], np.float64).reshape(-1, 4)


def _parted(gap: Any, shift: Any, height: Any) -> Any:
    return (gap > _GAP * height) | (gap < -2.5 * height) | (shift > _LEAP * height)


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


def _strange(handle: Any, found: _Print) -> list[bool]:
    """Which characters are codes, or letters that the font has no character for."""
    used = set(found.texts)
    codes, letters = set(filter(_is_code, used)), {text for text in used if text[0].isalnum()}
    errors = list(map(_has_map_error, repeat(handle), found.indexes))
    if not codes and 1 not in errors:
        return [False] * len(errors)
    return [text in codes or (text in letters and error == 1) for text, error in zip(found.texts, errors, strict=True)]


@lru_cache(maxsize=_REMEMBERED)
def _is_code(text: str) -> bool:
    return text[0] == "\ufffd" or unicodedata.category(text[0]) in ("Co", "Cn", "Cc")


def _reads_like_text(words: list[Word]) -> bool:
    """False for letters that are not as frequent as in French: the codes of a font, shifted, not its letters. Single
    ones, and rows of one and the same, are left out, which dots that lead the eye may have become."""
    printed = "".join(w.text for w in words if len(w.text) > 1).lower()
    letters = unicodedata.normalize("NFD", _LEADERS.sub("", printed))
    bits = [_BITS[c] for c in letters if c in _BITS]
    return len(bits) < _JUDGED or sum(bits) <= _FRENCH * len(bits)


def _show_dingbats(handle: Any, found: _Print) -> None:
    """Puts the boxes and ticks that symbol fonts draw for the letters of their codes; inside a word letters are
    letters."""
    texts, ends = found.texts, {*found.starts, len(found.texts)}
    name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    room = ctypes.c_ulong(len(name))
    for at, text in enumerate(texts):
        if text not in _DINGBATS:
            continue
        if at not in ends and at + 1 not in ends and texts[at - 1].isalnum() and texts[at + 1].isalnum():
            continue
        length = _font(handle, found.indexes[at], ctypes.byref(name), room, ctypes.byref(flags))
        if 0xF000 <= ord(text) <= 0xF0FF or (0 < length <= len(name) and _is_symbol_font(name.value)):
            texts[at] = _DINGBATS[text]


@lru_cache(maxsize=_REMEMBERED)
def _is_symbol_font(name: bytes) -> bool:
    return any(s in name.decode("latin-1").lower() for s in _SYMBOL_FONTS)


def _address(handle: Any, index: int) -> int:
    text = _text_object(handle, index)
    return ctypes.cast(text, ctypes.c_void_p).value or 0
