"""What a font's name and descriptor tell: bold, or a font of pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pdfminer.pdftypes import resolve1

_BOLD = re.compile(r"bold|black|heavy|demi|[-,]bd|cmbx|sfbx|ecbx|lmbx|medi$", re.IGNORECASE)
_SYMBOLS = re.compile(r"symbol|wingding|webding|dingbat|bullet|marlett", re.IGNORECASE)
_FORCE_BOLD = 1 << 18  # ISO 32000-1, table 123
_BOLD_WEIGHT = 600


def bold_font(name: str, descriptor: Mapping[str, object] | None = None) -> bool:
    """True where the name (`Arial-BoldMT`, TeX's `CMBX10`) or the descriptor says bold."""
    if _BOLD.search(name.split("+", 1)[-1]):
        return True
    known = descriptor or {}
    weight, flags = resolve1(known.get("FontWeight")), resolve1(known.get("Flags"))
    return (isinstance(weight, (int, float)) and weight >= _BOLD_WEIGHT) or (
        isinstance(flags, int) and bool(flags & _FORCE_BOLD)
    )


def symbolic(name: str) -> bool:
    """True for fonts whose letters are pictures: `o` in Wingdings is a box, not a letter."""
    return _SYMBOLS.search(name) is not None
