"""What people and services leave on a paper to sign it: pens, stamps, electronic visas."""

from __future__ import annotations

import random

from bench.maker.paper import Paper

_PENS = ((0.08, 0.12, 0.5), (0.05, 0.05, 0.08), (0.1, 0.2, 0.7))


def scrawl(p: Paper, rng: random.Random, x: float, y: float, width: float, height: float = 28) -> None:
    """A pen's signature, starting at (x, y)."""
    c = p.canvas
    c.setStrokeColorRGB(*rng.choice(_PENS))
    c.setLineWidth(rng.uniform(0.9, 1.7))
    path = c.beginPath()
    path.moveTo(x, y + rng.uniform(0, 6))
    steps = rng.randrange(4, 9)
    for i in range(1, steps + 1):
        at = x + width * i / steps
        path.curveTo(
            at - width / steps * rng.uniform(0.2, 1.3), y + rng.uniform(0.4, 1.1) * height, at - rng.uniform(0, 8),
            y - rng.uniform(0.1, 0.5) * height, at, y + rng.uniform(-0.2, 0.4) * height,
        )  # fmt: skip
    if rng.random() < 0.4:  # a flourish beneath
        path.moveTo(x + 0.1 * width, y - 0.25 * height)
        path.curveTo(x + 0.4 * width, y - 0.4 * height, x + 0.7 * width, y - 0.1 * height, x + width, y - 0.3 * height)
    c.drawPath(path)
    c.setStrokeColorRGB(0, 0, 0)
    c.setLineWidth(1)


def initials(p: Paper, rng: random.Random) -> None:
    """Two quick letters at the foot of a page."""
    scrawl(p, rng, p.width - 58, 16, 22, 12)


def stamp(p: Paper, rng: random.Random, x: float, y: float, lines: tuple[str, ...]) -> None:
    """A rubber stamp with its lower left corner at (x, y): a turned frame with lines of print."""
    c = p.canvas
    ink = rng.choice(((0.25, 0.2, 0.6), (0.6, 0.12, 0.2), (0.1, 0.3, 0.5)))
    shown = [line[:30] for line in lines]
    width = max(p.measure_text(line, 7, True) for line in shown) + 14
    height = 9 * len(shown) + 8
    c.saveState()
    c.translate(x, y)
    c.rotate(rng.uniform(-9, 9))
    c.setStrokeColorRGB(*ink)
    c.setLineWidth(1.1)
    c.roundRect(0, 0, width, height, rng.choice((0, 0, 4, 8)))
    for i, line in enumerate(shown):
        p.put(7, height - 10 - 9 * i, line, size=7, colour=ink, bold=i == 0)
    c.restoreState()


def logo(p: Paper, rng: random.Random, x: float, y: float, letter: str) -> None:
    """A mark 24 points wide: a shape, now and then with the firm's first letter in it."""
    c = p.canvas
    c.setFillColorRGB(*p.look.colour)
    shape = rng.choice(("circle", "square", "rings", "bars"))
    if shape == "circle":
        c.circle(x + 12, y + 12, 12, stroke=0, fill=1)
    elif shape == "square":
        c.roundRect(x, y, 24, 24, 5, stroke=0, fill=1)
    elif shape == "rings":
        c.setStrokeColorRGB(*p.look.colour)
        for radius in (4, 8, 12):
            c.circle(x + 12, y + 12, radius)
        c.setStrokeColorRGB(0, 0, 0)
    else:
        for i, height in enumerate((10, 24, 16)):
            c.rect(x + 8 * i, y, 6, height, stroke=0, fill=1)
    c.setFillColorRGB(0, 0, 0)
    if shape in ("circle", "square") and rng.random() < 0.6:
        p.put(x + 7.5, y + 7, letter, size=14, bold=True, colour=(1, 1, 1))


def received(p: Paper, rng: random.Random) -> None:
    """A registry's stamp over the top of a page, with a date that no index asks for."""
    day = f"{rng.randrange(1, 29):02d} {rng.choice(('JAN', 'MARS', 'JUIN', 'OCT'))} 2026"
    lines = rng.choice((("COURRIER ARRIVÉ", day), ("REÇU LE", day, "Service achats"), ("COPIE CONFORME",)))
    stamp(p, rng, rng.uniform(0.35, 0.7) * p.width, rng.uniform(0.68, 0.9) * p.height, lines)


def visa(p: Paper, rng: random.Random, x: float, y: float, width: float, name: str, when: str, split: str) -> None:
    """An electronic signature's visible block, its top left corner at (x, y); `when` may be empty."""
    made = f"{rng.randrange(8, 19):02d}:{rng.randrange(60):02d}"
    number = f"{rng.randrange(16**8):08X}-{rng.randrange(16**4):04X}-4{rng.randrange(16**3):03X}"
    on = f" le {when}" if when else ""
    texts = {
        "A": (
            f"Signé électroniquement par {name}",
            f"{on.strip()} à {made}" if when else "",
            "Certificat eIDAS avancé",
        ),
        "B": (f"Signature électronique – {name}", f"Date : {when} {made} CET" if when else "", f"ID {number}"),
    }[split]
    c, lines = p.canvas, [t for text in texts if text for t in p.wrap(text, width - 14, 7.5)]
    height = 9.5 * len(lines) + 8
    c.setFillColorRGB(0.94, 0.97, 1)
    c.setStrokeColorRGB(0.15, 0.4, 0.7)
    c.rect(x, y - height, width, height, fill=1)
    c.setStrokeColorRGB(0, 0, 0)
    for i, line in enumerate(lines):
        p.put(x + 7, y - 10 - 9.5 * i, line, size=7.5, colour=(0.1, 0.25, 0.5))


def evidence_page(p: Paper, rng: random.Random, name: str, when: str) -> None:
    """The page a signature service adds behind the document."""
    p.new_page()
    number = f"{rng.randrange(16**8):08X}-{rng.randrange(16**8):08X}"
    p.paragraph("Certificat de réalisation – dossier de preuve", size=13, bold=True)
    p.y -= 8
    rows = (
        f"Identifiant d’enveloppe : {number}", "Statut : terminé", f"Signataire : {name}",
        "Authentification : code à usage unique par SMS",
        f"Horodatage : {when} {rng.randrange(8, 19):02d}:12:{rng.randrange(10, 60)}",
        f"Empreinte SHA-256 : {rng.randrange(16**32):032x}", "Adresse IP : 192.0.2.14",
    )  # fmt: skip
    for row in rows:
        p.paragraph(row, size=8.5)
        p.y -= 3
