"""The sandbox customer's page: what it got, newest first. Nothing from outside, no script."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from html import escape
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from radlad.sandbox.behaviour import Behaviour
from radlad.sandbox.received import Receipt

_PARIS = ZoneInfo("Europe/Paris")
_SHOWN = 200
"""The page shows the latest ones; `/received` gives all."""

STYLE = (files("radlad.sandbox") / "style.css").read_text(encoding="utf-8")


def page(receipts: Sequence[Receipt], behaviour: Behaviour) -> str:
    """All that came, as HTML that asks to be fetched again every five seconds."""
    rows = "".join(_row(receipt) for receipt in receipts[: -_SHOWN - 1 : -1])
    rejected = sum(r.body.get("rejet") == "true" for r in receipts)
    repeated = sum(len(r.deliveries) > 1 for r in receipts)
    return _html(
        "Client bac à sable",
        f"""<header>
<h1>Client bac à sable</h1>
<p>Ce client d’essai reçoit les restitutions de radlad, les contrôle et les affiche.</p>
<dl>
<div><dt>Documents reçus</dt><dd>{len(receipts)}</dd></div>
<div><dt>dont rejetés</dt><dd>{rejected}</dd></div>
<div><dt>Livrés plusieurs fois</dt><dd>{repeated}</dd></div>
<div><dt>Comportement</dt><dd>{escape(behaviour.text)}</dd></div>
</dl>
</header>
<main>{f"<table>{_HEAD}<tbody>{rows}</tbody></table>" if receipts else _NOTHING}</main>""",
        refresh='<meta http-equiv="refresh" content="5">',
    )


def document_page(receipt: Receipt) -> str:
    """One body as HTML: each balise with its value, and when it came."""
    body = receipt.body
    values = "".join(
        f'<tr><th scope="row">{escape(str(balise))}</th><td>{escape(str(value)) or _EMPTY}</td></tr>'
        for balise, value in body.get("donnees", {}).items()
    )
    came = ", ".join(_local(delivery) for delivery in receipt.deliveries)
    return _html(
        "Document reçu – client bac à sable",
        f"""<header>
<p><a href="/">Client bac à sable</a></p>
<h1>{escape(_lane(body))} {escape(str(body.get("typeDocument") or "type inconnu"))}</h1>
<p>{escape(_result(body))}. Reçu le {came}. <code>{escape(str(body.get("processId")))}</code></p>
</header>
<main><table><caption>Données</caption>
<thead><tr><th scope="col">Balise</th><th scope="col">Valeur</th></tr></thead><tbody>{values}</tbody></table></main>""",
    )


def _html(title: str, content: str, refresh: str = "") -> str:
    return f"""<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{refresh}
<title>{title}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
{content}
</body>
</html>
"""


_HEAD = (
    "<caption>Restitutions, de la plus récente à la plus ancienne</caption>"
    '<thead><tr><th scope="col">Reçu</th><th scope="col">Couloir</th><th scope="col">Type</th>'
    '<th scope="col">Résultat</th><th scope="col">Livraisons</th><th scope="col">Données</th></tr></thead>'
)
_EMPTY = '<span class="empty">vide</span>'
_NOTHING = '<p class="nothing">Rien n’est encore arrivé. La page se met à jour toute seule.</p>'


def _row(receipt: Receipt) -> str:
    body = receipt.body
    data = body.get("donnees", {})
    filled = sum(bool(value) for value in data.values())
    kind = "rejected" if body.get("rejet") == "true" else "nominal"
    return (
        f"<tr><td>{_local(receipt.deliveries[0])}</td>"
        f"<td>{escape(_lane(body))}</td>"
        f"<td>{escape(str(body.get('typeDocument') or '–'))}</td>"
        f'<td><span class="{kind}">{escape(_result(body))}</span></td>'
        f"<td>{len(receipt.deliveries)}</td>"
        f'<td><a href="/documents/{escape(str(body["processId"]))}">{filled} sur {len(data)} valeurs</a></td></tr>'
    )


def _lane(body: dict[str, Any]) -> str:
    return f"{body.get('couloir')} {body.get('sons')}"


def _result(body: dict[str, Any]) -> str:
    return f"Rejeté : {body.get('motifRejet')}" if body.get("rejet") == "true" else "Nominal"


def _local(delivery: str) -> str:
    return f"{datetime.fromisoformat(delivery).astimezone(_PARIS):%d/%m/%Y %H:%M:%S}"
