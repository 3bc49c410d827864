"""From a sheet's runs to lines, items and tables, at places chosen by hand."""

from __future__ import annotations

import itertools

import pytest

from ingest.pdf.entries import Entry, entries
from ingest.pdf.page import Mark
from ingest.pdf.runs import Run
from ingest.pdf.sheet import Sheet
from ingest.pdf.tables import Cell
from ingest.pdf.unruled import TableEntry

SIZE = 10.0


def run(
    text: str, x0: float, top: float, x1: float = 0.0, *, font: str = "F", size: float = SIZE
) -> Run:
    """A run, five points a character wide if it does not say where it ends."""
    end = x1 or x0 + 5 * len(text)
    return Run(text, font, size, False, x0, top, end, top + size, None, False, "")


def items(
    *runs: Run, marks: tuple[Mark, ...] = (), cells: tuple[tuple[Cell, ...], ...] = ()
) -> list[Entry | TableEntry]:
    sheet = Sheet(1, 595, 842, runs, marks, (cells,) if cells else ())
    return [item for region in entries([sheet]) for item in region.items]


def read(*runs: Run, cells: tuple[tuple[Cell, ...], ...] = ()) -> list[str]:
    """Lines as they are, tables as `a | b / c | d`."""
    return [
        " / ".join(
            " | ".join(" ".join(line.text for line in cell) for cell in row) for row in item.rows
        )
        if isinstance(item, TableEntry)
        else item.text
        for item in items(*runs, cells=cells)
    ]


LEFT = [f"Vänster rad nummer {at}, som fyller sin spalt." for at in range(6)]
RIGHT = [f"Höger rad nummer {at}, som fyller sin spalt." for at in range(6)]


def written(order: str, gap: float) -> list[str]:
    """Two texts beside each other, written in this order, as they are read.

    Each line of the left one begins with a larger letter.
    """
    left = [
        (run(text[:1], 50, 100 + 14 * at, size=13), run(text[1:], 56, 101 + 14 * at, 249.9))
        for at, text in enumerate(LEFT)
    ]
    right = [(run(text, 249.9 + gap, 101 + 14 * at, 450),) for at, text in enumerate(RIGHT)]
    pairs = list(zip(left, right, strict=True))
    orders: dict[str, list[tuple[Run, ...]]] = {
        "by column": [*left, *right],
        "by row": [one for pair in pairs for one in pair],
        "backwards": [one[::-1] for pair in pairs for one in pair[::-1]],
        "by cells of two lines": [
            *(one for at in (0, 2, 4) for one in (*left[at : at + 2], *right[at : at + 2])),
        ],
    }
    return read(*itertools.chain(*orders[order]))


@pytest.mark.parametrize(
    ("order", "gap", "across", "why"),
    [
        ("by row", 12, True, "a wide space in a line that was written as one"),
        ("by row", 20, False, "a gap wider than any space is a gutter however it was written"),
        ("by column", 12, False, "a narrow gutter, told by the order of writing"),
        ("by column", 6, False, "even one of little more than a space"),
        ("by column", 3.9, True, "but a space is none"),
        ("backwards", 12, False, "what is written from right to left does not go on"),
        ("by cells of two lines", 12, False, "nor what comes after another row"),
    ],
)
def test_a_gutter_or_a_space(order: str, gap: float, across: bool, why: str) -> None:
    rows = [f"{left} {right}" for left, right in zip(LEFT, RIGHT, strict=True)]
    found = " ".join(written(order, gap)).replace(" |", "").replace(" /", "")
    assert found == " ".join(rows if across else LEFT + RIGHT), why


def test_a_gutter_of_one_page_holds_on_the_others() -> None:
    def sheet(number: int, left: int, right: int) -> Sheet:
        column = [run(LEFT[0], 50, 100 + 14 * at, 250) for at in range(left)]
        other = [run(RIGHT[0], 280, 100 + 14 * at, 480) for at in range(right)]
        return Sheet(number, 595, 842, (*column, *other))

    pages = [sheet(1, 8, 8), sheet(2, 8, 1), sheet(3, 8, 0)]
    found = [(len(region.items), region.column, region.columns) for region in entries(pages)]
    assert found == [(8, 0, 2), (8, 1, 2), (8, 0, 2), (1, 1, 2), (8, 0, 1)]
    alone = [(len(region.items), region.columns) for region in entries(pages[1:])]
    assert alone == [(8, 1), (8, 1)]


@pytest.mark.parametrize(
    ("runs", "found", "why"),
    [
        ([run("Ett", 50, 100), run("Två", 50, 120)], ["Ett", "Två"], "lines below each other"),
        ([run("Ett", 50, 100), run("Två", 250, 100)], ["Ett Två"], "a tab within a line"),
        ([run("Ett", 50, 100), run("Två", 250, 103.5)], ["Ett Två"], "set a little lower"),
        ([run("Ett", 50, 100), run("Två", 250, 106)], ["Ett", "Två"], "set half a line lower"),
        ([run("Ett", 50, 100), run("Två", 150, 100), run("Tre", 250, 100)], ["Ett Två Tre"],
         "two tabs within a line"),
        ([run("Ett", 50, 100), run("Två", 200, 114)], ["Ett", "Två"], "stairs"),
        ([run("Stort", 50, 100, 150, size=30), run("Ovan", 250, 102), run("Under", 250, 116)],
         ["Ovan", "Stort Under"], "two lines beside a large one"),
        ([run("12", 50, 100, 150, size=60),
          *(run(f"Rad {at}", 250, 101 + 12 * at) for at in range(5))],
         ["Rad 0", "Rad 1", "12 Rad 2", "Rad 3", "Rad 4"], "a figure as high as five lines"),
        ([run("Ett", 50, 100), run("Två", 150, 102.5), run("Tre", 250, 104)], ["Ett Två Tre"],
         "a row that sinks a little"),
        ([run("Ett", 50, 100), run("Två", 150, 102.5), run("Tre", 250, 105)], ["Ett Två", "Tre"],
         "and one that sinks half a line"),
    ],
)  # fmt: skip
def test_what_is_one_line(runs: list[Run], found: list[str], why: str) -> None:
    assert read(*runs) == found, why


GRID = tuple(
    tuple(Cell(x, top, x + 100, top + 20) for x in (100.0, 200.0)) for top in (100.0, 120.0)
)
FILLED = [
    run(text, x, top)
    for text, x, top in (("A", 110, 105), ("B", 210, 105), ("C", 110, 125), ("D", 210, 125))
]


@pytest.mark.parametrize(
    ("runs", "found", "why"),
    [
        (FILLED, ["A | B / C | D"], "each cell has its words"),
        ([*FILLED, run("Före", 60, 105)], ["Före", "A | B / C | D"], "words left of the rules"),
        ([*FILLED, run("Efter", 310, 130)], ["A | B / C | D", "Efter"], "right of them"),
        ([*FILLED, run("Över", 110, 80)], ["Över", "A | B / C | D"], "above"),
        ([*FILLED, run("Under", 210, 145)], ["A | B / C | D", "Under"], "below"),
        ([*FILLED, run("Över", 110, 80), run("Under", 110, 150)],
         ["Över", "A | B / C | D", "Under"], "above and below"),
        (FILLED[1:3], [" | B / C | "], "two cells of four are a table"),
        (FILLED[:1], ["A"], "one is a frame"),
        ([FILLED[0], run("F", 150, 105)], ["A F"], "with however many words"),
        ([], [], "an empty grid is nothing"),
        ([*FILLED, run("E", 210, 95, size=8)], ["E", "A | B / C | D"],
         "the middle decides where words stand that touch a rule"),
    ],
)  # fmt: skip
def test_a_ruled_table(runs: list[Run], found: list[str], why: str) -> None:
    assert read(*runs, cells=GRID) == found, why


def test_artifacts_are_no_text() -> None:
    assert read(run("Ett", 50, 100), run("Två", 50, 120)._replace(artifact=True)) == ["Ett"]


@pytest.mark.parametrize(
    ("x0", "top", "size", "drawn", "why"),
    [
        (85, 103, 4, True, "beside the words"),
        (70, 103, 4, True, "at the distance of a wide indent"),
        (63, 103, 4, False, "farther off"),
        (96.5, 103, 4, True, "that touches them"),
        (97.5, 103, 4, False, "that stands under them"),
        (120, 103, 4, False, "within the line"),
        (85, 97.2, 4, True, "a little higher than they"),
        (85, 96.7, 4, False, "above them"),
        (85, 108.8, 4, True, "a little lower"),
        (85, 109.3, 4, False, "below them"),
        (85, 101, 8, True, "nearly as high as they"),
        (85, 100, 9.5, False, "as high as they: a picture"),
    ],
)
def test_a_drawing_is_the_bullet_of_a_line(
    x0: float, top: float, size: float, drawn: bool, why: str
) -> None:
    mark = Mark(x0, top, x0 + size, top + size)
    (entry,) = items(run("Ett ärende", 100, 100), marks=(mark,))
    assert isinstance(entry, Entry)
    assert (entry.marker == "bullet", entry.sure) == (drawn, drawn), why
    assert (entry.x, entry.text_x) == (x0 if drawn else 100, 100)
    assert (entry.rest.text, entry.dropped) == ("Ett ärende", 0)


def test_a_drawing_between_two_lines_belongs_to_one() -> None:
    lines = items(run("Ett", 100, 100), run("Två", 100, 110), marks=(Mark(85, 108, 89, 112),))
    assert [line.marker for line in lines if isinstance(line, Entry)] == ["bullet", ""]


def test_each_line_has_its_own_drawing_above_and_below_a_table() -> None:
    runs = [run("Över", 110, 50), *FILLED, run("Under", 110, 150)]
    marks = tuple(Mark(98, top, 102, top + 4) for top in (53, 153))
    found = items(*runs, cells=GRID, marks=marks)
    assert [item.marker for item in found if isinstance(item, Entry)] == ["bullet", "bullet"]


@pytest.mark.parametrize(
    ("runs", "marker", "sure", "rest", "dropped", "gap", "why"),
    [
        ([("•", 50, 55), ("Ett", 70, 85)], "bullet", True, "Ett", 1, 15, "a bullet by itself"),
        ([("• Ett", 50, 100)], "bullet", True, "Ett", 1, -30, "in one run with its text"),
        ([("•Ett", 50, 90)], "bullet", True, "Ett", 1, -30, "and without a space"),
        ([("– Ett", 50, 100)], "bullet", False, "Ett", 1, -30, "a dash may be a quotation's"),
        ([("–", 50, 55), ("Ett", 70, 85)], "bullet", False, "Ett", 1, 15, "even by itself"),
        ([("n", 50, 55, "Wingdings"), ("Ett", 70, 85)], "bullet", True, "Ett", 1, 15,
         "a letter of a symbol font is a drawing"),
        ([("1.", 50, 60), ("Ett", 70, 85)], "label", False, "Ett", 0, 10, "a label"),
        ([("1.", 50, 60, "Symbol"), ("Ett", 70, 85)], "label", False, "Ett", 0, 10,
         "in whatever font"),
        ([("1.2", 50, 65), ("Ett", 70, 85)], "number", False, "Ett", 0, 5, "a clause's number"),
        ([("☐ Ett", 50, 100)], "bullet", True, "☐ Ett", 0, -30, "a check box says something"),
        ([("☒", 50, 55), ("Ett", 70, 85)], "bullet", True, "☒ Ett", 0, 15, "by itself, too"),
        ([("Ett", 50, 65), ("• två", 70, 95)], "", False, "Ett • två", 0, -15,
         "a bullet within a line is none"),
    ],
)  # fmt: skip
def test_what_opens_an_item(
    runs: list[tuple[str, float, float] | tuple[str, float, float, str]],
    marker: str,
    sure: bool,
    rest: str,
    dropped: int,
    gap: float,
    why: str,
) -> None:
    line = [run(one[0], one[1], 100, one[2], font=one[3] if len(one) > 3 else "F") for one in runs]
    (entry,) = items(*line)
    assert isinstance(entry, Entry)
    assert (entry.marker, entry.sure, entry.rest.text, entry.dropped) == (
        marker, sure, rest, dropped,
    ), why  # fmt: skip
    assert entry.x == 50
    assert entry.marker_gap == pytest.approx(gap)
    assert entry.letters == len(entry.text)


def test_every_run_is_read_once_however_lines_are_cut() -> None:
    for one, other, lower in itertools.product([3, 6, 12, 20, 60], [3, 12, 60], [0, 2, 5]):
        second, third = 65 + one, 80 + one + other
        found = read(run("ett", 50, 100), run("två", second, 100), run("tre", third, 100 + lower))
        assert " ".join(found).split() == ["ett", "två", "tre"]
