"""Lines beside the title, in the letterhead and below the page that say when or who."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    ("line", "gone", "why"),
    [
        ("Sidansvarig: Kommunikation", True, "a name and nothing else"),
        ("Webbansvarig: Anna Exempel", True, "a name in two words"),
        ("Ansvarig för Lund: Anna, stänger 45 platser", False, "what somebody answers for is text"),
        ("Ansvarig för åtgärden om IVO:s beslut: Region Exempel", False, "be it no more than that"),
        ("Ansvarig: Anna Exempel", False, "the bare word says nothing of a page"),
        ("Sidansvarig: Anna, stänger 45 platser", False, "more than a name"),
        ("Sidansvarig: Anna Exempel. Platser stängs", False, "a sentence after the name"),
    ],
)
def test_who_answers(line: str, gone: bool, why: str) -> None:
    found = places(*page(PROSE, PROSE, PROSE, line, "Senast uppdaterad: 2025-10-25"))
    assert found == ([4, 5] if gone else [5]), why


def test_a_label_alone_goes_with_its_day() -> None:
    assert places(*page("Datum", "2025-10-25", PROSE)) == [1, 2]
    assert places(*page("Läget", "2025-10-25", PROSE)) == [2]


def test_a_label_inside_a_cell() -> None:
    row = Block("Exempelkommun | PROTOKOLL Sammanträdesdatum 2025-03-11 | 1 (3)", "row")
    assert "Sammanträdesdatum 2025-03-11" in list(letterhead([row]))
    assert "Sammanträdesdatum 2025-03-11" in list(head([(row, None)]))


@pytest.mark.parametrize(
    ("cell", "counts", "why"),
    [
        ("PROTOKOLL Mötesdatum 2025-12-01", True, "the label of this meeting"),
        ("Nästa Mötesdatum 2025-12-01", False, "the next meeting's day"),
        ("Kommande ordinarie Mötesdatum 2025-12-01", False, "words between"),
        ("Föregående Mötesdatum 2025-12-01", False, "the last meeting's day"),
    ],
)
def test_another_meeting_s_label_inside_a_cell(cell: str, counts: bool, why: str) -> None:
    row = Block(f"{cell} | x", "row")
    for found in (letterhead([row]), head([(row, None)])):
        assert ("Mötesdatum 2025-12-01" in list(found)) is counts, why


def test_a_label_some_lines_above_its_day() -> None:
    lines = [Block("Sammanträdesdatum 1 (3)"), Block("Socialnämnden"), Block("2025-05-20")]
    assert "Datum: 2025-05-20" in list(head([(line, None) for line in lines]))
    assert "Datum: 2025-05-20" not in list(head([(line, None) for line in lines[1:]]))
    answered = [Block("Datum 2025-05-01"), lines[2]]
    assert "Datum: 2025-05-20" not in list(head([(line, None) for line in answered]))


def test_what_was_printed_when_is_no_title() -> None:
    assert not may_be_title(Block("Utskriven 2025-11-03 10:12"))
