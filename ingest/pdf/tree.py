"""A tagged PDF's structure tree, as nodes with marked content: page reference inherited, guarded.

`Page.structure_tree` never joins across pages and `PDFStructTree(pdf)` drops `/Pg`, so an item that
crosses a page would get another page's text; hence this reading of our own (ISO 32000-1, 14.7).
Real trees have cycles, elements that stand in two places, and depth: every element is taken once,
and what stands deeper than `DEEPEST` hangs on the element at that depth, so no text is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral
from pdfplumber.pdf import PDF

from ingest.pdf.page import target_url

DEEPEST = 250
MOST = 1_000_000  # elements

_STANDARD = frozenset(
    [
        "Document",
        "DocumentFragment",
        "Part",
        "Art",
        "Sect",
        "Div",
        "BlockQuote",
        "Caption",
        "TOC",
        "TOCI",
        "Index",
        "NonStruct",
        "Private",
        "Aside",
        "Title",
        "P",
        "H",
        "H1",
        "H2",
        "H3",
        "H4",
        "H5",
        "H6",
        "L",
        "LI",
        "Lbl",
        "LBody",
        "Table",
        "TR",
        "TH",
        "TD",
        "THead",
        "TBody",
        "TFoot",
        "Span",
        "Quote",
        "Note",
        "FENote",
        "Reference",
        "BibEntry",
        "Code",
        "Link",
        "Annot",
        "Ruby",
        "RB",
        "RT",
        "RP",
        "Warichu",
        "WT",
        "WP",
        "Em",
        "Strong",
        "Sub",
        "Figure",
        "Formula",
        "Form",
        "Artifact",
    ]
)


class Content(NamedTuple):
    """Marked content: page from 1, and its number there."""

    page: int
    mcid: int


@dataclass(slots=True)
class Node:
    """An element with its standard role, its content in order, and where it links to."""

    role: str
    children: list[Node | Content] = field(default_factory=list)
    url: str = ""

    def contents(self) -> Iterator[Content]:
        """All marked content below, in order."""
        stack: list[Node | Content] = [self]
        while stack:
            at = stack.pop()
            if isinstance(at, Content):
                yield at
            else:
                stack.extend(reversed(at.children))


def structure_tree(pdf: PDF) -> Node | None:
    """The document's tree, or None where it has none that can be read."""
    root = resolve1(pdf.doc.catalog.get("StructTreeRoot"))
    if not isinstance(root, dict):
        return None
    roles = _role_map(resolve1(root.get("RoleMap")))
    numbers: dict[object, int] = {page.page_obj.pageid: page.page_number for page in pdf.pages}
    top = Node("Document")
    seen: set[int] = set()
    waiting = [_Kid(root.get("K"), top, None, 0)]  # the next one last
    while waiting and len(seen) < MOST:
        value, parent, page, depth = waiting.pop()
        if isinstance(value, PDFObjRef):
            if value.objid in seen:
                continue
            seen.add(value.objid)
        element = resolve1(value)
        if isinstance(element, list):
            waiting.extend(_Kid(kid, parent, page, depth) for kid in reversed(element))
        elif isinstance(element, int) and page is not None:
            parent.children.append(Content(page, element))
        elif isinstance(element, dict):
            page = _page_of(element, numbers, page)
            if not _leaf(element, parent, page):
                node = parent
                if depth < DEEPEST:
                    node = Node(_standard(_name(element.get("S")), roles))
                    parent.children.append(node)
                waiting.append(_Kid(element.get("K"), node, page, depth + 1))
    return top


def _page_of(
    element: dict[str, Any], numbers: dict[object, int], inherited: int | None
) -> int | None:
    own = element.get("Pg")
    return numbers.get(own.objid, inherited) if isinstance(own, PDFObjRef) else inherited


class _Kid(NamedTuple):
    """A value of `/K` still to be read, the node it belongs to, the page it inherits, its depth."""

    value: object
    parent: Node
    page: int | None
    depth: int


def _leaf(element: dict[str, Any], parent: Node, page: int | None) -> bool:
    """Take in a reference to an annotation or to marked content; False for an element."""
    kind = _name(element.get("Type"))
    if kind == "OBJR":
        parent.url = parent.url or target_url(element.get("Obj"))
    elif kind == "MCR" or "MCID" in element:
        mcid = resolve1(element.get("MCID"))
        if isinstance(mcid, int) and page is not None:
            parent.children.append(Content(page, mcid))
    else:
        return False
    return True


def _name(value: object) -> str:
    value = resolve1(value)
    name = value.name if isinstance(value, PSLiteral) else value
    return name.decode("utf-8", "replace") if isinstance(name, bytes) else str(name or "")


def _role_map(value: object) -> dict[str, str]:
    return {key: _name(role) for key, role in value.items()} if isinstance(value, dict) else {}


def _standard(role: str, roles: dict[str, Any]) -> str:
    """The standard role behind a producer's own (`Text body` -> `P`); itself if there is none."""
    for _ in range(8):
        if role in _STANDARD or role not in roles:
            break
        role = roles[role]
    return role
