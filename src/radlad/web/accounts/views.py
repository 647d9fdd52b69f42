"""Signing in and out, the first page of each role, and one's own account."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from radlad.web.accounts import audit, second_factor
from radlad.web.accounts.access import SignedRequest, signed_in
from radlad.web.accounts.forms import CodeForm, SignInForm
from radlad.web.accounts.models import Action, Role, User
from radlad.web.review import locks

_CODE_SECONDS = 300
"""How long a password stays good while its code is awaited."""
_PENDING = "awaits_code"
_BACKEND = "django.contrib.auth.backends.ModelBackend"


class SignIn(LoginView):
    """The log-in page; whoever has signed in already goes on to the home page."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True
    extra_context = {"sso": bool(settings.RADLAD.sso_issuer)}  # noqa: RUF012 - Django's interface

    def form_valid(self, form: Any) -> HttpResponse:
        """Signs in; whoever has a second factor is asked for its code first."""
        user: User = form.get_user()
        if second_factor.of(user):
            self.request.session[_PENDING] = {"user": user.pk, "at": time.time(), "next": self.get_success_url()}
            return redirect("code")
        answer = super().form_valid(form)
        audit.of_request(self.request, Action.SIGNED_IN)
        return answer

    def form_invalid(self, form: Any) -> HttpResponse:
        """Refuses; only a name that exists goes into the audit trail, for people type passwords there."""
        given = form.data.get("username", "")
        if User.objects.filter(username=given).exists():
            audit.of_request(self.request, Action.REFUSED, subject=given)
        return super().form_invalid(form)


@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """The second step of signing in: the code of one's telephone."""
    pending = request.session.get(_PENDING, {})
    user = User.objects.filter(pk=pending.get("user"), is_active=True).first()
    if user is None or time.time() - pending["at"] > _CODE_SECONDS:
        return redirect("login")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if second_factor.accepts(user, form.cleaned_data["code"]):
            del request.session[_PENDING]
            login(request, user, backend=_BACKEND)
            audit.of_request(request, Action.SIGNED_IN, subject="code")
            return redirect(pending["next"])
        audit.record("", Action.REFUSED, subject=user.username)
        form.add_error("code", "Code refusé : attendez le suivant et saisissez-le.")
    return render(request, "accounts/code.html", {"form": form})


class SignOut(LogoutView):
    """Signs out, and gives back the documents in hand."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(request.user, User):
            locks.release_all(request.user)
        return super().post(request, *args, **kwargs)


class ChangePassword(PasswordChangeView):
    """One's own password."""

    template_name = "accounts/password.html"
    success_url = reverse_lazy("account")

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        for field in form.fields.values():
            field.widget.attrs["class"] = "fr-input"
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        form.user.must_change_password = False
        answer = super().form_valid(form)
        messages.success(self.request, "Votre mot de passe est changé.")
        return answer


@signed_in
@require_safe
def home(request: SignedRequest) -> HttpResponse:
    """Where a person's work is: operators to the queue, all others to the list."""
    return redirect("review:queue" if request.user.role == Role.OPERATOR else "reporting:list")


@signed_in
@require_safe
def account(request: SignedRequest) -> HttpResponse:
    """One's own rights, password and second factor."""
    return render(request, "accounts/account.html", {"second_factor": second_factor.of(request.user)})
