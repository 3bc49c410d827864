"""Headings among their like: numbered ones, runs of bold and of bare lines, labels in bold."""

from __future__ import annotations

import pytest

from ingest.document import Block, Document
from ingest.structure import structure

PROSE = "Region Exempel har under veckan fortsatt arbetet med journalsystemet och följer läget."
LONG = PROSE + " " + PROSE


def p(text: str = LONG) -> Block:
    return Block(text, size=11.0)


def s(text: str) -> Block:
    return Block(text, size=11.0, bold=True)


def big(text: str, size: float = 16.0) -> Block:
    return Block(text, size=size, bold=True)


def plain(*texts: str) -> list[Block]:
    return [Block(text) for text in texts]


def headings(*blocks: Block) -> list[tuple[str, int]]:
    sections = structure(Document(blocks, "text/html")).sections
    return [(section.heading, section.level) for section in sections if section.heading]


T = Block("Rapport", "heading", 1)


def test_a_heading_right_above_its_sub_heading_where_bold_is_how_headings_are_written() -> None:
    blocks = [T, s("Läget"), p(), s("Uppdrag"), s("E-arkiv"), p(), s("Framåt"), p()]
    assert [text for text, _ in headings(*blocks)] == ["Läget", "Uppdrag", "E-arkiv", "Framåt"]


def test_an_address_in_bold_is_no_run_of_headings() -> None:
    lines = [s("Region Exempel"), s("Regionhuset"), s("Box 1"), s("Exempelstad")]
    blocks = [T, s("Läget"), p(), s("Vården"), p(), *lines, p()]
    assert "Region Exempel" not in [text for text, _ in headings(*blocks)]


def test_bold_labels_that_return_are_headings() -> None:
    blocks = [T, s("Akuten:"), p(), s("Medicin:"), p(), s("Kirurgi:"), p()]
    assert [text for text, _ in headings(*blocks)] == ["Akuten:", "Medicin:", "Kirurgi:"]
    assert headings(T, s("Akuten:"), p(), s("Medicin:"), p()) == []


def test_what_minutes_set_in_the_look_of_their_paragraphs_stands_below_them() -> None:
    blocks = [T, s("Närvarande"), p(), s("§ 34 Budget"), s("Beslut"), p(), s("§ 35 Val"), p()]
    assert headings(*blocks) == [
        ("Närvarande", 1),
        ("§ 34 Budget", 1),
        ("Beslut", 2),
        ("§ 35 Val", 1),
    ]


def test_an_unnumbered_heading_of_the_chapters_look_stands_beside_them() -> None:
    chapters = [
        big("1 kap. Inledning"),
        p(),
        big("2 kap. Tillsyn"),
        p(),
        big("Ikraftträdande"),
        p(),
    ]
    assert [level for _, level in headings(T, *chapters)] == [1, 1, 1]


def test_unnumbered_headings_as_many_as_the_chapters_divide_them() -> None:
    blocks = [
        T,
        big("Kap. 1 Inledning"),
        big("Syfte"),
        p(),
        big("Kap. 2 Tillsyn"),
        big("Vite"),
        p(),
    ]
    assert [level for _, level in headings(*blocks)] == [1, 2, 1, 2]


@pytest.mark.parametrize("first", ["1 § Lagen gäller regioner.", "1.1 Villkoren gäller båda."])
def test_a_numbered_line_among_numbered_sentences_is_text(first: str) -> None:
    number = first.partition(" ")[0]
    second = first.replace(number, number[:-1] + "2" if "." in number else "2", 1)
    opened = (
        first.split()[0].replace("1", "3") + (" §" if "§" in first else "") + " Med region avses"
    )
    blocks = [T, p(first), p(second), p(opened), Block("kommun", "bullet", 0, "1.")]
    assert headings(*blocks) == []


def test_two_bare_lines_on_end_where_bare_lines_head_the_sections() -> None:
    body = plain("Läget", LONG, "Vården", LONG, "Skolan", LONG, "Uppdrag", "E-arkiv", LONG)
    names = ["Läget", "Vården", "Skolan", "Uppdrag", "E-arkiv"]
    assert [text for text, _ in headings(*plain("Rapport"), *body)] == names


def test_cells_line_by_line_are_no_bare_headings() -> None:
    body = plain("Läget", LONG, "Vården", LONG, "Skolan", LONG, "Namn", "Anna", "Bo", "Carin", LONG)
    names = ["Läget", "Vården", "Skolan"]
    assert [text for text, _ in headings(*plain("Rapport"), *body)] == names


def test_a_bare_subtitle_above_the_date_line_heads_nothing() -> None:
    blocks = plain("Rapport", "Region Exempel", "Datum: 2025-03-03", LONG, LONG)
    assert headings(*blocks) == []


def test_a_label_with_its_value_is_no_bare_heading_and_hides_none() -> None:
    blocks = plain("Beslut om bidrag", "Dnr: 12/2025", "Beslut", LONG, "Skäl", LONG)
    assert headings(*blocks) == [("Beslut", 1), ("Skäl", 1)]


def test_a_label_with_its_value_between_texts_is_text() -> None:
    blocks = plain("Rapport", LONG, "Handläggare: Eva Provberg", LONG, "Läget", LONG)
    assert headings(*blocks) == [("Läget", 1)]


@pytest.mark.parametrize("marked", [True, False])
def test_a_numbered_line_is_text_where_others_numbered_so_are_sentences(marked: bool) -> None:
    body = [p("1 § Lagen gäller regioner."), p(LONG), p("2 § Den gäller kommuner."), p(LONG)]
    body += [p("3 § Med region avses"), Block("landsting", "bullet"), p(LONG)]
    blocks = [T, *body] if marked else [*plain("Rapport", LONG), *body]
    assert not any(text.startswith("3 §") for text, _ in headings(*blocks))


def test_a_numbered_line_right_above_its_parts_is_a_heading_among_marked_ones() -> None:
    assert headings(T, p("2 Läget"), p("2.1 Vården"), p(LONG)) == [
        ("2 Läget", 1),
        ("2.1 Vården", 2),
    ]


@pytest.mark.parametrize(
    "item",
    [Block("Inledning", "bullet", 0, "1."), Block("Inledning", "bullet", bold=True)],
    ids=["a plain number", "a bold bullet"],
)
def test_a_lone_item_that_is_not_both_numbered_and_bold_is_one(item: Block) -> None:
    assert headings(T, p(LONG), item, p(LONG)) == []
