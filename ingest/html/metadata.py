"""What a page says of itself: title, dates, author, language.

From `<title>` and meta elements (Open Graph, Dublin Core, the names that content management systems
use), `<time>`, and JSON-LD, in that order. Values are kept as written; what is a date, and which
one to trust, is decided elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

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
        if value := clean(style.attribute(time, "datetime")):
            yield "time", value
    root = soup.find("html")
    if isinstance(root, Tag):
        lang = style.attribute(root, "lang") or style.attribute(root, "xml:lang")
        if lang.strip():
            yield "lang", lang.strip()


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
        if isinstance(data, list):
            data = next((each for each in data if isinstance(each, dict)), {})
        if not isinstance(data, dict):
            continue
        found = {"published": data.get("datePublished"), "modified": data.get("dateModified")}
        if dates := {key: value for key, value in found.items() if isinstance(value, str)}:
            return dates
    return {}
