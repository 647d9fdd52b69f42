"""The pictures in the guides, of the real screens.

`REWRITE_GUIDES=1` writes them anew; without it the pages are walked through all the same.
"""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect

PICTURES = Path(__file__).resolve().parents[3] / "src/radlad/web/static/radlad/guide"


def picture(page: Page, name: str) -> None:
    """One of the guides' pictures: rewritten if asked, and at least there."""
    expect(page.locator("h1").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    shot = page.screenshot()
    if os.environ.get("REWRITE_GUIDES"):
        PICTURES.mkdir(exist_ok=True)
        Image.open(io.BytesIO(shot)).convert("RGB").save(PICTURES / f"{name}.webp", quality=80, method=6)
    assert (PICTURES / f"{name}.webp").exists(), "REWRITE_GUIDES=1 makes it"


def shown(page: Page, *names: str) -> None:
    """The guide has these pictures, in this order, and each of them loads."""
    images = page.locator("article img")
    expect(images).to_have_count(len(names))
    addresses = images.evaluate_all("images => images.map(image => image.getAttribute('src'))")
    assert [Path(address).stem for address in addresses] == list(names)
    for number in range(len(names)):
        images.nth(number).scroll_into_view_if_needed()
        expect(images.nth(number)).to_have_js_property("complete", True)
        assert images.nth(number).evaluate("image => image.naturalWidth") == 1366
