"""Many hands: eight readers while one writer takes in, removes, restores and rebuilds.

Every answer must be that of one state that was committed: never half of a report, never the index
of one moment with the catalogue of another. Half of the readers keep their archive open and look
again, the others open it for each answer.
"""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scenes import NEWS, REMOVED, Killer, Scene
from small_reports import report

from index.archive import Archive, open_archive
from index.checks import verify
from index.rows import EVERYTHING
from search.ask import followed
from search.find import find

READERS = 8
pytestmark = pytest.mark.crash


def answer(archive: Archive) -> tuple[Any, ...]:
    """Everything that must agree: reports, index, words, what is found and how it is followed."""
    found = find(archive, "nyhet", EVERYTHING, limit=None)
    return (
        tuple(row.id for row in archive.catalogue.reports()),
        tuple(sorted(archive.engine.digests().items())),
        tuple(archive.vocabulary.lookup(["nyhet"])),
        tuple(sorted((hit.anchor, hit.text) for hit in found.hits)),
        found.searched.items,
        followed(archive, "två", None, EVERYTHING),
    )


class Reader(threading.Thread):
    """Asks until it is stopped; `answers` are distinct, `asked` counts."""

    def __init__(self, folder: Path, stop: threading.Event, *, anew: bool) -> None:
        super().__init__()
        self._folder, self._stop_now, self._anew = folder, stop, anew
        self.answers: list[tuple[Any, ...]] = []
        self.asked = 0
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            while not self._stop_now.is_set():
                with open_archive(self._folder) as archive:
                    for _ in range(1 if self._anew else 20):
                        self._note(answer(archive))
                        archive.refresh()
        except BaseException as error:  # told in the test's own thread
            self.error = error

    def _note(self, one: tuple[Any, ...]) -> None:
        self.asked += 1
        if one not in self.answers:
            self.answers.append(one)


def changes(files: Path) -> Iterator[list[str]]:
    """Command lines that write, for ever: new reports, one removed and restored, rebuilds."""
    for week in itertools.count():
        day = f"{2026 + week // 300}-{week // 25 % 12 + 1:02}-{week % 25 + 1:02}"
        said = report("Lägesrapport", day, *NEWS[week % 3 :], f"Nyhet som kom {day}")
        (files / f"{week}.html").write_text(said)
        yield ["ingest", str(files)]
        yield ["remove", REMOVED, "--reason", "Fel fil"]
        yield ["remove", REMOVED, "--restore"]
        if week % 4 == 3:
            yield ["rebuild"]


def soak(scene: Scene, folder: Path, killer: Killer, seconds: float) -> tuple[int, int]:
    """Let them all work; how many answers were checked, against how many states."""
    scene.set_up()
    states = [_state(scene.archive)]
    stop = threading.Event()
    readers = [Reader(scene.archive, stop, anew=bool(number % 2)) for number in range(READERS)]
    end = time.monotonic() + seconds
    for reader in readers:
        reader.start()
    try:
        for argv in changes(folder):
            done = killer.run([*argv, "--archive", str(scene.archive)])
            assert done.status == 0, done.errors
            states.append(_state(scene.archive))
            if time.monotonic() > end:
                break
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    for reader in readers:
        if reader.error is not None:
            raise reader.error
        assert reader.asked > 0
        for one in reader.answers:
            assert one in states, "an answer that no committed state gives"
    assert verify(scene.archive) == []
    return sum(reader.asked for reader in readers), len(states)


def _state(archive: Path) -> tuple[Any, ...]:
    with open_archive(archive) as opened:
        return answer(opened)


def test_every_answer_is_of_one_committed_state(
    scenes: dict[str, Scene], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scene = scenes["rebuild"]
    answers, states = soak(scene, tmp_path, scene.killer, 60)
    assert answers >= READERS
    assert states > 10
    with capsys.disabled():
        print(f"\nsoak: {answers} answers, all of one of {states} states")


def test_a_second_ingest_says_who_is_at_it(scenes: dict[str, Scene]) -> None:
    """And the lock of one that was killed is gone."""
    from index.writer import open_to_write

    scene = scenes["further ingest"]
    scene.set_up()
    with open_to_write(scene.archive):
        late = scene.run()
        assert late.status == 2
        assert "another process (" in late.errors
        assert ", since 20" in late.errors
    assert scene.run(f"kill:{len(scene.points) // 2}").status == -9
    scene.check_mended()
