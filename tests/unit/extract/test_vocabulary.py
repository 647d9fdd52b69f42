"""What labels are like: the shortcuts find what a look at every wording finds."""

import pytest
from rapidfuzz import fuzz, process

from radlad.doctypes import TYPES
from radlad.extract.form import vocabulary_of
from radlad.kinds.text import compact

WORDINGS = sorted({w for f in TYPES[0].fields for w in getattr(f.anchor, "wordings", ())})


@pytest.fixture(scope="module")
def vocabulary():
    return vocabulary_of(TYPES[0])


@pytest.mark.parametrize("slip", [lambda w: w[1:], lambda w: w[:-1], lambda w: w[:3] + "x" + w[3:], lambda w: w + "ee"])
def test_a_slip_is_looked_for_among_wordings_of_like_length_alone(vocabulary, slip):
    for key in (compact(slip(wording)) for wording in WORDINGS):
        ways = [list(vocabulary._exact), vocabulary._alike(len(key))]
        found = [process.extractOne(key, way, scorer=fuzz.ratio, score_cutoff=87) for way in ways]
        assert len({best and best[:2] for best in found}) == 1


def test_no_wording_begins_otherwise_than_wordings_do(vocabulary):
    assert all(vocabulary.may_begin(compact(w)[:n]) for w in WORDINGS for n in range(1, len(compact(w)) + 1))
    assert not vocabulary.may_begin("quelconque")
