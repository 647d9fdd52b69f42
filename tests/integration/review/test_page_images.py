"""Pictures of pages, by the real reader."""

from __future__ import annotations

import io

import pytest
from django.conf import settings
from PIL import Image

from radlad.web.review import page_images
from radlad.web.review.page_images import Size
from tests.support import factories


def fetch(desk, document, number, suffix=""):
    answer = desk.get(f"/documents/{document.pk}/pages/{number}{suffix}.webp")
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer, content


def test_a_page_is_served_as_webp_for_this_reader_only(desk):
    answer, content = fetch(desk, factories.waiting(), 2)
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer["Cache-Control"]
    width, height = Image.open(io.BytesIO(content)).size
    assert (width, height) == pytest.approx((1654, 2339), abs=4), "A4 at 200 dots an inch"


def test_a_thumbnail_is_small(desk):
    _, content = fetch(desk, factories.waiting(), 1, "-vignette")
    assert Image.open(io.BytesIO(content)).size[0] < 320
    assert len(content) < 25_000


def test_a_page_is_shown_upright_once_the_reader_found_which_way_that_is(desk):
    document = factories.received(turns=[90, 0])
    turned = Image.open(io.BytesIO(fetch(desk, document, 1)[1]))
    assert turned.width > turned.height
    upright = Image.open(io.BytesIO(fetch(desk, document, 2)[1]))
    assert upright.width < upright.height


def test_a_page_not_read_yet_is_not_kept_by_the_browser(desk):
    assert "max-age" not in fetch(desk, factories.received(), 1, "-vignette")[0]["Cache-Control"]


def test_a_page_is_rendered_once(desk):
    document = factories.waiting()
    name = page_images.rendered(document, 1, Size.THUMBNAIL)
    first = settings.RADLAD.data / "pages" / document.sha256 / name
    made = first.stat().st_mtime_ns
    assert page_images.rendered(document, 1, Size.THUMBNAIL) == name
    assert first.stat().st_mtime_ns == made
    assert [p.name for p in first.parent.iterdir()] == [name], "no drafts are left"


def test_a_page_the_document_has_not_is_not_found(desk):
    document = factories.waiting()
    assert fetch(desk, document, 0)[0].status_code == 404
    assert fetch(desk, document, 3)[0].status_code == 404


def test_a_file_that_cannot_be_rendered_gives_a_picture_that_says_so(desk, tmp_path):
    broken = tmp_path / "abime.pdf"
    broken.write_bytes(b"%PDF-1.7 nothing else")
    answer, content = fetch(desk, factories.received(file=broken), 1)
    assert (answer.status_code, answer["Content-Type"]) == (422, "image/svg+xml")
    assert answer["Cache-Control"] == "no-store"
    assert "Page indisponible" in content.decode()


def test_a_file_that_is_away_gives_the_same_picture_for_now(desk):
    document = factories.waiting()
    (settings.MEDIA_ROOT / document.file_key).unlink()
    answer, _ = fetch(desk, document, 1)
    assert answer.status_code == 503
