"""search/trace.py: the threads, versions and counts that answer a trace."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from index.rows import Totals
from index.threads import Thread, Version
from search.render import plain
from search.trace import Trace, runs, trace, wording

SEARCHED = Totals(5, 9, 0, "2025-01-09", "2025-06-05")
S = "lage"
DAYS = ("2025-01-09", "2025-01-16", "2025-01-23", "2025-03-06", "2025-03-13")


@dataclass(frozen=True)
class Spot:
    anchor: str
    report: str
    series: str
    date: str | None
    section: str
    text: str


def spot(day: str | None, local: str, text: str, section: str = "Läget") -> Spot:
    report = f"{S}/{day or 'odaterad'}"
    return Spot(f"{report}#{local}", report, S, day, section, text)


SPOTS = [
    spot(DAYS[0], "1.1", "Tillsyn har inletts."),
    spot(DAYS[1], "1.1", "IVO har inlett tillsyn."),
    spot(DAYS[2], "1.1", "IVO har inlett tillsyn."),
    spot(DAYS[4], "2.1", "IVO har inlett tillsyn.", "Samordning"),
    spot(DAYS[1], "1.2", "Ett svar till IVO skrivs."),
    spot(DAYS[2], "1.2", "Svaret är lämnat."),
    spot(None, "1.1", "IVO nämns i en odaterad rapport."),
]
ITEMS = {one.anchor: one for one in SPOTS}
A = [one.anchor for one in SPOTS]
MAIN = Thread(
    A[0],
    (
        Version(A[0], ("new",)),
        Version(A[1], ("reworded",), (A[0],)),
        Version(A[2], ("unchanged",), (A[1],)),
        Version(A[3], ("returned", "moved"), (A[2],)),
    ),
    pauses=((DAYS[3], DAYS[4]),),
)
OTHER = Thread(
    A[4],
    (Version(A[4], ("split",), (A[0],)), Version(A[5], ("reworded",), (A[4],))),
    dropped=DAYS[3],
)
HITS = [A[1], A[2], A[3], A[4], A[6]]


@pytest.fixture(scope="module")
def answer() -> Trace:
    return trace("ivo", "IVO", HITS, [(S, OTHER), (S, MAIN)], ITEMS, SEARCHED)


def test_counts_are_those_of_matching_items(answer: Trace) -> None:
    assert (answer.first, answer.last, answer.reports) == (DAYS[1], DAYS[4], 4)
    assert answer.months == (("2025-01", 3), ("2025-02", 0), ("2025-03", 1))


def test_threads_stand_by_first_mention_and_undated_items_last(answer: Trace) -> None:
    assert [one.id for one in answer.threads] == [A[0], A[4], A[6]]
    assert [(one.first, one.last, one.dropped) for one in answer.threads] == [
        (DAYS[1], DAYS[4], None),
        (DAYS[1], DAYS[1], DAYS[3]),
        (None, None, None),
    ]


def test_a_thread_is_shown_whole_and_says_what_matched(answer: Trace) -> None:
    assert [version.matches for version in answer.threads[0].versions] == [False, True, True, True]


def test_diffs_are_against_what_a_version_came_from(answer: Trace) -> None:
    first, reworded, unchanged, moved = answer.threads[0].versions
    assert first.diff == unchanged.diff == moved.diff == ()
    assert reworded.diff == (
        ("-", "Tillsyn har inletts"),
        ("+", "IVO har inlett tillsyn"),
        ("=", "."),
    )
    split = answer.threads[1].versions[0]
    assert "".join(text for sign, text in split.diff if sign != "+") == ITEMS[A[0]].text


def test_a_merged_version_is_compared_with_all_that_it_came_from() -> None:
    merged = Thread(A[0], (Version(A[3], ("merged",), (A[2], A[5])),))
    [one] = trace("ivo", "IVO", [A[3]], [(S, merged)], ITEMS, SEARCHED).threads
    assert one.versions[0].diff == (
        ("=", "IVO har inlett tillsyn."),
        ("-", " Svaret är lämnat."),
    )


def test_json_is_as_promised(answer: Trace) -> None:
    data = plain(answer)
    assert set(data) >= {
        *("query", "understood", "first", "last", "reports", "months", "threads", "searched"),
    }
    assert set(data["threads"][0]) >= {
        *("id", "series", "first", "last", "dropped", "boilerplate", "pauses", "versions"),
    }
    assert data["threads"][0]["pauses"] == [["2025-03-06", "2025-03-13"]]
    assert set(data["threads"][0]["versions"][1]) == {
        *("anchor", "report", "date", "section", "text", "matches", "changes", "from", "diff"),
    }
    assert data["threads"][0]["versions"][1]["from"] == [A[0]]


def test_nothing_found_is_an_answer() -> None:
    empty = trace("x", "x", [], [], {}, SEARCHED)
    assert (empty.first, empty.last, empty.reports, empty.months) == (None, None, 0, ())
    assert empty.threads == ()


def test_runs_fold_what_did_not_change(answer: Trace) -> None:
    versions = answer.threads[0].versions
    still = [versions[2]] * 3
    told = [
        (run.unchanged, run.reports) for run in runs([versions[0], *still, versions[3], still[0]])
    ]
    assert told == [(False, 1), (True, 3), (False, 1), (True, 1)]


def test_runs_end_where_matching_ends(answer: Trace) -> None:
    [_, reworded, unchanged, _] = answer.threads[0].versions
    other = type(unchanged)(
        **{f: getattr(unchanged, f) for f in unchanged.__slots__} | {"matches": False}
    )
    assert [run.reports for run in runs([reworded, unchanged, other, other])] == [1, 1, 2]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-01-08", None),  # before the first report
        ("2025-01-09", A[0]),
        ("2025-01-20", A[1]),  # between two reports the earlier holds
        ("2025-02-20", A[2]),
        ("2025-03-06", None),  # a report without it
        ("2025-03-12", None),  # still in the pause
        ("2025-03-13", A[3]),
        ("2026-01-01", A[3]),  # never dropped
    ],
)
def test_wording_at_a_day(answer: Trace, day: str, expected: str | None) -> None:
    version = wording(answer.threads[0], day)
    assert (version.anchor if version else None) == expected


def test_no_wording_once_dropped(answer: Trace) -> None:
    assert wording(answer.threads[1], "2025-03-05") is not None
    assert wording(answer.threads[1], "2025-03-06") is None
