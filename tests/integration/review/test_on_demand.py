"""Words of a page, and zones read on demand, by the real reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse

from radlad.web.acquisition import page_store, reading
from radlad.web.review import on_demand
from tests.support import factories

SCAN = factories.SAMPLES / "05-hop-pfi-va-scan.pdf"


@pytest.fixture(scope="module", autouse=True)
def _zone_reader_ends() -> Iterator[None]:
    yield
    if on_demand.zone_reader.cache_info().currsize:
        on_demand.zone_reader().close()
        on_demand.zone_reader.cache_clear()


def words(desk, document, page=1):
    return desk.get(reverse("review:words", args=[document.pk, page])).json()["mots"]


def zone(desk, document, balise, box, page=1):
    address = reverse("review:zone", args=[document.pk, balise])
    return desk.post(address, {"page": page, "boite": " ".join(map(str, box))})


def test_the_words_of_a_text_layer_come_with_their_places(desk):
    found = words(desk, factories.waiting())
    (place,) = [tuple(word[1:]) for word in found if word[0] == "87540555700021"]
    assert all(0 <= side <= 1 for side in place)
    assert place[0] < place[2]


def test_words_are_those_that_the_reading_kept_where_it_did(desk):
    document = factories.waiting()
    page_store.keep_text(document, "mots-1.json", '[["gardé", 0.1, 0.1, 0.2, 0.12]]')
    assert words(desk, document) == [["gardé", 0.1, 0.1, 0.2, 0.12]]
    assert zone(desk, document, "nomClient", (0, 0, 0.5, 0.5)).json()["valeur"] == "gardé"


def test_a_zone_is_read_as_the_kind_of_the_field(desk):
    document = factories.waiting()
    (place,) = [word[1:] for word in words(desk, document) if word[0] == "87540555700021"]
    drawn = (0.05, place[1] - 0.005, place[2] + 0.02, place[3] + 0.005)
    assert zone(desk, document, "siret", drawn).json()["valeur"] == "87540555700021", "without its label"
    assert zone(desk, document, "nomClient", drawn).json()["valeur"].startswith("SIRET")


def test_a_page_of_a_reading_by_ocr_keeps_its_words(tmp_path):
    kept = tmp_path / "pages"
    reading.reader().read(SCAN, SCAN.name, ("HOP", "PFI", "VA"), words_to=kept)
    assert (kept / "mots-1.json").exists()
    assert "Ségur" in (kept / "mots-1.json").read_text(encoding="utf-8")


@pytest.mark.ocr
def test_a_zone_without_words_is_read_by_ocr(desk):
    document = factories.received(file=SCAN, pages=1)
    assert words(desk, document) == [], "a picture has no text layer"
    answer = zone(desk, document, "nomClient", (0.05, 0.1, 0.6, 0.2))
    assert "Ségur" in answer.json()["valeur"]


@pytest.mark.parametrize(
    ("page", "box"), [(1, (0.1, 0.1, 0.1, 0.5)), (3, (0.1, 0.1, 0.5, 0.5)), (1, ("a", 0, 1, 1)), ("x", (0, 0, 1, 1))]
)
def test_what_is_no_zone_is_refused(desk, page, box):
    assert zone(desk, factories.waiting(), "siret", box, page).status_code == 400
