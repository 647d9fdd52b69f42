"""The forms of accounts, in the words of their users."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest

from radlad.web.accounts.models import LANE_CHOICES, Role, User

_INPUT = {"class": "fr-input"}


class SignInForm(AuthenticationForm):
    """Name and password; a wrong pair is refused without saying which of the two is wrong."""

    error_messages = {  # noqa: RUF012 - Django reads it from the class, nobody changes it
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


class CodeForm(forms.Form):
    """The six digits that a person's telephone shows."""

    code = forms.RegexField(
        r"^\s*\d{3}\s?\d{3}\s*$",
        label="Code à six chiffres",
        error_messages={"invalid": "Le code compte six chiffres."},
        widget=forms.TextInput(
            attrs=_INPUT | {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
        ),
    )

    def clean_code(self) -> str:
        return "".join(self.cleaned_data["code"].split())


class RightsForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Who someone is and what they may do."""

    lanes = forms.MultipleChoiceField(
        label="Couloirs – SONS",
        choices=LANE_CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Aucun coché : tous les couloirs.",
    )

    class Meta:
        model = User
        fields = ("first_name", "last_name", "email", "role", "lanes", "sees_content", "is_active")
        labels = {  # noqa: RUF012 - Django reads it from the class, nobody changes it
            "first_name": "Prénom",
            "last_name": "Nom",
            "email": "Adresse électronique",
            "role": "Rôle",
            "sees_content": "Voit les images et les valeurs des documents",
            "is_active": "Compte ouvert",
        }
        help_texts = {"is_active": ""}  # noqa: RUF012 - Django reads it from the class, nobody changes it
        widgets = {  # noqa: RUF012 - Django reads it from the class, nobody changes it
            **{name: forms.TextInput(attrs=_INPUT | {"autocomplete": "off"}) for name in ("first_name", "last_name")},
            "email": forms.EmailInput(attrs=_INPUT | {"autocomplete": "off"}),
            "role": forms.Select(attrs={"class": "fr-select"}),
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("role") == Role.OPERATOR and not given.get("sees_content"):
            self.add_error("sees_content", "Un vidéocodeur doit voir les images et les valeurs : cochez cette case.")
        stays = given.get("is_active") and given.get("role") == Role.ADMINISTRATOR
        others = User.objects.filter(is_active=True, role=Role.ADMINISTRATOR).exclude(pk=self.instance.pk)
        was = self.instance.pk and User.objects.get(pk=self.instance.pk).may_administer
        if was and not stays and not others.exists():
            self.add_error("role", "C’est le dernier administrateur ouvert : nommez-en d’abord un autre.")
        return given


class NewPersonForm(RightsForm):
    """The same with the name that someone signs in by, which never changes."""

    class Meta(RightsForm.Meta):
        fields = ("username", *RightsForm.Meta.fields)  # type: ignore[assignment]  # one more than the parent
        labels = RightsForm.Meta.labels | {"username": "Identifiant"}
        help_texts = {"username": "Lettres, chiffres et @ . + - _ ; il ne pourra plus être changé.", "is_active": ""}  # noqa: RUF012 - Django reads it from the class, nobody changes it
        widgets = RightsForm.Meta.widgets | {
            "username": forms.TextInput(attrs=_INPUT | {"autocomplete": "off", "autocapitalize": "none"})
        }
