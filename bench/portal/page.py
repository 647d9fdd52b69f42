"""What `docs/performance.md` says of the portal: measured figures, and what a hundred times as much would take."""

from __future__ import annotations

from typing import Any


def page(figures: dict[str, Any]) -> str:
    """The portal's part of the page; empty until it was measured."""
    if "search_all_p95_ms" not in figures:
        return ""
    million = f"{figures['portal_documents']:,}"
    return f"""
## The portal

Written by `python -m bench.portal`: {million} documents with {figures["portal_values"]:,} values and
{figures["portal_events"]:,} events, loaded by COPY, on {figures["portal_cores"]} cores shared with other work.
Pages are asked through Django with their templates; each figure is the 95th percentile of twenty.

| | measured | wanted |
|---|---|---|
| search with totals, one lane, one month | {figures["search_month_lane_p95_ms"]} ms | 500 ms |
| search with totals, everything | {figures["search_all_p95_ms"]} ms | 1,500 ms |
| first page of the detail | {figures["detail_page_p95_ms"]} ms | 150 ms |
| CSV of everything | {figures["csv_rows_per_s"]:,} rows/s | 20,000 rows/s |
| memory that the CSV takes | {figures["csv_memory_mb"]} MB more | flat |

Totals are counted when they are asked for, from one row a document (ADR 6). That is linear: 0.4 to 0.6 s of a core a
million documents when everything is asked for, and 30 ms a month of the busiest lane, whatever the whole.

### A hundred million

- *One lane, one month* reads an index by lane and day; it grows with the month alone. 55,000 documents take 30 ms; a
  hundred times the volume a month takes about 3 s on one core, 0.5 s with eight parallel workers.
- *Everything* would take 40 s and more. Partition `acquisition_document` by month of reception, and keep one row of
  totals a closed day, lane, type, status, motive and complexity, written when the purge closes the day: days that can
  no longer change are added up from some ten thousand rows, only open ones are counted. Exactness stays, because a
  purged document never changes.
- *The start of an identifier*, its first hyphen included, is found by the key: 2 ms among 200,000. *Another part of
  one, or of a name* reads everything (0.26 s a million) with the embedded PostgreSQL, which has no `pg_trgm`. A server
  that has it gets trigram indexes from `radlad migrate`, or later from `radlad doctor --mend`: 2.4 ms instead of 52
  among 200,000 documents (PostgreSQL 15), for 260 MB a million, and 32 µs and 3.4 kB of journal more each time a
  document's status changes.
- *Values* are {figures["portal_gigabytes"]} GB a million documents; after 90 days they are purged, so that a hundred
  million documents of five years hold five million with values: a hundred gigabytes, and the same again in rows alone.
- *Exports* go at the speed of the disk; the workbook takes as many sheets as Excel's limit of a million rows asks for.
- *Far pages* are counted off (`OFFSET`), so that the screen ends at the 10,000th document, and says so: 13 ms in the
  order of reception, where the last of 200,000 documents took 161 ms. Other orders sort what is found first (0.12 to
  0.16 s for 200,000). Exports hold everything; the API is paged by cursor and does not slow down.
"""
