"""What a search says that it covered, and reports in place of items."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.archive import Archive, open_archive
from index.engine import Sort
from index.rows import EVERYTHING, Scope
from search.find import covered, find, find_reports

WEEKLY = "regional-lagesrapport-vardinformation"


@pytest.fixture(scope="module")
def archive(corpus_archive: Path) -> Iterator[Archive]:
    with open_archive(corpus_archive) as opened:
        yield opened


@pytest.mark.parametrize(
    ("query", "scope", "expected"),
    [
        ("avgift", EVERYTHING, EVERYTHING),
        ("avgift date:2025-03", EVERYTHING, Scope(since="2025-03-01", until="2025-03-31")),
        ("avgift date:2025-03..", EVERYTHING, Scope(since="2025-03-01", until="9999-12-31")),
        (
            "avgift date:2025",
            Scope(since="2025-06", until="2026"),
            Scope(since="2025-06-01", until="2025-12-31"),
        ),
        ("series:lägesrapport avgift", EVERYTHING, Scope(series=(WEEKLY,))),
        ("series:finnsinte avgift", EVERYTHING, Scope(series=("",))),
        ("section:media avgift", EVERYTHING, Scope(section="media")),
        # One side of an OR, and what is excluded, narrow nothing down.
        ("avgift OR date:2025", EVERYTHING, EVERYTHING),
        ("avgift -date:2025", EVERYTHING, EVERYTHING),
    ],
)
def test_covered(archive: Archive, query: str, scope: Scope, expected: Scope) -> None:
    assert covered(archive, query, scope) == expected


def test_filters_in_the_query_count_as_options(archive: Archive) -> None:
    inside = find(archive, f"avgift date:2025-03..2025-05 series:{WEEKLY}", EVERYTHING)
    beside = find(archive, "avgift", Scope((WEEKLY,), "2025-03", "2025-05"))
    assert inside.searched == beside.searched
    assert inside.total == beside.total


@pytest.mark.parametrize("sort", ["relevance", "date", "report"])
def test_reports_are_those_of_the_items(archive: Archive, sort: Sort) -> None:
    items = list(find(archive, "avgift", EVERYTHING, sort=sort, limit=None).hits)
    order = list(dict.fromkeys(hit.report for hit in items))
    found = find_reports(archive, "avgift", EVERYTHING, sort=sort, limit=None)
    reports = list(found.hits)
    assert [one.report for one in reports] == order
    assert found.reports == len(order)
    assert sum(one.items for one in reports) == found.total == len(items)
    part = find_reports(archive, "avgift", EVERYTHING, sort=sort, limit=3, offset=2)
    assert list(part.hits) == reports[2:5]
