"""What makes a line an item, a clause, a note or part of a paragraph: for each rule its case.

Short pages of their own, since a page with much text tells the usual distance and edge anyway.
"""

from __future__ import annotations

import pytest
from handmade import File, Page
from laid_out import BODY, FULL, TAIL, Row, down, levels, page, texts

from ingest.pdf.lines import drafts
from ingest.pdf.read import read_pdf
from ingest.pdf.runs import Run
from ingest.pdf.sheet import Sheet
from ingest.pdf.tables import Cell

CLOSED = f"{FULL[:-6]} helt."  # a full line that ends its sentence
SHORT = [f"Region Exempel skriver rad {at} och" for at in ("ett", "två", "tre", "fyra", "fem")]


def ruled(drawn: Page, x0: float, x1: float, top: float, *, rows: int = 1) -> Page:
    """Rules around two columns of cells, rows of 20 points."""
    low, middle = top - 20 * rows, (x0 + x1) / 2
    across = [f"{x0} {top - 20 * at} m {x1} {top - 20 * at} l S" for at in range(rows + 1)]
    along = [f"{x} {low} m {x} {top} l S" for x in (x0, middle, x1)]
    drawn.content += "\n" + "\n".join([*across, *along])
    return drawn


CELLS = [(76, 654, "Utfall"), (330, 654, "Prognos")]


@pytest.mark.parametrize(
    ("rows", "parts", "why"),
    [
        (down(72, FULL, "Exempelstad är med."), [f"{FULL} Exempelstad är med."],
         "two lines alone have the distance that most texts have"),
        (down(72, FULL, "Exempelstad är med.", pitch=20), [f"{FULL} Exempelstad är med."],
         "but a sentence that goes on in a full line's next tells another"),
        (down(72, FULL, "Frånvarande: Kim Exempel", pitch=20), [FULL, "Frånvarande: Kim Exempel"],
         "a label begins anew, whether a full stop stands above it or not"),
        (down(72, f"{CLOSED[:-5]}här.", "Kim.", "Alex.", "Kim.", pitch=20),
         [f"{CLOSED[:-5]}här.", "Kim.", "Alex.", "Kim."],
         "a full line that ends its sentence tells nothing alone"),
        (down(72, *[f"{FULL[:-at]}." for at in (1, 2, 3, 4)], pitch=20),
         [" ".join(f"{FULL[:-at]}." for at in (1, 2, 3, 4))],
         "four full lines tell their distance, however wide"),
        (down(72, *[f"{FULL[:-at]}." for at in (1, 2, 3, 4)], pitch=40),
         [f"{FULL[:-at]}." for at in (1, 2, 3, 4)],
         "what stands three lines apart tells of no paragraph"),
        (down(72, "Kort rad.", "En till.", "Och en.", CLOSED, "Nytt stycke.", pitch=26),
         ["Kort rad.", "En till.", "Och en.", CLOSED, "Nytt stycke."],
         "nor does what stands below lines that were ended"),
        ([row for at in range(3)
          for row in (*down(72, "• " + CLOSED[:-8] + ".", top=700 - 26 * at),)]
         + down(72, CLOSED, "Nytt stycke.", top=622, pitch=26),
         [*[CLOSED[:-8] + "."] * 3, CLOSED, "Nytt stycke."],
         "nor an item below another"),
        ([row for at in range(3)
          for row in ((72, 700 - 50 * at, "Rubrikens ord är så många att raden är full", "F", 22),
                      (72, 670 - 50 * at, "Kort text."))]
         + down(72, CLOSED, "Nytt stycke.", top=500, pitch=26),
         ["Rubrikens ord är så många att raden är full", "Kort text."] * 3
         + [CLOSED, "Nytt stycke."],
         "nor text below a larger heading"),
        ([(72, 700, CLOSED), (110, 670, "indragen rad i gemener."),
          *down(72, CLOSED, "Nytt stycke.", top=600, pitch=30)],
         [CLOSED, "indragen rad i gemener.", CLOSED, "Nytt stycke."],
         "nor lower case at another indent"),
    ],
)  # fmt: skip
def test_the_usual_distance_of_lines(rows: list[Row], parts: list[str], why: str) -> None:
    assert texts(page(*rows)) == parts, why


def test_a_few_short_lines_that_happen_to_end_alike_are_no_justified_text() -> None:
    ragged = [f"{FULL[:-at]}." for at in range(1, 13)]
    alike = ["Kort rad som slutar här.", "Och ännu en.", "Och ännu en.", "Och ännu en."]
    assert texts(page(*down(72, *ragged, *alike)))[-4:] == alike


def test_two_lines_that_end_alike_are_not_most() -> None:
    lines = [f"{FULL[:60]}.", f"{FULL[:60]}.", f"{FULL[:-4]}.", "Exempel."]
    assert texts(page(*down(72, *lines)))[:2] == lines[:2]


def test_a_page_of_narrow_text_has_its_own_right_edge() -> None:
    wide = (page(*BODY, *down(72, FULL, FULL, TAIL, top=200)) for _ in range(2))
    narrow = page(*down(72, *SHORT, SHORT[0], SHORT[1], "Exempelstad."))
    found = texts(*wide, narrow)
    assert " ".join([*SHORT, SHORT[0], SHORT[1], "Exempelstad."]) in found


def test_a_page_further_right_by_more_than_an_indent_has_its_own_left_edge() -> None:
    second = page(*down(150, TAIL, top=780), *down(150, FULL[:60], "Exempelstad.", top=600))
    assert f"{FULL} {TAIL}" in texts(page(*BODY, (72, 60, FULL)), second)


def test_a_table_wider_than_the_text_does_not_make_its_lines_short() -> None:
    lines = [FULL, FULL[:-1], FULL[:-2], "Slut."]
    drawn = ruled(page(*CELLS, *down(72, *lines, top=600)), 72, 590, 670)
    assert texts(drawn)[-1] == " ".join(lines)


def test_a_page_may_hold_a_table_alone_or_between_lines_of_its_size() -> None:
    assert texts(page(*BODY), ruled(page(*CELLS), 72, 520, 670))[-1] == "Utfall | Prognos"
    rows = down(72, FULL, top=676, size=10) + down(72, FULL, TAIL, top=640, size=10)
    between = ruled(page(*rows, (76, 658, "Utfall", "F", 10), (330, 658, "Prognos", "F", 10)),
                    72, 520, 668)  # fmt: skip
    assert texts(between) == [FULL, "Utfall | Prognos", f"{FULL} {TAIL}"]


def test_an_empty_row_of_a_table_is_none() -> None:
    words = [Run(word, "F", 10, False, x, 2, x + 30, 12, None, False, "")
             for word, x in (("Utfall", 0), ("Prognos", 100))]  # fmt: skip
    grid = tuple(tuple(Cell(x, top, x + 100, top + 20) for x in (0, 100)) for top in (0, 20))
    found = drafts([Sheet(1, 595, 842, tuple(words), grids=(grid,))])
    assert [len(draft.cells) for draft in found] == [2]


@pytest.mark.parametrize(
    ("rows", "items", "why"),
    [
        ([(72, 650, f"{FULL} den"), (72, 636, "7."), (94, 636, "Beslut")], ["Beslut"],
         "a number a little apart from its text is a list's"),
        ([(72, 650, "1. ett"), (72, 620, f"10.30 {FULL[:-10]} tar"), (72, 606, "2. två")],
         ["ett", "två"], "a time is no clause that the list would begin anew after"),
        ([(72, 650, "• En fet punkt i listan", "B"), (72, 630, "• En till", "B")],
         ["En fet punkt i listan", "En till"], "bold numbers are headings, bold bullets are items"),
    ],
)  # fmt: skip
def test_what_is_an_item(rows: list[Row], items: list[str], why: str) -> None:
    assert [words for _, _, words in levels(page(*rows, *BODY))] == items, why


def test_a_paragraph_within_an_item_ends_no_list() -> None:
    rows = [(72, 650, "•"), (84, 650, "ett"), (84, 620, "Mer därom.")]
    rows += [(90, 600, "–"), (102, 600, "två"), (90, 586, "–"), (102, 586, "tre")]
    assert [level for level, _, _ in levels(page(*rows, *BODY))] == [0, 1, 1]


@pytest.mark.parametrize(
    ("rows", "parts", "why"),
    [
        (down(72, FULL, "– trots allt – på nästa rad."), [f"{FULL} – trots allt – på nästa rad."],
         "a dash in a sentence"),
        (down(72, "Kort rad.", "A. Exempel yrkar avslag."),
         ["Kort rad.", "A. Exempel yrkar avslag."], "an initial at the start of a paragraph"),
        ([(72, 650, f"{FULL[:-8]} kl."), (72, 636, "10.30"), (108, 636, "öppnas mötet.")],
         [f"{FULL[:-8]} kl. 10.30 öppnas mötet."], "a time in a sentence"),
        (down(72, "Så här ser det ut.", "– Vi är nöjda, säger chefen.", pitch=26),
         ["Så här ser det ut.", "– Vi är nöjda, säger chefen."], "a quotation"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_marker(rows: list[Row], parts: list[str], why: str) -> None:
    assert texts(page(*rows, *BODY))[: len(parts)] == parts, why
    assert levels(page(*rows, *BODY)) == []


def test_a_quotation_may_open_and_close_a_file() -> None:
    quotation = (72, 700, "– Vi är nöjda, säger chefen.")
    last = [(72, 100, "Så här säger chefen:"), (72, 700, "– Vi är nöjda.")]
    assert texts(page(quotation, *BODY))[0] == quotation[2]
    assert levels(page(quotation, *BODY, (72, 100, "•"), (84, 100, "en punkt"))) == [
        (0, "", "en punkt")
    ]
    assert texts(page(last[1], *BODY, last[0]))[0] == "– Vi är nöjda."
    assert texts(page(*BODY, (72, 100, quotation[2])))[-1] == quotation[2]


def test_a_footnote_of_two_lines_is_one() -> None:
    notes = down(72, "1 En fotnot i mindre stil", "Region Exempel.", top=90, pitch=10, size=8)
    found = read_pdf(File([page(*BODY, *notes)]).bytes(), "rapport.pdf").blocks
    assert [block.text for block in found if block.kind == "note"] == [
        "En fotnot i mindre stil Region Exempel."
    ]
