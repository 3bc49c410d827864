"""What one file says: a Report of Sections of Items. The shape of `sparhund parse --format json`.

Everything is frozen and slotted: reports cross process borders and are compared in tests.
Dates are ISO strings (`2025-10-23`), times local (`2025-10-23T08:30`): they sort as text and go
to JSON and SQLite as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

ItemKind = Literal["bullet", "paragraph", "row"]
DateRole = Literal["event", "deadline", "period", "mention"]


class Box(NamedTuple):
    """One line of an item on a page: page from 1, PDF points from the page's top left corner."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Link:
    """A hyperlink: the text that carries it and where it leads."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in an item's text: a day, a month (`2025-10`), a year or a period (`FROM/TO`)."""

    text: str
    date: str
    role: DateRole


@dataclass(frozen=True, slots=True)
class Item:
    """A bullet (with nesting level), paragraph or table row, whole: joined across lines and pages.

    `anchor` is local: `2.5.1` = section 2, item 5, sub-item 1. `label` is what stood in place of
    a bullet and says something (`1.`, `a)`); glyphs are dropped. `ocr` marks text read from an
    image.
    """

    anchor: str
    kind: ItemKind
    level: int
    text: str
    label: str = ""
    date: str | None = None
    links: tuple[Link, ...] = ()
    dates: tuple[DateMention, ...] = ()
    boxes: tuple[Box, ...] = ()
    ocr: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it. Level 1 stands directly below the title."""

    heading: str
    level: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a report was read from."""

    name: str
    sha256: str
    media_type: str
    bytes: int
    pages: int
    producer: str


@dataclass(frozen=True, slots=True)
class Report:
    """One file, understood. `id` and `series` are provisional until the archive issues them.

    `furniture` is what the file says beside title and items: lines about its date, and what runs at
    the top and bottom of its pages. It is no part of the text, but a search must find it.
    """

    id: str
    title: str
    series: str
    date: str | None
    date_source: str
    compiled_at: str | None
    language: str
    source: Source
    sections: tuple[Section, ...]
    warnings: tuple[str, ...] = field(default=())
    furniture: tuple[str, ...] = field(default=())

    def items(self) -> list[tuple[Section, Item]]:
        """All items in reading order, each with its section."""
        return [(section, item) for section in self.sections for item in section.items]
