"""What a page says of itself: title, dates, author, language.

From `<title>` and meta elements (Open Graph, Dublin Core, the names that content management systems
use), `<time>`, and JSON-LD, in that order. Values are kept as written; what is a date, and which
one to trust, is decided elsewhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import islice

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

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
_IN_LINE = {*("a", "abbr", "b", "em", "font", "i", "label", "small", "span", "strong", "time", "u")}
_MOST_SIBLINGS = 20
_MOST_INSIDE = 20  # elements and strings of a sibling
_LONGEST_LABEL = 500  # characters
_SENTENCE = 3  # words
_BYLINE = re.compile(
    r"(?:av|by|text|publicera|uppdatera|senast|ändra|skapa|sidan|artikeln|datum|publi|updat|post|last)",
    re.IGNORECASE,
)
_KINDS = tuple(map(re.compile, (r".*(?:Article|BlogPosting|\bReport)", r".*\bWebPage", "")))


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
    in_sentences = []
    for time in soup.find_all("time", datetime=True):
        value, before = clean(style.attribute(time, "datetime")), _before(time)
        if value and _is_in_sentence(time, before):
            in_sentences.append(value)
        elif value:
            yield "modified" if _TOUCHED.search(before) else "time", value
    yield from (("modified", value) for value in in_sentences)  # the last that anyone asks for
    root = soup.find("html")
    if isinstance(root, Tag):
        lang = style.attribute(root, "lang") or style.attribute(root, "xml:lang")
        if lang.strip():
            yield "lang", lang.strip()


def _is_in_sentence(time: Tag, before: str) -> bool:
    """Whether the element is a word of a sentence, whose day need not be the report's."""
    told = time.parent is not None and time.parent.name in ("p", "li")
    return told and len(before.split()) >= _SENTENCE and not _BYLINE.match(before)


def _before(time: Tag) -> str:
    """The words before the element in its line: its label, a byline, or a sentence's."""
    words: list[str] = []
    for sibling in islice(time.previous_siblings, _MOST_SIBLINGS):
        if isinstance(sibling, Tag):
            if sibling.name not in _IN_LINE:
                break
            inside = list(islice(sibling.descendants, _MOST_INSIDE))
        else:
            inside = [sibling]
        words.append(" ".join(each for each in inside if type(each) is NavigableString))
    return clean(" ".join(reversed(words))[-_LONGEST_LABEL:])


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
    """Dates that the page states of itself as JSON-LD (schema.org), where it is well-formed.

    Of an article before those of the page around it, or of what says nothing of its kind; never
    those of the images, persons and events that it names as well.
    """
    ranked = [(rank, node) for node in _linked_nodes(soup) if (rank := _kind(node)) is not None]
    found: dict[str, str] = {}
    for _, node in sorted(ranked, key=lambda each: each[0]):
        for key, name in (("published", "datePublished"), ("modified", "dateModified")):
            if isinstance(value := node.get(name), str) and value.strip():
                found.setdefault(key, value)
    return found


def _linked_nodes(soup: BeautifulSoup) -> Iterator[dict[str, object]]:
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            data = json.loads(script.get_text())
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph", data) if isinstance(data, dict) else data
        for each in graph if isinstance(graph, list) else [graph]:
            if isinstance(each, dict):
                yield each


def _kind(node: dict[str, object]) -> int | None:
    """The rank of a node by its type; None for what does not date a page."""
    stated = node.get("@type", "")
    kinds = [str(each) for each in stated] if isinstance(stated, list) else [str(stated)]
    ranks = (rank for rank, kind in enumerate(_KINDS) if any(map(kind.fullmatch, kinds)))
    return next(ranks, None)
