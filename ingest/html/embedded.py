"""Text that a page holds in places of its own: shadow trees and documents inside attributes.

Who saves a page from the browser in one file gets `<template shadowrootmode>` for what a component
draws and `<iframe srcdoc>` for a page within the page. Both were seen by the reader, so both are
made ordinary elements: what stood in the component moves to the `<slot>` where it was shown.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, TemplateString

from ingest.html import style

SIGNS = re.compile("shadowrootmode|srcdoc", re.IGNORECASE)  # of anything to unfold in a page
_MOST = 500  # templates or frames; each is looked through
_DEEPEST = 3  # pages within pages


def unfold(soup: BeautifulSoup) -> None:
    """Put shadow trees and embedded documents in their places on the page."""
    for template in soup.find_all("template", attrs={"shadowrootmode": True}, limit=_MOST):
        _unfold_shadow(template)
    for _ in range(_DEEPEST):
        frames = soup.find_all("iframe", srcdoc=True, limit=_MOST)
        for frame in frames:
            _unfold_frame(frame)
        if not frames:
            return


def _unfold_shadow(template: Tag) -> None:
    host = template.parent
    slots: dict[str, Tag] = {}
    for slot in template.find_all("slot"):
        slots.setdefault(style.attribute(slot, "name"), slot)
    for child in list(host.contents) if host is not None else []:
        name = style.attribute(child, "slot") if isinstance(child, Tag) else ""
        if child is not template and name in slots:
            slots[name].append(child)
    template.name = "div"
    for text in template.find_all(string=True):
        if type(text) is TemplateString:
            text.replace_with(NavigableString(text))


def _unfold_frame(frame: Tag) -> None:
    inner = BeautifulSoup(f"<!DOCTYPE html>{style.attribute(frame, 'srcdoc')}", "lxml")
    del frame.attrs["srcdoc"]
    frame.name = "div"
    frame.clear()
    for child in list(inner.body.contents) if inner.body else []:
        frame.append(child)
