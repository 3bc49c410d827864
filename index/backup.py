"""A copy of an archive, made while it is in use.

The catalogue is copied first, as it is at one moment (SQLite's backup interface), then the
originals that this copy names, which are never rewritten, and its generation of the index. The copy
gets its catalogue's name last: what a crash leaves is no archive, and the next try completes it.
Where the file system has links and the copy is on the same disk, originals and index are linked and
take no room. Restoring is copying the folder back.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index import generation
from index.archive import open_archive
from index.place import sync
from index.progress import Progress, silent
from index.schema import CATALOGUE, NEW, refused
from ingest.errors import UsageError


@dataclass(frozen=True, slots=True)
class Backup:
    """What was copied; `missing` are originals that the archive itself has lost."""

    reports: int
    originals: int
    missing: tuple[str, ...]


def backup(archive: Path, to: Path, progress: Progress = silent) -> Backup:
    """Copy an archive to a folder that is new, empty or holds an unfinished copy.

    Raises UsageError for any other folder, ArchiveError when the disk refuses, and what
    `open_archive` raises.
    """
    with open_archive(archive) as opened:
        _check_place(archive.resolve(), to.resolve())
        try:
            to.mkdir(parents=True, exist_ok=True)
            return _copied(opened.catalogue.db, archive, to, progress)
        except (sqlite3.OperationalError, OSError) as error:
            raise refused(error, to) from error


def _check_place(archive: Path, to: Path) -> None:
    if to.is_relative_to(archive) or archive.is_relative_to(to):
        raise UsageError(
            f"the archive and its copy cannot be in each other ('{to}')", advice="Name another"
        )
    if to.exists() and (
        not to.is_dir()
        or any(
            entry.name not in ("originals", "index") and not entry.name.startswith(NEW)
            for entry in to.iterdir()
        )
    ):
        raise UsageError(f"'{to}' is not empty", advice="Name a new folder for each copy")


def _copied(db: sqlite3.Connection, archive: Path, to: Path, progress: Progress) -> Backup:
    new = to / NEW
    for left in to.glob(f"{NEW}*"):
        left.unlink()
    with closing(sqlite3.connect(new)) as copy:
        db.backup(copy)
        name = generation.generation(copy)
        originals = [row[0] for row in copy.execute("SELECT original FROM renditions ORDER BY 1")]
        (reports,) = copy.execute("SELECT count(*) FROM reports WHERE removed = 0").fetchone()
    missing: list[str] = []
    for place, original in enumerate(originals):
        progress("copying", place, len(originals))
        if not _copy(archive / original, to, Path(original)):
            missing.append(original)
    folder = generation.folder_of(archive, name)
    for file in generation.files_of(folder) if folder.is_dir() and name else ():
        _copy(file, to, file.relative_to(archive))  # where it is gone, the copy makes it anew
    for folder in sorted({file.parent for file in to.rglob("*")}):
        sync(folder)
    sync(new)
    new.replace(to / CATALOGUE)
    sync(to)
    return Backup(reports, len(originals) - len(missing), tuple(missing))


def _copy(file: Path, to: Path, place: Path) -> bool:
    """Link or copy a file to its place and bring it to the disk; False where there is none."""
    target, new = to / place, to / f"{NEW}-file"
    if target.exists():  # from a try before, and whole: it has its name
        return True
    if not file.exists():
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    generation.link_or_copy(file, new)
    sync(new)
    new.replace(target)
    return True
