"""The amounts: pairs, tables by column or by row, and items with their totals at the right."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from bench.maker.pairs import Row
from bench.maker.pairs import draw as draw_pairs
from bench.maker.paper import Paper
from bench.maker.paraphrases import data, text, wordings
from bench.maker.story import Story
from radlad.domain.doctype import Field, Labels, Piece, Scope, Section


def draw(p: Paper, story: Story, rng: random.Random) -> None:
    """The section of the amounts, and the words `Prestation Ségur` where an item's name carries them."""
    fields = [f for f in story.doctype.fields if f.section is Section.AMOUNTS and isinstance(f.anchor, Labels)]
    if fields:
        _LAYOUTS[p.look.amounts](p, story, rng, fields)


def names_the_service(p: Paper) -> bool:
    """Whether the amounts' own table prints the mention `Prestation Ségur`."""
    return p.look.amounts == "items"


def _concept(f: Field) -> str:
    """The concept without its scope: `montant HT`."""
    assert isinstance(f.anchor, Labels)
    return f.anchor.concept.removesuffix(" principal").removesuffix(" secondaire")


def _label(f: Field, story: Story, rng: random.Random, use: str) -> str:
    return rng.choice(wordings(_concept(f), use, story.split))


def _scope(f: Field) -> Scope | None:
    return f.anchor.scope if isinstance(f.anchor, Labels) else None


def _scope_name(scope: Scope | None, story: Story, rng: random.Random) -> str:
    if scope is None:
        return ""
    key = f"{'main' if scope is Scope.MAIN else 'secondary'}_{story.split.lower()}"
    return str(rng.choice(data("texts")["scopes"][key]))


def _pairs(p: Paper, story: Story, rng: random.Random, fields: Sequence[Field]) -> None:
    p.heading(text("headings", story.split, rng, "amounts"))
    scopes = list(dict.fromkeys(_scope(f) for f in fields))
    labels = {_concept(f): _label(f, story, rng, "full") for f in fields}
    grouped = rng.random() < 0.5
    names = {s: _scope_name(s, story, rng) for s in scopes}
    for scope in scopes:
        rows: list[Row] = []
        for f in (f for f in fields if _scope(f) is scope):
            name = "" if grouped or not scope else f" – {names[scope]}"
            if story.shown[f.balise]:
                rows.append((labels[_concept(f)] + name, story.shown[f.balise]))
        if scope and grouped:
            p.room(6 * p.leading)
            p.y -= 3
            p.lines([names[scope]], p.left, bold=True)
            p.y -= 3
        draw_pairs(p, rows)


def table(
    p: Paper, rows: Sequence[Sequence[str]], shares: Sequence[float], *, head: bool = True, ruled: bool = True
) -> None:
    """A table, its first column left-aligned and the others right-aligned; its head repeated on each page."""
    total = sum(shares)
    p.room(5 * p.leading)
    edges = [p.left + p.span * sum(shares[:i]) / total for i in range(len(shares) + 1)]

    def row(cells: Sequence[str], bold: bool) -> None:
        lines = [p.wrap(c, edges[i + 1] - edges[i] - 8, bold=bold) for i, c in enumerate(cells)]
        height = max(len(c) for c in lines) * p.leading + 6
        if p.y - height < p.bottom:
            p.new_page()
            if head and not bold:
                row(rows[0], True)
        for i, cell in enumerate(lines):
            if bold:
                p.canvas.setFillColorRGB(0.91, 0.92, 0.95)
                p.canvas.rect(edges[i], p.y - height, edges[i + 1] - edges[i], height, fill=1, stroke=int(ruled))
            elif ruled:
                p.canvas.rect(edges[i], p.y - height, edges[i + 1] - edges[i], height)
            for j, line in enumerate(cell):
                at = p.y - (j + 1) * p.leading
                if i == 0:
                    p.put(edges[i] + 4, at, line, bold=bold)
                else:
                    p.put_right(edges[i + 1] - 4, at, line, bold=bold)
        p.y -= height
        if not ruled:
            p.canvas.line(p.left, p.y, p.right, p.y)

    for i, cells in enumerate(rows):
        row(cells, head and i == 0)
    p.y -= 4


def _columns(p: Paper, story: Story, rng: random.Random, fields: Sequence[Field]) -> None:
    """A row a service, a column a figure."""
    p.heading(text("headings", story.split, rng, "amounts"))
    scopes = list(dict.fromkeys(_scope(f) for f in fields))
    concepts = list(dict.fromkeys(_concept(f) for f in fields))
    use = {c: rng.choice(("full", "column")) for c in concepts}
    heads = [rng.choice(data("texts")["heads"]["designation"])]
    heads += [rng.choice(wordings(c, use[c], story.split)) for c in concepts]
    rows = [heads]
    for scope in scopes:
        by = {_concept(f): story.shown[f.balise] for f in fields if _scope(f) is scope}
        rows.append([_scope_name(scope, story, rng) or story.code, *(by.get(c, "") for c in concepts)])
    table(p, rows, [1.5, *(1 for _ in concepts)])


def _rows(p: Paper, story: Story, rng: random.Random, fields: Sequence[Field]) -> None:
    """A row a figure, a column a service."""
    p.heading(text("headings", story.split, rng, "amounts"))
    scopes = list(dict.fromkeys(_scope(f) for f in fields))
    heads = ["", *(_scope_name(s, story, rng) or "Montant" for s in scopes)]
    rows = [heads]
    for concept in dict.fromkeys(_concept(f) for f in fields):
        cells = [story.shown[f.balise] for s in scopes for f in fields if _scope(f) is s and _concept(f) == concept]
        if any(cells):
            rows.append([rng.choice(wordings(concept, "full", story.split)), *cells])
    table(p, rows, [1.3, *(1 for _ in scopes)], ruled=rng.random() < 0.7)


def _items(p: Paper, story: Story, rng: random.Random, fields: Sequence[Field]) -> None:
    """Lines of items, and the totals under them at the right."""
    scopes = list(dict.fromkeys(_scope(f) for f in fields))
    if len(scopes) > 1:
        _columns(p, story, rng, fields)
        return
    p.y -= 6
    heads = data("texts")["heads"]
    shown = {_concept(f): story.shown[f.balise] for f in fields}
    net = shown["montant HT"]
    service = service_words(story) or "Mise à jour du logiciel"
    rows = [[rng.choice(heads["designation"]), rng.choice(heads["quantity"]), rng.choice(heads["unit"]),
             rng.choice(wordings("montant HT", "column", story.split))],
            [service, "1", net, net]]  # fmt: skip
    if rng.random() < 0.4:
        rows.append(
            [
                rng.choice(("Formation des référents (incluse)", "Documentation technique", "Assistance au démarrage")),
                "1",
                story.written(0),
                story.written(0),
            ]
        )
    table(p, rows, [2.4, 0.5, 1, 1.1], ruled=rng.random() < 0.7)
    totals = [(rng.choice(wordings(_concept(f), "full", story.split)), shown[_concept(f)]) for f in fields]
    totals = [t for t in totals if t[1]]
    if story.doctype.piece is Piece.INVOICE:
        totals = _invoice_totals(totals, story, rng)
    with p.within(p.left + 0.5 * p.span, p.right):
        p.room(len(totals) * (p.leading + 6) + 6)
        table(p, totals, [1.2, 1], head=False, ruled=rng.random() < 0.6)


def _invoice_totals(totals: list[Row], story: Story, rng: random.Random) -> list[Row]:
    """With the VAT that no index asks for, and what is left to pay when the State pays."""
    vat = round(story.net * story.rate / 100, 2)
    rows = [
        totals[0],
        (
            f"{rng.choice(wordings('montant de la TVA', 'full', story.split))} {story.rate:g} %".replace(".", ","),
            story.written(vat),
        ),
        *totals[1:],
    ]
    state = next((f for f in story.doctype.fields if f.balise == "mentionSegurEnChargeParEtat"), None)
    if state and story.truth[state.balise] == "true" and rng.random() < 0.4:
        rows.append((rng.choice(("Net à payer", "Reste à charge client", "Solde dû par le client")), story.written(0)))
    return rows


def service_words(story: Story) -> str:
    """The mention `Prestation Ségur` as this document prints it; empty when it must not."""
    for f in story.doctype.fields:
        if f.balise == "prestationSegur":
            return story.shown[f.balise]
        if f.balise == "mentionPrestationSegur":
            return f"Prestation Ségur {story.code}" if story.truth[f.balise] == "true" else ""
    return ""


_LAYOUTS: dict[str, Callable[[Paper, Story, random.Random, Sequence[Field]], None]] = {
    "pairs": _pairs, "columns": _columns, "rows": _rows, "items": _items,
}  # fmt: skip
