"""Reports as PDF, and the ways to read them: jobs for `speed_measure.call`.

Half of the files are by Typst (tagged), half by reportlab (no tags); imports are not counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from ingest.report import Report
from tests.bench.speed_items import ITEMS, reports
from tests.bench.speed_measure import Watch


def render(files: int, folder: str) -> None:
    """Write that many reports of some three pages into the folder."""
    from corpus.render.flow import reportlab
    from corpus.render.typeset import typst

    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    for number, report in enumerate(reports(files * ITEMS)):
        maker = reportlab if number % 2 else typst
        (place / f"{number:05} {report.date}.pdf").write_bytes(maker(_page(report)))


def _page(report: Report) -> Any:
    from corpus import expand, markup

    day = date.fromisoformat(str(report.date))
    sections = tuple(
        expand.Section(
            section.heading,
            tuple(
                expand.Item(each.anchor, "bullet", 0, markup.parse(each.text), each.anchor, day)
                for each in section.items
            ),
        )
        for section in report.sections
    )
    made = (f"Sammanställd {day}", f"{day}T12:00", "Region Exempel", "only", sections)
    return expand.Report(report.id, "x", day, report.title, None, *made)  # type: ignore[arg-type]  # in order


def characters(files: Sequence[str]) -> dict[str, Any]:
    """Ours: each character with font and size."""
    import pdfplumber

    from ingest.pdf.characters import characters as read

    watch = Watch()
    found = 0
    for file in files:
        with pdfplumber.open(file) as pdf:
            for page in pdf.pages:
                found += len(read(page))
                page.close()
    return watch.told(characters=found)


def items(files: Sequence[str]) -> dict[str, Any]:
    """Ours: items with sections, levels, dates and boxes."""
    from ingest import parse
    from ingest.pdf import read  # noqa: F401 — imported now, not while the clock runs

    watch = Watch()
    read_ = (parse.parse(Path(file).read_bytes(), Path(file).name) for file in files)
    return watch.told(items=sum(len(list(report.items())) for report in read_))


def words(files: Sequence[str]) -> dict[str, Any]:
    """pdfplumber: words with font and size."""
    import pdfplumber

    watch = Watch()
    found = 0
    for file in files:
        with pdfplumber.open(file) as pdf:
            for page in pdf.pages:
                found += len(page.extract_words(extra_attrs=["fontname", "size"]))
                page.close()
    return watch.told(words=found)


def text(files: Sequence[str]) -> dict[str, Any]:
    """pdfminer: text alone."""
    from pdfminer.high_level import extract_text

    watch = Watch()
    return watch.told(characters=sum(len(extract_text(file)) for file in files))
