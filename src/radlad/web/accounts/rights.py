"""Whose documents are whose: the lanes that a person or an API client is limited to (CCTP I.4, last paragraph).

A document of another lane does not exist for them: 404 in the portal, the API, the exports and the images alike.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from radlad.domain.doctype import Lane
from radlad.web.accounts.models import User, lanes_of
from radlad.web.acquisition.models import Document


def in_lanes(documents: QuerySet[Document], keys: Collection[str]) -> QuerySet[Document]:
    """Those of `documents` that are in these lanes; all of them when `keys` is empty."""
    return documents.filter(of_lanes(lanes_of(keys))) if keys else documents


def of_lanes(lanes: Collection[Lane]) -> Q:
    """The condition of being in one of these lanes; none is never true."""
    return reduce(or_, (Q(couloir=lane.couloir, sons=lane.sons) for lane in lanes), Q(pk__in=()))


def visible(user: User) -> QuerySet[Document]:
    """All documents that exist for this person."""
    return in_lanes(Document.objects.all(), user.lanes)


def knows(user: User, document_id: UUID) -> bool:
    """Whether that document exists for this person, or is still in their hands: then the lock tells them it is lost."""
    return Document.objects.filter(Q(pk__in=visible(user)) | Q(locked_by=user), pk=document_id).exists()


def document_for(user: User, document_id: UUID, *, content: bool = False) -> Document:
    """That document; Http404 when it does not exist for this person, nor its `content` when that is asked for."""
    found = visible(user).select_related("locked_by").filter(pk=document_id).first()
    if found is None or (content and not user.sees_content):
        raise Http404
    return found
