"""Running headers and footers: found over the whole file, left out of every page.

A row within the top or bottom `ZONE` of a page runs when the same words, digits folded, stand there
on half of the pages or more; so does a page number.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from ingest.pdf.rows import Line, rows
from ingest.pdf.runs import Run
from ingest.pdf.sheet import Sheet

ZONE = 0.12  # of the page's height
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"[-–—\s]*(\d{1,4})[-–—\s]*(?:[(/]\s*\d{1,4}\s*\)?)?")
_SAID = re.compile(r"(?:sida|sid\.?|page)\s*\d{1,4}\s*(?:(?:av|of|/|\()\s*\d{1,4}\s*\)?)?", re.I)


def without_running(sheets: Sequence[Sheet]) -> list[Sheet]:
    """The sheets without the runs of running headers and footers."""
    zoned = [_zone_rows(sheet) for sheet in sheets]
    seen: Counter[tuple[bool, str]] = Counter()
    for sheet, parts in zip(sheets, zoned, strict=True):
        seen.update({(high, _key(part, sheet.number)) for high, part in parts})
    often = max(2, len(sheets) / 2)
    out = []
    for sheet, parts in zip(sheets, zoned, strict=True):
        gone = {
            id(run)
            for high, part in parts
            if seen[high, _key(part, sheet.number)] >= often or _is_number(part, sheet.number)
            for run in part
        }
        out.append(replace(sheet, runs=tuple(run for run in sheet.runs if id(run) not in gone)))
    return out


def _is_number(part: list[Run], page: int) -> bool:
    """`Sida 3 (7)` anywhere; bare figures only on the page that they number."""
    text = _plain(part)
    bare = _NUMBER.fullmatch(text)
    return _SAID.fullmatch(text) is not None or (bare is not None and int(bare[1]) == page)


def _key(part: list[Run], page: int) -> str:
    """What makes two parts the same: their words; of bare figures, the distance to the page.

    So the figures of a table that goes over many pages are no page numbers.
    """
    text = _plain(part)
    bare = _NUMBER.fullmatch(text)
    if bare:
        return f"#{int(bare[1]) - page}"
    folded = _DIGITS.sub("0", text)
    return folded if any(sign.isalpha() for sign in folded) else text


def _zone_rows(sheet: Sheet) -> list[tuple[bool, list[Run]]]:
    """(is at the top, row) of the rows wholly in a zone; a row's far apart parts count apart."""
    zone = ZONE * sheet.height
    inside = [run for run in sheet.runs if run.bottom <= zone or run.top >= sheet.height - zone]
    out: list[tuple[bool, list[Run]]] = []
    for row in rows(inside):
        parts: list[list[Run]] = [[]]
        for run in row:
            if parts[-1] and run.x0 - parts[-1][-1].x1 > 1.6 * run.size:
                parts.append([])
            parts[-1].append(run)
        out.extend((part[0].bottom <= zone, part) for part in parts)
    return out


def _plain(row: list[Run]) -> str:
    return " ".join(Line(0, tuple(row)).text.split())
