"""The log-in form, in the words of its users."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest


class SignInForm(AuthenticationForm):
    """Name and password; a wrong pair is refused without saying which of the two is wrong."""

    error_messages = {  # noqa: RUF012 - Django's interface
        "invalid_login": "Identifiant ou mot de passe incorrect : vérifiez-les, majuscules comprises.",
        "inactive": "Ce compte est fermé : adressez-vous à votre administrateur.",
    }

    def __init__(self, request: HttpRequest | None = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(request, *args, **kwargs)
        for name, label in (("username", "Identifiant"), ("password", "Mot de passe")):
            self.fields[name].label = label
            self.fields[name].widget.attrs["class"] = "fr-input"
        self.fields["username"].widget = forms.TextInput(
            attrs={"class": "fr-input", "autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        )
