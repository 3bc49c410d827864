"""What people made in an archive: topics, aliases, removals. No rebuild touches these.

All functions take the catalogue's connection; those that write are called within
`Archive.amend()`. Reports are removed and restored by `Writer`, since the index must follow.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from ingest.errors import NotFound


@dataclass(frozen=True, slots=True)
class Topic:
    """A named, saved query."""

    name: str
    query: str
    note: str
    added_at: str


@dataclass(frozen=True, slots=True)
class Alias:
    """Two ways to say the same: a query for one finds the other."""

    term: str
    meaning: str
    added_at: str


@dataclass(frozen=True, slots=True)
class Removal:
    """A report that was taken out of every answer; `restored_at` None: it still is."""

    report: str
    reason: str
    removed_at: str
    restored_at: str | None


def topics(db: sqlite3.Connection) -> list[Topic]:
    """All topics, by name."""
    return [Topic(*row) for row in db.execute("SELECT * FROM topics ORDER BY name")]


def topic(db: sqlite3.Connection, name: str) -> Topic:
    """One topic. Raises NotFound."""
    row = db.execute("SELECT * FROM topics WHERE name = ?", [name]).fetchone()
    if row is None:
        raise NotFound(f"no topic '{name}'", near=tuple(topic.name for topic in topics(db)))
    return Topic(*row)


def keep_topic(db: sqlite3.Connection, topic: Topic) -> None:
    """Add a topic, or change the one of that name."""
    db.execute(
        "INSERT OR REPLACE INTO topics VALUES (?, ?, ?, ?)",
        [topic.name, topic.query, topic.note, topic.added_at],
    )


def drop_topic(db: sqlite3.Connection, name: str) -> None:
    """Remove a topic. Raises NotFound."""
    db.execute("DELETE FROM topics WHERE name = ?", [topic(db, name).name])


def aliases(db: sqlite3.Connection) -> list[Alias]:
    """All aliases, by term."""
    return [Alias(*row) for row in db.execute("SELECT * FROM aliases ORDER BY term, meaning")]


def keep_alias(db: sqlite3.Connection, alias: Alias) -> None:
    """Add an alias."""
    db.execute(
        "INSERT OR REPLACE INTO aliases VALUES (?, ?, ?)",
        [alias.term, alias.meaning, alias.added_at],
    )


def drop_alias(db: sqlite3.Connection, term: str) -> None:
    """Remove all aliases of a term. Raises NotFound."""
    if not db.execute("DELETE FROM aliases WHERE term = ?", [term]).rowcount:
        raise NotFound(f"no alias '{term}'", near=tuple(alias.term for alias in aliases(db)))


def removals(db: sqlite3.Connection) -> list[Removal]:
    """The log of removals, oldest first."""
    return [Removal(*row) for row in db.execute("SELECT * FROM removals ORDER BY rowid")]
