"""What the catalogue's answers are made of: frozen rows, and how they come out of SQLite's tuples.

Dates are ISO strings or None. Anchors are global (`SERIES/DATE#2.5.1`).
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from ingest.report import Box, DateMention, ItemKind, Link

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which reports a question covers: any of `series` (none = all), dates from `since` to `until`.

    Both ends are included; a shorter date covers its whole month or year (`2025-03`). `section` is
    a heading, or words that begin words of it (see `called.py`).
    """

    series: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    section: str | None = None


EVERYTHING = Scope()


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """A series. `aliases` are the other spellings of its title, most used first."""

    id: str
    title: str
    aliases: tuple[str, ...]
    reports: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class RenditionRow:
    """One file of a report. `original` is its path below the archive; `main`: its text leads."""

    sha256: str
    name: str
    media_type: str
    bytes: int
    pages: int
    original: str
    compiled_at: str | None
    added_at: str
    main: bool


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report without its text. `editions` are the ids of those that are editions of it;
    `furniture` is what its files say beside title and items (`ingest.report.Report`)."""

    id: str
    series: str
    title: str
    date: str | None
    date_source: str
    compiled_at: str | None
    language: str
    edition_of: str | None
    items: int
    digest: str
    warnings: tuple[str, ...]
    furniture: tuple[str, ...]
    editions: tuple[str, ...]
    renditions: tuple[RenditionRow, ...]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item with where it stands. `date` is its report's, `item_date` its own ("22/10: …").

    `parent` is the anchor of the item that it is nested in. `boxes` are places in the rendition
    `boxed_in` (a SHA-256), None when no rendition has pages.
    """

    anchor: str
    report: str
    series: str
    date: str | None
    position: int
    section: str
    section_level: int
    section_number: int
    parent: str | None
    kind: ItemKind
    level: int
    text: str
    label: str
    item_date: str | None
    links: tuple[Link, ...]
    dates: tuple[DateMention, ...]
    boxes: tuple[Box, ...]
    boxed_in: str | None
    ocr: bool

    @property
    def page(self) -> int | None:
        """The page on which the item begins."""
        return self.boxes[0].page if self.boxes else None


@dataclass(frozen=True, slots=True)
class TextRow:
    """What an item says and where, without all else that an `ItemRow` reads."""

    anchor: str
    report: str
    date: str | None
    text: str


@dataclass(frozen=True, slots=True)
class SectionRow:
    """A heading with its items, in reading order."""

    number: int
    heading: str
    level: int
    items: tuple[ItemRow, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """What a question covered: the JSON object `searched`.

    `unreadable` are files that stand in the ledger alone; copies are one, but empty files are no
    copies. `undated` are reports without a date that a span of dates left out.
    """

    reports: int
    items: int
    unreadable: int
    from_: str | None
    to: str | None
    undated: int = 0


def rendition_row(row: tuple[Any, ...]) -> RenditionRow:
    """A row of the view `rendition_rows`."""
    *head, main, _report = row
    return RenditionRow(*[*head, bool(main)])


def item_row(row: tuple[Any, ...]) -> ItemRow:
    """A row of the view `item_rows`."""
    *head, links, dates, boxes, boxed_in, ocr, _local, _number = row
    parsed = (_objects(Link, links), _objects(DateMention, dates), _objects(Box, boxes))
    return ItemRow(*[*head, *parsed, boxed_in, bool(ocr)])


def _objects(kind: Callable[..., _T], stored: str) -> tuple[_T, ...]:
    """What a column of JSON holds; most hold nothing."""
    return () if stored == "[]" else tuple([kind(*values) for values in json.loads(stored)])
