"""Calls as the customer makes them, for those who mean harm."""

from tests.integration.acquisition.conftest import invoice_pdf, post_json, post_multipart, token

__all__ = ["invoice_pdf", "post_json", "post_multipart", "token"]
