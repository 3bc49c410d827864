"""A sheet -> entries: lines with their list markers, and tables, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.pdf.columns import Region, regions
from ingest.pdf.drafts import split_marker
from ingest.pdf.glyphs import bullet, marker as is_marker
from ingest.pdf.page import Mark
from ingest.pdf.rows import Line, rows
from ingest.pdf.runs import RUN_GAP, Run
from ingest.pdf.sheet import Sheet
from ingest.pdf.tables import Cell, Grid

MARKER_GAP = 6.0  # of the size: a bullet's text begins nearer than this


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the layout. `whole` is the line with its marker, `rest` without.

    `x` is where the marker (or else the text) begins, `text_x` where the text begins; `marker` is
    `bullet`, `label` or empty; `sure` means that the marker cannot be part of the text; `dropped`
    counts the characters that are no text because they are the bullet.
    """

    whole: Line
    rest: Line
    marker: str
    label: str
    sure: bool
    x: float
    text_x: float
    marker_gap: float
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    text: str
    dropped: int = 0

    @property
    def letters(self) -> int:
        return len(self.text)


@dataclass(frozen=True, slots=True)
class TableEntry:
    """A ruled table: rows of cells of lines."""

    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    x0: float
    x1: float
    top: float
    bottom: float
    size: float = 10.0
    letters: int = 1_000


def entries(sheet: Sheet) -> list[Region[Entry | TableEntry]]:
    """The sheet's regions in reading order."""
    left = [run for run in sheet.runs if not run.artifact]
    placed: list[Entry | TableEntry] = []
    for grid in sheet.grids:
        table, left = _table(sheet.number, grid, left)
        if table is not None:
            placed.append(table)
    lines = [line for row in rows(left) for line in _parts(sheet.number, row)]
    bullets = _bullets(lines, sheet.marks)
    placed.extend(_entry(line, bullets.get(id(line))) for line in lines)
    return regions(placed)


def _parts(page: int, row: Sequence[Run]) -> list[Line]:
    """A row cut at wide gaps; a bullet or number stays with the text right of it."""
    parts: list[list[Run]] = []
    for run in row:
        if parts:
            last = parts[-1]
            gap = run.x0 - max(other.x1 for other in last)
            size = max(last[-1].size, run.size)
            if gap <= RUN_GAP * size or (gap <= MARKER_GAP * size and _is_marker(last)):
                last.append(run)
                continue
        parts.append([run])
    return [Line(page, tuple(part)) for part in parts]


def _is_marker(runs: Sequence[Run]) -> bool:
    text = "".join(run.text for run in runs).strip()
    return is_marker(text, runs[0].font)


def _bullets(lines: Sequence[Line], marks: Sequence[Mark]) -> dict[int, Mark]:
    """By id of line: the drawing that stands where its bullet would."""
    found: dict[int, Mark] = {}
    for mark in marks:
        middle = (mark.top + mark.bottom) / 2
        best: Line | None = None
        for line in lines:
            high = line.size
            if not line.top - 0.1 * high <= middle <= line.bottom + 0.1 * high:
                continue
            if not 0 < line.x0 - mark.x1 + 1 <= 3 * high or mark.bottom - mark.top > 0.9 * high:
                continue
            if best is None or line.x0 < best.x0:
                best = line
        if best is not None:
            found.setdefault(id(best), mark)
    return found


def _entry(line: Line, mark: Mark | None) -> Entry:
    rest, marker, label, sure = line, "", "", False
    x = line.x0
    if mark is not None:
        marker, sure, x = "bullet", True, mark.x0
    elif (split := split_marker(line)) is not None:
        marker, label, rest = split
        token = line.runs[0].text.split()[0]
        sure = marker == "bullet" and bullet(token[:1], line.runs[0].font) == "always"
    text_x = rest.x0
    marker_x1 = mark.x1 if mark else _marker_end(line, rest)
    return Entry(
        whole=line,
        rest=rest,
        marker=marker,
        label=label,
        sure=sure,
        x=x,
        text_x=text_x,
        marker_gap=text_x - marker_x1 if marker else 0.0,
        x0=x,
        x1=line.x1,
        top=line.top,
        bottom=line.bottom,
        size=line.size,
        bold=line.bold,
        text=line.text.strip(),
        dropped=int(marker == "bullet" and mark is None),
    )


def _marker_end(line: Line, rest: Line) -> float:
    """Where the marker's ink ends: the run's end, or its share of a run that goes on."""
    first = line.runs[0]
    if (
        rest.runs
        and rest.runs[0].text
        and rest.runs[0].x0 > first.x0
        and len(rest.runs) == len(line.runs)
    ):
        share = len(first.text.split()[0]) / max(1, len(first.text))
        return first.x0 + share * (first.x1 - first.x0)
    return first.x1


def _table(page: int, grid: Grid, runs: Sequence[Run]) -> tuple[TableEntry | None, list[Run]]:
    """The grid filled with the runs whose middle lies in its cells, and the other runs."""
    cells = [cell for row in grid for cell in row]
    taken: dict[Cell, list[Run]] = {cell: [] for cell in cells}
    other: list[Run] = []
    for run in runs:
        x = (run.x0 + run.x1) / 2
        home = next(
            (
                cell
                for cell in cells
                if cell.x0 <= x <= cell.x1 and cell.top <= run.middle <= cell.bottom
            ),
            None,
        )
        (other if home is None else taken[home]).append(run)
    filled = tuple(
        tuple(tuple(Line(page, tuple(row)) for row in rows(taken[cell])) for cell in row)
        for row in grid
    )
    if sum(any(cell) for row in filled for cell in row) < 2:
        return None, list(runs)
    x0, x1 = min(cell.x0 for cell in cells), max(cell.x1 for cell in cells)
    top, bottom = min(cell.top for cell in cells), max(cell.bottom for cell in cells)
    return TableEntry(filled, x0, x1, top, bottom), other
