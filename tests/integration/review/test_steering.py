"""A supervisor shares the work out, sets the rules, and sees how good the work is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from radlad.domain.doctype import Lane
from radlad.domain.rules import ReviewPolicy
from radlad.domain.states import Status
from radlad.web.accounts.models import Role
from radlad.web.acquisition import life
from radlad.web.acquisition.models import LaneSettings
from radlad.web.review import keying, locks, quality
from radlad.web.review.models import LaneRules, Sitting
from tests.support import factories
from tests.support.html import page_of, rows_of, text_of

LANE = Lane("HOP", "DPI")


@pytest.fixture
def supervisor(db):
    return factories.user(Role.SUPERVISOR)


@pytest.fixture
def board(supervisor, client: Client) -> Client:
    client.force_login(supervisor)
    return client


@pytest.mark.parametrize("name", ["board", "lanes", "work", "guide-supervisor"])
def test_the_supervisors_pages_are_theirs_alone(desk, name):
    assert desk.get(reverse(f"review:{name}")).status_code == 403


def test_the_board_says_what_is_late_and_who_has_it(board):
    late = factories.waiting(name="tardif.pdf", received_at=factories.days_ago(6))
    factories.waiting(name="recent.pdf", received_at=factories.days_ago(0))
    holder = factories.user(name="martin")
    locks.take(late.pk, holder)
    page = page_of(board.get(reverse("review:board")))
    rows = rows_of(page)
    assert [row[0] for row in rows] == ["tardif.pdf", "recent.pdf"]
    assert rows[0][3].startswith("retard de")
    assert rows[1][3].startswith("reste")
    assert (rows[0][4], rows[1][4]) == ("martin", "personne")
    assert [text_of(dd) for dd in page.xpath("//dl[@class='figures']//dd")] == ["2", "0", "1", "0"]


def test_a_document_is_taken_from_its_holder_and_kept_for_another(board):
    holder, chosen, third = (factories.user(name=name) for name in ("a", "b", "c"))
    document = factories.waiting()
    locks.take(document.pk, holder)
    board.post(reverse("review:reassign", args=[document.pk]), {"operateur": "b"})
    with pytest.raises(locks.LockLostError), locks.holding(document.pk, holder):
        pass
    assert not locks.take(document.pk, third)
    assert locks.take_next(third) is None
    assert locks.take_next(chosen) == document
    entry = document.history.last()
    assert entry is not None
    assert (entry.what, entry.details["to"]) == ("réattribué", "b")


def test_a_document_is_taken_back_for_all(board):
    holder, other = factories.user(name="a"), factories.user(name="b")
    document = factories.waiting()
    locks.take(document.pk, holder)
    board.post(reverse("review:reassign", args=[document.pk]), {"operateur": ""})
    assert locks.take_next(other) == document


def test_a_reader_cannot_be_given_a_document(board):
    factories.user(Role.CONSULTATION, name="lecteur")
    document = factories.waiting()
    board.post(reverse("review:reassign", args=[document.pk]), {"operateur": "lecteur"})
    assert not document.history.filter(what="réattribué").exists()


def test_urgency_goes_before_age_and_can_be_taken_back(board):
    operator = factories.user(name="a")
    older = factories.waiting(received_at=factories.days_ago(2))
    newer = factories.waiting(received_at=factories.days_ago(1))
    address = reverse("review:urgency", args=[newer.pk])
    board.post(address, {"urgent": "oui"})
    assert locks.take_next(operator) == newer
    locks.release_all(operator)
    board.post(address, {"urgent": "non"})
    assert locks.take_next(operator) == older


def test_the_shortest_agreed_delay_goes_before_age(db):
    operator = factories.user(name="a")
    factories.waiting(received_at=factories.days_ago(0.5))
    express = factories.waiting(
        doctype=factories.doctypes.by_key("hop-pfi-bon_commande"), received_at=factories.days_ago(0.1)
    )
    LaneRules.objects.create(couloir="HOP", sons="PFI", delay=timedelta(hours=4))
    assert locks.take_next(operator) == express


def test_an_operator_may_keep_to_one_lane(desk, operator):
    pfi = factories.waiting(doctype=factories.doctypes.by_key("hop-pfi-bon_commande"))
    factories.waiting(received_at=factories.days_ago(3))
    page = page_of(desk.get("/videocodage/?couloir=HOP PFI"))
    assert len(rows_of(page)) == 1
    assert desk.post(reverse("review:next")).url == reverse("review:document", args=[pfi.pk])


def test_what_was_put_aside_comes_last_to_who_did_and_in_its_turn_to_others(desk, operator):
    aside = factories.waiting(received_at=factories.days_ago(2))
    other = factories.waiting(received_at=factories.days_ago(1))
    locks.take(aside.pk, operator)
    answer = desk.post(reverse("review:aside", args=[aside.pk]), {"commentaire": "", "apres": "suivant"}, follow=True)
    assert "Dites pourquoi" in text_of(page_of(answer).find(".//main"))
    desk.post(reverse("review:aside", args=[aside.pk]), {"commentaire": "tampon", "apres": "file"})
    assert locks.take_next(operator) == other
    assert locks.take_next(factories.user(name="b")) == aside


def test_the_rules_of_a_lane_are_set_and_hold(board, supervisor):
    address = reverse("review:set-lane")
    board.post(address, {"couloir": "HOP DPI", "relecture": "always", "part": "12,5", "delai": "4"})
    rules = LaneRules.of(LANE)
    assert (rules.sampled, rules.delay) == (12.5, timedelta(hours=4))
    assert LaneSettings.review_policy(LANE) is ReviewPolicy.ALWAYS
    assert factories.settled().status == Status.TO_REVIEW
    for wrong in ({"part": "101"}, {"delai": "-1"}, {"relecture": "jamais"}, {"couloir": "XXX YYY"}, {"part": "NaN"}):
        given = {"couloir": "HOP DPI", "relecture": "doubt", "part": "2", "delai": "24"} | wrong
        assert "Donnez une part" in text_of(page_of(board.post(address, given, follow=True)).find(".//main")), wrong
    assert LaneSettings.review_policy(LANE) is ReviewPolicy.ALWAYS


def test_the_residual_error_rate_is_by_kind_and_by_who_is_answerable(board, supervisor):
    first, second = factories.user(name="premier"), factories.user(name="second")
    drawn = factories.keyed_twice(first, second, differing={"siret": "87540555700039", "nomClient": "Autre"})
    right = {"siret": "87540555700039", "nomClient": "Centre Hospitalier de Vannes"}
    keying.arbitrate(drawn, supervisor, right)
    since = factories.days_ago(1)
    assert (quality.whole(since).total, quality.whole(since).counted) == (31, 1)
    by_kind = {row.name: (row.total, row.counted) for row in quality.kinds(since)}
    assert by_kind["SIRET"] == (1, 1)
    operators = {row.name: row for row in quality.operators(since)}
    assert (operators["premier"].documents, operators["premier"].errors) == (1, 0)
    assert operators["premier"].compared == operators["premier"].fields
    assert operators["Machine, sans opérateur"].errors == 1
    text = text_of(page_of(board.get(reverse("review:work"))).find(".//main"))
    assert "3,23 %" in text


def test_a_doubt_is_justified_when_the_value_was_changed(board, supervisor):
    operator = factories.user(name="a")
    document = factories.waiting()
    locks.take(document.pk, operator)
    life.set_value(document.values.get(balise="siret"), operator, "73282932000074")
    life.confirm_value(document.values.get(balise="datePrevisionnelleLivraison"), operator)
    since = factories.days_ago(1)
    assert (quality.justified(since).total, quality.justified(since).counted) == (2, 1)
    reasons = {row.name: (row.total, row.counted) for row in quality.doubts(since)}
    assert reasons["La clé du SIRET est fausse"] == (1, 1)
    assert reasons["Plusieurs valeurs possibles"] == (1, 0)
    fields = {row.name: (row.total, row.counted) for row in quality.doubtful_fields(since)}
    assert fields["N° de SIRET fournisseur"] == (1, 1)


def test_time_is_counted_between_actions_and_pauses_are_not(db):
    operator = factories.user(name="a")
    document = factories.waiting()
    locks.take(document.pk, operator)
    for ago in (20, 3600):
        Sitting.objects.update(last_at=factories.days_ago(ago / 86400))
        with locks.holding(document.pk, operator):
            pass
    assert Sitting.objects.get().seconds == pytest.approx(20, abs=2)
