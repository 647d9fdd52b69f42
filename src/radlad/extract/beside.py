"""How boxes stand to words: beside, under, in the column of, for and against; on a straightened page, in points."""

from __future__ import annotations

import math
from collections.abc import Collection

from radlad.layout.page import Mark, Segment, Sheet
from radlad.layout.rect import Rect
from radlad.layout.tokens import ANSWERS, Token

CAPTION = 4
"""Words that may stand before an answer on its line: "Réponse du client :"."""
NEAR = 3.0
"""Letter sizes from the middle of a Oui or Non to that of its box, at most."""
_FARTHER = 2.0
"""How many times as far a cross is from the word that it does not tick, at least."""
_CENTRED, UNDER = 0.5, 1.9
"""Letter sizes that a box under a Oui or Non may be off its middle, and below it."""
_COLUMN = 2.2
"""Letter sizes from the middle of a column's head to that of its boxes, at most."""
_DENYING, _DENIAL = frozenset({"non", "ko", "nok", "sans", "so", "na", "inexact", "incorrect", "faux", "absent"}), 3
"""How the head of a column against what a row says begins, and the words of it at most."""
_RULED_OFF = 30.0
"""Letter sizes that a rule between a box and a text counts for."""
_BEFORE, _OWN_COLUMN = 5.0, 9.0
"""Letter sizes from a box to the text behind it, at most; and from one in a column of its own, nothing between."""
LEVEL = 0.4
"""Share of its height that a box beside a word has in common with it."""
YES = frozenset({"oui", "o", "0"})
"""What of an answer is Oui, by its first letter too, as OCR reads it."""


def for_and_against(words: list[Token], marks: list[Mark]) -> list[Mark]:
    """Of two boxes that words stand behind, or before, the one for and the one against: what is said, and "non" it; or
    "oui, constaté" and "non"."""
    if len(marks) != 2:
        return []
    first, second = marks
    cuts = first.rect.x1, second.rect.cx
    said = [[t.key for t in words if low < t.rect.cx < high] for low, high in (cuts, (cuts[1], math.inf))]
    if not said[1]:
        said = [[t.key for t in words if low < t.rect.cx < high] for low, high in ((-math.inf, first.rect.cx), cuts)]
    (one, other), both = said, [first, second]
    if other == ["non", *one] or (one[:1] == ["oui"] and other[:1] == ["non"]):
        return both if one else []
    return both[::-1] if one == ["non", *other] and other else []


def against(sheet: Sheet) -> list[Mark]:
    """The boxes in a column that is headed "Non", "Non conforme" or "Sans objet", right of that which is for."""
    brief = (s for s in sheet.segments if s.tokens[0].key in _DENYING and len(s.tokens) <= _DENIAL)
    right = (s for s in brief if sheet.row_of(s)[0] is not s)
    heads = [s for s in right if not any(is_near(m, s, sheet) and not _is_on(m, s) for m in sheet.marks)]
    return [m for head in heads for m in _headed_against(head, sheet)]


def _is_on(mark: Mark, head: Segment) -> bool:
    """Whether what seems to be a mark is the head itself, which may look underlined or circled."""
    return mark.rect.holds(head.rect.cx, head.rect.cy)


def _headed_against(head: Segment, sheet: Sheet) -> list[Mark]:
    """The boxes under a head, down to the last that has one left of it: what follows is another table."""
    under = [m for m in sheet.marks if is_below(m, head, sheet)]
    paired = [m for m in under if any(o.rect.x1 < m.rect.x0 and o.rect.beside(m.rect) > LEVEL for o in sheet.marks)]
    last = max((m.rect.y1 for m in paired), default=sheet.height)
    return [m for m in under if m.rect.cy < last]


def is_below(mark: Mark, head: Token | Segment, sheet: Sheet) -> bool:
    """Whether a box stands in the column of a head."""
    return abs(head.rect.cx - mark.rect.cx) < _COLUMN * sheet.em and head.rect.y1 < mark.rect.y0


def distance(mark: Rect, first: Rect, last: Rect, rect: Rect, sheet: Sheet) -> float | None:
    """How far a box is from a text at `rect`, which begins with `first` and ends with `last`, in points, farther than
    any other where a rule stands between; None when it cannot be its box."""
    em = sheet.em
    ruled_off = _RULED_OFF * em
    gap = first.x0 - mark.x1
    level = -2 <= gap < _OWN_COLUMN * em and mark.beside(first) > 0.35
    if level and (gap < _BEFORE * em or not _is_between(mark, first, sheet)):
        return gap + ruled_off * sheet.upright_between(mark, first)
    if mark.x0 >= last.x1 - 2 and mark.beside(last) > 0.35:
        return 5 * em + 0.25 * (mark.x0 - last.x1) + ruled_off * sheet.upright_between(last, mark)
    if mark.x0 >= rect.x1 - 2 and rect.y0 - 2 <= mark.cy <= rect.y1 + 2:
        return 6 * em + 0.25 * (mark.x0 - rect.x1) + ruled_off * sheet.upright_between(rect, mark)
    if mark.x1 <= rect.x0 + 2 and rect.y0 - 2 <= mark.cy <= rect.y1 + 2 and rect.x0 - mark.x1 < _BEFORE * em:
        return 2 * em + rect.x0 - mark.x1 + ruled_off * sheet.upright_between(mark, rect)
    return None


def _is_between(mark: Rect, first: Rect, sheet: Sheet) -> bool:
    """Whether something is printed between a box and a text behind it."""
    return any(mark.x1 < s.rect.x1 and s.rect.x0 < first.x0 for s in sheet.beside(mark))


def caption(mark: Mark, sheet: Sheet, said: Collection[int]) -> Rect | None:
    """The few words beside a box that are no statement's (by `id`): "Engagement n° 2", "à cocher si exact :", or "Oui,
    c'est le cas", without a Non."""
    words = [t for s in sheet.beside(mark.rect) for t in s.tokens if t.key]
    if not 0 < len(words) <= CAPTION or any(id(t) in said or t.key == "non" for t in words):
        return None
    return Rect.around(t.rect for t in words)


def over_caption(mark: Rect, caption: Rect | None, first: Rect, rect: Rect, sheet: Sheet) -> float | None:
    """How far a box before a caption is from the text right below that or right above it, or one behind it, or set in,
    from the text right above; farther than any other where a rule stands between the two."""
    if caption is None:
        return None
    heads = mark.x1 <= caption.x0 and mark.x0 < first.x0 + 2
    inside = rect.x0 < mark.x0 and (mark.x0 >= caption.x1 or (mark.x1 <= caption.x0 and mark.x0 < rect.x1))
    gaps = [gap for gap in (first.y0 - caption.y1 if heads else -1.0, caption.y0 - rect.y1) if 0 < gap < sheet.em]
    if not gaps or not (heads or inside):
        return None
    first, last = sorted((mark, caption), key=lambda r: r.cx)
    return 8 * sheet.em + min(gaps) + _RULED_OFF * sheet.em * sheet.upright_between(first, last)


def band(rect: Rect, sheet: Sheet) -> Rect:
    """The page's whole width at the height of a text, and a little over and under it."""
    return Rect(0, rect.y0 - 0.35 * sheet.letter, sheet.width, rect.y1 + 0.35 * sheet.letter)


def paired(words: list[Token], marks: list[Mark]) -> dict[str, Mark]:
    """The box of Oui and that of Non: all before their words, or all behind them, whichever is nearer."""
    ways: list[tuple[float, dict[str, Mark]]] = []
    for before in (True, False):
        near = [
            (w, m, gap) for w in words for m in marks if (gap := _gap(w.rect, m.rect, before)) > -0.5 * m.rect.width
        ]
        pairs: dict[str, Mark] = {}
        total = 0.0
        for word, mark, gap in sorted(near, key=lambda n: (n[1].rect.beside(n[0].rect) < LEVEL, n[2])):
            answer = "true" if word.key in YES else "false"
            if answer not in pairs and mark not in pairs.values():
                pairs[answer] = mark
                total += gap
        ways.append((total - 1000 * len(pairs), pairs))
    return min(ways, key=lambda w: w[0])[1]


def _gap(word: Rect, mark: Rect, before: bool) -> float:
    """From a box to its word; 0 where the word itself is circled or struck out."""
    if mark.beside(word) > 0.8 and abs(mark.cx - word.cx) < 0.2 * word.width:
        return 0.0
    return word.x0 - mark.x1 if before else mark.x0 - word.x1


def crossed(words: list[Token], sheet: Sheet) -> Token | None:
    """That of Oui and Non which the only cross on their line stands much nearer to: "OUI X   NON"."""
    crosses = [t.rect for s in sheet.beside(words[0].rect) for t in s.tokens if t.key == "x"]
    if len(words) != 2 or len(crosses) != 1:
        return None
    apart = {max(w.rect.x0 - crosses[0].x1, crosses[0].x0 - w.rect.x1): w for w in words}
    near, far = min(apart), max(apart)
    return apart[near] if -sheet.em < near < NEAR * sheet.em and far > _FARTHER * max(near, 1.0) else None


def stacked(words: list[Token], sheet: Sheet) -> Token | None:
    """The other of Oui and Non, right under the only one of `words`; each is all that its line says."""
    if len(words) != 1:
        return None
    (word,) = words
    segment = sheet.segment_of(word)
    below = next((row for row in sheet.rows if row[0].rect.y0 > word.rect.cy), [])
    other = [t for s in below for t in s.tokens if t.key]
    alone = segment is not None and [t for s in sheet.row_of(segment) for t in s.tokens if t.key] == [word]
    if not alone or len(other) != 1 or other[0].key not in ANSWERS or (other[0].key in YES) == (word.key in YES):
        return None
    near = other[0].rect.y0 - word.rect.y1 < UNDER * sheet.em
    return other[0] if near and abs(other[0].rect.x0 - word.rect.x0) < _CENTRED * sheet.em else None


def lone(sheet: Sheet) -> list[Token]:
    """Oui and Non in lines of hardly more."""
    return [t for s in sheet.segments if len(s.tokens) <= 4 for t in s.tokens if t.key in ANSWERS]


def stack_before(first: Rect, rect: Rect, sheet: Sheet) -> list[Token]:
    """Oui over Non, or Non over Oui, in a column before a text at `rect`, level with its `first` line; the lower one
    stands beside no other text."""
    em = sheet.em
    words = [t for t in lone(sheet) if 0 < first.x0 - t.rect.x1 < _OWN_COLUMN * em and t.rect.cy > first.y0 - 0.5 * em]
    pair = sorted(words, key=lambda t: t.rect.cy)[:2]
    if len(pair) < 2 or {t.key for t in pair} != ANSWERS:
        return []
    upper, lower = (t.rect for t in pair)
    level = abs(upper.cy - first.cy) < 0.6 * em and LEVEL * em < lower.cy - upper.cy < UNDER * em
    if lower.cy > rect.y1 and any(s.rect.x0 >= first.x0 - em for s in sheet.beside(lower)):
        return []
    return pair if level and abs(lower.x0 - upper.x0) < _CENTRED * em else []


def is_near(mark: Mark, word: Token | Segment, sheet: Sheet) -> bool:
    """Whether a box stands on the line of a word, close to it."""
    return mark.rect.beside(word.rect) > LEVEL and abs(mark.rect.cx - word.rect.cx) < NEAR * sheet.em


def is_next(mark: Mark, word: Token, sheet: Sheet) -> bool:
    """Whether a box stands on the line of a word, in a column of its own, nothing printed between."""
    first, last = sorted((mark.rect, word.rect), key=lambda r: r.cx)
    level = mark.rect.beside(word.rect) > LEVEL and last.x0 - first.x1 < _OWN_COLUMN * sheet.em
    return level and not any(first.x1 < s.rect.cx < last.x0 for s in sheet.beside(mark.rect))


def is_under(mark: Mark, word: Token, sheet: Sheet, *, over: bool = False) -> bool:
    """Whether a box stands in the middle under a word, on the next line; or `over` it, on the line before."""
    centred = abs(mark.rect.cx - word.rect.cx) < _CENTRED * sheet.em
    below = mark.rect.cy - word.rect.cy
    return centred and 0 < (-below if over else below) < UNDER * sheet.em
