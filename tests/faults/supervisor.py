"""A supervisor who relaunches what the customer refused: `python -m tests.faults.supervisor`."""

from __future__ import annotations

import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "radlad.web.config.settings"
django.setup()

from radlad.web.accounts.models import Role, User  # noqa: E402 - after Django is set up
from radlad.web.delivery import outbox  # noqa: E402 - after Django is set up
from radlad.web.delivery.models import Delivery, DeliveryState  # noqa: E402 - after Django is set up

if __name__ == "__main__":
    user, _ = User.objects.get_or_create(username="responsable", defaults={"role": Role.SUPERVISOR})
    for stopped in Delivery.objects.filter(state__in=(DeliveryState.REFUSED, DeliveryState.EXHAUSTED)):
        outbox.relaunch(stopped.document, user)
