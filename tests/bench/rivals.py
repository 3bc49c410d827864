"""What people would pick instead: three searches over the same items, each as it comes.

Each takes all items with all words first, then those with any of them, best first.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Mapping
from pathlib import Path

from index.stemming import STOPWORDS, snowball

Search = Callable[[str], list[str]]
LIMIT = 100


def fts5(items: Mapping[str, str]) -> Search:
    """SQLite FTS5 with its `unicode61` tokenizer (folds å ä ö)."""
    return _fts5(items, lambda text: text, lambda query: re.findall(r"\w+", query))


def snowball_fts5(items: Mapping[str, str]) -> Search:
    """Snowball's stems without stop words, ranked by BM25: what Lucene and Postgres do."""

    def stems(text: str) -> list[str]:
        words = re.findall(r"\w+", text.lower())
        return [snowball(word, "sv") for word in words if word not in STOPWORDS]

    return _fts5(items, lambda text: " ".join(stems(text)), stems, "unicode61 remove_diacritics 0")


def whoosh_swedish(items: Mapping[str, str], folder: Path) -> Search:
    """Whoosh with its own Swedish LanguageAnalyzer."""
    from whoosh import fields, index, qparser
    from whoosh.analysis import LanguageAnalyzer

    schema = fields.Schema(
        anchor=fields.ID(stored=True), text=fields.TEXT(analyzer=LanguageAnalyzer("sv"))
    )
    made = index.create_in(str(folder), schema)
    writer = made.writer()
    for anchor, text in items.items():
        writer.add_document(anchor=anchor, text=text)
    writer.commit()
    searcher = made.searcher()

    def search(query: str) -> list[str]:
        words = " ".join(re.findall(r"\w+", query))
        found: dict[str, None] = {}
        for group in (qparser.AndGroup, qparser.OrGroup):
            parsed = qparser.QueryParser("text", schema, group=group).parse(words)
            found |= dict.fromkeys(hit["anchor"] for hit in searcher.search(parsed, limit=LIMIT))
        return list(found)[:LIMIT]

    return search


def _fts5(
    items: Mapping[str, str],
    prepare: Callable[[str], str],
    words: Callable[[str], list[str]],
    tokenizer: str = "unicode61",
) -> Search:
    db = sqlite3.connect(":memory:")
    db.execute(
        f"CREATE VIRTUAL TABLE items USING fts5(anchor UNINDEXED, text, tokenize='{tokenizer}')"
    )
    db.executemany(
        "INSERT INTO items VALUES (?, ?)",
        [(anchor, prepare(text)) for anchor, text in items.items()],
    )

    def search(query: str) -> list[str]:
        quoted = [f'"{word}"' for word in words(query)]
        found: dict[str, None] = {}
        for joint in (" AND ", " OR "):
            if quoted:
                rows = db.execute(
                    "SELECT anchor FROM items WHERE items MATCH ? ORDER BY rank LIMIT ?",
                    [joint.join(quoted), LIMIT],
                )
                found |= dict.fromkeys(anchor for (anchor,) in rows)
        return list(found)[:LIMIT]

    return search
