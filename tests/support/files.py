"""Files that callers send, good and bad."""

from __future__ import annotations

from io import BytesIO

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas


def pdf(pages: int = 1, *, open_password: str = "", owner_password: str = "") -> bytes:
    """A small PDF; with `owner_password` alone it opens freely, but must not be changed."""
    encryption = None
    if open_password or owner_password:
        encryption = StandardEncryption(open_password, owner_password or open_password, canModify=0, strength=128)
    out = BytesIO()
    canvas = Canvas(out, encrypt=encryption)
    for number in range(pages):
        canvas.drawString(72, 700, f"Facture, page {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def pdf_without_pages() -> bytes:
    """A sound PDF whose page tree is empty."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]
    out, offsets = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 3\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer << /Size 3 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def picture(kind: str, pages: int = 1) -> bytes:
    """A small picture in Pillow's format `kind`."""
    out = BytesIO()
    first, *others = [Image.new("L", (200, 280), 255) for _ in range(pages)]
    first.save(out, kind, **({"save_all": True, "append_images": others} if others else {}))
    return out.getvalue()
