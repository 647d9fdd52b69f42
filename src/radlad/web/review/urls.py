"""Addresses of the operators' and supervisors' pages and of the page images."""

from __future__ import annotations

from django.urls import path

from radlad.web.review import control, guides, on_demand, page_images, saving, steering, views
from radlad.web.review.page_images import Size

app_name = "review"
_DOCUMENT = "videocodage/<uuid:document_id>/"
_FIELD = f"{_DOCUMENT}champs/<str:balise>"
_CONTROL = "videocodage/controle/<uuid:document_id>/"
_PAGE = "documents/<uuid:document_id>/pages/<int:number>"

urlpatterns = [
    path("videocodage/", views.queue, name="queue"),
    path("videocodage/suivant", views.take_next, name="next"),
    path("videocodage/guide/", guides.operator, name="guide"),
    path("videocodage/guide/superviseur/", guides.supervisor, name="guide-supervisor"),
    # -- a supervisor's
    path("videocodage/pilotage/", steering.board, name="board"),
    path("videocodage/pilotage/couloirs/", steering.lanes, name="lanes"),
    path("videocodage/pilotage/couloirs/regler", steering.set_lane, name="set-lane"),
    path("videocodage/pilotage/qualite/", steering.work, name="work"),
    path("videocodage/arbitrage/<uuid:document_id>/", control.arbitration, name="arbitration"),
    path("videocodage/arbitrage/<uuid:document_id>/trancher", control.arbitrate, name="arbitrate"),
    # -- second keying
    path("videocodage/controle/suivant", control.take, name="control-next"),
    path(_CONTROL, control.control, name="control"),
    path(f"{_CONTROL}champs/<str:balise>", control.save, name="control-save"),
    path(f"{_CONTROL}presence", control.presence, name="control-presence"),
    path(f"{_CONTROL}fin", control.finish, name="control-finish"),
    # -- a document in hand
    path(_DOCUMENT, views.document, name="document"),
    path(f"{_DOCUMENT}prendre", views.take, name="take"),
    path(f"{_DOCUMENT}rendre", views.release, name="release"),
    path(f"{_DOCUMENT}cote", views.put_aside, name="aside"),
    path(f"{_DOCUMENT}lecture", views.progress, name="progress"),
    path(f"{_DOCUMENT}presence", saving.presence, name="presence"),
    path(f"{_DOCUMENT}annuler", saving.undo, name="undo"),
    path(_FIELD, saving.save, name="save"),
    path(f"{_FIELD}/controle", saving.check, name="check"),
    path(f"{_FIELD}/zone", on_demand.zone, name="zone"),
    path(f"{_FIELD}/historique", views.value_history, name="value-history"),
    path(f"{_DOCUMENT}type", views.retype, name="retype"),
    path(f"{_DOCUMENT}rejet", views.reject, name="reject"),
    path(f"{_DOCUMENT}fin", views.settle, name="settle"),
    path(f"{_DOCUMENT}reattribuer", steering.reassign, name="reassign"),
    path(f"{_DOCUMENT}urgence", steering.urgency, name="urgency"),
    path(f"{_PAGE}.webp", page_images.page_image, name="page"),
    path(f"{_PAGE}-vignette.webp", page_images.page_image, {"size": Size.THUMBNAIL}, name="thumbnail"),
    path(f"{_PAGE}-fine.webp", page_images.page_image, {"size": Size.FINE}, name="fine-page"),
    path(f"{_PAGE}-mots.json", on_demand.words, name="words"),
]
