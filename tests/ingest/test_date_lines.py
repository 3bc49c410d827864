"""Lines beside the title, in the letterhead and below the page that say when or who."""

from __future__ import annotations

from ingest.date_lines import date_lines, head, letterhead, may_be_title
from ingest.document import Block
from ingest.headings import heading_ranks

PROSE = "Region Exempel har beslutat om en ny process för journalsystemet och dess förvaltning."


def places(*blocks: Block) -> list[int]:
    return date_lines(blocks, heading_ranks(blocks), [0])


def page(*texts: str) -> list[Block]:
    return [Block("Rapport", "heading", 1), *map(Block, texts)]


def test_who_answers_for_the_page_goes_with_its_dates() -> None:
    below = ("Senast uppdaterad: 2025-10-25", "Sidansvarig: Kommunikation")
    assert places(*page(PROSE, PROSE, PROSE, *below)) == [4, 5]
    assert places(*page(PROSE, PROSE, PROSE, below[1])) == []  # alone it may be the report's own


def test_a_label_alone_goes_with_its_day() -> None:
    assert places(*page("Datum", "2025-10-25", PROSE)) == [1, 2]
    assert places(*page("Läget", "2025-10-25", PROSE)) == [2]


def test_a_label_inside_a_cell() -> None:
    row = Block("Exempelkommun | PROTOKOLL Sammanträdesdatum 2025-03-11 | 1 (3)", "row")
    assert "Sammanträdesdatum 2025-03-11" in list(letterhead([row]))
    assert "Sammanträdesdatum 2025-03-11" in list(head([(row, None)]))


def test_a_label_some_lines_above_its_day() -> None:
    lines = [Block("Sammanträdesdatum 1 (3)"), Block("Socialnämnden"), Block("2025-05-20")]
    assert "Datum: 2025-05-20" in list(head([(line, None) for line in lines]))
    assert "Datum: 2025-05-20" not in list(head([(line, None) for line in lines[1:]]))
    answered = [Block("Datum 2025-05-01"), lines[2]]
    assert "Datum: 2025-05-20" not in list(head([(line, None) for line in answered]))


def test_what_was_printed_when_is_no_title() -> None:
    assert not may_be_title(Block("Utskriven 2025-11-03 10:12"))
