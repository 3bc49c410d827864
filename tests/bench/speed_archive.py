"""Archives for measuring: filled with made reports as `ingest` fills them, without files.

`stems_only` turns the search into what it would be with stems alone: no parts of compounds, no
context, nothing added to a query. It is what the additions are measured against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from index import expand, lexicon, progress, records, settle
from index.engine import Batch
from index.expand import _Lowering
from index.parsed import pack
from index.rows import ReportRow, SectionRow
from index.vocabulary import Tally
from index.writer import open_to_write
from ingest.report import Report


def fill(folder: Path, reports: Iterable[Report]) -> None:
    """An archive of the reports: catalogue, vocabulary and index; no threads, no originals."""
    with open_to_write(folder, create=True) as writer, writer.transaction() as db:
        for report in reports:
            db.execute(
                "INSERT INTO renditions (sha256, name, media_type, bytes, pages, original, title,"
                " date, compiled_at, added_at, parsed)"
                " VALUES (?, ?, ?, 1, 0, '', ?, ?, NULL, '', ?)",
                [
                    *(report.source.sha256, report.source.name, report.source.media_type),
                    *(report.title, report.date, pack(report)),
                ],
            )
        settle.settle(db, Tally())
        writer._publish(None, (), Tally(), progress.silent)


@contextmanager
def stems_only() -> Iterator[None]:
    """Archives made and asked within know stems alone; ask them with `strict=True`."""
    described = records.describe

    def describe(report: ReportRow, sections: tuple[SectionRow, ...]) -> records.Description:
        whole = described(report, sections)
        bare = tuple(replace(one, parts=(), context=()) for one in whole.batch.records)
        return replace(whole, batch=Batch(whole.batch.report, whole.batch.digest, bare))

    def variants(self: _Lowering, _: Any, stems: Iterable[str], word: str, **__: Any) -> Any:
        return (self.term("stem", each, 1.0, word, "stem") for each in stems)

    with (
        patch.object(lexicon, "elements", lambda _: ()),
        patch("index.writer.describe", describe),
        patch.object(expand._Lowering, "variants", variants),
    ):
        yield
