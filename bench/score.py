"""Compares what was read with the truth, field by field.

Figures: documents of the right class; fields right (a field of a document in the wrong class is wrong); fields
returned without doubt; of those, the ones that are wrong ("silent": what reaches the customer unnoticed).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

_DIGIT_KINDS = {"siret", "siren", "finess", "rpps", "am", "phone"}
_CODED_KINDS = {"question", "checkbox", "mention_bool", "signature", "choice"}
_TITLES = re.compile(r"^(mme|m|mr|dr|docteur|madame|monsieur)\.? ")
_TURNS = re.compile(r"\b(?:n|ne|pas|non)\b")


@dataclass
class Share:
    """So many of so many."""

    right: int = 0
    of: int = 0

    def add(self, right: bool) -> None:
        self.right += right
        self.of += 1

    @property
    def percent(self) -> float | None:
        return round(100 * self.right / self.of, 2) if self.of else None

    def __str__(self) -> str:
        return f"{self.percent} % ({self.right}/{self.of})" if self.of else "none"


@dataclass
class Score:
    """All figures of one run."""

    classes: Share = field(default_factory=Share)
    fields: Share = field(default_factory=Share)
    sure: Share = field(default_factory=Share)
    silent: Share = field(default_factory=Share)
    by: dict[str, dict[str, Share]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Share)))
    """Shares of fields right by `genre`, `qualité` and `mise en page`."""
    told: list[tuple[float, bool]] = field(default_factory=list)
    """Of each value that is not empty, its confidence, and whether it is right."""
    wrong: list[tuple[str, str, str, str, bool]] = field(default_factory=list)
    """File, balise, wanted, got, in doubt."""


def score(truths: Iterable[dict[str, Any]], results: Iterable[dict[str, Any]]) -> Score:
    """Scores result objects (contracts.md 4) against truths; a document without result counts as wrong."""
    found = {r["file"]: r for r in results}
    total = Score()
    for truth in truths:
        _add(total, truth, found.get(truth["file"], {}))
    return total


def _add(total: Score, truth: dict[str, Any], result: dict[str, Any]) -> None:
    wanted = truth["type"] and (truth["couloir"], truth["sons"], truth["type"])
    got = result.get("typeDocument") and (result["couloir"], result["sons"], result["typeDocument"])
    right = bool(result) and "erreur" not in result and wanted == got
    total.classes.add(right)
    if not right:
        total.wrong.append((truth["file"], "(class)", str(wanted), str(got), False))
    if not wanted:
        return
    read = {c["balise"]: c for c in result.get("champs", [])}
    for balise, value in truth["fields"].items():
        kind, answer = truth["kinds"][balise], read.get(balise, {})
        good = right and same(kind, value, str(answer.get("valeur") or ""))
        doubt = bool(answer.get("doute", True)) or not right
        total.fields.add(good)
        for name, key in (("genre", kind), ("qualité", truth["tier"]), ("mise en page", truth["layout"])):
            total.by[name][key].add(good)
        if answer.get("valeur"):
            total.told.append((float(answer.get("confiance", 0.0)), good))
        total.sure.add(not doubt)
        if not doubt:
            total.silent.add(not good)
        if right and not good:
            total.wrong.append((truth["file"], balise, value, str(answer.get("valeur") or ""), doubt))


def same(kind: str, wanted: str, got: str) -> bool:
    """Whether two careful typists could have meant the same by `wanted` and `got`."""
    wanted, got = wanted.strip(), got.strip()
    if not wanted or not got:
        return wanted == got
    if kind in _CODED_KINDS:
        return wanted == got
    if kind in _DIGIT_KINDS:
        return re.sub(r"[\s.,\-/]", "", wanted).upper() == re.sub(r"[\s.,\-/]", "", got).upper()
    if kind in ("amount", "rate"):
        return _number(wanted) == _number(got)
    if kind in ("date", "email", "reference"):
        return re.sub(r"\s", "", wanted).upper() == re.sub(r"\s", "", got).upper()
    a, b = _plain(wanted), _plain(got)
    if kind == "name":
        return _TITLES.sub("", a) == _TITLES.sub("", b)
    if kind == "mention" and a != b:
        turned = (_TURNS.findall(a), re.sub(r"\D", "", a)) != (_TURNS.findall(b), re.sub(r"\D", "", b))
        return not turned and SequenceMatcher(None, a, b, autojunk=False).ratio() >= 0.97
    return a == b


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.replace("’", "'").replace("œ", "oe").replace("–", "-"))
    text = "".join(c for c in text if not unicodedata.combining(c)).lower()
    return " ".join(text.split()).strip(" .;:,")


def _number(text: str) -> float | None:
    kept = re.sub(r"[^\d,.\-]", "", text)
    if not re.search(r"\d", kept):
        return None
    head, mark, tail = kept.rpartition("," if "," in kept else ".")
    if mark and len(tail) <= 2:
        return float((re.sub(r"[.,]", "", head) or "0") + "." + (tail or "0"))
    return float(re.sub(r"[.,]", "", kept))
