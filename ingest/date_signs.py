"""Which forms of dates a text may hold at all: a quick look before the patterns run.

Most texts write their dates in one way, and a dozen patterns find nothing in them, slowly. So each
form has a sign without which it cannot be: a month's name, four figures that may be a year, a
slash, a word for a part of the year. Looking for the signs takes a twentieth of the time.
"""

from __future__ import annotations

import re

ANY = ""  # the sign of forms that need none

_YEAR = re.compile(r"(?:19|20)\d\d")
# Heads of words, as `casefold` leaves them. None has an `i`: for IGNORECASE there are others.
_NAMES = "jan feb mar apr maj may jun jul aug sep okt oct nov dec"
MONTH_HEADS = tuple(_NAMES.split())
PART_HEADS = ("kvart", "tert", "halv", "quart", "half")
_SHORT_PART = re.compile(r"[qth][1-4]")


def signs(text: str) -> set[str]:
    """The signs in the text."""
    folded = text.casefold()
    found = {ANY, "/"} if "/" in text else {ANY}
    if _YEAR.search(text):
        found.add("year")
    if any(head in folded for head in MONTH_HEADS):
        found.add("month")
    if _SHORT_PART.search(folded) or any(head in folded for head in PART_HEADS):
        found.add("part")
    return found


def folded_word(word: str) -> str:
    """In lower case. IGNORECASE takes Turkish i and long s for ours, and so they become ours."""
    return word.casefold().replace("\u0307", "").replace("ı", "i")
