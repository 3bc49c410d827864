"""Sheets by hand: runs at places, and what is left of them without headers and footers."""

from __future__ import annotations

from ingest.pdf.running import without_running
from ingest.pdf.runs import Run
from ingest.pdf.sheet import Sheet

Page = list[Run]


def line(text: str, top: float, x: float = 72, size: float = 11, *, bold: bool = False) -> Run:
    """A run five points a character wide; A4, so the zones are 101 points high, the margins 67."""
    return Run(text, "F", size, bold, x, top, x + 5 * len(text), top + size, None, False, "")


def body(top: float = 300, lines: int = 6, x: float = 72) -> Page:
    """Text in size 11, a line every 14 points, that no other page has."""
    return [
        line(f"Egen text {'abcdefghij'[at]} från {top}", top + 14 * at, x) for at in range(lines)
    ]


def kept(*pages: Page, slips: bool = False) -> list[str]:
    """By page, what stays beside the text of its own."""
    sheets = [Sheet(at, 595, 842, tuple(page)) for at, page in enumerate(pages, 1)]
    return [
        ", ".join(run.text for run in sheet.runs if not run.text.startswith("Egen"))
        for sheet in without_running(sheets, slips=slips)[0]
    ]
