"""index/word_tables.py: words by hash in a file, which may be damaged or have no place."""

from __future__ import annotations

import os
import time
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import word_tables
from index.word_tables import find, kept, packed, table, unpacked

WORDS = [{"vård": 3, "skola": 0}, {"avgift": 15}]
SIZE = 8 * (2 + 4 + 2 + 1)  # two sizes, tables of four and two places, the end


@given(st.dictionaries(st.text("abö", max_size=5), st.integers(0, 15), max_size=200))
def test_a_table_has_its_words_and_no_other(words: dict[str, int]) -> None:
    made = table(words)
    assert {word: find(made, word) for word in words} == words
    assert find(made, "c") == -1


def found(path: Path) -> list[int]:
    first, second = kept(path, 2, lambda: WORDS)
    return [find(first, "vård"), find(first, "skola"), find(second, "avgift"), find(second, "x")]


def test_a_file_is_made_once_and_read_again(tmp_path: Path) -> None:
    path = tmp_path / "sub" / "words.bin"
    assert found(path) == [3, 0, 15, -1]
    assert path.stat().st_size == SIZE
    first, _ = kept(path, 2, lambda: pytest.fail("made again"))
    assert find(first, "vård") == 3


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:4],
        lambda data: data[:8],
        lambda data: data[:16],
        lambda data: data[: len(data) // 2],
        lambda data: data[:-8],
        lambda data: data[:-1],
        lambda data: data + bytes(8),
        lambda data: bytes(len(data)),
        lambda data: data[:16] + bytes(len(data) - 16),
        lambda data: array("Q", [3, 3]).tobytes() + data[16:],
        lambda data: array("Q", [0, 6]).tobytes() + data[16:],
    ],
)
def test_a_damaged_file_is_made_anew(damage: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = tmp_path / "words.bin"
    path.write_bytes(damage(packed(WORDS)))
    assert found(path) == [3, 0, 15, -1]
    assert path.read_bytes() == packed(WORDS)


def test_bytes_that_are_no_tables_are_an_error() -> None:
    with pytest.raises(ValueError, match="whole"):
        unpacked(memoryview(bytes(SIZE)), 2)


def test_without_a_place_for_the_file_it_is_kept_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert found(tmp_path / "file" / "words.bin") == [3, 0, 15, -1]


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(os, "fsync", full)
    assert found(tmp_path / "words.bin") == [3, 0, 15, -1]
    assert list(tmp_path.iterdir()) == []


def test_old_files_of_other_versions_go(tmp_path: Path) -> None:
    old, young, other = (tmp_path / name for name in ("old.bin", "young.bin", "note.txt"))
    for file in (old, young, other):
        file.write_bytes(b"")
    then = time.time() - word_tables._OLD - 60
    for file in (old, other):
        os.utime(file, (then, then))
    found(tmp_path / "words.bin")
    assert sorted(tmp_path.iterdir()) == sorted([young, other, tmp_path / "words.bin"])
