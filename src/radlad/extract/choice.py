"""Which printed value is which field's: one to one over the whole document, the likeliest first."""

from __future__ import annotations

from functools import cached_property
from itertools import combinations

from radlad.domain.doctype import Field, Kind
from radlad.extract.hit import SURE_LABEL
from radlad.extract.options import Option, Options
from radlad.extract.remainder import Remainder
from radlad.extract.slots import Place
from radlad.extract.values import FREE


class Choice:
    """The option chosen for each field, and those that were not."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self._options = {f: options.of(f) for f in options.fields}
        self.chosen = self._assign()
        self.remainder = Remainder(options, self.chosen)
        self._give_what_is_left()

    def _assign(self) -> dict[Field, Option]:
        chosen: dict[Field, Option] = {}
        everything = sorted((o for found in self._options.values() for o in found), key=lambda o: -o.score)
        for option in everything:
            if option.field not in chosen and not any(_clash(option, c) for c in chosen.values()):
                chosen[option.field] = option
        self._repair(chosen)
        self._exchange(chosen)
        return chosen

    def _repair(self, chosen: dict[Field, Option]) -> None:
        """Gives a field that got nothing an option held by another, where that one has a good second choice."""
        for field in self._options:
            if field in chosen:
                continue
            for option in self._options[field]:
                holders = [c for c in chosen.values() if _clash(option, c)]
                if len(holders) != 1:
                    continue
                others = [c for c in chosen.values() if c is not holders[0]]
                second = next(
                    (o for o in self._options[holders[0].field] if not any(_clash(o, c) for c in [*others, option])),
                    None,
                )
                if second is not None and option.score + second.score > holders[0].score + 0.1:
                    chosen[field], chosen[second.field] = option, second
                    break

    def _exchange(self, chosen: dict[Field, Option]) -> None:
        """Has two fields of a kind with a form of its own exchange their values where both are likelier so together."""
        for one, other in combinations(list(chosen), 2):
            if one.kind is not other.kind or one.kind in FREE:
                continue
            a, b = chosen[one], chosen[other]
            first = next((o for o in self._options[one] if o.tokens == b.tokens), None)
            second = next((o for o in self._options[other] if o.tokens == a.tokens), None)
            if first is not None and second is not None and first.score + second.score > a.score + b.score:
                chosen[one], chosen[other] = first, second

    def _give_what_is_left(self) -> None:
        """Gives the only value left of a kind to the only field of that kind that has none, if it may want one; the
        same rate to several."""
        without = [f for f in self.options.fields if f not in self.chosen and not f.if_yes]
        wanting = [f for f in without if not self.options.empty_labels(f)]
        for field in wanting:
            if field.kind is Kind.RATE or sum(f.kind is field.kind for f in wanting) == 1:
                option = self.remainder.only(field)
                if option is not None:
                    self.chosen[field] = option

    @cached_property
    def understood(self) -> float:
        """The share of the chosen values (0 to 1) that a well-known label announces."""
        sure = [o for o in self.chosen.values() if o.hit is not None and o.likeness >= SURE_LABEL]
        return len(sure) / max(1, len(self.chosen))

    def rivals(self, option: Option) -> list[Option]:
        """The other values that could have been this field's, not taken by another field, best first."""
        taken = frozenset().union(*(c.tokens for c in self.chosen.values()))
        seen = {option.value.text}
        kept = []
        for other in self._options[option.field]:
            if other.value.text not in seen and not other.tokens & (taken | option.tokens):
                seen.add(other.value.text)
                kept.append(other)
        return kept


def _clash(a: Option, b: Option) -> bool:
    if a.tokens & b.tokens:
        return True
    return a.hit is b.hit and a.hit is not None and a.place is not Place.COLUMN and a.place is not Place.RIGHT
