"""Taking in files: what is new goes through the workers into the archive, then becomes reports.

    look      walk the paths, hash every file; what the catalogue has is unchanged
    read      the rest, and what is in them (see `opening.py`), in workers; each report's original
              is kept, then the catalogue told, in batches: what was read is not read again,
              whatever happens next. Containers are entered last: one that was entered is complete
    ocr       what had no text, by its page images, where tesseract is installed
    settle    reports, threads, vocabulary and index, in one transaction

Files that give no report stay where they are: only what was read becomes an original. They stand in
the ledger, and are tried again when asked for, or when this Spårhund can do more than the one that
failed (another version; OCR was installed, or is wanted now).
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from index import ledger, originals
from index.naming import overrule
from index.opening import File
from index.progress import Progress, silent
from index.reading import Reading
from index.writer import Writer, open_to_write
from ingest.errors import Damaged, Unsupported, UsageError
from ingest.ocr import tesseract
from ingest.worker import DEFAULT_LIMITS, Limits, Reader, ocr_file, parse_file

_OCR = "+ocr"


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that gave no report, and why."""

    name: str
    reason: str
    advice: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What an intake did, in files but for `added`, which counts reports (the JSON of `ingest`).

    `removed` are the ids of reports that people took out and that got further files: these are in
    no answer, as the reports are.
    """

    added: int
    renditions: int
    editions: int
    unchanged: int
    failed: tuple[Failure, ...]
    unsupported: tuple[Failure, ...]
    removed: tuple[str, ...]
    seconds: float


def intake(
    archive: Path,
    paths: Sequence[Path],
    *,
    series: str | None = None,
    retry: bool = False,
    ocr: bool = True,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress = silent,
    reader: Reader = parse_file,
) -> Intake:
    """Take what is new in files and folders into an archive, made if there is none.

    `series` (an id or a title) overrules the titles of all these files, those known already too.
    `retry` tries again what failed before; without `ocr` scans are left in the ledger, where a
    later intake finds them. Raises UsageError when there is nothing to read, and
    what `open_to_write` raises.
    """
    began = time.monotonic()
    files, links = _walk(paths, archive)
    with open_to_write(archive, create=True) as writer:
        able = abilities() if ocr else version("sparhund")
        reading = Reading(writer, able, series=series, retry=retry)
        for link in links:
            _refuse_link(reading, link)
        by_ocr = ocr_file if able.endswith(_OCR) else None
        reading.run(_look(reading, files, progress), limits, progress, reader, by_ocr)
        if series is not None:
            _overrule(writer, [file.sha256 for file in reading.known], series)
        settled = writer.settle(progress)
    failures = sorted(reading.failed, key=lambda entry: entry.name)
    return Intake(
        added=settled.added,
        renditions=settled.renditions,
        editions=settled.editions,
        unchanged=len(reading.known),
        failed=_failures(failures, "failed"),
        unsupported=_failures(failures, "unsupported"),
        removed=tuple(sorted(settled.removed)),
        seconds=round(time.monotonic() - began, 3),
    )


def _failures(entries: Iterable[ledger.Entry], outcome: ledger.Outcome) -> tuple[Failure, ...]:
    return tuple(
        Failure(entry.name, entry.reason, entry.advice)
        for entry in entries
        if entry.outcome == outcome
    )


# -- look ------------------------------------------------------------------------------------


def _walk(paths: Sequence[Path], archive: Path) -> tuple[list[Path], list[Path]]:
    """The files at and below the paths, sorted, each once; no hidden ones, nothing of the archive.

    Links are followed where they are named, and to files within the folder that was named. Those
    that lead elsewhere come second.
    """
    found: set[Path] = set()
    links: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise UsageError(f"there is no file or folder '{path}'")
        if path.is_dir():
            root = path.resolve()
            below = set(_below(path, archive))
            linked = {file for file in below if _is_link(file)}
            out = {file for file in linked if _leads_out(file, root)}
            found |= below - linked | {file for file in linked - out if file.is_file()}
            links |= out
        elif path.is_file():
            found.add(path)
        else:
            raise UsageError(f"'{path}' is neither a file nor a folder")
    if not found and not links:
        names = ", ".join(f"'{path}'" for path in paths)
        raise UsageError(f"no file to read in {names}", advice="Name files or folders of reports")
    return sorted(found), sorted(links - found)


def _is_link(path: Path) -> bool:
    """Whether it is a link, and one that may be followed: some folders are listed, not entered."""
    try:
        path.stat()
    except PermissionError:
        return False
    except OSError:
        pass
    return path.is_symlink()


def _leads_out(link: Path, root: Path) -> bool:
    """Whether a link leads out of a folder, or nowhere."""
    return not link.exists() or not link.resolve().is_relative_to(root)


def _below(folder: Path, archive: Path) -> Iterator[Path]:
    """Files and links below a folder, and what cannot be looked at: the ledger is to say so."""
    own = archive.stat() if archive.exists() else None
    waiting = [folder]  # a loop: a disk allows deeper folders than Python recursion
    while waiting:
        folder = waiting.pop()
        try:
            entries = list(folder.iterdir())
        except OSError:
            yield folder
            continue
        for path in entries:
            if path.name.startswith((".", "~$")):
                continue
            try:
                if path.is_symlink() or path.is_file():
                    yield path
                elif path.is_dir() and not (own and os.path.samestat(path.stat(), own)):
                    waiting.append(path)
            except PermissionError:
                yield path


def _refuse_link(reading: Reading, link: Path) -> None:
    if link.exists():
        error = Unsupported("a link that leads out of the folder", advice="Name its target")
    else:
        error = Unsupported("a link that leads nowhere", advice="Mend or delete it")
    reading.refuse(File(link, shown(link), shown(Path(link.name)), "", 0), error)


def _look(reading: Reading, paths: list[Path], progress: Progress) -> list[File]:
    """Hash every file; gives those that are to be read."""
    new: list[File] = []
    for place, path in enumerate(paths):
        progress("looking", place, len(paths))
        name, label = shown(path), shown(Path(path.name))
        try:
            file = File(path, name, label, originals.digest_of(path), path.stat().st_size)
        except OSError as error:
            unread = Damaged(
                f"cannot be opened ({error.strerror or error})",
                where=name,
                advice="Check the rights to it, and ingest again",
            )
            reading.refuse(File(path, name, label, "", 0), unread)
        else:
            if reading.is_new(file):
                new.append(file)
    reading.tell()
    return new


def _overrule(writer: Writer, known: list[str], series: str) -> None:
    with writer.transaction() as db:
        for sha256 in known:
            overrule(db, sha256, series)
        # A day is settled as a whole: its other files must be looked at again too.
        db.execute(
            "UPDATE renditions SET settled = 0 WHERE (series, ifnull(date, '')) IN"
            " (SELECT renditions.series, ifnull(date, '') FROM renditions JOIN overrules"
            " USING (sha256) WHERE overrules.series IS NOT renditions.series)"
        )


def shown(path: Path) -> str:
    """A path as text that SQLite takes: bytes of a name that are no UTF-8 become \ufffd."""
    return os.fsencode(path).decode("utf-8", "replace")


def abilities() -> str:
    """What this Spårhund can read: a file that another failed on is worth another try."""
    return version("sparhund") + ("" if tesseract.missing() else _OCR)
