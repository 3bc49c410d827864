"""A list of terms (`dl`) in a browser's tagged PDF -> rows, as the HTML page gives them.

Chromium knows no role for it: terms and what is said of them are elements without meaning, side by
side. Only the indent of 40 CSS pixels that every browser gives the latter tells them apart, so a
list that a style sheet sets otherwise stays paragraphs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.pdf.runs import Run
from ingest.pdf.tree import Content, Node

_DEFINED = 30.0  # points
_SAME_EDGE = 1.0
_TEXT = frozenset({"NonStruct", "Span", "Link", "Em", "Strong", "Sub", "Code", "Quote"})


def term_rows(node: Node, marked: Mapping[Content, Sequence[Run]]) -> list[list[Node]]:
    """Each row's elements: terms, then what is said of them; nothing where this is no such list.

    One has two rows or more, nothing but text in them, no other list, and no term is a sentence.
    """
    kids = [kid for kid in node.children if isinstance(kid, Node) and _is_text(kid)]
    edges = [_edge(kid, marked) for kid in kids]
    if not kids or len(kids) < len(node.children) or any(_holds_rows(kid, marked) for kid in kids):
        return []
    rows: list[list[Node]] = []
    defined = True
    for kid, edge in zip(kids, edges, strict=True):
        indent = edge - edges[0]
        if min(abs(indent), abs(indent - _DEFINED)) > _SAME_EDGE:
            return []
        if indent <= _SAME_EDGE and defined:
            rows.append([])
        defined = indent > _SAME_EDGE
        if not defined and _text(kid, marked).endswith("."):
            return []
        rows[-1].append(kid)
    return rows if defined and len(rows) > 1 else []


def _holds_rows(node: Node, marked: Mapping[Content, Sequence[Run]]) -> bool:
    within = [kid for kid in node.children if isinstance(kid, Node)]
    return any(term_rows(kid, marked) or _holds_rows(kid, marked) for kid in within)


def _text(node: Node, marked: Mapping[Content, Sequence[Run]]) -> str:
    return "".join(run.text for content in node.contents() for run in marked.get(content, ()))


def _edge(node: Node, marked: Mapping[Content, Sequence[Run]]) -> float:
    runs = (run for content in node.contents() for run in marked.get(content, ()))
    return min((run.x0 for run in runs), default=0.0)


def _is_text(node: Node) -> bool:
    """Whether an element without meaning of its own holds nothing but text."""
    stack = [node]
    while stack:
        at = stack.pop()
        if at.role not in _TEXT:
            return False
        stack.extend(kid for kid in at.children if isinstance(kid, Node))
    return node.role == "NonStruct"
