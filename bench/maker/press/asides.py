"""What stands beside the values asked for, as in life: other people, dates and numbers, and the lines of the price."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from bench.maker import people
from bench.maker.story import Story

_QUALITIES = (
    "Directeur", "Directrice générale adjointe", "Directeur des systèmes d’information", "Responsable informatique",
    "Gérant", "Cadre administratif",
)  # fmt: skip


def beside(story: Story) -> dict[str, Any]:
    """Values that no index wants, and `turn`: 0 to 2, for papers that say the same in more than one way.

    They come from a generator of their own: papers that print none of them stay as they are.
    """
    rng = random.Random(f"beside {story.firm.siret} {story.doctype.key}")
    referent, day = people.person(rng), _day(story, rng)
    first, _, last = story.firm.seller.partition(" ")
    return {
        "turn": rng.randrange(3), "today": _written(day + timedelta(days=rng.randrange(6))),
        "valid": _written(day + timedelta(days=60)), "due": _written(day + timedelta(days=45)),
        "offered": _written(day - timedelta(days=12)), "prepared": _written(_signed(story, day) - timedelta(days=3)),
        "seller_phone": f"+33 6 {people.phone(rng, ' ')[3:]}",
        "seller_mail": f"{people.Person(first, last, '').account}@{story.firm.mail.partition('@')[2]}",
        "referent": f"{referent.first} {referent.last}", "referent_phone": people.phone(rng, " "),
        "referent_mail": f"{referent.account}@dsi.example", "delivery": f"BL{rng.randrange(10**5):05d}",
        "project": f"PRJ-{rng.randrange(10**4):04d}", "lines": _lines(story, rng),
        "quality": rng.choice(_QUALITIES), "place": story.house.town.partition(" ")[2],
        "host": story.firm.mail.partition("@")[2], "file": rng.randrange(10**5, 10**6), "minute": rng.randrange(10, 60),
        "left": story.written(round(story.net * (0.7 + story.rate / 100), 2)),
    }  # fmt: skip


def _day(story: Story, rng: random.Random) -> date:
    """The day of the paper where it tells it; else any."""
    told = story.truth.get("dateEditionCommande") or story.truth.get("dateEditionFacture")
    return _read(told) if told else date(2026, 1, 5) + timedelta(days=rng.randrange(300))


def _signed(story: Story, day: date) -> date:
    """The day the client signed, where the paper tells it; else a week after its own."""
    told = story.truth.get("dateSignatureCommande") or story.truth.get("dateSignatureVA")
    return _read(told) if told else day + timedelta(days=7)


def _read(told: str) -> date:
    day, month, year = (int(part) for part in told.split("/"))
    return date(year, month, day)


def _written(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _lines(story: Story, rng: random.Random) -> list[dict[str, str]]:
    """The price in three lines that add up to it: words, quantity, price of one, and of all."""
    days = rng.randrange(2, 6)
    day, setting = (10.0 * round(share * story.net / 10) for share in (0.2 / days, 0.25))
    licence = round(story.net - setting - days * day, 2)
    made = (
        ("Licence et droits d’usage, mise à jour", 1, licence),
        ("Installation, paramétrage et interfaces", 1, setting), ("Formation des utilisateurs (jour)", days, day),
    )  # fmt: skip
    return [
        {"words": words, "quantity": str(n), "unit": story.written(one), "total": story.written(round(n * one, 2))}
        for words, n, one in made
    ]
