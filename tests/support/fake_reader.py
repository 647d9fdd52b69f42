"""A reading process that behaves as the file's content tells it: `python -m tests.support.fake_reader`.

Speaks the protocol of `radlad.pipeline.reader`. The content is a JSON object `{"do": …}`; anything else is read well.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "radlad.web.config.settings")
django.setup()

from radlad import doctypes  # noqa: E402 - models need Django
from radlad.domain.doctype import Lane, Piece  # noqa: E402 - models need Django
from tests.support.documents import result  # noqa: E402 - models need Django


def answer(request: dict[str, Any]) -> dict[str, Any]:
    content = Path(request["path"]).read_bytes()
    told = json.loads(content) if content.startswith(b"{") else {}
    act = told.get("do")
    if act == "crash":
        os.abort()
    if act == "hang":
        time.sleep(3600)
    if act == "fail":
        return {"error": {"code": "UNREADABLE_FILE", "message": "Le fichier est abîmé : renvoyez-le."}}
    if act == "lie":
        return {"ok": {"couloir": "HOP", "typeDocument": "FACTURE"}}
    time.sleep(float(told.get("seconds", 0)))
    if request.get("forced"):
        doctype = doctypes.by_key(request["forced"])
    else:
        found = doctypes.find(Lane(request["couloir"], request["sons"]), Piece(request["type"]))
        assert found is not None
        doctype = found
    return {"ok": {"result": result(doctype, **told.get("doubts", {})), "words": []}}


def say(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    say({"ready": True})
    for line in sys.stdin:
        if json.loads(line)["do"] != "prepare":
            say(answer(json.loads(line)))
