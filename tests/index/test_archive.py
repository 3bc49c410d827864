"""The archive as a place: who may open it, what a crash leaves, what readers see meanwhile."""

from __future__ import annotations

import errno
import os
import pickle
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from small_reports import Desk, report

from index import generation, originals, place
from index.archive import open_archive
from index.choices import Topic, keep_topic, topics
from index.place import Lock, refuse_network
from index.schema import CATALOGUE, MIGRATIONS
from index.writer import open_to_write
from ingest.errors import ArchiveError, LaterVersion, Locked, NoArchive, NotFound

NEWS = [f"Nyhet nummer {word} om regionens alla system" for word in ("ett", "två", "tre", "fyra")]
FIRST = report("Lägesrapport", "2025-03-06", *NEWS)
SECOND = report("Lägesrapport", "2025-03-13", *NEWS)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    desk.put(a_html=FIRST)
    desk.take_in()
    return desk


# -- opening ---------------------------------------------------------------------------------


def test_there_is_no_archive(tmp_path: Path) -> None:
    for opening in (open_archive, open_to_write):
        with pytest.raises(NoArchive, match="sparhund ingest") as caught:
            opening(tmp_path / "nowhere")
        assert caught.value.where == str(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_folder_of_other_things_is_not_made_an_archive(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    with pytest.raises(ArchiveError, match="not empty"):
        open_to_write(tmp_path, create=True)
    assert [entry.name for entry in tmp_path.iterdir()] == ["index"]


def test_a_later_version_is_refused_and_not_touched(filled: Desk) -> None:
    db = sqlite3.connect(filled.archive / CATALOGUE)
    db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    db.execute("PRAGMA journal_mode = DELETE")
    db.close()
    before = _files(filled.archive)
    for opening in (open_archive, open_to_write):
        with pytest.raises(LaterVersion, match="Update"):
            opening(filled.archive)
    assert _files(filled.archive) == before


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"no database at all" * 100, "cannot be opened"), (None, "not a catalogue of")],
)
def test_a_file_that_is_no_catalogue(tmp_path: Path, content: bytes | None, says: str) -> None:
    file = tmp_path / CATALOGUE
    if content is None:
        other = sqlite3.connect(file)
        other.execute("CREATE TABLE theirs (x)")
        other.close()
    else:
        file.write_bytes(content)
    before = file.read_bytes()
    for opening in (open_archive, open_to_write):
        with pytest.raises(ArchiveError, match=says):
            opening(tmp_path)
    assert file.read_bytes() == before


def _files(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize(
    ("mounts", "refused"),
    [
        ("/dev/sda / ext4 rw 0 0", False),
        ("/dev/sda / ext4 rw 0 0\nserver:/x {parent} nfs4 rw 0 0", True),
        ("//server/x {parent} cifs rw 0 0\n/dev/sdb {folder} ext4 rw 0 0", False),
        ("server:/x {parent}-other nfs rw 0 0\n/dev/sda / ext4 rw 0 0", False),
    ],
    ids=["local", "nfs", "local below cifs", "a neighbour"],
)
def test_a_network_drive_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mounts: str, refused: bool
) -> None:
    folder = tmp_path / "my archive"
    table = tmp_path / "mounts"
    table.write_text(mounts.format(parent=tmp_path, folder=str(folder).replace(" ", "\\040")))
    monkeypatch.setattr(place, "_MOUNTS", table)
    if refused:
        with pytest.raises(ArchiveError, match="network drive"):
            refuse_network(folder)
    else:
        refuse_network(folder)


# -- one writer ------------------------------------------------------------------------------


def test_a_second_writer_is_told_who_holds_the_lock(filled: Desk) -> None:
    with open_to_write(filled.archive), pytest.raises(Locked, match=str(os.getpid())) as caught:
        open_to_write(filled.archive)
    assert "since 20" in caught.value.message
    open_to_write(filled.archive).close()


HOLD = """
import sys, time
from pathlib import Path
from index.place import Lock
lock = Lock(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_the_lock_of_a_killed_process_is_gone(filled: Desk) -> None:
    file = filled.archive / "lock"
    root = Path(__file__).parents[2]
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)], cwd=root, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    with pytest.raises(Locked, match=str(holder.pid)):
        Lock(file)
    holder.kill()
    holder.communicate()
    began = time.monotonic()
    Lock(file, wait=10).release()
    assert time.monotonic() - began < 5


# -- what readers see ------------------------------------------------------------------------


def test_a_reader_sees_one_state_until_it_looks_again(filled: Desk) -> None:
    with filled.open() as archive:
        before = (list(archive.catalogue.reports()), archive.engine.digests())
        for text in (SECOND, report("Lägesrapport", "2025-03-20", *NEWS)):
            filled.put(b_html=text)
            filled.take_in()
            assert (list(archive.catalogue.reports()), archive.engine.digests()) == before
        archive.refresh()
        assert set(archive.engine.digests()) == {row.id for row in archive.catalogue.reports()}
        assert len(archive.engine.digests()) == 3


def test_a_removed_report_is_in_no_answer_and_can_come_back(filled: Desk) -> None:
    filled.put(b_html=SECOND)
    filled.take_in()
    before = filled.contents()
    id_ = "lagesrapport/2025-03-06"
    with open_to_write(filled.archive) as writer:
        assert writer.remove(id_, "Sekretess", "2026-01-02T10:00") == id_
    with filled.open() as archive:
        assert [row.id for row in archive.catalogue.reports()] == ["lagesrapport/2025-03-13"]
        assert list(archive.engine.digests()) == ["lagesrapport/2025-03-13"]
        assert {item.report for item in archive.catalogue.all_items()} == {
            "lagesrapport/2025-03-13"
        }
        assert archive.catalogue.totals().reports == 1
        assert {entry[2] for entry in archive.vocabulary.lookup(["ett"])} == {1}
        for question in (archive.catalogue.report, archive.catalogue.sections):
            with pytest.raises(NotFound, match="removed 2026-01-02: Sekretess"):
                question(id_)
        with pytest.raises(NotFound, match="removed"):
            archive.catalogue.resolve(f"{id_}#1.1")
    filled.put(a_pdf=FIRST + "\n")
    assert filled.take_in().renditions == 1, "another file of it does not bring it back"
    with filled.open() as archive:
        assert len(list(archive.catalogue.reports())) == 1
    (filled.files / "a.pdf").unlink()
    with open_to_write(filled.archive) as writer:
        writer.restore(id_, "2026-01-03T10:00")
        with pytest.raises(NotFound, match="no removed report"):
            writer.restore(id_, "2026-01-03T10:00")
    after = filled.contents()
    assert (after["terms"], after["threads"]) == (before["terms"], before["threads"])


def test_topics_are_kept_while_another_process_writes(filled: Desk) -> None:
    with filled.open() as archive, open_to_write(filled.archive):
        with archive.amend() as db:
            keep_topic(db, Topic("ivo", "IVO beslut", "", "2026-01-02"))
        assert [topic.name for topic in topics(archive.catalogue.db)] == ["ivo"]


# -- the index is disposable -----------------------------------------------------------------


class Trap:
    """A pickle that leaves a mark when it is opened."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, ...]:
        return (Path.touch, (self.mark,))


def test_a_foreign_index_is_made_anew_and_never_opened(filled: Desk, tmp_path: Path) -> None:
    before = filled.contents()
    mark = tmp_path / "mark"
    for file in (filled.archive / "index").rglob("*"):
        if file.is_file():
            file.write_bytes(pickle.dumps(Trap(mark)))
    assert filled.contents() == before
    assert not mark.exists()


@pytest.mark.parametrize(
    "spoil",
    [
        lambda index: shutil.rmtree(index),
        lambda index: shutil.rmtree(next(index.iterdir())),
        lambda index: next(index.rglob("*.toc")).unlink(),
        lambda index: (next(index.iterdir()) / "more").write_text("x"),
    ],
    ids=["all gone", "generation gone", "file gone", "file added"],
)
def test_a_spoilt_index_is_made_anew(filled: Desk, spoil: Callable[[Path], object]) -> None:
    before = filled.contents()
    spoil(filled.archive / "index")
    assert filled.contents() == before


@pytest.mark.parametrize("version", ["ANALYSIS_VERSION", "INDEX_FORMAT"])
def test_another_version_makes_the_index_anew(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    filled.contents()
    monkeypatch.setattr(generation, version, 99)
    with filled.open() as archive:
        archive.engine.digests()
        assert generation.generation(archive.catalogue.db) == "000002"


def test_now_and_then_the_index_is_made_afresh(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Engines do not merge: without this, years of weekly reports would be hundreds of segments."""
    monkeypatch.setattr(generation, "_COMMITS", 3)
    monkeypatch.setattr(generation, "_KEPT_SECONDS", -1.0)
    files = []
    for week in range(8):
        filled.put(**{f"w{week}_html": report("Lägesrapport", f"2025-04-0{week + 1}", *NEWS)})
        filled.take_in()
        with filled.open() as archive:
            assert len(archive.engine.digests()) == week + 2
            folder = generation.folder_of(
                filled.archive, generation.generation(archive.catalogue.db)
            )
            files.append(len(list(folder.iterdir())))
    assert files[3] < files[2]
    assert len(list((filled.archive / "index").iterdir())) == 1, "older generations are swept away"


# -- crashes and full disks ------------------------------------------------------------------


def test_what_was_read_before_a_crash_is_settled_at_the_next_opening(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.put(a_html=FIRST, b_html=SECOND)
    with monkeypatch.context() as crash:
        crash.setattr("index.writer.settle", _crash)
        with pytest.raises(KeyboardInterrupt):
            desk.take_in()
    with desk.open() as archive:
        assert len(list(archive.catalogue.reports())) == 2
        assert len(archive.engine.digests()) == 2
    assert desk.take_in().unchanged == 2


def test_a_long_wait_for_threads_that_ends_in_nothing_leaves_the_index_in_use(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next generation may be old by then: a laptop was asleep."""
    folder = filled.archive / "index"
    before = sorted(folder.iterdir())

    def interrupted(_: object, seconds: float = 0.0) -> bool:
        if seconds:  # the index is written
            for made in folder.iterdir():
                os.utime(made, (0, 0))
            raise KeyboardInterrupt
        return True

    filled.put(c_html=report("Lägesrapport", "2025-03-20", *NEWS))
    with monkeypatch.context() as patch:
        patch.setattr("index.writer.Following.step", interrupted)
        with pytest.raises(KeyboardInterrupt):
            filled.take_in()
    assert sorted(folder.iterdir()) == before
    with open_archive(filled.archive) as archive:
        assert generation.is_sound(filled.archive, archive.catalogue.db)


def _crash(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize(
    "target",
    [
        "os.fsync",
        "index.originals.Path.replace",
        "index.settle.describe",
        "index.writer.Following.step",
        "index.generation.open_engine",
        "index.generation.digest_of",
        "index.vocabulary.Tally.write",
    ],
)
def test_a_full_disk_is_a_clear_error_and_loses_nothing(
    filled: Desk, monkeypatch: pytest.MonkeyPatch, target: str, number: int
) -> None:
    """The n-th call finds the disk full; once there is room, the same command goes on."""
    before = {row[0] for row in filled.contents()["reports"]}
    filled.put(b_html=SECOND, c_html=report("Lägesrapport", "2025-03-20", *NEWS))
    module, _, name = target.rpartition(".")
    real = _named(module, name)
    calls = 0

    def full(*arguments: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        if calls >= number:
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*arguments, **options)

    monkeypatch.setattr(target, full)
    caught: ArchiveError | None = None
    try:
        filled.take_in()
    except ArchiveError as error:
        caught = error
    assert (caught is not None) == (calls >= number), "a full disk must not go unnoticed"
    assert caught is None or ("No space left" in caught.message and caught.advice)
    monkeypatch.setattr(target, real)
    with filled.open() as archive:
        ids = {row.id for row in archive.catalogue.reports()}
        assert set(archive.engine.digests()) == ids >= before
    filled.take_in()
    with filled.open() as archive:
        assert len(archive.engine.digests()) == 3
    assert not list(filled.archive.rglob(".new-*"))


def _named(module: str, name: str) -> Callable[..., object]:
    owner: object = sys.modules.get(module)
    if owner is None:
        parent, _, inner = module.rpartition(".")
        owner = getattr(sys.modules[parent], inner)
    found = getattr(owner, name)
    assert callable(found)
    return found


def test_half_made_copies_are_swept_away(filled: Desk) -> None:
    left = filled.archive / "originals" / ".new-1234"
    left.write_text("half")
    open_to_write(filled.archive).close()
    assert not left.exists()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Rapport.PDF", ".pdf"),
        ("a.tar.gz", ".gz"),
        ("none", ""),
        ("odd.p/../f", ""),
        ("x.<b>", ""),
        ("x." + "e" * 40, ""),
    ],
)
def test_the_place_of_an_original(name: str, expected: str) -> None:
    assert originals.place_of("ab" * 32, name) == f"originals/ab/{'ab' * 32}{expected}"


def test_an_original_is_never_written_twice(filled: Desk) -> None:
    [file] = (filled.archive / "originals").rglob("*.html")
    before = file.stat()
    originals.keep(filled.archive, filled.files / "a.html", "a.html", file.stem)
    assert file.stat().st_mtime_ns == before.st_mtime_ns
    assert file.stat().st_ino == before.st_ino
