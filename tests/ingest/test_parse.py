"""Bytes to a Report and its JSON. The page is invented."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from typing import Any

import pytest

from ingest import parse as parse_module
from ingest.document import Block, Document
from ingest.errors import Damaged, Empty, Encrypted, ReadError, Unsupported
from ingest.parse import parse, report_json

PAGE = """<!doctype html><html lang="en-US"><head><meta charset="utf-8">
<title>Lägesrapport vecka 43 - Insidan</title></head><body><main>
<h1>Lägesrapport vecka 43</h1><p>Sammanställt: 2025-10-23 klockan 08:30</p>
<h2>Läget</h2><ul><li>Svar ska lämnas till IVO senast den 13 november, se
<a href="https://exempel.example/a">beslutet</a>.<ul><li>22/10: Svaret är på väg</li></ul></li></ul>
<h2>Nästa steg</h2><ol><li>Arbetet fortsätter</li><li>Arbetet avslutas</li></ol>
<table><tr><th>När</th><th>Vad</th></tr><tr><td>v. 45</td><td>Möte</td></tr></table>
</main></body></html>"""


def page(body: str) -> bytes:
    return f"<!doctype html><html><body><main>{body}</main></body></html>".encode()


def test_report() -> None:
    report = parse(PAGE.encode(), "rapport.html")
    assert (report.id, report.series) == ("lagesrapport/2025-10-23", "lagesrapport")
    assert (report.date, report.date_source) == ("2025-10-23", "compiled")
    assert report.compiled_at == "2025-10-23T08:30"
    assert report.language == "sv"  # whatever the page's lang says
    assert report.warnings == ()


def test_json_has_the_promised_shape() -> None:
    data = PAGE.encode()
    shape = report_json(parse(data, "rapport.html"))
    assert json.loads(json.dumps(shape)) == shape
    assert shape["source"] == {
        "name": "rapport.html",
        "sha256": hashlib.sha256(data).hexdigest(),
        "media_type": "text/html",
        "bytes": len(data),
        "pages": 0,
        "producer": "",
    }
    assert list(shape) == [
        *("id", "title", "series", "date", "date_source", "compiled_at", "language", "source"),
        *("sections", "warnings"),
    ]
    first, second = shape["sections"]
    assert (first["heading"], first["level"]) == ("Läget", 1)
    assert first["items"] == [
        {
            "anchor": "1.1",
            "kind": "bullet",
            "level": 0,
            "text": "Svar ska lämnas till IVO senast den 13 november, se beslutet.",
            "date": None,
            "links": [{"text": "beslutet", "url": "https://exempel.example/a"}],
            "dates": [{"text": "den 13 november", "date": "2025-11-13", "role": "deadline"}],
            "boxes": [],
        },
        {
            "anchor": "1.1.1",
            "kind": "bullet",
            "level": 1,
            "text": "22/10: Svaret är på väg",
            "date": "2025-10-22",
            "links": [],
            "dates": [{"text": "22/10", "date": "2025-10-22", "role": "event"}],
            "boxes": [],
        },
    ]
    items = second["items"]
    assert [item.get("label") for item in items] == ["1.", "2.", None, None]
    assert [item["kind"] for item in items] == ["bullet", "bullet", "row", "row"]


def reading(monkeypatch: pytest.MonkeyPatch, document: Document) -> None:
    readers = {"text/html": lambda data, name: document}
    monkeypatch.setattr(parse_module, "READERS", readers)


def document(*blocks: Block, **fields: Any) -> Document:
    return Document(blocks, "text/html", **fields)


def test_ocr_is_marked_where_set(monkeypatch: pytest.MonkeyPatch) -> None:
    reading(monkeypatch, document(Block("T", "heading", 1), Block("A", ocr=True), Block("B")))
    items = report_json(parse(PAGE.encode(), "x"))["sections"][0]["items"]
    assert [item.get("ocr") for item in items] == [True, None]


def test_a_loss_of_text_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = (Block("T", "heading", 1), Block("x" * 93))
    reading(monkeypatch, document(*blocks, characters=100, metadata=(("time", "2025-10-23"),)))
    assert parse(PAGE.encode(), "x").warnings == ("only 94% of the file's characters were kept",)
    reading(monkeypatch, document(*blocks, characters=98, metadata=(("time", "2025-10-23"),)))
    assert parse(PAGE.encode(), "x").warnings == ()


def test_a_reader_s_warnings_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    reading(monkeypatch, document(Block("T"), Block("A"), warnings=("page 2 has no text",)))
    assert "page 2 has no text" in parse(PAGE.encode(), "x").warnings


def test_a_report_without_date_says_so() -> None:
    report = parse(page("<h1>Läget</h1><p>Lugnt 22/10.</p>"), "läget.html")
    assert (report.id, report.date, report.date_source) == ("laget/undated", None, "none")
    assert report.items()[0][1].dates == ()
    assert len(report.warnings) == 1


def test_without_any_title_the_file_s_name_is_the_title() -> None:
    report = parse(
        page("<ul><li>Lugnt</li><li>Fortsatt lugnt</li></ul>"), "a/läget-2025-10-23.html"
    )
    assert (report.title, report.id) == ("läget-2025-10-23", "laget/2025-10-23")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", Empty),
        (page("<h1>Bara en rubrik</h1>"), Empty),
        (page(""), Empty),
        (b"%PDF-1.7\n", Damaged),
        (b"\x89PNG\r\n\x1a\n\x00\x00", Unsupported),
        (bytes(range(256)) * 9, Damaged),
    ],
)
def test_what_gives_no_report_is_an_error_that_helps(data: bytes, error: type[ReadError]) -> None:
    with pytest.raises(error) as raised:
        parse(data, "filen.pdf")
    assert raised.value.where == "filen.pdf"
    assert raised.value.message
    assert raised.value.advice


def test_a_reader_s_error_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(data: bytes, name: str) -> Document:
        raise Encrypted("needs a password", where=name, advice="Save it without")

    monkeypatch.setattr(parse_module, "READERS", {"text/html": locked})
    with pytest.raises(Encrypted):
        parse(PAGE.encode(), "x")


@pytest.mark.parametrize("media_type", sorted(parse_module.READERS))
def test_every_reader_can_be_imported_and_refuses_junk(media_type: str) -> None:
    with pytest.raises(ReadError):
        parse_module.READERS[media_type](b"\x00\x01", "junk")


def test_importing_parse_imports_no_reader() -> None:
    code = "import sys, ingest.parse; print({'pdfplumber', 'bs4', 'lxml'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
