"""Blocks -> the lines among them that say when the report was made. Pure; part of `structure.py`.

Beside the title such a line is no item; elsewhere at the top it stays one, and may date the report
all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.document import Block
from ingest.headings import Rank
from ingest.report_date import date_line, is_date_label, is_printed

TOP = 12  # blocks in which the title is looked for
BESIDE = 3  # blocks around the title in which a date line counts
_LONGEST_TITLE = 200
# `Sammanträdesdatum 1 (3)`: in a letterhead of columns the label's own day is a line further down.
_ENDS_WITHOUT_DAY = re.compile(
    r"\b(?:(?:sammanträdes|mötes|protokolls|besluts|rapport)?datum|sammanträdesdag)\b"
    r"(?!.*(?:19|20)\d\d)",
    re.IGNORECASE,
)
_IN_CELL = re.compile(
    r"(?<=\s)(?:sammanträdes|mötes|protokolls|besluts|rapport)(?:datum|dag)\b", re.IGNORECASE
)
_OTHER_DAY = re.compile(
    r"\b(?:nästa|nästkommande|kommande|föregående|förra|next|previous)\b", re.IGNORECASE
)
# With a name and nothing else: `Ansvarig för Lund: Anna, stänger 45 platser` is text.
_RESPONSIBLE = re.compile(
    r"(?i:sid|innehålls|webb|text)(?i:ansvarig)\s?:\s*[A-ZÅÄÖ][\w-]+(?:\s[A-ZÅÄÖ][\w-]+){0,3}"
)


def is_line(block: Block) -> bool:
    """Short, and no sentence: what may stand at the top of a report without being its text."""
    short = len(block.text) <= _LONGEST_TITLE and not block.text.endswith((".", ":", ",", ";"))
    return short and block.kind in ("paragraph", "heading")


def may_be_title(block: Block) -> bool:
    """A short line that says more than a date."""
    line = date_line(block.text)
    names = line is None or line.sign in ("place", "prose")
    return is_line(block) and names and not is_printed(block.text)


def says_when(block: Block) -> bool:
    """`Läget 2020-01-11 klockan 07:00`: a title only where nothing else is one."""
    line = date_line(block.text)
    return line is not None and bool(line.time)


def date_lines(
    blocks: Sequence[Block], ranks: Sequence[Rank | None], title: Sequence[int]
) -> list[int]:
    """The places of the date lines above and below the title."""
    below = title[-1] + 1 if title else 0
    above = title[0] - 1 if title else -1
    found = {
        *_beside(blocks, ranks, range(above, max(-1, above - BESIDE), -1)),
        *_beside(blocks, ranks, range(below, min(len(blocks), below + BESIDE))),
        *_page_info(blocks, below),
    }
    return sorted(found)


def letterhead(above: Sequence[Block]) -> Iterator[str]:
    """Days alone in a cell of a table above the title: `Inköp | 2025-05-14 | Dnr 12`. Stays items.

    Beside sender and number in a letterhead stands the letter's date.
    """
    for block in above:
        cells = block.text.split(" | ") if block.kind == "row" else []
        for cell in cells:
            yield from _from_label(cell)
            if (line := date_line(cell)) and line.sign == "bare":
                yield f"Datum: {cell}"


def _page_info(blocks: Sequence[Block], below: int) -> Iterator[int]:
    """`Senast uppdaterad: …` as the very last: what a site writes below every page.

    With it go the lines about who answers for the page.
    """
    places: list[int] = []
    for at in range(len(blocks) - 1, max(below, len(blocks) - 1 - BESIDE), -1):
        line = date_line(blocks[at].text)
        about = (line is not None and line.published) or _RESPONSIBLE.fullmatch(blocks[at].text)
        if blocks[at].kind != "paragraph" or not about:
            break
        places.append(at)
    if any(date_line(blocks[at].text) for at in places):
        yield from places


def _beside(blocks: Sequence[Block], ranks: Sequence[Rank | None], places: range) -> Iterator[int]:
    for at in places:
        line = date_line(blocks[at].text)
        text = blocks[at].kind in ("paragraph", "heading") and not blocks[at].label
        if text and line and not _heads_day(blocks, ranks, at):
            yield at
            if at > 0 and line.sign == "bare" and is_date_label(blocks[at - 1].text):
                yield at - 1
        elif not (text and may_be_title(blocks[at])) or (
            ranks[at] is not None and not _is_byline(blocks, ranks, at, places)
        ):
            return


def _is_byline(
    blocks: Sequence[Block], ranks: Sequence[Rank | None], at: int, places: range
) -> bool:
    """An author's line in the look of the date right below it, as LaTeX sets them."""
    same = at + 1 in places and ranks[at + 1] == ranks[at] and blocks[at].kind == "paragraph"
    return same and date_line(blocks[at + 1].text) is not None


def _heads_day(blocks: Sequence[Block], ranks: Sequence[Rank | None], at: int) -> bool:
    """Whether a date alone heads a section of its own: other headings are dates, too."""
    others = (blocks[n].text for n, rank in enumerate(ranks) if rank is not None and n != at)
    return ranks[at] is not None and any(date_line(text) for text in others)


def head(body: Sequence[tuple[Block, Rank | None]]) -> Iterator[str]:
    """Texts that may date the report: those above the first heading, and the first few anyway."""
    headed = False
    for at, (block, rank) in enumerate(body):
        headed |= rank is not None
        if block.kind != "bullet" and (at < TOP // 2 or (at < TOP and not headed)):
            below = body[at + 1][0] if at + 1 < len(body) else None
            yield from _dated_texts(block, below)
            above = [each.text for each, _ in body[max(at - BESIDE, 0) : at]]
            line = date_line(block.text)
            if line and line.sign == "bare" and any(map(_ENDS_WITHOUT_DAY.search, above)):
                yield f"Datum: {block.text}"
    for block, _ in body[TOP:]:
        line = date_line(block.text) if block.kind == "paragraph" else None
        if line and line.published:
            yield block.text


def _dated_texts(block: Block, below: Block | None) -> Iterator[str]:
    """The block's text, a row's cells, and a label with what stands below it.

    Templates set `Sammanträdesdatum` above or before `2025-03-11`, in a table or without.
    """
    yield block.text
    cells = block.text.split(" | ")
    for cell in cells if block.kind == "row" else []:
        yield from _from_label(cell)
    values = below.text.split(" | ") if below and below.kind == block.kind else []
    if len(cells) > 1:
        yield from cells
    if len(cells) == len(values):
        yield from (
            f"{cell}: {text}"
            for cell, text in zip(cells, values, strict=True)
            if is_date_label(cell)
        )


def _from_label(cell: str) -> Iterator[str]:
    """`PROTOKOLL Sammanträdesdatum 2025-03-11` in one cell, from the label on.

    Not `Nästa mötesdatum 2025-12-01`.
    """
    found = _IN_CELL.search(cell)
    if found and not _OTHER_DAY.search(cell, 0, found.start()):
        yield cell[found.start() :]
