"""The secret that a client may still show for a while after it was given another: it changes without stopping."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.utils import timezone
from oauth2_provider.models import Application
from oauth2_provider.oauth2_validators import OAuth2Validator

from radlad.web.acquisition.client_secret import new_client_secret
from radlad.web.acquisition.models import FormerSecret


class Validator(OAuth2Validator):  # type: ignore[misc]  # its library has no types
    """Django OAuth Toolkit's, which also takes a client's former secret until its time is over."""

    def _check_secret(self, provided_secret: str, stored_secret: str) -> bool:
        # The stored digest of a random secret is one client's alone.
        return super()._check_secret(provided_secret, stored_secret) or any(
            check_password(provided_secret, former)
            for former in FormerSecret.objects.filter(
                client__client_secret=stored_secret, valid_until__gt=timezone.now()
            ).values_list("digest", flat=True)
        )


@transaction.atomic
def rotate(client_id: str, grace: timedelta) -> str:
    """Gives the client another secret, told here once; the present one stays good for `grace`, an earlier one not.

    Raises Application.DoesNotExist.
    """
    client = Application.objects.select_for_update().get(client_id=client_id)
    FormerSecret.objects.update_or_create(
        client=client, defaults={"digest": client.client_secret, "valid_until": timezone.now() + grace}
    )
    secret = new_client_secret()
    client.client_secret = secret
    client.save()
    return secret


def forget() -> None:
    """Throws away those whose time is over."""
    FormerSecret.objects.filter(valid_until__lte=timezone.now()).delete()
