"""Bytes to a Document, for pages and for web archives (.mht, .mhtml)."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from email.message import EmailMessage, Message
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

from ingest.bullets import Candidate, resolve
from ingest.document import Block, Document
from ingest.encoding import decode, looks_binary
from ingest.errors import Damaged, Empty, TooLarge
from ingest.html import embedded, sheet, style
from ingest.html.blocks import candidates
from ingest.html.content import main_content
from ingest.html.metadata import first_meta, page_metadata
from ingest.html.surroundings import role
from ingest.prose import clean
from ingest.sniff import HTML, MHT

# XML declaration, Word's namespaces: nothing to read. Of a page of frames, what it says without.
_INSTRUCTIONS = re.compile(r"<\?[^<>]*>|</?(?:frameset|frame|noframes)\b[^<>]*>", re.IGNORECASE)
_DEAD_LINK = re.compile(r"(?:javascript|vbscript|data|about):", re.IGNORECASE)
_MOST_TAGS = 300_000  # a large report has some thousands; each costs a kilobyte
_PAGE_TYPES = {"text/html", "application/xhtml+xml"}


def read_html(data: bytes, name: str) -> Document:
    """The main content of an HTML page or web archive, in reading order.

    Raises Empty (no bytes, no text), Damaged (no HTML at all, a web archive without a page) and
    TooLarge (tags, pages and shadow trees within the page).
    """
    if not data.strip():
        raise Empty("the file is empty", where=name, advice="Fetch it again")
    media_type, charset = HTML, ""
    frames: dict[str, str] = {}
    if not data.lstrip().startswith(b"<") and (archived := _root_part(data)) is not None:
        data, charset, frames = archived
        media_type = MHT
        if not data.strip():
            raise Damaged(
                "the web archive holds no page", where=name, advice="Save the page again as HTML"
            )
    markup = decode(data, charset)
    if looks_binary(markup[:65_536]):
        raise Damaged("this is no HTML, nor any text", where=name, advice="Fetch it again")
    return read_markup(markup, media_type, name, frames)


def read_markup(
    markup: str, media_type: str, name: str, frames: Mapping[str, str] | None = None
) -> Document:
    """As read_html, for markup that is decoded already (a mail's body).

    `frames` are the pages that came along, by what a frame's `src` calls them.
    """
    if (tags := markup.count("<")) > _MOST_TAGS:
        raise TooLarge(
            f"{tags} tags, and {_MOST_TAGS} are the limit", where=name, advice="Split the page"
        )
    left = dict(frames or {})
    try:
        soup = _unfolded(markup, _MOST_TAGS - tags, name, left)
    except TooLarge:
        if not frames:
            raise
        left = dict(frames)  # the page itself is what was saved
        soup = _unfolded(markup, _MOST_TAGS - tags, name, {})
    warnings = [f"pages within the page that are not read: {len(left)}"] if left else []
    metadata = tuple(page_metadata(soup))
    sheet.write_into_elements(soup)
    content = main_content(soup)
    if content.widened:
        warnings.append("no main content found: all of the page was taken")
    found = candidates(content, _link_resolver(soup))
    blocks = _sized(_title_outside(soup, found) + resolve(found))
    if not blocks:
        raise Empty(
            "the page holds no text", where=name, advice="It may be filled in by a script: print it"
        )
    return Document(
        blocks,
        media_type,
        producer=first_meta(soup, ("generator", "progid")),
        metadata=metadata,
        characters=content.characters,
        warnings=tuple(warnings),
    )


def _unfolded(markup: str, tags: int, name: str, frames: dict[str, str]) -> BeautifulSoup:
    """The page with all that it holds in its place; taken out of `frames` is what was put in."""
    soup = BeautifulSoup("<!DOCTYPE html>" + _INSTRUCTIONS.sub("", markup), "lxml")
    if frames or embedded.SIGNS.search(markup):
        embedded.unfold(soup, tags, name, frames)
    return soup


def _sized(blocks: list[Block]) -> tuple[Block, ...]:
    """The blocks, without sizes where headings are marked up: large print is decoration there."""
    if sum(block.kind == "heading" for block in blocks) > 1:
        return tuple(replace(block, size=0.0) for block in blocks)
    return tuple(blocks)


def _root_part(data: bytes) -> tuple[bytes, str, dict[str, str]] | None:
    """The page of a web archive, its charset and the pages in its frames; None if it is no MIME."""
    message = email.message_from_bytes(data.lstrip(), policy=email.policy.default)
    if not message["Content-Type"]:
        return None
    start = message.get_param("start") if isinstance(message, EmailMessage) else None
    pages = [part for part in message.walk() if part.get_content_type() in _PAGE_TYPES]
    roots = [part for part in pages if start and part["Content-ID"] == start] or pages
    if not roots:
        return b"", "", {}
    payload = roots[0].get_payload(decode=True)
    frames: dict[str, str] = {}
    for number, part in enumerate(pages):
        content = part.get_payload(decode=True)
        if part is not roots[0] and isinstance(content, bytes):
            called = _called(part)
            # What no frame can name, and a name's second page, count as not read.
            own = called if called and called not in frames else f"{number} {called}"
            frames[own] = decode(content, part.get_content_charset(""))
    return (
        payload if isinstance(payload, bytes) else b"",
        roots[0].get_content_charset(""),
        frames,
    )


def _called(part: Message) -> str:
    """How a frame's `src` names a part: browsers write `cid:`, others the page's address."""
    heads = {key.lower(): str(value).strip() for key, value in part.raw_items()}
    number = heads.get("content-id", "").strip("<>")
    return f"cid:{number}" if number else heads.get("content-location", "")


def _link_resolver(soup: BeautifulSoup) -> Callable[[str], str]:
    """Links as written, or joined to `<base href>` if there is one; "" for what leads nowhere."""
    base = soup.find("base", href=True)
    base_url = style.attribute(base, "href").strip() if isinstance(base, Tag) else ""

    def resolve_url(href: str) -> str:
        url = "".join(href.split())
        if url in ("", "#") or _DEAD_LINK.match(url):
            return ""
        try:
            return urljoin(base_url, url) if base_url else url
        except ValueError:  # a malformed address is still what the page says
            return url

    return resolve_url


def _title_outside(soup: Tag, found: list[Candidate]) -> list[Block]:
    """The page's only h1 if it stands outside the main content and <title> begins with it.

    Or ends with it (`Sidor - Lägesinformation`), unless it is in the page's header, as its name is.
    """
    if any(each.block.kind == "heading" and each.block.level == 1 for each in found):
        return []
    title = clean(soup.title.get_text()) if soup.title else ""
    for heading in soup.find_all("h1"):
        text = clean(heading.get_text(" "))
        names = title.startswith(text) or (
            title.endswith(text) and heading.find_parent(_is_landmark) is None
        )
        if len(text) > 3 and names and not style.hidden(heading):
            return [Block(text, "heading", 1)]
    return []


def _is_landmark(tag: Tag) -> bool:
    return tag.name in ("header", "nav", "aside", "footer") or role(tag) in ("banner", "navigation")
