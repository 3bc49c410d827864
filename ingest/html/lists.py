"""Lists as HTML and its producers number and nest them.

Nesting is the number of open lists. Producers that write flat lists state the level instead: Google
Docs in the list's class (`lst-kix_…-1`), Word for the web and Google's clipboard in `aria-level`,
Quill editors in `ql-indent-1`. An ordered list's labels look as a browser shows them: `1.`, `a.`.
"""

from __future__ import annotations

import re

from bs4 import Tag

from ingest.html import style
from ingest.numerals import numeral

_GOOGLE_LIST = re.compile(r"lst-kix_\w+-(\d+)")
_QUILL_INDENT = re.compile(r"ql-indent-(\d+)")
_DEEPEST = 30  # a level beyond this is a mistake or an attack
_TYPES = {
    **dict.fromkeys(("a", "lower-alpha", "lower-latin"), "a"),
    **dict.fromkeys(("A", "upper-alpha", "upper-latin"), "A"),
    **dict.fromkeys(("i", "lower-roman"), "i"),
    **dict.fromkeys(("I", "upper-roman"), "I"),
    **dict.fromkeys(("none", "disc", "circle", "square"), ""),
}


class OpenList:
    """A list while its items are read: counts them."""

    def __init__(self, tag: Tag) -> None:
        declared = style.declarations(tag)
        kind = declared.get("list-style-type") or declared.get("list-style", "").partition(" ")[0]
        self._ordered = tag.name == "ol"
        self._type = _TYPES.get(kind or style.attribute(tag, "type"), "1")
        self._step = -1 if "reversed" in tag.attrs else 1
        items = sum(isinstance(child, Tag) and child.name == "li" for child in tag.children)
        first = items if self._step < 0 else 1
        self._next = _integer(style.attribute(tag, "start"), first)

    def label_of(self, item: Tag) -> str:
        """The label of the next item ("" in an unordered list)."""
        if not self._ordered:
            return ""
        number = _integer(style.attribute(item, "value"), self._next)
        self._next = number + self._step
        kind = _TYPES.get(style.attribute(item, "type"), self._type)
        return f"{numeral(number, kind)}." if kind else ""


def stated_level(item: Tag) -> int | None:
    """The level from 0 that the item or its list states, or None where nesting tells."""
    for name in ("aria-level", "data-aria-level"):
        if (level := _integer(style.attribute(item, name), 0)) > 0:
            return min(level - 1, _DEEPEST)
    if found := _QUILL_INDENT.search(style.attribute(item, "class")):
        return min(int(found[1]), _DEEPEST)
    parent = item.parent
    if parent is not None and (found := _GOOGLE_LIST.search(style.attribute(parent, "class"))):
        return min(int(found[1]), _DEEPEST)
    return None


def as_glyph(sign: str) -> str:
    """A bullet for a single letter set in a font of signs (Word: `·` `o` `§` `ü`)."""
    return {"o": "◦", "§": "▪", "-": "-", "–": "–"}.get(sign, "•") if sign.isprintable() else sign


def _integer(text: str, otherwise: int) -> int:
    text = text.strip()
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else otherwise
