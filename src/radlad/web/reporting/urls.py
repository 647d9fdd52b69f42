"""Addresses of the portal's pages."""

from __future__ import annotations

from django.urls import path

from radlad.web.reporting import views

app_name = "reporting"
_DOCUMENT = "suivi/<uuid:document_id>/"

urlpatterns = [
    path("suivi/", views.documents, name="list"),
    path(_DOCUMENT, views.document, name="document"),
    path(f"{_DOCUMENT}reouverture", views.reopen, name="reopen"),
    path(f"{_DOCUMENT}annulation", views.cancel, name="cancel"),
    path(f"{_DOCUMENT}relance", views.relaunch, name="relaunch"),
]
