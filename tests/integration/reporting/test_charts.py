"""The charts: what each counts, and that each has its table and its data (CCTP I.4)."""

from __future__ import annotations

import csv
import io
import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import etree

from radlad.web.acquisition.models import Document
from radlad.web.reporting import measures
from radlad.web.reporting.measures import BY_KEY, MEASURES
from radlad.web.review.deadline import due
from radlad.web.review.models import LaneRules
from tests.support import factories
from tests.support.html import page_of, text_of

pytestmark = pytest.mark.django_db
PARIS = ZoneInfo("Europe/Paris")


def table(key, **search):
    return BY_KEY[key].table(Document.objects.filter(**search))


def test_the_volume_is_told_by_day_and_lane(various):
    found = table("volume")
    assert found.columns == ("Jour de réception", "HOP DPI", "HOP PFI")
    day = f"{timezone.localtime(various['finie'].received_at):%d/%m/%Y}"
    assert {row[0]: row[1:] for row in found.rows}[day] == (1, 0)
    assert sum(row[1] for row in found.rows) == 4
    assert sum(row[2] for row in found.rows) == 2


def test_every_status_is_told_also_those_with_nothing(various):
    assert table("statuts").rows == (
        ("RAD/LAD en cours", 1), ("En attente vidéocodage", 1), ("Vidéocodage terminé", 4), ("Livré", 0),
        ("Rejeté", 0), ("Annulé", 0),
    )  # fmt: skip


def test_the_turn_round_is_told_as_median_95th_percentile_and_share_within_the_agreed_delay(db):
    tuesday = datetime(2026, 11, 24, 10, tzinfo=PARIS)
    for hours in (1, 2, 3, 40):
        given_back(tuesday, tuesday + timedelta(hours=hours))
    found = table("delais")
    assert found.columns[-2:] == ("Dans le délai convenu (%)", "Délai convenu (h ouvrées)")
    assert found.rows == (("HOP DPI", 4, 2.5, 34.45, 75.0, 24.0),)


def test_the_agreed_delay_is_the_lanes_own_and_counts_working_days(db):
    friday = datetime(2026, 7, 10, 10, tzinfo=PARIS)
    given_back(friday, friday + timedelta(days=3))  # Monday
    given_back(friday, friday + timedelta(days=5))  # Wednesday: Tuesday is the 14th of July
    given_back(friday, friday + timedelta(days=5, minutes=1))
    assert table("delais").rows[0][4] == 33.3
    LaneRules.objects.create(couloir="HOP", sons="DPI", delay=timedelta(hours=48))
    assert table("delais").rows[0][4:] == (66.7, 48.0)


@pytest.mark.parametrize("seed", range(5))
def test_the_database_counts_working_time_as_the_countdown_does(db, seed):
    chance = random.Random(seed)
    received = datetime(2025, 3, 1, tzinfo=PARIS) + timedelta(minutes=chance.randrange(500 * 1440))
    delay = timedelta(minutes=chance.randrange(1, 6 * 1440))
    LaneRules.objects.create(couloir="HOP", sons="DPI", delay=delay)
    end = due(received, delay)
    document = given_back(received, end)
    assert table("delais").rows[0][4] == 100.0
    Document.objects.filter(pk=document.pk).update(made_available_at=end + timedelta(days=4, seconds=1))
    assert table("delais").rows[0][4] == 0.0


def given_back(received: datetime, available: datetime) -> Document:
    document = factories.settled()
    Document.objects.filter(pk=document.pk).update(received_at=received, made_available_at=available)
    return document


def test_only_results_that_nobody_touched_count_as_untouched(various):
    assert table("sans-intervention").rows == (("HOP DPI", 3, 1, 33.3), ("HOP PFI", 1, 0, 0.0))


def test_rejections_are_told_by_motive(various):
    assert table("rejets").rows == (("Inconnu", 1), ("Illisible", 1))


def test_what_is_not_delivered_is_told_by_age_and_status(db):
    for hours in (1, 5, 30, 100, 1000):
        factories.waiting(received_at=timezone.now() - timedelta(hours=hours))
    factories.settled(received_at=timezone.now() - timedelta(hours=1))
    assert table("attente").rows == (
        ("moins de 4 h", 0, 1, 1), ("4 h à 24 h", 0, 1, 0), ("1 à 3 jours", 0, 1, 0), ("3 à 7 jours", 0, 1, 0),
        ("plus de 7 jours", 0, 1, 0),
    )  # fmt: skip


def test_each_chart_has_an_image_a_table_and_its_data(portal, various):
    page = page_of(portal.get(reverse("reporting:charts")))
    for measure in MEASURES:
        (section,) = page.xpath("//section[h2/@id=$id]", id=f"graphique-{measure.key}")
        assert measure.title in section.xpath(".//img/@alt")[0]
        shown = [[text_of(cell) for cell in row] for row in section.xpath(".//tbody/tr")]
        answer = portal.get(section.xpath(".//a[contains(@href, '.csv')]/@href")[0])
        assert answer.content.startswith(b"\xef\xbb\xbf")
        lines = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
        assert lines[0] == [text_of(cell) for cell in section.xpath(".//thead//th")]
        assert [[cell or "–" for cell in line] for line in lines[1:]] == shown
        picture = portal.get(section.xpath(".//img/@src")[0])
        assert picture["Content-Type"] == "image/svg+xml"
        assert etree.fromstring(picture.content).tag == "{http://www.w3.org/2000/svg}svg"


def test_a_chart_asks_for_nothing_from_outside_and_carries_no_script(portal, various):
    drawn = etree.fromstring(portal.get(reverse("reporting:chart", args=["volume"])).content)
    assert not drawn.xpath("//@*[local-name()='href'][not(starts-with(., '#'))]")
    assert not drawn.xpath("//*[local-name()='script']")


@pytest.mark.parametrize("key", list(BY_KEY))
def test_a_search_without_documents_draws_a_chart_that_says_so(portal, db, key):
    drawn = etree.fromstring(portal.get(reverse("reporting:chart", args=[key])).content)
    assert "Rien à montrer" in "".join(drawn.itertext())


def test_the_search_and_the_lanes_hold_for_the_charts(portal, various):
    page = page_of(portal.get(reverse("reporting:charts"), {"couloir": "HOP-PFI"}))
    rows = page.xpath("//section[h2/@id='graphique-delais']//tbody/tr")
    assert [text_of(row[0]) for row in rows] == ["HOP PFI"]
    assert all("couloir=HOP-PFI" in address for address in page.xpath("//section//img/@src"))


def test_without_a_period_the_last_thirty_days_are_shown(portal):
    factories.received(received_at=factories.days_ago(40))
    page = page_of(portal.get(reverse("reporting:charts")))
    assert "Aucun document" in text_of(page.xpath("//section[h2/@id='graphique-volume']//tbody")[0])
    since = f"{timezone.localdate() - timedelta(days=50):%Y-%m-%d}"
    page = page_of(portal.get(reverse("reporting:charts"), {"recu_du": since}))
    assert "Aucun document" not in text_of(page.xpath("//section[h2/@id='graphique-volume']//tbody")[0])


def test_an_unknown_chart_is_not_found(portal):
    assert portal.get(reverse("reporting:chart", args=["rien"])).status_code == 404
    assert measures.MEASURES
