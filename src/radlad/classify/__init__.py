"""From a document to its type, with the evidence (CCTP I.2.1, decisions.md 11)."""

from radlad.classify.verdict import Declared, classify

__all__ = ["Declared", "classify"]
