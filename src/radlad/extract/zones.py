"""Whose part of the form a place belongs to: headings, columns and the letter-head (decisions.md 19)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from radlad.doctypes.labels import HEADING_FILLERS, HEADING_WORDS
from radlad.domain.doctype import Scope, Section
from radlad.extract.captions import CLOSERS, JOINERS, SMALLER
from radlad.extract.hit import SCOPES, first_word, unelided
from radlad.extract.looks import is_sent
from radlad.kinds.text import compact
from radlad.layout.page import Segment, Sheet
from radlad.layout.rect import Rect
from radlad.layout.tokens import Token

_FOOT = 0.93
"""Below this share of a page stands small print, which belongs to no part of the form."""
_SENT = 0.04
"""Above this share of a page a fax machine writes."""
_HEAD, _HEAD_ALONE = 0.24, 0.14
"""No letter-head goes farther down a page than this share of it, with a heading below and without."""
_ASIDE, _BLOCK = 0.35, 4
"""A block on the right begins past this share of the width; as many letter sizes of it are looked at."""
_COLUMN, _TWICE = 15.0, 2
"""How far below a heading, in letter sizes, labels that stand in both parties' columns tell where its own begins; and
how many there are at least, as of headings that are set alike."""
_LEVEL = 2.5
"""Points that a level rule is high at most."""
_ROWS = 2.0
"""Letter sizes that the cell of a heading beside several rows is high at least."""
_SIGNERS = 0.08
"""How far below the heading of the signature part, in heights of the page, the parties are named."""
_ALIKE, _EDGE, _LARGER = 0.06, 0.4, 1.1
"""How unlike in size two headings are set, and how far apart in letter sizes their left edges are, at most; how much
larger than the print around."""
_DIGIT = re.compile(r"\d")
_FEW_WORDS, _ROOM = 6, 0.5
"""Words of a heading at most, and letter sizes of room over it at least."""
_ENTITLED = frozenset({"habilite", "habilitee", "autorise", "autorisee"})
"""A person who may sign is told of, not where to sign: "Contact habilité à signer"."""
_TOLD = 2.0
"""Letter sizes below a party's name in which it is told to sign."""
_SIGNING = frozenset(("signature", "signatures", "signe", "cachet", "visa"))
_REPRESENTED = "represente"
_WHATEVER_WHOSE = (Section.DE_MINIMIS, Section.AMOUNTS, Section.SCENARIOS, Section.MENTIONS)
"""Parts that are the same whosever they are said to be: "Aides de minimis de l'établissement"."""
_ORDER = ["bon", "de", "commande"]
"""How the title of an order begins."""
_ADDRESSING = frozenset(("votre", "vos", "notre", "nos"))
_CONTACTS = frozenset(("contact", "contacts", "interlocuteur", "interlocuteurs", "correspondant"))
"""Words of labels that either party may print of the other's person, or of its own: "Votre contact"."""
_SERVICE_WORDS = frozenset(
    ("prestation", "prestations", "segur", "montant", "montants", "de", "la", "pour", "prix", "offre", "volet",
     "service", "part", "ligne", "tarif", "prest", "lot", "somme", "sommes", "cout", "couts", "budget",
     "au", "titre", "poste", "operation", "conditions", "financieres")
)  # fmt: skip


_PRICED = frozenset(("ht", "ttc", "tva", "taux", "taxe", "taxes"))
"""Words of what a service costs, which are no part of its name."""


@dataclass(frozen=True, slots=True)
class Zone:
    """The part of the form at some place. `head`: the letter-head, before the first heading of the first page; `foot`:
    the small print at a page's end."""

    section: Section | None = None
    owner: Section | None = None
    """Whose words they are inside the signature part: SUPPLIER, CLIENT or unknown."""
    head: bool = False
    foot: bool = False
    ended: bool = False
    """A heading that nobody knows stands between its own and here: it may be another part."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading and the part of the page's width it governs, down to the next one."""

    section: Section
    owner: Section | None
    rect: Rect
    left: float
    right: float
    segment: Segment
    top: float
    """Where its part begins: with it, or with its cell."""
    bottom: float = math.inf
    """How far down the page it reaches: no farther than its cell, where that stands beside the rows it heads."""


class Zones:
    """The zones of a whole document; asked by place."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        self._headings = {s.number: _headings(s) for s in sheets}
        known = [(s, h.segment) for s in sheets for h in self._headings[s.number]]
        self._unknown = {s.number: _set_alike(s, known) for s in sheets}
        self._order = [s.number for s in sheets]
        self._lines: dict[int, list[tuple[Segment, Zone]]] = {}

    def names(self, section: Section) -> bool:
        """Whether some heading of the document announces `section`."""
        return any(h.section is section for headings in self._headings.values() for h in headings)

    def is_heading(self, sheet: Sheet, segment: Segment) -> bool:
        return any(h.segment is segment for h in self._headings[sheet.number])

    def headings(self, sheet: Sheet) -> list[Heading]:
        return self._headings[sheet.number]

    def is_beside_signing(self, sheet: Sheet, place: Rect) -> bool:
        """Whether a heading of the signature's part stands level with `place`: who sells signs beside who buys."""
        return any(h.section is Section.SIGNATURE and h.rect.beside(place) > 0.5 for h in self._headings[sheet.number])

    def is_above_signing(self, sheet: Sheet, place: Rect) -> bool:
        """Whether a heading of the signature's part stands close below `place`, and none between: "Fait le", then who
        signs."""
        below = [h for h in self._headings[sheet.number] if h.rect.y0 > place.cy]
        first = min(below, key=lambda h: h.rect.y0, default=None)
        if first is None or first.section is not Section.SIGNATURE:
            return False
        return first.rect.y0 - place.y1 < _SIGNERS * sheet.height

    def lines(self, sheet: Sheet) -> list[tuple[Segment, Zone]]:
        """The segments of `sheet` but what a fax machine wrote over it, each with its zone, those of one part of the
        form with the same."""
        if sheet.number not in self._lines:
            zones: dict[Zone, Zone] = {}
            top = _SENT * sheet.height
            found = ((s, self.at(sheet, s.rect)) for s in sheet.segments if s.rect.cy > top or not is_sent(s.text))
            self._lines[sheet.number] = [(s, zones.setdefault(zone, zone)) for s, zone in found]
        return self._lines[sheet.number]

    def at(self, sheet: Sheet, place: Rect, but: Segment | None = None) -> Zone:
        """The zone of `place`, whose heading, another than `but`, stands above it here or on a page before."""
        if place.cy > _FOOT * sheet.height:
            return Zone(foot=True)
        slack = 0.3 * sheet.em
        for h in reversed(self._headings[sheet.number]):
            if h.segment is but:
                continue
            if h.top <= place.cy + slack < h.bottom + 2 * slack and h.left <= place.x0 + slack < h.right:
                unknown = self._unknown[sheet.number]
                return Zone(h.section, h.owner, ended=bool(unknown) and _is_ended(h, unknown, place))
        for number in reversed(self._order[: self._order.index(sheet.number)]):
            if self._headings[number]:
                last = self._headings[number][-1]
                return Zone(last.section, None)
        first = next((h for h in self._headings[sheet.number]), None)
        top = min(first.rect.y0, _HEAD * sheet.height) if first else _HEAD_ALONE * sheet.height
        return Zone(head=self._order[0] == sheet.number and place.cy < top)


def scope_of(segments: Sequence[Segment]) -> Scope | None:
    """Which service the words of `segments` name, if one and only one."""
    named = {SCOPES[t.key] for s in segments for t in s.tokens if t.key in SCOPES}
    return named.pop() if len(named) == 1 else None


def names_service(segment: Segment) -> bool:
    """Whether a line says no more than which service it is about: "Prestation Ségur secondaire"."""
    return is_service_name([segment])


def is_service_name(lines: Sequence[Segment]) -> bool:
    """Whether lines say no more than that together."""
    if scope_of(lines) is None:
        return False
    numbers = {id(t) for s in lines for t in s.tokens[: first_word(s)]}
    words = [t for s in lines for t in _outside_brackets(s) if t.key and id(t) not in numbers]
    end = next((i for i, t in enumerate(words, 1) if t.key in SCOPES), 0)
    return all(map(_is_of_name, words[:end])) and (all(map(_is_of_name, words[end:])) or _tells_what(words[end:]))


def _is_of_name(token: Token) -> bool:
    return token.key in SCOPES or token.key in _SERVICE_WORDS or token.key.isdigit()


def _tells_what(words: Sequence[Token]) -> bool:
    """Whether words behind a service's name tell what it is, and no more: "de continuité", "d'exploitation"."""
    if len(words) > _FEW_WORDS or any(t.key in _PRICED or t.text[-1:] in ",;.:" for t in words):
        return False
    return words[0].key in ("de", "du", "des") or unelided(words[0]) != words[0].key


def _headings(sheet: Sheet) -> list[Heading]:
    told_of = ((s, _told(sheet, s)) for s in sheet.segments)
    found = [(s, *told) for s, told in told_of if told is not None and not _is_label_too(s, sheet)]
    headings: list[Heading] = []
    for segment, section, owner in found:
        beside = [other for other, _, _ in found if other is not segment and other.rect.beside(segment.rect) > 0.5]
        left, right = _reach(sheet, segment, beside, headings)
        cell = cell_beside_rows(sheet, segment)
        reach = (cell.y0, cell.y1) if cell is not None else (segment.rect.y0,)
        headings.append(Heading(section, owner, segment.rect, left, right, segment, *reach))
    return _as_parties(sheet, sorted(headings, key=lambda h: (h.top, h.rect.x0)))


def _is_ended(heading: Heading, unknown: Sequence[Segment], place: Rect) -> bool:
    """Whether an `unknown` heading stands between `heading` and `place`."""
    between = (u.rect for u in unknown if heading.rect.y1 < u.rect.cy < place.cy)
    return any(heading.left <= u.x0 < heading.right for u in between)


def _set_alike(sheet: Sheet, known: Sequence[tuple[Sheet, Segment]]) -> list[Segment]:
    """The lines of `sheet` that are set like two of the `known` headings at least, and are none of them: as large, in
    capitals or larger than the print around, with the same left edge and room above them."""
    looks = [k for s, k in known if _is_set_apart(s, k)]
    if len(looks) < _TWICE:
        return []
    ours, edge = {id(k) for _, k in known}, _EDGE * sheet.em
    found = []
    for segment in sheet.segments:
        left = segment.rect.x0
        near = [k for k in looks if -edge < k.rect.x0 - left < edge]
        if len(near) < _TWICE or id(segment) in ours:
            continue
        capitals, size = segment.text.isupper(), segment.letter
        like = [k for k in near if k.text.isupper() is capitals and abs(k.letter - size) < _ALIKE * size]
        if len(like) >= _TWICE and _is_set_apart(sheet, segment):
            found.append(segment)
    return found


def _is_set_apart(sheet: Sheet, segment: Segment) -> bool:
    """Whether a line has the look of a heading: few words, no figures, alone on its row, with room above it, and in
    capitals or larger than the print around."""
    if len(sheet.row_of(segment)) > 1 or len(segment.tokens) > _FEW_WORDS or segment.text[-1:] in ".,;:":
        return False
    if _DIGIT.search(segment.text) or segment.tokens[0].field_id >= 0:
        return False
    if not segment.text.isupper() and segment.letter < _LARGER * sheet.letter:
        return False
    if segment.above is not None and segment.rect.y0 - segment.above.rect.y1 <= _ROOM * sheet.em:
        return False
    return not _is_under_caption(sheet, segment)


def _is_under_caption(sheet: Sheet, segment: Segment) -> bool:
    """Whether a line set smaller stands right over it and begins where it begins: it is a value, and that its label."""
    rect = segment.rect
    return any(
        0 <= rect.y0 - s.rect.y1 < sheet.em
        and abs(s.rect.x0 - rect.x0) < _EDGE * sheet.em
        and s.letter < SMALLER * segment.letter
        for s in sheet.among(rect.y0 - sheet.em, rect.y0)
    )


def _is_label_too(heading: Segment, sheet: Sheet) -> bool:
    """Whether "Représenté par" stands alone on its row and has somebody behind it elsewhere: for each party once."""
    said = compact(heading.text)
    if not said.startswith(_REPRESENTED) or sheet.row_of(heading)[-1] is not heading:
        return False
    return any(compact(s.text) == said for row in sheet.rows for s in row[:-1])


def cell_beside_rows(sheet: Sheet, heading: Segment) -> Rect | None:
    """The ruled cell that a heading has to itself, with the line it goes on to or from, left of several rows, which it
    heads; None where there is none."""
    cell = sheet.cell_of(heading) or _between_levels(sheet, heading)
    if cell is None or cell.width > _ASIDE * sheet.width or cell.height < _ROWS * sheet.em:
        return None
    if any(s not in (heading, heading.above, heading.below) for s in sheet.inside(cell)):
        return None
    beside = [s for s in sheet.among(cell.y0, cell.y1) if s.rect.x0 > cell.x1 - 2 and cell.y0 < s.rect.cy < cell.y1]
    return cell if len({s.row for s in beside}) > 1 else None


def _between_levels(sheet: Sheet, heading: Segment) -> Rect | None:
    """The room of a heading between the level rules above and below it that end where the rows beside it begin: the
    cell may be shaded, its sides not drawn. A line that underlines words bounds none."""
    levels = [r for r in sheet.rules if r.height < _LEVEL and r.x0 <= heading.rect.cx <= r.x1]
    higher = sorted((r for r in levels if r.cy < heading.rect.y0), key=lambda r: -r.cy)
    lower = sorted((r for r in levels if r.cy > heading.rect.y1), key=lambda r: r.cy)
    above, below = (next((r for r in side if not _underlines(sheet, r)), None) for side in (higher, lower))
    if above is None or below is None:
        return None
    return Rect(above.x0, above.cy, min(above.x1, below.x1), below.cy)


def _underlines(sheet: Sheet, rule: Rect) -> bool:
    """Whether `rule` is as long as the line of print that stands right on it."""
    reach = 0.5 * sheet.em
    lines = (s.rect for s in sheet.among(rule.cy - sheet.em, rule.cy))
    on_it = (r for r in lines if -reach < rule.cy - r.y1 < reach)
    return any(abs(r.x0 - rule.x0) < reach and abs(r.x1 - rule.x1) < reach for r in on_it)


def _as_parties(sheet: Sheet, headings: list[Heading]) -> list[Heading]:
    """`headings`, those that name a party just below the signature's heading being of the signature part as well."""
    kept: list[Heading] = []
    for h in headings:
        last = next((k for k in reversed(kept) if k.rect.beside(h.rect) < 0.5), None)
        signing = last is not None and last.section is Section.SIGNATURE and last.owner is None
        below = signing and last is not None and h.rect.y0 - last.rect.y1 < _SIGNERS * sheet.height
        if h.owner is not None and (below or _is_told_to_sign(sheet, h, headings)):
            kept.append(replace(h, section=Section.SIGNATURE))
        elif h.section is Section.SIGNATURE and h.owner is None:
            kept.append(replace(h, owner=_signs_under(sheet, h, kept)))
        else:
            kept.append(h)
    return kept


def _signs_under(sheet: Sheet, heading: Heading, above: list[Heading]) -> Section | None:
    """The party in whose column "Signature" stands: it names nobody else."""
    near = (
        h for h in above if h.section is Section.SIGNATURE and heading.top - h.rect.y1 < _SIGNERS * sheet.height * 2
    )
    over = [h for h in near if h.left <= heading.rect.x0 < h.right and h.right - h.left < sheet.width]
    return over[-1].owner if over else None


def _is_told_to_sign(sheet: Sheet, heading: Heading, headings: Sequence[Heading]) -> bool:
    """Whether the line below names a signature, "Cachet, date et signature", or one of the next rows begins with it
    left of the heading, which heads a column: "Visa et cachet"; or in its column, beside the other party's."""
    rect = heading.rect
    near = (s for s in sheet.among(rect.y1, rect.y1 + _TOLD * sheet.em) if s is not heading.segment)
    under = (s for s in near if s.rect.y0 > rect.cy and s.rect.x0 < rect.x1 + sheet.em and s.rect.x1 > rect.x0)
    if any(t.key in _SIGNING for s in under for t in s.tokens):
        return True
    lower = [s for s in sheet.among(rect.y1, rect.y1 + _SIGNERS * sheet.height) if s.tokens[0].key in _SIGNING]
    if any(s is sheet.row_of(s)[0] and s.rect.x1 < rect.x0 for s in lower):
        return True
    others = (h for h in headings if h.owner not in (None, heading.owner))
    two = any(h.rect.beside(rect) > 0.5 for h in others)
    return two and any(heading.left <= s.rect.x0 < heading.right for s in lower)


def _reach(sheet: Sheet, segment: Segment, beside: list[Segment], above: list[Heading]) -> tuple[float, float]:
    """The part of the width that a heading governs: its frame, its column, or all of it."""
    rect, margin = segment.rect, 1.5 * sheet.em
    if beside:
        first = all(o.rect.x0 > rect.x0 for o in beside)
        nexts = [_begins(sheet, o, margin) for o in beside if o.rect.x0 > rect.x0]
        return (-1.0 if first else _begins(sheet, segment, margin)), min(nexts, default=sheet.width + 1)
    frame = _frame(sheet, rect)
    if frame is not None:
        parted = [h for h in above if frame.holds(h.rect.cx, h.rect.cy) and h.left <= rect.x0 < h.right]
        left, right = (parted[-1].left, parted[-1].right) if parted else (-1.0, sheet.width + 1)
        return max(left, frame.x0 - 1), min(right, frame.x1 + 1)
    for h in reversed(above):
        if (h.left > 0 or h.right < sheet.width) and h.left <= rect.x0 < h.right and h.rect.y1 <= rect.y0:
            gutter = h.left if h.left > 0 else h.right
            crossing = any(
                s.rect.x0 < gutter - 2 and s.rect.x1 > gutter + margin
                for s in sheet.segments
                if h.rect.y1 < s.rect.cy < rect.y1
            )
            return (-1.0, sheet.width + 1) if crossing else (h.left, h.right)
        if h.rect.y1 <= rect.y0:
            break
    return (rect.x0 - margin if _is_aside(sheet, rect) else -1.0), sheet.width + 1


def _begins(sheet: Sheet, heading: Segment, margin: float) -> float:
    """Where the column of a heading begins: at the side of its ruled cell, in the middle of which it may stand, or with
    the labels that the other column has too."""
    cell = sheet.cell_of(heading)
    if cell is not None:
        return cell.x0 - 1
    return min(heading.rect.x0 - margin, *_repeated(sheet, heading.rect))


def _repeated(sheet: Sheet, heading: Rect) -> list[float]:
    """Where labels below a heading begin that stand left of them on their rows as well; none where hardly any do."""
    lefts: list[float] = []
    for row in sheet.rows:
        if heading.y1 < row[0].rect.cy < heading.y1 + _COLUMN * sheet.em:
            said = [compact(s.text) for s in row]
            lefts += [s.rect.x0 - 1 for i, s in enumerate(row) if said[i] in said[:i] and s.rect.x0 < heading.x0]
    return lefts if len(lefts) >= _TWICE else [math.inf]


def _is_aside(sheet: Sheet, rect: Rect) -> bool:
    """Whether a heading begins a block of its own on the right, as an addressee has beside the letter-head: lines under
    it begin with it, and others stand left of it, clear of it."""
    if rect.x0 < _ASIDE * sheet.width:
        return False
    near = [s.rect for s in sheet.segments if rect.y0 - sheet.em < s.rect.cy < rect.y1 + _BLOCK * sheet.em]
    left = [r for r in near if r.x0 < rect.x0 - 2 * sheet.em]
    aligned = [r for r in near if r.y0 > rect.cy and abs(r.x0 - rect.x0) < sheet.em]
    return bool(left and aligned) and all(r.x1 < rect.x0 for r in left)


def _frame(sheet: Sheet, rect: Rect) -> Rect | None:
    """The smallest frame round a heading that is much wider than it, but not as wide as the page."""
    frames = [
        r
        for r in sheet.rules
        if r.x0 - 1 <= rect.x0 and rect.x1 <= r.x1 + 1 and r.y0 - 1 <= rect.y0 and r.height > 3 * sheet.em
        and rect.y1 <= r.y1 and r.width < 0.7 * sheet.width
    ]  # fmt: skip
    return min(frames, key=lambda r: r.width * r.height, default=None)


def _told(sheet: Sheet, segment: Segment) -> tuple[Section, Section | None] | None:
    """The section that `segment` is the heading of; None when it is none."""
    keys = [_unelided(t.key) for t in _untranslated(segment.tokens) if t.key]
    if not keys or len(keys) > 9 or any(t.field_id >= 0 for t in segment.tokens):
        return None
    if segment.above is not None and segment.above.rect.width > 3 * segment.rect.width:
        return None
    if _ends_label(sheet, segment):
        return None
    words = [k for k in keys if k not in HEADING_FILLERS and not (k.isdigit() and len(k) < 3) and len(k) > 1]
    words = words or [k for k in keys if k in HEADING_WORDS]  # "Le dossier", which tells little beside other words
    if not words or segment.tokens[-1].text.endswith((".", ",", ";")) or segment.text.startswith("("):
        return None
    if keys[0] in _ADDRESSING and all(k in _CONTACTS for k in keys[1:]):
        return None  # a label, of one party as well as of the other
    sections = [HEADING_WORDS.get(w) for w in words]
    if None in sections or _has_value(sheet, segment):
        return None
    named = [s for s in sections if s is not None]
    return _section(named, keys)


def _untranslated(tokens: Sequence[Token]) -> Sequence[Token]:
    """`tokens` up to the slash behind which a heading says the same in words that not all headings have: in English."""
    slash = next((i for i, t in enumerate(tokens) if t.text == "/"), len(tokens))
    rest = [t.key for t in tokens[slash:] if t.key]
    return tokens if all(k in HEADING_WORDS or k in HEADING_FILLERS for k in rest) else tokens[:slash]


def _unelided(key: str) -> str:
    """A word of headings less what is run together with it: `letablissement` is `etablissement`, `dordre` `ordre`."""
    return key[1:] if key[:1] in ("l", "d") and key[1:] in HEADING_WORDS else key


def _ends_label(sheet: Sheet, segment: Segment) -> bool:
    """Whether it is the last line of a label, whose value stands beside the line above: "Identifiant du / client :"."""
    above = segment.above
    if above is None or not CLOSERS.search(segment.tokens[-1].text):
        return False
    if any(CLOSERS.search(t.text) for t in above.tokens):
        return False
    return above.tokens[-1].key in JOINERS or above is not sheet.row_of(above)[-1]


def _section(named: list[Section], keys: list[str]) -> tuple[Section, Section | None] | None:
    if keys[:3] == _ORDER and Section.SIGNATURE not in named:
        return None  # what the paper is, no part of it: "Bon de commande client"
    owners = {s for s in named if s in (Section.SUPPLIER, Section.CLIENT)}
    owner = owners.pop() if len(owners) == 1 else None
    if (Section.SIGNATURE in named and not _ENTITLED & set(keys)) or (keys[0] == "pour" and owner):
        return Section.SIGNATURE, owner
    if len(owners) > 1:
        return None
    if owner is not None and named[0] not in _WHATEVER_WHOSE:
        return owner, owner
    if named[0] is Section.MENTIONS and Section.DE_MINIMIS in named:
        return Section.DE_MINIMIS, None  # "Déclaration relative aux aides de minimis"
    return named[0], None  # the noun that the others tell more of: "Scénario d'installation"


def _has_value(sheet: Sheet, segment: Segment) -> bool:
    """Whether something that is no heading stands close on the right, as a label's value does."""
    if segment.tokens[-1].text.endswith(":") and len(segment.tokens) > 3:
        return True
    right = [s for s in sheet.row_of(segment) if s.rect.x0 > segment.rect.x1]
    if not right:
        return False
    words = [_unelided(t.key) for s in right for t in _outside_brackets(s) if t.key]
    return not all(w in HEADING_WORDS or w in HEADING_FILLERS for w in words)


def _outside_brackets(segment: Segment) -> Iterator[Token]:
    depth = 0
    for token in segment.tokens:
        depth += token.text.count("(")
        if depth <= 0:
            yield token
        depth -= token.text.count(")")
