"""The French guides of operators and supervisors, reached from the help key; their pictures are made by the tests."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from radlad.web.accounts.access import SignedRequest, reviewers, supervisors
from radlad.web.review import keys


@reviewers
@require_safe
def operator(request: SignedRequest) -> HttpResponse:
    """How documents are settled."""
    return render(request, "review/guide_operator.html", {"keys": keys.GROUPS})


@supervisors
@require_safe
def supervisor(request: SignedRequest) -> HttpResponse:
    """How the work is shared out, watched and measured."""
    return render(request, "review/guide_supervisor.html")
