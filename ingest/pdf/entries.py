"""A sheet -> entries: lines with their list markers, and tables, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.pdf.columns import Region, regions
from ingest.pdf.drafts import opens_with_box, split_marker
from ingest.pdf.glyphs import bullet
from ingest.pdf.page import Mark
from ingest.pdf.rows import Line, rows
from ingest.pdf.runs import Run
from ingest.pdf.sheet import Sheet
from ingest.pdf.tables import Cell, Grid
from ingest.pdf.unruled import Part, TableEntry, lines_and_tables

LINE_GAP = 1.6  # of the size: a wider gap is a gutter, a tab, a table cell
STRANGE_GAP = 0.4  # of the size: cuts runs that the stream does not have side by side


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the layout. `whole` is the line with its marker, `rest` without.

    `x` is where the marker (or else the text) begins, `text_x` where the text begins; `marker` is
    `bullet`, `label`, `number` or empty; `sure` means that the marker cannot be part of the text;
    `marker_gap` leads from the first run to the text: under zero where that run holds both.
    `dropped` counts the characters that are no text because they are the bullet.
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


def entries(sheets: Sequence[Sheet]) -> list[Region[Entry | TableEntry]]:
    """The sheets' regions in reading order."""
    pieces = [_pieces(sheet) for sheet in sheets]
    found = [regions(piece) for piece in pieces]
    gutters = list({region.gutter for page in found for region in page if region.gutter})
    if gutters:
        found = [
            page if len(page) > 1 else regions(piece, gutters)
            for page, piece in zip(found, pieces, strict=True)
        ]
    return [
        region for sheet, page in zip(sheets, found, strict=True) for region in _marked(sheet, page)
    ]


def _pieces(sheet: Sheet) -> list[Part | TableEntry]:
    left = [run for run in sheet.runs if not run.artifact]
    tables: list[TableEntry] = []
    for grid in sheet.grids:
        table, left = _table(sheet.number, grid, left)
        if table is not None:
            tables.append(table)
    stream = {id(run): at for at, run in enumerate(left)}
    return [*(part for row in rows(left) for part in _parts(row, stream)), *tables]


def _marked(
    sheet: Sheet, page: Sequence[Region[Part | TableEntry]]
) -> list[Region[Entry | TableEntry]]:
    """The page's regions, their parts read across, with the bullets that belong to them."""
    across = [_across(sheet.number, region.items) for region in page]
    bullets = _bullets([item for items in across for item in items], sheet.marks)
    return [
        Region(
            [
                item if isinstance(item, TableEntry) else _entry(item, bullets.get(id(item)))
                for item in items
            ],
            region.column,
            region.columns,
        )
        for region, items in zip(page, across, strict=True)
    ]


def _parts(row: Sequence[Run], stream: dict[int, int]) -> list[Part]:
    """A row cut at wide gaps.

    Runs that do not follow each other in the stream are cut at narrower gaps: LaTeX's gutter is
    no wider than a justified line's spaces, but the columns are written one after the other.
    """
    parts: list[list[Run]] = []
    end = 0.0  # of the last part
    for run in row:
        if parts:
            last = parts[-1]
            gap = run.x0 - end
            size = max(last[-1].size, run.size)
            if _one_piece(gap / size, 0 <= stream[id(run)] - stream[id(last[-1])] <= 1):
                last.append(run)
                end = max(end, run.x1)
                continue
        parts.append([run])
        end = run.x1
    return [
        Part(
            tuple(part),
            min(run.x0 for run in part),
            max(run.x1 for run in part),
            min(run.top for run in part),
            max(run.bottom for run in part),
            max(part, key=lambda run: len(run.text)).size,
            sum(len(run.text) for run in part),
        )
        for part in parts
    ]


def _one_piece(gap: float, follows: bool) -> bool:
    """Whether two runs, `gap` sizes apart, stand in one piece of a row."""
    return gap <= (LINE_GAP if follows else STRANGE_GAP)


def _across(page: int, items: Sequence[Part | TableEntry]) -> list[Line | TableEntry]:
    """Read a region's parts row by row: each row is one line, rows that agree are a table."""
    out: list[Line | TableEntry] = []
    waiting: list[list[Part]] = []  # rows of parts

    def flush() -> None:
        out.extend(lines_and_tables(page, waiting))
        waiting.clear()

    for item in items:
        if isinstance(item, TableEntry):
            flush()
            out.append(item)
        elif waiting and _beside(waiting[-1], item):
            waiting[-1].append(item)
        else:
            waiting.append([item])
    flush()
    return out


def _beside(row: Sequence[Part], part: Part) -> bool:
    middle = (row[0].top + row[0].bottom) / 2
    off = abs((part.top + part.bottom) / 2 - middle)
    return part.x0 >= row[-1].x1 - part.size and off <= 0.45 * (row[0].bottom - row[0].top)


def _bullets(items: Sequence[Line | TableEntry], marks: Sequence[Mark]) -> dict[int, Mark]:
    """By id of line: the drawing that stands where its bullet would."""
    found: dict[int, Mark] = {}
    lines = [item for item in items if isinstance(item, Line)]
    for mark in marks:
        middle = (mark.top + mark.bottom) / 2
        for line in lines:
            high = line.size
            level = line.top - 0.1 * high <= middle <= line.bottom + 0.1 * high
            near = 0 < line.x0 - mark.x1 + 1 <= 3 * high
            if level and near and mark.bottom - mark.top <= 0.9 * high:
                found.setdefault(id(line), mark)
                break
    return found


def _entry(line: Line, mark: Mark | None) -> Entry:
    rest, marker, label, sure = line, "", "", False
    x = line.x0
    if mark is not None:
        marker, sure, x = "bullet", True, mark.x0
    elif (split := split_marker(line)) is not None:
        marker, label, rest = split
        token, font = line.runs[0].text.split()[0], line.runs[0].font
        sure = marker == "bullet" and "always" in (bullet(token, font), bullet(token[:1], font))
    text_x = rest.x0
    says = opens_with_box(line)
    return Entry(
        whole=line,
        rest=line if says else rest,
        marker=marker,
        label=label,
        sure=sure,
        x=x,
        text_x=text_x,
        marker_gap=text_x - line.runs[0].x1,
        x0=x,
        x1=line.x1,
        top=line.top,
        bottom=line.bottom,
        size=line.size,
        bold=line.bold,
        text=line.text.strip(),
        dropped=int(marker == "bullet" and mark is None and not says),
    )


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
