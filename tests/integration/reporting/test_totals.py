"""The totals of a search are those of a plain recount, at any time (CCTP I.4)."""

from __future__ import annotations

import random
import threading

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.http import QueryDict

from radlad import doctypes
from radlad.domain.states import IllegalTransitionError, Motive
from radlad.web.acquisition import life
from radlad.web.acquisition.models import Document, Settlement, Value
from radlad.web.reporting import filters
from radlad.web.reporting.totals import totals
from tests.integration.reporting.conftest import PFI_INVOICE
from tests.support import factories
from tests.support.html import page_of, text_of


def recount(documents):
    """The customer's table, counted document by document and value by value."""
    rows = list(documents)
    keys = [document.pk for document in rows]
    values = Value.objects.filter(document__in=keys)

    def shares(key):
        groups: dict[str, tuple[int, int]] = {}
        for row in rows:
            count, pages = groups.get(key(row), (0, 0))
            groups[key(row)] = (count + 1, pages + row.pages)
        return groups

    return {
        "documents": len(rows),
        "pages": sum(row.pages for row in rows),
        "coded": values.exclude(settlement=Settlement.MACHINE).count(),
        "extracted": values.exclude(value="").count(),
        "modified": sum(row.retyped and not row.motive for row in rows),
        "rejected": sum(bool(row.motive) for row in rows),
        "by_type": shares(lambda row: row.piece.label if row.piece else "Type inconnu"),
        "by_lane": shares(lambda row: row.lane.title),
        "complexity": {
            level: sum(r.pages for r in rows if r.complexity == level) for level in ("simple", "moyenne", "forte")
        },
    }


def shown(documents):
    found = totals(documents)
    return {
        **{name: getattr(found, name) for name in ("documents", "pages", "coded", "extracted", "modified", "rejected")},
        "by_type": {share.title: (share.documents, share.pages) for share in found.by_type},
        "by_lane": {share.title: (share.documents, share.pages) for share in found.by_lane},
        "complexity": dict(found.pages_by_complexity),
    }


@pytest.mark.parametrize(
    "address",
    [
        "",
        "couloir=HOP-PFI",
        "statut=Vidéocodage terminé",
        "type=BON_COMMANDE&type=inconnu",
        "modifie=oui",
        "nom=finie",
        "motif=Illisible",
    ],
)
def test_the_totals_are_those_of_a_recount(various, address):
    documents = filters.search(QueryDict(address), Document.objects.all()).qs
    assert shown(documents) == recount(documents)
    assert shown(documents)["documents"] > 0


def test_the_totals_stay_those_of_a_recount_through_a_documents_whole_life(various):
    operator, supervisor = factories.user(name="videocodeur"), factories.user(name="chef")
    document = various["attente"]

    def check():
        assert shown(Document.objects.all()) == recount(Document.objects.all())

    life.set_value(document.values.get(balise="siret"), operator, "")
    check()
    life.set_value(document.values.get(balise="siret"), operator, "73282932000074")
    check()
    life.confirm_value(document.values.get(balise="isFluxEntrantDepuisRI"), operator)
    check()
    life.retype(document, operator, doctypes.by_key("hop-dpi-facture"))
    check()
    life.read_done(document, factories.reading(document, doctypes.by_key("hop-dpi-facture")))
    check()
    life.reject(document, operator, Motive.ILLEGIBLE)
    check()
    life.reopen(document, supervisor)
    check()
    life.cancel(document, supervisor, "essai")
    check()
    Value.objects.filter(document=various["finie"]).update(value="", settlement=Settlement.CHANGED)
    check()
    various["finie"].delete()
    check()


def test_an_object_saved_whole_does_not_bring_old_counts_back(various):
    stale = Document.objects.get(pk=various["attente"].pk)
    life.set_value(various["attente"].values.get(balise="siret"), factories.user(name="videocodeur"), "")
    stale.extracted_fields = 999
    stale.save()
    assert shown(Document.objects.all()) == recount(Document.objects.all())


@pytest.mark.django_db(transaction=True)
def test_the_totals_are_those_of_a_recount_while_documents_change(django_db_blocker):
    documents = [factories.waiting(name=f"{n}.pdf", pages=1 + n) for n in range(6)]
    operator = factories.user(name="videocodeur")
    stop, failures = threading.Event(), []

    def work(seed):
        chance = random.Random(seed)
        try:
            while not stop.is_set():
                document = Document.objects.get(pk=chance.choice(documents).pk)
                value = chance.choice(list(document.values.all()))
                try:
                    life.set_value(value, operator, chance.choice(["", value.value]))
                except (IllegalTransitionError, Value.DoesNotExist):
                    continue
                except Exception as error:  # a value that the field cannot take
                    if type(error).__name__ != "CallerError":
                        raise
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(3)]
    for thread in threads:
        thread.start()
    for _ in range(40):
        # One snapshot for both: what is compared is then of one moment.
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            assert shown(Document.objects.all()) == recount(Document.objects.all())
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Document.objects.filter(~Q(coded_fields=0)).count() == 6


def test_the_page_shows_the_totals_of_the_search_not_of_the_page(portal):
    for _ in range(27):
        factories.received(pages=3)
    factories.received(PFI_INVOICE, pages=100)
    page = page_of(portal.get("/suivi/", {"couloir": "HOP-DPI"}))
    told = {
        text_of(one.find("dt")): text_of(one.find("dd")) for one in page.xpath("//dl[@class='totals__figures']/div")
    }
    assert told == {
        "Documents": "27", "Pages": "81", "Vidéocodages": "0", "Champs extraits": "0", "Types modifiés": "0",
        "Documents rejetés": "0", "Pages, complexité simple": "0", "Pages, complexité moyenne": "0",
        "Pages, complexité forte": "0",
    }  # fmt: skip
    assert [[text_of(cell) for cell in row] for row in page.xpath("//table[caption='Par couloir-SONS']/tbody/tr")] == [
        ["HOP DPI", "27", "81"]
    ]
