"""What labels say: from a printed label to the concepts it may stand for, exactly, by a slip, or by its words."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial

from rapidfuzz import fuzz, process

from radlad.doctypes import labels as register
from radlad.domain.doctype import Field, Labels
from radlad.kinds.text import compact, folded, tokens

_SLIP = 87.0
"""Two labels this alike (0 to 100) differ by a slip of OCR or of a typist."""
_SHORTENED = 0.85
"""How like a label it is that shortens its words."""
_GARBLED, _APART, _TELLING, _FEW = 70.0, 6.0, 10, 8
"""Two labels this alike may be one that OCR misread, where no other concept's is nearly as like; letters of one, at
least; and how many are compared."""
_LENGTH = re.compile(r"\(?\b\d{1,2} (?:chiffres|caract[èe]res|positions)\)?", re.IGNORECASE)
"""How long a number is, as forms tell beside its label."""
_SYNONYM = 0.9
"""How like a wording it is at most that says the same in other words: "nom" and "raison sociale"."""
_SHORT = 4
"""Letters of a single word that a full stop shortens, at least: "Téléph."."""
_BEGINNING = 8
"""First letters by which it is told that no wording begins so."""
_PRIOR = 0.05
"""What the last wording of a concept counts less than its first."""
_BRACKETED = re.compile(r"(.+?) ?\(([^()\d]+)\)[\s:]*")
"""A label that says in brackets at its end what it asks for."""
_STOP = frozenset(
    (
        "a", "au", "aux", "ce", "cette", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le", "les", "leur",
        "ou", "par", "pour", "s", "sa", "se", "si", "son", "sur", "un", "une", "votre", "vos", "no", "n", "nos",
        "notre", "oui", "non", "euro", "euros", "eur",
    )
)  # fmt: skip
"""Words that tell nothing of a label."""
_SMALL = frozenset(("de", "du", "d", "des", "la", "le", "l", "les", "par", "et"))
_BRIEF = 0.96
"""Those that telegraphic forms leave out, and how like a label it is then."""


_TAXES = frozenset({"ht", "ttc", "tva"})
_WITHOUT_TAX = re.compile(
    r"\b(?:(?:hors|avant|sans) (?:la )?(?:tva|taxes?)|non taxee?s?|val(?:eur|\.)? nette|h\.t\.?)(?!\w)"
)
_ON_DAY = re.compile(r"(\w) (?:en|à la|a la) date du\b", re.IGNORECASE)
"""In how many words a label asks for the day, where another says "le": "Perçues en date du"."""
_WITH_TAX = re.compile(
    r"\b(?:(?:toutes )?(?:tva|taxes?) (?:comprises?|incluses?)|avec (?:la )?(?:tva|taxes?)|toutes taxes|"
    r"val(?:eur|\.)? brute|t\.t\.c\.?)(?!\w)"
)
"""How labels say that an amount is net or total, folded."""


Keep = Callable[[Labels, str], bool]
"""Whether a wording of a concept is known."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A concept a printed label may stand for, and how sure that is (0 to 1). None: a label of no field."""

    labels: Labels | None
    likeness: float
    wording: str


class Vocabulary:
    """The labels of some fields, and those of other types and of no type, which are never values either."""

    def __init__(
        self,
        fields: Iterable[Field],
        others: Iterable[Labels] = register.ALL,
        keep: Keep = lambda _concept, _wording: True,
    ) -> None:
        """`keep` leaves wordings out, to measure what an unknown one costs."""
        self.fields: Mapping[Labels, Field] = {f.anchor: f for f in fields if isinstance(f.anchor, Labels)}
        self._exact: dict[str, list[Labels | None]] = defaultdict(list)
        for concept in (*self.fields, *(o for o in others if o not in self.fields)):
            for wording in filter(partial(keep, concept), concept.wordings):
                known = self._exact[compact(wording)]
                if concept not in known:
                    known.append(concept)
        for wording in register.NOT_OURS:
            self._exact.setdefault(compact(wording), [None])
        self._brief: dict[str, dict[Labels, str]] = defaultdict(dict)
        """The concepts by their wordings without small words, as telegraphic forms print them: "Nom signataire"."""
        for concept in self.fields:
            for wording in filter(partial(keep, concept), concept.wordings):
                words = tokens(wording)
                telling = [w for w in words if w not in _SMALL]
                brief = "".join(telling)
                if len(telling) > 1 and words[0] == telling[0] and words != telling and brief not in self._exact:
                    self._brief[brief].setdefault(concept, compact(wording))
        self._typical = {
            (c, compact(w)): 1 - _PRIOR * i / len(c.wordings) for c in self.fields for i, w in enumerate(c.wordings)
        }
        self.longest = max(map(len, self._exact))
        self._beginnings = {key[:n] for key in (*self._exact, *self._brief) for n in range(1, _BEGINNING + 1)}
        self._alike = cache(self._of_like_length)
        self._taxes = {compact(w): _taxes(w) for c in self.fields for w in c.wordings}
        """Of each wording (compact), the words that say with or without which tax an amount is."""
        self._profiles = [(c, w, _words(w)) for c in self.fields for w in c.wordings if keep(c, w)]
        self.words = frozenset(t for _, w, _ in self._profiles for t in tokens(w)) | register.SYNONYMS.keys()
        """Words that labels are made of, folded."""
        self._weights = self._weigh()
        self._initialled: dict[str, list[tuple[Labels, str]]] = defaultdict(list)
        """The wordings by the first letters of their telling words, the last first."""
        for concept, wording, _ in reversed(self._profiles):
            self._initialled[_initials(wording)].append((concept, wording))
        self._worded: dict[str, list[int]] = defaultdict(list)
        """Which of the profiles have a word."""
        for number, (_, _, profile) in enumerate(self._profiles):
            for word in profile:
                self._worded[word].append(number)
        self.fuzzy = lru_cache(maxsize=4096)(self._fuzzy)
        self._ours = [compact(w) for _, w, _ in self._profiles if len(compact(w)) >= _TELLING]
        self.garbled = lru_cache(maxsize=4096)(self._garbled)
        self.shortened = lru_cache(maxsize=4096)(self._shortened)
        self.similar = lru_cache(maxsize=4096)(self._similar)

    def is_label_word(self, key: str) -> bool:
        """Whether labels are made of it, or of it among others."""
        return key in self.words or key in _STOP

    def _weigh(self) -> dict[str, float]:
        """How much a word tells: one that few concepts use tells more."""
        uses: Counter[str] = Counter()
        for concept in self.fields:
            uses.update(set().union(*(p for c, _, p in self._profiles if c is concept)))
        return {word: math.log(1 + len(self.fields) / n) for word, n in uses.items()}

    def field_of(self, meaning: Meaning) -> Field | None:
        """The field that a meaning is the label of; None for labels of other types and of no field."""
        return self.fields.get(meaning.labels) if meaning.labels is not None else None

    def typical(self, meaning: Meaning) -> float:
        """How usual the wording is for the concept, from 1 down: concepts list their most usual wordings first."""
        return self._typical.get((meaning.labels, meaning.wording), 1.0) if meaning.labels is not None else 1.0

    def may_begin(self, key: str) -> bool:
        """False when no wording begins with `key` (compact)."""
        return key[:_BEGINNING] in self._beginnings

    def exact(self, key: str) -> list[Meaning]:
        """The concepts of which `key` (compact) is a wording, in full or without small words; `[]` when it is none."""
        found = self._exact.get(key)
        if found is None:
            return [Meaning(c, _BRIEF, w) for c, w in self._brief[key].items()] if key in self._brief else []
        ours = [c for c in found if c in self.fields]
        return [Meaning(c, 1.0, key) for c in (ours or found[:1])]

    def turned(self, text: str) -> list[Meaning]:
        """The concepts of which a label has a wording, but for small words, when what it ends on in brackets comes
        first: "BDC (date d’édition)"."""
        told = _BRACKETED.fullmatch(text)
        if told is None:
            return []
        words = [w for w in (*tokens(told[2]), *tokens(told[1])) if w not in _SMALL]
        key = "".join(words)
        return [replace(m, likeness=_BRIEF) for m in self.exact(key) if m.labels in self.fields]

    def _fuzzy(self, text: str) -> tuple[Meaning, ...]:
        """The concepts that have a wording which `text` only differs from by a slip, not by another word."""
        text = _ON_DAY.sub(r"\1 le", text)
        key = compact(text)
        if len(key) < 5:
            return ()
        best = process.extractOne(key, self._alike(len(key)), scorer=fuzz.ratio, score_cutoff=_SLIP)
        if best is None:
            return ()
        wording, score, _ = best
        if self._another_word(text, wording):
            return ()
        return tuple(Meaning(m.labels, score / 100 - 0.03, wording) for m in self.exact(wording))

    def _garbled(self, text: str) -> tuple[Meaning, ...]:
        """The concept whose wordings are most like `text`, of which OCR misread many letters: a guess."""
        key = compact(text)
        if len(key) < _TELLING:
            return ()
        near = process.extract(key, self._ours, scorer=fuzz.ratio, score_cutoff=_GARBLED, limit=_FEW)
        if not near:
            return ()
        (wording, best, _), *others = near
        meant = {m.labels for m in self.exact(wording)}
        rivals = (s for w, s, _ in others if not meant & {m.labels for m in self.exact(w)})
        if max(rivals, default=0.0) > best - _APART:
            return ()
        return tuple(_guessed(Meaning(m.labels, 0.5, wording)) for m in self.exact(wording))

    def _of_like_length(self, length: int) -> list[str]:
        """The wordings (compact) that are no more than a slip longer or shorter than that."""
        least, most = _SLIP / 100 * length / (2 - _SLIP / 100), (2 - _SLIP / 100) * length / (_SLIP / 100)
        return [key for key in self._exact if least - 1 < len(key) < most + 1]

    def _shortened(self, text: str) -> tuple[Meaning, ...]:
        """The concepts that have a wording of which `text` shortens words: "Tranche fin.", "Ident. structure"."""
        ours = _telling(text)
        if len(ours) < 2 and not (ours and len(ours[0]) >= _SHORT and text.rstrip(" :").endswith(".")):
            return ()
        found = {
            c: Meaning(c, _SHORTENED, compact(w))
            for c, w in self._initialled.get(_initials(text), ())
            if all(map(_shortens, ours, _telling(w))) and _taxes(text) == _taxes(w)
        }
        return tuple(found.values())[::-1][:3]

    def _another_word(self, text: str, wording: str) -> bool:
        """Whether a known word of `text` stands where `wording` (compact) has another: "Mél." is no slip of "Tél."."""
        ours = [w for w in tokens(text) if w not in _STOP]
        strange = [w for w in ours if w not in wording]
        if _taxes(text) != self._taxes.get(wording, _taxes(text)):
            return True
        return bool(strange) and all(w in self.words or len(w) == 1 for w in strange)

    def likely(self, text: str) -> tuple[Meaning, ...]:
        """What `text` may stand for by its words alone, as likely as that is to be right; or by one of two names in
        it: "Chantier / client"."""
        found = self.similar(text)
        if "/" in text:
            either = (m for name in text.split("/") for m in self.exact(compact(name)) if m.labels in self.fields)
            known = dict.fromkeys(Meaning(m.labels, _SYNONYM, m.wording) for m in either)
            others = (m for m in found if not any(k.labels is m.labels for k in known))
            found = tuple(sorted((*known, *others), key=lambda m: -m.likeness))
        return tuple(_guessed(m) for m in found)

    def reworded(self, text: str, part: Iterable[Meaning]) -> list[Meaning]:
        """What `text` may stand for, of which only a part is a known label, of those meanings: shortened, by its words,
        or else by that part, much less surely."""
        short = self.shortened(text) if "." in text or text.isupper() else ()
        whole = short or self.likely(text)
        return list(whole) or [_guessed(Meaning(m.labels, m.likeness - 0.5, m.wording)) for m in part]

    def likened(self, text: str) -> tuple[Meaning, ...]:
        """What a label may stand for: exactly, but for a slip, or by its words."""
        key = compact(text)
        return tuple(self.exact(key)) or self.fuzzy(text) or self.shortened(text) or self.likely(text)

    def _similar(self, text: str) -> tuple[Meaning, ...]:
        """The concepts whose wordings share the telling words of `text`, best first, each at least half alike."""
        text = _LENGTH.sub("", text)
        words = _words(text)
        if not words or len(words) > 9 or any(c.isdigit() for c in text):
            return ()
        printed = _printed(text)
        unknown = math.log(1 + len(self.fields) / 2)
        weight = {w: self._weights.get(w, unknown) for w in words}
        best: dict[Labels, Meaning] = {}
        for number in sorted({n for w in words for n in self._worded.get(w, ())}):
            concept, wording, profile = self._profiles[number]
            common = words & profile
            if words & _TAXES != profile & _TAXES:
                continue
            shared = sum(weight[w] for w in common)
            extra = sum(weight[w] for w in words - profile)
            missing = sum(self._weights[w] for w in profile - words)
            likeness = shared / (shared + 0.6 * extra + 0.4 * missing)
            likeness = likeness if printed == _printed(wording) else min(likeness, _SYNONYM)
            if likeness >= 0.5 and (concept not in best or best[concept].likeness < likeness):
                best[concept] = Meaning(concept, likeness, wording)
        return tuple(sorted(best.values(), key=lambda m: -m.likeness)[:3])


def _guessed(meaning: Meaning) -> Meaning:
    """`meaning` as likely as a label that is alike by its words only is to be that."""
    return Meaning(meaning.labels, 0.35 + 0.4 * meaning.likeness, meaning.wording)


@lru_cache(maxsize=8192)
def _telling(text: str) -> tuple[str, ...]:
    return tuple(w for w in tokens(text) if w not in _STOP)


def _initials(text: str) -> str:
    """The first letters of its telling words, which a shortened wording shares."""
    return "".join(w[0] for w in _telling(text))


def _shortens(short: str, word: str) -> bool:
    """Whether `short` is `word`, its beginning, or some of its letters from the first on: "cde", "dt"."""
    if len(short) < 2 or short[0] != word[0]:
        return short == word
    letters = iter(word)
    return word.startswith(short) or (len(short) < 5 and all(c in letters for c in short))


@lru_cache(maxsize=8192)
def _printed(text: str) -> frozenset[str]:
    """Its telling words as they are printed, but for a plural's end."""
    return frozenset(w.rstrip("sx") for w in _telling(text))


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    plain = _WITH_TAX.sub(" ttc ", _WITHOUT_TAX.sub(" ht ", folded(text)))
    return frozenset(_stem(w) for w in tokens(plain) if w not in _STOP and not w.isdigit())


def _taxes(text: str) -> frozenset[str]:
    return _words(text) & _TAXES


def _stem(word: str) -> str:
    stem = word[:-1] if len(word) > 4 and word[-1] in "sx" else word
    return register.SYNONYMS.get(word, register.SYNONYMS.get(stem, stem))
