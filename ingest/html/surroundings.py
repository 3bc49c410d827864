"""What stands around a text on nearly every page: told by element, ARIA role, or class and id.

A name is a hint only: pages carry classes such as `has-sidebar` on what wraps all of them, and a
section about comments may be called `kommentarer`.
"""

from __future__ import annotations

import re

from bs4 import Tag

from ingest.html import style, word
from ingest.html.tree import Weight, first_element

_ROLES = {
    *("navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog"),
    *("menu", "menubar", "toolbar", "tablist", "tooltip"),
}
_COOKIE_WORDS = {"cookie", "cookies", "cookiebot", "kakor", "consent", "gdpr", "onetrust"}
_AROUND_WORDS = {
    *("breadcrumb", "breadcrumbs", "brodsmula", "brodsmulor", "smulor", "crumbs"),
    *("nav", "navbar", "navigation", "navigering", "menu", "meny", "submenu", "megamenu"),
    *("sidebar", "sidokolumn", "footer", "sidfot", "sidhuvud", "topbar", "toolbar", "masthead"),
    *("skiplink", "skiplinks", "share", "sharing", "sharebar", "pagination", "paginering", "pager"),
    *("comments", "commentlist", "kommentarer", "disqus", "feedback", "readspeaker"),
    *("tools", "verktyg", "pagetools", "sidverktyg", "functions", "print", "skrivut", "lyssna"),
    *("related", "relatedposts", "relaterat", "relaterade", "advert", "advertisement", "popup"),
    *("modal", "preheader"),
}
_COMMENT = re.compile(r"#cmnt_ref\d+")
_MENU = re.compile(  # `mainmenu`, `huvudmeny`; a `lunchmeny` is food
    r"(?:main|top|sub|side|left|right|global|mobile|footer|huvud|topp|under|vanster|hoger|sid|mobil)"
    r"(?:menu|meny|nav|navbar|navigation)"
)
_NEGATIONS = {"has", "with", "no", "without", "is", "not", "js", "hide", "show", "har", "med"}
_UNSEEN = {
    *("sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screenreader-text"),
    *("sv-visuallyhidden", "env-assistive-text", "u-visually-hidden", "skip-link"),
}
_CONTAINERS = {
    *("div", "section", "ul", "ol", "dl", "table", "form", "p", "span", "center", "figure"),
    *("details", "header"),
}
_ALL = 1.1
_HEADING_OF_CONTENTS = 30  # characters: `Innehåll på sidan`
_WORD = re.compile(r"[A-ZÅÄÖ]?[a-zåäö]+|[A-ZÅÄÖ]+(?![a-zåäö])")
_FOLDED = str.maketrans("åäöé", "aaoe")


def role(tag: Tag) -> str:
    """The element's ARIA role, lower case."""
    return style.attribute(tag, "role").lower()


def unseen(tag: Tag) -> bool:
    """Whether the element is named as one for screen readers alone."""
    return not _UNSEEN.isdisjoint(style.attribute(tag, "class").lower().split())


def surrounds_up_to(tag: Tag, weight: Weight) -> float:
    """Up to which share of the page's text the element is taken to stand around the main content.

    0: by kind, role and name it is content. Above 1: it never is. Cookie dialogs may hold more text
    than a short report, other things that only their name gives away may not.
    """
    if _always_surrounds(tag, weight):
        return _ALL
    if tag.name == "form":  # opinions, search; some systems wrap the whole page in one
        return 0.0 if weight.titles or weight.tables else 0.5
    if tag.name not in _CONTAINERS:
        return 0.0
    if _is_about_the_mailing(weight):
        return 0.5
    words = {word for name in style.attribute(tag, "class").split() for word in _words(name)}
    if not _named_by_its_heading(tag, weight):
        words |= _words(style.attribute(tag, "id"))
    return 0.9 if words & _COOKIE_WORDS else 0.5 if words & _AROUND_WORDS else 0.0


def _always_surrounds(tag: Tag, weight: Weight) -> bool:
    """Whether its kind, its role or its shape says so, whatever else it holds."""
    if tag.name in ("nav", "aside", "footer") or role(tag) in _ROLES:
        return True
    if tag.name == "div" and style.attribute(tag, "title") in ("header", "footer"):
        return True  # the running lines of a page that LibreOffice saved
    if tag.name == "header" and not weight.in_content:
        return True
    if tag.name == "p":
        return word.is_contents(tag) or _is_comment(tag)
    return _is_contents(tag, weight)


def _is_about_the_mailing(weight: Weight) -> bool:
    """Nothing but a link to leave the mailing list, or to read the letter in a browser.

    Words beside the link stay: they may be the report's.
    """
    return 0 < weight.mailing == weight.characters


def _is_contents(tag: Tag, weight: Weight) -> bool:
    """The page's own table of contents: links to places on the page, and little besides."""
    beside = weight.characters - weight.inner
    listed = tag.name in ("ul", "ol", "div", "section") and weight.inner_links > 1
    return listed and beside <= _HEADING_OF_CONTENTS and beside < weight.inner


def _is_comment(tag: Tag) -> bool:
    """A comment in the margin of Google Docs, which stands at the end of what it saves."""
    return bool(_COMMENT.fullmatch(style.attribute(first_element(tag), "href")))


def _words(name: str) -> set[str]:
    """The words of a class or id, without those that are denied (`no-sidebar`, `hasMenu`)."""
    words = [word.lower() for word in _WORD.findall(name[:200])]
    words = ["menu" if _MENU.fullmatch(word) else word for word in words]
    if words and words[0] in _NEGATIONS:
        return set()
    return {word for at, word in enumerate(words) if not at or words[at - 1] not in _NEGATIONS}


def _named_by_its_heading(tag: Tag, weight: Weight) -> bool:
    """Whether the id is made from the heading inside (a section headed and named "Kommentarer")."""
    name = style.attribute(tag, "id")
    if not name or weight.heading is None:
        return False
    heading = weight.heading.get_text(" ")[:200].lower().translate(_FOLDED)
    return re.findall(r"\w+", heading) == re.findall(r"[^\W_]+", name.lower().translate(_FOLDED))
