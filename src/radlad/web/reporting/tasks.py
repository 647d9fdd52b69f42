"""The making of workbooks."""

from __future__ import annotations

import logging

from procrastinate.contrib.django import app

from radlad.web.acquisition.jobs import Queue
from radlad.web.reporting import workbook
from radlad.web.reporting.models import Workbook, WorkbookState

logger = logging.getLogger(__name__)


@app.task(name="make_workbook", queue=Queue.UPKEEP.value)
def make_workbook(workbook_id: str) -> None:
    """Makes it, or says on its page that it could not be; run again, it begins anew."""
    asked = Workbook.objects.select_related("user").filter(pk=workbook_id).exclude(state=WorkbookState.READY).first()
    if asked is None:
        return
    try:
        workbook.make(asked)
    except Exception:
        logger.exception("workbook %s failed", workbook_id)
        Workbook.objects.filter(pk=asked.pk).update(state=WorkbookState.FAILED)
