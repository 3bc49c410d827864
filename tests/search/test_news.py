"""search/news.py: what is news and what is not."""

from __future__ import annotations

from index.rows import Totals
from index.threads import Change
from search.diff import Piece
from search.news import novelties
from search.trace import Trace, TraceThread, TraceVersion

DAYS = ("2025-01-09", "2025-01-16", "2025-01-23")


def version(day: str, *changes: Change, matches: bool = True, text: str = "x") -> TraceVersion:
    report = f"lage/{day}"
    diff: tuple[Piece, ...] = (("+", text),)
    return TraceVersion(f"{report}#1.1", report, day, "Läget", text, matches, changes, (), diff)


def thread(
    *versions: TraceVersion, dropped: str | None = None, boilerplate: bool = False
) -> TraceThread:
    return TraceThread(
        versions[0].anchor, "lage", None, None, dropped, boilerplate, (), (), versions
    )


def news(*threads: TraceThread, since: str = DAYS[1]) -> list[tuple[str, str]]:
    trace = Trace("x", "x", None, None, 0, (), threads, Totals(0, 0, 0, None, None))
    return [(one.date, one.kind) for one in novelties(trace, since)]


def test_what_changed_is_news_and_the_latest_stands_first() -> None:
    told = thread(
        version(DAYS[0], "new"),
        version(DAYS[1], "reworded"),
        version(DAYS[2], "returned", "moved", "reworded"),
    )
    split = thread(version(DAYS[1], "split"))
    merged = thread(version(DAYS[1], "merged"))
    assert news(told, split, merged) == [
        (DAYS[2], "returned"),
        (DAYS[1], "reworded"),
        (DAYS[1], "new"),
        (DAYS[1], "reworded"),
    ]


def test_what_stayed_or_was_only_respelt_is_none() -> None:
    assert (
        news(
            thread(
                version(DAYS[0], "new"), version(DAYS[1], "unchanged"), version(DAYS[2], "spelling")
            )
        )
        == []
    )


def test_boilerplate_is_none() -> None:
    assert news(thread(version(DAYS[1], "new"), boilerplate=True)) == []


def test_dropped_counts_from_the_first_report_without_it() -> None:
    gone = thread(version(DAYS[0], "new"), dropped=DAYS[1])
    assert news(gone) == [(DAYS[1], "dropped")]
    assert news(gone, since=DAYS[2]) == []


def test_a_rewording_that_leaves_the_topic_is_news_and_later_ones_are_not() -> None:
    left = thread(
        version(DAYS[0], "new"),
        version(DAYS[1], "reworded", matches=False),
        version(DAYS[2], "reworded", matches=False),
        dropped="2025-01-30",
    )
    assert news(left) == [(DAYS[1], "reworded")]


def test_a_diff_comes_with_a_rewording_and_not_with_what_is_gone() -> None:
    changed = thread(version(DAYS[0], "new"), version(DAYS[1], "reworded"), dropped=DAYS[2])
    trace = Trace("x", "x", None, None, 0, (), (changed,), Totals(0, 0, 0, None, None))
    gone, reworded = novelties(trace, DAYS[1])
    assert (gone.diff, reworded.diff) == ((), (("+", "x"),))
