"""The ledger: every file that was ever offered, what became of it, and what to do about it.

A row for each name and content (SHA-256). What failed stays in the ledger until the same content
is read after all, or other content in its place: names may lead from many folders, so each row has
a digest of its full path, which says nothing but whether two are the same. A file that could not
even be opened has no SHA-256; a folder that could not is settled by what is read in it.

A ZIP archive or a mail that is no report itself was `opened`, which is said when all that it held
was entered. Those rows name it as their `container`, by the SHA-256 of the outermost.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from dataclasses import astuple, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from ingest.errors import ReadError, Unsupported

Outcome = Literal["read", "opened", "failed", "unsupported", "replaced"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One file offered. `error`: the kind of ReadError; `version`: of the Spårhund that tried."""

    name: str
    sha256: str
    bytes: int
    at: str
    outcome: Outcome
    error: str = ""
    reason: str = ""
    advice: str = ""
    version: str = ""
    container: str = ""

    @property
    def failed(self) -> bool:
        """Whether it gave no report, for whatever reason."""
        return self.outcome in ("failed", "unsupported")


def failure(error: ReadError, entry: Entry) -> Entry:
    """The entry of a file that gave no report."""
    outcome: Outcome = "unsupported" if isinstance(error, Unsupported) else "failed"
    kind = type(error).__name__
    return replace(entry, outcome=outcome, error=kind, reason=error.message, advice=error.advice)


def enter(db: sqlite3.Connection, entry: Entry) -> None:
    """Put a file in the ledger. One that was read settles what failed before in its place.

    Of rows from before schema 3 the place is not known: their name counts.
    """
    place, *around = _places(entry.name)
    db.execute(
        "INSERT OR REPLACE INTO ledger VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [*astuple(entry), place],
    )
    if not entry.failed:
        db.execute(
            "UPDATE ledger SET outcome = iif(sha256 = ?1, ?3, 'replaced')"
            " WHERE outcome IN ('failed', 'unsupported')"
            " AND (sha256 = ?1 OR place = ?4 OR (place = '' AND name = ?2)"
            "  OR (sha256 = '' AND place IN (SELECT value FROM json_each(?5))))",
            [entry.sha256, entry.name, entry.outcome, place, json.dumps(around)],
        )


def _entry(row: tuple[Any, ...]) -> Entry:
    *said, _place = row
    return Entry(*said)


def _places(name: str) -> list[str]:
    """Digests of the full path that a name stands for, and of the folders around it."""
    try:
        path = Path(os.path.normpath(Path(name).absolute()))  # a link is a place of its own
    except OSError:  # the folder that we are in was removed
        path = Path(name)
    return [hashlib.sha256(os.fsencode(one)).hexdigest()[:16] for one in (path, *path.parents)]


def entries(db: sqlite3.Connection, *outcomes: Outcome) -> list[Entry]:
    """The files with these outcomes (none named: all), by time and name."""
    rows = db.execute("SELECT * FROM ledger ORDER BY at, name, sha256")
    return [_entry(row) for row in rows if not outcomes or row[4] in outcomes]


def latest(db: sqlite3.Connection, sha256: str) -> Entry | None:
    """What became of this content, under whatever name; None if it was never offered."""
    row = db.execute(
        "SELECT * FROM ledger WHERE sha256 = ? AND outcome <> 'replaced' ORDER BY at DESC LIMIT 1",
        [sha256],
    ).fetchone()
    return _entry(row) if row else None


def last_failure(db: sqlite3.Connection, sha256: str, name: str) -> tuple[Entry, bool] | None:
    """What this content failed with, here or elsewhere, and whether here; None if nowhere."""
    here = _places(name)[0]
    row = db.execute(
        "SELECT * FROM ledger WHERE sha256 = ?1 AND outcome IN ('failed', 'unsupported')"
        " ORDER BY place = ?2 DESC, name = ?3 DESC, at DESC LIMIT 1",
        [sha256, here, name],
    ).fetchone()
    return (_entry(row), row[-1] == here or row[0] == name) if row else None


def was_opened(db: sqlite3.Connection, sha256: str) -> bool:
    """Whether this content is a container of which all that it held was entered."""
    row = db.execute("SELECT 1 FROM ledger WHERE sha256 = ? AND outcome = 'opened'", [sha256])
    return row.fetchone() is not None


def inside(db: sqlite3.Connection, sha256: str) -> list[Entry]:
    """The files that came out of the container with this content, by name."""
    rows = db.execute(
        "SELECT * FROM ledger WHERE container = ? AND container <> '' ORDER BY name",
        [sha256],
    )
    return [_entry(row) for row in rows]


def now() -> str:
    """Local time, to the second."""
    return datetime.now().isoformat(timespec="seconds")
