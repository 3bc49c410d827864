"""A report that came as it should scores 1; each damage costs its own column and no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace

import pytest

from ingest.report import DateMention, Item, Link, Report, Section, Source
from tests.bench import known
from tests.bench.reading import Reading
from tests.bench.score import Tally
from tests.bench.structure_scores import (
    Structure,
    agreement_table,
    pair,
    same_items,
    score,
    table,
)

EXPECTED: known.Report = {
    "id": "veckobrev/2023-03-06",
    "series": "veckobrev",
    "date": "2023-03-06",
    "title": "Veckobrev",
    "edition_of": None,
    "compiled_at": "2023-03-06T08:00",
    "sections": [
        {
            "heading": "Läget",
            "items": [
                {
                    "anchor": "1.1",
                    "kind": "bullet",
                    "level": 0,
                    "text": "Taket på kliniken i Tallnäs läcker sedan den 3 mars.",
                    "date": None,
                    "links": [],
                    "dates": [{"text": "den 3 mars", "date": "2023-03-03", "role": "event"}],
                    "storyline": "tak",
                },
                {
                    "anchor": "1.1.1",
                    "kind": "bullet",
                    "level": 1,
                    "text": "Takläggaren kommer på fredag.",
                    "date": None,
                    "links": [],
                    "dates": [],
                    "storyline": "laggare",
                },
            ],
        },
        {
            "heading": "Publicerat",
            "items": [
                {
                    "anchor": "2.1",
                    "kind": "bullet",
                    "level": 0,
                    "text": "2/3: Ny karta (nyhet)",
                    "date": "2023-03-02",
                    "links": [{"text": "Ny karta", "url": "https://region-exempel.example/karta"}],
                    "dates": [{"text": "2/3", "date": "2023-03-02", "role": "event"}],
                    "storyline": "karta",
                }
            ],
        },
    ],
    "renditions": [],
}


def perfect() -> Report:
    """What a reader without fault makes of it."""
    sections = tuple(
        Section(section["heading"], 1, tuple(_item(item) for item in section["items"]))
        for section in EXPECTED["sections"]
    )
    return Report(
        id=EXPECTED["id"],
        title=EXPECTED["title"],
        series=EXPECTED["series"],
        date=EXPECTED["date"],
        date_source="text",
        compiled_at=EXPECTED["compiled_at"],
        language="sv",
        source=Source("brev.pdf", "", "application/pdf", 1, 1, ""),
        sections=sections,
    )


def _item(item: known.Item) -> Item:
    return Item(
        item["anchor"],
        item["kind"],
        item["level"],
        item["text"],
        date=item["date"],
        links=tuple(Link(**link) for link in item["links"]),
        dates=tuple(DateMention(date["text"], date["date"], "event") for date in item["dates"]),
    )


def with_item(section: int, place: int, change: Callable[[Item], Item | None]) -> Report:
    """The perfect report with one item changed, or taken out where the change gives None."""
    report = perfect()
    items = list(report.sections[section].items)
    changed = change(items.pop(place))
    if changed:
        items.insert(place, changed)
    sections = list(report.sections)
    sections[section] = replace(sections[section], items=tuple(items))
    return replace(report, sections=tuple(sections))


def damaged(structure: Structure) -> set[str]:
    """The columns that are not full."""
    return {
        column.name for column in fields(Structure) if getattr(structure, column.name).share < 1
    }


def test_a_perfect_report_scores_one() -> None:
    found = score(EXPECTED, perfect())
    assert found.share == 1
    assert found.items == Tally(3, 3)
    assert found.links == Tally(1, 1)
    assert found.dates == Tally(2, 2)


@pytest.mark.parametrize(
    ("came", "columns"),
    [
        (replace(perfect(), title="Veckobrevet"), {"head"}),
        (replace(perfect(), date=None), {"head"}),
        (with_item(0, 0, lambda item: replace(item, text=item.text[:-9])), {"items"}),
        (with_item(0, 1, lambda item: replace(item, level=0)), {"levels"}),
        (with_item(0, 0, lambda item: replace(item, kind="paragraph")), {"kinds"}),
        (with_item(1, 0, lambda item: replace(item, links=())), {"links"}),
        (with_item(0, 0, lambda item: replace(item, dates=item.dates * 2)), {"dates"}),
        (with_item(1, 0, lambda item: replace(item, date="2022-03-02")), {"opening"}),
        (with_item(0, 1, lambda _: None), {"items", "sections", "levels", "kinds"}),
    ],
    ids=["title", "date", "text", "level", "kind", "link", "twice", "year", "missing"],
)
def test_a_damage_costs_its_own_columns(came: Report, columns: set[str]) -> None:
    assert damaged(score(EXPECTED, came)) == columns


def test_a_wrong_heading_takes_its_items_along() -> None:
    report = perfect()
    last = replace(report.sections[1], heading="Nytt")
    found = score(EXPECTED, replace(report, sections=(report.sections[0], last)))
    assert found.headings == Tally(1, 2)
    assert found.sections == Tally(2, 3)
    assert found.items == Tally(3, 3)


def test_a_heading_on_another_level_is_wrong() -> None:
    report = perfect()
    deeper = replace(report.sections[1], level=2)
    found = score(EXPECTED, replace(report, sections=(report.sections[0], deeper)))
    assert damaged(found) == {"headings"}


def test_what_nobody_asked_for_counts_against() -> None:
    footer = Item("1.9", "paragraph", 0, "Sidan uppdaterades i går")
    report = perfect()
    more = replace(report.sections[0], items=(*report.sections[0].items, footer))
    found = score(EXPECTED, replace(report, sections=(more, report.sections[1])))
    assert found.items == Tally(3, 4)


def test_links_that_a_producer_drops_are_not_asked_for() -> None:
    found = score(EXPECTED, with_item(1, 0, lambda item: replace(item, links=())), links=False)
    assert found.share == 1


def test_pairing_keeps_to_the_order_and_takes_the_likest() -> None:
    expected = ["alfa beta gamma", "delta", "epsilon zeta eta"]
    came = ["alfa beta gamm", "epsilon zeta", "omikron", "epsilon zeta eta"]
    found = pair(expected, came)
    assert found.both == ((0, 0), (2, 3))
    assert found.missing == (1,)
    assert found.surplus == (1, 2)


def test_renditions_agree_item_by_item() -> None:
    assert same_items(perfect(), perfect()) == Tally(3, 3)
    other = with_item(0, 1, lambda item: replace(item, level=0))
    assert same_items(perfect(), other) == Tally(2, 3)


def reading(producer: str, came: Report | None) -> Reading:
    rendition: known.Rendition = {
        "name": "brev.pdf",
        "producer": producer,
        "media_type": "application/pdf",
        "readable": True,
        "keeps_links": True,
    }
    return Reading(EXPECTED, rendition, came, "" if came else "broken")


def test_the_table_has_a_row_for_each_producer_and_counts_failures() -> None:
    made = table([reading("word", perfect()), reading("typst", None), reading("word", perfect())])
    assert [row[0] for row in made.rows] == ["word", "all"]
    assert made.rows[-1][3] == Tally(6, 6)
    assert made.remark.startswith("1 files")


def test_the_table_of_agreement_lists_those_that_differ() -> None:
    other = with_item(0, 1, lambda item: replace(item, level=0))
    made = agreement_table([reading("word", perfect()), reading("typst", other)])
    assert [row[0] for row in made.rows] == ["word – typst", "all"]
    assert made.rows[-1][1] == Tally(2, 3)
