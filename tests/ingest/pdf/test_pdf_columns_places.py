"""What makes a column: lines as places alone, and the order in which they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from ingest.pdf.columns import Gutter, regions


@dataclass(frozen=True, slots=True)
class Text:
    """A line of a page by its place alone, and the letter that it is called by."""

    name: str
    x0: float
    x1: float
    top: float
    size: float = 10.0
    letters: int = 40

    @property
    def bottom(self) -> float:
        return self.top + self.size


def stack(name: str, x: float, top: float, *wide: float, letters: int = 40) -> list[Text]:
    """Lines of these widths below each other, 12 points apart."""
    return [
        Text(name, x, x + width, top + 12 * at, letters=letters) for at, width in enumerate(wide)
    ]


def order(*items: list[Text], known: Sequence[Gutter] = ()) -> str:
    """The lines' names as they are read, regions parted by bars."""
    found = regions([item for some in items for item in some][::-1], known)
    return "|".join("".join(item.name for item in region.items) for region in found)


A12, B12 = stack("a", 0, 0, *[200] * 12), stack("b", 230, 4, *[200] * 12)
CENTRED = [Text("x", 175, 260, 144.0 + 12 * at) for at in range(8)]  # cross a gutter at 200 to 230


@pytest.mark.parametrize(
    ("items", "found", "why"),
    [
        ([A12, B12], "aaaaaaaaaaaa|bbbbbbbbbbbb", "two columns"),
        ([A12, B12, CENTRED[:3]], "aaaaaaaaaaaa|bbbbbbbbbbbb|xxx", "a few lines may cross"),
        ([A12, B12, CENTRED[:6]], "ab" * 12 + "xxxxxx", "but not many"),
        (
            [stack("a", 0, 0, *[200] * 40), stack("b", 230, 4, *[200] * 4), CENTRED[:1]],
            "aaaaaaaaaaaaa|bbbb|x|aaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "few lines of a last column are not taken for such as cross",
        ),
        ([stack("a", 0, 0, *[200] * 3), stack("b", 230, 0, *[200] * 3)], "ababab",
         "three lines level with three are rows"),
        ([stack("a", 0, 0, *[200] * 4), stack("b", 230, 0, *[200] * 4)], "aaaa|bbbb",
         "four are columns"),
        ([stack("a", 0, 0, *[200] * 2), stack("b", 230, 5, *[200] * 2)], "aa|bb",
         "so are two that are not level"),
        ([stack("a", 0, 0, *[200] * 5), stack("b", 230, 5, 200)], "abaaaa",
         "one line is no column"),
        ([stack("a", 0, 0, *[200] * 40), stack("b", 230, 5, 200, 200)], "a" * 40 + "|bb",
         "but two are, beside a whole page"),
        ([stack("a", 0, 0, *[200] * 3), stack("b", 230, 1.2, *[200] * 3)], "ababab",
         "lines a little lower than those beside them are level with them"),
        ([stack("a", 0, 1.2, *[200] * 3), stack("b", 230, 0, *[200] * 3)], "ababab",
         "or a little higher"),
        ([stack("a", 0, 0, *[200] * 3), stack("b", 230, 2, *[200] * 3)], "aaa|bbb",
         "lines clearly lower are not"),
        ([stack("a", 0, 2, *[200] * 3), stack("b", 230, 0, *[200] * 3)], "aaa|bbb",
         "nor are clearly higher ones"),
        ([A12, stack("b", 230, 0, 200, 80, 80), stack("b", 230, 42, 80, 80)],
         "ababababab" + "aaaaaaa", "most of the shorter side level with the longer: rows"),
        ([A12, stack("b", 230, 0, 200, 80), stack("b", 230, 30, 80, 80)],
         "aaaaaaaaaaaa|bbbb", "half of it is not most"),
        ([A12, stack("b", 230, 0, 200, *[140] * 6)], "aaaaaaaaaaaa|bbbbbbb",
         "lines that fill most of their column are text, level or not"),
        ([A12, stack("b", 230, 0, 200, *[80] * 6)], "ababababababab" + "aaaaa",
         "short ones are values"),
        ([stack("a", 0, 0, 200, 80, 80, 200, 80, 80, 200), stack("b", 230, 0, *[200] * 12)],
         "ababababababab" + "bbbbb", "or labels"),
        ([A12, stack("b", 230, 4, *[200] * 5, 30)], "aaaaaaaaaaaa|bbbbbb",
         "the last word of a paragraph to the right"),
        ([A12, B12, [Text("x", 10.0**12, 10.0**12 + 99, 500)]], "ab" * 12 + "x",
         "no search where a broken file draws far off the page"),
        ([stack("a", 0, 0, *[200] * 4, letters=14), stack("b", 230, 0, *[200] * 4, letters=14)],
         "aaaa|bbbb", "fourteen letters are text"),
        ([stack("a", 0, 0, *[200] * 4), stack("b", 230, 4, *[200] * 4, letters=13)],
         "abababab", "figures and codes are not, though they fill their column"),
    ],
)  # fmt: skip
def test_what_makes_a_column(items: list[list[Text]], found: str, why: str) -> None:
    assert order(*items) == found, why


@pytest.mark.parametrize("mirrored", [False, True])
def test_headings_over_notes_in_the_margin_divide_one_column_only(mirrored: bool) -> None:
    items = [
        *stack("x", 0, -20, 540),
        *stack("a", 0, 0, *[200] * 20),
        *stack("b", 230, 4, *[200] * 20),
        *(Text("n", 450, 540, top) for top in (12, 30, 90)),
        *(Text("h", 230, 540, top) for top in (50, 98)),
    ]
    if mirrored:
        items = [replace(item, x0=900 - item.x1, x1=900 - item.x0) for item in items]
    parts = order(items).split("|")
    assert parts[0] == "x"
    assert "a" * 20 in parts
    assert "h" in parts


@pytest.mark.parametrize("shift", [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5])
def test_a_gutter_is_wider_than_a_space(shift: float) -> None:
    left = stack("a", 0, 0, *[200 + shift] * 6)
    narrow, wide = (stack("b", 200 + shift + gap, 5, *[200] * 6) for gap in (1.9, 4.0))
    assert order(left, narrow) == "abababababab"
    assert order(left, wide) == "aaaaaa|bbbbbb"


def sticking(out: float, *, level: bool) -> str:
    """Columns whose left one has a line that reaches over the gutter by a share of the right."""
    middle, right = 215, 430
    left = [*stack("a", 0, 0, *[200] * 5), *stack("a", 0, 72, *[200] * 6)]
    long = Text("x", 0, middle + out * (right - middle), 60)
    beside = stack("b", 230, 4, *[200] * 12)
    if not level:
        beside = [item for item in beside if not item.top <= 65 <= item.bottom]
    return order(left, beside, [long])


@pytest.mark.parametrize(
    ("out", "level", "found", "why"),
    [
        (
            0.2,
            True,
            "aaaaaxaaaaaa|bbbbbbbbbbbb",
            "a long word that sticks out belongs to its column",
        ),
        (
            0.35,
            True,
            "aaaaa|bbbbb|x|aaaaaa|bbbbbbb",
            "what reaches far into the next one divides both",
        ),
        (
            0.2,
            False,
            "aaaaa|bbbbb|x|aaaaaa|bbbbbb",
            "so does a heading, which has nothing beside it",
        ),
    ],
)
def test_what_reaches_over_the_gutter(out: float, level: bool, found: str, why: str) -> None:
    assert sticking(out, level=level) == found, why


RAGGED = [430, 320, 410, 290, 425, 300]


@pytest.mark.parametrize(
    ("items", "found", "why"),
    [
        ([stack("x", 0, 0, *RAGGED),
          stack("a", 0, 84, *[200] * 8), stack("b", 230, 88, *[200] * 8)],
         "xxxxxx|aaaaaaaa|bbbbbbbb", "ragged lines, then columns"),
        ([stack("a", 0, 0, *[200] * 8), stack("b", 230, 4, *[200] * 8),
          stack("x", 0, 120, *RAGGED)],
         "aaaaaaaa|bbbbbbbb|xxxxxx", "columns, then ragged lines"),
        ([stack("a", 0, 0, *[200] * 4), stack("b", 230, 4, *[200] * 4), stack("x", 0, 60, *RAGGED),
          stack("c", 0, 144, *[200] * 6), stack("d", 230, 148, *[200] * 6),
          stack("y", 0, 240, *RAGGED)],
         "aaaa|bbbb|xxxxxx|cccccc|dddddd|yyyyyy", "and over again"),
        ([stack("a", 0, 0, *[200] * 6), stack("b", 230, 4, *[200] * 6), stack("x", 0, 84, 430, 430),
          stack("c", 0, 114, *[130] * 6), stack("d", 150, 118, *[130] * 6),
          stack("e", 300, 121, *[130] * 6)],
         "aaaaaa|bbbbbb|xx|cccccc|dddddd|eeeeee", "two columns and three"),
    ],
)  # fmt: skip
def test_columns_change_within_a_page(items: list[list[Text]], found: str, why: str) -> None:
    assert order(*items) == found, why


KNOWN = (200.0, 230.0)


@pytest.mark.parametrize(
    ("items", "found", "why"),
    [
        ([A12, stack("b", 230, 0, 200)], "aaaaaaaaaaaa|b", "one line at a known gutter's right"),
        ([A12, stack("b", 230, 0, 200), CENTRED[:2]], "aaaaaaaaaaaa|b|xx", "though two cross it"),
        ([A12, stack("b", 230, 0, 200), CENTRED[:3]], "abaaaaaaaaaaaxxx", "not where many do"),
        ([stack("x", 0, 0, *[430] * 12), stack("b", 230, 150, 200)], "xxxxxxxxxxxxb",
         "not on a page of one column"),
        ([stack("a", 0, 0, *[210] * 12), stack("b", 220, 0, 200)], "aaaaaaaaaaaa|b",
         "lines may reach a little into it"),
        ([A12], "aaaaaaaaaaaa", "nor where there is nothing on its other side"),
        ([stack("a", 0, 0, *[90] * 8), stack("b", 110, 4, *[90] * 8), stack("c", 230, 8, *[90] * 8),
          stack("d", 340, 2, *[90] * 8)], "aaaaaaaa|bbbbbbbb|cccccccc|dddddddd",
         "a page that shows its columns needs none"),
    ],
)  # fmt: skip
def test_a_gutter_known_from_other_pages(items: list[list[Text]], found: str, why: str) -> None:
    assert order(*items, known=[(50.0, 60.0), KNOWN]) == found, why


def test_regions_know_their_column() -> None:
    heading = stack("x", 0, 150, 430)
    below = stack("c", 0, 170, *[200] * 6), stack("d", 230, 174, *[200] * 6)
    found = regions([*A12, *B12, *heading, *below[0], *below[1]])
    assert [(region.column, region.columns) for region in found] == [
        (0, 2), (1, 2), (0, 1), (0, 2), (1, 2),
    ]  # fmt: skip


def test_short_lines_alone_are_no_column_beside_a_gutter_of_other_pages() -> None:
    (found,) = regions(stack("a", 0, 0, *[150] * 5), [KNOWN])
    assert (found.column, found.columns) == (0, 1)


def test_regions_know_their_gutter() -> None:
    columns = [stack("abc"[at], 150 * at, 4 * at, *[130] * 8) for at in range(3)]
    gutters = {region.gutter for region in regions([item for some in columns for item in some])}
    edges = sorted(edge for gutter in gutters if gutter for edge in gutter)
    assert edges == pytest.approx([130, 150, 280, 300], abs=4)


@pytest.mark.parametrize(
    ("lower", "found", "why"),
    [
        (3.5, "baab", "what is lower by less than half a line stands in its row"),
        (6, "abba", "by more, in the next one"),
    ],
)
def test_rows_are_read_across(lower: float, found: str, why: str) -> None:
    first, second = Text("a", 100, 150, 0, letters=5), Text("b", 0, 50, lower, letters=5)
    third, fourth = (
        Text("a", 0, 50, 20 + 2 * lower, letters=5), Text("b", 100, 150, 20 + lower, letters=5)
    )  # fmt: skip
    assert order([first, second, third, fourth]) == found, why


@pytest.mark.parametrize(
    ("left", "right", "found", "why"),
    [
        ((0, 40, 80), (20, 60, 100), "ababab", "what alternates"),
        ((120, 132, 144), (0, 12, 24, 36, 48), "bbbbbaaa", "a short text below a longer one"),
        ((120, 132, 144, 156, 168), (0, 12, 24), "bbbaaaaa", "and a longer below a short one"),
        ((52, 64, 76), (0, 12, 24, 36, 48), "aaa|bbbbb", "but a line beside another is enough"),
    ],
)
def test_columns_stand_beside_each_other(
    left: tuple[float, ...], right: tuple[float, ...], found: str, why: str
) -> None:
    columns = [Text("a", 0, 200, top) for top in left], [Text("b", 230, 430, top) for top in right]
    assert order(*columns) == found, why


@pytest.mark.parametrize(("tops", "found"), [((0, 2.5, 5), "bac"), ((0, 2.5, 4.2), "cba")])
def test_stairs_are_a_row_as_far_as_they_are_level_with_the_first(
    tops: tuple[float, ...], found: str
) -> None:
    steps = [Text("abc"[at], 100 - 50 * at, 140 - 50 * at, top) for at, top in enumerate(tops)]
    assert order(steps) == found
