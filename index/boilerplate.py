"""What stands in every number and is no news: the "about" section, contact lines, standing items.

A thread is boilerplate where

- its heading says so ("Om rapporten", "Kontakt"), or
- it is little but an address, a telephone number or a name of a role before them, or
- it stands in over four fifths of the numbers (five at least) and hardly ever changes: a figure
  that is updated each week stands there as often, and is news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

SHARE = 0.8
LEAST_NUMBERS = 5
CHANGES = 0.1  # of its versions

_HEADING = re.compile(
    r"om (?:\w+ )?(?:rapport|lägesrapport|nyhetsbrev|veckobrev|lägesbild|utskick)\w*\b"
    r"|kontakt\w*\b|talesperson\w*\b|redaktion\w*\b|avsändare\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+\.[\w.-]+|(?:\+46|\b0)[\d \-–()]{6,}\d|https?://\S+|www\.\S+"
)
_CONTACT_WORDS = 8  # beside the address


def boilerplate(texts: Sequence[str], heading: str, numbers: int) -> bool:
    """Whether a thread with these wordings is boilerplate. `numbers` counts the series' reports."""
    if _HEADING.match(heading.strip()):
        return True
    last = texts[-1]
    rest, addresses = _ADDRESS.subn(" ", last)
    if addresses and len(rest.split()) <= _CONTACT_WORDS:
        return True
    changed = sum(old != new for old, new in pairwise(texts))
    return (
        numbers >= LEAST_NUMBERS
        and len(texts) > SHARE * numbers
        and changed <= CHANGES * len(texts)
    )
