"""A story drawn as a supplier's document: furniture, blocks, amounts, questions, mentions, signatures."""

from __future__ import annotations

import random
from functools import partial

from bench.maker import boxes, facturx, ink, mentions, pairs, prices, prose, signing
from bench.maker.blocks import Block, gather, iban, label_of, small_print, supplier_siret
from bench.maker.look import Look
from bench.maker.paper import Paper
from bench.maker.paraphrases import data, fold, text
from bench.maker.story import Story
from radlad.domain.doctype import Choice, Field, Kind, Labels, Piece, Section, Wording


def draw(story: Story, look: Look, rng: random.Random, bare: bool = False) -> bytes:
    """The document as a PDF; `bare`: its fonts' maps to Unicode are not compressed, so that they can be spoilt."""
    return _Form(story, look, rng, bare).draw()


class _Form:
    def __init__(self, story: Story, look: Look, rng: random.Random, bare: bool) -> None:
        self.story, self.look, self.rng = story, look, rng
        self.fields = story.doctype.fields
        self.bank = iban(rng) if story.doctype.piece is Piece.INVOICE and rng.random() < 0.6 else ""
        self.supplier_in_foot = look.small_print and rng.random() < 0.6 and bool(supplier_siret(story))
        self.foot = small_print(story, rng, self.supplier_in_foot)
        self.subtitle = text("subtitles", story.split, rng).format(code=story.code)
        self.paper = Paper(look, self._furniture, bare)

    def draw(self) -> bytes:
        p, look = self.paper, self.look
        blocks = gather(self.story, look, self.rng)
        self._drop_supplier(blocks)
        arrange = {
            "flow": self._flow, "parties": self._parties, "letter": self._letter, "sidebar": self._sidebar,
            "cards": self._cards, "prose": self._prose,
        }[look.family.arrange]  # fmt: skip
        arrange(blocks)
        self._service_line()
        prices.draw(p, self.story, self.rng)
        self._aids()
        self._scenarios()
        mentions.draw(p, self.story, self.rng)
        signing.draw(p, self.story, self.rng)
        self._tail()
        if self.story.doctype.piece is Piece.INVOICE and self.rng.random() < 0.3:
            facturx.attach(p, self.story, self.rng)
        return p.pdf()

    # -- furniture
    def _furniture(self, p: Paper) -> None:
        """What each page carries: legal small print, page number, initials, the envelope's id."""
        look, story = self.look, self.story
        if look.small_print:
            for i, line in enumerate(p.wrap(self.foot, p.width - 2 * look.margin, 6.5)[:2]):
                p.put(look.margin, look.margin - 4 - 8 * i, line, size=6.5, colour=(0.35, 0.35, 0.35))
        if look.page_numbers:
            p.put(p.width / 2 - 12, 12, f"Page {p.page}", size=7, colour=(0.35, 0.35, 0.35))
        if look.running_head and p.page > 1:
            p.put(look.margin, p.height - 0.6 * look.margin, f"{story.firm.name} – {story.code}", size=7)
        if look.received and p.page == 1:
            ink.received(p, self.rng)
        if story.signing in ("initials", "initials_and_pen"):
            ink.initials(p, self.rng)
        if story.signing == "esign_page":
            p.put(
                look.margin,
                p.height - 14,
                f"Envelope ID : {fold(story.firm.name)[:8].upper()}-{fold(story.signer)[:6].upper()}",
                size=6.5,
            )

    def _drop_supplier(self, blocks: dict[str, Block]) -> None:
        """Where the foot states the supplier's number and the head its name, its own block is dispensable."""
        if self.supplier_in_foot and self.look.family.arrange in ("letter", "flow") and self.rng.random() < 0.4:
            blocks.pop("supplier", None)

    def _title(self, left: bool = False) -> None:
        p, story = self.paper, self.story
        kind = "PROPOSAL" if self.look.proposal else story.doctype.piece.value
        title = text("titles", story.split, self.rng, kind)
        title = title.format(sons=story.doctype.lane.sons, code=story.code)
        size = p.size + self.rng.choice((4, 6, 8))
        p.room(3 * size)
        for i, (line, height) in enumerate(((title, size), (self.subtitle, p.size))):
            for part in p.wrap(line, p.span, height, i == 0):
                p.y -= 1.35 * height
                x = p.left if left else p.left + (p.span - p.measure_text(part, height, i == 0)) / 2
                p.put(x, p.y, part, size=height, bold=i == 0, colour=self.look.colour if i == 0 else (0, 0, 0))
        p.y -= 8

    def _letter_head(self) -> None:
        p, firm = self.paper, self.story.firm
        if self.look.logo:
            ink.logo(p, self.rng, p.left, p.y - 26, firm.name[0])
        x = p.left + (32 if self.look.logo else 0)
        p.lines([firm.name], x, size=p.size + 2, bold=True, colour=self.look.colour)
        p.lines([firm.address, f"Tél. {firm.phone} – {firm.mail}"], x, size=max(p.size - 1.5, 6.5))
        p.y -= 8

    def _tail(self) -> None:
        p = self.paper
        if self.bank:
            p.room(4 * p.leading)
            p.y -= 6
            bank = data("texts")["small_print"]["bank"].format(iban=self.bank, bic="AGRIFRPP" + self.bank[-3:])
            p.paragraph(bank, size=6.5)
        signing.after(p, self.story, self.rng)
        if self.look.annex == "blank":
            p.blank_page()
        if self.look.annex == "annex":
            p.new_page()
            for i, line in enumerate(data("texts")["annex"]["lines"]):
                p.paragraph(line, size=11 if i == 0 else 8, bold=i == 0)
                p.y -= 6

    # -- arrangements
    def _block(self, block: Block, style: str = "") -> None:
        self.paper.heading(block.heading)
        pairs.draw(self.paper, block.rows, style)

    def _flow(self, blocks: dict[str, Block]) -> None:
        self._letter_head()
        self._title()
        for block in blocks.values():
            self._block(block)

    def _parties(self, blocks: dict[str, Block]) -> None:
        """Supplier at the left, client and its representative at the right."""
        self._letter_head()
        self._title()
        if "order" in blocks:
            self._block(blocks.pop("order"))
        left = [blocks.pop(n) for n in ("supplier", "solution") if n in blocks]
        right = [blocks.pop(n) for n in ("client", "representative") if n in blocks]
        sides = [side for side in (left, right) if side]
        if self.look.client_left:
            sides.reverse()
        self.paper.abreast([partial(self._stack, side) for side in sides])

    def _stack(self, side: list[Block]) -> None:
        for block in side:
            self._block(block)

    def _cards(self, blocks: dict[str, Block]) -> None:
        """Framed cards, two abreast."""
        self._letter_head()
        self._title(left=True)
        kept = list(blocks.values())
        for start in range(0, len(kept), 2):
            self.paper.abreast([partial(self._stack, [b]) for b in kept[start : start + 2]], framed=True)

    def _letter(self, blocks: dict[str, Block]) -> None:
        """Letter-head, the client's address in its window, references in a small block, then the rest."""
        p, story = self.paper, self.story
        self._letter_head()
        client = blocks.get("client")
        named = [r for r in client.rows if r[1] == story.house.name] if client else []
        with p.within(p.left + 0.54 * p.span, p.right):
            head = self.rng.choice(
                ("Client :", "Adressé à :", "") if story.split == "A" else ("Facturé à", "Destinataire", "")
            )
            if head:
                p.lines([head], p.left, size=max(p.size - 1.5, 6.5))
            for line in (story.house.name, story.house.address, story.house.town):
                p.lines(p.wrap(line, p.span, bold=line == story.house.name), p.left, bold=line == story.house.name)
        p.y -= 6
        if client and named and self.rng.random() < 0.6:
            client.rows.remove(named[0])
        self._title(left=True)
        for block in blocks.values():
            if block.rows:
                self._block(block)

    def _sidebar(self, blocks: dict[str, Block]) -> None:
        """The supplier and the references in a tinted bar at the left of the first page."""
        p = self.paper
        aside = [blocks.pop(n) for n in ("supplier", "order") if n in blocks]
        left, right = p.left, p.right
        edge = left + 0.33 * (right - left)
        top = p.y
        with p.within(left + 6, edge - 6, min(p.size, 8.5)):
            height = p.measure(partial(self._aside, aside))
        p.canvas.setFillColorRGB(0.94, 0.95, 0.97)
        p.canvas.rect(left, top - height - 10, edge - left, height + 10, stroke=0, fill=1)
        p.canvas.setFillColorRGB(0, 0, 0)
        with p.within(left + 6, edge - 6, min(p.size, 8.5)):
            self._aside(aside)
        foot, p.y = p.y, top
        with p.within(edge + 14, right):
            self._title(left=True)
            for block in blocks.values():
                self._block(block, "stacked1" if self.look.pairs == "tabbed" and p.size > 10 else "")
        if p.page == 1:
            p.y = min(p.y, foot) - 10

    def _aside(self, aside: list[Block]) -> None:
        p, firm = self.paper, self.story.firm
        p.lines(
            p.wrap(firm.name, p.span, p.size + 2, True), p.left, size=p.size + 2, bold=True, colour=self.look.colour
        )
        p.lines(p.wrap(firm.address, p.span), p.left)
        p.lines([firm.phone], p.left)
        for block in aside:
            self._block(block, "stacked1")

    def _prose(self, _blocks: dict[str, Block]) -> None:
        self._letter_head()
        self._title()
        prose.draw(self.paper, self.story, self.rng)

    # -- the parts that no block holds
    def _service_line(self) -> None:
        """The words `Prestation Ségur`, where no table of items carries them; and R1, the attestation's choice."""
        p = self.paper
        words = prices.service_words(self.story)
        carried = prices.names_the_service(p) and self.story.doctype.lane.couloir != "IMG"
        if words and not carried:
            p.room(2 * p.leading)
            p.y -= 4
            p.lines([words], p.left, bold=True)
        for f in self.fields:
            if isinstance(f.anchor, Choice) and f.section is Section.ORDER:
                self._choice(f, f.anchor)

    def _aids(self) -> None:
        fields = [f for f in self.fields if f.section is Section.DE_MINIMIS]
        if not fields:
            return
        p = self.paper
        p.heading(text("headings", self.story.split, self.rng, "aids"))
        if self.look.questions == "heads":
            boxes.heads(p)
        taken: set[str] = set()
        for f in fields:
            if f.kind is Kind.QUESTION and isinstance(f.anchor, Wording):
                boxes.question(p, self.rng, f.anchor.text, self._answer(f))
            elif self.story.shown[f.balise]:
                label = label_of(f, self.story, self.rng, True, taken)
                taken.add(fold(label))
                pairs.draw(p, [(label, self.story.shown[f.balise])], "lines")

    def _scenarios(self) -> None:
        fields = [f for f in self.fields if f.section is Section.SCENARIOS]
        if not fields:
            return
        p = self.paper
        p.heading(text("headings", self.story.split, self.rng, "questions"))
        if self.look.questions == "heads" and fields[0].kind is Kind.QUESTION:
            boxes.heads(p)
        heading = ""
        for f in fields:
            heading = self._under(f, heading)
            self._scenario(f)

    def _answer(self, f: Field) -> str:
        return self.story.unclear.get(f.balise, self.story.truth[f.balise])

    def _under(self, f: Field, heading: str) -> str:
        """Prints the heading a box needs to be understood, once."""
        wording = f.anchor.options[0].wording if isinstance(f.anchor, Choice) else f.anchor
        wanted = wording.heading[0] if isinstance(wording, Wording) and wording.heading else ""
        if wanted and wanted != heading:
            p = self.paper
            p.room(6 * p.leading)
            p.y -= 4
            p.lines([wanted], p.left, bold=True)
            p.y -= 2
        return wanted or heading

    def _scenario(self, f: Field) -> None:
        p, value = self.paper, self.story.shown[f.balise]
        if isinstance(f.anchor, Labels):
            if value:
                label = label_of(f, self.story, self.rng, False)
                pairs.draw(p, [(label, value)], "lines")
        elif isinstance(f.anchor, Choice):
            self._choice(f, f.anchor)
        elif f.kind is Kind.QUESTION:
            boxes.question(p, self.rng, f.anchor.text, self._answer(f))
        else:
            boxes.boxed(p, self.rng, f.anchor.text, value == "true")

    def _choice(self, f: Field, choice: Choice) -> None:
        p, value = self.paper, self.story.truth[f.balise]
        lead = data("texts")["choices"][choice.rule]
        chosen = next((o.wording.text for o in choice.options if o.code == value), "")
        if choice.printed_as_text and chosen and self.rng.random() < 0.4:
            p.paragraph(f"{lead} {chosen}")
            p.y -= 3
            return
        p.room(4 * p.leading)
        p.y -= 3
        p.paragraph(lead)
        both = self.story.unclear.get(f.balise) == "both"
        for option in choice.options:
            with p.within(p.left + 10, p.right):
                ticked = option.code == value or (both and option in choice.options[:2])
                boxes.boxed(p, self.rng, option.wording.text, ticked)
        p.y -= 4
