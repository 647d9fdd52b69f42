"""What the lines round a place to sign say: who signs there, what is asked of him, and what is none of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from radlad.domain.document import Box
from radlad.marks.segments import Segment, fold

_PAYS = (
    "client|clt|adherent|destinataire|etablissement"
    "|acheteur|beneficiaire|donneurdordres?|commanditaire|souscripteur|pouvoiradjudicateur"
)
_SELLS = (
    "fournisseur|frn|emetteur|attributaire|prestataire|editeur|revendeur|vendeur|industriel|titulaire|integrateur|expediteur"
    "|distributeur"
)
CLIENT = re.compile(f"{_PAYS}|mandataire|structure|representant")
SUPPLIER = re.compile(f"{_SELLS}|commercial")
_HEADING = re.compile(
    r"^(pour|par|le|la|l|ou|cote|cadre|reservee?|au|declarante?|soussignee?|sign(?:ature|ataire)?|visa|cachet|approuve|validation|representant|\d)*(du|de|le|la|l)*"
    f"({_PAYS}|{_SELLS})(final|parson[a-z]*|(dument)?represente[a-z]*)?"
)
_OTHER_LABEL = re.compile(
    r"^(nom|prenom|date|qualite|fonction|faita|le\d|lieu|mail|email|tel|telephone|adresse|numero)"
)
SIGN = re.compile(r"signature|visa|cachet|accord|approuve|validation|paraphe|signataire|signez|^sign(?!e)")
_PLACE = re.compile(
    r"(?:merci(?:de)?|votre|lieu|nom|prenom|qualite|cachet|tampon|et|ou|le|datez|date(?=et|lieu|nom|cachet|visa))*"
    r"(?:signature|visa|paraphe|signez|signer)(?:ici)?"
    r"(?:signature|visa|cachet|tampon|paraphe|manuscrite|commercial|et|ou|du|de|la|le|votre|societe|etablissement|date|nom)*"
)
"""A place to sign by what is to be done there: "Visa et cachet", "Votre signature"."""
_SIGNED = re.compile(r"(?:signe|fait|etabli)e?(?:le|par|a[a-z]+le)")
"""How a line tells when and by whom it was signed."""
_SAYS = re.compile(r"reconnai|attest|declar(?!ant)|sengage|certifi|confirme|accepte")
"""A party that says something heads a list of mentions, not a place to sign."""
_SIGNS_TOO = re.compile(r"pour|etablipar|redigepar|emispar|preparepar|editepar|proposepar")
_STAMPED = re.compile(r"electroni|qualifie|avance|numerique|enligne|^esign")
"""What a service writes with a date on its stamp, which is itself no place to sign."""
_IDENTITY = re.compile(
    r"(?:son|sa|votre)?(?:code|n|no|numero|identifiant)?(?:d|de|du)?(?:siren|siret|finess|rpps|am\b|adeli|ape\b)"
)
_TO_DO = re.compile(r"bonpouraccord|luetapprouve|preced[a-z]+mention|signature|cachet|visa|date(?:et|cachet|signature)")
_TOLD_TO_DO = 12
"""What a party is to do, behind its name: "Client – Bon pour accord, date et signature"; and words of both at most."""
_UNFINISHED = re.compile(r"(?:^| )(?:pour|du|de|des|le|la|les|par|et|ou|d['’]|l['’])$", re.IGNORECASE)
_ENDED = re.compile(r"[.;!?)\d]$")
"""How a sentence or a date ends."""
_SENTENCE, ALIGNED, _LINES = 5, 0.012, 1.9
"""Words of a line that is no label, and how near below it the next line of its sentence begins: in fractions of the
page's width, and in heights of print."""
_NEXT = 3.5
"""How far below a heading its sentence begins, at most, in heights of print."""
_SOON = 30
"""Letters within which a sentence says that somebody signs, where it does."""
LABEL_WORDS = 8
_REST, _SIGNED_FOR = 24, 16
"""Letters behind a label that may be the pen's, and those of what it says of signing besides."""
_IN_BRACKETS = re.compile(r"\([^)]*\)")
"""What a label says of how to sign: "(précédée de « lu et approuvé »)"."""
ROOM = 0.17
"""Height of the room below a label, in fractions of the page, where no line of print ends it."""
PRINT = 8
"""As many letters, hardly doubted, are print and not a pen's strokes."""
FULL_LINE = (0.3, 7)
"""Width, and number of words, of a line of print that ends the room below a label."""
_STAMP = 0.02
"""How far above and below its sentence the other lines of an e-signature's stamp stand."""
_FRAME, _FRAME_LINES = ((0.08, 0.45), (0.015, 0.12)), 6
"""Width and height of the frame that a service draws round its lines, in fractions of the page; the most of these."""
_DATED = re.compile(r"\b\d\d?(?:er)?(?:[/.-]\d\d[/.-]| [a-zéû]{3,9} )\d{4}\b", re.IGNORECASE)
_LABELLED = re.compile(r"[a-zà-ÿ] ?:(?:\s|$)", re.IGNORECASE)
"""A colon behind a word, as behind a label, and not within a time."""
_LABEL_OF_PAIR = 4
"""A line with a colon behind as many words is a label with its value."""


def is_heading(party: Segment) -> bool:
    """Whether a party is named as one who signs: "Pour le client", "Signature du fournisseur"."""
    return bool(SIGN.search(party.folded)) or party.folded.startswith(("pour", "le", "l"))


def is_party(segment: Segment) -> bool:
    """A short line that names a party, and says little else; what is in brackets names nobody."""
    folded, name = segment.folded, segment.text.partition("(")[0]
    if _OTHER_LABEL.match(folded) or _SAYS.search(folded):
        return False
    match = _HEADING.match(folded)
    if match is None or not name:
        return False
    if _TO_DO.match(folded, match.end()):
        return len(name.split()) <= _TOLD_TO_DO
    return len(name.split()) <= LABEL_WORDS and (match.end() >= 0.6 * len(fold(name)) or ":" in segment.text)


def signs_beside(segment: Segment, head: Segment) -> bool:
    """Whether it stands level with the client's heading and says that another signs, or the same of another."""
    level = abs(head.box.cy - segment.box.cy) < head.box.height and abs(head.box.x0 - segment.box.x0) > 0.15
    same = head.words[0].text == segment.words[0].text and head.folded != segment.folded
    return level and (same or bool(_SIGNS_TOO.match(segment.folded)))


def stands_apart(segment: Segment, segments: Sequence[Segment]) -> bool:
    """Whether it goes on with nothing above it, and heads no one's numbers."""
    return not (_goes_on(segment, segments) or _heads_identity(segment, segments) or _heads_text(segment, segments))


def _goes_on(segment: Segment, segments: Sequence[Segment]) -> bool:
    """Whether it is a further line of a sentence or label: "Nom du signataire pour / le client"."""
    at = segment.box
    above = [s for s in segments if abs(s.box.x0 - at.x0) < ALIGNED and 0 < at.cy - s.box.cy < _LINES * at.height]
    told = [s for s in above if any(s.box.x1 < o.box.x0 and abs(s.box.cy - o.box.cy) < at.height / 2 for o in segments)]
    return any(
        (_UNFINISHED.search(s.text) and s not in told)
        or (len(s.words) >= _SENTENCE and ":" not in s.text and not _ENDED.search(s.text))
        for s in above
    )


def _heads_identity(heading: Segment, segments: Sequence[Segment]) -> bool:
    """Whether what stands below says who the party is, by its numbers: nobody signs there."""
    at = heading.box
    if SIGN.search(heading.folded):
        return False
    below = (s for s in segments if 0 < s.box.y0 - at.y0 < ROOM and same_column(s.box, at))
    return any(_IDENTITY.match(s.folded) for s in below)


def _heads_text(heading: Segment, segments: Sequence[Segment]) -> bool:
    """Whether a sentence follows at once, which the party says: "Le client" over "1/ Atteste de la réalisation…"."""
    at = heading.box
    if SIGN.search(heading.folded.replace("signataire", "")):
        return False  # it says that, and not only who, signs
    lower = (s for s in segments if s.box.y0 > at.cy and s.box.x0 < at.x1 and s.box.x1 > at.x0)
    first = min(lower, key=lambda s: s.box.y0, default=None)
    if first is None or first.box.y0 - at.y1 > _NEXT * at.height:
        return False
    begun = first.folded[:_SOON]
    if _OTHER_LABEL.match(begun) or SIGN.search(begun) or _SIGNED.search(begun):
        return False
    label, colon, _ = first.text.partition(":")
    return len(first.words) >= FULL_LINE[1] and not (colon and len(label.split()) <= LABEL_WORDS)


def is_label(segment: Segment, wordings: tuple[str, ...]) -> bool:
    """Whether a line is the label of a place to sign, by one of `wordings` or by what is to be done there."""
    if _PLACE.fullmatch(segment.folded) or _PLACE.fullmatch(fold(_IN_BRACKETS.sub("", segment.text))):
        return True
    if not segment.folded.startswith(wordings):
        return False
    said = segment.text if segment.text.startswith("(") else _IN_BRACKETS.sub("", segment.text)
    if len(said.split()) > LABEL_WORDS or _OTHER_LABEL.match(segment.folded) or _SAYS.search(segment.folded):
        return False
    if segment.text.startswith("(") and not SIGN.search(segment.folded):
        return False
    if _STAMPED.search(segment.folded) and any(c.isdigit() for c in segment.text):
        return False
    # what follows a label on its line is often the pen's, read as letters
    rest = _REST + _SIGNED_FOR * bool(SIGN.search(segment.folded))
    return any(segment.folded.startswith(w) and len(fold(said)) <= len(w) + rest for w in wordings)


def same_column(a: Box, b: Box) -> bool:
    """Whether two lines stand in one column."""
    return abs(a.x0 - b.x0) < 0.15 or min(a.x1, b.x1) - max(a.x0, b.x0) > 0.5 * min(a.width, b.width)


def ends_room(segment: Segment, at: Box, x0: float, x1: float, clients: Sequence[Segment]) -> bool:
    """A full line of print under the label `at`, not one of its own labels nor what it says of how to sign."""
    if segment.box.x1 < x0 or segment.box.x0 > x1 or segment in clients or _OTHER_LABEL.match(segment.folded):
        return False
    if SIGN.match(segment.folded):
        return False
    told = segment.box.y0 - at.y1 < _LINES * at.height and segment.box.x0 < at.x1 and at.x0 < segment.box.x1
    if told and (SIGN.search(segment.folded) or _SIGNED.search(segment.folded)):
        return False
    label, colon, _ = segment.text.partition(":")
    if colon and len(label.split()) <= _LABEL_OF_PAIR:
        return False
    wide, many = FULL_LINE
    return segment.box.width > wide and len(segment.words) >= many and letters(segment) > 25


def letters(segment: Segment) -> int:
    """The letters of print in it: OCR reads some in a pen's strokes, hardly sure of them."""
    return sum(len(w.text) for w in segment.words if w.confidence > 0.6)


def is_asked_in(frame: Box, segments: Sequence[Segment]) -> bool:
    """Whether something in `frame` says who is to write there or what, or is more than a stamp or a signature says."""
    inside = [s for s in segments if frame.holds(s.box.cx, s.box.cy)]
    stamps = stamps_of(inside)
    return any(_asks(s) for s in inside if not any(stamp.meets(s.box) for stamp in stamps))


def stamps_of(segments: Sequence[Segment]) -> list[Box]:
    """The stamps of e-signature services: their sentences, with the lines above and below."""
    return [s.box.grown(0.0, _STAMP) for s in segments if SIGN.search(s.folded) and _STAMPED.search(s.folded)]


def framed_stamps(rules: Sequence[Box], segments: Sequence[Segment]) -> list[Box]:
    """The frames that hold a few lines with a date and without a label: what a service, or a date stamp, leaves."""
    (least, widest), (low, high) = _FRAME
    stamps = []
    for frame in (r for r in rules if least < r.width < widest and low < r.height < high):
        lines = [s for s in segments if frame.holds(s.box.cx, s.box.cy)]
        dates = [s for s in lines if _DATED.search(s.text)]
        asked = any(_PLACE.fullmatch(s.folded) or _LABELLED.search(s.text) for s in lines)
        told = dates and not asked and not any(_is_asked(s) for s in lines if s not in dates)
        if told and len(lines) <= _FRAME_LINES:
            stamps.append(frame)
    return stamps


def _asks(segment: Segment) -> bool:
    return _is_asked(segment) or bool(SIGN.search(segment.folded) and not _STAMPED.search(segment.folded))


def _is_asked(segment: Segment) -> bool:
    return is_party(segment) or bool(_OTHER_LABEL.match(segment.folded)) or len(segment.words) > LABEL_WORDS
