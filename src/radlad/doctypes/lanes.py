"""The register of lanes (decisions.md 15): the table of CCTP I and the list of CCTP I.4."""

from radlad.domain.doctype import Lane

HOP_DPI = Lane("HOP", "DPI")
HOP_PFI = Lane("HOP", "PFI")
IMG_DRIMBOX = Lane("IMG", "DRIMBOX")
IMG_RIS = Lane("IMG", "RIS")
BIO_SGL = Lane("BIO", "SGL")
BIO_LOINC = Lane("BIO", "LOINC")
MDV_LGC = Lane("MDV", "LGC")
PHA_LGO = Lane("PHA", "LGO")
MS1_DUI = Lane("MS1", "DUI")
MS2_DUI_PDE = Lane("MS2", "DUI-PDE")

LANES = (HOP_DPI, HOP_PFI, IMG_DRIMBOX, IMG_RIS, BIO_SGL, BIO_LOINC, MDV_LGC, PHA_LGO, MS1_DUI, MS2_DUI_PDE)

FLOW = "SEGUR"
"""The one "type de flux" there is (CCTP I.4)."""
