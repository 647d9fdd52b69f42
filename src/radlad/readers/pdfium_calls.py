"""PDFium's functions as they are called for each character and each object of a page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import repeat
from typing import Any

import pypdfium2.raw as raw


def unchecked(function: Any) -> Any:
    """`function`, of `pypdfium2.raw`, without the look at the types of its arguments, which takes up to four times as
    long as what is asked for. Pass handles, whole numbers, and `ctypes.byref` of what it writes into."""
    return ctypes.cast(function, ctypes.PYFUNCTYPE(function.restype))


_object, _kind = unchecked(raw.FPDFPage_GetObject), unchecked(raw.FPDFPageObj_GetType)


def objects_of(parent: Any, *, in_page: bool) -> Iterator[tuple[Any, int]]:
    """The objects of a page, or else of a form (XObject), in the order in which they are drawn, each with its kind."""
    count = (raw.FPDFPage_CountObjects if in_page else raw.FPDFFormObj_CountObjects)(parent)
    get = _object if in_page else raw.FPDFFormObj_GetObject
    for handle in map(get, repeat(parent, count), range(count)):
        yield handle, _kind(handle)
