"""An index is read whole once on a machine; what was changed since is read again."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from small_reports import Desk, report

from index import generation, seal


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(seal, "cache_folder", lambda: tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that were read for their digest."""
    names: list[str] = []
    sha256 = generation._sha256
    monkeypatch.setattr(
        generation, "_sha256", lambda file: [names.append(file.name), sha256(file)][1]
    )
    return names


def test_what_was_found_sound_is_not_read_again(desk: Desk, cache: Path, read: list[str]) -> None:
    desk.put(a_html=report("Läget", "2025-01-01", "Ett ärende"))
    desk.take_in()
    assert read
    read.clear()
    for _ in range(2):
        with desk.open() as archive:
            assert archive.engine.digests()
    assert read == []


def test_growing_reads_only_what_is_new(desk: Desk, cache: Path, read: list[str]) -> None:
    desk.put(a_html=report("Läget", "2025-01-01", "Ett ärende"))
    desk.take_in()
    first = set(read)
    read.clear()
    desk.put(b_html=report("Läget", "2025-01-08", "Ett annat"))
    desk.take_in()
    assert not first & set(read)
    with desk.open() as archive:
        assert generation.is_sound(desk.archive, archive.catalogue.db)


def test_another_archive_in_the_same_place_is_read(
    desk: Desk, cache: Path, read: list[str]
) -> None:
    desk.put(a_html=report("Läget", "2025-01-01", "Ett ärende"))
    desk.take_in()
    [folder] = (desk.archive / "index").iterdir()
    file = next(folder.glob("*.trm"))
    content = file.read_bytes()
    file.unlink()
    file.write_bytes(content)
    read.clear()
    with desk.open() as archive:
        assert archive.engine.digests()
    assert file.name in read


def test_changed_content_with_the_old_time_is_found_by_reading_all(desk: Desk, cache: Path) -> None:
    desk.put(a_html=report("Läget", "2025-01-01", "Ett ärende"))
    desk.take_in()
    [folder] = (desk.archive / "index").iterdir()
    file = next(folder.glob("*.trm"))
    before = file.stat()
    file.chmod(0o644)
    file.write_bytes(bytes(before.st_size))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    with desk.open() as archive:
        assert not generation.is_sound(desk.archive, archive.catalogue.db)


def test_without_a_cache_all_is_read(
    desk: Desk, read: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(seal, "cache_folder", lambda: tmp_path / "file")
    desk.put(a_html=report("Läget", "2025-01-01", "Ett ärende"))
    desk.take_in()
    read.clear()
    with desk.open() as archive:
        assert archive.engine.digests()
    assert read


def test_notes_do_not_gather(cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "NOTES", 2)
    for name in "abc":
        file = tmp_path / name / "index" / "000001" / "file"
        file.parent.mkdir(parents=True)
        file.touch()
        seal.seal([file], "x")
        assert seal.is_sealed([file], "x")
        assert not seal.is_sealed([file], "y")
    assert len(list((cache / "sound").iterdir())) == 2
