"""PDF files with a cryptographic signature in them, of people who never were."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID

from tests.support import papers

_ROOM = 4000
"""Bytes kept for a signature, as signing tools keep some."""


def signed_pdf(path: Path, lines: list[str], signature: bytes) -> Path:
    """A page with these lines, and one signature field that is not to be seen."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    content = f"BT /F1 11 Tf 20 TL 60 760 Td {shown} ET".encode("cp1252")
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    return papers.raw_pdf(
        path,
        [
            b"<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] /SigFlags 3 >> >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Annots [4 0 R] /Contents 6 0 R "
            b"/Resources << /Font << /F1 7 0 R >> >> >>",
            b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (Signature1) /V 5 0 R /F 132 /P 3 0 R /Rect [0 0 0 0] >>",
            b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /ByteRange [0 9 9 9] /Contents <"
            + signature.hex().encode().ljust(2 * _ROOM, b"0") + b"> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            font,
        ],
    )  # fmt: skip


def signature_of(common_name: str, organisation: str = "") -> bytes:
    """A CMS signature with the certificates of its signer and of who issued that one's."""
    issuer, person = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = _name("Autorité de certification", "Tiers de confiance")
    root = _certificate(authority, issuer, authority, issuer)
    own = _certificate(_name(common_name, organisation), person, authority, issuer)
    builder = pkcs7.PKCS7SignatureBuilder().set_data(b"le document").add_signer(own, person, hashes.SHA256())
    return builder.add_certificate(root).sign(
        serialization.Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature, pkcs7.PKCS7Options.Binary]
    )


def _name(common_name: str, organisation: str) -> x509.Name:
    told = {NameOID.ORGANIZATION_NAME: organisation, NameOID.COMMON_NAME: common_name}
    return x509.Name([x509.NameAttribute(oid, value) for oid, value in told.items() if value])


def _certificate(
    subject: x509.Name, key: ec.EllipticCurvePrivateKey, issuer: x509.Name, issuer_key: ec.EllipticCurvePrivateKey
) -> x509.Certificate:
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now).not_valid_after(now + timedelta(days=30))
    return builder.sign(issuer_key, hashes.SHA256())
