"""News as an Atom feed (RFC 4287): an entry for each change, the latest first.

An entry's id is made of what happened, where and when: it stays the same in every fetch, so that a
reader shows each change once.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from search.news import Novelty
from search.web.asked import report_address
from search.web.language import Words

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
MOST = 200  # entries
_ILLEGAL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def feed(novelties: Sequence[Novelty], title: str, address: str, base: str, words: Words) -> str:
    """The feed. `address` is the page that it belongs to, `base` where the server is."""
    updated = max((one.date for one in novelties), default="1970-01-01")
    parts = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{words.language}">',
        f"<title>{_text(title)}</title>",
        f"<id>{_urn(base, address)}</id>",
        f"<updated>{updated}T00:00:00Z</updated>",
        f"<link href={quoteattr(base + address)}/>",
        "<author><name>Spårhund</name></author>",
    ]
    for one in novelties[:MOST]:
        kind = words(f"change.{one.kind}")
        parts += [
            "<entry>",
            f"<title>{_text(f'{one.date} {kind}: {one.section}')}</title>",
            f"<id>{_urn(one.kind, one.date, one.thread, one.anchor)}</id>",
            f"<updated>{one.date}T00:00:00Z</updated>",
            f"<link href={quoteattr(base + report_address(one.anchor))}/>",
            f'<content type="text">{_text(one.text)}</content>',
            "</entry>",
        ]
    return "\n".join([*parts, "</feed>", ""])


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("", text))


def _urn(*parts: str) -> str:
    return f"urn:sha256:{hashlib.sha256(' '.join(parts).encode()).hexdigest()}"
