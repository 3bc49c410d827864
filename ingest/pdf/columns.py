"""The reading order of a page: which of its lines stand in columns beside each other.

A gutter is a vertical strip that hardly any line crosses (`CROSSING`), with running text on both
sides; what crosses it (a heading over both columns) cuts the page into bands, read one after the
other. Where no strip goes through the whole page, the longest band that has one is split off, so
that a page may change from one column to two and back. Columns stand beside each other: what only
alternates down the page, as short lines and centred tables do, is read down. Where lines stand
level with each other they may be rows (label and value, the short cells of an unruled table), which
are read across, not down: there text on both sides must fill its side. Columns of a short page
seldom agree in height.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import Generic, Protocol, TypeVar

CROSSING = 0.15  # of the rows may cross a gutter
FEWEST = 4  # lines a side, where they may be rows
FEWEST_OFF = 2  # lines a side, where most of them are not level with any on the other side
LEVEL = 0.15  # of the size: lines whose middles differ by less may be a row
FILLED = 0.5  # of its side: the median line of running text is wider
LETTERS = 14  # characters: the median line of running text is longer
STICKING_OUT = 0.25  # of the next column's width
_STEP = 2.0  # points: how finely gutters are looked for
_DEEPEST = 12


class Placed(Protocol):
    """What has a place on a page."""

    @property
    def x0(self) -> float: ...
    @property
    def x1(self) -> float: ...
    @property
    def top(self) -> float: ...
    @property
    def bottom(self) -> float: ...
    @property
    def size(self) -> float: ...
    @property
    def letters(self) -> int: ...


Gutter = tuple[float, float]
P = TypeVar("P", bound=Placed)


@dataclass(slots=True)
class Region(Generic[P]):
    """Lines that are read straight down, between two edges; `column` counts from 0 in its band."""

    items: list[P] = field(default_factory=list)
    column: int = 0
    columns: int = 1
    gutter: Gutter | None = None  # the one that this region stands beside


def regions(items: Sequence[P], known: Sequence[Gutter] = ()) -> list[Region[P]]:
    """All items in regions in reading order.

    `known` are the gutters of the file's other pages: on a page where the last column holds a few
    lines only, they tell what the page itself cannot.
    """
    ordered = sorted(items, key=lambda item: (item.top, item.x0))
    out = _split(ordered, 0, 0, 1)
    if len(out) == 1:
        gutter = next((strip for strip in known if _fits(ordered, strip)), None)
        if gutter is not None:
            out = _bands(ordered, gutter, _DEEPEST)
    return [region for region in out if region.items]


def _fits(items: Sequence[Placed], gutter: Gutter) -> bool:
    middle = (gutter[0] + gutter[1]) / 2
    left = sum(item.x1 <= middle for item in items)
    right = sum(item.x0 >= middle for item in items)
    return min(left, right) > 0 and len(items) - left - right <= CROSSING * len(items)


def _split(items: list[P], depth: int, column: int, columns: int) -> list[Region[P]]:
    whole = [Region(_by_row(items), column, columns)]
    if len(items) < 2 * FEWEST_OFF or depth > _DEEPEST:
        return whole
    # Few lines on one side must not pass for lines that cross: begin with none.
    gutter = _gutter(items, 0) or _gutter(items, CROSSING / 2) or _gutter(items, CROSSING)
    if gutter is not None:
        return _bands(items, gutter, depth)
    band = _band(items)
    if band is None:
        return whole
    start, end, gutter = band
    return [
        *_split(items[:start], depth + 1, column, columns),
        *_bands(items[start:end], gutter, depth),
        *_split(items[end:], depth + 1, column, columns),
    ]


def _bands(items: list[P], gutter: Gutter, depth: int) -> list[Region[P]]:
    """Left, then right of the gutter, between the items that cross it."""
    out: list[Region[P]] = []
    left: list[P] = []
    right: list[P] = []
    middle = (gutter[0] + gutter[1]) / 2

    def flush() -> None:
        sides = [*_split(left.copy(), depth + 1, 0, 2), *_split(right.copy(), depth + 1, 1, 2)]
        out.extend(replace(side, gutter=side.gutter or gutter) for side in sides if side.items)
        left.clear()
        right.clear()

    # A long word may stick out of its column: it crosses the gutter but not the column beyond.
    beyond = middle + STICKING_OUT * (max(item.x1 for item in items) - middle)
    heights = [(item.top, item.bottom) for item in items if item.x0 >= middle]

    for item in items:
        if item.x1 <= middle or (
            item.x0 < middle and item.x1 < beyond and _level_with(item, heights)
        ):
            left.append(item)
        elif item.x0 >= middle:
            right.append(item)
        else:
            flush()
            if out and out[-1].columns == 1:
                out[-1].items.append(item)
            else:
                out.append(Region([item]))
    flush()
    return out


def _level_with(item: Placed, heights: Sequence[Gutter]) -> bool:
    middle = (item.top + item.bottom) / 2
    return any(top <= middle <= bottom for top, bottom in heights)


def _by_row(items: list[P]) -> list[P]:
    """Top down; what overlaps in height by more than half stands in one row, left to right."""
    out: list[P] = []
    row: list[P] = []
    for item in sorted(items, key=lambda item: (item.top + item.bottom) / 2):
        if row and (item.top + item.bottom) / 2 > (row[0].top + row[0].bottom) / 2 + 0.45 * (
            row[0].bottom - row[0].top
        ):
            out.extend(sorted(row, key=lambda item: item.x0))
            row = []
        row.append(item)
    return [*out, *sorted(row, key=lambda item: item.x0)]


def _gutter(items: Sequence[P], crossing: float) -> Gutter | None:
    """The best strip, or None. Best: the most lines on its thinner side."""
    left = min(item.x0 for item in items)
    right = max(item.x1 for item in items)
    cells = int((right - left) / _STEP) + 1
    if cells > 5_000:
        return None
    cover = [0] * (cells + 1)
    for item in items:
        cover[int((item.x0 - left) / _STEP)] += 1
        cover[int((item.x1 - left) / _STEP) + 1] -= 1
    limit = crossing * len(items)
    best: tuple[int, float, float] | None = None
    start, covered = -1, 0
    for at in range(cells):
        covered += cover[at]
        if covered <= limit:
            start = at if start < 0 else start
            continue
        if start > 0:
            strip = (left + start * _STEP, left + at * _STEP)
            lines = _sides(items, strip)
            if lines and (best is None or lines > best[0]):
                best = (lines, *strip)
        start = -1
    return (best[1], best[2]) if best else None


def _sides(items: Sequence[P], strip: Gutter) -> int:
    """Lines on the thinner side if both sides are running text, else 0."""
    middle = (strip[0] + strip[1]) / 2
    sides = (
        [item for item in items if item.x1 <= middle],
        [item for item in items if item.x0 >= middle],
    )
    thin, wide = sorted(sides, key=len)
    if len(thin) < FEWEST_OFF:
        return 0
    filled = True
    for side in sides:
        span = max(item.x1 for item in side) - min(item.x0 for item in side)
        if median(item.letters for item in side) < LETTERS:
            return 0
        full = median(item.x1 - item.x0 for item in side) >= FILLED * span
        filled = filled and full and len(side) >= FEWEST
    columns = filled or (not _are_rows(thin, wide) and _stand_beside(thin, wide))
    return len(thin) if columns else 0


def _stand_beside(items: Sequence[Placed], others: Sequence[Placed]) -> bool:
    """Whether any of the items is at the height of one of the others, or less than a line off it:
    lines set far apart may stand in the gaps of the next column's."""
    lines = sorted((2 * other.top - other.bottom, 2 * other.bottom - other.top) for other in others)
    tops = [top for top, _ in lines]
    reach = list(itertools.accumulate((bottom for _, bottom in lines), max))  # of all so far
    above = ((item, bisect_left(tops, item.bottom)) for item in items)
    return any(count and reach[count - 1] > item.top for item, count in above)


def _are_rows(items: Sequence[Placed], others: Sequence[Placed]) -> bool:
    """Whether most items stand level with one of the others."""
    middles = sorted((other.top + other.bottom) / 2 for other in others)
    rows = 0
    for item in items:
        middle, slack = (item.top + item.bottom) / 2, LEVEL * item.size
        near = bisect_right(middles, middle - slack)
        rows += near < len(middles) and middles[near] < middle + slack
    return 2 * rows > len(items)


def _band(items: list[P]) -> tuple[int, int, Gutter] | None:
    """The longest stretch of items, top down, that a gutter runs through uncrossed."""
    best: tuple[int, int, Gutter] | None = None
    widest = 0.55 * (max(item.x1 for item in items) - min(item.x0 for item in items))
    wide = [at for at, item in enumerate(items) if item.x1 - item.x0 > widest]
    edges = [-1, *wide, len(items)]
    for before, after in itertools.pairwise(edges):
        part = items[before + 1 : after]
        if len(part) < 2 * FEWEST_OFF or len(part) == len(items):
            continue
        gutter = _gutter(part, 0.0)
        if gutter and (best is None or len(part) > best[1] - best[0]):
            best = (before + 1, after, gutter)
    return best
