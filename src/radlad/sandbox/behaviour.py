"""How the sandbox customer behaves: normally, or as a customer that fails (contracts.md 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


class BehaviourError(ValueError):
    """What was asked is not a behaviour; the text says what is."""


@dataclass(frozen=True)
class Behaviour:
    """`status`: answer with it and take nothing; `delay`: seconds before each answer; `refuse`: hang up."""

    status: int = 0
    delay: float = 0.0
    refuse: bool = False

    @staticmethod
    def parse(asked: Any) -> Behaviour:
        """From `{"status": 500}`, `{"delay": 30}`, `{"refuse": true}`, several of them, or `{}` for normal."""
        if not isinstance(asked, dict) or set(asked) - {"status", "delay", "refuse"}:
            raise BehaviourError('Attendu : {"status": 500}, {"delay": 30}, {"refuse": true} ou {}.')
        status, delay, refuse = asked.get("status", 0), asked.get("delay", 0), asked.get("refuse", False)
        if type(status) is not int or (status and not 200 <= status <= 599):
            raise BehaviourError("« status » est un nombre de 200 à 599.")
        if type(delay) not in (int, float) or not 0 <= delay <= 3600:
            raise BehaviourError("« delay » est un nombre de secondes, de 0 à 3600.")
        if type(refuse) is not bool:
            raise BehaviourError("« refuse » vaut true ou false.")
        return Behaviour(status, float(delay), refuse)

    @property
    def text(self) -> str:
        """In French, for the page."""
        said = [
            f"répond {self.status}" if self.status else "",
            f"attend {self.delay:g} s" if self.delay else "",
            "raccroche" if self.refuse else "",
        ]
        return ", ".join(s for s in said if s) or "normal"
