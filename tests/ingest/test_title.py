"""Series titles and slugs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.title import SLUG_LENGTH, series_title, slug


@pytest.mark.parametrize(
    ("title", "series"),
    [
        ("Lägesrapport vecka 42", "Lägesrapport"),
        ("Lägesrapport v. 42, 2025", "Lägesrapport"),
        ("Lägesrapport 2025 vecka 42", "Lägesrapport"),
        ("Veckobrev v42", "Veckobrev"),
        ("Veckobrev nr 12 2025", "Veckobrev"),
        ("Veckobrev 251022", "Veckobrev"),
        ("Nyhetsbrev nr 3 oktober 2025", "Nyhetsbrev"),
        ("Nyhetsbrev 3/2025", "Nyhetsbrev"),
        ("Nyhetsbrev 2025:3", "Nyhetsbrev"),
        ("Nyhetsbrev #14", "Nyhetsbrev"),
        ("Nyhetsbrev från Region Exempel, oktober 2025", "Nyhetsbrev från Region Exempel"),
        ("Protokoll 2025-03-04", "Protokoll"),
        ("Protokoll från den 3 mars 2025", "Protokoll"),
        ("Protokoll, sammanträde onsdagen den 22 oktober 2025 kl. 09.00", "Protokoll, sammanträde"),
        ("Lägesbild (2025-10-23)", "Lägesbild"),
        ("2025-10-23 Lägesbild", "Lägesbild"),
        ("Onsdag 22 oktober: Lägesbild", "Lägesbild"),
        ("Månadsrapport – oktober", "Månadsrapport"),
        ("Delårsrapport augusti 2025 Region Exempel", "Delårsrapport Region Exempel"),
        ("Uppföljning kvartal 3 2025", "Uppföljning"),
        ("Tertialrapport 1 2025 för patientnämnden", "Tertialrapport för patientnämnden"),
        ("Daglig lägesrapport 14", "Daglig lägesrapport"),
        ("Lägesrapport 14: bemanning", "Lägesrapport: bemanning"),
        ("Dagordning 14 oktober, kl 09:00–12:00", "Dagordning"),
        ("Lägesbild 2025-11-03 08.00", "Lägesbild"),
        ("Lägesrapport 2025 (uppdaterad 3 mars)", "Lägesrapport"),
        ("Nyhetsbrev hösten 2025", "Nyhetsbrev"),
        ("Minnesanteckningar från möte 3, 14/10", "Minnesanteckningar från möte"),
        ("Protokoll § 101–120, 2025-09-02", "Protokoll"),
        ("Verksamhetsplan 2025–2027", "Verksamhetsplan"),
        ("Årsredovisning 2024", "Årsredovisning"),
        ("Situation report, 22 October 2025", "Situation report"),
        ("Läget den 22 oktober i regionen", "Läget i regionen"),
        ("Vecka 42", "Vecka"),
    ],
)
def test_what_changes_from_number_to_number_goes(title: str, series: str) -> None:
    assert series_title(title) == series


@pytest.mark.parametrize(
    "title",
    [
        "Regional lägesrapport Vårdinformation",
        "Agenda 2030 i regionen",
        "Strategi 2025–2030 för vården",
        "Region 10 rapporterar",
        "Rapport 10 procent färre",
        "Samordning rapport 2 av vården",  # beside a first one
        "Tillsyn enligt 7 § i lagen",
        "Lag (2025:123) om register",
        "Beslut i korthet - regionstyrelsen",
        "2025-10-23",  # nothing would be left
    ],
)
def test_names_stay_whole(title: str) -> None:
    assert series_title(title) == title


@given(st.text(max_size=80))
def test_a_title_never_gets_empty(title: str) -> None:
    assert bool(series_title(title)) == bool(title)


@pytest.mark.parametrize(
    ("text", "ascii_slug"),
    [
        ("Regional lägesrapport Vårdinformation", "regional-lagesrapport-vardinformation"),
        ("Åtgärder – é, ü & Ø", "atgarder-e-u-o"),
        ("  Läget:  (ny)  ", "laget-ny"),
        ("Lägesrapport", "lagesrapport"),  # decomposed ä
    ],
)
def test_slug(text: str, ascii_slug: str) -> None:
    assert slug(text) == ascii_slug


@given(st.text(max_size=300))
def test_slugs_are_ascii_bounded_and_not_empty(text: str) -> None:
    found = slug(text)
    assert 0 < len(found) <= SLUG_LENGTH
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert found.strip("-") == found
    assert slug(found) == found


def test_long_titles_that_differ_at_the_end_do_not_meet() -> None:
    title = "Rapport om samordning av vårdinformation " * 3
    assert slug(title + "norr") != slug(title + "söder")
    assert len(slug(title)) <= SLUG_LENGTH


def test_titles_without_latin_letters_do_not_meet() -> None:
    assert slug("報告") != slug("日報")
