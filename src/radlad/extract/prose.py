"""Values in running sentences, told by the words before them; in doubt, for a sentence may speak of anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest

from radlad.doctypes.prose import CUES
from radlad.domain.doctype import Field, Kind, Labels, Scope
from radlad.extract.values import NAMING, Value, values
from radlad.kinds.text import folded
from radlad.layout.page import Segment, Sheet
from radlad.layout.tokens import Token

SCORE = 0.4
"""Of a value told by a sentence: under any that a label of its own stands beside."""
_WORDS = 7
"""A paragraph with a line of as many words may be running text."""
_SMALL_WORDS = 5
"""Words in small letters that a sentence has, and a letter-head has not."""
_MOST = 14
_LINK = re.compile(
    r"\b(?:(?:est|sont) (?:(\w+(?:ee?s?|ie?s?|ise?|ue?s?)) (?:pour )?le|de|du|la suivante|fixee? a)|est|"
    r"s.eleve a|porte (?:le )?(numero|n[o°]|reference))\b\s*[:«]?\s*"
)
"""What stands in a sentence between the name of a thing and its value."""
_BOUNDARY = re.compile(r"[.,;:!?] |\bet ")
_SERVICE = re.compile(r"prestation (principale|secondaire)")
_ARTICLE = re.compile(
    r"^\s*(?:(?:soit|dont|avec|pour) )?(?:une? |le |la |les |l.|son |sa |votre |notre |ce(?:tte)? )(?:present[es]? )?"
)
_CLAUSE = re.compile(r"[,;:(»]|\.$|\.\s")
"""What ends a free value in a sentence."""
_ADDED = re.compile(r"\([A-ZÀ-Ý][\w'’-]+\)[,;.]?")
"""What a name may have behind it in brackets: a town, a legal form."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of running text as one: the tokens, their folded text and where each begins in it."""

    head: Segment
    tokens: tuple[Token, ...]
    text: str
    starts: tuple[int, ...]


def paragraphs(sheet: Sheet) -> Iterator[Paragraph]:
    """The paragraphs of a sheet that may be sentences."""
    for head in sheet.segments:
        if head.above is not None:
            continue
        lines = _lines(head)
        if max(len(line.tokens) for line in lines) < _WORDS or head.tokens[0].field_id >= 0:
            continue
        tokens = tuple(t for line in lines for t in line.tokens)
        if sum(t.text.isalpha() and t.text.islower() for t in tokens) < _SMALL_WORDS:
            continue
        text, starts = "", []
        for token in tokens:
            starts.append(len(text))
            text += folded(token.text) + " "
        yield Paragraph(head, tokens, text, tuple(starts))


def told(field: Field, found: list[Paragraph]) -> Iterator[Value]:
    """The values of `field` that sentences announce."""
    cues = _patterns().get(field.anchor) if isinstance(field.anchor, Labels) else None
    for paragraph in found if cues is not None else ():
        assert cues is not None
        for match in cues.finditer(paragraph.text):
            if not _is_of_service(field.anchor, paragraph.text[: match.start()]):
                continue
            value = value_at(paragraph, match.end(), field.kind)
            if value is not None:
                yield value


def _is_of_service(meant: object, before: str) -> bool:
    """Whether what is told behind `before` is about the service that a label means: the main one, if none is named."""
    named = _SERVICE.findall(before)[-1:]
    scope = meant.scope if isinstance(meant, Labels) else None
    return (named == ["secondaire"]) is (scope is Scope.SECONDARY)


def statements(paragraph: Paragraph) -> Iterator[tuple[str, int]]:
    """What a paragraph says that something is: the words it is named by, folded, and where its value begins."""
    for link in _LINK.finditer(paragraph.text):
        named = _ARTICLE.sub("", _BOUNDARY.split(paragraph.text[: link.start()])[-1]).strip()
        if named:
            yield " ".join([named, *filter(None, link.groups())]), link.end()


def value_at(paragraph: Paragraph, at: int, kind: Kind) -> Value | None:
    """The value of `kind` that begins at `at` of a paragraph."""
    behind = _behind(paragraph, at, kind)
    if not behind or (kind in NAMING and not _is_named(behind)):
        return None
    found = values(kind, behind)[:1]
    return found[0] if found and found[0].tokens[0] is behind[0] and found[0].whole else None


def _is_named(tokens: list[Token]) -> bool:
    """Whether words of a sentence may be a name or a free value: a capital or a digit begins it, no colon ends it."""
    first = tokens[0].text.lstrip("«“\"'")[:1]
    return (first.isupper() or first.isdigit()) and not tokens[-1].text.endswith(":")


def _is_aside(token: Token, follower: Token | None) -> bool:
    """Whether a name ends before `token`: what goes on behind a dash or in a bracket is none of it."""
    if token.text in ("–", "-"):
        return follower is None or not follower.text[:1].isupper()
    return token.text[:1] in ",;«" or (token.text[:1] == "(" and _ADDED.fullmatch(token.text) is None)


def _lines(head: Segment) -> list[Segment]:
    lines, line = [head], head.below
    while line is not None:
        lines.append(line)
        line = line.below
    return lines


@cache
def _patterns() -> Mapping[object, re.Pattern[str]]:
    return {
        concept: re.compile(rf"(?<!\w)(?:{'|'.join(sorted(cues, key=len, reverse=True))})\s+[«:]?\s*")
        for concept, cues in CUES.items()
    }


def _behind(paragraph: Paragraph, at: int, kind: Kind) -> list[Token]:
    """The tokens from `at` on, to the end of the clause where the kind has no form of its own."""
    first = next((i for i, s in enumerate(paragraph.starts) if s >= at), len(paragraph.tokens))
    kept: list[Token] = []
    near = paragraph.tokens[first : first + _MOST]
    for token, follower in zip_longest(near, near[1:]):
        if kind in NAMING and kept and _is_aside(token, follower):
            break
        kept.append(token)
        if kind in NAMING and _CLAUSE.search(token.text):
            break
    return kept
