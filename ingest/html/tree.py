"""Going through a page's elements without recursion, and weighing what they hold.

Hostile pages nest thousands of elements: whatever asks for an element's ancestors or descendants
is answered from one pass made beforehand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bs4 import Tag
from bs4.element import CData, NavigableString

from ingest.html import style
from ingest.prose import clean, visible_characters

HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HOLDS_BUTTON_TEXT = {*HEADINGS, "summary", "dt"}

_MAILING = re.compile(
    r"(?:(?:avregistrera|avprenumerera|avanmäl)(?: dig| mig)?|avsluta (?:din )?prenumeration(?:en)?"
    r"|unsubscribe)(?: här| here| from this list| från (?:utskicket|nyhetsbrevet|sändlistan))?"
    r"|(?:visa|läs|öppna|se)(?: (?:brevet|mejlet|mailet|nyhetsbrevet|utskicket))? i (?:din )?"
    r"webbläsaren?|(?:view|read|open)(?: this e?-?mail)? in (?:your |a )?browser",
    re.IGNORECASE,
)

Omits = Callable[[Tag], bool]


def walk(root: Tag, omits: Omits) -> Iterator[tuple[str, Tag | NavigableString]]:
    """("open", tag), ("text", string) and ("close", tag) in document order, however deep it is."""
    stack = [(root, iter(root.contents))]
    yield "open", root
    while stack:
        tag, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "close", tag
        elif isinstance(child, Tag):
            if not omits(child):
                yield "open", child
                stack.append((child, iter(child.contents)))
        elif isinstance(child, NavigableString) and type(child) in (NavigableString, CData):
            yield "text", child


@dataclass(slots=True)
class Weight:
    """What one element holds (characters without spaces) and what it stands in.

    `inner` counts what links to a place on the same page; `mailing` counts links whose
    words say no more than that they lead out of a mailing list, or to this letter in a browser.
    """

    characters: int = 0
    linked: int = 0
    inner: int = 0
    inner_links: int = 0
    main: bool = False
    mailing: int = 0
    titles: int = 0
    tables: int = 0
    heading: Tag | None = None
    in_content: bool = False
    in_heading: bool = False

    @property
    def unlinked(self) -> int:
        return self.characters - self.linked


def weigh(root: Tag, omits: Omits) -> dict[int, Weight]:
    """The weight of every element below `root` by its id()."""
    weights: dict[int, Weight] = {}
    open_: list[Weight] = []
    links = inner = 0
    for event, node in walk(root, omits):
        if isinstance(node, NavigableString):
            count = visible_characters(node)
            open_[-1].characters += count
            open_[-1].linked += count if links else 0
            open_[-1].inner += count if inner else 0
            open_[-1].mailing += count if links and _MAILING.fullmatch(clean(node)) else 0
        elif event == "open":
            links += node.name == "a"
            inner += _leads_inside(node)
            open_.append(_opened(node, open_[-1] if open_ else Weight()))
        else:
            links -= node.name == "a"
            inner -= _leads_inside(node)
            weight = weights[id(node)] = open_.pop()
            if open_:
                _add(weight, node, open_[-1])
    return weights


def first_element(tag: Tag) -> Tag:
    """The first element in another; that itself where it holds only text."""
    return next((child for child in tag.contents if isinstance(child, Tag)), tag)


def is_main(tag: Tag) -> bool:
    return tag.name == "main" or style.attribute(tag, "role").lower() == "main"


def _leads_inside(tag: Tag) -> bool:
    return tag.name == "a" and style.attribute(tag, "href").startswith("#")


def _opened(tag: Tag, above: Weight) -> Weight:
    return Weight(
        main=is_main(tag),
        in_content=above.in_content or tag.name in ("main", "article"),
        in_heading=above.in_heading or tag.name in _HOLDS_BUTTON_TEXT,
    )


def _add(weight: Weight, tag: Tag, above: Weight) -> None:
    above.characters += weight.characters
    above.linked += weight.linked
    above.inner += weight.inner
    above.inner_links += weight.inner_links + _leads_inside(tag)
    above.main |= weight.main
    above.mailing += weight.mailing
    above.titles += weight.titles + (tag.name == "h1")
    above.tables += weight.tables + (tag.name == "table")
    above.heading = above.heading or (tag if tag.name in HEADINGS else weight.heading)
