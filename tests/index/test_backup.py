"""A backup is an archive: sound, of one moment, and whole or none at all."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from small_reports import Desk, report

from index import backup as backup_module
from index.backup import backup
from index.checks import verify
from index.choices import Topic, keep_topic, topics
from ingest.errors import ArchiveError, NoArchive, UsageError

NEWS = [f"Nyhet nummer {word} om regionens alla system" for word in ("ett", "två", "tre", "fyra")]


@pytest.fixture
def filled(desk: Desk) -> Desk:
    for day in ("06", "13", "20"):
        desk.put(**{f"r{day}_html": report("Lägesrapport", f"2025-03-{day}", *NEWS)})
    desk.take_in()
    with desk.open() as archive, archive.amend() as db:
        keep_topic(db, Topic("ivo", "IVO beslut", "", "2026-01-02"))
    return desk


def restored(copy: Path, desk: Desk) -> Desk:
    """The archive lost, and its copy copied back."""
    shutil.rmtree(desk.archive)
    shutil.copytree(copy, desk.archive)
    return desk


@pytest.mark.parametrize("linked", [True, False])
def test_restoring_is_copying_it_back(
    filled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, linked: bool
) -> None:
    before, copy = filled.contents(), tmp_path / "copies" / "one"
    if not linked:
        monkeypatch.setattr("index.generation.os.link", _no_links)
    done = backup(filled.archive, copy)
    assert (done.reports, done.originals, done.missing) == (3, 3, ())
    restored(copy, filled)
    assert verify(filled.archive) == []
    assert filled.contents() == before
    with filled.open() as archive:
        assert [topic.name for topic in topics(archive.catalogue.db)] == ["ivo"]
    assert filled.take_in().unchanged == 3


def _no_links(*_: object) -> None:
    raise OSError("no links here")


def test_a_copy_without_the_index_makes_it_anew(filled: Desk, tmp_path: Path) -> None:
    before, copy = filled.contents(), tmp_path / "copy"
    backup(filled.archive, copy)
    shutil.rmtree(copy / "index")
    assert restored(copy, filled).contents() == before


def test_it_is_of_one_moment(filled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is taken in while originals are copied is not in it, by halves or at all."""
    before, copy = filled.contents(), tmp_path / "copy"
    real, done = backup_module._copy, threading.Event()

    def slow(*arguments: Path) -> bool:
        if not done.is_set():
            done.set()
            filled.put(late_html=report("Lägesrapport", "2025-03-27", *NEWS))
            filled.take_in()
        return real(*arguments)

    monkeypatch.setattr(backup_module, "_copy", slow)
    backup(filled.archive, copy)
    assert filled.contents() != before
    assert restored(copy, filled).contents() == before
    assert verify(filled.archive) == []


@pytest.mark.parametrize("place", ["archive/copy", "archive", ".", "files", "file"])
def test_places_that_cannot_hold_it(filled: Desk, tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("x")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UsageError):
        backup(filled.archive, tmp_path / place)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_finished_copy_is_not_written_over(filled: Desk, tmp_path: Path) -> None:
    backup(filled.archive, tmp_path / "copy")
    with pytest.raises(UsageError, match="not empty"):
        backup(filled.archive, tmp_path / "copy")


def test_a_full_disk_leaves_no_archive_and_the_next_try_completes_it(
    filled: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, copy, calls = filled.contents(), tmp_path / "copy", 0
    real = backup_module.sync

    def full(path: Path) -> None:
        nonlocal calls
        calls += 1
        if calls > 2:
            raise OSError(28, "No space left on device")
        real(path)

    with monkeypatch.context() as disk:
        disk.setattr(backup_module, "sync", full)
        with pytest.raises(ArchiveError, match="No space left"):
            backup(filled.archive, copy)
    with pytest.raises(NoArchive):
        backup(copy, tmp_path / "other")
    assert backup(filled.archive, copy).originals == 3
    assert restored(copy, filled).contents() == before
    assert verify(filled.archive) == []


def test_an_original_that_is_lost_is_told(filled: Desk, tmp_path: Path) -> None:
    lost = min((filled.archive / "originals").rglob("*.html"))
    lost.unlink()
    done = backup(filled.archive, tmp_path / "copy")
    assert done.originals == 2
    assert done.missing == (lost.relative_to(filled.archive).as_posix(),)
