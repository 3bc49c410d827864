"""verify finds what is wrong and says how to mend it; doing so mends it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from small_reports import Desk, read_here, read_small, report

from index.checks import rebuild, verify
from index.choices import Topic, keep_topic, topics
from index.schema import CATALOGUE
from index.writer import open_to_write
from ingest.errors import ArchiveError

NEWS = [f"Nyhet nummer {word} om regionens alla system" for word in ("ett", "två", "tre", "fyra")]
TEXT = report("Lägesrapport", "2025-03-06", *NEWS)


@pytest.fixture
def filled(desk: Desk) -> Desk:
    desk.put(a_html=TEXT, b_html=report("Lägesrapport", "2025-03-13", *NEWS))
    desk.take_in()
    return desk


def sql(statement: str) -> Callable[[Path], None]:
    def run(archive: Path) -> None:
        db = sqlite3.connect(archive / CATALOGUE)
        with db:
            db.execute(statement)
        db.close()

    return run


def an_original(archive: Path) -> Path:
    file = min((archive / "originals").rglob("*.html"))
    file.chmod(0o644)
    return file


@pytest.mark.parametrize(
    ("spoil", "what", "mend"),
    [
        (lambda archive: an_original(archive).unlink(), "missing", "ingest"),
        (lambda archive: an_original(archive).write_text("x"), "not what its name", "ingest"),
        (lambda archive: (archive / "originals/ab").mkdir(exist_ok=True)
         or (archive / "originals/ab/stray.pdf").write_text("x"), "does not know", "ingest"),
        (sql("DELETE FROM items WHERE position = 1"), "3 items are there, 4", "--from-originals"),
        (sql("UPDATE terms SET count = 7 WHERE surface = 'ett'"), "vocabulary", "rebuild"),
        (sql("UPDATE reports SET digest = 'x'"), "another text", "rebuild"),
        (sql("UPDATE meta SET value = '' WHERE key = 'digest'"), "not what", "rebuild"),
        (lambda archive: next((archive / "index").rglob("*.toc")).unlink(), "missing", "rebuild"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found_and_mended(
    filled: Desk, spoil: Callable[[Path], object], what: str, mend: str
) -> None:
    before = filled.contents()
    assert verify(filled.archive) == []
    spoil(filled.archive)
    findings = verify(filled.archive)
    assert any(what in finding.what for finding in findings), findings
    assert all(mend in finding.mend for finding in findings if what in finding.what)
    if what in ("missing", "not what its name") and mend == "ingest":
        assert filled.take_in().unchanged == 2
        assert verify(filled.archive) == []
        assert filled.contents() == before
    elif mend != "ingest":
        rebuild(filled.archive, from_originals=mend == "--from-originals")
        assert verify(filled.archive) == []
        after = filled.contents()
        assert [after[key] for key in ("items", "terms", "threads")] == [
            before[key] for key in ("items", "terms", "threads")
        ]


def test_a_damaged_catalogue_is_said_to_be_damaged(filled: Desk) -> None:
    file = filled.archive / CATALOGUE
    content = bytearray(file.read_bytes())
    content[8 * 4096 : 30 * 4096] = b"\xa5" * (22 * 4096)
    file.write_bytes(content)
    with pytest.raises(ArchiveError, match="backup"):
        verify(filled.archive)


def test_what_people_made_survives_every_rebuild(filled: Desk) -> None:
    with filled.open() as archive, archive.amend() as db:
        keep_topic(db, Topic("ivo", "IVO beslut", "", "2026-01-02"))
    with open_to_write(filled.archive) as writer:
        writer.remove("lagesrapport/2025-03-06", "Sekretess", "2026-01-02")
    for from_originals in (False, True):
        rebuild(filled.archive, from_originals=from_originals)
        with filled.open() as archive:
            assert [topic.name for topic in topics(archive.catalogue.db)] == ["ivo"]
            assert [row.id for row in archive.catalogue.reports()] == ["lagesrapport/2025-03-13"]
            assert len(archive.engine.digests()) == 1


def test_a_better_reader_changes_items_and_not_citations(
    filled: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It finds another title, another date and one item more: what was cited still resolves."""
    cited = "lagesrapport/2025-03-06#1.2"

    def better(*arguments: object, **options: object) -> object:
        for file, outcome in read_here(*arguments, **options):
            text = file.read_text().replace("Lägesrapport", "Regional lägesrapport")
            text = text.replace("2025-03-06", "2025-03-07").replace("## Läget", "## Läget\nIngress")
            yield file, replace(read_small(text.encode(), file.name), source=outcome.source)

    monkeypatch.setattr("index.checks.read_all", better)
    outcome = rebuild(filled.archive, from_originals=True)
    assert outcome is not None
    assert (outcome.read, outcome.failed) == (2, ())
    with filled.open() as archive:
        [series] = archive.catalogue.series()
        assert (series.id, series.title) == ("lagesrapport", "Regional lägesrapport")
        item = archive.catalogue.item(cited)
        assert (item.report, item.text) == ("lagesrapport/2025-03-07", NEWS[1])
        assert archive.catalogue.report("lagesrapport/2025-03-06").items == 5
    assert verify(filled.archive) == []


def test_a_file_that_cannot_be_read_again_keeps_what_was_read(filled: Desk) -> None:
    before = filled.contents()
    an_original(filled.archive).write_text("!damaged")
    outcome = rebuild(filled.archive, from_originals=True)
    assert outcome is not None
    assert [(name[-5:], str(error)) for name, error in outcome.failed] == [
        (".html", f"{outcome.failed[0][1].where}: not to be read. Look at it")
    ]
    assert filled.contents() == before
