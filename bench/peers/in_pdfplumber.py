"""Takes the text of PDF files with pdfplumber: `python in_pdfplumber.py OUT PDF…`, in the peers' environment."""

import sys
from pathlib import Path

import pdfplumber

out, *files = sys.argv[1:]
for file in files:
    with pdfplumber.open(file) as document:
        text = "\n".join(page.extract_text() for page in document.pages)
    (Path(out) / f"{Path(file).stem}.txt").write_text(text, encoding="utf-8")
