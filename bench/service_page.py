"""What `docs/performance.md` says of the service: peers, throughput, growth, memory; each once it was measured."""

from __future__ import annotations

from typing import Any

Figures = dict[str, Any]


def page(figures: Figures) -> str:
    """The service's part of the page."""
    return "".join([_peers(figures), _throughput(figures), _growth(figures), _memory(figures)])


_TABLES = {
    "ocr": "Scans",
    "digital": "Digital files",
    "invoices": "Fields of digital invoices",
}


def _peers(figures: Figures) -> str:
    tables = figures.get("peers")
    if not tables:
        return ""
    lines = [
        "", "## Beside other tools", "",
        "Written by `./setup.sh peers`, then `python -m bench.peers`: the same pages, one process on one core. “In the "
        "text” says how many of the fields' values stand somewhere in what the tool read, “in the field” how many are "
        "given as the value of the right field, which the tools without a number do not do. Seconds vary with what "
        "else the machine does; ratios were taken in one run. Each program's start is included, and weighs the more "
        "the fewer the pages. Tesseract and RapidOCR are given pictures of 300 dpi.",
    ]  # fmt: skip
    for key, title in _TABLES.items():
        table = tables[key]
        lines += [
            "", f"### {title}: {table['documents']} documents, {table['pages']} pages", "",
            "| | CPU s/page | beside radlad | wall s | peak MB | in the text | in the field | failed |",
            "|---|---|---|---|---|---|---|---|",
            *(_peer(name, row) for name, row in table["rows"].items()),
        ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _peer(name: str, row: Figures) -> str:
    if "missing" in row:
        return f"| {name} | not installed: {', '.join(row['missing'])} | | | | | | |"

    def share(found: int | None) -> str:
        return "–" if found is None else f"{found}/{row['values']}"

    return (
        f"| {name} | {row['cpu_s_per_page']} | × {row['cpu_ratio']} | {row['wall_s']} | {row['peak_mb']} | "
        f"{share(row['in_text'])} | {share(row['in_field'])} | {row['failures']} |"
    )


def _throughput(figures: Figures) -> str:
    if "receptions_per_s" not in figures:
        return ""
    rows = [
        (f"receptions of 200 kB, a burst of {figures['receptions']}, nothing read meanwhile", "receptions_per_s", "/s"),
        ("their 99th percentile", "reception_p99_ms", " ms"),
        ("receptions while the workers read", "receptions_per_s_workers_busy", "/s"),
        ("their 99th percentile", "reception_p99_ms_workers_busy", " ms"),
        ("accepted and not found in the store", "receptions_lost", ""),
        ("digital documents from 202 to acknowledged callback", "digital_delivered_per_s", "/s"),
        ("another client's small document, queue full, 95th percentile", "fair_other_client_p95_s", " s"),
        ("an operator's re-read, queue full, 95th percentile", "fair_re_read_p95_s", " s"),
    ]
    lines = [
        "", "## The whole service", "",
        f"Written by `python -m bench.throughput`: `radlad serve` with two workers on {figures['throughput_cores']} "
        "cores, which the callers and whatever else the machine does share. A 202 comes after the file and its row are "
        "on durable storage. The full queue is two scans of 200 pages and a burst from one client, "
        f"{figures.get('fair_waiting_before')} documents, while {figures.get('fair_probes')} are tried (ADR 20)."
        f" Load of the {figures['throughput_cores']} cores as each part ended: {figures.get('load_receptions')}, "
        f"{figures.get('load_deliveries')}, {figures.get('load_fairness')}.",
        "", "| | measured |", "|---|---|",
        *(f"| {title} | {figures[key]}{unit} |" for title, key, unit in rows if figures.get(key) is not None),
        *(_cpu(what, figures[key]) for what, key in _CPU if key in figures),
    ]  # fmt: skip
    lines += ["", *figures.get("throughput_remarks", ())]
    return "\n".join(lines) + "\n"


_CPU = (
    ("a reception, nothing read meanwhile", "reception_cpu_ms"),
    ("a digital document, until acknowledged", "digital_delivered_cpu_ms"),
)


def _cpu(what: str, used: dict[str, float]) -> str:
    parts = ", ".join(f"{kind} {milliseconds}" for kind, milliseconds in used.items() if milliseconds)
    return f"| CPU of {what} | {sum(used.values()):.1f} ms: {parts} |"


def _growth(figures: Figures) -> str:
    growth = figures.get("growth")
    if not growth:
        return ""
    first = next(iter(growth["workers"].values()))
    waits = [key for key in first if key.startswith("p95")]
    lines = [
        "", "## How it grows", "",
        f"Written by `python -m bench.growth`: a queue simulated with measured CPU seconds, half of the documents "
        f"digital ({growth['service_digital_s']} s each), half scans ({growth['service_scan_s']} s each), one core a "
        "worker. Documents arrive at random; the wait is until reading begins.", "",
        "| workers | documents/s at most | " + " | ".join(f"p95 wait at {k.rsplit('_', 1)[1]}" for k in waits) + " |",
        "|---|---|" + "---|" * len(waits),
        *(f"| {n} | {row['documents_per_s']} | " + " | ".join(f"{row[k]} s" for k in waits) + " |"
          for n, row in growth["workers"].items()),
        "",
        f"A document, from reception to rest, takes {growth['commits_per_document']} commits, "
        f"{growth['rows_written_per_document']} rows written, {growth['log_bytes_per_document'] / 1000:.0f} kB of "
        f"write-ahead log, {growth['database_bytes_per_document'] / 1000:.0f} kB of database and "
        f"{growth['store_bytes_per_document'] / 1000:.0f} kB of store (its file, its pages' words and pictures). The "
        f"database of this machine takes {growth['commits_per_s']:.0f} small durable commits a second from sixteen "
        f"sessions: {growth['documents_per_s_of_database']} documents a second, an estimate: the counted commits hold "
        "the bench's own questions for a document's status, and not all are durable.",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _memory(figures: Figures) -> str:
    memory = figures.get("memory")
    if not memory:
        return ""
    return f"""
## Start and memory

Written by `python -m bench.memory`: a reading process as the workers have it.

| | measured | wanted |
|---|---|---|
| from its start to the first digital document read | {memory["first_digital_s"]} s | 2 s |
| from its start to the first scan read | {memory["first_scan_s"]} s | |
| the first scan, its models loaded while it waited | {memory.get("first_scan_awake_s", "–")} s | |
| resident after a tenth of {memory["memory_pages"]} OCR pages | {memory["memory_mb_after_a_tenth"]} MB | |
| at half of them | {memory["memory_mb_at_half"]} MB | flat |
| at their end (largest: {memory["memory_mb_largest"]} MB) | {memory["memory_mb_at_end"]} MB | flat |
"""
