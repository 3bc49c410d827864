"""Files that hold files: what comes out of them, and what is refused."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest

from ingest import container
from ingest.container import members, open_container
from ingest.errors import Damaged, Empty, Encrypted, TooLarge, Unsupported


def zipped(*files: tuple[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return file.getvalue()


def mail(*files: tuple[str, bytes]) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "a@region-exempel.example", "Rapport"
    message.set_content("Se bilagan")
    for name, content in files:
        message.add_attachment(content, maintype="application", subtype="pdf", filename=name)
    return message.as_bytes()


PDF = b"%PDF-1.4 "


def names(data: bytes) -> list[str]:
    return [name for name, _ in members(data, "arkiv")]


CASES = {
    "files and folders": (
        zipped(("a.pdf", PDF), ("mapp/", b""), ("mapp/b å.txt", b"b")),
        ["arkiv/a.pdf", "arkiv/mapp/b å.txt"],
    ),
    "an archive in an archive": (
        zipped(("inre.zip", zipped(("a.pdf", PDF))), ("b.pdf", PDF)),
        ["arkiv/inre.zip/a.pdf", "arkiv/b.pdf"],
    ),
    "a mail in an archive": (
        zipped(("brev.eml", mail(("a.pdf", PDF)))),
        ["arkiv/brev.eml", "arkiv/brev.eml/a.pdf"],
    ),
    "an archive in a mail": (mail(("x.zip", zipped(("a.pdf", PDF)))), ["arkiv/x.zip/a.pdf"]),
    "what systems leave": (
        zipped(
            ("__MACOSX/._a.pdf", b"x"),
            (".DS_Store", b"x"),
            ("m/Thumbs.db", b"x"),
            ("~$a.docx", b"x"),
        ),
        [],
    ),
    "names that are there twice": (
        zipped(
            ("m/a.pdf", PDF), ("m/b.pdf", b"x"), ("m/a (2).pdf", PDF), ("m/c.pdf", PDF), ("a.", PDF)
        )
        .replace(b"m/b.pdf", b"m/a.pdf")
        .replace(b"m/c.pdf", b"m/a.pdf"),
        [
            *("arkiv/m/a.pdf", "arkiv/m/a (2).pdf", "arkiv/m/a (2) (2).pdf", "arkiv/m/a (3).pdf"),
            "arkiv/a.",
        ],
    ),
    "attachments of one name": (
        mail(("a.pdf", PDF), ("a.pdf", b"x")),
        ["arkiv/a.pdf", "arkiv/a (2).pdf"],
    ),
    "a mailbox": (
        b"".join(
            b"From a@region-exempel.example Mon Jan  6 09:00:00 2025\n" + each + b"\n"
            for each in (mail(("a.pdf", PDF)), mail().replace(b"Se", b"From Bo 09:00\n>From\nSe"))
        ),
        ["arkiv/mail-1.eml", "arkiv/mail-1.eml/a.pdf", "arkiv/mail-2.eml"],
    ),
    "a mail with a postmark": (
        b"From a@region-exempel.example Mon Jan  6 09:00:00 2025\n" + mail(("a.pdf", PDF)),
        ["arkiv/a.pdf"],
    ),
    "names that climb": (
        zipped(
            ("../../etc/a.pdf", PDF), ("/b.pdf", PDF), ("C:\\mapp\\c.pdf", PDF), ("d\n.pdf", PDF)
        ),
        ["arkiv/etc/a.pdf", "arkiv/b.pdf", "arkiv/mapp/c.pdf", "arkiv/d.pdf"],
    ),
    "a name of 4,000 characters": (
        zipped((f"mapp/{'n' * 4_000}.pdf", PDF)),
        [f"arkiv/mapp/{'n' * 245}…{'n' * 246}.pdf"],
    ),
    "an attachment whose name is no text": (
        mail(("a!.pdf", PDF)).replace(b"a!.pdf", b"a\xe5.pdf"),
        ["arkiv/a\ufffd.pdf"],
    ),
    "an attachment whose name is only dots": (mail(("..", PDF)), ["arkiv/attachment-1"]),
    "an empty archive": (zipped(), []),
    "no container": (PDF, []),
}


@pytest.mark.parametrize(("data", "expected"), CASES.values(), ids=CASES)
def test_members(data: bytes, expected: list[str]) -> None:
    assert names(data) == expected


def test_contents() -> None:
    assert dict(members(zipped(("a.pdf", PDF), ("tom.txt", b"")), "z")) == {
        "z/a.pdf": PDF,
        "z/tom.txt": b"",
    }


def test_a_bomb_is_refused_while_it_is_unpacked() -> None:
    data = zipped(("a.txt", bytes(30_000_000)))
    with pytest.raises(TooLarge) as raised:
        names(data)
    assert raised.value.where == "arkiv/a.txt"


def test_a_member_that_lies_about_its_size_is_broken() -> None:
    data = bytearray(zipped(("a.txt", bytes(3_000_000))))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (10).to_bytes(4, "little")
    [(_, error)] = members(bytes(data), "arkiv")
    assert isinstance(error, Damaged)


def test_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "MOST_MEMBERS", 3)
    monkeypatch.setattr(container, "MOST_BYTES", 1000)
    with pytest.raises(TooLarge):
        names(zipped(*((f"{number}.txt", b"x") for number in range(4))))
    with pytest.raises(TooLarge):
        names(zipped(("a.txt", b"x" * 600), ("b.txt", b"x" * 600)))
    assert len(names(zipped(("a.txt", b"x" * 600), ("b.txt", b"x" * 300)))) == 2


def test_depth() -> None:
    data = PDF
    for _ in range(container.DEEPEST + 1):
        data = zipped(("inre", data))
    assert len(names(data)) == 1
    with pytest.raises(TooLarge):
        names(zipped(("inre", data)))


def corrupt(data: bytes) -> bytes:
    at = data.index(b"fel") + 40
    return data[:at] + b"\xff\xff\xff" + data[at + 3 :]


def test_a_broken_member_does_not_take_the_others_along() -> None:
    content = b"".join(number.to_bytes(2, "big") for number in range(300))
    data = corrupt(zipped(("fel.pdf", content), ("a.pdf", PDF), ("b.zip", b"PK\x03\x04x")))
    found = dict(members(data, "arkiv"))
    assert list(found) == ["arkiv/fel.pdf", "arkiv/a.pdf", "arkiv/b.zip"]
    assert found["arkiv/a.pdf"] == PDF
    for name in ("arkiv/fel.pdf", "arkiv/b.zip"):
        error = found[name]
        assert isinstance(error, Damaged)
        assert error.where == name


def test_encrypted_member() -> None:
    data = bytearray(zipped(("a.pdf", PDF)))
    for start, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(start) + offset] |= 1
    [(name, error)] = members(bytes(data), "arkiv")
    assert isinstance(error, Encrypted)
    assert (name, "password" in error.message) == ("arkiv/a.pdf", True)


def test_cut_short() -> None:
    with pytest.raises(Damaged):
        names(zipped(("a.pdf", PDF * 99))[:-30])


def test_unsupported_outside_is_said_inside_is_left_to_its_reader() -> None:
    with pytest.raises(Unsupported):
        names(b"\x89PNG\r\n\x1a\n")
    assert names(zipped(("a.png", b"\x89PNG\r\n\x1a\n"))) == ["arkiv/a.png"]


def test_what_is_inside_comes_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(container, "PORTION", 10)
    files = [(f"{number}.txt", b"sju ord") for number in range(5)]
    data = zipped(*files)
    found: list[tuple[str, object]] = []
    portions = 0
    while True:
        opened = open_container(data, "arkiv", start=len(found))
        found += [(member.name, member.content) for member in opened.members]
        portions += 1
        if opened.whole:
            break
    assert found == [(f"arkiv/{name}", content) for name, content in files]
    assert portions == 3


def test_what_may_be_a_report_is_told() -> None:
    opened = open_container(zipped(("a.pdf", PDF), ("a.png", b"\x89PNG\r\n\x1a\n")), "arkiv")
    assert [member.readable for member in opened.members] == [True, False]
    assert not opened.is_report
    assert open_container(mail(("a.pdf", PDF)), "brev.eml").is_report
    assert open_container(PDF, "a.pdf").members == ()


def test_a_mailbox_is_no_report_itself() -> None:
    one = b"From a@region-exempel.example Mon Jan  6 09:00:00 2025\n" + mail() + b"\n"
    assert open_container(one, "x").is_report
    assert not open_container(one * 2, "x").is_report


def test_mails_of_a_mailbox_are_as_they_were_sent() -> None:
    """A line that begins with From is quoted in a mailbox; a blank line before a mail may lack."""
    mark = b"From a@region-exempel.example Mon Jan  6 09:00:00 2025\n"
    one = mark + mail() + b"\n>From 1 mars tar regionen \xc3\xb6ver.\n>>From b\n"
    found = dict(members(one + one + b"From x " + b"00:00" * 50 + b"\n", "x"))
    assert list(found) == ["x/mail-1.eml", "x/mail-2.eml"]
    first = found["x/mail-1.eml"]
    assert isinstance(first, bytes)
    assert first.endswith(b"\nFrom 1 mars tar regionen \xc3\xb6ver.\n>From b\n")


def test_names_are_told_apart_in_the_whole_of_an_archive() -> None:
    inner = zipped(("b.pdf", PDF))
    found = [name for name, _ in members(zipped(("a.zip/b.pdf", PDF), ("a.zip", inner)), "x.zip")]
    assert found == ["x.zip/a.zip/b.pdf", "x.zip/a.zip/b (2).pdf"]
    assert [name for name, _ in members(zipped(("..", PDF)), "x.zip")] == ["x.zip/file-1"]


def test_an_archive_of_nothing_is_empty() -> None:
    with pytest.raises(Empty, match="no file"):
        open_container(zipped((".DS_Store", b"x")), "arkiv")


def test_what_came_out_before_a_bomb_is_given() -> None:
    opened = open_container(zipped(("a.pdf", PDF), ("b.txt", bytes(30_000_000))), "arkiv")
    assert [member.name for member in opened.members] == ["arkiv/a.pdf", "arkiv"]
    assert isinstance(opened.members[1].content, TooLarge)
    assert opened.whole
