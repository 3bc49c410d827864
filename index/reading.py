"""The reading half of an intake: what is new, read in workers and told to the catalogue in batches.

Told means on the disk: the original first, then one transaction for the batch. So a crash costs the
reading of one batch. Scans are read when all else is, since OCR is slow. Containers come last of
all: one that stands in the ledger as read or opened is one of which everything inside does, too.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from index import ledger, originals
from index.naming import overrule
from index.opening import File, is_cover_note, unfold
from index.parsed import pack, unpack
from index.progress import Progress
from index.schema import refused
from index.writer import Writer
from ingest.errors import Damaged, Empty, NoText, ReadError
from ingest.limits import for_ocr
from ingest.report import Report
from ingest.title import series_title
from ingest.worker import Limits, Reader, read_all

_BATCH_FILES = 50
_BATCH_SECONDS = 5.0
_AHEAD = 8  # files at hand for workers while a batch is told, half a second

_Outcome = Report | ReadError | None  # None: there is nothing to read but what is inside


class Reading:
    """Sorts files into new, known and failed, and reads the new ones.

    `able` says what this Spårhund can read: what another failed on is tried again, and with `retry`
    everything that failed. `series` overrules the titles of all that is read.
    """

    def __init__(self, writer: Writer, able: str, *, series: str | None, retry: bool) -> None:
        self.known: list[File] = []
        self.failed: list[ledger.Entry] = []
        self._writer = writer
        self._able = able
        self._series = series
        self._retry = retry
        self._seen: set[str] = set()
        self._copies: list[File] = []  # of files that are read in this intake
        self._waiting: list[tuple[File, _Outcome]] = []
        self._notes: list[ledger.Entry] = []
        self._told = time.monotonic()

    # -- sorting ---------------------------------------------------------------------------------

    def is_new(self, file: File) -> bool:
        """Whether a file is to be read. If not, it is known, failed before, or a copy."""
        db = self._writer.db
        if file.sha256 in self._seen:
            self._copies.append(file)
            return False
        is_known = self._is_report(file)
        inside = ledger.inside(db, file.sha256)
        failure = ledger.last_failure(db, file.sha256, file.name)
        if is_known or ledger.was_opened(db, file.sha256):
            if any(self._is_worth_another_try(entry) or self._is_lost(entry) for entry in inside):
                self._seen.add(file.sha256)
                return True
            self._recall(file, inside, is_known=is_known)
            return False
        if failure is not None and not self._is_worth_another_try(failure[0]):
            entry, is_here = failure
            if not is_here:  # a copy of what failed is unread, too
                entry = replace(entry, name=file.name, container=file.container)
                self._notes.append(entry)
            self.failed.append(entry)
            return False
        self._seen.add(file.sha256)
        return True

    def _is_report(self, file: File) -> bool:
        row = self._writer.db.execute("SELECT 1 FROM renditions WHERE sha256 = ?", [file.sha256])
        return row.fetchone() is not None

    def _is_worth_another_try(self, entry: ledger.Entry) -> bool:
        return entry.failed and (self._retry or entry.version != self._able)

    def _is_lost(self, entry: File | ledger.Entry) -> bool:
        """Whether the original of a file that was read is missing or altered."""
        row = self._writer.db.execute(
            "SELECT original FROM renditions WHERE sha256 = ?", [entry.sha256]
        ).fetchone()
        return row is not None and not originals.is_whole(
            self._writer.folder / row[0], entry.sha256
        )

    def _know(self, file: File) -> None:
        """A file that was read before; if its original was lost, it is kept again."""
        if self._is_lost(file):
            (name,) = self._writer.db.execute(
                "SELECT name FROM renditions WHERE sha256 = ?", [file.sha256]
            ).fetchone()
            try:
                originals.keep(self._writer.folder, file.path, name, file.sha256)
            except OSError as error:
                raise refused(error, self._writer.folder) from error
            except ReadError as error:
                self.refuse(file, error)
                return
        self.known.append(file)

    def _recall(self, file: File, inside: list[ledger.Entry], *, is_known: bool) -> None:
        """What is known by its content; under a name not met before it goes to the ledger too."""
        met = self._writer.db.execute(
            "SELECT 1 FROM ledger WHERE name = ? AND sha256 = ? AND container = ?",
            [file.name, file.sha256, file.container],
        )
        if met.fetchone() is None:
            self._notes.append(self._entry(file, "read" if is_known else "opened"))
        if is_known:
            self._know(file)
        for entry in inside:
            if entry.failed:
                self.failed.append(entry)
            elif entry.outcome == "read":
                name = entry.name
                self.known.append(File(Path(name), name, name, entry.sha256, entry.bytes))

    # -- reading ---------------------------------------------------------------------------------

    def run(
        self,
        files: Iterable[File],
        limits: Limits,
        progress: Progress,
        reader: Reader,
        ocr: Reader | None = None,
    ) -> None:
        """Read files and what is in them, and put what they say into the catalogue.

        What has no text for `reader` is read by `ocr` (if there is one) when all else is done.
        """
        running: dict[Path, File] = {}
        scans: dict[Path, File] = {}
        containers: list[tuple[File, _Outcome]] = []
        offered = done = 0

        def to_read() -> Iterator[Path]:
            nonlocal offered
            for file, error in found:
                if error is not None:
                    self._waiting.append((file, error))
                elif file.kind == "archive":
                    containers.append((file, None))
                elif not file.container and self._is_report(file):
                    self._know(file)  # a mail, of whose attachments one is tried again
                elif not file.container or self.is_new(file):
                    offered += 1
                    running[file.path] = file
                    yield file.path

        with (
            originals.unpacking(self._writer.folder) as room,
            closing(unfold(files, room, limits)) as found,
            closing(
                read_all(
                    to_read(),
                    limits,
                    reader=reader,
                    name=lambda path: running[path].label,
                    ahead=_AHEAD,
                )
            ) as outcomes,
        ):
            try:
                for path, outcome in outcomes:
                    file = running.pop(path)
                    if ocr is not None and isinstance(outcome, NoText):
                        scans[path] = file
                    else:
                        letter = file.kind == "letter"
                        (containers if letter else self._waiting).append((file, outcome))
                    done += 1
                    progress("reading", done, offered)
                    if self._is_time_to_tell():
                        self.tell()
            finally:  # Ctrl-C too: what came of the workers is not read again
                self.tell()
            self._run_ocr(scans, limits, progress, ocr or reader)
            self._waiting += containers
            self.tell(copies=self._copies)

    def _run_ocr(
        self, scans: Mapping[Path, File], limits: Limits, progress: Progress, reader: Reader
    ) -> None:
        if not scans:
            return
        progress("ocr", 0, len(scans))
        with closing(
            read_all(scans, for_ocr(limits), reader=reader, name=lambda path: scans[path].label)
        ) as outcomes:
            try:
                for done, (path, outcome) in enumerate(outcomes, start=1):
                    self._waiting.append((scans[path], outcome))
                    progress("ocr", done, len(scans))
                    if self._is_time_to_tell():
                        self.tell()
            finally:
                self.tell()

    def _is_time_to_tell(self) -> bool:
        late = time.monotonic() - self._told > _BATCH_SECONDS
        return late or len(self._waiting) >= _BATCH_FILES

    def refuse(self, file: File, error: ReadError) -> None:
        """Note that a file cannot be read."""
        self._waiting.append((file, error))

    def tell(self, copies: Iterable[File] = ()) -> None:
        """Bring to the disk what was read and noted; of `copies`, what their twins came to."""
        with self._writer.transaction() as db:
            for file, outcome in self._waiting:
                ledger.enter(db, self._kept(file, outcome))
            for entry in self._notes:
                ledger.enter(db, entry)
            for file in copies:
                self._enter_copy(file)
        self._waiting.clear()
        self._notes.clear()
        self._told = time.monotonic()

    def _kept(self, file: File, outcome: _Outcome) -> ledger.Entry:
        """Keep one file's original and what it says, or why it says nothing."""
        entry = self._entry(file)
        try:
            if outcome is None or (file.kind == "letter" and _says_nothing(outcome)):
                return replace(entry, outcome="opened")
            if isinstance(outcome, ReadError):
                raise outcome
            if outcome.source.sha256 != file.sha256:
                raise Damaged("the file changed while it was read", advice="Run ingest again")
            place = originals.keep(self._writer.folder, file.path, file.label, file.sha256)
        except ReadError as error:
            self.failed.append(ledger.failure(error, entry))
            return self.failed[-1]
        self._add_rendition(file, outcome, place)
        return entry

    def _add_rendition(self, file: File, report: Report, place: str) -> None:
        packed = pack(report)
        report = unpack(packed)
        self._writer.db.execute(
            "INSERT INTO renditions (sha256, name, media_type, bytes, pages, original, title, date,"
            " compiled_at, added_at, parsed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(file.sha256, file.label, report.source.media_type, file.bytes),
                *(report.source.pages, place, series_title(report.title), report.date),
                *(report.compiled_at, ledger.now(), packed),
            ],
        )
        if self._series is not None:
            overrule(self._writer.db, file.sha256, self._series)
        if file.container:  # unpacked, and now an original
            file.path.unlink()

    def _enter_copy(self, file: File) -> None:
        twin = ledger.latest(self._writer.db, file.sha256)
        if twin is not None:
            entry = replace(twin, name=file.name, container=file.container, at=ledger.now())
            ledger.enter(self._writer.db, entry)
            if entry.failed:
                self.failed.append(entry)
            else:
                self.known.append(file)

    def _entry(self, file: File, outcome: ledger.Outcome = "read") -> ledger.Entry:
        return ledger.Entry(
            *(file.name, file.sha256, file.bytes, ledger.now(), outcome),
            version=self._able,
            container=file.container,
        )


def _says_nothing(outcome: Report | ReadError) -> bool:
    return isinstance(outcome, Empty) or (isinstance(outcome, Report) and is_cover_note(outcome))
