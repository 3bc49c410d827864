"""Generations of the index: each in a folder of its own, named and sworn to by the catalogue.

The next generation starts as hard links to the files of the one in use (a copy where the file
system has no links): an engine adds files and never changes one. It becomes the index when the
transaction that names it commits. Older ones are kept for a while, for readers that opened them.

`meta` says: `generation` (the folder), `digest` (of each of its files), `commits` (since it was
last made afresh: engines do not merge what they hold, so now and then it is) and `analysis` (the
versions of the rules that made its terms, and of its files).
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from index.analysis import ANALYSIS_VERSION
from index.engine import INDEX_FORMAT, Batch, open_engine
from index.place import sync
from index.seal import is_sealed, seal

_COMMITS = 20  # before the index is made afresh; more for archives that take longer
_ITEMS_PER_COMMIT = 2000
_KEPT_SECONDS = 600.0  # how long an answer may take that began before the index changed


def generation(db: sqlite3.Connection) -> str:
    """The name of the generation in use; "" before the first."""
    return _meta(db, "generation")


def folder_of(archive: Path, name: str) -> Path:
    """Where a generation is."""
    return archive / "index" / name


def is_sound(archive: Path, db: sqlite3.Connection, *, afresh: bool = True) -> bool:
    """Whether the index in use is byte for byte what the catalogue says, and of today's rules.

    Unless `afresh`, files that this machine has read before are taken to be what they were.
    """
    name, digest = generation(db), _meta(db, "digest")
    folder = folder_of(archive, name)
    if not name or not folder.is_dir() or _meta(db, "analysis") != _rules():
        return False
    files = files_of(folder)
    if not afresh and files and is_sealed(files, digest):
        return True
    sound = digest_of(folder) == digest
    if sound and files:
        seal(files, digest)
    return sound


def can_grow(archive: Path, db: sqlite3.Connection) -> bool:
    """Whether the next generation may start from the one in use."""
    items = db.execute("SELECT ifnull(sum(items), 0) FROM standing").fetchone()[0]
    commits = int(_meta(db, "commits") or 0)
    return commits < _COMMITS + items // _ITEMS_PER_COMMIT and is_sound(archive, db, afresh=False)


def make_next(
    archive: Path, db: sqlite3.Connection, batches: Iterable[Batch], *, grow: bool
) -> None:
    """Make the next generation, from the one in use or from nothing, and name it."""
    before = generation(db)
    name = f"{int(before or 0) + 1:06}"
    folder = folder_of(archive, name)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    known: dict[str, str] = {}  # digests: a linked file is not read again
    if grow:
        known = json.loads(_meta(db, "digest"))
        for file in files_of(folder_of(archive, before)):
            link_or_copy(file, folder / file.name)
    engine = open_engine(folder)
    try:
        engine.replace(batches)
    finally:
        engine.close()
    for file in files_of(folder):
        sync(file)
    sync(folder)
    sync(folder.parent)
    commits = int(_meta(db, "commits") or 0) + 1 if grow else 0
    digest = digest_of(folder, known)
    seal(files_of(folder), digest)
    values = {
        "generation": name,
        "digest": digest,
        "commits": str(commits),
        "analysis": _rules(),
    }
    db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())


def discard(archive: Path, after: str) -> None:
    """Remove the generations after one: the transaction that named them is not to be."""
    for number in _numbers(archive):
        if number > int(after or 0):
            shutil.rmtree(folder_of(archive, f"{number:06}"), ignore_errors=True)


def sweep(archive: Path, db: sqlite3.Connection) -> None:
    """Remove generations that no reader can want, and what a crash left half made."""
    current = int(generation(db) or 0)
    for number in _numbers(archive):
        successor = folder_of(archive, f"{number + 1:06}")
        if number > current or (
            number < current
            and (not successor.exists() or _seconds_since(successor) > _KEPT_SECONDS)
        ):
            shutil.rmtree(folder_of(archive, f"{number:06}"), ignore_errors=True)


def _numbers(archive: Path) -> list[int]:
    names = [folder.name for folder in (archive / "index").iterdir()]
    return [int(name) for name in names if name.isdecimal() and len(name) >= 6]


def _seconds_since(folder: Path) -> float:
    return time.time() - folder.stat().st_mtime


def digest_of(folder: Path, known: Mapping[str, str] = MappingProxyType({})) -> str:
    """SHA-256 of each file of a generation, as JSON; "" where there is no folder.

    What is `known` of a file by its name is taken over.
    """
    if not folder.is_dir():
        return ""
    digests = {file.name: known.get(file.name) or _sha256(file) for file in files_of(folder)}
    return json.dumps(digests)


def _sha256(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def files_of(folder: Path) -> list[Path]:
    """What the index is made of: lock files come and go with those who open it."""
    return sorted(file for file in folder.iterdir() if not file.name.upper().endswith("LOCK"))


def link_or_copy(file: Path, to: Path) -> None:
    """The same file once more; a copy where the file system has no links."""
    try:
        os.link(file, to)
    except OSError:
        shutil.copy2(file, to)


def _rules() -> str:
    return f"{ANALYSIS_VERSION}, {INDEX_FORMAT}"


def _meta(db: sqlite3.Connection, key: str) -> str:
    row = db.execute("SELECT value FROM meta WHERE key = ?", [key]).fetchone()
    return str(row[0]) if row else ""
