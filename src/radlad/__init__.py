"""radlad: automatic recognition and reading of documents (RAD/LAD), with people in the loop."""

__version__ = "0.1.0"
