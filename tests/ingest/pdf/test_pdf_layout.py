"""Untagged pages: one small page for each thing that the layout says."""

from __future__ import annotations

import pytest
from handmade import File, text
from laid_out import BODY, FULL, TAIL, Row, down, levels, page, table, texts
from reportlab.pdfbase.pdfmetrics import stringWidth

from ingest.pdf.read import read_pdf


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
        ("74 680 3 3 re f", False),
        ("20 652 3 3 re f", False),
        ("100 652 3 3 re f", False),
    ],
    ids=["filled", "stroked", "a rule", "below", "above", "too far off", "within the text"],
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


def test_each_footnote_is_one() -> None:
    notes = [(72, 80, "1 En fotnot i mindre stil.", "F", 8), (72, 68, "2 En till.", "F", 8)]
    found = read_pdf(File([page(*BODY, *notes)]).bytes(), "rapport.pdf").blocks
    assert [(block.label, block.text) for block in found if block.kind == "note"] == [
        ("1", "En fotnot i mindre stil."), ("2", "En till."),
    ]  # fmt: skip


def test_small_print_in_the_midst_of_a_text_is_no_footnote() -> None:
    rows = [(72, 650, "1 rad i mindre stil.", "F", 8), *BODY]
    found = read_pdf(File([page(*rows)]).bytes(), "rapport.pdf").blocks
    assert {block.kind for block in found} == {"paragraph"}


def test_labels_set_flush_right_are_of_one_level() -> None:
    labels = [("iii.", 72, "tre"), ("iv.", 76, "fyra"), ("v.", 82, "fem")]
    rows: list[Row] = []
    for at, (label, x, word) in enumerate(labels):
        rows += [(x, 650 - 14 * at, label), (96, 650 - 14 * at, word)]
    assert [level for level, _, _ in levels(page(*rows, *BODY))] == [0, 0, 0]


def test_a_bullet_far_from_its_text_belongs_to_it() -> None:
    found = levels(
        page((72, 650, "•"), (120, 650, "ett"), (72, 636, "•"), (120, 636, "två"), *BODY)
    )
    assert [words for _, _, words in found] == ["ett", "två"]


def test_a_bullet_without_unicode_is_one_even_alone() -> None:
    drawn = page((84, 650, "ett"), *BODY)
    drawn.content += "\n" + text(72, 650, "\x7f")
    assert [words for _, _, words in levels(drawn)] == ["ett"]


def test_a_drawing_is_the_bullet_of_the_line_that_begins_right_of_it() -> None:
    drawn = page((84, 650, "En punkt i listan"), (300, 650, "och en kolumn"), *BODY)
    drawn.content += "\n74 652 3 3 re f"
    assert len(levels(drawn)) == 1


def test_a_picture_as_high_as_the_line_is_no_bullet() -> None:
    drawn = page((90, 650, "En text bredvid en ruta"), *BODY)
    drawn.content += "\n74 647 11 11 re f"
    assert levels(drawn) == []


def test_what_is_a_bullet_and_no_text_is_not_counted() -> None:
    drawn = page((84, 650, "ett"), (72, 620, "• två"), (72, 590, "1. tre"), (72, 570, "2. fyra"))
    drawn.content += "\n74 652 3 3 re f"
    document = read_pdf(File([drawn, page(*BODY)]).bytes(), "rapport.pdf")
    texts_ = [block.label + block.text for block in document.blocks]
    assert texts_[:4] == ["ett", "två", "1.tre", "2.fyra"]
    assert document.characters == len("".join("".join(texts_).split()))


def test_a_frame_around_text_is_no_table() -> None:
    drawn = page(*down(76, "En inramad text", top=654), *BODY)
    lines = [f"72 {y} m 272 {y} l S" for y in (670, 640)]
    lines += [f"{x} 640 m {x} 670 l S" for x in (72, 200, 272)]
    drawn.content += "\n" + "\n".join(lines)
    assert table(drawn) == []


def test_artifacts_are_left_out() -> None:
    drawn = page(*BODY)
    drawn.content += "\n/Artifact BMC " + text(72, 100, "Vattenstämpel") + " EMC"
    assert len(texts(drawn)) == 1


def test_a_wide_gap_in_a_sentence_is_a_space() -> None:
    x = 72 + stringWidth("Regionen har en text", "Helvetica", 11) + 12
    rows = [(72, 650, "Regionen har en text"), (x, 650, "med en lucka")]
    assert texts(page(*rows, *BODY))[0] == "Regionen har en text med en lucka"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([(72, 650, "Sjukhus"), (300, 650, "1 260"), (72, 636, "Primärvård"), (307, 636, "410")],
         ["Sjukhus | 1 260", "Primärvård | 410"]),
        ([(72, 650, "Sjukhus"), (300, 650, "12"), (72, 560, "Primärvård"), (300, 560, "10")], []),
        ([(72, 650, "1."), (90, 650, "ett"), (72, 636, "2."), (90, 636, "två")], []),
        ([(72, 650, "1.10"), (120, 650, "Avgift."), (72, 636, "1.11"), (120, 636, "Tvist.")], []),
        ([(72, 650, "9.15"), (120, 650, "Samling"), (72, 636, "10.30"), (120, 636, "Rast")],
         ["9.15 | Samling", "10.30 | Rast"]),
        ([(72, 650, "1.10"), (120, 650, "Avgift"), (300, 650, "12"),
          (72, 636, "1.11"), (120, 636, "Ränta"), (300, 636, "10")],
         ["1.10 | Avgift | 12", "1.11 | Ränta | 10"]),
    ],
    ids=[
        "figures flush right", "rows far apart", "a list", "clauses that count on", "times",
        "numbered rows",
    ],
)  # fmt: skip
def test_what_is_a_table_without_rules(rows: list[Row], found: list[str]) -> None:
    assert table(page(*rows, *BODY)) == found


def test_what_only_alternates_down_the_page_stands_in_no_columns() -> None:
    """Short lines at the left, and between them some that are set far to the right."""
    above = ["Ett inledande stycke.", "Ett stycke till av det."]
    between = ["En text till höger.", "En till därunder.", "Och en tredje där."]
    below = ["Ett avslutande stycke.", "Det allra sista."]
    rows = [*down(72, *above, top=700), *down(330, *between, top=650), *down(72, *below, top=580)]
    assert " ".join(texts(page(*rows))) == " ".join([*above, *between, *below])
