"""Tables without rules: rows of pieces that stand in line below each other.

One row with a wide gap is a line with a tab; two rows that agree are a table. They agree when both
have wide gaps and a later cell begins (or ends: figures) at one x, or when both have the same
number of cells at lesser gaps and all of them stand in line. Justified lines have wide gaps too,
but all of one width and around single words. Clauses a tab apart from their numbers look like rows,
but the numbers count on.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.pdf.glyphs import LATE_NUMBER, marker
from ingest.pdf.labels import follows
from ingest.pdf.rows import Line
from ingest.pdf.runs import RUN_GAP, Run

IN_LINE = 0.3  # of the size
NEXT_ROW = 4.0  # of the size: rows further apart are of different tables
WIDEST = 4.0  # of the size: the space of a justified line is narrower
WRAPPED = 1.7  # of the size: a cell's next line is nearer


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a row between wide gaps."""

    runs: tuple[Run, ...]
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    letters: int


@dataclass(frozen=True, slots=True)
class TableEntry:
    """A table in the place where it stands: rows of cells of lines."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    x0: float
    x1: float
    top: float
    bottom: float
    size: float = 10.0
    letters: int = 1_000


Cells = list[tuple[Run, ...]]


def lines_and_tables(page: int, found: Sequence[Sequence[Part]]) -> list[Line | TableEntry]:
    """Rows of parts, top down, as lines and tables."""
    out: list[Line | TableEntry] = []
    at = 0
    while at < len(found):
        end, last = at + 1, at
        wrapped: dict[int, int] = {}  # by row: the cell of the row above that it carries on
        while end < len(found):
            if _agree(found[last], found[end]):
                last = end
            elif (cell := _wrapped(found[last], found[end - 1], found[end])) is not None:
                wrapped[end] = cell
            else:
                break
            end += 1
        if last > at:
            out.append(_table(page, found, range(at, end), wrapped))
        else:
            end = at + 1
            out.append(Line(page, tuple(run for part in found[at] for run in part.runs)))
        at = end
    return out


def _cells(row: Sequence[Part], gap: float = RUN_GAP) -> Cells:
    """The row's runs cut at gaps wider than `gap` sizes; a bullet or number is no cell."""
    cells: list[list[Run]] = []
    for part in row:
        for at, run in enumerate(part.runs):
            if at and run.x0 - cells[-1][-1].x1 <= gap * run.size:
                cells[-1].append(run)
            else:
                cells.append([run])
    if len(cells) > 1 and marker("".join(run.text for run in cells[0]).strip(), cells[0][0].font):
        cells[:2] = [[*cells[0], *cells[1]]]
    return [tuple(cell) for cell in cells]


def _agree(row: Sequence[Part], below: Sequence[Part]) -> bool:
    size = row[0].size
    if below[0].bottom - row[0].bottom > NEXT_ROW * size:
        return False
    first, second = _cells(row), _cells(below)
    if len(first) < 2 or _justified(first):
        return False
    if len(first) == len(second) == 2 and _count_on(first[0], second[0]):
        return False
    in_line = [_in_line(cell, other) for cell, other in zip(first[1:], second[1:], strict=False)]
    if len(first) == len(second) and all(in_line):
        return True
    return any(_in_line(part.runs, other.runs) for part in row[1:] for other in below[1:])


def _count_on(cell: Sequence[Run], other: Sequence[Run]) -> bool:
    """Whether two cells hold the numbers of clauses: `1.10` looks like a time, `1.11` tells."""
    numbers = ["".join(run.text for run in runs).strip() for runs in (cell, other)]
    late = (LATE_NUMBER.match(f"{number} ") for number in numbers)
    return all(found and found[0] == found.string.strip() for found in late) and follows(*numbers)


def _in_line(cell: Sequence[Run], other: Sequence[Run]) -> bool:
    slack = IN_LINE * cell[0].size
    return abs(cell[0].x0 - other[0].x0) < slack or abs(cell[-1].x1 - other[-1].x1) < slack


def _justified(cells: Cells) -> bool:
    """Words set wide apart to fill the line: the same gap everywhere, one word a cell."""
    gaps = [after[0].x0 - before[-1].x1 for before, after in itertools.pairwise(cells)]
    words = all(" " not in "".join(run.text for run in cell).strip() for cell in cells[1:-1])
    size = cells[0][0].size
    alike = len(cells) > 2 and max(gaps) - min(gaps) < 0.2 * size
    return alike and words and max(gaps) < WIDEST * size


def _wrapped(row: Sequence[Part], above: Sequence[Part], below: Sequence[Part]) -> int | None:
    """The cell of the row, not its first, that the single part below carries on."""
    near = below[0].bottom - above[0].bottom <= WRAPPED * below[0].size
    if len(below) != 1 or not near:
        return None
    for at, cell in enumerate(_cells(row)[1:], 1):
        if abs(cell[0].x0 - below[0].x0) < IN_LINE * below[0].size:
            return at
    return None


def _table(
    page: int, found: Sequence[Sequence[Part]], span: range, wrapped: dict[int, int]
) -> TableEntry:
    whole = [at for at in span if at not in wrapped]
    alike = len({len(_cells(found[at])) for at in whole}) == 1
    rows: list[list[list[Line]]] = []
    for at in span:
        if at in wrapped:
            cell = min(wrapped[at], len(rows[-1]) - 1)
            rows[-1][cell].append(Line(page, found[at][0].runs))
        else:
            cells = _cells(found[at]) if alike else [part.runs for part in found[at]]
            rows.append([[Line(page, cell)] for cell in cells])
    parts = [part for at in span for part in found[at]]
    return TableEntry(
        tuple(tuple(tuple(cell) for cell in row) for row in rows),
        min(part.x0 for part in parts),
        max(part.x1 for part in parts),
        min(part.top for part in parts),
        max(part.bottom for part in parts),
    )
