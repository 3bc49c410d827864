"""Text that a page holds in places of its own: shadow trees and documents inside attributes.

Who saves a page from the browser in one file gets `<template shadowrootmode>` for what a component
draws and `<iframe srcdoc>` for a page within the page; in a web archive the latter is a part of its
own, which the `src` of its frame names. All were seen by the reader, so all are made ordinary
elements: what stood in the component moves to the `<slot>` where it was shown.
"""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, TemplateString

from ingest.errors import TooLarge
from ingest.html import style
from ingest.html.content import unmark_main

SIGNS = re.compile("shadowrootmode|srcdoc", re.IGNORECASE)  # of anything to unfold in a page
_MOST = 2000  # templates and frames; each is looked through, some seconds if all nest
_DEEPEST = 3  # pages within pages


def unfold(soup: BeautifulSoup, tags: int, name: str, pages: dict[str, str]) -> None:
    """Put shadow trees and embedded documents in their places on the page.

    `pages` are those that came along with this one, by what a frame's `src` calls them. Those that
    are put in are taken out of it, as far as there is room.

    Raises TooLarge where there are too many of them, too deep, or with more than `tags` tags in
    all: left alone, they would be lost without a word.
    """
    unfolded = 0
    for depth in range(_DEEPEST + 1):
        room = tags if depth < _DEEPEST else 0
        for frame in soup.find_all("iframe", src=True):
            source = style.attribute(frame, "src")
            size = pages.get(source, "").count("<")
            if source in pages and size < room:
                frame["srcdoc"] = pages.pop(source)
                room -= size
        templates = soup.find_all("template", attrs={"shadowrootmode": True})
        frames = soup.find_all("iframe", srcdoc=True)
        unfolded += len(templates) + len(frames)
        tags -= sum(style.attribute(frame, "srcdoc").count("<") for frame in frames)
        if unfolded > _MOST or tags < 0 or (frames and depth == _DEEPEST):
            raise TooLarge(
                f"more than {_MOST} parts within the page, or parts too large or too deep",
                where=name,
                advice="Print the page to a PDF",
            )
        for template in templates:
            _unfold_shadow(template)
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
    for tag in inner.find_all(True):
        unmark_main(tag)  # the main part of a page within is not that of the page
    for child in list(inner.body.contents) if inner.body else []:
        frame.append(child)
