"""Which elements of a page are its main content.

By rules, not by learning: a report's items are short and full of links, just what a statistical
extractor throws away. `main` and `article` (or their ARIA roles) are believed; then class and id
names that content management systems and intranets use; then the whole page. From that, what is
hidden and what surrounds a text everywhere (menus, cookie dialogs, breadcrumbs, asides, footers,
comments, sharing) is left out, by element, role or name. Nothing that holds `main` is, and a name
alone never removes most of a page's text outside links (menus can be longer than the report).

Never a silently empty document: where a rule leaves next to nothing of what a wider one finds, the
wider one holds: the page with the same omissions, the page with all that is visible, everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import NavigableString

from ingest.html import style
from ingest.html.surroundings import role, surrounds_up_to, unseen
from ingest.html.tree import Omits, Weight, is_main, walk, weigh
from ingest.prose import visible_characters

_NEVER_TEXT = {
    *(
        "script",
        "style",
        "template",
        "title",
        "iframe",
        "object",
        "embed",
        "svg",
        "canvas",
        "audio",
    ),
    *("video", "map", "select", "datalist", "textarea", "input", "xml"),
    "noscript",
}
_MAIN_NAMES = {
    *("main-content", "maincontent", "main", "page-content", "pagecontent", "article", "artikel"),
    *("content", "innehall", "innehåll", "post-content", "entry-content", "canvaslayout"),
    *("ms-rtestate-field", "canvaszone", "pagebody", "mainbody", "deltaplaceholdermain"),
}
_TO_TOP = re.compile(r"#(?:to-?)?top(?:pen)?", re.IGNORECASE)
_ENOUGH = 100  # characters: more than a page says while it loads
_NEXT_TO_NOTHING = 20  # characters: less than the shortest report
_NOTHING = Weight()


@dataclass(frozen=True, slots=True)
class Content:
    """The main content: a root, and the elements below it that do not belong to it."""

    root: Tag
    omitted: frozenset[int] = field(repr=False)
    characters: int
    widened: bool = False

    def omits(self, tag: Tag) -> bool:
        """Whether the element, with all it holds, is left out."""
        return id(tag) in self.omitted


def main_content(soup: Tag) -> Content:
    """The page's main content; `characters` counts what is visible in it (0: no text)."""
    return _Page(soup).choose()


class _Page:
    def __init__(self, soup: Tag) -> None:
        self._page = soup  # not <body>: where that is left out, lxml puts the content into <head>
        self._weights = weigh(soup, _never_text)
        self._total = max(self._weight(soup).unlinked, 1)
        self._known: dict[int, bool] = {}
        self._controlled = {
            name
            for control in soup.find_all(["button", "a"], attrs={"aria-controls": True})
            for name in style.attribute(control, "aria-controls").split()
        }
        self._panels = {
            style.attribute(tag, "id"): self._weight(tag)
            for tag in soup.find_all(id=True)
            if style.attribute(tag, "id") in self._controlled
        }

    def choose(self) -> Content:
        """The narrowest content that leaves more than next to nothing of the next wider one."""
        root = self._root()
        content = self._content(root, self._surrounds_or_hidden)
        if root is not self._page and content.characters < _ENOUGH:
            wider = self._content(self._page, self._surrounds_or_hidden)
            if content.characters * 4 < wider.characters:
                content = wider
        if content.characters < _NEXT_TO_NOTHING:
            wider = self._content(self._page, self._hidden, widened=True)
            if content.characters * 10 < wider.characters:
                content = wider
        for omits in (_never_text, _only_code):
            if not content.characters:
                content = self._content(self._page, omits, widened=True)
        return content

    def _content(self, root: Tag, omits: Omits, *, widened: bool = False) -> Content:
        omitted: set[int] = set()

        def leave_out(tag: Tag) -> bool:
            if not omits(tag):
                return False
            omitted.add(id(tag))
            return True

        characters = sum(
            visible_characters(node)
            for _, node in walk(root, leave_out)
            if isinstance(node, NavigableString)
        )
        return Content(root, frozenset(omitted), characters, widened)

    def _root(self) -> Tag:
        """The element that holds the main content, as far as landmarks and names tell."""
        if mains := self._outermost(self._page, is_main):
            return self._the_article(max(mains, key=lambda tag: self._weight(tag).characters))
        articles = self._outermost(self._page, _is_article)
        if len(articles) == 1 and self._weight(articles[0]).unlinked * 2 >= self._total:
            return articles[0]
        named = self._outermost(self._page, _has_main_name)
        if named:
            largest = max(named, key=lambda tag: self._weight(tag).unlinked)
            if self._weight(largest).unlinked * 2 >= self._total:
                return largest
        return articles[0] if len(articles) == 1 else self._page

    def _the_article(self, main: Tag) -> Tag:
        """`main` itself, or its only article where most of what stands beside that is links."""
        articles = self._outermost(main, _is_article)
        if len(articles) != 1:
            return main
        outer, inner = self._weight(main), self._weight(articles[0])
        beside = outer.characters - inner.characters
        only_links = 0 < beside < inner.characters and (outer.linked - inner.linked) * 2 > beside
        return articles[0] if only_links and inner.titles == outer.titles else main

    def _outermost(self, root: Tag, wanted: Callable[[Tag], bool]) -> list[Tag]:
        """The visible elements below `root` that are wanted and in no other such."""
        found: list[Tag] = []

        def stop(tag: Tag) -> bool:
            if self._hidden(tag):
                return True
            if wanted(tag):
                found.append(tag)
                return True
            return False

        for _ in walk(root, stop):
            pass
        return found

    def _weight(self, tag: Tag) -> Weight:
        return self._weights.get(id(tag), _NOTHING)

    def _share(self, tag: Tag) -> float:
        """The share of the page's text outside links that the element holds."""
        return self._weight(tag).unlinked / self._total

    def _surrounds_or_hidden(self, tag: Tag) -> bool:
        weight = self._weight(tag)
        surrounds = not weight.main and self._share(tag) < surrounds_up_to(tag, weight)
        return surrounds or self._hidden(tag)

    def _hidden(self, tag: Tag) -> bool:
        known = self._known.get(id(tag))
        if known is None:
            known = self._known[id(tag)] = self._is_hidden(tag)
        return known

    def _is_hidden(self, tag: Tag) -> bool:
        """Not shown. A collapsed panel with its own button counts as shown: one click away."""
        if _never_text(tag) or unseen(tag):
            return True
        if tag.name == "button":
            return not self._weight(tag).in_heading and not self._opens_text(tag)
        if tag.name == "a" and _TO_TOP.fullmatch(style.attribute(tag, "href")):
            return True
        hidden = style.hidden(tag)
        if hidden or style.attribute(tag, "aria-hidden").lower() == "true":
            if role(tag) == "tabpanel" or style.attribute(tag, "id") in self._controlled:
                return False
            behind_dialog = self._weight(tag).main or self._share(tag) >= 0.5
            return hidden or not behind_dialog
        return False

    def _opens_text(self, button: Tag) -> bool:
        """Whether the button opens a panel of text on the page, as in a list of questions."""
        names = style.attribute(button, "aria-controls").split()
        panels = [self._panels.get(name, _NOTHING) for name in names]
        return any(panel.unlinked * 2 > panel.characters for panel in panels)


def _never_text(tag: Tag) -> bool:
    return tag.name in _NEVER_TEXT


def _only_code(tag: Tag) -> bool:
    return tag.name in ("script", "style")


def _is_article(tag: Tag) -> bool:
    return tag.name == "article" or role(tag) == "article"


def _has_main_name(tag: Tag) -> bool:
    if tag.name not in ("div", "section", "td"):
        return False
    names = {*style.attribute(tag, "class").lower().split(), style.attribute(tag, "id").lower()}
    return not names.isdisjoint(_MAIN_NAMES)


def unmark_main(tag: Tag) -> None:
    """Take away what would mark an element as a page's main content."""
    if tag.name in ("main", "article"):
        tag.name = "div"
    if role(tag) in ("main", "article"):
        del tag["role"]
    if style.attribute(tag, "id").lower() in _MAIN_NAMES:
        del tag["id"]
    names = style.attribute(tag, "class").split()
    if any(name.lower() in _MAIN_NAMES for name in names):
        tag["class"] = " ".join(name for name in names if name.lower() not in _MAIN_NAMES)
