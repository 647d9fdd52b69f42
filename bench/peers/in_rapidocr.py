"""Reads pictures with RapidOCR at its defaults: `python in_rapidocr.py OUT PICTURE…`, in the peers' environment."""

import sys
from pathlib import Path

from rapidocr import RapidOCR

out, *pictures = sys.argv[1:]
engine = RapidOCR()
for picture in pictures:
    lines = engine(picture).txts or ()
    (Path(out) / f"{Path(picture).stem}.txt").write_text("\n".join(lines), encoding="utf-8")
