"""Labels of several lines of which only one is known: which lines above and below belong to them."""

from __future__ import annotations

from dataclasses import replace

from radlad.extract.captions import CLOSERS, JOINERS, REST
from radlad.extract.hit import Hit
from radlad.extract.vocabulary import Vocabulary


def with_upper_line(hit: Hit, hits: list[Hit], vocabulary: Vocabulary) -> Hit:
    """`hit` as the last line of a label whose first line nobody knows: "Code de / référencement :"."""
    above = hit.segment.above
    if above is None or hit.upper or not hit.starts_segment or not hit.ends_segment:
        return hit
    known = any(h.segment is above or above in h.upper for h in hits)
    said = any(c.isdigit() or c in "@:?." for t in above.tokens for c in t.text)
    unfinished = above.tokens[-1].key in JOINERS or hit.tokens[0].text[:1].islower() or hit.tokens[0].text[:1] == "("
    if known or said or not unfinished or len(above.tokens) > REST:
        return hit
    whole = replace(hit, upper=[above], tokens=[*above.tokens, *hit.tokens])
    whole.meanings = vocabulary.reworded(whole.text, hit.meanings)
    return whole


def with_lower_lines(hits: list[Hit], vocabulary: Vocabulary) -> list[Hit]:
    """Labels with the last line that belongs to them, whatever else it may mean alone."""
    longer = [found for hit in hits if (found := _with_lower_line(hit, vocabulary)) is not None]
    lines = {id(s) for hit in longer for s in (hit.segment, *hit.upper)}
    return [*longer, *(h for h in hits if id(h.segment) not in lines)]


def _with_lower_line(hit: Hit, vocabulary: Vocabulary) -> Hit | None:
    """`hit` as the first lines of a label, whose last says who or what is meant: "E-mail du / contact client :"."""
    below = hit.segment.below
    if below is None or not hit.alone or hit.closed or hit.tokens[-1].key not in JOINERS:
        return None
    if len(below.tokens) > REST or not CLOSERS.search(below.tokens[-1].text):
        return None
    if any(c.isdigit() or c == "@" for t in below.tokens for c in t.text):
        return None
    longer = replace(
        hit, tokens=[*hit.tokens, *below.tokens], segment=below, start=0, end=len(below.tokens), closed=True,
        upper=[*hit.upper, hit.segment],
    )  # fmt: skip
    longer.note(below.tokens)
    longer.meanings = vocabulary.reworded(longer.text, hit.meanings)
    return longer
