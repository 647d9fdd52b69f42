"""Writes the bench's figures: JSON for machines, Markdown for people."""

from __future__ import annotations

import json
import platform
import resource
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import calibration, service_page
from bench.maker import press
from bench.portal import page as portal
from bench.score import Score

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "results"


@dataclass(frozen=True)
class Run:
    """Documents of one half in some conditions: their truths, what was read, and the score."""

    name: str
    score: Score
    truths: list[dict[str, Any]]
    results: list[dict[str, Any]]


_RUNS = {
    "A": "layouts and wordings to tune on, every condition",
    "B": "layouts and wordings less tuned on, every condition",
    "B-digital": "B, digital files only",
    "C-digital": "papers of another press (HTML printed by a browser), by other hands, digital files",
    "D": "its other half, every condition",
    "D-digital": "the same half, digital files only",
    "E-digital": "twelve more families of that press, by a third hand: half to learn from, digital files",
    "F": "its other half, every condition",
    "F-digital": "the same half, digital files only",
    "G": "six families more, by a fourth hand that keeps the agency's words, for judging alone, every condition",
    "G-digital": "the same half, digital files only",
    **dict.fromkeys(
        (f"{half}-digital" for half in press.LATER),
        "more families of that press, each half by a hand of its own, to learn from, digital files",
    ),
    "B-digital-dropout": "the same files, half of the reader's label wordings left out",
}
_EVERY = ("A", "B")
"""The runs of every condition."""
_SHOWN = "B"
"""The run whose breakdown is shown: the one that tells what a new supplier's form will give."""


def write(runs: list[Run], count: int, seed: str) -> None:
    """Writes the four files. `accuracy.json` holds half B's figures, and each run's under `séries`."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    shown = next(r for r in runs if r.name == _SHOWN)
    accuracy = {
        "documents": count, "seed": seed, **_figures(shown.score),
        **{name: {k: s.percent for k, s in sorted(group.items())} for name, group in shown.score.by.items()},
        "séries": {r.name: _figures(r.score) for r in runs},
    }  # fmt: skip
    _json("accuracy", accuracy)
    told = calibration.bins([pair for r in runs if r.name in _EVERY for pair in r.score.told])
    page = _accuracy(runs, shown.score, count, seed) + _honesty(told)
    (ROOT / "docs" / "accuracy.md").write_text(page, encoding="utf-8")
    (ROOT / "docs" / "images" / "calibration.svg").write_text(calibration.picture(told), encoding="utf-8")
    write_performance(_speed([t for r in runs for t in r.truths], [x for r in runs for x in r.results]))


def write_performance(figures: dict[str, Any]) -> None:
    """Puts these figures among those that other benches left, and writes the page of all of them."""
    path = RESULTS / "performance.json"
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    _json("performance", known | figures)
    (ROOT / "docs" / "performance.md").write_text(_performance(known | figures), encoding="utf-8")


def _figures(score: Score) -> dict[str, float | None]:
    return {
        "classe": score.classes.percent, "champs": score.fields.percent, "sans_doute": score.sure.percent,
        "silencieux": score.silent.percent,
    }  # fmt: skip


def _json(name: str, content: dict[str, Any]) -> None:
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _accuracy(runs: list[Run], shown: Score, count: int, seed: str) -> str:
    lines = [
        "# Accuracy", "",
        f"Written by `make bench`: {count} documents a row, made by `bench/maker` with the seed “{seed}”. They are "
        "drawn, not real; their label wordings were written apart from the reader's own. Half of the layouts and "
        "wordings (A) was tuned on. The other half (B) was only measured on until 26 November 2026, when its errors "
        "were read and general ones mended; so were those of C and D, of a second press (ADR 23), and of E and F, of "
        "that press too, by a third hand. H to Z are nineteen more hands', to learn from. G is a fourth hand's, never "
        "opened to mend the reader: it tells best what a new supplier's form will give. The last row leaves out half "
        "of the reader's own words.", "",
        "| | class right | fields right | without doubt | of those, wrong |", "|---|---|---|---|---|",
        *(f"| {r.name}: {_RUNS[r.name]} | {r.score.classes} | {r.score.fields} | {r.score.sure} | {r.score.silent} |"
          for r in runs),
        "", f"The tables below are of run {_SHOWN}.",
    ]  # fmt: skip
    for name, group in shown.by.items():
        lines += ["", f"## By {_ENGLISH[name]}", "", "| | fields right |", "|---|---|"]
        lines += [f"| {key} | {share} |" for key, share in sorted(group.items())]
    return "\n".join(lines) + "\n"


def _honesty(told: list[calibration.Bin]) -> str:
    lines = [
        "", "## Honest confidence", "",
        f"Of what is read with some confidence, how much is right (runs {' and '.join(_EVERY)}, values that are not "
        "empty). On the dashed line confidence is honest, above it too modest, below it too bold.", "",
        "![Reliability curve](images/calibration.svg)", "", *calibration.table(told),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


_ENGLISH = {"genre": "kind", "qualité": "condition", "mise en page": "layout"}


def _speed(truths: list[dict[str, Any]], results: list[dict[str, Any]]) -> dict[str, Any]:
    pairs = list(zip(truths, results, strict=True))
    digital = [r for t, r in pairs if t["tier"] == "digital"]
    scanned = [r for t, r in pairs if t["tier"] != "digital"]
    return {
        "ocr_cpu_s_per_page": _per_page(scanned),
        "digital_cpu_ms_per_page": _milliseconds(_per_page(digital)),
        "resident_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "pages": sum(r.get("pages", 0) for r in results),
        "processor": platform.processor() or platform.machine(),
    }


def _per_page(results: Iterable[dict[str, Any]]) -> float | None:
    kept = [r for r in results if r.get("pages")]
    pages = sum(r["pages"] for r in kept)
    return round(sum(r["cpu"] for r in kept) / pages, 4) if pages else None


def _milliseconds(seconds: float | None) -> float | None:
    return None if seconds is None else round(1000 * seconds, 1)


def _performance(speed: dict[str, Any]) -> str:
    return "\n".join(
        [
            "# Performance", "",
            "Written by `make bench`, one process, one thread; CPU seconds, all stages included.", "",
            "| | |", "|---|---|",
            f"| OCR page | {speed['ocr_cpu_s_per_page']} s |",
            f"| digital page | {speed['digital_cpu_ms_per_page']} ms |",
            f"| largest size of the bench, which keeps what it read, over {speed['pages']} pages "
            f"| {speed['resident_mb']} MB |", "",
        ]
    ) + portal.page(speed) + service_page.page(speed)  # fmt: skip
