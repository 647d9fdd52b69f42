"""Who may open which page (CCTP I.4, last paragraph): decorators of views.

A page of a document is 404 for whoever may not see that document's lane, whatever the view then does.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from radlad.web.accounts import rights
from radlad.web.accounts.models import User

P = ParamSpec("P")


class SignedRequest(HttpRequest):
    """A request of someone who has signed in."""

    user: User


SignedView = Callable[Concatenate[SignedRequest, P], HttpResponseBase]
AnyView = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def signed_in(view: SignedView[P]) -> AnyView[P]:
    """For whoever has an account; others are sent to the log-in page and come back."""
    return login_required(cast(AnyView[P], view))


def _allowed(may: Callable[[User], bool]) -> Callable[[SignedView[P]], AnyView[P]]:
    def decorated(view: SignedView[P]) -> AnyView[P]:
        def checked(request: SignedRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not may(request.user):
                raise PermissionDenied
            document_id = kwargs.get("document_id")
            if isinstance(document_id, UUID) and not rights.knows(request.user, document_id):
                raise Http404
            return view(request, *args, **kwargs)

        return signed_in(wraps(view)(checked))

    return decorated


def reviewers(view: SignedView[P]) -> AnyView[P]:
    """For those who may settle documents; 403 for others."""
    return _allowed(lambda user: user.may_review)(view)


def supervisors(view: SignedView[P]) -> AnyView[P]:
    """For those who may reopen, cancel and relaunch; 403 for others."""
    return _allowed(lambda user: user.may_supervise)(view)


def administrators(view: SignedView[P]) -> AnyView[P]:
    """For those who look after accounts; 403 for others."""
    return _allowed(lambda user: user.may_administer)(view)
