"""Whether words stand as a phrase or near each other, from their positions.

A line holds the positions of one word of the query in one document, a document has one line for
each word.
"""

from __future__ import annotations

from collections.abc import Set
from itertools import compress, count

from index.near import near
from index.whoosh_format import positions_in
from index.whoosh_segments import Posting


def positions(posting: Posting, documents: Set[int]) -> dict[int, tuple[int, ...]]:
    """The positions of a term in each of these documents."""
    if posting.positions is None:
        return {}
    numbers = compress(count(), map(documents.__contains__, posting.documents))
    return {posting.documents[n]: positions_in(posting.positions[n]) for n in numbers}


def in_order(lines: list[list[int]]) -> bool:
    starts = set(lines[0])
    for shift, line in enumerate(lines[1:], start=1):
        starts &= {position - shift for position in line}
    return bool(starts)


def together(lines: list[list[int]], distance: int) -> bool:
    """Whether the slots find positions of their own within one window."""
    return next(near(lines, distance), None) is not None
