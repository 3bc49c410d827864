"""What the catalogue keeps of a file: as `asdict` gives it, and the same report when it is read."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, replace

from index.parsed import pack, unpack
from ingest.report import Box, DateMention, Item, Link, Report, Section, Source

REPORT = Report(
    id="exempel/2025-03-07",
    title="Veckorapport Exempel",
    series="exempel",
    date="2025-03-07",
    date_source="title",
    compiled_at=None,
    language="sv",
    source=Source("v10.pdf", "ab" * 32, "application/pdf", 1000, 2, "Typst"),
    sections=(
        Section(
            "Vård",
            1,
            (
                Item(
                    "1.1",
                    "bullet",
                    0,
                    "Kön till röntgen är kortare",
                    links=(Link("röntgen", "https://exempel.invalid"),),
                    dates=(DateMention("den 7 mars", "2025-03-07", "mention"),),
                    boxes=(Box(1, 10.0, 20.0, 300.5, 32.0),),
                ),
                Item("1.2", "paragraph", 0, "Inget nytt"),
            ),
        ),
        Section("Övrigt", 1, ()),
    ),
    warnings=("a page is a scan",),
)


def test_a_report_comes_back_as_it_was() -> None:
    assert unpack(pack(REPORT)) == REPORT


def test_the_shape_is_that_of_asdict() -> None:
    assert json.loads(zlib.decompress(pack(REPORT))) == json.loads(json.dumps(asdict(REPORT)))


def test_a_lone_surrogate_becomes_a_question_mark() -> None:
    assert unpack(pack(replace(REPORT, title="Vecka \ud800"))).title == "Vecka ?"
