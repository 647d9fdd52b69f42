"""The whole HTTP API: reception (`acquisition.api`) and reporting under one description."""

from radlad.web.acquisition.api import api
from radlad.web.reporting.api import router

api.add_router("/reporting", router)

__all__ = ["api"]
