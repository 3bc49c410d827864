"""Titles: a slip joins, another name does not. Cadence: what is missing, and what is a holiday."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from small_reports import read_small, report

from index.renditions import Reading
from index.series import belong_together, gaps, is_slip, masks, spelled_title, title_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Regional lägesrapport Vårdinformation", "Regional lägesraport Vårdinformation"),
        ("Veckobrev om systemstöd", "Veckobrev om sytsemstöd"),
        ("Rapport Samordning vårdinformationsmiljö", "Rapport Samordning vårdinformativmiljö"),
        ("Nyheter från Ekviks sjukhus", "Nyheter från Ekviks sjukkhus"),
    ],
)
def test_a_slip_of_spelling(one: str, other: str) -> None:
    assert is_slip(one, other)
    assert is_slip(other, one)
    assert set(masks(one)) & set(masks(other))


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Lägesrapport norra", "Lägesrapport södra", "another word"),
        ("Lägesrapport Östergötland", "Lägesrapport Västergötland", "another first letter"),
        ("Rapport 1 Samordning", "Rapport 2 Samordning", "figures are names"),
        ("Veckorapport Samordning", "Månadsrapport Samordning", "another word"),
        ("Rapport Nord", "Rapport Norr", "short words are easily others"),
        ("Rapport Region A", "Rapport Region B", "one letter is a name"),
        ("Delrapport Vård", "Helrapport Vård", "another first letter"),
        ("Lägesrapport", "Lägesrapport Vård", "another number of words"),
        ("Lägesrapport Vård", "Lägesrapport Vård", "equal is no slip"),
    ],
)
def test_another_name(one: str, other: str, why: str) -> None:
    assert not is_slip(one, other), why
    assert not is_slip(other, one), why


def test_titles_that_differ_in_nothing_said_are_one() -> None:
    assert title_key("Läges-rapport  Vård") == title_key("lägesrapport vård")
    assert title_key("Lägesrapport Vård") != title_key("Lägesrapport Vårdval")


def reading(title: str, day: str, *items: str, heading: str = "Läget") -> Reading:
    return Reading(read_small(report(title, day, *items, heading=heading).encode(), "a.pdf"))


NEWS = [f"Nyhet nummer {word} om regionens alla system" for word in ("ett", "två", "tre", "fyra")]
RIGHT, SLIP = "Regional lägesrapport Vård", "Regional lägesraport Vård"


@pytest.mark.parametrize(
    ("one", "other", "expected", "why"),
    [
        (reading(SLIP, "2025-03-06", *NEWS), reading(RIGHT, "2025-03-13", *NEWS), True,
         "what is said goes on"),
        (reading(SLIP, "2025-03-06", *NEWS), reading(RIGHT, "2025-03-06", *NEWS), True,
         "the same report of the same day"),
        (reading(SLIP, "2025-03-06", *NEWS), reading(RIGHT, "2025-03-06", "Helt annat."), False,
         "another text on the same day shows nothing"),
        (reading(SLIP, "2025-03-06", *NEWS, f"Om {SLIP}"),
         reading(RIGHT, "2025-03-13", *NEWS, f"Om {RIGHT}"), False, "each spells its own name"),
        (reading(SLIP, "2025-03-06", *NEWS), reading(RIGHT, "2025-03-13", NEWS[0], "Annat."), False,
         "one sentence in common shows nothing"),
    ],
)  # fmt: skip
def test_what_shows_that_two_titles_are_one_series(
    one: Reading, other: Reading, expected: bool, why: str
) -> None:
    assert belong_together(one.report.title, one, other.report.title, other) is expected, why


@pytest.mark.parametrize(
    ("heading", "expected"),
    [(f"Om {RIGHT}", RIGHT), (f"Om {SLIP} och {RIGHT}", None), ("Om rapporten", None)],
)
def test_the_title_as_the_headings_spell_it(heading: str, expected: str | None) -> None:
    said = reading(SLIP, "2025-03-06", *NEWS, heading=heading).report
    assert spelled_title(SLIP, said) == expected


def weekly(first: str, count: int, *without: int, step: int = 7) -> list[str]:
    start = date.fromisoformat(first)
    return [str(start + timedelta(step * n)) for n in range(count) if n not in without]


@pytest.mark.parametrize(
    ("dates", "name", "missing", "why"),
    [
        (weekly("2025-01-09", 10), "weekly", (), "complete"),
        (weekly("2025-01-09", 10, 5), "weekly", ("2025-02-13",), "one number missing"),
        (weekly("2025-01-09", 10, 4, 5), "weekly", ("2025-02-06", "2025-02-13"), "two in a row"),
        ([*weekly("2025-01-09", 6), "2025-02-19", *weekly("2025-02-27", 4)], "weekly", (),
         "a number a day early is there"),
        (weekly("2025-06-05", 14, 5, 6, 7, 8), "weekly", (), "the summer break"),
        (weekly("2025-11-27", 9, 4, 5), "weekly", (), "Christmas"),
        (["2025-01-14", "2025-02-11", "2025-03-11", "2025-05-13", "2025-06-10"], "monthly",
         ("2025-04-11",), "a month missing"),
        (["2025-04-08", "2025-05-13", "2025-06-10", "2025-08-12", "2025-09-09"], "monthly",
         (), "July"),
        (weekly("2025-01-09", 8, 3, step=14), "fortnightly", ("2025-02-20",), "every other week"),
        (["2025-01-09", "2025-02-20", "2025-02-24", "2025-07-01"], "irregular", (), "no rhythm"),
        (["2025-01-09", "2025-01-30"], "irregular", (), "two reports are no rhythm"),
        ([], "irregular", (), "nothing"),
    ],
)  # fmt: skip
def test_gaps(dates: list[str], name: str, missing: tuple[str, ...], why: str) -> None:
    cadence = gaps(reversed(dates))
    assert (cadence.name, cadence.missing) == (name, missing), why


def test_a_title_of_thousands_of_words_has_no_slips() -> None:
    """Its masks would grow with the square."""
    title = "ord " * 10_000 + "lägesrapport"
    assert list(masks(title)) == []
    assert not is_slip(title, title.replace("lägesrapport", "lägesraport"))
