"""Addresses of signing in and out, of the home page and of the accounts."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, path

from radlad.web.accounts import people, second_factor, trail, views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("connexion/", views.SignIn.as_view(), name="login"),
    path("connexion/code", views.code, name="code"),
    path("deconnexion/", views.SignOut.as_view(), name="logout"),
    path("compte/", views.account, name="account"),
    path("compte/mot-de-passe", views.ChangePassword.as_view(), name="password"),
    path("compte/double-authentification", second_factor.enrol, name="enrol"),
    path("compte/double-authentification.svg", second_factor.picture, name="enrol-picture"),
    path("compte/double-authentification/retrait", second_factor.give_up, name="give-up"),
    path("administration/", people.accounts, name="accounts"),
    path("administration/nouveau", people.create, name="person-new"),
    path("administration/comptes/<str:name>", people.edit, name="person"),
    path("administration/comptes/<str:name>/mot-de-passe", people.renew, name="person-password"),
    path("administration/journal", trail.trail, name="trail"),
]
if settings.RADLAD.sso_issuer:
    from radlad.web.accounts import sso

    urlpatterns += [
        path("connexion/unique", sso.Begin.as_view(), name="sso"),
        path("connexion/unique/retour", sso.Return.as_view(), name="sso-return"),
    ]
