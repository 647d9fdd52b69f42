"""Clients and accounts, made by commands (contracts.md 5)."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from oauth2_provider.models import Application

from radlad import doctypes
from radlad.domain.doctype import Lane
from radlad.web.accounts.models import Role, User
from tests.integration.acquisition.test_tokens import ask

pytestmark = pytest.mark.django_db


def signs_in(client, name, password):
    return client.post("/connexion/", {"username": name, "password": password}).status_code == 302


def said(*command: str) -> str:
    out = StringIO()
    call_command(*command, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_demonstration_accounts_are_made_once_and_stay(settings, client):
    first = json.loads(said("demo_accounts"))
    assert set(first["clients"]) == {doctype.lane.client_id for doctype in doctypes.TYPES}
    assert set(first["users"]) == {"operateur", "superviseur", "consultation", "administrateur"}
    assert json.loads(said("demo_accounts")) == first
    assert stat.S_IMODE((settings.RADLAD.data / "demo.json").stat().st_mode) == 0o600
    assert ask(client, first["clients"][Lane("HOP", "DPI").client_id]).status_code == 200
    assert signs_in(client, "superviseur", first["users"]["superviseur"])
    assert User.objects.get(username="superviseur").role == Role.SUPERVISOR


def test_demonstration_accounts_are_mended_when_the_database_is_new(settings):
    first = json.loads(said("demo_accounts"))
    Application.objects.all().delete()
    User.objects.all().delete()
    assert json.loads(said("demo_accounts")) == first
    assert User.objects.count() == 4


def test_there_are_no_demonstration_accounts_on_a_real_database(settings):
    settings.RADLAD = replace(settings.RADLAD, database_url="postgresql://somewhere/radlad")
    with pytest.raises(CommandError):
        said("demo_accounts")
    assert not User.objects.exists()


def test_a_client_is_made_and_its_secret_told_once(client):
    secret = said("client_create", "--couloir", "hop", "--sons", "dpi").split()[-1]
    assert ask(client, secret).status_code == 200
    with pytest.raises(CommandError, match="--renew"):
        said("client_create", "--couloir", "HOP", "--sons", "DPI")
    other = said("client_create", "--couloir", "HOP", "--sons", "DPI", "--renew").split()[-1]
    assert ask(client, secret).status_code == 401
    assert ask(client, other).status_code == 200


def test_a_clients_secret_is_rotated_and_both_are_good_for_a_while(client):
    first = said("client_create", "--couloir", "HOP", "--sons", "DPI").split()[-1]
    second = said("client_rotate", Lane("HOP", "DPI").client_id, "--grace", "24").split()[-1]
    assert [ask(client, secret).status_code for secret in (first, second)] == [200, 200]
    for wrong in (("inconnu",), (Lane("HOP", "DPI").client_id, "--grace", "-1")):
        with pytest.raises(CommandError):
            said("client_rotate", *wrong)


def test_a_client_of_an_unknown_lane_is_not_made():
    with pytest.raises(CommandError):
        said("client_create", "--couloir", "XXX", "--sons", "DPI")


def test_an_account_is_made_and_its_password_told_once(client):
    password = said("user_create", "marie", "--role", "videocodeur").split()[-1]
    assert signs_in(client, "marie", password)
    with pytest.raises(CommandError, match="--renew"):
        said("user_create", "marie", "--role", "videocodeur")
    said("user_create", "marie", "--role", "superviseur", "--renew")
    client.post("/deconnexion/")
    assert not signs_in(client, "marie", password)
    assert User.objects.get().may_supervise


def test_models_and_migrations_agree():
    call_command("makemigrations", "--check", "--dry-run", stdout=StringIO())


def test_the_installation_checks_itself():
    call_command("check")
