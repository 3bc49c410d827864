"""Does a line carry on the paragraph or item above it? The rules, and the reason for each.

The strongest sign is room: where the next line's first word would have fitted at the end of this
line, somebody ended the line on purpose. Then size and weight (a heading and its text), distance
(a paragraph's gap), and x (an indent). Over a column or page, where distance says nothing, the
words decide, or an indent that only the open item has.
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.pdf.drafts import Draft
from ingest.pdf.entries import Entry
from ingest.pdf.glyphs import HYPHENS
from ingest.pdf.joining import ended, reads_on
from ingest.pdf.unruled import TableEntry

SAME_SIZE = 0.06  # sizes that differ by less (relative) are one size
LARGER = 1.1  # times the body's size: a heading
EXTRA = 0.22  # of the size, over the usual distance between lines: a paragraph's gap
TIGHT = 0.12  # the same for a heading whose first line was ended early
ALIGNED = 0.4  # of the size: x that differ by less are one x
ROOM = 1.1  # of the size: what is left over beside the next word where a line was ended on purpose
MUCH = 0.35  # of the column: room that even a line in lower case does not go on after
INDENT = 4.0  # of the size: a first line is indented by less


@dataclass(slots=True)
class Column:
    """A region's entries with its edges."""

    items: list[Entry | TableEntry]
    slot: tuple[int, int]
    left: float = 0.0
    right: float = 0.0


@dataclass(frozen=True, slots=True)
class Usual:
    """What is usual in the file: the size of its text, and by rounded size the lines' distance.

    Distances are in sizes; 0 stands for any other size.
    """

    size: float
    pitches: dict[int, float]

    def heading(self, entry: Entry) -> bool:
        """True for a line that is larger than the text, or wholly bold."""
        return entry.size > LARGER * self.size or entry.bold

    def close(self, last: Entry, entry: Entry, extra: float) -> bool:
        """Whether two lines stand at the distance of lines within a paragraph."""
        usual = self.pitches.get(round(entry.size), self.pitches[0])
        pitch = (entry.bottom - last.bottom) / max(entry.size, 1.0)
        return pitch <= usual + extra


@dataclass(slots=True)
class Open:
    """The draft that the next line may carry on, and where its lines stand.

    `shift` leads from x in the first line's column to x in the last line's.
    """

    draft: Draft
    first: Entry
    last: Entry
    home: Column
    shift: float = 0.0

    def take(self, entry: Entry, column: Column) -> None:
        """Carry on with this line."""
        self.shift += column.left - self.home.left
        self.draft.lines.append(entry.whole)
        self.last, self.home = entry, column

    def in_line(self, entry: Entry) -> bool:
        """Whether the entry begins where the draft's text does."""
        return abs(entry.x - self.first.text_x - self.shift) <= ALIGNED * entry.size

    def goes_on(self, entry: Entry, column: Column, usual: Usual) -> bool:
        """Whether the entry carries on the draft."""
        last = self.last
        if abs(entry.size - last.size) > SAME_SIZE * max(entry.size, last.size):
            return False
        if not _same_weight(self.draft, last, entry):
            return False
        if self._ended(entry) and not self._heading_goes_on(entry, usual):
            return False
        if column is not self.home:
            return not usual.heading(last) and self._goes_on_elsewhere(entry, column)
        return usual.close(last, entry, EXTRA) and self._aligned(entry)

    def _ended(self, entry: Entry) -> bool:
        """Whether the last line was ended on purpose.

        Hardly so before lower case (but `a)` is none); never within an item's own indent.
        """
        left = room(self.last, entry, self.home)
        if entry.marker or not entry.text[:1].islower():
            return left > 0
        item = self.draft.marked and self.in_line(entry)
        return not item and left > MUCH * (self.home.right - self.home.left)

    def _heading_goes_on(self, entry: Entry, usual: Usual) -> bool:
        """A large heading's lines may be balanced: close together they are one."""
        large = self.last.size > LARGER * usual.size
        return large and usual.close(self.last, entry, TIGHT)

    def _aligned(self, entry: Entry) -> bool:
        """Whether the entry's x is that of the draft's next line."""
        first, last, slack = self.first, self.last, ALIGNED * entry.size
        go_on = reads_on(last.text, entry.text)
        middle = (last.x0 + last.x1) / 2
        if abs((entry.x0 + entry.x1) / 2 - middle) < slack:
            return True  # centred
        if first.marker:
            if self.in_line(entry):
                return True
            left_of_text = entry.x <= first.text_x + self.shift
            return entry.x >= first.x + self.shift - slack if left_of_text else go_on
        if len(self.draft.lines) == 1:
            off = entry.x - first.x - self.shift
            if off <= slack:
                return off >= -INDENT * entry.size  # the first line was indented
        else:
            off = entry.x - last.x
        if off > slack:
            return not ended(last.text)
        return abs(off) <= slack or go_on

    def _goes_on_elsewhere(self, entry: Entry, column: Column) -> bool:
        """Whether the entry, at the top of another column or page, carries on the draft."""
        slack = ALIGNED * entry.size
        x = entry.x - column.left
        if not self.first.marker:
            expected = self.last.x - self.home.left
            return abs(x - expected) <= slack and reads_on(self.last.text, entry.text)
        text_x = self.first.text_x + self.shift - self.home.left
        return abs(x - text_x) <= slack  # nothing but the item begins there


def room(above: Entry, below: Entry, column: Column) -> float:
    """How much room was left over on the line above for the next word, in points; 0 = full."""
    if above.text.endswith((*HYPHENS, "/")):
        return 0.0
    first = below.whole.runs[0]
    word = below.text.partition(" ")[0]
    width = (first.x1 - first.x0) * len(word) / len(first.text)
    left = column.right - above.x1 - width
    return left if left > ROOM * above.size else 0.0


def _same_weight(draft: Draft, last: Entry, entry: Entry) -> bool:
    """False where a wholly bold line meets one that is not: a heading and its text.

    A bold phrase in a paragraph may fill a line: then the text is bold where the lines meet.
    """
    if entry.bold:
        return last.whole.runs[-1].bold
    return entry.whole.runs[0].bold or not all(line.bold for line in draft.lines)
