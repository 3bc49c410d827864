"""Structure: title, date lines, sections, levels, anchors; one test for each heuristic.

Documents are built by hand in the two ways that readers give them: marked up (`h(2, …)`) and seen
(`big`, `bold`). The text is invented.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Block, BlockKind, Document
from ingest.report import Box
from ingest.structure import Outline, structure

PROSE = "Region Exempel har under veckan fortsatt arbetet med journalsystemet och följer läget."
LONG = PROSE + " " + PROSE


def h(level: int, text: str, size: float = 0.0) -> Block:
    return Block(text, "heading", level, size=size)


def p(text: str = PROSE, size: float = 0.0, *, bold: bool = False) -> Block:
    return Block(text, size=size, bold=bold)


def b(text: str = "En punkt i listan", level: int = 0, label: str = "") -> Block:
    return Block(text, "bullet", level, label)


def seen(*blocks: Block) -> list[Block]:
    """The same as a layout reader gives it: 11 points where nothing else is said."""
    return [replace(block, size=block.size or 11.0) for block in blocks]


def outline(*blocks: Block, title: str = "", pages: int = 0) -> Outline:
    metadata = (("title", title),) if title else ()
    return structure(Document(blocks, "text/html", pages=pages, metadata=metadata))


def headings(found: Outline) -> list[tuple[str, int]]:
    return [(section.heading, section.level) for section in found.sections]


def texts(found: Outline) -> list[list[str]]:
    return [[item.text for item in section.items] for section in found.sections]


# ------------------------------------------------------------------ title


def test_the_first_h1_is_the_title_and_no_section() -> None:
    found = outline(h(1, "Lägesrapport"), h(2, "Läget"), p())
    assert found.title == "Lägesrapport"
    assert headings(found) == [("Läget", 1)]


def test_of_several_h1_the_file_s_own_title_tells_which() -> None:
    blocks = (h(1, "Insidan"), h(1, "Lägesrapport"), h(2, "Läget"), p())
    assert outline(*blocks, title="Lägesrapport - Insidan").title == "Lägesrapport"
    assert outline(*blocks).title == "Insidan"


def test_the_site_s_name_as_the_only_h1_is_not_the_title() -> None:
    blocks = (h(1, "Insidan"), h(2, "Lägesrapport"), p(), h(3, "Läget"), p())
    found = outline(*blocks, title="Lägesrapport - Insidan")
    assert (found.title, found.furniture) == ("Lägesrapport", ("Insidan",))
    assert headings(found) == [("", 1), ("Läget", 1)]
    assert outline(*blocks, title="Insidan").title == "Insidan"


def test_further_h1s_are_sections() -> None:
    found = outline(h(1, "Rapport"), h(2, "A"), p(), h(1, "B"), p(), h(2, "C"), p())
    assert headings(found) == [("A", 1), ("B", 1), ("C", 2)]


def test_numbered_h1s_are_chapters() -> None:
    blocks = (h(1, "1 Inledning"), p(), h(2, "1.1 Syfte"), p(), h(1, "2 Läget"), p())
    found = outline(p("Årsrapport för Exempelsjukhuset"), *blocks)
    assert found.title == "Årsrapport för Exempelsjukhuset"
    assert headings(found) == [("1 Inledning", 1), ("1.1 Syfte", 2), ("2 Läget", 1)]
    assert outline(*blocks, title="Årsrapport").title == "Årsrapport"


def test_above_several_h1s_a_larger_line_is_the_title() -> None:
    found = outline(
        p("Veckobrev", 28), h(1, "Vården", 16), p(PROSE, 11), h(1, "Skolan", 16), p(PROSE, 11)
    )
    assert found.title == "Veckobrev"
    assert headings(found) == [("Vården", 1), ("Skolan", 1)]


def test_above_several_h1s_the_file_s_own_title_is_the_title() -> None:
    found = outline(p("Veckobrev"), h(1, "Vården"), p(), h(1, "Skolan"), p(), title="Veckobrev")
    assert found.title == "Veckobrev"
    assert headings(found) == [("Vården", 1), ("Skolan", 1)]


def test_an_h1_cut_in_two_is_one_title_if_the_file_says_so() -> None:
    blocks = (h(1, "Rapport om"), h(1, "läget i vården"), h(2, "Läget"), p())
    assert outline(*blocks, title="Rapport om läget i vården").title == "Rapport om läget i vården"
    assert outline(*blocks).title == "Rapport om"


def test_the_largest_line_at_the_top_is_the_title() -> None:
    found = outline(*seen(p("Region Exempel"), p("Lägesrapport", 20), p("Läget", 14), p()))
    assert found.title == "Lägesrapport"
    assert headings(found) == [("", 1), ("Läget", 1)]


def test_a_title_over_two_lines_is_one() -> None:
    found = outline(*seen(p("Regional rapport om", 20), p("journalsystem", 20), p("A", 14), p()))
    assert found.title == "Regional rapport om journalsystem"


def test_a_line_of_figures_ends_a_title() -> None:
    found = outline(*seen(p("Handlingsplan", 20), p("2024–2025", 20), p("A", 14), p()))
    assert found.title == "Handlingsplan 2024–2025"


def test_a_line_that_says_when_is_no_title_where_the_file_states_one() -> None:
    lines = seen(p("Läget 2025-01-21 klockan 07:00"), p("Vården", 14), p(), p("Skolan", 14), p())
    found = outline(*lines, title="Lägesbild")
    assert (found.title, found.compiled) == ("Lägesbild", (lines[0].text,))
    assert outline(*lines).title == lines[0].text


def test_a_table_that_opens_the_text_lends_its_first_words() -> None:
    rows = [
        Block("PROTOKOLL | Sammanträdesdatum | Sida", "row"),
        Block("A | 2025-03-11 | 1", "row"),
    ]
    found = outline(*rows, p(LONG))
    assert found.title == "PROTOKOLL"
    assert "Sammanträdesdatum: 2025-03-11" in found.head
    assert texts(found)[0][0] == rows[0].text


def test_a_title_of_the_sections_look_is_one_line() -> None:
    found = outline(*seen(p("Rapport", 14), p("Läget", 14), p(), p("Framåt", 14), p()))
    assert found.title == "Rapport"
    assert headings(found) == [("Läget", 1), ("Framåt", 1)]


def test_sections_of_one_look_do_not_lend_a_title_that_the_file_states() -> None:
    found = outline(
        *seen(p("Läget", 14), p(), p("Framåt", 14), p()), title="Lägesrapport för regionen"
    )
    assert found.title == "Lägesrapport för regionen"
    assert headings(found) == [("Läget", 1), ("Framåt", 1)]


def test_without_headings_the_first_line_is_the_title() -> None:
    found = outline(p("Minnesanteckningar"), p(LONG), p(LONG))
    assert found.title == "Minnesanteckningar"
    assert headings(found) == [("", 1)]


def test_a_first_line_with_a_date_is_a_title_and_no_date_line() -> None:
    found = outline(p("Protokoll 2025-10-22"), p(LONG), p(LONG))
    assert (found.title, found.compiled) == ("Protokoll 2025-10-22", ())


def test_a_date_above_the_first_line_is_not_the_title() -> None:
    found = outline(p("2025-10-23"), p("Anteckningar"), p(LONG))
    assert (found.title, found.compiled) == ("Anteckningar", ("2025-10-23",))


def test_a_bold_line_at_the_top_is_the_title() -> None:
    found = outline(p("Region Exempel"), p("Lägesrapport", bold=True), p(LONG), p(LONG))
    assert (found.title, texts(found)) == ("Lägesrapport", [["Region Exempel", LONG, LONG]])


def test_a_bold_line_below_prose_is_no_title() -> None:
    found = outline(p("Anteckningar"), p(LONG), p("Framåt", bold=True), p(LONG))
    assert (found.title, headings(found)) == ("Anteckningar", [("", 1), ("Framåt", 1)])


def test_without_headings_the_file_s_own_title_is_preferred_where_the_text_has_it() -> None:
    found = outline(p("Region Exempel"), p("Anteckningar"), p(LONG), title="Anteckningar")
    assert found.title == "Anteckningar"
    assert texts(found) == [["Region Exempel", LONG]]


@pytest.mark.parametrize(
    "named", ["Veckobrev v. 43 – Vårdcentralen", "Insidan: Veckobrev v. 43", "Veckobrev v. 43"]
)
def test_the_file_s_own_title_may_name_the_sender_too(named: str) -> None:
    found = outline(
        p("Veckobrev v. 43", bold=True), p(), p("På gång", bold=True), p(), p(LONG), title=named
    )
    assert (found.title, headings(found)) == ("Veckobrev v. 43", [("", 1), ("På gång", 1)])


def test_the_file_s_own_title_helps_where_the_text_has_none() -> None:
    found = outline(p(LONG), b(), title="Lägesrapport - Insidan")
    assert found.title == "Lägesrapport"
    assert texts(found) == [[LONG, "En punkt i listan"]]


def test_a_mail_s_subject_goes_before_its_greeting() -> None:
    blocks = (p("Hej alla!"), p(LONG), p(LONG))
    mail = Document(blocks, "message/rfc822", metadata=(("title", "Veckobrev"),))
    assert structure(mail).title == "Veckobrev"
    assert texts(structure(mail)) == [["Hej alla!", LONG, LONG]]


def test_the_program_s_name_is_no_part_of_the_title() -> None:
    assert outline(p(LONG), b(), title="Microsoft Word - Lägesrapport").title == "Lägesrapport"


@pytest.mark.parametrize(
    "title", ["Microsoft Word - utkast.docx", "Dokument1", "untitled", "(anonymous)"]
)
def test_what_programs_write_as_title_is_none(title: str) -> None:
    assert outline(p(LONG), b(), title=title).title == ""


def test_a_single_paragraph_is_text_and_not_title() -> None:
    assert texts(outline(p("Inget att rapportera"))) == [["Inget att rapportera"]]


def test_a_bold_sender_above_the_title_heads_no_section() -> None:
    found = outline(
        *seen(p("Region Exempel", bold=True), p("Enheten för vård"), p("Rapport", 20), p(), p())
    )
    assert found.title == "Rapport"
    assert headings(found) == [("", 1)]


# ------------------------------------------------------------------ date lines

COMPILED = "Sammanställt: 2025-10-23 klockan 08:30"


@pytest.mark.parametrize(
    "blocks",
    [
        [h(1, "Rapport"), p(COMPILED), h(2, "Läget"), p()],
        [p(COMPILED), h(1, "Rapport"), h(2, "Läget"), p()],
        [h(1, "Rapport"), h(2, COMPILED), h(2, "Läget"), p()],
        [h(1, "Rapport"), p("Till regionens ledning"), p(COMPILED), h(2, "Läget"), p()],
        seen(p("Rapport", 20), p(COMPILED, 14), p("Läget", 14), p()),
        seen(p("Rapport", 20), p(COMPILED, bold=True), p("Läget", 14), p(), p()),
    ],
    ids=["below", "above", "h2", "after a subtitle", "larger", "bold"],
)
def test_the_compiled_line_is_no_item_and_no_heading(blocks: list[Block]) -> None:
    found = outline(*blocks)
    assert found.compiled == (COMPILED,)
    assert found.title == "Rapport"
    assert headings(found)[-1] == ("Läget", 1)


def test_a_date_alone_counts_beside_the_title_only() -> None:
    found = outline(h(1, "Rapport"), p("23 oktober 2025"), p(), p("24 oktober 2025"))
    assert found.compiled == ("23 oktober 2025",)
    assert texts(found) == [[PROSE, "24 oktober 2025"]]


def test_a_day_without_year_opens_a_log_entry() -> None:
    found = outline(h(1, "Logg"), p("22 oktober"), p(), p("23 oktober"), p())
    assert texts(found) == [["22 oktober", PROSE, "23 oktober", PROSE]]


def test_a_date_line_of_the_title_s_look_is_no_part_of_the_title() -> None:
    found = outline(*seen(p("Rapport", 20), p(COMPILED, 20), p("Läget", 14), p()))
    assert (found.title, found.compiled) == ("Rapport", (COMPILED,))


def test_a_date_in_figures_of_the_title_s_look_is_no_part_of_it() -> None:
    date = p("2025-10-23", 17.0)
    found = outline(*seen(p("Lägesrapport", 17.0), date, p(), p("Läget", 13.0), p()))
    assert (found.title, found.compiled) == ("Lägesrapport", ("2025-10-23",))


def test_the_title_again_at_the_foot_of_the_first_page_is_text() -> None:
    first, second = (Box(page, 0, 0, 1, 1) for page in (1, 2))
    blocks = [h(1, "Läget"), p(), p("Läget"), p()]
    places = (first, first, first, second)
    found = outline(*(replace(b, boxes=(box,)) for b, box in zip(blocks, places, strict=True)))
    assert found.furniture == ()


def test_a_page_s_number_is_set_aside_without_places_too() -> None:
    found = outline(h(1, "Läget"), p(), p("Sida 2 (3)"), p(), p("12 (34)"), p())
    assert found.furniture == ("Sida 2 (3)",)


def test_a_line_of_publication_far_down_may_date_the_report() -> None:
    found = outline(h(1, "Läget"), *[p()] * 20, p("Publicerad: 2025-10-23"), *[p()] * 9)
    assert "Publicerad: 2025-10-23" in found.head


def test_a_cell_may_date_the_report() -> None:
    row = Block("Dnr 12 | Datum: 2025-10-23", "row")
    assert "Datum: 2025-10-23" in outline(h(1, "Läget"), p(), row, p()).head


def test_an_author_between_title_and_date_heads_nothing() -> None:
    byline = [p("Revisionskontoret", 13.0), p("14 maj 2025", 13.0)]
    found = outline(*seen(p("Granskning", 17.0), *byline, p("Läget", 15.0), p()))
    assert found.compiled == ("14 maj 2025",)
    assert headings(found) == [("", 1), ("Läget", 1)]
    assert texts(found)[0] == ["Revisionskontoret"]


def test_a_heading_below_the_title_and_above_no_date_is_one() -> None:
    found = outline(
        *seen(p("Granskning", 17.0), p("Läget", 13.0), p(), p("14 maj 2025", 13.0), p())
    )
    assert ("Läget", 1) in headings(found)


def test_a_letterhead_s_cell_dates_the_report() -> None:
    head = Block("Inköpsavdelningen | 2025-05-14 | Dnr 12", "row")
    found = outline(*seen(head, p("Avtal om tolkar", 17.0), p()))
    assert "Datum: 2025-05-14" in found.head
    assert head.text in texts(found)[0]


def test_what_a_site_writes_below_every_page_is_no_item() -> None:
    lines = p("Senast granskad: 2025-10-24"), p("Senast uppdaterad: 2025-10-25")
    found = outline(h(1, "Rapport"), h(2, "Läget"), p(), *lines)
    assert found.compiled == tuple(line.text for line in lines)
    assert texts(outline(h(1, "Rapport"), h(2, "Läget"), *lines, p())) == [
        [*(line.text for line in lines), PROSE]
    ]


def test_a_label_above_its_date_may_date_the_report() -> None:
    found = outline(p("Datum"), p("2025-05-06"), p("Till nämnden"), h(1, "PM"), p(), h(2, "A"), p())
    assert "2025-05-06" in [*found.compiled, *found.head]


def test_days_as_headings_are_headings() -> None:
    found = outline(h(1, "Logg"), h(2, "22 oktober 2025"), p(), h(2, "23 oktober 2025"), p())
    assert headings(found) == [("22 oktober 2025", 1), ("23 oktober 2025", 1)]
    assert found.compiled == ()


def test_date_lines_in_sections_stay_items() -> None:
    found = outline(h(1, "Rapport"), h(2, "Nästa möte"), p("Datum: 2025-11-03"), p())
    assert found.compiled == ()
    assert texts(found) == [["Datum: 2025-11-03", PROSE]]


# ------------------------------------------------------------------ headings


def test_skipped_levels_are_closed_up() -> None:
    found = outline(h(1, "T"), h(2, "A"), p(), h(4, "B"), p(), h(3, "C"), p(), h(2, "D"), p())
    assert headings(found) == [("A", 1), ("B", 2), ("C", 2), ("D", 1)]


def test_text_before_the_first_heading_is_an_unheaded_section() -> None:
    found = outline(h(1, "T"), p("Ingress."), h(2, "A"), p())
    assert headings(found) == [("", 1), ("A", 1)]
    assert [item.anchor for section in found.sections for item in section.items] == ["1.1", "2.1"]


def test_larger_lines_are_headings_by_size() -> None:
    found = outline(
        *seen(p("T", 24), p("A", 16), p(), p("B", 13), p(), p("C", 12.9), p(), p("D", 16), p())
    )
    assert headings(found) == [("A", 1), ("B", 2), ("C", 2), ("D", 1)]


def test_slightly_larger_lines_are_text() -> None:
    found = outline(*seen(p("T", 24), p("A", 16), p(), p("En rad i större stil", 11.8), p()))
    assert headings(found) == [("A", 1)]


def test_a_larger_lead_paragraph_is_text() -> None:
    found = outline(*seen(p("T", 24), p(LONG, 13), p("A", 16), p(), p(), p(), p()))
    assert headings(found) == [("", 1), ("A", 1)]


def test_bold_short_lines_are_headings_below_the_larger() -> None:
    found = outline(*seen(p("T", 24), p("A", 16), p(), p("B", bold=True), p(), p("C", 16), p()))
    assert headings(found) == [("A", 1), ("B", 2), ("C", 1)]


@pytest.mark.parametrize(
    "text",
    ["Detta är viktigt.", "Observera:", "ett ord", "Namn,", "Lång " * 30],
)
def test_bold_text_that_is_no_heading(text: str) -> None:
    assert headings(outline(h(1, "T"), h(2, "A"), p(), p(text.strip(), bold=True), p())) == [
        ("A", 1)
    ]


def test_bold_lines_on_end_are_not_all_headings() -> None:
    found = outline(h(1, "T"), p(), p("Region Exempel", bold=True), p("Läget", bold=True), p())
    assert headings(found) == [("", 1), ("Läget", 1)]


def test_a_bold_line_above_nothing_or_a_heading_is_text() -> None:
    found = outline(h(1, "T"), p(), p("Tack", bold=True), h(2, "A"), p(), p("Slut", bold=True))
    assert headings(found) == [("", 1), ("A", 1)]


def test_bold_says_nothing_where_most_is_bold() -> None:
    blocks = [p("En rad utan punkt" if n % 2 else PROSE, bold=True) for n in range(6)]
    assert headings(outline(h(1, "T"), h(2, "A"), *blocks)) == [("A", 1)]


def test_small_bold_print_is_no_heading() -> None:
    found = outline(*seen(p("T", 24), p("A", 16), p(), p("Källa", 9, bold=True), p(), p()))
    assert headings(found) == [("A", 1)]


def test_bold_bullets_are_bullets() -> None:
    bold = Block("Viktigt", "bullet", bold=True)
    assert headings(outline(h(1, "T"), h(2, "A"), bold, b(), p())) == [("A", 1)]


def test_bold_lines_among_marked_headings_stand_below_them() -> None:
    found = outline(
        h(1, "T"), h(2, "A"), p(), p("Delrubrik", bold=True), p(), h(3, "B"), p(), h(2, "C"), p()
    )
    assert headings(found) == [("A", 1), ("Delrubrik", 2), ("B", 2), ("C", 1)]


def test_a_line_of_a_marked_heading_s_look_has_its_level() -> None:
    found = outline(
        *seen(h(1, "T", 24), h(2, "A", 16), p(), p("Glömd rubrik", 16), p(), h(3, "B", 13), p())
    )
    assert headings(found) == [("A", 1), ("Glömd rubrik", 1), ("B", 2)]


def test_a_paragraph_marked_as_heading_is_text() -> None:
    found = outline(h(1, "T"), h(2, "A"), h(2, LONG + " " + LONG), p())
    assert headings(found) == [("A", 1)]


def test_what_is_far_too_long_for_a_title_is_text_whatever_it_is_marked_as() -> None:
    """It would stand in every answer."""
    endless = "titel " * 400 + "x"
    found = outline(h(1, endless), h(2, "A"), p(), title=endless)
    assert len(found.title) < 100
    assert found.sections[0].items[0].text == endless


def test_a_heading_of_unknown_level_goes_by_its_size() -> None:
    found = outline(
        *seen(h(0, "T", 24), h(0, "A", 16), p(), h(0, "B", 13), p(), h(0, "C", 16), p())
    )
    assert (found.title, headings(found)) == ("T", [("A", 1), ("B", 2), ("C", 1)])


def test_numbers_say_how_deep_headings_of_one_look_stand() -> None:
    found = outline(
        *seen(p("Rapport", 20), p("1 Läget", 14), p(), p("1.1 Vården", 14), p(), p("2 Framåt", 14)),
        p(),
    )
    assert headings(found) == [("1 Läget", 1), ("1.1 Vården", 2), ("2 Framåt", 1)]


@pytest.mark.parametrize(
    "numbered",
    [
        ("1 Inledning", "2 Läget"),
        ("§ 34 Ekonomisk rapport", "§ 35 Val av ombud"),
        ("1 kap. Inledande bestämmelser", "2 kap. Om register"),
        ("Bilaga A Tabeller", "Bilaga B Källor"),
    ],
)
def test_numbered_lines_of_plain_look_are_headings(numbered: tuple[str, str]) -> None:
    found = outline(h(1, "T"), p(numbered[0]), p(), p(), p(numbered[1]), p())
    assert headings(found) == [(numbered[0], 1), (numbered[1], 1)]


def test_a_numbered_line_right_above_its_parts_is_a_heading() -> None:
    found = outline(p("Rapport"), p("1. Läget"), p("1.1 Vården"), p(), p("1.2 Skolan"), p())
    assert headings(found) == [("1. Läget", 1), ("1.1 Vården", 2), ("1.2 Skolan", 2)]


def test_chapters_stand_above_paragraphs() -> None:
    found = outline(p("Lag"), p("1 kap. Syfte"), p("1 § Register"), p(), p("2 § Tillsyn"), p())
    assert headings(found) == [("1 kap. Syfte", 1), ("1 § Register", 2), ("2 § Tillsyn", 2)]


def test_an_agenda_is_a_list_and_no_row_of_headings() -> None:
    found = outline(h(1, "T"), p("1. Mötet öppnas"), p("2. Val av ombud"), p("3. Övrigt"), p())
    assert headings(found) == [("", 1)]


@pytest.mark.parametrize("line", ["Del av rapporten", "12 nya platser", "3 av 4 svarade"])
def test_a_line_that_only_begins_like_a_number_is_text(line: str) -> None:
    assert headings(outline(h(1, "T"), h(2, "A"), p(), p(line), p())) == [("A", 1)]


def test_paragraphs_of_a_statute_are_text() -> None:
    found = outline(h(1, "Lag"), p("1 § En nämnd ska föra register."), p("2 § Registret är öppet."))
    assert texts(found) == [["1 § En nämnd ska föra register.", "2 § Registret är öppet."]]


def test_a_bold_number_list_of_one_is_a_heading() -> None:
    found = outline(
        h(1, "T"), Block("Läget", "bullet", label="1.", bold=True), p(), b("A", 0, "1."), b("B")
    )
    assert headings(found) == [("1. Läget", 1)]


def test_bold_numbers_that_count_on_are_a_list() -> None:
    one, two = (Block("Läget", "bullet", label=f"{n}.", bold=True) for n in (1, 2))
    assert headings(outline(h(1, "T"), h(2, "A"), p(), one, two, p(), p())) == [("A", 1)]


def test_without_any_look_a_line_below_a_date_line_is_a_heading() -> None:
    found = outline(p("Lägesrapport"), p(COMPILED), p("Läget"), b(), b())
    assert headings(found) == [("Läget", 1)]


def test_without_any_look_a_long_line_is_text() -> None:
    line = "Här följer det som verksamheterna har lämnat till enheten under veckan som gick"
    assert headings(outline(p("Rapport"), p(LONG), p(line), p(LONG))) == [("", 1)]


def test_without_any_look_a_short_line_above_a_list_or_a_text_is_a_heading() -> None:
    found = outline(p("Lägesrapport"), p("Läget"), b(), b(), p("Framåt"), p(LONG))
    assert (found.title, headings(found)) == ("Lägesrapport", [("Läget", 1), ("Framåt", 1)])


def test_short_lines_on_end_are_an_address() -> None:
    found = outline(p("Rapport"), p(LONG), p("Region Exempel"), p("Storgatan 1"), p(LONG))
    assert (found.title, headings(found)) == ("Rapport", [("", 1)])


def test_with_any_look_a_short_plain_line_is_text() -> None:
    found = outline(h(1, "T"), h(2, "A"), p("En kort rad"), b())
    assert headings(found) == [("A", 1)]


# ------------------------------------------------------------------ furniture


def on(page: int, text: str, kind: BlockKind = "paragraph") -> Block:
    return Block(text, kind, size=11.0, boxes=(Box(page, 50, 50, 500, 62),))


def test_page_numbers_and_repeated_titles_at_the_edge_are_set_aside() -> None:
    blocks = [
        replace(on(1, "Rapport"), size=20.0),
        on(1, PROSE),
        on(1, "Sida 1 av 2"),
        on(2, "Rapport"),
        on(2, PROSE),
        on(2, "2 (2)"),
    ]
    found = outline(*blocks, pages=2)
    assert found.title == "Rapport"
    assert texts(found) == [[PROSE, PROSE]]
    assert found.furniture == ("Sida 1 av 2", "Rapport", "2 (2)")


def test_in_the_midst_of_a_page_they_are_text() -> None:
    blocks = [replace(on(1, "Rapport"), size=20.0), on(1, PROSE)]
    found = outline(*blocks, on(2, PROSE), on(2, "2 (2)"), on(2, "Rapport"), on(2, PROSE), pages=2)
    assert found.furniture == ()


def test_a_marked_heading_is_never_furniture() -> None:
    blocks = [replace(on(1, "Rapport", "heading"), level=1), on(1, PROSE)]
    again = replace(on(2, "Rapport", "heading"), level=2)
    assert headings(outline(*blocks, again, on(2, PROSE), pages=2))[-1] == ("Rapport", 1)


def test_a_section_named_as_the_title_stays_a_section() -> None:
    found = outline(h(1, "Rapport"), p(), h(2, "Rapport"), p())
    assert headings(found) == [("", 1), ("Rapport", 1)]


# ------------------------------------------------------------------ items


def test_anchors_count_sections_items_and_sub_items() -> None:
    found = outline(
        *(h(1, "T"), h(2, "A"), p(), h(2, "B"), b("a"), b("b", 1), b("c", 1), b("d", 2), b("e", 1)),
        *(b("f"), p(), b("g", 0, "1."), Block("x | y", "row")),
    )
    anchors = [item.anchor for section in found.sections for item in section.items]
    assert anchors == [
        *("1.1", "2.1", "2.1.1", "2.1.2", "2.1.2.1", "2.1.3", "2.2", "2.3", "2.4", "2.5")
    ]


def test_an_orphan_sub_item_gets_the_level_it_can_have() -> None:
    found = outline(h(1, "T"), b("a", 2), b("b", 2), b("c", 0), b("d", 3), b("e", 1))
    assert [(item.text, item.level) for item in found.sections[0].items] == [
        *(("a", 0), ("b", 0), ("c", 0), ("d", 1), ("e", 1))
    ]


def test_a_paragraph_ends_the_nesting_before_it() -> None:
    found = outline(h(1, "T"), b("a"), b("b", 1), p(), b("c", 2), b("d", 0))
    anchors = [(item.anchor, item.level) for item in found.sections[0].items]
    assert anchors == [("1.1", 0), ("1.1.1", 1), ("1.2", 0), ("1.2.1", 1), ("1.3", 0)]


def test_kinds_and_labels_are_kept_and_notes_come_last() -> None:
    note = Block("1 Enligt uppgift.", "note")
    found = outline(h(1, "T"), h(2, "A"), note, b("a", 0, "1."), Block("x | y", "row"))
    assert [(item.kind, item.label, item.text) for item in found.sections[0].items] == [
        ("bullet", "1.", "a"),
        ("row", "", "x | y"),
        ("paragraph", "", "1 Enligt uppgift."),
    ]


def test_deep_nesting_is_no_matter() -> None:
    found = outline(h(1, "T"), *(b(f"nivå {n}", n) for n in range(200)))
    assert found.sections[0].items[-1].level == 199


# ------------------------------------------------------------------ nothing is lost

WORDS = st.sampled_from(
    [
        *("Läget", "Rapport", COMPILED, "23 oktober 2025", "Sida 1 av 2", "2 (2)", PROSE, LONG),
        *("1 Inledning", "1.1 Syfte", "§ 34 Beslut", "en rad", "Viktigt:", "1. Val", "•", ""),
    ]
)
BLOCKS = st.builds(
    Block,
    text=WORDS,
    kind=st.sampled_from(["heading", "bullet", "paragraph", "row", "note"]),
    level=st.integers(0, 6),
    label=st.sampled_from(["", "", "1.", "a)"]),
    size=st.sampled_from([0.0, 11.0, 11.0, 14.0, 20.0]),
    bold=st.booleans(),
    boxes=st.sampled_from([(), (Box(1, 0, 0, 9, 9),), (Box(2, 0, 0, 9, 9),)]),
)


@given(
    st.lists(BLOCKS, max_size=25),
    st.sampled_from(["", "Rapport", "Läget - Insidan", "Rapport Läget"]),
)
def test_no_text_is_lost_or_doubled(blocks: list[Block], title: str) -> None:
    found = outline(*blocks, title=title)
    kept = [*found.compiled, *found.furniture, *(section.heading for section in found.sections)]
    kept += [item.label + item.text for section in found.sections for item in section.items]
    given_ = Counter("".join("".join(block.label + block.text for block in blocks).split()))
    without_title = Counter("".join("".join(kept).split()))
    with_title = without_title + Counter("".join(found.title.split()))
    # A title that only the file's metadata have is not part of the text.
    assert given_ in (with_title, without_title)


@given(st.lists(BLOCKS, max_size=25))
def test_levels_and_anchors_are_without_gaps(blocks: list[Block]) -> None:
    found = outline(*blocks)
    level = 0
    for section in found.sections:
        assert 1 <= section.level <= level + 1
        level = section.level
    anchors = [item.anchor for section in found.sections for item in section.items]
    assert len(set(anchors)) == len(anchors)
    for section in found.sections:
        for item in section.items:
            assert item.anchor.count(".") == item.level + 1
            if item.level:
                assert item.anchor.rpartition(".")[0] in anchors
