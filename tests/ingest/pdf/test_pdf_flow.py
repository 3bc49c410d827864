"""Which line carries on the one above: room, distance and indent, as the file itself has them."""

from __future__ import annotations

import pytest
from laid_out import BODY, FULL, TAIL, Row, down, levels, page, texts
from reportlab.pdfbase.pdfmetrics import stringWidth

# Ends 21 points to the right of FULL.
LONGER = FULL + " upp"
SHORTER = FULL[:-6]


def test_justified_lines_end_where_most_do_though_some_stick_out() -> None:
    rows = [*down(72, FULL, "I Exempelstad också.", top=650)]
    rest = down(72, f"{LONGER}.", f"{LONGER}.", top=500, pitch=30)
    assert texts(page(*rows, *rest, *BODY))[0] == f"{FULL} I Exempelstad också."


def test_a_line_that_sticks_far_out_does_not_make_the_others_short() -> None:
    words = "Regionens ledningsgrupper"  # more than any line has room for
    ends = [f"{words} {FULL[:-at].strip()}" for at in range(28, 42, 2)]  # no two end at one place
    url = f"{words} https://region.example/{'beslut/' * 8}"
    assert texts(page(*down(72, *ends), *down(72, url, top=500)))[0] == " ".join(ends)


@pytest.mark.parametrize("pitch", [12.0, 18.0, 24.0])
def test_a_single_paragraph_that_goes_on_in_lower_case_shows_the_distance_of_lines(
    pitch: float,
) -> None:
    rows = [(72, 700, "Rubrik", "B", 16), *down(72, FULL, TAIL, pitch=pitch)]
    assert texts(page(*rows)) == ["Rubrik", f"{FULL} {TAIL}"]


def test_lines_at_two_distances_within_paragraphs_are_one_paragraph() -> None:
    rows: list[Row] = []
    y = 700.0
    for pitch in (17.2, 14.3, 17.2, 14.3):  # a browser rounds the line of another font up
        rows += [(72, y, FULL), (72, y - pitch, TAIL)]
        y -= 60
    assert texts(page(*rows)) == [f"{FULL} {TAIL}"] * 4


def test_paragraphs_of_one_full_line_each_do_not_pass_for_one() -> None:
    lines = [f"{word} {FULL[9:]}." for word in ("Förvaltning", "Myndigheten")]
    assert texts(page(*down(72, *lines, pitch=26))) == lines


def test_a_size_with_few_lines_has_the_distance_of_the_text() -> None:
    body = down(72, FULL, FULL, FULL, TAIL, top=400, pitch=20)
    rows = down(72, f"{FULL[:70]}, Region", "Exempel.", size=13, pitch=23)
    assert texts(page(*rows, *body))[0] == f"{FULL[:70]}, Region Exempel."


def test_short_lines_of_a_last_page_are_measured_by_the_other_pages() -> None:
    last = page(*down(72, "Med vänlig hälsning", "Region Exempel", top=780))
    assert texts(page(*BODY), last)[1:] == ["Med vänlig hälsning", "Region Exempel"]


def test_a_page_that_begins_within_a_list_has_the_margin_of_the_others() -> None:
    first = page(*BODY, (72, 200, "•"), (84, 200, "ett"), (90, 186, "–"), (102, 186, "två"))
    second = page(*((x, y, word) for y in (780, 766) for x, word in ((90, "–"), (102, "till"))))
    assert [level for level, _, _ in levels(first, second)] == [0, 1, 1, 1]


def test_a_table_does_not_move_the_margin() -> None:
    ruled = page((66, 654, "Område"), (176, 654, "Utfall"), *BODY, (72, 60, FULL))
    lines = [f"50 {y} m 272 {y} l S" for y in (670, 648)]
    lines += [f"{x} 648 m {x} 670 l S" for x in (50, 172, 272)]
    ruled.content += "\n" + "\n".join(lines)
    second = page(*down(72, TAIL, top=780), *down(72, FULL, FULL, FULL, top=600))
    assert f"{FULL} {TAIL}" in texts(ruled, second)


def test_a_table_ends_the_lists_above_it() -> None:
    cells: list[Row] = [
        (x, y, word) for y in (620, 606) for x, word in ((72, "Sjukhus"), (200, "12"))
    ]
    items = [(72, 650, "•"), (84, 650, "ett"), (90, 580, "•"), (102, 580, "två")]
    assert [level for level, _, _ in levels(page(*items, *cells, *BODY))] == [0, 0]


def test_a_centred_heading_ends_the_lists_above_it() -> None:
    items = [(72, 650, "•"), (84, 650, "ett"), (90, 580, "•"), (102, 580, "två")]
    found = levels(page(*items, (250, 620, "Rubrik", "B", 14), *BODY))
    assert [level for level, _, _ in found] == [0, 0]


MIDST = FULL + " den"  # a sentence that goes on in the next line


@pytest.mark.parametrize(
    ("rows", "items"),
    [
        ([(72, 650, "1. ett"), (84, 636, "a) under"), (72, 622, f"2. {SHORTER} till"),
          (84.2, 608, "b) i lagen.")], ["ett", "under", f"{SHORTER} till b) i lagen."]),
        ([(72, 650, "1. ett"), (72, 620, "Rubrik", "B", 14), (72, 590, MIDST),
          (72, 576, "2. Därefter justeras protokollet.")], ["ett"]),
        ([(72, 650, "1. ett, och så vidare till " + SHORTER[28:]), (72, 636, "2. två")],
         ["ett, och så vidare till " + SHORTER[28:], "två"]),
        ([(72, 650, FULL), (72, 636, "-"), (90, 636, "ett"), (72, 622, "-"), (90, 622, "två")],
         ["ett", "två"]),
        ([(72, 650, FULL), (72, 636, "- trots allt"), (72, 622, FULL)], []),
        ([(72, 650, MIDST), (72, 636, "7."), (110, 636, "Beslut")], ["Beslut"]),
        ([(72, 650, f"{FULL[:-8]} uppdrag:"), (72, 636, "1. ett"), (72, 622, "2. två")],
         ["ett", "två"]),
        ([(72, 650, MIDST), (90, 636, "1. ett"), (90, 622, "2. två")], ["ett", "två"]),
        ([(72, 650, MIDST), (72, 636, "1. Därefter justeras protokollet.")], []),
        ([(72, 650, "Kort rad."), (72, 620, "4) fyra")], ["fyra"]),
        ([(72, 650, "Kort rad."), (72, 620, "A. Exempel yrkar avslag.")], []),
        (down(72, f"{FULL[:-9]}.", "A) ett", "B) två"), ["ett", "två"]),
        ([(72, 650, "1. Inledning", "B")], []),
        ([(72, 650, "1. Inledning", "F", 14)], []),
    ],
    ids=[
        "letters of another item", "figures before a heading", "figures that count on",
        "a dash and a wide gap", "a dash in a sentence", "a figure and a wide gap", "after a colon",
        "indented", "a figure in a sentence", "a figure alone", "an initial",
        "capitals", "a bold heading", "a larger heading",
    ],
)  # fmt: skip
def test_what_opens_an_item(rows: list[Row], items: list[str]) -> None:
    assert [words for _, _, words in levels(page(*rows, *BODY))] == items


CLAUSE = "1.1 Villkoren gäller mellan regionen och leverantören och fyller raden helt här."
SECOND = "1.2 Avgiften faktureras kvartalsvis."


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        ([(72, 650, CLAUSE), (72, 620, SECOND)], [CLAUSE, SECOND]),
        (down(72, f"{CLAUSE[:-1]}, ja.", SECOND), [f"{CLAUSE[:-1]}, ja.", SECOND]),
        (down(72, f"{CLAUSE[:-1]} enligt", "1.2 i avtalet."),
         [f"{CLAUSE[:-1]} enligt 1.2 i avtalet."]),
        (down(72, f"{FULL[:-8]}, så.", "4.2 räknas om."), [f"{FULL[:-8]}, så. 4.2 räknas om."]),
        ([(72, 650, "1.1"), (100, 650, f"{FULL[:-10]}."), (100, 636, "Ny mening.")],
         [f"1.1 {FULL[:-10]}. Ny mening."]),
    ],
    ids=["apart", "counting on", "in a sentence", "not counting on", "hanging"],
)  # fmt: skip
def test_a_clause_keeps_its_number_and_is_a_paragraph(rows: list[Row], parts: list[str]) -> None:
    assert texts(page(*rows, *BODY))[: len(parts)] == parts
    assert levels(page(*rows, *BODY)) == []


def numbered(*numbers: str) -> list[str]:
    """A full line each."""
    return [f"{number} {FULL}"[: len(FULL) - 6].rstrip(" ,") + ", så." for number in numbers]


@pytest.mark.parametrize(
    ("lines", "parts", "why"),
    [
        (numbered("1.8", "1.9", "1.10", "1.11"), 4, "the tenth clause is one as the ninth"),
        (numbered("1.2.9.", "1.2.10.", "1.2.11."), 3, "however deep"),
        (numbered("10.1", "10.30"), 1, "a time, even in the tenth chapter"),
        (numbered("2.1", "2.12"), 1, "a number that does not count on"),
        ([numbered("1.9")[0][:-5] + " enligt", "1.10 i avtalet."], 1, "within a sentence"),
    ],
)
def test_clauses_are_counted_past_nine(lines: list[str], parts: int, why: str) -> None:
    found = texts(page(*down(72, *lines), *BODY))
    assert len(found) - 1 == parts, why
    assert " ".join(found[:-1]) == " ".join(lines), "the numbers stay in the text"


def test_a_clause_ends_the_lists_right_of_it() -> None:
    rows = [
        (90, 650, "•"),
        (102, 650, "ett"),
        (72, 630, SECOND),
        (108, 610, "•"),
        (120, 610, "två"),
    ]
    assert [level for level, _, _ in levels(page(*rows, *BODY))] == [0, 0]


@pytest.mark.parametrize(
    ("rows", "items"),
    [
        ([(72, 650, "– Det är bra, säger hon.")], []),
        ([(72, 680, "Så här:"), (72, 650, "– Det är bra.")], ["Det är bra."]),
        ([(72, 650, "– Bra, säger hon."), (72, 630, "– Bra, säger han.")],
         ["Bra, säger hon.", "Bra, säger han."]),
        ([(72, 650, f"– {SHORTER}"), (80.9, 636, TAIL)], [f"{SHORTER} {TAIL}"]),
        ([(72, 650, "•"), (84, 650, "ett"), (90, 630, "– två")], ["ett", "två"]),
    ],
    ids=["a quotation", "after a colon", "two on end", "hanging", "below an item"],
)  # fmt: skip
def test_a_dash_is_a_bullet_in_company(rows: list[Row], items: list[str]) -> None:
    assert [words for _, _, words in levels(page(*rows, *BODY))] == items


@pytest.mark.parametrize(
    ("rows", "parts"),
    [
        (down(72, FULL, FULL, pitch=14) + down(72, "Större text utan rubrik", top=622, size=11.8),
         [f"{FULL} {FULL}", "Större text utan rubrik"]),
        ([(72, 650, "En fet rad som är ett eget stycke och fyller raden till slutet h", "B"),
          (72, 636, FULL)],
         ["En fet rad som är ett eget stycke och fyller raden till slutet h", FULL]),
        (down(72, "En stor rubrik som bryts", "Mitt i", pitch=22, size=18),
         ["En stor rubrik som bryts Mitt i"]),
        (down(72, "En stor rubrik som bryts", "Nästa rubrik", pitch=34, size=18),
         ["En stor rubrik som bryts", "Nästa rubrik"]),
        (down(72, FULL[:60], "men i gemener."), [f"{FULL[:60]} men i gemener."]),
        (down(72, "Namn", "eller ombud"), ["Namn", "eller ombud"]),
        ([(72, 650, "•"), (84, 650, "Namn"), (84, 636, "eller ombud")], ["Namn eller ombud"]),
        ([(100, 650, FULL[:75]), (141, 636, FULL[:60])], [f"{FULL[:75]} {FULL[:60]}"]),
        ([(72, 650, FULL), (110, 636, f"I {FULL[:70]}")], [f"{FULL} I {FULL[:70]}"]),
        ([(72, 650, f"{FULL[:-1]}."), (110, 636, f"I {FULL[:70]}")],
         [f"{FULL[:-1]}.", f"I {FULL[:70]}"]),
        ([(120, 650, f"{FULL[:74]}."), (72, 636, f"I {FULL[:70]}")],
         [f"{FULL[:74]}.", f"I {FULL[:70]}"]),
        ([(72, 650, "hälso- och"), (72, 636, "sjukvård")], ["hälso- och", "sjukvård"]),
        ([(72, 650, FULL[:60] + "-"), (72, 636, "Region Exempel-")],
         [FULL[:60] + "-Region Exempel-"]),
        ([(72, 650, FULL[:38], "B"), (289, 650, FULL[:38], "B"), (72, 636, "fet text.", "B")],
         [f"{FULL[:38]} {FULL[:38]} fet text.".replace("  ", " ")]),
        ([(72, 650, "Text som slutar i", "F"), (160, 650, FULL[:56], "B"),
          (72, 636, "fetstil här.", "B")],
         [f"Text som slutar i {FULL[:56]} fetstil här.".replace("  ", " ")]),
        ([(72, 650, "•"), (84, 650, FULL[:-8]), (76, 636, "exempel här.")],
         [f"{FULL[:-8]} exempel här.".replace("  ", " ")]),
        ([(72, 650, "•"), (84, 650, FULL[:-8]), (98, 636, "Exempel här.")],
         [f"{FULL[:-8]} Exempel här.".replace("  ", " ")]),
        ([(90, 650, "•"), (102, 650, FULL[:-11]), (72, 636, "Exempel här.")],
         [FULL[:-11].strip(), "Exempel här."]),
        ([(72, 650, FULL), (72, 636, FULL), (60, 622, "exempel här.")],
         [f"{FULL} {FULL} exempel här."]),
    ],
    ids=[
        "another size", "a full bold line", "a balanced heading", "headings apart",
        "lower case after little room", "lower case after much room", "much room within an item",
        "centred", "indented in a sentence", "indented after a sentence", "outdented far",
        "short lines", "a hyphen at the end", "bold all through", "bold at the end",
        "an item between bullet and text", "an item right of its text", "left of its bullet",
        "outdented in a sentence",
    ],
)  # fmt: skip
def test_what_carries_on(rows: list[Row], parts: list[str]) -> None:
    assert texts(page(*rows, *BODY))[: len(parts)] == parts


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ([(72, 60, FULL)], [(120, 780, TAIL)]),
        ([(72, 60, "•"), (84, 60, FULL[:-6])], [(96, 780, TAIL)]),
        ([(72, 60, "•"), (78, 60, f"{FULL[:-3]}.")], [(72, 780, "Nytt stycke.")]),
        ([(72, 60, "Större text utan slut", "F", 16)], [(72, 780, "Mer därav", "F", 16)]),
    ],
    ids=["another indent", "right of the item", "text at the margin", "headings"],
)
def test_what_does_not_go_on_over_the_page(first: list[Row], second: list[Row]) -> None:
    rest = down(72, FULL, FULL, FULL, TAIL, top=600)
    found = texts(page(*BODY, *first), page(*second, *rest))
    assert any(text.startswith(str(second[-1][2])) for text in found)


def test_an_item_goes_on_in_a_column_further_right() -> None:
    left = [f"Vänster spalt rad {at:02} med text som fyller" for at in range(12)]
    right = [f"Höger spalt rad {at:02} med text som fyller ut" for at in range(10)]
    rows = [*down(72, *left, top=650), (72, 482, "•"), (84, 482, "Punkten går vidare i nästa,")]
    rows += [(332, 646, "Exempelstads, spalt."), (320, 632, "•"), (332, 632, "Ny punkt.")]
    rows += down(320, *right, top=600)
    assert "Punkten går vidare i nästa, Exempelstads, spalt." in texts(page(*rows))


CLOSED = f"{FULL[:-6]} helt."  # fills its line and ends its sentence


@pytest.mark.parametrize(
    ("rows", "parts", "why"),
    [
        ([(72, 650, FULL, "F", 11), (72, 636, TAIL, "F", 11.4)], [f"{FULL} {TAIL}"],
         "sizes waver a little"),
        ([(72, 650, FULL), (72, 634.2, "Exempelstad.")], [f"{FULL} Exempelstad."],
         "and so do distances"),
        ([(72, 650, CLOSED), (75, 636, "Ny mening.")], [f"{CLOSED} Ny mening."],
         "and so does x"),
        (down(72, "En stor rubrik som bryts", "Mitt i", pitch=24.5, size=18),
         ["En stor rubrik som bryts Mitt i"], "the distance within a heading wavers less"),
        (down(72, "En stor rubrik som bryts", "Nästa rubrik", pitch=26, size=18),
         ["En stor rubrik som bryts", "Nästa rubrik"], "than that of two headings"),
        ([(72, 650, f"{FULL} helt", "B"), (72, 636, "Exempelstad är med.")],
         [f"{FULL} helt", "Exempelstad är med."], "a heading may fill its line"),
        ([(72, 650, FULL), (72, 636, "Exempelstad är med", "B"), (72, 622, FULL)],
         [FULL, "Exempelstad är med", FULL], "a text may end at its line's end"),
        ([(72, 664, FULL[:60]), (400, 664, "fetstil här", "B"),
          (72, 650, f"{FULL} helt", "B"), (72, 636, "Exempelstad är med.")],
         [f"{FULL[:60]} fetstil här {FULL} helt Exempelstad är med.".replace("  ", " ")],
         "a bold phrase may fill a line of a paragraph"),
        ([(90, 650, CLOSED[:-12] + "helt."), (72, 636, "Ny mening.")],
         [f"{CLOSED[:-12]}helt. Ny mening."], "a paragraph's first line may be indented"),
        (down(72, CLOSED, CLOSED, "Ny mening."), [f"{CLOSED} {CLOSED} Ny mening."],
         "sentences may end at a line's end"),
        ([(72, 650, CLOSED), (100, 636, "första saken i gemener")],
         [CLOSED, "första saken i gemener"], "what is indented after a sentence is new"),
        ([(72, 650, "•"), (84, 650, "Namn"), (72, 636, "eller ombud")], ["Namn", "eller ombud"],
         "what stands below a short item, left of its text, is new"),
        ([(72, 650, "•"), (84, 650, CLOSED[:-14] + "helt."), (98, 636, "Exempel här.")],
         [CLOSED[:-14] + "helt.", "Exempel här."], "and so is what is indented after an item"),
        ([*down(72, CLOSED, CLOSED), (40, 622, "Exempelstad.")],
         [f"{CLOSED} {CLOSED}", "Exempelstad."], "and so is what stands out after one"),
    ],
)  # fmt: skip
def test_what_is_one_paragraph(rows: list[Row], parts: list[str], why: str) -> None:
    assert texts(page(*rows, *BODY))[: len(parts)] == parts, why


def test_a_paragraph_whose_first_line_is_indented_goes_on_over_the_page() -> None:
    first = page(*BODY, (90, 74, CLOSED), (72, 60, FULL))
    found = texts(first, page(*down(72, TAIL, top=780), *down(72, FULL, FULL, TAIL, top=600)))
    assert f"{CLOSED} {FULL} {TAIL}" in found


def test_an_item_goes_on_for_lines_on_a_page_with_another_margin() -> None:
    first = page(*BODY, (72, 60, "•"), (84, 60, FULL[:-6]))
    narrow = down(162, f"{FULL[:60]}.", f"{FULL[:60]}.", "Ny mening.", top=780)
    second = page(*narrow, *down(150, f"{FULL[:62]}.", f"{FULL[:62]}.", "Slut.", top=600))
    item = f"{FULL[:-6].strip()} {FULL[:60]}. {FULL[:60]}. Ny mening."
    assert [words for _, _, words in levels(first, second)] == [item]


def test_centred_lines_are_of_one_heading() -> None:
    words = ("Läget.", "Region Exempel och sjukhusen")
    middles = [stringWidth(line, "Helvetica", 18) / 2 for line in words]
    rows: list[Row] = [
        (300 - middle, 650 - 23 * at, line, "F", 18)
        for at, (middle, line) in enumerate(zip(middles, words, strict=True))
    ]
    assert texts(page(*rows, *BODY))[0] == " ".join(words)
