"""Invented facts for one document: who buys what from whom, for how much, and what is printed of it."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from radlad.doctypes import labels
from radlad.domain.doctype import Choice, DocumentType, Field, Kind, Labels, Piece, Review, Wording

_TOWNS = ("Vannes", "Tulle", "Dole", "Privas", "Mende", "Royan", "Sète", "Lannion", "Bar-le-Duc", "Pézenas")
_HOSPITALS = ("Centre Hospitalier de {}", "Clinique Saint-Roch de {}", "Hôpital intercommunal de {}", "EPSM de {}")
_CENTRES = ("Imagerie médicale de {}", "Cabinet de radiologie {}", "SELARL Radiologie {}", "Scanner IRM {}")
_FIRST = ("Odile", "Marc", "Fanny", "Yannick", "Noémie", "Gaëtan", "Lucie", "Hervé", "Inès", "Benoît")
_LAST = ("Kermarrec", "Vasseur", "Delcourt", "Oumarou", "Picaud", "Estève", "Naudet", "Thévenot", "L’Hostis", "Ferrand")
_SUPPLIERS = (
    "Calame Logiciels SAS",
    "Orbe Santé SARL",
    "Néréide Systèmes SA",
    "Atelier Numérique du Soin",
    "Sillage Informatique",
)
_PRODUCTS = ("Calame Dossier 8.2", "OrbeSoin v4.11", "Néréide Flux 12.0.3", "Sillage Image 2026.1", "Hippocampe 7.4")
_STREETS = ("12 rue des Tanneurs", "4 quai de la Fonderie", "87 avenue Foch", "3 impasse du Moulin")


def luhn_completed(digits: str) -> str:
    """`digits` with the check digit that makes the whole pass Luhn (ISO/IEC 7812-1)."""
    total = 0
    for i, c in enumerate(reversed(digits)):
        d = int(c) * (2 if i % 2 == 0 else 1)
        total += d - 9 if d > 9 else d
    return digits + str(-total % 10)


@dataclass(frozen=True)
class Facts:
    """What the paper says: `printed` by balise (`""` when absent), and the letter-head's distractors."""

    doctype: DocumentType
    printed: dict[str, str]
    supplier: str
    supplier_address: str
    supplier_phone: str
    supplier_mail: str
    client: str
    signed: bool
    stamped: bool
    extras: tuple[tuple[str, str], ...] = field(default=())
    """Label and value pairs that no balise asks for: due dates, client's SIRET, IBAN."""


def invent(doctype: DocumentType, rng: random.Random, absent: float = 0.12) -> Facts:
    """Facts for one document of that type; `absent` is the share of droppable fields left out."""
    return _Invention(doctype, rng, absent).facts()


class _Invention:
    def __init__(self, doctype: DocumentType, rng: random.Random, absent: float) -> None:
        self.doctype, self.rng, self.absent = doctype, rng, absent
        town = rng.choice(_TOWNS)
        names = _CENTRES if doctype.lane.couloir == "IMG" else _HOSPITALS
        self.client = rng.choice(names).format(town)
        self.first, self.last = rng.choice(_FIRST), rng.choice(_LAST)
        self.supplier = rng.choice(_SUPPLIERS)
        self.ordered = date(2025, 6, 1) + timedelta(days=rng.randrange(600))
        self.signed = rng.random() < 0.8
        self.rates = {None: rng.choice((20.0, 20.0, 8.5)), "principale": 20.0, "secondaire": 20.0}
        self.net = {s: round(rng.uniform(2_000, 320_000), 2) for s in (None, "principale", "secondaire")}
        self.thousands = rng.choice((" ", "\u202f", "", "."))
        self.currency = rng.choice((" €", "", " EUR"))

    def facts(self) -> Facts:
        printed = {f.balise: self._value(f) for f in self.doctype.fields}
        for f in self.doctype.fields:
            droppable = f.review is Review.IF_FOUND or f.kind in (Kind.MENTION, Kind.REFERENCE, Kind.PHONE, Kind.EMAIL)
            if droppable and f.kind not in (Kind.QUESTION, Kind.STATED) and self.rng.random() < self.absent:
                printed[f.balise] = ""
        digits = self._digits(8)
        extras = (
            ("Date de validité de l’offre", self._date(120)),
            ("SIRET du client", luhn_completed(luhn_completed(digits) + "0001")),
            ("Échéance de paiement", self._date(45)),
        )
        return Facts(
            self.doctype, printed, self.supplier, f"{self.rng.choice(_STREETS)}, {self.rng.randrange(10, 95)}100",
            f"0{self.rng.randrange(1, 6)} {self._pairs()}", f"contact@{self.supplier.split()[0].lower()}.example",
            self.client, self.signed, self.rng.random() < 0.5, extras=tuple(self.rng.sample(extras, 2)),
        )  # fmt: skip

    def _value(self, f: Field) -> str:
        anchor = f.anchor
        if f.kind is Kind.SIGNATURE:
            return "true" if self.signed else "false"
        if isinstance(anchor, Choice):
            return self.rng.choice(anchor.options).code
        if isinstance(anchor, Wording):
            return self._sentence(f, anchor)
        return self._labelled(f, anchor)

    def _sentence(self, f: Field, wording: Wording) -> str:
        if f.kind is Kind.QUESTION:
            return self.rng.choices(("true", "false", ""), (45, 45, 10))[0]
        if f.kind in (Kind.CHECKBOX, Kind.STATED):
            return "true" if self.doctype.piece is Piece.INVOICE or self.rng.random() < 0.7 else "false"
        text = wording.text
        return f"{text} : {self._amount(self.net[self._main_scope()])}" if wording.amount_follows else text

    def _labelled(self, f: Field, anchor: Labels) -> str:
        by_kind = {
            Kind.SIRET: lambda: self._siret(), Kind.SIREN: lambda: luhn_completed(self._digits(8)),
            Kind.FINESS: lambda: luhn_completed(self._digits(8)), Kind.AM: lambda: luhn_completed(self._digits(8)),
            Kind.RPPS: lambda: luhn_completed("1" + self._digits(9)), Kind.PHONE: lambda: self._phone(),
            Kind.EMAIL: lambda: self._mail(anchor), Kind.NAME: lambda: self._name(anchor),
            Kind.DATE: lambda: self._dated(anchor), Kind.AMOUNT: lambda: self._money(anchor),
            Kind.RATE: lambda: self._rate(anchor), Kind.REFERENCE: lambda: self._reference(anchor),
            Kind.TEXT: lambda: self._text(anchor),
        }  # fmt: skip
        return by_kind[f.kind]()

    # -- one value each
    def _digits(self, n: int) -> str:
        return str(self.rng.randrange(1, 10)) + "".join(str(self.rng.randrange(10)) for _ in range(n - 1))

    def _pairs(self) -> str:
        return " ".join(f"{self.rng.randrange(100):02d}" for _ in range(4))

    def _siret(self) -> str:
        s = luhn_completed(luhn_completed(self._digits(8)) + "0002")
        return s if self.rng.random() < 0.5 else f"{s[:3]} {s[3:6]} {s[6:9]} {s[9:]}"

    def _phone(self) -> str:
        sep = self.rng.choice((" ", ".", "", "-"))
        return f"0{self.rng.randrange(1, 8)}{sep}{self._pairs().replace(' ', sep)}"

    def _mail(self, anchor: Labels) -> str:
        plain = self.last.lower().replace("’", "").replace("é", "e").replace("è", "e")
        if anchor is labels.MSS_ADDRESS:
            return f"secretariat.{plain}@hopital.mssante.fr"
        return f"{self.first[0].lower()}.{plain}@sante.example".replace("é", "e").replace("î", "i")

    def _name(self, anchor: Labels) -> str:
        if anchor is labels.SIGNER_NAME:
            return f"{self.last.upper()} {self.first}"
        return self.rng.choice(
            (f"{self.first} {self.last}", f"Mme {self.first} {self.last}", f"{self.last} {self.first}")
        )

    def _date(self, days: int) -> str:
        return (self.ordered + timedelta(days=days)).strftime("%d/%m/%Y")

    def _dated(self, anchor: Labels) -> str:
        days = {
            labels.ORDER_DATE: 0, labels.SIGNING_DATE: 9, labels.DELIVERY_DATE: 90, labels.SERVICE_DATE: 95,
            labels.INVOICE_DATE: 101, labels.AID_DATE: -200, labels.DRIMBOX_DATE: -30,
        }  # fmt: skip
        return self._date(days[anchor])

    def _main_scope(self) -> str | None:
        return "principale" if self.doctype.lane.couloir == "IMG" else None

    def _money(self, anchor: Labels) -> str:
        if anchor is labels.AID_AMOUNT:
            return self._amount(self.rng.randrange(500, 90_000))
        scope = anchor.scope.value if anchor.scope else None
        net, rate = self.net[scope], self.rates[scope]
        vat = round(net * rate / 100, 2)
        name = anchor.concept
        return self._amount(vat if "TVA" in name else round(net + vat, 2) if "TTC" in name else net)

    def _amount(self, value: float) -> str:
        whole, cents = f"{value:,.2f}".split(".")
        return f"{whole.replace(',', self.thousands)},{cents}{self.currency}"

    def _rate(self, anchor: Labels) -> str:
        rate = self.rates[anchor.scope.value if anchor.scope else None]
        return f"{rate:g}".replace(".", ",") + self.rng.choice((" %", "%", ""))

    def _reference(self, anchor: Labels) -> str:
        lane = f"{self.doctype.lane.couloir}-{self.doctype.lane.sons}-Va2"
        n, year = self.rng.randrange(1, 9999), self.ordered.year
        if anchor is labels.FUNDING_REFERENCE:
            return f"AF-{lane}-{n:04d}"
        if anchor is labels.ANS_NUMBER:
            return f"{lane}-{year}-{n:04d}"
        if anchor is labels.INVOICE_NUMBER:
            return self.rng.choice((f"F{year}{n:05d}", f"FAC-{year}-{n}", f"{n} {year}"))
        return self.rng.choice((f"BC{year}{n:04d}", f"CDE {n}", f"{year} {n:05d} B"))

    def _text(self, anchor: Labels) -> str:
        town = self.client.split()[-1]
        texts = {
            labels.SERVICE_NATURE: ("Prestation Ségur Vague 2", "Prestation Ségur Vague 1 + Vague 2", "Vague 2"),
            labels.SUPPLIER_NAME: (self.supplier,), labels.CLIENT_NAME: (self.client,),
            labels.CLIENT_COMPANY: (self.client,), labels.SOFTWARE: _PRODUCTS,
            labels.STRUCTURE_NAME: (f"Centre d’imagerie {town}", f"Site de {town}"),
            labels.TRANCHE: ("Tranche 1", "Tranche 2", "T3"),
            labels.ACTIVITY: ("Imagerie en coupe", "Radiologie conventionnelle", "Radiologie générale / échographie"),
        }  # fmt: skip
        return self.rng.choice(texts[anchor])


def option_of(choice: Choice, code: str) -> Wording:
    """The wording of a choice's option."""
    return next(o.wording for o in choice.options if o.code == code)
