"""Addresses of the pages of deliveries."""

from __future__ import annotations

from django.urls import path

from radlad.web.delivery import views

app_name = "delivery"

urlpatterns = [
    path("videocodage/restitutions/", views.stopped, name="stopped"),
    path("videocodage/restitutions/relance", views.relaunch, name="relaunch"),
    path("videocodage/restitutions/essai", views.try_now, name="try-now"),
    path("videocodage/restitutions/<uuid:document_id>/correction", views.correct, name="correct"),
    path("suivi/<uuid:document_id>/restitution/<int:attempt_id>.http", views.download, name="as-sent"),
]
