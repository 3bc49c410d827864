"""Uploads: taken in as they came, bounded, by admins alone, and nothing left over."""

from __future__ import annotations

import asyncio
import errno
import hashlib
import http.client
import io
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from fastapi import Request
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from serving import serving
from visitors import REPORT, Open, form_of

from index.accounts import keep_account
from index.archive import open_archive
from index.ledger import entries
from index.place import Lock
from index.writer import open_to_write
from ingest.errors import Locked
from search.web import receiving
from search.web.receiving import Broken, harmless, received
from search.web.sessions import COOKIE, issued
from search.web.uploads import FOLDER, MOST_WAITING, Uploads

NEW = REPORT.format(date="2025-03-20", text="IVO avslutar tillsynen.").encode()
BROKEN = b"%PDF-1.7 broken"
Files = list[tuple[str, tuple[str, bytes]]]


def sent(*files: tuple[str, bytes]) -> Files:
    return [("files", file) for file in files]


def upload(visitor: TestClient, files: Files, form: dict[str, str] | None = None) -> Any:
    return visitor.post("/upload", data=form or form_of(visitor, "/upload"), files=files)


def until(visitor: TestClient, is_so: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    """The latest upload, as soon as something holds of it."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        latest: dict[str, Any] = visitor.get("/upload.json").json()[0]
        if is_so(latest):
            return latest
        time.sleep(0.05)
    raise AssertionError(latest)


def is_over(upload: dict[str, Any]) -> bool:
    return upload["state"] in ("done", "failed")


def left_over(archive: Path) -> list[Path]:
    return list((archive / FOLDER).glob("*"))


def test_what_is_uploaded_can_be_found(archive: Path, browse: Open) -> None:
    visitor = browse()
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as pack:
        pack.writestr("d.html", NEW)
    files = sent(
        ("C:\\mina\\c.html", NEW),
        ("bruten.zip", broken.getvalue()[:-30]),
        ("bild.xyz", bytes(range(256)) * 4),
    )
    answer = upload(visitor, files)
    assert (answer.status_code, answer.headers["location"]) == (303, "/upload")
    done = until(visitor, is_over)
    assert (done["state"], done["files"], done["result"]["added"]) == ("done", 3, 1)
    told = done["result"]["failed"] + done["result"]["unsupported"]
    own = f"upload-{done['id']}/"
    assert sorted(one["name"] for one in told) == [f"{own}bild.xyz", f"{own}bruten.zip"]
    page = visitor.get("/upload").text
    for said in ("1 ny rapport", "bruten.zip", "Inget format som Spårhund läser", "klart"):
        assert said in page
    assert visitor.get("/search.json?q=avslutar").json()["total"] == 1
    with open_archive(archive) as opened:
        names = {one.name for one in entries(opened.catalogue.db)}
        sha256 = hashlib.sha256(NEW).hexdigest()
        assert opened.original(sha256).read_bytes() == NEW
    assert {f"{own}c.html", f"{own}bruten.zip", f"{own}bild.xyz"} <= names
    assert left_over(archive) == []
    upload(visitor, sent(("c.html", NEW)))  # a double submit
    again = until(visitor, is_over)
    assert (again["result"]["added"], again["result"]["unchanged"]) == (0, 1)
    assert "1 fil fanns redan" in visitor.get("/upload").text


@pytest.mark.parametrize(
    ("later", "unread", "why"),
    [
        (NEW, 1, "another report of the same name mends nothing"),
        (b"%PDF-1.7 also broken", 2, "two that cannot be read, and each counts"),
        (BROKEN, 1, "the same content once more"),
    ],
)
def test_what_could_not_be_read_stays_so(
    archive: Path, browse: Open, later: bytes, unread: int, why: str
) -> None:
    visitor = browse()
    before = unreadable(archive)
    for content in (BROKEN, later):
        upload(visitor, sent(("rapport.pdf", content)))
        assert until(visitor, is_over)["state"] == "done"
    assert unreadable(archive) - before == unread, why
    assert "sparas inte här: behåll den" in visitor.get("/upload").text


def unreadable(archive: Path) -> int:
    with open_archive(archive) as opened:
        failed = entries(opened.catalogue.db, "failed", "unsupported")
    return len({one.sha256 for one in failed})


@pytest.mark.parametrize(
    ("bound", "most", "said"),
    [
        ("MOST_FILES", 1, "Fler än 1 filer"),
        ("MOST_BYTES_EACH", 100, "är större än 0 MB"),
        ("MOST_BYTES", 300, "Mer än 0 MB tillsammans"),
    ],
)
def test_too_much_at_once(
    archive: Path, browse: Open, monkeypatch: pytest.MonkeyPatch, bound: str, most: int, said: str
) -> None:
    visitor = browse()
    monkeypatch.setattr(receiving, bound, most)
    answer = upload(visitor, sent(("a.html", b"x" * 200), ("b.html", b"x" * 200)))
    assert answer.status_code == 413
    assert said in answer.text
    assert 'aria-describedby="problem bounds"' in answer.text
    assert visitor.get("/upload.json").json() == []
    assert left_over(archive) == []


def test_a_body_beyond_all_bounds_is_not_read(
    archive: Path, browse: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = browse()
    form = form_of(visitor, "/upload")
    monkeypatch.setattr("search.web.shell.MOST_SENT", 1000)
    assert upload(visitor, sent(("a.html", b"x" * 2000)), form).status_code == 413
    assert left_over(archive) == []


def form_data(*parts: tuple[str, bytes], end: bytes = b"--xx--\r\n") -> bytes:
    """A form as browsers send it: each part's Content-Disposition behind `form-data`, and more."""
    body = b"".join(
        b'--xx\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n' % (named.encode(), held)
        for named, held in parts
    )
    return body + end


@pytest.mark.parametrize(
    ("parts", "end", "status"),
    [
        (['files"; filename="a.html'], b"--xx--\r\n", 403),  # a file before the secret
        (["form", 'files"; filename="'], b"--xx--\r\n", 400),  # nothing was chosen
        (["form", "files"], b"--xx--\r\n", 400),  # a field that is no file
        (["form", 'files"; filename="a.html'], b"", 400),  # cut
        (["form", 'files"; filename="a.html'], b"--xx", 400),
        ([], b"no form at all", 400),
    ],
)
def test_forms_that_no_page_of_ours_sends(
    archive: Path, browse: Open, parts: list[str], end: bytes, status: int
) -> None:
    visitor = browse()
    secret = form_of(visitor, "/upload")["form"].encode()
    body = form_data(*((one, secret if one == "form" else b"x") for one in parts), end=end)
    kind = {"content-type": "multipart/form-data; boundary=xx"}
    assert visitor.post("/upload", content=body, headers=kind).status_code == status
    assert visitor.get("/upload.json").json() == []
    assert left_over(archive) == []


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data", "x"])
def test_what_is_no_form_with_files(archive: Path, browse: Open, kind: str) -> None:
    answer = browse().post("/upload", content=b"form=x", headers={"content-type": kind})
    assert answer.status_code == 400
    assert "Formuläret innehåller inga filer" in answer.text
    assert left_over(archive) == []


@pytest.mark.parametrize("form", [{"form": "forged"}, {"form": ""}, {"form": "x" * 500}])
def test_a_forged_form_brings_no_file(
    archive: Path, browse: Open, monkeypatch: pytest.MonkeyPatch, form: dict[str, str]
) -> None:
    visitor = browse()
    visitor.get("/upload")
    monkeypatch.setattr(receiving, "harmless", None)  # whoever names a file fails
    assert upload(visitor, sent(("a.html", NEW)), form).status_code == 403
    assert left_over(archive) == []


@pytest.mark.parametrize("role", ["reader", "handler"])
def test_others_than_admins_bring_nothing(
    archive: Path, browse: Open, monkeypatch: pytest.MonkeyPatch, role: Any
) -> None:
    with open_archive(archive) as opened, opened.amend() as db:
        keep_account(db, role, role, "", "")
    visitor = browse()
    account = visitor.app.app.state.shelf.accounts()[role]  # type: ignore[attr-defined]  # shell
    visitor.cookies.set(COOKIE, issued(account))
    monkeypatch.setattr(receiving, "_Writing", None)  # whoever reads the body fails
    assert "/upload" not in visitor.get("/archive").text
    assert visitor.get("/upload").status_code == visitor.get("/upload.json").status_code == 403
    form = form_of(visitor, "/topics")
    assert upload(visitor, sent(("a.html", NEW)), form).status_code == 403
    assert left_over(archive) == []


def test_a_full_disk(archive: Path, browse: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    visitor = browse()
    monkeypatch.setattr(receiving._Writing, "take", full)
    answer = upload(visitor, sent(("a.html", NEW)))
    assert answer.status_code == 503
    assert "Filerna får inte plats (No space left on device)" in answer.text
    assert left_over(archive) == []


def test_where_no_folder_can_be_made(archive: Path, browse: Open) -> None:
    visitor = browse()
    (archive / FOLDER).write_bytes(b"")
    answer = upload(visitor, sent(("a.html", NEW)))
    assert answer.status_code == 503
    assert "Gör plats på arkivets disk" in answer.text


def test_an_upload_waits_for_another_writer(archive: Path, browse: Open) -> None:
    visitor = browse()
    with open_to_write(archive):
        upload(visitor, sent(("c.html", NEW)))
        until(visitor, lambda one: one["phase"] == "waiting")
        assert "Någon annan skriver i arkivet just nu" in visitor.get("/upload").text
    assert until(visitor, is_over)["result"]["added"] == 1


def test_another_writer_who_never_ends(archive: Path) -> None:
    uploads = Uploads(archive, patience=0.0)
    room = uploads.room()
    (room.files / "c.html").write_bytes(NEW)
    with open_to_write(archive):
        uploads.start(room, [room.files / "c.html"])
        while uploads.all()[0].is_under_way:
            time.sleep(0.05)
    assert uploads.all()[0].state == "failed"
    assert "is writing to this archive" in uploads.all()[0].problem
    assert left_over(archive) == []
    uploads.close()


def test_rooms_that_are_being_filled_count(archive: Path) -> None:
    uploads = Uploads(archive)
    rooms = [uploads.room() for _ in range(MOST_WAITING)]
    assert len({room.id for room in rooms}) == MOST_WAITING
    with pytest.raises(Locked, match="too many uploads"):
        uploads.room()
    uploads.leave(rooms[0])
    uploads.leave(rooms[0])  # twice is once
    uploads.room()
    with pytest.raises(Locked):
        uploads.room()
    uploads.close()
    assert left_over(archive) == []


@pytest.mark.parametrize("error", [TypeError("x"), OSError("no process"), EOFError()])
def test_an_upload_ends_whatever_goes_wrong(
    archive: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(Uploads, "_followed", fail)
    uploads = Uploads(archive)
    for _ in range(MOST_WAITING + 1):
        room = uploads.room()
        (room.files / "c.html").write_bytes(NEW)
        uploads.start(room, [room.files / "c.html"])
        wait_for(lambda: uploads.all()[0].state == "failed")
    assert uploads.all()[0].problem
    assert left_over(archive) == []
    uploads.close()


def test_a_server_that_stops_leaves_nothing(archive: Path) -> None:
    uploads = Uploads(archive)
    with open_to_write(archive):
        for number in range(MOST_WAITING):
            room = uploads.room()
            (room.files / f"{number}.html").write_bytes(NEW)
            uploads.start(room, [room.files / f"{number}.html"])
        with pytest.raises(Exception, match="too many uploads"):
            uploads.room()
        while uploads.all()[-1].phase != "waiting":
            time.sleep(0.05)
        uploads.close()
    assert left_over(archive) == []
    assert "broken off" in uploads.all()[-1].problem


def test_what_a_crash_left_is_swept_away(archive: Path) -> None:
    for name in ("left", "held"):
        (archive / FOLDER / name / "upload-1").mkdir(parents=True)
    lock = Lock(archive / FOLDER / "held" / "lock")
    Uploads(archive).close()
    assert [one.name for one in left_over(archive)] == ["held"]
    lock.release()


def test_a_connection_that_breaks(archive: Path) -> None:
    with serving(archive) as address:
        line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
        line.request("GET", "/upload")
        answer = line.getresponse()
        cookie = str(answer.getheader("set-cookie")).partition(";")[0]
        answer.read()
        secret = cookie.partition("=")[2].encode()
        body = form_data(("form", secret), ('files"; filename="a.html', b"x" * 3_000_000), end=b"")
        line.putrequest("POST", "/upload")
        for name, value in {
            "cookie": cookie,
            "content-type": "multipart/form-data; boundary=xx",
            "content-length": str(10 * len(body)),
        }.items():
            line.putheader(name, value)
        line.endheaders(body)
        wait_for(lambda: any(one.is_file() for one in (archive / FOLDER).glob("*/upload-*/*")))
        line.close()
        wait_for(lambda: not left_over(archive))


def wait_for(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_sender_who_falls_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def silence() -> Any:
        await asyncio.sleep(3600)

    monkeypatch.setattr(receiving, "PATIENCE", 0.01)
    with pytest.raises(Broken, match="cut off"):
        asyncio.run(received(asked(silence), tmp_path, lambda _: True))


def test_a_sender_who_never_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def drop_by_drop() -> Any:
        await asyncio.sleep(0.01)
        return {"type": "http.request", "body": b"\r\n", "more_body": True}

    monkeypatch.setattr(receiving, "MOST_SECONDS", 0.1)
    with pytest.raises(Broken, match="cut off"):
        asyncio.run(received(asked(drop_by_drop), tmp_path, lambda _: True))


def asked(receive: Callable[[], Any]) -> Request:
    headers = [(b"content-type", b"multipart/form-data; boundary=xx")]
    return Request({"type": "http", "method": "POST", "headers": headers}, receive)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Lägesrapport 12.pdf", "Lägesrapport 12.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\mina filer\\a.docx", "a.docx"),
        (".bashrc", "bashrc"),
        ("~$a.docx", "a.docx"),
        ("..", "fil"),
        ("", "fil"),
        ("a\x00b\r\n.pdf", "a_b__.pdf"),
        ("a%22b%0D.pdf", "a_b_.pdf"),  # as browsers send quotes and line ends
        ("rapport\u202efdp.exe", "rapport_fdp.exe"),
        ("a\u030a.pdf", "å.pdf"),
        ("TAGEN.pdf", "TAGEN (2).pdf"),
        ("x" * 400 + ".pdf", "x" * 150 + ".pdf"),
        ("å" * 400, "å" * 75),
    ],
)
def test_names_are_made_harmless(name: str, kept: str) -> None:
    assert harmless(name, {"tagen.pdf"}) == kept


@given(st.lists(st.text(max_size=300), max_size=6))
def test_any_names_make_files_of_one_folder(names: list[str]) -> None:
    taken: set[str] = set()
    for name in names:
        made = harmless(name, taken)
        assert made.casefold() not in taken
        assert made == Path(made).name
        assert not made.startswith((".", "~$"))
        assert len(made.encode()) <= 200
        taken.add(made.casefold())
