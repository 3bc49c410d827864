"""Lines that read on: hyphens, spaces, addresses, links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.pdf.joining import Words, clean, ended, joined, reads_on
from ingest.pdf.rows import Line
from ingest.pdf.runs import Run

URL = "https://region.example/beslut"


def run(text: str, x0: float = 0.0, url: str = "", top: float = 0.0) -> Run:
    return Run(text, "F", 10, False, x0, top, x0 + 5 * len(text), top + 10, None, False, url)


def line(*runs: Run) -> Line:
    return Line(1, runs)


def text_of(*lines: str, document: str = "") -> str:
    found, _ = joined([line(run(words)) for words in lines], Words([document, *lines]))
    return found


@pytest.mark.parametrize(
    ("lines", "whole", "why"),
    [
        (("fyra ord på", "två rader"), "fyra ord på två rader", "a line's end is a space"),
        (("ett blank ", " för mycket"), "ett blank för mycket", "spaces are single"),
        (("journal-", "miljön"), "journalmiljön", "the line's own hyphen goes"),
        (("journal\u00ad", "miljön"), "journalmiljön", "a soft hyphen goes"),
        (("mjuk\u00adt inne", "i raden"), "mjukt inne i raden", "a soft hyphen goes anywhere"),
        (("IVO-", "beslut"), "IVO-beslut", "after capitals the hyphen is the word's"),
        (("covid-19-", "vård"), "covid-19-vård", "after figures too"),
        (("Nord-", "Norge"), "Nord-Norge", "before a capital too"),
        (("hälso-", "och sjukvård"), "hälso- och sjukvård", "a list of compounds"),
        (("in-", "eller utskrivning"), "in- eller utskrivning", "a list of compounds"),
        (("ett nytt it-", "stöd"), "ett nytt it-stöd", "an initialism in lower case"),
        (("en dags-", "färsk rapport"), "en dagsfärsk rapport", "no initialism"),
        (("2024–", "2025"), "2024–2025", "a range"),
        (("beslutet –", "trots allt"), "beslutet – trots allt", "a dash between words"),
        (("och/", "eller"), "och/eller", "a slash binds"),
        (
            ("se https://region.example/", "beslut"),
            "se https://region.example/beslut",
            "an address",
        ),
        (("", "tom rad före"), "tom rad före", "an empty line is nothing"),
        (("info@region-", "exempel.example"), "info@region-exempel.example", "an address's own"),
        (("info@regionexem\u2010", "pel.example"), "info@regionexempel.example", "a browser's"),
        (("journal\u2010", "miljön"), "journalmiljön", "a browser's hyphen"),
        (("tre veck-", "or sen"), "tre veckor sen", "no English in a Swedish text"),
    ],
)
def test_seams(lines: tuple[str, ...], whole: str, why: str) -> None:
    assert text_of(*lines) == whole, why


@pytest.mark.parametrize(
    ("document", "whole"),
    [
        ("vårt webb-stöd", "webb-stöd"),
        ("vårt webbstöd och ett webbstöd till, men ett webb-stöd", "webbstöd"),
        ("", "webbstöd"),
    ],
)
def test_the_document_judges_its_own_hyphens(document: str, whole: str) -> None:
    assert text_of("ett webb-", "stöd", document=document) == f"ett {whole}"


def test_english_lists_compounds_with_its_own_words() -> None:
    text = text_of("short-", "and long-term plans", document="the plan of the region")
    assert text == "short- and long-term plans"


def test_a_hyphen_that_is_a_run_of_its_own_goes_too() -> None:
    first = line(run("vårdgiva", 0), run("-", 40))
    text, _ = joined([first, line(run("ren"))], Words([]))
    assert text == "vårdgivaren"


def test_a_gap_between_runs_is_a_space_and_kerning_is_none() -> None:
    assert line(run("två", 0), run("ord", 20)).text == "två ord"
    assert line(run("hel", 0), run("het", 15.5)).text == "helhet"


@pytest.mark.parametrize(
    ("lines", "links"),
    [
        ([line(run("se ", 0), run("beslutet", 15, URL), run(".", 55))], ["beslutet"]),
        ([line(run("hela", url=URL)), line(run("beslutet", url=URL))], ["hela beslutet"]),
        ([line(run("beslu-", url=URL)), line(run("tet", url=URL))], ["beslutet"]),
        (
            [line(run("det ena", 0, URL), run("och det långa", 40), run("det andra", 110, URL))],
            ["det ena", "det andra"],
        ),
        (
            [line(run("regionen", 0, URL), run("och", 45), run("IVO", 65, URL))],
            ["regionen och IVO"],
        ),
        ([line(run(" ", 0, URL))], []),
    ],
    ids=["in a sentence", "over lines", "over a hyphen", "two", "a word missed", "blank"],
)
def test_links(lines: list[Line], links: list[str]) -> None:
    _, found = joined(lines, Words([]))
    assert [link.text for link in found] == links
    assert {link.url for link in found} <= {URL}


@pytest.mark.parametrize(
    ("text", "end"),
    [("Slut.", True), ("Slut?”", True), ("uppdrag:", True), ("(se bilaga.)", True), ("och", False)],
)
def test_ends_of_sentences(text: str, end: bool) -> None:
    assert ended(text) is end


@pytest.mark.parametrize(
    ("before", "after", "on"),
    [
        ("i väntan på", "Region Exempel", True),
        ("Beslutet är fattat.", "Nästa punkt", False),
        ("Beslutet är fattat.", "och gäller", True),
        ("journal-", "miljön", True),
        ("", "tomt", False),
    ],
)
def test_what_reads_on(before: str, after: str, on: bool) -> None:
    assert reads_on(before, after) is on


@given(st.lists(st.text(alphabet="abcåäöÅÄÖ", min_size=1, max_size=8), min_size=1, max_size=20))
def test_joining_words_without_hyphens_loses_nothing(words: list[str]) -> None:
    assert text_of(*words) == " ".join(words)


@given(st.text(max_size=60))
def test_clean_is_idempotent(text: str) -> None:
    assert clean(clean(text)) == clean(text)
