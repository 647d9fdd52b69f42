"""Who signed a PDF cryptographically, as the certificates in its signatures say (ISO 32000-1, 12.8; RFC 5652).

A name is read, nothing is validated: whether a seal still holds is told by tools made for that.
"""

from __future__ import annotations

import ctypes
import warnings
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from radlad.domain.document import Signer

_MAX_SIGNATURES = 20
_MAX_BYTES = 1024 * 1024
_NAMED_BY = (NameOID.COMMON_NAME, NameOID.ORGANIZATION_NAME, NameOID.EMAIL_ADDRESS)
_UNKNOWN = Signer(())


def signers_of(pdf: pdfium.PdfDocument) -> tuple[Signer, ...]:
    """One for each signature; without a name where its certificate cannot be read."""
    count = min(raw.FPDF_GetSignatureCount(pdf), _MAX_SIGNATURES)
    return tuple(_signer(raw.FPDF_GetSignatureObject(pdf, index)) for index in range(count))


def _signer(signature: Any) -> Signer:
    length = raw.FPDFSignatureObj_GetContents(signature, None, 0)
    if not 2 < length <= _MAX_BYTES:
        return _UNKNOWN
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFSignatureObj_GetContents(signature, buffer, length)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what the library will refuse one day
            return _signed_by(pkcs7.load_der_pkcs7_certificates(_whole(buffer.raw)))
    except (ValueError, UnsupportedAlgorithm, x509.InvalidVersion):
        return _UNKNOWN  # damaged, or of a kind unknown here: somebody signed all the same


def _signed_by(certificates: list[x509.Certificate]) -> Signer:
    """Who has the certificate that issued no other of them."""
    issuers = {c.issuer for c in certificates if c.issuer != c.subject}
    own = next((c for c in certificates if c.subject not in issuers), None)
    return _UNKNOWN if own is None else Signer(_names(own))


def _names(certificate: x509.Certificate) -> tuple[str, ...]:
    told = (a.value for oid in _NAMED_BY for a in certificate.subject.get_attributes_for_oid(oid))
    return tuple(dict.fromkeys(value for value in told if isinstance(value, str)))


def _whole(padded: bytes) -> bytes:
    """The DER structure at the beginning, without the zeros that fill the room kept for it."""
    if padded[1] < 0x80:
        return padded[: 2 + padded[1]]
    head = 2 + (padded[1] & 0x7F)
    return padded[: head + int.from_bytes(padded[2:head], "big")]
