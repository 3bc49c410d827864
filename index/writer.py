"""Writing to an archive: one process at a time, every change whole or not at all.

Reports, vocabulary, threads and index change in one transaction (see `archive.py` for the order and
why). What was read but not yet settled waits in the catalogue, so a crash costs no reading.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import closing
from pathlib import Path

from index import generation, originals
from index.catalogue import Catalogue
from index.engine import Batch
from index.history import Following
from index.place import Lock, refuse_network
from index.progress import Progress, silent
from index.records import describe
from index.schema import CATALOGUE, NEW, connect, transaction
from index.settle import Settled, forget, settle
from index.vocabulary import Tally
from ingest.errors import ArchiveError, NoArchive, NotFound


class Writer:
    """The one process that writes to an archive: it holds the lock until it is closed."""

    def __init__(self, folder: Path, db: sqlite3.Connection, lock: Lock) -> None:
        self.folder = folder
        self.db = db
        self.catalogue = Catalogue(db)
        self._lock = lock

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give back the lock."""
        self.db.close()
        self._lock.release()

    def transaction(self) -> contextlib.AbstractContextManager[sqlite3.Connection]:
        """All that is written within is written together, or not at all."""
        return transaction(self.db, self.folder / CATALOGUE)

    def settle(self, progress: Progress = silent, *, afresh: bool = False) -> Settled:
        """Make reports of what was read, and bring vocabulary, threads and index up to them.

        `afresh`: make those three anew from all reports, whatever they were.
        """
        with self.transaction():
            tally = Tally()
            done = settle(self.db, tally, progress)
            if afresh:
                every = {row.id for row in self.catalogue.series()} | done.series
                self._publish(None, every, tally, progress)
            elif done.stale or done.series:
                self._publish(done.stale, done.series, tally, progress)
        return done

    def remove(self, report: str, reason: str, at: str) -> str:
        """Take a report out of every answer; returns its current id. Raises NotFound."""
        with self.transaction():
            id_ = self.catalogue.resolve_report(report)
            tally = Tally()
            forget(self.db, id_, tally)
            self.db.execute("INSERT INTO removals VALUES (?, ?, ?, NULL)", [id_, reason, at])
            self._stand(id_, False, tally)
        return id_

    def restore(self, report: str, at: str) -> str:
        """Put a removed report back into every answer. Raises NotFound if it is not removed."""
        with self.transaction():
            id_ = self.catalogue.moved_report(report.strip())
            restored = self.db.execute(
                "UPDATE removals SET restored_at = ? WHERE report = ? AND restored_at IS NULL",
                [at, id_],
            )
            if not restored.rowcount:
                raise NotFound(f"no removed report '{report}'")
            self._stand(id_, True, Tally())
        return id_

    def _stand(self, report: str, standing: bool, tally: Tally) -> None:
        self.db.execute("UPDATE reports SET removed = ? WHERE id = ?", [not standing, report])
        self._publish({report}, {report.rpartition("/")[0]}, tally, silent)

    def _publish(
        self,
        stale: Collection[str] | None,
        series: Collection[str],
        tally: Tally,
        progress: Progress,
    ) -> None:
        """Bring what is derived from reports up to them: of those `stale`, or (None) of all."""
        afresh, before = stale is None, generation.generation(self.db)
        grow = not afresh and generation.can_grow(self.folder, self.db)
        if not grow:
            tally = Tally()
            self.db.execute("DELETE FROM terms")
            self.db.execute("DELETE FROM parts")
            self.db.execute("DELETE FROM abbreviations")
            stale = [id_ for (id_,) in self.db.execute("SELECT id FROM standing ORDER BY id")]
        with closing(Following(self.db, sorted(series), afresh=afresh)) as following:
            batches = self._batches(sorted(stale or ()), tally, following, progress)
            try:
                generation.make_next(self.folder, self.db, batches, grow=grow)
                progress("writing", 1, 1)
                generation.sweep(self.folder, self.db)  # now: it goes by the new one's age
                while following.step(seconds=0.2):
                    progress("following", following.done, len(series))
            except BaseException:
                generation.discard(self.folder, before)
                raise
        tally.write(self.db)

    def _batches(
        self, reports: list[str], tally: Tally, following: Following, progress: Progress
    ) -> Iterator[Batch]:
        for place, id_ in enumerate(reports):
            progress("indexing", place, len(reports))
            following.step()
            if self.db.execute("SELECT 1 FROM standing WHERE id = ?", [id_]).fetchone():
                report = describe(self.catalogue.report(id_), self.catalogue.sections(id_))
                tally.add(report)
                yield report.batch
            else:
                yield Batch(id_, "", ())
        progress("writing", 0, 1)  # the engine has it all, and now orders it on the disk


def open_to_write(folder: Path, *, create: bool = False, wait: float = 0.0) -> Writer:
    """Open an archive for writing, waiting up to `wait` seconds for another writer.

    Raises NoArchive, Locked, LaterVersion, and ArchiveError for a place that cannot hold one.
    """
    exists = (folder / CATALOGUE).exists()
    if not exists and not create:
        raise no_archive(folder)
    refuse_network(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = {entry.name for entry in folder.iterdir()} - {"lock"}
        if not exists and any(not name.startswith(NEW) for name in names):
            raise ArchiveError(
                "this folder is no archive, and it is not empty",
                where=str(folder),
                advice="Choose another with --archive",
            )
        lock = Lock(folder / "lock", wait=wait)
        try:
            db = connect(folder / CATALOGUE, write=True)
            (folder / "originals").mkdir(exist_ok=True)
            (folder / "index").mkdir(exist_ok=True)
            originals.sweep(folder)
            generation.sweep(folder, db)
        except BaseException:
            lock.release()
            raise
    except OSError as error:
        raise ArchiveError(
            f"the archive cannot be written ({error.strerror or error})",
            where=str(folder),
            advice="Check the rights to this folder and the room on the disk",
        ) from error
    return Writer(folder, db, lock)


def no_archive(folder: Path) -> NoArchive:
    """The error for a place where there is no archive."""
    return NoArchive(
        "there is no archive here",
        where=str(folder),
        advice="Make one with 'sparhund ingest PATH', or name another with --archive",
    )
