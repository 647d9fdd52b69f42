"""Addresses of the operators' pages and of the page images."""

from __future__ import annotations

from django.urls import path

from radlad.web.review import page_images, saving, views
from radlad.web.review.page_images import Size

app_name = "review"
_DOCUMENT = "videocodage/<uuid:document_id>/"
_PAGE = "documents/<uuid:document_id>/pages/<int:number>"

urlpatterns = [
    path("videocodage/", views.queue, name="queue"),
    path("videocodage/suivant", views.take_next, name="next"),
    path(_DOCUMENT, views.document, name="document"),
    path(f"{_DOCUMENT}prendre", views.take, name="take"),
    path(f"{_DOCUMENT}rendre", views.release, name="release"),
    path(f"{_DOCUMENT}lecture", views.progress, name="progress"),
    path(f"{_DOCUMENT}presence", saving.presence, name="presence"),
    path(f"{_DOCUMENT}champs/<str:balise>", saving.save, name="save"),
    path(f"{_DOCUMENT}type", views.retype, name="retype"),
    path(f"{_DOCUMENT}rejet", views.reject, name="reject"),
    path(f"{_DOCUMENT}fin", views.settle, name="settle"),
    path(f"{_PAGE}.webp", page_images.page_image, name="page"),
    path(f"{_PAGE}-vignette.webp", page_images.page_image, {"size": Size.THUMBNAIL}, name="thumbnail"),
]
