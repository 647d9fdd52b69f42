"""Signing in and out, the first page of each role, and the accounts there are."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.views import LoginView, LogoutView
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from radlad.web.accounts.access import SignedRequest, administrators, signed_in
from radlad.web.accounts.forms import SignInForm
from radlad.web.accounts.models import Role, User
from radlad.web.review import locks

_PAGE = 50


class SignIn(LoginView):
    """The log-in page; whoever has signed in already goes on to the home page."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(LogoutView):
    """Signs out, and gives back the documents in hand."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(request.user, User):
            locks.release_all(request.user)
        return super().post(request, *args, **kwargs)


@signed_in
@require_safe
def home(request: SignedRequest) -> HttpResponse:
    """Where a person's work is: operators to the queue, all others to the list."""
    return redirect("review:queue" if request.user.role == Role.OPERATOR else "reporting:list")


@administrators
@require_safe
def accounts(request: SignedRequest) -> HttpResponse:
    """All accounts, with their role and last log-in."""
    page = Paginator(User.objects.order_by("username"), _PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/accounts.html", {"page": page})
