"""Whether an archive is sound, and how to make it so: `verify` and `rebuild`.

Each part is checked against the one that it must agree with: originals against their SHA-256, the
catalogue against the originals and against itself, the vocabulary against the items, the index
against the catalogue. A finding says how to mend it; nothing is mended here unasked.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from index import generation, originals
from index.archive import open_archive
from index.catalogue import Catalogue
from index.engine import open_engine
from index.parsed import pack, unpack
from index.progress import Progress, silent
from index.records import describe
from index.schema import CATALOGUE
from index.vocabulary import Tally
from index.writer import Writer, open_to_write
from ingest.errors import ArchiveError, Damaged, NoText, ReadError
from ingest.limits import for_ocr
from ingest.report import Report
from ingest.title import series_title
from ingest.worker import DEFAULT_LIMITS, Limits, Reader, ocr_file, parse_file, read_all

_REBUILD = "Run 'sparhund rebuild': the index is made anew from the catalogue"
_REREAD = "Run 'sparhund rebuild --from-originals'"
_CATALOGUE = "Put the catalogue back from a backup"
_BACKUP = "Put the file back from a backup, or take it in again with 'sparhund ingest'"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, where, and how to mend it."""

    where: str
    what: str
    mend: str


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading all originals again came to: how many were read, and why others were not."""

    read: int
    failed: tuple[tuple[str, ReadError], ...]


def verify(archive: Path, progress: Progress = silent) -> list[Finding]:
    """Everything that is wrong with an archive; an empty list when it is sound.

    Raises NoArchive, LaterVersion, and ArchiveError for a catalogue that cannot be opened.
    """
    findings: list[Finding] = []
    with open_archive(archive) as opened:
        db = opened.catalogue.db
        try:
            findings += _sqlite(db)
            findings += _originals(archive, db, progress)
            findings += _reports(db)
            findings += _vocabulary(opened.catalogue, progress)
            findings += _index(archive, db)
        except sqlite3.DatabaseError as error:
            findings.append(Finding(CATALOGUE, f"it cannot be read ({error})", _CATALOGUE))
    return findings


def _sqlite(db: sqlite3.Connection) -> Iterator[Finding]:
    for (message,) in db.execute("PRAGMA integrity_check(20)"):
        if message != "ok":
            yield Finding(CATALOGUE, message, _CATALOGUE)


def _originals(archive: Path, db: sqlite3.Connection, progress: Progress) -> Iterator[Finding]:
    known = dict(db.execute("SELECT original, sha256 FROM renditions ORDER BY original"))
    for place, (original, sha256) in enumerate(known.items()):
        progress("originals", place, len(known))
        file = archive / original
        if not file.is_file():
            yield Finding(original, "this original is missing", _BACKUP)
        elif originals.digest_of(file) != sha256:
            yield Finding(original, "its content is not what its name says", _BACKUP)
    for file in sorted((archive / "originals").glob("*/*")):
        name = file.relative_to(archive).as_posix()
        if name not in known:
            yield Finding(
                name,
                "the catalogue does not know this file (a crash may have left it)",
                f"Take it in with 'sparhund ingest {name}', or delete it",
            )


def _reports(db: sqlite3.Connection) -> Iterator[Finding]:
    for (report,) in db.execute(
        "SELECT id FROM reports WHERE id NOT IN"
        " (SELECT report FROM renditions WHERE report IS NOT NULL) ORDER BY id"
    ):
        yield Finding(report, "this report has no file", _REREAD)
    for (name,) in db.execute(
        "SELECT name FROM renditions LEFT JOIN reports ON reports.id = report"
        " WHERE settled = 0 OR reports.id IS NULL ORDER BY name"
    ):
        yield Finding(name, "this file was read but is in no report", _REBUILD)
    for report, said, there in db.execute(
        "SELECT id, reports.items, (SELECT count(*) FROM items WHERE items.report = reports.key)"
        " AS there FROM reports WHERE reports.items <> there ORDER BY id"
    ):
        yield Finding(report, f"{there} items are there, {said} should be", _REREAD)


def _vocabulary(catalogue: Catalogue, progress: Progress) -> Iterator[Finding]:
    tally = Tally()
    reports = [id_ for (id_,) in catalogue.db.execute("SELECT id FROM standing")]
    for place, id_ in enumerate(reports):
        progress("vocabulary", place, len(reports))
        tally.add(describe(catalogue.report(id_), catalogue.sections(id_)))
    terms = {(row[0], row[1]): row[2] for row in catalogue.db.execute("SELECT * FROM terms")}
    parts = dict(catalogue.db.execute("SELECT part, count FROM parts"))
    rows = catalogue.db.execute("SELECT short, long, count FROM abbreviations")
    pairs = {(short, long): count for short, long, count in rows}
    if terms != tally.terms or parts != tally.parts or pairs != tally.pairs:
        yield Finding("terms", "the vocabulary is not that of the reports", _REBUILD)


def _index(archive: Path, db: sqlite3.Connection) -> Iterator[Finding]:
    if not generation.is_sound(archive, db):
        yield Finding("index", "it is missing, or not what the catalogue says", _REBUILD)
        return
    engine = open_engine(generation.folder_of(archive, generation.generation(db)))
    try:
        held = dict(engine.digests())
    except ArchiveError as error:
        yield Finding("index", error.message, _REBUILD)
        return
    finally:
        engine.close()
    due = dict(db.execute("SELECT id, digest FROM standing WHERE items > 0"))
    for report in sorted(due.keys() | held.keys()):
        if report not in held:
            yield Finding(report, "the index lacks this report", _REBUILD)
        elif report not in due:
            yield Finding(report, "the index has a report that the catalogue has not", _REBUILD)
        elif due[report] != held[report]:
            yield Finding(report, "the index has another text of this report", _REBUILD)


def rebuild(
    archive: Path,
    *,
    from_originals: bool = False,
    limits: Limits = DEFAULT_LIMITS,
    progress: Progress = silent,
    reader: Reader = parse_file,
) -> Reread | None:
    """Make vocabulary, threads and index anew from the catalogue; readers see the old meanwhile.

    With `from_originals` all files are read again first (a better reader may find more) and reports
    and items made from that; a file that cannot be read any more keeps what was read before. Ids
    and anchors that were issued still lead to the same text. Raises what `open_to_write` raises.
    """
    with open_to_write(archive) as writer:
        reread = _read_again(writer, limits, progress, reader) if from_originals else None
        writer.settle(progress, afresh=True)
    return reread


def _read_again(writer: Writer, limits: Limits, progress: Progress, reader: Reader) -> Reread:
    names = {
        writer.folder / original: (sha256, name)
        for original, sha256, name in writer.db.execute(
            "SELECT original, sha256, name FROM renditions ORDER BY sha256"
        )
    }
    failed: list[tuple[str, ReadError]] = []
    scans: list[Path] = []

    def read(files: Collection[Path], limits: Limits, phase: str, reader: Reader) -> None:
        outcomes = read_all(files, limits, reader=reader, name=lambda file: names[file][1])
        for place, (file, outcome) in enumerate(outcomes, start=1):
            progress(phase, place, len(files))
            sha256, name = names[file]
            if isinstance(outcome, Report) and outcome.source.sha256 != sha256:
                outcome = Damaged(
                    "the original is not what its name says", where=name, advice=_BACKUP
                )
            if isinstance(outcome, NoText) and phase == "reading":
                scans.append(file)
            elif isinstance(outcome, ReadError):
                failed.append((name, outcome))
            else:
                _say_anew(writer, sha256, outcome)

    read(names, limits, "reading", reader)
    if scans:
        read(scans, for_ocr(limits), "ocr", ocr_file)
    return Reread(len(names) - len(failed), tuple(failed))


def _say_anew(writer: Writer, sha256: str, report: Report) -> None:
    packed = pack(report)
    report = unpack(packed)
    with writer.transaction() as db:
        db.execute(
            "UPDATE renditions SET parsed = ?, title = ?, date = ?, compiled_at = ?, pages = ?,"
            " media_type = ?, settled = 0 WHERE sha256 = ?",
            [
                *(packed, series_title(report.title), report.date, report.compiled_at),
                *(report.source.pages, report.source.media_type, sha256),
            ],
        )
