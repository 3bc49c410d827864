"""What a list item, table or definition list is for: holding an item, a row, or only the layout.

Told for all of them in one pass over the content, before any block is made. A table lays out when
it says so (`role="presentation"`), when a table stands in it, when no row has two filled cells,
when it holds headings, or when it is a single row of whole texts. A list item that holds a heading
is a card or a page's part, not an item. A definition list of whole texts is read as those.
"""

from __future__ import annotations

from dataclasses import dataclass

from bs4 import Tag
from bs4.element import NavigableString

from ingest.html import style
from ingest.html.content import Content
from ingest.html.tree import HEADINGS, walk

_SHAPED = {"li", "table", "dl"}


@dataclass(slots=True)
class _Seen:
    """What was seen inside one open list item, table or definition list."""

    tag: Tag
    headings: bool = False
    tables: bool = False
    lists: bool = False
    header_cells: bool = False
    paragraphs: int = 0
    rows: int = 0
    cells: int = 0
    most_cells: int = 0
    in_cell: bool = False


def layout(content: Content) -> frozenset[int]:
    """The ids of those `li`, `table` and `dl` that only lay out what they hold."""
    only_layout: set[int] = set()
    open_: list[_Seen] = []
    for event, node in walk(content.root, content.omits):
        if isinstance(node, NavigableString):
            if open_ and open_[-1].in_cell and node.strip():
                _fill_cells(open_)
        elif event == "open":
            if open_:
                _see(open_[-1], node)
            if node.name in _SHAPED:
                open_.append(_Seen(node))
        elif node.name in _SHAPED:
            seen = open_.pop()
            if _only_layout(seen):
                only_layout.add(id(node))
            if open_:
                _pass_on(seen, open_[-1])
    return frozenset(only_layout)


def _fill_cells(open_: list[_Seen]) -> None:
    seen = open_[-1]
    seen.in_cell = False
    seen.cells += 1
    seen.most_cells = max(seen.most_cells, seen.cells)


def _see(seen: _Seen, tag: Tag) -> None:
    name = tag.name
    if name in HEADINGS or style.attribute(tag, "role").lower() == "heading":
        seen.headings = True
    elif name == "table":
        seen.tables = True
    elif name in ("ul", "ol"):
        seen.lists = True
    elif name == "p":
        seen.paragraphs += 1
    elif name == "tr":
        seen.rows += 1
        seen.cells = 0
    elif name in ("td", "th"):
        seen.in_cell = True
        seen.header_cells |= name == "th"


def _pass_on(inner: _Seen, outer: _Seen) -> None:
    """What stands in an inner element stands in the outer one too, and fills its cell."""
    outer.headings |= inner.headings
    outer.tables |= inner.tables or inner.tag.name == "table"
    outer.lists |= inner.lists
    outer.paragraphs += inner.paragraphs
    if outer.in_cell:
        _fill_cells([outer])


def _only_layout(seen: _Seen) -> bool:
    if seen.tag.name == "li":
        return seen.headings
    if seen.tag.name == "dl":
        return seen.headings or seen.tables or seen.lists or seen.paragraphs > 1
    if style.attribute(seen.tag, "role").lower() in ("presentation", "none"):
        return True
    if seen.tables or seen.most_cells <= 1 or (seen.headings and not seen.header_cells):
        return True
    return seen.rows == 1 and not seen.header_cells and (seen.lists or seen.paragraphs > 2)
