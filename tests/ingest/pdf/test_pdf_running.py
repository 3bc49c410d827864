"""Running headers and footers: what repeats, what numbers, and what stands alone in the margin."""

from __future__ import annotations

import pytest
from laid_out import BODY, FULL, TAIL, Row, down, page, texts


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
    near: list[Row] = [(72, 785, "Region Exempel"), (72, 760, "Driftinformation", "B", 20)]
    assert texts(page(*near, *TEXT))[0] == "Region Exempel"


def test_the_text_s_own_size_above_other_text_does_not_run() -> None:
    assert texts(page((72, 800, "Region Exempel"), *TEXT))[0] == "Region Exempel"


def test_a_page_with_narrow_margins_has_no_sender_above_its_title() -> None:
    rows = [(36, 795, "Region Exempel"), (36, 755, "Driftinformation", "B", 20)]
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
    rows = [(200, 760, "Region Exempel"), (200, 710, "Driftinformation", "B", 20)]
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
