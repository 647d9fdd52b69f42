"""The reference of a document type in Markdown, generated from its definition."""

from __future__ import annotations

from collections.abc import Iterable

from radlad.domain.doctype import BOOLEAN_KINDS, DocumentType, Field, Kind

_NOTE = "<!-- Page produite par « radlad manage reference » : ne pas la modifier à la main. -->"
_RETURNED = {
    Kind.MENTION: "la mention telle qu’imprimée",
    Kind.DATE: "une date `JJ/MM/AAAA`",
}


def page(doctype: DocumentType) -> str:
    """One table, a row a field, in the order of the customer's positions."""
    rows = "\n".join(_row(field) for field in doctype.fields)
    mandatory = sum(field.mandatory for field in doctype.fields)
    return f"""{_NOTE}
# {doctype.title}

Source : CCTP {doctype.source}. Couloir `{doctype.lane.couloir}`, SONS `{doctype.lane.sons}`, \
`TypeDocument` `{doctype.piece}`.
{len(doctype.fields)} champs, dont {mandatory} à vidéocodage obligatoire. Un champ absent du document vaut `""`.
Schéma JSON de la restitution : [`schemas/{doctype.key}.json`](schemas/{doctype.key}.json).

| Position | Balise | Description | Partie | Valeur rendue | Vidéocodage |
|---:|---|---|---|---|---|
{rows}
"""


def index(types: Iterable[DocumentType]) -> str:
    """The list of all types, with links."""
    rows = "\n".join(
        f"| [{t.title}]({t.key}.md) | `{t.lane.couloir}` | `{t.lane.sons}` | `{t.piece}` | {len(t.fields)} |"
        for t in types
    )
    return f"""{_NOTE}
# Référence

- [API d’acquisition (OpenAPI)](openapi.json)
- [Schéma de la restitution d’un document de type inconnu](schemas/rejet.json)

| Type | Couloir | SONS | `TypeDocument` | Champs |
|---|---|---|---|---:|
{rows}
"""


def _row(field: Field) -> str:
    review = "obligatoire" if field.mandatory else "si présent"
    cells = (str(field.position), f"`{field.balise}`", field.title, field.section.value, _returned(field), review)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _returned(field: Field) -> str:
    if field.kind in BOOLEAN_KINDS:
        return "`true`, `false`"
    if field.values:
        return ", ".join(f"`{value}`" for value in field.values)
    return _RETURNED.get(field.kind, "le contenu tel qu’imprimé")
