"""The Factur-X a PDF invoice carries inside (CII, EN 16931): a second witness, which may contradict the page."""

from __future__ import annotations

import random
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream, PDFString

from bench.maker.paper import Paper
from bench.maker.story import Story

NAME = "factur-x.xml"
_TEMPLATE = Path(__file__).parent / "words" / NAME


def attach(p: Paper, story: Story, rng: random.Random) -> None:
    """Puts the XML into the PDF as an embedded file."""
    document = p.canvas._doc
    stream = PDFStream(PDFDictionary({"Type": PDFName("EmbeddedFile")}), invoice(story, rng).encode())
    spec = PDFDictionary(
        {
            "Type": PDFName("Filespec"), "F": PDFString(NAME), "UF": PDFString(NAME),
            "EF": PDFDictionary({"F": document.Reference(stream)}), "AFRelationship": PDFName("Alternative"),
        }
    )  # fmt: skip
    entries = PDFArray([PDFString(NAME), document.Reference(spec)])
    document._catalog.Names = PDFDictionary({"EmbeddedFiles": PDFDictionary({"Names": entries})})


def invoice(story: Story, rng: random.Random) -> str:
    """The XML of the story's invoice; one in five states another amount, one in ten another number."""
    t = {balise: escape(value) for balise, value in story.truth.items()}
    net, vat = story.net, round(story.net * story.rate / 100, 2)
    if rng.random() < 0.2:
        net = round(net + rng.choice((0.01, 100, -1000)), 2)
    return _TEMPLATE.read_text(encoding="utf-8").format(
        number=t["numeroFacture"] + ("-2" if rng.random() < 0.1 else ""),
        day="".join(reversed(t["dateEditionFacture"].split("/"))), order=t["numeroBDC"],
        seller=escape(story.firm.name), seller_siret=story.firm.siret,
        buyer=escape(story.house.name), buyer_siret=story.house.siret,
        net=net, vat=vat, gross=round(net + vat, 2),
    )  # fmt: skip
