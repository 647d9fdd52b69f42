"""The labelled values of a document, gathered in the blocks a form is made of, each with its wording."""

from __future__ import annotations

import random
from collections.abc import Collection
from dataclasses import dataclass, field

from bench.maker.look import Look
from bench.maker.pairs import Row
from bench.maker.paraphrases import data, fold, text, wordings
from bench.maker.story import Story
from radlad.domain.doctype import Field, Labels, Section

_BLOCKS = {
    Section.ORDER: "order", Section.SUPPLIER: "supplier", Section.CLIENT: "client", Section.SOLUTION: "solution",
}  # fmt: skip
ORDER = ("order", "supplier", "client", "representative", "solution")


@dataclass
class Block:
    """A heading and its pairs."""

    heading: str
    rows: list[Row] = field(default_factory=list)


def gather(story: Story, look: Look, rng: random.Random) -> dict[str, Block]:
    """The blocks by name, in the usual order; those with nothing in them are left out."""
    fields: dict[str, list[Field]] = {name: [] for name in ORDER}
    for f in story.doctype.fields:
        if isinstance(f.anchor, Labels) and f.section in _BLOCKS:
            of_person = "représentant" in f.anchor.concept
            fields["representative" if of_person else _BLOCKS[f.section]].append(f)
    blocks = {}
    for name in ORDER:
        if fields[name]:
            blocks[name] = _block(name, fields[name], story, look, rng)
    _add_extras(blocks, story, rng)
    return blocks


def _block(name: str, fields: list[Field], story: Story, look: Look, rng: random.Random) -> Block:
    block = Block(text("headings", story.split, rng, name))
    short = look.short and name != "order"
    taken: set[str] = set()
    for f in fields:
        value = story.shown[f.balise]
        if not value and rng.random() < 0.5:
            continue
        label = label_of(f, story, rng, short, taken)
        taken.add(fold(label))
        block.rows.append((label, value))
    if rng.random() < 0.5:
        rng.shuffle(block.rows)
    return block


def label_of(f: Field, story: Story, rng: random.Random, short: bool, taken: Collection[str] = frozenset()) -> str:
    """A wording for the field's label; never one already `taken` in its block."""
    assert isinstance(f.anchor, Labels)
    concept = f.anchor.concept
    uses = ["short"] if short and rng.random() < 0.75 else ["full"]
    offered = [w for u in uses for w in wordings(concept, u, story.split)] or list(
        wordings(concept, "full", story.split)
    )
    kept = [w for w in offered if fold(w) not in taken and fair(w, concept, story)]
    return rng.choice(kept or list(wordings(concept, "full", story.split)))


def fair(wording: str, concept: str, story: Story) -> bool:
    """Whether the wording leaves no doubt in this document about what it names."""
    key = fold(wording)
    asked = {f.anchor.concept for f in story.doctype.fields if isinstance(f.anchor, Labels)}
    if "raison sociale de l’établissement" in asked and concept == "nom du client":
        return "raison" not in key and "denomination" not in key and "designation" not in key
    unsaid = any(f.balise == "mentionPrestationSegur" and story.truth[f.balise] != "true" for f in story.doctype.fields)
    return not (unsaid and "prestationsegur" in key)


def _add_extras(blocks: dict[str, Block], story: Story, rng: random.Random) -> None:
    """Pairs that no index asks for, among the others."""
    for name, block in blocks.items():
        for label, kind in data("texts")["extras"].get(name, ()):
            if rng.random() < 0.2 and fold(label) not in {fold(la) for la, _ in block.rows}:
                block.rows.insert(rng.randrange(len(block.rows) + 1), (label, _extra(kind, story, rng)))


def _extra(kind: str, story: Story, rng: random.Random) -> str:
    values = {
        "later": f"{rng.randrange(1, 29):02d}/{rng.randrange(1, 13):02d}/2027", "quote": f"D{rng.randrange(10**5):05d}",
        "seller": story.firm.seller, "number": f"C{rng.randrange(10**4):04d}", "payment": "Virement à 30 jours",
        "vat": story.firm.vat, "ape": "5829C", "supplier_address": story.firm.address,
        "supplier_phone": story.firm.phone, "client_siret": story.house.siret, "finess_ej": story.house.finess_ej,
        "client_address": f"{story.house.address}, {story.house.town}", "client_town": story.house.town,
    }  # fmt: skip
    return values[kind]


def iban(rng: random.Random) -> str:
    """Something that looks like an IBAN."""
    digits = "".join(str(rng.randrange(10)) for _ in range(25))
    return "FR" + " ".join(
        (digits[:2], digits[2:6], digits[6:10], digits[10:14], digits[14:18], digits[18:22], digits[22:])
    )


def small_print(story: Story, rng: random.Random, with_siret: bool) -> str:
    """The legal line at a page's foot."""
    texts = data("texts")["small_print"]
    f = story.firm
    siret = supplier_siret(story)
    line = rng.choice(texts["with_siret"] if with_siret and siret else texts["lines"])
    return str(line).format(
        supplier=f.name, capital=f.capital, town=f.town, siren=f.siren, vat=f.vat, address=f.address, phone=f.phone,
        mail=f.mail, siret=siret,
    )  # fmt: skip


def supplier_siret(story: Story) -> str:
    """As printed; empty when this document does not state it."""
    return next((story.shown[f.balise] for f in story.doctype.fields
                 if isinstance(f.anchor, Labels) and f.anchor.concept == "SIRET du fournisseur"), "")  # fmt: skip
