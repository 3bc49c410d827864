"""Open archives: what is written is seen, what is being written disturbs nobody."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest
from visitors import REPORT, Open

from index.archive import Archive
from index.checks import rebuild
from index.intake import intake
from index.schema import CATALOGUE
from index.writer import open_to_write
from ingest.errors import Locked
from search.web import shelf as module
from search.web.shelf import Shelf


def test_new_reports_are_seen_at_once(archive: Path, browse: Open, tmp_path: Path) -> None:
    visitor = browse()
    assert visitor.get("/search.json?q=IVO").json()["total"] == 2
    page = visitor.get("/search?q=IVO").text
    assert "2 punkter" in page
    new = tmp_path / "c.html"
    new.write_text(REPORT.format(date="2025-03-20", text="IVO avslutar tillsynen."), "utf-8")
    intake(archive, [new])
    assert visitor.get("/search.json?q=IVO").json()["total"] == 3
    assert "3 punkter" in visitor.get("/search?q=IVO").text
    rebuild(archive)
    assert visitor.get("/search.json?q=IVO").json()["total"] == 3


def test_while_another_writes_the_last_good_state_is_served(archive: Path, browse: Open) -> None:
    visitor = browse()
    assert "läses in just nu" not in visitor.get("/").text
    with open_to_write(archive):
        page = visitor.get("/search?q=IVO")
        assert page.status_code == 200
        assert "2 punkter" in page.text
        assert "läses in just nu" in page.text
    assert "läses in just nu" not in visitor.get("/").text


def test_a_catalogue_that_another_program_keeps_can_still_be_read(
    archive: Path, browse: Open
) -> None:
    visitor = browse()
    other = sqlite3.connect(archive / CATALOGUE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert visitor.get("/search?q=IVO").status_code == 200
    other.execute("ROLLBACK")
    other.close()


def test_an_archive_is_lent_to_one_at_a_time(
    archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_PATIENCE", 0.1)
    shelf = Shelf(archive, size=2)
    with shelf.lend() as one, shelf.lend() as other:
        assert one is not other
        with pytest.raises(Locked), shelf.lend():
            pass
    with shelf.lend() as again:
        assert again in (one, other)
    shelf.close()


def test_an_archive_that_broke_is_not_lent_again(archive: Path) -> None:
    shelf = Shelf(archive, size=1)
    with pytest.raises(sqlite3.DatabaseError), shelf.lend() as broken:
        raise sqlite3.DatabaseError("disk I/O error")
    with shelf.lend() as sound:
        assert sound is not broken
        assert sound.catalogue.totals().reports == 2
    shelf.close()


def test_answers_are_kept_until_something_changes(archive: Path) -> None:
    shelf = Shelf(archive)
    asked: list[int] = []

    def ask() -> int:
        return shelf.remembered("reports", lambda _: asked.append(1) or len(asked))

    assert [ask(), ask()] == [1, 1]
    with shelf.lend() as opened, opened.amend() as db:
        db.execute("INSERT INTO topics VALUES ('a', 'b', '', '')")
    assert [ask(), ask()] == [2, 2]
    for number in range(module._KEPT + 1):
        shelf.remembered(number, lambda _: 0)
    assert ask() == 3  # it was the oldest
    shelf.close()


def test_many_ask_at_once(archive: Path, browse: Open) -> None:
    visitor = browse()
    statuses: list[int] = []

    def ask(number: int) -> None:
        for _ in range(5):
            statuses.append(visitor.get(f"/search.json?q=IVO&page={number + 1}").status_code)
            statuses.append(visitor.get("/trace?q=IVO").status_code)

    threads = [threading.Thread(target=ask, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 80


def test_who_searches_does_not_wait_for_those_who_trace(archive: Path) -> None:
    shelf = Shelf(archive, size=2)
    begun, go_on = threading.Event(), threading.Event()
    at_once: list[int] = []
    running = 0

    def slow(_: Archive) -> int:
        nonlocal running
        running += 1
        at_once.append(running)
        begun.set()
        assert go_on.wait(30)
        running -= 1
        return 0

    def trace(number: int) -> None:
        shelf.remembered(("trace", number), slow, heavy=True)

    tracing = [threading.Thread(target=trace, args=[number % 3]) for number in range(6)]
    for thread in tracing:
        thread.start()
    assert begun.wait(30)
    assert shelf.remembered("search", lambda opened: opened.catalogue.totals().reports) == 2
    go_on.set()
    for thread in tracing:
        thread.join()
    assert at_once == [1, 1, 1]  # one at a time, and each question once
    shelf.close()


def test_a_line_that_is_too_long_is_told(archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf(archive)
    monkeypatch.setattr(module, "_PATIENCE", 0.01)
    told: list[str] = []

    def ask(_: Archive) -> None:
        with pytest.raises(Locked):
            shelf.remembered("other", lambda _: 0, heavy=True)
        for _place in range(module._LINE - 1):
            shelf._line.acquire()
        monkeypatch.setattr(module, "_PATIENCE", 3600)  # who is sent away does not wait at all
        with pytest.raises(Locked):
            shelf.remembered("another", lambda _: 0, heavy=True)
        told.append("both")

    shelf.remembered("one", ask, heavy=True)
    assert told == ["both"]
    shelf.close()


def test_no_archive_that_waits_holds_on_to_an_earlier_state(archive: Path) -> None:
    shelf = Shelf(archive, size=3)
    with shelf.lend(), shelf.lend(), shelf.lend() as opened, opened.amend() as db:
        db.execute("INSERT INTO topics VALUES ('a', 'b', '', '')")
    other = sqlite3.connect(archive / CATALOGUE)
    _, pages, emptied = other.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
    assert pages == emptied
    other.close()
    with shelf.lend() as again:
        assert again.catalogue.totals().reports == 2
    shelf.close()


def test_one_that_is_taken_lets_go_of_the_others(archive: Path) -> None:
    shelf = Shelf(archive, size=3)
    with shelf.lend(), shelf.lend(), shelf.lend():
        pass
    other = sqlite3.connect(archive / CATALOGUE)
    other.execute("INSERT INTO topics VALUES ('a', 'b', '', '')")
    other.commit()
    with shelf.lend():
        _, pages, emptied = other.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        assert pages == emptied
    other.close()
    shelf.close()
