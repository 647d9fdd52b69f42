"""How long a session lasts: so long idle, so long in all, and not past a password that must be changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from radlad.web.accounts.models import User

_MARK_EVERY = 60
"""Seconds between two writes of when a session was last used."""


def address(request: HttpRequest) -> str:
    """Where a request comes from: as the server that talks to us says or, behind proxies, as the first of ours says.

    What a caller writes into the header itself stands before what our proxies add, and is not believed.
    """
    passed = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    proxies = settings.RADLAD.proxies
    if proxies and len(passed) >= proxies and _is_address(passed[-proxies]):
        return passed[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def begin(request: HttpRequest, **_kwargs: Any) -> None:
    """Receives Django's word that someone has signed in, by whichever way: their session begins now."""
    request.session["begun"] = request.session["seen"] = time.time()


class SessionLimits:
    """Middleware that ends a session idle for `SESSION_IDLE_SECONDS`, or older than `SESSION_COOKIE_AGE`.

    Someone whose password was given by an administrator is led to change it before anything else.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Without a session's cookie there is nobody to ask the database about.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and isinstance(request.user, User):
            if self._over(request):
                logout(request)
                messages.info(request, "Votre session a expiré : reconnectez-vous pour continuer.")
            elif request.user.must_change_password and request.path not in _still_open():
                return redirect("password")
        return self._get_response(request)

    def _over(self, request: HttpRequest) -> bool:
        now, session = time.time(), request.session
        begun, seen = session.get("begun", 0), session.get("seen", 0)
        if now - seen > settings.SESSION_IDLE_SECONDS or now - begun > settings.SESSION_COOKIE_AGE:
            return True
        if now - seen > _MARK_EVERY:
            session["seen"] = now
        return False


def _still_open() -> tuple[str, str]:
    return reverse("password"), reverse("logout")
