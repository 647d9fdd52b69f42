"""From facts to a PDF: the sections of a form in a supplier's style, and strangers that are no form at all."""

from __future__ import annotations

import random

from bench.maker.facts import Facts, option_of
from bench.maker.sheet import Sheet, Style
from radlad.domain.doctype import Choice, Field, Kind, Labels, Piece, Section, Wording

_LABELLED = (Section.ORDER, Section.SUPPLIER, Section.CLIENT, Section.SOLUTION)


def style(rng: random.Random) -> Style:
    """A supplier's habits, drawn at random."""
    return Style(
        pairs=rng.choice(("table", "colon", "stacked", "dotted")),
        boxes=rng.choice(("square", "circle", "bracket")),
        mark=rng.choice(("cross", "check", "fill", "dot")),
        boxes_after=rng.random() < 0.4, non_first=rng.random() < 0.25, answer_columns=rng.random() < 0.3,
        amounts_table=rng.random() < 0.6, client_left=rng.random() < 0.6,
        font=rng.choice(("Helvetica", "Times-Roman", "Helvetica")), size=rng.choice((8.5, 9.5, 10.5)),
        colour=rng.choice(((0.1, 0.2, 0.45), (0.5, 0.1, 0.1), (0, 0, 0), (0.05, 0.4, 0.35))),
        margin=rng.choice((42, 50, 58)), frames=rng.random() < 0.7,
    )  # fmt: skip


def draw(facts: Facts, look: Style, rng: random.Random) -> bytes:
    """The document as a PDF."""
    return _Form(facts, look, rng).draw()


class _Form:
    def __init__(self, facts: Facts, look: Style, rng: random.Random) -> None:
        self.facts, self.look, self.rng = facts, look, rng
        self.sheet = Sheet(look, rng)
        self.fields = facts.doctype.fields
        self.asked = False

    def draw(self) -> bytes:
        self._letter_head()
        self.sheet.title(self._title())
        for section in _LABELLED:
            self._pairs_of(section)
        self._amounts()
        self._scenarios()
        self._mentions()
        self._signing()
        return self.sheet.pdf()

    def _title(self) -> str:
        lane = self.facts.doctype.lane
        titles = {
            Piece.ORDER: ("BON DE COMMANDE", f"Bon de commande {lane.couloir}-{lane.sons}"),
            Piece.INVOICE: ("FACTURE", "Facture Prestation Ségur"),
            Piece.VA: ("VÉRIFICATION D’APTITUDE", f"Attestation de vérification d’aptitude {lane.sons}"),
        }
        return self.rng.choice(titles[self.facts.doctype.piece])

    def _letter_head(self) -> None:
        s, f = self.sheet, self.facts
        for line in (f.supplier, f.supplier_address, f"Tél. : {f.supplier_phone} - {f.supplier_mail}"):
            s.gap(s.leading)
            s.put(s.left, s.y, line, size=8.5)
        lane = f.doctype.lane
        s.gap(s.leading)
        s.put(s.left, s.y, f"Ségur du numérique en santé - SONS {lane.couloir}-{lane.sons}-Va2", size=8.5)

    def _pairs_of(self, section: Section) -> None:
        rows = [self._pair(f) for f in self.fields if isinstance(f.anchor, Labels) and f.section is section]
        rows += [self._chosen(f) for f in self.fields if isinstance(f.anchor, Choice) and f.section is section]
        kept = [row for row in rows if row[1] or self.rng.random() < 0.5]
        if section is Section.ORDER:
            kept.extend(self.facts.extras[:1])
        if kept:
            self.sheet.heading(section.value)
            self.sheet.pairs(kept)

    def _pair(self, f: Field) -> tuple[str, str]:
        assert isinstance(f.anchor, Labels)
        # the first half of a concept's wordings: closed ones, that people do print alone
        usual = f.anchor.wordings[: max(1, min(4, len(f.anchor.wordings)))]
        return self.rng.choice(usual), self.facts.printed[f.balise]

    def _chosen(self, f: Field) -> tuple[str, str]:
        assert isinstance(f.anchor, Choice)
        return f.title, option_of(f.anchor, self.facts.printed[f.balise]).text

    # -- amounts
    def _amounts(self) -> None:
        fields = [f for f in self.fields if f.section is Section.AMOUNTS and isinstance(f.anchor, Labels)]
        if not fields:
            return
        self.sheet.heading(Section.AMOUNTS.value)
        scopes = list(dict.fromkeys(f.anchor.scope for f in fields if isinstance(f.anchor, Labels)))
        if self.look.amounts_table or len(scopes) > 1:
            first = [f for f in fields if isinstance(f.anchor, Labels) and f.anchor.scope == scopes[0]]
            heads = ["Désignation", *(self._pair(f)[0] for f in first)]
            rows = []
            for scope in scopes:
                of_scope = [f for f in fields if isinstance(f.anchor, Labels) and f.anchor.scope == scope]
                name = f"Prestation {scope}" if scope else "Prestation"
                rows.append([name, *(self.facts.printed[f.balise] for f in of_scope)])
            self.sheet.table(heads, rows)
        else:
            self.sheet.pairs([self._pair(f) for f in fields if self.facts.printed[f.balise]])

    # -- questions and boxes
    def _scenarios(self) -> None:
        for section in (Section.DE_MINIMIS, Section.SCENARIOS):
            fields = [f for f in self.fields if f.section is section]
            if fields:
                self.sheet.heading(section.value)
            if self.look.answer_columns and any(f.kind is Kind.QUESTION for f in fields):
                self.sheet.answer_heads()
            heading = ""
            for f in fields:
                heading = self._under_heading(f, heading)
                self._scenario(f)

    def _under_heading(self, f: Field, heading: str) -> str:
        options = f.anchor.options if isinstance(f.anchor, Choice) else ()
        wording = options[0].wording if options else f.anchor
        wanted = wording.heading[0] if isinstance(wording, Wording) and wording.heading else ""
        if wanted and wanted != heading:
            self.sheet.gap(self.sheet.leading)
            self.sheet.room(3 * self.sheet.leading)
            self.sheet.put(self.sheet.left, self.sheet.y, wanted, bold=True)
        return wanted or heading

    def _scenario(self, f: Field) -> None:
        value = self.facts.printed[f.balise]
        if isinstance(f.anchor, Labels):
            if value:
                self.sheet.paragraph(f"{self._pair(f)[0]} : {value}")
        elif isinstance(f.anchor, Choice):
            self.sheet.paragraph(f.title)
            for option in f.anchor.options:
                self.sheet.boxed(option.wording.text, option.code == value)
        elif f.kind is Kind.QUESTION:
            self.sheet.question(f.anchor.text, value)
        else:
            self.sheet.boxed(f.anchor.text, value == "true")

    def _mentions(self) -> None:
        fields = [f for f in self.fields if f.section is Section.MENTIONS and isinstance(f.anchor, Wording)]
        if fields:
            self.sheet.heading("Mentions")
        boxes = self.facts.doctype.piece is Piece.VA
        for f in fields:
            value = self.facts.printed[f.balise]
            if f.kind is Kind.STATED and boxes:
                self.sheet.boxed(f.anchor.text if isinstance(f.anchor, Wording) else "", value == "true")
            elif f.kind is Kind.STATED and value == "true" and isinstance(f.anchor, Wording):
                self.sheet.paragraph(f.anchor.text)
            elif f.kind is Kind.MENTION and value:
                self.sheet.paragraph(value)
            self.sheet.gap(3)

    # -- signature
    def _signing(self) -> None:
        dated = [f for f in self.fields if f.section is Section.SIGNATURE]
        if not dated:
            return
        s = self.sheet
        s.room(150)
        s.heading("Signature")
        top, width = s.y - 4, (s.right - s.left) / 2
        client = s.left if self.look.client_left else s.left + width
        supplier = s.left + width if self.look.client_left else s.left
        s.canvas.rect(s.left, top - 120, width, 120)
        s.canvas.rect(s.left + width, top - 120, width, 120)
        s.put(supplier + 6, top - 14, "Pour le fournisseur")
        s.put(client + 6, top - 14, "Pour le client")
        rows = [self._pair(f) for f in dated if f.kind is not Kind.SIGNATURE]
        for i, (label, value) in enumerate(rows):
            s.put(client + 6, top - 30 - i * 14, f"{label} : {value}")
        s.put(client + 6, top - 30 - len(rows) * 14, "Signature du client")
        if self.facts.signed:
            s.scrawl(client + 24, top - 96, self.rng.uniform(60, 110))
        if self.facts.stamped:
            s.stamp(client + 90, top - 112, self.facts.client)
        if self.rng.random() < 0.5:
            s.scrawl(supplier + 24, top - 70, self.rng.uniform(60, 110))
        s.y = top - 130


def letter(facts: Facts, look: Style, rng: random.Random) -> bytes:
    """A stranger: a letter that announces an order, without being one (decisions.md 11)."""
    sheet = Sheet(look, rng)
    for line in (facts.client, "Direction des systèmes d’information", "", "Objet : transmission d’un bon de commande"):
        sheet.paragraph(line)
    sheet.gap(20)
    for text in (
        "Madame, Monsieur,",
        f"Comme convenu par téléphone, vous recevrez sous huitaine notre bon de commande pour {facts.supplier}.",
        "Nous vous remercions de bien vouloir nous confirmer la bonne réception de ce courrier et de nous indiquer "
        "le nom de la personne à qui l’adresser.",
        "Je vous prie d’agréer, Madame, Monsieur, l’expression de mes salutations distinguées.",
    ):
        sheet.paragraph(text)
        sheet.gap(10)
    sheet.scrawl(sheet.left + 260, sheet.y - 60, 90)
    return sheet.pdf()
