"""`make test-faults`: the long form of the fault suite, and its figures.

    python -m bench.reliability [--only WORD]

Runs tests/faults, then writes `bench/results/reliability.json` and `docs/reliability.md`. With `--only`, only the
faults whose name has that word are injected, and nothing is written. Exits with pytest's own code.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[1]
_RESULTS = _ROOT / "bench" / "results" / "reliability.json"
_PAGE = _ROOT / "docs" / "reliability.md"
_MINUTES = 45
"""The suite is given up after this long; it takes about twenty."""


def main() -> int:
    """Injects the faults and writes what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="a word of the faults' names; nothing is written then")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ledger = Path(folder) / "ledger.json"
        begun = time.monotonic()
        options = ["-v", "-p", "no:randomly", f"--ledger={ledger}", *(["-k", given.only] if given.only else [])]
        code = subprocess.run(
            [sys.executable, "-m", "pytest", "tests/faults", *options],
            cwd=_ROOT, timeout=_MINUTES * 60, check=False,
        ).returncode  # fmt: skip
        if not given.only and ledger.exists():
            rows = json.loads(ledger.read_text(encoding="utf-8"))
            write(rows, time.monotonic() - begun)
    return code


def write(rows: list[dict[str, Any]], seconds: float) -> None:
    """Writes the JSON and the page from what each fault did."""
    results = {
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "seconds": round(seconds),
        "totals": totals(rows),
        "faults": rows,
    }
    _RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    _PAGE.write_text(page(results), encoding="utf-8")


def totals(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The sums over all faults, and the longest recovery."""
    summed = ("lost", "delivered_twice", "half_written", "orphans", "accepted", "in_flight", "sent_again")
    return {
        "faults": len(rows),
        **{name: sum(row[name] for row in rows) for name in summed},
        "longest_recovery": max((row["seconds_to_recover"] for row in rows), default=0),
    }


def page(results: dict[str, Any]) -> str:
    """docs/reliability.md."""
    sums = results["totals"]
    head = (_ROOT / "bench" / "reliability.head.md").read_text(encoding="utf-8")
    lines = [
        head.rstrip(),
        "",
        "## Figures",
        "",
        f"{results['made_at'][:10]}, {results['machine']}, {results['seconds'] / 60:.0f} minutes. "
        f"{sums['faults']} faults, {sums['accepted']} documents with a 202, {sums['in_flight']} of them in flight when "
        f"the harm was done: **{sums['lost']} lost, {sums['delivered_twice']} delivered twice**, "
        f"{sums['half_written']} half-written files, {sums['orphans']} orphans.",
        "",
        "| fault | strikes at | accepted | in flight | lost | twice | sent again | recovered after |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {row['fault']} | {row['step']} | {row['accepted']} | {row['in_flight']} | {row['lost']} | "
        f"{row['delivered_twice']} | {row['sent_again']} | {row['seconds_to_recover']:.0f} s |"
        for row in results["faults"]
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
