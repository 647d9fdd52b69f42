"""A real headless Chromium before the real pages: what people see and press."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from radlad.web.accounts.models import User
from radlad.web.acquisition import reading
from radlad.web.acquisition.models import Document
from radlad.web.review import page_images
from radlad.web.review.page_images import Size
from tests.acceptance.browser import sign_in
from tests.support import factories
from tests.support.factories import PASSWORD

SMALL, LARGE = (1366, 768), (1920, 1080)
Screen = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def _reader_ends() -> Iterator[None]:
    yield
    if reading.reader.cache_info().currsize:
        reading.reader().close()


@pytest.fixture(scope="session")
def rendered_pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pictures of pages stand under their file's digest: the whole run makes each once."""
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(autouse=True)
def _own_data(settings: Settings, tmp_path: Path, rendered_pages: Path) -> None:
    (tmp_path / "pages").symlink_to(rendered_pages)
    settings.RADLAD = replace(settings.RADLAD, data=tmp_path)
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def document(live_server: LiveServer) -> Document:
    """One that waits for an operator, the pictures of its two pages made."""
    waiting = factories.waiting()
    for number in (1, 2):
        page_images.rendered(waiting, number, Size.FULL)
    return waiting


@pytest.fixture
def screen(chromium: Browser, live_server: LiveServer) -> Iterator[Screen]:
    """Opens a browser of its own, signed in as `user`; whatever its console complains of fails the test."""
    opened: list[BrowserContext] = []
    complaints: list[str] = []

    def open_screen(user: User | None = None, size: tuple[int, int] = SMALL, quiet: bool = True) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, viewport={"width": size[0], "height": size[1]}, locale="fr-FR"
        )
        context.set_default_timeout(10_000)
        opened.append(context)
        page = context.new_page()
        if quiet:
            page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
            page.on("pageerror", lambda error: complaints.append(str(error)))
        if user is not None:
            sign_in(page, user.username, PASSWORD)
        return page

    yield open_screen
    for context in opened:
        context.close()
    assert complaints == []


@pytest.fixture
def shot(tmp_path: Path) -> Callable[[Page, str], Any]:
    """Takes a picture of the screen; they are kept in the folder that SCREENSHOTS names, if it does."""
    folder = Path(os.environ.get("SCREENSHOTS", tmp_path))

    def taken(page: Page, name: str) -> None:
        size = page.viewport_size
        assert size is not None
        page.screenshot(path=folder / f"{name}-{size['width']}.png")

    return taken
