"""Invented firms, hospitals and people, with identifiers that pass their checks."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import dataclass

from bench.maker.paraphrases import data


@dataclass(frozen=True)
class Firm:
    """The supplier."""

    name: str
    siret: str
    address: str
    town: str
    phone: str
    mail: str
    capital: str
    seller: str

    @property
    def siren(self) -> str:
        return self.siret[:9]

    @property
    def vat(self) -> str:
        key = (12 + 3 * (int(self.siren) % 97)) % 97
        return f"FR{key:02d} {self.siren[:3]} {self.siren[3:6]} {self.siren[6:]}"


@dataclass(frozen=True)
class House:
    """The client: a hospital or an imaging centre."""

    name: str
    siret: str
    address: str
    town: str
    finess_ej: str


@dataclass(frozen=True)
class Person:
    first: str
    last: str
    title: str

    @property
    def account(self) -> str:
        return f"{_ascii(self.first)[0]}.{_ascii(self.last)}"


def firm(rng: random.Random) -> Firm:
    names = data("names")
    name, seller = rng.choice(names["suppliers"]), person(rng)
    return Firm(
        name, siret(rng), f"{rng.choice(names['streets'])}, {rng.randrange(10, 95)}{rng.choice(('000', '100', '450'))}",
        rng.choice(names["towns"]), phone(rng, " "), f"contact@{_ascii(name)[:14]}.example",
        f"{rng.randrange(10, 900)} 000", f"{seller.first} {seller.last}",
    )  # fmt: skip


def house(rng: random.Random, imaging: bool) -> House:
    names = data("names")
    town = rng.choice(names["towns"])
    name = rng.choice(names["centres" if imaging else "hospitals"]).format(town)
    if town[0] in "AÉEIOU":
        name = name.replace(f" de {town}", f" d’{town}")
    address = f"{rng.randrange(1, 200)} {rng.choice(('rue', 'avenue', 'boulevard'))} {rng.choice(names['last'])}"
    return House(name, siret(rng), address, f"{rng.randrange(10, 95)}{rng.randrange(100, 900)} {town}", luhn(rng, 9))


def person(rng: random.Random) -> Person:
    names = data("names")
    return Person(rng.choice(names["first"]), rng.choice(names["last"]), rng.choice(("M.", "Mme", "Dr", "")))


def luhn_completed(digits: str) -> str:
    """`digits` with the check digit that makes the whole pass Luhn (ISO/IEC 7812-1)."""
    total = 0
    for i, c in enumerate(reversed(digits)):
        d = int(c) * (2 if i % 2 == 0 else 1)
        total += d - 9 if d > 9 else d
    return digits + str(-total % 10)


def luhn(rng: random.Random, length: int, first: str = "") -> str:
    """A number of that length that passes Luhn."""
    head = first or str(rng.randrange(1, 10))
    return luhn_completed(head + "".join(str(rng.randrange(10)) for _ in range(length - 1 - len(head))))


def siret(rng: random.Random) -> str:
    return luhn_completed(luhn(rng, 9) + f"00{rng.randrange(1, 99):02d}")


def phone(rng: random.Random, separator: str) -> str:
    pairs = [f"{rng.randrange(100):02d}" for _ in range(4)]
    return separator.join([f"0{rng.choice((1, 2, 3, 4, 5, 6, 7, 9))}", *pairs])


def _ascii(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.replace("œ", "oe").replace("Œ", "Oe")).lower()
    return "".join(c for c in plain if c.isascii() and c.isalnum())
