"""Layout -> drafts: what an untagged page shows, as headings-to-be, items, paragraphs, rows, notes.

Lines come in reading order (`columns.py`). A line goes on with the one before when nothing speaks
against it: no marker of its own, the same size and weight, the usual distance, an expected x, and
a line before that was full. The last is the strongest sign: where the next line's first word would
have had room at the end of this line, somebody ended the line on purpose. Levels of list items are
ranks of their markers' x, kept on a stack that headings and outdented paragraphs cut back.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from ingest.pdf.drafts import Draft
from ingest.pdf.entries import Entry, entries
from ingest.pdf.joining import ended, reads_on
from ingest.pdf.levels import SHIFTED, Levels
from ingest.pdf.sheet import Sheet
from ingest.pdf.unruled import TableEntry

SAME_SIZE = 0.06  # sizes that differ by less (relative) are one size
LARGER = 1.1  # times the body's size: a heading
EXTRA = 0.22  # of the size, over the usual distance between lines: a paragraph's gap
ALIGNED = 0.4  # of the size: x that differ by less are one x
ROOM = 0.8  # of the size: what must be left over for a line to have been ended on purpose
JUSTIFIED = 0.35  # of the lines end at one x
STICKING_OUT = 25.0  # points past the next longest line
HANGING = 0.6  # of the size: a wider gap after a number is a list's, not a sentence's
NOTE = 0.93  # times the body's size: a footnote is smaller

_NOTE_START = re.compile(r"\[?(\d{1,3}|[*†‡])[\].)]?(?=\s|[A-ZÅÄÖ])")
_LETTERS = "abcdefghijklmnopqrstuvwxyzåäö"


@dataclass(slots=True)
class _Column:
    """A region's entries with its edges."""

    items: list[Entry | TableEntry]
    slot: tuple[int, int]
    left: float = 0.0
    right: float = 0.0


def drafts(sheets: Sequence[Sheet]) -> list[Draft]:
    """The sheets' text as drafts in reading order; notes follow what they interrupt."""
    columns = [_Column(region.items, (region.column, region.columns)) for region in entries(sheets)]
    _edges(columns)
    body = _body_size(columns)
    composer = _Composer(body, _pitches(columns, body))
    for column in columns:
        composer.column(column)
    return composer.drafts


def _edges(columns: Sequence[_Column]) -> None:
    """Left and right edge of each column's text; a column of few lines borrows its like's."""
    lefts: defaultdict[tuple[int, int], set[float]] = defaultdict(set)
    rights: defaultdict[tuple[int, int], list[float]] = defaultdict(list)
    for column in columns:
        # Tables stick out by their padding.
        lines = [item for item in column.items if isinstance(item, Entry)] or column.items
        column.left = min(item.x0 for item in lines)
        column.right = _right([item.x1 for item in lines])
        lefts[column.slot].add(column.left)
        rights[column.slot].append(column.right)
    for column in columns:
        # A page that begins within a list knows its left edge from its like.
        column.left = min(left for left in lefts[column.slot] if left > column.left - SHIFTED)
        if len(column.items) < 6:
            column.right = max(column.right, median(rights[column.slot]))


def _right(ends: list[float]) -> float:
    """Where lines end at the latest; the few that stick out (a long URL or word) do not count.

    In justified text that is where most lines end.
    """
    edge, count = Counter(round(end) for end in ends).most_common(1)[0]
    if count >= 3 and count >= JUSTIFIED * len(ends):
        return float(edge)
    ends = sorted(ends, reverse=True)
    for at in range(len(ends) // 8):
        if ends[at] - ends[at + 1] <= STICKING_OUT:
            return ends[at]
    return ends[len(ends) // 8]


def _body_size(columns: Sequence[_Column]) -> float:
    sizes: Counter[float] = Counter()
    for column in columns:
        for item in column.items:
            if isinstance(item, Entry):
                sizes[round(item.size, 1)] += len(item.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _pitches(columns: Sequence[_Column], body: float) -> dict[int, float]:
    """By rounded size: the usual distance of lines within a paragraph, in sizes; 0 = any other.

    Measured where the line above was full: there the next line most likely goes on.
    """
    seen: defaultdict[int, list[float]] = defaultdict(list)
    for column in columns:
        for above, below in zip(column.items, column.items[1:], strict=False):
            if not isinstance(above, Entry) or not isinstance(below, Entry):
                continue
            pitch = (below.bottom - above.bottom) / max(below.size, 1.0)
            same = abs(above.size - below.size) < SAME_SIZE * below.size
            if same and not below.marker and 0.7 < pitch < 3.0 and not _room(above, below, column):
                seen[round(below.size)].append(pitch)
    usual = {size: median(pitches) for size, pitches in seen.items() if len(pitches) >= 3}
    usual[0] = usual.get(round(body), 1.3)
    return usual


def _room(above: Entry, below: Entry, column: _Column) -> float:
    """How much room was left over on the line above for the next word, in points; 0 = full."""
    if above.text.endswith(("-", "\u00ad", "/")):
        return 0.0
    first = below.whole.runs[0]
    word = below.text.split(None, 1)[0] if below.text else ""
    width = (first.x1 - first.x0) * min(1.0, len(word) / max(1, len(first.text)))
    left = column.right - above.x1 - width - 0.3 * above.size
    return left if left > ROOM * above.size else 0.0


@dataclass(slots=True)
class _Composer:
    """Takes entries in reading order; the last draft that is no note stays open."""

    body: float
    pitches: dict[int, float]
    drafts: list[Draft] = field(default_factory=list)
    open: Draft | None = None
    last: Entry | None = None  # the open draft's last line
    first: Entry | None = None  # the open draft's first line
    home: _Column | None = None  # where the open draft's last line stands
    shift: float = 0.0  # from x in the first line's column to x in the current one
    levels: Levels = field(default_factory=Levels)
    labels: dict[int, str] = field(default_factory=dict)  # by level: the last label

    def column(self, column: _Column) -> None:
        items, notes = _without_notes(column.items, self.body)
        for item in items:
            if isinstance(item, TableEntry):
                self.table(item)
            else:
                self.entry(item, column)
        self.notes(notes)

    def table(self, table: TableEntry) -> None:
        self.levels.clear()
        for row in table.rows:
            if any(row):
                self.drafts.append(Draft("row", cells=[list(cell) for cell in row]))
        self.open = self.last = None

    def notes(self, notes: Sequence[Entry]) -> None:
        for entry in notes:
            fresh = _NOTE_START.match(entry.text) or self.drafts[-1].kind != "note"
            if fresh:
                self.drafts.append(Draft("note"))
            self.drafts[-1].lines.append(entry.whole)

    def entry(self, entry: Entry, column: _Column) -> None:
        heading = self.heading(entry)
        if heading and entry.marker == "label":
            entry = _unmarked(entry)
        on = self.open is not None and self.goes_on(entry, column, heading)
        if entry.marker and not (entry.sure or self.opens_item(entry, on)):
            entry = _unmarked(entry)
            on = self.open is not None and self.goes_on(entry, column, heading)
        if entry.marker:
            on = False
        if on and self.open is not None and self.first is not None:
            if self.home is not column and self.home is not None:
                self.shift += column.left - self.home.left
            self.open.lines.append(entry.whole)
        else:
            self.start(entry, column, heading)
        self.last, self.home = entry, column

    def start(self, entry: Entry, column: _Column, heading: bool) -> None:
        x, text_x = entry.x - column.left, entry.text_x - column.left
        if heading and not entry.marker:
            self.levels.clear()
            self.labels.clear()
        if entry.marker:
            level = self.levels.level(x, text_x, entry.size)
            draft = Draft(
                "bullet", level, entry.label, marked=True, lines=[entry.rest], dropped=entry.dropped
            )
            self.labels = {at: label for at, label in self.labels.items() if at <= level}
            self.labels[level] = entry.label
        else:
            self.levels.outdent(x, entry.size)
            draft = Draft(lines=[entry.whole])
        self.drafts.append(draft)
        self.open, self.first, self.shift = draft, entry, 0.0

    def heading(self, entry: Entry) -> bool:
        """True for a line larger than the body, or wholly bold and not larger than a heading."""
        return entry.size > LARGER * self.body or entry.bold

    def opens_item(self, entry: Entry, on: bool) -> bool:
        """Whether a marker that may be a word (`-`, `o`, `12.`) marks an item here."""
        if entry.marker == "bullet":
            return (
                not on
                or entry.marker_gap > 0.45 * entry.size
                or entry.x < entry.text_x - 2 * entry.size
            )
        if entry.marker_gap > HANGING * entry.size:
            return True
        if any(_follows(label, entry.label) for label in self.labels.values()):
            return True
        if _is_first(entry.label):
            return not on or self.introduced() or not self.in_line(entry)
        return not on and entry.label[-1] in ".)" and not entry.label[0].isupper()

    def introduced(self) -> bool:
        return self.last is not None and self.last.text.endswith(":")

    def in_line(self, entry: Entry) -> bool:
        """Whether the entry begins where the open draft's text does."""
        if self.first is None:
            return False
        return abs(entry.x - self.first.text_x - self.shift) <= ALIGNED * entry.size

    def goes_on(self, entry: Entry, column: _Column, heading: bool) -> bool:
        """Whether the entry carries on the open draft."""
        last, first, home = self.last, self.first, self.home
        if last is None or first is None or home is None or self.open is None:
            return False
        if abs(entry.size - last.size) > SAME_SIZE * max(entry.size, last.size):
            return False
        if not _same_weight(self.open, last, entry):
            return False
        room = _room(last, entry, home)
        lower = entry.text[:1].islower()
        if (
            room
            and not (lower and self.open.marked and self.in_line(entry))
            and (not lower or room > 0.35 * (home.right - home.left))
        ):
            tight = heading and self.close(last, entry, 0.12) and home is column
            if not (tight and last.size > LARGER * self.body):
                return False
        if home is not column:
            return self.goes_on_elsewhere(entry, column)
        return self.close(last, entry, EXTRA) and self.aligned(entry)

    def close(self, last: Entry, entry: Entry, extra: float) -> bool:
        """Whether two lines stand at the usual distance within a paragraph."""
        usual = self.pitches.get(round(entry.size), self.pitches[0])
        pitch = (entry.bottom - last.bottom) / max(entry.size, 1.0)
        return 0.3 < pitch <= usual + extra

    def aligned(self, entry: Entry) -> bool:
        """Whether the entry's x is that of the open draft's next line."""
        assert self.first is not None  # noqa: S101
        assert self.last is not None  # noqa: S101
        assert self.open is not None  # noqa: S101
        slack = ALIGNED * entry.size
        go_on = reads_on(self.last.text, entry.text)
        middle = (self.last.x0 + self.last.x1) / 2
        if abs((entry.x0 + entry.x1) / 2 - middle) < slack and entry.x0 != self.last.x0:
            return True  # centred
        if self.first.marker:
            text_x = self.first.text_x + self.shift
            if abs(entry.x - text_x) <= slack:
                return True
            return go_on if entry.x > text_x else entry.x >= self.first.x + self.shift - slack
        if len(self.open.lines) == 1:
            first_x = self.first.x + self.shift
            if entry.x > first_x + slack:
                return go_on and not ended(self.last.text)
            return entry.x >= first_x - 4 * entry.size
        off = entry.x - self.last.x
        if off > slack:
            return go_on and not ended(self.last.text)
        return abs(off) <= slack or go_on

    def goes_on_elsewhere(self, entry: Entry, column: _Column) -> bool:
        """Whether the entry, at the top of another column or page, carries on the open draft."""
        assert self.first is not None  # noqa: S101
        assert self.last is not None  # noqa: S101
        assert self.home is not None  # noqa: S101
        if self.heading(self.last):
            return False
        slack = 1.5 * ALIGNED * entry.size
        x = entry.x - column.left
        if self.first.marker:
            text_x = self.first.text_x + self.shift - self.home.left
            if text_x > slack and abs(x - text_x) <= slack:
                return True
            return abs(x - text_x) <= slack and reads_on(self.last.text, entry.text)
        expected = self.last.x - self.home.left
        return abs(x - expected) <= slack and reads_on(self.last.text, entry.text)


def _same_weight(draft: Draft, last: Entry, entry: Entry) -> bool:
    """False where a wholly bold line meets one that is not: a heading and its text.

    A bold phrase in a paragraph may fill a line: then the text is bold where the lines meet.
    """
    if last.bold == entry.bold:
        return True
    if entry.bold:
        return last.whole.runs[-1].bold
    return entry.whole.runs[0].bold or not all(line.bold for line in draft.lines)


def _unmarked(entry: Entry) -> Entry:
    """The entry with its marker taken as text."""
    whole = entry.whole
    return Entry(
        whole, whole, "", "", False, whole.x0, whole.x0, 0.0, whole.x0, entry.x1,
        entry.top, entry.bottom, entry.size, entry.bold, entry.text,
    )  # fmt: skip


def _without_notes(
    items: Sequence[Entry | TableEntry], body: float
) -> tuple[list[Entry | TableEntry], list[Entry]]:
    """The items, and apart from them the footnotes at the end: small, opened by a figure."""
    start = len(items)
    for at in range(len(items) - 1, -1, -1):
        item = items[at]
        if isinstance(item, TableEntry) or item.size > NOTE * body:
            break
        if _NOTE_START.match(item.text):
            start = at
    notes = [item for item in items[start:] if isinstance(item, Entry)]
    return list(items[:start]), notes


def _is_first(label: str) -> bool:
    """True for `1.`, `a)`, `i.`; `A.` may begin a name."""
    return label.strip("().").split(".")[-1] in ("1", "a", "i") or label in ("A)", "(A)", "I)")


def _follows(before: str, label: str) -> bool:
    """True for `2.` after `1.`, `c)` after `b)`."""
    old, new = before.strip("()."), label.strip("().")
    if old.isdigit() and new.isdigit():
        return int(new) == int(old) + 1
    if len(old) == len(new) == 1:
        old, new = old.casefold(), new.casefold()
        return old in _LETTERS and _LETTERS.find(new) == _LETTERS.index(old) + 1
    return False
