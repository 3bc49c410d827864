"""WordprocessingML by short names: `w:p` instead of a namespace in braces."""

from __future__ import annotations

from typing import TypeAlias

from lxml.etree import _Element

Element: TypeAlias = _Element

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
_FALSE = {"0", "false", "off"}


def qualified(name: str) -> str:
    """`w:p` as lxml writes it."""
    prefix, _, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def short(element: Element) -> str:
    """The element's name as `w:p`; "" for comments and foreign namespaces."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    namespace, _, local = tag[1:].partition("}")
    return next((f"{key}:{local}" for key, uri in _NAMESPACES.items() if uri == namespace), "")


def child(element: Element | None, path: str) -> Element | None:
    """The first element at `path` (`w:pPr/w:numPr`), or None."""
    for name in path.split("/"):
        if element is None:
            return None
        element = element.find(qualified(name))
    return element


def value(element: Element | None, path: str = "", name: str = "w:val") -> str:
    """An attribute of the element at `path`; "" where either is missing."""
    found = child(element, path) if path else element
    return "" if found is None else str(found.get(qualified(name), ""))


def number(element: Element | None, path: str = "", name: str = "w:val") -> int | None:
    """As `value`, as a whole number; None where it is missing or none."""
    text = value(element, path, name)
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 9 else None


def switch(element: Element | None, path: str) -> bool | None:
    """A property that is on, off, or (None) not said."""
    found = child(element, path)
    return None if found is None else value(found).lower() not in _FALSE
