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


def t(text: str, size: float = 11.0) -> Block:
    return Block(text, size=size)


def m(level: int, text: str, size: float = 0.0) -> Block:
    return Block(text, "heading", level, size=size)


LINE = "Region Exempel och sjukhusen i länet"  # no sentence
WIDE = f"{LINE} samt {LINE} enligt överenskommelsen om samverkan"
CLAUSES = [
    t(f"{n} § Nämnden beslutar om avgifter enligt {n} kap. i lagen om vård.") for n in (1, 2)
]
PARTS = [t(f"1.{n} Villkoren gäller mellan regionen och leverantören.") for n in (1, 2, 3)]
LABELS = [block for at in ("Akuten:", "Skolan:", "Vården:") for block in (s(at), p())]
PAIRS = [block for n in "ab" for block in (*plain(f"Exempelgatan {n}", f"Exempelstad {n}", LONG),)]
BARE = [block for at in ("Ekonomi", "Skolan", "Vården") for block in plain(at, LONG)]


@pytest.mark.parametrize(
    ("blocks", "found", "why"),
    [
        ([T, big("A", 14.5), p(), big("B", 14), p()], [("A", 1), ("B", 1)],
         "sizes that hardly differ are one"),
        ([T, big(WIDE), p()], [(WIDE, 1)], "a larger heading may be long"),
        ([T, big(f"{WIDE} {WIDE}"), p(), p()], [], "but not as long as a paragraph"),
        ([T, s(LINE), p()], [(LINE, 1)], "so may a bold one"),
        ([T, t(f"4 {WIDE} som gäller"), p()], [], "a numbered line of a sentence's length is text"),
        ([Block("Rapport"), Block(LONG), Block(LINE), Block(LONG)], [(LINE, 1)],
         "a bare one is a line"),
        ([T, big("Läget är fortsatt stabilt i regionen."), p()],
         [("Läget är fortsatt stabilt i regionen.", 1)], "a larger heading may be a sentence"),
        ([T, m(2, f"{WIDE}."), p()], [(f"{WIDE}.", 1)], "and a marked one a longer"),
        ([T, m(2, f"{WIDE} {WIDE} {WIDE}"), p()], [(f"{WIDE} {WIDE} {WIDE}", 1)],
         "what is marked and no sentence is a heading at any length"),
        ([T, t("§ 34 Ekonomi"), p(), *CLAUSES, p()], [("§ 34 Ekonomi", 1)],
         "a statute's paragraphs are not numbered as the minutes' are"),
        ([T, t("1 Syfte"), *PARTS, t("2 Avgift"), *PARTS], [("1 Syfte", 1), ("2 Avgift", 1)],
         "chapters stay though their clauses are sentences"),
        ([T, m(2, "§ 34 Ekonomi"), p(), m(2, "Beslut"), p()], [("§ 34 Ekonomi", 1), ("Beslut", 1)],
         "among marked headings the marks tell the level"),
        ([T, m(2, "1 A"), m(2, "2 B"), big("1 C"), p(), big("D"), p(), big("2 E"), p()],
         [("1 A", 1), ("2 B", 1), ("1 C", 2), ("D", 2), ("2 E", 2)],
         "marked headings are not counted as chapters among the others"),
        ([T, p(), t("2 Läget"), p(), Block("a", "bullet", 0, size=11.0),
          Block("b", "bullet", 1, size=11.0), t("2.1 Vården"), p()],
         [("2 Läget", 1), ("2.1 Vården", 2)], "an item's level is no heading's"),
        ([T, m(2, "Läget"), Block(LONG), Block("1 Vården"), Block(LONG)],
         [("Läget", 1), ("1 Vården", 2)], "no size is no look that two headings could share"),
        ([T, s("Läget i regionen just nu"), t("Vården har öppet hela natten, akuten med."),
          s("Framåt"), t("Skolan har öppet.")], [("Läget i regionen just nu", 1), ("Framåt", 1)],
         "headings may be a good part of a short text"),
        ([Block("Rapport"), *PAIRS, *PAIRS, Block(LONG)], [],
         "pairs of short lines do not show how headings are written"),
        ([T, *plain(LONG, LONG), t(WIDE[:100], 9.0), Block(LONG)], [],
         "among texts without size one with a size is not larger"),
        ([T, Block("Läget", "heading", 0, size=11.0), p(), s("Framåt"), p()],
         [("Läget", 1), ("Framåt", 1)], "a mark without level and size stands beside bold type"),
        ([T, p(), Block("Inledning", "bullet", 0, "1.", size=16.0), p()],
         [("1. Inledning", 1)], "a larger line may reach us as an ordered list of one"),
        ([T, *LABELS, s("Detta är viktigt för alla."), p()],
         [("Akuten:", 1), ("Skolan:", 1), ("Vården:", 1)], "a bold sentence is no label"),
        ([T, *LABELS, t("4 Vården har meddelat:"), p()],
         [("Akuten:", 1), ("Skolan:", 1), ("Vården:", 1)], "nor is a line that is not bold"),
        ([t("1 Inledning"), p(), p(), t("2 Bilagor")],
         [("1 Inledning", 1)], "the first line has no neighbour above"),
        ([T, *[b for at in "ABC" for b in (s(at), p())], s("Region Exempel"), big("Läget"), p()],
         [("A", 1), ("B", 1), ("C", 1), ("Läget", 1)],
         "a sender right above a larger heading is no heading"),
        ([*plain("Rapport", LONG, "Vården är öppen.", "Framåt", LONG)], [("Framåt", 1)],
         "a short sentence above a bare heading is no heading's part"),
        ([*plain("Rapport", LONG, WIDE[:90], "Framåt", LONG)], [("Framåt", 1)],
         "nor is a longer line"),
        ([*plain("Rapport", LONG, "22 oktober 2025", "Framåt", LONG)], [("Framåt", 1)],
         "nor a day"),
        ([*plain("Rapport", "Till ledningen", "Från staben", LONG), *BARE],
         [("Ekonomi", 1), ("Skolan", 1), ("Vården", 1)],
         "two lines right below the title are of it"),
        ([*plain("Rapport", LONG, "Datum: 2025-10-22", "Till staben", "Från A", LONG), *BARE],
         [("Ekonomi", 1), ("Skolan", 1), ("Vården", 1)],
         "and two right below the date, too"),
        ([T, big("1 Inledning"), p(), big("Framåt"), p()], [("1 Inledning", 1), ("Framåt", 1)],
         "unnumbered headings are subheadings where paragraphs are numbered by their sign only"),
        ([*plain("Hej!", "Här kommer brevet.", "God jul!", LONG)], [],
         "an exclamation greets or calls, and heads nothing"),
        ([T, *plain("Akuten:", LONG, "Vården:", LONG, "Båda:", LONG), s("Skolan:"), p()], [],
         "labels that are not bold do not show how headings are written"),
        ([T, *[Block(f"{at}:", "bullet", bold=True) for at in "ABC"], p(), s("Skolan:"), p()], [],
         "nor do those of items"),
        ([T, *[b for at in "ABC" for b in (s(at), p())], s("Skolan:"), p()],
         [("A", 1), ("B", 1), ("C", 1)], "nor do bold lines that are none"),
        ([T, *[b for at in "ABC" for b in (s(f"{at} {WIDE}:"), p())], s("Skolan:"), p()], [],
         "nor do bold texts"),
        ([T, p(), p(), p(), p(), p(), s("Exempelnämnden"), s("Exempelgatan 1"), p()],
         [("Exempelgatan 1", 1)], "nor does what is not bold show that bold lines do"),
        ([T, p(), s("Kim Exempel"), s("Sam Exempel"), s("Alex Provlund"), s("Exempelgatan"), p()],
         [("Sam Exempel", 1), ("Exempelgatan", 1)], "nor do lines on end"),
        ([T, *[b for at in "ABC" for b in (s(f"{at} {WIDE} i vård"), p())], s("A"), s("Sam"), p()],
         [("Sam", 1)], "nor do bold texts"),
        ([T, p(), Block("Vården", "bullet", size=11.0, bold=True), p()], [],
         "a lone bold item without number is one"),
        ([*plain("Rapport", LONG), Block("Läget", "bullet", 0, "1."), Block(LONG)], [],
         "and so is a numbered one that does not stand out"),
        ([t("Rapport"), p(), s("Läget"), p(), t("Framåt i regionen"), p()], [("Läget", 1)],
         "where bold lines head the sections bare ones do not"),
        ([*plain("Rapport", LONG, LONG, LONG, LONG, LONG, "Till A", "Från B", LONG)], [],
         "nor long lines that short ones do"),
        ([m(1, "Rapport", 16), m(2, WIDE, 16), t("Kort text."), t("Läget", 14), t("Kort till.")],
         [(WIDE, 1), ("Läget", 2)], "marked headings are not counted as text"),
        ([T, p(), s("Exempelnämnden"), s("1 Inledning"), p(), p()], [("1 Inledning", 1)],
         "a number does not make a part of what stands below"),
        ([T, p(), s("2 kap. Avgifter"), s("Lagens syfte"), p(), p()],
         [("2 kap. Avgifter", 1), ("Lagens syfte", 2)], "but a chapter stands above its subject"),
        ([T, p(), s("§ 41"), s("Val av justerare"), p(), p()],
         [("§ 41", 1), ("Val av justerare", 2)],
         "a paragraph's number alone stands above its subject"),
    ],
)  # fmt: skip
def test_what_heads_a_text(blocks: list[Block], found: list[tuple[str, int]], why: str) -> None:
    assert headings(*blocks) == found, why
