"""Text as Spårhund keeps it: one form for what looks the same, whatever produced it.

NFC, single spaces (no-break and typographic spaces too), no soft hyphens, plain ones for those that
do not break, no zero-width or direction marks, no control characters, no halves of surrogate pairs
(nothing can store them).
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]"
)


def clean(text: str) -> str:
    """`text` in NFC with single spaces and without what cannot be seen; stripped."""
    if not text.isascii() or not text.isprintable():
        text = _INVISIBLE.sub("", text).replace("\u2010", "-").replace("\u2011", "-")
        text = unicodedata.normalize("NFC", text)
    return " ".join(text.split())


def visible_characters(text: str) -> int:
    """How many characters of `text` are neither space nor invisible."""
    return len(clean(text).replace(" ", ""))
