"""The generated reference: a page and a schema a document type, and the API's description."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from radlad import doctypes
from radlad.restitution import reference
from radlad.restitution.schema import rejected_schema, schema_for
from radlad.web.acquisition.schemas import REJECTED
from radlad.web.config.api import api


def pages() -> dict[str, str]:
    """Every generated file: its path under `docs/reference`, and its text."""
    return {
        "README.md": reference.index(doctypes.TYPES),
        "openapi.json": _json(api.get_openapi_schema()),
        f"schemas/{REJECTED}.json": _json(rejected_schema()),
        **{f"{doctype.key}.md": reference.page(doctype) for doctype in doctypes.TYPES},
        **{f"schemas/{doctype.key}.json": _json(schema_for(doctype)) for doctype in doctypes.TYPES},
    }


class Command(BaseCommand):
    """Writes the reference, or says what in it is out of date."""

    help = "Écrit docs/reference à partir des définitions ; --check dit seulement ce qui n’est pas à jour."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, default=Path("docs/reference"))
        parser.add_argument("--check", action="store_true")

    def handle(self, *_args: Any, out: Path, check: bool, **_options: Any) -> None:
        wanted = pages()
        present = {str(p.relative_to(out)): p for p in sorted(out.rglob("*")) if p.is_file()}
        found = {name: path.read_text("utf-8") for name, path in present.items()}
        stale = [name for name, text in wanted.items() if found.get(name) != text]
        unknown = [name for name in present if name not in wanted]
        if check:
            if stale or unknown:
                raise CommandError(f"À régénérer par « radlad manage reference » : {', '.join(stale + unknown)}")
            return
        for name in unknown:
            present[name].unlink()
        for name in stale:
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_text(wanted[name], "utf-8")


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
