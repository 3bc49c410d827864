"""An archive made of a truth's files, and its answers in the truth's own anchors.

An item that was read a little otherwise, or that stands at another place than it should, is still
the item that the truth means: within a report, items are paired by their text, and the archive's
anchors translated. So search and threads are not blamed for structure, which has its own table.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from index.archive import Archive, open_archive
from index.history import threads_of
from index.intake import Intake, intake
from index.rows import EVERYTHING, ItemRow
from index.threads import Thread, Version
from tests.bench import known
from tests.bench.structure_scores import pair


@dataclass(frozen=True, slots=True)
class Holding:
    """An open archive, how its files came in, and the truth's anchors by the archive's."""

    archive: Archive
    taken: Intake
    anchors: Mapping[str, str]

    def known(self, anchor: str) -> str:
        """The truth's anchor; the archive's own where the truth has no such item."""
        return self.anchors.get(anchor, f"?{anchor}")

    def threads(self, series: str) -> tuple[Thread, ...]:
        """The archive's threads of a series, in the truth's anchors."""
        found = threads_of(self.archive.catalogue.db, self.anchors)
        return tuple(self._known_thread(one) for name, one in found if name == series)

    def _known_thread(self, thread: Thread) -> Thread:
        versions = (
            Version(self.known(one.anchor), one.changes, tuple(map(self.known, one.from_)))
            for one in thread.versions
        )
        return Thread(
            self.known(thread.id),
            tuple(versions),
            thread.dropped,
            thread.pauses,
            thread.boilerplate,
            tuple(map(self.known, thread.into)),
        )


@contextmanager
def holding(truth: known.Truth, files: Path) -> Iterator[Holding]:
    """Take all files into an archive in a temporary folder."""
    with TemporaryDirectory() as folder:
        place = Path(folder, "archive")
        taken = intake(place, [files], ocr=False)  # scans read by OCR have a table of their own
        with open_archive(place) as archive:
            rows = list(archive.catalogue.all_items(EVERYTHING))
            yield Holding(archive, taken, translation(truth, rows))


def translation(truth: known.Truth, rows: list[ItemRow]) -> dict[str, str]:
    """The truth's anchor for each of the archive's items that it knows."""
    there: dict[str, list[ItemRow]] = {}
    for row in rows:
        there.setdefault(row.report, []).append(row)
    found: dict[str, str] = {}
    for report in truth["reports"]:
        came = there.get(report["id"], [])
        items = [item for _, item in known.items(report)]
        pairing = pair([item["text"] for item in items], [row.text for row in came])
        for a, b in pairing.both:
            found[came[b].anchor] = f"{report['id']}#{items[a]['anchor']}"
    return found
