"""Values as they are printed: what in a run of tokens has the form of a kind."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import pairwise

from radlad.domain.doctype import LABELLED_KINDS, Kind
from radlad.domain.document import Source
from radlad.kinds import amount, date, rate
from radlad.kinds.text import folded
from radlad.layout.tokens import Token

_SEP = r"[\s.\-/]{0,2}"
_DIGITS_OF = {Kind.SIRET: 14, Kind.SIREN: 9, Kind.RPPS: 11, Kind.AM: 9}
_NUMBERS = {kind: re.compile(rf"(?<![\d.,+])\d(?:{_SEP}\d){{{n - 1}}}(?!{_SEP}\d)") for kind, n in _DIGITS_OF.items()}
_NEARLY = {kind: re.compile(rf"(?<!\d)\d(?:{_SEP}\d){{{n - 4},{n + 1}}}(?!\d)") for kind, n in _DIGITS_OF.items()}
_FINESS = re.compile(rf"(?<![\w.,])\d{_SEP}[\dAB](?:{_SEP}\d){{7}}(?!{_SEP}\d)(?!\w)")
_NEAR_FINESS = re.compile(rf"(?<![\w.,])\d{_SEP}[\dAB](?:{_SEP}\d){{5,8}}(?!\d)")
_PHONE = re.compile(
    r"(?<![\w.,/])(?:(?:\+|00)\s?(?:33|590|594|596|262|508)\s?(?:\(0\))?\s?\d|\(?0\)?[\s.]?[1-9])(?:[\s.,\-/]{0,2}\d){8}(?!\d)"
)
_WHOLE_DATE = re.compile(r"\d\d([./-])\d\d\1(?:19|20)\d\d(?!\d)")
_NEAR_PHONE = re.compile(r"(?<![\w.,/])0(?:[\s.,\-/]{0,2}\d){7,10}(?!\d)")
_EMAIL = re.compile(r"[\w.+'\-]+\s?@\s?\w+(?:(?:-\s?|\s?\.(?:\s(?=[a-z]))?)\w+)*(?:\s?\.(?:\s(?=[a-z]))?\w{2,})")
_NEAR_EMAIL = re.compile(r"\S*@\S*")
_FUNCTION = re.compile(
    r"\b(?:directeur|directrice|dsi|dg|responsable|president|presidente|chef|medecin|pharmacien|gerant|gerante|"
    r"cadre|secretaire|adjoint|adjointe|praticien|radiologue|charge|chargee|coordinateur|referent|associe)\b"
)
PARTICLES = frozenset(("de", "du", "des", "d", "le", "la", "van", "von", "di", "da", "el", "ben"))
"""Small words that a surname may begin with."""
NOTE = re.compile(r"\(\d\)")
"""The call of a note at the foot of the page, behind a label."""
_EITHER = re.compile(
    r"(?:M\.?|Mr|Monsieur) ?(?:ou|[/,]) ?(?:Mme|Madame)\.?\s+|(?:Mme|Madame) ?(?:ou|[/,]) ?(?:M\.?|Monsieur)\s+"
)
"""What a form prints before a name for somebody to choose from."""
_SIGNING = frozenset(("signature", "cachet", "visa", "date"))
"""What stands behind the name of who signs, and is none of it."""
_SAYING = 3
"""Words by which the beginning of a sentence is known."""
FULL_STOP = re.compile(r"(?:\w{2}|\d)\)?\.$")
OPENING = re.compile(r"(?:Le|La|Les|Ce|Cet|Cette|Ces|Il|Ils|Elle|Elles|Son|Sa|Ses|Un|Une|Nous|Je)$|L['’]")
"""How sentences begin."""
GOING_ON = frozenset(
    word + ending
    for word in (
        "reference", "represente", "identifie", "immatricule", "domicilie", "situe", "dont", "sis", "agissant", "connu",
        "joignable", "inscrit", "enregistre", "ciapres", "n", "no", "tel", "siret", "siren", "finess", "et", "a",
        "adresse", "comme", "courriel", "mail", "mel", "email", "telephone", "etabli",
    )
    for ending in ("", "e")
)  # fmt: skip
"""How a sentence goes on about what it has named."""
_BEFORE_REFERENCE = frozenset(("sons", "segur", "dispositif"))
"""Words that a label may end on, and no reference begins with."""
_REFERENCE_STOP = re.compile(r"[a-zà-ÿ’']{2,}[,;]?")
_LED = 4
"""Words among which the sign for a number stands before it."""
_APOSTROPHES = str.maketrans("", "", "'’")
_NUMBER_SIGNS = frozenset(("n", "no", "num", "numero"))
"""Words that say that a number follows."""
_NEXT_LABEL = re.compile(r"[A-ZÀ-Ý][a-zà-ÿ]{3,}")
"""A word that begins a label behind a reference of letters and digits, and stands in none."""
_HALF_SPACED = re.compile(r"(?<=\d)\+(?= )|(?<= )[+/](?=\w)")
"""A sign of which OCR lost the space on one side."""
_DIGIT = re.compile(r"\d")
_FEWEST = {**{kind: n - 3 for kind, n in _DIGITS_OF.items()}, Kind.FINESS: 6, Kind.PHONE: 8}
"""Digits of what nearly has the form of a kind, at least; one at least has what has that of another."""
_INITIAL = 3
"""As long is a word that a name's full stop shortens, stop and all ("Dr.")."""
_IDENTIFIER = 8
"""As many digits without cents or currency are an identifier, not an amount."""
_BETWEEN = re.compile(r"[\s:;,.\-–|/]+")
_MONEY = re.compile(r"€|eur|[.,]\d{2}\b", re.IGNORECASE)


NAMING = frozenset({Kind.TEXT, Kind.NAME})
"""Kinds of names and texts: words, in no form."""
FREE = NAMING | {Kind.REFERENCE}
"""Kinds without a form of their own: what stands at the place is the value."""
NUMBERED = frozenset((*_DIGITS_OF, Kind.FINESS, Kind.PHONE))
"""Kinds whose values are a number of so many figures."""
TYPED = NUMBERED | {Kind.EMAIL, Kind.DATE, Kind.AMOUNT, Kind.RATE}
"""Kinds whose values have a form of their own."""
_AS_PRINTED = frozenset(Kind) - LABELLED_KINDS | FREE


_REMEMBERED = 4096
"""Letters of which it is kept what they are folded."""


class _Flat(dict[int, str]):
    """Each letter as one letter, folded, a space for one that nothing is left of: places stay."""

    def __missing__(self, code: int) -> str:
        letter = folded(chr(code))[:1] or " "
        if len(self) < _REMEMBERED:
            self[code] = letter
        return letter


_FLAT = _Flat()


@dataclass(frozen=True, slots=True)
class Value:
    """A printed value, its tokens, and how much of what stood there it is (0 to 1)."""

    text: str
    tokens: tuple[Token, ...]
    purity: float
    whole: bool = True
    """It has the form of its kind."""
    partial: bool = False
    """A date without its day: nothing may be returned, but it must be told (decisions.md 4)."""


def values(kind: Kind, tokens: list[Token]) -> list[Value]:
    """All that has the form of `kind` in `tokens`, in order; what nearly has it where nothing does."""
    printed = [t for t in tokens if t.text]
    if len(printed) > 1 and NOTE.fullmatch(printed[0].text):
        printed = printed[1:]
    if not printed:
        return []
    if kind is Kind.TEXT:
        return _text(printed)
    if kind is Kind.NAME:
        return _name(printed)
    if kind is Kind.REFERENCE:
        return _reference(printed)
    return _typed(kind, printed)


def printed_in(kind: Kind, line: str) -> str:
    """The longest run of `line` that has the form of `kind`, or nearly; the whole line for kinds of free text."""
    if kind in _AS_PRINTED:
        return line
    flat = line.translate(_FLAT) if kind is Kind.DATE else line
    for pattern in _patterns(kind):
        matches = pattern.finditer(flat) if pattern else ()
        found = [line[m.start() : m.end()].strip() for m in matches if _plausible(kind, m, flat)]
        if found:
            return max(found, key=len)
    return line


def _typed(kind: Kind, tokens: list[Token]) -> list[Value]:
    if not may_hold(kind, "".join([t.text for t in tokens])):
        return []
    line, starts = _line(tokens, "" if kind is Kind.EMAIL else " ")
    flat = line.translate(_FLAT) if kind is Kind.DATE else line
    whole, nearly = _patterns(kind)
    matches = [m for m in whole.finditer(flat) if _plausible(kind, m, flat)]
    if matches or nearly is None:
        return _cut(matches, line, starts, tokens, True)
    return _cut([*nearly.finditer(flat)], line, starts, tokens, False, partial=kind is Kind.DATE)


def may_hold(kind: Kind, text: str) -> bool:
    """Whether there is in `text` what each value of a kind with a form of its own has."""
    if kind is Kind.EMAIL:
        return "@" in text
    if kind in _FEWEST:
        return len(_DIGIT.findall(text)) >= _FEWEST[kind]
    return _DIGIT.search(text) is not None


def _patterns(kind: Kind) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    if kind in _NUMBERS:
        return _NUMBERS[kind], _NEARLY[kind]
    return {
        Kind.FINESS: (_FINESS, _NEAR_FINESS),
        Kind.PHONE: (_PHONE, _NEAR_PHONE),
        Kind.EMAIL: (_EMAIL, _NEAR_EMAIL),
        Kind.DATE: (date.PRINTED, date.PARTIAL),
        Kind.AMOUNT: (amount.PRINTED, None),
        Kind.RATE: (rate.PRINTED, None),
    }[kind]


def _plausible(kind: Kind, match: re.Match[str], line: str) -> bool:
    if kind is Kind.PHONE:
        return _WHOLE_DATE.match(match[0]) is None
    if kind is Kind.RATE:
        return match[0].strip() != "" and rate.is_valid(match[0].strip())
    if kind is not Kind.AMOUNT:
        return True
    behind = line[match.end() :].lstrip()[:8].casefold()
    if behind.startswith("%") or re.match(r"(?:jours?|mois|ans?|bd|rue|av|place|h\b)", behind):
        return False
    digits = len(re.sub(r"\D", "", match[0]))
    return amount.is_valid(match[0].strip()) and digits <= 10 and (digits < _IDENTIFIER or looks_like_money(match[0]))


def looks_like_money(text: str) -> bool:
    """Whether an amount shows cents or a currency, so that it is no mere number."""
    return _MONEY.search(text) is not None


def _line(tokens: list[Token], broken: str = " ") -> tuple[str, list[int]]:
    """The tokens as one text and where each begins in it; `broken` stands for the end of a line."""
    text, starts = "", []
    for i, token in enumerate(tokens):
        if i:
            last = tokens[i - 1]
            hyphened = last.text[-1] in "-/." and token.text[0].isdigit() and token.rect.y0 > last.rect.cy
            text += "" if hyphened else broken if broken != " " and _begins_line(token, last) else " "
        starts.append(len(text))
        text += token.text
    return text, starts


def _begins_line(token: Token, last: Token) -> bool:
    """Whether a word goes on below `last`, where the line broke inside it; not a whole address below a plain word."""
    if re.sub("['’]", "", last.text).isalpha() and _EMAIL.fullmatch(token.text):
        return False
    return token.rect.y0 > last.rect.cy and token.text[:1].islower() and last.text[-1] != "."


def _cut(
    matches: list[re.Match[str]], line: str, starts: list[int], tokens: list[Token], whole: bool, partial: bool = False
) -> list[Value]:
    """The values that stand where `matches` do in the text of `tokens`."""
    found = []
    letters = _letters(line) if matches else 0
    for m in matches:
        first = bisect_right(starts, m.start()) - 1
        first += starts[first] + len(tokens[first].text) <= m.start()
        used = tuple(tokens[first : bisect_left(starts, m.end())])
        text = m[0].strip()
        rest = letters - _letters(line[m.start() : m.end()])
        found.append(Value(text, used, len(text) / (len(text) + rest), whole, partial))
    return found


def _letters(text: str) -> int:
    """How many there are, signs between words left out."""
    return len(_BETWEEN.sub("", text))


def _text(tokens: list[Token]) -> list[Value]:
    while tokens and not tokens[0].key and not any(c in '(«"' for c in tokens[0].text):
        tokens = tokens[1:]
    sentence = _sentence(tokens)
    stop = "." if len(sentence) < len(tokens) else ""
    tokens, inside = _in_brackets(_clause(sentence))
    text = _said(tokens)[:inside].strip(" ;,|–-").removesuffix(stop)
    if any(t.word.provenance.source is Source.OCR for t in tokens):
        text = " ".join(_HALF_SPACED.sub(lambda m: f" {m[0]} ", text).split())
    if text.count("«") != text.count("»"):
        text = text.strip(" «»")
    return [Value(text, tuple(tokens), 1.0, any(c.isalpha() for c in text))] if any(t.key for t in tokens) else []


def _sentence(tokens: list[Token]) -> list[Token]:
    """`tokens` up to the end of their sentence, where another begins behind it."""
    for i, (token, follower) in enumerate(pairwise(tokens), 1):
        if FULL_STOP.search(token.text) and (OPENING.match(follower.text) or _is_said(tokens[i : i + _SAYING])):
            return tokens[:i]
    return tokens


def _is_said(tokens: list[Token]) -> bool:
    """Whether these are the first words of a sentence: a capital, then small ones."""
    first, *others = (t.text for t in tokens)
    return first[:1].isupper() and len(others) == _SAYING - 1 and all(w.isalpha() and w.islower() for w in others)


def _clause(tokens: list[Token]) -> list[Token]:
    """`tokens` up to the mark behind which a sentence goes on: ", référencé par l'ANS", "; raison sociale"."""
    for i, (token, follower) in enumerate(pairwise(tokens), 1):
        going_on = follower.key in GOING_ON or (follower.text.islower() and follower.key.endswith("ant"))
        if token.text.endswith((",", ";")) and going_on:
            return tokens[:i]
        if token.text[-1] == ";" and follower.text[:1].islower():
            return tokens[:i]
    return tokens


def _said(tokens: list[Token]) -> str:
    """The words of `tokens`, one that a line breaks behind its hyphen put together: "Saint-" and "Denis"."""
    text = ""
    for i, token in enumerate(tokens):
        broken = i and tokens[i - 1].text[-2:-1].isalnum() and tokens[i - 1].text[-1] == "-"
        glued = broken and token.rect.y0 > tokens[i - 1].rect.cy
        text += token.text if glued or not i else " " + token.text
    return text


def _in_brackets(tokens: list[Token]) -> tuple[list[Token], int | None]:
    """`tokens` up to a bracket that closes none of theirs, inside which the value stood; its place in their text."""
    depth = 0
    for i, token in enumerate(tokens):
        depth += token.text.count("(") - token.text.count(")")
        if depth < 0:
            kept = tokens[: i + (token.text[0] != ")")]
            return (kept, _said(kept).rfind(")") if kept[-1] is token else None) if kept else (tokens, None)
    return tokens, None


def _name(tokens: list[Token]) -> list[Value]:
    chosen = _EITHER.match(" ".join(t.text for t in tokens))
    tokens = tokens[len(chosen[0].split()) :] if chosen else tokens
    kept: list[Token] = []
    named = any(t.text[:1].isupper() for t in tokens)
    for token in tokens:
        bare = token.text.strip()
        if not kept and (not token.key or (named and _is_small_word(bare))):
            continue
        if any(c.isdigit() or c in "@/|" for c in bare) or bare in ("-", "–", ":", "("):
            break
        if kept and (_FUNCTION.search(folded(bare)) or bare.startswith("(")):
            break
        if kept and ((kept[-1].text.endswith(",") and bare[:1].islower()) or token.key in _SIGNING):
            break
        kept.append(token)
    if not any(t.key for t in kept) or _is_function(kept):
        return []
    text = _said(kept).strip(" ,;:|-")
    if len(kept[-1].text) > _INITIAL:
        text = text.removesuffix(".")
    total = sum(len(t.text) for t in tokens)
    initials = sum(1 for t in kept if t.text[:1].isupper())
    likely = initials >= 1 and len(kept) <= 7 and len(text) > 2
    return [Value(text, tuple(kept), min(1.0, sum(len(t.text) for t in kept) / total), likely)]


def _is_small_word(text: str) -> bool:
    """Whether it is a word of a sentence, or the tail of a label, before a name."""
    word = text.strip(",;:|")
    return word.isalpha() and word.islower() and word not in PARTICLES


def _is_function(tokens: list[Token]) -> bool:
    """Whether it is what somebody does and nobody's name: "Directeur des systèmes d'information"."""
    return _FUNCTION.match(folded(tokens[0].text)) is not None and all(t.text[:1].islower() for t in tokens[1:])


def _reference(tokens: list[Token]) -> list[Value]:
    tokens = _sentence(_numbered(tokens[_words_before(tokens) :]))
    kept: list[Token] = []
    for token in tokens:
        if not kept and (not token.key or (token.key in _NUMBER_SIGNS and token is not tokens[-1])):
            continue
        numbered = any(c.isdigit() for t in kept for c in t.text)
        coded = numbered and any(c.isalpha() for t in kept for c in t.text)
        if coded and (token.key in _NUMBER_SIGNS or _NEXT_LABEL.fullmatch(token.text)):
            break
        if kept and (_REFERENCE_STOP.fullmatch(token.text) or token.text in ("-", "–", "|") or len(kept) >= 8):
            break
        if token.text.endswith(":") and numbered:
            kept = kept[:-1] if token.text == ":" and len(kept) > 1 else kept  # the next label ends here
            break
        if token.text.endswith(":"):
            kept = []  # what stood before is a label
            continue
        kept.append(token)
        if token.text.endswith((",", ";")) or (token.text.endswith(".") and any(c.isdigit() for c in token.text)):
            break
    if not any(t.key for t in kept):
        return []
    text = _said(kept).strip(" ,;:.|")
    if text.count(")") > text.count("("):
        text = text.rstrip(") ")
    total = sum(len(t.text) for t in tokens)
    return [Value(text, tuple(kept), min(1.0, len(text.replace(" ", "")) / total), any(c.isdigit() for c in text))]


def _numbered(tokens: list[Token]) -> list[Token]:
    """`tokens` behind the sign for a number near their beginning: "suivant BDC N° 4500001233", "le n° C 6832"."""
    signs = [i for i, t in enumerate(tokens[:_LED]) if t.key in _NUMBER_SIGNS]
    before = tokens[: signs[0]] if signs else []
    return tokens if any(c.isdigit() for t in before for c in t.text) else tokens[len(before) :]


def _words_before(tokens: list[Token]) -> int:
    """How many words, the tail of a label, stand before a reference: small ones, in which there is no digit."""
    for i, token in enumerate(tokens):
        word = token.text.strip(":")
        small = (
            word.translate(_APOSTROPHES).isalpha()
            and len(word) > 2
            and (word.islower() or token.key in _BEFORE_REFERENCE)
        )
        if not small:
            return i if any(c.isdigit() for t in tokens[i:] for c in t.text) else 0
    return 0
