"""What stands in every number and is no news: the "about" section, contact lines, standing items.

A thread is boilerplate where

- its heading says so ("Om rapporten", "Kontakt"), or
- it is little but an address, a telephone number or a name of a role before them, or
- one wording of it stands in over four fifths of the numbers (of five at least): a figure that is
  updated each week stands there as often, and is news.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

SHARE = 0.8
LEAST_NUMBERS = 5

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
    if numbers < LEAST_NUMBERS:
        return False
    return Counter(texts).most_common(1)[0][1] > SHARE * numbers
