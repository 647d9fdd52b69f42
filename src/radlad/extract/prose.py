"""Values in running sentences, told by the words round them; in doubt, for a sentence may speak of anybody, but for
those that say by their form what they are (`answers`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import zip_longest

from radlad.doctypes.labels import CLIENT_NAME, REPRESENTATIVE_NAME, SUPPLIER_NAME
from radlad.doctypes.prose import CUES, HINTS
from radlad.domain.doctype import Field, Kind, Labels, Scope
from radlad.extract.looks import PERSON, is_establishment, is_running
from radlad.extract.values import FULL_STOP, GOING_ON, NAMING, OPENING, Value, looks_like_money, may_hold, values
from radlad.kinds.name import is_courtesy
from radlad.kinds.text import folded
from radlad.layout.page import Segment, Sheet
from radlad.layout.tokens import NUMBER, Token, is_typed

SCORE, HINTED, OTHERS = 0.4, 0.35, 0.25
"""Of a value told by the words right before it, by others of its sentence, and of one that the sentence may tell of the
other party: under any that a label of its own stands beside."""
_REACHED = (Kind.PHONE, Kind.EMAIL)
_WORDS = 6
"""A paragraph with a line of as many words may be running text."""
_MOST = 14
_NOBODYS = frozenset((Kind.AMOUNT, Kind.RATE, Kind.DATE))
"""Kinds whose values are no party's."""
_BEFORE_VALUE = 12
"""Words that a sentence has between a label and its value, at most."""
_CALLED_SO = (
    r"se (?:de)?nomme|(?:de)?nommee?|appelee?|"
    r"(?:a|ayant) pour (?:nom|denomination|raison)(?: sociale)?(?: d.etablissement)?"
)
"""How a sentence says what somebody or something is called."""
_LINK = re.compile(
    r"\b(?:(?:est|sont) (?:(\w+(?:ee?s?|ie?s?|ise?|ue?s?)) (?:pour )?le|de|du|la suivante|fixee? a|l[ea](?= [\d+(]))|"
    r"est|sont|etant(?: l[ea])?|s.eleve a|(?:a|ayant) pour (reference|numero|n[o°]|montant|intitule)|"
    rf"port(?:e|ant) (?:le )?(numero|n[o°]|reference)|{_CALLED_SO})(?:, [a-z ]{{3,30}},)?(?!\w|-)\s*[:«]?\s*"
)
"""What stands in a sentence between the name of a thing and its value."""
_LED = re.compile(rf"[a-z,'’() ]*?\b(?:est|sont|etant|{_CALLED_SO})\b(?: l[ea](?= [\d+(]))?(?:, [a-z ]{{3,30}},)? ")
"""What may stand before a value behind its label, in a sentence: ", avec sa version, est", "ayant pour nom"."""
_ASIDE = re.compile(r", [^,]{3,40}$")
"""What stands between commas before the verb: "L'acheteur, client final, est"."""
_BOUNDARY = re.compile(r"[.,;:!?] |\bet ")
_ARTICLE = re.compile(
    r"^\s*(?:(?:soit|dont|avec|pour) )?(?:une? |le |la |les |l.|son |sa |votre |notre |ce(?:tte)? )(?:present[es]? )?"
)
_SERVICE = re.compile(r"prestation (principale|secondaire)")
_THING = re.compile(r"(?:le|la|les|son|sa)$|l['’][a-zà-ÿ]")
"""How a thing begins that is none of a name's."""
_CLAUSE = re.compile(r"[,;:(»]|\.$|\.\s")
"""What ends a free value in a sentence."""
_ADDED = re.compile(r"\((?:[A-ZÀ-Ý][\w'’-]+|[vV]\.?\d[\w.-]*)\)[,;.]?")
"""What a name may have behind it in brackets: a town, a legal form, a version."""
_STOP = re.compile(r"(?<!\btel)(?<!\bref)(?<!\bdr)(?<!\bm)(?<!\bn)[.;:?!] (?=[^\d])")
"""Where a sentence ends, in folded text: not behind what is shortened."""
_WHAT = r"(?:\([a-z ,./'’]{3,40}\)\s+)?"
"""What a cue may have behind it in brackets, that says what is told: "représenté par (nom, prénom)"."""
_BEHIND = 14
"""Letters behind an amount within which it is told what it is."""
_CALLED = re.compile(r"ci.apres,? (?:denomme[es]* |designe[es]* |appele[es]* )?\W*(?:le |la |l.)?(\w+)\W*")
"""How a contract says what it calls a party."""
_SUPPLIERS = frozenset(("fournisseur", "prestataire", "titulaire", "vendeur", "editeur", "societe"))
_PARTY = (
    r"(?:(?:la|le|l.)\s?(?:societe|client|etablissement|fournisseur|editeur)"
    r"(?: ou (?:la |le |l.)\w+)?(?: (?:de)?nommee?| appelee?)?\s*){0,2}"
)
_BETWEEN = re.compile(rf"(?:\bentre|\bet|d.une part,?|d.autre part,?)\s*:?\s+{_PARTY}")
_PARTY_FIRST = re.compile(_PARTY)
"""What a party's clause begins with, and its paragraph where the parties have one each."""
_ONWARDS = frozenset(("pour", "qui", "dont", "que", "est", "sera", "dans", "afin", "·", "•", "|"))
"""What goes on about a thing that has been named."""
_PART = 4
"""Words of a name behind its comma, at most."""
_SUM = 3
"""Digits of a sum, at least."""
_BEFORE_NAME = frozenset(("le", "la", "l", "les", "du", "de", "au", "a", "par", "pour", "et", "nous", "entre"))
"""Words before the name of an establishment."""


@dataclass(frozen=True)
class Paragraph:
    """Lines of running text as one: the tokens, their folded text and where each begins in it."""

    head: Segment
    tokens: tuple[Token, ...]
    text: str
    starts: tuple[int, ...]

    @cached_property
    def place(self) -> Mapping[int, int]:
        """Where each token stands in it, by `id`."""
        return {id(t): i for i, t in enumerate(self.tokens)}

    def sentence_before(self, at: int, since: int) -> str:
        """What its sentence says before the letter `at`, from `since` on."""
        ends = [m.end() for m in _STOP.finditer(self.text, since, at)]
        return self.text[ends[-1] if ends else since : at]


def paragraphs(sheet: Sheet) -> Iterator[Paragraph]:
    """The paragraphs of a sheet that may be sentences."""
    for head in sheet.segments:
        if head.above is not None and not _is_numbered(sheet, head):
            continue
        lines = _lines(sheet, head)
        if max(len(line.tokens) for line in lines) < _WORDS or head.tokens[0].field_id >= 0:
            continue
        tokens = tuple(t for line in lines for t in line.tokens)
        if not is_running(tokens):
            continue
        text, starts = "", []
        for token in tokens:
            starts.append(len(text))
            text += folded(token.text) + " "
        yield Paragraph(head, tokens, text, tuple(starts))


def told(fields: Collection[Field], found: Sequence[Paragraph]) -> Iterator[tuple[Field, Value, float]]:
    """The values of `fields` that sentences announce, each with its score."""
    by_labels = {f.anchor: f for f in fields if isinstance(f.anchor, Labels)}
    hinted = {
        k: {g: p for g, p in groups.items() if not g or by_labels.keys() & set(g)} for k, groups in _hints().items()
    }
    for paragraph in found:
        for labels, cues in _patterns().items():
            field = by_labels.get(labels)
            for match in cues.finditer(paragraph.text) if field is not None else ():
                assert field is not None
                if labels is REPRESENTATIVE_NAME and _acts_for_supplier(paragraph, match.end()):
                    continue
                value = value_at(paragraph, match.end(), field.kind)
                if value is None or not _is_of_service(labels, paragraph.text[: match.start()]):
                    continue
                personal = field.kind in _REACHED or (
                    labels is REPRESENTATIVE_NAME and match[0].startswith("represente")
                )
                if personal and _is_of_supplier(paragraph, match.start()):
                    yield field, value, OTHERS
                    continue
                if labels is not CLIENT_NAME or is_establishment(value.text) or not PERSON.match(value.text):
                    yield field, value, SCORE
        for kind, groups in hinted.items():
            asked = any(groups) and may_hold(kind, paragraph.text)
            for value, group in _hinted(paragraph, kind, groups) if asked else ():
                before = paragraph.text[: paragraph.starts[paragraph.place[id(value.tokens[0])]]]
                for labels in group:
                    if labels in by_labels and _is_of_service(labels, before):
                        yield by_labels[labels], value, HINTED
        if CLIENT_NAME in by_labels:
            yield from ((by_labels[CLIENT_NAME], v, HINTED) for v in _establishments(paragraph))
        for party, value in _parties(paragraph):
            if party in by_labels:
                yield by_labels[party], value, SCORE


def statements(paragraph: Paragraph) -> Iterator[tuple[str, int]]:
    """What a paragraph says that something is: the words it is named by, folded, and where its value begins."""
    for link in _LINK.finditer(paragraph.text):
        before = paragraph.text[: link.start()].rstrip()
        if before.endswith((",", ":")):
            before = _ASIDE.sub("", before[:-1].rstrip())
        clauses = _BOUNDARY.split(before)
        for clause in clauses[-1 - before[: -len(clauses[-1])].endswith(": ") :]:  # "Le client : l'entité nommée …"
            named = _ARTICLE.sub("", clause).strip()
            if named:
                yield " ".join([named, *filter(None, link.groups())]), link.end()


def without_lead(tokens: Sequence[Token]) -> Sequence[Token]:
    """`tokens`, behind a label, without the words of its sentence before the value: "équipée se nomme Site de Foix"."""
    text, starts = "", []
    for token in tokens[:_BEFORE_VALUE]:
        starts.append(len(text))
        text += folded(token.text) + " "
    led = _LED.match(text)
    if led is None or led.end() not in starts:
        return tokens
    first = starts.index(led.end())
    small = all(t.text[:1].islower() or not t.key for t in tokens[:first])
    return tokens[first:] if small and not tokens[first].text[:1].islower() else tokens


def value_at(paragraph: Paragraph, at: int, kind: Kind) -> Value | None:
    """The value of `kind` that begins at `at` of a paragraph."""
    behind = _behind(paragraph, at, kind)
    if not behind or (kind in NAMING and not _is_named(behind)):
        return None
    found = values(kind, behind)[:1]
    if not found or found[0].tokens[0] is not behind[0] or not found[0].whole:
        return None
    value = without_stop(found[0])
    return replace(value, purity=1.0) if kind in _NOBODYS else value  # what follows is the sentence


def without_stop(value: Value) -> Value:
    """`value` without the full stop that ends its sentence."""
    return replace(value, text=value.text[:-1]) if FULL_STOP.search(value.text) else value


def _hinted(
    paragraph: Paragraph, kind: Kind, groups: Mapping[tuple[Labels, ...], re.Pattern[str]]
) -> Iterator[tuple[Value, tuple[Labels, ...]]]:
    """The values of `kind` in a paragraph, each with the labels that the last hint before it, or the one right behind
    an amount, tells."""
    since = 0
    for value in _printed(paragraph, kind):
        first, last = (paragraph.place[id(value.tokens[i])] for i in (0, -1))
        start, end = paragraph.starts[first], paragraph.starts[last] + len(folded(paragraph.tokens[last].text))
        owned = kind in (Kind.PHONE, Kind.EMAIL)
        before = paragraph.text[:start] if owned else paragraph.sentence_before(start, since)
        group = None
        if kind is Kind.AMOUNT:
            group = _nearest(groups, paragraph.text[end : end + _BEHIND].partition(",")[0], first=True)
        if group is None and (kind is not Kind.AMOUNT or looks_like_money(value.text)):
            group = _nearest(groups, before)
        since = end
        if group:
            yield value, group


def _printed(paragraph: Paragraph, kind: Kind) -> Iterator[Value]:
    """All that has the form of `kind` in a paragraph, for certain: there is much else in sentences."""
    if kind is Kind.EMAIL:
        found = [
            value_at(paragraph, paragraph.starts[i], kind) for i, t in enumerate(paragraph.tokens) if "@" in t.text
        ]
    else:
        found = list(values(kind, list(paragraph.tokens)))
    for value in found:
        if value is None or not value.whole or (kind is Kind.RATE and "%" not in value.text):
            continue
        if kind is not Kind.AMOUNT or sum(map(str.isdigit, value.text)) >= _SUM or looks_like_money(value.text):
            yield replace(value, purity=1.0)  # what stands round it is the sentence


def _nearest(
    groups: Mapping[tuple[Labels, ...], re.Pattern[str]], text: str, first: bool = False
) -> tuple[Labels, ...] | None:
    """The group of which a hint stands last in `text`, or `first`; None where none does."""
    places = [(m.start(), group) for group, hints in groups.items() for m in hints.finditer(text)]
    if not places:
        return None
    return (min if first else max)(places, key=lambda p: p[0])[1]


def _parties(paragraph: Paragraph) -> Iterator[tuple[Labels, Value]]:
    """Who a contract is between: the name that each clause begins with that ends on what its party is called."""
    start = 0
    for called in _CALLED.finditer(paragraph.text):
        party = SUPPLIER_NAME if called[1] in _SUPPLIERS else CLIENT_NAME
        between = _BETWEEN.search(paragraph.text, start, called.start())
        first = _PARTY_FIRST.match(paragraph.text, start)
        named = value_at(paragraph, between.end() if between else first.end() if first else start, Kind.TEXT)
        if named is not None:
            yield party, named
        start = called.end()


def _acts_for_supplier(paragraph: Paragraph, at: int) -> bool:
    """Whether the clause that goes on at `at` ends on what its party is called, and that sells."""
    called = _CALLED.search(paragraph.text, at)
    return called is not None and called[1] in _SUPPLIERS


def _is_of_supplier(paragraph: Paragraph, at: int) -> bool:
    """Whether the party last named in the sentence before a cue sells: "votre interlocuteur est …, téléphone"."""
    return _nearest(_hints()[Kind.PHONE], paragraph.sentence_before(at, 0)) == ()


def _establishments(paragraph: Paragraph) -> Iterator[Value]:
    """The names of establishments that a paragraph begins with, or has behind an article or a mark."""
    tokens = paragraph.tokens
    for i, token in enumerate(tokens):
        if not token.text[:1].isupper() or not (
            i == 0 or tokens[i - 1].text[-1] in ",:(" or tokens[i - 1].key in _BEFORE_NAME
        ):
            continue
        if is_establishment(paragraph.text[paragraph.starts[i] :]):
            value = value_at(paragraph, paragraph.starts[i], Kind.TEXT)
            if value is not None and not any(c.isdigit() for c in value.text) and _is_ended(paragraph, value):
                yield value


def _is_ended(paragraph: Paragraph, value: Value) -> bool:
    """Whether a mark ends the value, or begins what follows it."""
    last = paragraph.place[id(value.tokens[-1])]
    follower = paragraph.tokens[last + 1 : last + 2]
    return value.tokens[-1].text[-1] in ",;" or any(t.text[0] in "(,;–" for t in follower)


def _is_of_service(meant: Labels, before: str) -> bool:
    """Whether what is told behind `before` is about the service that a label means: the main one, if none is named."""
    named = _SERVICE.findall(before)[-1:]
    return (named == ["secondaire"]) is (meant.scope is Scope.SECONDARY)


def _is_named(tokens: Sequence[Token]) -> bool:
    """Whether words of a sentence may be a name or a free value: a capital or a digit begins it, no colon ends it."""
    first = tokens[0].text.lstrip("«“\"'")[:1]
    return (first.isupper() or first.isdigit()) and not tokens[-1].text.endswith(":")


def _lines(sheet: Sheet, head: Segment) -> list[Segment]:
    """The lines of the paragraph that `head` begins, down to the next number."""
    lines, line = [head], head.below
    while line is not None and not _is_numbered(sheet, line):
        lines.append(line)
        line = line.below
    return lines


def _is_numbered(sheet: Sheet, line: Segment) -> bool:
    """Whether a number stands left of a line, which begins an article: "2.4"."""
    first = sheet.row_of(line)[0]
    return first is not line and NUMBER.fullmatch(first.text) is not None


@cache
def _patterns() -> Mapping[Labels, re.Pattern[str]]:
    return {
        labels: re.compile(rf"(?<!\w)(?:{'|'.join(sorted(cues, key=len, reverse=True))})\s+{_WHAT}[«:]?\s*")
        for labels, cues in CUES.items()
    }


@cache
def _hints() -> Mapping[Kind, Mapping[tuple[Labels, ...], re.Pattern[str]]]:
    return {kind: {group: re.compile(hints) for group, hints in groups.items()} for kind, groups in HINTS.items()}


def _behind(paragraph: Paragraph, at: int, kind: Kind) -> list[Token]:
    """The tokens from `at` on, to the end of the clause where the kind has no form of its own."""
    first = next((i for i, s in enumerate(paragraph.starts) if s >= at), len(paragraph.tokens))
    kept: list[Token] = []
    near = paragraph.tokens[first : first + _MOST]
    for i, (token, follower) in enumerate(zip_longest(near, near[1:]), 1):
        if kind in NAMING and kept and (_is_aside(token, follower) or _opens_line(kept[-1], token, follower)):
            break
        kept.append(token)
        ended = _CLAUSE.search(token.text) and not is_courtesy(token.text)
        if kind in NAMING and ended and not (kind is Kind.TEXT and _goes_on(token, near[i:])):
            break
    return kept


def _opens_line(last: Token, token: Token, follower: Token | None) -> bool:
    """Whether another sentence begins with `token` on a line of its own: not all end with a full stop."""
    opens = OPENING.match(token.text) is not None and (follower is None or follower.text[:1].islower())
    return opens and token.rect.y0 > last.rect.cy


def _is_aside(token: Token, follower: Token | None) -> bool:
    """Whether a name ends before `token`: what goes on behind a dash or in a bracket is none of it."""
    if token.text in ("–", "-"):
        return follower is None or not (follower.text[:1].isupper() or follower.key == "version")
    if token.text in _ONWARDS:
        return True
    if token.text == "et" and follower is not None and _THING.match(follower.text):
        return True  # "et le numéro FINESS est": the sentence tells of another thing
    return token.text[:1] in ",;«" or (token.text[:1] == "(" and _ADDED.fullmatch(token.text) is None)


def _goes_on(token: Token, behind: Sequence[Token]) -> bool:
    """Whether a name has a part behind its comma, in small letters and ended as well: "Fondation Bellevue, site de"."""
    part = behind[:_PART]
    if token.text[-1] != "," or not part or not part[0].text[0].islower() or part[0].key in GOING_ON:
        return False
    return any(t.text[-1] in ",.;" for t in part) and not any(map(is_typed, part))
