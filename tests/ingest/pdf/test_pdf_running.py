"""Running headers and footers: what repeats, what numbers, and what stands alone in the margin."""

from __future__ import annotations

import pytest
from laid_out import BODY, FULL, TAIL, Row, down, page, texts
from reportlab.pdfbase.pdfmetrics import stringWidth

from ingest.pdf.running import without_running
from ingest.pdf.runs import Run
from ingest.pdf.sheet import Sheet


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


TITLE = (72, 740, "Driftinformation", "B", 20)
TEXT = down(72, FULL, FULL, FULL, TAIL, top=700)


@pytest.mark.parametrize(
    ("head", "runs"),
    [
        ([(72, 800, "Region Exempel")], True),
        ([(72, 800, "Region Exempel"), (400, 800, "24 oktober 2025")], True),
        ([(72, 812, "Region Exempel"), (72, 800, "Ledningskontoret")], True),
        ([(72, 765, "Region Exempel")], False),
        ([(72, 800, "Region Exempel", "B", 20)], False),
    ],
    ids=["sender", "and date", "two lines", "in the text", "as large as a title"],
)
def test_a_sender_above_the_title_of_a_single_page_runs(head: list[Row], runs: bool) -> None:
    found = texts(page(*head, TITLE, *TEXT))
    assert (found[0] == "Driftinformation") is runs


def test_what_stands_close_above_the_title_is_text() -> None:
    for y in (785, 791):
        near: list[Row] = [(72, y, "Region Exempel"), (72, 760, "Driftinformation", "B", 20)]
        assert texts(page(*near, *TEXT))[0] == "Region Exempel"


def test_the_text_s_own_size_above_other_text_does_not_run() -> None:
    assert texts(page((72, 800, "Region Exempel"), *TEXT))[0] == "Region Exempel"


def test_a_page_with_narrow_margins_has_no_sender_above_its_title() -> None:
    rows: list[Row] = [(36, 795, "Region Exempel"), (36, 755, "Driftinformation", "B", 20)]
    rows += down(36, FULL, FULL, TAIL, top=700)
    assert texts(page(*rows))[0] == "Region Exempel"


def test_only_the_first_page_has_a_title_to_stand_above() -> None:
    second = page((72, 800, "Sista raden."), (72, 740, "Nästa rubrik", "B", 20), *TEXT)
    assert "Sista raden." in " ".join(texts(page(TITLE, *TEXT), second))


@pytest.mark.parametrize(
    ("title", "header"),
    [
        ((72, 800, "Lägesrapport", "F", 14), (72, 800, "Lägesrapport", "F", 11)),
        ((72, 800, "Lägesrapport", "B", 11), (72, 800, "Lägesrapport", "F", 11)),
    ],
    ids=["larger", "bolder"],
)
def test_a_title_that_the_header_repeats_stays(title: Row, header: Row) -> None:
    found = texts(page(title, *TEXT), page(header, *TEXT), page(header, *TEXT))
    assert found.count("Lägesrapport") == 1


def test_what_stands_on_two_of_many_pages_does_not_run() -> None:
    tops = ["Beslut", "Beslut", "Fråga", "Svar", "Bilaga"]
    found = " ".join(texts(*(page((72, 800, top), *TEXT) for top in tops)))
    assert found.count("Beslut") == 2


def test_a_running_title_beside_a_page_number_may_change() -> None:
    pages = (
        page((72, 800, f"Kapitel {name}"), (400, 800, str(number)), *TEXT)
        for number, name in enumerate(("ett", "två", "tre"), start=4)
    )
    assert "Kapitel" not in " ".join(texts(*pages))


def test_bare_figures_number_their_own_page_alone() -> None:
    assert "12" in texts(page((300, 40, "12"), *TEXT))
    assert "1" not in texts(page((300, 40, "1"), *TEXT))


def test_small_print_in_or_near_the_text_does_not_run() -> None:
    for y in (740, 716):
        assert "En bildtext" in " ".join(texts(page((72, y, "En bildtext", "F", 8), *TEXT)))


def test_small_print_close_above_the_text_is_text() -> None:
    rows = [(72, 808, "En bildtext", "F", 8), *down(72, FULL, FULL, TAIL, top=794)]
    assert "En bildtext" in texts(page(*rows))


def test_a_sender_below_the_top_margin_is_text_however_wide_the_other_margins() -> None:
    rows: list[Row] = [(200, 760, "Region Exempel"), (200, 710, "Driftinformation", "B", 20)]
    assert texts(page(*rows, *down(200, FULL[:60], TAIL, top=650)))[0] == "Region Exempel"


def test_small_lines_of_one_footer_share_its_distance() -> None:
    foot = [(72, 52, "Region Exempel", "F", 8), (72, 42, "Box 1, Exempelstad", "F", 8)]
    assert "Exempel" not in " ".join(texts(page(*TEXT, *foot)))


@pytest.mark.parametrize(
    ("below", "kept"),
    [(24, True), (36, False)],
    ids=["a line's distance: a footnote", "far off: a footer"],
)
def test_small_print_a_line_below_the_text_of_one_page_of_several_stays(
    below: int, kept: bool
) -> None:
    note = (72, 64, "1 Enligt beslut av nämnden.", "F", 9)
    noted = page(*down(72, *[FULL] * 4, TAIL, top=64 + below + 4 * 14), note)
    found = " ".join(texts(page(*BODY), noted, page(*BODY)))
    assert ("Enligt beslut av nämnden." in found) is kept


def test_an_outermost_row_that_stands_apart_may_run_lower_down() -> None:
    pages = (
        page((72, 690, "Region Exempel"), *down(72, FULL, f"{word}.", top=600), (72, 130, "Mall 7"))
        for word in ("Ett", "Två", "Tre")
    )
    found = " ".join(texts(*pages))
    assert "Region Exempel" not in found
    assert "Mall" not in found


SENDER = [f"Rad {name} i brevhuvudet" for name in ("ett", "två", "tre", "fyra", "fem", "sex")]


def letters(*heads: list[str], low: float = 0, gap: float = 60) -> str:
    """Pages whose first lines (and last, from `low` downwards) reach out of the margins."""
    pages = []
    for at, lines in enumerate(heads):
        rows = [*down(72, *lines, top=810), *down(72, *lines[: 6 if low else 0], top=low)]
        rows += down(72, FULL, FULL, f"Text nummer {at}.", top=810 - 14 * len(lines) - gap)
        pages.append(page(*rows))
    return " ".join(texts(*pages))


def test_a_letterhead_runs_however_deep_it_reaches() -> None:
    found = letters(SENDER, SENDER, SENDER, low=140)
    zone = letters(SENDER[:5], SENDER[:5], SENDER[:5])
    assert "brevhuvudet" not in zone
    assert found.count("brevhuvudet") == 1 + 4  # of what lies deep, above and below
    assert found.count("Text nummer") == 3


def test_below_a_letterhead_s_end_nothing_runs() -> None:
    found = letters(*([*SENDER, word, "Sida"] for word in ("Protokoll", "Inbjudan", "Kallelse")))
    assert found.count("Protokoll") == 1
    assert found.count("Sida") == 3
    assert found.count("brevhuvudet") == 1


@pytest.mark.parametrize(
    ("line", "pages", "copies", "why"),
    [
        ("Besöksadress Storgatan 1", 3, 1, "a letterhead: the first copy stays"),
        ("Besöksadress Storgatan 1", 2, 2, "two pages may well say the same"),
        ("Nästa möte hålls i Lund.", 3, 3, "a sentence"),
        ("Tillsynen av enheterna i Lund fortsätter enligt beslut", 3, 3, "many words"),
    ],
)
def test_standing_words_below_the_zone(line: str, pages: int, copies: int, why: str) -> None:
    assert letters(*[[*SENDER, line]] * pages).count(line) == copies, why


def test_standing_words_above_the_foot_stay() -> None:
    foot = [f"Kontakt {n}" for n in range(3)] + ["Vårdplatser stängs från 1 december."] * 2
    low = down(72, *foot, top=180)
    found = " ".join(texts(*(page(*TEXT, (72, 600, f"{name}."), *low) for name in "ABC")))
    assert found.count("Vårdplatser stängs från 1 december.") >= 3


def test_a_label_stays_with_its_figure_below_the_zone() -> None:
    pages = [page(*down(72, *SENDER, top=810), (72, 726, "Platser"), (300, 726, n), *TEXT)
             for n in ("45", "47", "49", "45")]  # fmt: skip
    assert " ".join(texts(*pages)).count("Platser") == 4


def test_figures_and_heights_tell_a_table_from_a_letterhead() -> None:
    assert letters(*([*SENDER, f"Ärenden {n}"] for n in (410, 398, 91))).count("Ärenden") == 3
    assert letters([*SENDER, "Nytt", "Ärenden"], [*SENDER, "Ärenden"]).count("Ärenden") == 2


def test_what_stands_apart_from_a_letterhead_is_text_though_it_is_the_same() -> None:
    assert letters(SENDER, SENDER, gap=60).count(FULL) == 4


def test_small_print_that_the_text_refers_to_is_a_footnote_however_far_off() -> None:
    note = [(72, 60, "1 En fotnot i mindre stil", "F", 8), (72, 50, "som går vidare.", "F", 8)]
    foot = (72, 22, "Region Exempel", "F", 8)
    width = 72 + stringWidth(TAIL, "Helvetica", 11)
    noted = page(*TEXT, (width + 1, 662, "1", "F", 6), *note, foot)
    assert texts(noted)[-1] == "En fotnot i mindre stil som går vidare."
    assert "fotnot" not in " ".join(texts(page(*TEXT, *note, foot)))


def test_a_first_line_of_the_text_does_not_run_though_it_stands_on_every_page() -> None:
    pages = (page(*down(72, "Läget i korthet.", FULL, f"{name}.", top=690)) for name in "ABC")
    assert " ".join(texts(*pages)).count("Läget i korthet.") == 3


def test_an_outermost_row_runs_from_a_line_s_distance_on() -> None:
    pages = (
        page((72, 690, "Region Exempel"), *down(72, FULL, f"{name}.", top=662)) for name in "ABC"
    )
    assert "Region Exempel" not in " ".join(texts(*pages))


def test_what_stands_apart_in_a_header_runs_by_itself() -> None:
    pages = (
        page((72, 800, "Region Exempel"), (190, 800, f"Beslut om {name}"), *TEXT)
        for name in ("avgift", "taxa", "lokal")
    )
    found = " ".join(texts(*pages))
    assert found.count("Beslut om") == 3
    assert "Region Exempel" not in found


def test_a_figure_below_a_letterhead_numbers_no_page() -> None:
    assert {"1", "2"} <= set(letters([*SENDER, "1"], [*SENDER, "2"]).split())


def test_a_figure_as_large_as_the_text_refers_to_no_footnote() -> None:
    width = 72 + stringWidth(TAIL, "Helvetica", 11)
    note = (72, 60, "1 En text i mindre stil", "F", 8)
    assert "mindre stil" not in " ".join(texts(page(*TEXT, (width + 1, 661, "1"), note)))


def scanned(*heads: tuple[str, float]) -> tuple[bool, bool]:
    """Whether the first page's header is gone: as print, and as read by OCR."""
    sheets = [
        Sheet(at, 595, 842, (
            Run(head, "F", size, False, 72, 30, 300, 30 + size, None, False, ""),
            Run(f"{FULL} {at}", "F", 11, False, 72, 200, 500, 211, None, False, ""),
        ))
        for at, (head, size) in enumerate(heads, 1)
    ]  # fmt: skip
    found = (without_running(sheets, slips=slips)[0] for slips in (False, True))
    printed, read = (len(pages[0].runs) == 1 for pages in found)
    return printed, read


@pytest.mark.parametrize(
    ("heads", "gone", "why"),
    [
        ([("Region Exempel, lägesrapport", 11), ("Region Exempe1, lägesrapport", 11)],
         (False, True), "OCR slips in a letter, print does not"),
        ([("Region Exempel, lägesrapport", 11), ("Region Exempel, åldersrapport", 11)],
         (False, False), "several letters are another word"),
        ([("Region Exempel", 12.5), *[("Region Exempel", 11.0)] * 2], (False, True),
         "and OCR wavers in size"),
        ([("Region Exempel", 14), *[("Region Exempel", 11.0)] * 2], (False, False),
         "but not as much as a title is larger"),
    ],
)  # fmt: skip
def test_running_heads_of_scans(
    heads: list[tuple[str, float]], gone: tuple[bool, bool], why: str
) -> None:
    assert scanned(*heads) == gone, why
