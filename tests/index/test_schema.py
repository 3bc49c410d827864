"""An archive that any earlier version wrote is migrated, and answers as one made today.

`catalogues/N.sql` is a catalogue as version N of the schema wrote it, with all that people make.
While N is the newest, `pytest --update` writes its file anew; from the next version on it stays as
it is, and these tests migrate it.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from small_reports import Desk, report

from index import originals
from index import schema as schema_module
from index.archive import open_archive
from index.checks import rebuild, verify
from index.choices import Topic, keep_topic, topics
from index.ledger import entries
from index.schema import CATALOGUE, MIGRATIONS, connect
from index.writer import open_to_write
from ingest.errors import ArchiveError, LaterVersion

CATALOGUES = Path(__file__).parent / "catalogues"
NEWEST = len(MIGRATIONS)
NEWS = [f"Nyhet nummer {word} om regionens alla system" for word in ("ett", "två", "tre", "fyra")]
TEXTS = {
    "a_html": report("Lägesrapport", "2025-03-06", *NEWS),
    "b_html": report("Lägesrapport", "2025-03-13", *NEWS[1:]),
    "c_html": report("Lägesrapport", "2025-03-20", *NEWS[2:]),
    "d_pdf": "!damaged",
}
REMOVED = "lagesrapport/2025-03-20"


@pytest.fixture
def filled(desk: Desk) -> Desk:
    desk.put(**TEXTS)
    desk.take_in()
    with desk.open() as archive, archive.amend() as db:
        keep_topic(db, Topic("ivo", "IVO beslut", "", "2026-01-02"))
        db.execute("INSERT INTO aliases VALUES ('vgr', 'Region Exempel', '2026-01-02')")
    with open_to_write(desk.archive) as writer:
        writer.remove(REMOVED, "Sekretess", "2026-01-02")
    return desk


def dump(catalogue: Path) -> str:
    db = sqlite3.connect(catalogue)
    pragmas = [
        f"PRAGMA {name} = {db.execute(f'PRAGMA {name}').fetchone()[0]};"
        for name in ("application_id", "user_version")
    ]
    text = "\n".join([*db.iterdump(), *pragmas])
    db.close()
    return text + "\n"


def schema(db: sqlite3.Connection) -> list[tuple[str, ...]]:
    return db.execute("SELECT name, sql FROM sqlite_schema ORDER BY name").fetchall()


def said(desk: Desk) -> dict[str, object]:
    """What an archive holds but for digests, which say by which rules its terms were made, too.

    That those of catalogue and index agree is for `verify` to say.
    """
    contents = desk.contents()
    reports = [(*row[:3], *row[4:]) for row in contents["reports"]]
    return contents | {"reports": reports, "index": [id_ for id_, _ in contents["index"]]}


def loaded(version: int) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.executescript((CATALOGUES / f"{version}.sql").read_text("utf-8"))
    return db


def test_the_newest_catalogue_is_kept(filled: Desk, request: pytest.FixtureRequest) -> None:
    file = CATALOGUES / f"{NEWEST}.sql"
    if request.config.getoption("--update"):
        file.parent.mkdir(exist_ok=True)
        text = dump(filled.archive / CATALOGUE)
        file.write_text(text.replace(f"{filled.files}/", "/reports/"), "utf-8")
    today = sqlite3.connect(filled.archive / CATALOGUE)
    kept = loaded(NEWEST)
    assert schema(kept) == schema(today), "pytest --update, or a new step in MIGRATIONS"
    kept.close()
    today.close()


@pytest.mark.parametrize("version", range(1, NEWEST + 1))
def test_an_archive_of_any_version_answers_as_one_of_today(
    filled: Desk, tmp_path: Path, version: int
) -> None:
    today = said(filled)
    old = Desk.__new__(Desk)
    old.files, old.archive = filled.files, tmp_path / "old"
    old.archive.mkdir()
    kept, db = loaded(version), sqlite3.connect(old.archive / CATALOGUE)
    kept.backup(db)
    for original, sha256 in db.execute("SELECT original, sha256 FROM renditions"):
        [file] = [f for f in old.files.iterdir() if originals.digest_of(f) == sha256]
        (old.archive / original).parent.mkdir(parents=True, exist_ok=True)
        (old.archive / original).write_bytes(file.read_bytes())
    db.close()
    kept.close()
    with old.open() as archive:
        assert archive.catalogue.db.execute("PRAGMA user_version").fetchone() == (NEWEST,)
        assert [one.name for one in topics(archive.catalogue.db)] == ["ivo"]
        assert archive.catalogue.db.execute("SELECT term FROM aliases").fetchall() == [("vgr",)]
        assert len(entries(archive.catalogue.db, "failed")) == 1
    done = old.take_in()
    assert (done.added, done.unchanged, len(done.failed)) == (0, 3, 1)
    rebuild(old.archive)
    assert verify(old.archive) == []
    assert said(old) == today
    with open_to_write(old.archive) as writer:
        assert writer.restore(REMOVED, "2026-01-03") == REMOVED


def old(folder: Path, version: int, *statements: str) -> Path:
    """An archive with a catalogue of that version, to which something was done since."""
    folder.mkdir()
    kept, db = loaded(version), sqlite3.connect(folder / CATALOGUE)
    kept.backup(db)
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()
    kept.close()
    return folder


def test_a_step_that_fails_leaves_the_catalogue_as_it_was(tmp_path: Path) -> None:
    archive = old(tmp_path / "old", 1, "CREATE TABLE accounts (theirs)")
    before = dump(archive / CATALOGUE)
    for opening in (open_archive, open_to_write):
        with pytest.raises(ArchiveError, match="already exists"):
            opening(archive)
    assert dump(archive / CATALOGUE) == before


def test_steps_are_taken_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was reached stays: the next version that can go on does so from there."""
    archive = old(tmp_path / "old", 1)
    steps = (*MIGRATIONS, "CREATE TABLE more (x);", "NO SQL AT ALL;")
    with monkeypatch.context() as later:
        later.setattr(schema_module, "MIGRATIONS", steps)
        with pytest.raises(ArchiveError):
            connect(archive / CATALOGUE, write=True)
    db = sqlite3.connect(archive / CATALOGUE)
    assert db.execute("PRAGMA user_version").fetchone() == (NEWEST + 1,)
    assert db.execute("SELECT count(*) FROM more").fetchone() == (0,)
    db.close()
    with pytest.raises(LaterVersion):
        open_archive(archive)


def test_an_old_archive_that_cannot_be_written_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = old(tmp_path / "old", NEWEST - 1)
    before = dump(archive / CATALOGUE)
    monkeypatch.setattr("index.archive.os.access", lambda *_: False)
    with pytest.raises(ArchiveError, match=r"earlier version.*where you may write"):
        open_archive(archive)
    assert dump(archive / CATALOGUE) == before
