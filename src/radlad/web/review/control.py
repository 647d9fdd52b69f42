"""The pages of second keying: an operator's, blind, and the arbiter's, where both values stand side by side."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST, require_safe

from radlad.domain.doctype import DocumentType
from radlad.domain.errors import CallerError
from radlad.kinds.keyed import keyed
from radlad.web.accounts.access import SignedRequest, reviewers, supervisors
from radlad.web.acquisition.models import Settlement, Value
from radlad.web.review import keying, keys
from radlad.web.review.form import Row
from radlad.web.review.models import KeyedField, KeyingState, SecondKeying


@reviewers
@require_POST
def take(request: SignedRequest) -> HttpResponse:
    """Opens the operator's next second keying."""
    found = keying.take(request.user)
    if found is None:
        messages.info(request, "Aucun contrôle n’attend : tous sont faits, ou portent sur vos propres documents.")
        return redirect("review:queue")
    return redirect("review:control", found.document_id)


@reviewers
@require_safe
def control(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """The document with empty fields: nothing of the first keying is shown."""
    held = SecondKeying.objects.filter(document=document_id, second_by=request.user, state=KeyingState.WAITING)
    found = get_object_or_404(held.select_related("document"))
    fields = {field.balise: field for field in found.fields.all()}
    sections = [
        (section, [_row(found, fields[f.balise]) for f in group if f.balise in fields])
        for section, group in found.doctype.sections()
    ]
    context = {
        "document": found.document,
        "doctype": found.doctype,
        "sections": sections,
        "total": len(fields),
        "left": sum(not field.keyed for field in fields.values()),
        "keys": keys.GROUPS,
        "page_numbers": range(1, found.document.pages + 1),
        "blind": True,
        "save_view": "review:control-save",
    }
    return render(request, "review/document.html", context)


def _row(found: SecondKeying, field: KeyedField) -> Row:
    """A row of the form as if nothing had ever been read."""
    value = Value(
        document=found.document, balise=field.balise, position=field.position, value=field.second_value,
        needs_person=not field.keyed, settlement=Settlement.CHANGED if field.keyed else Settlement.MACHINE,
        settled_by=found.second_by if field.keyed else None,
    )  # fmt: skip
    return Row(found.doctype.field(field.balise), value, blind=True)


@reviewers
@require_POST
def save(request: SignedRequest, document_id: UUID, balise: str) -> HttpResponse:
    """The second operator's value of a field; answers as the saving of a document in review."""
    try:
        with keying.holding(document_id, request.user) as held:
            field = get_object_or_404(held.fields, balise=balise)
            text = keyed(held.doctype.field(balise).kind, request.POST.get("valeur", ""))
            row = _row(held, keying.key(held, field.balise, text))
            left = held.fields.filter(keyed=False).count()
    except CallerError as error:
        return JsonResponse({"message": error.message}, status=error.status)
    shown = render_to_string("review/_standing.html", {"row": row, "saved": True})
    return JsonResponse({"balise": balise, "valeur": text, "doute": False, "etat": shown, "restants": left})


@reviewers
@require_POST
def presence(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """The operator is still at work on it; 409 once it is lost."""
    try:
        with keying.holding(document_id, request.user):
            return HttpResponse(status=204)
    except keying.KeyingLostError as error:
        return JsonResponse({"message": error.message}, status=error.status)


@reviewers
@require_POST
def finish(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """Ends the second keying, once every field was keyed or passed as empty."""
    try:
        with keying.holding(document_id, request.user) as held:
            left = held.fields.filter(keyed=False).count()
            if not left:
                keying.finish(held)
    except keying.KeyingLostError as error:
        messages.warning(request, error.message)
        return redirect("review:queue")
    if left:
        plural = "s" if left > 1 else ""
        messages.error(request, f"Il reste {left} champ{plural} à saisir : Entrée passe un champ vide.")
        return redirect("review:control", document_id)
    messages.success(request, "Le contrôle est terminé.")
    return redirect("review:queue")


@supervisors
@require_safe
def arbitration(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """The fields on which both keyings differ, before the image."""
    differing = keying.to_arbitrate(request.user).select_related("document", "first_by", "second_by")
    found = get_object_or_404(differing, document=document_id)
    values = {value.balise: value for value in found.document.values.all()}
    rows = [_judged(field, found.doctype, values.get(field.balise)) for field in found.fields.filter(verdict="")]
    context = {"keying": found, "document": found.document, "doctype": found.doctype, "rows": rows}
    return render(request, "review/arbitration.html", context)


def _judged(field: KeyedField, doctype: DocumentType, value: Value | None) -> dict[str, object]:
    """Both values as people name them, and the row that says where the field is on the image."""
    row = Row(doctype.field(field.balise), value or Value())
    return {"row": row, "first": row.named(field.first_value), "second": row.named(field.second_value)}


@supervisors
@require_POST
def arbitrate(request: SignedRequest, document_id: UUID) -> HttpResponse:
    """The arbiter's word on each difference."""
    found = get_object_or_404(keying.to_arbitrate(request.user), document=document_id)
    right = {}
    for field in found.fields.filter(verdict=""):
        choice = request.POST.get(f"juste-{field.balise}")
        kind = found.doctype.field(field.balise).kind
        words = {
            "premiere": field.first_value,
            "seconde": field.second_value,
            "autre": keyed(kind, request.POST.get(f"autre-{field.balise}", "")),
        }
        if choice in words:
            right[field.balise] = words[choice]
    try:
        keying.arbitrate(found, request.user, right)
    except CallerError as error:
        messages.error(request, error.message)
        return redirect("review:arbitration", document_id)
    messages.success(request, "L’arbitrage est enregistré.")
    return redirect("review:board")
