"""Blind second keying: who may key what, and what comes of it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from radlad.domain.errors import CallerError
from radlad.web.accounts.models import Role
from radlad.web.acquisition import life
from radlad.web.review import keying, locks
from radlad.web.review.models import KeyingState, LaneRules, SecondKeying, Verdict
from tests.support import factories
from tests.support.html import page_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(operator) -> SecondKeying:
    """A document that `operator` settled, and that was drawn."""
    LaneRules.objects.create(couloir="HOP", sons="DPI", sampled=100)
    document = factories.settled()
    found = keying.sample(document, operator)
    assert found is not None
    return found


@pytest.mark.parametrize(("share", "drawn"), [(0, 0), (100, 20)])
def test_the_share_of_the_lane_is_drawn(operator, share, drawn):
    LaneRules.objects.create(couloir="HOP", sons="DPI", sampled=share)
    documents = [factories.settled() for _ in range(20)]
    assert sum(keying.sample(document, operator) is not None for document in documents) == drawn


def test_finishing_a_document_draws_it(desk, operator):
    LaneRules.objects.create(couloir="HOP", sons="DPI", sampled=100)
    document = factories.waiting()
    locks.take(document.pk, operator)
    for value in document.values.filter(needs_person=True):
        life.confirm_value(value, operator)
    desk.post(reverse("review:settle", args=[document.pk]))
    assert SecondKeying.objects.get().first_by == operator


def test_nobody_keys_again_what_he_settled_wholly_or_in_part(drawn, operator):
    other = factories.user(name="autre")
    drawn.fields.filter(balise="siret").update(first_by=other)
    assert keying.take(operator) is None
    assert keying.take(other) is None
    assert keying.take(factories.user(name="tiers")) == drawn


def test_one_keying_is_one_operators(drawn):
    second, third = factories.user(name="second"), factories.user(name="tiers")
    assert keying.take(second) == drawn
    assert keying.take(third) is None
    with pytest.raises(keying.KeyingLostError), keying.holding(drawn.document_id, third):
        pass


def test_the_page_shows_nothing_of_the_first_keying_and_is_not_done_until_all_is_keyed(drawn, client: Client):
    second = factories.user(name="second")
    client.force_login(second)
    page = page_of(client.post(reverse("review:control-next"), follow=True))
    assert not page.xpath("//input[@type='text'][@value!='']")
    assert not page.xpath("//*[@data-box] | //button[@class='suggestion']")
    assert "73282932000074" not in text_of(page)
    answer = client.post(reverse("review:control-finish", args=[drawn.document_id]), follow=True)
    assert "Il reste 31 champs" in text_of(page_of(answer).find(".//main"))


def test_what_differs_only_in_its_writing_is_the_same(drawn):
    second = factories.user(name="second")
    keying.take(second)
    for field in drawn.fields.all():
        keying.key(drawn, field.balise, field.first_value)
    keying.key(drawn, "siret", "732 829 320 00074")
    keying.key(drawn, "nomClient", "CENTRE HOSPITALIER DE BELLERIVE")
    assert keying.finish(drawn) == 0
    assert SecondKeying.objects.get().state == KeyingState.CLOSED


def test_the_arbiter_judges_each_difference_and_is_none_of_the_two(drawn, client: Client):
    second, arbiter = factories.user(Role.SUPERVISOR, name="second"), factories.user(Role.SUPERVISOR, name="arbitre")
    keying.take(second)
    wrong = {"siret": "73282932000099", "nomClient": "Autre", "numeroBDC": "X-1"}
    for field in drawn.fields.all():
        keying.key(drawn, field.balise, wrong.get(field.balise, field.first_value))
    assert keying.finish(drawn) == 3
    assert list(keying.to_arbitrate(second)) == []
    client.force_login(arbiter)
    address = reverse("review:arbitrate", args=[drawn.document_id])
    client.post(address, {"juste-siret": "premiere"})
    assert SecondKeying.objects.get().state == KeyingState.DIFFERING, "each must be judged"
    client.post(
        address,
        {"juste-siret": "premiere", "juste-nomClient": "seconde", "juste-numeroBDC": "autre", "autre-numeroBDC": "X-2"},
    )
    verdicts = dict(drawn.fields.exclude(verdict=Verdict.AGREED).values_list("balise", "verdict"))
    assert verdicts == {"siret": Verdict.FIRST, "nomClient": Verdict.SECOND, "numeroBDC": Verdict.OTHER}
    assert drawn.fields.get(balise="numeroBDC").right_value == "X-2"
    assert SecondKeying.objects.get().arbiter == arbiter


def test_a_value_that_the_field_cannot_take_is_refused(drawn):
    keying.take(factories.user(name="second"))
    with pytest.raises(CallerError):
        keying.key(drawn, "dateSignatureCommande", "bientôt")
