"""Where the labels of a form stand on its pages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import takewhile

from radlad.doctypes.labels import MAIN_RATE, SECONDARY_RATE, VAT_RATE
from radlad.domain.doctype import Kind, Section
from radlad.extract.captions import CLOSERS, DASHES, JOINERS, LABEL_WORDS, REST, SMALLER
from radlad.extract.fitness import ORGANISATIONS
from radlad.extract.hit import OWNERS, SCOPES, Hit, first_word, unelided
from radlad.extract.label_lines import is_over_value, with_lower_lines, with_upper_line, with_whole_cells
from radlad.extract.looks import PERSON, is_establishment
from radlad.extract.values import NAMING, NOTE
from radlad.extract.vocabulary import Meaning, Vocabulary
from radlad.extract.zones import names_service
from radlad.kinds.text import compact
from radlad.layout.page import Segment, Sheet
from radlad.layout.tokens import Token, is_typed

_FILLERS = frozenset(
    {
        "de",
        "du",
        "la",
        "le",
        "l",
        "prestation",
        "prestations",
        "segur",
        "des",
        "d",
        "en",
        "euros",
        "eur",
        "jj",
        "mm",
        "aaaa",
        "aupres",
    }
)
_WITH = frozenset(("chez", "cote", "du", "de"))
"""Words before whose the value is: "Interlocuteur chez le fournisseur"."""
_BRACKET = re.compile(r"\(([^()]+)\)$")
"""What a label ends on in brackets."""
_TURNED = 0.74
"""How likely a label is that has the very words of another in another order."""
_LENGTHS = frozenset(("chiffres", "caracteres", "positions"))
"""How a bracket tells how long a number is: "(9 chiffres)"; one with "ou" tells what there is to choose from."""
_EXAMPLE = re.compile(r"(?:…|\.\.\.|etc\.?)\s*\)|^\((?:par )?ex(?:emple|\b)")
"""How a bracket tells what may be answered: "(V1, V2…)", "(ex. 2026-01)"."""
_DONE = re.compile(r"[a-zéèêîïôû'’]+(?:é|i|is|u|us)e?s?")
"""What a label ends on, that says what was done to the thing: "Type d'activité exercée"."""
_RATES = frozenset((VAT_RATE, MAIN_RATE, SECONDARY_RATE))
_RATE_SIGN, _AMOUNT_SIGN = re.compile(r"%|taux", re.IGNORECASE), re.compile(r"€|\beur|montant", re.IGNORECASE)
"""What says behind "TVA" whether its rate or its amount stands there."""
_QUOTES = frozenset('«“"')
"""What opens a value."""
_BETWEEN = 4
"""Words between a label and the figures of its value are fewer."""
_WHOSE = OWNERS.keys() | SCOPES.keys() | {"ans"}
_BEHIND = _WHOSE | _FILLERS
"""Words that may stand behind a label and belong to it."""
_TOLD_AGAIN = 4
"""Lines with a slash between their words on a page that says things in two languages, at least."""
_SHORT = 2
"""A label of no more letters ("Le") is none with more words behind it."""


_LINE = 9
"""Words of a line that is all label, at most."""


def find(sheet: Sheet, vocabulary: Vocabulary, sentences: Collection[int] = ()) -> list[Hit]:
    """All labels on `sheet`; where spans overlap, the longest stays.

    `sentences`: the tokens (by `id`) of the form's own sentences, which are no labels.
    """
    found: list[Hit] = []
    for segment in sheet.segments:
        if segment.tokens[0].field_id >= 0 or any(id(t) in sentences for t in segment.tokens):
            continue
        exact = [_from_start(h, vocabulary) for h in _exact(sheet, segment, vocabulary)]
        hits = [_with_words_before(h) for h in exact if _counts(h, vocabulary)]
        if not any(h.start == first_word(segment) for h in hits):
            hits += _by_slip(sheet, segment, vocabulary, hits)
        elif not hits[0].closed and not hits[0].ends_segment and not hits[0].upper:
            hits = _whole_line(sheet, segment, vocabulary) or hits
        found += (h for h in hits if not (_goes_on(h) and _is_free(h, vocabulary)))
    found = [with_upper_line(h, found, vocabulary) for h in with_whole_cells(found, vocabulary)]
    found = [_told_in_brackets(h, vocabulary) for h in with_lower_lines(found, vocabulary)]
    return _without_values(sheet, _without_covered(found), vocabulary)


def _exact(sheet: Sheet, segment: Segment, vocabulary: Vocabulary) -> Iterator[Hit]:
    tokens, at = segment.tokens, 0
    while at < len(tokens):
        hit = _longest(sheet, segment, at, vocabulary) if tokens[at].key else None
        if hit is None:
            at += 1
        else:
            yield _completed(hit, vocabulary)
            at = hit.end if hit.segment is segment else len(tokens)


def _longest(sheet: Sheet, segment: Segment, at: int, vocabulary: Vocabulary) -> Hit | None:
    """The longest wording that begins at token `at`, on this line or over the next two.

    A label of other types only, or of none but said to be the supplier's, may still be one of ours by its words, less
    surely.
    """
    best: Hit | None = None
    key, line = "", segment
    used: list[Token] = []
    upper: list[Segment] = []
    for _ in range(3):
        start = at if line is segment else 0
        for i in range(start, len(line.tokens)):
            key += line.tokens[i].key
            used = [*used, line.tokens[i]]
            if len(key) > vocabulary.longest or not vocabulary.may_begin(key):
                return best
            meanings = vocabulary.exact(key) if line.tokens[i].key else []
            if meanings:
                hit = _extended(Hit(meanings, used, line, start, i + 1, sheet, upper=upper))
                foreign = meanings[0].labels not in vocabulary.fields
                if foreign and (meanings[0].labels is not None or hit.owner is Section.SUPPLIER):
                    hit.meanings += vocabulary.likely(hit.text)
                best = hit if hit.closed or hit.ends_segment or not upper else best
            if CLOSERS.search(line.tokens[i].text):
                return best
        if line.below is None or line.below.tokens[0].field_id >= 0 or (best and is_over_value(line, line.below)):
            return best
        upper = [*upper, line]
        line = line.below
    return best


def _extended(hit: Hit) -> Hit:
    """`hit` with what belongs to it behind: a parenthesis, whose it is, which service, the colon."""
    tokens, i = hit.segment.tokens, hit.end
    hit.note(hit.tokens)
    if not CLOSERS.search(hit.tokens[-1].text) and len(compact(hit.text)) > _SHORT:
        opened = sum(t.text.count("(") - t.text.count(")") for t in hit.tokens[1:]) > 0
        i = _past_bracket(tokens, i) if opened else _parenthesis(tokens, i)
        j = i
        while j < len(tokens) and (_is_mere_sign(tokens[j]) or _behind_of(tokens, j) in _BEHIND):
            j += 1
            if _behind_of(tokens, j - 1) in _WHOSE or CLOSERS.search(tokens[j - 1].text):
                i = j
            if CLOSERS.search(tokens[j - 1].text):
                break
        i = _parenthesis(tokens, i)
        if i < len(tokens) and (tokens[i].text in ("n°", "N°", "no") or NOTE.fullmatch(tokens[i].text)):
            i += 1
    if i < len(tokens) and not tokens[i].key and CLOSERS.search(tokens[i].text):
        i += 1
    added = tokens[hit.end : i]
    hit.note(added)
    hit.meanings = _of_unit(hit.meanings, " ".join(t.text for t in added))
    hit.tokens, hit.end = [*hit.tokens, *added], i
    hit.closed = CLOSERS.search(hit.tokens[-1].text) is not None or _is_closed_below(hit)
    return hit


def _is_mere_sign(token: Token) -> bool:
    return not token.key and token.text not in _QUOTES


def _is_closed_below(hit: Hit) -> bool:
    """Whether its line ends with it, and the next begins with its colon."""
    below = hit.segment.below if hit.end == len(hit.segment.tokens) else None
    return below is not None and CLOSERS.fullmatch(below.tokens[0].text) is not None


def _behind_of(tokens: list[Token], i: int) -> str:
    """The key of a word behind a label; without its article behind "de": "SIRET de l'acheteur"."""
    return unelided(tokens[i]) if i and tokens[i - 1].key == "de" else tokens[i].key


def _of_unit(meanings: list[Meaning], behind: str) -> list[Meaning]:
    """`meanings`, of a rate and of an amount those that the sign behind a label tells: "TVA (%)", "TVA (€)"."""
    rates = [m for m in meanings if m.labels in _RATES]
    if not rates or len(rates) == len(meanings) or not (_RATE_SIGN.search(behind) or _AMOUNT_SIGN.search(behind)):
        return meanings
    return rates if _RATE_SIGN.search(behind) else [m for m in meanings if m not in rates]


def _told_in_brackets(hit: Hit, vocabulary: Vocabulary) -> Hit:
    """`hit`, meant by what it ends on in brackets where that comes first in a label ("BDC (numéro)"), is another, or
    where `hit` is no field's without: "Mandataire (téléphone)", "Prestation (type)"."""
    bracket = _BRACKET.search(hit.text)
    if bracket is None or vocabulary.exact(compact(hit.text)):
        return hit
    turned = vocabulary.turned(hit.text)
    if turned:
        hit.meanings = turned
        return hit
    inner, outer = ({m.labels for m in ms} for ms in (vocabulary.exact(compact(bracket[1])), hit.meanings))
    if outer == {None} or (inner and not inner & outer):
        whole = vocabulary.likely(f"{hit.text[: bracket.start()]} {bracket[1]}")
        named = [m for m in whole if m.labels in inner | outer or m.likeness >= _TURNED]
        hit.meanings = named or hit.meanings
    return hit


def _from_start(hit: Hit, vocabulary: Vocabulary) -> Hit:
    """`hit` with the words of labels before it: "Contact client" ends "N° de téléphone du contact client"."""
    before = hit.segment.tokens[: hit.start]
    words = [t for t in before if t.key]
    if hit.upper or not hit.closed or not words or len(words) > REST or any(CLOSERS.search(t.text) for t in before):
        return hit
    if any(t.key not in JOINERS and t.key not in vocabulary.words for t in words):
        return hit
    tokens = [*before, *hit.tokens]
    meanings = vocabulary.likened(" ".join(t.text for t in tokens))
    if not meanings:
        return hit
    return _extended(Hit(list(meanings), tokens, hit.segment, 0, hit.end, hit.sheet))


def _with_words_before(hit: Hit) -> Hit:
    """`hit`, where it ends its line in brackets, with all before it: "Financement sollicité (réf. AF)"."""
    if not hit.ends_segment or hit.starts_segment or hit.tokens[0].text[0] != "(":
        return hit
    return replace(hit, tokens=hit.segment.tokens[: hit.end], start=0)


def _completed(hit: Hit, vocabulary: Vocabulary) -> Hit:
    """`hit` with the small words behind it that a colon or a cell ends; what the whole then means is less sure."""
    tokens, end = hit.segment.tokens, hit.end
    told_again = _translation(hit, vocabulary)
    if told_again:
        stop, closed = end + len(told_again), CLOSERS.search(told_again[-1].text) is not None
        return replace(hit, tokens=[*hit.tokens, *told_again], end=stop, closed=closed)
    stop = end if hit.closed else _rest_of_label(tokens, end)
    if stop == end and _is_starred(tokens[end:]):
        stop = len(tokens)
    if stop == end and (
        _is_qualified(tokens[end:], vocabulary) or _beside_value(hit, vocabulary) or _over_larger_type(hit)
    ):
        stop = len(tokens)
    stop = _to_typed(hit, vocabulary) if stop == end else stop
    if stop == end:
        return hit
    if any(t.key in _WITH for t in tokens[end:stop]):
        hit.note(tokens[end:stop])
    hit.scope = next((SCOPES[t.key] for t in tokens[end:stop] if t.key in SCOPES), hit.scope)
    hit.tokens, hit.end = [*hit.tokens, *tokens[end:stop]], stop
    hit.closed = CLOSERS.search(hit.tokens[-1].text) is not None
    hit.meanings = vocabulary.reworded(hit.text, hit.meanings)
    return hit


def _is_qualified(rest: list[Token], vocabulary: Vocabulary) -> bool:
    """Whether small words of labels follow, or a participle: "Nom du centre d'imagerie médicale", "si oui, à la date
    du"."""
    small = all(t.text.islower() and (unelided(t) in vocabulary.words or t.key in JOINERS) for t in rest)
    return 0 < len(rest) < REST and (small or (len(rest) == 1 and _DONE.fullmatch(rest[0].text) is not None))


def _to_typed(hit: Hit, vocabulary: Vocabulary) -> int:
    """Past small words of labels between a label of one word and the figures of its value: "Tél. référent 03 95 …"."""
    behind = hit.segment.tokens[hit.end :]
    words = list(takewhile(lambda t: not is_typed(t), behind))
    small = all(t.text.islower() and unelided(t) in vocabulary.words for t in words)
    if hit.words > 1 or not hit.starts_segment or not 0 < len(words) < min(_BETWEEN, len(behind)) or not small:
        return hit.end
    return hit.end if words[-1].key in JOINERS else hit.end + len(words)


def _is_starred(rest: list[Token]) -> bool:
    """Whether small words follow up to an asterisk: web forms mark so what must be filled in."""
    words = [t for t in rest if t.key]
    return bool(words) and rest[-1].text == "*" and all(t.text.islower() for t in words)


def _beside_value(hit: Hit, vocabulary: Vocabulary) -> bool:
    """Whether only small words follow in the segment, and something else stands right of it: they name it."""
    rest = [t for t in hit.segment.tokens[hit.end :] if t.key]
    small = all(t.text.isalpha() and (t.text.islower() or t.key in vocabulary.words) for t in rest)
    if not 0 < len(rest) < REST or not small:
        return False
    return hit.starts_segment and hit.segment is not hit.sheet.row_of(hit.segment)[-1]


def _translation(hit: Hit, vocabulary: Vocabulary) -> list[Token]:
    """What says the same in another language behind a label: after a slash, up to a colon or to the end of its segment,
    not all in words of labels, before what the label is of or on a page with others of its kind."""
    rest = hit.segment.tokens[hit.end :]
    if hit.closed or not rest or rest[0].text != "/" or not hit.starts_segment:
        return []
    stop = next((i for i, t in enumerate(rest, 1) if CLOSERS.search(t.text)), len(rest))
    rest = rest[:stop]
    foreign = any(len(t.key) > _SHORT and t.key not in vocabulary.words for t in rest)
    if not foreign or any(map(is_typed, rest)):
        return []
    again = sum(any(t.text == "/" for t in s.tokens[1:-1]) for s in hit.sheet.segments)
    beside = hit.segment is not hit.sheet.row_of(hit.segment)[-1]
    named = again >= _TOLD_AGAIN or stop < len(hit.segment.tokens) - hit.end or beside
    return rest if named else []


def _over_larger_type(hit: Hit) -> bool:
    """Whether its line, all in capitals, is set smaller than the one below it: the whole line is the label."""
    segment, below = hit.segment, hit.segment.below
    if below is None or not hit.starts_segment or any(map(is_typed, segment.tokens)) or not segment.text.isupper():
        return False
    return len(segment.tokens) <= _LINE and segment.letter < SMALLER * below.letter


def _rest_of_label(tokens: list[Token], i: int) -> int:
    """Past the small words at `i` that a colon ends: "Dénomination sociale de la société éditrice :"."""
    loud = tokens[0].text.isupper()  # a form in capitals
    for j in range(i, min(i + REST, len(tokens))):
        word = tokens[j].text
        if (word[:1].isupper() and not (loud and word.isupper())) or any(c.isdigit() or c in "@()" for c in word):
            return i
        if CLOSERS.search(word):
            return j + 1
    return i


def _parenthesis(tokens: list[Token], i: int) -> int:
    """Past a parenthesis without digits that begins at `i`; `i` where there is none."""
    return _past_bracket(tokens, i) if i < len(tokens) and tokens[i].text.startswith("(") else i


def _past_bracket(tokens: list[Token], i: int) -> int:
    """Past the end of the parenthesis that `i` stands in; `i` where it does not end, or holds digits that are no
    example."""
    end = next((j for j, t in enumerate(tokens[i : i + 9], i + 1) if ")" in t.text), i)
    inside = tokens[i:end]
    told = (
        any(t.key in _LENGTHS or t.key == "ou" for t in inside)
        or _EXAMPLE.search(" ".join(t.text for t in inside)) is not None
    )
    return end if told or not any(c.isdigit() for t in inside for c in t.text) else i


def _counts(hit: Hit, vocabulary: Vocabulary) -> bool:
    """Whether the words stand as a label here, not as words of a sentence or of a value."""
    if hit.upper and _ends_line(hit):
        return False
    tokens = hit.segment.tokens
    before = tokens[: hit.start] if not hit.upper else []
    behind = tokens[hit.end : hit.end + 1]
    printed = [t for t in before if t.key]
    if not printed or (hit.starts_segment and not hit.upper):
        if hit.closed or hit.ends_segment or hit.words > 1:
            return True
        named = _names_person(hit, vocabulary) or _names_establishment(hit, vocabulary)
        return named or (_has_form(hit, vocabulary) and is_typed(behind[0]))
    if hit.ends_segment and hit.tokens[0].text[0] == "(" and hit.tokens[-1].text[-1] == ")":
        return hit.words > 1  # what stands before asks for it: "Combien ? (montant des aides)"
    separated = before[-1].text[-1:] in ";,-–—|/•." or any(c.isdigit() for c in before[-1].text)
    if hit.closed:
        return hit.words > 1 or (separated and len(printed) <= 8)
    return separated and ((_has_form(hit, vocabulary) and any(map(is_typed, behind))) or _names_person(hit, vocabulary))


def _ends_line(hit: Hit) -> bool:
    """Whether a label of several lines would begin within a line, behind words that nothing parts from it, not even a
    bracket."""
    line = hit.upper[0].tokens
    before = [t for t in line[: line.index(hit.tokens[0])] if t.key]
    return bool(before) and before[-1].text[-1].isalpha() and hit.tokens[0].text[0] != "("


def _goes_on(hit: Hit) -> bool:
    """Whether the line that a label would begin only goes on with the sentence above it."""
    above = hit.segment.above
    if above is None or not hit.starts_segment or hit.upper or hit.closed or hit.ends_segment:
        return False
    if not hit.tokens[0].text[0].islower():
        return False
    return len(above.tokens) > _LINE and above.tokens[-1].text[-1:] not in ".,;:?!"


def _has_form(hit: Hit, vocabulary: Vocabulary) -> bool:
    """Whether it may be the label of values that have a form of their own."""
    kinds = {f.kind for m in hit.meanings if (f := vocabulary.field_of(m)) is not None}
    return bool(kinds - NAMING)


def _names_person(hit: Hit, vocabulary: Vocabulary) -> bool:
    """Whether a person's name, and nothing else, follows a word that may be the label of one: "Contact Jean Petit"."""
    kinds = {f.kind for m in hit.meanings if (f := vocabulary.field_of(m)) is not None}
    rest = " ".join(t.text for t in hit.segment.tokens[hit.end :])
    return Kind.NAME in kinds and PERSON.match(rest) is not None


def _names_establishment(hit: Hit, vocabulary: Vocabulary) -> bool:
    """Whether an establishment's name follows a word that may be its label and begins no name: "Site Clinique A"."""
    fields = (vocabulary.field_of(m) for m in hit.meanings)
    rest = " ".join(t.text for t in hit.segment.tokens[hit.end :])
    named = any(f is not None and f.anchor in ORGANISATIONS for f in fields)
    return named and not is_establishment(f"{hit.text} de") and is_establishment(rest)


def _is_free(hit: Hit, vocabulary: Vocabulary) -> bool:
    fields = [vocabulary.field_of(m) for m in hit.meanings]
    return any(f is not None and f.kind in NAMING for f in fields)


def _whole_line(sheet: Sheet, segment: Segment, vocabulary: Vocabulary) -> list[Hit]:
    """The label that a whole short line is but for a slip, where a shorter one begins it ("N° de SIRET foumisseur")."""
    keys = [t.key for t in segment.tokens if t.key]
    value = any(map(is_typed, segment.tokens))
    meanings = vocabulary.fuzzy(" ".join(keys)) if len(keys) <= 12 and not value else ()
    if not meanings or meanings[0].likeness < 0.87:
        return []
    end = len(segment.tokens)
    return [_extended(Hit(list(meanings), segment.tokens[:end], segment, 0, end, sheet))]


def _by_slip(sheet: Sheet, segment: Segment, vocabulary: Vocabulary, known: list[Hit]) -> list[Hit]:
    """The label that begins the segment but for a slip, or that shares its telling words."""
    tokens, first = segment.tokens, first_word(segment)
    limit = min((h.start for h in known), default=len(tokens))
    colon = next((i for i in range(first, limit) if CLOSERS.search(tokens[i].text)), None)
    if colon is None and ("—" in segment.text or "–" in segment.text):
        colon = _dash(tokens, first, limit, vocabulary)
    end = colon + 1 if colon is not None else limit
    ends = [end] if colon is not None else sorted({end, *range(first + 1, min(end, first + 9))}, reverse=True)
    if end - first > 14:
        return []
    for stop in ends:
        if colon is None and tokens[stop - 1].text[-1].isdigit():
            continue  # the beginning of an amount: "un montant de 285 840 €"
        keys = [t.key for t in tokens[first:stop] if t.key]
        text = " ".join(keys)
        shortened = vocabulary.shortened(text) if stop == end else ()
        if tokens[stop - 1].text[-1] == ")":
            shortened = shortened or tuple(vocabulary.turned(" ".join(t.text for t in tokens[first:stop])))
        if not shortened and vocabulary.exact("".join(keys[:-1])):
            continue
        meanings = shortened or vocabulary.fuzzy(text)
        if meanings:
            hit = _extended(Hit(list(meanings), tokens[first:stop], segment, first, stop, sheet))
            if _counts(hit, vocabulary):
                return [hit if shortened else _completed(hit, vocabulary)]
    keys = [t.key for t in tokens[first:end] if t.key]
    if vocabulary.exact("".join(keys[:-1])):
        return []
    paired = segment is not sheet.row_of(segment)[-1] and not names_service(segment)
    if segment.above is None or colon is not None or paired:
        meanings = vocabulary.likely(" ".join(t.text for t in tokens[first:end]))
        if meanings and (colon is not None or end == len(tokens)):
            return [_extended(Hit(list(meanings), tokens[first:end], segment, first, end, sheet))]
    return _misread(sheet, segment, first, end, vocabulary)


def _misread(sheet: Sheet, segment: Segment, first: int, end: int, vocabulary: Vocabulary) -> list[Hit]:
    """The label that OCR made hardly anything of: tiny print of a fax."""
    tokens = segment.tokens[first:end]
    if end < len(segment.tokens) or len(tokens) > _LINE or segment.tokens[0].word.provenance.source.is_layer:
        return []
    if any(is_typed(t) or t.key in SCOPES for t in tokens):
        return []
    meanings = vocabulary.garbled(" ".join(t.text for t in tokens))
    return [Hit(list(meanings), tokens, segment, first, end, sheet)] if meanings else []


def _dash(tokens: list[Token], first: int, limit: int, vocabulary: Vocabulary) -> int | None:
    """The last word of a label that a long dash parts from what follows: "Date d'effet — 3 mai"."""
    dash = next((i for i in range(first, limit) if tokens[i].text in DASHES), None)
    if dash is None or dash == first or dash == len(tokens) - 1:
        return None
    words = all(not t.key or vocabulary.is_label_word(unelided(t)) for t in tokens[first:dash])
    return dash - 1 if words else None


def _without_covered(hits: list[Hit]) -> list[Hit]:
    """`hits` less those whose tokens a longer one has; a wrapped label covers what stands on its lines."""
    kept: list[Hit] = []
    taken: dict[int, Hit] = {}
    for hit in sorted(hits, key=lambda h: (-h.likeness, -h.words)):
        if not any(id(t) in taken for t in hit.tokens if t.key):
            kept.append(hit)
            taken.update({id(t): hit for t in hit.tokens})
    return sorted(kept, key=lambda h: (h.sheet.number, h.rect.y0, h.rect.x0))


def _without_values(sheet: Sheet, hits: list[Hit], vocabulary: Vocabulary) -> list[Hit]:
    """`hits` less those that are the beginning of another label's value ("Centre d'imagerie de …", "Tranche 1")."""
    alone = {id(h.segment): h for h in hits if h.ends_segment and h.firm and _is_free(h, vocabulary)}
    kept = []
    for hit in hits:
        open_ended = hit.starts_segment and not hit.closed and not hit.ends_segment and not hit.upper
        behind = hit.segment.tokens[hit.end : hit.end + 1]
        certain = any(t.key in LABEL_WORDS for t in hit.tokens) or _names_person(hit, vocabulary)
        certain = certain or (_has_form(hit, vocabulary) and any(map(is_typed, behind)))
        led = _led_by(sheet, hit.segment) if (open_ended or hit.alone) and not certain else []
        leaders = [alone[id(s)] for s in led if id(s) in alone]
        if open_ended and (leaders or (led and is_establishment(hit.segment.text))):
            continue
        if not hit.firm and any(_means_one(hit, leader) for leader in leaders):
            continue
        kept.append(hit)
    return kept


def _means_one(hit: Hit, other: Hit) -> bool:
    """Whether two labels may mean the same: the one that is guessed is the value of the other."""
    return bool({m.labels for m in hit.meanings} & {m.labels for m in other.meanings if m.labels is not None})


def _led_by(sheet: Sheet, segment: Segment) -> list[Segment]:
    """The segments just left of and just above `segment`, of which it may be the value; left of its ruled cell, where
    nothing stands level with it."""
    rect, cell = segment.rect, sheet.cell_of(segment)
    left = [s for s in sheet.beside(rect) if s.rect.x1 <= rect.x0 + 2]
    if not left and cell is not None:
        left = [s for s in sheet.among(cell.y0, cell.y1) if s.rect.x1 <= cell.x0 and cell.y0 < s.rect.cy < cell.y1]
    above = [
        s
        for s in sheet.among(rect.y0 - 1.9 * sheet.em, rect.y0 + 3)
        if 0 <= rect.y0 - s.rect.y1 + 3 < 1.9 * sheet.em and abs(s.rect.x0 - rect.x0) < sheet.em
    ]
    nearest = [max(left, key=lambda s: s.rect.x1)] if left else []
    return nearest + ([max(above, key=lambda s: s.rect.y1)] if above else [])
