"""Text from pixels. Engines stand behind `OcrEngine`, so that tests can replay one and another can take its place."""

from radlad.readers.ocr.engine import OcrEngine, OcrLine, OcrPage, OcrWord

__all__ = ["OcrEngine", "OcrLine", "OcrPage", "OcrWord"]
