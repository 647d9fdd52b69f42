"""Headless Chromium as a press: one browser for many documents."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from playwright.sync_api import Page, sync_playwright

_PROGRAM = "/usr/bin/chromium"
_OPTIONS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
_DATE = re.compile(rb"/(CreationDate|ModDate) \(D:\d{14}")
_STREAM = re.compile(rb"(\d+) 0 obj\n<<[^>]*>> stream\n")


@dataclass(frozen=True)
class Sheet:
    """What is printed: HTML, and what each page repeats."""

    body: str
    head: str
    foot: str
    landscape: bool
    margin: tuple[float, float]


class Press:
    """Prints sheets; the same sheet gives the same bytes."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def pdf(self, sheet: Sheet) -> bytes:
        self._page.set_content(sheet.body)
        above, beside = (f"{length}mm" for length in sheet.margin)
        printed = self._page.pdf(
            format="A4", landscape=sheet.landscape, print_background=True,
            margin={"top": above, "bottom": above, "left": beside, "right": beside},
            display_header_footer=bool(sheet.head or sheet.foot),
            header_template=sheet.head or "<span></span>", footer_template=sheet.foot or "<span></span>",
        )  # fmt: skip
        return _DATE.sub(rb"/\1 (D:20260105080000", printed)


@contextmanager
def started() -> Iterator[Press]:
    """A press, its browser closed behind it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_PROGRAM, args=_OPTIONS)
        try:
            yield Press(browser.new_page(java_script_enabled=False))
        finally:
            browser.close()


def bare(pdf: bytes) -> bytes:
    """The PDF with its fonts' maps to Unicode laid bare, so that they can be spoilt: an update behind its end."""
    out, places = bytearray(pdf), {}
    for found in _STREAM.finditer(pdf):
        try:
            held = zlib.decompressobj().decompress(pdf[found.end() :])
        except zlib.error:
            continue
        if b"begincmap" in held:
            places[int(found[1])] = len(out)
            out += b"%s 0 obj\n<</Length %d>> stream\n%s\nendstream\nendobj\n" % (found[1], len(held), held)
    start, size = len(out), re.findall(rb"/Size (\d+)", pdf)[-1]
    root, info = (re.findall(rb"/%s (\d+ 0 R)" % name, pdf)[-1] for name in (b"Root", b"Info"))
    out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % (n, at) for n, at in sorted(places.items()))
    before = re.findall(rb"startxref\n(\d+)", pdf)[-1]
    out += b"trailer\n<</Size %s\n/Root %s\n/Info %s\n/Prev %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, root, info, before, start,
    )  # fmt: skip
    return bytes(out)
