"""A section as a page shows it: lists, paragraphs and tables, with sub-items below their items.

All renderers share the looks of the house (that of the weekly report changes once) and the folder
of templates.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby, pairwise
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from corpus.expand import Item, Report, Section, Template
from ingest.report import ItemKind

TEMPLATES = Path(__file__).parent.parent / "templates"
FONTS = Path("/usr/share/fonts/truetype")
MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)


@dataclass(frozen=True, slots=True)
class Node:
    """An item and its sub-items."""

    item: Item
    below: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Items of one kind that follow each other: a list, some paragraphs, a table."""

    kind: ItemKind
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """How a template looks: fonts and colours, and who sends it."""

    font: str
    size: float
    accent: str
    sender: str


LOOKS: dict[Template, Look] = {
    "old": Look("Liberation Sans", 10.5, "#1f1f1f", "REGION EXEMPEL"),
    "new": Look("Carlito", 11.5, "#00557f", "Region Exempel · Ledningskontoret"),
    "only": Look("Liberation Serif", 11, "#6b1f3a", "Region Exempel"),
}


def look(report: Report) -> Look:
    """How a report looks."""
    return LOOKS[report.template]


def blocks(section: Section) -> tuple[Block, ...]:
    """The blocks of a section in reading order."""
    nodes = _nodes(list(section.items), 0)
    return tuple(
        Block(kind, tuple(group)) for kind, group in groupby(nodes, key=lambda node: node.item.kind)
    )


def _nodes(items: list[Item], level: int) -> list[Node]:
    starts = [place for place, item in enumerate(items) if item.level == level]
    return [
        Node(items[start], tuple(_nodes(items[start + 1 : end], level + 1)))
        for start, end in pairwise([*starts, len(items)])
    ]


def long_date(report: Report) -> str:
    """`29 augusti 2024`."""
    return f"{report.date.day} {MONTHS[report.date.month - 1]} {report.date.year}"


def environment(*, escape: bool, **filters: Callable[..., str]) -> Environment:
    """Jinja over the template folder; every template knows `blocks`, `look` and `long_date`."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(blocks=blocks, look=look, long_date=long_date)
    made.filters.update(filters)
    return made
