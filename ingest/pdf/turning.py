"""Pages that stand otherwise than they are read: read upright, cited where they stand.

Text may be set sideways without `/Rotate`; a scan may lie on its side, and leans a little.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ingest.pdf.characters import Char
from ingest.report import Box


class Turn(NamedTuple):
    """How a page must be turned to be read: degrees its text runs off the page's own direction.

    `width` and `height` are the page's as it stands; `slope` is how far its lines, once turned,
    fall per point to the right.
    """

    degrees: int
    width: float
    height: float
    slope: float = 0.0


def upright(chars: Sequence[Char], width: float, height: float) -> tuple[list[Char], Turn | None]:
    """The page's characters, turned if most of them run another way than from left to right."""
    if {char.turn for char in chars} <= {0}:
        return list(chars), None
    ways = Counter(char.turn for char in chars if not char.text.isspace())
    if not ways:
        return list(chars), None
    degrees, count = ways.most_common(1)[0]
    if degrees in (0, None) or 2 * count <= sum(ways.values()):
        return list(chars), None
    turn = Turn(degrees, width, height)
    return [_turned(char, turn) for char in chars], turn


def _turned(char: Char, turn: Turn) -> Char:
    if char.turn != turn.degrees:
        return char._replace(turn=None)
    wide, high = turn.width, turn.height
    x0, top, x1, bottom = {
        90: (high - char.bottom, char.x0, high - char.top, char.x1),
        180: (wide - char.x1, high - char.bottom, wide - char.x0, high - char.top),
        270: (char.top, wide - char.x1, char.bottom, wide - char.x0),
    }[turn.degrees]
    return char._replace(x0=x0, top=top, x1=x1, bottom=bottom, size=bottom - top, turn=0)


def as_it_stands(box: Box, turn: Turn) -> Box:
    """A box of the turned page on the page as it is."""
    wide, high = turn.width, turn.height
    if turn.slope:
        box = _leaning(box, turn.slope)
    edges = {
        0: box[1:],
        90: (box.top, high - box.x1, box.bottom, high - box.x0),
        180: (wide - box.x1, high - box.bottom, wide - box.x0, high - box.top),
        270: (wide - box.bottom, box.x0, wide - box.top, box.x1),
    }[turn.degrees]
    return Box(box.page, *(round(edge, 2) for edge in edges))


def _leaning(box: Box, slope: float) -> Box:
    """Around a box of the page laid straight, where the page leans."""
    downs = (slope * box.x0, slope * box.x1)
    x0, x1 = box.x0 - slope * box.top, box.x1 - slope * box.bottom
    return Box(box.page, x0, box.top + min(downs), x1, box.bottom + max(downs))
