"""What a reading may ask for, counted in calls: seconds depend on the machine, calls only on the code."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import pytest

import radlad
from radlad.pipeline.stages import read
from radlad.readers.ocr import OcrPage

SAMPLES = Path(__file__).resolve().parents[3] / "samples"
DIGITAL = [
    row["file"]
    for row in map(json.loads, (SAMPLES / "truth.jsonl").read_text("utf-8").splitlines())
    if row["tier"] == "digital"
]
OURS = str(Path(radlad.__file__).parent)
CALLS_PER_PAGE = 250_000
"""Calls of radlad's own functions. Raise it only for fields that are worth it."""


class NoEngine:
    name, version = "none", "1"

    def read(self, grey) -> OcrPage:
        raise AssertionError("a page with a text layer needs no OCR")


def calls_of(file: str) -> tuple[Counter[str], int]:
    """How often each of radlad's functions is called for a sample, by `module.function`, and its pages."""
    counts: Counter[str] = Counter()

    def count(frame, event, _) -> None:
        code = frame.f_code
        # A comprehension is a call in some versions of Python only.
        if event == "call" and code.co_filename.startswith(OURS) and not code.co_name.startswith("<"):
            counts[f"{Path(code.co_filename).stem}.{code.co_name}"] += 1

    read(SAMPLES / file, None, engine=NoEngine())  # what is loaded once is not counted
    before = sys.getprofile()
    sys.setprofile(count)
    try:
        pages = read(SAMPLES / file, None, engine=NoEngine()).pages
    finally:
        sys.setprofile(before)
    return counts, pages


@pytest.mark.parametrize("file", DIGITAL)
def test_a_digital_file_is_opened_and_laid_out_once_and_no_page_is_drawn_as_a_whole(file):
    counts, pages = calls_of(file)
    assert counts["pdf_file._drawn"] == 0
    assert counts["pdf_file.raster"] <= 2 * pages  # a part for its boxes, another for who signs (ADR 25)
    assert counts["containers.open_file"] == counts["page.sheets_of"] == 1


@pytest.mark.parametrize("file", DIGITAL)
def test_the_work_for_a_digital_page_stays_within_bounds(file):
    counts, pages = calls_of(file)
    assert sum(counts.values()) <= CALLS_PER_PAGE * pages, counts.most_common(12)
