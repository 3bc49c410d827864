"""What a file is, by its bytes."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import sniff
from ingest.errors import Damaged, Empty, Encrypted, ReadError, Unsupported


def zipped(*names: str, mimetype: str = "") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "innehåll")
    return file.getvalue()


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512) + stream.encode("utf-16-le")


READ = {
    "PDF": (b"%PDF-1.7\n\xe2\xe3", sniff.PDF),
    "PDF behind a server's headers": (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nDate: x\r\n\r\n%PDF-1.4\n\x00",
        sniff.PDF,
    ),
    "PDF behind a mark": (b"\xef\xbb\xbf\r\n%PDF-1.4", sniff.PDF),
    "HTML": (b"<!DOCTYPE html><html>", sniff.HTML),
    "HTML that speaks of %PDF-1.7": (b"<p>Filen b\xc3\xb6rjar med %PDF-1.7</p>", sniff.HTML),
    "a fragment": (b"\n<h2>Rubrik</h2>", sniff.HTML),
    "a saved page": (b"<!-- saved from url=(1)x -->\n<html>", sniff.HTML),
    "XHTML": (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x">', sniff.HTML),
    "HTML in UTF-16": ("<html><body>".encode("utf-16"), sniff.HTML),
    "HTML after stray text": (b"Laddar ...\n<html><body>", sniff.HTML),
    "a web archive of Chromium": (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://x.example/\r\n"
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=b\r\n\r\n",
        sniff.MHT,
    ),
    "a web archive of Word": (
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n',
        sniff.MHT,
    ),
    "a page that Confluence exports": (
        b"Date: Mon, 6 Oct 2025\r\nMessage-ID: <1@x>\r\nSubject: Exported From Confluence\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n',
        sniff.MHT,
    ),
    "a mail with pictures is no web archive": (
        b"From: a@x.example\r\nTo: b@x.example\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="b"\r\n\r\n',
        sniff.MAIL,
    ),
    "a mail": (b"Return-Path: <a@x.example>\r\nReceived: x\r\nSubject: y\r\n\r\nHej", sniff.MAIL),
    "a mail from an mbox": (b"From a@x Mon\nFrom: a@x\nSubject: y\n\n<p>Hej", sniff.MAIL),
    "a mail of HTML": (b"From: a@x\nSubject: y\nContent-Type: text/html\n\n<html>", sniff.MAIL),
    "Outlook": (ole("__properties_version1.0"), sniff.OUTLOOK),
    "Word": (zipped("[Content_Types].xml", "word/document.xml"), sniff.DOCX),
    "Word, cut short": (zipped("word/document.xml")[:60], sniff.DOCX),
    "ZIP": (zipped("rapport.pdf"), sniff.ZIP),
    "an empty ZIP": (zipped(), sniff.ZIP),
    "text": ("Lägesrapport\n\nAllt väl.".encode(), sniff.TEXT),
    "text in cp1252": ("Lägesrapport\n\nAllt väl.".encode("cp1252"), sniff.TEXT),
    "text with a label and a colon": (b"Datum: 2026-01-02\n\nText", sniff.TEXT),
    "text that starts as an image might": (b"BM har beslutat", sniff.TEXT),
}


@pytest.mark.parametrize(("data", "media_type"), READ.values(), ids=READ)
@pytest.mark.parametrize("name", ["fil", "fil.pdf", "fil.html", "fil.doc", "fil.txt"])
def test_bytes_decide(data: bytes, media_type: str, name: str) -> None:
    assert sniff.sniff(data, name) == media_type


NOT_READ = {
    "PNG": (b"\x89PNG\r\n\x1a\n\x00", "x.pdf", "PNG image"),
    "JPEG": (b"\xff\xd8\xff\xe0\x00", "x", "JPEG image"),
    "TIFF": (b"II*\x00\x08", "x", "TIFF image"),
    "BMP": (b"BM\x00\x00\x00\x00", "x", "BMP image"),
    "SVG": (b'<?xml version="1.0"?><svg xmlns="x">', "x", "SVG image"),
    "WebP": (b"RIFF\x00\x00\x00\x00WEBP", "x", "WebP image"),
    "film": (b"\x00\x00\x00\x18ftypmp42", "x", "film"),
    "HEIC": (b"\x00\x00\x00\x18ftypheic", "x", "HEIC"),
    "old Word": (ole("WordDocument"), "x.docx", ".doc"),
    "old Excel": (ole("Workbook"), "x", ".xls"),
    "some OLE": (ole("X"), "x", "old Office"),
    "Excel": (zipped("[Content_Types].xml", "xl/workbook.xml"), "x.zip", ".xlsx"),
    "PowerPoint": (zipped("ppt/presentation.xml"), "x", ".pptx"),
    "ODT": (zipped("content.xml", mimetype="application/vnd.oasis.opendocument.text"), "x", ".odt"),
    "RTF": (b"{\\rtf1 text}", "x.doc", ".rtf"),
    "JSON": (b'{"title": "x"}', "x.txt", "JSON"),
    "XML": (b'<?xml version="1.0"?><rss>', "x", "XML"),
    "a style sheet": (b"p { color: red }", "sida_files/x.css", "style sheet"),
    "a program": (b"var a = 1;", "sida_files/x.js", "program"),
    "7-Zip": (b"7z\xbc\xaf\x27\x1c", "x", "7-Zip"),
    "gzip": (b"\x1f\x8b\x08", "x", "gzip"),
    "tar": (b"x".ljust(257, b"\x00") + b"ustar\x00", "x", "tar"),
}


@pytest.mark.parametrize(("data", "name", "says"), NOT_READ.values(), ids=NOT_READ)
def test_unsupported_says_what_it_is(data: bytes, name: str, says: str) -> None:
    with pytest.raises(Unsupported, match=says) as raised:
        sniff.sniff(data, name)
    assert raised.value.where == name
    assert raised.value.advice


def test_no_bytes() -> None:
    with pytest.raises(Empty):
        sniff.sniff(b"", "x")


def test_encrypted_office() -> None:
    with pytest.raises(Encrypted):
        sniff.sniff(ole("EncryptedPackage"), "x.docx")


def test_neither_known_nor_text() -> None:
    with pytest.raises(Damaged):
        sniff.sniff(bytes(range(1, 32)) * 9, "x.pdf")


@given(
    st.binary(min_size=1, max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"])
)
def test_only_our_errors(data: bytes, start: bytes) -> None:
    with suppress(ReadError):
        assert "/" in sniff.sniff(start + data, "x")
