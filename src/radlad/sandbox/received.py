"""What the sandbox customer acknowledged: kept on disk before the acknowledgement, and found again after a restart."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from radlad.service import data_folder


@dataclass
class Receipt:
    """One acknowledged body, and each time it came."""

    body: dict[str, Any]
    deliveries: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"processId": self.body["processId"], "deliveries": self.deliveries, "body": self.body}


class Received:
    """The acknowledged bodies by idempotency key, one line of `path` for each time one came."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._receipts: dict[str, Receipt] = {}
        data_folder.private_folder(path.parent)
        self._file = path.open("a+b")
        self._file.seek(0)
        whole = 0
        for line in self._file:
            if not line.endswith(b"\n"):
                break
            self._count(json.loads(line))
            whole += len(line)
        # A line that a kill cut short was never acknowledged.
        self._file.truncate(whole)

    def add(self, key: str, body: Mapping[str, Any]) -> None:
        """Returns once the delivery is on the disk; a key that came before is the same delivery again."""
        with self._lock:
            entry: dict[str, Any] = {"key": key, "at": datetime.now(UTC).isoformat(timespec="milliseconds")}
            if key not in self._receipts:
                entry["body"] = dict(body)
            self._file.write(json.dumps(entry, ensure_ascii=False).encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
            self._count(entry)

    def _count(self, entry: dict[str, Any]) -> None:
        if entry["key"] not in self._receipts:
            self._receipts[entry["key"]] = Receipt(entry["body"])
        self._receipts[entry["key"]].deliveries.append(entry["at"])

    def all(self) -> list[Receipt]:
        """In the order in which they first came."""
        with self._lock:
            return [Receipt(r.body, list(r.deliveries)) for r in self._receipts.values()]

    def close(self) -> None:
        with self._lock:
            self._file.close()
