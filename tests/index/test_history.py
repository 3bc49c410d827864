"""index/history.py: threads kept as reports come and go, the same as those of all at once."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, lists
from invented_series import invent

import index.history
from index.history import Following
from index.schema import connect
from index.threads import Follower, Number

Rows = list[tuple[object, ...]]
SERIES = "serie"
NUMBERS = 8


@contextmanager
def catalogue() -> Iterator[sqlite3.Connection]:
    with TemporaryDirectory() as folder:
        db = connect(Path(folder, "catalogue.sqlite"), write=True)
        db.execute("BEGIN")
        try:
            yield db
        finally:
            db.close()


def add(db: sqlite3.Connection, number: Number, links: str = "[]") -> None:
    """Put a report's rows into the catalogue; its digest is that of its text."""
    digest = json.dumps([item.text for item in number.items])
    cursor = db.execute(
        "INSERT INTO reports (id, series, date, number, title, language, date_source, items,"
        " digest, warnings) VALUES (?, ?, ?, 1, 'T', 'sv', 'line', ?, ?, '[]')",
        [number.report, SERIES, number.date, len(number.items), digest],
    )
    headings = list(dict.fromkeys(item.section for item in number.items))
    db.executemany(
        "INSERT INTO sections VALUES (?, ?, ?, 1)",
        [(cursor.lastrowid, at, heading) for at, heading in enumerate(headings)],
    )
    db.executemany(
        "INSERT INTO items VALUES (?, ?, ?, ?, NULL, 'bullet', 0, ?, '', NULL, ?, '[]', '[]', NULL,"
        " 0)",
        [
            (cursor.lastrowid, at, item.anchor.partition("#")[2], headings.index(item.section),
             item.text, links)
            for at, item in enumerate(number.items)
        ],
    )  # fmt: skip


def remove(db: sqlite3.Connection, number: Number) -> None:
    (key,) = db.execute("SELECT key FROM reports WHERE id = ?", [number.report]).fetchone()
    for table in ("items", "sections"):
        db.execute(f"DELETE FROM {table} WHERE report = ?", [key])
    db.execute("DELETE FROM reports WHERE key = ?", [key])


def follow(db: sqlite3.Connection, *, afresh: bool = False) -> None:
    with closing(Following(db, [SERIES], afresh=afresh)) as following:
        while following.step(seconds=60.0):
            pass


def kept_threads(db: sqlite3.Connection) -> tuple[Rows, Rows]:
    return (
        db.execute("SELECT * FROM threads ORDER BY id").fetchall(),
        db.execute("SELECT * FROM versions ORDER BY thread, position").fetchall(),
    )


@settings(max_examples=12)
@given(
    seed=integers(0, 50), steps=lists(integers(0, NUMBERS - 1), min_size=1, max_size=NUMBERS + 4)
)
def test_any_order_of_coming_and_going_gives_the_threads_of_all_at_once(
    seed: int, steps: list[int]
) -> None:
    numbers, _ = invent(seed, NUMBERS)
    there: set[int] = set()
    with catalogue() as db, catalogue() as at_once:
        for step in steps:  # one that is there goes, one that is not comes
            (remove if step in there else add)(db, numbers[step])
            there ^= {step}
            follow(db)
        for step in sorted(there):
            add(at_once, numbers[step])
        follow(at_once)
        assert kept_threads(db) == kept_threads(at_once)


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """The reports that were followed since last asked."""
    reports: list[str] = []

    class Watched(Follower):
        def take(self, number: Number) -> None:
            reports.append(number.date)
            super().take(number)

    def told() -> list[str]:
        found = list(reports)
        reports.clear()
        return found

    monkeypatch.setattr("index.resuming.Follower", Watched)
    return told


def test_what_came_before_is_not_followed_again(taken: Callable[[], list[str]]) -> None:
    numbers, _ = invent(3, 5)
    days = [number.date for number in numbers]
    with catalogue() as db:
        for number in numbers[:3]:
            add(db, number)
        follow(db)
        assert taken() == days[:3]
        follow(db)
        assert taken() == []
        add(db, numbers[4])
        follow(db)
        assert taken() == days[4:]
        add(db, numbers[3])
        follow(db)
        assert taken() == days
        follow(db, afresh=True)
        assert taken() == days


def test_links_that_another_rendition_brought_are_heeded(taken: Callable[[], list[str]]) -> None:
    numbers, _ = invent(3, 3)
    with catalogue() as db:
        for number in numbers:
            add(db, number)
        follow(db)
        taken()
        remove(db, numbers[0])
        add(db, numbers[0], links='[{"text": "mer", "url": "https://x.example/1"}]')
        follow(db)
        assert len(taken()) == 3


def test_a_state_of_another_version_is_not_used(
    taken: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers, _ = invent(3, 3)
    with catalogue() as db:
        for number in numbers:
            add(db, number)
        follow(db)
        taken()
        monkeypatch.setattr(index.history, "FORMAT", 0)
        follow(db)
        assert len(taken()) == 3


def test_a_series_without_reports_has_no_threads() -> None:
    numbers, _ = invent(3, 1)
    with catalogue() as db:
        add(db, numbers[0])
        follow(db)
        remove(db, numbers[0])
        follow(db)
        assert kept_threads(db) == ([], [])
        assert db.execute("SELECT count(*) FROM followed").fetchone() == (0,)


@pytest.mark.parametrize("most", [1, 3, 500])
@pytest.mark.parametrize("enough", [1, 30])
def test_stretches_and_other_processes_give_the_threads_of_all_at_once(
    most: int, enough: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers, _ = invent(11, NUMBERS)
    with catalogue() as db, catalogue() as at_once:
        for number in numbers:
            add(db, number)
            add(at_once, number)
        follow(at_once)
        monkeypatch.setattr(index.history, "_MOST", most)
        monkeypatch.setattr(index.history, "_ENOUGH", enough)
        follow(db)
        assert kept_threads(db) == kept_threads(at_once) != ([], [])
