"""What names look like: hospitals and imaging centres, companies, persons."""

from __future__ import annotations

import re
from collections.abc import Sequence

from radlad.kinds.text import folded
from radlad.layout.tokens import Token

_HOSPITAL = re.compile(
    r"^(?:(?:le|la|l)\W+)?(?:grou?pe?ment |groupe (?:d.|de )?(?:hosp|imag|medic|radio|sant|scan|clini)|nouvel |"
    r"gcs |gie |selarl |selas |scm |scp |gh[tu]? |chi?[ru]? |chu |"
    r"epsm |eps |ehpad |ghu |had |ap-?hp|clinique|"
    r"centre (?:hospitalier|de radiologie|d.imagerie|medical|de (?:sante|lutte|soins|reeducation|readaptation|dialyse))"
    r"|polyclinique|hopita|hospices|hospitalisation a|maison (?:de sante|medicale)|pole (?:de |d.)?(?:sante|imagerie)|"
    r"institut|fondation|maternite|imagerie|cabinet|scanner|radiologie|association)"
)
"""How the names of hospitals and imaging centres begin, folded."""
_GENERIC = re.compile(
    r"(?:(?:centre|hopital|clinique|polyclinique|groupe|groupement|hospitali(?:er|ere|ers)|intercommunal|imagerie|"
    r"medicale?|cabinet|radiologie|institut|maison|association|fondation|chu?|de|du|la|le|d.imagerie)(?: |$))+"
)
"""The kind of an establishment, folded, without its name."""
COMPANY = re.compile(
    r"^(.{2,60}?\b(?:S\.?A\.?S\.?U?|S\.?A\.?R\.?L|E\.?U\.?R\.?L|S\.?C\.?O\.?P|S\.?N\.?C|SA|S\.A)\b\.?)(?!\w)"
)
"""A company's name up to its legal form."""
LEGAL_LINE = re.compile(
    r"^(.{2,60}?)(?:\s*[-–—·•,|~]\s*(?:S\.?A\.?S\.?U?\.?|S\.?A\.?R\.?L\.?|S\.?A\.?|S\.?C\.?O\.?P\.?|E\.?U\.?R\.?L\.?|Soci[ée]t[ée]"
    r"(?: [a-zé]+){0,3})(?: à capital variable)?)?(?: au|\s*[-–—·•,|~]) capital\b",
    re.IGNORECASE,
)
"""The small print at a page's foot (code de commerce, R. 123-238): a company's name, then its form and its capital."""
ADDRESS = re.compile(
    r"^(?:\d+\s?(?:bis|ter|quater)?,? (?:(?:rue|avenue|av|boulevard|bd|blvd|place|pl|impasse|allees?|chemin|route|quai|"
    r"cours|square|passage|esplanade|faubourg|fg|lieu[- ]dit|parc)\b)|\d{5} [a-z]|za |zac |zi |bp \d|cs \d|cedex)"
)
"""How the lines of a postal address begin, folded."""
_SMALL_PRINT = re.compile(r"\bcapital\b|\br\.?c\.?s\b|\btva\W+(?:intra|fr)|\bape\b|\bnaf\b")
_SENT = re.compile(
    r"\b\d\d?[:h]\d\d\b.*(?:\b(?:tele)?fax\b|\bp(?:age|\.)? ?\d{1,3}(?:/\d{1,3})?$)|\bfax\b.*\b\d\d?[:h]\d\d\b"
)
"""An hour with "fax" or a page's number: the line a fax machine writes over what it sends, folded."""
_NAME = r"[A-ZÀ-Ý][\w'’\-]+"
PERSON = re.compile(
    rf"^(?:(?:M\.|MM\.|Mr\.?|Mme|Mlle|Dr\.?|Docteur|Pr\.?|Professeur|Monsieur|Madame)\s+{_NAME}"
    rf"|{_NAME}(?: (?:[Dd]e|[Dd]u|[Ll]a|[Ll]e|[Dd]'))*(?: {_NAME}){{1,2}}$)"
)
"""A person's name: behind a title of courtesy, or two or three capitalised words by themselves."""

_SMALL_WORDS, _BESIDE_VERB = 5, 2
"""Words in small letters that a sentence has, and a letter-head has not; and beside a verb."""
_VERBS = frozenset({"est", "sont", "sera", "seront", "ayant"})


def is_small_print(text: str) -> bool:
    """Whether `text` is of what a company must say of itself at the foot of its papers: capital, registry, VAT."""
    return _SMALL_PRINT.search(folded(text)) is not None


def is_sent(text: str) -> bool:
    """Whether a fax machine wrote `text` over a page: a day, an hour, whose machine, which page."""
    return _SENT.search(folded(text)) is not None


def is_establishment(text: str) -> bool:
    """Whether `text` begins as the names of hospitals and imaging centres do."""
    return _HOSPITAL.match(folded(text)) is not None


def is_generic(text: str) -> bool:
    """Whether `text` says what kind of establishment it is and not which: "Centre hospitalier" lacks its town."""
    return _GENERIC.fullmatch(folded(text)) is not None


def looks_like(text: str) -> str:
    """What `text` has the look of: `établissement`, `société`, `personne`, or something `autre`."""
    if is_establishment(text):
        return "établissement"
    if COMPANY.search(text):
        return "société"
    return "personne" if PERSON.search(text) else "autre"


def is_running(tokens: Sequence[Token]) -> bool:
    """Whether these are words of a sentence, and not of a letter-head."""
    small = sum(w.isalpha() and w.islower() for w in (t.text.rstrip(".,;") for t in tokens))
    return small >= _SMALL_WORDS or (small > _BESIDE_VERB and any(t.key in _VERBS for t in tokens))
