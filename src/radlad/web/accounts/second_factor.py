"""The second factor: a code that changes each half minute (TOTP, RFC 6238), by django-otp.

Whoever wants it has it; `RADLAD_TOTP_REQUIRED` names the roles that must.
"""

from __future__ import annotations

from base64 import b32encode
from collections.abc import Callable
from io import BytesIO

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_otp.plugins.otp_totp.models import TOTPDevice

from radlad.web.accounts import audit
from radlad.web.accounts.access import SignedRequest, signed_in
from radlad.web.accounts.forms import CodeForm
from radlad.web.accounts.models import Action, User

_NAME = "téléphone"


def of(user: User) -> TOTPDevice | None:
    """This person's second factor, once it is in force."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).first()


def accepts(user: User, code: str) -> bool:
    """Whether this is the code of now; each is good once, and wrong ones make the next wait longer."""
    device = of(user)
    return device is not None and bool(device.verify_token(code))


def remove(user: User) -> None:
    """Takes the second factor away."""
    TOTPDevice.objects.filter(user=user).delete()


def lacking(user: User) -> bool:
    """Whether this person must have one and has none; single sign-on has its own."""
    return user.role in settings.RADLAD.totp_required and user.sso_subject is None and of(user) is None


class Demanded:
    """Middleware: who must have a second factor is led to put it in place before anything else is shown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Without a session's cookie there is nobody to ask the database about.
        if settings.SESSION_COOKIE_NAME in request.COOKIES and isinstance(request.user, User):
            still_open = {reverse(name) for name in ("enrol", "enrol-picture", "password", "logout")}
            if request.path not in still_open and lacking(request.user):
                return redirect("enrol")
        return self._get_response(request)


@signed_in
@never_cache
@require_http_methods(["GET", "POST"])
def enrol(request: SignedRequest) -> HttpResponse:
    """Shows the secret to a telephone, and puts it in force once the telephone has shown a right code."""
    device, _ = TOTPDevice.objects.get_or_create(user=request.user, name=_NAME, defaults={"confirmed": False})
    if device.confirmed:
        return redirect("account")
    form, demanded = CodeForm(request.POST or None), lacking(request.user)
    if request.method == "POST" and form.is_valid():
        if device.verify_token(form.cleaned_data["code"]):
            TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
            audit.of_request(request, Action.RIGHTS, subject=request.user.username, second_facteur="mis en place")
            messages.success(request, "La double authentification est en place.")
            return redirect("home" if demanded else "account")
        form.add_error("code", "Code refusé : vérifiez l’heure du téléphone, attendez le code suivant et saisissez-le.")
    secret = b32encode(device.bin_key).decode().rstrip("=")
    return render(request, "accounts/enrol.html", {"form": form, "secret": secret, "demanded": demanded})


@signed_in
@never_cache
@require_safe
def picture(request: SignedRequest) -> HttpResponse:
    """The secret as a QR code; only while it is not in force yet."""
    device = TOTPDevice.objects.filter(user=request.user, confirmed=False).first()
    if device is None:
        return HttpResponse(status=404)
    drawn = BytesIO()
    segno.make(device.config_url, micro=False).save(drawn, kind="svg", scale=5, border=2, light="#fff", xmldecl=False)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@signed_in
@require_POST
def give_up(request: SignedRequest) -> HttpResponse:
    """Takes one's own second factor away, for which the password is asked again."""
    if request.user.check_password(request.POST.get("mot_de_passe", "")):
        remove(request.user)
        audit.of_request(request, Action.RIGHTS, subject=request.user.username, second_facteur="retiré")
        messages.success(request, "La double authentification est retirée.")
    else:
        messages.error(request, "Mot de passe incorrect : la double authentification reste en place.")
    return redirect("account")
