"""Which elements of a page are its main content.

By rules, not by learning: a report's items are short and full of links, just what a statistical
extractor throws away. `main` and `article` (or their ARIA roles) are believed; then class and id
names that content management systems and intranets use; then the whole body. From that, what is
hidden and what surrounds a text everywhere (menus, cookie dialogs, breadcrumbs, asides, footers,
comments, sharing) is left out, by element, role or name. Nothing that holds `main` is, and a name
alone never removes most of a page's text outside links (menus can be longer than the report, and
pages carry classes such as `has-sidebar` on what wraps them).

Never a silently empty document: where a rule leaves next to nothing of what a wider one finds, the
wider one holds: the body with the same omissions, the body with all that is visible, everything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from bs4 import Tag
from bs4.element import CData, NavigableString

from ingest.html import style
from ingest.prose import visible_characters

_NEVER_TEXT = {
    *("script", "style", "template", "title", "iframe", "object", "embed", "svg", "canvas", "audio"),
    *("video", "map", "select", "datalist", "textarea", "input", "xml", "noframes", "frameset"),
}
_AROUND_ROLES = {
    *("navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"),
    *("menu", "menubar", "toolbar", "tablist", "tooltip"),
}
_AROUND_WORDS = {
    *("breadcrumb", "breadcrumbs", "brodsmula", "brodsmulor", "smulor"),
    *("nav", "navbar", "navigation", "navigering", "menu", "meny", "submenu", "megamenu"),
    *("sidebar", "sidokolumn", "footer", "sidfot", "sidhuvud", "topbar", "toolbar", "masthead"),
    *("skiplink", "skiplinks", "share", "sharing", "sharebar", "pagination", "paginering", "pager"),
    *("comments", "commentlist", "kommentarer", "disqus", "feedback", "readspeaker"),
    *("related", "relaterat", "relaterade", "advert", "advertisement", "popup", "modal"),
}
_COOKIE_WORDS = {"cookie", "cookies", "cookiebot", "kakor", "consent", "gdpr", "onetrust"}
_NEGATIONS = {"has", "with", "no", "without", "is", "not", "js", "hide", "show", "har", "med"}
_UNSEEN = {
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "screenreader-text",
}
_UNSEEN |= {"sv-visuallyhidden", "env-assistive-text", "u-visually-hidden", "skip-link"}
_CONTAINERS = {
    *(
        "div",
        "section",
        "ul",
        "ol",
        "dl",
        "table",
        "form",
        "header",
        "footer",
        "aside",
        "p",
        "span",
    ),
    *("center", "figure", "details", "nav"),
}
_MAIN_NAMES = (
    *("main-content", "maincontent", "main", "page-content", "pagecontent", "article", "artikel"),
    *("content", "innehall", "innehåll", "post-content", "entry-content", "canvaslayout"),
    *("ms-rtestate-field", "canvaszone", "pagebody", "mainbody", "deltaplaceholdermain"),
)
_WORDS = re.compile(r"[A-ZÅÄÖ]?[a-zåäö]+|[A-ZÅÄÖ]+(?![a-zåäö])")
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_ENOUGH = 100  # characters: more than a page says while it loads


@dataclass(slots=True)
class _Weight:
    """What stands below an element: characters, those in links, landmarks."""

    characters: int = 0
    linked: int = 0
    main: bool = False
    headings: int = 0


@dataclass(frozen=True, slots=True)
class Content:
    """The main content: a root, and the elements below it that do not belong to it."""

    root: Tag
    omitted: frozenset[int] = field(repr=False)
    characters: int
    widened: bool = False

    def omits(self, tag: Tag) -> bool:
        return id(tag) in self.omitted


def main_content(soup: Tag) -> Content:
    """The page's main content; `characters` counts what is visible in it (0: no text)."""
    return _Page(soup).choose()


def walk(root: Tag, omits: Callable[[Tag], bool]) -> Iterator[tuple[str, Tag | NavigableString]]:
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


class _Page:
    def __init__(self, soup: Tag) -> None:
        self.page = soup  # not <body>: where that is left out, lxml puts the content into <head>
        self.controlled = {
            attribute
            for button in soup.find_all(["button", "a"], attrs={"aria-controls": True})
            for attribute in style.attribute(button, "aria-controls").split()
        }
        self.weights = self._weigh(self._never_text)
        self.total = self._unlinked(self.page)

    def choose(self) -> Content:
        root = self._root()
        by_rules = self._content(root, self._surrounds_or_hidden)
        in_body = by_rules
        if root is not self.page:
            in_body = self._content(self.page, self._surrounds_or_hidden)
        if by_rules.characters >= min(_ENOUGH, max(1, in_body.characters // 4)):
            return by_rules
        if in_body.characters >= min(
            _ENOUGH, max(1, self._content(self.page, self._hidden).characters // 10)
        ):
            return in_body
        for omits in (self._hidden, self._never_text, lambda _: False):
            content = self._content(self.page, omits, widened=True)
            if content.characters:
                return content
        return Content(self.page, frozenset(), 0)

    def _weigh(self, omits: Callable[[Tag], bool]) -> dict[int, _Weight]:
        """The weight of every element, in one pass."""
        weights: dict[int, _Weight] = {}
        open_: list[_Weight] = []
        links = 0
        for event, node in walk(self.page, omits):
            if isinstance(node, NavigableString):
                count = visible_characters(node)
                open_[-1].characters += count
                open_[-1].linked += count if links else 0
            elif event == "open":
                links += node.name == "a"
                open_.append(_Weight(main=_is_main(node), headings=int(node.name == "h1")))
            else:
                links -= node.name == "a"
                weight = weights[id(node)] = open_.pop()
                if open_:
                    above = open_[-1]
                    above.characters += weight.characters
                    above.linked += weight.linked
                    above.main |= weight.main
                    above.headings += weight.headings
        return weights

    def _content(
        self, root: Tag, omits: Callable[[Tag], bool], *, widened: bool = False
    ) -> Content:
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
        """The element that holds the main content, as far as names and landmarks tell."""
        mains = self._outermost(_is_main)
        if mains:
            root = max(mains, key=self._characters)
            return self._the_article(root)
        articles = self._outermost(lambda tag: tag.name == "article" or _role(tag) == "article")
        if len(articles) == 1 and self._characters(articles[0]) * 2 >= self._characters(self.page):
            return articles[0]
        named = self._outermost(_has_main_name)
        if named:
            root = max(named, key=self._unlinked)
            if self._unlinked(root) * 2 >= self._unlinked(self.page):
                return root
        return articles[0] if len(articles) == 1 else self.page

    def _the_article(self, main: Tag) -> Tag:
        """`main` itself, or its only article where all that stands beside that is links."""
        articles = [tag for tag in main.find_all("article") if tag.find_parent("article") is None]
        if len(articles) != 1:
            return main
        outer, inner = self.weights.get(id(main)), self.weights.get(id(articles[0]))
        if outer is None or inner is None or inner.headings != outer.headings:
            return main
        beside = outer.characters - inner.characters
        links_beside = outer.linked - inner.linked
        only_links = beside > 0 and links_beside * 2 > beside and inner.characters > beside
        return articles[0] if only_links else main

    def _outermost(self, wanted: Callable[[Tag], bool]) -> list[Tag]:
        found: list[Tag] = []

        def stop(tag: Tag) -> bool:
            if self._hidden(tag):
                return True
            if tag is not self.page and wanted(tag):
                found.append(tag)
                return True
            return False

        for _ in walk(self.page, stop):
            pass
        return found

    def _characters(self, tag: Tag) -> int:
        weight = self.weights.get(id(tag))
        return weight.characters if weight else 0

    def _unlinked(self, tag: Tag) -> int:
        weight = self.weights.get(id(tag))
        return weight.characters - weight.linked if weight else 0

    @staticmethod
    def _never_text(tag: Tag) -> bool:
        return tag.name in _NEVER_TEXT or tag.name == "noscript"

    def _hidden(self, tag: Tag) -> bool:
        """Not shown. A collapsed panel with its own button counts as shown: one click away."""
        if self._never_text(tag):
            return True
        if tag.name == "button":
            return tag.find_parent([*_HEADINGS, "summary", "dt"]) is None
        if set(style.attribute(tag, "class").lower().split()) & _UNSEEN:
            return True
        if style.attribute(tag, "aria-hidden").lower() == "true" or style.hidden(tag):
            panel = _role(tag) == "tabpanel" or style.attribute(tag, "id") in self.controlled
            return not panel and (style.hidden(tag) or self._share(tag) < 0.5)
        return False

    def _surrounds_or_hidden(self, tag: Tag) -> bool:
        return self._hidden(tag) or self._share(tag) < _surrounds_up_to(tag)

    def _share(self, tag: Tag) -> float:
        """The share of the page's text outside links that the element holds; 1 if it holds `main`."""
        weight = self.weights.get(id(tag))
        if weight is None or weight.main:
            return 1.0
        return (weight.characters - weight.linked) / max(self.total, 1)


def _role(tag: Tag) -> str:
    return style.attribute(tag, "role").lower()


def _is_main(tag: Tag) -> bool:
    return tag.name == "main" or _role(tag) == "main"


def _has_main_name(tag: Tag) -> bool:
    if tag.name not in ("div", "section", "td"):
        return False
    names = [*style.attribute(tag, "class").lower().split(), style.attribute(tag, "id").lower()]
    return any(name in _MAIN_NAMES for name in names)


def _surrounds_up_to(tag: Tag) -> float:
    """Up to which share of the page's text the element is taken to stand around the main content.

    0: by kind, role and name it is content. 1: it never is. A name is a hint only; cookie dialogs
    may hold more text than a short report.
    """
    if tag.name in ("nav", "aside", "footer") or _role(tag) in _AROUND_ROLES:
        return 1.0
    if tag.name == "header":
        return 0.0 if tag.find_parent(["main", "article"]) else 1.0
    if tag.name == "form":
        return 0.5 if tag.find(["h1", "table", "article"]) is None else 0.0
    if tag.name not in _CONTAINERS:
        return 0.0
    words = {word for name in style.attribute(tag, "class").split() for word in _words(name)}
    if not _named_by_its_heading(tag):
        words |= _words(style.attribute(tag, "id"))
    return 0.9 if words & _COOKIE_WORDS else 0.5 if words & _AROUND_WORDS else 0.0


def _words(name: str) -> set[str]:
    """The words of a class or id, without those that are denied (`no-sidebar`, `hasMenu`)."""
    words = [word.lower() for word in _WORDS.findall(name)]
    if words and words[0] in _NEGATIONS:
        return set()
    return {word for at, word in enumerate(words) if not at or words[at - 1] not in _NEGATIONS}


def _named_by_its_heading(tag: Tag) -> bool:
    """Whether the id is made from the heading inside (a section headed and named "Kommentarer")."""
    heading = tag.find(list(_HEADINGS)) if tag.get("id") else None
    if heading is None:
        return False
    fold = str.maketrans("åäöé", "aaoe")
    words = re.findall(r"\w+", heading.get_text(" ").lower().translate(fold))
    return words == re.findall(r"[^\W_]+", style.attribute(tag, "id").lower().translate(fold))
