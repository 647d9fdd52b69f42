"""Addresses of signing in and out, of the home page and of the accounts."""

from __future__ import annotations

from django.urls import path

from radlad.web.accounts import views

urlpatterns = [
    path("", views.home, name="home"),
    path("connexion/", views.SignIn.as_view(), name="login"),
    path("deconnexion/", views.SignOut.as_view(), name="logout"),
    path("administration/", views.accounts, name="accounts"),
]
