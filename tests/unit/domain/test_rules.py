"""Who is reviewed, and how complex a document was (decisions.md 13 and 14)."""

from dataclasses import replace

import pytest

from radlad import doctypes
from radlad.domain.document import Box, Provenance, Source
from radlad.domain.reading import Classification, Doubt, Evidence, FieldReading, Found, Missing, Reading
from radlad.domain.rules import Complexity, ReviewPolicy, complexity, needs_person, reasons_for_review

ORDER = doctypes.by_key("hop-dpi-bon_commande")
EVIDENCE = Evidence(1, Box(0.1, 0.1, 0.2, 0.2), Provenance(Source.TEXT, "pdfium"))
SURE = Found("x", 0.99, EVIDENCE)
DOUBTFUL = Found("x", 0.5, EVIDENCE, (Doubt.SEVERAL_CANDIDATES,))
ABSENT = Missing(Doubt.LABEL_ABSENT, 0.5, None, (Doubt.LABEL_ABSENT,))


def reading(**answers):
    fields = tuple(FieldReading(f, answers.get(f.balise, SURE)) for f in ORDER.fields)
    return Reading(Classification(ORDER.lane, ORDER.piece, 0.99), ORDER, fields, pages=1)


def test_a_doubtful_mandatory_field_needs_a_person():
    assert needs_person(FieldReading(ORDER.field("siret"), DOUBTFUL))
    assert needs_person(FieldReading(ORDER.field("siret"), ABSENT))


def test_an_optional_field_needs_a_person_only_when_present_and_doubtful():
    assert needs_person(FieldReading(ORDER.field("tauxTVA"), DOUBTFUL))
    assert not needs_person(FieldReading(ORDER.field("tauxTVA"), ABSENT))


def test_a_sure_document_goes_straight_under_the_doubt_policy():
    assert reasons_for_review(reading(), ReviewPolicy.DOUBT) == ()


def test_every_document_is_reviewed_under_the_always_policy():
    assert reasons_for_review(reading(), ReviewPolicy.ALWAYS)


def test_the_reason_counts_the_fields_to_check():
    assert reasons_for_review(reading(siret=DOUBTFUL, nomClient=ABSENT), ReviewPolicy.DOUBT) == ("2 champs à vérifier",)


def test_an_unknown_or_changed_type_is_always_confirmed():
    unknown = Reading(Classification(ORDER.lane, None, 0.9), None, (), pages=1)
    assert reasons_for_review(unknown, ReviewPolicy.DOUBT)
    changed = reading()
    changed = replace(changed, classification=replace(changed.classification, changed=True))
    assert reasons_for_review(changed, ReviewPolicy.DOUBT)


MANDATORY = [f.balise for f in ORDER.fields if f.mandatory]


@pytest.mark.parametrize(
    ("coded", "expected"),
    [
        (0, Complexity.SIMPLE),
        (len(MANDATORY) // 2, Complexity.SIMPLE),
        (len(MANDATORY) // 2 + 1, Complexity.MEDIUM),
        (len(MANDATORY) - 1, Complexity.MEDIUM),
        (len(MANDATORY), Complexity.HIGH),
    ],
)
def test_complexity_is_the_share_of_mandatory_fields_coded(coded, expected):
    assert complexity(ORDER, set(MANDATORY[:coded])) is expected


def test_optional_fields_do_not_count_for_complexity():
    assert complexity(ORDER, {f.balise for f in ORDER.fields if not f.mandatory}) is Complexity.SIMPLE
