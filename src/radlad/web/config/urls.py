"""Every address of the service."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from oauth2_provider.views import TokenView

from radlad.web.acquisition.callers import TOKEN_PATH, embedded_issuer
from radlad.web.acquisition.schemas import schema
from radlad.web.config import health
from radlad.web.config.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive),
    path("readyz", health.ready),
    path("metrics", health.measure),
    path("schemas/<slug:key>.json", schema, name="schema"),
    path(TOKEN_PATH.removeprefix("/"), embedded_issuer(TokenView.as_view()), name="token"),
    path("", include("radlad.web.accounts.urls")),
    path("", include("radlad.web.delivery.urls")),
    path("", include("radlad.web.review.urls")),
    path("", include("radlad.web.reporting.urls")),
    # Last: it answers for every address that is left.
    path("", api.urls),
]
