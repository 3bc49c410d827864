"""What the search package asks of the catalogue."""

from __future__ import annotations

import pytest
from small_reports import Desk, report

from index.archive import Archive
from index.history import threads_of
from index.rows import Scope
from ingest.errors import NotFound

NEWS = [f"Nyhet nummer {word} om regionens alla system" for word in ("ett", "två", "tre", "fyra")]
WEEKLY, MONTHLY = "regional-lagesrapport", "manadsbrev"


@pytest.fixture
def archive(desk: Desk) -> Archive:
    for day in ("2025-02-27", "2025-03-06", "2025-03-13"):
        desk.put(**{f"w{day}_html": report("Regional lägesrapport", day, *NEWS, "-- Under fyra")})
    edition = report(
        "Regional lägesrapport", "2025-03-06", *NEWS[:3], "Nyhet fyra gäller inte alls"
    )
    desk.put(
        e_pdf=edition, m_pdf=report("Månadsbrev", "2025-03-01", "Om IVO:s beslut", heading="Chef")
    )
    desk.put(u_html=report("Månadsbrev", "", "Utan dag", heading="Chef"), x_pdf="!damaged")
    desk.take_in()
    return desk.open()


@pytest.mark.parametrize(
    ("scope", "days"),
    [
        (Scope(), [None, "2025-02-27", "2025-03-01", "2025-03-06", "2025-03-06", "2025-03-13"]),
        (Scope(since="2025-03-06"), ["2025-03-06", "2025-03-06", "2025-03-13"]),
        (Scope(until="2025-03-06"), ["2025-02-27", "2025-03-01", "2025-03-06", "2025-03-06"]),
        (Scope(since="2025-03", until="2025-03"),
         ["2025-03-01", "2025-03-06", "2025-03-06", "2025-03-13"]),
        (Scope(since="2025-02", until="2025-02"), ["2025-02-27"]),
        (Scope(series=(MONTHLY,)), [None, "2025-03-01"]),
        (Scope(series=(MONTHLY, WEEKLY), until="2025-02"), ["2025-02-27"]),
        (Scope(series=("none",)), []),
    ],
)  # fmt: skip
def test_scope(archive: Archive, scope: Scope, days: list[str | None]) -> None:
    rows = list(archive.catalogue.reports(scope))
    assert [row.date for row in rows] == days
    assert [row.id for row in archive.catalogue.reports(scope, newest_first=True)] == [
        row.id for row in reversed(rows)
    ]
    totals = archive.catalogue.totals(scope)
    dated = [day for day in days if day]
    assert totals.reports == len(days)
    assert totals.items == sum(row.items for row in rows)
    assert totals.items == len(list(archive.catalogue.all_items(scope)))
    assert (totals.from_, totals.to) == (min(dated, default=None), max(dated, default=None))
    assert totals.unreadable == 1


@pytest.mark.parametrize(
    ("scope", "undated"),
    [
        (Scope(), 0),
        (Scope(since="2025"), 1),
        (Scope(until="2025", series=(MONTHLY,)), 1),
        (Scope(until="2025", series=(WEEKLY,)), 0),
    ],
)
def test_a_span_of_dates_says_what_it_leaves_out(
    archive: Archive, scope: Scope, undated: int
) -> None:
    assert archive.catalogue.totals(scope).undated == undated


@pytest.mark.parametrize(
    ("asked", "items"),
    [
        ("Chef", 2),
        ("chef", 2),
        ("che", 2),  # a word's beginning
        ("hef", 0),  # not its middle: `section:` in a query would not find it either
    ],
)
def test_a_section_by_its_name(archive: Archive, asked: str, items: int) -> None:
    scope = Scope(section=asked)
    assert len(list(archive.catalogue.all_items(scope))) == items
    assert archive.catalogue.totals(scope).items == items


def test_section_scope(archive: Archive) -> None:
    found = list(archive.catalogue.all_items(Scope(section="cHE")))
    assert {item.section for item in found} == {"Chef"}
    assert len(found) == 2


def test_a_report_with_its_sections(archive: Archive) -> None:
    id_ = f"{WEEKLY}/2025-03-06"
    row = archive.catalogue.report(id_)
    assert (row.editions, row.edition_of, row.items) == ((f"{id_}.2",), None, 5)
    [section] = archive.catalogue.sections(id_)
    assert (section.number, section.heading, section.level) == (1, "Läget", 1)
    assert [item.anchor for item in section.items] == [
        f"{id_}#1.{n}" for n in ("1", "2", "3", "4", "4.1")
    ]
    nested = section.items[-1]
    assert (nested.level, nested.parent, nested.page) == (1, f"{id_}#1.4", None)
    assert archive.catalogue.above(nested) == (section.items[3],)
    assert archive.catalogue.item(f"{id_}.2#1.1").page == 1


def test_items_in_bulk(archive: Archive) -> None:
    every = [item.anchor for item in archive.catalogue.all_items()]
    asked = [*reversed(every), "none#1.1", "no anchor"]
    found = archive.catalogue.items(asked)
    assert list(found) == list(reversed(every))
    assert all(item.anchor == anchor for anchor, item in found.items())


def test_neighbours_pass_editions_in_order(archive: Archive) -> None:
    ids = [f"{WEEKLY}/{day}" for day in ("2025-02-27", "2025-03-06", "2025-03-06.2", "2025-03-13")]
    for place, id_ in enumerate(ids):
        before = ids[place - 1] if place else None
        after = ids[place + 1] if place + 1 < len(ids) else None
        assert archive.catalogue.neighbours(id_) == (before, after)
    assert archive.catalogue.neighbours(f"{MONTHLY}/undated") == (None, f"{MONTHLY}/2025-03-01")


@pytest.mark.parametrize(
    ("text", "expected"),
    [(f"{WEEKLY}/2025-03-13", f"{WEEKLY}/2025-03-13"), (" 2025-03-13 ", f"{WEEKLY}/2025-03-13")],
)
def test_names_of_reports(archive: Archive, text: str, expected: str) -> None:
    assert archive.catalogue.resolve_report(text) == expected


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("2025-03-06", f"{WEEKLY}/2025-03-06, {WEEKLY}/2025-03-06.2"),
        (f"{WEEKLY}/2025-03-12", f"{WEEKLY}/2025-03-13"),
        ("nothing/at all", "sparhund reports"),
        ("", "sparhund reports"),
        ("'; DROP TABLE reports; --", "sparhund reports"),
    ],
)
def test_names_that_are_none_get_near_ones(archive: Archive, text: str, near: str) -> None:
    with pytest.raises(NotFound) as caught:
        archive.catalogue.resolve_report(text)
    assert near in str(caught.value)


def test_anchors_that_are_none(archive: Archive) -> None:
    for anchor in (f"{WEEKLY}/2025-03-13#9.9", f"{WEEKLY}/2025-03-13"):
        with pytest.raises(NotFound, match="sparhund show"):
            archive.catalogue.resolve(anchor)


def test_names_of_series(archive: Archive) -> None:
    assert archive.catalogue.resolve_series("regional LÄGESRAPPORT") == WEEKLY
    assert archive.catalogue.resolve_series(MONTHLY) == MONTHLY
    with pytest.raises(NotFound, match=WEEKLY):
        archive.catalogue.resolve_series("Veckobrev")


def test_the_vocabulary_counts_items_headings_and_titles(archive: Archive) -> None:
    def count(word: str) -> int:
        return sum(entry[2] for entry in archive.vocabulary.lookup([word]))

    assert count("regional") == 4, "once in each report's title"
    assert count("läget") == 4, "and in each heading"
    assert count("ivo") == 1
    assert count("inte") == 1
    assert [entry.surface for entry in archive.vocabulary.starting("lägesr")] == ["lägesrapport"]
    stems = {entry.stem for entry in archive.vocabulary.lookup(["system"])}
    assert {e.surface for e in archive.vocabulary.stems(stems)} == {"system"}
    assert archive.vocabulary.languages() == {"sv"}
    assert ("Regional lägesrapport", WEEKLY) in archive.vocabulary.names("series")
    assert ("Chef", "Chef") in archive.vocabulary.names("section")


def test_threads_are_kept_and_found_by_any_version(archive: Archive) -> None:
    last = f"{WEEKLY}/2025-03-13#1.1"
    [(series, thread)] = threads_of(archive.catalogue.db, [last])
    assert series == WEEKLY
    assert thread.id == f"{WEEKLY}/2025-02-27#1.1"
    assert [version.anchor for version in thread.versions][-1] == last
    assert len(thread.versions) == 4


def test_cited_items_are_found_after_a_better_reading(desk: Desk) -> None:
    """The PDF came first, with an item cut in two; then the web page came, which has it whole."""
    whole = "Ett långt stycke som fortsätter på nästa sida i filen för utskrift."
    halves = ("Ett långt stycke som fortsätter", "på nästa sida i filen för utskrift.")
    desk.put(a_pdf=report("Brev", "2025-03-06", NEWS[0], *halves, NEWS[1]))
    desk.take_in()
    desk.put(a_html=report("Brev", "2025-03-06", NEWS[0], whole, NEWS[1], NEWS[2]))
    desk.take_in()
    with desk.open() as archive:
        texts = {n: archive.catalogue.item(f"brev/2025-03-06#1.{n}").text for n in range(1, 6)}
    assert texts == {1: NEWS[0], 2: whole, 3: whole, 4: NEWS[1], 5: NEWS[2]}
