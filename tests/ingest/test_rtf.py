"""HTML inside Outlook's compressed rich text. The packed samples are those of [MS-OXRTFCP]."""

from __future__ import annotations

import struct

import pytest
from compound_file import compound_file
from hypothesis import given
from hypothesis import strategies as st
from test_outlook import BASE, text

from ingest.mail import read_outlook
from ingest.rtf import html_inside, unpacked

PACKED = {
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c0900206277"
    "05b06c647d0a800fa0": b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
    "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0": (
        b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}"
    ),
}


@pytest.mark.parametrize(("packed", "rtf"), PACKED.items())
def test_unpacked(packed: str, rtf: bytes) -> None:
    assert unpacked(bytes.fromhex(packed)) == rtf


@given(st.binary(max_size=300))
def test_only_value_errors(junk: bytes) -> None:
    for data in (junk, bytes(4) + b"\xff\xff\0\0LZFu" + bytes(4) + junk):
        try:
            html_inside(b"\\fromhtml1 " + unpacked(data))
        except ValueError:
            assert len(data) < 16 or data[8:12] not in (b"LZFu", b"MELA") or data[6] or data[7]


HEAD = rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0{\fonttbl{\f0\fswiss Arial;}}{\*\generator x;}"
INSIDE = {
    "tags and text": (
        rb"{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 L\'e4get\htmlrtf\par}\htmlrtf0{\*\htmltag72 </p>}",
        "<p>Läget</p>",
    ),
    "what only RTF shows": (rb"a\htmlrtf\b bort\htmlrtf0 b", "ab"),
    "line ends inside a tag": (
        rb"{\*\htmltag <p\par class=x>}Ett\tab Tv\'e5",
        "<p\nclass=x>Ett\tTvå",
    ),
    "signs": (rb"\{a\}\~b\_c\endash \ldblquote d\rdblquote", "{a}\u00a0b-c–“d”"),
    "letters by number skip their stand-in": (rb"\u229?\u8211\'96x{\uc2\u228ab}c", "å–xäc"),
    "a sign in two halves": (rb"\u-10179?\u-8704?!", "😀!"),
    "half a sign": (rb"a\u-10179?b", "a\ufffdb"),
    "no fewer than no stand-ins": (rb"{\uc-1\u228abc}", "äabc"),
    "pictures and other groups": (rb"{\pict 00ff}{\*\mhtmltag <x>}{\*\bkmkstart y}z", "z"),
}


@pytest.mark.parametrize(("rtf", "html"), INSIDE.values(), ids=INSIDE)
def test_inside(rtf: bytes, html: str) -> None:
    assert html_inside(HEAD + rtf + b"}") == html


PAGES = {
    "UTF-8": ("65001", rb"L\'c3\'a4get\'f0\'9f\'98\'80", "Läget😀"),
    "UTF-8, broken by a line end of the file": ("65001", b"L\\'c3\r\n\\'a4get", "Läget"),
    "two bytes, the second a letter": ("932", rb"\'83A\'83\'42", "アィ"),
    "unknown": ("9999", rb"L\'e4get", "Läget"),
    "no code page of rich text": ("037", rb"L\'e4get", "Läget"),
}


@pytest.mark.parametrize(("page", "rtf", "html"), PAGES.values(), ids=PAGES)
def test_code_pages(page: str, rtf: bytes, html: str) -> None:
    assert html_inside(HEAD.replace(b"1252", page.encode()) + rtf + b"}") == html


def test_rich_text_that_was_no_page() -> None:
    assert html_inside(rb"{\rtf1\ansi Hej}") == ""


def test_a_mail_whose_html_is_in_its_rich_text() -> None:
    tags = rb"{\*\htmltag <ul><li>}Ett\u-10179?\u-8704?{\*\htmltag </li><li>}Tv\'e5"
    rtf = HEAD + tags + rb"{\*\htmltag </li></ul>}}"
    packed = struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf
    data = compound_file({**BASE, **text(0x1000, "* Ett\r\n"), "__substg1.0_10090102": packed})
    blocks = read_outlook(data, "x.msg").blocks
    assert [(block.kind, block.text) for block in blocks] == [
        ("bullet", "Ett😀"),
        ("bullet", "Två"),
    ]


def test_broken_rich_text_gives_way_to_the_plain_body() -> None:
    data = compound_file({**BASE, **text(0x1000, "Hej"), "__substg1.0_10090102": b"x" * 40})
    assert [block.text for block in read_outlook(data, "x.msg").blocks] == ["Hej"]
