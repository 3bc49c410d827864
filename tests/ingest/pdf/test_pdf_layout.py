"""Untagged pages: one small page for each thing that the layout says."""

from __future__ import annotations

import pytest
from handmade import File, Page, text
from reportlab.pdfbase.pdfmetrics import stringWidth

from ingest.pdf.read import read_pdf

# A full line at size 11 from x = 72 ends near x = 520; the next word would not fit.
FULL = "Regionen har en text som fyller raden helt och går vidare på nästa rad utan att hejda"
TAIL = "sig förrän här."
Row = (
    tuple[float, float, str] | tuple[float, float, str, str] | tuple[float, float, str, str, float]
)


def page(*rows: Row) -> Page:
    """Rows of (x, y from below, words, font, size)."""
    return Page("\n".join(text(*row) for row in rows))


def down(x: float, *words: str, top: float = 650, pitch: float = 14, size: float = 11) -> list[Row]:
    """Lines below each other."""
    return [(x, top - pitch * at, line, "F", size) for at, line in enumerate(words)]


BODY = down(72, FULL, FULL, FULL, FULL, TAIL, top=400)  # sets the usual size, pitch and edges


def texts(*pages: Page) -> list[str]:
    return [block.text for block in read_pdf(File(pages).bytes(), "rapport.pdf").blocks]


def levels(*pages: Page) -> list[tuple[int, str, str]]:
    blocks = read_pdf(File(pages).bytes(), "rapport.pdf").blocks
    return [(block.level, block.label, block.text) for block in blocks if block.kind == "bullet"]


def test_lines_of_a_paragraph_are_one_block_with_a_box_each() -> None:
    (block,) = read_pdf(File([page(*BODY)]).bytes(), "rapport.pdf").blocks
    assert block.text == " ".join([FULL] * 4 + [TAIL])
    assert len(block.boxes) == 5
    assert (block.size, block.bold) == (11, False)


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        (down(72, "Kort rad.", "Nästa stycke."), ["Kort rad.", "Nästa stycke."]),
        (down(72, f"{FULL}.", "Ny mening.", pitch=22), [f"{FULL}.", "Ny mening."]),
        ([(90, 650, FULL), (72, 636, FULL), (90, 622, TAIL)], [f"{FULL} {FULL} {TAIL}"]),
        ([(90, 650, FULL), (72, 636, FULL + "."), (90, 622, "Ny.")], [f"{FULL} {FULL}.", "Ny."]),
        ([(72, 650, "Liten", "F", 8), (72, 636, "Större text")], ["Liten", "Större text"]),
        ([(72, 650, "Rubrik", "B"), (72, 636, FULL)], ["Rubrik", FULL]),
        ([(72, 650, "Ekonomi.", "B"), (125, 650, FULL[:70]), (72, 636, TAIL)],
         [f"Ekonomi. {FULL[:70]} {TAIL}"]),
        ([(72, 650, FULL, "B"), (72, 636, "fet text", "B"), (121, 636, "och annan")],
         [f"{FULL} fet text och annan"]),
        ([(72, 650, "En rubrik som fortsätter på", "B", 18), (72, 628, "nästa rad", "B", 18)],
         ["En rubrik som fortsätter på nästa rad"]),
        ([(72, 650, "Vänster"), (300, 650, "höger")], ["Vänster höger"]),
    ],
    ids=[
        "a line ended on purpose", "a gap", "first line indented, going on in lower case",
        "first line indented, new sentence", "another size", "a bold line and text",
        "a bold lead-in", "a bold line going on in bold", "a heading of two lines", "a tab",
    ],
)  # fmt: skip
def test_what_is_a_block(rows: list[Row], parts: list[str]) -> None:
    assert texts(page(*rows, *BODY))[:-1] == parts


def test_items_nest_by_indent_and_a_heading_begins_anew() -> None:
    found = levels(
        page(
            (72, 700, "•"), (84, 700, "ett"), (90, 686, "–"), (102, 686, "två"),
            (108, 672, "•"), (120, 672, "tre"), (90, 658, "–"), (102, 658, "fyra"),
            (72, 644, "•"), (84, 644, "fem"),
            (72, 620, "Rubrik", "B", 14), (90, 600, "•"), (102, 600, "sex"), *BODY,
        )
    )  # fmt: skip
    assert found == [
        (0, "", "ett"), (1, "", "två"), (2, "", "tre"), (1, "", "fyra"), (0, "", "fem"),
        (0, "", "sex"),
    ]  # fmt: skip


def test_a_paragraph_at_the_margin_ends_the_lists_right_of_it() -> None:
    rows = [(90, 700, "•"), (102, 700, "ett"), (72, 680, "Ett stycke mellan listorna.")]
    found = levels(page(*rows, (108, 660, "•"), (120, 660, "två"), *BODY))
    assert [level for level, _, _ in found] == [0, 0]


@pytest.mark.parametrize(
    ("shape", "item"),
    [
        ("74 652 3 3 re f", True),
        ("74 652 m 77 652 l 77 655 l 74 655 l h S", True),
        ("74 652 40 3 re f", False),
        ("74 620 3 3 re f", False),
        ("20 652 3 3 re f", False),
    ],
    ids=["filled", "stroked", "a rule", "beside no line", "too far off"],
)
def test_small_drawings_are_bullets(shape: str, item: bool) -> None:
    drawn = page((84, 650, "En punkt i listan"), *BODY)
    drawn.content += f"\n{shape}"
    assert bool(levels(drawn)) is item


@pytest.mark.parametrize(
    ("rows", "items"),
    [
        ([(72, 650, "1."), (90, 650, "ett"), (72, 636, "2."), (90, 636, "två")],
         [(0, "1.", "ett"), (0, "2.", "två")]),
        ([(72, 650, "9."), (90, 650, "nio"), (66, 636, "10."), (90, 636, "tio")],
         [(0, "9.", "nio"), (0, "10.", "tio")]),
        ([(72, 650, "1. ett med underpunkter:"), (84, 636, "a) första"), (84, 622, "b) andra")],
         [(0, "1.", "ett med underpunkter:"), (1, "a)", "första"), (1, "b)", "andra")]),
        ([(72, 650, FULL + " den"), (72, 636, "15. Därefter justeras protokollet.")], []),
        ([(72, 650, FULL), (72, 636, "– trots allt – på nästa rad.")], []),
        ([(72, 650, "22/10: nyhet om beslutet"), (72, 636, "2025. års rapport")], []),
        ([(72, 650, "1. Inledning", "B", 14)], []),
        ([(72, 650, "A. Exempel yrkar avslag.")], []),
        ([(72, 650, "- ett"), (72, 636, "- två")], [(0, "", "ett"), (0, "", "två")]),
    ],
    ids=[
        "figures", "set flush right", "letters below figures", "a date over two lines",
        "a dash over two lines", "a day and a year", "a numbered heading", "an initial", "dashes",
    ],
)  # fmt: skip
def test_labels_and_what_only_looks_like_one(
    rows: list[Row], items: list[tuple[int, str, str]]
) -> None:
    assert levels(page(*rows, *BODY)) == items


def test_an_item_goes_on_at_its_text_and_under_its_bullet() -> None:
    hanging = [(72, 650, "•"), (84, 650, FULL[:-6]), (84, 636, TAIL)]
    under = [(72, 600, "• " + FULL[:-6]), (72, 586, TAIL)]
    found = levels(page(*hanging, *under, *BODY))
    assert [words for _, _, words in found] == [f"{FULL[:-6]} {TAIL}"] * 2


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ([(72, 60, "•"), (84, 60, FULL[:-6])], [(84, 780, TAIL)], True),
        ([(72, 60, "•"), (84, 60, FULL[:-7] + ".")], [(84, 780, "Ny mening i punkten.")], True),
        ([(72, 60, "•"), (84, 60, FULL[:-6])], [(72, 780, "•"), (84, 780, "ny punkt")], False),
        ([(72, 60, FULL)], [(72, 780, TAIL)], True),
        ([(72, 60, FULL[:-1] + ".")], [(72, 780, "Nytt stycke.")], False),
        ([(72, 60, "Kort rad")], [(72, 780, "Nytt stycke.")], False),
        ([(72, 60, "Rubrik", "B", 16)], [(72, 780, "och text")], False),
        ([(72, 60, FULL[:-5] + "journal-")], [(72, 780, "miljön fortsätter.")], True),
    ],
    ids=[
        "an item in lower case", "an item by its indent", "a new bullet", "a paragraph",
        "a new paragraph", "a short last line", "a heading", "a hyphen",
    ],
)  # fmt: skip
def test_what_goes_on_over_the_page(first: list[Row], second: list[Row], whole: bool) -> None:
    pages = page(*BODY, *first), page(*second, *down(72, FULL, FULL, FULL, TAIL, top=600))
    words = str(second[-1][2])
    starts = [text for text in texts(*pages) if text.startswith(words)]
    assert (not starts) is whole


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
    pages = page(*spread(LEFT, RIGHT)), page(*spread(LEFT, RIGHT[:2]))
    assert joined(*pages) == " ".join([*LEFT, *RIGHT, *LEFT, *RIGHT[:2]])


def test_labels_and_values_are_no_columns() -> None:
    names = ["Plats", "Tid", "Ordförande", "Sekreterare", "Justerare"]
    rows = [*down(72, *names), *down(200, *(f"Värde nummer {at}" for at in range(5)))]
    found = read_pdf(File([page(*rows, *BODY)]).bytes(), "rapport.pdf").blocks
    assert [block.text for block in found if block.kind == "row"] == [
        f"{name} | Värde nummer {at}" for at, name in enumerate(names)
    ]


def test_a_table_without_rules_takes_its_wrapped_cells_along() -> None:
    rows = [
        (72, 650, "Ekonomi"), (140, 650, "Prognosen är god men"), (140, 636, "osäker"),
        (72, 622, "Bemanning"), (140, 622, "Oförändrad"),
    ]  # fmt: skip
    found = read_pdf(File([page(*rows, *BODY)]).bytes(), "rapport.pdf").blocks
    assert [block.text for block in found if block.kind == "row"] == [
        "Ekonomi | Prognosen är god men osäker", "Bemanning | Oförändrad",
    ]  # fmt: skip


def test_justified_lines_with_wide_gaps_are_no_table() -> None:
    words = ("informationssäkerhet", "behörighetsfrågor", "loggranskningar")
    x, rows = 72.0, []
    for word in words:
        rows += [(x, 650, word), (x, 636, word)]
        x += stringWidth(word, "Helvetica", 11) + 30
    found = read_pdf(File([page(*rows, *BODY)]).bytes(), "rapport.pdf").blocks
    assert not [block for block in found if block.kind == "row"]


def test_a_ruled_table_gives_rows_of_whole_cells() -> None:
    drawn = page(
        (76, 654, "Område"), (176, 654, "Utfall"),
        (76, 634, "Sjukhus och"), (76, 622, "vårdcentraler"), (176, 634, "1 260"), *BODY,
    )  # fmt: skip
    lines = [f"72 {y} m 272 {y} l S" for y in (670, 648, 616)]
    lines += [f"{x} 616 m {x} 670 l S" for x in (72, 172, 272)]
    drawn.content += "\n" + "\n".join(lines)
    found = read_pdf(File([drawn]).bytes(), "rapport.pdf").blocks
    assert [block.text for block in found if block.kind == "row"] == [
        "Område | Utfall", "Sjukhus och vårdcentraler | 1 260",
    ]  # fmt: skip


def test_footnotes_stand_apart_and_do_not_cut_the_paragraph() -> None:
    first = page(
        *down(72, FULL, FULL, FULL, top=160), (505, 136, "1", "F", 6),
        (72, 80, "1", "F", 5), (76, 78, "En fotnot i mindre stil.", "F", 8),
    )  # fmt: skip
    second = page(*down(72, TAIL, top=780), *BODY)
    found = read_pdf(File([first, second]).bytes(), "rapport.pdf").blocks
    assert [(block.kind, block.label, block.text) for block in found[:2]] == [
        ("paragraph", "", " ".join([FULL] * 3 + [TAIL])),
        ("note", "1", "En fotnot i mindre stil."),
    ]


def heads(*tops: str, low: str = "", body: str = "") -> list[str]:
    """Pages with a line at the top, a line at the bottom and text between; what is read."""
    pages = []
    for at, top in enumerate(tops):
        rows: list[Row] = [(72, 800, top)] if top else []
        rows += [(72, 40, low.replace("#", str(at + 1)))] if low else []
        words = f"Sidans egen text {'abcdef'[at]} {body}."
        pages.append(page(*rows, *down(72, *[FULL] * 3, words, top=500)))
    return [word for word in " ".join(texts(*pages)).replace(FULL, "").split(".") if word.strip()]


@pytest.mark.parametrize(
    ("tops", "low", "kept"),
    [
        (("Region Exempel",) * 3, "", 0),
        (("Rapport 1 av 3", "Rapport 2 av 3", "Rapport 3 av 3"), "", 0),
        (("Egen rubrik ett", "Annan rubrik två", "Tredje rubrik tre"), "", 3),
        (("", "", ""), "Sida # (3)", 0),
        (("", "", ""), "#", 0),
        (("", "", ""), "- # -", 0),
        (("410", "398", "91"), "", 3),
        (("",), "Sida 1 (1)", 0),
    ],
    ids=[
        "words", "with a number", "headings", "page of pages", "bare number", "dashes",
        "figures of a table", "a single page",
    ],
)  # fmt: skip
def test_running_heads(tops: tuple[str, ...], low: str, kept: int) -> None:
    found = " ".join(heads(*tops, low=low))
    shown = [top for top in tops if top and top in found]
    assert len(shown) == kept
    assert "Sida" not in found.replace("Sidans", "")
    assert found.count("Sidans egen text") == len(tops)


def test_figures_at_a_lines_end_are_no_page_number() -> None:
    found = texts(page((72, 800, "Antal ärenden"), (300, 800, "1"), *BODY))
    assert found[0].replace(" | ", " ") == "Antal ärenden 1"


def test_small_print_far_from_the_text_is_a_header_even_of_one_page() -> None:
    found = texts(page((72, 810, "Region Exempel 2024", "F", 8), *BODY))
    assert found == [" ".join([FULL] * 4 + [TAIL])]
