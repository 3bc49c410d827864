"""Taking in files: what is new goes through the workers into the archive, then becomes reports.

    look      walk the paths, hash every file; what the catalogue has is unchanged
    read      the rest, in workers; each report's original is kept, then the catalogue told, in
              batches: what was read is not read again, whatever happens next
    settle    reports, threads, vocabulary and index, in one transaction

Files that give no report stay where they are: only what was read becomes an original. They stand in
the ledger, and are tried again when asked for, or when this Spårhund can do more than the one that
failed (another version; OCR was installed).
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from index import ledger, originals
from index.naming import overrule
from index.parsed import pack, unpack
from index.progress import Progress, silent
from index.writer import Writer, open_to_write
from ingest.errors import Damaged, ReadError, UsageError
from ingest.report import Report
from ingest.title import series_title
from ingest.worker import DEFAULT_LIMITS, Limits, Reader, parse_file, read_all

_BATCH_FILES = 50
_BATCH_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that gave no report, and why."""

    name: str
    reason: str
    advice: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What an intake did, in files but for `added`, which counts reports (the JSON of `ingest`)."""

    added: int
    renditions: int
    editions: int
    unchanged: int
    failed: tuple[Failure, ...]
    unsupported: tuple[Failure, ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class _File:
    path: Path
    name: str
    sha256: str
    bytes: int


def intake(
    archive: Path,
    paths: Sequence[Path],
    *,
    series: str | None = None,
    retry: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress = silent,
    reader: Reader = parse_file,
) -> Intake:
    """Take what is new in files and folders into an archive, made if there is none.

    `series` (an id or a title) overrules the titles of all these files, those known already too.
    `retry` tries again what failed before. Raises UsageError when there is nothing to read, and
    what `open_to_write` raises.
    """
    began = time.monotonic()
    files = _walk(paths, archive)
    with open_to_write(archive, create=True) as writer:
        sorted_out = _look(writer, files, retry, progress)
        if series is not None:
            _overrule(writer, [file.sha256 for file in sorted_out.known], series)
        failures = sorted_out.failed
        failures += _read(writer, sorted_out.new, series, limits, progress, reader)
        settled = writer.settle(progress)
    failures.sort(key=lambda entry: entry.name)
    return Intake(
        added=settled.added,
        renditions=settled.renditions,
        editions=settled.editions,
        unchanged=len(sorted_out.known),
        failed=_failures(failures, "failed"),
        unsupported=_failures(failures, "unsupported"),
        seconds=round(time.monotonic() - began, 3),
    )


def _failures(entries: Iterable[ledger.Entry], outcome: ledger.Outcome) -> tuple[Failure, ...]:
    return tuple(
        Failure(entry.name, entry.reason, entry.advice)
        for entry in entries
        if entry.outcome == outcome
    )


# -- look ------------------------------------------------------------------------------------


def _walk(paths: Sequence[Path], archive: Path) -> list[Path]:
    """The files at and below the paths, sorted, each once; no hidden ones, nothing of the archive.

    Links are followed where they are named, and to files within the folder that was named.
    """
    found: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise UsageError(f"there is no file or folder '{path}'")
        below = _below(path, path.resolve(), archive.resolve())
        found.update(below if path.is_dir() else [path])
    if not found:
        names = ", ".join(f"'{path}'" for path in paths)
        raise UsageError(f"no file to read in {names}", advice="Name files or folders of reports")
    return sorted(found)


def _below(folder: Path, root: Path, archive: Path) -> Iterator[Path]:
    try:
        entries = list(folder.iterdir())
    except OSError:
        yield folder  # cannot be opened: the ledger is to say so
        return
    for path in entries:
        if path.name.startswith((".", "~$")):
            continue
        if path.is_symlink() and not (path.is_file() and path.resolve().is_relative_to(root)):
            continue
        if path.is_dir():
            if path.resolve() != archive:
                yield from _below(path, root, archive)
        elif path.is_file():
            yield path


@dataclass(frozen=True, slots=True)
class _Sorted:
    new: list[_File]
    known: list[_File]
    failed: list[ledger.Entry]


def _look(writer: Writer, paths: list[Path], retry: bool, progress: Progress) -> _Sorted:
    """Which of the files are new, which are known, and which failed before and would again."""
    result = _Sorted([], [], [])
    seen: set[str] = set()
    able = abilities()
    with writer.transaction() as db:
        for place, path in enumerate(paths):
            progress("looking", place, len(paths))
            name = shown(path)
            try:
                file = _File(path, name, originals.digest_of(path), path.stat().st_size)
            except OSError as error:
                unread = Damaged(f"cannot be opened ({error.strerror or error})", where=name)
                entry = ledger.failure(unread, name, "", 0, now(), able)
                ledger.enter(db, entry)
                result.failed.append(entry)
                continue
            before = ledger.last_failure(db, file.sha256)
            if file.sha256 in seen or _is_known(writer, file.sha256):
                result.known.append(file)
                _note_name(writer, file, able)
            elif before is not None and not retry and before.version == able:
                result.failed.append(before)
            else:
                seen.add(file.sha256)
                result.new.append(file)
    return result


def _is_known(writer: Writer, sha256: str) -> bool:
    row = writer.db.execute("SELECT 1 FROM renditions WHERE sha256 = ?", [sha256]).fetchone()
    return row is not None


def _note_name(writer: Writer, file: _File, able: str) -> None:
    """A known file under a name not met before goes to the ledger too."""
    known = writer.db.execute(
        "SELECT 1 FROM ledger WHERE name = ? AND sha256 = ?", [file.name, file.sha256]
    ).fetchone()
    if known is None:
        entry = ledger.Entry(file.name, file.sha256, file.bytes, now(), "read", version=able)
        ledger.enter(writer.db, entry)


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


# -- read ------------------------------------------------------------------------------------


def _read(
    writer: Writer,
    files: list[_File],
    series: str | None,
    limits: Limits,
    progress: Progress,
    reader: Reader,
) -> list[ledger.Entry]:
    """Read files in workers and put what they say into the catalogue; returns what failed."""
    by_path = {file.path: file for file in files}
    able = abilities()
    failed: list[ledger.Entry] = []
    waiting: list[tuple[_File, Report | ReadError]] = []
    told = time.monotonic()
    outcomes = read_all(by_path, limits, reader=reader)

    def tell() -> None:
        nonlocal told
        with writer.transaction():
            for file, outcome in waiting:
                entry = _enter(writer, file, outcome, series, able)
                if entry.outcome != "read":
                    failed.append(entry)
        waiting.clear()
        told = time.monotonic()

    try:
        for place, (path, outcome) in enumerate(outcomes, start=1):
            waiting.append((by_path[path], outcome))
            progress("reading", place, len(files))
            if len(waiting) >= _BATCH_FILES or time.monotonic() - told > _BATCH_SECONDS:
                tell()
    finally:  # Ctrl-C too: what was read is not read again
        outcomes.close()
        if waiting:
            tell()
    return failed


def _enter(
    writer: Writer, file: _File, outcome: Report | ReadError, series: str | None, able: str
) -> ledger.Entry:
    """Keep one file's original and what it says, or why it says nothing."""
    try:
        if isinstance(outcome, ReadError):
            raise outcome
        if outcome.source.sha256 != file.sha256:
            raise Damaged("the file changed while it was read", advice="Run ingest again")
        place = originals.keep(writer.folder, file.path, file.sha256)
    except ReadError as error:
        entry = ledger.failure(error, file.name, file.sha256, file.bytes, now(), able)
    else:
        _add_rendition(writer, file, outcome, place)
        if series is not None:
            overrule(writer.db, file.sha256, series)
        entry = ledger.Entry(file.name, file.sha256, file.bytes, now(), "read", version=able)
    ledger.enter(writer.db, entry)
    return entry


def _add_rendition(writer: Writer, file: _File, report: Report, place: str) -> None:
    packed = pack(report)
    report = unpack(packed)
    writer.db.execute(
        "INSERT INTO renditions (sha256, name, media_type, bytes, pages, original, title, date,"
        " compiled_at, added_at, parsed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(file.sha256, shown(Path(file.path.name)), report.source.media_type, file.bytes),
            *(report.source.pages, place, series_title(report.title), report.date),
            *(report.compiled_at, now(), packed),
        ],
    )


def shown(path: Path) -> str:
    """A path as text that SQLite takes: bytes of a name that are no UTF-8 become \ufffd."""
    return os.fsencode(path).decode("utf-8", "replace")


def abilities() -> str:
    """What this Spårhund can read: a file that another failed on is worth another try."""
    return version("sparhund") + ("+ocr" if shutil.which("tesseract") else "")


def now() -> str:
    """Local time, to the second."""
    return datetime.now().isoformat(timespec="seconds")
