"""Tables without rules: which rows agree, what a cell takes along, what only looks like a row."""

from __future__ import annotations

import pytest
from laid_out import BODY, Row, page, table, texts

Cells = list[tuple[float, str]]


def lines(*found: Cells, pitch: float = 14) -> list[Row]:
    """Rows of (x, words), one below the other."""
    return [(x, 650 - pitch * at, words) for at, row in enumerate(found) for x, words in row]


TWO = lines([(72, "Ekonomi"), (140, "God")], [(72, "Bemanning"), (140, "Svag")])


@pytest.mark.parametrize(
    ("rows", "found", "why"),
    [
        (lines([(72, "Sjukhus"), (300, "12")], [(72, "Primärvård"), (308, "410 och")]), [],
         "cells out of line are no column"),
        (lines([(72, "Sjukhus"), (200, "12"), (300, "14")], [(72, "Vård"), (300, "15")]),
         ["Sjukhus | 12 | 14", "Vård | 15"], "a row may lack a cell, and be spaced evenly"),
        (lines([(72, "Ekonomi"), (125, "god")], [(72, "Personal"), (129, "svag"), (163, "nu")]), [],
         "at lesser gaps it may not"),
        (lines([(72, "Ekonomi"), (200, "god prognos")], [(72, "Vård"), (200, "svag"), (236, "nu")]),
         ["Ekonomi | god prognos", "Vård | svag nu"], "there a gap within a cell is a space"),
        (lines(*[[(72, "Region Exempel"), (180, "Region Exempel"), (288, "Region Exempel")]] * 2),
         ["Region Exempel | Region Exempel | Region Exempel"] * 2,
         "cells of several words are no justified text"),
        (lines(*[[(72, "Region"), (130, "Exempel"), (200, "Vård"), (250, "Nu")]] * 2),
         ["Region | Exempel | Vård | Nu"] * 2, "nor are words at uneven distances"),
        (lines([(72, "1."), (90, "Avgift"), (300, "12")], [(72, "2."), (90, "Ränta"), (300, "10")]),
         ["1. Avgift | 12", "2. Ränta | 10"], "a number belongs to the cell after it"),
        (lines([(72, "1.")], [(72, "Text under en etikett som står ensam.")]), [],
         "a label alone is no row"),
        ([(72, 650, "Ekonomi:", "B"), (125, 650, "god"), (72, 636, "Ekonomi:", "B"),
          (125, 636, "svag")], [], "bold type and plain type side by side are no cells"),
        ([*TWO, (140, 600, "Ny text längre ned.")], ["Ekonomi | God", "Bemanning | Svag"],
         "what stands lower is no further line of a cell"),
        ([*TWO, (72, 622, "Text under tabellen.")], ["Ekonomi | God", "Bemanning | Svag"],
         "nor is what begins at the margin"),
    ],
)  # fmt: skip
def test_rows(rows: list[Row], found: list[str], why: str) -> None:
    assert table(page(*rows, *BODY)) == found, why


def test_two_pieces_below_a_row_are_no_further_line_of_its_cell() -> None:
    found = " ".join(texts(page(*TWO, (140, 622, "osäker"), (330, 622, "prognos"), *BODY)))
    assert "osäker prognos" in found


def test_justified_words_whose_gaps_waver_a_little_are_no_row() -> None:
    row = [(72, "Region"), (120, "Exempel"), (176, "Vård"), (214, "Skola")]
    gaps = lines(row, row)
    assert table(page(*gaps, *BODY)) == []
