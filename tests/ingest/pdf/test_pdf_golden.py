"""One golden file per producer: the outline that `parse` gives of the one text that all rendered.

Stored files are read everywhere; the others are rendered where their programs are (`-m producers`).
`pytest --update` writes the golden files anew: the diff then shows what a change of the reader, or
a new version of a producer, does to a whole report.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from invented import Look
from renderings import RENDERERS

from ingest.parse import parse
from ingest.report import Item, Report

TESTS = Path(__file__).parents[2]
GOLDEN = TESTS / "golden" / "pdf"
STORED = {path.stem: path for path in TESTS.joinpath("data", "pdf").glob("*.pdf")}
EVERYWHERE = {*STORED, "reportlab"}  # a dependency of the tests


def outline(report: Report) -> Iterator[str]:
    """A report as lines that a person can compare: a heading's `#`s, an item's place, its text."""
    yield f"{report.title}"
    yield f"{report.date} ({report.date_source}), {report.compiled_at}, {report.language}"
    yield from (f"warning: {warning}" for warning in report.warnings)
    for section in report.sections:
        yield ""
        yield f"{'#' * section.level} {section.heading}"
        for item in section.items:
            yield from _lines(item)


def _lines(item: Item) -> Iterator[str]:
    indent = "  " * item.level
    mark = {"bullet": item.label or "•", "row": "|", "paragraph": "¶"}[item.kind]
    yield f"{item.anchor:7} {indent}{mark} {item.text}"
    if item.date:
        yield f"{'':7} {indent}  date: {item.date}"
    for mention in item.dates:
        yield f"{'':7} {indent}  {mention.role}: {mention.date} ({mention.text})"
    for link in item.links:
        yield f"{'':7} {indent}  link: {link.text} -> {link.url}"


@pytest.mark.parametrize(
    "name",
    [
        name if name in EVERYWHERE else pytest.param(name, marks=pytest.mark.producers)
        for name in RENDERERS
    ],
)
def test_the_outline_is_the_golden_one(name: str, request: pytest.FixtureRequest) -> None:
    data = STORED[name].read_bytes() if name in STORED else RENDERERS[name](Look())
    came = "\n".join(outline(parse(data, f"{name}.pdf"))) + "\n"
    golden = GOLDEN / f"{name}.txt"
    if request.config.getoption("--update"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(came, "utf-8")
    else:
        assert came == golden.read_text("utf-8")


def test_every_producer_has_its_golden_file_and_no_other() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(RENDERERS)
