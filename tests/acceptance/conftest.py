"""One running radlad for the tests that do not harm it; those that do start their own."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.acceptance.browser import launch, sign_in
from tests.acceptance.running import RunningRadlad, reachable_folder

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@pytest.fixture(scope="session")
def requests_of_samples() -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SAMPLES / "requests.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def truth_of_samples() -> dict[str, dict[str, Any]]:
    rows = [json.loads(line) for line in (SAMPLES / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    return {row["file"]: row for row in rows}


@pytest.fixture
def data() -> Iterator[Path]:
    """A data folder for a radlad of the test's own."""
    with reachable_folder() as folder:
        yield folder / "var"


@pytest.fixture(scope="session")
def radlad() -> Iterator[RunningRadlad]:
    with reachable_folder() as folder:
        running = RunningRadlad(folder / "var")
        running.start()
        yield running
        assert running.stop() == 0


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright's loop runs in this thread, in which Django would otherwise refuse its database.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def operator(chromium: Browser, radlad: RunningRadlad) -> Iterator[Page]:
    """A browser in which the demonstration's operator is signed in to the running radlad."""
    context = chromium.new_context(base_url=radlad.run["web"], viewport={"width": 1366, "height": 768}, locale="fr-FR")
    page = context.new_page()
    sign_in(page, "operateur", radlad.run["users"]["operateur"])
    yield page
    context.close()
