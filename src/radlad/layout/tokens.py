"""Words and their parts, in lines: the dots that lead to a value left out, the teeth of a comb put together."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from statistics import median

from radlad.domain.combs import combs
from radlad.domain.document import Box, Page, Word
from radlad.kinds.text import compact
from radlad.layout.rect import Rect

NUMBER = re.compile(r"[A-Z]?\d{1,2}(?:[.-]\d{1,2})*[.)°]?|[A-Za-z][.)]|[IVX]{1,4}\.")
"""What numbers the fields and articles of a form: "A1", "3.2", "b)", "IV."."""
ANSWERS = frozenset({"oui", "non"})
"""What answers a question in full, in normal form."""
_LEADER = re.compile(r"[._…·]+|[\-–—]{3,}")
"""Dots or dashes that lead the eye from a label to its value."""
_LED = re.compile(r"[._…·]{3,}")
_GLUED = re.compile(
    r"(?<=^:)(?=\S)|(?<=[^\W\d_)\]°%]):(?=[^\s/\\:])|(?<=[)\]°%]):(?=\S)|(?<=[nN]°)(?=\w)|(?<=^[lL]e)(?=\d\d?[/.])|"
    r"(?<=final)(?=[A-ZÀ-Ý])|(?<=[cC]lient)(?=[A-ZÀ-Ý])|(?<=financement)(?=[A-Z])|(?<=imagerie)(?=[A-ZÀ-Ý])|"
    r"(?<=adresse)(?=[\w.-]+@)|(?<=[mM]ail)(?=[\w.-]+@)|(?<=ourriel)(?=[\w.-]+@)|"
    r"(?<=\d\.)(?=[A-ZÀ-Ý][a-zà-ÿ]{3})|(?<=^à)(?=\d)|(?<=^de)(?=\d)|(?<=^est)(?=[A-Z\d])"
)
"""Where words part that are printed, or read, without a space between: before and behind what no name has in it, behind
these words only, as many names of software are two words run together ("DxCare")."""
_TERM = re.compile(r"\(?B[TG][-.]?\d{1,3}\)?")
"""The number of a term in the European standard of invoices (EN 16931-1), which viewers print beside its label."""
_TYPED = re.compile(r"[\d²³@]")
_REMEMBERED = 20_000
"""Words of a few documents: most stand in many."""
_SPACE = 0.85
"""A gap wider than this share of the letter size ends a segment."""
_PITCHES = 1.9
"""As much in a line whose characters are equally wide, in their width."""
_ENOUGH, _ALIKE = 3, 1.2
"""Words that tell whether they are, and how many times as wide as another's one word's characters then seem."""
_LONG, _NEARLY, _MOST, _FIXED = 3, 1.06, 0.55, 0.62
"""Words of more letters tell whether a page's are; how alike, and what share of them; the width of one in letter sizes.
Where they are not, hardly two fifths are as alike."""
_STRETCHED = 2.0
"""As much in a justified line."""
_GUTTER, _WIDER = 0.45, 1.5
"""How wide the gap before a column is, at least: in letter sizes, and beside the others of its page and its line."""
_BESIDE = 12
"""As many gaps on either side in its line are those it is compared with."""
_EDGE, _COLUMN, _AROUND = 0.1, 3, 12
"""How far in letter sizes the words of a column begin from each other, at most; as many others make one, at least, and
no further up or down than so many lines."""
_CLOSE, _WORDED, _LEVEL = 1.0, 0.6, 0.6
"""How far in points words may overlap, and in letter sizes be apart, that stand on one line; and the share of their
height that they have in common."""
_COMB = 6
"""As many single characters at a regular pitch are the teeth of a comb: one character a box."""


@dataclass(slots=True, eq=False)
class Token:
    """A word, or a part of one that a colon separates; `key` is its normal form, empty for mere punctuation."""

    text: str
    key: str
    rect: Rect
    word: Word
    page: int
    field_id: int = -1
    """The form field it fills, -1 for print."""
    spelled: bool = False
    """Whether it was put together from single characters, one a box of a comb."""


def is_typed(token: Token) -> bool:
    """Whether it has a digit or an at sign, as what is filled in often has and words of labels hardly ever."""
    return _TYPED.search(token.text) is not None


def left(token: Token) -> float:
    """Its left edge, by which the tokens of a line are ordered."""
    return token.rect.x0


class Line:
    """Tokens at one height, left to right, as they are added."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self._lefts: list[float] = []
        self._middle: float | None = None
        self.lowest = 0.0
        """The middle of the token added last: they are added from top to bottom."""

    def add(self, token: Token) -> None:
        self.lowest, self._middle = token.rect.cy, None
        at = bisect_right(self._lefts, token.rect.x0)
        self._lefts.insert(at, token.rect.x0)
        self.tokens.insert(at, token)

    def hold(self, tokens: Sequence[Token]) -> None:
        """Holds `tokens` in place of those it had, left to right."""
        self.tokens, self._middle = sorted(tokens, key=left), None
        self._lefts = [t.rect.x0 for t in self.tokens]

    @property
    def middle(self) -> float:
        """The height at which most of it stands."""
        if self._middle is None:
            self._middle = median(t.rect.cy for t in self.tokens)
        return self._middle

    def nearest(self, place: Rect) -> Rect:
        """The token nearest to `place` across, one of the two beside it; the line holds one at least."""
        at = bisect_left(self._lefts, place.x0)
        if at == 0:
            return self.tokens[0].rect
        before = self.tokens[at - 1].rect
        if at < len(self.tokens) and place.x0 - before.x1 > self._lefts[at] - place.x1:
            return self.tokens[at].rect
        return before


def make_whole(upper: Line, lower: Line, em: float) -> None:
    """Puts together the words that stand close on one line of print, where they were shared out between two lines:
    beside them stands another column, a little higher or lower."""
    runs: list[list[Token]] = []
    for token in sorted((*upper.tokens, *lower.tokens), key=left):
        last = runs[-1][-1].rect if runs else None
        close = last is not None and -_CLOSE < token.rect.x0 - last.x1 < _WORDED * em
        if last is not None and close and token.rect.beside(last) > _LEVEL:
            runs[-1].append(token)
        else:
            runs.append([token])
    own = {id(t) for t in upper.tokens}
    kept: dict[bool, list[Token]] = {True: [], False: []}
    for run in runs:
        above = sum(t.rect.width for t in run if id(t) in own)
        kept[above > sum(t.rect.width for t in run) / 2] += run
    if all(kept.values()) and {id(t) for t in kept[True]} != own:
        upper.hold(kept[True])
        lower.hold(kept[False])


@lru_cache(maxsize=_REMEMBERED)
def parts_of(text: str) -> tuple[tuple[str, str, int, int], ...]:
    """What a word is cut into where a colon or a leader glues more to it: each part without leaders and its normal
    form, and the characters from and to which it stands."""
    if text[:1] in "(B" and _TERM.fullmatch(text):
        return ()
    cuts = {*(m.end() for m in _GLUED.finditer(text)), *(m.end() for m in _LED.finditer(text)), len(text)}
    spans = pairwise(sorted({0, *cuts}))
    parts = ((_LED.sub("", text[start:end]), start, end) for start, end in spans)
    bare = ((_on_line(part), start, end) for part, start, end in parts)
    return tuple((part, compact(part), start, end) for part, start, end in bare if part)


def _on_line(text: str) -> str:
    """`text` without the line it is written on, where that was read with it."""
    return text.strip("_") or text


def gaps_of(line: Sequence[Token]) -> list[float]:
    """The widths between each two tokens of a line, in points."""
    return [b.rect.x0 - a.rect.x1 for a, b in pairwise(line)]


def spaces_of(line: Sequence[Token], gaps: Sequence[float], em: float, pitch: float = 0.0) -> list[float]:
    """How wide the space between each two tokens of a line, now `gaps`, may be, in points: as wide as its neighbours in
    a line that is justified, all of whose spaces are stretched alike. `pitch`: the width of a page's characters, where
    all are equally wide."""
    usual = max(_SPACE * em, _PITCHES * max(_pitch(line), min(pitch, _FIXED * em)))
    if not any(usual < gap < _STRETCHED * em for gap in gaps):
        return [usual] * len(gaps)
    worded = [a.key.isalpha() or b.key.isalpha() for a, b in pairwise(line)]
    spaces = []
    for i, gap in enumerate(gaps):
        near = [g for j, g in enumerate(gaps) if 0 < abs(i - j) <= 3 and worded[j] and abs(g - gap) < 0.3 * gap]
        spaces.append(_STRETCHED * em if worded[i] and len(near) >= 2 else usual)
    return spaces


def begin_columns(lines: Sequence[Sequence[Token]], spaces: Sequence[list[float]], em: float) -> set[int]:
    """The tokens (by `id`) that stand right under others behind a gap wider than between words, line by line: the
    column of values beside labels set to the right, close to them. `spaces`: the gaps of each line."""
    narrow = [gap for gaps in spaces for gap in gaps if 0 < gap < em]
    least = max(_GUTTER * em, _WIDER * median(narrow)) if narrow else em
    reach = _EDGE * em
    found: set[int] = set()
    behind: dict[int, list[tuple[int, float, int]]] = defaultdict(list)
    for n, (line, gaps) in enumerate(zip(lines, spaces, strict=True)):
        for i, gap in enumerate(gaps):
            others = gaps[max(0, i - _BESIDE) : i] + gaps[i + 1 : i + _BESIDE] or [0.0]
            if gap > least and gap > _WIDER * median(others) and not _is_numbering(line[i]):
                x = line[i + 1].rect.x0
                behind[int(x / reach)].append((n, x, id(line[i + 1])))
    for place, tokens in behind.items():
        near = [behind[k] for k in (place - 1, place, place + 1) if k in behind]
        found.update(token for n, x, token in tokens if len(_lines_level(near, n, x, reach)) >= _COLUMN)
    return found


def _lines_level(near: Sequence[Sequence[tuple[int, float, int]]], n: int, x: float, reach: float) -> set[int]:
    """The lines close to line `n`, but itself, that have a word beginning at `x`, of words by line and left edge."""
    around = ((bisect_left(c, (n - _AROUND,)), bisect_left(c, (n + _AROUND + 1,)), c) for c in near)
    level = (c[low:high] for low, high, c in around)
    return {m for part in level for m, other, _ in part if m != n and abs(other - x) <= reach}


def _is_numbering(token: Token) -> bool:
    return not token.key or NUMBER.fullmatch(token.text) is not None


def pitch_of(tokens: Sequence[Token]) -> float:
    """The width of a character of a page, in points, where those of most words are equally wide; 0 where not."""
    widths = sorted(t.rect.width / len(t.text) for t in tokens if len(t.text) > _LONG)
    usual = widths[len(widths) // 2] if widths else 0.0
    alike = bisect_right(widths, usual * _NEARLY) - bisect_left(widths, usual / _NEARLY)
    return usual if alike > _MOST * len(widths) else 0.0


def _pitch(line: Sequence[Token]) -> float:
    """The width of a character, in points, where all are equally wide; 0 where they are not."""
    widths = [t.rect.width / len(t.text) for t in line if len(t.text) > 2]
    if len(widths) < _ENOUGH or max(widths) > _ALIKE * min(widths):
        return 0.0
    return median(widths)


def behind(last: Token, colon: Token) -> Token:
    """The colon of a label, however far in a column of colons, as if it stood right behind its `last` word."""
    place, width = last.rect, colon.rect.width
    return replace(colon, rect=Rect(place.x1, place.y0, place.x1 + width, place.y1))


def without_leaders(line: list[Token]) -> list[Token]:
    """`line` less the runs of dots or dashes in it; a lone bullet stays."""
    if all(t.key for t in line):
        return line
    dots = [not t.key and _LEADER.fullmatch(t.text) is not None for t in line]
    kept = []
    for i, token in enumerate(line):
        alone = len(token.text) == 1 and not any(dots[max(0, i - 1) : i]) and not any(dots[i + 1 : i + 2])
        if not dots[i] or (alone and token.text in "·"):
            kept.append(token)
    return kept


def combs_filled(tokens: list[Token], page: Page) -> list[Token]:
    """`tokens` with those inside a comb that is drawn on the page made one; an empty tooth in between is a space."""
    filled: set[int] = set()
    joined = []
    for comb in combs(page.outlines):
        around = Box.around(comb)
        inside = sorted((t for t in tokens if around.holds(t.word.box.cx, t.word.box.cy)), key=left)
        if len(inside) > 1 and not filled & {id(t) for t in inside}:
            filled |= {id(t) for t in inside}
            joined.append(_joined(inside, around.width * page.width / len(comb)))
    return [t for t in tokens if id(t) not in filled] + joined


def combs_joined(line: list[Token]) -> list[Token]:
    """`line` with each run of single characters at a regular pitch, one a box of a comb, made one token."""
    if sum(len(t.text) == 1 for t in line) < _COMB:
        return line
    joined: list[Token] = []
    run: list[Token] = []
    for token in [*line, None]:
        if token is not None and len(token.text) == 1 and (not run or _in_step(run, token)):
            run.append(token)
            continue
        joined += [_joined(run)] if len(run) >= _COMB else run
        run = [token] if token is not None and len(token.text) == 1 else []
        if token is not None and not run:
            joined.append(token)
    return joined


def _in_step(run: list[Token], token: Token) -> bool:
    pitch = token.rect.cx - run[-1].rect.cx
    usual = median(b.rect.cx - a.rect.cx for a, b in pairwise(run)) if len(run) > 1 else pitch
    return 0.75 * usual <= pitch <= 1.9 * usual and pitch < 4 * max(token.rect.height, run[-1].rect.height)


def _joined(run: list[Token], pitch: float = float("inf")) -> Token:
    text = run[0].text
    for a, b in pairwise(run):
        text += (" " if b.rect.cx - a.rect.cx > 1.6 * pitch else "") + b.text
    box = Box.around(t.word.box for t in run)
    word = Word(text, box, run[0].word.provenance, min(t.word.confidence for t in run))
    place = Rect.around(t.rect for t in run)
    return Token(text, compact(text), place, word, run[0].page, run[0].field_id, spelled=True)
