"""Files become reports: once, in any order, whatever else lies in the folder."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_reports import Desk, read_small, report

from index import intake as intake_module
from index import reading
from index.checks import rebuild, verify
from index.intake import intake
from index.ledger import entries
from index.writer import open_to_write
from ingest.title import slug
from ingest.worker import Limits

NEWS = [f"Nyhet nummer {word} om regionens alla system" for word in ("ett", "två", "tre", "fyra")]
RIGHT, SLIP = "Regional lägesrapport Vård", "Regional lägesraport Vård"


def test_a_web_page_and_a_pdf_are_one_report_with_each_item_once(desk: Desk) -> None:
    text = report(RIGHT, "2025-03-06", *NEWS)
    desk.put(a_html=text, a_pdf=f"{text}\n- Bara i filen för utskrift.")
    done = desk.take_in()
    assert (done.added, done.renditions, done.editions, done.unchanged) == (1, 1, 0, 0)
    with desk.open() as archive:
        [row] = archive.catalogue.reports()
        assert row.id == "regional-lagesrapport-vard/2025-03-06"
        assert [rendition.name for rendition in row.renditions] == ["a.html", "a.pdf"]
        texts = [item.text for item in archive.catalogue.all_items()]
        assert texts == [*NEWS, "Bara i filen för utskrift."]
        assert {item.boxed_in for item in archive.catalogue.all_items()} == {
            row.renditions[1].sha256
        }
        for rendition in row.renditions:
            original = archive.original(rendition.sha256)
            assert original.read_bytes() == (desk.files / rendition.name).read_bytes()
            assert original.stat().st_mode & 0o222 == 0


def test_an_edition_stands_beside_the_first(desk: Desk) -> None:
    first = report(RIGHT, "2025-03-06", *NEWS, compiled="2025-03-06T08:30")
    later = report(RIGHT, "2025-03-06", *NEWS[:3], "Nyhet nummer fem om regionens alla system",
                   compiled="2025-03-06T15:00")  # fmt: skip
    desk.put(z_pdf=first, a_pdf=later)
    done = desk.take_in()
    assert (done.added, done.editions) == (1, 1)
    with desk.open() as archive:
        one, two = archive.catalogue.reports()
        assert (one.compiled_at, one.editions) == ("2025-03-06T08:30", (two.id,))
        assert (two.id, two.edition_of) == (f"{one.id}.2", one.id)


def test_another_report_of_that_day_is_no_edition(desk: Desk) -> None:
    desk.put(a_pdf=report(RIGHT, "2025-03-06", *NEWS), b_pdf=report(RIGHT, "2025-03-06", "Annat."))
    assert desk.take_in().added == 2
    with desk.open() as archive:
        assert [row.edition_of for row in archive.catalogue.reports()] == [None, None]


def test_what_is_known_is_not_read_again(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.put(a_html=report(RIGHT, "2025-03-06", *NEWS), b_html="!damaged")
    first = desk.take_in()
    before = desk.contents()
    monkeypatch.setattr(reading, "read_all", lambda files, *_, **__: _nothing(files))
    again = desk.take_in()
    assert (again.added, again.renditions, again.unchanged) == (0, 0, 1)
    assert [failure.name for failure in again.failed] == [f.name for f in first.failed]
    assert desk.contents() == before


def _nothing(files: object) -> object:
    assert not list(files)
    yield from ()


def test_a_copy_under_another_name_is_unchanged_and_in_the_ledger(desk: Desk) -> None:
    text = report(RIGHT, "2025-03-06", *NEWS)
    desk.put(a_html=text, b_html=text)
    assert (desk.take_in().unchanged, desk.take_in().unchanged) == (1, 2)
    with desk.open() as archive:
        names = {Path(entry.name).name: entry.outcome for entry in entries(archive.catalogue.db)}
    assert names == {"a.html": "read", "b.html": "read"}


def test_the_ledger_keeps_what_failed_until_it_is_mended(desk: Desk) -> None:
    desk.put(a_html=report(RIGHT, "2025-03-06", *NEWS), b_pdf="!damaged", c_xls="!other")
    done = desk.take_in()
    assert [(Path(f.name).name, f.reason) for f in done.failed] == [("b.pdf", "not to be read")]
    assert [Path(f.name).name for f in done.unsupported] == ["c.xls"]
    with desk.open() as archive:
        assert archive.catalogue.totals().unreadable == 1, "what is no format of ours is apart"
        [entry] = entries(archive.catalogue.db, "failed")
        assert (entry.error, entry.advice, entry.bytes) == ("Damaged", "Look at it", 8)
    desk.put(b_pdf=report(RIGHT, "2025-03-13", *NEWS))
    assert (desk.take_in().added, desk.take_in().failed) == (1, ())
    with desk.open() as archive:
        assert archive.catalogue.totals().unreadable == 0


def test_a_later_copy_of_what_failed_is_in_the_ledger_by_its_own_name(desk: Desk) -> None:
    desk.put(a_html=report(RIGHT, "2025-03-06", *NEWS), b_pdf="!damaged")
    desk.take_in()
    desk.put(c_pdf="!damaged")
    for _ in range(2):
        assert [Path(f.name).name for f in desk.take_in().failed] == ["b.pdf", "c.pdf"]
        with desk.open() as archive:
            failed = entries(archive.catalogue.db, "failed")
            assert {Path(entry.name).name for entry in failed} == {"b.pdf", "c.pdf"}
            assert archive.catalogue.totals().unreadable == 1, "copies are one file"


def test_empty_files_are_not_copies_of_each_other(desk: Desk) -> None:
    desk.put(a_html=report(RIGHT, "2025-03-06", *NEWS), b_pdf="", c_pdf="")
    assert len(desk.take_in().failed) == 2
    with desk.open() as archive:
        assert archive.catalogue.totals().unreadable == 2


@pytest.mark.parametrize("how", ["retry", "newer"])
def test_what_failed_is_tried_again_when_that_may_help(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    desk.put(a_html=report(RIGHT, "2025-03-06", *NEWS), b_pdf="!scan")
    assert len(desk.take_in().failed) == 1
    read: list[str] = []

    def ocr(files: object, *_: object, **__: object) -> object:
        for file in files:
            read.append(file.name)
            yield file, read_small(report(RIGHT, "2025-03-13", *NEWS).encode(), file.name)

    monkeypatch.setattr(reading, "read_all", ocr)
    desk.take_in()
    assert read == [], "nothing has changed: it would fail again"
    if how == "newer":
        monkeypatch.setattr(intake_module, "abilities", lambda: "99+ocr")
    desk.take_in(retry=how == "retry")
    assert read == ["b.pdf"]


def test_a_file_that_changes_while_it_is_read_fails_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    [path] = desk.put(a_html=report(RIGHT, "2025-03-06", *NEWS))

    def slow(files: object, *_: object, **__: object) -> object:
        for file in files:
            outcome = read_small(file.read_bytes(), file.name)
            path.write_text("half of it")
            yield file, outcome

    monkeypatch.setattr(reading, "read_all", slow)
    done = desk.take_in()
    assert (done.added, [f.reason for f in done.failed]) == (
        0,
        ["the file changed while it was read"],
    )
    assert not list((desk.archive / "originals").rglob("*.html"))


def test_what_joins_a_removed_report_is_told(desk: Desk) -> None:
    text = report(RIGHT, "2025-03-06", *NEWS)
    desk.put(a_html=text, b_html=report(RIGHT, "2025-03-13", *NEWS))
    assert desk.take_in().removed == ()
    with open_to_write(desk.archive) as writer:
        removed = writer.remove("2025-03-06", "Sekretess", "2025-04-01")
    assert desk.take_in().removed == (), "its own file is no news"
    desk.put(c_pdf=f"{text}\n- Mer.", d_html=report(RIGHT, "2025-03-20", *NEWS))
    done = desk.take_in()
    assert (done.added, done.renditions, done.removed) == (1, 1, (removed,))


def test_names_that_are_no_text(desk: Desk) -> None:
    name = b"r\xe5d\x1b[31m.html".decode("utf-8", "surrogateescape")
    (desk.files / name).write_text(report(f"{RIGHT} \ud800", "2025-03-06", *NEWS).encode(
        "utf-8", "replace").decode())  # fmt: skip
    assert desk.take_in().added == 1
    with desk.open() as archive:
        [row] = archive.catalogue.reports()
        assert row.renditions[0].name == "r\ufffdd\x1b[31m.html"


def test_workers_are_used(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(report(RIGHT, "2025-03-06", *NEWS))
    done = intake(
        tmp_path / "archive", [tmp_path / "a.html"], limits=Limits(workers=1), reader=read_small
    )
    assert done.added == 1


# -- series ----------------------------------------------------------------------------------


def weeks(title: str, *days: str, **names: str) -> dict[str, str]:
    return {f"r{day.replace('-', '')}_html": report(title, day, *NEWS) for day in days}


MISSPELT = weeks(SLIP, "2025-03-06")
CORRECT = weeks(RIGHT, "2025-03-13", "2025-03-20")


@pytest.mark.parametrize(
    "order", list(permutations([MISSPELT, *({name: text} for name, text in CORRECT.items())]))
)
def test_a_misspelt_title_joins_its_series_in_any_order(
    desk: Desk, order: tuple[dict[str, str], ...]
) -> None:
    for texts in order:
        desk.take_in(desk.put(**texts))
    with desk.open() as archive:
        [series] = archive.catalogue.series()
        assert (series.title, series.aliases, series.reports) == (RIGHT, (SLIP,), 3)
        first = SLIP if order[0] is MISSPELT else RIGHT
        assert series.id == slug(first), "the id is fixed at first intake"
        assert {archive.catalogue.resolve_series(title) for title in (RIGHT, SLIP)} == {series.id}


def test_in_one_intake_the_commonest_title_names_the_series(desk: Desk) -> None:
    desk.put(**MISSPELT, **CORRECT)
    desk.take_in()
    with desk.open() as archive:
        assert [series.id for series in archive.catalogue.series()] == [
            "regional-lagesrapport-vard"
        ]


def test_series_that_turn_out_to_be_one_keep_what_was_issued(desk: Desk) -> None:
    """The slip came first and shared nothing; then the weeks between connect the two."""
    far = report(RIGHT, "2025-05-06", *(f"{item} i maj" for item in NEWS))
    desk.take_in(desk.put(a_html=report(SLIP, "2025-03-06", *NEWS)))
    desk.take_in(desk.put(b_html=far))
    with desk.open() as archive:
        assert len(archive.catalogue.series()) == 2
        [old] = [row.id for row in archive.catalogue.reports() if row.date == "2025-05-06"]
    desk.take_in(desk.put(c_html=report(RIGHT, "2025-03-13", *NEWS)))
    with desk.open() as archive:
        [series] = archive.catalogue.series()
        assert (series.id, series.title) == ("regional-lagesraport-vard", RIGHT)
        assert archive.catalogue.resolve_series("regional-lagesrapport-vard") == series.id
        assert archive.catalogue.report(old).id == f"{series.id}/2025-05-06"
        assert archive.catalogue.resolve(f"{old}#1.2") == f"{series.id}/2025-05-06#1.2"
        assert set(archive.engine.digests()) == {row.id for row in archive.catalogue.reports()}


def test_the_report_s_own_heading_says_which_series_it_is(desk: Desk) -> None:
    """A misspelt report that shares nothing with the others but tells its series' name."""
    alone = report(SLIP, "2025-01-02", "Helt andra nyheter då.", heading=f"Om {RIGHT}")
    desk.take_in(desk.put(a_html=alone))
    desk.take_in(desk.put(b_html=report(RIGHT, "2025-05-08", *NEWS)))
    with desk.open() as archive:
        assert [series.reports for series in archive.catalogue.series()] == [2]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lägesrapport norra", "Lägesrapport södra"),
        ("Lägesrapport Östergötland", "Lägesrapport Västergötland"),
        ("Samordning rapport 1 av vården", "Samordning rapport 2 av vården"),
        ("Veckorapport Vård", "Månadsrapport Vård"),
        ("Lägesrapport Lidköping", "Lägesrapport Linköping"),
    ],
)
def test_two_series_with_one_template_stay_two(desk: Desk, one: str, other: str) -> None:
    for title, letter in ((one, "a"), (other, "b")):
        for day in ("06", "13"):
            items = (*NEWS, f"Om {title}: den kommer varje vecka")
            desk.put(**{f"{letter}{day}_html": report(title, f"2025-03-{day}", *items)})
    desk.take_in()
    with desk.open() as archive:
        assert [series.reports for series in archive.catalogue.series()] == [2, 2]


def test_as_series_overrules_and_survives_a_rebuild(desk: Desk) -> None:
    [path] = desk.put(a_html=report("Brev från chefen", "2025-03-06", *NEWS))
    desk.put(b_html=report(RIGHT, "2025-03-13", *NEWS))
    desk.take_in()
    with desk.open() as archive:
        cited = archive.catalogue.resolve("brev-fran-chefen/2025-03-06#1.2")
    desk.take_in([path], series=RIGHT)
    for _ in range(2):
        with desk.open() as archive:
            [series] = archive.catalogue.series()
            assert (series.title, series.reports) == (RIGHT, 2)
            assert archive.catalogue.resolve(cited) == f"{series.id}/2025-03-06#1.2"
        rebuild(desk.archive, from_originals=True)


def test_as_series_can_name_a_new_one(desk: Desk) -> None:
    desk.put(a_html=report("Brev 1", "2025-03-06", *NEWS))
    desk.take_in(series="Chefens brev")
    desk.take_in(desk.put(b_html=report("Chefens brev", "2025-03-13", "Annat.")))
    with desk.open() as archive:
        assert [(s.id, s.reports) for s in archive.catalogue.series()] == [("chefens-brev", 2)]


# -- properties ------------------------------------------------------------------------------

ITEMS = st.lists(
    st.sampled_from([*NEWS, "Annat.", "IVO-beslut den 3 mars"]), min_size=1, unique=True
)
FILES = st.lists(
    st.tuples(
        st.sampled_from([RIGHT, SLIP, "Månadsbrev"]),
        st.sampled_from(["2025-03-06", "2025-03-13", ""]),
        ITEMS,
        st.sampled_from(["html", "pdf"]),
    ),
    min_size=1,
    max_size=6,
    unique_by=str,
)
EASY = settings(
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Files = list[tuple[str, str, list[str], str]]


def desk_with(files: Files, folder: Path) -> Desk:
    folder.mkdir()
    desk = Desk(folder)
    for number, (title, day, items, ending) in enumerate(files):
        padding = "\n" * len(ending)  # the tiny format tells its type by its name alone
        desk.put(**{f"{number}_{ending}": report(title, day, *items) + padding})
    return desk


@EASY
@given(files=FILES, data=st.data())
def test_order_within_an_intake_does_not_matter(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory, files: Files, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("order")
    one = desk_with(files, folder / "one")
    one.take_in()
    other = Desk.__new__(Desk)
    other.files, other.archive = one.files, folder / "other"
    other.take_in(data.draw(st.permutations(sorted(one.files.iterdir()))))
    assert one.contents() == other.contents()


@EASY
@given(files=FILES)
def test_twice_is_once_and_a_rebuild_changes_nothing(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory, files: Files
) -> None:
    one = desk_with(files, tmp_path_factory.mktemp("twice") / "one")
    one.take_in()
    before = one.contents()
    one.take_in()
    assert one.contents() == before
    rebuild(one.archive, from_originals=True)
    assert one.contents() == before
    assert verify(one.archive) == []


@EASY
@given(files=FILES)
def test_one_by_one_comes_to_the_same_reports(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory, files: Files
) -> None:
    """Ids may be issued otherwise (the first file names its series), texts and words may not."""
    folder = tmp_path_factory.mktemp("single")
    one = desk_with(files, folder / "one")
    one.take_in()
    other = Desk.__new__(Desk)
    other.files, other.archive = one.files, folder / "other"
    for path in sorted(one.files.iterdir(), reverse=True):
        other.take_in([path])
    assert _said(one) == _said(other)


def _said(desk: Desk) -> object:
    with desk.open() as archive:
        items: dict[str, list[str]] = {}
        for item in archive.catalogue.all_items():
            items.setdefault(item.report, []).append(f"{item.section}: {item.text}")
        texts = sorted((row.date or "", items[row.id]) for row in archive.catalogue.reports())
        return texts, archive.vocabulary.everything(), len(archive.engine.digests())


def test_a_failure_is_settled_by_its_own_file_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`rapport.pdf` of another folder, named from there, is another file."""
    january, february = desk.files / "jan", desk.files / "feb"
    for folder, text in ((january, "!damaged"), (february, report("Brev", "2025-03-06", "Ett"))):
        folder.mkdir()
        (folder / "rapport.html").write_text(text)

    def take_in(folder: Path) -> list[str]:
        monkeypatch.chdir(folder)
        desk.take_in([Path("rapport.html")])
        with desk.open() as archive:
            return [entry.reason for entry in entries(archive.catalogue.db, "failed")]

    assert take_in(january) == ["not to be read"]
    assert take_in(february) == ["not to be read"], "another file of that name was read"
    (january / "rapport.html").write_text(report("Brev", "2025-03-13", "Två"))
    assert take_in(january) == [], "the file itself was read"


def test_a_file_is_one_however_its_path_is_written(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = desk.files / "jan"
    inside.mkdir()
    (inside / "tom.html").write_text("!damaged")
    monkeypatch.chdir(desk.files)
    for path in (Path("jan"), inside, Path("jan") / ".." / "jan"):
        desk.take_in([path])
        with desk.open() as archive:
            assert len(entries(archive.catalogue.db, "failed")) == 1
            assert archive.catalogue.totals().unreadable == 1
    (inside / "tom.html").write_text(report("Brev", "2025-03-06", "Ett"))
    desk.take_in([inside])
    with desk.open() as archive:
        assert entries(archive.catalogue.db, "failed") == []


def test_a_folder_that_was_closed_is_settled_by_what_is_read_in_it(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = desk.files / "jan"
    closed.mkdir()
    (closed / "a.html").write_text(report("Brev", "2025-03-06", "Ett"))
    listing = Path.iterdir

    def refused(folder: Path) -> object:
        if folder == closed:
            raise PermissionError(13, "Permission denied")
        return listing(folder)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "iterdir", refused)
        desk.take_in()
    with desk.open() as archive:
        [entry] = entries(archive.catalogue.db, "failed")
        assert entry.name == str(closed)
    desk.take_in()
    with desk.open() as archive:
        assert entries(archive.catalogue.db, "failed") == []
