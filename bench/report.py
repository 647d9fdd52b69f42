"""Writes the bench's figures: JSON for machines, Markdown for people."""

from __future__ import annotations

import json
import platform
import resource
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from bench.score import Score

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "results"


def write(figures: Score, truths: list[dict[str, Any]], results: list[dict[str, Any]], count: int, seed: str) -> None:
    """Writes the four files."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    accuracy = {
        "documents": count,
        "seed": seed,
        "classe": figures.classes.percent,
        "champs": figures.fields.percent,
        "sans_doute": figures.sure.percent,
        "silencieux": figures.silent.percent,
        **{name: {k: s.percent for k, s in sorted(group.items())} for name, group in figures.by.items()},
    }
    _json("accuracy", accuracy)
    (ROOT / "docs" / "accuracy.md").write_text(_accuracy(figures, count, seed), encoding="utf-8")
    speed = _speed(truths, results)
    _json("performance", speed)
    (ROOT / "docs" / "performance.md").write_text(_performance(speed), encoding="utf-8")


def _json(name: str, content: dict[str, Any]) -> None:
    path = RESULTS / f"{name}.json"
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _accuracy(figures: Score, count: int, seed: str) -> str:
    lines = [
        "# Accuracy", "",
        f"Written by `make bench`: {count} documents made by `bench/maker` with the seed “{seed}”. They are drawn, not "
        "real: layouts, pens, scanners and phones vary, the label wordings are those that radlad knows. Take the "
        "figures for what changes between versions, not for what a new supplier's form will give.", "",
        "| | |", "|---|---|",
        f"| documents in the right class | {figures.classes} |",
        f"| fields right | {figures.fields} |",
        f"| fields returned without doubt | {figures.sure} |",
        f"| of those, wrong | {figures.silent} |",
    ]  # fmt: skip
    for name, group in figures.by.items():
        lines += ["", f"## By {_ENGLISH[name]}", "", "| | fields right |", "|---|---|"]
        lines += [f"| {key} | {share} |" for key, share in sorted(group.items())]
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
            f"| largest resident size, over {speed['pages']} pages | {speed['resident_mb']} MB |", "",
        ]
    )  # fmt: skip
