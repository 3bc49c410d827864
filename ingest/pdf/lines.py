"""Layout -> drafts: what an untagged page shows, as headings-to-be, items, paragraphs, rows, notes.

Lines come in reading order (`columns.py`), cut from their list markers (`entries.py`); `flow.py`
tells which carry on the line above. Here they become drafts: a marker opens an item, whose level is
the rank of its x (`levels.py`); what may be a marker or a word (`-`, `12.`) is judged by its place,
and a dash by its company, as in `ingest.bullets`; a clause's number (`1.1`) opens a paragraph;
small print below the text, opened by a figure, is a footnote.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from ingest.pdf.drafts import Draft
from ingest.pdf.entries import Entry, entries
from ingest.pdf.flow import ALIGNED, SAME_SIZE, Column, Open, Usual, room
from ingest.pdf.glyphs import LATE_NUMBER
from ingest.pdf.joining import ended, reads_on
from ingest.pdf.labels import follows, is_first
from ingest.pdf.levels import SHIFTED, Levels
from ingest.pdf.rows import Line
from ingest.pdf.sheet import Sheet
from ingest.pdf.unruled import TableEntry

JUSTIFIED = 0.35  # of the lines end at one x
HANGING = 0.6  # of the size: a wider gap after a number is a list's, not a sentence's
NOTE = 0.93  # times the body's size: a footnote is smaller
FEW = 3  # full lines: from these on their distance is the usual one
DASH_GAP = 0.45  # of the size: a wider gap after a dash is a list's

_NOTE_START = re.compile(r"\[?(\d{1,3}|[*†‡])[\].)]?(?=\s|[A-ZÅÄÖ])")
_LABELLED = re.compile(r"[A-ZÅÄÖ][^.:]{1,30}:\s")  # `Närvarande: …`


def drafts(sheets: Sequence[Sheet]) -> list[Draft]:
    """The sheets' text as drafts in reading order; notes follow what they interrupt."""
    columns = [Column(region.items, (region.column, region.columns)) for region in entries(sheets)]
    _edges(columns)
    body = _body_size(columns)
    composer = _Composer(Usual(body, _pitches(columns, body)))
    for column in columns:
        composer.column(column)
    composer.settle()
    return composer.drafts


def _edges(columns: Sequence[Column]) -> None:
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

    In justified text that is where most lines end, in any other the eighth that reach farthest.
    """
    edge, count = Counter(round(end) for end in ends).most_common(1)[0]
    if count >= 3 and count >= JUSTIFIED * len(ends):
        return float(edge)
    return sorted(ends, reverse=True)[len(ends) // 8]


def _body_size(columns: Sequence[Column]) -> float:
    sizes: Counter[float] = Counter()
    for column in columns:
        for item in column.items:
            if isinstance(item, Entry):
                sizes[round(item.size, 1)] += len(item.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _pitches(columns: Sequence[Column], body: float) -> dict[int, float]:
    """By rounded size: the usual distance of lines within a paragraph, in sizes; 0 = any other.

    Measured where the line above was full: there the next line most likely goes on, and surely so
    in the midst of a sentence. A short file has few such lines, and one that is sure is enough.
    """
    seen: defaultdict[int, list[float]] = defaultdict(list)
    sure: defaultdict[int, list[float]] = defaultdict(list)
    for column in columns:
        for above, below in zip(column.items, column.items[1:], strict=False):
            if not isinstance(above, Entry) or not isinstance(below, Entry):
                continue
            pitch = (below.bottom - above.bottom) / max(below.size, 1.0)
            same = abs(above.size - below.size) < SAME_SIZE * below.size
            if same and not below.marker and pitch < 3.0 and not room(above, below, column):
                seen[round(below.size)].append(pitch)
                off = min(abs(above.x - below.x), abs(above.text_x - below.x))
                if off < ALIGNED * below.size and _in_sentence(above.text, below.text):
                    sure[round(below.size)].append(pitch)
    usual = {size: median(pitches) for size, pitches in seen.items() if len(pitches) >= FEW}
    usual |= {size: sorted(pitches)[3 * len(pitches) // 4] for size, pitches in sure.items()}
    usual[0] = usual.get(round(body), 1.3)
    return usual


@dataclass(slots=True)
class _Composer:
    """Takes entries in reading order; the last draft that is no note stays open."""

    usual: Usual
    drafts: list[Draft] = field(default_factory=list)
    open: Open | None = None
    levels: Levels = field(default_factory=Levels)
    labels: dict[int, str] = field(default_factory=dict)  # by level (-1: clauses): the last label
    doubtful: list[tuple[int, Line]] = field(default_factory=list)  # items by a dash; whole lines

    def column(self, column: Column) -> None:
        items, notes = _without_notes(column.items, self.usual.size)
        for item in items:
            if isinstance(item, TableEntry):
                self.table(item)
            else:
                self.entry(item, column)
        self.notes(notes)

    def table(self, table: TableEntry) -> None:
        self.levels.clear()
        self.open = None
        for row in table.rows:
            if any(row):
                self.drafts.append(Draft("row", cells=[list(cell) for cell in row]))

    def notes(self, notes: Sequence[Entry]) -> None:
        for entry in notes:
            if _NOTE_START.match(entry.text):
                self.drafts.append(Draft("note"))
            self.drafts[-1].lines.append(entry.whole)

    def entry(self, entry: Entry, column: Column) -> None:
        number = LATE_NUMBER.match(entry.text)
        if number and self._follows_on(number[0]):
            entry = replace(entry, marker="number", label=number[0])
        if entry.marker in ("label", "number") and self.usual.heading(entry):
            entry = _unmarked(entry)
        on = self.carried_on(entry, column)
        if entry.marker and not (entry.sure or self.opens_item(entry, on)):
            entry = _unmarked(entry)
            on = self.carried_on(entry, column)
        if on is None or entry.marker:
            self.start(entry, column)
        else:
            on.take(entry, column)

    def carried_on(self, entry: Entry, column: Column) -> Open | None:
        """The open draft, if the entry carries it on."""
        on = self.open
        return on if on is not None and on.goes_on(entry, column, self.usual) else None

    def start(self, entry: Entry, column: Column) -> None:
        x, text_x = entry.x - column.left, entry.text_x - column.left
        if entry.marker == "number":
            self.levels.outdent(x, entry.size)
            self.labels = {-1: entry.label}
            draft = Draft(lines=[entry.whole])
        elif entry.marker:
            level = self.levels.level(x, text_x, entry.size)
            draft = Draft(
                "bullet", level, entry.label, marked=True, lines=[entry.rest], dropped=entry.dropped
            )
            self.labels = {at: label for at, label in self.labels.items() if at <= level}
            self.labels[level] = entry.label
            if entry.marker == "bullet" and not entry.sure:
                self.doubtful.append((len(self.drafts), entry.whole))
        else:
            if self.usual.heading(entry):
                self.levels.clear()
                self.labels.clear()
            self.levels.outdent(x, entry.size)
            draft = Draft(lines=[entry.whole])
        self.drafts.append(draft)
        self.open = Open(draft, entry, entry, column)

    def opens_item(self, entry: Entry, on: Open | None) -> bool:
        """Whether a marker that may be a word (`-`, `o`, `12.`) marks an item here.

        `on` is the draft that the entry would carry on without it.
        """
        if entry.marker == "bullet":
            return on is None or entry.marker_gap > DASH_GAP * entry.size
        if entry.marker_gap > HANGING * entry.size:
            return True
        if entry.marker == "number":
            # The next clause, at the start of a sentence.
            return on is None or (self._follows_on(entry.label) and ended(on.last.text))
        if self._follows_on(entry.label):
            return True
        if is_first(entry.label):
            return on is None or on.last.text.endswith(":") or not on.in_line(entry)
        return on is None and not entry.label[0].isupper()

    def _follows_on(self, label: str) -> bool:
        return any(follows(before, label) for before in self.labels.values())

    def settle(self) -> None:
        """Give a dash that opens a quotation back: alone, after no colon, without indent."""
        for at, whole in self.doubtful:
            draft = self.drafts[at]
            near = [*self.drafts[max(0, at - 1) : at], *self.drafts[at + 1 : at + 2]]
            above = self.drafts[at - 1].all_lines() if at else []
            introduced = bool(above) and above[-1].text.rstrip().endswith(":")
            text_x, size = draft.lines[0].x0, draft.lines[0].size
            hanging = any(abs(line.x0 - text_x) < ALIGNED * size for line in draft.lines[1:])
            if not (introduced or hanging or any(other.kind == "bullet" for other in near)):
                draft.kind, draft.level, draft.marked, draft.dropped = "paragraph", 0, False, 0
                draft.lines[0] = whole


def _in_sentence(above: str, below: str) -> bool:
    """Whether a line surely goes on: it ends no sentence, and the next begins with no label."""
    return reads_on(above, below) and not _LABELLED.match(below)


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
