"""Outlook's .msg, written by hand as [MS-OXMSG] describes it."""

from __future__ import annotations

import struct
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from compound_file import Folder, compound_file
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import Damaged, ReadError
from ingest.mail import attachments, read_outlook
from ingest.outlook import outlook_message
from ingest.sniff import OUTLOOK, sniff


def text(number: int, value: str) -> Folder:
    return {f"__substg1.0_{number:04X}001F": value.encode("utf-16-le")}


def times(*tags: int, code_page: int = 0, inside: bool = False) -> Folder:
    """The fixed-size properties: 2025-10-23 06:30 UTC under each tag."""
    seconds = (
        datetime(2025, 10, 23, 6, 30, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)
    ).total_seconds()
    entries = [struct.pack("<IIQ", tag, 6, int(seconds) * 10**7) for tag in tags]
    entries.append(struct.pack("<IIQ", 0x3FDE0003, 6, code_page))
    return {"__properties_version1.0": bytes(24 if inside else 32) + b"".join(entries)}


def attachment(name: str, content: bytes, **more: str) -> Folder:
    return {
        "__properties_version1.0": bytes(8),
        **text(0x3707, name),
        **text(0x370E, more.get("media_type", "application/pdf")),
        **(text(0x3712, more["cid"]) if "cid" in more else {}),
        "__substg1.0_37010102": content,
    }


BASE = {**times(0x00390040), **text(0x0037, "SV: Lägesrapport"), **text(0x0C1A, "Enheten")}


def test_body_subject_sender_and_date() -> None:
    data = compound_file({**BASE, **text(0x1000, "Läget är gott.\r\n\r\n- Ett\r\n- Två")})
    assert sniff(data, "x.msg") == OUTLOOK
    document = read_outlook(data, "x.msg")
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("paragraph", "Läget är gott."),
        ("bullet", "Ett"),
        ("bullet", "Två"),
    ]
    assert document.meta("title") == "Lägesrapport"
    assert document.meta("author") == "Enheten"
    assert document.meta("published") == "2025-10-23T08:30"  # Swedish summer time
    assert document.media_type == OUTLOOK


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_html_of_any_encoding(encoding: str) -> None:
    html = "<html><body><h2>Läget</h2><p>Vård för alla</p>".encode(encoding)
    padding = b"<!-- " + b"x" * 5000 + b" -->"  # beyond the mini stream
    data = compound_file({**BASE, **text(0x1000, "x"), "__substg1.0_10130102": html + padding})
    document = read_outlook(data, "x.msg")
    assert [block.text for block in document.blocks] == ["Läget", "Vård för alla"]


def test_text_in_a_code_page() -> None:
    data = compound_file(
        {
            **times(0x0E060040, code_page=850),
            "__substg1.0_1000001E": "Vård".encode("cp850"),
        }
    )
    assert read_outlook(data, "x.msg").blocks[0].text == "Vård"


def test_attachments_and_a_mail_inside() -> None:
    inner = {
        **times(inside=True),
        **text(0x0037, "Förra"),
        **text(0x1000, "Inuti"),
        "__attach_version1.0_#00000000": attachment("inre.pdf", b"%PDF-1.3"),
    }
    data = compound_file(
        {
            **BASE,
            **text(0x1000, "Se bilagan"),
            "__attach_version1.0_#00000000": attachment("Rapport å.pdf", b"%PDF-1.4" + bytes(9000)),
            "__attach_version1.0_#00000001": attachment(
                "logo.png", b"x", media_type="image/png", cid="l"
            ),
            "__attach_version1.0_#00000002": {
                "__properties_version1.0": bytes(8),
                "__substg1.0_3701000D": inner,
            },
            "__attach_version1.0_#00000003": attachment("skräp", b"y", media_type="bara skräp"),
        }
    )
    message = outlook_message(data, "x.msg")
    found = dict(attachments(message))
    assert found.keys() == {"Rapport å.pdf", "Förra.eml", "skräp"}
    assert found["Rapport å.pdf"] == b"%PDF-1.4" + bytes(9000)
    assert b"Inuti" in found["Förra.eml"]
    assert b"inre.pdf" in found["Förra.eml"]
    assert [block.text for block in read_outlook(data, "x.msg").blocks] == ["Se bilagan"]


def test_damaged() -> None:
    data = compound_file({**BASE, **text(0x1000, "x" * 9000)})
    with pytest.raises(Damaged) as raised:
        read_outlook(data[:700], "x.msg")
    assert raised.value.where == "x.msg"


@given(st.integers(0, 3000), st.binary(min_size=1, max_size=40))
def test_only_our_errors(at: int, junk: bytes) -> None:
    data = compound_file({**BASE, **text(0x1000, "Hej")})
    with suppress(ReadError):
        read_outlook(data[:at] + junk + data[at + len(junk) :], "x.msg")
