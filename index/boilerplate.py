"""What stands in every number and is no news: the "about" section, contact lines, standing items.

A thread is boilerplate where

- its heading says so ("Om rapporten", "Kontakt"), or
- it is little but an address, a telephone number or a name of a role before them, or
- one wording of it stands in over four fifths of the numbers (of five at least): a figure that is
  updated each week stands there as often, and is news.
"""

from __future__ import annotations

import re

SHARE = 0.8
LEAST_NUMBERS = 5

_HEADING = re.compile(
    r"om (?:\w+ )?(?:rapport|lägesrapport|nyhetsbrev|veckobrev|lägesbild|utskick)\w*\b"
    r"|kontakt\w*\b|talesperson\w*\b|redaktion\w*\b|avsändare\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?<![\w.+-])[\w.+-]++@[\w-]+\.[\w.-]+|(?:\+46|\b0)[\d \-–()]{6,20}\d|https?://\S+|www\.\S+"
)
_CONTACT_WORDS = 8  # beside the address


def boilerplate(text: str, heading: str, standing: int, numbers: int) -> bool:
    """Whether a thread is boilerplate.

    `text` and `heading` are its last, `standing` counts the reports with its most frequent wording,
    `numbers` all reports of the series.
    """
    if _HEADING.match(heading.strip()):
        return True
    rest, addresses = _ADDRESS.subn(" ", text)
    if addresses and len(rest.split()) <= _CONTACT_WORDS:
        return True
    return standing_text(standing, numbers)


def standing_text(standing: int, numbers: int) -> bool:
    """Whether one wording stands in so many of the reports that it is no news."""
    return numbers >= LEAST_NUMBERS and standing > SHARE * numbers
