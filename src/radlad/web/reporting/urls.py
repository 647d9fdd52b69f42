"""Addresses of the portal's pages."""

from __future__ import annotations

from django.urls import path

from radlad.web.reporting import actions, charts, keeping, views

app_name = "reporting"
_DOCUMENT = "suivi/<uuid:document_id>/"

urlpatterns = [
    path("suivi/", views.documents, name="list"),
    path("suivi/export.csv", views.export_csv, name="csv"),
    path("suivi/graphiques/", charts.charts, name="charts"),
    path("suivi/graphiques/<slug:key>.svg", charts.picture, name="chart"),
    path("suivi/graphiques/<slug:key>.csv", charts.data, name="chart-data"),
    path("suivi/guide/", views.guide, name="guide"),
    path("suivi/recherches", keeping.save, name="save"),
    path("suivi/recherches/<int:search_id>/retrait", keeping.forget, name="forget"),
    path("suivi/classeurs", keeping.ask_workbook, name="ask-workbook"),
    path("suivi/classeurs/<uuid:workbook_id>", keeping.workbook, name="workbook"),
    path("suivi/classeurs/<uuid:workbook_id>.xlsx", keeping.download, name="workbook-file"),
    path(_DOCUMENT, views.document, name="document"),
    path(f"{_DOCUMENT}reouverture", actions.reopen, name="reopen"),
    path(f"{_DOCUMENT}annulation", actions.cancel, name="cancel"),
    path(f"{_DOCUMENT}relance", actions.relaunch, name="relaunch"),
    path(f"{_DOCUMENT}rejeu", actions.replay, name="replay"),
    path(f"{_DOCUMENT}gel", actions.hold, name="hold"),
    path(f"{_DOCUMENT}degel", actions.release, name="release"),
]
