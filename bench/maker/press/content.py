"""What a template may print of a story: labelled values, amounts, questions, boxes, mentions and signatures."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from bench.maker.press import asides, pens
from bench.maker.press.families import Family, texts
from bench.maker.press.marks import Boxes
from bench.maker.story import Story
from radlad.domain.doctype import Choice, Field, Kind, Labels, Piece, Scope, Section, Wording

NAMES = {
    "siretVA": "siret", "siretFacture": "siret", "nomClientVA": "nomClient", "nomClientFacture": "nomClient",
    "FINESSPMSIVA": "FINESSPMSI", "FINESSPMSIFacture": "FINESSPMSI", "nomRepresentantVA": "nomRepresentant",
    "nomRepresentantFacture": "nomRepresentant", "nomPrenomClientFinal": "nomPrenom",
    "nomPrenomClientSignataire": "nomPrenom", "dateSignatureCommande": "dateSignature",
    "dateSignatureVA": "dateSignature", "montantSegurHTPrestationSecondaire": "montantSegurHT",
    "tauxTVAPrestationSecondaire": "tauxTVA", "montantTVAPrestationSecondaire": "montantTVA",
    "montantSegurTTCPrestationSecondaire": "montantSegurTTC",
}  # fmt: skip
"""Balises that templates and wordings know by another's name: the same thing in another table."""
_BLOCKS = {
    Section.ORDER: "order", Section.SUPPLIER: "supplier", Section.CLIENT: "client", Section.SOLUTION: "solution",
}  # fmt: skip
_STATE = ("montantSegurEnChargeParEtat", "mentionSegurEnChargeParEtat")
_SERVICE = ("prestationSegur", "mentionPrestationSegur")
_COLUMNED = (
    "questions/columns.html", "questions/numbered.html", "questions/before.html", "questions/reversed.html",
    "ticks/column.html", "ticks/first.html", "ticks/done.html", "mentions/table.html",
    "questions/sheet.html", "ticks/sheet.html", "ticks/verdict.html",
    "questions/narrow.html", "ticks/narrow.html", "mentions/merged.html",
    "questions/fusion.html", "ticks/fusion.html", "mentions/fusion.html", "questions/controle.html",
    "ticks/controle.html", "questions/nord_colonnes.html", "questions/nord_cellule.html", "ticks/nord_colonnes.html",
    "ticks/nord_cellule.html", "mentions/nord_colonnes.html", "mentions/nord_cellule.html",
    "questions/ouest_machine.html", "ticks/ouest_machine.html", "mentions/ouest_machine.html",
    "questions/ouest_jumeau.html", "questions/prune_gauche.html", "questions/prune_observations.html",
    "ticks/prune_compte.html", "ticks/prune_observations.html", "mentions/prune_constat.html",
    "questions/bois_cellules.html", "questions/bois_feuille.html", "ticks/bois_case.html", "ticks/bois_colonne.html",
    "ticks/bois_feuille.html", "mentions/bois_feuille.html", "mentions/bois_trame.html",
    "questions/ruche.html", "questions/ruche_colonnes.html", "ticks/ruche.html", "ticks/ruche_croix.html",
    "questions/sequentiel.html", "ticks/sequentiel.html", "mentions/sequentiel.html",
    "questions/scanner.html", "ticks/scanner.html", "mentions/scanner.html", "questions/syndicat_colonnes.html",
    "questions/mastodonte.html", "ticks/mastodonte.html", "ticks/mastodonte_ligne.html", "mentions/mastodonte.html",
    "questions/synoptique.html", "ticks/synoptique.html", "mentions/synoptique_table.html",
    "questions/intendance.html", "ticks/intendance.html", "mentions/intendance.html", "ticks/atelier.html",
    "mentions/atelier.html", "ticks/eprouvette.html", "questions/gigogne.html", "ticks/gigogne.html",
    "mentions/gigogne.html", "ticks/vignette_tableau.html", "questions/verger.html", "ticks/verger.html",
    "questions/vendange.html", "ticks/vendange.html", "ticks/wagon.html", "ticks/wagon_devant.html",
    "mentions/wagon_cellule.html", "questions/whist.html", "ticks/whist.html", "ticks/whist_colonnes.html",
    "mentions/whist.html", "questions/wharf.html", "ticks/wharf.html",
    "questions/wassingue.html", "ticks/wassingue.html",
    "questions/xylophone.html", "ticks/xylophone.html", "questions/xylene.html", "ticks/xylene.html",
    "ticks/xeres_droite.html",
    "ticks/yucca.html", "ticks/yucca_devant.html", "mentions/yucca.html",
    "questions/zodiaque_colonnes.html", "ticks/zodiaque.html",
)  # fmt: skip
_ANSWERED = (
    "ticks/yes_no.html", "ticks/replies.html", "ticks/verdict.html", "ticks/confirmed.html", "ticks/replied.html",
    "ticks/controle.html", "ticks/nord_conforme.html", "ticks/ouest_jumeau.html",
    "ticks/prune_observations.html", "ticks/prune_atteste.html", "ticks/prune_constat.html", "ticks/bois_feuille.html",
    "ticks/bois_gauche.html",
    "ticks/ruche.html", "ticks/scanner.html", "ticks/intendance.html", "ticks/gigogne.html",
    "ticks/vendange.html", "ticks/vestibule_reponse.html", "ticks/wallon.html", "ticks/whist_colonnes.html",
    "ticks/wassingue.html",
)  # fmt: skip
"""Where a single sentence has two boxes, one for Oui and one for Non."""
_NOTHING = mark_safe("")


@dataclass(frozen=True)
class Pair:
    """A label and its value, which may be empty: a form not filled in."""

    name: str
    label: str
    value: str
    kind: str = "pair"


@dataclass(frozen=True)
class Item:
    """A question, a box, a choice or a mention: what is answered, and how its boxes are drawn.

    `stray` is a tick that stands between a question's boxes.
    """

    kind: str
    text: str
    yes: bool = False
    no: bool = False
    oui: SafeString = _NOTHING
    non: SafeString = _NOTHING
    box: SafeString = _NOTHING
    stray: SafeString = _NOTHING
    options: tuple[Item, ...] = ()


@dataclass
class Group:
    """Items under one heading, which may be empty."""

    heading: str
    items: list[Item | Pair] = field(default_factory=list)


def content(story: Story, family: Family, rng: random.Random, proposal: bool, received: bool) -> dict[str, Any]:
    """All that a family's template may print of that story."""
    return _Telling(story, family, rng).all(proposal, received)


def name_of(f: Field) -> str:
    """The balise by which templates ask for the field."""
    return NAMES.get(f.balise, f.balise)


def standing(style: str, layout: str) -> str:
    """The style as that layout can have it: where there is no column for a lone X, it stands in brackets."""
    return "bracket" if style in ("letter", "small") and layout not in _COLUMNED else style


class _Telling:
    def __init__(self, story: Story, family: Family, rng: random.Random) -> None:
        self.story, self.family, self.rng = story, family, rng
        self.fields = story.doctype.fields
        self.invoice = story.doctype.piece is Piece.INVOICE
        self.labels = family.labels | (family.also if rng.random() < 0.5 else {})
        if self.invoice:
            self.labels |= family.invoice or {}
        self.layouts = {
            kind: f"{kind}/{rng.choice(getattr(family, kind))}.html" for kind in ("questions", "ticks", "mentions")
        }
        style = rng.choice(family.boxes)
        self.boxes = {kind: Boxes(standing(style, layout), rng) for kind, layout in self.layouts.items()}

    def all(self, proposal: bool, received: bool) -> dict[str, Any]:
        story, family, rng = self.story, self.family, self.rng
        pairs = self._pairs()
        aids = Group(family.headings["aids"], list(self._items(Section.DE_MINIMIS)))
        return {
            "story": story, "firm": story.firm, "house": story.house, "code": story.code, "layout": self.layouts,
            "title": family.title("PROPOSAL" if proposal else story.doctype.piece.value, story),
            "is_va": story.doctype.piece is Piece.VA, "is_invoice": self.invoice,
            "is_order": story.doctype.piece is Piece.ORDER, "binding": not proposal,
            "h": {k: v.replace("{code}", story.code) for k, v in family.headings.items()},
            "face": rng.choice(family.faces), "size": rng.choice(family.sizes), "colour": rng.choice(family.colours),
            "f": {p.name: p for p, _ in pairs}, **self._blocks(pairs), **self._amounts(), **self._mentions(),
            "aids": [aids] if aids.items else [], "scenario": self._scenario(), "sign": self._signing(),
            "client_first": rng.random() < 0.5, "trap": self._traps(), "beside": asides.beside(story),
            "label": self.labels,
            "hand": rng.choice(family.hands) if family.hands else "",
            "received": self._received() if received else "",
            "annex": texts(family.half)["annex"] if rng.random() < 0.12 else {},
        }  # fmt: skip

    # -- labelled values
    def _pairs(self) -> list[tuple[Pair, str]]:
        """Each labelled value outside amounts, scenarios and signatures, with the block it belongs to."""
        pairs = []
        for f in self.fields:
            if not isinstance(f.anchor, Labels) or f.section not in _BLOCKS:
                continue
            value, name = self.story.shown[f.balise], name_of(f)
            if value or self.rng.random() < 0.4:
                block = "person" if "représentant" in f.anchor.concept else _BLOCKS[f.section]
                pairs.append((Pair(name, self.labels[name], value), block))
        return pairs

    def _blocks(self, pairs: list[tuple[Pair, str]]) -> dict[str, list[Pair]]:
        named = (*_BLOCKS.values(), "person")
        return {n: [p for p, block in pairs if block == n and p.name not in self.family.apart] for n in named}

    # -- amounts
    def _amounts(self) -> dict[str, Any]:
        """`services`: a row each, its values by name; `totals`: the labels of those that any row has."""
        services: dict[Scope | None, dict[str, str]] = {}
        for f in self.fields:
            if f.section is Section.AMOUNTS and isinstance(f.anchor, Labels):
                services.setdefault(f.anchor.scope, {})[name_of(f)] = self.story.shown[f.balise]
        rows: list[dict[str, Any]] = [
            {"title": self.family.scopes[s.value] if s else "", **v} for s, v in services.items()
        ]
        names = [
            n for n in ("montantSegurHT", "tauxTVA", "montantTVA", "montantSegurTTC") if any(r.get(n) for r in rows)
        ]
        columns = [{"name": n, "label": self.labels[n], "values": [r.get(n, "") for r in rows]} for n in names]
        for row in rows:
            row["cells"] = [row.get(n, "") for n in names]
            row["pairs"] = [Pair(n, self.labels[n], row.get(n, "")) for n in names]
        return {"services": rows, "columns": columns, "several": len(rows) > 1}

    # -- questions and boxes
    def _items(self, section: Section) -> Iterable[Item | Pair]:
        for f in self.fields:
            if f.section is section:
                yield from self._item(f)

    def _item(self, f: Field) -> Iterable[Item | Pair]:
        shown = self.story.shown[f.balise]
        if isinstance(f.anchor, Labels):
            if shown:
                yield Pair(name_of(f), self.labels[name_of(f)], shown)
        elif isinstance(f.anchor, Choice):
            yield self._choice(f, f.anchor)
        elif f.kind is Kind.QUESTION:
            yield self._question(f, f.anchor)
        else:
            yield self._ticked(f.anchor.text, shown == "true")

    def _ticked(self, text: str, on: bool) -> Item:
        boxes = self.boxes["ticks"]
        if self.layouts["ticks"] in _ANSWERED:
            return Item("box", text, yes=on, no=not on, oui=boxes(on), non=boxes(not on))
        return Item("box", text, yes=on, box=boxes(on))

    def _question(self, f: Field, wording: Wording) -> Item:
        answer = self.story.unclear.get(f.balise, self.story.truth[f.balise])
        yes, no = answer in ("true", "both"), answer in ("false", "both")
        boxes = self.boxes["questions"]
        stray = boxes.stray() if answer == "between" else _NOTHING
        return Item("question", wording.text, yes, no, boxes(yes), boxes(no), stray=stray)

    def _choice(self, f: Field, choice: Choice) -> Item | Pair:
        value, both = self.story.truth[f.balise], self.story.unclear.get(f.balise) == "both"
        if choice.printed_as_text and value and self.rng.random() < 0.4:
            chosen = next(o.wording.text for o in choice.options if o.code == value)
            return Pair(f.balise, self.labels[f.balise], chosen)
        options = []
        for i, option in enumerate(choice.options):
            on = option.code == value or (both and i < 2)
            options.append(Item("box", option.wording.text, yes=on, box=self.boxes["ticks"](on)))
        lead = self.labels[f.balise] if choice.printed_as_text else texts("spec")[choice.rule]
        return Item("choice", lead, options=tuple(options))

    def _scenario(self) -> list[Group]:
        groups = [Group("")]
        for f in self.fields:
            if f.section is not Section.SCENARIOS and not (isinstance(f.anchor, Choice) and f.section is Section.ORDER):
                continue
            wording = f.anchor.options[0].wording if isinstance(f.anchor, Choice) else f.anchor
            heading = wording.heading[0] if isinstance(wording, Wording) and wording.heading else ""
            if heading and heading != groups[-1].heading:
                groups.append(Group(heading))
            groups[-1].items += self._item(f)
        return [g for g in groups if g.items]

    # -- mentions
    def _mentions(self) -> dict[str, Any]:
        """`service` and `state` stand with the amounts, `opening` before an attestation's boxes, `closing` behind."""
        said: dict[str, list[Item]] = {"opening": [], "closing": []}
        apart = {"service": "", "state": ""}
        place = "opening" if self.story.doctype.piece is Piece.VA else "closing"
        for f in self.fields:
            if f.section is Section.SCENARIOS and said["opening"]:
                place = "closing"
            if f.section is not Section.MENTIONS or not isinstance(f.anchor, Wording):
                continue
            value = self.story.shown[f.balise]
            holds = value == "true"
            text = value if f.kind is Kind.MENTION else f.anchor.text
            boxed = self.story.boxed_mentions and f.kind is Kind.STATED
            if not value or (f.kind is Kind.STATED and not holds and not boxed):
                continue
            if f.balise in _SERVICE:
                apart["service"] = text if f.kind is Kind.MENTION else f"{text} {self.story.code}"
            elif f.balise in _STATE:
                apart["state"] = text
            else:
                said[place].append(
                    Item("box" if boxed else "plain", text, yes=holds, box=self.boxes["mentions"](holds))
                )
        words, _, amount = apart["state"].partition(" : ")
        return {**said, **apart, "state_words": words, "state_amount": amount}

    # -- signatures
    def _signing(self) -> dict[str, Any]:
        """What the client fills in, the ink over each party's zone, and what lies elsewhere."""
        rows, caption = [], ""
        for f in self.fields:
            if f.section is Section.SIGNATURE:
                name = name_of(f)
                if f.kind is Kind.SIGNATURE:
                    caption = self.labels[name]
                else:
                    rows.append(Pair(name, self.labels[name], self.story.shown[f.balise]))
        if not caption:
            return {}
        how, when = self.story.signing, next((r.value for r in rows if r.name == "dateSignature"), "")
        return {
            "rows": rows, "caption": caption, "client": self._client_ink(how, when),
            "supplier": self._supplier_ink(how, when), "envelope": f"{self.rng.randrange(16**12):012X}",
            "initials": pens.scrawl(self.rng, "position:fixed;right:2mm;bottom:1mm;", 9, 5)
            if how in ("initials", "initials_and_pen") else "",
            "evidence": how == "esign_page", "by": self.story.signer, "when": when,
            "texts": texts(self.family.half)["evidence"],
        }  # fmt: skip

    def _client_ink(self, how: str, when: str) -> SafeString:
        rng, made = self.rng, []
        if how in ("stamp", "over_stamp"):
            lines = rng.choice(
                (
                    (self.story.house.name, self.story.house.town),
                    (self.story.house.name, "Direction générale", self.story.house.town),
                )
            )
            made.append(pens.stamp(rng, f"left:{rng.randrange(20, 45)}%;bottom:{rng.randrange(1, 5)}mm;", lines))
        if how in ("pen", "initials_and_pen", "over_stamp", "ruled"):
            made.append(
                pens.scrawl(
                    rng,
                    f"left:{rng.randrange(4, 38)}%;bottom:{rng.randrange(1, 5)}mm;",
                    rng.uniform(28, 46),
                    rng.uniform(10, 15),
                )
            )
        elif how == "above":
            made.append(pens.scrawl(rng, f"left:{rng.randrange(4, 30)}%;bottom:{rng.randrange(11, 16)}mm;", 34, 10))
        elif how == "across":
            made.append(pens.scrawl(rng, f"left:{rng.randrange(4, 16)}%;bottom:-3mm;", 66, 19))
        elif how in ("esign", "esign_page"):
            made.append(pens.visa(rng, "left:2mm;bottom:1.5mm;", self.family.visa, self.story.signer, when))
        return mark_safe("".join(made))

    def _supplier_ink(self, how: str, when: str) -> SafeString:
        rng, made = self.rng, []
        if how == "supplier_esign":
            made.append(pens.visa(rng, "left:2mm;bottom:1.5mm;", self.family.visa, self.story.firm.seller, when))
        elif rng.random() < 0.3:
            made.append(pens.stamp(rng, "left:30%;bottom:2mm;", (self.story.firm.name, self.story.firm.town)))
        if how == "supplier" or (how in ("pen", "stamp", "over_stamp", "above") and rng.random() < 0.5):
            made.append(pens.scrawl(rng, "left:6%;bottom:3mm;", rng.uniform(28, 42), rng.uniform(10, 14)))
        return mark_safe("".join(made))

    def _received(self) -> SafeString:
        day = f"{self.rng.randrange(1, 29):02d} {self.rng.choice(('JANV.', 'FÉV.', 'SEPT.', 'NOV.'))} 2026"
        lines = self.rng.choice((("ARRIVÉ LE", day), ("Reçu au courrier", day, "N° 0" + str(self.rng.randrange(999)))))
        return pens.stamp(self.rng, f"position:absolute;right:{self.rng.randrange(2, 50)}mm;top:2mm;", lines)

    def _traps(self) -> dict[str, str]:
        """Values near those asked for, that no index wants."""
        rng, story = self.rng, self.story
        iban = " ".join(f"{rng.randrange(10**4):04d}" for _ in range(5))
        return {
            "later": f"{rng.randrange(1, 29):02d}/{rng.randrange(1, 13):02d}/2028",
            "quote": f"DV{rng.randrange(10**6):06d}", "account": f"CL{rng.randrange(10**5):05d}",
            "none": story.written(0), "net": story.written(story.net), "iban": f"FR76 {iban} 123",
            "advance": story.written(round(0.3 * story.net, 2)), "rate": f"{story.rate:g}".replace(".", ","),
            "vat": story.written(round(story.net * story.rate / 100, 2)),
        }  # fmt: skip
