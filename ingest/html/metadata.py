"""What a page says of itself: title, dates, author, language.

From `<title>` and meta elements (Open Graph, Dublin Core, the names that content management systems
use), `<time>`, and JSON-LD, in that order. Values are kept as written; what is a date, and which
one to trust, is decided elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import takewhile

from bs4 import BeautifulSoup, Tag

from ingest.html import style
from ingest.prose import clean

_META = {
    "published": (
        *("article:published_time", "dcterms.issued", "dc.date.issued", "dcterms.available"),
        *("datepublished", "publishdate", "publish-date", "pubdate", "dc.date", "dcterms.date"),
        *("date", "dcterms.created", "dc.date.created"),
    ),
    "modified": (
        *("article:modified_time", "dcterms.modified", "dc.date.modified", "datemodified"),
        *("last-modified", "og:updated_time"),
    ),
    "author": ("author", "dc.creator", "dcterms.creator", "article:author"),
}
_TOUCHED = re.compile(
    r"(?:uppdatera|ändra|granska|revidera|updated|modified|changed)\w*\W*$", re.IGNORECASE
)
_MOST_SIBLINGS = 20
_SENTENCE = 3  # words
_BYLINE = re.compile(
    r"(?:av|by|text|publicera|uppdatera|senast|ändra|skapa|sidan|artikeln|datum|publi|updat|post|last)",
    re.IGNORECASE,
)


def page_metadata(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """Pairs of `Document.metadata`: title, published, modified, author, time, lang; best first."""
    linked = _linked_data(soup)
    title = clean(soup.title.get_text()) if soup.title else ""
    for text in (first_meta(soup, ("og:title", "dc.title", "dcterms.title")), title):
        if text:
            yield "title", text
    for key, names in _META.items():
        value = first_meta(soup, names) or linked.get(key, "")
        if value:
            yield key, value
    for time in soup.find_all("time", datetime=True):
        value, before = clean(style.attribute(time, "datetime")), _before(time)
        in_sentence = len(before.split()) >= _SENTENCE and not _BYLINE.match(before)
        if value and not in_sentence:
            yield "modified" if _TOUCHED.search(before) else "time", value
    root = soup.find("html")
    if isinstance(root, Tag):
        lang = style.attribute(root, "lang") or style.attribute(root, "xml:lang")
        if lang.strip():
            yield "lang", lang.strip()


def _before(time: Tag) -> str:
    """The words before the element in its parent: its label, a byline, or a sentence's."""
    siblings = time.parent.contents[:_MOST_SIBLINGS] if time.parent else []
    before = takewhile(lambda each: each is not time, siblings)
    return clean(" ".join(each.get_text() for each in before))


def first_meta(soup: BeautifulSoup, names: tuple[str, ...]) -> str:
    """The content of the first meta element of the first name that has one."""
    values: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        for key in ("name", "property", "itemprop"):
            value = clean(style.attribute(meta, "content"))
            if value:
                values.setdefault(style.attribute(meta, key).lower(), value)
    return next((values[name] for name in names if name in values), "")


def _linked_data(soup: BeautifulSoup) -> dict[str, str]:
    """Dates that the page states as JSON-LD (schema.org), where it is well-formed."""
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            data = json.loads(script.get_text())
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph", data) if isinstance(data, dict) else data
        for each in graph if isinstance(graph, list) else [graph]:
            if not isinstance(each, dict):
                continue
            found = {"published": each.get("datePublished"), "modified": each.get("dateModified")}
            if dates := {key: value for key, value in found.items() if isinstance(value, str)}:
                return dates
    return {}
