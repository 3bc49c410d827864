"""The catalogue's tables, and how a connection to them is opened.

Three kinds of tables, by what a rebuild may do to them:

    made by people   topics aliases overrules removals ledger   never touched
                     accounts
    issued           series titles title_masks moved_series     grow only: what was once printed in
                     moved_reports moved_anchors                a citation must resolve for ever
    derived          renditions reports sections items terms    made again from the originals or,
                     parts abbreviations threads     all others, from `renditions`
                     versions followed

`renditions.parsed` holds the Report as the worker gave it (JSON, zlib): all else can be made again
without reading a file. A rendition that is not `settled` was read but is not yet part of a report:
that is where a crash between reading and settling leaves it.

The views are temporary, made anew on each connection: they are code, not data to migrate.

`PRAGMA user_version` counts the steps in MIGRATIONS. Each step runs in one transaction and is never
changed once a catalogue was made by it; `tests/index/catalogues` holds one of each version. A
catalogue of a later version is refused and not touched.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.place import sync
from ingest.errors import ArchiveError, LaterVersion, Locked

_FIRST = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE topics (
    name TEXT PRIMARY KEY, query TEXT NOT NULL, note TEXT NOT NULL, added_at TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE aliases (
    term TEXT NOT NULL, meaning TEXT NOT NULL, added_at TEXT NOT NULL, PRIMARY KEY (term, meaning)
) WITHOUT ROWID;
CREATE TABLE overrules (sha256 TEXT PRIMARY KEY, series TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE removals (
    report TEXT NOT NULL, reason TEXT NOT NULL, removed_at TEXT NOT NULL, restored_at TEXT
);
CREATE TABLE ledger (
    name TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, at TEXT NOT NULL,
    outcome TEXT NOT NULL, error TEXT NOT NULL, reason TEXT NOT NULL, advice TEXT NOT NULL,
    version TEXT NOT NULL, container TEXT NOT NULL, PRIMARY KEY (name, sha256)
) WITHOUT ROWID;
CREATE INDEX ledger_bytes ON ledger (sha256);
CREATE INDEX ledger_inside ON ledger (container) WHERE container <> '';
CREATE INDEX ledger_outcome ON ledger (outcome, at);

CREATE TABLE series (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL
);
CREATE TABLE titles (
    title TEXT PRIMARY KEY, key TEXT NOT NULL, series TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX titles_key ON titles (key);
CREATE INDEX titles_series ON titles (series);
CREATE TABLE title_masks (
    mask TEXT NOT NULL, title TEXT NOT NULL, PRIMARY KEY (mask, title)
) WITHOUT ROWID;
CREATE TABLE moved_series (old TEXT PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE moved_reports (old TEXT PRIMARY KEY, new TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE moved_anchors (
    report TEXT NOT NULL, anchor TEXT NOT NULL, to_report TEXT NOT NULL, to_anchor TEXT,
    PRIMARY KEY (report, anchor)
) WITHOUT ROWID;
CREATE INDEX moved_to ON moved_anchors (to_report, to_anchor);

CREATE TABLE renditions (
    sha256 TEXT PRIMARY KEY, name TEXT NOT NULL, media_type TEXT NOT NULL, bytes INTEGER NOT NULL,
    pages INTEGER NOT NULL, original TEXT NOT NULL, title TEXT NOT NULL, date TEXT,
    compiled_at TEXT, added_at TEXT NOT NULL, parsed BLOB NOT NULL,
    series TEXT, report TEXT, main INTEGER NOT NULL DEFAULT 0, settled INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX renditions_report ON renditions (report);
CREATE INDEX renditions_unsettled ON renditions (sha256) WHERE settled = 0;
CREATE INDEX renditions_day ON renditions (series, date);
CREATE INDEX renditions_title ON renditions (title, date);
CREATE TABLE reports (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, series TEXT NOT NULL, date TEXT,
    number INTEGER NOT NULL, title TEXT NOT NULL, compiled_at TEXT, language TEXT NOT NULL,
    date_source TEXT NOT NULL, edition_of TEXT, items INTEGER NOT NULL, digest TEXT NOT NULL,
    warnings TEXT NOT NULL, removed INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX reports_day ON reports (series, date, number);
CREATE INDEX reports_date ON reports (date, id);
CREATE INDEX reports_edition ON reports (edition_of);
CREATE TABLE sections (
    report INTEGER NOT NULL, number INTEGER NOT NULL, heading TEXT NOT NULL, level INTEGER NOT NULL,
    PRIMARY KEY (report, number)
) WITHOUT ROWID;
CREATE TABLE items (
    report INTEGER NOT NULL, position INTEGER NOT NULL, anchor TEXT NOT NULL,
    section INTEGER NOT NULL, parent INTEGER, kind TEXT NOT NULL, level INTEGER NOT NULL,
    text TEXT NOT NULL,
    label TEXT NOT NULL, date TEXT, links TEXT NOT NULL, dates TEXT NOT NULL, boxes TEXT NOT NULL,
    boxed_in TEXT, ocr INTEGER NOT NULL, PRIMARY KEY (report, position)
) WITHOUT ROWID;
CREATE UNIQUE INDEX items_anchor ON items (report, anchor);
CREATE TABLE terms (
    surface TEXT NOT NULL, stem TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (surface, stem)
) WITHOUT ROWID;
CREATE INDEX terms_stem ON terms (stem);
CREATE TABLE parts (part TEXT PRIMARY KEY, count INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE abbreviations (
    short TEXT NOT NULL, long TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (short, long)
) WITHOUT ROWID;
CREATE TABLE threads (
    id TEXT PRIMARY KEY, series TEXT NOT NULL, dropped TEXT, boilerplate INTEGER NOT NULL,
    pauses TEXT NOT NULL, ended_in TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX threads_series ON threads (series);
CREATE TABLE versions (
    thread TEXT NOT NULL, position INTEGER NOT NULL, anchor TEXT NOT NULL, changes TEXT NOT NULL,
    origins TEXT NOT NULL, PRIMARY KEY (thread, position)
) WITHOUT ROWID;
CREATE INDEX versions_anchor ON versions (anchor);
CREATE TABLE followed (
    series TEXT PRIMARY KEY, reports INTEGER NOT NULL, digest TEXT NOT NULL, state BLOB NOT NULL
);
"""

_ACCOUNTS = """
CREATE TABLE accounts (
    name TEXT PRIMARY KEY, role TEXT NOT NULL, password TEXT NOT NULL, stamp TEXT NOT NULL,
    added_at TEXT NOT NULL
) WITHOUT ROWID;
"""

_FURNITURE = """
ALTER TABLE reports ADD COLUMN furniture TEXT NOT NULL DEFAULT '[]';
ALTER TABLE ledger ADD COLUMN place TEXT NOT NULL DEFAULT '';
"""

_VIEWS = """
CREATE TEMP VIEW standing AS SELECT * FROM main.reports WHERE removed = 0;
CREATE TEMP VIEW named AS
    SELECT * FROM main.renditions WHERE sha256 NOT IN (SELECT sha256 FROM main.overrules);
CREATE TEMP VIEW rendition_rows AS
    SELECT sha256, name, media_type, bytes, pages, original, renditions.compiled_at, added_at, main,
           report
    FROM main.renditions JOIN standing ON standing.id = renditions.report;
CREATE TEMP VIEW item_rows AS
    SELECT standing.id || '#' || items.anchor AS anchor, standing.id AS report, standing.series,
           standing.date, items.position, sections.heading AS section,
           sections.level AS section_level, sections.number AS section_number,
           standing.id || '#' || parents.anchor AS parent, items.kind, items.level, items.text,
           items.label, items.date AS item_date, items.links, items.dates, items.boxes,
           items.boxed_in, items.ocr, items.anchor AS local, standing.number
    FROM standing
    CROSS JOIN main.items ON items.report = standing.key
    JOIN main.sections ON sections.report = items.report AND sections.number = items.section
    LEFT JOIN main.items AS parents
        ON parents.report = items.report AND parents.position = items.parent;
"""

CATALOGUE = "catalogue.sqlite"
NEW = "catalogue.new"  # one that is being made
MIGRATIONS: tuple[str, ...] = (_FIRST, _ACCOUNTS, _FURNITURE)
_REFUSALS = tuple(
    f"SQLITE_{name}" for name in ("FULL", "IOERR", "READONLY", "BUSY", "CANTOPEN", "NOMEM")
)
_ROOM = (
    "Make room on the disk or check the rights, then run the same command again: nothing is lost"
)
_APPLICATION_ID = 0x53504844  # "SPHD": tells our file from any other SQLite file


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """Open the catalogue in autocommit mode; a writer creates or migrates it first.

    Raises LaterVersion for a catalogue of a later version, Locked for one that another program
    keeps, ArchiveError for a file that is none.
    """
    try:
        if write and not path.exists():
            _create(path)
        db = sqlite3.connect(
            _uri(path, write), uri=True, isolation_level=None, timeout=30, check_same_thread=False
        )
        db.create_function("fold", 1, str.casefold, deterministic=True)
        db.execute("PRAGMA temp_store = MEMORY")
        version = _checked_version(db, path)
        if write:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = FULL")
            for step, script in enumerate(MIGRATIONS[version:], start=version + 1):
                _migrate(db, script, step)
        db.executescript(_VIEWS)
    except sqlite3.Error as error:
        raise unreadable(error, path) from error
    return db


def _create(path: Path) -> None:
    """Make an empty catalogue aside and name it when it is whole: others open it any time."""
    for left in path.parent.glob(f"{NEW}*"):
        left.unlink()
    new = path.with_name(NEW)
    db = sqlite3.connect(new, isolation_level=None)
    try:
        for step, script in enumerate(MIGRATIONS, start=1):
            _migrate(db, script, step)
        db.execute("PRAGMA journal_mode = WAL")
    finally:
        db.close()
    new.replace(path)
    sync(path.parent)


def unreadable(error: sqlite3.Error, path: Path) -> ArchiveError:
    """The error for a catalogue that SQLite cannot open or finds damaged."""
    if _is_locked(error):
        return _locked(path)
    return ArchiveError(
        f"the catalogue cannot be opened ({error})",
        where=str(path),
        advice=_ROOM
        if is_refusal(error)
        else "Put back a copy that 'sparhund backup' made, or ingest the files into a new archive",
    )


def is_refusal(error: sqlite3.Error) -> bool:
    """Whether it is the disk or the system that refused, and not the catalogue that is damaged."""
    return getattr(error, "sqlite_errorname", "").startswith(_REFUSALS)


@contextmanager
def transaction(db: sqlite3.Connection, path: Path) -> Iterator[sqlite3.Connection]:
    """Write all that is done within, or nothing.

    Raises Locked when another program keeps the catalogue, ArchiveError when the disk refuses.
    """
    try:
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
    except (sqlite3.OperationalError, OSError) as error:
        if isinstance(error, sqlite3.Error) and not is_refusal(error):
            raise
        raise refused(error, path) from error


def refused(error: sqlite3.Error | OSError, path: Path) -> ArchiveError:
    """The error for a disk that is full, broken or read-only, or a catalogue that is locked."""
    if _is_locked(error):
        return _locked(path)
    return ArchiveError(
        f"the archive cannot be written ({getattr(error, 'strerror', None) or error})",
        where=str(path),
        advice=_ROOM,
    )


def _is_locked(error: Exception) -> bool:
    return getattr(error, "sqlite_errorname", "").startswith("SQLITE_BUSY")


def _locked(path: Path) -> Locked:
    return Locked(
        "another program keeps the catalogue locked",
        where=str(path),
        advice="Run the same command again when it is done: nothing is lost",
    )


def _uri(path: Path, write: bool) -> str:
    if write:
        return f"{path.resolve().as_uri()}?mode=rw"
    frozen = not os.access(path.parent, os.W_OK) and not path.with_name(f"{path.name}-wal").exists()
    return f"{path.resolve().as_uri()}?{'immutable=1' if frozen else 'mode=ro'}"


def _checked_version(db: sqlite3.Connection, path: Path) -> int:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    if version > len(MIGRATIONS):
        raise LaterVersion(
            f"written by a later version of Spårhund (schema {version}, this one knows "
            f"{len(MIGRATIONS)})",
            where=str(path),
            advice="Update Spårhund; nothing was touched",
        )
    (application_id,) = db.execute("PRAGMA application_id").fetchone()
    (tables,) = db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    if tables and application_id != _APPLICATION_ID:
        raise ArchiveError(
            "this is an SQLite file, but not a catalogue of Spårhund",
            where=str(path),
            advice="Choose another folder with --archive",
        )
    return version


def _migrate(db: sqlite3.Connection, script: str, step: int) -> None:
    try:
        db.executescript(
            f"BEGIN IMMEDIATE;\n{script}\n"
            f"PRAGMA application_id = {_APPLICATION_ID};\nPRAGMA user_version = {step};\nCOMMIT;"
        )
    except sqlite3.Error:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
