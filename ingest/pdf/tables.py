"""Ruled tables: pdfplumber finds the cells, the runs inside them make rows."""

from __future__ import annotations

from typing import NamedTuple

from pdfplumber.page import Page

from ingest.pdf.characters import corner

_MOST_EDGES = 4_000  # pdfplumber's search grows with the square: a drawing, not a table


class Cell(NamedTuple):
    x0: float
    top: float
    x1: float
    bottom: float


Grid = tuple[tuple[Cell, ...], ...]  # rows of cells, top down, left to right


def grids(page: Page) -> tuple[Grid, ...]:
    """The page's ruled tables of at least two columns; a page break may leave a single row."""
    edges = page.edges
    upright = sum(edge["orientation"] == "v" for edge in edges)
    if upright < 2 or len(edges) - upright < 2 or len(edges) > _MOST_EDGES:
        return ()
    found = []
    left, over = corner(page)
    for table in page.find_tables():
        rows = tuple(
            tuple(
                Cell(cell[0] - left, cell[1] - over, cell[2] - left, cell[3] - over)
                for cell in row.cells
                if cell
            )
            for row in table.rows
        )
        if max(len(row) for row in rows) > 1:
            found.append(rows)
    return tuple(found)
