"""What comes in ZIP archives and mails is taken in file by file, once, and nothing twice."""

from __future__ import annotations

import email
import email.policy
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from small_reports import Desk, read_small, report

from index import intake as intake_module
from index import opening, reading
from index.checks import verify
from index.intake import intake
from index.ledger import entries
from ingest.errors import ArchiveError, ReadError, Unsupported
from ingest.report import Report
from ingest.worker import Limits

NEWS = [f"Nyhet nummer {word} om regionens alla system" for word in ("ett", "två", "tre", "fyra")]
LONG = [f"{item}, och om det fanns det i veckan mycket mer att säga" for item in NEWS]
FIRST = report("Lägesrapport", "2025-03-06", *NEWS)
SECOND = report("Lägesrapport", "2025-03-13", *NEWS)
PICTURE = b"\x89PNG\r\n\x1a\n"
BODY = report("Följebrev", "2025-03-14", *LONG)


def zipped(**files: str | bytes) -> bytes:
    """`a_html="…"` is `a.html`; `in_a_html` is `in/a.html`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            *folders, stem, ending = name.split("_")
            archive.writestr("/".join([*folders, f"{stem}.{ending}"]), content)
    return file.getvalue()


def mail(body: str, **files: str | bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "a@region-exempel.example", "b@region-exempel.example"
    message["Subject"], message["Date"] = "Rapport", "Fri, 14 Mar 2025 08:00:00 +0100"
    message.set_content(body)
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        file_name = ".".join(name.rsplit("_", 1))
        message.add_attachment(data, maintype="text", subtype="html", filename=file_name)
    return message.as_bytes()


def put(desk: Desk, name: str, data: bytes) -> Path:
    path = desk.files / name
    path.write_bytes(data)
    return path


def ledger(desk: Desk) -> dict[str, str]:
    with desk.open() as archive:
        found = entries(archive.catalogue.db, "read", "opened", "failed", "unsupported")
    return {entry.name.removeprefix(f"{desk.files}/"): entry.outcome for entry in found}


def names(desk: Desk) -> list[str]:
    with desk.open() as archive:
        return sorted(file.name for row in archive.catalogue.reports() for file in row.renditions)


def refuse(files: object, *_: object, **__: object) -> Iterator[object]:
    assert not list(files), "nothing is to be read or opened"
    yield from ()


def test_a_zip_is_taken_in_file_by_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = zipped(b_html=SECOND)
    put(
        desk,
        "old.zip",
        zipped(a_html=FIRST, mapp_inner_zip=inner, c_xls="!other", d_pdf="!damaged"),
    )
    done = desk.take_in()
    assert (done.added, done.unchanged) == (2, 0)
    assert [failure.name.rpartition("files/")[2] for failure in done.failed] == ["old.zip/d.pdf"]
    assert [failure.name.rpartition("files/")[2] for failure in done.unsupported] == [
        "old.zip/c.xls"
    ]
    assert names(desk) == ["old.zip/a.html", "old.zip/mapp/inner.zip/b.html"]
    assert ledger(desk) == {
        "old.zip": "opened",
        "old.zip/a.html": "read",
        "old.zip/mapp/inner.zip/b.html": "read",
        "old.zip/c.xls": "unsupported",
        "old.zip/d.pdf": "failed",
    }
    kept = sorted(path.read_text() for path in (desk.archive / "originals").rglob("*.html"))
    assert kept == sorted([FIRST, SECOND])
    assert not (desk.archive / "unpacked").exists()
    assert verify(desk.archive) == []

    before = desk.contents()
    for module in (reading, opening):
        monkeypatch.setattr(module, "read_all", refuse)
    again = desk.take_in()
    assert (again.added, again.renditions, again.unchanged) == (0, 0, 2)
    assert (len(again.failed), len(again.unsupported)) == (1, 1), "what failed is told again"
    assert desk.contents() == before


def test_what_failed_inside_is_tried_again_when_that_may_help(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(desk, "old.zip", zipped(a_html=FIRST, b_scan="!scan"))
    monkeypatch.setattr(intake_module, "abilities", lambda: "1")
    assert len(desk.take_in().failed) == 1
    real, read = reading.read_all, []

    def watched(files: object, *rest: object, **options: object) -> Iterator[object]:
        for file, outcome in real(files, *rest, **options):
            read.append(outcome)
            yield file, outcome

    monkeypatch.setattr(reading, "read_all", watched)
    done = desk.take_in(retry=True)
    assert (len(read), len(done.failed), done.unchanged) == (1, 1, 1)
    monkeypatch.setattr(intake_module, "abilities", lambda: "2")
    assert len(desk.take_in().failed) == 1
    assert len(read) == 2


@pytest.mark.parametrize("copy", ["below another name", "its files beside it", "in another zip"])
def test_copies_are_known_by_their_content(desk: Desk, copy: str) -> None:
    data = zipped(a_html=FIRST, b_html=SECOND)
    put(desk, "one.zip", data)
    desk.take_in()
    match copy:
        case "below another name":
            put(desk, "two.zip", data)
        case "its files beside it":
            desk.put(a_html=FIRST, b_html=SECOND)
        case _:
            put(desk, "two.zip", zipped(x_html=FIRST, y_html=SECOND, z_html=SECOND))
    done = desk.take_in()
    expected = 5 if copy == "in another zip" else 4
    assert (done.added, done.renditions, done.unchanged) == (0, 0, expected)
    again = desk.take_in()
    assert (again.added, again.unchanged) == (0, expected)


def test_an_attachment_that_is_read_settles_no_other_of_its_name(desk: Desk) -> None:
    put(
        desk, "brev.eml", mail("Hej", a_html="!damaged", b_html=FIRST).replace(b"b.html", b"a.html")
    )
    for _ in range(2):
        assert [failure.name[-15:] for failure in desk.take_in().failed] == ["brev.eml/a.html"]
    assert "failed" in ledger(desk).values()


def test_a_copy_of_what_cannot_be_read_fails_too(desk: Desk) -> None:
    put(desk, "one.zip", zipped(a_pdf="!damaged", b_pdf="!damaged"))
    for _ in range(2):
        done = desk.take_in()
        assert (len(done.failed), done.unchanged) == (2, 0)
    assert set(ledger(desk).values()) == {"opened", "failed"}


CASES = {
    "a letter of its own": (mail(BODY, a_html=FIRST), ["brev.eml", "brev.eml/a.html"], "read"),
    "a cover note": (mail("# Hej\n- Här kommer rapporten", a_html=FIRST), ["brev.eml/a.html"],
                     "opened"),
    "a short mail with nothing to read beside it": (
        mail("# Hej\n- Ingen rapport i dag", a_png=PICTURE), ["brev.eml"], "read"),
    "a mail alone": (mail(BODY), ["brev.eml"], "read"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "files", "outcome"), CASES.values(), ids=CASES)
def test_mails(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, data: bytes, files: list[str], outcome: str
) -> None:
    def read_mails(
        files: Iterable[Path], *_: object, name: Callable[[Path], str], **__: object
    ) -> Iterator[tuple[Path, Report | ReadError]]:
        for file in files:
            content = file.read_bytes()
            if content == PICTURE:
                yield file, Unsupported("this is a PNG image")
                continue
            message = email.message_from_bytes(content, policy=email.policy.default)
            body = message.get_body() if content.startswith(b"From:") else None
            said = read_small(body.get_content().encode() if body else content, name(file))
            sha256 = hashlib.sha256(content).hexdigest()
            yield file, replace(said, source=replace(said.source, sha256=sha256))

    put(desk, "brev.eml", data)
    monkeypatch.setattr(reading, "read_all", read_mails)
    assert desk.take_in().failed == ()
    assert names(desk) == files
    assert ledger(desk)["brev.eml"] == outcome
    unchanged = desk.take_in()
    assert (unchanged.added, unchanged.unchanged) == (0, len(files))


def test_a_zip_that_cannot_be_opened_fails_alone(desk: Desk) -> None:
    desk.put(a_html=FIRST)
    put(desk, "cut.zip", zipped(b_html=SECOND)[:-30])
    done = desk.take_in()
    assert (done.added, [f.reason[:22] for f in done.failed]) == (1, ["the ZIP archive is bro"])
    put(desk, "cut.zip", zipped(b_html=SECOND))
    assert (desk.take_in().added, desk.take_in().failed) == (1, ())
    assert ledger(desk)["cut.zip"] == "opened"


def test_what_a_zip_brings_can_be_given_a_series(desk: Desk) -> None:
    put(desk, "one.zip", zipped(a_html=FIRST))
    desk.take_in()
    desk.take_in(series="Andra brev")
    put(desk, "two.zip", zipped(b_html=SECOND))
    desk.take_in([desk.files / "two.zip"], series="Andra brev")
    with desk.open() as archive:
        assert [(row.title, row.reports) for row in archive.catalogue.series()] == [
            ("Andra brev", 2)
        ]


def test_a_container_counts_as_taken_in_when_all_in_it_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash after the first file must not hide the second."""
    put(desk, "one.zip", zipped(a_html=FIRST, b_html=SECOND))
    real = reading.read_all

    def crashing(files: object, *rest: object, **options: object) -> Iterator[object]:
        for outcome in real(files, *rest, **options):
            yield outcome
            raise KeyboardInterrupt

    with monkeypatch.context() as crash:
        crash.setattr(reading, "read_all", crashing)
        with pytest.raises(KeyboardInterrupt):
            desk.take_in()
    done = desk.take_in()
    assert (done.added, done.unchanged) == (2, 1)
    assert len(names(desk)) == 2


def test_no_room_to_unpack_is_a_clear_error(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    put(desk, "one.zip", zipped(a_html=FIRST))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(opening.Path, "write_bytes", full)
        with pytest.raises(ArchiveError, match="No space left"):
            desk.take_in()
    assert desk.take_in().added == 1


def test_workers_open_and_read(tmp_path: Path) -> None:
    """The whole way, in processes: a zip in a mail in a zip."""
    page = "<html lang=sv><title>{0}</title><h1>{0}</h1><ul><li>{1}</ul></html>"
    report_ = page.format("Lägesrapport 2025-03-06", "Ett beslut kom den 3 mars.")
    inner = mail("Hej! Här kommer rapporten.", rapport_html=report_)
    (tmp_path / "allt.zip").write_bytes(zipped(brev_eml=inner))
    limits = Limits(workers=1)
    done = intake(tmp_path / "archive", [tmp_path / "allt.zip"], limits=limits)
    assert (done.added, done.failed, done.unsupported) == (1, (), ())
    again = intake(tmp_path / "archive", [tmp_path / "allt.zip"], limits=limits)
    assert (again.added, again.unchanged) == (0, 1)


def test_an_original_that_was_lost_comes_back_from_its_zip(desk: Desk) -> None:
    put(desk, "old.zip", zipped(a_html=FIRST, b_html=SECOND))
    desk.take_in()
    lost = min((desk.archive / "originals").rglob("*.html"))
    content = lost.read_bytes()
    lost.unlink()
    done = desk.take_in()
    assert (done.added, done.unchanged) == (0, 2)
    assert lost.read_bytes() == content
    assert verify(desk.archive) == []
