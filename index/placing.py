"""Whether words stand as a phrase or near each other, from their positions.

A line holds the positions of one word of the query in one document, a document has one line for
each word.
"""

from __future__ import annotations

from array import array
from collections.abc import Set
from itertools import accumulate, compress, count

from index.near import near
from index.whoosh_segments import Posting


def positions(posting: Posting, documents: Set[int]) -> dict[int, array[int]]:
    """The positions of a term in each of these documents."""
    if posting.positions is None:
        return {}
    ends = (
        list(accumulate(posting.counts)) if posting.counts else range(1, len(posting.documents) + 1)
    )
    starts = [0, *ends]
    numbers = compress(count(), map(documents.__contains__, posting.documents))
    return {posting.documents[n]: posting.positions[starts[n] : starts[n + 1]] for n in numbers}


def in_order(lines: list[list[int]]) -> bool:
    starts = set(lines[0])
    for shift, line in enumerate(lines[1:], start=1):
        starts &= {position - shift for position in line}
    return bool(starts)


def together(lines: list[list[int]], distance: int) -> bool:
    """Whether the slots find positions of their own within one window."""
    return next(near(lines, distance), None) is not None
