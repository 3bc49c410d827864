"""A page reduced to what the reader keeps of it, so that the page itself can be closed."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.pdf.page import Mark
from ingest.pdf.runs import Run
from ingest.pdf.tables import Grid
from ingest.pdf.turning import Turn


@dataclass(frozen=True, slots=True)
class Sheet:
    """Page `number` (from 1): its runs in stream order, drawings like bullets, ruled tables.

    `turn` is set where the page was turned to be read.
    """

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    marks: tuple[Mark, ...] = ()
    grids: tuple[Grid, ...] = ()
    turn: Turn | None = None
