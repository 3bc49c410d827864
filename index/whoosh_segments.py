"""The index's folder: what was committed last, and the next commit.

No segment is ever merged: rebuilding from the catalogue is faster than Whoosh's merging, and a
commit then costs what the new reports cost. A commit writes the table of contents last, under
another name, and renames it: killed before, the old index stands; after, the new.

With `whoosh_format.py` the only importer of Whoosh. Whoosh's searchers are not used
(`whoosh_engine.py` says why).
"""

from __future__ import annotations

import pickle
import threading
import time
from array import array
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from whoosh import columns, formats
from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC, FileIndex
from whoosh.reading import TermNotFound
from whoosh.writing import LockError

from index.engine import INDEX_FORMAT, Batch, Record
from index.whoosh_format import Codec, Numbers, Values, schema
from index.whoosh_writer import Writer
from ingest.errors import ArchiveError, Locked

NAME = f"sparhund{INDEX_FORMAT}"
LOCK_SECONDS = 30.0
T = TypeVar("T", str, "array[int]")
UNREADABLE = (
    *(whoosh_index.IndexError, pickle.UnpicklingError, EOFError),
    *(ValueError, KeyError, TypeError, AttributeError, ImportError),  # what unpickling may raise
)


class Place(NamedTuple, Generic[T]):
    """Where a document stands: a section of a report. As texts, or as columns of their numbers."""

    report: T
    digest: T
    series: T
    date: T
    section: T


class Posting(NamedTuple):
    """A term's documents in rising order, how often each has it, and where.

    `counts` is None when each has it once. `positions` are for `positions_in`, one value for each
    document; None in fields without.
    """

    documents: array[int]
    counts: array[int] | None
    positions: Sequence[bytes] | None


NOTHING = Posting(array("I"), None, None)
_EXISTENCE = formats.Existence()  # a matcher asks for a format that `arrays` has no use for


class Snapshot:
    """The index as of one commit. Documents are numbered over all segments.

    `place` gives for each document the number of its place; each of `columns` gives for each place
    the number of a text in `texts`, where no text stands twice. The arrays never change; methods
    read from files and are locked, since Whoosh's file objects have one cursor.
    """

    def __init__(self, storage: Any) -> None:
        self._terms: list[tuple[int, Any]] = []
        self._anchors: list[tuple[int, Any]] = []
        self._readers: list[Any] = []
        self._lock = threading.Lock()
        toc = TOC.read(storage, NAME)
        self.generation: int = toc.generation
        self.texts: list[str] = []
        self.columns = Place(*(array("I") for _ in Place._fields))
        self.place = array("I")
        self.length = array("I")
        self.position = array("I")
        self.deleted: set[int] = set()
        for segment in toc.segments:
            self._open(storage, segment)
        self.documents = len(self.place) - len(self.deleted)

    def _open(self, storage: Any, segment: Any) -> None:
        first = len(self.place)
        reader = segment.codec().per_document_reader(storage, segment)
        place = reader.column_reader("place", Values())
        known = len(self.columns.report)
        fields, texts = place.table()
        if known:
            numbered = {text: number for number, text in enumerate(self.texts)}
            numbers = [numbered.setdefault(text, len(numbered)) for text in texts]
            fields = [array("I", map(numbers.__getitem__, field)) for field in fields]
            texts = numbered
        self.texts = list(texts)
        for column, field in zip(self.columns, fields, strict=True):
            column += field
        numbers = place.load()
        self.place += array("I", [n + known for n in numbers]) if known else numbers
        self.length += reader.column_reader("length", Numbers()).load()
        self.position += reader.column_reader("position", Numbers()).load()
        self.deleted.update(first + document for document in segment.deleted_docs())
        self._anchors.append((first, reader.column_reader("anchor", columns.VarBytesColumn())))
        self._terms.append((first, segment.codec().terms_reader(storage, segment)))
        self._readers.append(reader)

    def posting(self, field: str, text: str) -> Posting:
        """A term's posting list, deleted documents included."""
        term = text.encode()
        found = []
        with self._lock:
            for first, terms in self._terms:
                try:
                    documents, counts, positions = terms.matcher(field, term, _EXISTENCE).arrays()
                except TermNotFound:
                    continue
                if first:
                    documents = array("I", [first + document for document in documents])
                found.append(Posting(documents, counts, positions if field == "stem" else None))
        return _chained(found)

    def anchor(self, document: int) -> str:
        with self._lock:
            first, anchors = next(pair for pair in reversed(self._anchors) if pair[0] <= document)
            return bytes(anchors[document - first]).decode()

    def close(self) -> None:
        opened = [*self._readers, *(terms for _, terms in self._terms)]
        self._readers, self._terms = [], []
        for each in opened:
            each.close()

    __del__ = close  # one that a commit has replaced lives as long as an answer streams from it


def _chained(found: list[Posting]) -> Posting:
    if len(found) < 2:
        return found[0] if found else NOTHING
    documents = array("I")
    positions: list[bytes] = []
    for posting in found:
        documents += posting.documents
        positions += posting.positions or ()
    counts = None
    if any(posting.counts is not None for posting in found):
        counts = array("I")
        for posting in found:
            counts += posting.counts or array("I", [1] * len(posting.documents))
    return Posting(documents, counts, positions or None)


# -- the folder ------------------------------------------------------------------------------


class Folder:
    """The index's folder: the last commit as a Snapshot, and the next commit."""

    def __init__(self, path: Path) -> None:
        """Raises ArchiveError when there is an index that cannot be read."""
        path.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._storage = FileStorage(str(path))
        self._snapshot: Snapshot | None = None
        self._lock = threading.Lock()
        if self._generation() < 0:
            TOC.create(self._storage, schema(), NAME)
        self.snapshot()

    def _generation(self) -> int:
        prefix, ending = f"_{NAME}_", ".toc"
        numbers = [
            entry.name.removeprefix(prefix).removesuffix(ending)
            for entry in self.path.iterdir()
            if entry.name.startswith(prefix) and entry.name.endswith(ending)
        ]
        return max((int(number) for number in numbers if number.isdecimal()), default=-1)

    def snapshot(self) -> Snapshot:
        """The last commit, read again only when there is a newer one."""
        with self._lock:
            latest = self._generation()
            if self._snapshot is None or self._snapshot.generation != latest:
                self._snapshot = self._read()
            return self._snapshot

    def _read(self) -> Snapshot:
        for tries_left in range(10, -1, -1):
            try:
                return Snapshot(self._storage)
            except FileNotFoundError:  # a commit has just removed what it replaced
                if not tries_left:
                    raise
                time.sleep(0.05)
            except UNREADABLE as error:
                raise ArchiveError(
                    f"The index cannot be read ({type(error).__name__})",
                    where=str(self.path),
                    advice="Run `sparhund rebuild`: it is made again from the catalogue.",
                ) from error
        raise AssertionError("the last try returns or raises")

    def commit(self, batches: Iterable[Batch]) -> None:
        """Put the batches in the place of their reports' documents. All or nothing.

        Raises Locked when another process writes for longer than LOCK_SECONDS.
        """
        try:
            writer = Writer(
                FileIndex(self._storage, indexname=NAME),
                timeout=LOCK_SECONDS,
                codec=Codec(),
                compound=False,  # a compound segment is copied into memory whole when opened
            )
        except LockError:
            raise Locked("Another process writes to the index", where=str(self.path)) from None
        try:
            changed = self._write(writer, batches)
        except BaseException:
            writer.cancel()
            raise
        if changed:
            writer.commit(mergetype=_without_empty)
        else:
            writer.cancel()

    def _write(self, writer: Any, batches: Iterable[Batch]) -> bool:
        before = self.snapshot()
        reports: dict[str, range] = {}
        gone: set[int] = set()
        for batch in batches:
            if batch.report in reports:  # twice in one commit: the last counts
                for document in reports[batch.report]:
                    writer.newsegment.delete_document(document)
            elif found := before.posting("report", batch.report).documents:
                gone.update(found)
            first = writer.docnum
            for record in batch.records:
                _add(writer, record, batch.digest)
            reports[batch.report] = range(first, writer.docnum)
        for document in gone - before.deleted:
            writer.delete_document(document)
        return bool(gone) or any(reports.values())

    def close(self) -> None:
        with self._lock:
            if self._snapshot is not None:
                self._snapshot.close()
                self._snapshot = None


def _add(writer: Any, record: Record, digest: str) -> None:
    writer.add_document(
        word=record.words,
        stem=record.stems,
        part=record.parts,
        context=record.context,
        head=record.head,
        report=(record.report,),
        place=Place(record.report, digest, record.series, record.date, record.section),
        length=len(record.stems),
        position=record.position,
        anchor=record.anchor.encode(),
    )


def _without_empty(_writer: Any, segments: Iterable[Any]) -> list[Any]:
    return [segment for segment in segments if segment.deleted_count() < segment.doc_count_all()]
