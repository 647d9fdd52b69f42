"""What each kind of value looks like: how it is compared, checked and returned (CCTP III, decisions.md 3, 4 and 18).

One module a kind, each with `compact`, `validate`, `is_valid` and `format`; this registry speaks of them by `Kind`.
Yes or no kinds and choices have no module: their values are `true`, `false` or a code of their choice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from radlad.domain.doctype import Kind
from radlad.domain.reading import Doubt
from radlad.kinds import (
    am,
    amount,
    date,
    email,
    finess,
    mention,
    name,
    phone,
    rate,
    reference,
    rpps,
    siren,
    siret,
    text,
)
from radlad.kinds.errors import ImpossibleError, KeyDigitError, KindError, PartialError

Check = Callable[[str], tuple[Doubt, ...]]
_REMEMBERED = 4096
"""Values of a few documents: each is asked for by several stages."""

_COMPACT: Mapping[Kind, Callable[[str], str]] = {
    Kind.REFERENCE: reference.compact,
    Kind.TEXT: text.compact,
    Kind.NAME: name.compact,
    Kind.DATE: date.compact,
    Kind.SIRET: siret.compact,
    Kind.SIREN: siren.compact,
    Kind.FINESS: finess.compact,
    Kind.RPPS: rpps.compact,
    Kind.AM: am.compact,
    Kind.PHONE: phone.compact,
    Kind.EMAIL: email.compact,
    Kind.AMOUNT: amount.compact,
    Kind.RATE: rate.compact,
    Kind.MENTION: mention.compact,
}


def _checked(validate: Callable[[str], str], key: Doubt = Doubt.FORMAT) -> Check:
    def doubts(value: str) -> tuple[Doubt, ...]:
        try:
            validate(value)
        except KeyDigitError:
            return (key,)
        except KindError:
            return (Doubt.FORMAT,)
        return ()

    return doubts


def _date_doubts(value: str) -> tuple[Doubt, ...]:
    try:
        date.validate(value)
    except PartialError:
        return (Doubt.DATE_PARTIAL,)
    except ImpossibleError:
        return (Doubt.DATE_IMPOSSIBLE,)
    except KindError:
        return (Doubt.FORMAT,)
    return () if date.is_standard(value) else (Doubt.DATE_REWRITTEN,)


CHECKS: Mapping[Kind, Check] = MappingProxyType(
    {
        Kind.REFERENCE: _checked(reference.validate),
        Kind.TEXT: _checked(text.validate),
        Kind.NAME: _checked(name.validate),
        Kind.DATE: _date_doubts,
        Kind.SIRET: _checked(siret.validate, Doubt.SIRET_KEY),
        Kind.SIREN: _checked(siren.validate, Doubt.SIREN_KEY),
        Kind.FINESS: _checked(finess.validate, Doubt.FINESS_KEY),
        Kind.RPPS: _checked(rpps.validate, Doubt.RPPS_KEY),
        Kind.AM: _checked(am.validate, Doubt.AM_KEY),
        Kind.PHONE: _checked(phone.validate),
        Kind.EMAIL: _checked(email.validate),
        Kind.AMOUNT: _checked(amount.validate),
        Kind.RATE: _checked(rate.validate),
        Kind.MENTION: _checked(mention.validate),
    }
)
"""The doubts that a printed value of each kind raises by itself."""


@lru_cache(maxsize=_REMEMBERED)
def check(kind: Kind, value: str) -> tuple[Doubt, ...]:
    """The doubts that `value`, as printed, raises by itself; none for an empty one and for kinds without a check."""
    return CHECKS[kind](value) if value and kind in CHECKS else ()


def returned(kind: Kind, value: str) -> tuple[str, tuple[Doubt, ...]]:
    """What is returned for a printed `value`, and the doubts that raises.

    Content as printed, its spaces folded (decisions.md 3); a date as `JJ/MM/AAAA`, or `""` when it is partial or
    impossible (decisions.md 4).
    """
    doubts = check(kind, value)
    if kind is Kind.DATE:
        return (date.validate(value) if date.is_valid(value) else ""), doubts
    return (email.format(value) if kind is Kind.EMAIL else " ".join(value.split())), doubts


def same(kind: Kind, a: str, b: str) -> bool:
    """Whether two values of that kind say the same, in normal form; empty is only the same as empty."""
    if not a.strip() or not b.strip():
        return a.strip() == b.strip()
    compact = _COMPACT.get(kind, str.strip)
    return compact(a) == compact(b)
