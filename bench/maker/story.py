"""What one document says: the values printed, what a perfect reader returns of them, and who signs it."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bench.maker import people
from bench.maker.paraphrases import data
from radlad.domain.doctype import Choice, DocumentType, Field, Kind, Labels, Piece, Review, Wording

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
_DAYS = {
    "date d’émission du bon de commande": 0, "date de signature": 9, "date prévisionnelle d’installation": 90,
    "date de réalisation de la prestation": 95, "date d’édition de la facture": 101,
    "date d’attribution des aides de minimis": -200, "date de commande DRIMbox": -30,
}  # fmt: skip
SIGNED = ("pen", "pen", "pen", "over_stamp", "above", "across", "ruled", "esign", "esign_page", "initials_and_pen")
WIDER = ("I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z")
"""Halves whose suppliers also write as `_Telling._widen` says; those made before keep their documents."""
_SHORT_MONTHS = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip
_LEGAL_FORM = re.compile(r"[ ,]+(?:S\.?A\.?S\.?U?|S\.?A\.?R\.?L|S\.?A|E\.?U\.?R\.?L|SCOP)\.?$")
UNSIGNED = ("none", "stamp", "supplier", "supplier_esign", "initials")


@dataclass(frozen=True)
class Story:
    """`shown`: what is printed, by balise; `truth`: what is to be returned (`""` when absent)."""

    doctype: DocumentType
    shown: dict[str, str]
    truth: dict[str, str]
    firm: people.Firm
    house: people.House
    signer: str
    signing: str
    unclear: dict[str, str]
    """Why a question or choice that was touched has no answer, by balise: `both` boxes ticked, or a tick `between`."""
    boxed_mentions: bool
    """The attestation's mentions have a box each (decisions.md 6)."""
    net: float
    rate: float
    written: Money
    split: str

    @property
    def code(self) -> str:
        return code_of(self.doctype)

    @property
    def signed(self) -> bool:
        return self.signing in SIGNED


def code_of(doctype: DocumentType) -> str:
    """The SONS code as printed: `HOP-DPI-Va2`."""
    sons = {"DRIMBOX": "DRIMBox"}.get(doctype.lane.sons, doctype.lane.sons)
    return f"{doctype.lane.couloir}-{sons}-Va2"


@dataclass(frozen=True)
class Money:
    """How this supplier writes an amount."""

    thousands: str
    point: str
    currency: str
    before: str = ""
    """The currency, where it stands first."""
    cents: bool = True

    def __call__(self, value: float) -> str:
        whole, cents = f"{value:,.2f}".split(".")
        shown = f"{self.point}{cents}" if self.cents or cents != "00" else ""
        return f"{self.before}{whole.replace(',', self.thousands)}{shown}{self.currency}"


def tell(doctype: DocumentType, split: str, rng: random.Random, absent: float = 0.1) -> Story:
    """A story for one document of that type; `absent` is the share of droppable fields left out."""
    return _Telling(doctype, split, rng, absent).story()


class _Telling:
    def __init__(self, doctype: DocumentType, split: str, rng: random.Random, absent: float) -> None:
        self.doctype, self.split, self.rng, self.absent = doctype, split, rng, absent
        self.imaging = doctype.lane.couloir == "IMG"
        self.firm, self.house = people.firm(rng), people.house(rng, self.imaging)
        self.person = people.person(rng)
        self.other = people.person(rng) if rng.random() < 0.15 else self.person
        self.ordered = date(2025, 6, 1) + timedelta(days=rng.randrange(600))
        self.rate = rng.choice((20.0, 20.0, 20.0, 8.5, 0.0))
        self.net = {s: round(rng.uniform(2_000, 320_000), 2) for s in (None, "principale", "secondaire")}
        separator, point = rng.choice(((" ", ","), ("\u00a0", ","), ("\u202f", ","), ("", ","), (".", ","), ("", ".")))
        self.money = Money(separator, point, rng.choice((" €", "", " EUR", "€", " euros")))
        self.percent = rng.choice((" %", "%", "\u00a0%"))
        self.phone_separator = rng.choice((" ", ".", "", "-", "/"))
        self.date_form = rng.choices(("slash", "dash", "dot", "words", "iso"), (80, 4, 6, 7, 3))[0]
        self.boxed = doctype.piece is Piece.VA and rng.random() < 0.6
        self.gap, self.abroad = " ", ""
        if split in WIDER:
            self._widen()

    def _widen(self) -> None:
        """No legal form behind the name, numbers in thin spaces, `+33`, no cents, the currency first, short months."""
        rng = self.rng
        if rng.random() < 0.5:
            self.firm = replace(self.firm, name=_LEGAL_FORM.sub("", self.firm.name))
        self.gap = rng.choice((" ", " ", "\u202f", "\u2009", "\u00a0"))
        self.abroad = rng.choice(("", "", "", "+33 ", "+33 (0)"))
        if rng.random() < 0.3:  # of multiples of 200, 8,5 % and 30 % are whole too
            self.net = {scope: 200.0 * round(net / 200) for scope, net in self.net.items()}
            self.money = replace(self.money, cents=False)
        if rng.random() < 0.12:
            self.money = replace(self.money, before="€ ", currency="")
        if rng.random() < 0.08:
            self.date_form = "short"

    def story(self) -> Story:
        signing = self.rng.choice(SIGNED if self.rng.random() < 0.72 else UNSIGNED)
        shown: dict[str, str] = {}
        truth: dict[str, str] = {}
        for f in self.doctype.fields:
            value = "" if self._left_out(f, signing) or self._moot(f, truth) else self._value(f)
            if f.kind is Kind.SIGNATURE:
                value = "true" if signing in SIGNED else "false"
            truth[f.balise] = value
            shown[f.balise] = self._written(value) if f.kind is Kind.DATE else value
        signer = next((v for f in self.doctype.fields if f.anchor and _concept(f) == "nom du signataire"
                       and (v := shown[f.balise])), f"{self.other.first} {self.other.last}")  # fmt: skip
        main = "principale" if self.imaging else None
        asked = [f.balise for f in self.doctype.fields if f.kind in (Kind.QUESTION, Kind.CHOICE)]
        unclear = {b: self.rng.choice(("both", "both", "between")) for b in asked
                   if not truth[b] and self.rng.random() < 0.45}  # fmt: skip
        return Story(
            self.doctype, shown, truth, self.firm, self.house, signer, signing, unclear, self.boxed,
            self.net[main], self.rate, self.money, self.split,
        )  # fmt: skip

    def _moot(self, f: Field, truth: dict[str, str]) -> bool:
        """What follows a question that was not answered Oui."""
        asked = {"montantAides": "aidesPercues", "dateAttribution": "aidesPercues", "dateDBCommande": "isDBCommande"}
        return f.balise in asked and truth[asked[f.balise]] != "true"

    def _left_out(self, f: Field, signing: str) -> bool:
        if f.kind in (Kind.QUESTION, Kind.STATED, Kind.CHECKBOX, Kind.CHOICE, Kind.SIGNATURE):
            return False
        if _concept(f) in ("dénomination sociale du fournisseur", "nom du client"):
            return False
        if signing.startswith("esign") and _concept(f) in ("date de signature", "nom du signataire"):
            return False  # the visa states both
        if f.balise == "prestationSegur":  # the words stand in other mentions too: never absent, to be fair
            return False
        if f.kind in (Kind.AMOUNT, Kind.RATE) and f.mandatory:
            return False
        share = 2 * self.absent if f.review is Review.IF_FOUND else 0.5 * self.absent
        return self.rng.random() < share

    # -- what there is to return
    def _value(self, f: Field) -> str:
        if f.kind is Kind.SIGNATURE:
            return ""
        if isinstance(f.anchor, Choice):
            codes = [o.code for o in f.anchor.options]
            return self.rng.choice([*codes, *codes, *codes, ""])
        if isinstance(f.anchor, Wording):
            return self._sentence(f, f.anchor)
        return self._labelled(f, f.anchor)

    def _sentence(self, f: Field, wording: Wording) -> str:
        if f.kind is Kind.QUESTION:
            return self.rng.choices(("true", "false", ""), (45, 45, 10))[0]
        if f.kind is Kind.CHECKBOX:
            return self.rng.choice(("true", "true", "false"))
        if f.kind is Kind.STATED:
            return "true" if self.rng.random() < 0.85 else "false"
        text = self._altered(_dressed(wording.text, self.rng))
        main = "principale" if self.imaging else None
        return f"{text} : {self.money(self.net[main])}" if wording.amount_follows else text

    def _altered(self, text: str) -> str:
        if self.rng.random() < 0.12:
            for old, new in self.rng.sample(data("texts")["alterations"]["words"], 12):
                if old in text:
                    return text.replace(old, new, 1)
        return text

    def _labelled(self, f: Field, anchor: Labels) -> str:
        rng = self.rng
        simple = {
            Kind.SIREN: lambda: self._grouped(self.house.siret[:9]),
            Kind.FINESS: lambda: self._finess(), Kind.AM: lambda: people.luhn(rng, 9),
            Kind.RPPS: lambda: people.luhn(rng, 11, "1"), Kind.PHONE: lambda: self._phone(),
            Kind.SIRET: lambda: self._grouped(self.firm.siret), Kind.EMAIL: lambda: self._mail(anchor),
            Kind.NAME: lambda: self._name(anchor), Kind.DATE: lambda: self._date(_DAYS[anchor.concept]),
            Kind.AMOUNT: lambda: self._amount(anchor), Kind.RATE: lambda: self._rate(),
            Kind.REFERENCE: lambda: self._reference(anchor), Kind.TEXT: lambda: self._text(anchor),
        }  # fmt: skip
        return simple[f.kind]()

    def _grouped(self, digits: str) -> str:
        if self.rng.random() < 0.5:
            return digits
        return self.gap.join((digits[:3], digits[3:6], digits[6:9], digits[9:])).strip()

    def _phone(self) -> str:
        number = people.phone(self.rng, self.phone_separator)
        return self.abroad + number[1:] if self.abroad else number

    def _finess(self) -> str:
        digits = people.luhn(self.rng, 9)
        return digits if self.rng.random() < 0.75 else f"{digits[:2]} {digits[2:5]} {digits[5:8]} {digits[8]}"

    def _mail(self, anchor: Labels) -> str:
        if "MSS" in anchor.concept:
            return f"secretariat.{self.person.account[2:]}@etab{self.rng.randrange(10, 99)}.mssante.fr"
        host = self.rng.choice(("sante.example", "ch-vald.example", "hopital-bocage.example", "imagerie.example"))
        return f"{self.person.account}@{host}"

    def _name(self, anchor: Labels) -> str:
        p = self.other if anchor.concept == "nom du signataire" else self.person
        title = f"{p.title} " if p.title and self.rng.random() < 0.5 else ""
        forms = (f"{p.first} {p.last}", f"{p.last.upper()} {p.first}", f"{p.first} {p.last.upper()}")
        return title + self.rng.choice(forms)

    def _date(self, days: int) -> str:
        return (self.ordered + timedelta(days=days)).strftime("%d/%m/%Y")

    def _written(self, value: str) -> str:
        """A date as this supplier writes it; a full date, so that decisions.md 4 gives one answer."""
        if not value or self.date_form == "slash":
            return value
        day, month, year = value.split("/")
        first = "1er" if day == "01" else day.lstrip("0")
        return {
            "dash": f"{day}-{month}-{year}", "dot": f"{day}.{month}.{year}", "iso": f"{year}-{month}-{day}",
            "words": f"{first} {_MONTHS[int(month) - 1]} {year}",
            "short": f"{first} {_SHORT_MONTHS[int(month) - 1]} {year}",
        }[self.date_form]  # fmt: skip

    def _amount(self, anchor: Labels) -> str:
        if "aides" in anchor.concept:
            return self.money(self.rng.randrange(500, 90_000))
        net = self.net[anchor.scope.value if anchor.scope else None]
        vat = round(net * self.rate / 100, 2)
        name = anchor.concept
        return self.money(vat if "TVA" in name else round(net + vat, 2) if "TTC" in name else net)

    def _rate(self) -> str:
        return f"{self.rate:g}".replace(".", ",") + self.percent

    def _reference(self, anchor: Labels) -> str:
        n, year, code = self.rng.randrange(1, 9999), self.ordered.year, code_of(self.doctype)
        forms = {
            "référence de l’appel à financement": (
                f"AF-{code}-{n:04d}", f"{code.upper()}_{n:05d}", code, f"{code}-{n}",
            ),
            "numéro de référencement": (f"{code}-{year}-{n:04d}", f"ANS{year}{n:05d}", f"REF-{code}-{n}"),
            "numéro de la facture": (f"F{year}{n:05d}", f"FAC-{year}-{n}", f"{year}/{n:04d}", f"FA{n:06d}"),
            "numéro du bon de commande": (
                f"BC{year}{n:04d}", f"CDE-{n}", f"{year}-{n:05d}-B", f"45{n:08d}", f"BDC/{year}/{n}", f"C {n} {year}",
            ),
        }  # fmt: skip
        return self.rng.choice(forms[anchor.concept])

    def _text(self, anchor: Labels) -> str:
        names = data("names")
        town = self.house.town.split(" ", 1)[1]
        texts = {
            "nature de la prestation": names["natures"], "dénomination sociale du fournisseur": (self.firm.name,),
            "nom du client": (self.house.name,), "dénomination et version du logiciel": names["products"],
            "raison sociale de l’établissement": (self.house.name, f"Association hospitalière de {town}"),
            "nom de la structure": [s.format(town) for s in names["structures"]],
            "tranche de financement": names["tranches"], "type d’activité": names["activities"],
        }  # fmt: skip
        return str(self.rng.choice(texts[anchor.concept]))


def _concept(f: Field) -> str:
    return f.anchor.concept if isinstance(f.anchor, Labels) else ""


def _dressed(text: str, rng: random.Random) -> str:
    """The sentence with this word processor's quotes, apostrophes and hyphens."""
    if rng.random() < 0.4:
        text = text.replace("’", "'")
    if rng.random() < 0.2:
        text = text.replace("l’Etat", "l’État").replace("l'Etat", "l'État")
    return text.upper() if rng.random() < 0.03 else text
