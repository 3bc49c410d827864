"""The title, what stands around it and what is set aside: for each rule the case that it is for."""

from __future__ import annotations

import pytest

from ingest.document import Block, Document
from ingest.report import Box
from ingest.sniff import MAIL
from ingest.structure import Outline, structure

PROSE = "Region Exempel har under veckan fortsatt arbetet med journalsystemet och följer läget."
LONG = PROSE + " " + PROSE
LEAD = "Det här är en ingress i rubrikens storlek, som är en mening och längre än en rubrik är."


def h(level: int, text: str, size: float = 0.0) -> Block:
    return Block(text, "heading", level, size=size)


def p(text: str = LONG, size: float = 11.0) -> Block:
    return Block(text, size=size)


def b(text: str) -> Block:
    return Block(text, bold=True)


def on(page: int, text: str) -> Block:
    return Block(text, boxes=(Box(page, 0, 0, 1, 1),))


def outline(*blocks: Block, named: str = "", media_type: str = "text/html") -> Outline:
    metadata = (("author", "Kim Exempel"), *([("title", named)] if named else []))
    return structure(Document(blocks, media_type, metadata=metadata))


def headings(found: Outline) -> list[str]:
    return [section.heading for section in found.sections if section.heading]


@pytest.mark.parametrize(
    ("blocks", "named", "title", "why"),
    [
        ([*[p(f"Rad {n}", 20) for n in "ABCDEF"], p()], "", "Rad A",
         "more lines of one look are no title"),
        ([p("Rapport", 20), p(LEAD, 20), p()], "", "Rapport", "a lead is no line of it"),
        ([p("Rapport", 20), p("2024"), p()], "", "Rapport", "nor are figures of another look"),
        ([b("Rapport"), b("2024"), Block(LONG), Block(LONG)], "", "Rapport 2024",
         "but those of its look"),
        ([h(1, "Rapport"), h(2, "Bilaga"), p()], "Bilaga - Insidan", "Rapport",
         "a first h1 that is not the site's name is the title"),
        ([h(1, "Insidan"), h(2, "Nyheter"), p(), h(2, "Rapport"), p()], "Rapport - Insidan",
         "Rapport", "below the site's name it is what the file is called"),
        ([h(1, "Insidan"), Block("Rapport"), p()], "Rapport - Insidan", "Rapport",
         "marked up or not"),
        ([h(1, "Välkommen"), h(1, "Rapport"), p()], "Rapport 2025", "Rapport",
         "of several h1s it is the one that the file's own title begins with"),
        ([Block("Insidan"), h(1, "Rapport"), p()], "Insidan", "Rapport",
         "a single h1 goes before a line that is called as the file"),
        ([p(LEAD, 20), h(1, "1 Inledning", 16), p(), h(1, "2 Läget", 16), p()], "", "",
         "a lead above numbered chapters is none"),
        ([h(1, "1 Rapport"), p(), h(2, "Läget"), p()], "", "1 Rapport",
         "a single h1 is the title though it has a number"),
        ([p("1 Inledning", 14), p(), p("2 Läget", 14), p()], "", "", "numbered headings are not"),
        ([h(1, "1 Inledning", 16), p(), h(1, "2 Läget", 16), p()], "", "", "marked up or not"),
        ([p("Årsrapport", 28), h(1, "1 Inledning", 16), p(), h(1, "2 Läget", 16), p()], "",
         "Årsrapport", "above them it is the larger line"),
        ([p("Enhet A", 16), h(1, "1 Inledning", 16), p(), h(1, "2 Läget", 16), p()], "Årsrapport",
         "Årsrapport", "but no line of their size"),
        ([p(LEAD), p("Årsrapport", 14), p(), h(1, "A", 0), p(), h(1, "B", 0), p()], "", "A",
         "where the chapters' size is not known, nothing is larger"),
        ([p("Innehåll", 16), p("Rapport", 14), p()], "", "Rapport",
         "the heading of a table of contents names no file"),
        ([p("Exempelnämnden"), p("PM"), p()], "PM: Läget", "PM", "its own title may be short"),
        ([Block("2025 | Utfall", "row"), p(), p()], "", "", "figures in a first cell name no file"),
        ([Block(f"{LONG} | 12", "row"), p(), p()], "", "", "nor does a text there"),
        ([p("Inget att rapportera")], "", "", "a single paragraph is text"),
        ([Block("Läget i regionen")], "Läget i regionen", "Läget i regionen",
         "even where the file is called so"),
        ([p("Anteckningar"), p(), p()], "Utkast tre", "Anteckningar",
         "the text's first line goes before what the file says"),
        ([Block(text) for text in ("PM", LONG, "Läget", LONG, "Framåt", LONG)], "Utkast tre", "PM",
         "and above headings of its look, too"),
        ([h(1, "!!"), p()], "!! - ??", "!!", "a title may be without letters"),
    ],
)  # fmt: skip
def test_the_title(blocks: list[Block], named: str, title: str, why: str) -> None:
    assert outline(*blocks, named=named).title == title, why


def test_a_mail_without_subject_has_its_first_line_as_title() -> None:
    assert outline(p("Veckobrev"), p(), p(), media_type=MAIL).title == "Veckobrev"


def test_a_title_that_is_all_the_text_is_still_the_text() -> None:
    (section,) = outline(Block("Läget i regionen"), named="Läget i regionen").sections
    assert [item.text for item in section.items] == ["Läget i regionen"]


@pytest.mark.parametrize(
    ("blocks", "named", "aside", "why"),
    [
        ([h(2, "Rapport"), h(1, "Bilaga"), p()], "Rapport", (), "the file's name is no site's"),
        ([Block("Insidan"), h(1, "Rapport"), p()], "Rapport - Insidan", (),
         "the site's name in a line of text is text"),
        ([on(2, "Rapport"), on(2, LONG), on(2, LONG)], "", (), "the title is not its own copy"),
        ([on(1, "Sida 1 (3)"), on(1, "Rapport"), on(1, LONG), on(1, LONG)], "", ("Sida 1 (3)",),
         "a page's number may open the file"),
        ([h(1, "Rapport"), Block("Sidan stängs i maj."), p()], "", (), "a sentence is no number"),
    ],
)  # fmt: skip
def test_what_is_set_aside(
    blocks: list[Block], named: str, aside: tuple[str, ...], why: str
) -> None:
    assert outline(*blocks, named=named).furniture == aside, why


def test_a_marked_heading_above_the_title_heads_its_text() -> None:
    found = outline(h(2, "Nyheter"), p(), h(1, "Rapport"), p())
    assert (found.title, headings(found)) == ("Rapport", ["Nyheter"])


def test_only_a_date_of_a_heading_s_look_unmakes_the_line_above_it() -> None:
    plain = outline(p("Granskning", 17), p("Läget", 13), p("14 maj 2025"), p(), p())
    far = outline(
        p("Granskning", 17), p("Läget", 13), p(), p(), p(), p(), p(), p(),
        p("Senast uppdaterad: 2025-10-24", 13),
    )  # fmt: skip
    assert headings(plain) == headings(far) == ["Läget"]


def test_empty_blocks_are_none() -> None:
    assert len(outline(h(1, "Rapport"), p(), h(2, ""), p()).sections) == 1
