"""Document -> Outline: title, date lines, sections, items with local anchors. Pure.

The heuristics, each with a test that fails without it:

Title. The first h1 is the title; of several, the one that the file's own title begins with, because
sites mark their name up as h1 too. Numbered h1s are chapters: what stands larger above them, or the
file's own title, is the title then. Without h1 it is the largest line at the top, because that is
what a reader sees as the title (one told by weight alone only above all prose), but for the heading
of a table of contents, which large files have before their first chapter; lines of its look
that follow belong to it, because long titles break, unless that look comes back further down and so
is that of the sections. Without any heading it is the file's own title where the text has it, since
writers forget to fill that in anew; else the first line where it is short, else what the file says;
a mail's subject before its first line, which greets.

Above the title nothing that is only seen is a heading: a bold sender's name heads no section. Nor
is an author's line between the title and a date of its look.

Date lines. Lines beside the title that say when the report was made are told apart by
`report_date.date_line` and are no items; short lines may stand between, since a subtitle or case
number often does. A letterhead is a table to a reader of pages: days alone in its cells count.
`Senast uppdaterad: …` at the very end is what sites write below every page.

Furniture. A reader of pages takes running headers away; what gets through is the lone
`Sida 1 av 3`, the title repeated at the top or bottom of a later page, the site's name above the
title. These are kept in `furniture`, not dropped: no text is ever lost.

Levels. Headings and bullets go through one stack: deeper than the one before is one level deeper,
however many were skipped, so that `h2, h4` and an orphan sub-bullet get the level they can have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from ingest.date_lines import (
    TOP,
    date_lines,
    head,
    is_line,
    letterhead,
    may_be_title,
    says_when,
)
from ingest.document import Block, Document
from ingest.headings import (
    BOLD,
    LARGER,
    LONGEST_MARKED,
    Rank,
    heading_ranks,
    is_numbered,
    words_of,
)
from ingest.report import Item, Section
from ingest.report_date import date_line
from ingest.sniff import MAIL, OUTLOOK

_MOST_LINES = 4
_NO_RANK: Rank = (99, 0, 0)
_PAGE_NUMBER = re.compile(
    r"(?:sida|sid\.?|page)\s?\d{1,4}(?:\s?(?:av|of|/|\()\s?\d{1,4}\)?)?|\d{1,4}\s?\(\d{1,4}\)",
    re.IGNORECASE,
)
_NO_TITLE = re.compile(
    r"(?:untitled|\(anonymous\)|namnlös|slide \d+"
    r"|(?:dokument|document|presentation|bok|book|blad)\s?\d*"
    r"|powerpoint.presentation|.*\.(?:docx?|pdf|indd|odt|html?|xlsx?|pptx?|rtf|txt|qxp|pub))",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"innehåll(?:sförteckning)?|(?:table of )?contents", re.IGNORECASE)
_PROGRAM = re.compile(r"(?:microsoft )?word\s?[-–]\s", re.IGNORECASE)
_SENDER = re.compile(r"(?<=\S)(?:\s[|·–—-]\s|:\s)(?=\S)")
_T = TypeVar("_T", int, Rank)


@dataclass(frozen=True, slots=True)
class Outline:
    """A document's structure. Sections' items carry anchors, but no dates yet.

    `title` may be empty. `compiled` are the date lines beside the title (no items), `head` other
    short texts that may date the report (items), `furniture` page numbers and repeated titles.
    """

    title: str
    compiled: tuple[str, ...]
    sections: tuple[Section, ...]
    head: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()


def structure(document: Document) -> Outline:
    """Title, date lines, sections and items of a document. Raises nothing."""
    blocks = [block for block in document.blocks if words_of(block)]
    ranks = heading_ranks(blocks)
    named = _own_title(document)
    title = _title(blocks, ranks, named, mail=document.media_type in (MAIL, OUTLOOK))
    compiled = date_lines(blocks, ranks, title)
    first = title[0] if title else 0
    furniture = [at for at in range(len(blocks)) if _is_furniture(blocks, at, title)]
    furniture += [at for at in range(first) if _is_site(blocks[at], named)]
    aside = {*title, *compiled, *furniture}
    # An author's line between the title and a date of its look heads nothing, either.
    dated = max((at for at in compiled if ranks[at] is not None), default=first)
    body = [
        (block, None if at < dated and block.kind != "heading" else ranks[at])
        for at, block in enumerate(blocks)
        if at not in aside
    ]
    return Outline(
        title=" ".join(words_of(blocks[at]) for at in title)
        or _without_site(named)
        or _in_first_row(blocks),
        compiled=tuple(blocks[at].text for at in compiled),
        sections=tuple(_sections(body)),
        head=(*letterhead(blocks[:first]), *head(body)),
        furniture=tuple(words_of(blocks[at]) for at in furniture),
    )


# ------------------------------------------------------------------ title


def _own_title(document: Document) -> str:
    """The first title in the file's metadata that is one; with the site's name still behind it."""
    for key, value in document.metadata:
        title = _PROGRAM.sub("", value).strip()
        is_title = title and len(title) <= LONGEST_MARKED and not _NO_TITLE.fullmatch(title)
        if key == "title" and is_title:
            return title
    return ""


def _without_site(named: str) -> str:
    """`Lägesrapport - Insidan` without what stands behind the last bar or spaced hyphen."""
    return re.sub(r"(?<=\w)\s(?:[|·]|-)\s[^|·]{1,40}$", "", named)


def _wordings(named: str) -> list[str]:
    """What of the file's own title may be the text's: all, its beginnings, its end; folded.

    The site's or sender's name stands behind a bar, dash or colon, sometimes before it.
    """
    parts = _SENDER.split(named)
    beginnings = [_fold("".join(parts[:end])) for end in range(len(parts), 0, -1)]
    return [*beginnings, _fold(parts[-1])]


def _in_first_row(blocks: Sequence[Block]) -> str:
    """The first words of a table that opens the text: `Protokoll | Datum | Sida`. Stays an item."""
    first = blocks[0].text.split(" | ")[0] if blocks and blocks[0].kind == "row" else ""
    return first if may_be_title(Block(first)) and any(map(str.isalpha, first)) else ""


def _site(named: str) -> str:
    """What stands behind the last bar, dash or colon of the file's own title, folded; or ""."""
    return _wordings(named)[-1] if _SENDER.search(named) else ""


def _title(
    blocks: Sequence[Block], ranks: Sequence[Rank | None], named: str, *, mail: bool
) -> list[int]:
    """The places of the blocks that make up the title; none where it is not in the text."""
    headings = [at for at, rank in enumerate(ranks) if rank is not None]
    headings = [at for at in headings if not _CONTENTS.fullmatch(words_of(blocks[at]))]
    marked = [at for at in headings if blocks[at].level == 1]
    if len(marked) > 1 and (larger := _larger_above(blocks, ranks, marked[0])):
        return larger
    if len(marked) == 1 or (marked and not is_numbered(words_of(blocks[marked[0]]))):
        return _marked_title(blocks, marked, named)
    if in_text := _named(blocks, named, len(blocks)):
        return in_text
    first = headings[0] if headings else len(blocks)
    above = [at for at in range(min(first, TOP)) if may_be_title(blocks[at])]
    above = [at for at in above if not _PAGE_NUMBER.fullmatch(blocks[at].text)]
    if named:
        above = [at for at in above if not says_when(blocks[at])]
    largest = min(headings, key=lambda at: ranks[at] or _NO_RANK, default=TOP)
    if largest < TOP and not is_numbered(words_of(blocks[largest])):
        run = _broken(blocks, ranks, largest)
        recurs = any(rank == ranks[largest] for rank in ranks[run[-1] + 1 :])
        _, style, _ = ranks[largest] or _NO_RANK
        tops = style < BOLD or (style == BOLD and all(map(is_line, blocks[:largest])))
        if (tops or not above) and not (recurs and (above or named)):
            return run[:1] if recurs else run
    return [] if len(blocks) == 1 or (mail and named) else above[:1]


def _marked_title(blocks: Sequence[Block], marked: Sequence[int], named: str) -> list[int]:
    """The title of a document with h1s that are not its numbered chapters."""
    first = blocks[marked[0]]
    if _is_site(first, named):
        for at in range(marked[0] + 1, min(len(blocks), TOP)):
            if _fold(blocks[at].text) in _wordings(named)[:-1]:
                return [at]
    if len(marked) > 1 and (in_text := _named(blocks, named, marked[0])):
        return in_text
    begins = [at for at in marked if _fold(named).startswith(_fold(words_of(blocks[at])))]
    title = begins[0] if begins else marked[0]
    if title + 1 in marked:
        both = words_of(blocks[title]) + words_of(blocks[title + 1])
        if _fold(named).startswith(_fold(both)):
            return [title, title + 1]
    return [title]


def _larger_above(blocks: Sequence[Block], ranks: Sequence[Rank | None], chapter: int) -> list[int]:
    """The heading above the first of several h1s that is set in larger type than it."""
    size = blocks[chapter].size * LARGER
    for at in range(min(chapter, TOP)):
        if ranks[at] is not None and 0 < size < blocks[at].size:
            return _broken(blocks, ranks, at)
    return []


def _is_site(block: Block, named: str) -> bool:
    """A heading that says no more than the site's name."""
    return block.kind == "heading" and _fold(block.text) == _site(named)


def _named(blocks: Sequence[Block], named: str, before: int) -> list[int]:
    """The block at the top, or up to three on end, that say what the file's own title says."""
    for wanted in _wordings(named):
        for at in range(min(before, TOP)):
            for end in range(at + 1, min(at + 3, before) + 1):
                if _fold("".join(words_of(block) for block in blocks[at:end])) == wanted:
                    return list(range(at, end)) if len(blocks) > end - at else []
    return []


def _broken(blocks: Sequence[Block], ranks: Sequence[Rank | None], at: int) -> list[int]:
    """A title and the lines of the same look right below it; a line may be `2024–2025` alone."""
    end, look = at + 1, (blocks[at].size, blocks[at].bold)
    while end < len(ranks) and end < at + _MOST_LINES:
        figures = not any(map(str.isalpha, blocks[end].text)) and not date_line(blocks[end].text)
        if ranks[end] != ranks[at] and not (
            figures and (blocks[end].size, blocks[end].bold) == look
        ):
            break
        end += 1
    return list(range(at, end))


def _fold(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


# ------------------------------------------------------------------ furniture


def is_page_number(text: str) -> bool:
    """`Sida 3 av 7`, `3 (7)`, `3`."""
    return (len(text) < 5 and text.isdecimal()) or _PAGE_NUMBER.fullmatch(text) is not None


def _is_furniture(blocks: Sequence[Block], at: int, title: Sequence[int]) -> bool:
    """A lone page number, or the title again at the edge of a later page."""
    block = blocks[at]
    if block.kind != "paragraph" or at in title:
        return False
    if not block.boxes:
        return block.text.lower().startswith("sid") and bool(_PAGE_NUMBER.fullmatch(block.text))
    page = block.boxes[0].page
    before = blocks[at - 1].boxes if at else ()
    after = blocks[at + 1].boxes if at + 1 < len(blocks) else ()
    edge = not before or not after or before[-1].page < page or after[0].page > page
    if edge and _PAGE_NUMBER.fullmatch(block.text):
        return True
    again = _fold(block.text) == _fold("".join(words_of(blocks[n]) for n in title))
    return edge and again and page > 1


# ------------------------------------------------------------------ sections and items


class _Levels(Generic[_T]):
    """Depths from ranks: deeper than the last is one level deeper, whatever was skipped."""

    def __init__(self) -> None:
        self._open: list[_T] = []

    def of(self, rank: _T) -> int:
        """The level of what comes next, from 0."""
        while self._open and self._open[-1] >= rank:
            self._open.pop()
        self._open.append(rank)
        return len(self._open) - 1

    def cut(self) -> int:
        """What comes next stands outermost, and may have others below it."""
        del self._open[1:]
        return 0


def _sections(body: Sequence[tuple[Block, Rank | None]]) -> Iterator[Section]:
    """Sections with their items, footnotes last; text above the first heading comes unheaded."""
    levels = _Levels[Rank]()
    groups: list[tuple[str, int, list[Block]]] = []
    for block, rank in body:
        if rank is not None:
            groups.append((words_of(block), levels.of(rank) + 1, []))
            continue
        if not groups:
            groups.append(("", 1, []))
        groups[-1][2].append(block)
    for number, (heading, level, blocks) in enumerate(groups, 1):
        blocks.sort(key=lambda block: block.kind == "note")
        yield Section(heading, level, tuple(_items(number, blocks)))


def _items(section: int, blocks: Sequence[Block]) -> Iterator[Item]:
    levels = _Levels[int]()
    counts: list[int] = []
    for block in blocks:
        level = levels.of(block.level) if block.kind == "bullet" else levels.cut()
        counts = counts[: level + 1] + [0] * (level + 1 - len(counts))
        counts[level] += 1
        yield Item(
            anchor=".".join(map(str, (section, *counts))),
            kind=block.kind if block.kind in ("bullet", "row") else "paragraph",
            level=level,
            text=block.text,
            label=block.label,
            links=block.links,
            boxes=block.boxes,
            ocr=block.ocr,
        )
