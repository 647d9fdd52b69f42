"""An operator who accepts whatever waits: `python -m tests.faults.operator`, on the database of the environment."""

from __future__ import annotations

import os
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "radlad.web.config.settings"
django.setup()

from django.db import Error, close_old_connections  # noqa: E402 - after Django is set up

from radlad.domain.errors import RadladError  # noqa: E402 - after Django is set up
from radlad.domain.states import IllegalTransitionError, Motive, Status  # noqa: E402 - after Django is set up
from radlad.web.accounts.models import Role, User  # noqa: E402 - after Django is set up
from radlad.web.acquisition import life  # noqa: E402 - after Django is set up
from radlad.web.acquisition.models import Document  # noqa: E402 - after Django is set up


def work(user: User) -> None:
    """Accepts the values of each document that waits, and ends it; rejects one without a type."""
    for document in Document.objects.filter(status=Status.TO_REVIEW):
        if document.doctype is None:
            life.reject(document, user, Motive.UNKNOWN)
            continue
        for value in document.values.filter(needs_person=True):
            life.confirm_value(value, user)
        life.settle(document, user)


def main() -> None:
    while True:
        try:
            user, _ = User.objects.get_or_create(username="automate", defaults={"role": Role.OPERATOR})
            work(user)
        except (Error, RadladError, IllegalTransitionError):
            close_old_connections()
        time.sleep(0.3)


if __name__ == "__main__":
    main()
