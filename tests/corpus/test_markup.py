"""The inline markup of the chronicle."""

from __future__ import annotations

import pytest

from corpus.markup import MarkupError, Run, parse
from ingest.report import DateMention, Link

URL = "https://insidan.region-exempel.example/ivo"


def test_links_and_dates_leave_the_text_that_is_printed() -> None:
    marked = parse(f"Svar {{senast den 13 november|2024-11-13|deadline}}, se [beslutet]({URL}).")
    assert marked.plain == "Svar senast den 13 november, se beslutet."
    assert marked.links == (Link("beslutet", URL),)
    assert marked.dates == (DateMention("senast den 13 november", "2024-11-13", "deadline"),)
    assert marked.runs == (
        Run("Svar senast den 13 november, se "),
        Run("beslutet", URL),
        Run("."),
    )


def test_a_date_may_stand_in_a_link() -> None:
    marked = parse(f"[Beslutet {{den 3 mars|2025-03-03|mention}}]({URL}) gäller")
    assert marked.links == (Link("Beslutet den 3 mars", URL),)
    assert marked.dates == (DateMention("den 3 mars", "2025-03-03", "mention"),)


def test_spaces_and_composed_letters_are_normalised() -> None:
    assert parse("  Va\u030ard \n och  omsorg ").plain == "Vård och omsorg"


@pytest.mark.parametrize(
    ("source", "day"),
    [
        ("{22/10|2024-10-22|event}: IVO-beslut", "2024-10-22"),
        ("{22/10–24/10|2024-10-22/2024-10-24|period}: Utbildning", "2024-10-22"),
        ("Beslutet kom {22/10|2024-10-22|event}: IVO", None),
        ("{22 oktober|2024-10-22|event}: IVO", None),
        ("22/10: ingen märkt dag, {2024|2024|mention}", None),
    ],
)
def test_only_an_opening_day_is_the_items_own(source: str, day: str | None) -> None:
    assert parse(source).own_date == day


def test_the_cells_of_a_row_keep_their_links() -> None:
    cells = parse(f"Ekevik | [Lathund]({URL}) | 12 %").cells()
    assert cells == ((Run("Ekevik"),), (Run("Lathund", URL),), (Run("12 %"),))


@pytest.mark.parametrize(
    "source",
    [
        "{den 3 mars|2025-03-03}",
        "{den 3 mars|2025-13-03|event}",
        "{den 3 mars|2025-03-03|dedline}",
        "{ den 3 mars|2025-03-03|event}",
        "{den 3 mars",
        "[beslutet](inte en adress)",
        "[beslutet](ivo)",
        f"[]({URL})",
    ],
)
def test_broken_markup_is_an_error(source: str) -> None:
    with pytest.raises(MarkupError):
        parse(source)


def test_brackets_alone_are_text() -> None:
    assert parse("regionens [sic] svar").plain == "regionens [sic] svar"
