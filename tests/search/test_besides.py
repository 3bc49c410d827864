"""What title, headings and margins say is no item, and is found all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from index.archive import Archive, open_archive
from index.intake import intake
from index.rows import EVERYTHING
from search.find import Inside, find

MINUTES = "minutes of the board"
WATER = "the letter about water"
STREETS = "the report on streets"

LETTER = """<html><head><title>Brev om dricksvattnet</title></head><body><main>
<h1>Brev om dricksvattnet</h1><p>Publicerad 2025-03-06 av kommunikationsenheten</p>
<h2>Läget i vattenverken</h2><h3>Södra verket</h3>
<ul><li>Pumparna går som de ska.</li><li>Kranarna är täta.</li></ul>
<h2>Tillsynsbeslut väntas</h2></main></body></html>"""
STREET = """<html><body><main><h1>Gator</h1><p>2025-03-07</p>
<h2>Underhåll</h2><ul><li>Vattenverken får ny asfalt.</li></ul></main></body></html>"""


def minutes(file: Path) -> None:
    """Two pages whose header is the only place that names the board."""
    canvas = Canvas(str(file))
    for page, lines in enumerate((["Alla är på plats.", "Ordföranden öppnar."], ["Mötet slutar."])):
        canvas.drawString(60, 800, "Parknämnden")
        canvas.drawString(260, 800, f"Dnr PN 2025/{17 + page}")
        canvas.drawString(500, 800, f"Sida {page + 1} (2)")
        for at, line in enumerate(["Protokoll 2025-03-08", *lines] if not page else lines):
            canvas.setFont("Helvetica", 10 if at or page else 18)
            canvas.drawString(60, 700 - 30 * at, line)
        canvas.showPage()
    canvas.save()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("besides")
    files = folder / "files"
    files.mkdir()
    (files / "brev.html").write_text(LETTER)
    (files / "gator.html").write_text(STREET)
    minutes(files / "protokoll.pdf")
    intake(folder / "archive", [files], ocr=False)
    with open_archive(folder / "archive") as opened:
        yield opened


NAMES = {"protokoll": MINUTES, "brev-om-dricksvattnet": WATER, "gator": STREETS}


def reports(archive: Archive, query: str) -> set[str]:
    found = find(archive, query, EVERYTHING, inside="report")
    return {NAMES[hit.series] for hit in found.hits} if found.matched == "all" else set()


@pytest.mark.parametrize(
    ("query", "expected", "why"),
    [
        ("dricksvatten", {WATER}, "another form of a word of the title"),
        ("vatten", {WATER, STREETS}, "a part of a compound in title and heading, and in an item"),
        ("parknämnden", {MINUTES}, "the header of the pages"),
        ("dnr", {MINUTES}, "another word of the header"),
        ("kommunikationsenheten", {WATER}, "the line that says when it was published"),
        ("södra", {WATER}, "a heading"),
        ("läget", {WATER}, "a heading that has none but headings below it"),
        ("tillsynsbeslut", {WATER}, "a heading at the end with nothing below it"),
        ("=tillsynsbeslut", {WATER}, "this very word"),
        ("=tillsynsbeslutet", set(), "and no other"),
        ("tillsyns*", {WATER}, "a pattern"),
        ("tilsynsbeslut~1", {WATER}, "a slip"),
        ('"läget i vattenverken"', {WATER}, "a phrase"),
        ('"vattenverken läget"', set(), "and no other order"),
        ('"brev läget"', set(), "nor words of two texts"),
        ('"södra verket"~3', set(), "words near each other are asked of items alone"),
        ("parknämnden ordföranden", {MINUTES}, "one in the header, one in an item"),
        ("tillsynsbeslut pumparna", {WATER}, "one in a heading, one under another"),
        ("parknämnden pumparna", set(), "in two reports"),
        ("pumparna -dricksvattnet", {WATER}, "what is excluded is so where it stands as text"),
    ],
)
def test_words_may_stand_in_titles_headings_and_margins(
    archive: Archive, query: str, expected: set[str], why: str
) -> None:
    assert reports(archive, query) == expected, why


@pytest.mark.parametrize(
    ("query", "inside", "expected", "why"),
    [
        (
            "läget",
            "section",
            ["Pumparna går som de ska."],
            "a heading with none but headings below",
        ),
        (
            "läget pumparna",
            "section",
            ["Pumparna går som de ska."],
            "its section is the next below",
        ),
        (
            "tillsynsbeslut",
            "section",
            ["Kranarna är täta."],
            "the last stands for what is behind it",
        ),
        ("dricksvattnet pumparna", "section", [], "a title is above no section more than another"),
        ("dricksvattnet pumparna", "report", ["Pumparna går som de ska."], "but above the report"),
    ],
)
def test_the_next_item_stands_for_what_is_above_it(
    archive: Archive, query: str, inside: Inside, expected: list[str], why: str
) -> None:
    found = find(archive, query, EVERYTHING, inside=inside)
    assert [hit.text for hit in found.hits if found.matched == "all"] == expected, why


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("asfalt -dricksvattnet", []),  # what is excluded is no reason
        ('asfalt OR "läget gator"', []),  # nor is half a phrase
        ("underhåll asfalt", [("underhåll", "Underhåll")]),
        ("gator asfalt", [("gator", "Gator")]),
    ],
)
def test_a_reason_is_what_was_asked(
    archive: Archive, query: str, expected: list[tuple[str, str]]
) -> None:
    [hit] = find(archive, query, EVERYTHING).hits
    assert [(via.term, via.matched) for via in hit.via if via.how == "context"] == expected


def test_where_no_item_answers_such_reports_are_offered(archive: Archive) -> None:
    found = find(archive, "parknämnden", EVERYTHING)
    assert (found.matched, found.total, found.reports, found.besides) == ("nearest", 1, 1, 0)
    [hit] = found.hits
    assert hit.text == "Alla är på plats."
    assert [(via.term, via.matched, via.how) for via in hit.via] == [
        ("parknämnden", "Parknämnden", "context")
    ]


@pytest.mark.parametrize(
    ("query", "items", "besides", "why"),
    [
        ("vattenverken", 1, 1, "an item of one report, a heading of another"),
        ("vattenverken asfalt", 1, 0, "both words in an item"),
        ("pumparna", 1, 0, "no title has it"),
        ("vattenverken series:gator", 1, 0, "filters hold for titles, too"),
        ("vattenverken -gator", 1, 1, "what is excluded stands in no item: nothing changes"),
    ],
)
def test_a_search_of_items_says_how_many_more_reports_have_the_words(
    archive: Archive, query: str, items: int, besides: int, why: str
) -> None:
    found = find(archive, query, EVERYTHING)
    assert (found.matched, found.total, found.besides) == ("all", items, besides), why


def test_a_report_tells_what_stands_outside_its_items(archive: Archive) -> None:
    [report] = [row for row in archive.catalogue.reports() if row.series == "protokoll"]
    assert report.furniture == ("Parknämnden", "Dnr PN 2025/17", "Dnr PN 2025/18")
