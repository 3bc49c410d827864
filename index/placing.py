"""Whether words stand as a phrase or near each other, from their positions.

A line holds the positions of one word of the query in one document, a document has one line for
each word.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence, Set
from itertools import accumulate

from index.whoosh_segments import Posting


def positions(posting: Posting, documents: Set[int]) -> dict[int, array[int]]:
    """The positions of a term in each of these documents."""
    if posting.positions is None:
        return {}
    ends = (
        list(accumulate(posting.counts)) if posting.counts else range(1, len(posting.documents) + 1)
    )
    starts = [0, *ends]
    return {
        document: posting.positions[starts[n] : starts[n + 1]]
        for n, document in enumerate(posting.documents)
        if document in documents
    }


def in_order(lines: list[list[int]]) -> bool:
    starts = set(lines[0])
    for shift, line in enumerate(lines[1:], start=1):
        starts &= {position - shift for position in line}
    return bool(starts)


def together(lines: list[list[int]], distance: int) -> bool:
    """Whether the slots find positions of their own within one window."""
    width = len(lines) + distance
    starts = sorted({position for line in lines for position in line})
    for start in starts:
        window = [[p for p in line if start <= p < start + width] for line in lines]
        if all(window) and _distinct(sorted(window, key=len), frozenset()):
            return True
    return False


def _distinct(lines: Sequence[Sequence[int]], taken: frozenset[int]) -> bool:
    if not lines:
        return True
    return any(p not in taken and _distinct(lines[1:], taken | {p}) for p in lines[0])
