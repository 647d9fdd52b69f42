"""The maker of documents: what it says is printed is printed."""

import random
import re

import pypdfium2
import pytest

from bench.maker import forms
from bench.maker.facts import invent, luhn_completed
from radlad import doctypes
from radlad.domain.doctype import Kind, Labels


def fold(text):
    return re.sub(r"\W", "", text).lower()


@pytest.mark.parametrize("doctype", doctypes.TYPES, ids=lambda t: t.key)
@pytest.mark.parametrize("seed", range(3))
def test_every_labelled_value_of_the_truth_is_on_the_paper(doctype, seed):
    rng = random.Random(seed)
    facts = invent(doctype, rng)
    with pypdfium2.PdfDocument(forms.draw(facts, forms.style(rng), rng)) as pdf:
        paper = fold("".join(page.get_textpage().get_text_bounded() for page in pdf))
    for field in doctype.fields:
        if isinstance(field.anchor, Labels) and field.kind is not Kind.SIGNATURE:
            assert fold(facts.printed[field.balise]) in paper, field.balise


def test_the_same_seed_makes_the_same_document():
    doctype = doctypes.TYPES[0]
    made = []
    for _ in range(2):
        rng = random.Random("again")
        made.append(forms.draw(invent(doctype, rng), forms.style(rng), rng))
    assert made[0] == made[1]


def test_the_check_digit_passes_luhn():
    assert luhn_completed("7328293200007") == "73282932000074"
