"""The piece of an item that shows why it matched: cut at sentences, clauses or words, with marks.

Of all windows that fit, the one that shows most different matched words is taken (the passage
ranking of SQLite's FTS5 `snippet()` and Lucene's UnifiedHighlighter), the earliest among equals.
It begins where a sentence or clause begins if that lies near. `…` stands where something was left
out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 240  # code points, three lines of a terminal
REACH = 60  # how far a cut may move to fall on the end of a sentence or clause

SENTENCE = re.compile(r"(?<=[.!?:])\s+(?=[\"”(]?[A-ZÅÄÖ0-9])")
CLAUSE = re.compile(r"(?<=[,;–])\s+")
WORD = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Mark:
    """A matching stretch of the text, in code points; `key` tells which query word it answers."""

    start: int
    end: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Snippet:
    """Plain text, and the marked stretches as pairs of code points in it."""

    text: str
    marks: tuple[tuple[int, int], ...]


def snippet(text: str, marks: Sequence[Mark], *, width: int = WIDTH) -> Snippet:
    """The best window of `text`, at most about `width` code points and two `…` long."""
    ordered = sorted(marks, key=lambda mark: (mark.start, mark.end))
    if len(text) <= width:
        return Snippet(text, _union(ordered, 0, len(text), 0))
    start, end = _window(text, ordered, width)
    lead = "… " if start else ""
    tail = " …" if end < len(text) else ""
    return Snippet(f"{lead}{text[start:end]}{tail}", _union(ordered, start, end, len(lead)))


def _window(text: str, marks: Sequence[Mark], width: int) -> tuple[int, int]:
    best, best_shown = 0, 0
    for place, mark in enumerate(marks):
        shown = {later.key for later in marks[place:] if later.end <= mark.start + width}
        if len(shown) > best_shown:
            best, best_shown = place, len(shown)
    if not marks:
        return 0, _cut_before(text, 0, width)
    last = max((m.end for m in marks[best:] if m.end <= marks[best].start + width), default=0)
    spare = max(0, width - (last - marks[best].start))
    low = max(0, marks[best].start - spare // 2)
    start = _cut_after(text, max(0, low - REACH, last - width), low, marks[best].start)
    end = _cut_before(text, max(start, last), start + width)
    return start, end


def _cut_after(text: str, floor: int, low: int, high: int) -> int:
    """Where the window begins: where the sentence nearest to `low` does, else clause, else word."""
    if low == 0:
        return 0
    for pattern in (SENTENCE, CLAUSE):
        starts = [m.end() for m in pattern.finditer(text, floor, high + 1) if m.end() <= high]
        if floor == 0:
            starts.insert(0, 0)
        if starts:
            return min(starts, key=lambda at: abs(at - low))
    starts = [m.end() for m in WORD.finditer(text, max(0, high - REACH), high) if m.end() <= high]
    return next((start for start in starts if start >= low), starts[-1] if starts else high)


def _cut_before(text: str, low: int, high: int) -> int:
    """Where the window ends, without its trailing space."""
    if high >= len(text):
        return len(text)
    for pattern, reach in ((SENTENCE, 2 * REACH), (CLAUSE, REACH), (WORD, REACH)):
        ends = [m.start() for m in pattern.finditer(text, low, high + 1) if m.start() >= low]
        if ends and high - ends[-1] <= reach:
            return ends[-1]
    word = WORD.search(text, low)  # what is shown may end inside of a compound
    return word.start() if word and word.start() - high <= REACH else high


def _union(marks: Sequence[Mark], start: int, end: int, shift: int) -> tuple[tuple[int, int], ...]:
    """The marks within the window, those that overlap or touch as one, as places in the snippet."""
    merged: list[tuple[int, int]] = []
    for mark in marks:
        if mark.end <= start or mark.start >= end:
            continue
        low = max(mark.start, start) - start + shift
        high = min(mark.end, end) - start + shift
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return tuple(merged)
