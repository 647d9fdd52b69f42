"""Where a document is to be signed, and by whom: labels, headings, and what bounds the room beside and below them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

from radlad.domain.document import Box, Page
from radlad.marks.segments import Segment, fold

_PAYS = (
    "client|clt|adherent|destinataire|etablissement"
    "|acheteur|beneficiaire|donneurdordres?|commanditaire|souscripteur|pouvoiradjudicateur"
)
_SELLS = (
    "fournisseur|frn|emetteur|attributaire|prestataire|editeur|revendeur|vendeur|industriel|titulaire|integrateur|expediteur"
    "|distributeur"
)
_CLIENT = re.compile(f"{_PAYS}|mandataire|structure|representant")
_SUPPLIER = re.compile(f"{_SELLS}|commercial")
_HEADING = re.compile(
    r"^(pour|par|le|la|l|ou|cote|declarante?|soussignee?|sign(?:ature|ataire)?|visa|cachet|approuve|validation|representant|\d)*(du|de|le|la|l)*"
    f"({_PAYS}|{_SELLS})(final|parson[a-z]*|(dument)?represente[a-z]*)?"
)
_OTHER_LABEL = re.compile(
    r"^(nom|prenom|date|qualite|fonction|faita|le\d|lieu|mail|email|tel|telephone|adresse|numero)"
)
_SIGN = re.compile(r"signature|visa|cachet|accord|approuve|validation|paraphe|signataire|^sign(?!e)")
_PLACE = re.compile(
    r"(?:votre|lieu|nom|prenom|qualite|cachet|tampon|et|ou|le|date(?=et|lieu|nom|cachet|visa))*(?:signature|visa|paraphe)"
    r"(?:signature|visa|cachet|tampon|paraphe|manuscrite|commercial|et|ou|du|de|la|le|votre|societe|etablissement|date|nom)*"
)
"""A place to sign by what is to be done there: "Visa et cachet", "Votre signature"."""
_SIGNED = re.compile(r"(?:signe|fait|etabli)e?(?:le|par|a[a-z]+le)")
"""How a line tells when and by whom it was signed."""
_SAYS = re.compile(r"reconnai|attest|declar(?!ant)|sengage|certifi|confirme|accepte")
"""A party that says something heads a list of mentions, not a place to sign."""
_SIGNS_TOO = re.compile(r"pour|etablipar|redigepar|emispar|preparepar|editepar|proposepar")
_STAMPED = re.compile(r"electroni|qualifie|avance|numerique|enligne")
"""What a service writes with a date on its stamp, which is itself no place to sign."""
_IDENTITY = re.compile(
    r"(?:son|sa|votre)?(?:code|n|no|numero|identifiant)?(?:d|de|du)?(?:siren|siret|finess|rpps|am\b|adeli|ape\b)"
)
_TO_DO, _TOLD_TO_DO = re.compile(r"bonpouraccord|signature|cachet|visa|date(?:et|cachet|signature)"), 12
"""What a party is to do, behind its name: "Client – Bon pour accord, date et signature"; and words of both at most."""
_UNFINISHED = re.compile(r"(?:^| )(?:pour|du|de|des|le|la|les|par|et|ou|d['’]|l['’])$", re.IGNORECASE)
_ENDED = re.compile(r"[.;!?)\d]$")
"""How a sentence or a date ends."""
_SENTENCE, _ALIGNED, _LINES = 5, 0.012, 1.9
"""Words of a line that is no label, and how near below it the next line of its sentence begins: in fractions of the
page's width, and in heights of print."""
_NEXT = 3.5
"""How far below a heading its sentence begins, at most, in heights of print."""
_SOON = 30
"""Letters within which a sentence says that somebody signs, where it does."""
_LABEL_WORDS = 8
_REST, _SIGNED_FOR = 24, 16
"""Letters behind a label that may be the pen's, and those of what it says of signing besides."""
_IN_BRACKETS = re.compile(r"\([^)]*\)")
"""What a label says of how to sign: "(précédée de « lu et approuvé »)"."""
_ROOM = 0.17
"""Height of the room below a label, in fractions of the page, where no line of print ends it."""
_PRINT = 8
"""As many letters, hardly doubted, are print and not a pen's strokes."""
_UNDER_FRAME = 1.5
"""How far below a frame to sign in its label stands at most, in heights of print."""
_LEAST_ROOM = 0.03
"""Height of the room above a label, at least."""
_LINES_OVER = 4.5
"""How far below its label a frame to sign in begins, in heights of print."""
_THIN = 0.004
"""Width of an upright rule, at most."""
_WIDEST = 0.6
"""Width of a line to sign on, at most; longer ones part the page."""
_FULL_LINE = (0.3, 7)
"""Width, and number of words, of a line of print that ends the room below a label."""
_LABEL_OF_PAIR = 4
"""A line with a colon behind as many words is a label with its value."""
_OVER = 0.02
"""How far above its row a pen goes."""
_GAP = 0.012
"""Between a column and the heading of the next."""
_SAME_BLOCK = 0.2
_STAMP = 0.02
"""How far above and below its sentence the other lines of an e-signature's stamp stand."""
_OWN_CELL = 0.2
"""How far the side of a cell is from the beginning of a label that is signed under in it, at least."""
_FILLED = 0.6
"""A label as wide as this share of its cell is signed for in the cell beside it."""
_STRONG, _HEADED, _WEAK = 1.0, 0.95, 0.55


@dataclass(frozen=True, slots=True)
class Zone:
    """Room for the client's signature. `strength` tells how surely it is the client's."""

    page: int
    box: Box
    label: str
    strength: float


@dataclass(frozen=True, slots=True)
class _Anchor:
    segment: Segment
    client: bool
    strength: float
    heading: bool = False


def zones_of(page: Page, segments: Sequence[Segment], wordings: Sequence[str]) -> list[Zone]:
    """The rooms for the client's signature on `page`, whose print is `segments`; `wordings` are the labels to look for,
    most usual first."""
    page = replace(page, rules=(*page.rules, *_cells(page.rules)))
    parties = [_party(s) for s in segments if _is_party(s)]
    anchors = _anchors(segments, tuple(w for w in map(fold, wordings) if len(w) > 3), parties, page.rules)
    clients = [a for a in anchors if a.client]
    rivals = [a.segment for a in anchors if not a.client] + list(_unnamed(segments, clients))
    crossings = list(_crossings(page, anchors, parties))
    return crossings or [_zone(page, a, rivals, [c.segment for c in clients], segments) for a in clients]


def _anchors(
    segments: Sequence[Segment], wordings: tuple[str, ...], parties: Sequence[_Anchor], rules: Sequence[Box]
) -> list[_Anchor]:
    named = [s for s in _heads(parties) if _stands_apart(s, segments)]
    headings = [s for s in named if _is_heading(s)]
    found: list[_Anchor] = []
    for segment in segments:
        if segment in headings:
            client = not _SUPPLIER.search(segment.folded)
            strength = _STRONG if _SIGN.search(segment.folded) else _HEADED
            found.append(_Anchor(segment, client, strength, heading=True))
        elif _is_label(segment, wordings) and _stands_apart(segment, segments):
            found.append(_neutral(segment, named, rules))
    return [a for a in found if not _is_signed_for_below(a, found, rules, segments)]


def _heads(parties: Sequence[_Anchor]) -> list[Segment]:
    """The parties that are named as those who sign, or side by side, over what each is to do."""
    level = [a for pair in combinations(parties, 2) if _are_two_parties(pair) for a in pair]
    return [p.segment for p in parties if _is_heading(p.segment) or p in level]


def _party(segment: Segment) -> _Anchor:
    return _Anchor(segment, not _SUPPLIER.search(segment.folded), _STRONG, heading=True)


def _is_signed_for_below(
    heading: _Anchor, anchors: Sequence[_Anchor], rules: Sequence[Box], segments: Sequence[Segment]
) -> bool:
    """Whether a label of its own party in the column under a heading stands over a frame to sign in: there it is."""
    at = heading.segment.box
    lower = (a.segment.box for a in anchors if a.client is heading.client and not a.heading)
    near = (b for b in lower if 0 < b.y0 - at.y0 < _SAME_BLOCK and abs(b.x0 - at.x0) < _ALIGNED)
    return heading.heading and any(_frame_below(rules, b, segments) is not None for b in near)


def _is_heading(party: Segment) -> bool:
    """Whether a party is named as one who signs: "Pour le client", "Signature du fournisseur"."""
    return bool(_SIGN.search(party.folded)) or party.folded.startswith(("pour", "le", "l"))


def _is_party(segment: Segment) -> bool:
    """A short line that names a party, and says little else; what is in brackets names nobody."""
    folded, name = segment.folded, segment.text.partition("(")[0]
    if _OTHER_LABEL.match(folded) or _SAYS.search(folded):
        return False
    match = _HEADING.match(folded)
    if match is None or not name:
        return False
    if _TO_DO.match(folded, match.end()):
        return len(name.split()) <= _TOLD_TO_DO
    return len(name.split()) <= _LABEL_WORDS and (match.end() >= 0.6 * len(fold(name)) or ":" in segment.text)


def _unnamed(segments: Sequence[Segment], clients: Sequence[_Anchor]) -> Iterator[Segment]:
    """Who signs beside the client, and is not called the supplier: "Pour nous", "Établi par : M. Roux", "Validation du
    service commercial" beside "Validation du client"."""
    for segment in (s for s in segments if len(s.words) <= _LABEL_WORDS):
        if any(_signs_beside(segment, a.segment) for a in clients):
            yield segment


def _signs_beside(segment: Segment, head: Segment) -> bool:
    """Whether it stands level with the client's heading and says that another signs, or the same of another."""
    level = abs(head.box.cy - segment.box.cy) < head.box.height and abs(head.box.x0 - segment.box.x0) > 0.15
    same = head.words[0].text == segment.words[0].text and head.folded != segment.folded
    return level and (same or bool(_SIGNS_TOO.match(segment.folded)))


def _stands_apart(segment: Segment, segments: Sequence[Segment]) -> bool:
    """Whether it goes on with nothing above it, and heads no one's numbers."""
    return not (_goes_on(segment, segments) or _heads_identity(segment, segments) or _heads_text(segment, segments))


def _goes_on(segment: Segment, segments: Sequence[Segment]) -> bool:
    """Whether it is a further line of a sentence or label: "Nom du signataire pour / le client"."""
    at = segment.box
    above = [s for s in segments if abs(s.box.x0 - at.x0) < _ALIGNED and 0 < at.cy - s.box.cy < _LINES * at.height]
    told = [s for s in above if any(s.box.x1 < o.box.x0 and abs(s.box.cy - o.box.cy) < at.height / 2 for o in segments)]
    return any(
        (_UNFINISHED.search(s.text) and s not in told)
        or (len(s.words) >= _SENTENCE and ":" not in s.text and not _ENDED.search(s.text))
        for s in above
    )


def _heads_identity(heading: Segment, segments: Sequence[Segment]) -> bool:
    """Whether what stands below says who the party is, by its numbers: nobody signs there."""
    at = heading.box
    if _SIGN.search(heading.folded):
        return False
    below = (s for s in segments if 0 < s.box.y0 - at.y0 < _ROOM and _same_column(s.box, at))
    return any(_IDENTITY.match(s.folded) for s in below)


def _heads_text(heading: Segment, segments: Sequence[Segment]) -> bool:
    """Whether a sentence follows at once, which the party says: "Le client" over "1/ Atteste de la réalisation…"."""
    at = heading.box
    if _SIGN.search(heading.folded):
        return False
    lower = (s for s in segments if s.box.y0 > at.cy and s.box.x0 < at.x1 and s.box.x1 > at.x0)
    first = min(lower, key=lambda s: s.box.y0, default=None)
    if first is None or first.box.y0 - at.y1 > _NEXT * at.height:
        return False
    begun = first.folded[:_SOON]
    if _OTHER_LABEL.match(begun) or _SIGN.search(begun) or _SIGNED.search(begun):
        return False
    label, colon, _ = first.text.partition(":")
    return len(first.words) >= _FULL_LINE[1] and not (colon and len(label.split()) <= _LABEL_WORDS)


def _is_label(segment: Segment, wordings: tuple[str, ...]) -> bool:
    if _PLACE.fullmatch(segment.folded):
        return True
    if not segment.folded.startswith(wordings):
        return False
    said = segment.text if segment.text.startswith("(") else _IN_BRACKETS.sub("", segment.text)
    if len(said.split()) > _LABEL_WORDS or _OTHER_LABEL.match(segment.folded) or _SAYS.search(segment.folded):
        return False
    if segment.text.startswith("(") and not _SIGN.search(segment.folded):
        return False
    if _STAMPED.search(segment.folded) and any(c.isdigit() for c in segment.text):
        return False
    # what follows a label on its line is often the pen's, read as letters
    rest = _REST + _SIGNED_FOR * bool(_SIGN.search(segment.folded))
    return any(segment.folded.startswith(w) and len(fold(said)) <= len(w) + rest for w in wordings)


def _neutral(segment: Segment, headings: Sequence[Segment], rules: Sequence[Box]) -> _Anchor:
    """A label that names no party takes that of the nearest heading above it in its column, or beside it."""
    if _CLIENT.search(segment.folded):
        return _Anchor(segment, True, _STRONG)
    if _SUPPLIER.search(segment.folded):
        return _Anchor(segment, False, _STRONG)
    above = [
        h for h in headings
        if 0 <= segment.box.y0 - h.box.y0 <= _SAME_BLOCK and _is_headed(h.box, segment.box, rules)
    ]  # fmt: skip
    if not above:
        return _Anchor(segment, True, _WEAK)
    nearest = max(above, key=lambda h: h.box.y0)
    return _Anchor(segment, not _SUPPLIER.search(nearest.folded), _HEADED)


def _is_headed(heading: Box, at: Box, rules: Sequence[Box]) -> bool:
    """Whether a label stands in the column of a heading: under it, or under the ruled cell in which it is centred."""
    cell = _cell_of(heading, rules)
    return _same_column(heading, at) if cell is None else cell[0] < at.cx < cell[1]


def _cell_of(heading: Box, rules: Sequence[Box]) -> tuple[float, float] | None:
    """From where to where the ruled cell goes in which a heading is centred."""
    sides = [r.cx for r in rules if r.width < _THIN and r.y0 < heading.cy < r.y1]
    left, right = (
        max((x for x in sides if x < heading.x0), default=0.0),
        min((x for x in sides if x > heading.x1), default=1.0),
    )
    return (left, right) if 0 < left < heading.x0 - _GAP and right < 1 else None


def _same_column(a: Box, b: Box) -> bool:
    return abs(a.x0 - b.x0) < 0.15 or min(a.x1, b.x1) - max(a.x0, b.x0) > 0.5 * min(a.width, b.width)


def _cells(rules: Sequence[Box]) -> Iterator[Box]:
    """The cells of tables whose sides are drawn row by row, as the frames that they are."""
    sides = sorted(
        (r for r in rules if r.width < _THIN and r.height > _LEAST_ROOM), key=lambda r: (round(r.y0, 2), r.cx)
    )
    for left, right in pairwise(sides):
        if abs(left.y0 - right.y0) < _THIN and abs(left.y1 - right.y1) < _THIN and left.cx < right.cx:
            cell = Box(left.x0, left.y0, right.x1, left.y1)
            if not any(
                cell.y0 + _THIN < r.cy < cell.y1 - _THIN and r.holds(cell.cx, r.cy) for r in rules if r.height < _THIN
            ):
                yield cell  # else it holds several rows


def _zone(
    page: Page, anchor: _Anchor, rivals: Sequence[Segment], clients: Sequence[Segment], segments: Sequence[Segment]
) -> Zone:
    at = anchor.segment.box
    column = _column(at, rivals, clients, segments)
    beside = [s.box for s in segments if s.box.x0 < column.x1 and s.box.x1 > column.x0 and _letters(s) > _PRINT]
    top = _top_of_cell(page.rules, at, beside)
    over = _room_over_line(page.rules, at, beside)
    if over and any(_is_under_written_line(page.rules, s.box, segments) for s in segments if s.box is not at):
        room = over
    elif top is not None:
        room = Box(column.x0, top, column.x1, at.y0)
    elif captioned := _frame_over(page.rules, at, segments):
        room = captioned
    else:
        framed = _frame_below(page.rules, at, segments)
        below = framed or column
        stamps = [s.box.grown(0.0, _STAMP) for s in segments if _SIGN.search(s.folded) and _STAMPED.search(s.folded)]
        others = [b for b in beside if not any(s.meets(b) for s in stamps)]
        right = min([below.x1, *_sides(page.rules, at, others)])
        frame = _frame_around(page.rules, at, segments)
        room = Box(below.x0, column.y0, right, max(below.y1, at.y1 + 0.01))
        if frame and not (framed and framed.y0 > at.y1 and framed.y1 > frame.y1 + _THIN):
            room = _cut(_widened(room, frame, at), frame)
    return Zone(page.number, room, anchor.segment.text, anchor.strength)


def _column(at: Box, rivals: Sequence[Segment], clients: Sequence[Segment], segments: Sequence[Segment]) -> Box:
    """The label `at` and the room below it, as far as the other party's label or a line of print."""
    x0, x1 = max(0.0, at.x0 - 0.04), 0.985
    y0, y1 = max(0.0, at.y0 - 0.006), min(1.0, at.y1 + _ROOM)
    for rival in rivals:
        beside = abs(rival.box.cy - at.cy) < _SAME_BLOCK
        if beside and rival.box.x0 > at.x0 + 0.15:
            x1 = min(x1, rival.box.x0 - _GAP)
        elif beside and rival.box.x0 < at.x0 - 0.15:
            x0 = max(x0, at.x0 - 0.02)
            if any(abs(c.box.x0 - rival.box.x0) < _ALIGNED and at.y0 < c.box.y0 < rival.box.y0 for c in clients):
                y1 = min(y1, rival.box.y0)  # the parties sign in rows
        elif rival.box.y0 > at.y1:
            y1 = min(y1, rival.box.y0 - 0.004)
    for segment in segments:
        if segment.box.y0 > at.y1 and _ends_room(segment, at, x0, x1, clients):
            y1 = min(y1, segment.box.y0 - 0.002)
    return Box(x0, y0, x1, y1)


def _top_of_cell(rules: Sequence[Box], at: Box, print_beside: Sequence[Box]) -> float | None:
    """Where the room above a label begins that stands at the foot of its cell, on the rule below it; None where it
    stands elsewhere."""
    edges = [y for r in rules if r.x0 <= at.cx <= r.x1 for y in (r.y0, r.y1)]
    foot = min((y for y in edges if y > at.cy), default=1.0)
    head = max((y for y in edges if y < at.cy), default=at.y0)
    if foot - at.y1 > at.height or at.y0 - head < _LEAST_ROOM:
        return None
    above = [b.y1 for b in print_beside if head < b.cy < at.y0 - 0.5 * at.height]
    top = max([head, *above]) + 0.002
    return top if at.y0 - top > _LEAST_ROOM else None


def _line_over(rules: Sequence[Box], at: Box) -> Box | None:
    """The line that a label stands right under, no side of a frame."""
    near = (r for r in rules if r.height < _THIN and 0 <= at.y0 - r.y1 < at.height and at.width < r.width < _WIDEST)
    line = next((r for r in near if r.x0 - _ALIGNED < at.x0 and at.x1 < r.x1 + _ALIGNED), None)
    if line is None or any(r.height > at.height and abs(r.y0 - line.cy) < _THIN and r.meets(line) for r in rules):
        return None
    return line


def _is_under_written_line(rules: Sequence[Box], at: Box, segments: Sequence[Segment]) -> bool:
    """Whether it is a label under a line on which something is written: so are the others of its kind."""
    line = _line_over(rules, at)
    if line is None:
        return False
    return any(0 <= line.y0 - s.box.y1 < at.height and line.x0 <= s.box.cx <= line.x1 for s in segments)


def _room_over_line(rules: Sequence[Box], at: Box, print_beside: Sequence[Box]) -> Box | None:
    """The room over the line that a label stands right under; None where it stands elsewhere, or has more below it."""
    line = _line_over(rules, at)
    if line is None:
        return None
    near = [b for b in print_beside if b.x0 < line.x1 and line.x0 < b.x1]
    ruled = [y for r in rules if r.x0 < line.x0 + _ALIGNED and r.x1 > line.x1 - _ALIGNED for y in (r.y0, r.y1)]
    full = [b.y1 for b in near if b.width > _FULL_LINE[0]]
    top = max([line.y0 - _ROOM, *(y for y in (*full, *ruled) if y < line.y0)]) + 0.002
    below = min([at.y1 + _ROOM, *(y for y in (*(b.y0 for b in near), *ruled) if y > at.y1)])
    over = line.y0 - top
    return Box(line.x0, top, line.x1, line.y0) if over > max(_LEAST_ROOM, below - at.y1) else None


def _crossings(page: Page, anchors: Sequence[_Anchor], parties: Sequence[_Anchor]) -> Iterator[Zone]:
    """Where the parties head columns, and what each is to do heads rows: the client's column in the row to sign in."""
    for label in (a.segment for a in anchors if _SIGN.search(a.segment.folded)):
        if _CLIENT.search(label.folded) or _SUPPLIER.search(label.folded):
            continue  # it stands in the column of its own party
        above = [p for p in parties if 0 < label.box.y0 - p.segment.box.y0 < _SAME_BLOCK]
        columns = [p for p in above if p.segment.box.x0 > label.box.x0 + 0.1]
        if len(columns) != len(above) or not _are_two_parties(columns) or _has_twin(label, anchors):
            continue
        client = next(p.segment.box for p in columns if p.client)
        rights = [p.segment.box.x0 for p in columns if p.segment.box.x0 > client.x0]
        left, right = _cell_of(client, page.rules) or (client.x0 - _GAP, min(rights, default=0.985 + _GAP) - _GAP)
        top, bottom = _row_of(page.rules, label.box)
        room = Box(left, top, right, bottom)
        yield Zone(page.number, room, label.text, _STRONG)


def _has_twin(label: Segment, anchors: Sequence[_Anchor]) -> bool:
    """Whether another place to sign is labelled on the same row: each party has its own."""
    level = (a.segment for a in anchors if abs(a.segment.box.cy - label.box.cy) < label.box.height)
    return any(s is not label and _SIGN.search(s.folded) for s in level)


def _row_of(rules: Sequence[Box], at: Box) -> tuple[float, float]:
    """Where the row begins and ends in which a label stands, in its middle or at its top."""
    frame = _smallest(rules, at)
    if frame:
        return min(frame.y0, at.y0 - _OVER), frame.y1
    top, bottom = _line_above(rules, at.cx, at.cy), _line_below(rules, at.cx, at.cy)
    if _LEAST_ROOM < bottom - top < 2 * _ROOM:
        return min(top, at.y0 - _OVER), bottom
    return max(0.0, at.y0 - _OVER), min(1.0, at.y1 + _ROOM)


def _are_two_parties(columns: Sequence[_Anchor]) -> bool:
    """Whether they are the client and the supplier, side by side."""
    level = max((abs(a.segment.box.cy - b.segment.box.cy) for a in columns for b in columns), default=1.0)
    return level < 0.02 and sorted(a.client for a in columns) == [False, True]


def _ends_room(segment: Segment, at: Box, x0: float, x1: float, clients: Sequence[Segment]) -> bool:
    """A full line of print under the label `at`, not one of its own labels nor what it says of how to sign."""
    if segment.box.x1 < x0 or segment.box.x0 > x1 or segment in clients or _OTHER_LABEL.match(segment.folded):
        return False
    if _SIGN.match(segment.folded):
        return False
    told = segment.box.y0 - at.y1 < _LINES * at.height and segment.box.x0 < at.x1 and at.x0 < segment.box.x1
    if told and (_SIGN.search(segment.folded) or _SIGNED.search(segment.folded)):
        return False
    label, colon, _ = segment.text.partition(":")
    if colon and len(label.split()) <= _LABEL_OF_PAIR:
        return False
    wide, many = _FULL_LINE
    return segment.box.width > wide and len(segment.words) >= many and _letters(segment) > 25


def _letters(segment: Segment) -> int:
    """The letters of print in it: OCR reads some in a pen's strokes, hardly sure of them."""
    return sum(len(w.text) for w in segment.words if w.confidence > 0.6)


def _frame_around(rules: Sequence[Box], at: Box, segments: Sequence[Segment]) -> Box | None:
    """The smallest frame drawn around the label, when it leaves room to sign in; with the one on its right where the
    label fills its own, or where nothing there says what it is for."""
    frame = _smallest(rules, at)
    if frame is None:
        return None
    beside = [r for r in rules if abs(r.x0 - frame.x1) < 0.01 and abs(r.y0 - frame.y0) < 0.01 and r.height > 0.04]
    if at.width >= _FILLED * frame.width:
        return Box.around([frame, *beside])
    return Box.around([frame, *(r for r in beside if not _is_asked_in(r, segments))])


def _is_asked_in(frame: Box, segments: Sequence[Segment]) -> bool:
    """Whether something in `frame` says who is to write there or what, or is more than a stamp or a signature says."""
    return any(_asks(s) for s in segments if frame.holds(s.box.cx, s.box.cy))


def _asks(segment: Segment) -> bool:
    asked = _is_party(segment) or _OTHER_LABEL.match(segment.folded) or len(segment.words) > _LABEL_WORDS
    return bool(asked or (_SIGN.search(segment.folded) and not _STAMPED.search(segment.folded)))


def _sides(rules: Sequence[Box], at: Box, print_beside: Sequence[Box]) -> list[float]:
    """Where the upright rules of a frame whose left side begins right below a label end the room there; and where one
    does behind which something is printed, for another cell than the label's."""
    reach = at.y1 + _LINES_OVER * at.height
    uprights = [r for r in rules if r.width < _THIN and at.y1 < r.y0 < reach and r.y1 > reach + _LEAST_ROOM]
    around = [r for r in rules if r.width < _THIN and r.y0 < at.cy < r.y1]
    uprights = [r for r in uprights if not any(abs(r.x0 - o.x0) < _THIN for o in around)]  # else the next row's
    framed = any(abs(r.x0 - at.x0) < _ALIGNED for r in uprights)
    own = (r for r in rules if r.width < _THIN and r.y0 < at.y0 and r.y1 > at.y1 + _LEAST_ROOM)
    edges = [*sorted({r.x0 for r in own if r.x0 > at.x0 + max(_OWN_CELL, at.width / _FILLED)}), 1.0]
    level = [b.cx for b in print_beside if _line_above(rules, b.cx, at.cy) < b.cy < at.y1 + at.height]
    others = [x for x, until in pairwise(edges) if any(x < cx < until for cx in level)]
    return [r.x0 for r in uprights if framed and r.x0 > at.x1] + others


def _line_above(rules: Sequence[Box], x: float, y: float) -> float:
    """How far down the page the last level rule over a place is; 0 where there is none."""
    return max((r.cy for r in rules if r.height < _THIN and r.x0 <= x <= r.x1 and r.cy < y), default=0.0)


def _line_below(rules: Sequence[Box], x: float, y: float) -> float:
    """How far down the page the first level rule under a place is; its end where there is none."""
    return min((r.cy for r in rules if r.height < _THIN and r.x0 <= x <= r.x1 and r.cy > y), default=1.0)


def _frame_below(rules: Sequence[Box], at: Box, segments: Sequence[Segment]) -> Box | None:
    """The frame to sign in that a label stands right over: in the one around it, or the one below that, where nobody
    else is asked for anything."""
    reach = at.y1 + _LINES_OVER * at.height
    around = _smallest(rules, at)
    within = around.y1 + _THIN if around else 1.0
    rooms = (r for r in rules if _is_room(r) and r.height > 2 * _LEAST_ROOM)
    frames = (r for r in rooms if at.cy < r.y0 < reach and r.x0 - 0.02 < at.x0 < r.x1)
    free = (f for f in frames if f.y1 <= within or not _is_asked_in(f, segments))
    return min(free, key=lambda r: r.width * r.height, default=None)


def _widened(room: Box, frame: Box, at: Box) -> Box:
    """`room` from the left side of the frame on, in the middle of which its label stands."""
    centred = abs(frame.cx - at.cx) < _ALIGNED
    return Box(min(room.x0, frame.x0), room.y0, room.x1, room.y1) if centred else room


def _frame_over(rules: Sequence[Box], at: Box, segments: Sequence[Segment]) -> Box | None:
    """The frame to sign in that a label stands right under, none being below it."""
    if _frame_below(rules, at, segments) is not None or _smallest(rules, at) is not None:
        return None
    feet = (r for r in rules if 0 <= at.y0 - r.y1 < _UNDER_FRAME * at.height and r.x0 - _ALIGNED < at.x0 < r.x1)
    frames = (r if r.height > _THIN else _standing_on(rules, r) for r in feet)
    return next((f for f in frames if f is not None and _is_room(f)), None)


def _standing_on(rules: Sequence[Box], foot: Box) -> Box | None:
    """The frame whose lower side is `foot`, where its sides are rules of their own."""
    sides = [
        next(
            (r for r in rules if r.width < _THIN and abs(r.cx - x) < _ALIGNED and abs(r.y1 - foot.cy) < _ALIGNED), None
        )
        for x in (foot.x0, foot.x1)
    ]
    return Box(foot.x0, max(s.y0 for s in sides if s), foot.x1, foot.y0) if all(sides) else None


def _is_room(rule: Box) -> bool:
    """Whether a rule is a frame as high and wide as one to sign in."""
    return rule.width > 0.15 and 0.04 < rule.height < 0.4


def _smallest(rules: Iterable[Box], at: Box) -> Box | None:
    frames = [r for r in rules if _is_room(r) and r.holds(at.cx, at.cy)]
    return min(frames, key=lambda r: r.width * r.height, default=None)


def _cut(box: Box, frame: Box) -> Box:
    return Box(
        max(box.x0, frame.x0), max(box.y0, frame.y0), min(box.x1, frame.x1), min(max(box.y1, frame.y1), frame.y1)
    )
