"""Columns: found by what does not cross them, read one after the other; rows are read across."""

from __future__ import annotations

import pytest
from handmade import Page
from laid_out import BODY, FULL, TAIL, Row, down, page, table, texts
from reportlab.pdfbase.pdfmetrics import stringWidth

LEFT = [f"Vänster spalt rad {at:02} med text som fyller" for at in range(12)]
RIGHT = [f"Höger spalt rad {at:02} med text som fyller ut" for at in range(12)]


def spread(left: list[str], right: list[str], top: float = 650) -> list[Row]:
    """Two columns at lines that do not quite agree in height."""
    return [*down(72, *left, top=top), *down(320, *right, top=top - 4)]


def joined(*pages: Page) -> str:
    return " ".join(texts(*pages))


def test_columns_are_read_one_after_the_other() -> None:
    assert joined(page(*spread(LEFT, RIGHT))) == " ".join(LEFT + RIGHT)


def test_what_crosses_the_columns_divides_them() -> None:
    rows = [
        *spread(LEFT[:6], RIGHT[:6], 650),
        (72, 540, "En rubrik över båda spalterna i hela sidans bredd", "B", 18),
        *spread(LEFT[6:], RIGHT[6:], 510),
    ]
    heading = "En rubrik över båda spalterna i hela sidans bredd"
    wanted = [*LEFT[:6], *RIGHT[:6], heading, *LEFT[6:], *RIGHT[6:]]
    assert joined(page(*rows)) == " ".join(wanted)


def test_one_column_may_become_two() -> None:
    rows = [*down(72, *[FULL] * 10, TAIL, top=780), *spread(LEFT, RIGHT, 500)]
    assert joined(page(*rows)) == " ".join([FULL] * 10 + [TAIL, *LEFT, *RIGHT])


def test_a_short_last_column_is_known_from_the_other_pages() -> None:
    level = [*down(72, *LEFT), *down(320, *RIGHT[:2])]
    assert joined(page(*spread(LEFT, RIGHT)), page(*level)) == " ".join(
        [*LEFT, *RIGHT, *LEFT, *RIGHT[:2]]
    )


@pytest.mark.parametrize(
    ("x", "heading"),
    [
        (240, "Mitt emellan spalterna"),
        (72, "En rubrik från vänster som går en bit över halva raden"),
    ],
)
def test_a_short_line_may_divide_the_columns(x: float, heading: str) -> None:
    rows = [*spread(LEFT[:6], RIGHT[:6], 650), (x, 553, heading), *spread(LEFT[6:], RIGHT[6:], 530)]
    assert joined(page(*rows)) == " ".join([*LEFT[:6], *RIGHT[:6], heading, *LEFT[6:], *RIGHT[6:]])


def test_labels_and_values_are_no_columns() -> None:
    names = ["Plats", "Tid", "Ordförande", "Sekreterare", "Justerare"]
    cells = [*down(72, *names), *down(200, *(f"Värde nummer {at}" for at in range(5)))]
    assert table(page(*cells, *BODY)) == [
        f"{name} | Värde nummer {at}" for at, name in enumerate(names)
    ]


def test_running_text_beside_running_text_level_with_it_is_columns() -> None:
    level = [*down(72, *LEFT), *down(320, *RIGHT)]
    assert joined(page(*level)) == " ".join(LEFT + RIGHT)


def test_three_rows_of_two_texts_are_rows() -> None:
    rows = [*down(72, *LEFT[:3]), *down(320, *RIGHT[:3])]
    assert table(page(*rows, *BODY)) == [
        f"{left} | {right}" for left, right in zip(LEFT[:3], RIGHT[:3], strict=True)
    ]


def test_labels_of_some_words_beside_their_values_are_rows() -> None:
    names = [f"Ansvarig enhet {at}" for at in range(5)]
    names[2] = "Ansvarig enhet för frågor om avgifter"
    values = [f"Värdet är nummer {at}" for at in range(5)]
    values[3] = "Värdet är nummer tre, men det kan ändras"
    found = table(page(*down(72, *names), *down(320, *values), *BODY))
    assert found == [f"{name} | {value}" for name, value in zip(names, values, strict=True)]


def test_a_column_of_short_lines_is_one_where_no_line_stands_level_with_another() -> None:
    short = [f"Rad nummer {at:02} här" for at in range(5)]
    wide = (320, 500, "En längre rad i spalten till höger, och lite till")
    rows = [*down(72, *LEFT), *down(320, *short, top=643), wide]
    assert joined(page(*rows)) == " ".join([*LEFT, *short, str(wide[2])])


def test_a_last_column_of_two_lines_is_one() -> None:
    rows = [*down(72, *LEFT), *down(320, *RIGHT[:2], top=643)]
    assert joined(page(*rows)) == " ".join(LEFT + RIGHT[:2])


def test_one_line_beside_a_text_is_no_column() -> None:
    rows = [*down(72, *LEFT), (320, 643, "Diarienummer RS 2025-0412"), *BODY]
    assert joined(page(*rows)).startswith(f"{LEFT[0]} Diarienummer RS 2025-0412 {LEFT[1]}")


def test_words_without_sentences_beside_a_text_are_no_column() -> None:
    rows = [*down(72, *LEFT), *down(420, *("Karta", "Norr", "Söder", "Öster", "Väster"), top=643)]
    found = joined(page(*rows, *BODY))
    assert found.index("Karta") < found.index(LEFT[5])


def test_a_long_word_may_stick_out_of_its_column() -> None:
    left = LEFT.copy()
    left[4] = "Vänster spalt rad 04 informationssäkerhetsarbete"
    assert 305 < 72 + stringWidth(left[4], "Helvetica", 11) < 319
    rows = [*down(72, *left), *down(320, *RIGHT, top=646)]
    assert joined(page(*rows)) == " ".join(left + RIGHT)


def test_lines_that_cross_the_gutter_hide_it_only_where_they_are_many() -> None:
    wide = "En rad över båda spalterna i hela sidans bredd, hur det nu kom sig."
    rows = [*spread(LEFT[:6], RIGHT[:6], 650), (72, 560, wide), *spread(LEFT[6:], RIGHT[6:], 540)]
    assert joined(page(*rows)) == " ".join([*LEFT[:6], *RIGHT[:6], wide, *LEFT[6:], *RIGHT[6:]])


def test_two_lines_beside_one_large_line_are_two() -> None:
    title = (72, 646, "En stor rubrik", "B", 26)
    rows = [title, *down(320, *RIGHT, top=658, pitch=13), *down(72, *LEFT, top=600)]
    assert joined(page(*rows)) == " ".join(["En stor rubrik", *LEFT, *RIGHT])


def test_two_lines_that_cross_the_columns_are_one_heading() -> None:
    lines = ("En rubrik över båda spalterna i hela", "sidans bredd, och en rad till av den")
    heading = [(72, 555 - 22 * at, line, "B", 18) for at, line in enumerate(lines)]
    rows = [*spread(LEFT[:6], RIGHT[:6], 650), *heading, *spread(LEFT[6:], RIGHT[6:], 505)]
    assert " ".join(lines) in texts(page(*rows))


def beside(gap: float, *, by_row: bool) -> Page:
    """Two texts that begin beside each other, written row by row or one after the other."""
    x = 72 + stringWidth(LEFT[0], "Helvetica", 11) + gap
    left, right = down(72, *LEFT), down(x, *RIGHT)
    return page(*([row for pair in zip(left, right, strict=True) for row in pair] if by_row else
                  [*left, *right]))  # fmt: skip


@pytest.mark.parametrize(
    ("gap", "by_row", "across", "why"),
    [
        (8, True, True, "what was written row by row is one line, with a wide space"),
        (8, False, False, "what was written one after the other is columns, with a narrow gutter"),
        (3, False, True, "but no gutter is as narrow as a space"),
    ],
)
def test_the_order_of_writing_tells_a_gutter_from_a_space(
    gap: float, by_row: bool, across: bool, why: str
) -> None:
    rows = [f"{left} {right}" for left, right in zip(LEFT, RIGHT, strict=True)]
    assert joined(beside(gap, by_row=by_row)) == " ".join(rows if across else LEFT + RIGHT), why
