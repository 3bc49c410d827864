"""Running headers and footers: found over the whole file, left out of every page.

A row within the top or bottom `ZONE` of a page runs when the same words, digits folded, stand there
on half of the pages or more; so does a page number. A copy in larger or bolder print than the
others is the title that they repeat. A letterhead may reach far deeper: from the edge inwards, rows
run as long as they stand close and each says the same in a few words, figures and all, at the same
height of `COPIES` pages or more. Standing sections do so, too, so the first copy of each stays.

A single page has nothing to compare: there small print far from the text runs, unless it is a
footnote that the text refers to, and so does what stands in the top margin far above a title, a
sender or date.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median_low
from typing import NamedTuple, TypeAlias

from rapidfuzz.distance import Levenshtein

from ingest.pdf.rows import Line, common_size, rows
from ingest.pdf.runs import Run
from ingest.pdf.sheet import Sheet

FAR = 1.6  # of the size: parts of a row further apart run, or not, each by itself
ZONE = 0.12  # of the page's height
MARGIN = 0.08  # of the page's height
SMALL = 0.97  # times the body's size
APART = 1.5  # times its size (at the bottom, the body's): what stands further off is no text
STANDING_APART = 0.7  # times its size: an outermost row further off may run
LARGER = 1.1  # times the size of the others: a title, and what stands above it
REFERENCE = 0.8  # times the size of the word before it: a raised figure is smaller
WAVERING = 1.2  # times: what OCR takes for one size
COPIES = 3  # pages with the same deep row
FEW = 6  # words: more, or a full stop, and a deep row says something
ONE_IN = 15  # characters: no more slips make two readings of the same words
_Place: TypeAlias = tuple[bool, str]  # at the top; what makes two parts the same
_Look: TypeAlias = tuple[float, bool]  # size, bold
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"[-–—\s]*(\d{1,4})[-–—\s]*(?:[(/]\s*\d{1,4}\s*\)?)?")
PAGE_NUMBER = re.compile(
    r"(?:sida|sid\.?|page)\s*\d{1,4}\s*(?:(?:av|of|/|\()\s*\d{1,4}\s*\)?)?", re.IGNORECASE
)


def without_running(
    sheets: Sequence[Sheet], *, slips: bool = False
) -> tuple[list[Sheet], list[tuple[str, ...]]]:
    """The sheets without running headers and footers; and what these say, page by page.

    What they say may be the only place that names the date, or the sender. With `slips` (of OCR)
    words that are nearly the same are the same.
    """
    pages = [_page_rows(sheet) for sheet in sheets]
    seen = _looks(sheets, pages)
    body = common_size(run for sheet in sheets for run in sheet.runs)
    often = max(2, len(sheets) / 2)
    file = _File(_with_slips(seen) if slips else seen, often, body, slips)
    running = [
        file.running(sheet, found, first=sheet is sheets[0])
        for sheet, found in zip(sheets, pages, strict=True)
    ]
    out: list[Sheet] = []
    for sheet, parts in zip(sheets, running, strict=True):
        gone = {id(run) for part in parts for run in part}
        out.append(replace(sheet, runs=tuple(run for run in sheet.runs if id(run) not in gone)))
    if not any(sheet.runs for sheet in out):
        return list(sheets), [() for _ in sheets]  # these few words are what the file says
    return out, [tuple(map(_plain, parts)) for parts in running]


def is_page_number(text: str) -> bool:
    """`3`, `- 3 -`, `3 (7)`, `Sida 3 av 7`."""
    return bool(_NUMBER.fullmatch(text) or PAGE_NUMBER.fullmatch(text))


def _looks(sheets: Sequence[Sheet], pages: Sequence[Sequence[_Row]]) -> dict[_Place, list[_Look]]:
    """By place: how what stands there looks, once a page."""
    seen: dict[_Place, list[_Look]] = {}
    for sheet, found in zip(sheets, pages, strict=True):
        here = {_place(row, part, sheet.number): _look(part) for row in found for part in row.parts}
        for place, look in here.items():
            seen.setdefault(place, []).append(look)
    return seen


@dataclass(frozen=True, slots=True)
class _File:
    """What stands where on the file's pages, on how many it runs, and the size of its text.

    `kept` are the deep places of which a copy has stayed.
    """

    seen: dict[_Place, list[_Look]]
    often: float
    body: float
    slips: bool
    kept: set[_Place] = field(default_factory=set)

    def running(self, sheet: Sheet, found: Sequence[_Row], *, first: bool) -> list[list[Run]]:
        """The parts of a page's rows that run; deep rows as far as nothing else stands between."""
        gone: list[list[Run]] = []
        ended: set[bool] = set()  # the sides (true: at the top) where the text has begun
        for row in found:
            if row.deep and (row.high in ended or row.gap > APART * row.size):
                ended.add(row.high)
                continue
            parts = self._parts(row, sheet, first=first)
            if len(parts) < len(row.parts):
                ended.add(row.high)
            if not row.deep or (parts == row.parts and self._is_copy(row, sheet.number)):
                gone.extend(parts)
        return gone

    def _parts(self, row: _Row, sheet: Sheet, *, first: bool) -> list[list[Run]]:
        """The parts of a row that run, whatever stands around it."""
        recurring = [part for part in row.parts if self._recurs(row, part, sheet.number)]
        if row.deep:
            return recurring
        # Beside a page number stands a running title, which may change with the chapter.
        numbered = any(_NUMBER.fullmatch(_plain(part)) for part in recurring)
        alone = _in_margin(row, sheet.height, self.body, self.slips)
        if numbered or alone or (first and _heads_title(row, sheet, self.body)):
            return row.parts
        lone = len(row.parts) == 1
        numbers = [part for part in row.parts if _is_number(part, sheet.number, lone)]
        return [part for part in row.parts if part in recurring or part in numbers]

    def _is_copy(self, row: _Row, page: int) -> bool:
        """Whether a deep row has stayed on an earlier page; if not, it stays on this one."""
        places = {_place(row, part, page) for part in row.parts}
        new = not places <= self.kept
        self.kept.update(places)
        return not new

    def _recurs(self, row: _Row, part: list[Run], page: int) -> bool:
        looks = self.seen[_place(row, part, page)]
        size, bold = _look(part)
        larger = WAVERING if self.slips else LARGER
        title = size > larger * median_low(size for size, _ in looks)
        title = title or (bold and not self.slips and not median_low(bold for _, bold in looks))
        few = not row.deep or (len(looks) >= COPIES and _is_short(_plain(part)))
        return len(looks) >= self.often and few and not title


def _is_short(text: str) -> bool:
    return len(text.split()) <= FEW and not text.endswith((".", "!", "?"))


def _place(row: _Row, part: list[Run], page: int) -> _Place:
    """Deep in the page the figures have to agree, too, and the height: there tables stand."""
    return row.high, f"{_plain(part)} at {row.middle:.0f}" if row.deep else _key(part, page)


def _look(part: list[Run]) -> _Look:
    return common_size(part), all(run.bold for run in part)


def _with_slips(seen: dict[_Place, list[_Look]]) -> dict[_Place, list[_Look]]:
    """For each place the looks of it, and of what a slip or two of OCR would make of it."""
    alike: dict[_Place, list[_Place]] = {}
    for here in seen:
        twins = (one for one in alike if one[0] == here[0] and _is_slip(one[1], here[1]))
        alike.setdefault(next(twins, here), []).append(here)
    return {
        here: [look for one in group for look in seen[one]]
        for group in alike.values()
        for here in group
    }


def _is_slip(one: str, other: str) -> bool:
    most = max(len(one), len(other)) // ONE_IN
    return Levenshtein.distance(one, other, score_cutoff=most) <= most


def _in_margin(row: _Row, height: float, body: float, slips: bool) -> bool:
    """Small print near the page's edge, far from the text: a header even of a single page.

    OCR is not sure of the size of a few words: there it may be parts far apart, a name and a date.
    """
    small = row.size < SMALL * body or (slips and len(row.parts) > 1 and row.size <= body)
    edge = min(row.middle, height - row.middle)
    # Below the text stands a footnote, too, a line's distance off, whatever its own size.
    apart = APART * (row.size if row.high else max(row.size, body))
    return small and edge < MARGIN * height and row.gap > apart and not row.noted


def _heads_title(row: _Row, sheet: Sheet, body: float) -> bool:
    """The sender in the margin above the first page's title, even in the text's own size.

    The margin is taken to be as high as it is wide: a page that begins higher has no header.
    """
    left = min(run.x0 for run in sheet.runs)
    in_margin = row.middle < min(MARGIN * sheet.height, left)
    return in_margin and row.gap > APART * row.size and row.below > LARGER * max(row.size, body)


def _is_number(part: list[Run], page: int, lone: bool) -> bool:
    """`Sida 3 (7)` anywhere; bare figures only alone in their row on the page that they number."""
    text = _plain(part)
    if PAGE_NUMBER.fullmatch(text):
        return True
    bare = _NUMBER.fullmatch(text)
    return lone and bare is not None and int(bare[1]) == page


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


class _Row(NamedTuple):
    """A row in a zone: at the page's top or not, its parts, the gap between it and the text.

    `below` is the size of what stands below it; the lines of one header or footer stand close and
    share both. `noted` rows belong to a footnote; `deep` ones stand farther from the edge than the
    zone, and their `gap` is that to what stands on the edge's side, or to the edge.
    """

    high: bool
    parts: list[list[Run]]
    gap: float
    below: float = 0.0
    deep: bool = False
    noted: bool = False

    @property
    def size(self) -> float:
        return max(run.size for part in self.parts for run in part)

    @property
    def middle(self) -> float:
        runs = [run for part in self.parts for run in part]
        return (min(run.top for run in runs) + max(run.bottom for run in runs)) / 2


def _page_rows(sheet: Sheet) -> list[_Row]:
    """The rows in the zones, and after them the deeper ones, from either edge inwards.

    A zone takes in an outermost row that stands apart from the text.
    """
    found = rows(sheet.runs)
    zone = ZONE * sheet.height
    tops = [min(run.top for run in row) for row in found]
    bottoms = [max(run.bottom for run in row) for row in found]
    raised = _raised(found)
    out: list[_Row] = []
    deep: list[_Row] = []
    for at, row in enumerate(found):
        below = tops[at + 1] - bottoms[at] if at + 1 < len(found) else 0.0
        above = tops[at] - bottoms[at - 1] if at else 0.0
        apart = 0.0 if PAGE_NUMBER.fullmatch(_plain(row)) else STANDING_APART * row[0].size
        if bottoms[at] <= zone or (at == 0 and bottoms[at] <= 2 * zone and below > apart):
            size = max((run.size for run in found[at + 1]), default=0.0) if below else 0.0
            out.append(_Row(True, _parts(row), below, size))
        elif tops[at] >= sheet.height - zone or (
            at == len(found) - 1 and tops[at] >= sheet.height - 2 * zone and above > apart
        ):
            same = bool(out) and not out[-1].high and above < row[0].size
            gap, noted = (out[-1].gap, out[-1].noted) if same else (above, False)
            noted = noted or _first_word(row) in raised
            out.append(_Row(False, _parts(row), gap, noted=noted))
        else:
            high = tops[at] + bottoms[at] < sheet.height
            if high:
                gap = tops[at] - (bottoms[at - 1] if at else 0.0)
            else:
                gap = (tops[at + 1] if at + 1 < len(found) else sheet.height) - bottoms[at]
            deep.insert(len(deep) if high else 0, _Row(high, _parts(row), gap, deep=True))
    for at in range(len(out) - 2, -1, -1):
        upper, lower = out[at], out[at + 1]
        if lower.high and upper.gap < upper.size:
            out[at] = upper._replace(gap=lower.gap, below=lower.below)
    return [*out, *deep]


def _raised(found: Sequence[Sequence[Run]]) -> set[str]:
    """The figures that are raised behind a word: they refer to footnotes."""
    return {
        run.text.strip().strip("[]()")
        for row in found
        for before, run in pairwise(row)
        if run.size < REFERENCE * before.size and run.middle < before.middle
    }


def _first_word(row: Sequence[Run]) -> str:
    words = _plain(row).split()
    return words[0].strip("[]().") if words else ""


def _parts(row: Sequence[Run]) -> list[list[Run]]:
    parts: list[list[Run]] = []
    for run in row:
        if parts and run.x0 - parts[-1][-1].x1 <= FAR * run.size:
            parts[-1].append(run)
        else:
            parts.append([run])
    return parts


def _plain(row: Sequence[Run]) -> str:
    return " ".join(Line(0, tuple(row)).text.split())
