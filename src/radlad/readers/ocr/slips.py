"""Letters that look alike in many fonts, told apart by what French words allow: `lmagerie` can only be `Imagerie`."""

from __future__ import annotations

import re

_L_FOR_I = re.compile(r"(?<![^\W\d_])l(?=[bcdfghjkmnpqrstvwxz][a-zà-ÿ])")
"""A word of French begins with `l` before a vowel, `h` of a few names aside, or before an apostrophe."""
_L_IN_CAPITALS = re.compile(r"(?<=[A-ZÀ-Ý]{2})l\b|\bl(?=[A-ZÀ-Ý]{2})|(?<=[A-ZÀ-Ý])l(?=[A-ZÀ-Ý])")
_ONE_ALONE = re.compile(r"^1(?=\.[a-z])")
"""The initial of a first name, which no figure is."""

_NOUGHT = re.compile(r"(?<![^\W_])(H)0(P)(?![^\W_])|(?<=DRIMB)0(?=x)", re.IGNORECASE)
"""A nought in the code of a lane, which has none before its wave."""
_LANE = re.compile(r"(?<=HOP-(?:DP|PF))[1l|](?=-Va\d)", re.IGNORECASE)
"""The last letter of a hospital's lane, `HOP-PFI-Va2`, of which there are two."""


def mended(word: str) -> str:
    """`word` with each `l` that can only be an `I` made one, and a lane's code put right; in a mail address each `I`,
    and a lone `1`, are an `l`."""
    if "@" in word:
        return _ONE_ALONE.sub("l", word.replace("I", "l")) if word.upper() != word else word
    word = _LANE.sub("I", _NOUGHT.sub(_lettered, word))
    if "l" not in word:
        return word
    return _L_IN_CAPITALS.sub("I", _L_FOR_I.sub("I", word))


def _lettered(match: re.Match[str]) -> str:
    return f"{match[1]}O{match[2]}" if match[1] else "o"
