"""The archive folder: originals, catalogue, index, and the order in which they are written.

    originals/ab/abcdef….pdf   a file as it came (see `originals.py`)
    catalogue.sqlite           the truth (see `schema.py`)
    index/NUMBER/              a generation of the index (see `generation.py`)
    lock                       held by the one process that writes (see `writer.py`)

An original is on disk before the catalogue knows it. Reports, vocabulary and index change together:
the next generation of the index is made beside the one in use, and the transaction that settles the
reports also names it. So a reader sees both as they were or both as they are, and a crash at any
moment leaves the state before: what was read and not yet settled is settled by the next that opens
the archive, and what no catalogue names is swept away. An index whose content has another digest
than the catalogue says (another program's, half copied) is made anew, never opened: its files hold
pickles.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.catalogue import Catalogue
from index.engine import Engine, open_engine
from index.generation import folder_of, generation, is_sound
from index.place import refuse_network
from index.schema import CATALOGUE, MIGRATIONS, connect, transaction, unreadable
from index.vocabulary import CatalogueVocabulary
from ingest.errors import ArchiveError, Locked

_PATIENCE = 600.0  # seconds to wait for another process before an unsound index is made anew


class Archive:
    """An open archive: a consistent view of its catalogue and index. One per thread.

    It keeps seeing what was there when it was opened, until `refresh`. Close it, or use it in a
    `with` statement.
    """

    def __init__(self, folder: Path, db: sqlite3.Connection) -> None:
        self.folder = folder
        self.catalogue = Catalogue(db)
        self._db = db
        self._engine: tuple[str, Engine] | None = None
        self._look()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back files and memory."""
        self._close_engine()
        self._db.close()

    def refresh(self) -> None:
        """See what has been written since."""
        self._db.execute("COMMIT")
        self._look()

    @property
    def engine(self) -> Engine:
        """The index that goes with the catalogue as it is seen now; made anew if it is unsound."""
        if self._engine is None or self._engine[0] != generation(self._db):
            self._close_engine()
            if not is_sound(self.folder, self._db, afresh=False):
                from index.writer import open_to_write  # 60 ms, and seldom needed to ask

                with open_to_write(self.folder, wait=_PATIENCE) as writer:
                    if not is_sound(self.folder, writer.db):
                        writer.settle(afresh=True)
                self.refresh()
            name = generation(self._db)
            self._engine = (name, open_engine(folder_of(self.folder, name)))
        return self._engine[1]

    def original(self, sha256: str) -> Path:
        """The file of a rendition of a standing report. Raises NotFound."""
        return self.folder / self.catalogue.rendition(sha256).original

    @contextmanager
    def amend(self) -> Iterator[sqlite3.Connection]:
        """A transaction for what people make (see `choices.py`): short, without the folder lock."""
        db = connect(self.folder / CATALOGUE, write=True)
        try:
            with transaction(db, self.folder / CATALOGUE):
                yield db
        finally:
            db.close()
        self.refresh()

    def _look(self) -> None:
        """Begin to see the catalogue as it is now: SQLite's snapshot starts with the first read."""
        self._db.execute("BEGIN")
        self._db.execute("SELECT count(*) FROM meta").fetchone()
        self.vocabulary = CatalogueVocabulary(self._db)

    def _close_engine(self) -> None:
        if self._engine is not None:
            self._engine[1].close()
            self._engine = None


def open_archive(folder: Path) -> Archive:
    """Open an archive to ask it. What a crash left unsettled is settled first.

    Raises NoArchive, LaterVersion, Locked while another process brings it up to date, and
    ArchiveError for a catalogue that cannot be read, or that is of an earlier version where it
    cannot be written.
    """
    if not (folder / CATALOGUE).exists():
        from index.writer import no_archive

        raise no_archive(folder)
    refuse_network(folder)
    try:
        return _opened(folder)
    except sqlite3.DatabaseError as error:
        raise unreadable(error, folder / CATALOGUE) from error


def _opened(folder: Path) -> Archive:
    db = connect(folder / CATALOGUE, write=False)
    busy: Locked | None = None
    if _is_unfinished(db) and os.access(folder, os.W_OK):
        from index.writer import open_to_write

        db.close()
        try:
            with open_to_write(folder) as writer:
                writer.settle()
        except Locked as error:
            busy = error  # another process is at it; what is settled can be asked
        db = connect(folder / CATALOGUE, write=False)
    if _version(db) < len(MIGRATIONS):
        db.close()
        if busy is not None:
            raise busy
        raise ArchiveError(
            "the catalogue is of an earlier version, and cannot be brought up to date here",
            where=str(folder),
            advice="Copy the archive to a folder where you may write",
        )
    return Archive(folder, db)


def _is_unfinished(db: sqlite3.Connection) -> bool:
    return (
        _version(db) < len(MIGRATIONS)
        or db.execute("SELECT 1 FROM renditions WHERE settled = 0 LIMIT 1").fetchone() is not None
    )


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])
