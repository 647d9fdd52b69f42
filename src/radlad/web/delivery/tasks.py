"""The delivery job."""

from __future__ import annotations

from uuid import UUID

from procrastinate.contrib.django import app

from radlad.web.about import about
from radlad.web.acquisition.jobs import AGAIN
from radlad.web.delivery import sending


# The strategy is for radlad's own troubles, such as a database away; what the customer does is `sending`'s.
@app.task(name="deliver", retry=AGAIN)
def deliver(document_id: str) -> None:
    with about(document_id):
        sending.deliver(UUID(document_id))
