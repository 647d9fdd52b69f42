"""The signature block: whose zone is where, what is printed in it, and who signed."""

from __future__ import annotations

import random
from collections.abc import Callable

from bench.maker import ink
from bench.maker.pairs import Row
from bench.maker.paper import Paper
from bench.maker.paraphrases import text, wordings
from bench.maker.story import Story
from radlad.domain.doctype import Kind, Labels, Section

Zone = tuple[float, float, float, float]
"""Left, top, width, height."""


def draw(p: Paper, story: Story, rng: random.Random) -> None:
    """The block, where the type has one, and the service's evidence page behind it."""
    fields = [f for f in story.doctype.fields if f.section is Section.SIGNATURE]
    if not fields:
        return
    rows = _rows(story, rng)
    _LAYOUTS[p.look.signing](p, story, rng, rows)


def after(p: Paper, story: Story, rng: random.Random) -> None:
    """What a signature service adds behind the last page."""
    if story.signing == "esign_page":
        ink.evidence_page(p, rng, story.signer, _signing_date(story))


def _signing_date(story: Story) -> str:
    return next((story.shown[f.balise] for f in story.doctype.fields
                 if isinstance(f.anchor, Labels) and f.anchor.concept == "date de signature"), "")  # fmt: skip


def _rows(story: Story, rng: random.Random) -> list[Row]:
    """Label and value of what the client fills in, and last the label over the signature itself."""
    rows = []
    for f in story.doctype.fields:
        if f.section is not Section.SIGNATURE or not isinstance(f.anchor, Labels):
            continue
        label = rng.choice(wordings(f.anchor.concept, rng.choice(("short", "full")), story.split))
        if f.kind is Kind.SIGNATURE:
            last = (label, "")
        else:
            rows.append((label.rstrip(" :"), story.shown[f.balise]))
    rng.shuffle(rows)
    return [*rows, last]


def _zones(p: Paper, story: Story, rng: random.Random, rows: list[Row]) -> None:
    """Two frames side by side."""
    height = (len(rows) + 1) * p.leading * 1.25 + 72
    p.room(height + 4 * p.leading)
    p.heading(text("headings", story.split, rng, "signature"))
    half = p.span / 2
    client = p.left if p.look.client_left else p.left + half
    supplier = p.left + half if p.look.client_left else p.left
    top = p.y - 2
    p.canvas.rect(p.left, top - height, half, height)
    p.canvas.rect(p.left + half, top - height, half, height)
    p.put(supplier + 6, top - p.leading, text("headings", story.split, rng, "supplier_zone"), bold=True)
    p.put(supplier + 6, top - 2.2 * p.leading, story.firm.seller)
    p.put(client + 6, top - p.leading, text("headings", story.split, rng, "client_zone"), bold=True)
    y = top - p.leading
    with p.within(client + 6, client + half - 6):
        p.y = y - 4
        _client_rows(p, rows)
    _sign(
        p,
        story,
        rng,
        (client + 6, p.y, half - 14, p.y - (top - height)),
        (supplier + 6, top - 3.4 * p.leading, half - 14, 60),
    )
    p.y = top - height - 8


def _client_rows(p: Paper, rows: list[Row]) -> None:
    for label, value in rows:
        for i, line in enumerate(p.wrap(f"{label} : {value}" if value or label != rows[-1][0] else label, p.span)):
            p.lines([line], p.left + (0 if i == 0 else 8))
        p.y -= 0.2 * p.leading


def _table(p: Paper, story: Story, rng: random.Random, rows: list[Row]) -> None:
    """A ruled table: a column a party, a row a thing to fill in."""
    heads = ["", text("headings", story.split, rng, "supplier_zone"), text("headings", story.split, rng, "client_zone")]
    first = 0.24 * p.span
    width = (p.span - first) / 2
    client = p.left + first + (0 if p.look.client_left else width)
    supplier = p.left + first + (width if p.look.client_left else 0)
    deep = 84
    p.room((len(rows) + 3) * 2 * p.leading + deep)
    p.heading(text("headings", story.split, rng, "signature"))
    order = [heads[0], *(heads[:0:-1] if p.look.client_left else heads[1:])]
    _row(
        p, [(p.left, first, order[0]), (p.left + first, width, order[1]), (p.left + first + width, width, order[2])], 0
    )
    for label, value in rows[:-1]:
        seller = story.firm.seller if "om" in label and rng.random() < 0.6 else ""
        _row(p, sorted([(p.left, first, label), (client, width, value), (supplier, width, seller)]), 0)
    top = p.y
    _row(p, sorted([(p.left, first, rows[-1][0]), (client, width, ""), (supplier, width, "")]), deep)
    _sign(p, story, rng, (client + 4, top - 4, width - 10, deep - 6), (supplier + 4, top - 6, width - 10, 60))
    p.y -= 8


def _row(p: Paper, cells: list[tuple[float, float, str]], height: float) -> None:
    wrapped = [(x, w, p.wrap(t, w - 8)) for x, w, t in cells]
    height = height or max(len(t) for _, _, t in wrapped) * p.leading + 6
    for x, w, lines in wrapped:
        p.canvas.rect(x, p.y - height, w, height)
        for i, line in enumerate(lines):
            p.put(x + 4, p.y - (i + 1) * p.leading, line)
    p.y -= height


def _single(p: Paper, story: Story, rng: random.Random, rows: list[Row]) -> None:
    """The client alone, at the right of the page."""
    height = (len(rows) + 2) * p.leading * 1.25 + 76
    p.room(height + 3 * p.leading)
    p.y -= p.leading
    left = p.left + 0.42 * p.span
    p.put(left, p.y, text("headings", story.split, rng, "client_zone"), bold=True)
    top = p.y
    with p.within(left, p.right):
        _client_rows(p, rows)
    _sign(p, story, rng, (left, p.y, 0.56 * p.span, 70), (p.left, top - 10, 0.36 * p.span, 60))
    p.y -= 78


def _ruled(p: Paper, story: Story, rng: random.Random, rows: list[Row]) -> None:
    """A ruled line to sign on, its label before or beneath it; the supplier's above or below."""
    p.room(11 * p.leading + 110)
    p.heading(text("headings", story.split, rng, "signature"))
    zones: dict[str, Zone] = {}
    for party in ("client", "supplier") if p.look.client_left else ("supplier", "client"):
        p.put(p.left, p.y - p.leading, text("headings", story.split, rng, f"{party}_zone"), bold=True)
        p.y -= 1.2 * p.leading
        if party == "client":
            _client_rows(p, rows[:-1])
        p.y -= 44
        label = rows[-1][0] if party == "client" else "Visa"
        x = p.left + p.put(p.left, p.y, f"{label} : " if party == "client" else "Visa : ") + 4
        p.canvas.line(x, p.y - 2, min(x + 190, p.right), p.y - 2)
        zones[party] = (x, p.y + 42, min(190, p.right - x), 44)
        p.y -= 10
    _sign(p, story, rng, zones["client"], zones["supplier"])


_LAYOUTS: dict[str, Callable[[Paper, Story, random.Random, list[Row]], None]] = {
    "zones": _zones, "table": _table, "single": _single, "ruled": _ruled,
}  # fmt: skip


def _sign(p: Paper, story: Story, rng: random.Random, client: Zone, supplier: Zone) -> None:
    """Puts in the zones what `story.signing` says."""
    how = story.signing
    x, top, width, height = client
    foot = top - height
    room = min(width - 20, 110)
    lines = (story.house.name, story.house.town, "La Direction")
    if how in ("stamp", "over_stamp"):
        ink.stamp(p, rng, x + 0.3 * width, foot + 6, lines)
    if how in ("pen", "initials_and_pen", "over_stamp", "ruled"):
        ink.scrawl(p, rng, x + rng.uniform(4, max(5, width - room - 10)), foot + 0.3 * height, room, 0.55 * height)
    elif how == "above":
        ink.scrawl(p, rng, x + 10, top - 6, room, 26)
    elif how == "across":
        ink.scrawl(p, rng, x + 0.15 * width, foot + 0.3 * height, 0.95 * width, 0.6 * height)
    elif how in ("esign", "esign_page"):
        ink.visa(p, rng, x + 4, top - 4, min(width - 8, 210), story.signer, _signing_date(story), story.split)
    elif how == "supplier_esign":
        ink.visa(
            p,
            rng,
            supplier[0],
            supplier[1],
            min(supplier[2], 200),
            story.firm.seller,
            _signing_date(story),
            story.split,
        )
    if how == "supplier" or (how in ("pen", "stamp", "above") and rng.random() < 0.5):
        ink.scrawl(
            p, rng, supplier[0] + 8, supplier[1] - 0.7 * supplier[3], min(90, supplier[2] - 12), 0.5 * supplier[3]
        )
    if how not in ("supplier_esign",) and rng.random() < 0.3:
        ink.stamp(p, rng, supplier[0] + 6, supplier[1] - supplier[3] + 4, (story.firm.name, story.firm.town))
