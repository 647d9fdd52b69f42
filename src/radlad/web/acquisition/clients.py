"""The OAuth2 clients of the embedded authorisation server: one a lane (contracts.md 1)."""

from __future__ import annotations

from oauth2_provider.models import Application

from radlad.domain.doctype import Lane
from radlad.web.acquisition.client_secret import new_client_secret


def exists(lane: Lane) -> bool:
    """Whether this lane's client is known already."""
    return bool(Application.objects.filter(client_id=lane.client_id).exists())


def put(lane: Lane, secret: str | None = None) -> str:
    """Makes this lane's client, or gives it another secret; answers the secret, which is kept only as a digest."""
    return put_named(lane.client_id, lane.title, secret)


def put_named(client_id: str, name: str, secret: str | None = None) -> str:
    """The same for any client."""
    secret = secret or new_client_secret()
    client = Application.objects.filter(client_id=client_id).first() or Application(client_id=client_id)
    client.name = name
    client.client_type = Application.CLIENT_CONFIDENTIAL
    client.authorization_grant_type = Application.GRANT_CLIENT_CREDENTIALS
    client.client_secret = secret
    client.save()
    return secret
